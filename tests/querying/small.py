"""Small registries made in memory, for tests of queries."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from llmreg.frozenmap import FrozenMap
from llmreg.identifiers import FamilyId, ModelId, PlatformId, ReleaseId, VendorId
from llmreg.index import AnyRecord, Origin, Record, make_index
from llmreg.quantities import PartialDate
from llmreg.querying.evaluate import Engine
from llmreg.registry import Registry
from llmreg.schema.integration import Integration
from llmreg.schema.lineage import Parent
from llmreg.schema.model import Model, Release
from llmreg.schema.platform import Platform
from llmreg.schema.settings import RegistrySettings
from llmreg.schema.vendor import Family, Vendor
from llmreg.vocabulary import PlatformKind, Relation

__all__ = ["TODAY", "day", "edge", "family", "ids", "model", "parents", "platform", "small_registry", "vendor"]

TODAY = date(2024, 6, 30)


def day(text: str) -> PartialDate:
    return PartialDate.parse(text)


def model(model_id: str, /, **fields: Any) -> Model:
    """A model of `acme/NAME` unless the name has a vendor; its family is the vendor's name."""
    vendor_id, _, own = model_id.rpartition("/")
    vendor_id = vendor_id or "acme"
    given = {"name": own, "family": FamilyId(vendor_id), "release": ReleaseId(f"{vendor_id}/{vendor_id}"), **fields}
    return Model(id=ModelId(f"{vendor_id}/{own}"), vendor=VendorId(vendor_id), **given)


def vendor(name: str, **fields: Any) -> Vendor:
    own = Family(id=FamilyId(name), vendor=VendorId(name), name=name.title())
    families = fields.pop("families", {name: own})
    return Vendor(id=VendorId(name), name=name.title(), families=FrozenMap(families), **fields)


def family(name: str, vendor_id: str = "acme", **fields: Any) -> Family:
    return Family(id=FamilyId(name), vendor=VendorId(vendor_id), name=name.title(), **fields)


def platform(name: str, kind: PlatformKind = PlatformKind.API, **fields: Any) -> Platform:
    return Platform(id=PlatformId(name), name=name.title(), kind=kind, **fields)


def edge(platform_id: str, **fields: Any) -> tuple[str, Integration]:
    return platform_id, Integration(platform=PlatformId(platform_id), **fields)


def parents(*names: str) -> tuple[Parent, ...]:
    """Names with a vendor are models of the registry, others are not in it."""
    return tuple(
        Parent(model=ModelId(name), relation=Relation.FINETUNE)
        if "/" in name
        else Parent(external=name, relation=Relation.FINETUNE)
        for name in names
    )


def small_registry(*records: AnyRecord, today: date | None = TODAY) -> Registry:
    """A registry of these records; vendors, families and releases that models name are added."""
    given: list[AnyRecord] = list(records)
    vendors = {each.id for each in given if isinstance(each, Vendor)}
    models = [each for each in given if isinstance(each, Model)]
    given += [vendor(name) for name in dict.fromkeys(each.vendor for each in models) if name not in vendors]
    named = {each.id: each for each in given if isinstance(each, Family)}
    for each in given:
        if isinstance(each, Vendor):
            named |= dict(each.families)
    for each in models:
        named.setdefault(each.family, family(each.family, each.vendor))
    given = [each for each in given if not isinstance(each, Family)]
    for release in dict.fromkeys(each.release for each in models):
        own = [each for each in models if each.release == release]
        families = tuple(dict.fromkeys(each.family for each in own))
        given.append(
            Release(id=release, vendor=own[0].vendor, families=families, models=tuple(each.id for each in own))
        )
    settings = RegistrySettings(
        name="small", schema=1, revision=f"{today.year}.{today.month}.{today.day}" if today else None
    )
    everything: Iterable[AnyRecord] = [*given, *named.values()]
    return Registry(make_index(settings, [Record(each, Origin("x.toml")) for each in everything]))


def ids(registry: Registry, query: Any, **options: Any) -> list[str]:
    """The ids found, without the vendor `acme`."""
    return [each.removeprefix("acme/") for each in registry.find(query, **options).ids]


def engine_of(registry: Registry) -> Engine:
    return registry._engine(None)
