"""The registry that comes with llmreg in a form that loads at once: written when the package is built, beside the TOML.

The file begins with where each table stands in it, a table with where each of its values does. Each value is a pickle of its
own, made when it is first asked for: one look-up costs one model, however large the registry is. Tables that would else be
made by going through all records (names, integrations by model, ...) are written too; there a record stands as its id, and
is looked up in its own table. Pickles run code, so only the file inside the package is ever read, never one from a registry
folder.
"""

from __future__ import annotations

import io
import mmap
import os
import pickle
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from llmreg._version import __version__
from llmreg.index import Index

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["read_compiled", "write_compiled"]

_NAME = "registry.pickle"
_PROTOCOL = 5
_RECORDS = ("vendors", "families", "releases", "models", "platforms", "licenses", "tombstones")
_OF_INDEX = (
    "edges_by_model",
    "edges_by_family",
    "edges_by_platform",
    "edges_by_name",
    "aliases",
    "by_bare_id",
    "children",
)
_OF_NAMES = ("by_key", "owners", "pages", "ids", "by_word")

Place = tuple[str, str] | tuple[str, str, str | int]
"""A record, or an integration of one: the table, the id, and the key or number of the integration."""


class _File:
    """The file, mapped into memory: what nobody asks for is never read."""

    def __init__(self, path: str) -> None:
        with open(path, "rb") as stream:
            header = pickle.load(stream)  # noqa: S301  (a file of this package, see above)
            self._start = stream.tell()
            self._bytes = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        self.version: str = header["llmreg"]
        self._places: dict[str, tuple[int, int]] = header["places"]

    def part(self, name: str) -> memoryview:
        start, size = self._places[name]
        return memoryview(self._bytes)[self._start + start : self._start + start + size]


class _Table(Mapping[Any, Any]):
    """A table whose values are made when they are first asked for."""

    def __init__(self, file: _File, name: str, index: Index | None = None) -> None:
        self._file = file
        self._name = name
        self._index = index
        self._made: dict[Any, Any] = {}

    @cached_property
    def _places(self) -> dict[Any, tuple[int, int]]:
        places: dict[Any, tuple[int, int]] = pickle.loads(self._file.part(self._name))  # noqa: S301
        return places

    @cached_property
    def _values(self) -> memoryview:
        return self._file.part(f"{self._name} values")

    def __getitem__(self, key: Any) -> Any:
        try:
            return self._made[key]
        except KeyError:
            start, size = self._places[key]
        packed = self._values[start : start + size]
        made = _Unpickler(io.BytesIO(packed), self._index).load() if self._index else pickle.loads(packed)  # noqa: S301
        return self._made.setdefault(key, made)

    def __contains__(self, key: object) -> bool:
        return key in self._places

    def __iter__(self) -> Iterator[Any]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


class _Unpickler(pickle.Unpickler):
    """Finds records of an index where their place is written."""

    def __init__(self, stream: io.BytesIO, index: Index) -> None:
        super().__init__(stream)
        self._index = index

    def persistent_load(self, place: Place) -> Any:
        record = getattr(self._index, place[0])[place[1]]
        return record.integrations[place[2]] if len(place) == 3 else record


class _Pickler(pickle.Pickler):
    """Writes the place of a record in place of the record."""

    def __init__(self, stream: io.BytesIO, places: Mapping[int, Place]) -> None:
        super().__init__(stream, _PROTOCOL)
        self._places = places

    def persistent_id(self, value: Any) -> Place | None:
        return self._places.get(id(value))


def read_compiled(root: str | os.PathLike[str]) -> Index | None:
    """The index of the registry in a folder of this package, or `None` where it was not compiled by this version."""
    path = os.path.join(os.path.dirname(root), _NAME)
    if not os.path.isfile(path):
        return None
    file = _File(path)
    if file.version != __version__:
        return None
    records = {name: _Table(file, name) for name in _RECORDS}
    index = Index(
        read_settings=lambda: pickle.loads(file.part("settings")),  # noqa: S301
        **records,
        origins=_Table(file, "origins"),
    )
    index.prepare({name: _Table(file, f"Index.{name}", index) for name in _OF_INDEX})
    index.prepared["Names"] = {name: _Table(file, f"Names.{name}", index) for name in _OF_NAMES}
    return index


def write_compiled(index: Index, folder: Path) -> Path:
    """Write the compiled form of an index beside the folder of its registry; gives the file.

    The same index gives the same bytes.
    """
    from llmreg.resolution.names import Names

    places, names = _places(index), Names(index)
    parts = {"settings": _packed(index.settings, {}, index)}
    for name in (*_RECORDS, "origins"):
        parts |= _packed_table(name, getattr(index, name), {}, index)
    for name in _OF_INDEX:
        parts |= _packed_table(f"Index.{name}", getattr(index, name), places, index)
    for name in _OF_NAMES:
        parts |= _packed_table(f"Names.{name}", getattr(names, name), places, index)
    header = pickle.dumps({"llmreg": __version__, "places": _spans(parts)}, _PROTOCOL)
    file = folder / _NAME
    file.write_bytes(header + b"".join(parts.values()))
    return file


def _places(index: Index) -> dict[int, Place]:
    """The places of all records, and of the integrations written in them, by identity."""
    places: dict[int, Place] = {}
    for table in _RECORDS:
        for key, record in getattr(index, table).items():
            places[id(record)] = (table, str(key))
            edges = getattr(record, "integrations", {})
            for inner, edge in edges.items() if isinstance(edges, Mapping) else enumerate(edges):
                places[id(edge)] = (table, str(key), inner)
    return places


def _packed_table(name: str, table: Mapping[Any, Any], places: Mapping[int, Place], index: Index) -> dict[str, bytes]:
    """Where each value stands, and the values."""
    values = {key: _packed(value, places, index) for key, value in table.items()}
    return {name: _packed(_spans(values), {}, index), f"{name} values": b"".join(values.values())}


def _spans(parts: Mapping[Any, bytes]) -> dict[Any, tuple[int, int]]:
    """Start and size of each, if they are put one behind the other."""
    starts = accumulate(map(len, parts.values()), initial=0)
    return {key: (start, len(part)) for (key, part), start in zip(parts.items(), starts, strict=False)}


def _packed(value: Any, places: Mapping[int, Place], index: Index) -> bytes:
    """Equal values give equal bytes: what is shared by chance is shared no more after the first way there and back."""

    def dumps(value: Any) -> bytes:
        stream = io.BytesIO()
        _Pickler(stream, places).dump(value)
        return stream.getvalue()

    return dumps(_Unpickler(io.BytesIO(dumps(value)), index).load())
