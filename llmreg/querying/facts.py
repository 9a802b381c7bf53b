"""What a model's record says about one field: some values, or why there are none.

A `Fact` keeps apart what is recorded, not known, undisclosed and not applicable. The functions that read one are in `readers`,
`edges` and `properties`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from llmreg.index import Index
from llmreg.schema.integration import Integration
from llmreg.schema.model import Model
from llmreg.vocabulary import Variant

__all__ = [
    "NOTHING",
    "NOT_APPLICABLE",
    "UNKNOWN",
    "Fact",
    "Reader",
    "State",
    "View",
    "is_undisclosed",
    "known",
    "lineage_fact",
    "missing",
    "parents_complete",
]


class State(StrEnum):
    """Whether a fact is recorded, and if not, why not."""

    RECORDED = "recorded"
    UNKNOWN = "unknown"
    """Nobody wrote it down: it may be anything."""
    UNDISCLOSED = "undisclosed"
    """Its maker is known to keep it to itself: it may be anything."""
    NOT_APPLICABLE = "not-applicable"
    """There is nothing to write down: comparisons with it are no."""


class Fact(NamedTuple):
    """What is recorded of one field."""

    values: tuple[Hashable, ...] = ()
    """What it certainly is: one value, or several for lists."""
    state: State = State.RECORDED
    """Whether anything is recorded."""
    open: bool = False
    """Whether it may also be something that is not among the values."""
    maybe: tuple[Hashable, ...] = ()
    """What it may be, of what is not among the values."""


def known(*values: Hashable, open: bool = False) -> Fact:  # noqa: A002  (the word of `Fact`)
    """A recorded fact."""
    return Fact(values, State.RECORDED, open)


UNKNOWN = Fact((), State.UNKNOWN, open=True)
_UNDISCLOSED = Fact((), State.UNDISCLOSED, open=True)
NOT_APPLICABLE = Fact((), State.NOT_APPLICABLE)

Reader: TypeAlias = Callable[[Model, "View", str | None], Fact]
"""Reads a field of a model; the last argument is the one platform that is meant, for fields that have one."""


class View:
    """An index on one day, with what readers look up more than once."""

    def __init__(self, index: Index, today: date) -> None:
        self.index = index
        self.today = today
        self._owners: dict[str, Fact] = {}
        self._lineages: dict[str, Fact] = {}

    def edges(self, model: Model) -> tuple[Integration, ...]:
        """The integrations of just this model."""
        return tuple(edge.integration for edge in self.index.edges_by_model.get(model.id, ()))

    def family_edges(self, model: Model) -> tuple[Integration, ...]:
        """The integrations of its family of which no source says which model they use."""
        return tuple(edge.integration for edge in self.index.edges_of(model) if edge.model is None)

    def owners(self, vendor: str) -> Fact:
        """A vendor and those above it. One without a record may have any."""
        if vendor not in self._owners:
            chain, at = [], vendor
            while at not in chain:
                chain.append(at)
                record = self.index.vendors.get(at)
                if record is None or record.parent is None:
                    break
                at = record.parent
            self._owners[vendor] = known(*chain, open=chain[-1] not in self.index.vendors)
        return self._owners[vendor]

    def lineage(self, model: Model) -> Fact:
        """All that a model was made from, over any number of steps."""
        found = self._lineages.get(model.id)
        if found is None:
            ancestors: dict[str, None] = {}
            complete, seen, waiting = True, {model.id}, [model]
            while waiting:
                at = waiting.pop()
                complete = complete and parents_complete(at)
                for parent in at.derived_from:
                    ancestors[str(parent)] = None
                    if parent.model is None or parent.model not in self.index.models:
                        complete = False
                    elif parent.model not in seen:
                        seen.add(parent.model)
                        waiting.append(self.index.models[parent.model])
            found = lineage_fact(model, tuple(ancestors), complete=complete)
            self._lineages[model.id] = found
        return found


def parents_complete(model: Model) -> bool:
    """Whether the recorded parents are all. A base model without any was trained from scratch; of others it is not known."""
    return bool(model.derived_from) or (model.variant is Variant.BASE and not is_undisclosed(model, "derived_from"))


def lineage_fact(model: Model, ancestors: tuple[str, ...], *, complete: bool) -> Fact:
    if ancestors:
        return known(*ancestors, open=not complete)
    return NOT_APPLICABLE if complete else missing(model, "derived_from")


def is_undisclosed(model: Model, path: str) -> bool:
    return any(listed == path or path.startswith(f"{listed}.") for listed in model.undisclosed)


def missing(model: Model, path: str) -> Fact:
    return _UNDISCLOSED if model.undisclosed and is_undisclosed(model, path) else UNKNOWN


NOTHING = Fact((), State.UNKNOWN)
"""A list of what the registry holds, such as platforms or sources: what is not in it is not there."""
