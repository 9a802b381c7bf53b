"""genai-prices: prices by provider and model, with patterns of ids.

https://github.com/pydantic/genai-prices (MIT). A pattern that names an id in full gives that id; wider ones give none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from llmreg.errors import ImportSourceError
from llmreg.importing.entry import Corpus, Entry, Host, Name, Place, Rejected, Rows
from llmreg.importing.formats.reading import dated, exact, read_json, without_nothing

__all__ = ["read"]

CORPUS = Corpus(
    key="genai-prices",
    url="https://github.com/pydantic/genai-prices/tree/47df840",
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
    found = [each for provider in providers for each in _models(path.name, provider)]
    return Rows(
        corpus=CORPUS,
        hosts=tuple(_host(provider) for provider in providers if isinstance(provider, dict) and "id" in provider),
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


def _models(file: str, provider: Any) -> Iterator[Entry | Rejected]:
    if not isinstance(provider, dict) or not isinstance(provider.get("models"), list):
        yield Rejected(Place(file), "a provider without `models`")
        return
    host = str(provider.get("id"))
    platform = _PLATFORMS.get(host, host)
    if platform.startswith("huggingface_"):
        return  # Hugging Face passes on to hosts that are listed themselves
    for model in provider["models"]:
        place = Place(file, None, f"{host} {model.get('id')}")
        names = list(dict.fromkeys([str(model.get("id")), *_named_in(model.get("match", {}))]))
        edge = {"ids": names, "prices": list(_prices(model.get("prices")))}
        yield Entry(
            place=place,
            names=tuple(Name(name, platform) for name in names),
            platform=platform,
            edge=without_nothing(edge),
        )


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
    for each in prices if isinstance(prices, list) else ():
        constraint = each.get("constraint") or {}
        if not constraint or set(constraint) <= {"start_date", "type"}:
            yield from _rows(each.get("prices", {}), without_nothing({"since": dated(constraint.get("start_date"))}))


def _rows(prices: Mapping[str, Any], more: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for key, amount in prices.items():
        if key not in _ITEMS:
            continue
        base = amount.get("base") if isinstance(amount, dict) else amount
        tiers = amount.get("tiers", []) if isinstance(amount, dict) else []
        for above, value in [(None, base), *((tier.get("start"), tier.get("price")) for tier in tiers)]:
            if number := exact(value):
                plain = number.quantize(Decimal(1)) if number == number.to_integral() else number
                row = {"item": _ITEMS[key], "amount": plain, "currency": "USD"}
                yield {**row, **without_nothing({"above": above}), **more}
