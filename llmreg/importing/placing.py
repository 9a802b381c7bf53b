"""Which model a row speaks of, and where a model that the registry does not have would stand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

import attrs

from llmreg.errors import AmbiguousModelError
from llmreg.identifiers import FamilyId, canonicalize_id
from llmreg.importing.draft import Draft
from llmreg.importing.entry import Entry
from llmreg.importing.spelled import family_of, said_by
from llmreg.index import Index
from llmreg.resolution.names import Names
from llmreg.resolution.resolving import Resolution, Resolver
from llmreg.schema.model import Model
from llmreg.spelling.keys import squash
from llmreg.vocabulary import RESERVED_WORDS, PlatformKind

_DASHES = re.compile("-{2,}")

__all__ = ["Found", "Placer", "Room"]


@attrs.frozen
class Room:
    """The place of a new model."""

    vendor: str
    family: str
    id: str
    """Without vendor."""
    file: str
    new_vendor: bool = False
    new_family: bool = False


@attrs.frozen
class Found:
    """The model that a row speaks of."""

    model: Model
    is_exact: bool
    """Whether the row means just this model: nothing was left away from its name, and that is no alias which means other
    models on other days."""
    is_own: bool
    """Whether its maker says it, or the row says nothing of who does."""


def _is_moving(model: Model, name: str) -> bool:
    tail = name.lower().rpartition("/")[2]
    return any(alias.name.lower() == tail and (alias.since or alias.until) for alias in model.aliases)


@attrs.define(eq=False, slots=False)
class Placer:
    """Finds models and rooms in the registry as it was when the import began its round."""

    index: Index
    as_of: date
    new_models: bool = True
    new_families: bool = False
    new_vendors: bool = False

    def __attrs_post_init__(self) -> None:
        self._resolver = Resolver(self.index)
        self._names = Names(self.index)
        self._repositories = {
            name.lower(): edge.model
            for edge in self.index.edges
            if edge.model and self._is_hub(edge.integration.platform)
            for name in edge.names
        }

    def _is_hub(self, platform: str) -> bool:
        record = self.index.platforms.get(platform)
        return record is not None and record.kind is PlatformKind.HUB

    def owner_of(self, platform: str, ids: Iterable[str]) -> str | None:
        """The model whose repository on a hub has one of these ids."""
        models = [self._repositories[name.lower()] for name in ids if name.lower() in self._repositories]
        return str(models[0].id) if models and self._is_hub(platform) else None

    def vendor(self, makers: Iterable[str]) -> str | None:
        """The first vendor that goes by one of these names: its own, an account on a hub, one in general use."""
        for maker in makers:
            vendors = [each for each in self._names.owners.get(squash(maker), ()) if each in self.index.vendors]
            if len(vendors) == 1:
                return vendors[0]
        return None

    def find(self, entry: Entry) -> Found | None:
        """The model of a row: the first of its names that the registry knows as one of that maker.

        For a row that is exact nothing may be left away from the name, and the maker must be the same: what else could be
        another model.
        """
        for name in entry.names:
            found = self._resolve(name.text, name.platform)
            if found is None or (found.dropped and entry.exact):
                continue
            own = not entry.makers or self._made_by(found.model, (*entry.makers, *entry.others))
            if own or not entry.exact:
                exact = not found.dropped and not _is_moving(found.model, name.text)
                return Found(found.model, exact, own)
        return None

    def _made_by(self, model: Model, makers: Iterable[str]) -> bool:
        return any(self._names.owned_by(model, squash(maker)) for maker in makers)

    def _resolve(self, name: str, platform: str | None, *, strictly: bool = True) -> Resolution | None:
        if platform and self._is_hub(platform):
            model = self._repositories.get(name.lower())
            return Resolution(model=model, how="its repository") if model else None
        for where in (platform, None) if platform in self.index.platforms else (None,):
            try:
                found = self._resolver.lookup(name, platform=where, as_of=self.as_of)
            except AmbiguousModelError:
                if strictly:
                    return None
                raise
            if found:
                return found
        return None

    def makes_one(self, entry: Entry) -> bool:
        """Whether a row can make a model: an offer does where the platform is the maker's own."""
        if not self.new_models:
            return False
        return entry.new_id is not None and (
            entry.platform not in entry.makers or self.vendor(entry.makers) is not None
        )

    def room(self, entry: Entry, draft: Draft) -> Room | str:
        """Where the model of a row would stand, or why it has no place."""
        name = _DASHES.sub("-", canonicalize_id(entry.new_id or ""))
        if not name or not entry.makers:
            return "no model of the registry goes by that name"
        if (line := self.index.families.get(FamilyId(name))) and self.index.models_of_family(line.id):
            return f"`{name}` names a family of the registry, not one of its models"
        if known := self._namesake(entry):
            return f"the registry has `{known}` by that name, of another maker"
        vendor = self.vendor(entry.makers)
        if vendor is None and not self.new_vendors:
            return f"no vendor of the registry goes by `{entry.makers[0]}`"
        vendor = vendor or _DASHES.sub("-", canonicalize_id(entry.makers[0]))
        if name in RESERVED_WORDS or not vendor:
            return f"`{name}` cannot be an id"
        if f"{vendor}/{name}" in self.index.tombstones:
            return f"`{vendor}/{name}` was removed from the registry"
        record = self.index.vendors.get(vendor)
        family = family_of(name, list(record.families) if record else [])
        if family is None and not (self.new_families and entry.family):
            return f"no family of `{vendor}` fits `{name}`"
        new_family = family is None
        family = family or self._free_family(entry, name, vendor, draft)
        return Room(
            vendor=vendor, family=family, id=name, file=_file(vendor, family, name, draft),
            new_vendor=record is None, new_family=new_family,
        )  # fmt: skip

    def _namesake(self, entry: Entry) -> str | None:
        """The models that already go by a name of a row: whether they are the same, nobody but a reader can tell."""
        for name in entry.names:
            try:
                found = self._resolve(name.text, name.platform, strictly=False)
            except AmbiguousModelError as error:
                return " and ".join(error.candidates)
            if found and not found.dropped:
                return str(found.model.id)
        return None

    def _free_family(self, entry: Entry, name: str, vendor: str, draft: Draft) -> str:
        """The family that the corpus names; with the vendor where another one has it."""
        family = canonicalize_id(entry.family or name)
        taken = self.index.families.get(family)
        theirs = (taken is not None and taken.vendor != vendor) or draft.has_family(family, but_of=vendor)
        free = family not in RESERVED_WORDS and not theirs
        return family if free else f"{vendor}-{family}"


def _file(vendor: str, family: str, name: str, draft: Draft) -> str:
    """A release of just this family and version, in which nothing else is said of all its models."""
    version = said_by(name, family).get("version")
    stem = f"{family}-{version}" if version else family
    file = f"models/{vendor}/{stem}.toml"
    return file if draft.shares_only(file, {"family", "version"}) else f"models/{vendor}/{stem}-imported.toml"
