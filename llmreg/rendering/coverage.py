"""Languages and the models that speak them, as a table or as data."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

from llmreg.coverage import LanguageCoverage
from llmreg.quantities import format_count
from llmreg.querying.groups import groups_of
from llmreg.rendering.data import render_json as to_text
from llmreg.rendering.escape import csv_cell
from llmreg.rendering.tables import render_grid
from llmreg.rendering.tables.grid import Grid, GridCell, GridLine
from llmreg.rendering.terminal import table, wrap
from llmreg.schema.model import Model

__all__ = ["grid_of", "render_csv", "render_json", "render_jsonl", "render_markdown", "render_text"]

_HEADER = ("language", "tag", "models", "others", "smallest with open weights", "parameters")
_NUMERIC = frozenset({2, 3, 5})


def render_text(covered: Sequence[LanguageCoverage], *, group: str | None = None, columns: int = 88) -> str:
    """A table, what its columns mean, and for a group what puts a language into it."""
    lines = wrap(
        "models: their maker declares the language; others: only training or evaluation on it is recorded. A model of which "
        "no languages are recorded may speak it all the same.",
        columns,
    )
    found = groups_of("languages").get((group or "").removeprefix("@").lower())
    if found:
        checked = f"; checked {found.checked}" if found.checked else ""
        lines += wrap(f"@{found.name}: {found.title}: {found.rule}", columns)
        lines += wrap(f"source: {', '.join(found.sources)}{checked}", columns, links=True)
    return table(_HEADER, [_row(each) for each in covered], numeric=_NUMERIC) + "\n" + "".join(f"{x}\n" for x in lines)


def _row(each: LanguageCoverage) -> tuple[str, ...]:
    name, size = ("-", "-") if each.smallest is None else (each.smallest.id, format_count(_size(each.smallest)))
    return each.name, "/".join(each.tags), f"{len(each.declared):,}", f"{len(each.mentioned):,}", name, size


def _size(model: Model) -> int:
    return model.parameters.total or model.parameters.nominal or 0


def grid_of(covered: Sequence[LanguageCoverage]) -> Grid:
    """The same table for a document."""
    header = tuple(
        GridCell(text=title[:1].upper() + title[1:], right=number in _NUMERIC) for number, title in enumerate(_HEADER)
    )
    rows = (zip(header, _row(each), strict=True) for each in covered)
    lines = tuple(GridLine(cells=tuple(GridCell(text=text, right=head.right) for head, text in row)) for row in rows)
    return Grid(header=header, lines=lines)


def render_markdown(covered: Sequence[LanguageCoverage]) -> str:
    """The same table in Markdown."""
    return render_grid(grid_of(covered), "markdown")


def _data(each: LanguageCoverage) -> dict[str, Any]:
    return {
        "tag": each.tag,
        "other_tags": list(each.tags[1:]),
        "name": each.name,
        "declared": [model.id for model in each.declared],
        "mentioned": [model.id for model in each.mentioned],
        "smallest_open": each.smallest.id if each.smallest else None,
    }


def render_json(covered: Sequence[LanguageCoverage]) -> str:
    """An object for each language, with the ids of its models."""
    return to_text([_data(each) for each in covered])


def render_jsonl(covered: Sequence[LanguageCoverage]) -> str:
    """The same, one a line."""
    return "".join(json.dumps(_data(each), ensure_ascii=False) + "\n" for each in covered)


def render_csv(covered: Sequence[LanguageCoverage]) -> str:
    """Numbers of models; empty where there is no open one of known size."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["tag", "name", "declared", "mentioned", "smallest_open", "parameters"])
    for each in covered:
        small = each.smallest
        size = (csv_cell(small.id), int(_size(small))) if small else ("", "")
        writer.writerow([each.tag, csv_cell(each.name), len(each.declared), len(each.mentioned), *size])
    return out.getvalue()
