"""A comparison as text for a terminal, Markdown, HTML, JSON and CSV."""

from __future__ import annotations

from llmreg.rendering.comparison.data import render_csv, render_json, render_jsonl
from llmreg.rendering.comparison.grid import grid_of
from llmreg.rendering.comparison.html import render_html
from llmreg.rendering.comparison.markdown import render_markdown
from llmreg.rendering.comparison.text import render_text
from llmreg.rendering.comparison.words import shown_rows

__all__ = [
    "grid_of",
    "render_csv",
    "render_html",
    "render_json",
    "render_jsonl",
    "render_markdown",
    "render_text",
    "shown_rows",
]
