"""HELM's `model_metadata.yaml`: makers, parameter counts, dates and access of the models that HELM has run.

https://github.com/stanford-crfm/helm (Apache-2.0).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from llmreg.errors import ImportSourceError
from llmreg.importing.entry import Corpus, Entry, Name, Place, Rejected, Rows
from llmreg.importing.formats.reading import attempt, dated, read_text, read_yaml, without_nothing
from llmreg.importing.spelled import short_count

__all__ = ["read"]

CORPUS = Corpus(
    key="helm",
    url="https://pypi.org/project/crfm-helm/0.5.16/",
    home="https://pypi.org/project/crfm-helm/",
    title="Model metadata of HELM 0.5.16",
)

_NAME = re.compile(r"^\s*- name: *(\S+)", re.MULTILINE)
_SIZE = re.compile(r"\(.*?\)")
_NOT_TEXT = frozenset({"TEXT_TO_IMAGE_MODEL_TAG", "IMAGE_MODEL_TAG", "CLIP_MODEL_TAG"})
_WEIGHTS = {"open": "open", "closed": "closed", "limited": "closed"}


def read(path: Path) -> Rows:
    """Every model that reads text.

    Raises:
        ImportSourceError: the file is no YAML with `models`.
        MissingExtraError: PyYAML is not installed.
    """
    text = read_text(path)
    table = read_yaml(text, path)
    if not isinstance(table, dict) or not isinstance(table.get("models"), list):
        raise ImportSourceError(f"{path} has no list of `models`")
    lines = {match[1]: text.count("\n", 0, match.start(1)) + 1 for match in _NAME.finditer(text)}
    found = [each for row in table["models"] for each in attempt(_row, _place(path.name, lines, row), row)]
    return Rows(
        corpus=CORPUS,
        entries=tuple(each for each in found if isinstance(each, Entry)),
        rejected=tuple(each for each in found if isinstance(each, Rejected)),
    )


def _place(file: str, lines: Mapping[str, int], row: Any) -> Place:
    name = str(row.get("name", "")) if isinstance(row, dict) else ""
    return Place(file, lines.get(name), name)


def _row(place: Place, row: Any) -> Entry | Rejected | None:
    if not isinstance(row, dict) or "/" not in str(row.get("name")):
        return Rejected(place, f"a model without `name`: {row!r:.60}")
    name = str(row["name"])
    maker, _, tail = name.partition("/")
    if _NOT_TEXT & set(row.get("tags", [])) or maker == "simple":
        return None
    if not isinstance(row.get("num_parameters", 1), int):
        return Rejected(place, f"`num_parameters` is {row['num_parameters']!r}")
    title = _SIZE.sub("", str(row.get("display_name", tail))).strip() or tail
    facts = {
        "name": title,
        "parameters.total": short_count(row["num_parameters"]) if "num_parameters" in row else None,
        "released": dated(row.get("release_date")),
        "weights": _WEIGHTS.get(str(row.get("access"))),
    }
    organisation = str(row.get("creator_organization_name", maker))
    return Entry(
        place=place, names=(Name(tail), Name(title)), makers=(organisation, maker), new_id=tail,
        facts=without_nothing(facts), exact=True,
    )  # fmt: skip
