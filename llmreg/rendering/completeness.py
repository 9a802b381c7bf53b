"""How complete a registry is, as a table or as data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from llmreg.completeness import FieldCompleteness
from llmreg.rendering.terminal import table

__all__ = ["render_markdown", "render_text", "to_data"]

_HEADER = ("field", "of", "models", "known", "share", "undisclosed", "maker's source", "disputed")
_NUMERIC = frozenset({2, 3, 4, 5, 6, 7})


def _row(each: FieldCompleteness) -> tuple[str, ...]:
    numbers = (each.models, each.known)
    rest = (each.undisclosed, each.primary, each.disputed)
    return (each.field, each.of, *(f"{n:,}" for n in numbers), _share(each), *(f"{n:,}" for n in rest))


def _share(each: FieldCompleteness) -> str:
    """Rounded down, so that only all is 100%."""
    return f"{100 * each.known // each.models}%" if each.models else "-"


def render_text(fields: Sequence[FieldCompleteness]) -> str:
    """A table."""
    return table(_HEADER, [_row(each) for each in fields], numeric=_NUMERIC)


def render_markdown(fields: Sequence[FieldCompleteness]) -> str:
    """The same table, for a page."""
    rules = ["--:" if number in _NUMERIC else "---" for number in range(len(_HEADER))]
    rows = [_HEADER, rules, *([f"`{each.field}`", *_row(each)[1:]] for each in fields)]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def to_data(fields: Sequence[FieldCompleteness]) -> list[dict[str, Any]]:
    """An object for each row."""
    return [
        {
            "field": each.field,
            "of": each.of,
            "models": each.models,
            "known": each.known,
            "undisclosed": each.undisclosed,
            "primary": each.primary,
            "disputed": each.disputed,
        }
        for each in fields
    ]
