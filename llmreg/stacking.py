"""`stack`: the index of a registry that extends another one.

Records are replaced as a whole, by id. Families of a vendor and integrations are records of their own here, wherever they are
written: those below stay, unless the registry above has the same one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias, TypeVar

import attrs

from llmreg.frozenmap import FrozenMap
from llmreg.identifiers import ModelId
from llmreg.index import Index, Origin
from llmreg.schema.fields import is_recorded
from llmreg.schema.integration import Integration
from llmreg.schema.model import Model, Release
from llmreg.schema.platform import Platform
from llmreg.schema.settings import RegistrySettings
from llmreg.schema.source import Source
from llmreg.schema.vendor import Family, Vendor
from llmreg.source import KeyPath, format_key_path

__all__ = ["stack"]

K = TypeVar("K")
R = TypeVar("R")
E = TypeVar("E", Model, Family)
End: TypeAlias = tuple[str | None, str | None, str]
"""What makes two integrations the same: the model or the family, and the platform."""


def stack(below: Index, own: Index) -> Index:
    """Everything in `below`, with the records of `own` added, put in the place of those with their id, or removed by a tombstone.

    The order is that of `below`; what replaces a record stands where that stood, and what is new comes last. A record is made
    when it is first asked for, so that a compiled index below is not made as a whole.
    """
    return _Stack(below, own).index()


class _Table(Mapping[K, R]):
    """A table whose values are made when they are first asked for."""

    def __init__(self, keys: Iterable[K], make: Callable[[K], R]) -> None:
        self._keys = dict.fromkeys(keys)
        self._make = make
        self._made: dict[K, R] = {}

    def __getitem__(self, key: K) -> R:
        try:
            return self._made[key]
        except KeyError:
            if key not in self._keys:
                raise
        return self._made.setdefault(key, self._make(key))

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def __iter__(self) -> Iterator[K]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


class _Stack:
    """Makes the records of the index on top."""

    def __init__(self, below: Index, own: Index) -> None:
        self.below = below
        self.own = own
        self.gone = {key for key in own.tombstones if key in below.models and key not in own.models}
        self.back = {key for key in own.models if key in below.tombstones and key not in own.tombstones}
        self.ends = {_end(edge.integration) for edge in own.edges}
        self.models = _Table((key for key in _both(below.models, own.models) if key not in self.gone), self.model)
        self.families = _Table(_both(below.families, own.families), self.family)

    def index(self) -> Index:
        below, own = self.below, self.own
        tombstones = {**below.tombstones, **own.tombstones}
        hidden = {("Model", key) for key in self.gone} | {("Tombstone", key) for key in self.back}
        return Index(
            read_settings=self.settings,
            vendors=_Table(_both(below.vendors, own.vendors), self.vendor),
            families=self.families,
            releases=_Table(self.held_releases(), self.release),
            models=self.models,
            platforms=_Table(_both(below.platforms, own.platforms), self.platform),
            licenses=_Table(_both(below.licenses, own.licenses), lambda key: _upper(own.licenses, below.licenses, key)),
            tombstones={key: stone for key, stone in tombstones.items() if key not in self.back},
            origins=_Table((key for key in _both(below.origins, own.origins) if key not in hidden), self.origin),
        )

    def settings(self) -> RegistrySettings:
        """Those of the registry above; the data are as old as those below where it does not say."""
        own = self.own.settings
        return own if own.revision else attrs.evolve(own, revision=self.below.settings.revision)

    def model(self, key: str) -> Model:
        return self.with_edges(self.below.models.get(key), self.own.models.get(key))

    def family(self, key: str) -> Family:
        return self.with_edges(self.below.families.get(key), self.own.families.get(key))

    def with_edges(self, before: E | None, own: E | None) -> E:
        """A model or family with the integrations of the one below that stay."""
        record = own or before
        assert record is not None  # noqa: S101  (the key is in one of the two)
        stay = self.staying(before)
        if before is None or (own is None and len(stay) == len(before.integrations)):
            return record
        if own is None:
            return attrs.evolve(record, integrations=FrozenMap(stay))
        moved = {
            key: _with_sources(edge, before.sources, format_key_path(("integrations", key)))
            for key, edge in stay.items()
        }
        return attrs.evolve(record, integrations=FrozenMap({**record.integrations, **moved}))

    def staying(self, before: Model | Family | None) -> dict[str, Integration]:
        edges = before.integrations.items() if before else ()
        return {key: edge for key, edge in edges if _end(edge) not in self.ends}

    def platform(self, key: str) -> Platform:
        """A platform with its own integrations, then those of the one below that stay."""
        before, own = self.below.platforms.get(key), self.own.platforms.get(key)
        record = _upper(self.own.platforms, self.below.platforms, key)
        stay = self.staying_hosted(before)
        if before is None or (own is None and len(stay) == len(before.integrations)):
            return record
        if own is None:
            return attrs.evolve(record, integrations=tuple(stay.values()))
        moved = (_with_sources(edge, before.sources, "integrations") for edge in stay.values())
        return attrs.evolve(record, integrations=(*own.integrations, *moved))

    def staying_hosted(self, before: Platform | None) -> dict[int, Integration]:
        """By their number in the platform below."""
        edges = enumerate(before.integrations if before else ())
        return {number: edge for number, edge in edges if _end(edge) not in self.ends and edge.model not in self.gone}

    def origin(self, key: tuple[str, str]) -> Origin:
        """Where a record is written; what it has from the one below is written where that is, perhaps under another path."""
        own, before = self.own.origins.get(key), self.below.origins.get(key)
        if before is None or (own is None and key[0] != "Platform"):
            return _upper(self.own.origins, self.below.origins, key)
        kind, name = key
        paths: dict[KeyPath, KeyPath] = {}
        if kind in ("Model", "Family"):
            held: Mapping[str, Model | Family] = self.below.models if kind == "Model" else self.below.families
            paths = {("integrations", edge): ("integrations", edge) for edge in self.staying(held.get(name))}
        elif kind == "Platform":
            first = len(self.own.platforms[name].integrations) if own else 0
            numbers = enumerate(self.staying_hosted(self.below.platforms[name]), start=first)
            paths = {("integrations", now): ("integrations", then) for now, then in numbers}
            if own is None and all(now == then for now, then in paths.items()):
                return before
        elsewhere = {now: before.at(then) for now, then in paths.items()}
        return (own or before)._replace(elsewhere=elsewhere or None)

    def vendor(self, key: str) -> Vendor:
        """A vendor with those families that are its own in the end."""
        vendor, before = _upper(self.own.vendors, self.below.vendors, key), self.below.vendors.get(key)
        names = _both(before.families if before else {}, vendor.families)
        held = {name: self.families[name] for name in names}
        held = {name: family for name, family in held.items() if family.vendor == key}
        return vendor if held == vendor.families else attrs.evolve(vendor, families=FrozenMap(held))

    def held_releases(self) -> list[str]:
        """The releases that still have a model."""
        below, own = self.below, self.own
        touched = {below.models[key].release for key in (*self.gone, *own.models) if key in below.models}
        return [
            key
            for key in _both(below.releases, own.releases)
            if (key not in touched and key not in own.releases) or self.held_models(key)
        ]

    def held_models(self, key: str) -> tuple[ModelId, ...]:
        """Of a release those models that are its own in the end."""
        before, own = self.below.releases.get(key), self.own.releases.get(key)
        names = dict.fromkeys([*(before.models if before else ()), *(own.models if own else ())])
        return tuple(name for name in names if name in self.models and self.models[name].release == key)

    def release(self, key: str) -> Release:
        release, held = _upper(self.own.releases, self.below.releases, key), self.held_models(key)
        if held == release.models:
            return release
        return attrs.evolve(
            release, models=held, families=tuple(dict.fromkeys(self.models[name].family for name in held))
        )


def _both(below: Mapping[K, R], own: Mapping[K, R]) -> dict[K, None]:
    """The keys of both: those below in their order, then the new ones."""
    return {**dict.fromkeys(below), **dict.fromkeys(own)}


def _upper(own: Mapping[K, R], below: Mapping[K, R], key: K) -> R:
    return own[key] if key in own else below[key]


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
