"""Reads what a table shows: `name, params:si(2)=Size, context:k, languages(th,vi), price@openai:amount`.

A column is a field of the query language, perhaps on one platform (`@`), perhaps one value of it in parentheses, which makes a
column of yes, no and `?` for each value, then a format (`:`) and a title (`=`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import attrs

from llmreg.errors import QueryError
from llmreg.identifiers import suggest
from llmreg.languages import canonicalize_language_tag, is_language_tag, language_name, suggest_language
from llmreg.querying.faults import Fault, Span, shown
from llmreg.querying.fields import FIELDS, Field, Kind, find_field, suggest_field
from llmreg.querying.groups import groups_of
from llmreg.querying.properties import PROPERTIES
from llmreg.tables.formats import FORMATS, Format, formats_for
from llmreg.wording import heading

__all__ = ["USUAL_COLUMNS", "TableColumn", "read_column_list", "read_columns"]

USUAL_COLUMNS = ("id", "parameters", "context", "languages", "license", "released")
"""The columns where none are named."""

_COLUMN = re.compile(
    r"""\s*(?P<field>[\w.-]+)
        (?:@(?P<platform>[\w.-]+))?
        (?:\((?P<values>[^()]*)\))?
        (?::(?P<format>[\w-]*)(?:\((?P<number>[^()]*)\))?)?
        (?:=(?P<title>"[^"]*"|[^"]*))?\s*""",
    re.VERBOSE,
)
_PART = re.compile(r"""(?:"[^"]*"|\([^()]*\)|[^,"()]|["()])+""")
"""What stands between two commas that are neither in quotes nor in parentheses."""

_WITHOUT_COLUMNS = frozenset([Kind.TEXT, Kind.PRESENCE])
_WITH_VALUES = frozenset([Kind.NAME, Kind.WORD, Kind.LANGUAGE, Kind.STRING])


@attrs.frozen(kw_only=True)
class TableColumn:
    """One column of a table."""

    field: Field
    """What is shown."""
    platform: str | None = None
    """The one platform that is meant."""
    values: tuple[str, ...] = ()
    """Of a column that asks for one value: the value, and other spellings of it."""
    format: str = ""
    """How it is written; empty for the usual way."""
    number: int | None = None
    """The number of a format that takes one."""
    title: str
    """What stands above it."""

    @property
    def name(self) -> str:
        """The same in canonical text, without the title: `context@groq:k`."""
        at = f"@{self.platform}" if self.platform else ""
        value = f"({self.values[0]})" if self.values else ""
        number = f"({self.number})" if self.number is not None else ""
        return f"{self.field.name}{at}{value}{f':{self.format}{number}' if self.format else ''}"

    @property
    def is_numeric(self) -> bool:
        """Whether it stands on the right."""
        return (self.field.kind.is_number and not self.values) or self.format == "count"


def read_columns(text: str) -> tuple[TableColumn, ...]:
    """Columns with commas between them.

    Raises:
        QueryError: one of them cannot be read, or names what there is not; it points at the place.
    """
    try:
        return tuple(column for part, span in _parts(text) for column in _column(part, span))
    except Fault as fault:
        raise fault.as_error(text) from None


def read_column_list(columns: str | Iterable[str] | None) -> tuple[TableColumn, ...]:
    """Columns as one text or as several, or the usual ones.

    Raises:
        QueryError: one of them cannot be read, or there are none.
    """
    if columns is None:
        columns = USUAL_COLUMNS
    texts = [columns] if isinstance(columns, str) else list(columns)
    found = tuple(column for text in texts for column in read_columns(text))
    if not found:
        raise QueryError("a table needs columns", hint="name fields with commas between, as in id,parameters,context")
    return found


def _parts(text: str) -> Iterator[tuple[str, Span]]:
    at = 0
    while at <= len(text):
        part = _PART.match(text, at)
        end = part.end() if part else at
        if not text[at:end].strip():
            if not text.strip():
                return
            raise Fault(
                "a column is missing here", "write fields with commas between", None, (max(0, at - 1), max(1, at))
            )
        yield text[at:end], (at, end)
        at = end + 1


def _column(text: str, span: Span) -> Iterator[TableColumn]:
    match = _COLUMN.fullmatch(text)
    if match is None:
        raise Fault(
            f"`{shown(text.strip())}` is not a column",
            "write FIELD, FIELD@PLATFORM, FIELD(VALUE), each with :FORMAT and =TITLE where wanted",
            None,
            span,
        )

    def place(group: str) -> Span:
        return span[0] + match.start(group), span[0] + match.end(group)

    field, implied = _field(match["field"], place("field"))
    platform = match["platform"]
    if platform and not field.scoped:
        raise Fault(f"`{field.name}` is the same on every platform", f"write {match['field']}", None, place("platform"))
    asked: list[tuple[tuple[str, ...], str]] = []
    if match["values"] is not None:
        if implied:
            raise Fault(f"`{implied}` is a value already", f"write {implied}", None, place("values"))
        asked = list(_values(field, match["values"], place("values")))
    elif implied:
        asked = [((implied,), implied.replace("-", " "))]
    elif field.kind is Kind.PROPERTY:
        raise Fault("`is` needs a property", "write is(open-weights)", None, span)
    form = _format(
        field, match["format"], place("format") if match["format"] is not None else span, of_value=bool(asked)
    )
    number = (
        _number(form, match["number"], place("number"))
        if match["number"] is not None
        else form.default
        if form
        else None
    )
    title = match["title"]
    title = None if title is None else title.strip().strip('"')
    if title is not None and len(asked) > 1:
        raise Fault(
            "several values have a column each, and no title of their own",
            "name each value by itself",
            None,
            place("title"),
        )
    if not asked:
        at = f" on {platform}" if platform else ""
        asked = [((), heading(field.name).replace(".", " ") + at)]
    for values, usual in asked:
        yield TableColumn(
            field=field,
            platform=platform.lower() if platform else None,
            values=values,
            format=form.name if form else "",
            number=number,
            title=usual if title is None else title,
        )


def _field(name: str, place: Span) -> tuple[Field, str]:
    """The field of a name, and the value that the name stands for where it is a word such as `vision` or `open-weights`."""
    field = find_field(name)
    if field is not None:
        if field.kind in _WITHOUT_COLUMNS:
            raise Fault(f"`{field.name}` is not a column", "show a field such as size or license", None, place)
        return field, ""
    word = name.lower().replace("_", "-")
    for home in ("is", "capabilities"):
        if word in FIELDS[home].words:
            return FIELDS[home], word
    words = [*PROPERTIES, *FIELDS["capabilities"].words]
    close = suggest_field(name) or next(iter(suggest(word, words)), None) if len(name) <= 60 else None
    raise Fault(
        f"unknown field `{shown(name)}`",
        f"did you mean {close}?" if close else "llmreg fields lists them",
        close,
        place,
    )


def _values(field: Field, text: str, place: Span) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each value asked for, with its other spellings, and the title of its column."""
    if field.kind not in _WITH_VALUES and field.kind is not Kind.PROPERTY:
        raise Fault(f"`{field.name}` has no values to ask for one by one", f"write {field.name}", None, place)
    for part in text.split(","):
        value = part.strip()
        if value.startswith("@"):
            yield from _group(field, value, place)
        elif field.kind is Kind.LANGUAGE:
            yield _language(value, place)
        elif field.words and value not in field.words:
            close = suggest(value, field.words) if len(value) <= 60 else ()
            hint = f"did you mean {close[0]}?" if close else f"llmreg fields {field.name} lists them"
            raise Fault(f"`{shown(value)}` is no value of {field.name}", hint, None, place)
        elif not value:
            raise Fault("a value is missing here", f"write a value of {field.name}", None, place)
        else:
            yield (value,), value.replace("-", " ") if field.words else value


def _group(field: Field, text: str, place: Span) -> Iterator[tuple[tuple[str, ...], str]]:
    groups = groups_of(field.groups)
    group = groups.get(text[1:].lower())
    if group is None or not group.members:
        known = [f"@{name}" for name, each in groups.items() if each.members]
        close = suggest(text, known)
        hint = f"did you mean {close[0]}?" if close else f"groups to ask for: {', '.join(known) or 'none'}"
        raise Fault(f"`{shown(text)}` is not a group of {field.name}", hint, None, place)
    for spellings in group.members:
        yield spellings, language_name(spellings[0])


def _language(text: str, place: Span) -> tuple[tuple[str, ...], str]:
    if not is_language_tag(text):
        meant = suggest_language(text)
        raise Fault(
            f"`{shown(text)}` is not a language tag",
            f"did you mean {meant}?" if meant else "write a tag such as th",
            None,
            place,
        )
    tag = canonicalize_language_tag(text)
    return (tag,), language_name(tag)


def _format(field: Field, name: str | None, place: Span, *, of_value: bool) -> Format | None:
    if name is None:
        return None
    fitting = {each.name: each for each in formats_for(field, of_value=of_value)}
    if name in fitting:
        return fitting[name]
    known = ", ".join(fitting) or "none"
    if name in FORMATS:
        raise Fault(f"`{name}` does not fit {field.name}", f"formats that do: {known}", None, place)
    close = suggest(name, fitting) if name else ()
    hint = f"did you mean {close[0]}?" if close else f"formats of {field.name}: {known}"
    raise Fault(f"there is no format `{shown(name)}`", hint, close[0] if close else None, place)


def _number(form: Format | None, text: str, place: Span) -> int:
    if form is None or form.default is None:
        raise Fault(f"`{form.name if form else ''}` takes no number", "leave the parentheses out", None, place)
    if text.isascii() and text.isdigit() and 1 <= int(text) <= 99:
        return int(text)
    raise Fault(f"`{shown(text)}` is not a number from 1 to 99", f"write {form.name}({form.default})", None, place)
