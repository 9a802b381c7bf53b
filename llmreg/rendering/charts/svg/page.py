"""A chart as SVG, by a writer of our own: the same bytes everywhere, one file for light and dark, nothing to install."""

from __future__ import annotations

import re
from typing import get_args

from llmreg.charts import Chart, ChartForm, Scale
from llmreg.rendering.charts.svg.elements import element, fold, group, number, text
from llmreg.rendering.charts.svg.frame import LEAST_WIDTH, MOST_WIDTH, Frame
from llmreg.rendering.charts.svg.legend import draw_legend
from llmreg.rendering.charts.svg.rows import draw_rows, rows_legend
from llmreg.rendering.charts.svg.theme import Theme, style_sheet
from llmreg.rendering.charts.svg.timeline import draw_timeline, timeline_legend
from llmreg.rendering.charts.words import describe, heading, note_lines
from llmreg.rendering.escape import html_text

__all__ = ["ROWS", "render_svg"]

ROWS = 30
"""So many rows are drawn where nothing else is asked for."""


def render_svg(  # noqa: PLR0913  (all but one by name)
    chart: Chart,
    *,
    theme: Theme = "auto",
    width: int = 600,
    rows: int = ROWS,
    ground: bool = True,
    name: str = "",
) -> str:
    """The chart as one SVG element, for a file or for a place in a page.

    It takes the width that it is given, up to one and a half times its own. Words are larger where the window is
    narrow, so that they can be read on a phone.

    Args:
        chart: what to draw.
        theme: `light`, `dark`, or `auto`, which follows the reader's setting or the `data-theme` of the page around it.
        width: in CSS pixels, 320 to 2,400; what is laid out for 600 can be read from 360 to 900.
        rows: how many models or families at most, where there is a row for each; how many there are is said.
        ground: whether to paint the background; without it that of the page shows.
        name: class and beginning of the ids, so that several charts can stand on a page; `llmreg-` and the kind where it
            is empty.

    Raises:
        ValueError: a width out of range, fewer rows than one, no such theme, or a name that is not made of letters, digits, `-` and `_`.
    """
    if not LEAST_WIDTH <= width <= MOST_WIDTH:
        raise ValueError(f"a width of {width} cannot be drawn; {LEAST_WIDTH} to {MOST_WIDTH} can")
    if rows < 1:
        raise ValueError(f"{rows} rows cannot be drawn; ask for at least one")
    if theme not in get_args(Theme):
        raise ValueError(f"there is no theme `{theme}`; known: {', '.join(get_args(Theme))}")
    name = name or f"llmreg-{chart.kind}"
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", name):
        raise ValueError(f"`{name}` cannot begin ids; take letters, digits, `-` and `_`")
    frame = Frame(width)
    lines, bottom = _inside(chart, frame, rows)
    height = number(bottom + frame.margin)
    css = style_sheet(name, theme, small=frame.small, large=frame.large, breadth=width * 0.93)
    shape = f'viewBox="0 0 {width} {height}" width="100%" style="max-width:{width * 3 // 2}px"'
    spoken = f'role="img" aria-labelledby="{name}-title {name}-desc"'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="{name}" {shape} {spoken}>',
            element("title", html_text(chart.title), id=f"{name}-title"),
            element("desc", html_text(describe(chart)), id=f"{name}-desc"),
            f"<style>\n{css}\n</style>",
            *([element("rect", class_="llmreg-ground", width="100%", height="100%")] if ground else []),
            *lines,
            "</svg>",
            "",
        ]
    )


def _inside(chart: Chart, frame: Frame, most: int) -> tuple[list[str], float]:
    """Title, legend, what is drawn, and what is said below it."""
    y = frame.margin + frame.large
    lines = []
    for line in fold(chart.title, frame.room, frame.large * 1.32):
        lines.append(text(frame.margin, y, line, class_="llmreg-title"))
        y += frame.large * 1.5
    notes = note_lines(chart)
    y -= frame.large * 0.1
    if chart.marks:
        scale = "" if chart.measure.scale is Scale.LINEAR else ", logarithmic scale"
        for line in fold(heading(chart.measure) + scale + _binary(chart), frame.room, frame.large):
            lines.append(text(frame.margin, y, line, class_="llmreg-muted"))
            y += frame.line
        y -= frame.line * 0.6
        shown = chart.rows[:most]
        if chart.form is ChartForm.TIMELINE:
            legend, y = draw_legend(list(timeline_legend(chart)), frame, y)
            body, y = draw_timeline(chart, frame, y)
        else:
            legend, y = draw_legend(list(rows_legend(chart, shown)), frame, y)
            body, y = draw_rows(chart, shown, frame, y)
            if len(shown) < len(chart.rows):
                notes.insert(0, f"the first {len(shown):,} of {len(chart.rows):,} {chart.noun}, {chart.order}")
        lines += [*legend, *body]
    else:
        y -= frame.line * 0.6
    below = []
    for note in notes:
        for line in fold(note, frame.room, frame.large):
            y += frame.line
            below.append(text(frame.margin, y, line))
    return [*lines, *group(below, class_="llmreg-muted")], y


def _binary(chart: Chart) -> str:
    return " (1k = 1,024)" if chart.measure.scale is Scale.LOG2 else ""
