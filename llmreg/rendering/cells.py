"""Facts of models as the cells of a table, for people and for programs."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from llmreg.quantities import PartialDate
from llmreg.querying.facts import Fact, State
from llmreg.querying.fields import FIELDS, Field, Kind
from llmreg.querying.result import Result
from llmreg.schema.model import Model
from llmreg.wording import ABSENT, value_in_words

__all__ = ["USUAL_COLUMNS", "cell", "field_of", "is_numeric", "plain_value"]

USUAL_COLUMNS = ("id", "parameters", "context", "languages", "license", "released")
"""The columns of a table where a query names none."""

_SHOWN = 4
"""Of longer lists the first few are shown, and how many more there are."""


def field_of(column: str) -> Field:
    """The field of a column, which may name a platform: `price@openai`."""
    return FIELDS[column.partition("@")[0]]


def is_numeric(field: str) -> bool:
    """Whether a column stands on the right."""
    return field_of(field).kind.is_number


def cell(result: Result, model: Model, field: str) -> str:
    """A fact as people read it: `?` is unknown, `-` not applicable."""
    fact = result.fact(model, field)
    if fact.state is not State.RECORDED:
        return ABSENT[fact.state]
    texts = [value_in_words(field_of(field).kind, value) for value in fact.values]
    if field == "parameters" and (active := result.fact(model, "active")).values:
        return f"{texts[0]} ({value_in_words(Kind.COUNT, active.values[0])} active)"
    more = f" +{len(texts) - _SHOWN}" if len(texts) > _SHOWN else ""
    separator = " " if field_of(field).kind is Kind.LANGUAGE else ", "
    return separator.join(texts[:_SHOWN]) + more


def plain_value(fact: Fact, field: str) -> Any:
    """A fact as a program reads it: numbers, texts and lists of them; `None` where it is not known or there is none."""
    if fact.state is not State.RECORDED:
        return None
    kind, many = field_of(field).kind, field_of(field).many
    values = [_plain(kind, value) for value in fact.values]
    return values if many else values[0]


def _plain(kind: Kind, value: Any) -> Any:
    if kind is Kind.MONEY:
        return {"amount": float(value[1]), "currency": value[0]}
    if kind is Kind.VERSION:
        return str(value[1])
    if isinstance(value, Decimal):
        return float(value)
    return str(value) if isinstance(value, PartialDate) else value
