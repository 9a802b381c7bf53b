"""What all forms of a comparison share: which rows they show, and a cell in words.

Four things have four marks: `?` is unknown, `undisclosed` is kept secret by the maker, `-` does not apply, `no` is a no.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from decimal import Decimal
from typing import Any

from llmreg.comparison import Comparison, ComparisonCell, ComparisonRow, RowState
from llmreg.querying.facts import State
from llmreg.wording import ABSENT, NOT_APPLICABLE, UNKNOWN, value_in_words
from llmreg.wording import heading as field_heading

__all__ = [
    "LEGEND",
    "SOURCES",
    "cell_words",
    "count_words",
    "heading",
    "legend_for",
    "marks_in",
    "plain",
    "shown_rows",
]

SOURCES = 2
"""So many sources of a cell are named, those that say it most directly; the JSON has them all."""

_FEW = 4
"""So many members of a list are written out; of a longer one the number, and what only it has."""

LEGEND = {
    "*": "best",
    "(*)": "best known",
    "~": "advertised alike",
    UNKNOWN: "unknown, which is not a no",
    NOT_APPLICABLE: "does not apply",
    "...": "the list is not complete",
    "!": "another source says otherwise, see llmreg why",
}
"""What the marks mean."""


def shown_rows(
    comparison: Comparison, *, differences: bool = False, unknown: bool = False
) -> tuple[ComparisonRow, ...]:
    """The rows to show: without those of which nothing is known, and only differences where that is wanted.

    With `unknown` the rows that are not fully known come back.
    """
    shown = {RowState.DIFFERS} if differences else {RowState.DIFFERS, RowState.SAME, RowState.PARTLY_UNKNOWN}
    if unknown:
        shown |= {RowState.PARTLY_UNKNOWN, RowState.ALL_UNKNOWN, RowState.NOT_APPLICABLE}
    return tuple(row for row in comparison if row.state in shown)


def heading(row: ComparisonRow) -> str:
    """How a row is called."""
    name, at, platform = row.field.partition("@")
    return field_heading(name).replace(".", " ") + (f" on {platform}" if at else "")


def cell_words(row: ComparisonRow, cell: ComparisonCell, *, most: int = 6) -> str:
    """A cell without its marks; of long lists at most so many members are named."""
    if cell.state is not State.RECORDED:
        return ABSENT[cell.state] + _of_family(row, cell)
    if not row.many:
        text = value_in_words(row.kind, cell.values[0])
        return f"{text} ({', '.join(cell.classes)})" if cell.classes else text
    values = [value_in_words(row.kind, value) for value in cell.values]
    if len(values) <= _FEW or row.state is RowState.SAME:
        text = _some(values, most * 2)
    else:
        only = [value_in_words(row.kind, value) for value in cell.only]
        text = f"{len(values)}" + (f", only here: {_some(only, most)}" if only else "")
    return text + ("" if cell.complete else " ...") + _denied(row, cell) + _of_family(row, cell)


def _some(texts: list[str], most: int) -> str:
    rest = len(texts) - most
    return ", ".join(texts[:most]) + (f" +{rest}" if rest > 0 else "")


def _denied(row: ComparisonRow, cell: ComparisonCell) -> str:
    """The words of a closed list that it is known not to have, where others may be had."""
    if row.field != "capabilities":
        return ""
    denied = [word for word in row.words if word not in cell.values and word not in cell.maybe]
    return f"; no: {', '.join(denied)}" if denied else ""


def _of_family(row: ComparisonRow, cell: ComparisonCell) -> str:
    """Where its family is used, and no source says which of its models."""
    if row.field != "platform" or not cell.maybe:
        return ""
    return f" (its family: {', '.join(map(str, cell.maybe))})"


def marks_in(row: ComparisonRow, cell: ComparisonCell) -> list[str]:
    """The marks behind a cell."""
    marks = []
    if cell.best:
        marks.append("*" if row.best_is_certain else "(*)")
    if row.alike and cell.values:
        marks.append("~")
    if cell.disputes:
        marks.append("!")
    return marks


def count_words(comparison: Comparison) -> str:
    """`14 of 23 facts differ, 2 alike, 5 not fully known, 2 not known at all`."""
    said = {
        RowState.SAME: "alike",
        RowState.PARTLY_UNKNOWN: "not fully known",
        RowState.ALL_UNKNOWN: "not known at all",
        RowState.NOT_APPLICABLE: "not applicable",
    }
    counts = comparison.counts
    parts = [f"{counts[RowState.DIFFERS]} of {len(comparison)} facts differ"]
    return ", ".join([*parts, *(f"{counts[state]} {words}" for state, words in said.items() if counts[state])])


def legend_for(words: Iterable[str]) -> list[str]:
    """A line for each mark that stands in some words."""
    parts = {part.strip("(),;") if part != "(*)" else part for word in words for part in word.split()}
    return [f"{mark} {meaning}" for mark, meaning in LEGEND.items() if mark in parts]


def plain(value: Hashable) -> Any:
    """A value as programs read it: numbers and texts."""
    if isinstance(value, tuple):
        return f"{value[1]:f} {value[0]}"
    if isinstance(value, bool | Decimal):
        return value
    return int(value) if isinstance(value, int) else str(value)
