"""What is known of one fact, and how."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

import attrs

from llmreg.errors import UnknownFieldError
from llmreg.identifiers import ModelId, suggest
from llmreg.index import AnyRecord, Edge, Index
from llmreg.schema.fields import field_type, get_field, is_recorded, iter_field_paths, overlap, split_path
from llmreg.schema.integration import Integration
from llmreg.schema.model import Model
from llmreg.schema.platform import Platform
from llmreg.schema.source import Dispute, PastValue, Source
from llmreg.source import KeyPath, Location, format_key_path

__all__ = ["Explanation", "Fact", "edge_sources", "explain_fact", "find_fact"]


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
    """Every source of the model, by key: disputes and past values name theirs."""
    one_of: tuple[Integration, ...] = ()
    """Where the field is one of an integration and the model has several with that platform: all, the one answered for first."""
    location: Location | None = None
    """Where it is written; without a line where the file is gone by now, `None` where it is not recorded."""


class Fact(NamedTuple):
    """A field of a model, found at the end where it is written."""

    owner: AnyRecord
    """The record that it is written in."""
    path: KeyPath
    """Where in that record."""
    value: Any
    """Its value; `None` where it is not recorded."""
    supporting: Mapping[str, Source]
    """The sources that support it."""
    edges: tuple[Edge, ...] = ()
    """The integrations that its path may lead through; it was followed through the first."""


def find_fact(index: Index, model: Model, field: str, *, used_as: str | None = None, as_of: date | None = None) -> Fact:
    """A field of a model; integrations are looked for at all their ends.

    Of several integrations with one platform the one is taken that has the id `used_as` there, or the first. In a registry
    as of a day, a value that was put back is found in the history, with the source that stands there.

    Raises:
        UnknownFieldError: models have no such field.
    """
    if field_type(Model, field) is None:
        raise UnknownFieldError(field, _meant(index, model, field) or suggest(field, iter_field_paths(Model), count=3))
    parts = split_path(field)
    edges = sorted(_edges(index, model, parts), key=lambda edge: not _is_used_as(edge, used_as))
    if edges:
        edge, inner = edges[0], format_key_path(parts[2:])
        value = get_field(edge.integration, inner) if inner else edge.integration
        fact = Fact(edge.owner, edge.path + parts[2:], value, edge_sources(edge, parts[2:]), tuple(edges))
    else:
        fact = Fact(model, parts, get_field(model, field), _supporting(model.sources, field))
    number = _put_back(model, field, fact, as_of) if as_of else None
    if number is None:
        return fact
    key = model.history[number].source
    known = {key: model.sources[key]} if key in model.sources else {}
    return fact._replace(owner=model, path=("history", number, "value"), supporting=known)


def _put_back(model: Model, field: str, fact: Fact, day: date) -> int | None:
    """The number of the past value that holds on that day: of those that still did, the oldest."""
    names = fact.edges[0].names if fact.edges else ()
    held = [
        (past.until.sort_key, number)
        for number, past in enumerate(model.history)
        if past.field == field and _is_about(past, field, names) and past.until.earliest > day
    ]
    return min(held)[1] if held else None


def _is_used_as(edge: Edge, name: str | None) -> bool:
    return name is not None and name.lower() in [each.lower() for each in edge.names]


def _meant(index: Index, model: Model, field: str) -> tuple[str, ...]:
    """What a wrong path through an integration means: its platform in quotes where that has a dot, or another field."""
    for platform in sorted({edge.integration.platform for edge in index.edges_of(model)}):
        place = format_key_path(("integrations", platform))
        if "." in platform and overlap(field, f"integrations.{platform}"):
            return (place + field.removeprefix(f"integrations.{platform}"),)
        if field.startswith(f"{place}."):
            inner = suggest(field.removeprefix(f"{place}."), iter_field_paths(Integration), count=3)
            return tuple(f"{place}.{each}" for each in inner)
    return ()


def _edges(index: Index, model: Model, parts: tuple[str, ...]) -> Iterator[Edge]:
    """The integrations that a path such as `integrations.openai.retired` may lead through, at whichever end they are written."""
    if len(parts) > 1 and parts[0] == "integrations":
        yield from (edge for edge in index.edges_of(model) if edge.integration.platform == parts[1])


def edge_sources(edge: Edge, path: KeyPath = ()) -> dict[str, Source]:
    """The sources that support an integration, or a part of it, by key."""
    around: Mapping[str, Source] = getattr(edge.owner, "sources", {})
    own = edge.integration.sources
    supporting = _supporting(own, format_key_path(path)) if path else dict(own)
    # A platform file numbers its integrations, so its sources speak of all of them that have none of their own.
    if not isinstance(edge.owner, Platform):
        return _supporting(around, format_key_path(edge.path + path)) | supporting
    return supporting or _supporting(around, "integrations")


def _supporting(sources: Mapping[str, Source], path: str) -> dict[str, Source]:
    """The sources that name a path, a part of it or what it is a part of; those that name just it first."""
    named = {key: each for key, each in sources.items() if any(overlap(claim, path) for claim in each.supports)}
    return dict(sorted(named.items(), key=lambda item: path not in item[1].supports))


def explain_fact(model: Model, field: str, fact: Fact) -> Explanation:
    """What is known of a fact that was found; without its place in a file."""
    recorded = is_recorded(fact.value)
    names = fact.edges[0].names if fact.edges else ()
    past = (each for each in model.history if _is_about(each, field, names))
    return Explanation(
        model=model.id,
        field=field,
        value=fact.value if recorded else None,
        undisclosed=any(_covers(listed, field) for listed in model.undisclosed),
        sources=MappingProxyType(dict(fact.supporting) if recorded else {}),
        disputes=tuple(each for each in model.disputes if _is_about(each, field, names)),
        history=tuple(sorted(past, key=lambda each: each.until.sort_key, reverse=True)),
        all_sources=model.sources,
        one_of=tuple(edge.integration for edge in fact.edges) if len(fact.edges) > 1 else (),
    )


def _is_about(entry: Dispute | PastValue, field: str, names: tuple[str, ...]) -> bool:
    """Whether an entry is about a field; of an integration, the one with these names."""
    return overlap(field, entry.field) and (entry.id is None or not names or entry.id in names)


def _covers(claimed: str, field: str) -> bool:
    return claimed == field or field.startswith(f"{claimed}.")
