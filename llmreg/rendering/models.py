"""Several models as a table."""

from __future__ import annotations

from collections.abc import Iterable

from llmreg.quantities import format_count
from llmreg.rendering.terminal import table
from llmreg.rendering.values import UNKNOWN
from llmreg.schema.model import Model

__all__ = ["render_models"]

_LANGUAGES_SHOWN = 4


def render_models(models: Iterable[Model]) -> str:
    """One row a model and the count below. `?` is unknown, `undisclosed` is known to be kept secret."""
    rows = [
        (
            model.id,
            _size(model),
            f"{model.context.window:,}" if model.context.window else UNKNOWN,
            _languages(model),
            model.license or UNKNOWN,
            str(model.released or UNKNOWN),
        )
        for model in models
    ]
    header = ("model", "parameters", "context", "languages", "licence", "released")
    count = f"{len(rows):,} {'model' if len(rows) == 1 else 'models'}"
    return table(header, rows, numeric=frozenset([1, 2])) + f"\n{count}; ? is unknown, which is not a no\n"


def _size(model: Model) -> str:
    total, active = model.parameters.total, model.parameters.active
    if total is None:
        return "undisclosed" if {"parameters", "parameters.total"} & set(model.undisclosed) else UNKNOWN
    return format_count(total) + (f" ({format_count(active)} active)" if active else "")


def _languages(model: Model) -> str:
    tags = model.languages.tags
    if not tags:
        return UNKNOWN
    more = f" +{len(tags) - _LANGUAGES_SHOWN}" if len(tags) > _LANGUAGES_SHOWN else ""
    return " ".join(tags[:_LANGUAGES_SHOWN]) + more
