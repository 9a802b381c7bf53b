"""A comparison as the page of a table, for the forms that it has no writer of its own for."""

from __future__ import annotations

from collections.abc import Sequence

from llmreg.comparison import Comparison, ComparisonRow
from llmreg.rendering.comparison.words import SOURCES, cell_words, count_words, heading, legend_for, marks_in
from llmreg.rendering.footnotes import Footnotes
from llmreg.rendering.tables.grid import Grid, GridCell, GridLine

__all__ = ["grid_of"]


def grid_of(comparison: Comparison, rows: Sequence[ComparisonRow]) -> Grid:
    """Models in columns, facts in lines, sources as footnotes."""
    notes = Footnotes()
    texts = [[" ".join([cell_words(row, cell), *marks_in(row, cell)]) for cell in row.cells] for row in rows]
    lines = tuple(
        GridLine(
            cells=(
                GridCell(text=heading(row)),
                *(
                    GridCell(text=text, numbers=tuple(notes.numbers(cell.sources[:SOURCES])))
                    for cell, text in zip(row.cells, line, strict=True)
                ),
            )
        )
        for row, line in zip(rows, texts, strict=True)
    )
    words = (text for line in texts for text in line)
    return Grid(
        header=(GridCell(text=""), *(GridCell(text=model.id) for model in comparison.models)),
        lines=lines,
        sources=notes.sources,
        legend="; ".join([count_words(comparison), *legend_for(words)]),
    )
