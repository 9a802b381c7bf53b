"""The formats of columns, from the table that columns are read by."""

from __future__ import annotations

from _reference.markdown import pipe_table
from llmreg.querying.fields import FIELDS
from llmreg.tables.formats import FORMATS, Format, formats_for

__all__ = ["column_formats"]


def column_formats() -> str:
    """Every format, and the fields that it fits."""
    rows = ((_written(each), each.about, _fitting(each)) for each in FORMATS.values())
    return pipe_table(("format", "what it writes", "fits"), rows) + "\n"


def _written(form: Format) -> str:
    return f"`{form.name}`" if form.default is None else f"`{form.name}`, `{form.name}({form.default})`"


def _fitting(form: Format) -> str:
    if form.of_values:
        return "columns that ask for one value"
    if form.many:
        return "fields of which a model may have several values"
    fields = [field.name for field in FIELDS.values() if form in formats_for(field, of_value=False)]
    kinds = ", ".join(sorted(str(kind) for kind in form.kinds))
    return ", ".join(f"`{name}`" for name in fields) if len(fields) <= 4 else f"fields of the kind {kinds}"
