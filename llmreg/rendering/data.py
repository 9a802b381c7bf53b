"""Records as JSON. What is not recorded is left out: an absent key is unknown, never no."""

from __future__ import annotations

import json
from datetime import date, time
from decimal import Decimal
from typing import Any

from llmreg.conversion.unstructure import unstructure

__all__ = ["render_json", "to_json"]


def to_json(value: Any) -> Any:
    """Values that `json` can write: records as objects, dates and times as ISO 8601, decimals and stated sizes as numbers.

    JSON has no infinity and no NaN; these, from somebody's own keys, are texts.
    """
    return json.loads(json.dumps(unstructure(value, implicit=True, stated=False), default=_plain))


def _plain(value: Any) -> Any:
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value) if value.is_finite() else str(float(value))
    raise TypeError(f"no JSON for {type(value).__name__}")


def render_json(value: Any) -> str:
    """The value as JSON text, in UTF-8 characters, indented."""
    return json.dumps(to_json(value), ensure_ascii=False, indent=2) + "\n"
