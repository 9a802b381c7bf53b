"""The page about the format: every table with its keys, every word list, every format of a value.

All of it is read from the classes of `llmreg.schema` and from `llmreg.vocabulary` and `llmreg.formats`, so the
page says what the converter does.
"""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Union

import attrs

from _reference.docstrings import class_source, module_source
from _reference.markdown import paragraph, pipe_table
from llmreg import formats, vocabulary
from llmreg.conversion.records import RENAMED
from llmreg.formats import EXTENSIONS
from llmreg.frozenmap import FrozenMap
from llmreg.quantities import PartialDate
from llmreg.schema.fields import key_of, plain_type
from llmreg.schema.integration import Integration
from llmreg.schema.language import Languages
from llmreg.schema.license import License, Threshold
from llmreg.schema.limits import Capabilities, Context, Limits, Modalities
from llmreg.schema.lineage import Parent, Successor
from llmreg.schema.model import Alias, Benchmark, Model, Training
from llmreg.schema.parameters import Architecture, Parameters
from llmreg.schema.platform import Platform
from llmreg.schema.price import Price
from llmreg.schema.settings import CheckSettings, RegistrySettings, Tombstone
from llmreg.schema.source import Dispute, PastValue, Source
from llmreg.schema.vendor import Family, Vendor
from llmreg.settings import Block, ChartFile, Settings
from llmreg.vocabulary import RESERVED_WORDS

__all__ = ["TABLES", "WORD_LISTS", "format_page", "keys_of", "words_page"]

TABLES: dict[type, tuple[str, str]] = {
    RegistrySettings: ("The registry", "`registry.toml`, at the root. Required."),
    CheckSettings: ("Settings of the check", "`[check]` in `registry.toml`."),
    Vendor: ("Vendors", "`vendors/VENDOR.toml`, one file for each vendor."),
    Family: ("Families", "`[families.NAME]` in the file of the vendor; `NAME` is the id of the family."),
    Model: (
        "Models and releases",
        "`models/VENDOR/RELEASE.toml`: a release is a file, a model an entry of `[[models]]` in it. Every key but `id` may also stand at the top of the file, for all models of the release.",
    ),
    Alias: ("Aliases", "an entry of `aliases` of a model: a string, or a table with these keys."),
    Parameters: ("Parameters", "`[parameters]` of a model or release."),
    Architecture: ("Architecture", "`[architecture]` of a model or release."),
    Languages: ("Languages", "`[languages]` of a model or release."),
    Context: ("Context", "`[context]` of a model or release."),
    Modalities: ("Modalities", "`[modalities]` of a model or release."),
    Capabilities: ("Capabilities", "`[capabilities]` of a model or release."),
    Parent: ("Parents", "an entry of `derived_from` of a model."),
    Training: ("Training", "`[training]` of a model or release."),
    Benchmark: ("Benchmarks", "an entry of `benchmarks` of a model."),
    Integration: (
        "Integrations",
        "`[models.integrations.PLATFORM]` in a release, `[families.NAME.integrations.PLATFORM]` in a vendor file, or an entry of `[[integrations]]` in a platform file.",
    ),
    Limits: ("Limits", "`limits` of an integration."),
    Price: ("Prices", "an entry of `prices` of an integration."),
    Successor: ("Replacements", "an entry of `replacement` of an integration."),
    Source: ("Sources", "`[sources.KEY]` of a vendor, family, release, model, platform, licence or integration."),
    Dispute: ("Disputes", "an entry of `disputes` of a model."),
    PastValue: ("History", "an entry of `history` of a model."),
    Platform: ("Platforms", "`platforms/PLATFORM.toml`, one file for each platform."),
    License: ("Licences", "`licenses/ID.toml`, one file for each licence."),
    Threshold: ("Thresholds", "an entry of `thresholds` of a licence."),
    Tombstone: ("Tombstones", "an entry of `[[tombstones]]` in `tombstones.toml`, at the root. The file is optional."),
}
"""Every class that is written in the files of a registry, in the order of the page, with a title and its place."""

SETTINGS: dict[type, tuple[str, str]] = {
    Settings: ("The file", "the top of `llmreg.toml`, or `[tool.llmreg]` in `pyproject.toml`."),
    Block: (
        "Tables",
        "`[tables.NAME]`, in `pyproject.toml` `[tool.llmreg.tables.NAME]`. The same keys are options of a marker.",
    ),
    ChartFile: ("Charts", "`[charts.NAME]`, in `pyproject.toml` `[tool.llmreg.charts.NAME]`."),
}
"""The classes of the settings of a project."""

_PLACES = TABLES | SETTINGS

WORD_LISTS: tuple[type[StrEnum], ...] = tuple(
    value
    for value in (getattr(vocabulary, name) for name in vocabulary.__all__)
    if isinstance(value, type) and issubclass(value, StrEnum)
)
"""The closed word lists, in the order of the alphabet."""

_GIVEN_BY_THE_FILE = (Vendor, Platform, License)
"""Classes whose `id` is the name of the file."""

_IDS = {
    "ModelId": "id of a model, `vendor/name`",
    "ReleaseId": "id of a release, `vendor/file`",
    "LicenseId": "SPDX id or `LicenseRef-*`",
}
_SCALARS: dict[Any, str] = {
    str: "string",
    bool: "`true` or `false`",
    int: "integer, 1 to 10^15",
    Decimal: "number, 0 or more, kept exactly",
    date: "date",
    PartialDate: 'date, or `"2024-06"` or `"2024"`',
    Any: "anything",
}
_PLURALS = {"string": "strings", "date": "dates", "anything": "anything"}


def format_page() -> str:
    """Every table with its keys, then the formats of values."""
    parts = []
    for cls, (title, place) in TABLES.items():
        parts += [f"({_label(cls)})=\n## {title}", class_source(cls).doc, f"Place: {place}", _key_table(cls)]
        if cls is Model:
            old = ", ".join(f"`{old}` as `{new}`" for old, new in RENAMED.items())
            parts.append(f"Old names are read with a warning ([LR109](#lr109)): {old}.")
    parts += ["(formats)=\n## Formats of values", _format_table()]
    parts += ["### Field paths", module_source("llmreg.schema.fields").doc]
    return "\n\n".join(part.rstrip() for part in parts) + "\n"


def settings_page() -> str:
    """The keys of the settings of a project."""
    parts = []
    for cls, (title, place) in SETTINGS.items():
        parts += [f"({_label(cls)})=\n### {title}", class_source(cls).doc, f"Place: {place}", _key_table(cls)]
    return "\n\n".join(part.rstrip() for part in parts) + "\n"


def words_page() -> str:
    """Every closed word list with its members, then the reserved words."""
    constants = module_source("llmreg.vocabulary").constants
    parts = []
    for cls in WORD_LISTS:
        source = class_source(cls)
        rows = ((f"`{member.value}`", source.attributes[member.name]) for member in cls)
        parts += [f"({_label(cls)})=\n### {cls.__name__}", source.doc, pipe_table(("word", "meaning"), rows)]
    reserved = ", ".join(f"`{word}`" for word in sorted(RESERVED_WORDS))
    parts += ["(reserved-words)=\n### Reserved words", constants["RESERVED_WORDS"], reserved + "."]
    return "\n\n".join(parts) + "\n"


def keys_of(cls: type) -> Iterator[tuple[str, str]]:
    """Every key that may be written in a table of the class, with the name of its attribute."""
    for attribute in attrs.fields(attrs.resolve_types(cls, include_extras=True)):
        if not attribute.metadata.get("implicit"):
            yield key_of(attribute), attribute.name


def _key_table(cls: type) -> str:
    source = class_source(cls)
    fields = attrs.fields_dict(cls)
    rows = []
    for key, name in keys_of(cls):
        shown = "`x-...`" if key == EXTENSIONS else f"`{key}`"
        meaning = _required(cls, fields[name]) + source.attributes[name]
        kind = "string" if cls is Model and key == "id" else _in_words(fields[name].type)  # the vendor is the folder
        rows.append((shown, kind, meaning))
    return pipe_table(("key", "type", "meaning"), rows)


def _required(cls: type, field: attrs.Attribute[Any]) -> str:
    needed = field.default is attrs.NOTHING and not (field.name == "id" and cls in _GIVEN_BY_THE_FILE)
    return "*Required.* " if needed else ""


def _in_words(annotation: Any) -> str:
    """A type for people who write files."""
    if typing.get_origin(annotation) in (types.UnionType, Union):
        annotation = next(each for each in typing.get_args(annotation) if each is not types.NoneType)
    if typing.get_origin(annotation) is Annotated:
        name = next(name for name in formats.__all__ if getattr(formats, name) == annotation)
        return f"[{_of_format(name)}](#formats)"
    if annotation in _SCALARS:
        return _SCALARS[annotation]
    if isinstance(annotation, typing.NewType):
        name = annotation.__name__
        return _IDS.get(name, f"id of a {name.removesuffix('Id').lower()}")
    if typing.get_origin(annotation) is tuple:
        return f"array of {_many(typing.get_args(annotation)[0])}"
    if typing.get_origin(annotation) is FrozenMap:
        return _table_of(annotation)
    if issubclass(annotation, StrEnum):
        return f"one of [{annotation.__name__}](#{_label(annotation)})"
    return f"table, see [{_PLACES[annotation][0]}](#{_label(annotation)})"


def _many(item: Any) -> str:
    if item is Alias:
        return f"strings or tables, see [{_PLACES[item][0]}](#{_label(item)})"
    if attrs.has(plain_type(item)):
        return f"tables, see [{_PLACES[item][0]}](#{_label(item)})"
    if isinstance(item, type) and issubclass(item, StrEnum):
        return f"words of [{item.__name__}](#{_label(item)})"
    if typing.get_origin(item) is Annotated:
        return _in_words(item).replace("](", "s](", 1)
    return _PLURALS[_in_words(item)]


def _table_of(annotation: Any) -> str:
    key, item = typing.get_args(annotation)
    by = f", each under a {_of_format('LanguageTag')}" if typing.get_origin(key) is Annotated else ", each under a key"
    if item is Any:
        return "anything"
    if attrs.has(plain_type(item)):
        return f"tables, see [{_PLACES[item][0]}](#{_label(item)}){by}"
    if isinstance(item, type) and issubclass(item, StrEnum):
        return f"words of [{item.__name__}](#{_label(item)}){by}"
    return f"{_many(item)}{by}"


def _of_format(name: str) -> str:
    return "link" if name == "Url" else re.sub(r"(?<!^)(?=[A-Z])", " ", name).lower()


def _format_table() -> str:
    rows = []
    for name in formats.__all__:
        annotated = getattr(formats, name)
        if typing.get_origin(annotated) is Annotated:
            base, text = typing.get_args(annotated)
            rows.append((_of_format(name), f"`{name}`", f"`{base.__name__}`", paragraph(text)))
    return pipe_table(("format", "in annotations", "Python type", "what is written"), rows)


def _label(cls: type) -> str:
    return f"format-{cls.__name__.lower()}"
