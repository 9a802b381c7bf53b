"""A comparison on a terminal: side by side where there is room, else field by field."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from llmreg.comparison import Comparison, ComparisonRow
from llmreg.rendering.comparison.words import (
    SOURCES,
    cell_words,
    count_words,
    heading,
    legend_for,
    marks_in,
    shown_rows,
)
from llmreg.rendering.footnotes import Footnotes
from llmreg.rendering.terminal import PLAIN, Style, pad, printable, width, wrap

__all__ = ["render_text"]

_GAP = 2
_NARROW = 17
"""In columns narrower than this nothing can be read any more."""


def render_text(
    comparison: Comparison,
    rows: Sequence[ComparisonRow] | None = None,
    *,
    columns: int = 80,
    hint: str = "",
    style: Style = PLAIN,
) -> str:
    """The rows, what the marks mean, how many facts differ, and the sources.

    Side by side where every column has room, else one block for each field. Only a link may be longer than `columns`.
    `hint` is added where rows are hidden.
    """
    rows = shown_rows(comparison) if rows is None else rows
    notes = Footnotes()
    labels = [heading(row) for row in rows]
    names = [printable(model.id) for model in comparison.models]
    beside = bool(rows) and (columns - max(map(width, labels))) // len(names) - _GAP >= _NARROW
    cells = [[_cell(row, place, notes, most=6 if beside else 12) for place in range(len(names))] for row in rows]
    lines = (_table if beside else _blocks)(names, labels, cells, columns, style)
    legend = legend_for(text for row in cells for text in row)
    if legend:
        lines += ["", *wrap("; ".join(legend), columns)]
    day = "" if comparison.as_of == date.max else f"as of {comparison.as_of}"
    hidden = hint if len(rows) < len(comparison) else ""
    lines += ["", *wrap("; ".join(filter(None, [count_words(comparison), day, hidden])), columns)]
    lines += [part for line in notes for part in wrap(printable(line), columns, indent="    ", links=True)]
    return "\n".join(line.rstrip() for line in lines).strip("\n") + "\n"


def _cell(row: ComparisonRow, place: int, notes: Footnotes, *, most: int) -> str:
    cell = row.cells[place]
    text = " ".join([printable(cell_words(row, cell, most=most)), *marks_in(row, cell)])
    return text + notes.mark(cell.sources[:SOURCES])


def _table(
    head: Sequence[str], labels: Sequence[str], cells: Sequence[Sequence[str]], columns: int, style: Style
) -> list[str]:
    label = max(map(width, labels))
    room = (columns - label) // len(head) - _GAP
    heads = [wrap(name if width(name) <= room else name.replace("/", "/ ", 1), room) for name in head]
    lines = [style.paint(line, 1) for line in _beside("", heads, label, room)]
    for text, row in zip(labels, cells, strict=True):
        lines += _beside(text, [wrap(cell, room) for cell in row], label, room)
    return lines


def _beside(text: str, cells: Sequence[Sequence[str]], label: int, room: int) -> list[str]:
    """Some wrapped cells next to each other, with a label before the first line."""
    lines = []
    for number in range(max(map(len, cells))):
        parts = [pad(cell[number] if number < len(cell) else "", room) for cell in cells]
        lines.append((" " * _GAP).join([pad("" if number else text, label), *parts]))
    return lines


def _blocks(
    names: Sequence[str], labels: Sequence[str], cells: Sequence[Sequence[str]], columns: int, style: Style
) -> list[str]:
    """One block for each field, one line for each model; an id too long for its column has a line of its own."""
    indent = 2
    most = min(max(map(width, names)), columns // 2)
    lines = []
    for label, texts in zip(labels, cells, strict=True):
        lines += [style.paint(part, 1) for part in wrap(label, columns)]
        for name, text in zip(names, texts, strict=True):
            first, *rest = wrap(text, columns - indent - most - _GAP)
            if width(name) > most:
                lines += [" " * indent + part for part in wrap(name, columns - indent)]
                lines.append(" " * (indent + most + _GAP) + first)
            else:
                lines.append(" " * indent + pad(name, most + _GAP) + first)
            lines += [" " * (indent + most + _GAP) + line for line in rest]
    return lines
