"""Which models some names mean, as text or as data; refusals stand beside the answers."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import Any, TypeAlias

from llmreg.errors import AmbiguousModelError, UnknownModelError
from llmreg.rendering.data import render_json as to_text
from llmreg.rendering.data import to_json
from llmreg.rendering.escape import csv_cell, markdown_text
from llmreg.rendering.terminal import printable
from llmreg.resolution import Resolution

__all__ = ["Answer", "render_csv", "render_json", "render_jsonl", "render_markdown", "render_text"]

Answer: TypeAlias = tuple[str, Resolution | UnknownModelError | AmbiguousModelError]
"""A name, and what it means or why it means no one model."""


def render_text(answers: Sequence[Answer]) -> str:
    """The id, and in the next line how; of several names each is told first. Refusals are left out."""
    several = len(answers) > 1
    blocks = []
    for name, found in answers:
        if isinstance(found, Resolution):
            before = f"{printable(name)} -> " if several else ""
            blocks.append(f"{before}{found.model.id}\n  {printable(found.how)}\n")
    return "".join(blocks)


def render_json(answers: Sequence[Answer]) -> str:
    """An object for the one name, a list for several."""
    objects = [_data(*answer) for answer in answers]
    return to_text(objects[0] if len(objects) == 1 else objects)


def render_jsonl(answers: Sequence[Answer]) -> str:
    """An object a line."""
    return "".join(json.dumps(_data(*answer), ensure_ascii=False) + "\n" for answer in answers)


def _data(name: str, found: Resolution | UnknownModelError | AmbiguousModelError) -> dict[str, Any]:
    if isinstance(found, Resolution):
        return {
            "name": name,
            "model": found.model.id,
            "integration": to_json(found.integration) if found.integration else None,
            "how": found.how,
            "dropped": list(found.dropped),
        }
    candidates = found.candidates if isinstance(found, AmbiguousModelError) else found.suggestions
    kind = "ambiguous" if isinstance(found, AmbiguousModelError) else "unknown"
    return {"name": name, "model": None, "error": kind, "candidates": list(candidates)}


def _row(name: str, found: Resolution | UnknownModelError | AmbiguousModelError) -> tuple[str, ...]:
    if isinstance(found, Resolution):
        platform = found.integration.platform if found.integration else ""
        return name, found.model.id, platform, " ".join(found.dropped), found.how
    return name, "", "", "", str(found)


_HEADER = ("name", "model", "platform", "dropped", "how")


def render_csv(answers: Sequence[Answer]) -> str:
    """A line a name; without a model where it is refused, and why in the last column."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_HEADER)
    writer.writerows([csv_cell(printable(cell)) for cell in _row(*answer)] for answer in answers)
    return out.getvalue()


def render_markdown(answers: Sequence[Answer]) -> str:
    """The same as a table."""
    lines = [_HEADER, ("---",) * len(_HEADER), *(tuple(map(markdown_text, _row(*answer))) for answer in answers)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
