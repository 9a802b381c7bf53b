"""Tables to TOML text, in one form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import tomli_w

__all__ = ["write"]


def write(tables: Mapping[str, Any]) -> str:
    """TOML 1.0 text that reads back as the same tables.

    Keys stay in their order, but for one thing that TOML asks for: what is no table comes before the tables beside it.
    """
    return tomli_w.dumps(tables)
