"""models.dev: its repository, its `api.json`, and its provider models as lines of JSON.

https://github.com/anomalyco/models.dev (MIT). Canonical models give facts; the models of providers give integrations,
and where the provider is the maker itself, facts too.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from llmreg.importing.entry import Corpus, Entry, Host, Name, Place, Rejected, Rows
from llmreg.importing.formats.reading import attempt, dated, exact, json_lines, read_json, without_nothing

__all__ = ["read"]

CORPUS = Corpus(
    key="models-dev",
    url="https://github.com/anomalyco/models.dev/tree/f3fc69229",
    home="https://github.com/anomalyco/models.dev/",
    title="models.dev, commit f3fc69229",
)

Row = Mapping[str, Any]
_MODALITIES = frozenset({"text", "image", "audio", "video", "pdf"})
_PRICES = {
    "input": "input", "output": "output", "cache_read": "cached-input", "cache_write": "cache-write",
    "reasoning": "reasoning", "input_audio": "audio-input", "output_audio": "audio-output",
}  # fmt: skip
_TIER = re.compile(r"context_over_([0-9]+)k")
_FREE = re.compile(r"free", re.IGNORECASE)
_REPOSITORY = re.compile(r"https://huggingface\.co/([^/]+/[^/]+)/?")
_STAGES = {"alpha": "preview", "beta": "preview"}


def read(path: Path) -> Rows:
    """Every canonical model, provider and provider model in a folder, in an `api.json` or in a file of JSON lines."""
    entries: list[Entry] = []
    hosts: list[Host] = []
    rejected: list[Rejected] = []
    if path.is_dir():
        files = [path / name for name in ("providers.jsonl", "provider-models.jsonl") if (path / name).is_file()]
        for found in (*_canonical(path / "models"), *_providers(path / "providers")):
            _sort(found, entries, hosts, rejected)
    else:
        files = [path]
    for file in files:
        for found in _lines(file) if file.suffix == ".jsonl" else _api(file):
            _sort(found, entries, hosts, rejected)
    return Rows(corpus=CORPUS, entries=tuple(entries), hosts=tuple(hosts), rejected=tuple(rejected))


def _sort(found: Entry | Host | Rejected, entries: list[Entry], hosts: list[Host], rejected: list[Rejected]) -> None:
    if isinstance(found, Entry):
        entries.append(found)
    elif isinstance(found, Host):
        hosts.append(found)
    else:
        rejected.append(found)


def _canonical(folder: Path) -> Iterator[Entry | Host | Rejected]:
    """`models/VENDOR/NAME.toml`."""
    for file in _toml_files(folder):
        vendor, name = file.parent.name, file.stem
        row = _read_toml(file)
        if isinstance(row, Rejected):
            yield row
            continue
        place = Place(str(file.relative_to(folder.parent)), None, f"{vendor}/{name}")
        yield from attempt(_model, place, vendor, name, row)


def _model(place: Place, vendor: str, name: str, row: Row) -> Entry:
    weights = row.get("weights", [])
    repositories = [match[1] for each in weights if (match := _REPOSITORY.fullmatch(str(each.get("url"))))]
    family = row.get("family")
    return Entry(
        place=place, names=(Name(f"{vendor}/{name}"), *(Name(each, "huggingface") for each in repositories[:1])),
        makers=(vendor,), new_id=name, family=str(family) if family else None, facts=_facts(row), exact=True,
        platform="huggingface" if repositories else None, edge={"ids": repositories} if repositories else {},
    )  # fmt: skip


def _providers(folder: Path) -> Iterator[Entry | Host | Rejected]:
    """`providers/ID/provider.toml` and `providers/ID/models/**.toml`."""
    for file in _toml_files(folder):
        row = _read_toml(file)
        provider, *inner = file.relative_to(folder).parts
        if isinstance(row, Rejected):
            yield row
        elif inner == ["provider.toml"]:
            yield from attempt(_host, Place(str(file.relative_to(folder.parent))), {**row, "id": provider})
        elif inner[0] == "models":
            name = "/".join(inner[1:]).removesuffix(".toml")
            yield from attempt(_offer, Place(str(file.relative_to(folder.parent)), None, name), provider, name, row)


def _toml_files(folder: Path) -> Iterator[Path]:
    """Every readable file, sorted; links that lead nowhere are left out."""
    return (file for file in sorted(folder.rglob("*.toml")) if file.is_file())


def _read_toml(file: Path) -> dict[str, Any] | Rejected:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
    except (ValueError, OSError, RecursionError) as error:
        return Rejected(Place(str(file)), str(error))


def _lines(file: Path) -> Iterator[Entry | Host | Rejected]:
    """Providers, or rows with `provider`, `id` and `data`."""
    for place, row in json_lines(file):
        if isinstance(row, str):
            yield Rejected(place, row)
        elif "id" not in row:
            yield Rejected(place, "the row has no `id`")
        elif "provider" in row:
            name = str(row["id"])
            there = Place(place.file, place.line, name)
            yield from attempt(_offer, there, str(row["provider"]), name, row.get("data", {}))
        else:
            yield from attempt(_host, place, row)


def _api(file: Path) -> Iterator[Entry | Host | Rejected]:
    """`api.json`: providers by id, each with `models` by id."""
    providers = read_json(file)
    for provider, record in providers.items() if isinstance(providers, dict) else ():
        if not isinstance(record, dict) or not isinstance(record.get("models"), dict):
            yield Rejected(Place(file.name, None, provider), "a provider without `models`")
            continue
        there = Place(file.name, None, provider)
        yield from attempt(_host, there, {**record, "id": provider, "models": ()})
        for name, row in record["models"].items():
            yield from attempt(_offer, Place(file.name, None, f"{provider}/{name}"), provider, name, row)


def _host(_: Place, row: Row) -> Host:
    links = {"docs": row["doc"]} if str(row.get("doc", "")).startswith("https://") else {}
    return Host(id=str(row["id"]), name=str(row.get("name", row["id"])), links=links)


def _offer(place: Place, provider: str, name: str, row: Row) -> Entry | Rejected:
    """A model at a provider."""
    if not isinstance(row, dict) or not isinstance(row.get("name", ""), str):
        return Rejected(place, "the row is no table with a `name`")
    base = row.get("base_model")
    names = (Name(str(base)),) if base else (Name(name, provider),)
    limits = {"window": "context", "input": "input", "output": "output"}
    limit = row.get("limit", {})
    edge = {
        "ids": [name],
        "stage": _STAGES.get(str(row.get("status"))),
        "limits": without_nothing({ours: limit.get(theirs) or None for ours, theirs in limits.items()}),
        "prices": _prices(row.get("cost", {}), free=bool(_FREE.search(name))),
    }
    own = not base and not name.endswith("-latest") and "/" not in name
    near = without_nothing(
        {"released": dated(row.get("release_date")), "knowledge_cutoff": dated(row.get("knowledge"))}
    )
    return Entry(
        place=place, names=names, makers=(provider,) if own else (), new_id=name if own else None,
        facts=_facts(row) if own else near, weak=frozenset(near), platform=provider, edge=without_nothing(edge),
    )  # fmt: skip


def _facts(row: Row) -> dict[str, Any]:
    """What a canonical model states."""
    limit, modalities = row.get("limit", {}), row.get("modalities", {})
    open_weights = row.get("open_weights")
    facts = {
        "name": row.get("name"),
        "released": dated(row.get("release_date")),
        "knowledge_cutoff": dated(row.get("knowledge")),
        "context.window": limit.get("context") or None,
        "context.output": limit.get("output") or None,
        "modalities.input": [each for each in modalities.get("input", []) if each in _MODALITIES],
        "modalities.output": [each for each in modalities.get("output", []) if each in _MODALITIES],
        "capabilities.tool_calling": row.get("tool_call"),
        "capabilities.structured_output": row.get("structured_output"),
        "capabilities.reasoning": row.get("reasoning"),
        "weights": None if open_weights is None else "open" if open_weights else "closed",
    }
    return without_nothing(facts)


def _prices(cost: Row, *, free: bool) -> list[dict[str, Any]]:
    """Rows of a price list in US dollars for a million tokens.

    Nothing is made of a price of zero unless the id says that it is free: on plans it stands for "included".
    """
    rows = []
    for above, tier in _tiers(cost):
        for key, item in _PRICES.items():
            amount = exact(tier.get(key))
            if amount or (free and amount is not None):
                row = {"item": item, "amount": amount, "currency": "USD"}
                rows.append({**row, "above": above} if above else row)
    return rows


def _tiers(cost: Row) -> Iterator[tuple[int, Row]]:
    """The prices from the first token on, then those above a number of input tokens."""
    yield 0, cost
    for key, inner in cost.items():
        if (match := _TIER.fullmatch(key)) and isinstance(inner, dict):
            yield int(match[1]) * 1000, inner
    for tier in cost.get("tiers", []):
        size = tier.get("tier", {}).get("size") if isinstance(tier, dict) else None
        if isinstance(size, int):
            yield size, tier
