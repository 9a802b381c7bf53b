"""`stack`: the index of a registry that extends another one.

Records are replaced as a whole, by id. Families of a vendor and integrations are records of their own here, wherever they are
written: those below stay, unless the registry above has the same one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias, TypeVar

import attrs

from llmreg.frozenmap import FrozenMap
from llmreg.index import Index
from llmreg.schema.fields import is_recorded
from llmreg.schema.integration import Integration
from llmreg.schema.model import Model, Release
from llmreg.schema.platform import Platform
from llmreg.schema.settings import RegistrySettings
from llmreg.schema.source import Source
from llmreg.schema.vendor import Family, Vendor
from llmreg.source import format_key_path

__all__ = ["stack"]

K = TypeVar("K")
R = TypeVar("R")
E = TypeVar("E", Model, Family)
End: TypeAlias = tuple[str | None, str | None, str]
"""What makes two integrations the same: the model or the family, and the platform."""
Part: TypeAlias = tuple[str | int, ...]


def stack(below: Index, own: Index) -> Index:
    """Everything in `below`, with the records of `own` added, put in the place of those with their id, or removed by a tombstone.

    The order is that of `below`; what replaces a record stands where that stood, and what is new comes last.
    """
    return _Stack(below, own).index()


class _Stack:
    def __init__(self, below: Index, own: Index) -> None:
        self.below = below
        self.own = own
        self.gone = {key for key in own.tombstones if key in below.models and key not in own.models}
        self.ends = {_end(edge.integration) for edge in own.edges}
        self.origins = _over(below.origins, own.origins)

    def index(self) -> Index:
        below, own = self.below, self.own
        models = {
            key: self.with_edges(below.models.get(key), model)
            for key, model in _over(below.models, own.models).items()
            if key not in self.gone
        }
        families = {
            key: self.with_edges(below.families.get(key), family)
            for key, family in _over(below.families, own.families).items()
        }
        tombstones = _over(below.tombstones, own.tombstones)
        back = {key for key in own.models if key in below.tombstones and key not in own.tombstones}
        return Index(
            read_settings=self.settings,
            vendors=self.vendors(families),
            families=families,
            releases=self.releases(models),
            models=models,
            platforms={
                key: self.platform(below.platforms.get(key), host)
                for key, host in _over(below.platforms, own.platforms).items()
            },
            licenses=_over(below.licenses, own.licenses),
            tombstones={key: stone for key, stone in tombstones.items() if key not in back},
            origins=self.origins,
        )

    def settings(self) -> RegistrySettings:
        """Those of the registry above; the data are as old as those below where it does not say."""
        own = self.own.settings
        return own if own.revision else attrs.evolve(own, revision=self.below.settings.revision)

    def with_edges(self, before: E | None, record: E) -> E:
        """A model or family with the integrations of the one below that stay."""
        if before is None:
            return record
        stay = {key: edge for key, edge in before.integrations.items() if _end(edge) not in self.ends}
        if record is not before:
            self.place(record, {("integrations", key): ("integrations", key) for key in stay})
        elif len(stay) == len(before.integrations):
            return record
        own = {} if record is before else record.integrations
        if record is not before:
            stay = {
                key: _with_sources(edge, before.sources, format_key_path(("integrations", key)))
                for key, edge in stay.items()
            }
        return attrs.evolve(record, integrations=FrozenMap({**own, **stay}))

    def platform(self, before: Platform | None, record: Platform) -> Platform:
        """A platform with its own integrations, then those of the one below that stay."""
        if before is None:
            return record
        stay = [
            (number, edge)
            for number, edge in enumerate(before.integrations)
            if _end(edge) not in self.ends and edge.model not in self.gone
        ]
        if record is before and len(stay) == len(before.integrations):
            return record
        own = () if record is before else record.integrations
        numbers = enumerate(stay, start=len(own))
        self.place(record, {("integrations", now): ("integrations", then) for now, (then, _) in numbers})
        edges = [edge if record is before else _with_sources(edge, before.sources, "integrations") for _, edge in stay]
        return attrs.evolve(record, integrations=(*own, *edges))

    def place(self, record: Model | Family | Platform, paths: Mapping[Part, Part]) -> None:
        """Remember that these parts of a record are written where the one below is, perhaps under another path."""
        key = type(record).__name__, str(record.id)
        origin = self.below.origins[key]
        elsewhere = {now: origin.at(then) for now, then in paths.items()}
        self.origins[key] = self.origins[key]._replace(elsewhere=elsewhere or None)

    def vendors(self, families: Mapping[str, Family]) -> dict[str, Vendor]:
        """Each vendor with those families that are its own in the end."""
        found = {}
        for key, vendor in _over(self.below.vendors, self.own.vendors).items():
            before = self.below.vendors.get(key)
            names = [*(before.families if before else ()), *vendor.families]
            held = {name: families[name] for name in names if name in families and families[name].vendor == key}
            found[key] = vendor if held == vendor.families else attrs.evolve(vendor, families=FrozenMap(held))
        return found

    def releases(self, models: Mapping[str, Model]) -> dict[str, Release]:
        """Each release with those models that are its own in the end; those without any are left out."""
        found = {}
        for key, release in _over(self.below.releases, self.own.releases).items():
            before = self.below.releases.get(key)
            names = dict.fromkeys([*(before.models if before else ()), *release.models])
            held = tuple(name for name in names if name in models and models[name].release == key)
            if held == release.models:
                found[key] = release
            elif held:
                lines = tuple(dict.fromkeys(models[name].family for name in held))
                found[key] = attrs.evolve(release, models=held, families=lines)
        return found


def _over(below: Mapping[K, R], own: Mapping[K, R]) -> dict[K, R]:
    """Records by id: those below in their order, each perhaps replaced, then the new ones."""
    return {**below, **own}


def _end(edge: Integration) -> End:
    return edge.model, edge.family, edge.platform


def _with_sources(edge: Integration, sources: Mapping[str, Source], path: str) -> Integration:
    """An integration with those sources of the record around it that speak of it, for that record is no longer around it."""
    stated = [each.name for each in attrs.fields(Integration) if is_recorded(getattr(edge, each.name))]
    supported = {claim for source in edge.sources.values() for claim in source.supports}
    told = supported if path == "integrations" else ()  # a platform's sources speak of what an integration's do not
    rest = [name for name in stated if name not in (*_NO_FACTS, *told)]
    found = {}
    for key, source in sources.items():
        claims = [claim.removeprefix(f"{path}.") for claim in source.supports if claim.startswith(f"{path}.")]
        if any(claim in ("integrations", path) for claim in source.supports):
            claims += rest
        if claims:
            found[key] = attrs.evolve(source, supports=tuple(dict.fromkeys(claims)))
    return attrs.evolve(edge, sources=FrozenMap({**found, **edge.sources}))


_NO_FACTS = ("platform", "model", "family", "sources")
