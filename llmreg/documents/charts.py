"""Charts that are files of their own: written like regions, and held against the registry by the same check."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import attrs

from llmreg.documents.updating import DocumentState, UpdatedDocument, UpdatedRegion
from llmreg.errors import InvalidSettingsError, LlmregError, message_and_hint
from llmreg.paths import file_name, write_whole
from llmreg.registry import Registry
from llmreg.rendering.charts import render_svg
from llmreg.rendering.charts.svg.theme import Theme
from llmreg.settings import ChartFile

__all__ = ["update_chart"]

_OURS = "llmreg-"
"""What every SVG of llmreg has near its beginning."""


def update_chart(  # noqa: PLR0913  (two of them are wishes)
    name: str, chart: ChartFile, folder: Path, registry: Registry, *, write: bool = True, force: bool = False
) -> UpdatedDocument:
    """Bring the file of a chart up to date; one that is no chart of llmreg is left alone.

    Args:
        name: that of its table in the settings.
        chart: what is drawn, and where to.
        folder: where its path starts.
        registry: what is drawn from.
        write: whether the file is changed; else it is only said how it should be.
        force: whether a file that is no chart of llmreg is replaced.
    """
    file = folder / chart.file
    shown = file_name(file)
    before = after = ""

    def done(state: DocumentState, message: str = "", hint: str = "") -> UpdatedDocument:
        region = UpdatedRegion(name=name, line=1, column=1, state=state, message=message, hint=hint)
        return UpdatedDocument(file=shown, regions=(region,), before=before, after=after)

    try:
        after = _draw(chart, registry)
    except LlmregError as error:
        message, hint = message_and_hint(error)
        return done(DocumentState.BROKEN, f"[charts.{name}]: {message}", hint)
    try:
        before = file.read_bytes().decode("utf-8", errors="replace").replace("\r\n", "\n") if file.exists() else ""
    except OSError as error:
        return UpdatedDocument(file=shown, regions=(), problem=f"cannot read it: {error.strerror or error}")
    if before == after:
        return done(DocumentState.CURRENT)
    if before and _OURS not in before[:2000] and not force:
        return done(
            DocumentState.EDITED, "it is no chart that llmreg wrote", "let --force replace it, or name another file"
        )
    found = done(DocumentState.OUTDATED, "it no longer shows what the registry says")
    if not write:
        return found
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, after.encode())
    except OSError as error:
        return attrs.evolve(found, problem=f"cannot write it: {error.strerror or error}")
    return attrs.evolve(found, written=True)


def _draw(chart: ChartFile, registry: Registry) -> str:
    drawn = registry.chart(
        chart.kind,
        chart.query,
        as_of=chart.as_of,
        platform=chart.platform,
        currency=chart.currency,
        highlight=chart.highlight,
        title=chart.title,
    )
    if drawn.why_empty:
        raise InvalidSettingsError(f"nothing to draw: {drawn.why_empty}")
    try:
        return render_svg(drawn, theme=cast("Theme", chart.theme), width=chart.width, rows=chart.rows)
    except ValueError as error:
        raise InvalidSettingsError(str(error)) from None
