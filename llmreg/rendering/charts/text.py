"""The data of a chart as a table for a terminal."""

from __future__ import annotations

from llmreg.charts import Chart, ChartForm, Mark
from llmreg.rendering.charts.words import heading, note_lines, value_words
from llmreg.rendering.terminal import printable, table, wrap

__all__ = ["render_text"]

_ABSENT = "-"


def render_text(chart: Chart, *, columns: int = 88) -> str:
    """All rows of the chart, then what is left out."""
    lines = wrap(printable(f"{chart.title} ({heading(chart.measure)})"), columns)
    if chart.marks:
        header, rows = _timeline(chart) if chart.form is ChartForm.TIMELINE else _rows(chart)
        numeric = frozenset(number for number, name in enumerate(header) if name not in ("model", "family", "platform"))
        if chart.form is ChartForm.TIMELINE:
            numeric = frozenset({2})
        lines += ["", *table(header, rows, numeric=numeric).splitlines()]
    lines.append("")
    for note in note_lines(chart):
        lines += wrap(printable(note), columns, indent="  ")
    return "".join(f"{line}\n" for line in lines)


def _timeline(chart: Chart) -> tuple[list[str], list[list[str]]]:
    names = {each.key: each.name for each in chart.series}
    rows = [
        [mark.of, str(mark.released), value_words(chart.measure, mark.value), names[mark.series]]
        for mark in chart.marks
    ]
    return ["model", "released", chart.measure.name, "shown as"], rows


def _rows(chart: Chart) -> tuple[list[str], list[list[str]]]:
    keys = [each.key for each in chart.series]
    priced = any(mark.platform for mark in chart.marks)
    header = ["family" if chart.form is ChartForm.BARS else "model", *keys, *(["platform"] if priced else [])]
    return header, [
        [row[0].of, *(_cell(chart, row, key) for key in keys), *([row[0].platform or ""] if priced else [])]
        for row in chart.rows
    ]


def _cell(chart: Chart, row: tuple[Mark, ...], key: str) -> str:
    mark = next((mark for mark in row if mark.series == key), None)
    if mark is None:
        return _ABSENT
    return value_words(chart.measure, mark.value) + ("+" if mark.at_least else "")
