"""From a condition to a question about single values, with the names in it looked up in a registry."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from llmreg.errors import quoted_list
from llmreg.identifiers import suggest
from llmreg.index import Index
from llmreg.languages import covers
from llmreg.quantities import PartialDate
from llmreg.querying.ast import AllOf, AnyOf, Between, Clause, Compare, Condition, Item, Satisfies, Test
from llmreg.querying.faults import LONGEST_SHOWN, Fault, shown
from llmreg.querying.fields import Field, Kind
from llmreg.querying.groups import groups_of, language_group
from llmreg.querying.licenses import RESTRICTIONS, class_of, holds, license_ids, listed_ids
from llmreg.querying.logic import Truth, disjunction
from llmreg.querying.values import SCALES, Amount, Group, Pattern, Word, as_interval, fold

__all__ = ["Binder", "Question", "bounds"]

Question = Callable[[Hashable], Truth]
"""Whether one value satisfies a condition."""


class Binder:
    """Makes questions of conditions.

    Args:
        index: the records of the day that is asked for.
        names: the records whose names may stand in a query, those of later days included: who asks for a vendor that was not
            yet founded gets no models, but not the answer that there is no such vendor.
        today: the day that is asked for.
    """

    def __init__(self, index: Index, names: Index, today: date) -> None:
        self.index = index
        self.names = names
        self.today = today

    def questions(self, field: Field, test: Test) -> list[list[Question]]:
        """For each list some question of it must be answered with yes by some value of the model.

        Raises:
            Fault: a name in the test is not known.
        """
        if isinstance(test, AllOf):
            return [alternatives for item in test.items for alternatives in self._each(field, item)]
        if isinstance(test, AnyOf):
            return [[self._any(field, test.items)]]
        if isinstance(test, Satisfies):
            return [[self._version(test.clauses)]]
        if isinstance(test, Between):
            return [[_between(field, test)]]
        if isinstance(test, Compare):
            return [[_compare(field, test)]]
        raise TypeError(f"{test!r} asks for no value")

    def check_scope(self, condition: Condition) -> None:
        """Whether the platform behind `@` is one.

        Raises:
            Fault: it is not.
        """
        scope = condition.scope
        if scope is not None and scope not in self._known("platforms"):
            raise self._unknown("platform", scope, self._known("platforms"), Item(Word(scope), condition.scope_span))

    def _each(self, field: Field, item: Item) -> list[list[Question]]:
        """The questions of one item of `all(...)`: a group of languages is all its languages."""
        if isinstance(item.value, Group) and field.kind is Kind.LANGUAGE:
            self._check_group(field, item)
            return [[_language(each) for each in member] for member in language_group(item.value.name)]
        return [[self._any(field, (item,))]]

    def _any(self, field: Field, items: Iterable[Item]) -> Question:
        """One question for all items: plain names are looked up in one set."""
        names: set[str] = set()
        others: list[Question] = []
        for item in items:
            found = self._item(field, item)
            if isinstance(found, frozenset):
                names |= found
            else:
                others += found
        if names:
            wanted = frozenset(names)
            others.insert(0, lambda value: value in wanted)
        if len(others) == 1:
            return others[0]
        return lambda value: disjunction(other(value) for other in others)

    def _item(self, field: Field, item: Item) -> frozenset[str] | list[Question]:
        """The values that an item stands for, or questions about them."""
        value, kind = item.value, field.kind
        if isinstance(value, Group):
            return self._group(field, item, value.name)
        if isinstance(value, Amount):
            return [_equal(kind, value)]
        if isinstance(value, PartialDate):
            return [_between(field, Between(item, item))]
        if isinstance(value, Pattern):
            return [self._pattern(kind, value)]
        if not isinstance(value, Word):
            raise TypeError(f"{value!r} must be replaced by a day first")
        text = value.text
        if kind is Kind.NAME:
            return self._named(field, text, item)
        if kind is Kind.LANGUAGE:
            return [_language(text)]
        if kind is Kind.LICENSE:
            return [self._license(text, item)]
        if kind is Kind.TEXT:
            needle = fold(text)
            return [lambda hay: needle in str(hay)]
        if kind is Kind.STRING:
            folded = text.casefold()
            return [lambda other: str(other).casefold() == folded]
        if kind is Kind.VERSION:
            return [self._version((Clause("==", text),))]
        return frozenset([text])

    def _group(self, field: Field, item: Item, name: str) -> frozenset[str] | list[Question]:
        self._check_group(field, item)
        if field.kind is Kind.LANGUAGE:
            return [_language(each) for member in language_group(name) for each in member]
        if field.kind is Kind.LICENSE:
            records = self.index.licenses
            binds = name in RESTRICTIONS
            return [
                lambda expression: holds(
                    str(expression), lambda license_id: class_of(name, license_id, records), restriction=binds
                )
            ]
        return frozenset(key for key, platform in self.names.platforms.items() if platform.kind == name)

    def _check_group(self, field: Field, item: Item) -> None:
        groups = groups_of(field.groups)
        name = item.value.name if isinstance(item.value, Group) else ""
        if name not in groups:
            close = suggest(name, groups) if len(name) <= LONGEST_SHOWN else ()
            hint = f"did you mean @{close[0]}?" if close else f"known: {', '.join(f'@{each}' for each in groups)}"
            raise Fault(
                f"unknown group `@{shown(name)}` of `{field.name}`", hint, f"@{close[0]}" if close else None, item.span
            )

    def _pattern(self, kind: Kind, pattern: Pattern) -> Question:
        if kind is Kind.VERSION:
            if pattern.text.endswith(".*") and pattern.text.count("*") == 1 and pattern.text[0].isdigit():
                return self._version((Clause("==", pattern.text),))
            matches = pattern.matcher()
            return lambda value: matches(str(_version_of(value)))
        if kind is Kind.TEXT:
            matches = Pattern(fold(pattern.text)).matcher()
            return lambda names: any(map(matches, str(names).split("\n")))
        matches = pattern.matcher()
        if kind is Kind.NAME and "/" not in pattern.text:
            return lambda value: matches(value.rpartition("/")[2])  # type: ignore[attr-defined]  # names are texts
        if kind is Kind.LICENSE:
            return lambda value: any(map(matches, license_ids(str(value))))
        return lambda value: matches(str(value))

    def _known(self, table: str) -> Mapping[str, object]:
        """The names that records of a kind have in this registry."""
        named: dict[str, object] = dict(getattr(self.names, table))
        if table in ("vendors", "families", "releases"):
            return named | dict.fromkeys(getattr(model, _ATTRIBUTE[table]) for model in self.names.models.values())
        if table == "platforms":
            return named | dict.fromkeys(edge.integration.platform for edge in self.names.edges)
        return named

    def _named(self, field: Field, text: str, item: Item) -> frozenset[str]:
        """The ids that a name means."""
        if field.table in ("models", "lineage"):
            return self._models(field, text, item)
        known = getattr(self.names, field.table)
        if text in known:
            return frozenset([text])
        if field.table == "releases" and (found := [each for each in known if each.rpartition("/")[2] == text]):
            return frozenset(found)
        everything = self._known(field.table)
        if text not in everything:
            raise self._unknown(_NOUN[field.table], text, everything, item)
        return frozenset([text])

    def _models(self, field: Field, text: str, item: Item) -> frozenset[str]:
        """Models by id, by id without vendor, by alias; for lineage also all of a release or a family, or an outside name."""
        names = self.names
        if text in names.models:
            return frozenset([text])
        found = {model.id for model in names.by_bare_id.get(text, ())}
        found |= {model.id for model, alias in names.aliases.get(text, ()) if alias.holds(self.today)}
        if found:
            return frozenset(map(str, found))
        if field.table == "lineage":
            releases = [each for key, each in names.releases.items() if text in (key, key.rpartition("/")[2])]
            if releases:
                return frozenset(str(model) for release in releases for model in release.models)
            if text in names.families:
                return frozenset(str(model.id) for model in names.models_of_family(names.families[text].id))
            outside = {str(p) for model in names.models.values() for p in model.derived_from if p.model is None}
            if exact := {each for each in outside if each.lower() == text}:
                return frozenset(exact)
        known = dict.fromkeys([*names.models, *names.by_bare_id, *names.aliases])
        if field.table == "lineage":
            known |= dict.fromkeys([key.rpartition("/")[2] for key in names.releases] + list(names.families))
        raise self._unknown("model", text, known, item)

    def _unknown(self, noun: str, text: str, known: Iterable[str], item: Item) -> Fault:
        close = suggest(text, known, count=3) if len(text) <= LONGEST_SHOWN else ()
        hint = f"did you mean {quoted_list(close)}?" if close else None
        return Fault(f"unknown {noun} `{shown(text)}`", hint, close[0] if close else None, item.span)

    def _license(self, text: str, item: Item) -> Question:
        """A licence by id, or a whole expression."""
        lowered = self._licenses
        wanted = license_ids(text)
        for each in wanted:
            if each.lower() not in lowered:
                refs = {key.removeprefix("licenseref-"): name for key, name in lowered.items()}
                close = suggest(each, refs, count=3) if len(each) <= LONGEST_SHOWN else ()
                better = tuple(refs[name.lower()] for name in close)
                hint = f"did you mean {quoted_list(better)}?" if better else None
                fix = (better[0] if len(wanted) == 1 else None) if better else None
                raise Fault(f"unknown licence `{shown(each)}`", hint, fix, item.span)
        if len(wanted) == 1:
            only = lowered[wanted[0].lower()]
            return lambda expression: only in license_ids(str(expression))
        spelled = text.lower()
        return lambda expression: str(expression).lower() == spelled

    @cached_property
    def _licenses(self) -> Mapping[str, str]:
        """Licence ids by lower case: those that models are under, those with a file, and the SPDX list."""
        used = {each for model in self.names.models.values() if model.license for each in license_ids(model.license)}
        return {each.lower(): each for each in [*listed_ids(), *self.names.licenses, *used]}

    def _version(self, clauses: tuple[Clause, ...]) -> Question:
        from llmreg.querying.versions import satisfies

        families = self.names.families
        known: dict[tuple[str, tuple[str, ...]], Truth] = {}  # most families have no order of their own

        def ask(value: Hashable) -> Truth:
            family, version = value if isinstance(value, tuple) else ("", str(value))
            key = (version, families[family].order if family in families else ())
            if key not in known:
                known[key] = satisfies(clauses, *key)
            return known[key]

        return ask


_ATTRIBUTE = {"vendors": "vendor", "families": "family", "releases": "release"}
_NOUN = {"vendors": "vendor", "families": "family", "releases": "release", "platforms": "platform"}


def _version_of(value: Hashable) -> Hashable:
    return value[1] if isinstance(value, tuple) else value


def _language(wanted: str) -> Question:
    """Whether a recorded tag falls under a range. A broader tag leaves it open: `zh` may be `zh-Hant`."""
    if wanted.startswith("*-"):
        rest = wanted[2:].lower().split("-")
        return lambda tag: _has_subtags(str(tag).lower().split("-")[1:], rest)

    def ask(tag: Hashable) -> Truth:
        if covers(wanted, str(tag)):
            return True
        return None if covers(str(tag), wanted) else False

    return ask


def _has_subtags(given: list[str], wanted: list[str]) -> Truth:
    """Whether all wanted subtags are there; a tag without a script may be written in any."""
    if all(each in given for each in wanted):
        return True
    has_script = any(len(each) == 4 and each.isalpha() for each in given)
    has_region = any(len(each) == 2 or each.isdigit() for each in given)
    missing = [each for each in wanted if each not in given]
    contradicted = any(has_script if len(each) == 4 and each.isalpha() else has_region for each in missing)
    return False if contradicted else None


def _number(kind: Kind, value: Hashable) -> Any:
    return value[1] if kind is Kind.MONEY and isinstance(value, tuple) else value


def _comparable(kind: Kind, value: Hashable, amount: Amount) -> bool:
    """Whether the two are in one currency."""
    return kind is not Kind.MONEY or (isinstance(value, tuple) and value[0] == (amount.unit or "USD"))


def _equal(kind: Kind, amount: Amount) -> Question:
    """Equality as people mean it.

    Tokens: `128k` is what is advertised so, 128,000 and 131,072, within a thousandth. Parameters: `72B` is what rounds to it at as
    many digits as are written, at least two. Without a unit, and with `Ki` or `Mi`, exactly that number.
    """
    wanted = amount.value
    if kind is Kind.TOKENS and amount.unit in ("k", "M"):
        binary = amount.number * SCALES["Ki" if amount.unit == "k" else "Mi"]
        return lambda value: any(abs(_number(kind, value) - each) * 1000 <= each for each in (wanted, binary))
    if kind is Kind.COUNT and amount.unit and wanted:
        digits = max(2, len(amount.number.normalize().as_tuple().digits))
        half = Decimal(10) ** (amount.number.adjusted() - digits + 1) * SCALES[amount.unit] / 2
        return lambda value: wanted - half <= _number(kind, value) < wanted + half
    return lambda value: _number(kind, value) == wanted if _comparable(kind, value, amount) else None


def _between(field: Field, test: Between) -> Question:
    low = test.low.value if test.low else None
    high = test.high.value if test.high else None
    if field.kind is Kind.DATE:
        first = as_interval(low)[0] if isinstance(low, PartialDate) else date.min
        last = as_interval(high)[1] if isinstance(high, PartialDate) else date.max
        return lambda value: _within(value, first, last)
    amounts = [each for each in (low, high) if isinstance(each, Amount)]
    least = low.value if isinstance(low, Amount) else None
    most = high.value if isinstance(high, Amount) else None
    kind = field.kind

    def ask(value: Hashable) -> Truth:
        if not all(_comparable(kind, value, amount) for amount in amounts):
            return None
        number = _number(kind, value)
        return (least is None or number >= least) and (most is None or number <= most)

    if kind is Kind.MONEY:
        return ask
    if most is None:
        return lambda value: value >= least  # type: ignore[operator]  # numbers, by the kind of the field
    if least is None:
        return lambda value: value <= most  # type: ignore[operator]
    return lambda value: least <= value <= most  # type: ignore[operator]


def bounds(value: Any) -> tuple[date, date]:
    """The first and the last day of a recorded date; of bounds, the same."""
    return value if isinstance(value, tuple) else as_interval(value)


def _within(value: Hashable, first: date, last: date) -> Truth:
    earliest, latest = bounds(value)
    if earliest >= first and latest <= last:
        return True
    return False if latest < first or earliest > last else None


def _compare(field: Field, test: Compare) -> Question:
    bound, kind = test.item.value, field.kind
    less = test.sign == "<"
    if isinstance(bound, PartialDate):
        first, last = as_interval(bound)

        def ask_day(value: Hashable) -> Truth:
            earliest, latest = bounds(value)
            if less:
                return True if latest < first else False if earliest >= first else None
            return True if earliest > last else False if latest <= last else None

        return ask_day
    if not isinstance(bound, Amount):
        raise TypeError(f"{bound!r} has no order")
    limit = bound.value

    def ask(value: Hashable) -> Truth:
        if not _comparable(kind, value, bound):
            return None
        number = _number(kind, value)
        return bool(number < limit if less else number > limit)

    return ask
