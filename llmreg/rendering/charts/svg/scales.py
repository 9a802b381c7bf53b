"""From values and days to places, and which of them an axis names."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

import attrs

from llmreg.charts import Measure, Scale
from llmreg.quantities import format_count
from llmreg.querying.fields import Kind
from llmreg.rendering.charts.words import amount

__all__ = ["TimeAxis", "ValueAxis", "time_axis", "value_axis"]


@attrs.frozen
class ValueAxis:
    """Where values lie between two ends, from 0 to 1, and the ticks between."""

    low: float
    high: float
    scale: Scale
    ticks: tuple[tuple[float, str], ...]
    """Places and words."""

    def place(self, value: float | Decimal) -> float:
        """From 0 at the low end to 1 at the high end."""
        low, high, at = (_bend(self.scale, each) for each in (self.low, self.high, _drawn(value)))
        return (at - low) / (high - low)


def _drawn(value: float | Decimal) -> float:
    """The value as a plain number; beyond what those hold, and no fact is there, the largest that they draw."""
    return float(min(Decimal(value), _HUGE))


_HUGE = Decimal("1e300")


def _bend(scale: Scale, value: float) -> float:
    """The logarithm, rounded so that every mathematical library gives the same."""
    if scale is Scale.LINEAR:
        return value
    return round(math.log10(value) if scale is Scale.LOG10 else math.log2(value), 9)


def value_axis(measure: Measure, values: Iterable[float | Decimal], most: int) -> ValueAxis:
    """An axis that holds all values, with about `most` ticks or fewer; on a logarithmic one zeros do not count."""
    found = [_drawn(value) for value in values]
    if measure.scale is Scale.LINEAR:
        return _linear(measure, max(found, default=1), most)
    found = [value for value in found if value > 0] or [1]
    steps = _powers_of_two if measure.scale is Scale.LOG2 else _ones_twos_fives
    ladder = steps(min(found), max(found))
    low = max((step for step in ladder if step <= min(found)), default=ladder[0])
    high = min((step for step in ladder if step >= max(found)), default=ladder[-1])
    if low == high:
        below = [step for step in ladder if step < low]
        above = [step for step in ladder if step > high]
        low, high = below[-1], above[0]
    inside = [step for step in ladder if low <= step <= high]
    shown = _thin(inside, most, decades=measure.scale is Scale.LOG10)
    axis = ValueAxis(low, high, measure.scale, ())
    return attrs.evolve(axis, ticks=tuple((axis.place(step), _tick_words(measure, step)) for step in shown))


def _ones_twos_fives(low: float, high: float) -> list[float]:
    first, last = math.floor(round(math.log10(low), 9)) - 1, math.ceil(round(math.log10(high), 9)) + 1
    return [float(Decimal(step).scaleb(power)) for power in range(first, last + 1) for step in (1, 2, 5)]


def _powers_of_two(low: float, high: float) -> list[float]:
    first, last = math.floor(round(math.log2(low), 9)) - 1, math.ceil(round(math.log2(high), 9)) + 1
    return [2.0**power for power in range(first, last + 1)]


def _thin(steps: Sequence[float], most: int, *, decades: bool) -> list[float]:
    """At most so many of the steps, at equal distances; at least two where there are two."""
    if len(steps) <= most:
        return list(steps)
    if decades:
        whole = [step for step in steps if round(math.log10(step), 9).is_integer()]
        if len(whole) >= 2:
            return _every(whole, most)
    return _every(steps, most)


def _every(steps: Sequence[float], most: int) -> list[float]:
    stride = math.ceil(len(steps) / max(2, most))
    return list(steps[::stride])


def _tick_words(measure: Measure, step: float) -> str:
    if measure.kind is Kind.TOKENS:
        whole = int(step)
        for size, letter in ((2**30, "G"), (2**20, "M"), (2**10, "k")):
            if whole >= size:
                return f"{whole // size:,}{letter}"
        return str(whole)
    if measure.kind is Kind.MONEY:
        return amount(Decimal(repr(step)))
    return format_count(int(step)) if measure.kind is Kind.COUNT and step >= 1 else f"{step:g}"


def _linear(measure: Measure, high: float, most: int) -> ValueAxis:
    step = 1.0
    for candidate in (float(Decimal(lead).scaleb(power)) for power in range(25) for lead in (1, 2, 5)):
        step = candidate
        if math.ceil(high / step) <= max(1, most - 1):
            break
    count = max(1, math.ceil(high / step))
    axis = ValueAxis(0, count * step, measure.scale, ())
    return attrs.evolve(axis, ticks=tuple((place / count, f"{place * step:,.0f}") for place in range(count + 1)))


@attrs.frozen
class TimeAxis:
    """Where days lie between two days, from 0 to 1, and the ticks between."""

    first: date
    last: date
    ticks: tuple[tuple[float, str], ...]
    """Places of first days, and years or months."""

    def place(self, day: date) -> float:
        """From 0 on the first day to 1 on the last."""
        return (day - self.first).days / (self.last - self.first).days


_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12000, 24000, 60000)
"""How far ticks may be from each other."""


def time_axis(first: date, last: date, *, months: int, years: int) -> TimeAxis:
    """An axis of whole months that holds both days, and of years only, where it holds more than two.

    `months` and `years` say how many of their names have room.
    """
    begin, end = _month(first), _month(last) + 1
    whole = end - begin > 24
    span = next(
        step
        for step in _MONTHS
        if (step >= 12 or not whole)
        and ((end - begin) // step + 1 <= max(2, years if step >= 12 else months) or step == _MONTHS[-1])
    )
    axis = TimeAxis(_first_day(begin), _first_day(end), ())
    named = [month for month in range(begin, end + 1) if month % span == 0] or [begin]
    shown = [(axis.place(_first_day(month)), _words(month, span)) for month in named]
    return attrs.evolve(axis, ticks=tuple(shown))


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _first_day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1) if month // 12 <= date.max.year else date.max


def _words(month: int, span: int) -> str:
    return str(month // 12) if span >= 12 else f"{month // 12}-{month % 12 + 1:02}"
