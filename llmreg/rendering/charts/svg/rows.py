"""Draws rows: dots of each model on a line, or a bar for each family."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from llmreg.charts import Chart, ChartForm, Mark, Scale
from llmreg.rendering.charts.svg.elements import element, group, name_ticks, number, shorten, text, text_width
from llmreg.rendering.charts.svg.frame import Frame, looks
from llmreg.rendering.charts.svg.legend import Entry, bar_swatch, mark_swatch
from llmreg.rendering.charts.svg.scales import ValueAxis, value_axis
from llmreg.rendering.charts.svg.shapes import shape_path
from llmreg.rendering.charts.words import mark_words, value_words
from llmreg.rendering.escape import html_text

__all__ = ["draw_rows", "rows_legend"]

Row = Sequence[Mark]

_FREE = "free"


def rows_legend(chart: Chart, rows: Sequence[Row]) -> Iterator[Entry]:
    """The series that the rows have."""
    marks = [mark for row in rows for mark in row]
    for series, look in zip(chart.series, looks(chart).values(), strict=True):
        own = [mark for mark in marks if mark.series == series.key]
        if not own:
            continue
        if chart.form is ChartForm.DOTS:
            yield Entry(mark_swatch(look.colour, look.shape), series.name)
        elif series.key == "declared":
            if not all(mark.at_least for mark in own):
                yield Entry(bar_swatch("s1", "whole"), f"{series.name}, a complete list")
            if any(mark.at_least for mark in own):
                yield Entry(bar_swatch("s1", "open"), f"{series.name}, perhaps more (+)")
        elif series.key == "mentioned":
            yield Entry(bar_swatch("s1", "hollow"), series.name)
        else:
            yield Entry(mark_swatch("s2", "diamond"), series.name)


@attrs.frozen
class _Plot:
    """Where values are."""

    axis: ValueAxis
    left: float
    right: float
    zero: float | None
    """Where nothing is, on a logarithmic axis that has no place for it."""

    def x(self, value: float) -> float:
        if self.zero is not None and not value:
            return self.zero
        return self.at(self.axis.place(value))

    def at(self, place: float) -> float:
        return self.left + place * (self.right - self.left)


def draw_rows(chart: Chart, rows: Sequence[Row], frame: Frame, top: float) -> tuple[list[str], float]:
    """Names, axis and marks below `top`, and where they end."""
    names = [shorten(row[0].name, frame.width * 0.4, frame.large, middle=True) for row in rows]
    first = frame.margin + max(text_width(name, frame.large) for name in names) + 10
    last = frame.right - max(text_width(_value(chart, row), frame.large) for row in rows) - 10
    plot = _plot(chart, rows, frame, first, last)
    height = frame.line
    body = top + frame.line + 4
    bottom = body + height * len(rows)
    both = len(rows) > 12
    lines = [
        *_axis(plot, frame, body, bottom, both=both),
        *group(
            (
                text(first - 10, body + height * (place + 0.5) + frame.small * 0.36, name, text_anchor="end")
                for place, name in enumerate(names)
            )
        ),
    ]
    words = []
    series = {each.key: each.name for each in chart.series}
    draw = _bars if chart.form is ChartForm.BARS else _dots
    for place, row in enumerate(rows):
        middle = body + height * (place + 0.5)
        end, shapes = draw(chart, row, plot, middle, series)
        lines += shapes
        words.append(text(end + 9, middle + frame.small * 0.36, _value(chart, row)))
    return [*lines, *group(words, class_="llmreg-muted")], bottom + (frame.line * 1.2 if both else 6)


def _plot(chart: Chart, rows: Sequence[Row], frame: Frame, first: float, last: float) -> _Plot:
    values = [mark.value for row in rows for mark in row]
    if chart.form is ChartForm.BARS:
        values += [sum(mark.value for mark in row if mark.series != "claimed") for row in rows]
    zero = None
    left = first + 6
    if chart.measure.scale is not Scale.LINEAR and not all(values):
        zero = first + text_width(_FREE, frame.large) / 2
        left = zero + text_width(_FREE, frame.large) + 8
    most = 7
    while True:  # fewer ticks until their words have room
        axis = value_axis(chart.measure, values, most)
        room = (last - left) / max(1, len(axis.ticks) - 1)
        if most <= 2 or room > max(text_width(said, frame.large) for _, said in axis.ticks) + 8:
            return _Plot(axis, left, last, zero)
        most -= 1


def _axis(plot: _Plot, frame: Frame, top: float, bottom: float, *, both: bool) -> Iterator[str]:
    ticks = [(plot.at(place), words) for place, words in plot.axis.ticks]
    if plot.zero is not None:
        ticks.insert(0, (plot.zero, _FREE))
    yield element(
        "path", class_="llmreg-grid", d="".join(f"M{number(x)} {number(top)}V{number(bottom)}" for x, _ in ticks)
    )
    lines = (top - 6, bottom + frame.line * 0.9) if both else (top - 6,)
    words = [word for y in lines for word in name_ticks(ticks, y, frame.large, frame.margin, frame.right)]
    yield from group(words, class_="llmreg-muted")


def _value(chart: Chart, row: Row) -> str:
    """The values of a row in words; of a family what is declared, or else mentioned, and what is claimed."""
    if chart.form is ChartForm.BARS:
        shown = [row[0], *(mark for mark in row[1:] if mark.series == "claimed")]
        return " / ".join(value_words(chart.measure, mark.value) + "+" * mark.at_least for mark in shown)
    said = [value_words(chart.measure, mark.value) for mark in row]
    return " / ".join(said if any(mark.value for mark in row) else said[:1])


def _dots(chart: Chart, row: Row, plot: _Plot, y: float, series: dict[str, str]) -> tuple[float, list[str]]:
    places = [plot.x(float(mark.value)) for mark in row]
    found = looks(chart)
    lines = []
    sizes = [4.4] * len(row)
    if len(row) > 1 and abs(places[0] - places[1]) < 5:  # one on the other: let both be seen
        sizes = [5.0, 2.6]
    if len(row) > 1:
        line = f"M{number(min(places))} {number(y)}H{number(max(places))}"
        lines.append(element("path", class_="llmreg-axis", d=line))
    lines += [
        element(
            "path",
            _title(chart, mark, series),
            class_=f"llmreg-{found[mark.series].colour}",
            d=shape_path(found[mark.series].shape, x, y, size),
        )
        for mark, x, size in zip(row, places, sizes, strict=True)
    ]
    return max(places), lines


def _bars(chart: Chart, row: Row, plot: _Plot, y: float, series: dict[str, str]) -> tuple[float, list[str]]:
    start, lines, thick = 0.0, [], 11.0
    for mark in (mark for mark in row if mark.series != "claimed"):
        manner = "open" if mark.at_least else "hollow" if mark.series == "mentioned" else "whole"
        left, right = plot.x(start), plot.x(start + float(mark.value))
        lines.append(
            element(
                "rect",
                _title(chart, mark, series),
                class_=f"llmreg-s1 llmreg-{manner}",
                x=left,
                y=y - thick / 2,
                width=right - left,
                height=thick,
            )
        )
        start += float(mark.value)
    end = plot.x(start)
    for mark in (mark for mark in row if mark.series == "claimed"):
        x = plot.x(float(mark.value))
        lines.append(element("path", class_="llmreg-axis", d=f"M{number(end)} {number(y)}H{number(max(x, end))}"))
        lines.append(
            element("path", _title(chart, mark, series), class_="llmreg-s2", d=shape_path("diamond", x, y, 4.2))
        )
        end = max(x, end)
    return end, lines


def _title(chart: Chart, mark: Mark, series: dict[str, str]) -> str:
    return f"<title>{html_text(mark_words(chart, mark, series))}</title>"
