"""What a query found, as a table for people or as data for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from llmreg.querying.result import Result, engine_of
from llmreg.rendering.cells import plain_value
from llmreg.rendering.data import render_json, to_json
from llmreg.rendering.tables import render_table
from llmreg.rendering.terminal import printable, table
from llmreg.schema.model import Model
from llmreg.tables.cells import fill
from llmreg.tables.columns import TableColumn, read_column_list
from llmreg.tables.making import make_table
from llmreg.wording import NOT_APPLICABLE, UNKNOWN

__all__ = ["FORMS", "render_result", "render_summary", "render_undecided"]

_REASONS_SHOWN = 4


def render_result(result: Result, form: str) -> str:
    """The models found, in one of `FORMS`, without the summary (`json` has it inside)."""
    return FORMS[form](result)


def _columns(result: Result) -> tuple[TableColumn, ...]:
    return read_column_list(result.query.columns or None)


def _rows(result: Result) -> list[list[str]]:
    view, columns = engine_of(result).view, _columns(result)
    return [[fill(column, model, view).text for column in columns] for model in result]


def _text(result: Result) -> str:
    columns = _columns(result)
    rows = _rows(result)
    if not rows:
        return ""
    right = frozenset(number for number, column in enumerate(columns) if column.is_numeric)
    return table([column.title for column in columns], rows, numeric=right)


def _markdown(result: Result) -> str:
    return render_table(make_table(result, legend=False), "markdown")


def _csv(result: Result) -> str:
    """Numbers as they are, lists with blanks between; empty is unknown."""
    return render_table(make_table(result), "csv")


def _as_data(result: Result, model: Model) -> Any:
    """The whole record, or the columns that the query names; what is not recorded is left out."""
    if not result.query.columns:
        return to_json(model)
    values = {field: plain_value(result.fact(model, field), field) for field in ("id", *result.query.columns)}
    return {field: value for field, value in values.items() if value is not None}


def _jsonl(result: Result) -> str:
    return "".join(json.dumps(_as_data(result, model), ensure_ascii=False) + "\n" for model in result)


def _json(result: Result) -> str:
    body = {
        "query": str(result.query),
        "as_of": result.query.as_of,
        "total": result.total,
        "models": [_as_data(result, model) for model in result],
        "undecided": {model: list(fields) for model, fields in result.undecided.items()},
    }
    return render_json(body)


FORMS = {"text": _text, "json": _json, "jsonl": _jsonl, "csv": _csv, "markdown": _markdown}
"""Forms of output."""


def render_summary(result: Result, *, legend: bool = False) -> str:
    """How many models match, of how many it cannot be told and why, and which condition leaves none."""
    asked = result.query.where is not None
    noun = "model" if result.total == 1 else "models"
    verb = ("matches" if result.total == 1 else "match") if asked else ""
    line = " ".join(filter(None, [f"{result.total:,}", noun, verb]))
    if len(result) < result.total:
        line += f", {len(result):,} shown"
    lines = [line]
    count = len(result.undecided_ids)
    if count:
        lines[0] += f"; {count:,} could not be decided: {_reasons(result.reasons)}"
    if result.why_empty:
        lines.append(result.why_empty)
    if count and result.include_undecided:
        lines.append(f"to include them, write {result.include_undecided}")
    lines += [f"note: {note}" for note in result.notes]
    marks = _legend(result) if legend else ""
    if marks and not asked:
        lines[0] += f"; {marks}"
    elif marks:
        lines.append(marks)
    return "".join(f"{printable(line)}\n" for line in lines)


def _reasons(reasons: Mapping[str, int]) -> str:
    shown = [f"{reason} ({count:,})" for reason, count in reasons.items()]
    rest = len(shown) - _REASONS_SHOWN
    return ", ".join(shown[:_REASONS_SHOWN]) + (f" and {rest} more" if rest > 0 else "")


def _legend(result: Result) -> str:
    """What the marks in the table mean, of those that are there; of `?` always, where all models are listed."""
    cells = {text for row in _rows(result) for text in row}
    marks = []
    if UNKNOWN in cells or (result and result.query.where is None):
        marks.append(f"{UNKNOWN} is unknown, which is not a no")
    if NOT_APPLICABLE in cells:
        marks.append(f"{NOT_APPLICABLE} does not apply")
    return "; ".join(marks)


def render_undecided(result: Result) -> str:
    """The models of which it cannot be told, and what is missing."""
    rows = [(model, ", ".join(result.why_undecided(model))) for model in result.undecided]
    return table(("undecided", "because"), rows) if rows else ""
