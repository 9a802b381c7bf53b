"""The text of a changed file: in the one form where it already has it or is new, else with its comments and layout kept."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from typing import Any, get_origin

import attrs

from llmreg.errors import MissingExtraError
from llmreg.files import FileKind, file_kind
from llmreg.frozenmap import FrozenMap
from llmreg.schema.fields import field_type, key_of, plain_type
from llmreg.schema.license import License
from llmreg.schema.model import Model
from llmreg.schema.platform import Platform
from llmreg.schema.settings import RegistrySettings, Tombstones
from llmreg.schema.vendor import Vendor
from llmreg.toml.writer import write

__all__ = ["canonical_text", "text_of"]

_CLASSES = {
    FileKind.VENDOR: Vendor,
    FileKind.PLATFORM: Platform,
    FileKind.LICENSE: License,
    FileKind.SETTINGS: RegistrySettings,
    FileKind.TOMBSTONES: Tombstones,
}


def canonical_text(name: str, tables: dict[str, Any]) -> str:
    """The one form of a file: keys in the order of the classes, then as `llmreg.toml.writer` writes them."""
    kind = file_kind(name)
    if kind is FileKind.RELEASE:
        models = [_ordered(model, Model) for model in tables.get("models", [])]
        shared = _ordered({key: value for key, value in tables.items() if key != "models"}, Model)
        return write({**shared, "models": models})
    return write(_ordered(tables, _CLASSES[kind]) if kind in _CLASSES else tables)


def _ordered(value: Any, annotation: Any) -> Any:
    """A TOML value with its keys in the order of the attributes of a class; other keys come last."""
    kind = plain_type(annotation)
    if isinstance(value, list) and get_origin(kind) is tuple:
        return [_ordered(item, kind.__args__[0]) for item in value]
    if not isinstance(value, dict):
        return value
    if get_origin(kind) is FrozenMap:
        return {key: _ordered(inner, kind.__args__[1]) for key, inner in value.items()}
    if not (isinstance(kind, type) and attrs.has(kind)):
        return value
    order = {key_of(field): number for number, field in enumerate(attrs.fields(kind))}
    keys = sorted(value, key=lambda key: order.get(key, len(order)))
    return {key: _ordered(value[key], field_type(kind, f'"{key}"' if "." in key else key) or Any) for key in keys}


def text_of(name: str, tables: dict[str, Any], before: str | None) -> str:
    """The text of a file that shall say just this.

    Args:
        name: its path in the registry.
        tables: what it shall say.
        before: its text so far; `None` for a new file.

    Raises:
        MissingExtraError: the file was written by hand and tomlkit is not installed.
    """
    if before is None or canonical_text(name, tomllib.loads(before, parse_float=Decimal)) == before:
        return canonical_text(name, tables)
    try:
        import tomlkit
    except ImportError:
        raise MissingExtraError("import", "tomlkit", f"change {name} and keep its comments") from None
    document = tomlkit.parse(before)
    _bring(document, tomllib.loads(before, parse_float=Decimal), tables, tomlkit)
    text = tomlkit.dumps(document)
    return text if _says(text) == tables else canonical_text(name, tables)  # rather without comments than wrong


def _says(text: str) -> dict[str, Any] | None:
    """The tables of a TOML text; `None` where it is none."""
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except ValueError:
        return None


def _bring(document: Any, old: dict[str, Any], new: dict[str, Any], tomlkit: Any) -> None:
    """Change a table of a document from what it says to what it shall say; the rest is not touched."""
    for key in [key for key in old if key not in new]:
        del document[key]
    for key, value in new.items():
        before: Any = old.get(key)
        if before == value and key in old:
            continue
        if isinstance(value, dict) and isinstance(before, dict):
            _bring(document[key], before, value, tomlkit)
        elif isinstance(document.get(key), tomlkit.items.AoT) and len(value) >= len(document[key]):
            for number, item in enumerate(value):
                if number < len(before):
                    _bring(document[key][number], before[number], item, tomlkit)
                else:
                    document[key].append(_item(item, tomlkit))
        else:
            document[key] = _item(value, tomlkit)


def _item(value: Any, tomlkit: Any) -> Any:
    """A value in the one form of the writer, as a part of a document."""
    if isinstance(value, dict):
        table = tomlkit.table()
        for key, inner in value.items():
            table.add(key, _item(inner, tomlkit))
        return table
    item = tomlkit.parse(write({"value": value}))["value"]
    if isinstance(item, tomlkit.items.AoT):
        array = tomlkit.aot()
        for inner in value:
            array.append(_item(inner, tomlkit))
        return array
    return item
