"""From a name to one model, or to a clear refusal; never a guess."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import attrs

from llmreg.errors import AmbiguousModelError, UnknownModelError, UnknownPlatformError
from llmreg.identifiers import ModelId, PlatformId, suggest
from llmreg.index import Index
from llmreg.schema.integration import Integration
from llmreg.schema.model import Model
from llmreg.vocabulary import Status

__all__ = ["Resolution", "resolve"]


@attrs.frozen(kw_only=True)
class Resolution:
    """The model that a name means, and why."""

    model: Model
    """The model."""
    integration: Integration | None = None
    """The edge to a platform whose id matched, or that leads to the platform asked for; `None` without one."""
    how: str
    """In a sentence, how the name was understood."""
    dropped: tuple[str, ...] = ()
    """Parts of the name that do not belong to the model; empty for exact names."""


def resolve(index: Index, name: str, *, platform: str | None, as_of: date) -> Resolution:
    """The one model that an exact name means: a canonical id, an id without its vendor, an alias, or an id on a platform.

    Upper and lower case are the same. A canonical id means nothing but its model, unless the `platform` asked for uses
    it for something else. With `platform`, ids of other platforms do not count. Aliases count on the days on which they
    held. An id on a platform still means its model after it was retired there, unless the platform gave the id to
    another one.

    Raises:
        UnknownModelError: nothing matches; it carries similar names.
        AmbiguousModelError: several models match.
        UnknownPlatformError: there is no such platform.
    """
    if platform is not None and platform not in index.platforms:
        raise UnknownPlatformError(platform, suggest(platform, index.platforms, count=3))
    wanted = name.strip().lower()
    matches = list(_matches(index, wanted, platform, as_of))
    models = {match.model.id for match in matches}
    if len(models) > 1:
        matches = [match for match in matches if _in_use(match, as_of)] or matches
        models = {match.model.id for match in matches}
    if not matches:
        raise UnknownModelError(name, _suggestions(index, wanted))
    if len(models) > 1:
        raise AmbiguousModelError(name, tuple(sorted(models)))
    return min(matches, key=lambda match: match.integration is None) if platform else matches[0]


def _matches(index: Index, wanted: str, platform: str | None, as_of: date) -> Iterator[Resolution]:
    there = list(_on_platforms(index, wanted, platform))
    exact = index.models.get(ModelId(wanted))
    if exact and (platform is None or not there):
        yield Resolution(model=exact, integration=_edge(index, exact, platform), how=f"`{exact.id}` is its id")
        return
    for model in index.by_bare_id.get(wanted, ()):
        yield Resolution(
            model=model,
            integration=_edge(index, model, platform),
            how=f"`{wanted}` is its id without the vendor `{model.vendor}`",
        )
    for model, alias in index.aliases.get(wanted, ()):
        if alias.holds(as_of) and platform in (None, alias.platform or platform):
            where = f" on {alias.platform}" if alias.platform else ""
            since = f" since {alias.since}" if alias.since else ""
            yield Resolution(
                model=model,
                integration=_edge(index, model, alias.platform or platform),
                how=f"`{alias.name}` is an alias of it{where}{since}",
            )
    yield from there


def _on_platforms(index: Index, wanted: str, platform: str | None) -> Iterator[Resolution]:
    for edge in index.edges_by_name.get(wanted, ()):
        host = edge.integration.platform
        if edge.model and platform in (None, host):
            yield Resolution(model=edge.model, integration=edge.integration, how=f"`{wanted}` is its id on {host}")


def _edge(index: Index, model: Model, platform: str | None) -> Integration | None:
    edges = index.edges_by_model.get(model.id, ())
    return next((edge.integration for edge in edges if edge.integration.platform == PlatformId(platform or "")), None)


def _in_use(match: Resolution, as_of: date) -> bool:
    return match.integration is None or match.integration.status(as_of) not in (Status.RETIRED, Status.UPCOMING)


def _suggestions(index: Index, wanted: str) -> tuple[str, ...]:
    """Up to three ids; found by id, by id without vendor, or by alias."""
    names = {str(model.id): str(model.id) for model in index.models.values()}
    names |= {bare: str(models[0].id) for bare, models in index.by_bare_id.items()}
    names |= {alias: str(models[-1][0].id) for alias, models in index.aliases.items()}
    close = suggest(wanted, names, count=6)
    return tuple(dict.fromkeys(names[name] for name in close))[:3]
