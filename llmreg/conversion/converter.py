"""The cattrs converter that knows the format."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache, partial
from operator import eq
from typing import Any

import attrs
from cattrs import ClassValidationError, Converter, IterableValidationError
from cattrs.errors import AttributeValidationNote, IterableValidationNote
from cattrs.gen import make_dict_structure_fn, override

from llmreg import formats, vocabulary
from llmreg.conversion import strict
from llmreg.frozenmap import FrozenMap
from llmreg.quantities import PartialDate
from llmreg.schema.fields import field_type, key_of, plain_type, split_path
from llmreg.schema.model import Alias, Model
from llmreg.schema.source import Dispute, PastValue

__all__ = ["fact_type", "make_converter"]

Hook = Callable[[Any, Any], Any]


@cache
def make_converter() -> Converter:
    """The one converter: tables of TOML values into the classes of `llmreg.schema`.

    Raises, from `structure`, groups of cattrs that `llmreg.conversion.explain` reads.
    """
    converter = Converter(detailed_validation=True, forbid_extra_keys=True)
    for kind, hook in (
        (str, strict.text),
        (bool, strict.boolean),
        (int, strict.count),
        (Decimal, strict.decimal),
        (date, strict.day),
        (PartialDate, strict.partial_date),
    ):
        converter.register_structure_hook(kind, hook)
    for words in vars(vocabulary).values():  # each by itself, or the hook of `str` would take them
        if isinstance(words, type) and issubclass(words, StrEnum) and words is not StrEnum:
            converter.register_structure_hook(words, strict.choice(words))
    converter.register_structure_hook_factory(_is_new_type, lambda _: strict.text)
    for name, hook in strict.FORMATS.items():
        annotated = getattr(formats, name)
        converter.register_structure_hook_func(partial(eq, annotated), hook)
    converter.register_structure_hook_factory(_is_optional, lambda kind: _optional_hook(converter, kind))
    converter.register_structure_hook_factory(_is_tuple, lambda kind: _tuple_hook(converter, kind))
    converter.register_structure_hook_factory(_is_frozen_map, lambda kind: _map_hook(converter, kind))
    converter.register_structure_hook_factory(attrs.has, lambda kind: _class_hook(converter, kind))
    alias = converter.get_structure_hook(Alias)
    converter.register_structure_hook(
        Alias, lambda value, kind: alias(value, kind) if isinstance(value, dict) else Alias(name=strict.text(value))
    )
    converter.register_structure_hook(Dispute, _with_typed_value(converter, Dispute))
    converter.register_structure_hook(PastValue, _with_typed_value(converter, PastValue))
    return converter


def _is_new_type(kind: Any) -> bool:
    return isinstance(kind, typing.NewType)


def _is_optional(kind: Any) -> bool:
    return typing.get_origin(kind) in (types.UnionType, typing.Union) and types.NoneType in typing.get_args(kind)


def _optional_hook(converter: Converter, kind: Any) -> Hook:
    """TOML has no null: what is there is of the other type."""
    (item,) = (each for each in typing.get_args(kind) if each is not types.NoneType)
    hook = converter.get_structure_hook(item)
    return lambda value, _: hook(value, item)


def _is_tuple(kind: Any) -> bool:
    return typing.get_origin(kind) is tuple


def _is_frozen_map(kind: Any) -> bool:
    return typing.get_origin(kind) is FrozenMap


def _tuple_hook(converter: Converter, kind: Any) -> Hook:
    item = typing.get_args(kind)[0]
    hook = converter.get_structure_hook(item)

    def structure(value: Any, _: Any) -> tuple[Any, ...]:
        done, errors = [], []
        for index, element in enumerate(strict.strict_list(value)):
            try:
                done.append(hook(element, item))
            except Exception as error:  # noqa: BLE001  (cattrs groups are plain Exceptions; `explain` sorts them out)
                error.add_note(IterableValidationNote(f"element {index}", index, item))
                errors.append(error)
        if errors:
            raise IterableValidationError("array", errors, tuple)
        return tuple(done)

    return structure


def _map_hook(converter: Converter, kind: Any) -> Hook:
    key_kind, item = typing.get_args(kind)
    key_hook = converter.get_structure_hook(key_kind)
    hook = strict_any if item is Any else converter.get_structure_hook(item)

    def structure(value: Any, _: Any) -> FrozenMap[Any, Any]:
        done, errors = {}, []
        for key, element in strict.strict_table(value).items():
            try:
                done[key_hook(key, key_kind)] = hook(element, item)
            except Exception as error:  # noqa: BLE001
                error.add_note(AttributeValidationNote(f"key {key}", key, item))
                errors.append(error)
        if errors:
            raise ClassValidationError("table", errors, FrozenMap)
        return FrozenMap(done)

    return structure


def strict_any(value: Any, _: Any) -> Any:
    """The hook for values that are kept as they are."""
    return strict.freeze(value)


def _class_hook(converter: Converter, cls: type) -> Hook:
    attrs.resolve_types(cls)
    special: dict[str, Any] = {
        field.name: override(rename=key_of(field)) for field in attrs.fields(cls) if key_of(field) != field.name
    }
    special |= {field.name: override(struct_hook=strict_any) for field in attrs.fields(cls) if field.type is Any}
    structure: Hook = make_dict_structure_fn(
        cls, converter, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=True, **special
    )
    return lambda value, kind: structure(strict.strict_table(value), kind)


_NO_FACTS = frozenset(["id", "vendor", "release", "sources", "undisclosed", "disputes", "history"])
_ENDS = frozenset(["platform", "model", "family", "sources"])


def fact_type(path: str) -> Any:
    """The annotation of a field of models that sources may disagree on and that may change; `None` for any other path.

    Ids are no such fields, nor is what tells of sources. Of an integration it is a single field, never all of it.
    """
    parts = split_path(path)
    if not parts or parts[0] in _NO_FACTS:
        return None
    if parts[0] == "integrations" and (len(parts) < 3 or parts[2] in _ENDS):
        return None
    return field_type(Model, path)


def _with_typed_value(converter: Converter, cls: type) -> Hook:
    """A dispute's or past value's `value` is of the type of the field that it is about."""
    structure = converter.get_structure_hook(cls)

    def with_value(value: Any, kind: Any) -> Any:
        entry = structure(value, kind)
        wanted = fact_type(entry.field)
        if wanted is None or plain_type(wanted) is Any:  # the check of field paths reports the first
            return entry
        try:
            typed = converter.structure(value["value"], wanted)
        except Exception as error:  # noqa: BLE001
            error.add_note(AttributeValidationNote("value", "value", wanted))
            raise ClassValidationError("value", [error], cls) from None
        return attrs.evolve(entry, value=typed)

    return with_value
