"""Where models are to be had: families against platforms of each kind, all platforms, and ids on big hosts."""

from __future__ import annotations

from collections.abc import Iterable

import llmreg
from _catalogue.gathered import FamilyFacts, Gathered
from _catalogue.markdown import container, link, table, text, to_family, to_vendor
from llmreg.quantities import format_count
from llmreg.schema.model import Model
from llmreg.schema.platform import Platform
from llmreg.tables.pages import page_of
from llmreg.vocabulary import PlatformKind, Weights

__all__ = ["id_table", "matrix", "platform_list"]

_FAMILIES = {PlatformKind.API: 30}
_FEWER_FAMILIES = 15
_HOSTS = 14
_MODELS = 15
_ID_HOSTS = 7
"""So many families, platforms of a kind, models and hosts are shown."""

_TITLES = {
    PlatformKind.API: "APIs",
    PlatformKind.CLOUD: "Clouds",
    PlatformKind.HUB: "Hubs",
    PlatformKind.RUNTIME: "Runtimes",
    PlatformKind.PRODUCT: "Products",
}


def matrix(gathered: Gathered) -> str:
    """A section for each kind of platform: the families that are on most platforms of all, against the largest of the kind."""
    parts = []
    for kind, title in _TITLES.items():
        hosts = _largest(gathered, kind)[:_HOSTS]
        ids, number = [host.id for host in hosts], _FAMILIES.get(kind, _FEWER_FAMILIES)
        shown = [facts for facts in _widespread(gathered, ids)[:number] if facts.platforms.keys() & set(ids)]
        if not shown:
            continue
        header = ("Family", "Platforms", *(text(host.name) for host in hosts))
        rows = ([_family(facts), str(_number(facts)), *(_count(facts, host) for host in ids)] for facts in shown)
        body = table(header, rows, right=range(1, len(header)))
        parts.append(f"### {title}\n\n{container('catalogue-matrix', body)}")
    return "\n\n".join(parts) + "\n"


def platform_list(gathered: Gathered) -> str:
    """A section for each kind, with all platforms of the kind, those with most models first."""
    parts = []
    for kind, title in _TITLES.items():
        hosts = _largest(gathered, kind)
        if hosts:
            header = ("Platform", "Id", "Run by", "Models", "Families")
            parts += [
                f"### {title}: {len(hosts)}",
                table(header, (_host(gathered, each) for each in hosts), right=(3, 4)),
            ]
    return "\n\n".join(parts) + "\n"


def id_table(gathered: Gathered) -> str:
    """Models with open weights that are on most platforms, with their ids on the hosts that have most of them."""
    registry = gathered.registry
    hosts_of: dict[str, dict[str, tuple[str, ...]]] = {}
    for platform, edges in gathered.integrations.items():
        if registry.platforms[platform].kind in (PlatformKind.API, PlatformKind.CLOUD, PlatformKind.HUB):
            for edge in edges:
                if edge.model and edge.ids and edge.model in registry:
                    hosts_of.setdefault(edge.model, {}).setdefault(platform, edge.ids)
    models = [registry[each] for each in hosts_of if registry[each].weights in (Weights.OPEN, Weights.GATED)]
    chosen = _one_of_each_family(sorted(models, key=lambda model: (-len(hosts_of[model.id]), model.id)))[:_MODELS]
    numbers = {host: sum(host in hosts_of[model.id] for model in chosen) for host in registry.platforms}
    hosts = sorted(numbers, key=lambda host: (-numbers[host], -len(gathered.integrations[host]), host))[:_ID_HOSTS]
    rows = ([_model(gathered, model), *(_ids(hosts_of[model.id].get(host, ())) for host in hosts)] for model in chosen)
    body = table(("Model", *(text(registry.platforms[host].name) for host in hosts)), rows)
    return container("catalogue-ids", body) + "\n"


def _one_of_each_family(models: Iterable[Model]) -> list[Model]:
    first: dict[str, Model] = {}
    for model in models:
        first.setdefault(model.family, model)
    return list(first.values())


def _model(gathered: Gathered, model: Model) -> str:
    cell = gathered.names[model.id]
    size = model.parameters.total or model.parameters.nominal
    return (link(cell.text, cell.url) if cell.url else text(cell.text)) + (f" {format_count(size)}" if size else "")


def _ids(ids: Iterable[str]) -> str:
    """The first id, and how many more there are."""
    first, *others = [*ids, ""]
    return (_code(first) if first else "") + (f" +{len(others) - 1}" if len(others) > 1 else "")


def _code(name: str) -> str:
    """An id as code; one that code cannot hold in a table as text."""
    return text(name) if any(char in name for char in "`|\\\n") else f"`{name}`"


def _largest(gathered: Gathered, kind: PlatformKind) -> list[Platform]:
    hosts = [host for host in gathered.registry.platforms.values() if host.kind is kind]
    return sorted(hosts, key=lambda host: (-len(gathered.integrations[host.id]), host.name.casefold(), host.id))


def _number(facts: FamilyFacts) -> int:
    return len(facts.platforms)


def _widespread(gathered: Gathered, hosts: list[str]) -> list[FamilyFacts]:
    """Families, those on most of these hosts first, then those on most platforms."""
    wanted = set(hosts)
    return sorted(
        gathered.families.values(),
        key=lambda facts: (-len(facts.platforms.keys() & wanted), -_number(facts), facts.family.id),
    )


def _family(facts: FamilyFacts) -> str:
    return to_family(facts.family.id, facts.family.name)


def _count(facts: FamilyFacts, host: str) -> str:
    if host not in facts.platforms:
        return ""
    return str(facts.platforms[host]) if facts.platforms[host] else "some"


def _host(gathered: Gathered, host: Platform) -> tuple[str, ...]:
    edges = gathered.integrations[host.id]
    registry: llmreg.Registry = gathered.registry
    models = {edge.model for edge in edges if edge.model}
    families = {registry[model].family for model in models if model in registry}
    families |= {edge.family for edge in edges if edge.family}
    url = page_of(host)
    runner = registry.vendors.get(host.vendor) if host.vendor else None
    return (
        link(host.name, url) if url else text(host.name),
        _code(host.id),
        to_vendor(runner.id, runner.name) if runner else "",
        f"{len(models):,}",
        f"{len(families):,}",
    )
