"""`Query`: conditions, and what to do with the models found, in one immutable value with one canonical text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

import attrs

from llmreg.errors import QueryError
from llmreg.quantities import PartialDate
from llmreg.querying.ast import (
    AllOf,
    And,
    AnyOf,
    Between,
    Compare,
    Condition,
    Item,
    Node,
    Not,
    SortKey,
    any_of,
    conjunction,
    disjunction,
    negation,
)
from llmreg.querying.expressions import Expression
from llmreg.querying.faults import Fault
from llmreg.querying.parser import parse
from llmreg.querying.reading import between
from llmreg.querying.values import Relative

__all__ = ["Query", "as_query", "freeze"]


@attrs.frozen
class Query:
    """A question to a registry.

    `str(query)` is its canonical text: the same for every way of writing the same conditions in any order, and
    `Query.parse(str(query)) == query`.
    """

    where: Node | None = None
    """The conditions; `None` for all models."""
    sort: tuple[SortKey, ...] = ()
    """What to sort by; empty for the order of the registry."""
    limit: int | None = None
    """How many models at most."""
    as_of: date | None = None
    """For which day it is asked."""
    columns: tuple[str, ...] = ()
    """Which fields to show; empty for the usual ones."""
    text: str = attrs.field(default="", eq=False, repr=False)
    """The text that it was read from, empty for typed expressions. It does not count for equality."""

    @classmethod
    def parse(cls, text: str) -> Query:
        """Read a query in text.

        Relative dates such as `last-6-months` are replaced by days where the query says `as-of:`.

        Raises:
            QueryError: it cannot be read; the message points at the place and says what to write instead.
        """
        try:
            found = parse(text)
            where = found.where
            if where is not None and found.as_of is not None:
                where = freeze(where, found.as_of)
        except Fault as fault:
            raise _with_good_suggestion(fault.as_error(text)) from None
        return cls(where, found.sort, found.limit, found.as_of, found.columns, text)

    def __str__(self) -> str:
        options = [
            f"sort:{','.join(map(str, self.sort))}" if self.sort else "",
            f"limit:{self.limit}" if self.limit else "",
            f"as-of:{self.as_of}" if self.as_of else "",
            f"cols:{','.join(self.columns)}" if self.columns else "",
        ]
        where = self.where
        shown = "" if where is None else str(where)
        if where is not None and not isinstance(where, Condition | And | Not) and any(options):
            shown = f"({shown})"
        return " ".join(part for part in (shown, *options) if part)

    def frozen(self, today: date) -> Query:
        """The same with relative dates replaced by days, seen from a day.

        Raises:
            QueryError: a relative date leaves the calendar.
        """
        if self.where is None:
            return self
        try:
            return attrs.evolve(self, where=freeze(self.where, today))
        except Fault as fault:
            raise fault.as_error(self.text) from None


def as_query(query: str | Query | Expression | None) -> Query:
    """The query that a text, an expression or nothing means.

    Raises:
        QueryError: a text cannot be read.
    """
    if query is None:
        return Query()
    if isinstance(query, str):
        return Query.parse(query)
    return Query(query.node) if isinstance(query, Expression) else query


def _with_good_suggestion(error: QueryError) -> QueryError:
    """The error, without its suggestion where that could not be parsed either."""
    if error.suggestion is None:
        return error
    try:
        parse(error.suggestion)
    except Fault:
        return QueryError(error.message, error.query, error.span, error.hint)
    return error


def freeze(node: Node, today: date) -> Node:
    """A tree with days in place of relative dates.

    Raises:
        Fault: one of them leaves the calendar.
    """
    if isinstance(node, Condition):
        return _freeze(node, today) if _relative(node) else node
    if isinstance(node, Not):
        return negation(freeze(node.part, today))
    parts = [freeze(part, today) for part in node.parts]
    return conjunction(parts) if isinstance(node, And) else disjunction(parts)


def _items(condition: Condition) -> tuple[Item, ...]:
    test = condition.test
    if isinstance(test, AnyOf | AllOf):
        return test.items
    if isinstance(test, Compare):
        return (test.item,)
    if isinstance(test, Between):
        return tuple(each for each in (test.low, test.high) if each is not None)
    return ()


def _relative(condition: Condition) -> bool:
    return any(isinstance(item.value, Relative) for item in _items(condition))


def _freeze(condition: Condition, today: date) -> Node:
    test = condition.test
    if isinstance(test, Compare):
        return attrs.evolve(condition, test=Compare(test.sign, _day(test.item, today)))
    if isinstance(test, Between):
        low, high = (None if end is None else _day(end, today) for end in (test.low, test.high))
        return attrs.evolve(condition, test=between(low, high, span=condition.span))
    parts = [_frozen_item(condition, item, today) for item in _items(condition)]
    join: Callable[[Iterable[Node]], Node] = conjunction if isinstance(test, AllOf) else disjunction
    return join(parts)


def _frozen_item(condition: Condition, item: Item, today: date) -> Condition:
    if not isinstance(item.value, Relative):
        return attrs.evolve(condition, test=any_of([item]))
    ends = sorted([_day(item, today), Item(PartialDate.of(today), item.span)], key=lambda each: str(each.value))
    return attrs.evolve(condition, test=Between(*ends))


def _day(item: Item, today: date) -> Item:
    if not isinstance(item.value, Relative):
        return item
    try:
        return Item(PartialDate.of(item.value.end(today)), item.span)
    except OverflowError:
        raise Fault(f"`{item.value}` leaves the calendar, seen from {today}", None, None, item.span) from None
