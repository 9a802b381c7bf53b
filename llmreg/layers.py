"""The folders that a registry is made of: one, or several on top of one another, and how their files are shown and opened."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from llmreg.paths import file_name

if TYPE_CHECKING:
    from llmreg.index import Index
    from llmreg.source import SourceMap

__all__ = ["Layer", "builtin_root", "open_text", "shown_builtin_root"]


class Layer(NamedTuple):
    """A registry that stands by itself, or one of those that are stacked."""

    root: str
    """Its folder."""
    shown_root: str
    """What stands before the names of its files in messages."""
    whole: Index
    """What is known with it and all below it."""


def builtin_root() -> str:
    """The folder of the registry that comes with llmreg: inside the installed package, or the checkout's."""
    package = os.path.dirname(__file__)
    packaged = os.path.join(package, "data", "registry")
    return packaged if os.path.isdir(packaged) else os.path.join(os.path.dirname(package), "registry")


def shown_builtin_root() -> str:
    """The same for messages: from the folder one is in, where it is below that."""
    return (file_name(builtin_root()) + "/").removeprefix(file_name(os.getcwd()).rstrip("/") + "/")


def open_text(layer: Layer, file: str) -> SourceMap | None:
    """The places of a file of a layer; `None` where the file is gone or no longer what was loaded."""
    from llmreg.toml.reader import MAX_BYTES, read_bytes

    try:
        with open(os.path.join(layer.root, file), "rb") as stream:
            document, _ = read_bytes(stream.read(MAX_BYTES + 1), layer.shown_root + file)
    except OSError:
        return None
    return document.source_map if document else None
