"""Counts the models that a chart cannot show, by the reason."""

from __future__ import annotations

from llmreg.charts.chart import Omission
from llmreg.querying.facts import is_undisclosed
from llmreg.schema.model import Model

__all__ = ["LeftOut"]


class LeftOut:
    """Collects models with the first reason that keeps each from being shown."""

    def __init__(self) -> None:
        self._models: dict[str, list[str]] = {}

    def add(self, model: Model, reason: str) -> None:
        """Leave a model out."""
        self._models.setdefault(reason, []).append(model.id)

    def missing(self, model: Model, path: str, words: str) -> None:
        """Leave a model out because nothing is recorded at a path: its maker keeps that to itself, or it is unknown."""
        self.add(model, f"{words} {'undisclosed' if is_undisclosed(model, path) else 'unknown'}")

    @property
    def omissions(self) -> tuple[Omission, ...]:
        """The most frequent reason first."""
        found = sorted(self._models.items(), key=lambda item: (-len(item[1]), item[0]))
        return tuple(Omission(reason=reason, models=tuple(sorted(models))) for reason, models in found)
