"""Field paths such as `parameters.total` or `integrations.openai.retired`: which there are, and their values.

The parts are keys as TOML has them, so one with a dot stands in quotes: `integrations."example.org".retired`. Extensions
go by the name that they are written under: `x-acme.tier`.
"""

from __future__ import annotations

import copy
import re
import types
import typing
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Annotated, Any, Union

import attrs

from llmreg.formats import EXTENSIONS
from llmreg.frozenmap import FrozenMap

__all__ = [
    "field_type",
    "get_field",
    "is_recorded",
    "iter_field_paths",
    "key_of",
    "overlap",
    "plain_type",
    "replace_field",
    "split_path",
]

_PATH = re.compile(r'(?:"[^"]*\.[^"]*"|[^."]+)(?:\.(?:"[^"]*\.[^"]*"|[^."]+))*')
_PART = re.compile(r'"([^"]+)"|([^."]+)')


@lru_cache(maxsize=4096)
def split_path(path: str) -> tuple[str, ...]:
    """The parts of a field path, without quotes; none where the text is not one."""
    return tuple(quoted or bare for quoted, bare in _PART.findall(path)) if _PATH.fullmatch(path) else ()


def plain_type(annotation: Any) -> Any:
    """The annotation without `None` and without its format: `ParameterCount | None` gives `int`."""
    if typing.get_origin(annotation) in (types.UnionType, Union):
        annotation = next(arg for arg in typing.get_args(annotation) if arg is not types.NoneType)
    if typing.get_origin(annotation) is Annotated:
        annotation = typing.get_args(annotation)[0]
    return annotation


@cache
def _annotations(cls: type) -> dict[str, Any]:
    fields = attrs.fields(attrs.resolve_types(cls))
    return {key_of(attribute): attribute.type for attribute in fields if key_of(attribute) != EXTENSIONS}


def key_of(attribute: attrs.Attribute[Any]) -> str:
    """How an attribute is written in TOML; almost always by its own name."""
    return str(attribute.metadata.get("key", attribute.name))


@cache
def field_type(cls: type, path: str) -> Any:
    """The annotation of the field at a path from a record class, or `None` where there is no such field.

    Any key leads into a mapping; nothing leads into an array. Extensions are `Any`, however deep.
    """
    parts = split_path(path)
    annotation: Any = cls if parts else None
    for name in parts:
        inner = plain_type(annotation)
        if inner is Any:
            return Any
        if attrs.has(inner):
            extensible = name.startswith(EXTENSIONS) and hasattr(inner, "extensions")
            annotation = Any if extensible else _annotations(inner).get(name)
        elif typing.get_origin(inner) is FrozenMap:
            annotation = typing.get_args(inner)[1]
        else:
            annotation = None
        if annotation is None:
            return None
    return annotation


def iter_field_paths(cls: type, prefix: str = "") -> Iterator[str]:
    """Every path that does not lead through a mapping or an array, in the order of the classes."""
    for name, annotation in _annotations(cls).items():
        yield prefix + name
        if attrs.has(plain_type(annotation)):
            yield from iter_field_paths(plain_type(annotation), f"{prefix}{name}.")


def get_field(record: Any, path: str) -> Any:
    """The value at a path; `None` where the record has nothing there."""
    parts = split_path(path)
    value = record if parts else None
    for name in parts:
        value = _inside(value, name)
    return value


def _inside(value: Any, name: str) -> Any:
    """What a record or a mapping has under a name."""
    if name.startswith(EXTENSIONS):
        value = getattr(value, "extensions", value)
    return value.get(name) if isinstance(value, Mapping) else getattr(value, name, None)


def overlap(one: str, other: str) -> bool:
    """Whether two paths are the same or one leads into the other: `context` and `context.window`."""
    return one == other or one.startswith(f"{other}.") or other.startswith(f"{one}.")


def is_recorded(value: Any) -> bool:
    """Whether a value says anything: not `None`, not an empty tuple or mapping, not a group of only such."""
    if value is None or (isinstance(value, tuple | Mapping) and not value):
        return False
    if attrs.has(type(value)):
        return any(is_recorded(getattr(value, attribute.name)) for attribute in attrs.fields(type(value)))
    return True


def replace_field(record: Any, path: str, value: Any) -> Any:
    """A copy of the record with another value at a path; the record itself where nothing leads there.

    The class is not asked whether it takes the value: of two figures that are put back one after the other, the first
    may not fit what the second is about to replace.
    """
    return _replaced(record, split_path(path), value)


def _replaced(record: Any, parts: tuple[str, ...], value: Any) -> Any:
    if not parts:
        return value
    name, rest = parts[0], parts[1:]
    if not attrs.has(type(record)) and not isinstance(record, Mapping):
        return record
    if rest and _inside(record, name) is None:
        return record
    new = _replaced(_inside(record, name), rest, value)
    if isinstance(record, Mapping):
        return FrozenMap({**record, name: new})
    if name.startswith(EXTENSIONS):
        name, new = "extensions", FrozenMap({**record.extensions, name: new})
    changed = copy.copy(record)
    object.__setattr__(changed, name, new)
    return changed
