"""How many languages the models of each family are said to speak."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from llmreg.charts.chart import Mark, Measure, Scale, Series
from llmreg.charts.left_out import LeftOut
from llmreg.querying.fields import Kind
from llmreg.schema.model import Model
from llmreg.schema.vendor import Family

__all__ = ["MEASURE", "languages_by_family"]

MEASURE = Measure(name="languages", kind=Kind.NUMBER, scale=Scale.LINEAR)

_SERIES = (
    Series(key="declared", name="declared by the maker"),
    Series(key="mentioned", name="only trained on or evaluated, without a promise"),
    Series(key="claimed", name="number claimed by the maker, not all named"),
)


@attrs.define
class _Spoken:
    """What is recorded of one family."""

    declared: set[str] = attrs.field(factory=set)
    mentioned: set[str] = attrs.field(factory=set)
    claimed: int = 0
    complete: bool = True
    """Whether every model that was found has a complete list."""


def languages_by_family(
    models: Iterable[Model], families: Mapping[str, Family], left_out: LeftOut
) -> tuple[tuple[Series, ...], tuple[Mark, ...]]:
    """A row for each family of which some language is recorded, the one with most declared languages first.

    `declared` counts languages that at least one of its models is declared to speak; it is `at_least` unless the list of each
    of its models is complete. `mentioned` counts further ones that it was trained on or evaluated in. `claimed` is the
    highest number that is claimed without naming them all, where it is more than the declared ones.
    """
    found: dict[str, _Spoken] = {}
    for model in models:
        family, languages = found.setdefault(model.family, _Spoken()), model.languages
        if not (languages.all or languages.claimed):
            left_out.missing(model, "languages.tags", "languages")
        family.complete &= languages.complete is True
        family.declared.update(languages.tags)
        family.mentioned.update(languages.all)
        family.claimed = max(family.claimed, languages.claimed or 0)
    marks = []
    for key in sorted(found, key=lambda key: _rank(key, found[key])):
        record = families.get(key)
        counts = {
            "declared": len(found[key].declared),
            "mentioned": len(found[key].mentioned - found[key].declared),
            "claimed": found[key].claimed if found[key].claimed > len(found[key].declared) else 0,
        }
        marks += [
            Mark(
                of=key,
                name=record.name if record else key,
                series=series,
                value=count,
                at_least=series == "declared" and not found[key].complete,
            )
            for series, count in counts.items()
            if count
        ]
    return tuple(each for each in _SERIES if any(mark.series == each.key for mark in marks)), tuple(marks)


def _rank(key: str, spoken: _Spoken) -> tuple[int, int, int, str]:
    return -len(spoken.declared), -spoken.claimed, -len(spoken.mentioned), key
