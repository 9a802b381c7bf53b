"""Tables for reStructuredText: the directive `list-table`, with named footnotes."""

from __future__ import annotations

from llmreg.rendering.escape import rst_link, rst_text
from llmreg.rendering.tables.grid import Grid, GridCell

__all__ = ["render_rst"]


def render_rst(grid: Grid, name: str) -> str:
    """A `list-table`: wide characters do not move its columns, and one changed cell is one changed line."""
    lines = [f".. list-table:: {rst_text(grid.caption)}".rstrip(), "   :header-rows: 1", "   :stub-columns: 1"]
    lines += ["   :class: llmreg", ""]
    lines += _items([_cell(cell, name) for cell in grid.header])
    for line in grid.lines:
        texts = [_cell(cell, name) for cell in line.cells]
        lines += _items([f"**{texts[0]}**", *[""] * (len(grid.header) - 1)] if line.is_heading else texts)
    parts = ["\n".join(lines)]
    if grid.legend:
        parts.append(rst_text(grid.legend))
    told = [
        f"{f'{rst_text(source.title)}, ' if source.title else ''}{rst_link(source.url, source.url)}"
        f" ({source.kind}, checked {source.checked})"
        for source in grid.sources
    ]
    if told and grid.in_line:
        parts.append(f"Sources: {'; '.join(told)}")
    elif told:
        parts.append("\n".join(f".. [#{name}-{number}] {text}" for number, text in enumerate(told, start=1)))
    return "\n\n".join(parts) + "\n"


def _cell(cell: GridCell, name: str) -> str:
    text = rst_text(cell.text)
    if cell.cell is not None and cell.cell.url:
        text = rst_link(cell.text, cell.cell.url)
    return " ".join([text, *(f"[#{name}-{number}]_" for number in cell.numbers)])


def _items(texts: list[str]) -> list[str]:
    return [f"   {'* -' if not number else '  -'} {text}".rstrip() for number, text in enumerate(texts)]
