"""From the page of a table to nodes of docutils, which every builder of Sphinx can write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from docutils import nodes
from sphinx import addnodes

from llmreg.quantities import PartialDate
from llmreg.rendering.tables.grid import Grid, GridCell, GridLine
from llmreg.rendering.terminal import printable, width
from llmreg.schema.source import Source
from llmreg.sphinx.nodes import llmreg_fact, llmreg_frame
from llmreg.wording import NOT_APPLICABLE, UNKNOWN

__all__ = ["nodes_of"]

_MEANINGS = {UNKNOWN: "unknown", NOT_APPLICABLE: "does not apply"}
_WIDEST = 30
"""Cells of plain text are wrapped at so many columns."""
_LONG = 30
"""With more rows than this LaTeX gets a table over several pages, in which columns cannot be told how to stand."""


def nodes_of(
    page: Grid, name: str, place: tuple[str, int], classes: Iterable[str] = ()
) -> tuple[nodes.table, list[nodes.Node]]:
    """The table, and everything that stands in the document: the table in its frame, what its marks mean, its sources.

    Args:
        page: the table.
        name: begins its ids.
        place: file and line of the directive. What has a place can be translated: caption, headings and legend, not facts.
        classes: further classes of the table.
    """
    table = _table(page, name, place)
    table["classes"] += classes
    frame = llmreg_frame("", table, label=printable(page.caption) or "Table of models", classes=["llmreg"])
    found: list[nodes.Node] = [frame]
    if len(page.lines) < _LONG and "longtable" not in table["classes"]:
        spec = addnodes.tabular_col_spec()
        spec["spec"] = "".join("R" if cell.right else "L" for cell in page.header)
        frame.insert(0, spec)
    if page.legend:
        found.append(_words(nodes.paragraph, page.legend, place, classes=["llmreg-below"]))
    if page.sources:
        found.append(_sources_in_line(page) if page.in_line else _sources_in_list(page, name))
    return table, found


def _table(page: Grid, name: str, place: tuple[str, int]) -> nodes.table:
    group = nodes.tgroup(cols=len(page.header))
    for number, widest in enumerate(_widths(page)):
        group += nodes.colspec(colwidth=widest, stub=0 if number else 1)
    header = nodes.row("", *(_entry(cell, name, place) for cell in page.header))
    rows = (_row(line, len(page.header), name) for line in page.lines)
    group += [nodes.thead("", header), nodes.tbody("", *rows)]
    table = nodes.table("", group, classes=["llmreg", "colwidths-auto"], support_smartquotes=False)
    if page.caption:
        table.insert(0, _words(nodes.title, page.caption, place))
    return table


def _widths(page: Grid) -> list[int]:
    """How many columns of plain text each column takes."""
    lines = [page.header, *(line.cells for line in page.lines if not line.is_heading)]
    texts = ([cell.text + "[99]" * len(cell.numbers) for cell in column] for column in zip(*lines, strict=True))
    return [max(1, min(_WIDEST, max(map(width, column)))) for column in texts]


def _row(line: GridLine, columns: int, name: str) -> nodes.row:
    if not line.is_heading:
        return nodes.row("", *(_entry(cell, name) for cell in line.cells))
    heading = nodes.paragraph("", "", nodes.strong("", printable(line.cells[0].text)))
    entry = nodes.entry("", heading, classes=["llmreg-group"])
    if columns > 1:
        entry["morecols"] = columns - 1
    return nodes.row("", entry)


def _entry(cell: GridCell, name: str, place: tuple[str, int] | None = None) -> nodes.entry:
    entry = nodes.entry("", classes=["number"] if cell.right else [])
    if cell.cell is None and not cell.numbers and place:
        return nodes.entry("", _words(nodes.paragraph, cell.text, place), **entry.attributes)
    words = nodes.paragraph("", "", _fact(cell))
    if cell.numbers:
        marks = (nodes.reference("", f"[{number}]", internal=True, refid=_id(name, number)) for number in cell.numbers)
        words += nodes.superscript("", "", *marks)
    entry += words
    return entry


def _words(kind: type[nodes.TextElement], text: str, place: tuple[str, int], **attributes: Any) -> nodes.TextElement:
    """Text that a translator may put into other words."""
    text = printable(text)
    found = kind(text, text, support_smartquotes=False, **attributes)
    found.source, found.line = place
    return found


def _fact(cell: GridCell) -> nodes.Node:
    text = nodes.Text(printable(cell.text))
    fact = cell.cell
    if not cell.text or (fact is None and cell.text not in _MEANINGS):
        return text
    if fact is None or not fact.values:
        about = _MEANINGS.get(cell.text, "")
        return llmreg_fact("", "", text, about=about) if about else text
    if fact.url:
        return nodes.reference("", "", text, internal=False, refuri=fact.url)
    if isinstance(fact.values[0], PartialDate):
        return llmreg_fact("", "", text, date=str(fact.values[0]))
    return llmreg_fact("", "", text, about=printable(fact.about)) if fact.about else text


# --- sources


def _id(name: str, number: int) -> str:
    return f"{name}-source-{number}"


def _sources_in_list(page: Grid, name: str) -> nodes.Node:
    found = nodes.enumerated_list(enumtype="arabic", prefix="", suffix=".", classes=["llmreg-below"])
    for number, source in enumerate(page.sources, start=1):
        target = nodes.target("", "", ids=[_id(name, number)])
        found += nodes.list_item("", nodes.paragraph("", "", target, *_told(source)))
    return found


def _sources_in_line(page: Grid) -> nodes.Node:
    found = nodes.paragraph("", "", nodes.Text("Sources: "), classes=["llmreg-below"])
    for number, source in enumerate(page.sources):
        found += [nodes.Text("; ")] if number else []
        found += list(_told(source))
    return found


def _told(source: Source) -> Iterator[nodes.Node]:
    yield nodes.reference("", printable(source.title or source.url), internal=False, refuri=source.url)
    yield nodes.Text(f" ({source.kind}, checked ")
    yield llmreg_fact("", str(source.checked), date=str(source.checked))
    yield nodes.Text(")")
