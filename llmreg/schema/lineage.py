"""Which model came from which, and which one follows which."""

from __future__ import annotations

import attrs

from llmreg.identifiers import ModelId
from llmreg.schema.plain import Plain
from llmreg.vocabulary import Relation

__all__ = ["Parent", "Successor"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Successor(Plain):
    """A model that takes the place of another one: exactly one of `model` and `external`."""

    model: ModelId | None = None
    """Id of a model of this registry."""
    external: str | None = None
    """Name of a model that this registry does not hold."""

    def __attrs_post_init__(self) -> None:
        _one_of(self.model, self.external)

    def __str__(self) -> str:
        return self.model or self.external or ""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Parent(Plain):
    """A model that this one was made from: exactly one of `model` and `external`."""

    model: ModelId | None = None
    """Id of a model of this registry."""
    external: str | None = None
    """Name of a model that this registry does not hold, such as a Hugging Face repository."""
    relation: Relation
    """How it came from it."""

    def __attrs_post_init__(self) -> None:
        _one_of(self.model, self.external)

    def __str__(self) -> str:
        return self.model or self.external or ""


def _one_of(model: str | None, external: str | None) -> None:
    if (model is None) == (external is None):
        raise ValueError("write `model` (an id of this registry) or `external` (any other name), one of the two")
