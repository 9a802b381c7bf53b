"""`Grid`: a table as it stands on a page, line by line, with numbered sources; transposed or not, forms see no difference."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from llmreg.rendering.footnotes import Footnotes
from llmreg.schema.source import Source
from llmreg.tables.table import Table, TableCell, TableRow
from llmreg.vocabulary import Notes
from llmreg.wording import NOT_APPLICABLE, UNKNOWN

__all__ = ["Grid", "GridCell", "GridLine", "legend_of", "make_grid"]

_SOURCES = 2
"""So many sources of a cell are named, those that say it most directly; JSON has them all."""


@attrs.frozen(kw_only=True)
class GridCell:
    """One field of the grid."""

    text: str
    """What stands there."""
    cell: TableCell | None = None
    """The fact; of a heading nothing."""
    numbers: tuple[int, ...] = ()
    """The footnotes behind it."""
    right: bool = False
    """Whether it stands on the right."""


@attrs.frozen(kw_only=True)
class GridLine:
    """One line; its first cell names what the line is about."""

    cells: tuple[GridCell, ...]
    """A cell for each column; of the heading of a group just one, which goes across."""
    is_heading: bool = False
    """Whether it is the heading of a group."""


@attrs.frozen(kw_only=True)
class Grid:
    """What every form is written from."""

    header: tuple[GridCell, ...]
    """The first line."""
    lines: tuple[GridLine, ...]
    """The others."""
    caption: str = ""
    """What the table is about, in the words of whoever asked for it."""
    about: str = ""
    """The same in our words, for a form that must have a caption: how many models, and what was asked."""
    sources: tuple[Source, ...] = ()
    """The footnotes, from 1 on."""
    in_line: bool = False
    """Whether the sources stand in one line, without numbers in the cells."""
    legend: str = ""
    """What the marks mean."""


def make_grid(table: Table) -> Grid:
    """The page of a table."""
    notes = Footnotes()
    header, lines = _transposed(table, notes) if table.transposed else _upright(table, notes)
    if table.notes is Notes.LINE:
        for row in table:
            for cell in row.cells:
                notes.numbers(cell.sources[:_SOURCES])
    return Grid(
        caption=table.caption,
        header=header,
        lines=lines,
        about=_about(table),
        sources=notes.sources,
        in_line=table.notes is Notes.LINE,
        legend=legend_of(table) if table.legend else "",
    )


def _about(table: Table) -> str:
    count = len(table)
    models = f"{count:,} model{'' if count == 1 else 's'}"
    return f"{models}: {table.query}" if str(table.query) else models


def _upright(table: Table, notes: Footnotes) -> tuple[tuple[GridCell, ...], tuple[GridLine, ...]]:
    header = tuple(GridCell(text=column.title, right=column.is_numeric) for column in table.columns)
    return header, tuple(_lines(table, notes))


def _lines(table: Table, notes: Footnotes) -> Iterator[GridLine]:
    for group in table.groups:
        if group.title:
            yield GridLine(cells=(GridCell(text=group.title),), is_heading=True)
        for row in group.rows:
            yield GridLine(cells=tuple(_cells(table, row, notes)))


def _cells(table: Table, row: TableRow, notes: Footnotes) -> Iterator[GridCell]:
    for column, cell in zip(table.columns, row.cells, strict=True):
        numbers = notes.numbers(cell.sources[:_SOURCES]) if table.notes is Notes.CELLS else []
        yield GridCell(text=cell.text, cell=cell, numbers=tuple(numbers), right=column.is_numeric)


def _transposed(table: Table, notes: Footnotes) -> tuple[tuple[GridCell, ...], tuple[GridLine, ...]]:
    """The first column becomes the header; values of different kinds share a column, so all stand on the left."""
    rows = [[attrs.evolve(cell, right=False) for cell in _cells(table, row, notes)] for row in table]
    header = (GridCell(text=""), *(row[0] for row in rows))
    lines = (
        GridLine(cells=(GridCell(text=column.title), *(row[number] for row in rows)))
        for number, column in enumerate(table.columns)
        if number
    )
    return header, tuple(lines)


def legend_of(table: Table) -> str:
    """What the marks mean that occur in the cells."""
    texts = {cell.text for row in table for cell in row.cells}
    marks = [f"{UNKNOWN} is unknown, which is not a no"] if UNKNOWN in texts else []
    marks += [f"{NOT_APPLICABLE} does not apply"] if NOT_APPLICABLE in texts else []
    marks += ["trained, evaluated: on that language, without a promise"] if texts & {"trained", "evaluated"} else []
    return "; ".join(marks)
