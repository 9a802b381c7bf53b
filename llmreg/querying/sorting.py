"""Sorts models by fields. What is not known comes last, whichever the direction."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from llmreg.quantities import PartialDate
from llmreg.querying.ast import SortKey
from llmreg.querying.evaluate import Engine
from llmreg.querying.facts import Fact, State
from llmreg.querying.fields import FIELDS, Field, Kind
from llmreg.schema.model import Model

__all__ = ["natural_key", "sort_models"]

_DIGITS = re.compile(r"(\d+)")


def natural_key(text: str) -> list[tuple[int, int | str]]:
    """Sorts `7b` before `14b`."""
    parts = _DIGITS.split(text.casefold())
    return [(0, int(part)) if part.isdecimal() else (1, part) for part in parts if part]


def sort_models(engine: Engine, models: Sequence[Model], keys: Sequence[SortKey]) -> tuple[Model, ...]:
    """Models by some keys, the first one first, then by id. What is not known comes last."""
    ordered = sorted(models, key=lambda model: natural_key(model.id))
    for key in reversed(keys):
        field = FIELDS[key.field]
        placed: list[tuple[Any, Model]] = []
        last = []
        for model in ordered:
            place = _place(engine, field, engine.fact(model, field, key.scope), descending=key.descending)
            if place is None:
                last.append(model)
            else:
                placed.append((place, model))
        placed.sort(key=lambda pair: pair[0], reverse=key.descending)
        ordered = [model for _, model in placed] + last
    return tuple(ordered)


def _place(engine: Engine, field: Field, fact: Fact, *, descending: bool) -> Any:
    """What a model is sorted by; `None` where that is not known. Of several values the least, or in descending order the most."""
    if fact.state is not State.RECORDED or not fact.values:
        return None
    pick = max if descending else min
    if field.kind is Kind.DATE:
        return pick(value.sort_key for value in fact.values if isinstance(value, PartialDate))
    if field.kind is Kind.VERSION:
        from llmreg.querying.versions import sort_key

        family, version = fact.values[0] if isinstance(fact.values[0], tuple) else ("", fact.values[0])
        record = engine.index.families.get(family)
        return family, sort_key(str(version), record.order if record else ())
    if field.kind is Kind.LANGUAGE:
        return len(fact.values)
    if field.kind.is_number:
        values: list[Any] = list(fact.values)
        return pick(values)
    return natural_key(str(fact.values[0])) if not field.many else [natural_key(str(value)) for value in fact.values]
