"""Where a model comes from and what was made of it, over any number of steps.

`check` finds circles (LR305), but a registry is untrusted input: nothing here loops on one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator

import attrs

from llmreg.index import Index
from llmreg.schema.lineage import Parent
from llmreg.schema.model import Model
from llmreg.vocabulary import Relation

__all__ = ["Branch", "Lineage", "find_ancestors", "find_descendants", "trace_lineage"]


@attrs.frozen(kw_only=True)
class Branch:
    """A model in a tree, with what hangs from it."""

    name: str
    """Its id; for a model that the registry does not hold, the name that is recorded."""
    model: Model | None
    """The model; `None` where the registry does not hold it."""
    relation: Relation
    """How the younger one of it and the one that it hangs from came from the older one."""
    branches: tuple[Branch, ...] = ()
    """Its own parents or children."""
    repeated: bool = False
    """Whether its branches are left out, because they stand elsewhere in the same tree."""


@attrs.frozen(kw_only=True)
class Lineage:
    """A model between the trees of its parents and its children."""

    model: Model
    """The model."""
    parents: tuple[Branch, ...]
    """What it was made from, and what that was made from."""
    children: tuple[Branch, ...]
    """What was made from it, and what was made from that; in the order of the registry."""


_Step = Callable[[Model], Iterable[tuple[str, Model | None, Relation]]]
"""From a model to its neighbours in one direction: name, model, relation."""


def trace_lineage(index: Index, model: Model) -> Lineage:
    """The trees of parents and of children of a model."""
    return Lineage(
        model=model,
        parents=_branches(_parents_in(index), model, {model.id}),
        children=_branches(_children_in(index), model, {model.id}),
    )


def find_ancestors(index: Index, model: Model) -> tuple[Model, ...]:
    """The models that a model was made from, nearest first; those outside the registry are left out."""
    return tuple(_reached(_parents_in(index), model))


def find_descendants(index: Index, model: Model) -> tuple[Model, ...]:
    """The models that were made from a model, nearest first."""
    return tuple(_reached(_children_in(index), model))


def _parents_in(index: Index) -> _Step:
    def step(model: Model) -> Iterator[tuple[str, Model | None, Relation]]:
        for parent in model.derived_from:
            yield str(parent), _held(index, parent), parent.relation

    return step


def _held(index: Index, parent: Parent) -> Model | None:
    return index.models.get(parent.model) if parent.model else None


def _children_in(index: Index) -> _Step:
    def step(model: Model) -> Iterator[tuple[str, Model | None, Relation]]:
        for child in dict.fromkeys(each.id for each in index.children.get(model.id, ())):
            for parent in index.models[child].derived_from:
                if parent.model == model.id:
                    yield child, index.models[child], parent.relation

    return step


def _branches(step: _Step, model: Model, seen: set[str]) -> tuple[Branch, ...]:
    """What hangs from a model. Each model is opened once, so what comes together again stays small, and circles end."""
    found = []
    for name, other, relation in step(model):
        repeated = name in seen
        seen.add(name)
        inner = _branches(step, other, seen) if other is not None and not repeated else ()
        found.append(Branch(name=name, model=other, relation=relation, branches=inner, repeated=repeated))
    return tuple(found)


def _reached(step: _Step, start: Model) -> Iterator[Model]:
    seen, waiting = {start.id}, deque([start])
    while waiting:
        for _, other, _ in step(waiting.popleft()):
            if other is not None and other.id not in seen:
                seen.add(other.id)
                waiting.append(other)
                yield other
