"""Facts of models as the cells of a table, for people and for programs."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from llmreg.quantities import PartialDate, format_count
from llmreg.querying.facts import Fact, State
from llmreg.querying.fields import FIELDS, Field, Kind
from llmreg.querying.result import Result
from llmreg.rendering.values import UNDISCLOSED, UNKNOWN, tokens_in_words
from llmreg.schema.model import Model

__all__ = ["NOT_APPLICABLE", "USUAL_COLUMNS", "cell", "field_of", "is_numeric", "plain_value", "title"]

NOT_APPLICABLE = "-"
USUAL_COLUMNS = ("id", "parameters", "context", "languages", "license", "released")
"""The columns of a table where a query names none."""

_SHOWN = 4
"""Of longer lists the first few are shown, and how many more there are."""

_TITLES = {"id": "model", "license": "licence"}


def title(field: str) -> str:
    """The heading of a column."""
    return _TITLES.get(field, field.replace("_", " "))


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
        return {State.UNDISCLOSED: UNDISCLOSED, State.NOT_APPLICABLE: NOT_APPLICABLE}.get(fact.state, UNKNOWN)
    texts = [_text(field_of(field).kind, value) for value in fact.values]
    if field == "parameters" and (active := result.fact(model, "active")).values:
        return f"{texts[0]} ({_text(Kind.COUNT, active.values[0])} active)"
    more = f" +{len(texts) - _SHOWN}" if len(texts) > _SHOWN else ""
    separator = " " if field_of(field).kind is Kind.LANGUAGE else ", "
    return separator.join(texts[:_SHOWN]) + more


def _text(kind: Kind, value: Any) -> str:
    if kind is Kind.COUNT:
        return format_count(value)
    if kind is Kind.MONEY:
        return f"{_plain_decimal(value[1])} {value[0]}"
    if kind is Kind.VERSION:
        return str(value[1])
    if kind is Kind.TOKENS:
        return tokens_in_words(value)
    if kind is Kind.NUMBER:
        return f"{value:,}" if isinstance(value, int) else _plain_decimal(value)
    return str(value)


def _plain_decimal(value: Decimal) -> str:
    return f"{value:f}" if abs(value) < 10**15 else f"{value.normalize():e}"


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
