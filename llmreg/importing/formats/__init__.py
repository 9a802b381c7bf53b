"""One module for each format that can be imported; each turns files into rows and knows nothing of the registry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from llmreg.errors import ImportSourceError
from llmreg.identifiers import did_you_mean

if TYPE_CHECKING:
    from llmreg.importing.entry import Rows

__all__ = ["FORMATS", "read_rows"]

FORMATS: Mapping[str, str] = {
    "deprecations": "deprecations-rss or AI Provider Watch, a JSON file: when platforms end models",
    "epoch": "Epoch AI's CSV: parameters, dates, organisations, countries",
    "genai-prices": "genai-prices, data.json: prices",
    "helm": "HELM, model_metadata.yaml: parameters, dates, access (needs PyYAML)",
    "hub": "model cards and config.json in folders OWNER/NAME, or a JSON array of Hub metadata (cards need PyYAML)",
    "litellm": "LiteLLM, model_prices_and_context_window.json: limits, prices, dates",
    "models-dev": "models.dev: its repository folder, its api.json, or provider models as JSON lines",
    "xinference": "Xinference's families as JSON lines: ModelScope ids, configurations",
}
"""Names of the formats, and what each reads."""


def read_rows(name: str, path: Path) -> Rows:
    """The rows of a file or folder in a format.

    Raises:
        ImportSourceError: there is no such format or path, or it is not what the format says.
        MissingExtraError: the format needs a package that is not installed.
    """
    if name not in FORMATS:
        hint = did_you_mean(name, FORMATS, f"there are {', '.join(FORMATS)}")
        raise ImportSourceError(f"unknown format `{name}`; {hint}")
    if not path.exists():
        raise ImportSourceError(f"there is no file or folder `{path}`")
    reader: Callable[[Path], Rows] = import_module(f"{__name__}.{name.replace('-', '_')}").read
    rows = reader(path)
    if not rows.entries and not rows.hosts and not rows.rejected:
        raise ImportSourceError(f"there is nothing of the format `{name}` in `{path}`")
    return rows
