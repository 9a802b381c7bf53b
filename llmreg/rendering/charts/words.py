"""What all forms of a chart say in words: values, what is left out, and what is seen."""

from __future__ import annotations

from decimal import Decimal

from llmreg.charts import Chart, ChartForm, Mark, Measure, Series
from llmreg.querying.fields import Kind
from llmreg.wording import value_in_words

__all__ = ["amount", "describe", "heading", "mark_words", "note_lines", "value_words"]


def value_words(measure: Measure, value: int | Decimal) -> str:
    """A value without its unit: `72.3B`, `128Ki`, `0.15`; a price of nothing is `free`."""
    if isinstance(value, Decimal):
        return amount(value) if value else "free"
    return value_in_words(measure.kind, value)


def amount(value: Decimal) -> str:
    """A decimal in full, without blanks at its end: `0.15`, `600`."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def heading(measure: Measure) -> str:
    """What the values are, with their unit."""
    unit = {Kind.TOKENS: "tokens", Kind.MONEY: measure.currency}.get(measure.kind)
    return f"{measure.name}, {unit}" if unit else measure.name


def mark_words(chart: Chart, mark: Mark, names: dict[str, str]) -> str:
    """All that there is to say of a mark; `names` are the series by key."""
    value = value_words(chart.measure, mark.value) + ("+" if mark.at_least else "")
    if chart.form is ChartForm.TIMELINE:
        unit = "tokens" if chart.measure.kind is Kind.TOKENS else chart.measure.name
        return f"{mark.name}: {value} {unit}, released {mark.released}"
    unit = f" {chart.measure.currency}" if chart.measure.currency and mark.value else ""
    place = f" ({mark.platform})" if mark.platform else ""
    return f"{mark.name}: {value}{unit}, {names[mark.series]}{place}"


def note_lines(chart: Chart) -> list[str]:
    """What stands under a chart: what is left out and why, what may be missing, and of what it is made."""
    lines = []
    if chart.why_empty:
        lines.append(f"nothing to show: {chart.why_empty}")
    elif chart.left_out:
        reasons = ", ".join(f"{each.reason} ({len(each.models):,})" for each in chart.omitted)
        lines.append(f"{_models(chart.left_out)} not shown: {reasons}")
    if chart.undecided:
        lines.append(f"{_models(chart.undecided)} may match the query or not: what is recorded does not tell")
    lines += chart.notes
    if chart.query:
        lines.append(f"query: {chart.query}")
    lines.append(
        f"data: {chart.registry}"
    )  # not its revision: a chart in a document changes when what it shows changes
    return lines


def describe(chart: Chart) -> str:
    """What is seen, for those who do not see it: how much of what, from where to where, and the largest."""
    rows = chart.rows
    if not rows:
        return ". ".join(note_lines(chart)[:-1]) + "."
    name, measure = chart.measure.name, chart.measure
    low = min(chart.marks, key=lambda mark: (mark.value, mark.of))
    high = min(chart.marks, key=lambda mark: (-mark.value, mark.of))
    noun = chart.noun if len(rows) > 1 else {"models": "model", "families": "family"}[chart.noun]
    said = [f"{len(rows):,} {noun}"]
    dates = [mark.released for mark in chart.marks if mark.released]
    if dates:
        first, last = min(dates, key=lambda each: each.sort_key), max(dates, key=lambda each: each.sort_key)
        said[0] += f" released {first}" if first == last else f" released from {first} to {last}"
    unit = f" {measure.currency}" if measure.currency else ""
    lowest, highest = value_words(measure, low.value), value_words(measure, high.value)
    if low.value == high.value:
        said.append(f"{name}: {highest}{unit if high.value else ''}")
    else:
        said.append(f"{name}: from {lowest}{unit if low.value else ''} ({low.name}) to {highest}{unit} ({high.name})")
    said.append(", ".join(f"{each.name}: {_count(chart, each):,}" for each in chart.series))
    return ". ".join([*said, *note_lines(chart)[:-1]]) + "."


def _count(chart: Chart, series: Series) -> int:
    return sum(mark.series == series.key for mark in chart.marks)


def _models(count: int) -> str:
    return "1 model" if count == 1 else f"{count:,} models"
