"""Whether two sources say the same, when one of them rounds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from llmreg.quantities import PartialDate, StatedCount

__all__ = ["agree", "count"]

_COUNTS = ("parameters.total", "parameters.active", "parameters.non_embedding", "parameters.nominal", "training.tokens")
_DATES = ("released", "announced", "knowledge_cutoff", "withdrawn")
_HALF = Decimal("0.5")
_MOST_ROUNDED = Decimal("0.08")
_KIBI = Decimal("1.05")
"""`128K` is 128,000 or 131,072, and `1M` 1,000,000 or 1,048,576; up to this ratio two windows are one."""


def agree(path: str, old: Any, new: Any) -> bool:
    """Whether a new TOML value says nothing else than the old one.

    Counts agree within 2 %, or where one is the other, rounded to the digits that it has; token limits where only the meaning of K
    differs; dates where one is the other, known less exactly; lists where they hold the same, in any order.
    """
    if old == new:
        return True
    if path in _COUNTS:
        return _same_count(old, new)
    if path.startswith(("context.", "limits.")) and type(old) is int and type(new) is int:
        return 0 < max(old, new) <= min(old, new) * _KIBI
    if path in _DATES or isinstance(old, date) or isinstance(new, date):
        return _same_day(old, new)
    if path == "languages" and isinstance(old, dict) and isinstance(new, dict):
        known = {tag for level in ("tags", "trained", "evaluated") for tag in old.get(level, [])}
        return known >= set(new.get("tags", []))
    if isinstance(old, list) and isinstance(new, list):
        return all(item in old for item in new) and all(item in new for item in old)
    return False


def count(value: Any) -> int:
    """A count as TOML writes it: an integer, or a stated size such as `"72B"`.

    Raises:
        TypeError, ValueError: it is neither.
    """
    return int(StatedCount(value)) if isinstance(value, str) else int(value)


def _same_count(old: Any, new: Any) -> bool:
    try:
        one, other = count(old), count(new)
    except (TypeError, ValueError):  # one of them is no count, and will be refused as such
        return False
    return _rounds_to(one, other) or _rounds_to(other, one)


def _rounds_to(exact: int, rounded: int) -> bool:
    """Whether `rounded` is `exact` with fewer digits, and no more than 8 % off: 7 for 6.7, but not for 7.6; 70 for 72, but not for 65."""
    unit = 1
    while rounded and rounded % (unit * 10) == 0:
        unit *= 10
    off = abs(Decimal(exact - rounded))
    return off < _HALF * unit and off <= _MOST_ROUNDED * exact


def _same_day(old: Any, new: Any) -> bool:
    try:
        one, other = _partial(old), _partial(new)
    except ValueError:
        return False
    return (one.earliest <= other.earliest and other.latest <= one.latest) or (
        other.earliest <= one.earliest and one.latest <= other.latest
    )


def _partial(value: Any) -> PartialDate:
    return PartialDate.of(value) if isinstance(value, date) else PartialDate.parse(str(value))
