"""The registry of an earlier day: what was out, and how facts, names, prices and lifecycles then stood."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

import attrs

from llmreg.frozenmap import FrozenMap
from llmreg.index import Index
from llmreg.quantities import PartialDate
from llmreg.schema.fields import replace_field
from llmreg.schema.integration import Integration
from llmreg.schema.model import Model, Release
from llmreg.schema.vendor import Vendor

__all__ = ["index_as_of", "model_as_of"]

K = TypeVar("K")


def index_as_of(index: Index, day: date) -> Index:
    """The same index as it stood at the end of that day.

    Left out is only what certainly came later: a model released "2023-12" is kept for every day of that month. A model
    without a date is left out where its announcement, its snapshot, its family or a parent is younger than that day, and kept otherwise.
    What was removed since then (a tombstone) is not brought back.
    """
    models = {key: model_as_of(model, day) for key, model in index.models.items() if _earliest(index, model) <= day}
    platforms = {
        key: attrs.evolve(
            platform,
            integrations=tuple(
                _integration(edge, day)
                for edge in platform.integrations
                if _begun(edge.since or edge.announced, day) and (edge.model is None or edge.model in models)
            ),
        )
        for key, platform in index.platforms.items()
        if _begun(platform.since, day)
    }
    vendors = {key: _vendor(vendor, day) for key, vendor in index.vendors.items() if _begun(vendor.founded, day)}
    return attrs.evolve(
        index,
        models=models,
        releases={key: kept for key, release in index.releases.items() if (kept := _release(release, models)).models},
        vendors=vendors,
        families={key: family for vendor in vendors.values() for key, family in vendor.families.items()},
        platforms=platforms,
    )


def model_as_of(model: Model, day: date) -> Model:
    """A model with its facts of that day: past values put back, later names, prices and endings taken away."""
    for past in sorted(model.history, key=lambda each: each.until.sort_key, reverse=True):
        if past.until.earliest > day:
            model = replace_field(model, past.field, past.value)
    withdrawn = model.withdrawn if _begun(model.withdrawn, day) else None
    return attrs.evolve(
        model,
        aliases=tuple(alias for alias in model.aliases if alias.holds(day)),
        integrations=_integrations(model.integrations.items(), day),
        withdrawn=withdrawn,
    )


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


def _vendor(vendor: Vendor, day: date) -> Vendor:
    families = FrozenMap(
        {
            key: attrs.evolve(family, integrations=_integrations(family.integrations.items(), day))
            for key, family in vendor.families.items()
        }
    )
    owned = _begun(vendor.owned_since, day)
    return attrs.evolve(vendor, families=families, parent=vendor.parent if owned else None)


def _release(release: Release, models: dict[K, Model]) -> Release:
    return attrs.evolve(release, models=tuple(key for key in release.models if key in models))


def _integrations(edges: Iterable[tuple[K, Integration]], day: date) -> FrozenMap[K, Integration]:
    return FrozenMap({key: _integration(edge, day) for key, edge in edges if _begun(edge.since or edge.announced, day)})


def _integration(edge: Integration, day: date) -> Integration:
    """An ending counts from the day on which it was announced, or from the day itself where that is not recorded."""
    prices = tuple(p for p in edge.prices if _begun(p.since, day) and not (p.until and p.until.latest <= day))
    edge = attrs.evolve(edge, prices=prices)
    if _begun(edge.deprecation_announced or edge.deprecated or edge.retired, day):
        return edge
    return attrs.evolve(edge, deprecation_announced=None, deprecated=None, retired=None, replacement=())


def _begun(start: PartialDate | None, day: date) -> bool:
    """Whether it may have begun by that day; what has no date may."""
    return start is None or start.earliest <= day
