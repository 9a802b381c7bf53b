"""What cattrs raised, as a flat list of problems with a key path each."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from functools import cache

import attrs
from cattrs import BaseValidationError, ClassValidationError, ForbiddenExtraKeysError, IterableValidationError

from llmreg.conversion.strict import WrongValueError, shown
from llmreg.formats import EXTENSIONS
from llmreg.frozenmap import FrozenMap
from llmreg.identifiers import suggest
from llmreg.schema.fields import field_type, key_of, plain_type
from llmreg.schema.license import License
from llmreg.schema.model import Model
from llmreg.schema.platform import Platform
from llmreg.schema.settings import RegistrySettings
from llmreg.schema.vendor import Vendor
from llmreg.source import KeyPath

__all__ = ["Problem", "explain", "known_keys", "unknown_key"]


@attrs.frozen
class Problem:
    """One thing wrong in a table: a rule, a place in it, and what to say."""

    code: str
    """Code of the rule."""
    path: KeyPath
    """Where in the table, from the root of the record."""
    message: str
    """The headline."""
    hint: str | None = None
    """What to do."""
    on_key: bool = False
    """Whether the key itself is wrong, not its value."""


def explain(error: Exception, path: KeyPath = ()) -> Iterator[Problem]:
    """Every problem inside an exception of the converter, in the order of the fields. Raises what is no error of data."""
    if isinstance(error, ClassValidationError):
        noted, others = error.group_exceptions()
        for inner, note in noted:
            if isinstance(inner, KeyError):
                yield Problem("LR101", path, f"`{_written(error.cl, note.name)}` is missing")
            else:
                key = _written(error.cl, note.name)
                yield from explain(inner, path if key == EXTENSIONS else (*path, key))
        for inner in others:
            yield from explain(inner, path)
    elif isinstance(error, IterableValidationError):
        noted_items, others = error.group_exceptions()
        for inner, item in noted_items:
            yield from explain(inner, (*path, item.index))
        for inner in others:
            yield from explain(inner, path)
    elif isinstance(error, BaseValidationError):
        for inner in error.exceptions:
            yield from explain(inner, path)
    elif isinstance(error, ForbiddenExtraKeysError):
        for key in sorted(error.extra_fields):
            yield unknown_key(error.cl, (*path, key))
    elif isinstance(error, WrongValueError):
        yield Problem(error.code, path, error.message, error.hint)
    elif isinstance(error, ValueError):  # what an attrs class itself refuses
        yield Problem("LR106", path, str(error))
    else:
        raise error


def unknown_key(cls: type, path: KeyPath) -> Problem:
    """A key that the class does not have: which one may be meant, and where it would belong."""
    key = str(path[-1])
    known = known_keys(cls)
    if close := suggest(key, known):
        return Problem("LR102", path, f"unknown key {shown(key)}", f"did you mean `{close[0]}`?", on_key=True)
    homes = _homes().get(key, ())
    if len(homes) == 1:
        return Problem("LR108", path, f"`{key}` does not belong here", f"it is a key of {homes[0]}", on_key=True)
    hint = "known here: " + ", ".join(f"`{name}`" for name in known)
    return Problem("LR102", path, f"unknown key {shown(key)}", hint, on_key=True)


def _written(cls: type, name: str) -> str:
    if attrs.has(cls):
        return next((key_of(field) for field in attrs.fields(cls) if field.name == name), name)
    return name


@cache
def known_keys(cls: type) -> tuple[str, ...]:
    """The keys that may be written in a table of this class."""
    return tuple(
        key_of(field)
        for field in attrs.fields(cls)
        if not field.metadata.get("implicit") and field.name != "extensions"
    )


@cache
def _homes() -> dict[str, tuple[str, ...]]:
    """For each key of the format, the places where it may stand, in words."""
    homes: dict[str, tuple[str, ...]] = {}
    for cls, place in _places():
        for key in known_keys(cls):
            homes[key] = (*homes.get(key, ()), place)
    return homes


def _places() -> Iterator[tuple[type, str]]:
    yield Model, "a model or a release"
    for key in known_keys(Model):
        annotation = plain_type(field_type(Model, key))
        inner = [plain_type(each) for each in typing.get_args(annotation)]
        if attrs.has(annotation):
            yield annotation, f"`[{key}]` of a model"
        elif typing.get_origin(annotation) is FrozenMap and attrs.has(inner[1]):
            yield inner[1], f"`[{key}.NAME]` of a model"
        elif typing.get_origin(annotation) is tuple and attrs.has(inner[0]):
            yield inner[0], f"an entry of `{key}` of a model"
    yield Vendor, "a vendor file"
    yield Platform, "a platform file"
    yield License, "a licence file"
    yield RegistrySettings, "`registry.toml`"
