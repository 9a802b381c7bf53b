"""Draws a timeline: a mark for each model over its release date."""

from __future__ import annotations

from collections.abc import Iterator

from llmreg.charts import OTHERS, Chart, Mark
from llmreg.quantities import PartialDate
from llmreg.rendering.charts.svg.elements import element, group, name_ticks, number, shorten, text, text_width
from llmreg.rendering.charts.svg.frame import Frame, Look, looks
from llmreg.rendering.charts.svg.labels import Box, Wish, place_labels
from llmreg.rendering.charts.svg.legend import Entry, mark_swatch, span_swatch
from llmreg.rendering.charts.svg.scales import TimeAxis, ValueAxis, time_axis, value_axis
from llmreg.rendering.charts.svg.shapes import shape_path
from llmreg.rendering.charts.words import mark_words
from llmreg.rendering.escape import html_text

__all__ = ["draw_timeline", "timeline_legend"]

_CROWDS = ((60, 4.2, 0.95), (150, 3.6, 0.85), (800, 2.8, 0.75), (10**9, 2.2, 0.6))
"""For up to so many marks: their radius, and how much they cover."""

_ALL_NAMED = 12
"""Up to so many models all get a name, if there is room."""


def timeline_legend(chart: Chart) -> Iterator[Entry]:
    """The makers, and what a hollow mark is."""
    for series, look in zip(chart.series, looks(chart).values(), strict=True):
        yield Entry(mark_swatch(look.colour, look.shape), series.name)
    if any(not _day_known(mark) for mark in chart.marks):
        yield Entry(span_swatch(), "day not known: some day on the line")


def draw_timeline(chart: Chart, frame: Frame, top: float) -> tuple[list[str], float]:
    """Axes, marks and names below `top`, and where they end."""
    dates = [mark.released for mark in chart.marks if mark.released]
    height = min(480.0, max(250.0, frame.width * 0.62))
    values = value_axis(chart.measure, [mark.value for mark in chart.marks], int(height / (frame.line * 1.6)))
    left = frame.margin + max(text_width(words, frame.large) for _, words in values.ticks) + 8
    pad = 10.0
    box = Box(left, top + pad, frame.right - 4, top + pad + height)
    days = time_axis(
        min(each.earliest for each in dates),
        max(each.latest for each in dates),
        months=int((box.right - left) / (text_width("2024-06", frame.large) * 1.3)),
        years=int((box.right - left) / (text_width("2024", frame.large) * 1.3)),
    )
    plot = _Plot(box, values, days, pad)
    lines = [*_grid(plot, frame), *_marks(chart, plot), *_names(chart, plot, frame)]
    return lines, box.bottom + frame.line * 1.5


class _Plot:
    """Where a value and a day are."""

    def __init__(self, box: Box, values: ValueAxis, days: TimeAxis, pad: float) -> None:
        self.box = box
        self.values = values
        self.days = days
        self.pad = pad

    def x(self, place: float) -> float:
        return self.box.left + self.pad + place * (self.box.right - self.box.left - 2 * self.pad)

    def y(self, place: float) -> float:
        return self.box.bottom - self.pad - place * (self.box.bottom - self.box.top - 2 * self.pad)

    def middle(self, mark: Mark) -> tuple[float, float]:
        first, last = self.ends(mark)
        return (first + last) / 2, self.y(self.values.place(mark.value))

    def ends(self, mark: Mark) -> tuple[float, float]:
        when = _when(mark)
        return self.x(self.days.place(when.earliest)), self.x(self.days.place(when.latest))


def _when(mark: Mark) -> PartialDate:
    if mark.released is None:
        raise ValueError(f"`{mark.of}` has no date, and does not belong into a timeline")
    return mark.released


def _day_known(mark: Mark) -> bool:
    return _when(mark).exact is not None


def _grid(plot: _Plot, frame: Frame) -> Iterator[str]:
    box = plot.box
    across = "".join(
        f"M{number(box.left)} {number(plot.y(place))}H{number(box.right)}" for place, _ in plot.values.ticks
    )
    yield element("path", class_="llmreg-grid", d=across)
    ticks = "".join(f"M{number(plot.x(place))} {number(box.bottom)}v5" for place, _ in plot.days.ticks)
    yield element(
        "path", class_="llmreg-axis", d=f"M{number(box.left)} {number(box.bottom)}H{number(box.right)}{ticks}"
    )
    words = [
        text(box.left - 8, plot.y(place) + frame.small * 0.36, said, text_anchor="end")
        for place, said in plot.values.ticks
    ]
    days = [(plot.x(place), said) for place, said in plot.days.ticks]
    words += name_ticks(days, box.bottom + frame.line, frame.large, frame.margin, frame.right)
    yield from group(words, class_="llmreg-muted")


def _marks(chart: Chart, plot: _Plot) -> Iterator[str]:
    count = len(chart.marks)
    radius, opacity = next((size, ink) for most, size, ink in _CROWDS if count <= most)
    names = {each.key: each.name for each in chart.series}
    found = looks(chart)
    order = sorted(found, key=lambda key: key != OTHERS)  # those without a colour of their own lie below
    for key in order:
        marks = [mark for mark in chart.marks if mark.series == key]
        look = found[key]
        size = radius * (0.85 if key == OTHERS and count > 150 else 1)
        vague = [mark for mark in marks if not _day_known(mark)]
        spans = "".join(_span(plot, mark) for mark in vague)
        inside = [
            *([element("path", class_="llmreg-span", d=spans, stroke_opacity=opacity * 0.4)] if spans else []),
            *group(
                (_mark(chart, plot, mark, look, size, names) for mark in vague),
                class_="llmreg-hollow",
                stroke_opacity=opacity,
                stroke_width=radius * 0.4,
            ),
            *group(
                (_mark(chart, plot, mark, look, size, names) for mark in marks if _day_known(mark)),
                class_="llmreg-full",
                fill_opacity=opacity,
            ),
        ]
        yield from group(inside, class_=f"llmreg-{look.colour}")


def _span(plot: _Plot, mark: Mark) -> str:
    first, last = plot.ends(mark)
    return f"M{number(first)} {number(plot.middle(mark)[1])}H{number(last)}"


def _mark(chart: Chart, plot: _Plot, mark: Mark, look: Look, size: float, names: dict[str, str]) -> str:  # noqa: PLR0913, PLR0917
    x, y = plot.middle(mark)
    title = f"<title>{html_text(mark_words(chart, mark, names))}</title>"
    return element("path", title, d=shape_path(look.shape, x, y, size))


def _names(chart: Chart, plot: _Plot, frame: Frame) -> list[str]:
    points = [plot.middle(mark) for mark in chart.marks]
    wishes = []
    for mark in _named(chart):
        x, y = plot.middle(mark)
        words = shorten(mark.name, frame.width * 0.34, frame.large)
        wishes.append(Wish(x, y, words, text_width(words, frame.large)))
    placed = place_labels(wishes, points, plot.box, height=frame.large * 1.15, gap=7)
    return group(
        (text(each.x, each.y, each.wish.words, text_anchor=each.anchor) for each in placed), class_="llmreg-label"
    )


def _named(chart: Chart) -> list[Mark]:
    """The marks that should have a name, the most wanted first: all where there are few.

    Else the highest of each maker, the newest of equals; then those that were the highest when they came out.
    """
    ranked = sorted(chart.marks, key=lambda mark: (-mark.value, -_when(mark).earliest.toordinal(), mark.of))
    if len(ranked) <= _ALL_NAMED:
        return ranked
    first: dict[str, Mark] = {}
    for mark in ranked:
        if mark.series != OTHERS or mark is ranked[0]:
            first.setdefault(mark.series, mark)
    records: list[Mark] = []
    for mark in chart.marks:
        if not records or mark.value > records[-1].value:
            records.append(mark)
    return list({mark.of: mark for mark in (*first.values(), *reversed(records))}.values())[: 2 * _ALL_NAMED]
