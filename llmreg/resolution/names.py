"""`Names`: every name of a registry's models in tables, by spelling and by what a namespace means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property

import attrs

from llmreg.identifiers import suggest
from llmreg.index import Index
from llmreg.schema.model import Alias, Model
from llmreg.spelling.keys import comparison_key, fold, squash, tokens
from llmreg.spelling.tables import HOSTS, OWNERS
from llmreg.vocabulary import PlatformKind

__all__ = ["Names", "Spelling"]

_TUNED = ("instruct", "chat", "it")
_NEAREST = 50
"""So many names that share words with an unknown one are compared with it letter by letter."""


@attrs.frozen
class Spelling:
    """A name of a model, for lookups that overlook separators."""

    rank: int
    """0 for ids and aliases, 1 for names, 2 for repositories: a lower one hides the higher."""
    text: str
    """As it is recorded."""
    says: str
    """What it is."""
    model: Model
    alias: Alias | None = None
    """Set where it holds only on some days or on one platform."""


@attrs.frozen(eq=False, slots=False)
class Names:
    """The tables of an index that resolving needs; each is made when it is first asked for."""

    index: Index

    def __attrs_post_init__(self) -> None:
        vars(self).update(self.index.prepared.get("Names", {}))

    @cached_property
    def by_key(self) -> Mapping[str, tuple[Spelling, ...]]:
        """Spellings by comparison key, lowest rank first."""
        groups: dict[str, dict[tuple[int, str, Alias | None], Spelling]] = {}
        for spelling in self._iter_spellings():
            same = groups.setdefault(comparison_key(fold(spelling.text)), {})
            same.setdefault((spelling.rank, spelling.model.id, spelling.alias), spelling)
        groups.pop("", None)
        return {key: tuple(sorted(group.values(), key=lambda each: each.rank)) for key, group in groups.items()}

    def _iter_spellings(self) -> Iterator[Spelling]:
        for model in self.index.models.values():
            yield Spelling(0, model.id.partition("/")[2], f"its id without the vendor `{model.vendor}`", model)
            for alias in model.aliases:
                yield Spelling(0, alias.name, "an alias of it", model, alias)
            for name in (model.name, *model.names.values()):
                yield Spelling(1, name, "its name", model)
        for edge in self.index.edges:
            platform = self.index.platforms.get(edge.integration.platform)
            if edge.model and platform and platform.kind is PlatformKind.HUB:
                for name in edge.names:
                    yield Spelling(2, name.rpartition("/")[2], f"its repository on {platform.id}", edge.model)

    @cached_property
    def owners(self) -> Mapping[str, tuple[str, ...]]:
        """Vendors by the names that they go by: their own, their families', those in general use, and
        namespaces on platforms."""
        owners: dict[str, set[str]] = {name: {vendor} for name, vendor in OWNERS.items()}
        for vendor in self.index.vendors.values():
            for name in (vendor.id, vendor.name, *vendor.namespaces, *vendor.families):
                owners.setdefault(squash(name), set()).add(vendor.id)
        for edge in self.index.edges:
            for name in edge.names:
                namespace, slash, tail = name.partition("/")
                if edge.model and slash and "/" not in tail:
                    owners.setdefault(squash(namespace), set()).add(edge.model.vendor)
        owners.pop("", None)
        return {name: tuple(sorted(vendors)) for name, vendors in owners.items()}

    def owned_by(self, model: Model, owner: str) -> bool:
        """Whether a name of a vendor means the vendor of a model, or one that it is a part of."""
        vendors, vendor = self.owners.get(owner, ()), str(model.vendor)
        for _ in range(len(self.index.vendors) + 1):  # whoever owns its owner is told by check, and does not stop this
            if vendor in vendors:
                return True
            record = self.index.vendors.get(vendor)
            if record is None or record.parent is None:
                return False
            vendor = str(record.parent)
        return False

    @cached_property
    def hosts(self) -> Mapping[str, str]:
        """Platforms by the names that stand before ids."""
        return {**HOSTS, **{squash(platform): platform for platform in self.index.platforms}}

    @cached_property
    def pages(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """Model ids by page of a runtime, such as `qwen2.5` for `qwen2.5:7b`: without a tag nobody can tell which is meant."""
        pages: dict[tuple[str, str], set[str]] = {}
        for edge in self.index.edges:
            platform = self.index.platforms.get(edge.integration.platform)
            if edge.model and platform and platform.kind is PlatformKind.RUNTIME:
                for page, colon, _ in (fold(name).partition(":") for name in edge.names):
                    if colon:
                        pages.setdefault((platform.id, page), set()).add(edge.model.id)
        return {key: tuple(sorted(models)) for key, models in pages.items()}

    def tuned(self, key: str) -> tuple[Model, ...]:
        """The models whose key is this one and a word for tuning."""
        return tuple(
            spelling.model for word in _TUNED for spelling in self.by_key.get(f"{key}-{word}", ()) if not spelling.rank
        )

    @cached_property
    def ids(self) -> Mapping[str, str]:
        """Model ids by everything that a suggestion may be found by."""
        index = self.index
        names = {alias: str(models[-1][0].id) for alias, models in index.aliases.items()}
        names |= {bare: str(models[0].id) for bare, models in index.by_bare_id.items()}
        return names | {str(model): str(model) for model in index.models}

    @cached_property
    def by_word(self) -> Mapping[str, tuple[str, ...]]:
        """The keys of `ids` by the words in them."""
        words: dict[str, list[str]] = {}
        for name in self.ids:
            for word in dict.fromkeys(tokens(name)):
                words.setdefault(word, []).append(name)
        return {word: tuple(names) for word, names in words.items()}

    def suggestions(self, wanted: str) -> tuple[str, ...]:
        """Up to three ids; found by id, by id without vendor, or by alias."""
        shared: Counter[str] = Counter()
        for word in dict.fromkeys(tokens(wanted)):
            shared.update(self.by_word.get(word, ()))
        nearest = sorted(shared, key=lambda name: (-shared[name], abs(len(name) - len(wanted)), name))[:_NEAREST]
        close = suggest(wanted, nearest or self.ids, count=6)
        return tuple(dict.fromkeys(self.ids[name] for name in close))[:3]
