"""Which makers get a colour of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import attrs

from llmreg.charts.chart import OTHERS, Mark, Series
from llmreg.schema.vendor import Vendor

__all__ = ["MOST_MAKERS", "by_maker"]

MOST_MAKERS = 8
"""More colours and shapes nobody tells apart."""


def by_maker(
    marks: Iterable[Mark], vendors: Mapping[str, Vendor], highlight: Sequence[str] = ()
) -> tuple[tuple[Series, ...], tuple[Mark, ...]]:
    """The series of a legend, and the marks in them; marks come with the vendor as their series.

    Without `highlight`, or where none of those has a mark, the makers with most marks have a series, in that order, ties by id. All others share one, unless
    it would be of a single maker.
    """
    marks = tuple(marks)
    counts = Counter(mark.series for mark in marks)
    ranked = sorted(counts, key=lambda vendor: (-counts[vendor], vendor))
    chosen = [vendor for vendor in dict.fromkeys(highlight) if vendor in counts] or ranked[:MOST_MAKERS]
    series = [Series(key=vendor, name=_name(vendor, vendors)) for vendor in chosen]
    rest = [vendor for vendor in ranked if vendor not in chosen]
    if rest:
        name = _name(rest[0], vendors) if len(rest) == 1 else f"{len(rest):,} other makers"
        series.append(Series(key=OTHERS, name=name))
    kept = set(chosen)
    return tuple(series), tuple(m if m.series in kept else attrs.evolve(m, series=OTHERS) for m in marks)


def _name(vendor: str, vendors: Mapping[str, Vendor]) -> str:
    record = vendors.get(vendor)
    return record.name if record else vendor
