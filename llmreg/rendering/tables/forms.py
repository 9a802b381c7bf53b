"""Which forms of a table there are, and the terminal's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from llmreg.rendering import terminal
from llmreg.rendering.tables import hypertext, marked, raw, restructured, typeset
from llmreg.rendering.tables.grid import Grid, GridCell, make_grid
from llmreg.tables.table import Table

__all__ = ["FORMS", "PAGES", "render_grid", "render_table"]


def _text(grid: Grid, _name: str) -> str:
    """For a terminal: columns with blanks between."""
    right = frozenset(number for number, cell in enumerate(grid.header) if cell.right)
    width = len(grid.header)

    def texts(cells: tuple[GridCell, ...]) -> list[str]:
        found = [" ".join([cell.text, *(f"[{number}]" for number in cell.numbers)]) for cell in cells]
        return found + [""] * (width - len(found))

    parts = [f"{terminal.printable(grid.caption)}\n"] if grid.caption else []
    parts.append(terminal.table(texts(grid.header), [texts(line.cells) for line in grid.lines], numeric=right))
    parts += [f"{grid.legend}\n"] if grid.legend else []
    for number, source in enumerate(grid.sources, start=1):
        title = f"{source.title}, " if source.title else ""
        mark = "" if grid.in_line else f"[{number}] "
        parts.append(terminal.printable(f"{mark}{title}{source.url} ({source.kind}, checked {source.checked})") + "\n")
    return "".join(parts)


PAGES: Mapping[str, Callable[[Grid, str], str]] = {
    "text": _text,
    "markdown": marked.render_markdown,
    "myst": marked.render_myst,
    "rst": restructured.render_rst,
    "html": hypertext.render_html,
    "latex": typeset.render_latex,
    "typst": typeset.render_typst,
}
"""The forms that people read."""
_DATA: Mapping[str, Callable[[Table], str]] = {"csv": raw.render_csv, "tsv": raw.render_tsv, "json": raw.render_json}

FORMS = (*PAGES, *_DATA)
"""The forms of a table, by name."""


def render_table(table: Table, form: str, *, name: str = "llmreg") -> str:
    """The table in one of `FORMS`; `name` keeps the footnotes, ids and labels of several tables on a page apart.

    Raises:
        KeyError: there is no such form.
    """
    return _DATA[form](table) if form in _DATA else render_grid(make_grid(table), form, name=name)


def render_grid(grid: Grid, form: str, *, name: str = "llmreg") -> str:
    """A page in one of `PAGES`, also one that is not of a table of models.

    Raises:
        KeyError: there is no such form.
    """
    return PAGES[form](grid, name)
