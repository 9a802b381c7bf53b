"""Field paths such as `parameters.total` or `integrations.openai.retired`: which there are, and their values."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, Union

import attrs

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
]


def plain_type(annotation: Any) -> Any:
    """The annotation without `None` and without its format: `ParameterCount | None` gives `int`."""
    if typing.get_origin(annotation) in (types.UnionType, Union):
        annotation = next(arg for arg in typing.get_args(annotation) if arg is not types.NoneType)
    if typing.get_origin(annotation) is Annotated:
        annotation = typing.get_args(annotation)[0]
    return annotation


@cache
def _annotations(cls: type) -> dict[str, Any]:
    return {key_of(attribute): attribute.type for attribute in attrs.fields(attrs.resolve_types(cls))}


def key_of(attribute: attrs.Attribute[Any]) -> str:
    """How an attribute is written in TOML; almost always by its own name."""
    return str(attribute.metadata.get("key", attribute.name))


@cache
def field_type(cls: type, path: str) -> Any:
    """The annotation of the field at a dotted path from a record class, or `None` where there is no such field.

    Any key leads into a mapping; nothing leads into an array.
    """
    annotation: Any = cls
    for name in path.split("."):
        inner = plain_type(annotation)
        if attrs.has(inner):
            annotation = _annotations(inner).get(name)
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
    """The value at a dotted path; `None` where the record has nothing there."""
    value = record
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else getattr(value, name, None)
        if value is None:
            return None
    return value


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
    """A copy of the record with another value at a dotted path."""
    name, _, rest = path.partition(".")
    if isinstance(record, Mapping):
        new = replace_field(record[name], rest, value) if rest else value
        return FrozenMap({**record, name: new})
    new = replace_field(getattr(record, name), rest, value) if rest else value
    return attrs.evolve(record, **{name: new})
