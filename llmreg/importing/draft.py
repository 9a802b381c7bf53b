"""`Draft`: the tables of a registry's files, while an import adds to them."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs

from llmreg.conversion.converter import make_converter
from llmreg.conversion.explain import explain
from llmreg.importing.entry import Corpus
from llmreg.importing.writing import text_of
from llmreg.reading import Reading
from llmreg.schema.fields import field_type, overlap, split_path
from llmreg.schema.model import Model

__all__ = ["Draft", "Standing", "Table", "fault_of", "source_table"]

Table = dict[str, Any]


def fault_of(cls: type, path: str, value: Any) -> str | None:
    """Why the format refuses a TOML value at a field path of a class; `None` where it takes it."""
    kind = field_type(cls, path)
    if kind is None:
        return f"there is no field `{path}`"
    if kind is Any:
        return None
    try:
        make_converter().structure(value, kind)
    except Exception as error:  # noqa: BLE001  (groups of cattrs are plain Exceptions; `explain` reads them)
        return "; ".join(problem.message for problem in explain(error))
    return None


@attrs.frozen
class Standing:
    """An integration that the registry has, to be read."""

    platform: str
    model: str
    table: Table
    number: int | None = None
    """Its place in the platform's file; `None` where it is written in the release."""


@attrs.define(eq=False)
class Draft:
    """Tables by file, as they will be written. What is only read is shared with the reading; what changes is copied."""

    reading: Reading
    checked: date
    """The day that new sources are said to have been read."""
    tables: dict[str, Table] = attrs.Factory(dict)
    """Files that are changed or new."""
    _parsed: dict[str, Table] = attrs.field(factory=dict, init=False)
    homes: dict[str, tuple[str, int]] = attrs.field(init=False)
    """File and number in `[[models]]`, by id of the model."""

    def __attrs_post_init__(self) -> None:
        self.homes = {
            str(record.value.id): (record.origin.file, int(record.origin.path[1]))
            for record in self.reading.records
            if isinstance(record.value, Model)
        }

    def before(self, name: str) -> str | None:
        """The text of a file as it was read; `None` where there is none."""
        read = self.reading.texts.get(name)
        return read.text if read else None

    def file(self, name: str) -> Table:
        """The tables of a file, to be changed; empty where there is none yet."""
        if name not in self.tables:
            self.tables[name] = copy.deepcopy(self._read(name))
        return self.tables[name]

    def _read(self, name: str) -> Table:
        """The tables of a file as it was read, not to be changed; empty where there is none."""
        if name not in self._parsed:
            self._parsed[name] = tomllib.loads(self.before(name) or "", parse_float=Decimal)
        return self._parsed[name]

    def exists(self, name: str) -> bool:
        """Whether there is a file of this name, or will be."""
        return name in self.tables or name in self.reading.texts

    def _view(self, name: str) -> Table:
        """The tables of a file, only to be read."""
        return self.tables[name] if name in self.tables else self._read(name)

    def add_model(self, model_id: str, file: str, entry: Table) -> None:
        """A new model at the end of a release."""
        models = self.file(file).setdefault("models", [])
        self.homes[model_id] = (file, len(models))
        models.append(entry)

    def model(self, model_id: str) -> Table:
        """The entry of a model itself, to be changed."""
        file, number = self.homes[model_id]
        entry: Table = self.file(file)["models"][number]
        return entry

    def merged(self, model_id: str) -> Table:
        """All that the registry says of a model: its entry over the keys of its release. Only to be read."""
        file, number = self.homes[model_id]
        tables = self._view(file)
        shared = {key: value for key, value in tables.items() if key != "models"}
        return _over(shared, tables["models"][number])

    def fact(self, model_id: str, path: str) -> Any:
        """The TOML value at a field path; `None` where nothing is recorded."""
        return _at(self.merged(model_id), split_path(path))

    def set_fact(self, model_id: str, path: str, value: Any, corpus: Corpus) -> None:
        """Write a fact with its source."""
        *tables, key = split_path(path)
        inner = self.model(model_id)
        for name in tables:
            inner = inner.setdefault(name, {})
        inner[key] = value
        self.support(model_id, path, corpus)

    def supporters(self, model_id: str, path: str) -> Table:
        """The sources that support a fact, by key."""
        sources = self.merged(model_id).get("sources", {})
        return {
            key: source
            for key, source in sources.items()
            if any(overlap(claim, path) for claim in source.get("supports", []))
        }

    def rests_on(self, model_id: str, path: str, corpus: Corpus) -> bool:
        """Whether nothing but the corpus supports a fact, in this version or another."""
        return _only(self.supporters(model_id, path), corpus)

    def support(self, model_id: str, path: str, corpus: Corpus) -> None:
        """Say that the corpus supports a fact."""
        key = self.source(model_id, corpus)
        sources = self.merged(model_id)["sources"]
        claims = sources[key].get("supports", [])
        if any(path == claim or path.startswith(f"{claim}.") for claim in claims):
            return
        own = self.model(model_id).setdefault("sources", {})
        own[key] = {**sources[key], "supports": sorted({*claims, path})}

    def source(self, model_id: str, corpus: Corpus) -> str:
        """The key of the corpus among the sources of a model, which may use it under another one; added where it is missing."""
        sources = self.merged(model_id).get("sources", {})
        known = next((key for key, source in sources.items() if corpus.wrote(source["url"])), None)
        if known is not None:
            if sources[known]["url"] != corpus.url:  # from now on, what it supports is what the newer version says
                own = self.model(model_id).setdefault("sources", {})
                own[known] = {**sources[known], **source_table(corpus, self.checked)}
            return str(known)
        key, number = corpus.key, 2
        while key in sources:
            key, number = f"{corpus.key}-{number}", number + 1
        self.model(model_id).setdefault("sources", {})[key] = source_table(corpus, self.checked)
        return key

    def append(self, model_id: str, key: str, table: Table) -> None:
        """One more table in an array of a model, such as `disputes`; what the release shares stays."""
        shared = self.merged(model_id).get(key, [])
        self.model(model_id)[key] = [*shared, table]

    def edges(self, platform: str, model_id: str) -> list[Standing]:
        """The integrations of a model with a platform."""
        found = []
        if own := self.merged(model_id).get("integrations", {}).get(platform):
            found.append(Standing(platform, model_id, own))
        hosted = self._view(f"platforms/{platform}.toml").get("integrations", [])
        found += [
            Standing(platform, model_id, edge, number)
            for number, edge in enumerate(hosted)
            if edge.get("model") == model_id
        ]
        return found

    def change_edge(self, edge: Standing, keys: Table, corpus: Corpus) -> None:
        """Write keys into an integration that `edges` gave, with their source."""
        if edge.number is None:
            self.model(edge.model).setdefault("integrations", {}).setdefault(edge.platform, {}).update(keys)
            for key in keys:
                self.support(edge.model, f"integrations.{edge.platform}.{key}", corpus)
            return
        changed: Table = self.file(f"platforms/{edge.platform}.toml")["integrations"][edge.number]
        around = self.platform_sources(edge.platform)
        if "sources" not in changed and not _only(around, corpus):
            # From here on it names its own, for the platform's no longer support all of it.
            stated = sorted(set(changed) - {"model", "family"})
            changed["sources"] = {key: {**source, "supports": stated} for key, source in around.items()}
        changed.update(keys)
        if (own := changed.get("sources")) is not None:
            key = next((key for key, source in own.items() if corpus.wrote(source["url"])), corpus.key)
            before = own.get(key, {}).get("supports", [])
            own[key] = {**own.get(key, {}), **source_table(corpus, self.checked, {*before, *keys})}

    def platform_sources(self, platform: str) -> Table:
        """The sources of a platform that support all of its integrations, where those name none."""
        sources = self._view(f"platforms/{platform}.toml").get("sources", {})
        return {key: source for key, source in sources.items() if "integrations" in source.get("supports", [])}

    def add_edge(self, platform: str, edge: Table, corpus: Corpus) -> None:
        """A new integration in the file of its platform, with its source; it names none where the platform's says so."""
        tables = self.file(f"platforms/{platform}.toml")
        if not tables.get("integrations"):
            sources = tables.setdefault("sources", {})
            key = next((key for key, source in sources.items() if corpus.wrote(source["url"])), corpus.key)
            claims = {*sources.get(key, {}).get("supports", []), "integrations"}
            sources[key] = {**sources.get(key, {}), **source_table(corpus, self.checked, claims)}
        if not _only(self.platform_sources(platform), corpus):
            stated = sorted(set(edge) - {"model"})
            edge = {**edge, "sources": {corpus.key: source_table(corpus, self.checked, stated)}}
        tables.setdefault("integrations", []).append(edge)

    def is_ours(self, edge: Standing, key: str, corpus: Corpus) -> bool:
        """Whether nobody but the corpus supports a key of an integration, so that it may change it."""
        if edge.number is None:
            return self.rests_on(edge.model, f"integrations.{edge.platform}.{key}", corpus)
        named = edge.table.get("sources", {})
        own = {name: each for name, each in named.items() if key in each.get("supports", [])}
        around = own or self.platform_sources(edge.platform)
        return _only(around, corpus)

    def has_family(self, family: str, *, but_of: str) -> bool:
        """Whether a vendor other than this one gets a family of that id."""
        return any(
            family in tables.get("families", {})
            for name, tables in self.tables.items()
            if name.startswith("vendors/") and name != f"vendors/{but_of}.toml"
        )

    def shares_only(self, file: str, keys: set[str]) -> bool:
        """Whether a release says nothing of all its models but these keys."""
        return set(self._view(file)) <= {*keys, "models"}

    def write(self, root: Path) -> list[str]:
        """Write what has changed under a folder; gives the names of the files."""
        written = []
        for name, tables in sorted(self.tables.items()):
            before = self.before(name)
            if before is not None and self._read(name) == tables:
                continue
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text_of(name, tables, before), encoding="utf-8", newline="")
            written.append(name)
        return written


def _only(sources: Table, corpus: Corpus) -> bool:
    """Whether there are sources, and none but the corpus."""
    return bool(sources) and all(corpus.wrote(source["url"]) for source in sources.values())


def source_table(corpus: Corpus, checked: date, supports: Iterable[str] = ()) -> Table:
    """A source as TOML has it."""
    claims = sorted(supports)
    table: Table = {"url": corpus.url, "kind": corpus.kind, "checked": checked}
    return {**table, **({"supports": claims} if claims else {}), "title": corpus.title}


def _over(shared: Mapping[str, Any], own: Mapping[str, Any]) -> Table:
    """Tables merge key by key; everything else is replaced."""
    merged = dict(shared)
    for key, value in own.items():
        around = merged.get(key)
        merged[key] = _over(around, value) if isinstance(around, dict) and isinstance(value, dict) else value
    return merged


def _at(table: Any, parts: tuple[str, ...]) -> Any:
    for part in parts:
        table = table.get(part) if isinstance(table, dict) else None
    return table
