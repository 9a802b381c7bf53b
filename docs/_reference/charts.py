"""The chart in the page about charts."""

from __future__ import annotations

import llmreg
from llmreg.rendering.charts import render_svg

__all__ = ["example_chart"]


def example_chart() -> str:
    """Sizes of some families over time, as an SVG for the page to hold."""
    return render_svg(llmreg.load().chart("size-over-time", "family:qwen,llama,gemma,phi,mistral"), name="example")
