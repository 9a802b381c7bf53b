"""`Column`: what all models say of one field, turned around: for every value, which models have it.

A condition is then put to every distinct value once, not to every model: 10,000 models have a few hundred licences, languages or
context windows. Which models those are is a mask: an integer with one byte a model.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import chain

from llmreg.querying.facts import Fact, State
from llmreg.querying.logic import Split, Truth

__all__ = ["Column", "flags_of", "mask_of"]

_MANY = 64
"""From so many models on, the mask of a value is kept."""


def mask_of(flags: bytes | bytearray) -> int:
    """The mask of one byte, 0 or 1, for each model."""
    return int.from_bytes(flags, "little")


def flags_of(mask: int, count: int) -> bytes:
    """The bytes of a mask."""
    return mask.to_bytes(count, "little")


class Column:
    """The values of one field for all models, in their order."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self.count = len(facts)
        self.everyone = mask_of(b"\1" * self.count)
        self._positions: dict[Hashable, list[int]] = {}
        self._maybe: dict[Hashable, list[int]] = {}
        for position, fact in enumerate(facts):
            for value in fact.values:
                self._positions.setdefault(value, []).append(position)
            for value in fact.maybe:
                self._maybe.setdefault(value, []).append(position)
        self._kept: dict[Hashable, int] = {}
        self.open = mask_of(bytes(fact.open for fact in facts))
        self.states = {state: mask_of(bytes(fact.state is state for fact in facts)) for state in State}

    @property
    def values(self) -> Iterable[Hashable]:
        """Every value that some model has."""
        return self._positions

    def holders(self, value: Hashable) -> int:
        """How many models have a value."""
        return len(self._positions.get(value, ()))

    def ask(self, question: Callable[[Hashable], Truth]) -> Split:
        """For which models some value satisfies a question.

        Yes where a value does; not known where the question cannot tell of a value, or where the model may have others;
        no else.
        """
        yes, doubtful = [], []
        for value in self._positions:
            answer = question(value)
            if answer:
                yes.append(value)
            elif answer is None:
                doubtful.append(value)
        certain = self._mask(yes)
        possible = certain | self.open | self._mask(doubtful)
        if self._maybe:
            possible |= self._flagged(self._maybe[value] for value in self._maybe if question(value) is not False)
        return Split(certain, self.everyone ^ possible)

    def _mask(self, values: list[Hashable]) -> int:
        """Which models have one of some values."""
        mask, few = 0, []
        for value in values:
            positions = self._positions[value]
            if len(positions) < _MANY:
                few.append(positions)
                continue
            kept = self._kept.get(value)
            if kept is None:
                kept = self._kept[value] = self._flagged([positions])
            mask |= kept
        return mask | self._flagged(few) if few else mask

    def _flagged(self, positions: Iterable[Iterable[int]]) -> int:
        flags = bytearray(self.count)
        for position in chain.from_iterable(positions):
            flags[position] = 1
        return mask_of(flags)
