"""Which files a registry is made of, and reading their bytes safely: no link leads out, nothing strange is opened."""

from __future__ import annotations

import os
import stat
from enum import StrEnum
from pathlib import Path

import attrs

from llmreg.identifiers import suggest
from llmreg.paths import file_name
from llmreg.toml.reader import MAX_BYTES

__all__ = ["FileKind", "FoundFile", "UnreadableError", "file_kind", "find_files", "place_hint", "read_file"]


class FileKind(StrEnum):
    """What a file of a registry holds, by its place."""

    SETTINGS = "registry.toml"
    TOMBSTONES = "tombstones.toml"
    VENDOR = "vendors"
    LICENSE = "licenses"
    PLATFORM = "platforms"
    RELEASE = "models"


_DEPTH = {FileKind.VENDOR: 2, FileKind.LICENSE: 2, FileKind.PLATFORM: 2, FileKind.RELEASE: 3}


class UnreadableError(Exception):
    """A file or folder that cannot be read. Never leaves `reading`: it becomes a diagnostic."""

    def __init__(self, file: str, reason: str, hint: str | None = None) -> None:
        super().__init__(file, reason, hint)
        self.file = file
        self.reason = reason
        self.hint = hint


@attrs.frozen
class FoundFile:
    """A TOML file in a registry."""

    path: str
    """Where it is."""
    name: str
    """Its path from the root of the registry, with `/`; text that can be printed, see `file_name`."""
    kind: FileKind | None
    """What it holds; `None` where its place says nothing."""
    is_link: bool = False
    """Whether it is a symbolic link."""

    @property
    def stem(self) -> str:
        """The name without folders and without `.toml`."""
        return self.name.rpartition("/")[2].removesuffix(".toml")

    @property
    def folder(self) -> str:
        """The name of the folder that it is in."""
        return self.name.rpartition("/")[0].rpartition("/")[2]


def find_files(root: Path) -> tuple[list[FoundFile], list[UnreadableError]]:
    """Every `*.toml` file under the root, sorted by path, and what could not be looked at.

    Names that begin with a dot are left out, and so are other kinds of files. Linked folders are not followed.
    """
    found: list[FoundFile] = []
    unreadable: list[UnreadableError] = []
    todo = [(str(root), "")]
    while todo:
        folder, inside = todo.pop()
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    name = inside + file_name(entry.name)
                    if entry.is_dir(follow_symlinks=False):
                        todo.append((entry.path, f"{name}/"))
                    elif entry.is_symlink() and Path(entry.path).is_dir():
                        unreadable.append(
                            UnreadableError(name, "it is a link to a folder", "put the folder itself here")
                        )
                    elif entry.name.endswith(".toml"):
                        found.append(FoundFile(entry.path, name, file_kind(name), entry.is_symlink()))
        except OSError as error:
            unreadable.append(UnreadableError(inside.rstrip("/") or ".", _reason(error)))
    return sorted(found, key=lambda file: file.name), unreadable


def file_kind(name: str) -> FileKind | None:
    """What a file of this name holds, by its place in the registry; `None` where nothing belongs."""
    parts = name.split("/")
    if name in (FileKind.SETTINGS, FileKind.TOMBSTONES):
        return FileKind(name)
    kind = next((each for each in _DEPTH if each == parts[0]), None)
    return kind if kind and _DEPTH[kind] == len(parts) else None


def place_hint(name: str) -> str:
    """Where a file without a place may belong."""
    folder = name.split("/", maxsplit=1)[0]
    close = suggest(folder, list(_DEPTH))
    if "/" in name and close and close[0] != folder:
        return f"did you mean the folder `{close[0]}`?"
    return "the places are registry.toml, tombstones.toml, vendors/*.toml, platforms/*.toml, licenses/*.toml and models/VENDOR/*.toml"


def read_file(file: FoundFile, root: Path) -> tuple[bytes, int]:
    """At most one byte more than the limit, and the size of the whole file.

    Raises:
        UnreadableError: a link that leads nowhere or out of the root, no permission, not a regular file, or a name that
            is no text.
    """
    try:
        if file.is_link:
            _check_link(Path(file.path), file.name, root)
        descriptor = os.open(file.path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as stream:
            info = os.fstat(descriptor)
            if not stat.S_ISREG(info.st_mode):
                raise UnreadableError(file.name, "it is not a regular file")
            return stream.read(MAX_BYTES + 1), info.st_size
    except OSError as error:
        raise UnreadableError(file.name, _reason(error)) from None


def _check_link(link: Path, name: str, root: Path) -> None:
    real = Path(os.path.realpath(link))
    if not real.exists():
        target = file_name(link.readlink())
        raise UnreadableError(name, f"broken symbolic link to `{target}`", "restore the target or remove the link")
    if not real.is_relative_to(os.path.realpath(root)):
        target = file_name(link.readlink())
        raise UnreadableError(name, f"symbolic link out of the registry, to `{target}`", "put the file itself here")


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()
