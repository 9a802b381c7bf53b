"""Readers of what the integrations of a model say: on one platform, or on any."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date
from decimal import Decimal

from llmreg.querying.facts import NOT_APPLICABLE, NOTHING, UNKNOWN, Fact, Reader, State, View, known
from llmreg.querying.readers import at_path, number_at
from llmreg.schema.fields import is_recorded
from llmreg.schema.integration import Integration
from llmreg.schema.model import Model
from llmreg.schema.price import Price
from llmreg.vocabulary import PlatformKind, PriceItem, PriceMode, PriceUnit, Status


def platforms(model: Model, view: View, _scope: str | None) -> Fact:
    """Where it is itself; where only its family is known to be used, it may be."""
    own = tuple(dict.fromkeys(edge.platform for edge in view.edges(model)))
    maybe = tuple(dict.fromkeys(edge.platform for edge in view.family_edges(model) if edge.platform not in own))
    return Fact(own, State.RECORDED if own else State.UNKNOWN, maybe=maybe)


def family_platforms(model: Model, view: View, _scope: str | None) -> Fact:
    """Where it or its family is used, whichever of its models that may be."""
    edges = view.edges(model) + view.family_edges(model)
    return known(*dict.fromkeys(edge.platform for edge in edges)) if edges else NOTHING


def _over_edges(
    model: Model,
    view: View,
    scope: str | None,
    read: Callable[[Integration], Hashable | tuple[Hashable, ...] | None],
    *,
    absent_is_open: bool,
) -> Fact:
    """What the integrations of a model say, those of one platform or of all.

    A platform on which the model is not recorded has nothing to say: not applicable. Where only the family is known to be
    used there, or where the model is recorded nowhere, it is not known.
    """
    edges = [edge for edge in view.edges(model) if scope in (None, edge.platform)]
    if not edges:
        family = any(edge.platform == scope for edge in view.family_edges(model))
        return UNKNOWN if scope is None or family else NOT_APPLICABLE
    values: dict[Hashable, None] = {}
    is_open = False
    for edge in edges:
        value = read(edge)
        if value is None:
            is_open = is_open or absent_is_open
        else:
            values |= dict.fromkeys(value if isinstance(value, tuple) else (value,))
    if values:
        return known(*values, open=is_open)
    return UNKNOWN if is_open else NOT_APPLICABLE


def edge_field(*names: str, absent_is_open: bool) -> Reader:
    """Reads the first of some attributes that an integration has; without any it is not known, or there is nothing."""

    def first(edge: Integration) -> Hashable | None:
        return next((value for value in (getattr(edge, each) for each in names) if is_recorded(value)), None)

    def read(model: Model, view: View, scope: str | None) -> Fact:
        return _over_edges(model, view, scope, first, absent_is_open=absent_is_open)

    return read


def retired(model: Model, view: View, scope: str | None) -> Fact:
    """When it stopped to answer, or will; a withdrawal by its maker counts everywhere."""
    if model.withdrawn is not None:
        return known(model.withdrawn)
    return edge_field("retired", "until", absent_is_open=False)(model, view, scope)


def announced(model: Model, view: View, scope: str | None) -> Fact:
    """When it was announced, by its maker or on one platform."""
    if scope is None:
        return at_path("announced")(model, view, None)
    return edge_field("announced", absent_is_open=True)(model, view, scope)


def replacement(model: Model, view: View, scope: str | None) -> Fact:
    def names(edge: Integration) -> tuple[Hashable, ...] | None:
        return tuple(map(str, edge.replacement)) or None

    return _over_edges(model, view, scope, names, absent_is_open=False)


def status(model: Model, view: View, scope: str | None) -> Fact:
    """The states of its integrations on that day; one that the dates do not tell may be any."""

    def on_that_day(edge: Integration) -> Hashable | None:
        state = status_on(model, edge, view.today)
        return None if state is Status.UNKNOWN else state

    return _over_edges(model, view, scope, on_that_day, absent_is_open=True)


def status_on(model: Model, edge: Integration, today: date) -> Status:
    if model.withdrawn is not None and model.withdrawn.earliest <= today:
        return Status.RETIRED if model.withdrawn.latest <= today else Status.UNKNOWN
    return edge.status(today)


_PER_MILLION = {PriceUnit.MTOK: 1, PriceUnit.KTOK: 1000}
"""How often a unit goes into a million tokens; other units are not of tokens."""

_PRICED = (PlatformKind.API, PlatformKind.CLOUD)


def price(item: PriceItem) -> Reader:
    """Reads what a million tokens cost on that day, as pairs of currency and amount.

    Of standard service and the first tier. A platform that sells calls and of which no price is recorded may ask anything;
    on hubs, in products and where it is retired there is none.
    """

    def amounts(edge: Integration, view: View) -> tuple[Hashable, ...] | None:
        found = amounts_of(edge, item, view.today)
        host = view.index.platforms.get(edge.platform)
        sells = host is None or host.kind in _PRICED
        return found or (None if sells and edge.status(view.today) is not Status.RETIRED else ())

    def read(model: Model, view: View, scope: str | None) -> Fact:
        return _over_edges(model, view, scope, lambda edge: amounts(edge, view), absent_is_open=True)

    return read


def amounts_of(edge: Integration, item: PriceItem, today: date) -> tuple[tuple[str, Decimal], ...]:
    """What a million tokens cost there on that day, as pairs of currency and amount: standard service, first tier."""
    rows = [each for each in edge.prices if each.item is item and _in_force(each, today)]
    return tuple((row.currency, row.amount * _PER_MILLION[row.unit]) for row in rows if row.unit in _PER_MILLION)


def _in_force(row: Price, today: date) -> bool:
    begun = row.since is None or row.since.earliest <= today
    ended = row.until is not None and row.until.latest <= today
    return begun and not ended and row.mode is PriceMode.STANDARD and row.above is None


def tokens_at(path: str, limit: str) -> Reader:
    """Reads a token limit: of the model, or where a platform is meant the limit there."""
    of_model = number_at(path)

    def read(model: Model, view: View, scope: str | None) -> Fact:
        if scope is None:
            return of_model(model, view, None)
        return _over_edges(model, view, scope, lambda edge: getattr(edge.limits, limit), absent_is_open=True)

    return read
