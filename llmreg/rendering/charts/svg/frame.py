"""The measures that all parts of a drawing share."""

from __future__ import annotations

import attrs

from llmreg.charts import OTHERS, Chart
from llmreg.rendering.charts.svg.shapes import SHAPES

__all__ = ["LEAST_WIDTH", "MOST_WIDTH", "Frame", "Look", "looks"]

LEAST_WIDTH, MOST_WIDTH = 320, 2400
"""Between these a drawing can be laid out."""

_SMALL = 12.0
_LARGEST = 15.0
_PHONE = 360


@attrs.frozen
class Frame:
    """How wide a drawing is, in its own units."""

    width: float
    margin: float = 12.0

    @property
    def small(self) -> float:
        """Size of words where the drawing has about its own width on the screen."""
        return _SMALL

    @property
    def large(self) -> float:
        """Size of words where it is shrunk to a phone. All is laid out for this one."""
        return min(_LARGEST, max(_SMALL, 9 * self.width / _PHONE))

    @property
    def line(self) -> float:
        """From one base line to the next."""
        return self.large * 1.3

    @property
    def right(self) -> float:
        """Where the margin on the right begins."""
        return self.width - self.margin

    @property
    def room(self) -> float:
        """Between the margins."""
        return self.width - 2 * self.margin


@attrs.frozen
class Look:
    """What marks of a series look like."""

    colour: str
    """Class of their group, less the prefix: `s1`."""
    shape: str


def looks(chart: Chart) -> dict[str, Look]:
    """The looks of the series by key, in the order of the legend."""
    return {
        each.key: Look("s0", "circle") if each.key == OTHERS else Look(f"s{place % 8 + 1}", SHAPES[place % len(SHAPES)])
        for place, each in enumerate(chart.series)
    }
