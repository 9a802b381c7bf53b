"""Single facts in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from llmreg.languages import language_name
from llmreg.quantities import StatedCount, format_count
from llmreg.schema.fields import is_recorded, key_of
from llmreg.schema.language import Languages
from llmreg.schema.lineage import Parent, Successor
from llmreg.schema.model import Alias
from llmreg.schema.parameters import Parameters
from llmreg.wording import UNKNOWN

__all__ = ["count_in_words", "describe", "languages_in_words", "parameters_in_words"]


def count_in_words(count: int) -> str:
    """`72,287,920,128 (72.3B)`, or just `72B` where no more was stated."""
    return str(count) if isinstance(count, StatedCount) else f"{count:,} ({format_count(count)})"


def parameters_in_words(parameters: Parameters) -> str:
    """Total, active, and where the total comes from."""
    parts = [count_in_words(parameters.total)] if parameters.total else []
    if parameters.active:
        parts.append(f"{format_count(parameters.active)} active")
    if parameters.basis:
        bases = {
            "checkpoint": "counted from the checkpoint",
            "vendor-table": "the maker's figure",
            "vendor-nominal": "the size in the name",
        }
        parts.append(bases[parameters.basis])
    return ", ".join(parts)


def languages_in_words(languages: Languages) -> list[str]:
    """One line for each level of claim."""
    lines = []
    for level, tags in (
        ("", languages.tags),
        ("trained on, not promised: ", languages.trained),
        ("evaluated, not promised: ", languages.evaluated),
    ):
        if tags:
            lines.append(level + ", ".join(f"{language_name(tag)} ({tag})" for tag in tags))
    if languages.claimed:
        lines.append(f"{languages.claimed} claimed" + ("" if languages.complete else f", {len(languages.tags)} named"))
    elif languages.complete is False and languages.tags:
        lines.append("and perhaps more: the list is not complete")
    return lines


def describe(value: Any) -> str:
    """Any fact in one line; unknown is `?`."""
    if not is_recorded(value):
        return UNKNOWN
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return count_in_words(value) if value >= 10_000_000 else f"{value:,}"
    if isinstance(value, Alias) and not (value.platform or value.since or value.until):
        return value.name
    if isinstance(value, Parent):
        return f"{value} ({value.relation})"
    if isinstance(value, Successor):
        return str(value)
    if attrs.has(type(value)):
        parts = {key_of(field): getattr(value, field.name) for field in attrs.fields(type(value))}
        return "; ".join(f"{key} {describe(part)}" for key, part in parts.items() if is_recorded(part))
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {describe(part)}" for key, part in value.items())
    if isinstance(value, tuple):
        return ", ".join(describe(part) for part in value)
    return str(value)
