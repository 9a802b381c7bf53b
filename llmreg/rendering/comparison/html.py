"""A comparison as a table of HTML that a screen reader can read, to be put into any page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from llmreg.comparison import Comparison, ComparisonCell, ComparisonRow
from llmreg.quantities import PartialDate
from llmreg.querying.facts import State
from llmreg.querying.fields import Kind
from llmreg.rendering.comparison.words import (
    SOURCES,
    cell_words,
    count_words,
    heading,
    marks_in,
    shown_rows,
)
from llmreg.rendering.escape import html_text
from llmreg.rendering.footnotes import Footnotes
from llmreg.schema.model import Model
from llmreg.wording import tokens_in_words

__all__ = ["render_html"]

_MEANINGS = {
    "*": "best",
    "(*)": "best known",
    "~": "advertised alike",
    "!": "another source says otherwise",
}


def render_html(comparison: Comparison, rows: Sequence[ComparisonRow] | None = None, *, name: str = "compare") -> str:
    """A fragment: the table in a region that scrolls, then its sources.

    Every mark is also said in words. `name` begins the ids, so that several tables can stand on a page.
    """
    rows = shown_rows(comparison) if rows is None else rows
    notes = Footnotes()
    name = html_text(name)
    day = "" if comparison.as_of == date.max else f", as of {comparison.as_of}"
    caption = f"{len(comparison.models)} models compared{day}: {count_words(comparison)}"
    body = [line for row in rows for line in _row(row, notes, name)]
    lines = [
        f'<div class="llmreg-compare" role="region" aria-labelledby="{name}-caption" tabindex="0">',
        "<table>",
        f'<caption id="{name}-caption">{html_text(caption)}</caption>',
        "<thead>",
        "<tr>",
        '<th scope="col">fact</th>',
        *map(_model, comparison.models),
        "</tr>",
        "</thead>",
        "<tbody>",
        *body,
        "</tbody>",
        "</table>",
        *_sources(notes, name),
        "</div>",
    ]
    return "".join(f"{line}\n" for line in lines)


def _model(model: Model) -> str:
    names = "".join(f' <span lang="{html_text(tag)}">{html_text(text)}</span>' for tag, text in model.names.items())
    return f'<th scope="col">{html_text(model.id)}{names}</th>'


def _row(row: ComparisonRow, notes: Footnotes, name: str) -> list[str]:
    cells = [f"<td>{_cell(row, cell, notes, name)}</td>" for cell in row.cells]
    title = html_text(row.about)
    return [
        f'<tr class="{row.state}">',
        f'<th scope="row"><abbr title="{title}">{html_text(heading(row))}</abbr></th>',
        *cells,
        "</tr>",
    ]


def _cell(row: ComparisonRow, cell: ComparisonCell, notes: Footnotes, name: str) -> str:
    text = _value(row, cell)
    if cell.best:
        text = f"<strong>{text}</strong>"
    marks = [f'<abbr title="{_MEANINGS[mark]}">{html_text(mark)}</abbr>' for mark in marks_in(row, cell)]
    links = ", ".join(f'<a href="#{name}-{number}">{number}</a>' for number in notes.numbers(cell.sources[:SOURCES]))
    return " ".join([text, *marks]) + (f"<sup>{links}</sup>" if links else "")


def _value(row: ComparisonRow, cell: ComparisonCell) -> str:
    words = html_text(cell_words(row, cell, most=12))
    if cell.state is State.UNKNOWN:
        return f'<abbr title="unknown">?</abbr>{words[1:]}'
    if cell.state is State.NOT_APPLICABLE:
        return '<abbr title="does not apply">-</abbr>'
    if not row.many and cell.values:
        value = cell.values[0]
        if isinstance(value, PartialDate):
            return f'<time datetime="{value}">{value}</time>'
        exact = f"{value:,}" if isinstance(value, int) else ""
        if row.kind is Kind.TOKENS and isinstance(value, int) and tokens_in_words(value) != exact:
            return f'<abbr title="{exact} tokens">{words}</abbr>'
        if row.kind is Kind.COUNT and exact:
            return f'<abbr title="{exact} parameters">{words}</abbr>'
    return words


def _sources(notes: Footnotes, name: str) -> list[str]:
    if not notes.sources:
        return []
    items = [
        f'<li id="{name}-{number}"><a href="{html_text(source.url)}">{html_text(source.title or source.url)}</a>'
        f' ({source.kind}, checked <time datetime="{source.checked}">{source.checked}</time>)</li>'
        for number, source in enumerate(notes.sources, start=1)
    ]
    return ["<ol>", *items, "</ol>"]
