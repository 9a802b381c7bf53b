"""LiteLLM's `model_prices_and_context_window.json`: ids with limits, prices and the day on which they end.

https://github.com/BerriAI/litellm (MIT).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from llmreg.errors import ImportSourceError
from llmreg.importing.entry import Corpus, Entry, Name, Place, Rejected, Rows
from llmreg.importing.formats.reading import attempt, dated, exact, key_lines, parse_json, read_text, without_nothing

__all__ = ["read"]

CORPUS = Corpus(
    key="litellm",
    url="https://pypi.org/project/litellm/1.109.1/",
    home="https://pypi.org/project/litellm/",
    title="LiteLLM 1.109.1: model prices and context windows",
)

Row = Mapping[str, Any]
_TEXT = frozenset(
    {"chat", "responses", "completion", "embedding", "rerank", "moderation", "audio_transcription", "realtime"}
)
_PLATFORMS = {
    "ai21": "ai21", "anthropic": "anthropic", "azure": "azure", "azure_text": "azure", "bedrock": "amazon-bedrock",
    "bedrock_converse": "amazon-bedrock", "bedrock_mantle": "amazon-bedrock", "baseten": "baseten", "cerebras": "cerebras",
    "cloudflare": "cloudflare-workers-ai", "cohere": "cohere", "cohere_chat": "cohere", "databricks": "databricks",
    "dashscope": "alibaba", "deepinfra": "deepinfra", "deepseek": "deepseek", "fireworks_ai": "fireworks-ai",
    "friendliai": "friendli", "gemini": "google", "github_copilot": "github-copilot", "gmi": "gmicloud", "groq": "groq",
    "minimax": "minimax", "mistral": "mistral", "moonshot": "moonshotai", "nebius": "nebius", "novita": "novita-ai",
    "nvidia_nim": "nvidia", "openai": "openai", "openrouter": "openrouter", "opencode_go": "opencode-go",
    "ovhcloud": "ovhcloud", "perplexity": "perplexity", "scaleway": "scaleway", "snowflake": "snowflake-cortex",
    "text-completion-openai": "openai", "together_ai": "togetherai", "vercel_ai_gateway": "vercel",
    "vertex_ai-anthropic_models": "google-vertex", "vertex_ai-language-models": "google-vertex",
    "vertex_ai-llama_models": "google-vertex", "vertex_ai-mistral_models": "google-vertex", "wandb": "wandb", "xai": "xai",
    "zai": "zai",
}  # fmt: skip
"""LiteLLM's providers and the platforms that they are, by the ids of models.dev."""

_ITEMS = {
    "input_cost_per_token": "input", "output_cost_per_token": "output", "cache_read_input_token_cost": "cached-input",
    "cache_creation_input_token_cost": "cache-write", "output_cost_per_reasoning_token": "reasoning",
    "input_cost_per_audio_token": "audio-input", "output_cost_per_audio_token": "audio-output",
}  # fmt: skip
_MODES = {"": "standard", "_batches": "batch", "_flex": "flex", "_priority": "priority"}
_ABOVE = re.compile(r"(.+)_above_([0-9]+)k_tokens")
_REGION = re.compile(
    r"(?:azure/)?(?:us|eu|apac|au|jp|ca|global|global-standard|us-gov)[./]|.*/(?:[a-z]{2}-)?[a-z]+-[a-z]+-[0-9]/|.*commitment/"
)
_MILLION = 1_000_000


def read(path: Path) -> Rows:
    """Every id of a text model at a platform that is known here; ids of one region of a cloud are left out.

    Raises:
        ImportSourceError: the file is no JSON object.
    """
    text = read_text(path)
    table = parse_json(text, path)
    if not isinstance(table, dict):
        raise ImportSourceError(f"{path} is no JSON object")
    lines = key_lines(text)
    found = [
        each
        for name, row in table.items()
        if name != "sample_spec"
        for each in attempt(_row, Place(path.name, lines.get(name), name), name, row)
    ]
    return Rows(
        corpus=CORPUS,
        entries=tuple(each for each in found if isinstance(each, Entry)),
        rejected=tuple(each for each in found if isinstance(each, Rejected)),
    )


def _row(place: Place, name: str, row: Any) -> Entry | Rejected | None:
    if not isinstance(row, dict) or not isinstance(row.get("litellm_provider"), str):
        return Rejected(place, "the row is no object with a `litellm_provider`")
    platform = _PLATFORMS.get(row["litellm_provider"])
    if platform is None or row.get("mode") not in _TEXT or _REGION.match(name):
        return None
    there = _without_provider(name, row["litellm_provider"])
    limits = {
        "window": row.get("max_input_tokens") if row.get("mode") == "embedding" else None,
        "input": row.get("max_input_tokens"),
        "output": row.get("max_output_tokens"),
    }
    edge = {
        "ids": [there],
        "limits": {key: value for key, value in limits.items() if type(value) is int and value > 0},
        "prices": list(_prices(row)),
        "retired": dated(row.get("deprecation_date")),
    }
    return Entry(place=place, names=(Name(there, platform),), platform=platform, edge=without_nothing(edge))


def _without_provider(name: str, provider: str) -> str:
    """The id as the platform has it: LiteLLM writes its own provider before it."""
    head, _, rest = name.partition("/")
    written = {provider, provider.partition("-")[0], provider.replace("_converse", "").replace("_mantle", "")}
    return rest if rest and head in written | {"gemini", "azure", "bedrock", "vertex_ai", "cohere"} else name


def _prices(row: Row) -> Iterator[dict[str, Any]]:
    """Rows of a price list in US dollars for a million tokens; prices of zero are left out, for they mean "not known" too."""
    for key, amount in row.items():
        plain, above = key, None
        mode = next((mode for mode in ("_batches", "_flex", "_priority") if key.endswith(mode)), "")
        plain = plain.removesuffix(mode)
        if match := _ABOVE.fullmatch(plain):
            plain, above = match[1], int(match[2]) * 1000
        number = exact(amount)
        if plain in _ITEMS and number:
            price = {"item": _ITEMS[plain], "amount": exact(number * _MILLION), "currency": "USD"}
            extra = {"mode": _MODES[mode] if mode else None, "above": above}
            yield {**price, **without_nothing(extra)}
