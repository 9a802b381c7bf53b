"""What a rule is, what it sees, and what it says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import ClassVar, TypeAlias, TypeVar, cast

import attrs

from llmreg.index import AnyRecord, Edge, Index, Record
from llmreg.schema.model import Model
from llmreg.schema.platform import Platform
from llmreg.schema.vendor import Family
from llmreg.source import KeyPath
from llmreg.vocabulary import Severity

__all__ = ["EXAMPLE_REGISTRY", "Example", "Facts", "Finding", "Link", "Rule", "example_files"]

R = TypeVar("R", bound=AnyRecord)


@attrs.frozen
class Link:
    """A symbolic link in an example."""

    target: str


Example: TypeAlias = str | Mapping[str, "str | bytes | Link"]
"""TOML text of `models/acme/acme.toml`, or the contents of several files. They lie over `EXAMPLE_REGISTRY`."""

EXAMPLE_REGISTRY: Mapping[str, str] = {
    "registry.toml": 'name = "example"\nschema = 1\n',
    "vendors/acme.toml": 'name = "Acme"\n\n[families.acme]\nname = "Acme"\n',
}
"""The files around every example."""


def example_files(example: Example) -> dict[str, str | bytes | Link]:
    """All files of the small registry that an example makes."""
    files = {"models/acme/acme.toml": example} if isinstance(example, str) else example
    return {**EXAMPLE_REGISTRY, **files}


@attrs.frozen(kw_only=True)
class Facts:
    """What a rule sees: records, never files."""

    index: Index
    """Every record by id, those of the registries below too; of two with the same id the first."""
    records: tuple[Record, ...]
    """Every record of the registry itself that could be read, in a stated order. Rules speak of these alone."""
    as_of: date
    """The day of the check."""
    before: frozenset[str] | None = None
    """The model ids of an earlier state of the registry, where one was given to compare with."""
    unread: frozenset[str] = frozenset()
    """Files that could not be read or converted whole. What they define is not known, so it is not missed either: one
    broken file is one finding, not one for everything that names its records."""

    below: Index | None = None
    """The registry below, where this one extends one."""

    def may_define(self, folder: str, record_id: str) -> bool:
        """Whether a file that could not be read may define this vendor, platform, licence or model."""
        if folder == "models":
            vendor = record_id.partition("/")[0]
            return any(name.startswith(f"models/{vendor}/") for name in self.unread)
        return f"{folder}/{record_id}.toml" in self.unread

    def each(self, kind: type[R]) -> Iterator[tuple[Record, R]]:
        """The records of one kind."""
        for record in self._by_kind.get(kind, ()):
            yield record, cast("R", record.value)

    @cached_property
    def _by_kind(self) -> Mapping[type, list[Record]]:
        kinds: dict[type, list[Record]] = {}
        for record in self.records:
            kinds.setdefault(type(record.value), []).append(record)
        return kinds

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """The integrations that are written in the registry itself."""
        if self.below is None:
            return self.index.edges
        index = self.index
        written = index.iter_edges(
            [index.models[key] for key in dict.fromkeys(model.id for _, model in self.each(Model))],
            [index.families[key] for key in dict.fromkeys(family.id for _, family in self.each(Family))],
            [index.platforms[key] for key in dict.fromkeys(host.id for _, host in self.each(Platform))],
        )
        return tuple(edge for edge in written if self.is_own(edge.owner, edge.path))

    def other(self, models: Iterable[Model]) -> Iterator[Model]:
        """Of some models of the registry below those that are there still, as they are here."""
        for model in models:
            held = self.index.models.get(model.id)
            if held is not None and not self.is_own(held):
                yield held

    def is_own(self, value: AnyRecord, path: KeyPath = ()) -> bool:
        """Whether a value of the index, or a part of it, is written in the registry itself."""
        return self.below is None or self.record(value).origin.at(path).layer == self._layer

    @cached_property
    def _layer(self) -> int:
        return max((record.origin.layer for record in self.records), default=-1)

    def record(self, value: AnyRecord) -> Record:
        """The record of a value of the index."""
        origin = self.index.origin(value)
        assert origin is not None  # noqa: S101  (every value of the index has one)
        return Record(value, origin)


@attrs.frozen(kw_only=True)
class Finding:
    """What a rule has to say, by record and key path; `reading` finds the line."""

    record: Record
    """The record that it is about."""
    message: str
    """The headline."""
    path: KeyPath = ()
    """Where in the record."""
    on_key: bool = False
    """Whether the key is meant, not its value."""
    hint: str | None = None
    """What to do."""
    notes: tuple[str, ...] = ()
    """Facts that help to judge it."""
    related: tuple[tuple[Record, KeyPath, str], ...] = ()
    """Other places that matter."""


class Rule:
    """One rule. Subclasses state what it is; those that look at records override `check`."""

    code: ClassVar[str]
    """`LR` and three digits; never given to another rule."""
    name: ClassVar[str]
    """The same in words."""
    severity: ClassVar[Severity]
    """How bad a finding is, unless the registry says otherwise."""
    why: ClassVar[str]
    """What goes wrong without it."""
    bad: ClassVar[Example]
    """A small registry with exactly this finding."""
    good: ClassVar[Example]
    """The same, mended."""
    before: ClassVar[Example | None] = None
    """The earlier state that both examples are compared with, for rules that need one."""

    def __repr__(self) -> str:
        return f"<{self.code} {self.name}>"

    def check(self, facts: Facts) -> Iterator[Finding]:  # noqa: ARG002
        """The findings on records; none for rules of reading and of the schema, which work before there are records."""
        return iter(())
