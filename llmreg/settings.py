"""The settings of a project: `llmreg.toml`, or `[tool.llmreg]` in `pyproject.toml`.

They say which registry is the project's own, which documents hold generated regions, and what the tables in them show.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import attrs

from llmreg.conversion.converter import make_converter
from llmreg.conversion.explain import Problem, explain
from llmreg.errors import InvalidSettingsError
from llmreg.frozenmap import FrozenMap
from llmreg.paths import file_name
from llmreg.schema.plain import Plain
from llmreg.source import KeyPath, format_key_path
from llmreg.toml.reader import Document, read_bytes
from llmreg.vocabulary import Notes

__all__ = ["FILES", "Block", "ChartFile", "FoundSettings", "Settings", "read_block", "read_settings"]

FILES = ("llmreg.toml", "pyproject.toml")
"""Where settings are looked for, the first one first."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Block(Plain):
    """What a generated region shows: a table of models, a comparison, or the languages of a group. `[tables.NAME]`."""

    query: str | None = None
    """A table: which models, in which order, how many at most, as for `llmreg find`."""
    compare: tuple[str, ...] = ()
    """A comparison: two to eight models, by any name that `llmreg resolve` understands."""
    languages: str | None = None
    """Languages with the models that speak them: a group such as `sea`, or a tag."""
    columns: tuple[str, ...] = ()
    """Of a table, what is shown: `["name:link", "context:k", "languages(th,vi)", "params=Size"]`; the usual columns without it."""
    group: str | None = None
    """Of a table, one column whose values head groups of rows: `"vendor:name"`."""
    group_order: tuple[str, ...] = attrs.field(default=(), metadata={"key": "group-order"})
    """Of a grouped table, headings that come first, in this order."""
    transpose: bool = False
    """Of a table, whether models stand side by side."""
    notes: Notes = Notes.NONE
    """Of a table, where the sources stand."""
    legend: bool = True
    """Of a table, whether the marks that occur are explained."""
    caption: str = ""
    """Of a table, what it is about."""
    fields: tuple[str, ...] = ()
    """Of a comparison, what is compared; the usual fields without it."""
    differences: bool = False
    """Of a comparison, whether only what certainly differs is shown."""
    as_of: date | None = attrs.field(default=None, metadata={"key": "as-of"})
    """The day for which it is asked; that of the registry without it."""
    format: str | None = None
    """The form of output; by the name of the file without it: Markdown for `.md`, and so on."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ChartFile(Plain):
    """A chart as a file of its own, written and checked with the documents. `[charts.NAME]`."""

    file: str
    """Where the SVG is written: `"docs/sizes.svg"`."""
    kind: str
    """What is drawn: `size-over-time`, `context-over-time`, `languages-by-family`, `price` or `sizes`."""
    query: str | None = None
    """Which models, as for `llmreg find`; all without it."""
    platform: str | None = None
    """Of prices, the one platform that is meant."""
    currency: str | None = None
    """Of prices, the currency."""
    highlight: tuple[str, ...] = ()
    """The makers that get a colour of their own; those with most models without it."""
    title: str | None = None
    """What stands above it."""
    theme: str = "auto"
    """`light`, `dark`, or `auto`: as the reader's system has it."""
    width: int = 600
    """In pixels, 320 to 2400."""
    rows: int = 30
    """How many rows it has at most."""
    as_of: date | None = attrs.field(default=None, metadata={"key": "as-of"})
    """The day for which it is asked; that of the registry without it."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Settings(Plain):
    """The settings of a project. Paths in them start at the folder of the file."""

    registry: str | None = None
    """The folder of the project's own registry; the one that comes with llmreg without it."""
    docs: tuple[str, ...] = ()
    """The documents with generated regions, as paths or patterns: `["README.md", "docs/**/*.md"]`; `README.md` without it."""
    tables: FrozenMap[str, Block] = FrozenMap()
    """What the regions show, by name."""
    charts: FrozenMap[str, ChartFile] = FrozenMap()
    """Charts that are files of their own, by name."""


@attrs.frozen(kw_only=True)
class FoundSettings:
    """Settings, and where they stand."""

    settings: Settings
    """What they say."""
    folder: Path
    """Where relative paths start."""
    file: Path | None = None
    """The file; `None` where there is none, so that everything is as usual."""

    @property
    def registry(self) -> str | None:
        """The folder of the project's own registry, to be given to `llmreg.load`."""
        return None if self.settings.registry is None else str(self.folder / self.settings.registry)


def read_settings(folder: Path | None = None, *, file: Path | None = None) -> FoundSettings:
    """The settings of a project.

    Args:
        folder: where to look for `llmreg.toml`, then for a `[tool.llmreg]` in `pyproject.toml`; the current folder where it
            is left out. Folders above are not looked into.
        file: a file to read in any case; one that is called `pyproject.toml` has them under `[tool.llmreg]`.

    Raises:
        InvalidSettingsError: a file cannot be read, or says what cannot be understood; the text has all of it.
    """
    folder = Path() if folder is None else folder
    if file is not None:
        return _read(file)
    for name in FILES:
        if (folder / name).is_file():
            found = _read(folder / name)
            if found.file is not None:
                return found
    return FoundSettings(settings=Settings(), folder=folder)


def read_block(text: str, shown: str, *, line: int = 1) -> Block:
    """A block that is written by itself, such as in a document: `query = "family:qwen"`.

    Args:
        text: the keys of a block, in TOML.
        shown: the name of the document, for messages.
        line: in which line of the document the text begins.

    Raises:
        InvalidSettingsError: it cannot be understood; the text has a line for each problem, with its place in the document.
    """
    document, diagnostics = read_bytes(("\n" * (line - 1) + text).encode(), shown)
    if document is None:
        raise InvalidSettingsError("\n".join(f"{each.location}: {each.message}" for each in diagnostics))
    try:
        return make_converter().structure(document.tables, Block)
    except Exception as error:  # noqa: BLE001  (as for the file as a whole)
        problems = sorted(explain(error), key=lambda each: document.source_map.nearest(each.path)[1])
        raise InvalidSettingsError("\n".join(_line(each, document, shown) for each in problems)) from None


def _read(file: Path) -> FoundSettings:
    shown = file_name(file)
    try:
        document, diagnostics = read_bytes(file.read_bytes(), shown)
    except OSError as error:
        raise InvalidSettingsError(f"cannot read {shown}: {error.strerror or error}") from None
    if document is None:
        raise InvalidSettingsError("\n".join(f"{each.location}: {each.message}" for each in diagnostics))
    tables: Any = document.tables
    where: KeyPath = ()
    if file.name == "pyproject.toml":
        for key in ("tool", "llmreg"):
            where = (*where, key)
            if not isinstance(tables, dict) or key not in tables:
                return FoundSettings(settings=Settings(), folder=file.parent)
            tables = tables[key]
    try:
        settings = make_converter().structure(tables, Settings)
    except Exception as error:  # noqa: BLE001  (cattrs groups are plain Exceptions; `explain` sorts them out)
        problems = sorted(explain(error, where), key=lambda each: document.source_map.nearest(each.path)[1])
        raise InvalidSettingsError("\n".join(_line(each, document, shown) for each in problems)) from None
    return FoundSettings(settings=settings, folder=file.parent, file=file)


def _line(problem: Problem, document: Document, shown: str) -> str:
    places = document.source_map
    span = (places.key(problem.path) if problem.on_key else None) or places.nearest(problem.path)[1]
    named = f"`{format_key_path(problem.path)}`: " if problem.path and not problem.on_key else ""
    return f"{shown}:{span.start}: {named}{problem.message}" + (f"; {problem.hint}" if problem.hint else "")
