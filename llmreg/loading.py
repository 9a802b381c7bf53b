"""`load` and `check`: the two ways into a registry.

The registry that comes with an installed llmreg was compiled when the package was built, so that loading it needs neither
a TOML parser nor the converter; those are imported for folders only.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from llmreg.compiled import read_compiled
from llmreg.errors import InvalidRegistryError
from llmreg.layers import Layer, builtin_root, shown_builtin_root
from llmreg.paths import file_name
from llmreg.registry import Registry

if TYPE_CHECKING:
    from llmreg.diagnostics import Report

__all__ = ["builtin_root", "check", "load"]


def load(path: str | os.PathLike[str] | None = None) -> Registry:
    """The registry of a folder, or the one that comes with llmreg.

    Warnings do not stop it; `check` shows them.

    Raises:
        InvalidRegistryError: the registry has errors; `.report` has everything that was found.
    """
    root = builtin_root() if path is None else os.fspath(path)
    shown_root = _shown_root(path)
    if path is None and (compiled := read_compiled(root)) is not None:
        return Registry(compiled, layers=(Layer(root, shown_root, compiled),))
    from pathlib import Path

    from llmreg.garbage import no_collection
    from llmreg.reading import read_registry

    with no_collection():
        reading = read_registry(Path(root), shown_root=shown_root)
        report = reading.report(_today(), None)
    if not report.ok:
        raise InvalidRegistryError(report)
    return Registry(reading.index, layers=reading.layers)


def check(
    path: str | os.PathLike[str] | None = None,
    *,
    as_of: date | None = None,
    base: str | os.PathLike[str] | None = None,
    progress: Callable[[int, int], None] | None = None,
    processes: int | None = 1,
) -> Report:
    """Everything wrong with the registry of a folder, or with the one that comes with llmreg. Never raises for bad data.

    A file that cannot be read or converted is reported and left out; all the others are still checked.

    Args:
        path: the folder that holds `registry.toml`.
        as_of: the day that counts as today, for dates in the future; the day of the clock where it is left out.
        base: an earlier state of the same registry; model ids that have gone since need a tombstone (LR208).
        progress: called with how many files are done and how many there are.
        processes: how many may open the files of a large registry; `None` is as many as there are cores, up to four. The
            report is the same. A script that asks for more than one needs `if __name__ == "__main__":` around what it does,
            where processes do not begin as copies (Windows, macOS).

    Raises:
        InvalidRegistryError: the registry of `base` has errors, so there is nothing to compare with.
    """
    from pathlib import Path

    from llmreg.garbage import no_collection
    from llmreg.reading import read_registry

    root = builtin_root() if path is None else os.fspath(path)
    with no_collection():
        reading = read_registry(Path(root), shown_root=_shown_root(path), progress=progress, processes=processes)
        before = None if base is None else _own_ids(load(base))
        return reading.report(as_of or _today(), before)


def _own_ids(registry: Registry) -> frozenset[str]:
    """The models that a registry holds itself; those below it come and go without a tombstone here."""
    return frozenset(model_id for model_id in registry.models if registry.layer_of(model_id) == registry.name)


def _today() -> date:
    return datetime.now(UTC).date()


def _shown_root(path: str | os.PathLike[str] | None) -> str:
    """What stands before the names of files in messages: the path as it was given, or from the folder one is in."""
    if path is None:
        return shown_builtin_root()
    from pathlib import PurePath

    shown = file_name(PurePath(path))
    return "" if shown == "." else shown.rstrip("/") + "/"
