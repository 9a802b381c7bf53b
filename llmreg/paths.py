"""How a path is shown: with `/`, and as text that can be printed whatever its bytes are."""

from __future__ import annotations

import os

__all__ = ["file_name"]


def file_name(path: str | os.PathLike[str]) -> str:
    """The path as text: a byte that is no UTF-8 is shown as Python holds it, `\\udcff`."""
    return os.fspath(path).replace(os.sep, "/").encode("utf-8", "backslashreplace").decode("utf-8")
