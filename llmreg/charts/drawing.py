"""Makes the chart of a kind from the models that a query found."""

from __future__ import annotations

from collections.abc import Sequence

from llmreg.charts.chart import Chart, ChartForm, ChartKind
from llmreg.charts.left_out import LeftOut
from llmreg.charts.makers import MOST_MAKERS
from llmreg.charts.prices import measure_in, prices
from llmreg.charts.sizes import MEASURE as SIZE
from llmreg.charts.sizes import sizes
from llmreg.charts.spoken import MEASURE as LANGUAGES
from llmreg.charts.spoken import languages_by_family
from llmreg.charts.timelines import MEASURES, timeline
from llmreg.errors import ChartError
from llmreg.identifiers import did_you_mean
from llmreg.querying.facts import View
from llmreg.querying.result import Result

__all__ = ["check_options", "draw"]

_TITLES = {
    ChartKind.SIZE_OVER_TIME: "Size of models over time",
    ChartKind.CONTEXT_OVER_TIME: "Context windows over time",
    ChartKind.LANGUAGES_BY_FAMILY: "Languages by family",
    ChartKind.PRICE: "Price of a million tokens",
    ChartKind.SIZES: "Models by size",
}


_ORDERS = {
    ChartKind.LANGUAGES_BY_FAMILY: "those with most languages first",
    ChartKind.PRICE: "the cheapest first",
    ChartKind.SIZES: "the largest first",
}


def check_options(
    kind: str, *, platform: str | None = None, currency: str | None = None, highlight: Sequence[str] = ()
) -> ChartKind:
    """The kind of that name, where the options go with it.

    Raises:
        ChartError: there is no such kind, an option is not for it, or more makers are highlighted than can be told apart.
    """
    if kind not in list(ChartKind):
        hint = did_you_mean(kind, list(ChartKind), f"there are {', '.join(ChartKind)}")
        raise ChartError(f"unknown kind of chart `{kind}`; {hint}")
    if (platform or currency) and kind != ChartKind.PRICE:
        raise ChartError(f"`{kind}` shows no prices; a platform or a currency goes with `{ChartKind.PRICE}`")
    if highlight and ChartKind(kind) not in MEASURES:
        raise ChartError(f"`{kind}` has no colours for makers; highlight them in {' or '.join(MEASURES)}")
    if len(highlight) > MOST_MAKERS:
        raise ChartError(f"{len(highlight)} makers cannot be told apart; highlight at most {MOST_MAKERS}")
    return ChartKind(kind)


def draw(  # noqa: PLR0913  (all by name)
    kind: ChartKind,
    result: Result,
    view: View,
    *,
    platform: str | None = None,
    currency: str | None = None,
    highlight: Sequence[str] = (),
    title: str | None = None,
) -> Chart:
    """The chart of a kind.

    The order of the models counts only for prices and sizes, and only where the query sorts them.
    """
    left_out = LeftOut()
    form, measure = ChartForm.DOTS, SIZE
    notes: tuple[str, ...] = ()
    in_order = bool(result.query.sort) and kind in (ChartKind.PRICE, ChartKind.SIZES)
    order = "as the query sorts them" if in_order else _ORDERS.get(kind, "the oldest first")
    if kind in MEASURES:
        form, measure = ChartForm.TIMELINE, MEASURES[kind]
        series, marks = timeline(kind, result, view.index.vendors, left_out, highlight)
    elif kind is ChartKind.LANGUAGES_BY_FAMILY:
        form, measure = ChartForm.BARS, LANGUAGES
        series, marks = languages_by_family(result, view.index.families, left_out)
    elif kind is ChartKind.PRICE:
        unit = (currency or "USD").upper()
        measure = measure_in(unit)
        series, marks, notes = prices(result, view, left_out, currency=unit, platform=platform, in_order=in_order)
    else:
        series, marks = sizes(result, left_out, in_order=in_order)
    settings = view.index.settings
    return Chart(
        kind=kind,
        form=form,
        title=title or _TITLES[kind],
        noun="families" if form is ChartForm.BARS else "models",
        measure=measure,
        series=series,
        marks=marks,
        order=order,
        found=len(result),
        omitted=left_out.omissions,
        undecided=len(result.undecided_ids),
        notes=notes if marks else (),
        query=str(result.query),
        registry=settings.name,
        revision=settings.revision,
        empty_because=result.why_empty,
    )
