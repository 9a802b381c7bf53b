"""The values that queries compare with: words, patterns, groups, amounts with units, and days that move.

Every value has one text, and reading that text gives the value again.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeAlias

import attrs

from llmreg.quantities import PartialDate
from llmreg.querying.faults import Fault, shown

__all__ = [
    "COUNT_UNITS",
    "SCALES",
    "STATES",
    "TOKEN_UNITS",
    "Amount",
    "Group",
    "Pattern",
    "Relative",
    "Value",
    "Word",
    "as_interval",
    "fold",
    "quote",
    "read_amount",
    "read_day",
]

STATES = ("unknown", "undisclosed", "not-applicable")
"""Words that may stand in place of a value. A value that reads like one is quoted."""

_BARE = re.compile(r"[^\s()\",:<>=!~*@|&\\-][^\s()\",:<>=!~*|&\\]*")
_OPERATORS = frozenset(["and", "or", "not"])


@attrs.frozen
class Word:
    """A name or a text, as it is."""

    text: str

    def __str__(self) -> str:
        return quote(self.text)


@attrs.frozen
class Pattern:
    """A name with `*`, which stands for any characters, also none."""

    text: str

    def __str__(self) -> str:
        return self.text

    def matcher(self) -> Callable[[str], bool]:
        """A test whether a name has this form, in any case. It takes time in proportion to the length of the name."""
        first, *middle, last = self.text.casefold().split("*")
        if len(middle) == 1 and not first and not last:
            return lambda name: middle[0] in name.casefold()

        def matches(name: str) -> bool:
            name = name.casefold()
            if not (name.startswith(first) and name.endswith(last)):
                return False
            position = len(first)
            for part in middle:
                found = name.find(part, position)
                if found < 0:
                    return False
                position = found + len(part)
            return len(name) - position >= len(last)

        return matches


@attrs.frozen
class Group:
    """A group of names, `@sea`."""

    name: str

    def __str__(self) -> str:
        return f"@{self.name}"


@attrs.frozen
class Amount:
    """A number as it was written, with its unit: `7B`, `128k`, `0.5USD`."""

    number: Decimal
    unit: str = ""
    """`k`, `Ki`, `K`, `M`, `Mi`, `B`, `T`, a currency, or nothing."""

    @property
    def value(self) -> int | Decimal:
        """The number that it stands for, an integer where it is one; of money, the number before the currency."""
        number = self.number * SCALES.get(self.unit, 1)
        return int(number) if number == number.to_integral_value() else number

    def __str__(self) -> str:
        number = self.number
        if number and not self.unit and abs(number) >= 10**15:
            return f"{number.normalize():E}".replace("E+", "e")
        text = f"{number:f}"
        return (text.rstrip("0").rstrip(".") if "." in text else text) + self.unit


@attrs.frozen
class Relative:
    """A time before or after the day that a query is asked for: `last-6-months`, `next-90-days`."""

    direction: str
    """`last` or `next`."""
    number: int
    unit: str
    """`days`, `months` or `years`."""

    def __str__(self) -> str:
        return f"{self.direction}-{self.number}-{self.unit}"

    def end(self, today: date) -> date:
        """The far end of that time; months and years keep the day of the month where they can.

        Raises:
            OverflowError: it lies outside the years 1 to 9999.
        """
        sign = -1 if self.direction == "last" else 1
        if self.unit == "days":
            return today + timedelta(days=sign * self.number)
        months = today.year * 12 + today.month - 1 + sign * self.number * (12 if self.unit == "years" else 1)
        year, month = divmod(months, 12)
        if not 1 <= year <= 9999:
            raise OverflowError
        return date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))

    def interval(self, today: date) -> tuple[date, date]:
        """All of that time, that day included."""
        return (self.end(today), today) if self.direction == "last" else (today, self.end(today))


Value: TypeAlias = Word | Pattern | Group | Amount | PartialDate | Relative

SCALES = {"k": 10**3, "K": 10**3, "Ki": 2**10, "M": 10**6, "Mi": 2**20, "B": 10**9, "T": 10**12}
COUNT_UNITS = ("K", "M", "B", "T")
TOKEN_UNITS = ("k", "Ki", "M", "Mi", "B", "T")

_NUMBER = r"[0-9][0-9_]{0,40}(?:\.[0-9]{1,40})?(?:[eE]\+?[0-9]{1,2})?"
_AMOUNT = re.compile(rf"({_NUMBER})([A-Za-z]*)")
_RANGE_WITH_DASH = re.compile(rf"({_NUMBER})([A-Za-z]*)-({_NUMBER})([A-Za-z]*)")
_RELATIVE = re.compile(r"(last|next)-([0-9]{1,5})-(day|month|year)s?")
_LOOSE_DATE = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?")


def quote(text: str) -> str:
    """The text as it stands in a query: bare where that is safe, else in quotes."""
    if _BARE.fullmatch(text) and ".." not in text and text.lower() not in _OPERATORS and text not in STATES:
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def fold(text: str) -> str:
    """The text for searching: without case, blanks, hyphens and underscores."""
    return "".join(text.casefold().replace("-", " ").replace("_", " ").split())


def read_amount(text: str, units: tuple[str, ...], field: str, *, money: bool = False) -> Amount:
    """Read a number with a unit; the case of units does not matter, but for money.

    Raises:
        Fault: it is none; says what to write.
    """
    match = _AMOUNT.fullmatch(text) if text.isascii() else None
    if match is None:
        raise _not_a_quantity(text, units, field)
    number, letters = Decimal(match[1].replace("_", "")), match[2]
    if money:
        if letters and len(letters) != 3:
            raise Fault(
                f"`{shown(text)}` is not a price",
                f"write it in US dollars, {match[1]}, or with a currency, {match[1]}CNY",
                match[1],
            )
        return Amount(number, letters.upper() if letters.upper() != "USD" else "")
    unit = next((each for each in ("", *units) if each.lower() == letters.lower()), None)
    if unit is None:
        raise _not_a_quantity(text, units, field)
    return Amount(number, unit)


def _not_a_quantity(text: str, units: tuple[str, ...], field: str) -> Fault:
    message = f"`{shown(text)}` is not a quantity"
    if text.isascii() and len(text) <= 60:
        if match := _RANGE_WITH_DASH.fullmatch(text):
            low, high = match[1] + (match[2] or match[4]), match[3] + match[4]
            if _is_amount(low, units) and _is_amount(high, units):
                return Fault(message, f"write the range as {field}:{low}..{high}", f"{low}..{high}")
        if match := _AMOUNT.match(text):
            letter = {"g": "B", "b": "B", "m": "M", "t": "T", "k": units[0] if units else ""}.get(
                text[match.end(1) : match.end(1) + 1].lower(), ""
            )
            fixed = match[1] + (letter if letter in units else "")
            return Fault(message, f"did you mean {fixed}?", fixed)
    known = f"; units are {', '.join(units)}" if units else ""
    example = "128k" if "Ki" in units else "7B" if units else "80"
    return Fault(message, f"write a number such as {example}{known}")


def _is_amount(text: str, units: tuple[str, ...]) -> bool:
    match = _AMOUNT.fullmatch(text)
    return match is not None and match[2].lower() in ("", *(unit.lower() for unit in units))


def read_day(text: str, field: str) -> PartialDate | Relative:
    """Read `2024`, `2024-06`, `2024-06-13`, `last-6-months` or `next-90-days`.

    Raises:
        Fault: it is none; says what to write.
    """
    if match := _RELATIVE.fullmatch(text.lower()):
        return Relative(match[1], int(match[2]), match[3] + "s")
    try:
        return PartialDate.parse(text)
    except ValueError:
        raise _not_a_date(text, field) from None


def _not_a_date(text: str, field: str) -> Fault:
    message = f"`{shown(text)}` is not a date"
    if text.isascii() and (match := _LOOSE_DATE.fullmatch(text)):
        fixed = "-".join(f"{int(part):02}" if number else part for number, part in enumerate(match.groups()) if part)
        try:
            PartialDate.parse(fixed)
        except ValueError:
            return Fault(f"there is no such day as {shown(text)}" if match[3] else message, "months are 01 to 12")
        return Fault(message, f"did you mean {field}:{fixed}?", fixed)
    return Fault(message, "write 2024, 2024-06, 2024-06-13, last-6-months or next-90-days")


def as_interval(day: PartialDate | date) -> tuple[date, date]:
    """The first and the last day that it may mean."""
    return (day, day) if isinstance(day, date) else (day.earliest, day.latest)
