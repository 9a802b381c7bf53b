"""Three values: yes, no, and not known (`True`, `False`, `None`), for one model and for all of them at once.

These are Kleene's strong connectives. What is not known stays so under NOT: a model without a recorded licence is neither
under a non-commercial licence nor under another one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

__all__ = ["Split", "Truth", "conjunction", "disjunction", "negation"]

Truth: TypeAlias = bool | None


def negation(value: Truth) -> Truth:
    """NOT: swaps yes and no."""
    return None if value is None else not value


def conjunction(values: Iterable[Truth]) -> Truth:
    """AND: no where one is no, else not known where one is not known, else yes."""
    answer: Truth = True
    for value in values:
        if value is False:
            return False
        if value is None:
            answer = None
    return answer


def disjunction(values: Iterable[Truth]) -> Truth:
    """OR: yes where one is yes, else not known where one is not known, else no."""
    answer: Truth = False
    for value in values:
        if value is True:
            return True
        if value is None:
            answer = None
    return answer


class Split(NamedTuple):
    """The answers of all models: two integers with one byte a model, 1 in `yes`, 1 in `no`, or 0 in both.

    Bytes instead of bits make masks eight times as long, still only 10 kB for 10,000 models, and let
    `int.to_bytes` and `itertools.compress` pick the models out.
    """

    yes: int
    no: int

    def __invert__(self) -> Split:
        return Split(self.no, self.yes)

    def __and__(self, other: Split) -> Split:
        return Split(self.yes & other.yes, self.no | other.no)

    def __or__(self, other: Split) -> Split:
        return Split(self.yes | other.yes, self.no & other.no)
