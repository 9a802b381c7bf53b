"""The registry that comes with llmreg in a form that loads at once: written when the package is built, beside the TOML.

Each model is a pickle of its own, read when it is first asked for. Pickles run code, so only the file inside the package
is ever read, never one from a registry folder.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from llmreg._version import __version__
from llmreg.index import Index
from llmreg.schema.model import Model

__all__ = ["read_compiled", "write_compiled"]

_NAME = "registry.pickle"
_PROTOCOL = 5


class _Models(Mapping[str, Model]):
    """Models by id; each is made when it is first asked for."""

    def __init__(self, packed: dict[str, bytes]) -> None:
        self._packed = packed
        self._made: dict[str, Model] = {}

    def __getitem__(self, model_id: str) -> Model:
        made = self._made.get(model_id)
        if made is None:
            made = self._made[model_id] = pickle.loads(self._packed[model_id])  # noqa: S301
        return made

    def __contains__(self, model_id: object) -> bool:
        return model_id in self._packed

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)


def _tables(index: Index) -> dict[str, Any]:
    return {field.name: getattr(index, field.name) for field in attrs.fields(Index)}


def write_compiled(index: Index, folder: Path) -> Path:
    """Write the compiled form of an index beside the folder of its registry; gives the file.

    The same index gives the same bytes.
    """
    tables = _tables(index)
    tables["models"] = {str(key): _packed(model) for key, model in index.models.items()}
    file = folder / _NAME
    file.write_bytes(_packed({"llmreg": __version__, "tables": tables}))
    return file


def _packed(value: Any) -> bytes:
    """Equal values give equal bytes: what is shared by chance is shared no more after the first way there and back."""
    return pickle.dumps(pickle.loads(pickle.dumps(value, _PROTOCOL)), _PROTOCOL)  # noqa: S301


def read_compiled(root: Path) -> Index | None:
    """The index of the registry in a folder of this package, or `None` where it was not compiled by this version."""
    file = root.parent / _NAME
    if not file.is_file():
        return None
    body = pickle.loads(file.read_bytes())  # noqa: S301  (a file of this package, see above)
    if body["llmreg"] != __version__:
        return None
    return Index(**(body["tables"] | {"models": _Models(body["tables"]["models"])}))
