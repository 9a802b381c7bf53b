"""From records back to tables of TOML values: the inverse of `records`, without what is not recorded."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import attrs

from llmreg.formats import EXTENSIONS
from llmreg.quantities import PartialDate, StatedCount
from llmreg.schema.fields import is_recorded, key_of
from llmreg.schema.model import Alias, Model
from llmreg.schema.vendor import Family

__all__ = ["unstructure"]


def unstructure(value: Any, *, implicit: bool = False, stated: bool = True) -> Any:
    """TOML values in the order of the classes: dates, strings, integers, decimals, lists and dicts.

    With `implicit`, also what the place of a file says (vendor, release, platform). A model keeps its full id. Without
    `stated`, a stated size such as `"72B"` is its number.
    """
    if isinstance(value, Alias) and not (value.platform or value.since or value.until):
        return value.name
    if attrs.has(type(value)):
        tables: dict[str, Any] = {}
        for field in attrs.fields(type(value)):
            inner = getattr(value, field.name)
            is_required = field.default is attrs.NOTHING
            if not (is_required or is_recorded(inner)) or (field.metadata.get("implicit") and not implicit):
                continue
            if key_of(field) == EXTENSIONS:
                tables |= unstructure(inner)
            else:
                tables[key_of(field)] = unstructure(inner, implicit=implicit, stated=stated)
        if isinstance(value, Model | Family) and not implicit:  # the record itself is that end of its integrations
            for edge in tables.get("integrations", {}).values():
                edge.pop("model" if isinstance(value, Model) else "family", None)
        return tables
    if isinstance(value, PartialDate):
        return value.exact or str(value)
    if isinstance(value, StatedCount):
        return str(value) if stated else int(value)
    if isinstance(value, StrEnum):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): unstructure(inner, implicit=implicit, stated=stated) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [unstructure(inner, implicit=implicit, stated=stated) for inner in value]
    return value
