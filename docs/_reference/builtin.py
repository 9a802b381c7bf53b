"""The registry that comes with llmreg, read once for all the generated pages."""

from __future__ import annotations

from functools import cache

import llmreg

__all__ = ["builtin"]


@cache
def builtin() -> llmreg.Registry:
    """The registry."""
    return llmreg.load()
