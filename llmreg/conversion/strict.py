"""Strict hooks for single values. Each takes what TOML gave and returns the value or raises `WrongValueError`.

cattrs alone would turn `"5"` into 5, `1.9` into 1 and a string into a tuple of letters.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import Any

from llmreg.frozenmap import FrozenMap
from llmreg.identifiers import did_you_mean
from llmreg.languages import is_canonical_language_tag, suggest_language
from llmreg.quantities import PartialDate, StatedCount
from llmreg.regions import is_country, is_currency, suggest_country

__all__ = ["FORMATS", "WrongValueError", "choice", "freeze", "shown", "strict_list", "strict_table", "toml_type"]

_LARGEST = 10**15
_SMALLEST_MODEL = 10_000
_CHOICES_SHOWN = 8
_LONGEST_SHOWN = 80
_PLACEHOLDERS = frozenset(
    [
        "tbd",
        "tba",
        "todo",
        "fixme",
        "n/a",
        "na",
        "none",
        "null",
        "nil",
        "nan",
        "unknown",
        "undisclosed",
        "?",
        "??",
        "???",
        "-",
        "--",
        "xxx",
    ]
)
_LONGEST_PLACEHOLDER = max(map(len, _PLACEHOLDERS))
_EPOCH = date(1970, 1, 1)
# Control characters, line separators and reversals of direction: no name has them, and they garble what is printed.
_INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_PARTIAL_SHAPE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
_INTEGER = re.compile(r"[1-9](?:_?[0-9])*")
_NUMBER = re.compile(r"(?:0|[1-9](?:_?[0-9])*)(?:\.[0-9](?:_?[0-9])*)?")
_URL = re.compile(r"https?://[^\s/?#]+(?:[/?#]\S*)?")


class WrongValueError(ValueError):
    """One value is not what the format asks for. Never leaves this package: `explain` makes it a `Problem`."""

    def __init__(self, code: str, message: str, hint: str | None = None) -> None:
        super().__init__(code, message, hint)
        self.code = code
        self.message = message
        self.hint = hint


def shown(value: object) -> str:
    """A value of the user in a message: marked, not too long, with nothing in it that one cannot see."""
    text = str(value)
    clipped = text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"
    return "`" + _INVISIBLE.sub(lambda found: f"<U+{ord(found[0]):04X}>", clipped) + "`"


def toml_type(value: object) -> str:
    """What a TOML value is, in words: "a string", "an integer", ..."""
    names: tuple[tuple[type, str], ...] = (
        (bool, "a boolean"),
        (int, "an integer"),
        (float, "a float"),
        (Decimal, "a float"),
        (str, "a string"),
        (datetime, "a date with a time"),
        (date, "a date"),
        (time, "a time"),
        (list, "an array"),
        (dict, "a table"),
    )
    return next((name for kind, name in names if isinstance(value, kind)), type(value).__name__)


def _wrong_type(value: object, expected: str, hint: str | None = None) -> WrongValueError:
    return WrongValueError("LR103", f"expected {expected}, got {toml_type(value)}", hint)


def text(value: object, _: Any = None) -> str:
    """A string that says something, on one line and without blanks around it."""
    said = _words(value)
    if not said.isprintable() and (found := _INVISIBLE.search(said)):
        raise WrongValueError("LR105", f"{shown(said)} contains U+{ord(found[0]):04X}", "delete that character")
    if said != said.strip():
        raise WrongValueError("LR105", f"{shown(said)} begins or ends with a blank", "delete the blank")
    return said


def _words(value: object) -> str:
    """A string that says something."""
    if type(value) is not str:
        raise _wrong_type(value, "a string", 'write it in quotes: "..."' if isinstance(value, int | Decimal) else None)
    bare = value.strip()
    if not bare:
        raise WrongValueError("LR107", "the string is empty", "leave the key out where nothing is known")
    if len(bare) <= _LONGEST_PLACEHOLDER and bare.lower() in _PLACEHOLDERS:
        raise WrongValueError(
            "LR112",
            f"{shown(value)} is a placeholder",
            "leave the key out; where its maker keeps a fact secret, list the field in `undisclosed`",
        )
    return value


def boolean(value: object, _: Any = None) -> bool:
    """`true` or `false`."""
    if type(value) is not bool:
        raise _wrong_type(value, "true or false")
    return value


def count(value: object, _: Any = None) -> int:
    """An integer from 1 to 10^15."""
    if type(value) is not int:
        hint = None
        if isinstance(value, str) and _INTEGER.fullmatch(value):
            hint = f"write {value} without quotes"
        raise _wrong_type(value, "an integer", hint)
    return _in_range(value, value)


def _in_range(number: int, written: object) -> int:
    if number == 0:
        raise WrongValueError("LR111", "0 is not a count", "leave the key out where the number is not known")
    if not 0 < number <= _LARGEST:
        raise WrongValueError("LR106", f"{shown(written)} is out of range", "the range is 1 to 10^15")
    return number


def stated_count(value: object, _: Any = None) -> int:
    """An integer, or a string such as `"72B"` that keeps how a rounded size was stated."""
    if type(value) is not str:
        return count(value)
    if not text(value)[0].isdecimal() or value[-1] not in "KMBT":
        raise WrongValueError(
            "LR103",
            f"expected an integer or a stated size, got the string {shown(value)}",
            'a stated size reads "72B" or "1.8B"',
        )
    try:
        size = StatedCount(value)
    except ValueError:
        raise WrongValueError(
            "LR103", f"{shown(value)} is not a stated size", 'a stated size reads "72B" or "1.8B"'
        ) from None
    return _in_range(size, value)


def parameter_count(value: object, _: Any = None) -> int:
    """A count of weights; fewer than 10,000 are a slip of the unit."""
    size = stated_count(value)
    if size < _SMALLEST_MODEL:
        billions = f'write "{value}B" or {value}_000_000_000' if type(value) is int else f'write "{str(value)[:-1]}B"'
        raise WrongValueError(
            "LR113", f"{value} parameters are too few for a language model", f"in billions, {billions}"
        )
    return size


def decimal(value: object, _: Any = None) -> Decimal:
    """An exact decimal, 0 or more; TOML integers and floats both do."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        is_quoted = isinstance(value, str) and _NUMBER.fullmatch(value)
        raise _wrong_type(value, "a number", f"write {value} without quotes" if is_quoted else None)
    exact = Decimal(value)
    if not exact.is_finite():
        raise WrongValueError("LR106", f"`{value}` is not a number", "leave the key out where it is not known")
    if exact < 0:
        raise WrongValueError("LR106", f"{shown(value)} is less than 0")
    return exact


def day(value: object, _: Any = None) -> date:
    """A native TOML date."""
    if isinstance(value, datetime) or not isinstance(value, date):
        hint = (
            "write it without quotes"
            if isinstance(value, str)
            else "leave the time out"
            if isinstance(value, datetime)
            else None
        )
        raise _wrong_type(value, "a date such as 2024-06-13", hint)
    if value == _EPOCH:
        raise WrongValueError("LR112", "1970-01-01 is a placeholder", "leave the key out where the date is not known")
    return value


def partial_date(value: object, _: Any = None) -> PartialDate:
    """A native TOML date, or `"2024-06"` or `"2024"` where no more is known."""
    if type(value) is not str:
        if isinstance(value, int) and 1900 < value < 2200:
            raise _wrong_type(value, "a date", f'write the year in quotes: "{value}"')
        return PartialDate.of(day(value))
    if not _PARTIAL_SHAPE.fullmatch(text(value)):
        raise WrongValueError(
            "LR103",
            f"expected a date, got the string {shown(value)}",
            'write 2024-06-13, or "2024-06" or "2024" where no more is known',
        )
    try:
        known = PartialDate.parse(value)
    except ValueError:
        raise WrongValueError("LR110", f"{value} is not in the calendar") from None
    if known.exact:
        raise WrongValueError("LR103", "expected a date, got a string", f"write {value} without quotes")
    return known


def language_tag(value: object, _: Any = None) -> str:
    """A BCP 47 tag in its one canonical spelling."""
    tag = text(value)
    if not is_canonical_language_tag(tag):
        suggestion = suggest_language(tag)
        raise WrongValueError(
            "LR105",
            f"{shown(tag)} is not a canonical language tag",
            f"did you mean `{suggestion}`?" if suggestion else None,
        )
    return tag


def country(value: object, _: Any = None) -> str:
    """An ISO 3166-1 alpha-2 code in capitals."""
    code = text(value)
    if not is_country(code):
        suggestion = suggest_country(code)
        raise WrongValueError(
            "LR105",
            f"{shown(code)} is not a country code",
            f"did you mean `{suggestion}`?" if suggestion else "ISO 3166-1 alpha-2, such as `CN`",
        )
    return code


def currency(value: object, _: Any = None) -> str:
    """An ISO 4217 code in capitals."""
    code = text(value)
    if not is_currency(code):
        raise WrongValueError("LR105", f"{shown(code)} is not a currency code", "ISO 4217, such as `USD` or `CNY`")
    return code


def url(value: object, _: Any = None) -> str:
    """A link with a host."""
    link = text(value)
    if not _URL.fullmatch(link):
        raise WrongValueError("LR105", f"{shown(link)} is not a link", "write it whole, beginning with https://")
    return link


def choice(kind: type[StrEnum]) -> Callable[[object, Any], StrEnum]:
    """The hook for a closed word list."""
    members = {member.value: member for member in kind}

    def structure(value: object, _: Any = None) -> StrEnum:
        word = _words(value)
        if word in members:
            return members[word]
        known = (
            "known: " + ", ".join(members)
            if len(members) <= _CHOICES_SHOWN
            else f"the words are listed under {kind.__name__} in the reference"
        )
        hint = did_you_mean(word, members, known)
        raise WrongValueError("LR104", f"{shown(word)} is not one of the words for this", hint)

    return structure


def strict_list(value: object) -> list[Any]:
    """An array that holds something."""
    if not isinstance(value, list):
        raise _wrong_type(value, "an array", "put it in brackets: [...]")
    if not value:
        raise WrongValueError("LR107", "the array is empty", "leave the key out where nothing is known")
    return value


def strict_table(value: object) -> dict[str, Any]:
    """A table that holds something."""
    if not isinstance(value, dict):
        raise _wrong_type(value, "a table")
    if not value:
        raise WrongValueError("LR107", "the table is empty", "leave it out where nothing is known")
    return value


def freeze(value: Any) -> Any:
    """An immutable copy of any TOML value, for tables that are kept as they are."""
    if isinstance(value, dict):
        return FrozenMap({key: freeze(inner) for key, inner in value.items()})
    return tuple(map(freeze, value)) if isinstance(value, list) else value


FORMATS: dict[str, Callable[..., Any]] = {
    "ParameterCount": parameter_count,
    "TokenCount": stated_count,
    "LanguageTag": language_tag,
    "CountryCode": country,
    "CurrencyCode": currency,
    "Url": url,
    "FieldPath": text,
}
"""The hooks of the annotated types in `llmreg.formats`, by their names there."""
