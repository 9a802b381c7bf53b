"""What is known of one fact, and how."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import attrs

from llmreg.errors import UnknownFieldError
from llmreg.identifiers import ModelId, suggest
from llmreg.index import AnyRecord, Edge, Index
from llmreg.schema.fields import field_type, get_field, is_recorded, iter_field_paths, overlap, split_path
from llmreg.schema.model import Model
from llmreg.schema.platform import Platform
from llmreg.schema.source import Dispute, PastValue, Source
from llmreg.source import KeyPath, Location, format_key_path

__all__ = ["Explanation", "Fact", "explain_fact", "find_fact"]


@attrs.frozen(kw_only=True)
class Explanation:
    """What is known of one fact, and how."""

    model: ModelId
    """The model."""
    field: str
    """The field path that was asked for."""
    value: Any
    """Its value; `None` where it is not recorded."""
    undisclosed: bool
    """Whether its maker is known to keep it to itself."""
    sources: Mapping[str, Source]
    """The sources that support it, by key, those that name just this field first. None for a fact that is not recorded."""
    disputes: tuple[Dispute, ...]
    """Values that other sources give."""
    history: tuple[PastValue, ...]
    """How it used to read, newest first."""
    all_sources: Mapping[str, Source]
    """Every source of the record, by key: disputes and past values name theirs."""
    location: Location | None = None
    """Where it is written; without a line where the file is gone by now, `None` where it is not recorded."""


@attrs.frozen
class Fact:
    """A field of a model, found at the end where it is written."""

    owner: AnyRecord
    """The record that it is written in."""
    path: KeyPath
    """Where in that record."""
    value: Any
    """Its value; `None` where it is not recorded."""
    sources: Mapping[str, Source]
    """Every source that stands there."""
    supporting: Mapping[str, Source]
    """Those that support it."""


def find_fact(index: Index, model: Model, field: str) -> Fact:
    """A field of a model; integrations are looked for at all their ends.

    Raises:
        UnknownFieldError: models have no such field.
    """
    if field_type(Model, field) is None:
        raise UnknownFieldError(field, suggest(field, iter_field_paths(Model), count=3))
    parts = split_path(field)
    edge = _edge(index, model, parts)
    if edge is None:
        return Fact(model, parts, get_field(model, field), model.sources, _supporting(model.sources, field))
    inner = format_key_path(parts[2:])
    value = get_field(edge.integration, inner) if inner else edge.integration
    around: Mapping[str, Source] = getattr(edge.owner, "sources", {})
    own = edge.integration.sources
    # A platform file numbers its integrations, so its sources speak of all of them that have none of their own.
    in_platform = isinstance(edge.owner, Platform)
    supporting = _supporting(own, inner) if inner else dict(own)
    if not (in_platform and supporting):
        supporting = (
            _supporting(around, "integrations" if in_platform else format_key_path(edge.path + parts[2:])) | supporting
        )
    return Fact(edge.owner, edge.path + parts[2:], value, {**around, **own}, supporting)


def _edge(index: Index, model: Model, parts: tuple[str, ...]) -> Edge | None:
    """The integration that a path such as `integrations.openai.retired` leads through, at whichever end it is written."""
    if len(parts) < 2 or parts[0] != "integrations":
        return None
    return next((edge for edge in index.edges_of(model) if edge.integration.platform == parts[1]), None)


def _supporting(sources: Mapping[str, Source], path: str) -> dict[str, Source]:
    """The sources that name a path, a part of it or what it is a part of; those that name just it first."""
    named = {key: each for key, each in sources.items() if any(overlap(claim, path) for claim in each.supports)}
    return dict(sorted(named.items(), key=lambda item: path not in item[1].supports))


def explain_fact(model: Model, field: str, fact: Fact) -> Explanation:
    """What is known of a fact that was found; without its place in a file."""
    recorded = is_recorded(fact.value)
    past = (each for each in model.history if overlap(field, each.field))
    return Explanation(
        model=model.id,
        field=field,
        value=fact.value if recorded else None,
        undisclosed=any(_covers(listed, field) for listed in model.undisclosed),
        sources=MappingProxyType(dict(fact.supporting) if recorded else {}),
        disputes=tuple(each for each in model.disputes if overlap(field, each.field)),
        history=tuple(sorted(past, key=lambda each: each.until.sort_key, reverse=True)),
        all_sources=MappingProxyType(dict(fact.sources)),
    )


def _covers(claimed: str, field: str) -> bool:
    return claimed == field or field.startswith(f"{claimed}.")
