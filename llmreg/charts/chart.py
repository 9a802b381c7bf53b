"""`Chart`: what a picture of models shows, as data. How it looks is up to `rendering.charts`."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

import attrs

from llmreg.quantities import PartialDate
from llmreg.querying.fields import Kind

__all__ = ["OTHERS", "Chart", "ChartForm", "ChartKind", "Mark", "Measure", "Omission", "Scale", "Series"]

OTHERS = ""
"""The key of the series of makers that have none of their own."""


class ChartKind(StrEnum):
    """What there is to draw."""

    SIZE_OVER_TIME = "size-over-time"
    """Parameters over the release date, by maker."""
    CONTEXT_OVER_TIME = "context-over-time"
    """The context window over the release date, by maker."""
    LANGUAGES_BY_FAMILY = "languages-by-family"
    """How many languages the models of a family are declared to speak."""
    PRICE = "price"
    """What a million tokens cost, as input and as output."""
    SIZES = "sizes"
    """Parameters, all and those that work on one token, model by model."""


class ChartForm(StrEnum):
    """How the marks are laid out."""

    TIMELINE = "timeline"
    """One mark for each model, over its release date."""
    DOTS = "dots"
    """One row for each model, with a dot for each series."""
    BARS = "bars"
    """One row for each family, with the series one behind the other."""


class Scale(StrEnum):
    """How values become lengths."""

    LINEAR = "linear"
    """From zero on."""
    LOG10 = "log10"
    """Equal steps for equal factors, named in powers of ten."""
    LOG2 = "log2"
    """Equal steps for equal factors, named in powers of two."""


@attrs.frozen(kw_only=True)
class Measure:
    """What the values of a chart are."""

    name: str
    """In words, such as `context window`."""
    kind: Kind
    """What sort of values: counts, tokens, money, plain numbers."""
    scale: Scale
    """How they are drawn."""
    currency: str | None = None
    """Of money: ISO 4217 code."""


@attrs.frozen(kw_only=True)
class Series:
    """Marks that belong together and look alike."""

    key: str
    """A vendor id, or a word such as `input`; `OTHERS` for the makers that share one."""
    name: str
    """What a legend says."""


@attrs.frozen(kw_only=True)
class Mark:
    """One value of one model or family."""

    of: str
    """The id of the model or family."""
    name: str
    """Its name."""
    series: str
    """The key of its series."""
    value: int | Decimal
    """How much; a stated count remembers how it was written. Never a stand-in for what is not known."""
    released: PartialDate | None = None
    """When it came out, in timelines."""
    at_least: bool = False
    """Whether it may be more: a list of languages that is not complete."""
    platform: str | None = None
    """Of prices: whose."""


@attrs.frozen(kw_only=True)
class Omission:
    """Models that a chart cannot show, and why."""

    reason: str
    """In words, such as `parameters undisclosed`."""
    models: tuple[str, ...]
    """Their ids, sorted."""


@attrs.frozen(kw_only=True)
class Chart:
    """A chart of the models that a query found."""

    kind: ChartKind
    """What is shown."""
    form: ChartForm
    """How it is laid out."""
    title: str
    """What stands above it."""
    noun: str
    """What its rows are, in the plural: `models` or `families`."""
    measure: Measure
    """What the values are."""
    series: tuple[Series, ...]
    """Those that have marks, in the order of a legend."""
    marks: tuple[Mark, ...]
    """Timelines by date, then id; else row by row from the top."""
    order: str
    """In which order they come, in words: `the cheapest first`."""
    found: int
    """How many models the query found."""
    omitted: tuple[Omission, ...] = ()
    """The models that are not shown; every model found is shown or in one of these."""
    undecided: int = 0
    """Of how many more models it cannot be told whether they match the query."""
    notes: tuple[str, ...] = ()
    """What else a reader should know, as sentences without a full stop."""
    query: str = ""
    """The query, in canonical text; empty for all models."""
    registry: str = ""
    """What the registry calls itself."""
    revision: str | None = None
    """The state of its data."""
    empty_because: str | None = None
    """Which condition of the query leaves nothing, where it found none."""

    @property
    def rows(self) -> tuple[tuple[Mark, ...], ...]:
        """The marks of each model or family together, in order."""
        rows: dict[str, list[Mark]] = {}
        for mark in self.marks:
            rows.setdefault(mark.of, []).append(mark)
        return tuple(map(tuple, rows.values()))

    @property
    def left_out(self) -> int:
        """How many of the models found are not shown."""
        return sum(len(each.models) for each in self.omitted)

    @property
    def why_empty(self) -> str | None:
        """Why there is nothing to draw, in words; `None` where there is something."""
        if self.marks:
            return None
        if not self.found:
            return self.empty_because or "there are no models"
        if self.found == 1:
            return f"the only model found cannot be shown: {self.omitted[0].reason}"
        reasons = ", ".join(f"{each.reason} ({len(each.models):,})" for each in self.omitted)
        return f"none of the {self.found:,} models found can be shown: {reasons}"
