"""A comparison as a table of Markdown, with footnotes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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
from llmreg.rendering.escape import markdown_text
from llmreg.rendering.footnotes import Footnotes

__all__ = ["render_markdown"]


def render_markdown(
    comparison: Comparison, rows: Sequence[ComparisonRow] | None = None, *, name: str = "compare"
) -> str:
    """A table, what its marks mean, how many facts differ, and the sources as footnotes `[^compare-1]`.

    The best values are bold. `name` keeps the footnotes of several tables on a page apart.
    """
    rows = shown_rows(comparison) if rows is None else rows
    notes = Footnotes()
    texts = [[_cell(row, place, notes, name) for place in range(len(comparison.models))] for row in rows]
    bare = (" ".join([cell_words(row, cell), *marks_in(row, cell)]) for row in rows for cell in row.cells)
    lines = [
        _line(["", *(markdown_text(model.id) for model in comparison.models)]),
        _line(["---"] * (len(comparison.models) + 1)),
        *(_line([markdown_text(heading(row)), *cells]) for row, cells in zip(rows, texts, strict=True)),
        "",
        markdown_text("; ".join([count_words(comparison), *legend_for(bare)])),
    ]
    if notes.sources:
        lines.append("")
    for number, source in enumerate(notes.sources, start=1):
        title = f"{markdown_text(source.title)}, " if source.title else ""
        lines.append(f"[^{name}-{number}]: {title}<{_link(source.url)}> ({source.kind}, checked {source.checked})")
    return "".join(f"{line}\n" for line in lines)


def _cell(row: ComparisonRow, place: int, notes: Footnotes, name: str) -> str:
    cell = row.cells[place]
    text = markdown_text(cell_words(row, cell))
    if cell.best:
        text = f"**{text}**"
    marks = [markdown_text(mark) for mark in marks_in(row, cell)]
    return " ".join([text, *marks]) + "".join(f"[^{name}-{number}]" for number in notes.numbers(cell.sources[:SOURCES]))


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _link(url: str) -> str:
    """The link between angle brackets, which must not end early."""
    return "".join(f"%{ord(char):02X}" if char in "<>\\`| " or not char.isprintable() else char for char in url)
