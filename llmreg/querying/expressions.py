"""Typed expressions: `F.context >= "128k"` in Python for `context:128k..` in text, and the same tree.

    >>> from llmreg import F
    >>> str((F.family == "qwen") & (F.context >= "128k") & ~F.vendor.one_of("meta"))
    'context:128k.. family:qwen -vendor:meta'

Combine with `&`, `|` and `~`; `and`, `or` and `not` raise, since Python would take only one side of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, NoReturn, TypeAlias, TypeVar

import attrs

from llmreg.errors import QueryError
from llmreg.quantities import PartialDate
from llmreg.querying.ast import (
    AllOf,
    AnyOf,
    Condition,
    InState,
    Item,
    Node,
    Satisfies,
    SortKey,
    Test,
    all_of,
    any_of,
    conjunction,
    disjunction,
    negation,
)
from llmreg.querying.faults import Fault
from llmreg.querying.fields import FIELDS, Field, Kind, find_field, suggest_field
from llmreg.querying.operands import read_clauses_of, read_spec
from llmreg.querying.reading import between, compare, read_value
from llmreg.querying.values import Amount, Group

__all__ = [
    "AmountField",
    "AnyField",
    "DateField",
    "Expression",
    "F",
    "Fields",
    "LanguageField",
    "LicenseField",
    "ListField",
    "NameField",
    "NamedListField",
    "ScopedAmountField",
    "ScopedDatesField",
    "ScopedListField",
    "VersionField",
]

Number: TypeAlias = int | Decimal | float | str
Day: TypeAlias = date | PartialDate | str
R = TypeVar("R")
S = TypeVar("S", bound="AnyField")


@attrs.frozen(eq=True)
class Expression:
    """A condition, or several put together. `str()` gives it as text that `Query.parse` reads."""

    node: Node

    def __and__(self, other: Expression) -> Expression:
        return Expression(conjunction([self.node, _node(other)]))

    def __or__(self, other: Expression) -> Expression:
        return Expression(disjunction([self.node, _node(other)]))

    def __invert__(self) -> Expression:
        return Expression(negation(self.node))

    def __bool__(self) -> NoReturn:
        raise TypeError(
            "a condition is neither true nor false before it is asked; write & for and, | for or, ~ for not"
        )

    def __str__(self) -> str:
        return str(self.node)


def _node(other: object) -> Node:
    if not isinstance(other, Expression):
        raise TypeError(
            f"{other!r} is not a condition; put comparisons in parentheses: (F.size > '7B') & (F.vendor == 'meta')"
        )
    return other.node


class AnyField:
    """A field in an expression. Negated, it is a key to sort by in descending order."""

    __slots__ = ("_field", "_scope")

    def __init__(self, field: Field, scope: str | None = None) -> None:
        self._field = field
        self._scope = scope

    def __repr__(self) -> str:
        at = f".on({self._scope!r})" if self._scope else ""
        return f"F.field({self._field.name!r}){at}"

    def __bool__(self) -> NoReturn:
        raise TypeError(
            f"a field is neither true nor false; use .is_recorded() to ask whether `{self._field.name}` is known"
        )

    def __neg__(self) -> SortKey:
        return SortKey(self._field.name, descending=True, scope=self._scope)

    @property
    def key(self) -> SortKey:
        """The key to sort by, from small to large."""
        return SortKey(self._field.name, scope=self._scope)

    def is_unknown(self) -> Expression:
        """It is not known: not recorded, or undisclosed."""
        return self._ask(InState("unknown"))

    def is_undisclosed(self) -> Expression:
        """Its maker is known to keep it to itself."""
        return self._ask(InState("undisclosed"))

    def is_not_applicable(self) -> Expression:
        """There is nothing to know, such as active parameters of a dense model."""
        return self._ask(InState("not-applicable"))

    def is_recorded(self) -> Expression:
        """Something is recorded."""
        return F.has(self._field.name)

    def _ask(self, test: Test) -> Expression:
        return Expression(Condition(self._field.name, test, self._scope))

    def _item(self, value: object) -> Item:
        field = self._field
        if value is None:
            raise TypeError(f"nothing equals None; use .is_unknown() to ask whether `{field.name}` is not known")
        if isinstance(value, bool):
            raise TypeError(f"`{field.name}` is no yes or no")
        if isinstance(value, int | Decimal | float) and field.kind.is_number:
            return Item(Amount(Decimal(str(value))))
        if isinstance(value, PartialDate) and field.kind is Kind.DATE:
            return Item(value)
        if isinstance(value, date) and field.kind is Kind.DATE:
            return Item(PartialDate.of(value.date() if isinstance(value, datetime) else value))
        if not isinstance(value, str):
            raise TypeError(f"`{field.name}` cannot be compared with {value!r}")
        return Item(_read(lambda: read_value(field, value, written=field.name, quoted=True)))

    def _items(self, values: Iterable[object]) -> list[Item]:
        items = [self._item(each) for each in values]
        if not items:
            raise TypeError("name at least one value")
        return items

    def _groups(self, names: Iterable[str]) -> list[Item]:
        items = [Item(Group(name.removeprefix("@").lower())) for name in names]
        if not items:
            raise TypeError("name at least one group")
        return items

    def _every(self, items: list[Item]) -> AnyOf | AllOf:
        return all_of(items)


def _read(read: Callable[[], R]) -> R:
    """Read a value; what is wrong with it is told without a place."""
    try:
        return read()
    except Fault as fault:
        raise QueryError(fault.message, hint=fault.hint) from None


class NameField(AnyField):  # noqa: PLW1641  (== gives a condition, so nothing of it can be hashed)
    """A field with one value out of names or words."""

    __slots__ = ()

    def __eq__(self, value: str) -> Expression:  # type: ignore[override]
        return self._ask(any_of([self._item(value)]))

    def __ne__(self, value: str) -> Expression:  # type: ignore[override]
        return ~(self == value)

    def one_of(self, *values: str) -> Expression:
        """It is one of some values."""
        return self._ask(any_of(self._items(values)))

    def matches(self, pattern: str) -> Expression:
        """It has the form of a pattern, in which `*` stands for any characters."""
        field = self._field
        if "*" not in pattern:
            raise QueryError(f"`{pattern}` is not a pattern", hint="put * where any characters may stand")
        return self._ask(any_of([Item(_read(lambda: read_value(field, pattern, written=field.name)))]))


class ListField(NameField):
    """A field that may have several values; `==` asks whether the value is among them."""

    __slots__ = ()

    def any_of(self, *values: str) -> Expression:
        """One of some values is among them."""
        return self.one_of(*values)

    def all_of(self, *values: str) -> Expression:
        """All of some values are among them."""
        return self._ask(all_of(self._items(values)))


class NamedListField(ListField):
    """A list of names that fall into groups."""

    __slots__ = ()

    def in_group(self, *names: str) -> Expression:
        """One value is in one of some groups, such as `api`."""
        return self._ask(any_of(self._groups(names)))


class LanguageField(NamedListField):
    """Languages, by BCP 47 tags that cover longer ones: `zh` covers `zh-Hant`."""

    __slots__ = ()

    def all_of_group(self, *names: str) -> Expression:
        """Every language of some groups, such as `sea`."""
        return self._ask(self._every(self._groups(names)))


class LicenseField(NameField):
    """A licence expression: an id in it, the whole of it, or a class of licences."""

    __slots__ = ()

    def in_group(self, *names: str) -> Expression:
        """It is of one of some classes, such as `osi`."""
        return self._ask(any_of(self._groups(names)))


class _Ordered(AnyField):
    __slots__ = ()

    def _compare(self, sign: str, value: object) -> Expression:
        return self._ask(compare(sign, self._item(value)))

    def _between(self, low: object, high: object) -> Expression:
        ends = self._item(low), self._item(high)
        return self._ask(_read(lambda: between(*ends)))


class AmountField(_Ordered):  # noqa: PLW1641  (== gives a condition, so nothing of it can be hashed)
    """A number, an amount with a unit, or a price."""

    __slots__ = ()

    def __eq__(self, value: Number) -> Expression:  # type: ignore[override]
        return self._compare("=", value)

    def __ne__(self, value: Number) -> Expression:  # type: ignore[override]
        return ~(self == value)

    def __lt__(self, value: Number) -> Expression:
        return self._compare("<", value)

    def __le__(self, value: Number) -> Expression:
        return self._compare("<=", value)

    def __gt__(self, value: Number) -> Expression:
        return self._compare(">", value)

    def __ge__(self, value: Number) -> Expression:
        return self._compare(">=", value)

    def between(self, low: Number, high: Number) -> Expression:
        """From one amount to another, both included."""
        return self._between(low, high)

    def one_of(self, *values: Number) -> Expression:
        """It is one of some amounts."""
        return self._ask(any_of(self._items(values)))


class DateField(_Ordered):  # noqa: PLW1641  (== gives a condition, so nothing of it can be hashed)
    """A day, a month or a year, or `last-6-months`."""

    __slots__ = ()

    def __eq__(self, value: Day) -> Expression:  # type: ignore[override]
        return self._compare("=", value)

    def __ne__(self, value: Day) -> Expression:  # type: ignore[override]
        return ~(self == value)

    def __lt__(self, value: Day) -> Expression:
        return self._compare("<", value)

    def __le__(self, value: Day) -> Expression:
        return self._compare("<=", value)

    def __gt__(self, value: Day) -> Expression:
        return self._compare(">", value)

    def __ge__(self, value: Day) -> Expression:
        return self._compare(">=", value)

    def between(self, low: Day, high: Day) -> Expression:
        """From one day to another, both included."""
        return self._between(low, high)

    def one_of(self, *values: Day) -> Expression:
        """It is within one of some days, months or years."""
        return self._ask(any_of(self._items(values)))


class VersionField(AnyField):  # noqa: PLW1641  (== gives a condition, so nothing of it can be hashed)
    """A version within a family."""

    __slots__ = ()

    def __eq__(self, value: str) -> Expression:  # type: ignore[override]
        return self._ask(any_of([self._item(value)]))

    def __ne__(self, value: str) -> Expression:  # type: ignore[override]
        return ~(self == value)

    def one_of(self, *values: str) -> Expression:
        """It is one of some versions."""
        return self._ask(any_of(self._items(values)))

    def satisfies(self, specifier: str) -> Expression:
        """It satisfies a PEP 440 specifier set such as `>=1.5,<3`; prereleases count."""
        return self._ask(Satisfies(_read(lambda: read_clauses_of(read_spec(specifier)))))


class ScopedAmountField(AmountField):
    """An amount that may differ by platform."""

    __slots__ = ()

    def on(self, platform: str) -> ScopedAmountField:
        """The amount on one platform."""
        return ScopedAmountField(self._field, platform.lower())


class ScopedDatesField(DateField):
    """Days that differ by platform; a comparison asks for any of them."""

    __slots__ = ()

    def on(self, platform: str) -> ScopedDatesField:
        """The day on one platform."""
        return ScopedDatesField(self._field, platform.lower())


class ScopedListField(ListField):
    """Words that differ by platform; a comparison asks for any of them."""

    __slots__ = ()

    def on(self, platform: str) -> ScopedListField:
        """The words of one platform."""
        return ScopedListField(self._field, platform.lower())


def _class_of(field: Field) -> type[AnyField]:
    if field.kind is Kind.VERSION:
        return VersionField
    if field.kind is Kind.DATE:
        return ScopedDatesField if field.scoped else DateField
    if field.kind.is_number:
        return ScopedAmountField if field.scoped else AmountField
    if field.kind is Kind.LANGUAGE:
        return LanguageField
    if field.kind is Kind.LICENSE:
        return LicenseField
    if field.scoped:
        return ScopedListField
    if field.groups:
        return NamedListField
    return ListField if field.many else NameField


class Fields:
    """All fields, by the names that queries use; `-` is written `_`, and other names go through `field()`."""

    vendor: NameField
    maker: NameField
    owner: ListField
    country: NameField
    family: NameField
    release: NameField
    id: NameField
    name: ListField
    aliases: ListField
    ids: ScopedListField
    version: VersionField
    snapshot: NameField
    variant: NameField
    size: AmountField
    parameters: AmountField
    params: AmountField
    active: AmountField
    architecture: NameField
    context: ScopedAmountField
    ctx: ScopedAmountField
    output: ScopedAmountField
    modalities: ListField
    modality: ListField
    reads: ListField
    writes: ListField
    capabilities: ListField
    capability: ListField
    languages: LanguageField
    language: LanguageField
    lang: LanguageField
    license: LicenseField
    licence: LicenseField
    weights: NameField
    released: DateField
    announced: ScopedDatesField
    knowledge_cutoff: DateField
    cutoff: DateField
    withdrawn: DateField
    platform: NamedListField
    provider: NamedListField
    engine: NamedListField
    family_platform: NamedListField
    integration: NamedListField
    status: ScopedListField
    stage: ScopedListField
    since: ScopedDatesField
    deprecated: ScopedDatesField
    retired: ScopedDatesField
    retired_not_before: ScopedDatesField
    replacement: ScopedListField
    price: ScopedAmountField
    parent: ListField
    derived_from: ListField
    relation: ListField
    tokens: AmountField
    compute: AmountField
    benchmarks: ListField
    links: ListField
    sources: ListField
    source: ListField
    checked: DateField
    disputes: ListField
    history: ListField
    undisclosed: ListField

    _FUNCTIONS: ClassVar = {"is": "is_", "has": "has", "no": "no", "text": "text"}

    if not TYPE_CHECKING:  # type checkers take the names above, and no others

        def __getattr__(self, name: str) -> AnyField:
            field = find_field(name.rstrip("_"))
            if field is None or field.name in self._FUNCTIONS:
                close = suggest_field(name)
                raise AttributeError(f"there is no field `{name}`" + (f"; did you mean `{close}`?" if close else ""))
            return _class_of(field)(field)

    def __dir__(self) -> list[str]:
        return sorted({*type(self).__annotations__, "is_", "has", "no", "text", "field"})

    def field(self, name: str) -> AnyField:
        """The field of any name, such as `architecture.num_hidden_layers`.

        Raises:
            QueryError: there is none.
        """
        found = find_field(name)
        if found is None:
            close = suggest_field(name)
            raise QueryError(f"unknown field `{name}`", hint=f"did you mean `{close}`?" if close else None)
        return _class_of(found)(found)

    def amount(self, name: str) -> AmountField:
        """The numeric field of a name, such as `architecture.num_hidden_layers`, `training.tokens` or `price.output`.

        Raises:
            QueryError: there is none, or it is not a number.
        """
        found = self.field(name)
        if not isinstance(found, AmountField):
            raise QueryError(f"`{name}` is not a number")
        return found

    def is_(self, *properties: str) -> Expression:
        """One of some yes/no properties holds, such as `open-weights`."""
        return _named("is", properties)

    def has(self, *names: str) -> Expression:
        """Something is recorded of one of some fields."""
        return _named("has", names)

    def no(self, *names: str) -> Expression:
        """Nothing is recorded of one of some fields."""
        return _named("no", names)

    def text(self, text: str) -> Expression:
        """The text is a part of its id, names, aliases or family; case, blanks, hyphens and underscores do not matter."""
        return _named("text", (text,))


def _named(name: str, values: tuple[str, ...]) -> Expression:
    field = AnyField(FIELDS[name])
    return Expression(Condition(name, any_of(field._items(values))))  # noqa: SLF001


F = Fields()
"""The fields for typed expressions: `F.context >= "128k"`."""
