"""What a million tokens cost: on one platform, or where they are cheapest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

import attrs

from llmreg.charts.chart import Mark, Measure, Scale, Series
from llmreg.charts.left_out import LeftOut
from llmreg.querying.edges import amounts_of, price, status_on
from llmreg.querying.facts import State, View
from llmreg.querying.fields import Kind
from llmreg.schema.integration import Integration
from llmreg.schema.model import Model
from llmreg.vocabulary import PriceItem, Status

__all__ = ["prices"]

_SERIES = (Series(key="input", name="input"), Series(key="output", name="output"))


def measure_in(currency: str) -> Measure:
    """Prices in a currency."""
    return Measure(name="price", kind=Kind.MONEY, scale=Scale.LOG10, currency=currency)


@attrs.frozen
class _Offer:
    """Both prices of a model in one place."""

    platform: str
    amounts: dict[str, Decimal]
    """By series; at least one."""

    @property
    def rank(self) -> tuple[Decimal, int, str]:
        """The cheapest comes first: by the sum; of one and a half, the whole one."""
        return sum(self.amounts.values(), Decimal()), -len(self.amounts), self.platform


def prices(  # noqa: PLR0913  (all by name)
    models: Iterable[Model],
    view: View,
    left_out: LeftOut,
    *,
    currency: str,
    platform: str | None,
    in_order: bool,
) -> tuple[tuple[Series, ...], tuple[Mark, ...], tuple[str, ...]]:
    """A row for each model that is sold in a currency, the cheapest first, or `in_order` as they come; and notes.

    Without a platform the cheapest offer that costs something is taken: what is free of charge has limits that no price
    tells. Prices are those of standard service and of the first tier on that day.
    """
    rows: list[tuple[Model, _Offer]] = []
    free = 0
    for model in models:
        offers = sorted(_offers(model, view, currency, platform), key=lambda each: each.rank)
        paid = [each for each in offers if any(each.amounts.values())]
        free += platform is None and 0 < len(paid) < len(offers)
        if offers:
            rows.append((model, (paid or offers)[0]))
        else:
            _explain(model, view, left_out, platform)
    if not in_order:
        rows.sort(key=lambda row: (row[1].rank[0], row[0].id))
    marks = tuple(
        Mark(of=model.id, name=model.name, series=key, value=amount, platform=offer.platform)
        for model, offer in rows
        for key, amount in offer.amounts.items()
    )
    notes = [f"prices of {platform}" if platform else "each on the platform where input and output together cost least"]
    if free:
        notes.append(f"{free:,} of them can also be had free of charge")
    return tuple(each for each in _SERIES if any(mark.series == each.key for mark in marks)), marks, tuple(notes)


def _offers(model: Model, view: View, currency: str, platform: str | None) -> Iterator[_Offer]:
    for edge in _edges(model, view, platform):
        amounts = {}
        for key, item in (("input", PriceItem.INPUT), ("output", PriceItem.OUTPUT)):
            found = [amount for unit, amount in amounts_of(edge, item, view.today) if unit == currency]
            if found:
                amounts[key] = min(found)
        if amounts:
            yield _Offer(edge.platform, amounts)


def _edges(model: Model, view: View, platform: str | None) -> list[Integration]:
    """Where it is, and was not retired on that day."""
    return [
        edge
        for edge in view.edges(model)
        if platform in (None, edge.platform) and status_on(model, edge, view.today) is not Status.RETIRED
    ]


def _explain(model: Model, view: View, left_out: LeftOut, platform: str | None) -> None:
    """Why a model has no offer."""
    at = f" on {platform}" if platform else ""
    edges = _edges(model, view, platform)
    others = {
        unit
        for edge in edges
        for item in (PriceItem.INPUT, PriceItem.OUTPUT)
        for unit, _ in amounts_of(edge, item, view.today)
    }
    if others:
        left_out.add(model, f"priced in {' and '.join(sorted(others))}")
    elif not edges and any(platform in (None, edge.platform) for edge in view.edges(model)):
        left_out.add(model, f"no longer offered{at}")
    elif price(PriceItem.INPUT)(model, view, platform).state is State.NOT_APPLICABLE:
        left_out.add(model, f"not sold by the token{at}")
    else:
        left_out.add(model, f"price{at} unknown")
