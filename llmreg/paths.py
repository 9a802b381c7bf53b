"""Paths: how they are shown, and how a file is written whole."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["file_name", "write_whole"]


def file_name(path: str | os.PathLike[str]) -> str:
    """The path as text, with `/`: a byte that is no UTF-8 is shown as Python holds it, `\\udcff`."""
    return os.fspath(path).replace(os.sep, "/").encode("utf-8", "backslashreplace").decode("utf-8")


def write_whole(path: Path, data: bytes) -> None:
    """Write a file in one step, so that it is never there by half, with the permissions that it had.

    A link is followed; what is no regular file is written to.

    Raises:
        OSError: it cannot be written; what was there before is still there.
    """
    path = path.resolve()
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        beside.write_bytes(data)
        if path.exists():
            beside.chmod(path.stat().st_mode & 0o7777)
        beside.replace(path)
    finally:
        with suppress(OSError):
            beside.unlink()
