"""Fills the cells of a table: a fact in the format of its column."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from typing import Any

from llmreg.languages import covers, language_name
from llmreg.quantities import PartialDate, StatedCount, format_count
from llmreg.querying.facts import Fact, State, View
from llmreg.querying.fields import FIELDS, Kind
from llmreg.querying.licenses import license_ids
from llmreg.querying.properties import property_of
from llmreg.querying.support import disputes_of, sources_of
from llmreg.regions import country_name
from llmreg.schema.model import Model
from llmreg.tables.columns import TableColumn
from llmreg.tables.formats import FORMATS
from llmreg.tables.pages import page_of
from llmreg.tables.table import TableCell
from llmreg.wording import ABSENT, plain_decimal, tokens_in_words, value_in_words

__all__ = ["fill"]

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SHOWN = FORMATS["list"].default or 0


def fill(column: TableColumn, model: Model, view: View) -> TableCell:
    """The cell of a column for one model."""
    fact = _asked(column, model, view) if column.values else column.field.read(model, view, column.platform)
    known = fact.state is State.RECORDED and bool(fact.values)
    return TableCell(
        text=_text(column, fact, model, view) if known else ABSENT.get(fact.state, ABSENT[State.UNKNOWN]),
        state=fact.state,
        values=fact.values,
        complete=not fact.open and not fact.maybe,
        about=_about(column, fact) if known else "",
        url=_link(column, model, view) if known and column.format == "link" else "",
        sources=sources_of(column.field, model, view) if known else (),
        disputed=bool(disputes_of(column.field, model)),
    )


# --- columns that ask for one value


def _asked(column: TableColumn, model: Model, view: View) -> Fact:
    """Whether a model has a value: `True`, `False`, or not known. Of a language also the weaker word for it."""
    field = column.field
    if field.kind is Kind.PROPERTY:
        return property_of(column.values[0])(model, view, None)
    if field.name == "languages":
        return _language(column, model, view)
    fact = field.read(model, view, column.platform)
    if fact.state is State.NOT_APPLICABLE:
        return fact
    if any(value in column.values for value in map(str, fact.values)):
        return Fact((True,))
    if fact.open or any(value in column.values for value in map(str, fact.maybe)):
        return Fact((), State.UNDISCLOSED if fact.state is State.UNDISCLOSED else State.UNKNOWN, open=True)
    return Fact((False,))


def _language(column: TableColumn, model: Model, view: View) -> Fact:
    for level in ("tags", "trained", "evaluated"):
        if any(covers(tag, each) for each in getattr(model.languages, level) for tag in column.values):
            return Fact((True if level == "tags" else level,))
    fact = FIELDS["languages"].read(model, view, None)
    if fact.state is not State.RECORDED:
        return fact
    return Fact((), State.UNKNOWN, open=True) if fact.open else Fact((False,))


_YES_NO: dict[Hashable, str] = {True: "yes", False: "no"}


# --- values in words


def _text(column: TableColumn, fact: Fact, model: Model, view: View) -> str:
    if column.values:
        return _YES_NO.get(fact.values[0], str(fact.values[0]))
    if column.format == "count":
        return f"{len(fact.values)}" + ("+" if fact.open else "")
    if column.field.name == "name" and column.format in ("", "link"):
        return model.name
    texts = list(dict.fromkeys(_value(column, value, model, view) for value in fact.values))
    most = len(texts) if column.format == "all" else column.number if column.format == "list" else _SHOWN
    rest = len(texts) - (most or _SHOWN)
    separator = " " if column.field.kind is Kind.LANGUAGE and column.format != "name" else ", "
    text = separator.join(texts[:most]) + (f" +{rest}" if rest > 0 else "")
    if column.field.name == "parameters" and not column.format and model.parameters.active is not None:
        return f"{text} ({format_count(model.parameters.active)} active)"
    return text


def _value(column: TableColumn, value: Any, model: Model, view: View) -> str:
    kind, form = column.field.kind, column.format
    if form == "link" and column.field.name == "id":
        return model.name
    if form in ("name", "link"):
        return _NAMES.get(kind, _record_name)(column, str(value), view)
    write = _WRITERS.get(form)
    return write(value, column.number) if write else value_in_words(kind, value)


def _record_name(column: TableColumn, value: str, view: View) -> str:
    """The name of a vendor, family, platform or model, in place of its id."""
    table = "models" if column.field.table == "lineage" else column.field.table
    record = getattr(view.index, table).get(value) if table and table != "releases" else None
    return record.name if record is not None else value


def _license_name(_column: TableColumn, value: str, view: View) -> str:
    record = view.index.licenses.get(value)
    return record.name if record is not None else value


_NAMES: dict[Kind, Callable[[TableColumn, str, View], str]] = {
    Kind.LANGUAGE: lambda _column, value, _view: language_name(value),
    Kind.COUNTRY: lambda _column, value, _view: country_name(value),
    Kind.LICENSE: _license_name,
}


def _si(count: int, digits: int | None) -> str:
    """So many significant digits; a count that was stated with fewer stays as it is."""
    if isinstance(count, StatedCount):
        return count.text
    places = 10 ** max(0, len(str(count)) - (digits or 3))
    rounded = (count + places // 2) // places * places
    for letter, scale in (("T", 10**12), ("B", 10**9), ("M", 10**6), ("K", 1000)):
        if rounded >= scale:
            whole, rest = divmod(rounded, scale)
            fraction = f"{rest:0{len(str(scale)) - 1}}".rstrip("0")
            return f"{whole}{'.' if fraction else ''}{fraction}{letter}"
    return str(rounded)


def _advertised(tokens: int, _: int | None) -> str:
    for scale, letter in ((2**20, "M"), (10**6, "M"), (1024, "k"), (1000, "k")):
        if tokens and tokens % scale == 0:
            return f"{tokens // scale:,}{letter}"
    return tokens_in_words(tokens)


def _month(day: PartialDate, _: int | None) -> str:
    return f"{_MONTHS[day.month - 1]} {day.year}" if day.month else str(day.year)


def _exact(value: int, _: int | None) -> str:
    return value.text if isinstance(value, StatedCount) else f"{value:,}"


_WRITERS: dict[str, Callable[[Any, int | None], str]] = {
    "si": _si,
    "exact": _exact,
    "k": _advertised,
    "month": _month,
    "year": lambda day, _: str(day.year),
    "short": lambda text, _: re.sub(r"\bLicenseRef-", "", text),
    "amount": lambda money, _: plain_decimal(money[1]),
}


def _about(column: TableColumn, fact: Fact) -> str:
    """The exact figure behind a rounded one, the whole list behind a cut one, the day behind a month."""
    value = fact.values[0]
    if column.values or column.format in ("exact", "all"):
        return ""
    if column.field.many:
        words = [value_in_words(column.field.kind, each) for each in fact.values]
        return ", ".join(words) if len(words) > _SHOWN or column.format == "count" else ""
    if column.field.name == "size":
        return ""  # it is stated, and exact digits would say more than anybody did
    if isinstance(value, int) and not isinstance(value, StatedCount) and value >= 1000:
        unit = {Kind.COUNT: " parameters", Kind.TOKENS: " tokens"}.get(column.field.kind)
        return f"{value:,}{unit}" if unit else ""
    if isinstance(value, PartialDate) and column.format:
        return str(value)
    return str(value) if column.format == "name" and column.field.kind is Kind.LICENSE else ""


# --- where a link leads


def _link(column: TableColumn, model: Model, view: View) -> str:
    """A page about the model, its vendor or its licence; empty where the registry names none."""
    if column.field.kind is Kind.LICENSE:
        ids = license_ids(model.license or "")
        record = view.index.licenses.get(ids[0]) if len(ids) == 1 else None
        return record.url if record is not None else ""
    if column.field.name == "vendor":
        vendor = view.index.vendors.get(model.vendor)
        return page_of(vendor) if vendor is not None else ""
    return page_of(model, view.edges(model))
