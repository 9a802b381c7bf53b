"""The syntax tree that queries in text and typed expressions share, and its canonical text.

Make AND, OR and NOT with `conjunction`, `disjunction` and `negation`: they flatten, drop what is said twice and put the
parts in one order, so that two ways of writing the same conditions give equal trees.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

import attrs

from llmreg.querying.faults import Span
from llmreg.querying.values import Amount, Value, Word

__all__ = [
    "AllOf",
    "And",
    "AnyOf",
    "Between",
    "Clause",
    "Compare",
    "Condition",
    "InState",
    "Item",
    "Node",
    "Not",
    "Or",
    "Satisfies",
    "SortKey",
    "Test",
    "all_of",
    "any_of",
    "conditions",
    "conjunction",
    "disjunction",
    "negation",
]


@attrs.frozen
class Item:
    """A value and its place in the text that it was read from. The place does not count for equality."""

    value: Value
    span: Span | None = attrs.field(default=None, eq=False, repr=False)

    def __str__(self) -> str:
        return str(self.value)


@attrs.frozen
class AnyOf:
    """One of some values: `lang:zh,en`."""

    items: tuple[Item, ...]

    def __str__(self) -> str:
        shown = ",".join(map(str, self.items))
        return f"any({shown})" if any(map(_look_like_one, self.items, self.items[1:])) else shown


@attrs.frozen
class AllOf:
    """All of some values: `lang:all(zh,en)`."""

    items: tuple[Item, ...]

    def __str__(self) -> str:
        return f"all({','.join(map(str, self.items))})"


@attrs.frozen
class Between:
    """From one value to another, both included; one of them may be open: `size:7B..14B`, `context:128k..`."""

    low: Item | None
    high: Item | None

    def __str__(self) -> str:
        return f"{self.low or ''}..{self.high or ''}"


@attrs.frozen
class Compare:
    """Strictly less or more: `released:<2024-01-01`."""

    sign: str
    """`<` or `>`."""
    item: Item

    def __str__(self) -> str:
        return f"{self.sign}{self.item}"


@attrs.frozen(order=True)
class Clause:
    """One clause of a version specifier: `>=1.5`."""

    operator: str
    operand: str

    def __str__(self) -> str:
        return self.operator + self.operand


@attrs.frozen
class Satisfies:
    """A PEP 440 specifier set: `version:>=1.5,<3`."""

    clauses: tuple[Clause, ...]
    span: Span | None = attrs.field(default=None, eq=False, repr=False)

    def __str__(self) -> str:
        return ",".join(map(str, self.clauses))


@attrs.frozen
class InState:
    """Whether a fact is not known: `context:unknown`."""

    state: str
    """`unknown`, `undisclosed` or `not-applicable`."""

    def __str__(self) -> str:
        return self.state


Test: TypeAlias = AnyOf | AllOf | Between | Compare | Satisfies | InState


@attrs.frozen
class Condition:
    """A question about one field: a name, perhaps a platform, and a test."""

    field: str
    """The canonical name of the field."""
    test: Test
    scope: str | None = None
    """The one platform that is meant: `status@openai:active`."""
    span: Span | None = attrs.field(default=None, eq=False, repr=False)
    scope_span: Span | None = attrs.field(default=None, eq=False, repr=False)

    def __str__(self) -> str:
        if self.field == "text" and isinstance(self.test, AnyOf) and len(self.test.items) == 1:
            return str(self.test)
        at = f"@{self.scope}" if self.scope else ""
        return f"{self.field}{at}:{self.test}"


@attrs.frozen
class Not:
    """The opposite of a node."""

    part: Node

    def __str__(self) -> str:
        return f"-{_inside(self.part)}"


@attrs.frozen
class And:
    """All of some nodes."""

    parts: tuple[Node, ...]

    def __str__(self) -> str:
        return " ".join(f"({part})" if isinstance(part, Or) else str(part) for part in self.parts)


@attrs.frozen
class Or:
    """One of some nodes."""

    parts: tuple[Node, ...]

    def __str__(self) -> str:
        return " OR ".join(map(str, self.parts))


Node: TypeAlias = Condition | Not | And | Or


@attrs.frozen
class SortKey:
    """What a result is sorted by. Models of which it is not known come last either way."""

    field: str
    descending: bool = False
    scope: str | None = None
    scope_span: Span | None = attrs.field(default=None, eq=False, repr=False)

    def __str__(self) -> str:
        at = f"@{self.scope}" if self.scope else ""
        return f"{'-' if self.descending else ''}{self.field}{at}"


def _look_like_one(one: Item, other: Item) -> bool:
    """Whether two numbers with a comma between them look like one: `128,000`."""
    first, second = str(one), str(other)
    return isinstance(one.value, Amount) and len(first) <= 3 and len(second) == 3 and (first + second).isdecimal()


def _inside(node: Node) -> str:
    return f"({node})" if isinstance(node, And | Or) else str(node)


def negation(part: Node) -> Node:
    """NOT; two of them cancel out."""
    return part.part if isinstance(part, Not) else Not(part)


def conjunction(parts: Iterable[Node]) -> Node:
    """AND of one or more parts."""
    flat = _in_order(inner for part in parts for inner in (part.parts if isinstance(part, And) else (part,)))
    return flat[0] if len(flat) == 1 else And(flat)


def disjunction(parts: Iterable[Node]) -> Node:
    """OR of one or more parts."""
    flat = _in_order(inner for part in parts for inner in (part.parts if isinstance(part, Or) else (part,)))
    return flat[0] if len(flat) == 1 else Or(flat)


def _in_order(parts: Iterable[Node]) -> tuple[Node, ...]:
    """Each part once: single conditions first, what is negated last (a shell takes a leading `-` for an option)."""
    keyed = {(isinstance(part, Not), isinstance(part, And | Or), str(part)): part for part in parts}
    return tuple(keyed[key] for key in sorted(keyed))


def any_of(items: Iterable[Item]) -> AnyOf:
    """One of some values, each once and in one order."""
    return AnyOf(_sorted(items))


def all_of(items: Iterable[Item]) -> AnyOf | AllOf:
    """All of some values; of a single one that is the same as any. A group is not a single value."""
    ordered = _sorted(items)
    single = len(ordered) == 1 and isinstance(ordered[0].value, Word)
    return AnyOf(ordered) if single else AllOf(ordered)


def _sorted(items: Iterable[Item]) -> tuple[Item, ...]:
    keyed = {str(item): item for item in items}
    return tuple(keyed[key] for key in sorted(keyed))


def conditions(node: Node) -> Iterator[Condition]:
    """Every condition of a tree, in its order."""
    if isinstance(node, Condition):
        yield node
    elif isinstance(node, Not):
        yield from conditions(node.part)
    else:
        for part in node.parts:
            yield from conditions(part)
