"""genai-prices: prices by provider and model, with patterns of ids.

https://github.com/pydantic/genai-prices (MIT). A pattern that names ids in full gives these at that price, each by itself; wider patterns give none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from llmreg.errors import ImportSourceError
from llmreg.importing.entry import Corpus, Entry, Host, Name, Place, Rejected, Rows
from llmreg.importing.formats.reading import attempt, dated, exact, read_json, without_nothing

__all__ = ["read"]

CORPUS = Corpus(
    key="genai-prices",
    url="https://github.com/pydantic/genai-prices/tree/47df840",
    home="https://github.com/pydantic/genai-prices/",
    title="genai-prices, commit 47df840",
)

_PLATFORMS = {
    "aws": "amazon-bedrock", "avian": "avian", "azure": "azure", "fireworks": "fireworks-ai", "together": "togetherai",
    "x-ai": "xai", "novita": "novita-ai", "moonshotai": "moonshotai", "huggingface": "huggingface",
}  # fmt: skip
_ITEMS = {
    "input_mtok": "input", "output_mtok": "output", "cache_read_mtok": "cached-input", "cache_write_mtok": "cache-write",
    "input_audio_mtok": "audio-input", "output_audio_mtok": "audio-output",
}  # fmt: skip


def read(path: Path) -> Rows:
    """Every model of every provider.

    Raises:
        ImportSourceError: the file is no JSON array of providers.
    """
    providers = read_json(path)
    if not isinstance(providers, list):
        raise ImportSourceError(f"{path} is no array of providers")
    found = [
        each
        for number, provider in enumerate(providers, start=1)
        for each in attempt(_provider, Place(path.name, None, f"provider {number}"), provider)
    ]
    return Rows(
        corpus=CORPUS,
        hosts=tuple(each for each in found if isinstance(each, Host)),
        entries=tuple(each for each in found if isinstance(each, Entry)),
        rejected=tuple(each for each in found if isinstance(each, Rejected)),
    )


def _host(provider: Mapping[str, Any]) -> Host:
    pages = [page for page in provider.get("pricing_urls", []) if str(page).startswith("https://")]
    host = str(provider["id"])
    return Host(
        id=_PLATFORMS.get(host, host.replace("_", "-")), name=str(provider.get("name", host)),
        links={"prices": pages[0]} if pages else {},
    )  # fmt: skip


def _provider(place: Place, provider: Any) -> Iterator[Entry | Host | Rejected]:
    if not isinstance(provider, dict) or "id" not in provider or not isinstance(provider.get("models"), list):
        yield Rejected(place, "a provider without `id` and `models`")
        return
    host = _host(provider)
    if host.id.startswith("huggingface-"):
        return  # Hugging Face passes on to hosts that are listed themselves
    yield host
    for number, model in enumerate(provider["models"], start=1):
        name = model.get("id", number) if isinstance(model, dict) else number
        yield from attempt(_model, Place(place.file, None, f"{provider['id']} {name}"), host.id, model)


def _model(place: Place, platform: str, model: Mapping[str, Any]) -> Iterator[Entry]:
    """An entry for each id: they share a price, and may be several models."""
    prices = list(_prices(model.get("prices")))
    for name in dict.fromkeys([str(model["id"]), *_named_in(model.get("match", {}))]):
        edge = without_nothing({"ids": [name], "prices": prices})
        yield Entry(place=place, names=(Name(name, platform),), platform=platform, edge=edge)


def _named_in(match: Any) -> Iterator[str]:
    """The ids that a pattern names in full."""
    if not isinstance(match, dict):
        return
    if isinstance(match.get("equals"), str):
        yield match["equals"]
    for inner in match.get("or", []):
        yield from _named_in(inner)


def _prices(prices: Any) -> Iterator[dict[str, Any]]:
    """Rows of a price list in US dollars. A list of lists has constraints; only those by date can be told here."""
    if isinstance(prices, dict):
        yield from _rows(prices, {})
        return
    lists = [
        (dated(constraint.get("start_date")), each.get("prices", {}))
        for each in (prices if isinstance(prices, list) else ())
        if set(constraint := each.get("constraint") or {}) <= {"start_date", "type"}
    ]
    for (since, rows), (until, _) in pairwise([*lists, (None, {})]):  # each holds until the next one begins
        yield from _rows(rows, without_nothing({"since": since, "until": until}))


def _rows(prices: Mapping[str, Any], more: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for key, amount in prices.items():
        if key not in _ITEMS:
            continue
        base = amount.get("base") if isinstance(amount, dict) else amount
        tiers = amount.get("tiers", []) if isinstance(amount, dict) else []
        for above, value in [(None, base), *((tier.get("start"), tier.get("price")) for tier in tiers)]:
            if number := exact(value):
                row = {"item": _ITEMS[key], "amount": number, "currency": "USD"}
                yield {**row, **without_nothing({"above": above}), **more}
