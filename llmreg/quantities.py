"""Exact amounts that carry how well they are known: partial dates and stated counts."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Self

from llmreg.errors import UndecidableError

__all__ = ["PartialDate", "StatedCount", "format_count"]

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_STATED = re.compile(r"(0|[1-9]\d{0,17})(?:\.(\d{1,18}))?([KMBT])")
_SCALES = {"K": 10**3, "M": 10**6, "B": 10**9, "T": 10**12}


class PartialDate:
    """A date known to the year, the month or the day. Never padded.

    `earliest` and `latest` bound it. Ordering against another `PartialDate` or a `datetime.date` gives a
    plain yes or no where the bounds decide, and raises `UndecidableError` where they do not;
    `before()` gives `None` there instead. Sort by `sort_key`, which always works.

    Equality is about what is recorded: `2024-06` equals only `2024-06`, and is neither before nor after it. A full date
    equals and hashes like the `datetime.date` of that day.
    """

    __slots__ = ("day", "month", "year")
    year: int
    month: int | None
    day: int | None

    def __init__(self, year: int, month: int | None = None, day: int | None = None) -> None:
        if day is not None and month is None:
            raise ValueError("a day needs a month")
        date(year, 1 if month is None else month, 1 if day is None else day)  # ValueError where there is no such day
        object.__setattr__(self, "year", year)
        object.__setattr__(self, "month", month)
        object.__setattr__(self, "day", day)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a PartialDate cannot change")

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read `2024`, `2024-06` or `2024-06-13`; `ValueError` for anything else."""
        match = _PARTIAL.fullmatch(text)
        if match is None or not text.isascii():
            raise ValueError(f"`{text}` is not a date; write YYYY, YYYY-MM or YYYY-MM-DD")
        year, month, day = (None if part is None else int(part) for part in match.groups())
        return cls(int(year or 0), month, day)

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """The full date of a `datetime.date`."""
        return cls(day.year, day.month, day.day)

    @property
    def earliest(self) -> date:
        """The first day that it may mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day that it may mean."""
        month = self.month or 12
        return date(self.year, month, self.day or _last_day(self.year, month))

    @property
    def exact(self) -> date | None:
        """The day, where it is known to the day."""
        return self.earliest if self.day is not None else None

    @property
    def sort_key(self) -> tuple[date, date]:
        """For sorting: by the first possible day, then by the last."""
        return self.earliest, self.latest

    def before(self, other: PartialDate | date) -> bool | None:
        """Whether it lies before `other`; `None` where that cannot be told."""
        first, last = _bounds(other)
        if self.latest < first:
            return True
        if self.earliest >= last:
            return False
        return None

    def __lt__(self, other: object) -> bool:
        return _decided(self, other) if isinstance(other, PartialDate | date) else NotImplemented

    def __gt__(self, other: object) -> bool:
        return _decided(other, self) if isinstance(other, PartialDate | date) else NotImplemented

    def __le__(self, other: object) -> bool:
        return not _decided(other, self) if isinstance(other, PartialDate | date) else NotImplemented

    def __ge__(self, other: object) -> bool:
        return not _decided(self, other) if isinstance(other, PartialDate | date) else NotImplemented

    def __eq__(self, other: object) -> bool:
        if isinstance(other, PartialDate):
            return (self.year, self.month, self.day) == (other.year, other.month, other.day)
        return self.exact == other if isinstance(other, date) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.exact or (self.year, self.month))

    def __str__(self) -> str:
        return "-".join(f"{part:02}" for part in (f"{self.year:04}", self.month, self.day) if part is not None)

    def __repr__(self) -> str:
        return f"PartialDate.parse({str(self)!r})"

    def __reduce__(self) -> tuple[type[PartialDate], tuple[int, int | None, int | None]]:
        return PartialDate, (self.year, self.month, self.day)


def _last_day(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def _bounds(when: PartialDate | date) -> tuple[date, date]:
    return (when, when) if isinstance(when, date) else (when.earliest, when.latest)


def _decided(early: PartialDate | date, late: PartialDate | date) -> bool:
    """Whether the first certainly lies before the second."""
    if early == late:
        return False
    first = PartialDate.of(early) if isinstance(early, date) else early
    answer = first.before(late)
    if answer is None:
        raise UndecidableError(f"whether {early} is before {late} cannot be told; use before() or sort_key")
    return answer


class StatedCount(int):
    """A count that its maker stated rounded, such as `72B`: an `int` that remembers how it was written.

    Compares, adds and prints with format codes as the integer; `str()` gives the stated text.
    """

    text: str

    def __new__(cls, text: str) -> Self:
        """Read digits, perhaps a decimal point and digits, then `K`, `M`, `B` or `T` (powers of 1,000).

        Raises:
            ValueError: it is written otherwise, with more than 18 digits on a side, or not a whole number.
        """
        match = _STATED.fullmatch(text)
        if match is None or not text.isascii():
            raise ValueError(f"`{text}` is not a stated size; write one like 72B or 1.8B")
        whole, fraction, scale = match.group(1), match.group(2) or "", _SCALES[match.group(3)]
        scaled, rest = divmod(int(whole + fraction) * scale, 10 ** len(fraction))
        if rest:
            raise ValueError(f"`{text}` is not a whole number")
        self = super().__new__(cls, scaled)
        object.__setattr__(self, "text", text)
        return self

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a StatedCount cannot change")

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"StatedCount({self.text!r})"

    def __reduce__(self) -> tuple[type[StatedCount], tuple[str]]:
        return StatedCount, (self.text,)


def format_count(count: int) -> str:
    """Three significant digits and a letter (`72.3B`, `494M`); a stated count as it was stated."""
    if isinstance(count, StatedCount):
        return count.text
    for letter in "TBMK":
        scale = _SCALES[letter]
        if count * 1000 >= scale * 999.5:  # 999.5M rounds up to 1B
            return f"{_three_digits(Decimal(count) / scale)}{letter}"
    return str(count)


def _three_digits(number: Decimal) -> str:
    digits = 2 if number < Decimal("9.995") else 1 if number < Decimal("99.95") else 0
    return f"{number:.{digits}f}".rstrip("0").rstrip(".") if digits else f"{number:.0f}"
