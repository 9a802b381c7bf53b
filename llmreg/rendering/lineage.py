"""The lineage of a model: a tree for people, its edges for programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import Any

from llmreg.lineage import Branch, Lineage
from llmreg.rendering.data import render_json as to_text
from llmreg.rendering.escape import csv_cell, markdown_text
from llmreg.rendering.terminal import PLAIN, Style, printable

__all__ = ["render_csv", "render_json", "render_jsonl", "render_markdown", "render_text"]

_BOX = ("├── ", "└── ", "│   ", "    ")
_ASCII = ("|-- ", "`-- ", "|   ", "    ")


def render_text(lineage: Lineage, *, ascii_only: bool = False, style: Style = PLAIN) -> str:
    """The model between the tree of what it was made from and the tree of what was made from it.

    `ascii_only` draws without box characters, for terminals whose encoding lacks them.
    """
    signs = _ASCII if ascii_only else _BOX
    lines = [style.paint(printable(lineage.model.id), 1)]
    for title, branches in (("made from", lineage.parents), ("made into", lineage.children)):
        if branches:
            lines += [style.paint(title, 2), *_tree(branches, signs)]
    if not lineage.parents:
        lines.append("nothing is recorded that it was made from")
    if not lineage.children:
        lines.append("nothing is recorded that was made from it")
    return "\n".join(lines) + "\n"


def _tree(branches: Sequence[Branch], signs: tuple[str, str, str, str], lead: str = "") -> Iterator[str]:
    for number, branch in enumerate(branches, start=1):
        last = number == len(branches)
        yield lead + signs[1 if last else 0] + _words(branch)
        yield from _tree(branch.branches, signs, lead + signs[3 if last else 2])


def _words(branch: Branch) -> str:
    outside = "" if branch.model else ", not in this registry"
    again = ", see above" if branch.repeated else ""
    return f"{printable(branch.name)} ({branch.relation}{outside}{again})"


def render_markdown(lineage: Lineage) -> str:
    """Nested lists."""
    lines = [f"**{markdown_text(lineage.model.id)}**"]
    for title, branches in (("made from", lineage.parents), ("made into", lineage.children)):
        if branches:
            lines += ["", f"{title}:", "", *_list(branches)]
    return "\n".join(lines) + "\n"


def _list(branches: Sequence[Branch], depth: int = 0) -> Iterator[str]:
    for branch in branches:
        yield f"{'  ' * depth}- {markdown_text(_words(branch))}"
        yield from _list(branch.branches, depth + 1)


def render_json(lineage: Lineage) -> str:
    """The two trees."""
    body = {
        "model": lineage.model.id,
        "parents": [_node(branch) for branch in lineage.parents],
        "children": [_node(branch) for branch in lineage.children],
    }
    return to_text(body)


def _node(branch: Branch) -> dict[str, Any]:
    return {
        "name": branch.name,
        "in_registry": branch.model is not None,
        "relation": str(branch.relation),
        "repeated": branch.repeated,
        "branches": [_node(each) for each in branch.branches],
    }


def render_jsonl(lineage: Lineage) -> str:
    """One object a line for each step from a parent to a child."""
    return "".join(json.dumps(edge, ensure_ascii=False) + "\n" for edge in _edges(lineage))


def render_csv(lineage: Lineage) -> str:
    """A line for each step from a parent to a child, with its distance from the model: parents count below zero."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["distance", "parent", "relation", "child"])
    for edge in _edges(lineage):
        writer.writerow([edge["distance"], csv_cell(edge["parent"]), edge["relation"], csv_cell(edge["child"])])
    return out.getvalue()


def _edges(lineage: Lineage) -> Iterator[dict[str, Any]]:
    yield from _steps(lineage.model.id, lineage.parents, -1, -1)
    yield from _steps(lineage.model.id, lineage.children, 1, 1)


def _steps(name: str, branches: Sequence[Branch], distance: int, step: int) -> Iterator[dict[str, Any]]:
    for branch in branches:
        parent, child = (branch.name, name) if step < 0 else (name, branch.name)
        yield {"distance": distance, "parent": parent, "relation": str(branch.relation), "child": child}
        yield from _steps(branch.name, branch.branches, distance + step, step)
