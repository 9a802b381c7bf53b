"""Sizes and context windows over the release date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from llmreg.charts.chart import ChartKind, Mark, Measure, Scale, Series
from llmreg.charts.left_out import LeftOut
from llmreg.charts.makers import by_maker
from llmreg.querying.fields import Kind
from llmreg.schema.fields import get_field
from llmreg.schema.model import Model
from llmreg.schema.vendor import Vendor

__all__ = ["MEASURES", "timeline"]

MEASURES = {
    ChartKind.SIZE_OVER_TIME: Measure(name="parameters", kind=Kind.COUNT, scale=Scale.LOG10),
    ChartKind.CONTEXT_OVER_TIME: Measure(name="context window", kind=Kind.TOKENS, scale=Scale.LOG2),
}

_PATHS = {
    ChartKind.SIZE_OVER_TIME: ("parameters.total", "parameters.nominal"),
    ChartKind.CONTEXT_OVER_TIME: ("context.window",),
}


def timeline(
    kind: ChartKind,
    models: Iterable[Model],
    vendors: Mapping[str, Vendor],
    left_out: LeftOut,
    highlight: Sequence[str] = (),
) -> tuple[tuple[Series, ...], tuple[Mark, ...]]:
    """A mark for each model of which value and date are known, by date, then id.

    Where the parameters were not counted, the size in the name is taken.
    """
    paths = _PATHS[kind]
    marks = []
    for model in models:
        value = next(filter(None, (get_field(model, path) for path in paths)), None)
        if value is None:
            left_out.missing(model, paths[0], MEASURES[kind].name)
        elif model.released is None:
            left_out.missing(model, "released", "release date")
        else:
            marks.append(Mark(of=model.id, name=model.name, series=model.vendor, value=value, released=model.released))
    marks.sort(key=lambda mark: (mark.released.sort_key if mark.released else (), mark.of))
    return by_maker(marks, vendors, highlight)
