"""How much of what could be known of the models of a registry is recorded, field by field, and how well it is known."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from llmreg.index import Index
from llmreg.schema.fields import get_field, is_recorded, overlap
from llmreg.schema.model import Model
from llmreg.vocabulary import ArchitectureKind, Modality, SourceKind, Weights

__all__ = ["FieldCompleteness", "measure"]

_PRIMARY = frozenset({SourceKind.VENDOR, SourceKind.CARD, SourceKind.PAPER})


@attrs.frozen(kw_only=True)
class FieldCompleteness:
    """One field over the models that it can be known of."""

    field: str
    """Its path: `parameters.total`."""
    of: str
    """Which models those are, in words."""
    models: int
    """How many they are."""
    known: int
    """Of how many it is recorded."""
    undisclosed: int
    """Of how many of the others the maker is known to keep it to himself."""
    primary: int
    """Of the known, how many rest on a source of the maker: a page, a card, a paper."""
    disputed: int
    """Of the known, how many have a dispute."""


def _any(_index: Index, _model: Model) -> bool:
    return True


def _offered(index: Index, model: Model) -> bool:
    """Whether anybody else than its maker could ever use it; a model that was only written about has no day of release."""
    return model.weights is not Weights.CLOSED or model.id in index.edges_by_model


def _open(_index: Index, model: Model) -> bool:
    return model.weights in (Weights.OPEN, Weights.GATED)


def _closed(_index: Index, model: Model) -> bool:
    return model.weights is Weights.CLOSED


def _mixture(_index: Index, model: Model) -> bool:
    return model.architecture.kind is ArchitectureKind.MOE


def _textual(_index: Index, model: Model) -> bool:
    """What makes pictures, sound or video and no text has no window of tokens. Where nothing is recorded, it may have."""
    return not model.modalities.output or bool({Modality.TEXT, Modality.EMBEDDING} & {*model.modalities.output})


_FIELDS: tuple[tuple[str, str, Callable[[Index, Model], bool]], ...] = (
    ("weights", "all", _any),
    ("released", "ever offered", _offered),
    ("license", "open weights", _open),
    ("parameters.total", "open weights", _open),
    ("parameters.total", "closed weights", _closed),
    ("parameters.active", "mixtures of experts", _mixture),
    ("architecture.num_hidden_layers", "open weights", _open),
    ("context.window", "text or vectors out", _textual),
    ("context.window", "ever offered of these", lambda index, model: _offered(index, model) and _textual(index, model)),
    ("languages", "all", _any),
    ("modalities.input", "all", _any),
    ("capabilities.tool_calling", "all", _any),
    ("knowledge_cutoff", "all", _any),
    ("training.tokens", "all", _any),
    ("derived_from", "all", _any),
    ("integrations", "all", _any),
)


def measure(index: Index) -> tuple[FieldCompleteness, ...]:
    """The fields that people decide by, in a stated order. A field may come twice, for different models."""
    models = tuple(index.models.values())
    return tuple(
        _measured(index, field, words, [model for model in models if applies(index, model)])
        for field, words, applies in _FIELDS
    )


def _measured(index: Index, field: str, words: str, models: list[Model]) -> FieldCompleteness:
    known = [model for model in models if _is_known(index, model, field)]
    unknown = [model for model in models if not is_recorded(get_field(model, field))]
    return FieldCompleteness(
        field=field,
        of=words,
        models=len(models),
        known=len(known),
        undisclosed=sum(any(overlap(field, secret) for secret in model.undisclosed) for model in unknown),
        primary=sum(_is_primary(index, model, field) for model in known),
        disputed=sum(any(overlap(field, dispute.field) for dispute in model.disputes) for model in known),
    )


def _is_known(index: Index, model: Model, field: str) -> bool:
    """Integrations are looked for at both ends."""
    if field == "integrations":
        return bool(index.edges_by_model.get(model.id))
    return is_recorded(get_field(model, field))


def _is_primary(index: Index, model: Model, field: str) -> bool:
    sources = list(model.sources.values())
    if field == "integrations":
        edges = index.edges_by_model.get(model.id, ())
        if any(source.kind in _PRIMARY for edge in edges for source in edge.integration.sources.values()):
            return True
    return any(
        source.kind in _PRIMARY and any(overlap(field, claim) for claim in source.supports) for source in sources
    )
