"""One model for people: every fact with the numbers of its sources."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from llmreg.explanation import Explanation
from llmreg.regions import country_name
from llmreg.registry import Registry
from llmreg.rendering.footnotes import Footnotes
from llmreg.rendering.terminal import PLAIN, Style, pad, printable, width
from llmreg.rendering.values import describe, languages_in_words, parameters_in_words
from llmreg.schema.fields import is_recorded
from llmreg.schema.integration import Integration
from llmreg.schema.model import Model
from llmreg.schema.source import Dispute, PastValue, Source
from llmreg.vocabulary import Status
from llmreg.wording import UNDISCLOSED, UNKNOWN

__all__ = ["render_explanation", "render_model"]

_LABEL = 13


def render_model(registry: Registry, model: Model, *, columns: int = 100, style: Style = PLAIN) -> str:
    """All that is known of a model, a line for each fact, and its sources at the end."""
    notes = Footnotes()
    lines = [f"{style.paint(printable(model.id), 1)}  {printable(model.name)}", ""]
    for label, texts, fields in _facts(registry, model):
        marks = notes.mark(_sources(model, fields))
        for number, text in enumerate(texts):
            first, last = number == 0, number == len(texts) - 1
            lines += _wrapped(label if first else "", printable(text) + (marks if last else ""), columns, style)
    for label, text, sources in _integrations(registry, model):
        lines += _wrapped(label, printable(text) + notes.mark(sources), columns, style)
    for dispute in model.disputes:
        source = model.sources.get(dispute.source)
        reason = f": {dispute.reason}" if dispute.reason else ""
        text = f"{_told_of(dispute)} = {describe(dispute.value)} is not taken{reason}"
        lines += _wrapped("disputed", printable(text) + notes.mark((source,) if source else ()), columns, style)
    for past in model.history:
        source = model.sources.get(past.source)
        text = f"{_told_of(past)} was {describe(past.value)} until {past.until}"
        lines += _wrapped("history", printable(text) + notes.mark((source,) if source else ()), columns, style)
    lines += ["", *map(printable, notes)]
    return "\n".join(lines).rstrip() + "\n"


def _told_of(entry: Dispute | PastValue) -> str:
    """The field of a dispute or a past value, with the integration that it is of where the model has several."""
    return entry.field + (f" of {entry.id}" if entry.id else "")


def _wrapped(label: str, text: str, columns: int, style: Style) -> list[str]:
    room = max(20, columns - _LABEL)
    wrapped = textwrap.wrap(
        text,
        room - (width(text) - len(text)) // max(1, len(text) // room + 1),
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [style.paint(pad(label if not number else "", _LABEL), 2) + line for number, line in enumerate(wrapped)]


def _facts(registry: Registry, model: Model) -> Iterator[tuple[str, list[str], tuple[str, ...]]]:
    """Label, lines, and the fields that the lines tell."""
    yield "made by", [_maker(registry, model)], ()
    names = ", ".join(model.names.values())
    if names:
        yield "also called", [names], ("names",)
    aliases = [
        f"{a.name}{f' on {a.platform}' if a.platform else ''}{f' since {a.since}' if a.since else ''}{f' until {a.until}' if a.until else ''}"
        for a in model.aliases
    ]
    if aliases:
        yield "aliases", [", ".join(aliases)], ("aliases",)
    yield "parameters", [parameters_in_words(model.parameters) or _absent(model, "parameters.total")], ("parameters",)
    if is_recorded(model.architecture):
        yield "architecture", [describe(model.architecture)], ("architecture",)
    yield "languages", languages_in_words(model.languages) or [_absent(model, "languages")], ("languages",)
    yield "context", [_context(model)], ("context",)
    if is_recorded(model.modalities):
        yield (
            "modalities",
            [f"{describe(model.modalities.input)} in, {describe(model.modalities.output)} out"],
            ("modalities",),
        )
    if is_recorded(model.capabilities):
        yield "capabilities", [describe(model.capabilities)], ("capabilities",)
    yield "licence", [_license(registry, model)], ("license",)
    yield "weights", [describe(model.weights)], ("weights",)
    yield (
        "released",
        [describe(model.released) + (f", announced {model.announced}" if model.announced else "")],
        ("released", "announced"),
    )
    for label, field in (
        ("known until", "knowledge_cutoff"),
        ("withdrawn", "withdrawn"),
        ("trained with", "training"),
        ("derived from", "derived_from"),
    ):
        if is_recorded(getattr(model, field)):
            yield label, [describe(getattr(model, field))], (field,)
    if children := registry.children(model.id):
        yield "parent of", [", ".join(child.id for child in children)], ()


def _maker(registry: Registry, model: Model) -> str:
    vendor = registry.vendors[model.vendor]
    family = registry.families[model.family]
    place = f", {country_name(vendor.country)}" if vendor.country else ""
    owner = (
        f", a part of {registry.vendors[vendor.parent].name}"
        if vendor.parent and vendor.parent in registry.vendors
        else ""
    )
    native = f" ({', '.join(family.names.values())})" if family.names else ""
    parts = [f"{vendor.name}{place}{owner}; family {family.name}{native}"]
    if model.version:
        parts.append(f"version {model.version}")
    if model.snapshot:
        parts.append(f"snapshot {model.snapshot}")
    if model.variant:
        parts.append(model.variant)
    if model.rolling:
        parts.append("changes behind its name")
    return ", ".join(parts)


def _absent(model: Model, field: str) -> str:
    return (
        UNDISCLOSED
        if any(field == listed or field.startswith(f"{listed}.") for listed in model.undisclosed)
        else UNKNOWN
    )


def _context(model: Model) -> str:
    known = model.context
    if not is_recorded(known):
        return _absent(model, "context")
    parts = [f"{known.window:,} tokens"] if known.window else []
    if known.extended:
        parts.append(f"{known.extended:,} extended")
    if known.output:
        parts.append(f"{known.output:,} of output")
    return ", ".join(parts)


def _license(registry: Registry, model: Model) -> str:
    if model.license is None:
        return _absent(model, "license")
    terms = registry.licenses.get(model.license)
    if terms is None:
        return str(model.license)
    flags = [f"commercial use: {terms.commercial_use}"] if terms.commercial_use else []
    flags += [f"{threshold.limit:,} {threshold.metric}" for threshold in terms.thresholds]
    return f"{model.license}: {terms.name}" + (f" ({'; '.join(flags)})" if flags else "")


def _sources(model: Model, fields: tuple[str, ...]) -> tuple[Source, ...]:
    return tuple(
        source
        for source in model.sources.values()
        if any(claim.partition(".")[0] in fields for claim in source.supports)
    )


def _integrations(registry: Registry, model: Model) -> Iterator[tuple[str, str, tuple[Source, ...]]]:
    label = "used on"
    for edge in registry.integrations(model.id):
        platform = registry.platforms[edge.platform]
        parts = [", ".join(edge.ids)] if edge.ids else []
        if edge.family:
            parts.append(f"known of the family {registry.families[edge.family].name} as a whole")
        parts += _lifecycle(registry, edge)
        text = f"{platform.name} ({platform.kind})" + (f": {'; '.join(parts)}" if parts else "")
        yield label, text, registry.sources(edge)
        label = ""


def _lifecycle(registry: Registry, edge: Integration) -> Iterator[str]:
    for label, date in (("announced", edge.announced), ("since", edge.since), ("until", edge.until)):
        if date:
            yield f"{label} {date}"
    status = edge.status(registry.today)
    if edge.retired:
        verb = "retired" if status is Status.RETIRED else "retires"
        advice = f" in favour of {', '.join(map(str, edge.replacement))}" if edge.replacement else ""
        yield f"{verb} {edge.retired}{advice}"
    elif status is Status.DEPRECATED:
        yield "deprecated"
    if edge.retired_not_before:
        yield f"not retired before {edge.retired_not_before}"
    if edge.prices:
        yield f"{len(edge.prices)} prices"


def render_explanation(explanation: Explanation) -> str:
    """One fact: value, place, sources, disputes, history."""
    value = UNDISCLOSED if explanation.undisclosed and explanation.value is None else describe(explanation.value)
    lines = [f"{explanation.model}  {explanation.field}", f"  {printable(value)}"]
    if explanation.location:
        lines.append(f"  written in {explanation.location}")
    if explanation.value is None and not explanation.undisclosed:
        lines.append("  nothing is recorded; that is not a no")
    for source in explanation.sources.values():
        title = f"{printable(source.title)}\n    " if source.title else ""
        lines.append(f"  source: {title}{printable(source.url)} ({source.kind}, checked {source.checked})")
    if explanation.value is not None and not explanation.sources:
        lines.append("  no source is recorded for it")
    if isinstance(explanation.value, Integration) and explanation.value.family:
        lines.append(f"  known of the family {explanation.value.family} as a whole; no source says which of its models")
    if others := explanation.one_of[1:]:
        names = "; ".join(", ".join(each.ids) or "one without an id" for each in others)
        lines.append(f"  of its integrations with {others[0].platform} this is one; the others: {printable(names)}")
    for dispute in explanation.disputes:
        reason = f": {printable(dispute.reason)}" if dispute.reason else ""
        value = _of_part(explanation, dispute.field) + describe(dispute.value)
        lines.append(f"  disputed: {printable(value)}, by {_link(explanation, dispute.source)}{reason}")
    for past in explanation.history:
        value = _of_part(explanation, past.field) + describe(past.value)
        lines.append(f"  before {past.until}: {printable(value)}, by {_link(explanation, past.source)}")
    return "\n".join(lines) + "\n"


def _of_part(explanation: Explanation, field: str) -> str:
    """The field that a value is of, where that is another one than was asked for."""
    return "" if field == explanation.field else f"{printable(field)} "


def _link(explanation: Explanation, key: str) -> str:
    source = explanation.all_sources.get(key)
    return f"{printable(source.url)} ({source.kind}, checked {source.checked})" if source else key
