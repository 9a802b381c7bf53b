"""Facts of models as programs read them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from llmreg.quantities import PartialDate
from llmreg.querying.facts import Fact, State
from llmreg.querying.fields import FIELDS, Field, Kind

__all__ = ["plain_value", "plain_values"]


def _field_of(column: str) -> Field:
    """The field of a column, which may name a platform: `price@openai`."""
    return FIELDS[column.partition("@")[0]]


def plain_value(fact: Fact, field: str) -> Any:
    """A fact as a program reads it: numbers, texts and lists of them; `None` where it is not known or there is none."""
    if fact.state is not State.RECORDED:
        return None
    values = plain_values(_field_of(field), fact.values)
    return values if _field_of(field).many else values[0]


def plain_values(field: Field, values: Iterable[Any]) -> list[Any]:
    """Values of a field as a program reads them."""
    return [_plain(field.kind, value) for value in values]


def _plain(kind: Kind, value: Any) -> Any:
    if kind is Kind.MONEY:
        return {"amount": float(value[1]), "currency": value[0]}
    if kind is Kind.VERSION:
        return str(value[1])
    if isinstance(value, Decimal):
        return float(value)
    return str(value) if isinstance(value, PartialDate) else value
