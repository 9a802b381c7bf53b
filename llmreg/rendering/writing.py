"""`render`: one function for everything that has several forms."""

from __future__ import annotations

from collections.abc import Sequence

from llmreg.charts import Chart
from llmreg.comparison import Comparison, ComparisonRow
from llmreg.identifiers import did_you_mean
from llmreg.rendering import charts
from llmreg.rendering import comparison as comparisons
from llmreg.rendering.tables import FORMS, PAGES, render_grid, render_table
from llmreg.tables.table import Table

__all__ = ["CHART_FORMS", "COMPARISON_FORMS", "render", "render_comparison"]

COMPARISON_FORMS = (*PAGES, "csv", "json")
"""The forms of a comparison."""
CHART_FORMS = ("svg", "text", "csv", "json")
"""The forms of a chart."""


def render(what: Table | Comparison | Chart, form: str, *, name: str = "llmreg") -> str:
    """A table, a comparison or a chart as text.

    Args:
        what: what `Registry.table`, `Registry.compare` or `Registry.chart` gave.
        form: `text`, `markdown` (GitHub), `myst`, `rst`, `html` (a fragment), `latex` (with booktabs), `typst`, `csv`, `json`; of a
            table also `tsv`. A chart has `svg`, `text`, `csv` and `json`.
        name: begins footnotes, ids and labels, so that several can stand on one page.

    Raises:
        ValueError: there is no such form.
    """
    known = FORMS if isinstance(what, Table) else COMPARISON_FORMS if isinstance(what, Comparison) else CHART_FORMS
    if form not in known:
        hint = did_you_mean(form, known, f"known: {', '.join(known)}")
        raise ValueError(f"there is no form `{form}`; {hint}")
    if isinstance(what, Table):
        return render_table(what, form, name=name)
    if isinstance(what, Comparison):
        return render_comparison(what, comparisons.shown_rows(what), form, name=name)
    if form == "svg":
        return charts.render_svg(what, name=name)
    return {"text": charts.render_text, "csv": charts.render_csv, "json": charts.render_json}[form](what)


def render_comparison(comparison: Comparison, rows: Sequence[ComparisonRow], form: str, *, name: str) -> str:
    """Some rows of a comparison in one of `COMPARISON_FORMS`.

    Raises:
        KeyError: there is no such form.
    """
    match form:
        case "markdown":
            return comparisons.render_markdown(comparison, rows, name=name)
        case "html":
            return comparisons.render_html(comparison, rows, name=name)
        case "text":
            return comparisons.render_text(comparison, rows)
        case "csv":
            return comparisons.render_csv(comparison, rows)
        case "json":
            return comparisons.render_json(comparison, rows)
    return render_grid(comparisons.grid_of(comparison, rows), form, name=name)
