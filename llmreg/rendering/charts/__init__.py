"""A chart as SVG, as text for a terminal, as CSV and as JSON."""

from __future__ import annotations

from llmreg.rendering.charts.data import render_csv, render_json
from llmreg.rendering.charts.svg import render_svg
from llmreg.rendering.charts.text import render_text

__all__ = ["render_csv", "render_json", "render_svg", "render_text"]
