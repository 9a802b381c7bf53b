"""Reads the options of a query: what to sort by, how many models, for which day, which columns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from llmreg.quantities import PartialDate
from llmreg.querying.ast import SortKey
from llmreg.querying.faults import Fault, Span, shown
from llmreg.querying.fields import OPTIONS, Field, Kind, find_field, suggest_field

__all__ = ["EXAMPLES", "option_of", "read_columns", "read_limit", "read_sort", "read_sort_key", "read_whole_day"]

_OPTION = {name.replace("-", "_"): option for option, synonyms in OPTIONS.items() for name in (option, *synonyms)}

EXAMPLES = {
    "sort": "write the fields to sort by, as in sort:-released,name",
    "limit": "write how many models at most, as in limit:20",
    "as-of": "write a day, as in as-of:2024-02-29",
    "cols": "write the fields to show, as in cols:id,size,context",
}
"""What to write, by option."""


def option_of(name: str) -> str | None:
    """The option of a name or synonym, `None` where there is none."""
    return _OPTION.get(name.lower().replace("-", "_"))


def read_limit(text: str, written: str, span: Span) -> int:
    """A number of models, at least 1.

    Raises:
        Fault: it is none.
    """
    if text.isascii() and text.isdigit() and len(text) <= 9 and int(text) > 0:
        return int(text)
    raise Fault(f"`{shown(text)}` is not a number of models", f"write {written}:20", "20", span)


def read_whole_day(text: str, written: str, span: Span) -> date:
    """A day.

    Raises:
        Fault: it is none, or only a month or a year.
    """
    try:
        day = PartialDate.parse(text)
    except ValueError:
        raise Fault(f"`{shown(text)}` is not a day", f"write {written}:2024-02-29", None, span) from None
    if day.exact is None:
        raise Fault(f"`{text}` is not a whole day", f"write {written}:{day.latest} for its end", str(day.latest), span)
    return day.exact


def read_sort(text: str, span: Span) -> tuple[SortKey, ...]:
    """Keys to sort by, with commas between them.

    Raises:
        Fault: there is no such field, or nothing sorts by it.
    """
    return tuple(read_sort_key(part, place) for part, place in _split(text, span, "sort"))


def read_sort_key(text: str, span: Span) -> SortKey:
    """`released`, `-released` or `price@openai`.

    Raises:
        Fault: there is no such field, or nothing sorts by it.
    """
    name = text.removeprefix("-")
    bare, _, scope = name.partition("@")
    start = span[1] - len(name)
    place = (start, start + len(bare))
    field = _field(bare, place)
    if field.kind in (Kind.TEXT, Kind.PROPERTY, Kind.PRESENCE):
        raise Fault(f"nothing sorts by `{field.name}`", "sort by a field such as released or name", None, place)
    if scope and not field.scoped:
        raise Fault(f"`{field.name}` is the same on every platform", f"write {bare}", bare, (start, span[1]))
    behind = (start + len(bare) + 1, span[1]) if scope else None
    return SortKey(field.name, text.startswith("-"), scope.lower() or None, behind)


def read_columns(text: str, span: Span) -> tuple[str, ...]:
    """Canonical names of fields to show, each once; `price@openai` is that of one platform.

    Raises:
        Fault: there is no such field, or it is not one to show.
    """
    found: dict[str, None] = {}
    for part, place in _split(text, span, "cols"):
        bare, _, scope = part.partition("@")
        field = _field(bare, (place[0], place[0] + len(bare)))
        if field.kind in (Kind.TEXT, Kind.PROPERTY, Kind.PRESENCE):
            raise Fault(f"`{field.name}` is not a column", "show a field such as size or license", None, place)
        if scope and not field.scoped:
            raise Fault(f"`{field.name}` is the same on every platform", f"write {bare}", bare, place)
        found[f"{field.name}@{scope.lower()}" if scope else field.name] = None
    return tuple(found)


def _split(text: str, span: Span, option: str) -> Iterator[tuple[str, Span]]:
    """The parts between commas, and their places."""
    at = span[0]
    for part in text.split(","):
        if not part:
            raise Fault("a field is missing here", EXAMPLES[option], None, (max(0, at - 1), max(1, at)))
        yield part, (at, at + len(part))
        at += len(part) + 1


def _field(name: str, place: Span) -> Field:
    field = find_field(name)
    if field is None:
        close = suggest_field(name)
        hint = f"did you mean {close}?" if close else "llmreg fields lists them"
        raise Fault(f"unknown field `{shown(name)}`", hint, close, place)
    return field
