"""Tables for Markdown: pipes for GitHub, `list-table` for MyST."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from llmreg.rendering.escape import link_target, markdown_text
from llmreg.rendering.tables.grid import Grid, GridCell

__all__ = ["markdown_notes", "render_markdown", "render_myst"]


def render_markdown(grid: Grid, name: str) -> str:
    """A table of GitHub Flavored Markdown, not padded: one changed cell is one changed line."""
    parts = [markdown_text(grid.caption)] if grid.caption else []
    width = len(grid.header)
    lines = [
        _line(_cell(cell, name) for cell in grid.header),
        _line("--:" if cell.right else "---" for cell in grid.header),
    ]
    for line in grid.lines:
        texts = [_cell(cell, name) for cell in line.cells]
        lines.append(_line([f"**{texts[0]}**", *[""] * (width - 1)] if line.is_heading else texts))
    return _joined([*parts, "\n".join(lines), *markdown_notes(grid, name)])


def render_myst(grid: Grid, name: str) -> str:
    """The directive `list-table`, which any width of characters leaves alone."""
    fence = "```"
    lines = [f"{fence}{{list-table}} {markdown_text(grid.caption)}".rstrip(), ":header-rows: 1", ":stub-columns: 1"]
    lines += [":class: llmreg", ""]
    lines += _items([_cell(cell, name) for cell in grid.header])
    for line in grid.lines:
        texts = [_cell(cell, name) for cell in line.cells]
        lines += _items([f"**{texts[0]}**", *[""] * (len(grid.header) - 1)] if line.is_heading else texts)
    return _joined(["\n".join([*lines, fence]), *markdown_notes(grid, name)])


def markdown_notes(grid: Grid, name: str) -> Iterator[str]:
    """The paragraphs below a table: what its marks mean, and its sources."""
    if grid.legend:
        yield markdown_text(grid.legend)
    told = [
        f"{f'{markdown_text(source.title)}, ' if source.title else ''}<{link_target(source.url)}>"
        f" ({source.kind}, checked {source.checked})"
        for source in grid.sources
    ]
    if told and grid.in_line:
        yield f"Sources: {'; '.join(told)}"
    elif told:
        yield "\n".join(f"[^{name}-{number}]: {text}" for number, text in enumerate(told, start=1))


def _cell(cell: GridCell, name: str) -> str:
    text = markdown_text(cell.text)
    if cell.cell is not None and cell.cell.url:
        text = f"[{text}]({link_target(cell.cell.url)})"
    return text + "".join(f"[^{name}-{number}]" for number in cell.numbers)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


_LIST = re.compile(r"^(\d*)(?=[-+.)](?: |$))")


def _items(texts: list[str]) -> list[str]:
    """Items of a list of lists; a text that would begin another list is escaped."""
    escaped = (_LIST.sub(r"\1\\", text) for text in texts)
    return [f"{'* -' if not number else '  -'} {text}".rstrip() for number, text in enumerate(escaped)]


def _joined(parts: Iterable[str]) -> str:
    return "\n\n".join(parts) + "\n"
