"""The one page about a thing that a link leads to, of all that the registry names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from llmreg.schema.integration import Integration
from llmreg.schema.license import License
from llmreg.schema.model import Model
from llmreg.schema.platform import Platform
from llmreg.schema.vendor import Family, Vendor
from llmreg.vocabulary import SourceKind

__all__ = ["page_of"]

_WORDS = ("home", "website", "card", "models", "docs", "announcement", "blog", "code", "paper")
"""The short words of links, that of the page that says most about a thing as a whole first."""
_MAKERS = frozenset([SourceKind.VENDOR, SourceKind.CARD])


def page_of(record: Model | Vendor | Family | Platform | License, integrations: Iterable[Integration] = ()) -> str:
    """A page about a record, one that the registry names; empty where it names none.

    Of a model, with its own integrations: its repository on Hugging Face, else a link of its record, else the first source by
    its maker. Of a licence: its text.
    """
    if isinstance(record, License):
        return record.url
    if not isinstance(record, Model):
        return _first(record.links)
    hub = next((edge.ids[0] for edge in integrations if edge.platform == "huggingface" and edge.ids), None)
    if hub is not None:
        return f"https://huggingface.co/{hub}"
    return _first(record.links) or next((each.url for each in record.sources.values() if each.kind in _MAKERS), "")


def _first(links: Mapping[str, str]) -> str:
    return next((links[word] for word in _WORDS if word in links), next(iter(links.values()), ""))
