"""Models by size: all parameters, and those that work on one token."""

from __future__ import annotations

from collections.abc import Iterable

from llmreg.charts.chart import Mark, Measure, Scale, Series
from llmreg.charts.left_out import LeftOut
from llmreg.querying.fields import Kind
from llmreg.schema.model import Model

__all__ = ["MEASURE", "sizes"]

MEASURE = Measure(name="parameters", kind=Kind.COUNT, scale=Scale.LOG10)

_SERIES = (Series(key="total", name="all parameters"), Series(key="active", name="active for one token"))


def sizes(models: Iterable[Model], left_out: LeftOut, *, in_order: bool) -> tuple[tuple[Series, ...], tuple[Mark, ...]]:
    """A row for each model of known size, the largest first, or `in_order` as they come.

    Where the parameters were not counted, the size in the name is taken.
    """
    rows = []
    for model in models:
        total = model.parameters.total or model.parameters.nominal
        if total is None:
            left_out.missing(model, "parameters.total", MEASURE.name)
            continue
        row = [Mark(of=model.id, name=model.name, series="total", value=total)]
        if model.parameters.active:
            row.append(Mark(of=model.id, name=model.name, series="active", value=model.parameters.active))
        rows.append(row)
    if not in_order:
        rows.sort(key=lambda row: (-row[0].value, row[0].of))
    marks = tuple(mark for row in rows for mark in row)
    return tuple(each for each in _SERIES if any(mark.series == each.key for mark in marks)), marks
