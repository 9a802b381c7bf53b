"""The legend: a swatch and words for each series, in as many lines as it takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs

from llmreg.rendering.charts.svg.elements import element, shorten, text, text_width
from llmreg.rendering.charts.svg.frame import Frame
from llmreg.rendering.charts.svg.shapes import shape_path

__all__ = ["SWATCH", "Entry", "bar_swatch", "draw_legend", "mark_swatch", "span_swatch"]

SWATCH = 16.0
"""How wide a swatch is."""

Swatch = Callable[[float, float], str]
"""Draws around a middle."""


@attrs.frozen
class Entry:
    """One line of a legend."""

    swatch: Swatch
    words: str


def mark_swatch(colour: str, shape: str) -> Swatch:
    """A mark of a series."""
    return lambda x, y: element("path", class_=f"llmreg-{colour}", d=shape_path(shape, x, y, 4.6))


def span_swatch() -> Swatch:
    """A mark of which the day is not known."""

    def draw(x: float, y: float) -> str:
        line = element("path", class_="llmreg-span", d=f"M{x - 8:g} {y:g}h16")
        mark = element("path", class_="llmreg-hollow", d=shape_path("circle", x, y, 4))
        return f'<g class="llmreg-s0">{line}{mark}</g>'

    return draw


def bar_swatch(colour: str, manner: str) -> Swatch:
    """A piece of a bar."""
    return lambda x, y: element(
        "rect", class_=f"llmreg-{colour} llmreg-{manner}", x=x - 7, y=y - 5, width=14, height=10
    )


def draw_legend(entries: Sequence[Entry], frame: Frame, top: float) -> tuple[list[str], float]:
    """The lines of a legend, and where it ends."""
    lines, x, y = [], frame.margin, top
    for entry in entries:
        words = shorten(entry.words, frame.room - SWATCH - 6, frame.large)
        width = SWATCH + 6 + text_width(words, frame.large)
        if x > frame.margin and x + width > frame.right:
            x, y = frame.margin, y + frame.line
        middle = y + frame.line / 2
        lines.append(entry.swatch(x + SWATCH / 2, middle))
        lines.append(text(x + SWATCH + 6, middle + frame.small * 0.38, words))
        x += width + 14
    return lines, y + frame.line * bool(entries)
