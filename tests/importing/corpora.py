"""Small registries and corpora that tests of importing write, and the import itself with a fixed day."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from llmreg.importing import import_into
from llmreg.importing.report import ImportReport, Kind

__all__ = [
    "API", "CARD", "CHECKED", "HUB", "MODEL", "REPOSITORY", "Write", "changes", "files_of", "imported", "offer", "texts",
]  # fmt: skip

CHECKED = date(2026, 1, 2)

Write = Callable[[Mapping[str, Any]], Path]

MODEL = '[[models]]\nid = "acme-7b"\nname = "Acme 7B"\nfamily = "acme"\n'
CARD = """\
[models.sources.card]
url = "https://example.org/acme-7b"
kind = "card"
checked = 2024-06-01
supports = ["parameters", "license", "context", "released"]
"""
API = 'name = "OpenAI API"\nkind = "api"\n'
HUB = 'name = "Hugging Face"\nkind = "hub"\n'

REPOSITORY = {
    "name": "acme/Acme-7B",
    "pipeline_tag": "text-generation",
    "parameters_raw": 7_241_732_096,
    "context_length": 32_768,
    "release_date": "2024-05-17",
    "license": "apache-2.0",
    "languages": ["en", "zh"],
    "architecture": "llama",
}
"""A row as llmfit writes it."""


def offer(provider: str = "openai", **more: Any) -> dict[str, Any]:
    """A row as LiteLLM writes it."""
    row = {"litellm_provider": provider, "mode": "chat", "input_cost_per_token": 2.5e-06, "max_output_tokens": 4096}
    return {**row, **more}


def imported(into: Path, name: str, path: Path, **more: Any) -> ImportReport:
    """An import on a fixed day."""
    return import_into(into, name, path, checked=more.pop("checked", CHECKED), **more)


def texts(root: Path) -> dict[str, bytes]:
    """Every file below a folder, with its bytes."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def changes(report: ImportReport, kind: Kind) -> list[tuple[str, str, Any]]:
    """Record, field and value of the changes of a kind."""
    return [(each.record, each.field, each.value) for each in report.changes if each.kind is kind]


def files_of(files: Mapping[str, Any], folder: Path) -> Path:
    """Files of a corpus in a folder; what is no text is written as JSON."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content if isinstance(content, str) else json.dumps(content, indent=2), encoding="utf-8")
    return folder / next(iter(files)) if len(files) == 1 else folder
