"""Which sources support a field of a model, and which disputes are about it."""

from __future__ import annotations

from llmreg.querying.facts import View
from llmreg.querying.fields import Field
from llmreg.schema.fields import field_type, overlap
from llmreg.schema.model import Model
from llmreg.schema.source import Dispute, Source
from llmreg.vocabulary import SourceKind

__all__ = ["disputes_of", "path_of", "sources_of"]

_KINDS = list(SourceKind)


def path_of(field: Field) -> str:
    """The path of a field in a record: its dotted name, where it goes by a shorter one."""
    names = (field.name, *field.synonyms)
    dotted = (name for name in names if "." in name and field_type(Model, name) is not None)
    return next(
        dotted,
        {"platform": "integrations", "parent": "derived_from", "derived-from": "derived_from"}.get(
            field.name, field.name
        ),
    )


def disputes_of(field: Field, model: Model) -> tuple[Dispute, ...]:
    """The values that other sources give for it."""
    path = path_of(field)
    return tuple(each for each in model.disputes if each.field == path)


def sources_of(field: Field, model: Model, view: View) -> tuple[Source, ...]:
    """The sources that support a field, those first that name just this one, and among them primary ones.

    Those of what its vendor is stand in the vendor's file, those of an integration often beside it.
    """
    path = path_of(field)
    found = [source for source in model.sources.values() if any(overlap(claim, path) for claim in source.supports)]
    if path == "integrations":
        edges = view.index.edges_by_model.get(model.id, ())
        found += [source for edge in edges for source in edge.integration.sources.values()]
    vendor = view.index.vendors.get(model.vendor)
    if field.name in ("country", "owner") and vendor is not None:
        path = "country" if field.name == "country" else "parent"
        found += [source for source in vendor.sources.values() if path in source.supports]
    return tuple(sorted(dict.fromkeys(found), key=lambda each: (path not in each.supports, _KINDS.index(each.kind))))
