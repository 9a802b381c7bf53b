"""`Resolver`: the readings of a name, looked up one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import attrs

from llmreg.errors import AmbiguousModelError, UnknownModelError, UnknownPlatformError
from llmreg.identifiers import ModelId, PlatformId, suggest
from llmreg.index import Index
from llmreg.resolution.names import Names
from llmreg.schema.integration import Integration
from llmreg.schema.model import Alias, Model
from llmreg.spelling.keys import comparison_key, fold, put_points_back, squash, tokens, without_date
from llmreg.spelling.readings import Dropped, Reading, iter_readings
from llmreg.spelling.tables import MIRRORS, MODES, PATH_WORDS
from llmreg.vocabulary import Status, Variant

__all__ = ["Resolution", "Resolver"]


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
    """Parts of the name that do not belong to the model, as they were written: `("free",)`, `("GPTQ", "Int4")`; empty for
    exact names."""


class Resolver:
    """Resolves names against one index. Its tables are made at the first question, and the latest answers are kept."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._names = Names(index)
        self._remembered = lru_cache(maxsize=4096)(self._resolve)

    def resolve(self, name: str, *, platform: str | None = None, as_of: date) -> Resolution:
        """The one model that a name means.

        Upper and lower case are the same. A canonical id means nothing but its model, unless the `platform` asked for
        uses it for something else. With `platform`, ids of other platforms do not count. Aliases count on the
        days on which they held. An id on a platform still means its model after it was retired there, unless the
        platform gave the id to another one.

        Raises:
            UnknownModelError: nothing matches; it carries similar names.
            AmbiguousModelError: several models match.
            UnknownPlatformError: there is no such platform.
        """
        if found := self.lookup(name, platform=platform, as_of=as_of):
            return found
        names, wanted = self._names, fold(name.strip())
        if (removed := self._index.tombstones.get(wanted)) and removed.replacement:
            raise UnknownModelError(name, (removed.replacement,))
        *_, last = ["", *(reading.text for reading in iter_readings(name.strip(), names.hosts, names.owners))]
        tail = fold(last.rpartition("/")[2])
        raise UnknownModelError(name, (names.suggestions(wanted) or names.suggestions(tail)) if last else ())

    def lookup(self, name: str, *, platform: str | None = None, as_of: date) -> Resolution | None:
        """What `resolve` gives; `None` where nothing matches, without looking for similar names.

        Raises:
            AmbiguousModelError: several models match.
            UnknownPlatformError: there is no such platform.
        """
        return self._remembered(name, platform, as_of)

    def _resolve(self, name: str, platform: str | None, as_of: date) -> Resolution | None:
        index, names = self._index, self._names
        if platform is not None and platform not in index.platforms:
            raise UnknownPlatformError(platform, suggest(platform, index.platforms, count=3))
        given = name.strip()
        if platform is None and (model := index.models.get(ModelId(fold(given)))):  # the usual case; builds no table
            return Resolution(model=model, how=f"`{model.id}` is its id")
        lookup = _Lookup(index, names, platform, as_of)
        readings = []
        for reading in iter_readings(given, names.hosts, names.owners):
            if matches := lookup.as_written(reading) or lookup.spelled(reading):
                return lookup.the_one(name, reading, matches)
            readings.append(reading)
        for reading in readings:
            if matches := lookup.spelled(reading, loosely=True):
                return lookup.the_one(name, reading, matches)
        return None


class _Match(NamedTuple):
    """A model that a reading means."""

    model: Model
    how: str
    integration: Integration | None = None
    dropped: tuple[Dropped, ...] = ()
    """What was left away beyond the reading."""


class _Lookup:
    """What readings of a name mean on a platform and a day."""

    def __init__(self, index: Index, names: Names, platform: str | None, as_of: date) -> None:
        self.index = index
        self.names = names
        self.platform = platform
        self.as_of = as_of

    def the_one(self, name: str, reading: Reading, matches: list[_Match]) -> Resolution:
        """The answer, where all matches are one model; where several are, those still in use go before those retired."""
        models = {match.model.id for match in matches}
        if len(models) > 1:
            matches = [match for match in matches if self._in_use(match.integration)] or matches
            models = {match.model.id for match in matches}
        if len(models) > 1:
            matches = self._namesakes(reading, matches)
            models = {match.model.id for match in matches}
        if len(models) > 1:
            raise AmbiguousModelError(name, tuple(sorted(models)))
        wanted = self.platform or reading.platform
        match = min(matches, key=lambda each: each.integration is None or each.integration.platform != wanted)
        dropped = sorted((*reading.dropped, *match.dropped), key=lambda piece: name.find(piece.text) % (len(name) + 1))
        away = "; left away: " + ", ".join(f"`{piece.text}` ({piece.says})" for piece in dropped) if dropped else ""
        return Resolution(
            model=match.model,
            integration=match.integration,
            how=match.how + away,
            dropped=tuple(piece.text for piece in dropped),
        )

    def _namesakes(self, reading: Reading, matches: list[_Match]) -> list[_Match]:
        """Of models that share an id on a platform, the one of just this name; all where that is none or several."""
        if not all(match.integration for match in matches):
            return matches
        key = comparison_key(fold(reading.text.rpartition("/")[2]))
        named = {each.model.id for each in self.names.by_key.get(key, ()) if each.rank == 0}
        return [match for match in matches if match.model.id in named] or matches

    def _in_use(self, edge: Integration | None) -> bool:
        return edge is None or edge.status(self.as_of) not in (Status.RETIRED, Status.UPCOMING)

    def _edge(self, model: Model, platform: str | None, name: str) -> Integration | None:
        """The edge to a platform, of several the one that has the name as an id; `None` where that leaves several.

        Of several that have all ended on one day any tells what there is to know.
        """
        wanted = PlatformId(self.platform or platform or "")
        edges = [each.integration for each in self.index.edges_by_model.get(model.id, ())]
        edges = [edge for edge in edges if edge.platform == wanted]
        edges = [edge for edge in edges if name in map(str.lower, edge.ids)] or edges
        if len(edges) > 1:
            left = [edge for edge in edges if self._in_use(edge)]
            edges = left or (edges[:1] if len({edge.retired for edge in edges}) == 1 else [])
        return edges[0] if len(edges) == 1 else None

    def _holds(self, alias: Alias) -> bool:
        return alias.holds(self.as_of) and self.platform in (None, alias.platform or self.platform)

    def as_written(self, reading: Reading) -> list[_Match]:
        """What it means letter by letter: a canonical id, or an id without its vendor, an alias, an id on a platform."""
        wanted = fold(reading.text)
        hosted = [
            _Match(edge.model, f"`{wanted}` is its id on {edge.integration.platform}", edge.integration)
            for edge in self.index.edges_by_name.get(wanted, ())
            if edge.model and self.platform in (None, edge.integration.platform)
        ]
        model = self.index.models.get(ModelId(wanted))
        if model is not None and (self.platform is None or not hosted):
            return [_Match(model, f"`{model.id}` is its id", self._edge(model, reading.platform, wanted))]
        page = self.names.pages.get((self.platform or reading.platform or "", wanted))
        if page and not hosted:
            raise AmbiguousModelError(reading.text, page)
        moved = {
            model.id
            for model, alias in self.index.aliases.get(wanted, ())
            if (alias.since or alias.until) and self._holds(alias)
        }
        aliased = [*self._aliased(wanted, reading)]
        if moved and hosted and self._elsewhere(moved):  # a host's own id says what the name means there
            aliased = [match for match in aliased if match.model.id not in moved]
        elif moved:  # an id without a day cannot say what a name that moves meant on this one
            hosted = [
                match for match in hosted if match.model.id in moved or (match.integration and match.integration.since)
            ]
        return [*self._bare(wanted, reading), *aliased, *hosted]

    def _elsewhere(self, models: set[ModelId]) -> bool:
        """Whether the platform asked for is run by somebody else than the makers of the models."""
        if self.platform is None:
            return False
        owner = self.index.platforms[PlatformId(self.platform)].vendor
        return all(self.index.models[model].vendor != owner for model in models)

    def _bare(self, wanted: str, reading: Reading) -> Iterator[_Match]:
        for model in self.index.by_bare_id.get(wanted, ()):
            how = f"`{wanted}` is its id without the vendor `{model.vendor}`"
            yield _Match(model, how, self._edge(model, reading.platform, wanted))

    def _aliased(self, wanted: str, reading: Reading) -> Iterator[_Match]:
        for model, alias in self.index.aliases.get(wanted, ()):
            if self._holds(alias):
                where = f" on {alias.platform}" if alias.platform else ""
                since = f" since {alias.since}" if alias.since else ""
                how = f"`{alias.name}` is an alias of it{where}{since}"
                yield _Match(model, how, self._edge(model, alias.platform or reading.platform, wanted))

    def spelled(self, reading: Reading, *, loosely: bool = False) -> list[_Match]:
        """What it means with any separators, where all that stands before it names a vendor or a mirror.

        Loosely: also with a point put back, without the day of the release, and without a mode.
        """
        *before, tail = reading.text.split("/")
        owner: str | None = None
        mirrors = []
        for part in before:
            name = squash(part)
            if name in MIRRORS:
                mirrors.append(Dropped(part, "a namespace that holds models of other makers"))
            elif name in self.names.owners:
                owner = name
            elif part.lower() not in PATH_WORDS:
                return []
        page, tagged, _ = tail.partition(":")
        if tagged and not any(char.isdigit() for char in page):
            return []  # a page of Ollama without a number moves on to the next version
        look = self._loosely if loosely else self._strictly
        words = tokens(fold(tail))
        found = look(words, owner, reading)
        for place in range(1, min(len(words), 4)):  # the vendor may also stand within the name: `openai-gpt-4o`
            if not found and (vendor := "".join(words[:place])) in self.names.owners:
                found = look(words[place:], vendor, reading)
        if tagged:
            found = self._with_tuned(found, words)
        return [match._replace(dropped=(*mirrors, *match.dropped)) for match in found] if mirrors else found

    def _with_tuned(self, found: list[_Match], words: list[str]) -> list[_Match]:
        """With them the tuned models of that name: a tag of Ollama that does not say so mostly means one of these."""
        tuned = [_Match(model, "") for model in self.names.tuned("-".join(words))]
        return found + tuned if tuned else [match for match in found if match.model.variant is not Variant.BASE]

    def _strictly(self, words: list[str], owner: str | None, reading: Reading, change: str = "") -> list[_Match]:
        """Models by comparison key: by ids and aliases, else by names, else by repositories."""
        found: list[_Match] = []
        rank = None
        for each in self.names.by_key.get("-".join(words), ()):
            if rank is not None and each.rank != rank:
                break
            if (each.alias and not self._holds(each.alias)) or (owner and not self.names.owned_by(each.model, owner)):
                continue
            rank = each.rank
            edge = self._edge(each.model, reading.platform, fold(reading.text))
            found.append(_Match(each.model, f"`{each.text}` is {each.says}{change}", edge))
        return found

    def _loosely(self, words: list[str], owner: str | None, reading: Reading) -> list[_Match]:
        for others, change in put_points_back(words):
            if found := self._strictly(others, owner, reading, f", reading {change}"):
                return found
        if dated := without_date(words):
            rest, day = dated
            if found := [each for each in self._strictly(rest, owner, reading) if str(each.model.released) == day]:
                return [match._replace(dropped=(Dropped(day, "the day of its release"),)) for match in found]
        *rest, last = words or ("",)
        for mode in MODES:
            if (
                rest
                and last in mode.words
                and not (mode.unless and self._strictly([*rest, mode.unless], owner, reading))
            ):
                found = [each for each in self._strictly(rest, owner, reading) if each.model.vendor == mode.vendor]
                if found:
                    return [match._replace(dropped=(Dropped(last, mode.says),)) for match in found]
        return []
