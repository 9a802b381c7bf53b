"""Charts of what a query found, as data: what is shown, what is left out, and why.

What is not known is never drawn as zero and never dropped in silence.
"""

from __future__ import annotations

from llmreg.charts.chart import (
    OTHERS,
    Chart,
    ChartForm,
    ChartKind,
    Mark,
    Measure,
    Omission,
    Scale,
    Series,
)
from llmreg.charts.drawing import check_options, draw

__all__ = [
    "OTHERS",
    "Chart",
    "ChartForm",
    "ChartKind",
    "Mark",
    "Measure",
    "Omission",
    "Scale",
    "Series",
    "check_options",
    "draw",
]
