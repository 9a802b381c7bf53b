"""Models side by side: row by row what is the same, what differs, and what is not known well enough to say.

The fields are those of the query language, so `context` or `params` mean the same in both, and the logic has three values
here too: an unknown fact is no difference, and two lists that are not complete differ only where that is certain.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from itertools import combinations

import attrs

from llmreg.errors import ComparisonSizeError, UnknownFieldError
from llmreg.index import Index
from llmreg.languages import covers
from llmreg.quantities import PartialDate, StatedCount
from llmreg.querying.facts import Fact, State, View
from llmreg.querying.fields import Field, Kind, find_field, suggest_field
from llmreg.querying.licenses import class_of, holds
from llmreg.querying.support import disputes_of, path_of, sources_of
from llmreg.schema.fields import get_field
from llmreg.schema.model import Model
from llmreg.schema.source import Dispute, Source

__all__ = [
    "DEFAULT_FIELDS",
    "LEAST",
    "MOST",
    "Comparison",
    "ComparisonCell",
    "ComparisonRow",
    "RowState",
    "check_size",
    "compare",
]

LEAST, MOST = 2, 8
"""How many models a comparison takes. More than eight columns nobody reads; a table of `find` is for those."""

DEFAULT_FIELDS = (
    "vendor",
    "family",
    "version",
    "snapshot",
    "variant",
    "size",
    "parameters",
    "active",
    "architecture",
    "context",
    "context.extended",
    "output",
    "languages",
    "modalities.input",
    "modalities.output",
    "capabilities",
    "license",
    "weights",
    "released",
    "knowledge_cutoff",
    "training.tokens",
    "parent",
    "platform",
)
"""What is compared where nothing else is asked for, in this order."""

_HIGHER_IS_BETTER = frozenset({"context", "output"})
"""The only fields with a direction. A larger model is not a better one, nor a later, nor one of more platforms."""

_NOT_COMPARED = frozenset({Kind.PROPERTY, Kind.PRESENCE, Kind.TEXT})


class RowState(StrEnum):
    """What can be said of a field across the models."""

    SAME = "same"
    """All are recorded, and alike."""
    DIFFERS = "differs"
    """At least two certainly differ."""
    PARTLY_UNKNOWN = "partly-unknown"
    """Something is recorded, but not enough to say whether they differ."""
    ALL_UNKNOWN = "all-unknown"
    """Nothing is recorded of any of them."""
    NOT_APPLICABLE = "not-applicable"
    """None of them can have it."""


@attrs.frozen(kw_only=True)
class ComparisonCell:
    """One field of one model."""

    model: Model
    """Whose."""
    state: State
    """Whether anything is recorded, and if not, why not: unknown, undisclosed and not applicable are three things."""
    values: tuple[Hashable, ...] = ()
    """What is recorded: one value, or several for lists. Counts keep how they were stated."""
    complete: bool = True
    """Whether a list is known to be all; always so for single values."""
    maybe: tuple[Hashable, ...] = ()
    """Members that a list may also have: platforms where only the family is known to be, capabilities not recorded."""
    only: tuple[Hashable, ...] = ()
    """Members of a list that no other model of the comparison is recorded with."""
    classes: tuple[str, ...] = ()
    """Of a licence: the classes that it is certainly of."""
    best: bool = False
    """Whether no other recorded value is better, in a field that has a direction."""
    sources: tuple[Source, ...] = ()
    """How it is known."""
    disputes: tuple[Dispute, ...] = ()
    """Values that other sources give."""


@attrs.frozen(kw_only=True)
class ComparisonRow:
    """One field across all models."""

    field: str
    """Its name in the query language."""
    about: str
    """What it is, in one line."""
    kind: Kind
    """What sort of values it has."""
    many: bool
    """Whether a model may have several."""
    words: tuple[str, ...]
    """The closed list of values, where there is one."""
    state: RowState
    """What can be said of it."""
    cells: tuple[ComparisonCell, ...]
    """One for each model, in the order of the comparison."""
    common: tuple[Hashable, ...] = ()
    """Members that every list has."""
    alike: str | None = None
    """How different numbers are all advertised: `128k` for 128,000 and 131,072."""

    @property
    def best_is_certain(self) -> bool:
        """Whether every value is recorded, so that the best one is not just the best known."""
        return all(cell.state in (State.RECORDED, State.NOT_APPLICABLE) for cell in self.cells)


@attrs.frozen(kw_only=True)
class Comparison:
    """Two to eight models side by side. Iterates over its rows."""

    models: tuple[Model, ...]
    """The models, in the order in which they were named."""
    rows: tuple[ComparisonRow, ...]
    """The fields, in the order in which they were asked for."""
    as_of: date
    """The day for which it holds."""

    def __iter__(self) -> Iterator[ComparisonRow]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, field: str) -> ComparisonRow:
        """The row of a field, by its name or a synonym.

        Raises:
            UnknownFieldError: it is not among the fields compared.
        """
        known = find_field(field)
        name = known.name if known else field
        for row in self.rows:
            if row.field == name:
                return row
        raise UnknownFieldError(field, tuple(row.field for row in self.rows[:3]))

    @property
    def differences(self) -> tuple[ComparisonRow, ...]:
        """The rows that certainly differ."""
        return tuple(row for row in self.rows if row.state is RowState.DIFFERS)

    @property
    def counts(self) -> Mapping[RowState, int]:
        """How many rows are in each state."""
        return {state: sum(row.state is state for row in self.rows) for state in RowState}


def check_size(count: int) -> None:
    """Raise `ComparisonSizeError` unless that many models can be compared."""
    if not LEAST <= count <= MOST:
        raise ComparisonSizeError(count, LEAST, MOST)


def compare(index: Index, models: Sequence[Model], *, fields: Iterable[str] | None, as_of: date) -> Comparison:
    """Put models side by side.

    Args:
        index: the registry as it stood on the day.
        models: two to eight of its models.
        fields: names of fields as in the query language, such as `params`, `context@groq` or `price@openai`.
        as_of: the day.

    Raises:
        ComparisonSizeError: there are fewer than two models, or more than eight.
        UnknownFieldError: there is no such field, or it has no values of its own.
    """
    check_size(len(models))
    view = View(index, as_of)
    asked = {(field.name, scope): field for field, scope in map(_field, DEFAULT_FIELDS if fields is None else fields)}
    rows = tuple(_row(field, scope, models, view) for (_, scope), field in asked.items())
    return Comparison(models=tuple(models), rows=rows, as_of=as_of)


def _field(name: str) -> tuple[Field, str | None]:
    bare, at, scope = name.partition("@")
    found = find_field(bare)
    if found is None or found.kind in _NOT_COMPARED or (at and not found.scoped):
        close = suggest_field(bare)
        raise UnknownFieldError(name, (close,) if close else ())
    return found, scope or None


def _row(field: Field, scope: str | None, models: Sequence[Model], view: View) -> ComparisonRow:
    facts = [_fact(field, scope, model, view) for model in models]
    best = _best(field, facts)
    cells = tuple(
        ComparisonCell(
            model=model,
            state=fact.state,
            values=fact.values,
            complete=not fact.open,
            maybe=fact.maybe,
            only=_only(facts, place) if field.many else (),
            classes=_classes(fact, view) if field.kind is Kind.LICENSE else (),
            best=place in best,
            sources=sources_of(field, model, view) if fact.values else (),
            disputes=disputes_of(field, model),
        )
        for place, (model, fact) in enumerate(zip(models, facts, strict=True))
    )
    return ComparisonRow(
        field=f"{field.name}@{scope}" if scope else field.name,
        about=field.about,
        kind=field.kind,
        many=field.many,
        words=field.words,
        state=_state(field, facts),
        cells=cells,
        common=tuple(v for v in facts[0].values if all(v in fact.values for fact in facts)) if field.many else (),
        alike=_alike(facts) if field.kind is Kind.TOKENS else None,
    )


def _fact(field: Field, scope: str | None, model: Model, view: View) -> Fact:
    """What is recorded; a number as it was stated, and a version without the family that orders it."""
    fact = field.read(model, view, scope)
    if field.kind is Kind.VERSION:
        return fact._replace(values=tuple(value[1] if isinstance(value, tuple) else value for value in fact.values))
    if field.kind.is_number and not field.many and scope is None and len(fact.values) == 1:
        stated = get_field(model, path_of(field))
        if stated is not None and stated == fact.values[0]:
            return fact._replace(values=(stated,))
    return fact


# --- what differs


def _state(field: Field, facts: Sequence[Fact]) -> RowState:
    if all(fact.state is State.NOT_APPLICABLE for fact in facts):
        return RowState.NOT_APPLICABLE
    answers = {_same(field, one, other) for one, other in combinations(facts, 2)}
    if False in answers:
        return RowState.DIFFERS
    if answers == {True}:
        return RowState.SAME
    recorded = any(fact.state is State.RECORDED for fact in facts)
    return RowState.PARTLY_UNKNOWN if recorded else RowState.ALL_UNKNOWN


def _same(field: Field, one: Fact, other: Fact) -> bool | None:
    """Whether two facts are the same; `None` where that cannot be told."""
    states = {one.state, other.state}
    if states == {State.NOT_APPLICABLE}:
        return True
    if states == {State.NOT_APPLICABLE, State.RECORDED}:
        return False
    if states != {State.RECORDED}:
        return None
    if set(one.values) == set(other.values) and set(one.maybe) == set(other.maybe):
        return True
    if not field.many and len(one.values) == len(other.values) == 1:
        return _equal(one.values[0], other.values[0])
    return False if _lacks(field, one, other) or _lacks(field, other, one) else None


def _equal(one: Hashable, other: Hashable) -> bool | None:
    """Whether two values are the same; rounded counts and partial dates may leave that open."""
    if one == other:
        return True
    if isinstance(one, PartialDate) and isinstance(other, PartialDate):
        return None if one.before(other) is None and other.before(one) is None else False
    for stated, exact in ((one, other), (other, one)):
        if isinstance(stated, StatedCount) and isinstance(exact, int) and _rounds_to(exact, stated):
            return None
    return False


def _rounds_to(exact: int, stated: StatedCount) -> bool:
    """Whether a count rounds to a stated one, at as many digits as that was stated with."""
    number = stated.text[:-1]
    step = int(stated) // int(number.replace(".", "")) if number.strip("0.") else int(stated)
    return abs(exact - stated) * 2 <= step


def _lacks(field: Field, one: Fact, other: Fact) -> bool:
    """Whether a list certainly misses a member of another."""
    if other.open:
        return False
    if field.kind is Kind.LANGUAGE:
        return any(not any(_overlap(tag, has) for has in other.values) for tag in one.values)
    return any(value not in other.values and value not in other.maybe for value in one.values)


def _overlap(one: Hashable, other: Hashable) -> bool:
    return covers(str(one), str(other)) or covers(str(other), str(one))


# --- what to say of it


def _best(field: Field, facts: Sequence[Fact]) -> frozenset[int]:
    """The places of the highest values, where a field has a direction and the recorded values are not all the same."""
    values = {
        place: value
        for place, fact in enumerate(facts)
        if field.name in _HIGHER_IS_BETTER and len(fact.values) == 1 and isinstance(value := fact.values[0], int)
    }
    highest = max(values.values(), default=0)
    best = frozenset(place for place, value in values.items() if value == highest)
    return best if len(best) < len(values) else frozenset()


def _only(facts: Sequence[Fact], place: int) -> tuple[Hashable, ...]:
    others = {value for number, fact in enumerate(facts) if number != place for value in fact.values}
    return tuple(value for value in facts[place].values if value not in others)


def _alike(facts: Sequence[Fact]) -> str | None:
    """How all recorded values are advertised, where they differ only in whether a thousand is 1,000 or 1,024."""
    values = {value for fact in facts for value in fact.values if isinstance(value, int)}
    called = [_advertised(value) for value in sorted(values)]
    common = frozenset.intersection(*called) if len(called) > 1 else frozenset()
    return min(common, key=len) if common else None


def _advertised(tokens: int) -> frozenset[str]:
    scales = {"k": (1000, 1024), "M": (10**6, 2**20)}
    return frozenset(
        f"{tokens // scale}{letter}"
        for letter, both in scales.items()
        for scale in both
        if tokens and tokens % scale == 0
    )


_CLASSES = ("permissive", "copyleft", "noncommercial", "conditional", "custom")
_RESTRICTIONS = frozenset(_CLASSES) - {"permissive"}


def _classes(fact: Fact, view: View) -> tuple[str, ...]:
    """The classes that an expression is certainly of."""

    def is_of(name: str, expression: str) -> bool | None:
        return holds(
            expression, lambda each: class_of(name, each, view.index.licenses), restriction=name in _RESTRICTIONS
        )

    return tuple(name for name in _CLASSES if fact.values and is_of(name, str(fact.values[0])))
