"""Single values as people read them, and the marks for what is not there. Tables, comparisons and lists all say it this way."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from llmreg.quantities import StatedCount, format_count
from llmreg.querying.facts import State
from llmreg.querying.fields import Kind

__all__ = ["ABSENT", "NOT_APPLICABLE", "UNDISCLOSED", "UNKNOWN", "heading", "tokens_in_words", "value_in_words"]

UNKNOWN = "?"
UNDISCLOSED = "undisclosed"
NOT_APPLICABLE = "-"

ABSENT = {State.UNKNOWN: UNKNOWN, State.UNDISCLOSED: UNDISCLOSED, State.NOT_APPLICABLE: NOT_APPLICABLE}
"""What stands where no value is recorded; a no is the word `no`."""

_HEADINGS = {"id": "model", "license": "licence"}


def heading(field: str) -> str:
    """What stands over the values of a field."""
    return _HEADINGS.get(field, field.replace("_", " "))


def value_in_words(kind: Kind, value: Any) -> str:
    """One value of a field of that kind; of what has several parts, such as a version with its family, the part one asks for."""
    if kind is Kind.COUNT:
        return format_count(value)
    if kind is Kind.MONEY:
        return f"{plain_decimal(value[1])} {value[0]}"
    if kind is Kind.VERSION:
        return str(value[1] if isinstance(value, tuple) else value)
    if kind is Kind.TOKENS and isinstance(value, int):
        return tokens_in_words(value)
    if isinstance(value, int) and not isinstance(value, bool | StatedCount):
        return f"{value:,}"
    return plain_decimal(value) if isinstance(value, Decimal) else str(value)


def tokens_in_words(tokens: int) -> str:
    """`128k` for 128,000 and `128Ki` for 131,072; other numbers exact, a stated one as it was stated."""
    if isinstance(tokens, StatedCount):
        return tokens.text
    for scale, letters in ((10**6, "M"), (2**20, "Mi"), (1000, "k"), (1024, "Ki")):
        if tokens and tokens % scale == 0:
            return f"{tokens // scale:,}{letters}"
    return f"{tokens:,}"


def plain_decimal(value: Decimal) -> str:
    """A number without an exponent, unless it is a very large one."""
    return f"{value:f}" if abs(value) < 10**15 else f"{value.normalize():e}"
