"""What a corpus says, row by row, before anybody has asked whether it is true."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from llmreg.frozenmap import FrozenMap

__all__ = ["Corpus", "Entry", "Host", "Name", "Place", "Rejected", "Rows"]


@attrs.frozen
class Place:
    """Where a row stands."""

    file: str
    """Name of the file, as it was given."""
    line: int | None = None
    """Its first line, from 1, where rows have lines."""
    row: str = ""
    """What the corpus calls the row."""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place} ({self.row})" if self.row else place


@attrs.frozen(kw_only=True)
class Corpus:
    """The document that rows come from, as a source of facts. What it alone supports, it may also change."""

    key: str
    """Its key in `sources`: `"models-dev"`."""
    url: str
    """Where that state of it can be read."""
    home: str = ""
    """How the links of all its versions begin; where it has none, its link is the only one."""
    title: str
    """What it is, with its version."""
    kind: str = "dataset"
    """A `SourceKind`."""

    def wrote(self, url: str) -> bool:
        """Whether a source is this corpus, in this version or another."""
        return url == self.url or bool(self.home and url.startswith(self.home))


@attrs.frozen
class Name:
    """A name by which the registry may know the model of a row."""

    text: str
    platform: str | None = None
    """The platform that uses it, where it is an id there."""


@attrs.frozen(kw_only=True)
class Entry:
    """What one row says about one model, and perhaps about one of its integrations. Values are TOML's."""

    place: Place
    names: tuple[Name, ...]
    """The first that the registry knows decides."""
    makers: tuple[str, ...] = ()
    """Who made the model, in the words of the corpus: namespaces and names of organisations. The first that the registry
    knows decides; a new vendor gets the first."""
    others: tuple[str, ...] = ()
    """Who took part: a model of theirs may be meant, but none is made theirs."""
    country: str | None = None
    """ISO 3166-1 code of that maker, where the corpus tells."""
    new_id: str | None = None
    """Id without vendor, for a registry that does not know the model; `None`: the row makes no model."""
    family: str | None = None
    """The family that the corpus names, for a registry whose families do not fit."""
    facts: Mapping[str, Any] = FrozenMap()
    """Field path to value: `{"context.window": 32768}`."""
    platform: str | None = None
    """The platform that the row speaks of."""
    edge: Mapping[str, Any] = FrozenMap()
    """Keys of the integration: ids, limits, prices, dates."""
    weak: frozenset[str] = frozenset()
    """Fields of which the row says something near, not the thing itself: taken where nothing is known, never against what is."""
    source: Corpus | None = None
    """The document that this row itself comes from, where that is not one for all rows."""
    exact: bool = False
    """Whether a name counts only as it is written; else what stands around a model's name may be left away."""


@attrs.frozen
class Rejected:
    """A row that cannot be used."""

    place: Place
    reason: str


@attrs.frozen(kw_only=True)
class Host:
    """A platform, as a corpus lists it."""

    id: str
    name: str
    kind: str = "api"
    """A `PlatformKind`."""
    links: Mapping[str, str] = FrozenMap()


@attrs.frozen(kw_only=True)
class Rows:
    """All that a corpus holds."""

    corpus: Corpus
    entries: tuple[Entry, ...]
    hosts: tuple[Host, ...] = ()
    rejected: tuple[Rejected, ...] = ()
