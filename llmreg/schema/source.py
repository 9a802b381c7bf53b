"""How we know: sources, and what they do not agree on."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs

from llmreg.formats import FieldPath, Url
from llmreg.quantities import PartialDate
from llmreg.schema.plain import Plain
from llmreg.vocabulary import SourceKind

__all__ = ["Dispute", "PastValue", "Source"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Source(Plain):
    """One document that supports facts of the record it stands beside."""

    url: Url
    """Where it can be read; `https://` or `http://`."""
    kind: SourceKind
    """What it is."""
    checked: date
    """The day on which somebody read it and compared. Not in the future."""
    supports: tuple[FieldPath, ...] = ()
    """Field paths that it supports. `context` covers all of `[context]`, `context.window` just the one. Absent where only
    disputes, past values or scores name it."""
    title: str | None = None
    """Its title, where the link does not say enough."""
    published: PartialDate | None = None
    """When it came out."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Dispute(Plain):
    """A value that some source gives and the record does not take."""

    field: FieldPath
    """Path of the field: `parameters.total`."""
    id: str | None = None
    """Of several integrations with one platform, an id that the one meant has there. Without it, all of them are meant."""
    value: Any
    """The other value, of the type of that field."""
    source: str
    """Key of the source that gives it, from `sources` of the same record."""
    reason: str | None = None
    """Why it was not taken, in one sentence."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class PastValue(Plain):
    """How a fact used to read. The newest value stands in the field itself."""

    field: FieldPath
    """Path of the field: `license`."""
    id: str | None = None
    """Of several integrations with one platform, an id that the one meant has there. Without it, all of them are meant."""
    value: Any
    """The value that held until then, of the type of that field."""
    until: PartialDate
    """The first day on which it no longer held."""
    source: str
    """Key of the source that tells of it, from `sources` of the same record."""
