"""Tables for programs: CSV, TSV and JSON, with values as they are recorded."""

from __future__ import annotations

import csv
import io
from typing import Any

from llmreg.querying.facts import State
from llmreg.rendering.cells import plain_values
from llmreg.rendering.data import render_json as to_text
from llmreg.rendering.escape import csv_cell
from llmreg.tables.columns import TableColumn
from llmreg.tables.table import Table, TableCell
from llmreg.wording import UNDISCLOSED

__all__ = ["render_csv", "render_json", "render_tsv"]


def render_csv(table: Table) -> str:
    """RFC 4180 with line feeds: exact numbers, ISO dates, lists with blanks between; empty is unknown."""
    return _separated(table, ",")


def render_tsv(table: Table) -> str:
    """The same with tabs."""
    return _separated(table, "\t")


def _separated(table: Table, delimiter: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    grouped = any(group.title for group in table.groups)
    writer.writerow([*(["group"] if grouped else []), *(column.name for column in table.columns)])
    for group in table.groups:
        for row in group.rows:
            cells = zip(table.columns, row.cells, strict=True)
            head = [csv_cell(group.title)] if grouped else []
            writer.writerow([*head, *(_text(column, cell) for column, cell in cells)])
    return out.getvalue()


def _text(column: TableColumn, cell: TableCell) -> str:
    if cell.state is not State.RECORDED or not cell.values:
        return {State.UNDISCLOSED: UNDISCLOSED, State.NOT_APPLICABLE: "n/a"}.get(cell.state, "")
    if column.values:
        return cell.text
    items = plain_values(column.field, cell.values)
    separator = "; " if any(" " in str(each) for each in items) else " "
    words = (f"{each['amount']} {each['currency']}" if isinstance(each, dict) else str(each) for each in items)
    return csv_cell(separator.join(words))


def render_json(table: Table) -> str:
    """Columns, then rows with the id of the model; each cell with its state, its values, its text and its sources."""
    body = {
        "caption": table.caption,
        "query": str(table.query),
        "as_of": table.query.as_of,
        "total": table.total,
        "undecided": table.undecided,
        "columns": [
            {"name": column.name, "title": column.title, "about": column.field.about} for column in table.columns
        ],
        "rows": [
            {
                "model": row.model.id,
                **({"group": group.title} if group.title else {}),
                "cells": [_data(column, cell) for column, cell in zip(table.columns, row.cells, strict=True)],
            }
            for group in table.groups
            for row in group.rows
        ],
    }
    return to_text(body)


def _data(column: TableColumn, cell: TableCell) -> dict[str, Any]:
    values = list(cell.values) if column.values else plain_values(column.field, cell.values)
    found: dict[str, Any] = {"state": str(cell.state), "text": cell.text}
    if cell.state is State.RECORDED and values:
        found["value"] = values if column.field.many and not column.values else values[0]
        found["complete"] = cell.complete
    if cell.url:
        found["url"] = cell.url
    if cell.disputed:
        found["disputed"] = True
    if cell.sources:
        found["sources"] = [
            {"url": source.url, "title": source.title, "kind": str(source.kind), "checked": source.checked}
            for source in cell.sources
        ]
    return found
