"""LR4xx: facts that cannot be, or hardly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from llmreg.quantities import PartialDate, format_count
from llmreg.rules.rule import Facts, Finding, Rule
from llmreg.schema.model import Model
from llmreg.schema.platform import Platform
from llmreg.schema.vendor import Vendor
from llmreg.source import KeyPath
from llmreg.vocabulary import ArchitectureKind, Modality, Severity, Stage

__all__ = ["RULES", "SizeNameMismatch", "sizes_in_name"]

_SOURCE = '\n[models.sources.card]\nurl = "https://example.org/"\nkind = "card"\nchecked = 2024-06-01\nsupports = ["parameters", "architecture", "context", "released"]\n'


def _model(*lines: str, name: str = "Acme") -> str:
    head = f'[[models]]\nid = "acme-model"\nname = "{name}"\nfamily = "acme"\n'
    return head + "".join(f"{line}\n" for line in lines) + _SOURCE


def _hosted(*lines: str, edge: str) -> dict[str, str]:
    text = _model(*lines) + "\n[models.integrations.api]\n" + edge + "\n"
    return {"platforms/api.toml": 'name = "Acme API"\nkind = "api"\n', "models/acme/acme.toml": text}


class ActiveOverTotal(Rule):
    code = "LR401"
    name = "active-over-total"
    severity = Severity.ERROR
    why = "No more weights can work on a token than there are; most often the two are swapped."
    bad = _model('parameters = { total = "22B", active = "235B" }')
    good = _model('parameters = { total = "235B", active = "22B" }', 'architecture = { kind = "moe" }')

    def check(self, facts: Facts) -> Iterator[Finding]:
        for record, model in facts.each(Model):
            counts = model.parameters
            if counts.active and counts.total and counts.active > counts.total:
                yield Finding(
                    record=record,
                    path=("parameters", "active"),
                    message=f"{format_count(counts.active)} active of {format_count(counts.total)} in total",
                    hint="were `total` and `active` swapped?",
                    related=((record, ("parameters", "total"), "the total"),),
                )


class MoeIncomplete(Rule):
    code = "LR402"
    name = "moe-incomplete"
    severity = Severity.WARNING
    why = "What a mixture of experts costs to run is its active count; a dense model has none beside its total."
    bad = _model('parameters = { total = "57B" }', 'architecture = { kind = "moe" }')
    good = _model('parameters = { total = "57B", active = "14B" }', 'architecture = { kind = "moe" }')

    def check(self, facts: Facts) -> Iterator[Finding]:
        for record, model in facts.each(Model):
            counts, kind = model.parameters, model.architecture.kind
            hidden = {"parameters", "parameters.active"} & set(model.undisclosed)
            if kind is ArchitectureKind.MOE and counts.total and not counts.active and not hidden:
                yield Finding(
                    record=record,
                    path=("parameters",),
                    message="a mixture of experts without `active`",
                    hint="add it, or list it in `undisclosed`",
                )
            if kind is ArchitectureKind.DENSE and counts.active and counts.active != counts.total:
                yield Finding(
                    record=record,
                    path=("parameters", "active"),
                    message="a dense model with `active` beside `total`",
                    hint="leave `active` out, or correct the kind",
                )


class SizeNameMismatch(Rule):
    code = "LR403"
    name = "size-name-mismatch"
    severity = Severity.WARNING
    why = "The size in the name and the count should be the same but for rounding; a missing digit shows here."
    bad = _model("parameters = { total = 7_270_000_000 }", name="Acme 72B")
    good = _model("parameters = { total = 72_700_000_000 }", name="Acme 72B")
    relative_tolerance = 0.12
    absolute_tolerance = 700_000_000
    """A name rounds, and may leave embeddings out: `gemma-2-2b` has 2.6 billion. Measured over 1,413 models: a share
    alone flagged 12, of which 10 were right; the larger of both flags the wrong one only."""
    stated_tolerance = 0.35
    """Where `nominal` stands beside the count, somebody has looked at both: Gemma 7B has 8.5 billion. Then only a slip
    of a digit is left to find."""

    @classmethod
    def contradicted(cls, model: Model) -> int | None:
        """The size that the name says, where the count is too far from it; `None` where they agree or one is missing."""
        total, nominal = model.parameters.total, model.parameters.nominal
        expected = [nominal] if nominal else sizes_in_name(model.name)
        share = cls.stated_tolerance if nominal else cls.relative_tolerance
        if not total or any(abs(total - size) <= max(share * size, cls.absolute_tolerance) for size in expected):
            return None
        return expected[0] if expected else None

    def check(self, facts: Facts) -> Iterator[Finding]:
        for record, model in facts.each(Model):
            total, size = model.parameters.total, self.contradicted(model)
            if total and size:
                where = ("parameters", "nominal") if model.parameters.nominal else ("name",)
                yield Finding(
                    record=record,
                    path=("parameters", "total"),
                    message=f"the name says {format_count(size)}, the count is {format_count(total)}",
                    hint="correct the count, or state the size of the name as `parameters.nominal`",
                    notes=_tenfold(total, size),
                    related=((record, where, f"says {format_count(size)}"),),
                )


def _tenfold(total: int, size: int) -> tuple[str, ...]:
    for factor, slip in ((10, "a digit may be missing"), (0.1, "there may be a digit too many")):
        if abs(total * factor - size) <= SizeNameMismatch.relative_tolerance * size:
            return (f"{slip}: {format_count(round(total * factor))} would fit",)
    return ()


_SIZE = r"(\d{1,6}(?:\.\d{1,6})?)"
_PRODUCT = re.compile(rf"(?<![a-z0-9.]){_SIZE}x{_SIZE}([bm])(?![a-z0-9])")
_EXPERTS = re.compile(rf"(?<![a-z0-9.]){_SIZE}([bm])-(\d+)e(?![a-z0-9])")
_PLAIN = re.compile(rf"(?<![a-z0-9.]){_SIZE}([bm])(?![a-z0-9])")
_UNITS = {"b": 10**9, "m": 10**6}


def sizes_in_name(name: str) -> list[int]:
    """The totals that a name may mean, in weights; empty where it names no size.

    Knows `72b`, `1.5b`, `550m`, `8x7b` (experts share some layers, so from three quarters of the product up to
    all of it), `30b-a3b` (the second is active), and `17b-128e` (active and experts: says nothing of the total).
    """
    text = name.lower().replace("_", ".").replace(" ", "-")
    if _EXPERTS.search(text):
        return []
    if found := _PRODUCT.search(text):
        product = float(found[1]) * float(found[2]) * _UNITS[found[3]]
        return [round(product * share) for share in (1.0, 0.88, 0.75)]
    return [round(float(found[1]) * _UNITS[found[2]]) for found in _PLAIN.finditer(text)][:1]


class OutputOverContext(Rule):
    code = "LR405"
    name = "output-over-context"
    severity = Severity.WARNING
    why = "A text model writes inside its window, or inside the extended one. An output limit above it is a swap, a dropped zero, or two different models."
    bad = _model("context = { window = 4096, output = 8192 }")
    good = _model("context = { window = 8192, output = 4096 }")

    def check(self, facts: Facts) -> Iterator[Finding]:
        for record, path, limits, model in _limits(facts):
            text_only = model is None or set(model.modalities.output) <= {Modality.TEXT}
            window, output = max(limits.window or 0, getattr(limits, "extended", None) or 0), limits.output
            if text_only and window and output and output > window and not getattr(limits, "input", None):
                yield Finding(
                    record=record,
                    path=(*path, "output"),
                    message=f"output limit {output:,} exceeds the window of {window:,}",
                    related=((record, (*path, "window"), "the window"),),
                )


class InputOverContext(Rule):
    code = "LR406"
    name = "input-over-context"
    severity = Severity.WARNING
    why = "What goes in must fit into the window."
    bad = _hosted(edge='ids = ["acme"]\nlimits = { window = 4096, input = 8192 }')
    good = _hosted(edge='ids = ["acme"]\nlimits = { window = 8192, input = 4096 }')

    def check(self, facts: Facts) -> Iterator[Finding]:
        for record, path, limits, _ in _limits(facts):
            window, given = limits.window, getattr(limits, "input", None)
            if window and given and given > window:
                yield Finding(
                    record=record,
                    path=(*path, "input"),
                    message=f"input limit {given:,} exceeds the window of {window:,}",
                    related=((record, (*path, "window"), "the window"),),
                )


def _limits(facts: Facts) -> Iterator[tuple[Any, KeyPath, Any, Model | None]]:
    """Every group of limits: of models, and of their integrations."""
    for record, model in facts.each(Model):
        yield record, ("context",), model.context, model
    for edge in facts.edges:
        yield facts.record(edge.owner), (*edge.path, "limits"), edge.integration.limits, edge.model


class FutureRelease(Rule):
    code = "LR409"
    name = "future-release"
    severity = Severity.ERROR
    why = "What is not out yet is `announced`, not `released`. A week of grace covers time zones and embargoes."
    bad = _model("released = 2199-05-31")
    good = _model("announced = 2024-05-31")
    grace_days = 7

    def check(self, facts: Facts) -> Iterator[Finding]:
        for record, model in facts.each(Model):
            days = (model.released.earliest - facts.as_of).days if model.released else 0
            if days > self.grace_days:
                yield Finding(
                    record=record,
                    path=("released",),
                    message=f"the release date is {days:,} days ahead",
                    hint="correct it, or write `announced`",
                )


class LifecycleOrder(Rule):
    code = "LR411"
    name = "lifecycle-order"
    severity = Severity.ERROR
    why = "A model is released, then deprecated, then retired. Another order is a slip in a date."
    bad = _hosted("released = 2024-05-31", edge='ids = ["acme"]\nretired = 2023-05-31')
    good = _hosted("released = 2024-05-31", edge='ids = ["acme"]\nretired = 2025-05-31')

    def check(self, facts: Facts) -> Iterator[Finding]:
        for record, model in facts.each(Model):
            yield from _in_order(record, [(("released",), model.released), (("withdrawn",), model.withdrawn)])
            for number, alias in enumerate(model.aliases):
                yield from _in_order(record, _dates(alias, ("aliases", number), "since", "until"))
        for kind in (Platform, Vendor):
            for record, value in facts.each(kind):
                first = "since" if kind is Platform else "founded"
                yield from _in_order(record, _dates(value, (), first, "until" if kind is Platform else "owned_since"))
        for edge in facts.edges:
            record = facts.record(edge.owner)
            stages = _dates(edge.integration, edge.path, "since", "deprecation_announced", "retired")
            yield from _in_order(record, stages)
            yield from _in_order(record, _dates(edge.integration, edge.path, "since", "deprecated", "retired"))
            yield from _in_order(record, _dates(edge.integration, edge.path, "since", "until"))
            for number, price in enumerate(edge.integration.prices):
                yield from _in_order(record, _dates(price, (*edge.path, "prices", number), "since", "until"))
            if edge.model and edge.owner is edge.model:
                yield from _in_order(record, [(("released",), edge.model.released), *stages[2:]])


def _dates(owner: Any, path: KeyPath, *names: str) -> list[tuple[KeyPath, PartialDate | None]]:
    return [((*path, name), getattr(owner, name)) for name in names]


def _in_order(record: Any, dates: list[tuple[KeyPath, PartialDate | None]]) -> Iterator[Finding]:
    known = [(path, day) for path, day in dates if day is not None]
    for (first_path, first), (path, day) in pairwise(known):
        if day.latest < first.earliest:
            yield Finding(
                record=record,
                path=path,
                message=f"`{path[-1]}` is {day}, before `{first_path[-1]}`, {first}",
                related=((record, first_path, "this comes first"),),
            )


class StatusDateConflict(Rule):
    code = "LR412"
    name = "status-date-conflict"
    severity = Severity.ERROR
    why = "Status is computed from dates, so what is written beside them must agree: nothing is only announced after it began, and nothing ends before the day until which it was promised."
    bad = _hosted(edge='ids = ["acme"]\nstage = "announced"\nsince = 2024-05-31')
    good = _hosted(edge='ids = ["acme"]\nstage = "preview"\nsince = 2024-05-31')

    def check(self, facts: Facts) -> Iterator[Finding]:
        for edge in facts.edges:
            given, record = edge.integration, facts.record(edge.owner)
            for name in ("since", "retired"):
                begun = getattr(given, name)
                if given.stage is Stage.ANNOUNCED and begun and begun.latest <= facts.as_of:
                    yield Finding(
                        record=record,
                        path=(*edge.path, "stage"),
                        message=f"it is only announced, but `{name}` is {begun}",
                        hint="correct the stage or the date",
                        related=((record, (*edge.path, name), "already passed"),),
                    )
                    break
            promised, ended = given.retired_not_before, given.retired
            if promised and ended and ended.latest < promised.earliest:
                yield Finding(
                    record=record,
                    path=(*edge.path, "retired"),
                    message=f"retired on {ended}, though promised until {promised}",
                    related=((record, (*edge.path, "retired_not_before"), "the promise"),),
                )


RULES: tuple[type[Rule], ...] = (
    ActiveOverTotal,
    MoeIncomplete,
    SizeNameMismatch,
    OutputOverContext,
    InputOverContext,
    FutureRelease,
    LifecycleOrder,
    StatusDateConflict,
)
