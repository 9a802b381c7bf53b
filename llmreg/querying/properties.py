"""The yes/no properties behind `is:`; each may also be not known."""

from __future__ import annotations

from collections.abc import Callable

from llmreg.querying.edges import status_on
from llmreg.querying.facts import UNKNOWN, Fact, Reader, View, is_undisclosed, known
from llmreg.querying.logic import Truth
from llmreg.schema.model import Model
from llmreg.vocabulary import ArchitectureKind, Modality, Status, Variant, Weights

__all__ = ["PROPERTIES", "property_of"]


def _open_weights(model: Model, _view: View) -> Truth:
    return None if model.weights is None else model.weights is not Weights.CLOSED


def _gated(model: Model, _view: View) -> Truth:
    return None if model.weights is None else model.weights is Weights.GATED


def _moe(model: Model, _view: View) -> Truth:
    if model.architecture.kind is ArchitectureKind.MOE or model.architecture.num_experts:
        return True
    return None if model.architecture.kind is None else False


def _dense(model: Model, _view: View) -> Truth:
    return None if model.architecture.kind is None else model.architecture.kind is ArchitectureKind.DENSE


_STAGES = (Variant.BASE, Variant.INSTRUCT, Variant.CHAT, Variant.REASONING)
_NO_STAGE_NAMED = (Variant.CODE, Variant.MATH, Variant.VISION, Variant.AUDIO, Variant.OMNI)


def _variant(wanted: Variant) -> Callable[[Model, View], Truth]:
    def ask(model: Model, _view: View) -> Truth:
        if model.variant is None or (wanted in _STAGES and model.variant in _NO_STAGE_NAMED):
            return None  # the second: its maker names no stage of tuning
        return model.variant is wanted

    return ask


def _multimodal(model: Model, _view: View) -> Truth:
    both = model.modalities.input, model.modalities.output
    if any(each not in (Modality.TEXT, Modality.EMBEDDING) for each in both[0] + both[1]):
        return True
    return False if all(both) else None


def _rolling(model: Model, _view: View) -> Truth:
    return False if model.rolling is None and model.snapshot else model.rolling


def _retired(model: Model, view: View) -> Truth:
    """Nowhere to be had any more."""
    states = {status_on(model, edge, view.today) for edge in view.edges(model)}
    if not states:
        return True if model.withdrawn is not None and model.withdrawn.latest <= view.today else None
    if states == {Status.RETIRED}:
        return True
    return None if states <= {Status.RETIRED, Status.UNKNOWN} else False


def _deprecated(model: Model, view: View) -> Truth:
    """Advised against wherever it is still to be had."""
    states = {status_on(model, edge, view.today) for edge in view.edges(model)}
    if not states:
        return None
    left = states - {Status.RETIRED}
    if not left or left & {Status.ACTIVE, Status.UPCOMING}:
        return False
    return None if Status.UNKNOWN in left else True


def _undisclosed_size(model: Model, _view: View) -> Truth:
    if model.parameters.total is not None:
        return False
    return True if is_undisclosed(model, "parameters.total") else None


PROPERTIES: dict[str, tuple[str, Callable[[Model, View], Truth]]] = {
    "open-weights": ("the weights can be downloaded, perhaps after accepting terms", _open_weights),
    "moe": ("a mixture of experts", _moe),
    "base": ("pretrained only", _variant(Variant.BASE)),
    "instruct": ("tuned to follow instructions", _variant(Variant.INSTRUCT)),
    "deprecated": ("advised against wherever it is still to be had", _deprecated),
    "retired": ("nowhere to be had any more", _retired),
    "multimodal": ("takes in or gives out more than text", _multimodal),
    "chat": ("tuned for dialogue and so named", _variant(Variant.CHAT)),
    "dense": ("every parameter works on every token", _dense),
    "embedding": ("gives vectors, not text", _variant(Variant.EMBEDDING)),
    "gated": ("the weights can be downloaded only after accepting terms", _gated),
    "reasoning": ("always thinks before it answers", _variant(Variant.REASONING)),
    "rolling": ("its maker changes the model behind the name", _rolling),
    "undisclosed-size": ("its maker keeps the number of parameters to itself", _undisclosed_size),
}
"""The yes/no properties behind `is:`, with their meaning."""


def property_of(wanted: str) -> Reader:
    """Reads a yes/no property, as a value `True` or `False`."""
    ask = PROPERTIES[wanted][1]

    def read(model: Model, view: View, _scope: str | None) -> Fact:
        answer = ask(model, view)
        return UNKNOWN if answer is None else known(answer)

    return read
