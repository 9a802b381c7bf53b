"""`Project`: the registry and the settings that the documents of a project use, opened when they are first asked for."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from llmreg._version import __version__
from llmreg.documents.blocks import page_of_block
from llmreg.errors import LlmregError, message_and_hint
from llmreg.files import find_files
from llmreg.loading import builtin_root, load
from llmreg.registry import Registry
from llmreg.rendering.tables.grid import Grid
from llmreg.rendering.terminal import printable
from llmreg.settings import Block, FoundSettings, read_settings

__all__ = ["STATIC", "Project", "fault_in_words"]

STATIC = Path(__file__).parent / "static"
"""The folder of `llmreg.css`, for pages of HTML with tables."""


class Project:
    """What the documents of a project use.

    Args:
        folder: where relative paths start, and where settings are looked for.
        registry: the folder of a registry; that of the settings, or the one that comes with llmreg, where it is left out.
        settings: a file with settings; `llmreg.toml` or `pyproject.toml` in the folder, if there, where it is left out.
    """

    def __init__(self, folder: Path, registry: str | None = None, settings: str | None = None) -> None:
        self._folder = folder
        self._registry = registry
        self._settings = settings

    @cached_property
    def settings(self) -> FoundSettings:
        """The settings.

        Raises:
            InvalidSettingsError: they cannot be read or understood.
        """
        return read_settings(self._folder, file=None if self._settings is None else Path(self._at(self._settings)))

    @property
    def own_registry(self) -> str | None:
        """The folder of the registry; `None` for the one that comes with llmreg."""
        return self._at(self._registry) if self._registry else self.settings.registry

    def _at(self, path: str) -> str:
        return os.path.normpath(self._folder / path)

    @cached_property
    def registry(self) -> Registry:
        """The registry.

        Raises:
            InvalidRegistryError: it has errors.
        """
        return load(self.own_registry)

    @property
    def watched(self) -> tuple[Path, ...]:
        """The files and folders of the project that say what stands in its documents."""
        found = (self.own_registry, self.settings.file)
        return tuple(Path(each) for each in found if each is not None)

    @property
    def state(self) -> str:
        """A text that changes whenever a file of the registry or the settings does, or llmreg. Reads no file but the settings."""
        return hashlib.sha256("\n".join(self._traces()).encode()).hexdigest()

    def _traces(self) -> Iterator[str]:
        root = Path(self.own_registry or builtin_root())
        yield f"llmreg {__version__} {root}"
        for file in find_files(root)[0]:
            yield _trace(Path(file.path))
        if self.settings.file is not None:
            yield _trace(self.settings.file)

    def page(self, block: Block) -> Grid:
        """What a block shows.

        Raises:
            LlmregError: it cannot be shown.
        """
        return page_of_block(block, self.registry)


def _trace(file: Path) -> str:
    try:
        found = file.stat()
    except OSError:  # a link that leads nowhere; loading says more
        return f"{file} is gone"
    return f"{file} {found.st_mtime_ns} {found.st_size}"


def fault_in_words(error: LlmregError) -> str:
    """What is wrong and what to do, in one line, for a log that names the place itself."""
    message, hint = message_and_hint(error)
    return printable(" ".join(f"{message}; {hint}".split() if hint else message.split()))
