"""What `extends` in `registry.toml` names: the registry below, or what is wrong with the name."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator, Sequence

import attrs

from llmreg.conversion.explain import Problem
from llmreg.identifiers import did_you_mean
from llmreg.layers import builtin_root, shown_builtin_root
from llmreg.paths import file_name

__all__ = ["BUILTIN", "MOST_LAYERS", "Base", "find_base"]

BUILTIN = "builtin"
"""What the registry that comes with llmreg is called."""
MOST_LAYERS = 8
"""So many registries may stand on top of one another."""

_KEY = ("extends",)
_SETTINGS = "registry.toml"


@attrs.frozen
class Base:
    """The registry below another one."""

    root: str
    """Its folder."""
    shown_root: str
    """What stands before the names of its files in messages."""
    is_builtin: bool
    """Whether it is the one that comes with llmreg, which may be compiled."""


def find_base(extends: str, root: str, shown_root: str, above: Sequence[str]) -> Base | Problem:
    """The registry that another one extends, or why there is none.

    Args:
        extends: what `registry.toml` says.
        root: the folder that this stands in.
        shown_root: what stands before the names of its files in messages.
        above: the folders of the registries from the uppermost to this one, which none below may be again.
    """
    if extends == BUILTIN:
        base = Base(builtin_root(), shown_builtin_root(), is_builtin=True)
    else:
        if os.path.isabs(extends) or "\0" in extends:
            hint = f"write `{BUILTIN}`, or the way from this folder, such as `../shared`"
            return Problem("LR105", _KEY, f"`{extends}` is not a folder relative to this registry", hint)
        shown = posixpath.normpath(posixpath.join(shown_root, file_name(extends)))
        base = Base(os.path.join(root, extends), "" if shown == "." else shown + "/", is_builtin=False)
        if fault := _fault(extends, root, base.root):
            return fault
    real = os.path.realpath(base.root)
    if real in above:
        way = " -> ".join(file_name(os.path.basename(folder)) for folder in (*above[above.index(real) :], real))
        return Problem("LR010", _KEY, f"the registry extends itself: {way}", "let one of them extend nothing")
    if len(above) >= MOST_LAYERS:
        hint = "put some of them together"
        return Problem("LR010", _KEY, f"more than {MOST_LAYERS} registries on top of one another", hint)
    return base


def _fault(extends: str, root: str, folder: str) -> Problem | None:
    """What keeps a folder from being a registry. Nothing else in it is looked at before."""
    if not os.path.isdir(folder):
        what = "it is a file, not the folder of a registry" if os.path.exists(folder) else "there is no such folder"
        remedy = f"write `{BUILTIN}`, or the way from this folder to another"
        hint = did_you_mean(extends, [BUILTIN, *_neighbours(extends, root)], remedy)
        return Problem("LR001", _KEY, f"cannot read `{extends}`: {what}", hint)
    if not os.path.isfile(os.path.join(folder, _SETTINGS)):
        return Problem("LR001", _KEY, f"cannot read `{extends}`: there is no {_SETTINGS} in it")
    return None


def _neighbours(extends: str, root: str) -> Iterator[str]:
    """The registries beside the folder that is meant, spelt in the same way."""
    beside = posixpath.dirname(extends)
    try:
        with os.scandir(os.path.join(root, beside)) as entries:
            for entry in sorted(entries, key=lambda each: each.name):
                if os.path.isfile(os.path.join(entry.path, _SETTINGS)):
                    yield posixpath.join(beside, file_name(entry.name))
    except OSError:
        return
