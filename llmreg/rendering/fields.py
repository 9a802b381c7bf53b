"""The fields of the query language, as lists and in detail."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from textwrap import wrap
from typing import Any

from llmreg.querying.fields import FIELDS, OPTIONS, Field, Kind
from llmreg.querying.listing import FieldListing, GroupListing
from llmreg.querying.properties import PROPERTIES
from llmreg.rendering.data import to_json
from llmreg.rendering.escape import csv_cell
from llmreg.rendering.terminal import printable, table

__all__ = ["field_data", "render_field", "render_fields", "render_fields_csv", "render_fields_jsonl"]

_VALUES_SHOWN = 12
_NO_BREAK = "\N{NO-BREAK SPACE}"
_OPTION_TEXTS = {
    "sort": "what to sort by, from small to large; -x from large to small",
    "limit": "at most so many models",
    "as-of": "as the registry stood on that day",
    "cols": "which fields to show",
}


def render_fields(*, markdown: bool = False) -> str:
    """All fields, a line each."""
    rows = [(each.name, str(each.kind), ", ".join(each.synonyms), each.about) for each in FIELDS.values()]
    rows += [(name, "option", ", ".join(synonyms), _OPTION_TEXTS[name]) for name, synonyms in OPTIONS.items()]
    header = ("field", "kind", "also", "what it is")
    if not markdown:
        return (
            table(header, rows)
            + "\nllmreg fields FIELD shows what a field takes, its groups, and the values in the registry\n"
        )
    lines = [header, ("---",) * 4, *((f"`{name}`", kind, also, about) for name, kind, also, about in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def render_field(listing: FieldListing, *, columns: int = 88) -> str:
    """One field in detail."""
    field = listing.field
    lines = [f"{field.name}: {field.about}", f"  {_nature(field)}"]
    if field.synonyms:
        lines.append(f"  also written {', '.join(field.synonyms)}")
    lines += ["", *_wrapped("examples: ", listing.operators, columns)]
    if field.kind is Kind.PROPERTY:
        lines += [
            "",
            *table(("property", "models", "meaning"), _properties(listing), numeric=frozenset([1])).splitlines(),
        ]
    elif field.words:
        lines += ["", *_wrapped("values: ", field.words, columns)]
    if listing.groups:
        lines += ["", *_groups(listing.groups, columns)]
    if listing.states:
        known = ", ".join(f"{count:,} {state}" for state, count in listing.states.items() if count)
        lines += ["", f"models: {known}"]
    if listing.values and field.kind is not Kind.PROPERTY:
        shown = [f"{value} ({count:,})" for value, count in listing.values[:_VALUES_SHOWN]]
        rest = listing.distinct - len(shown)
        lines += _wrapped("values in the registry: ", [*shown, *([f"and {rest:,} more"] if rest > 0 else [])], columns)
    return "".join(f"{printable(line)}\n" for line in lines)


def _nature(field: Field) -> str:
    words = [f"{field.kind}"]
    if field.many:
        words.append("a model may have several")
    if field.scoped:
        words.append(f"{field.name}@PLATFORM asks for one platform")
    return "; ".join(words)


def _properties(listing: FieldListing) -> list[tuple[str, str, str]]:
    return [(name, f"{count:,}", PROPERTIES[name][0]) for name, count in listing.values]


def _groups(groups: Iterable[GroupListing], columns: int) -> list[str]:
    lines = ["groups:"]
    for each in groups:
        group = each.group
        models = "1 model" if each.models == 1 else f"{each.models:,} models"
        lines.append(f"  @{group.name}  {group.title} ({models})")
        if each.members:
            lines += wrap(", ".join(each.members), columns, initial_indent="    ", subsequent_indent="    ")
        lines += wrap(f"rule: {group.rule}", columns, initial_indent="    ", subsequent_indent="    ")
        if group.sources:
            by = f"{', '.join(group.sources)}" + (f"; checked {group.checked}" if group.checked else "")
            lines += wrap(
                f"source: {by}", columns, initial_indent="    ", subsequent_indent="    ", break_long_words=False
            )
    return lines


def _wrapped(label: str, items: Iterable[str], columns: int) -> list[str]:
    """Items with two blanks between; a line breaks only between items."""
    glued = "  ".join(item.replace(" ", _NO_BREAK) for item in items)
    lines = wrap(
        label + glued, columns, subsequent_indent=" " * len(label), break_long_words=False, break_on_hyphens=False
    )
    return [line.replace(_NO_BREAK, " ") for line in lines]


def render_fields_jsonl(listings: Iterable[FieldListing]) -> str:
    """Fields as data, one a line."""
    return "".join(json.dumps(to_json(field_data(each)), ensure_ascii=False) + "\n" for each in listings)


def render_fields_csv(listings: Iterable[FieldListing]) -> str:
    """A row for each field; synonyms and examples are separated by blanks."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["field", "kind", "synonyms", "about", "examples"])
    for each in listings:
        row = (each.field.name, str(each.field.kind), " ".join(each.field.synonyms), each.field.about)
        writer.writerow([csv_cell(cell) for cell in (*row, " ".join(each.operators))])
    return out.getvalue()


def field_data(listing: FieldListing) -> dict[str, Any]:
    """One field as data."""
    field = listing.field
    return {
        "name": field.name,
        "synonyms": list(field.synonyms),
        "kind": str(field.kind),
        "about": field.about,
        "several": field.many,
        "by_platform": field.scoped,
        "words": list(field.words),
        "examples": list(listing.operators),
        "models": dict(listing.states),
        "values": dict(listing.values),
        "groups": {
            each.group.name: {
                "title": each.group.title,
                "rule": each.group.rule,
                "members": list(each.members),
                "sources": list(each.group.sources),
                "checked": each.group.checked,
                "models": each.models,
            }
            for each in listing.groups
        },
    }
