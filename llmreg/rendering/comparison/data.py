"""A comparison for programs and spreadsheets: JSON, one JSON object a line, CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from llmreg.comparison import Comparison, ComparisonCell, ComparisonRow
from llmreg.querying.facts import State
from llmreg.querying.fields import Kind
from llmreg.rendering.comparison.words import plain, shown_rows
from llmreg.rendering.data import render_json as to_text
from llmreg.rendering.data import to_json
from llmreg.rendering.escape import csv_cell
from llmreg.rendering.footnotes import Footnotes

__all__ = ["render_csv", "render_json", "render_jsonl"]

_ABSENT = {State.UNKNOWN: "", State.UNDISCLOSED: "undisclosed", State.NOT_APPLICABLE: "n/a"}


def render_json(comparison: Comparison, rows: Sequence[ComparisonRow] | None = None) -> str:
    """One object: models, counts, rows, and the sources that the cells name by number, from 1 on."""
    notes = Footnotes()
    shown = [_row(row, notes) for row in (shown_rows(comparison) if rows is None else rows)]
    body = {
        "as_of": None if comparison.as_of == date.max else comparison.as_of.isoformat(),
        "models": [model.id for model in comparison.models],
        "counts": {str(state): count for state, count in comparison.counts.items()},
        "rows": shown,
        "sources": [to_json(source) for source in notes.sources],
    }
    return to_text(body)


def render_jsonl(comparison: Comparison, rows: Sequence[ComparisonRow] | None = None) -> str:
    """One object a line for each row, with the links of the sources in its cells."""
    notes = Footnotes()
    lines = []
    for row in shown_rows(comparison) if rows is None else rows:
        body = _row(row, notes)
        for cell in body["cells"]:
            cell["sources"] = [notes.sources[number - 1].url for number in cell["sources"]]
        lines.append(json.dumps(to_json(body), ensure_ascii=False))
    return "".join(f"{line}\n" for line in lines)


def _row(row: ComparisonRow, notes: Footnotes) -> dict[str, Any]:
    body: dict[str, Any] = {"field": row.field, "state": str(row.state)}
    if row.many:
        body["common"] = [plain(value) for value in row.common]
    if row.alike:
        body["advertised_alike"] = row.alike
    return body | {"cells": [_cell(row, cell, notes) for cell in row.cells]}


def _cell(row: ComparisonRow, cell: ComparisonCell, notes: Footnotes) -> dict[str, Any]:
    """`known` says which of the four things a missing value is; `value` is there only where one is recorded."""
    body: dict[str, Any] = {"model": cell.model.id, "known": str(cell.state)}
    values = [plain(value) for value in cell.values]
    if values:
        body["value"] = values if row.many else values[0]
    if row.many and values:
        body |= {"complete": cell.complete, "only_here": [plain(value) for value in cell.only]}
    if cell.maybe:
        body["maybe"] = [plain(value) for value in cell.maybe]
    if cell.classes:
        body["classes"] = list(cell.classes)
    if cell.best:
        body["best"] = "certain" if row.best_is_certain else "of those known"
    if cell.disputes:
        body["disputes"] = [to_json(each) for each in cell.disputes]
    return body | {"sources": notes.numbers(cell.sources)}


def render_csv(comparison: Comparison, rows: Sequence[ComparisonRow] | None = None) -> str:
    """A line for each row: field, state, then a column for each model, with raw values.

    Empty is unknown, `undisclosed` and `n/a` are what they say, and a no is `no`. Languages of a list stand with blanks
    between, members of other lists with `; `.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["field", "state", *(csv_cell(model.id) for model in comparison.models)])
    for row in shown_rows(comparison) if rows is None else rows:
        writer.writerow([row.field, str(row.state), *(csv_cell(_raw(row, cell)) for cell in row.cells)])
    return out.getvalue()


def _raw(row: ComparisonRow, cell: ComparisonCell) -> str:
    if cell.state is not State.RECORDED:
        return _ABSENT[cell.state]
    return (" " if row.kind is Kind.LANGUAGE else "; ").join(str(plain(value)) for value in cell.values)
