"""A registry, sorted out once for all pages: the models of each family as rows, its platforms, lineage and sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

import attrs

import llmreg
from llmreg.quantities import PartialDate
from llmreg.schema.integration import Integration
from llmreg.schema.model import Model
from llmreg.schema.source import Source
from llmreg.schema.vendor import Family, Vendor
from llmreg.tables.table import Table, TableCell, TableGroup, TableRow

__all__ = ["COLUMNS", "FamilyFacts", "Gathered", "VendorFacts", "gather", "newest", "oldest"]

COLUMNS = "name:link=Model, size, context:k, languages:list(4), license:short, released"
"""What the table of a family shows."""


@attrs.define(kw_only=True)
class FamilyFacts:
    """A family and what is known of its models together."""

    family: Family
    rows: list[TableRow] = attrs.Factory(list)
    """Its models, the newest first; those without a day last."""
    platforms: Counter[str] = attrs.Factory(Counter)
    """On how many of its models each platform has an integration; 0 where only the family is known to be used."""
    made_from: Counter[str] = attrs.Factory(Counter)
    """Other families that its models were made from, with how many of them."""
    made_into: Counter[str] = attrs.Factory(Counter)
    """Other families with models that were made from its own, with how many."""
    sources: Counter[Source] = attrs.Factory(Counter)
    """Its sources with how many of its models each supports, one for each address."""

    @property
    def models(self) -> list[Model]:
        """Its models, the newest first."""
        return [row.model for row in self.rows]


@attrs.define(kw_only=True)
class VendorFacts:
    """A vendor with its families, those with most models first."""

    vendor: Vendor
    families: list[FamilyFacts] = attrs.Factory(list)

    @property
    def models(self) -> list[Model]:
        """All its models."""
        return [model for facts in self.families for model in facts.models]

    @property
    def sources(self) -> set[str]:
        """The addresses of all sources about it, its families and its models."""
        own = {source.url for source in self.vendor.sources.values()}
        return own.union(*({source.url for source in facts.sources} for facts in self.families))

    @property
    def checked(self) -> date | None:
        """The last day on which somebody compared one of them."""
        days = [source.checked for source in self.vendor.sources.values()]
        days += [source.checked for facts in self.families for source in facts.sources]
        return max(days, default=None)


@attrs.define(kw_only=True)
class Gathered:
    """Everything that a page may ask for."""

    registry: llmreg.Registry
    vendors: dict[str, VendorFacts]
    """By id, in the order of their names."""
    families: dict[str, FamilyFacts]
    """By id, in the order of their names."""
    table: Table
    """Every model, the newest first."""
    integrations: dict[str, tuple[Integration, ...]]
    """The integrations of each platform."""
    names: dict[str, TableCell]
    """The name of each model as a cell that leads to a page about it."""

    def part(self, rows: Iterable[TableRow], caption: str) -> Table:
        """Some rows of the table."""
        groups = (TableGroup(title="", rows=tuple(rows)),)
        return attrs.evolve(self.table, groups=groups, caption=caption, legend=False)


def gather(registry: llmreg.Registry) -> Gathered:
    """Sort out a registry."""
    families = {key: FamilyFacts(family=family) for key, family in sorted(registry.families.items(), key=_by_name)}
    vendors = {key: VendorFacts(vendor=vendor) for key, vendor in sorted(registry.vendors.items(), key=_by_name)}
    table = registry.table("sort:-released,name", columns=COLUMNS)
    for row in table:
        families[row.model.family].rows.append(row)
    for facts in families.values():
        vendors[facts.family.vendor].families.append(facts)
        _add_sources(facts)
    for each in vendors.values():
        each.families.sort(key=lambda facts: (-len(facts.rows), facts.family.name.casefold(), facts.family.id))
    integrations = {platform: registry.used_on(platform) for platform in registry.platforms}
    _add_platforms(families, registry, integrations)
    _add_lineage(families, registry)
    return Gathered(
        registry=registry,
        vendors=vendors,
        families=families,
        table=table,
        integrations=integrations,
        names={row.model.id: row.cells[0] for row in table},
    )


def newest(models: Iterable[Model]) -> PartialDate | None:
    """The last day on which one of them came out."""
    return max(_days(models), key=lambda day: day.sort_key, default=None)


def oldest(models: Iterable[Model]) -> PartialDate | None:
    """The first day on which one of them came out."""
    return min(_days(models), key=lambda day: day.sort_key, default=None)


def _days(models: Iterable[Model]) -> list[PartialDate]:
    return [model.released for model in models if model.released is not None]


def _by_name(item: tuple[str, Vendor | Family]) -> tuple[str, str]:
    return item[1].name.casefold(), item[0]


def _add_sources(facts: FamilyFacts) -> None:
    by_url: dict[str, Source] = {}
    counts: Counter[str] = Counter()
    for source in facts.family.sources.values():
        by_url.setdefault(source.url, source)
        counts[source.url] += 0
    for model in facts.models:
        for url, source in {source.url: source for source in model.sources.values()}.items():
            kept = by_url.setdefault(url, source)
            by_url[url] = max(kept, source, key=lambda each: each.checked)
            counts[url] += 1
    for url in sorted(counts, key=lambda url: (-counts[url], url)):
        facts.sources[by_url[url]] = counts[url]


def _add_platforms(
    families: dict[str, FamilyFacts],
    registry: llmreg.Registry,
    integrations: dict[str, tuple[Integration, ...]],
) -> None:
    for platform, edges in integrations.items():
        seen: set[str] = set()
        for edge in edges:
            if edge.model and edge.model in registry and edge.model not in seen:
                seen.add(edge.model)
                families[registry[edge.model].family].platforms[platform] += 1
            elif edge.family and edge.family in families:
                families[edge.family].platforms[platform] += 0


def _add_lineage(families: dict[str, FamilyFacts], registry: llmreg.Registry) -> None:
    for model in registry:
        held = (parent.model for parent in model.derived_from if parent.model and parent.model in registry)
        for family in sorted({registry[parent].family for parent in held} - {model.family}):
            families[model.family].made_from[family] += 1
            families[family].made_into[model.family] += 1
