"""Pieces of Markdown that the generated pages share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

__all__ = ["cell", "directive", "paragraph", "pipe_table"]


def paragraph(text: str) -> str:
    """A docstring as one line."""
    return " ".join(text.split())


def cell(text: str) -> str:
    """A text that may stand in a table."""
    return paragraph(text).replace("|", "\\|")


def pipe_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; cells are Markdown."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(cell(each) for each in line) + " |" for line in lines)


def directive(name: str, argument: str = "", body: str = "", *, options: Sequence[str] = ()) -> str:
    """A directive of MyST; its fence is longer than any inside."""
    longest = max((len(line) - len(line.lstrip(":")) for line in body.splitlines()), default=0)
    fence = ":" * max(3, longest + 1)
    head = f"{fence}{{{name}}} {argument}".rstrip()
    return "\n".join([head, *options, *([""] if body else []), *([body] if body else []), fence])
