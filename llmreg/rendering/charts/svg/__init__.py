"""A chart as SVG."""

from __future__ import annotations

from llmreg.rendering.charts.svg.page import ROWS, render_svg
from llmreg.rendering.charts.svg.theme import Theme

__all__ = ["ROWS", "Theme", "render_svg"]
