"""Feeds of deprecations: lists of ids with the days on which platforms end them.

deprecations-rss, https://github.com/deprecations/deprecations-rss (MIT): an array of rows with `provider` and `model_id`.
AI Provider Watch, https://github.com/ottto-ai/ai-provider-watch (CC0): an array of reviewed events.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from llmreg.errors import ImportSourceError
from llmreg.importing.entry import Corpus, Entry, Host, Name, Place, Rejected, Rows
from llmreg.importing.formats.reading import attempt, dated, read_json, without_nothing

__all__ = ["read"]

RSS = Corpus(
    key="deprecations-rss",
    url="https://github.com/deprecations/deprecations-rss/tree/b1885cd",
    home="https://github.com/deprecations/deprecations-rss/",
    title="deprecations-rss, commit b1885cd: what platforms say of the end of models",
)
WATCH = Corpus(
    key="ai-provider-watch",
    url="https://github.com/ottto-ai/ai-provider-watch/tree/351f92c",
    home="https://github.com/ottto-ai/ai-provider-watch/",
    title="AI Provider Watch, commit 351f92c: reviewed events",
)

_PLATFORMS = {
    "OpenAI": "openai", "Azure": "azure", "Google": "google", "Groq": "groq", "Anthropic": "anthropic",
    "AWS Bedrock": "amazon-bedrock", "Cohere": "cohere", "Google Vertex": "google-vertex", "xAI": "xai",
}  # fmt: skip
_NO_MODEL = re.compile(r"\s|^ft-|-completions$")
_MAKERS = frozenset({"openai", "google", "anthropic", "cohere", "xai"})
"""Platforms that are run by the maker of all of their models."""


def read(path: Path) -> Rows:
    """Every row of one of the two feeds.

    Raises:
        ImportSourceError: the file is neither.
    """
    rows = read_json(path)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ImportSourceError(f"{path} is no array of objects")
    if rows and "event_kind" in rows[0]:
        corpus, everything = WATCH, tuple(_watch(path.name, rows))
    else:
        corpus, everything = RSS, tuple(_rss(path.name, rows))
    return Rows(
        corpus=corpus,
        entries=tuple(each for each in everything if isinstance(each, Entry)),
        rejected=tuple(each for each in everything if isinstance(each, Rejected)),
    )


def _rss(file: str, rows: list[dict[str, Any]]) -> Iterator[Entry | Host | Rejected]:
    """One entry for each id of a platform: the row that was seen last."""
    latest: dict[tuple[str, str], tuple[Place, dict[str, Any]]] = {}
    for number, row in enumerate(rows, start=1):
        name, provider = str(row.get("model_id") or "").strip(), str(row.get("provider") or "")
        place = Place(file, None, f"row {number}, {provider} {name}")
        if not name or provider not in _PLATFORMS:
            yield Rejected(place, "the row has no `model_id`" if not name else f"unknown provider `{provider}`")
        elif _NO_MODEL.search(name):
            yield Rejected(place, f"`{name}` is a service, or a tuning of a model, and no model")
        elif not isinstance(dated(row.get("shutdown_date")), date):
            yield Rejected(place, f"no day of shutdown: {row.get('shutdown_date')!r}")
        else:
            key = _PLATFORMS[provider], name
            if key not in latest or str(row.get("last_observed")) > str(latest[key][1].get("last_observed")):
                latest[key] = place, row
    for (platform, name), (place, row) in latest.items():
        yield from attempt(_ended, place, platform, name, row)


def _ended(place: Place, platform: str, name: str, row: dict[str, Any]) -> Entry:
    successors = row.get("replacement_models") or []
    return _ending(
        place, platform, name, retired=dated(row["shutdown_date"]), deprecated=dated(row.get("deprecation_date")),
        replacements=[successors] if isinstance(successors, str) else successors,
    )  # fmt: skip


def _watch(file: str, rows: list[dict[str, Any]]) -> Iterator[Entry | Host | Rejected]:
    """The ends of models on their makers' platforms, where the day is exact."""
    for row in rows:
        if row.get("event_kind") == "model_retirement" and row.get("date_confidence") == "exact":
            yield from attempt(_event, Place(file, None, str(row.get("id"))), row)


def _event(place: Place, row: dict[str, Any]) -> Iterator[Entry]:
    detail = row.get("detail", {})
    models, successors = detail.get("model_refs", []), detail.get("replacement_refs", [])
    for number, model in enumerate(models):
        vendor, _, name = str(model).removeprefix("model:").partition("/")
        successor = successors[number : number + 1] if len(successors) == len(models) else []
        yield _ending(
            place, vendor, name, retired=dated(detail.get("deadline")), deprecated=None,
            replacements=[str(each).removeprefix("model:") for each in successor],
        )  # fmt: skip


def _ending(  # noqa: PLR0913
    place: Place, platform: str, name: str, *, retired: Any, deprecated: Any, replacements: list[str]
) -> Entry:
    """An end. A deprecation on the day of the end says nothing: some pages name one day only."""
    early = isinstance(deprecated, date) and isinstance(retired, date) and deprecated < retired
    edge: Mapping[str, Any] = {
        "ids": [name],
        "deprecated": deprecated if early else None,
        "retired": retired,
        "replacement": [{"external": each} for each in replacements],
    }
    own = platform in _MAKERS
    return Entry(
        place=place, names=(Name(name, platform),), makers=(platform,) if own else (), new_id=name if own else None,
        platform=platform, edge=without_nothing(edge), exact=own,
    )  # fmt: skip
