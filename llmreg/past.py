"""The registry of an earlier day: what was out, and how facts, names, prices and lifecycles then stood."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar

import attrs

from llmreg.frozenmap import FrozenMap
from llmreg.index import Index
from llmreg.quantities import PartialDate
from llmreg.schema.fields import replace_field, split_path
from llmreg.schema.integration import Integration
from llmreg.schema.model import Alias, Model, Release
from llmreg.schema.platform import Platform
from llmreg.schema.price import Price
from llmreg.schema.source import PastValue
from llmreg.schema.vendor import Vendor
from llmreg.source import format_key_path

__all__ = ["index_as_of", "model_as_of"]

K = TypeVar("K")
E = TypeVar("E", Alias, Integration, Platform, Price)


def index_as_of(index: Index, day: date) -> Index:
    """The same index as it stood at the end of that day.

    Left out is only what certainly came later: a model released "2023-12" is kept for every day of that month. A model
    without a date is left out where its announcement, its snapshot, its family or a parent is younger than that day, and
    kept otherwise. Aliases are the exception: one that may not have held yet could lead to the wrong model.
    What was removed since then (a tombstone) is not brought back.

    Everything that is kept names only what is kept, but for parents and replacements.
    """
    models = {str(key): model for key, model in index.models.items() if _earliest(index, model) <= day}
    makers, lines = {model.vendor for model in models.values()}, {model.family for model in models.values()}
    hosts = {key for key, platform in index.platforms.items() if _begun(platform.since, day)}
    founded = {key for key, vendor in index.vendors.items() if key in makers or _begun(vendor.founded, day)}
    vendors = {key: _vendor(index.vendors[key], day, founded, lines, hosts) for key in index.vendors if key in founded}
    families = {key: family for vendor in vendors.values() for key, family in vendor.families.items()}
    return index.replace(
        models={key: model_as_of(model, day, hosts) for key, model in models.items()},
        releases={key: kept for key, release in index.releases.items() if (kept := _release(release, models)).models},
        vendors=vendors,
        families=families,
        platforms={
            key: _platform(index.platforms[key], day, models, families) for key in index.platforms if key in hosts
        },
    )


def model_as_of(model: Model, day: date, platforms: Container[str]) -> Model:
    """A model with its facts of that day: past values put back, later names, prices and endings taken away.

    Integrations are those with the platforms given.
    """
    then, held = model, _past_values(model, day)
    for past in held:
        if not past.field.startswith("integrations"):
            then = replace_field(then, past.field, past.value)
    return attrs.evolve(
        then,
        aliases=tuple(_open_end(alias, day) for alias in then.aliases if alias.holds(day)),
        integrations=_integrations(model.integrations.items(), day, platforms, held),
        withdrawn=_so_far(then.withdrawn, day),
    )


def _past_values(model: Model, day: date) -> list[PastValue]:
    """What held on that day and does no longer, the newest first: put back one after the other, the oldest stays."""
    past = (each for each in model.history if each.until.earliest > day)
    return sorted(past, key=lambda each: each.until.sort_key, reverse=True)


def _earliest(index: Index, model: Model) -> date:
    """The first day on which a model can have been out."""
    if model.released is not None:
        return model.released.earliest
    parents = [index.models[up.model] for up in model.derived_from if up.model and up.model in index.models]
    family = index.families.get(model.family)
    known = [
        model.announced,
        _snapshot_day(model),
        family.announced if family else None,
        *(parent.released for parent in parents),
    ]
    return max((each.earliest for each in known if each), default=date.min)


def _snapshot_day(model: Model) -> PartialDate | None:
    """The day that a snapshot such as `2024-08-06` names; `0613` and `2507` name none."""
    try:
        return PartialDate.of(date.fromisoformat(model.snapshot or ""))
    except ValueError:
        return None


def _vendor(
    vendor: Vendor, day: date, vendors: Container[str], families: Container[str], platforms: Container[str]
) -> Vendor:
    kept = FrozenMap(
        {
            key: attrs.evolve(family, integrations=_integrations(family.integrations.items(), day, platforms))
            for key, family in vendor.families.items()
            if key in families or _begun(family.announced, day)
        }
    )
    owned = _begun(vendor.owned_since, day) and vendor.parent in vendors
    return attrs.evolve(
        vendor,
        families=kept,
        parent=vendor.parent if owned else None,
        owned_since=_so_far(vendor.owned_since, day),
    )


def _platform(platform: Platform, day: date, models: Mapping[str, Model], families: Container[str]) -> Platform:
    edges = (
        _integration(edge, day, _past_values(models[edge.model], day) if edge.model else ())
        for edge in platform.integrations
        if (edge.model is None or edge.model in models) and (edge.family is None or edge.family in families)
    )
    return attrs.evolve(_open_end(platform, day), integrations=tuple(edge for edge in edges if edge))


def _release(release: Release, models: dict[K, Model]) -> Release:
    return attrs.evolve(release, models=tuple(key for key in release.models if key in models))


def _integrations(
    edges: Iterable[tuple[str, Integration]], day: date, platforms: Container[str], held: Sequence[PastValue] = ()
) -> FrozenMap[str, Integration]:
    then = ((key, _integration(edge, day, held)) for key, edge in edges if key in platforms)
    return FrozenMap({key: edge for key, edge in then if edge})


def _integration(edge: Integration, day: date, held: Sequence[PastValue]) -> Integration | None:
    """An integration with its facts of that day, from what its model held then; `None` where it came later.

    An end whose announcement has no date is kept: the lists of platforms seldom say since when they name a day.
    """
    for past in held:
        if inner := _field_of(edge, past):
            edge = replace_field(edge, inner, past.value)
    if not _begun(edge.since or edge.announced, day):
        return None
    prices = tuple(
        _open_end(price, day)
        for price in edge.prices
        if _begun(price.since, day) and not (price.until and price.until.latest <= day)
    )
    edge = attrs.evolve(_open_end(edge, day), prices=prices)
    if _begun(edge.deprecation_announced, day):
        return edge
    return attrs.evolve(edge, deprecation_announced=None, deprecated=None, retired=None, replacement=())


def _field_of(edge: Integration, past: PastValue) -> str | None:
    """The field of an integration that a past value of its model is about: `retired`; `None` where it is another's."""
    root, platform, *inner = (*split_path(past.field), "")
    if (root, platform) != ("integrations", edge.platform) or (past.id and past.id not in edge.ids):
        return None
    return format_key_path(tuple(inner[:-1]))


def _open_end(record: E, day: date) -> E:
    """The same without an end that comes after that day."""
    return attrs.evolve(record, until=_so_far(record.until, day))


def _so_far(when: PartialDate | None, day: date) -> PartialDate | None:
    return when if _begun(when, day) else None


def _begun(start: PartialDate | None, day: date) -> bool:
    """Whether it may have begun by that day; what has no date may."""
    return start is None or start.earliest <= day
