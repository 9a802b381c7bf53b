"""Tables in their forms: one module for each family of formats, all over one `Grid`."""

from __future__ import annotations

from llmreg.rendering.tables.forms import FORMS, PAGES, render_grid, render_table

__all__ = ["FORMS", "PAGES", "render_grid", "render_table"]
