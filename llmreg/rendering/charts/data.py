"""A chart for programs and spreadsheets: JSON and CSV."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import Any

from llmreg.charts import Chart, ChartForm, Mark
from llmreg.rendering.charts.words import amount
from llmreg.rendering.data import render_json as to_text
from llmreg.rendering.escape import csv_cell

__all__ = ["render_csv", "render_json"]


def render_json(chart: Chart) -> str:
    """One object: what is measured, the series, the marks, and every model that is left out with the reason."""
    measure = chart.measure
    body = {
        "kind": str(chart.kind),
        "title": chart.title,
        "query": chart.query,
        "registry": chart.registry,
        "revision": chart.revision,
        "measure": {"name": measure.name, "scale": str(measure.scale)}
        | ({"currency": measure.currency} if measure.currency else {}),
        "series": [{"key": each.key, "name": each.name} for each in chart.series],
        "marks": [_mark(chart, mark) for mark in chart.marks],
        "found": chart.found,
        "omitted": [{"reason": each.reason, "models": list(each.models)} for each in chart.omitted],
        "undecided": chart.undecided,
        "notes": list(chart.notes),
    }
    return to_text(body)


def _mark(chart: Chart, mark: Mark) -> dict[str, Any]:
    body: dict[str, Any] = {
        "family" if chart.form is ChartForm.BARS else "model": mark.of,
        "name": mark.name,
        "series": mark.series,
        "value": mark.value if isinstance(mark.value, Decimal) else int(mark.value),
    }
    if mark.released:
        body["released"] = str(mark.released)
    if mark.at_least:
        body["at_least"] = True
    if mark.platform:
        body["platform"] = mark.platform
    return body


def render_csv(chart: Chart) -> str:
    """A line for each mark, with raw values. Models that are left out have none: see `render_json`."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    timeline, priced = chart.form is ChartForm.TIMELINE, chart.measure.currency is not None
    bars = chart.form is ChartForm.BARS
    more = ["released"] * timeline + ["currency", "platform"] * priced + ["at_least"] * bars
    writer.writerow(["family" if bars else "model", "name", "series", "value", *more])
    for mark in chart.marks:
        value = amount(mark.value) if isinstance(mark.value, Decimal) else str(int(mark.value))
        cells = [mark.of, mark.name, mark.series, value]
        cells += [str(mark.released)] * timeline
        cells += [chart.measure.currency or "", mark.platform or ""] * priced
        cells += ["yes" if mark.at_least else "no"] * bars
        writer.writerow(map(csv_cell, cells))
    return out.getvalue()
