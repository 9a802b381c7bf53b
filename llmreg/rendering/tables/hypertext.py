"""Tables for HTML that a screen reader can read: caption, scopes, and every mark also in words."""

from __future__ import annotations

from collections.abc import Iterator

from llmreg.quantities import PartialDate
from llmreg.rendering.escape import html_text
from llmreg.rendering.tables.grid import Grid, GridCell, GridLine
from llmreg.tables.table import TableCell
from llmreg.wording import NOT_APPLICABLE, UNKNOWN

__all__ = ["render_html"]

_MEANINGS = {UNKNOWN: "unknown", NOT_APPLICABLE: "does not apply"}
_TICKS = {True: "\N{CHECK MARK}", False: "\N{MULTIPLICATION X}"}


def render_html(grid: Grid, name: str) -> str:
    """A fragment: the table in a region that scrolls, what its marks mean, its sources. `name` begins the ids."""
    own = html_text(name)
    caption = html_text(grid.caption or grid.about or "Table")
    lines = [
        f'<div class="llmreg" role="region" aria-labelledby="{own}-caption" tabindex="0">',
        "<table>",
        f'<caption id="{own}-caption">{caption}</caption>',
        "<thead>",
        "<tr>",
        *(_head(cell, own) for cell in grid.header),
        "</tr>",
        "</thead>",
        *_bodies(grid, own),
        "</table>",
        "</div>",
    ]
    if grid.legend:
        lines.append(f"<p>{html_text(grid.legend)}</p>")
    return "".join(f"{line}\n" for line in [*lines, *_sources(grid, own)])


def _head(cell: GridCell, name: str) -> str:
    return f'<th scope="col"{_right(cell)}>{_value(cell, name)}</th>' if cell.text else "<td></td>"


def _bodies(grid: Grid, name: str) -> Iterator[str]:
    yield "<tbody>"
    for number, line in enumerate(grid.lines):
        if line.is_heading:
            if number:
                yield from ("</tbody>", "<tbody>")
            title = _value(line.cells[0], name)
            yield from ("<tr>", f'<th scope="rowgroup" colspan="{len(grid.header)}">{title}</th>', "</tr>")
        else:
            yield from ("<tr>", *_cells(line, name), "</tr>")
    yield "</tbody>"


def _cells(line: GridLine, name: str) -> Iterator[str]:
    first, *others = line.cells
    yield f'<th scope="row">{_value(first, name)}</th>'
    for cell in others:
        yield f"<td{_right(cell)}>{_value(cell, name)}</td>"


def _right(cell: GridCell) -> str:
    return ' class="number"' if cell.right else ""


def _value(cell: GridCell, name: str) -> str:
    links = ", ".join(f'<a href="#{name}-{number}">{number}</a>' for number in cell.numbers)
    links = f"<sup>{links}</sup>" if links else ""
    return (html_text(cell.text) if cell.cell is None else _fact(cell.text, cell.cell)) + links


def _fact(text: str, cell: TableCell) -> str:
    shown = html_text(text)
    if not cell.values:
        meaning = _MEANINGS.get(text)
        return f'<abbr title="{meaning}">{shown}</abbr>' if meaning else shown
    value = cell.values[0]
    if isinstance(value, bool):
        return f'<span aria-hidden="true">{_TICKS[value]}</span> <span class="llmreg-hidden">{shown}</span>'
    if cell.url:
        return f'<a href="{html_text(cell.url)}">{shown}</a>'
    if isinstance(value, PartialDate):
        return f'<time datetime="{value}">{shown}</time>'
    return f'<abbr title="{html_text(cell.about)}">{shown}</abbr>' if cell.about else shown


def _sources(grid: Grid, name: str) -> list[str]:
    items = [
        f'<li id="{name}-{number}"><a href="{html_text(source.url)}">{html_text(source.title or source.url)}</a>'
        f' ({source.kind}, checked <time datetime="{source.checked}">{source.checked}</time>)</li>'
        for number, source in enumerate(grid.sources, start=1)
    ]
    return ["<ol>", *items, "</ol>"] if items else []
