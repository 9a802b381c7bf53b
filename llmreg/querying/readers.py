"""Readers of what a model's own record says."""

from __future__ import annotations

from llmreg.quantities import PartialDate, StatedCount
from llmreg.querying.facts import (
    NOT_APPLICABLE,
    NOTHING,
    UNKNOWN,
    Fact,
    Reader,
    State,
    View,
    known,
    lineage_fact,
    missing,
    parents_complete,
)
from llmreg.querying.logic import Truth
from llmreg.querying.values import fold
from llmreg.schema.fields import get_field, is_recorded
from llmreg.schema.model import Model
from llmreg.vocabulary import ArchitectureKind


def at_path(path: str) -> Reader:
    """Reads what stands at a field path: one value, or those of a list, which is then complete."""

    def read(model: Model, _view: View, _scope: str | None) -> Fact:
        value = get_field(model, path)
        if not is_recorded(value):
            return missing(model, path)
        return known(*value) if isinstance(value, tuple) else known(value)

    return read


def keys_at(path: str) -> Reader:
    """Reads the keys of a mapping, or of the records in a list the attribute that names them."""

    def read(model: Model, _view: View, _scope: str | None) -> Fact:
        entries = getattr(model, path)
        names = [getattr(each, "name", None) or getattr(each, "field", each) for each in entries]
        return known(*dict.fromkeys(map(str, names))) if names else NOTHING

    return read


def name(model: Model, _view: View, _scope: str | None) -> Fact:
    return known(model.name, *model.names.values())


def search_text(model: Model, _view: View, _scope: str | None) -> Fact:
    """Id, names, aliases and family, one a line, for searching."""
    names = (model.id, model.name, *model.names.values(), *(alias.name for alias in model.aliases), model.family)
    return known("\n".join(map(fold, names)))


def owner(model: Model, view: View, _scope: str | None) -> Fact:
    return view.owners(model.vendor)


def country(model: Model, view: View, _scope: str | None) -> Fact:
    record = view.index.vendors.get(model.vendor)
    return known(record.country) if record and record.country else UNKNOWN


def version(model: Model, _view: View, _scope: str | None) -> Fact:
    """With its family, by which versions are ordered."""
    return known((model.family, model.version)) if model.version else missing(model, "version")


def size(model: Model, _view: View, _scope: str | None) -> Fact:
    """The size in the name; of names without one the count."""
    count = model.parameters.nominal or model.parameters.total
    return known(int(count)) if count else missing(model, "parameters.total")


def parameters(model: Model, _view: View, _scope: str | None) -> Fact:
    count = model.parameters.total
    return known(int(count)) if count else missing(model, "parameters.total")


def active(model: Model, _view: View, _scope: str | None) -> Fact:
    count = model.parameters.active
    if count:
        return known(int(count))
    return NOT_APPLICABLE if model.architecture.kind is ArchitectureKind.DENSE else missing(model, "parameters.active")


def number_at(path: str) -> Reader:
    """Reads a number, a stated one as the number that it says."""

    def read(model: Model, _view: View, _scope: str | None) -> Fact:
        value = get_field(model, path)
        if value is None:
            return missing(model, path)
        return known(int(value) if isinstance(value, StatedCount) else value)

    return read


def yes_no_at(path: str) -> Reader:
    """Reads a boolean as `yes` or `no`."""

    def read(model: Model, _view: View, _scope: str | None) -> Fact:
        value = get_field(model, path)
        return missing(model, path) if value is None else known("yes" if value else "no")

    return read


def languages(model: Model, _view: View, _scope: str | None) -> Fact:
    """The declared ones. Outside a complete list a language is a no, outside any other list not known."""
    tags = model.languages.tags
    if not tags:
        return missing(model, "languages.tags")
    return known(*tags, open=model.languages.complete is not True)


def language_claims(level: str) -> Reader:
    """Reads languages that are only trained on or evaluated; such lists are never complete."""

    def read(model: Model, _view: View, _scope: str | None) -> Fact:
        tags: tuple[str, ...] = getattr(model.languages, level)
        return known(*tags, open=True) if tags else missing(model, f"languages.{level}")

    return read


def modalities(model: Model, _view: View, _scope: str | None) -> Fact:
    """Input and output together."""
    both = model.modalities.input, model.modalities.output
    values = tuple(dict.fromkeys(both[0] + both[1]))
    return known(*values, open=not all(both)) if values else missing(model, "modalities")


def capabilities(model: Model, _view: View, _scope: str | None) -> Fact:
    """Those it has are values; those of which nothing is recorded it may have."""
    have, maybe = [], []
    for capability, answer in _capabilities(model):
        if answer:
            have.append(capability)
        elif answer is None:
            maybe.append(capability)
    if len(maybe) == len(CAPABILITIES):
        return missing(model, "capabilities")
    return Fact(tuple(have), State.RECORDED, maybe=tuple(maybe))


CAPABILITIES = ("tool-calling", "structured-output", "json-mode", "reasoning", "fine-tuning", "fill-in-the-middle")


def _capabilities(model: Model) -> list[tuple[str, Truth]]:
    return [(each, getattr(model.capabilities, each.replace("-", "_"))) for each in CAPABILITIES]


def parent(model: Model, _view: View, _scope: str | None) -> Fact:
    """The models that it was made from directly."""
    parents = tuple(dict.fromkeys(map(str, model.derived_from)))
    return lineage_fact(model, parents, complete=parents_complete(model))


def derived_from(model: Model, view: View, _scope: str | None) -> Fact:
    return view.lineage(model)


def relation(model: Model, _view: View, _scope: str | None) -> Fact:
    relations = tuple(dict.fromkeys(str(each.relation) for each in model.derived_from))
    return lineage_fact(model, relations, complete=parents_complete(model))


def source_kinds(model: Model, _view: View, _scope: str | None) -> Fact:
    kinds = dict.fromkeys(each.kind for each in model.sources.values())
    return known(*kinds) if kinds else NOTHING


def checked(model: Model, _view: View, _scope: str | None) -> Fact:
    """The newest day on which a source of it was compared."""
    days = [each.checked for each in model.sources.values()]
    return known(PartialDate.of(max(days))) if days else NOTHING


def identity(model: Model, _view: View, _scope: str | None) -> Fact:
    return known(model.id)


def aliases(model: Model, view: View, _scope: str | None) -> Fact:
    """Those that hold on that day."""
    names = tuple(dict.fromkeys(each.name for each in model.aliases if each.holds(view.today)))
    return known(*names) if names else NOTHING


def of_family(model: Model, _view: View, _scope: str | None) -> Fact:
    return known(model.family)
