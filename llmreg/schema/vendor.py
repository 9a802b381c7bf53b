"""Who makes models, and the families that each of them makes."""

from __future__ import annotations

from typing import Any

import attrs

from llmreg.formats import EXTENSIONS, IMPLICIT, CountryCode, LanguageTag, Url
from llmreg.frozenmap import FrozenMap
from llmreg.identifiers import FamilyId, VendorId
from llmreg.quantities import PartialDate
from llmreg.schema.integration import Integration
from llmreg.schema.plain import Plain
from llmreg.schema.source import Source

__all__ = ["Family", "Vendor"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Family(Plain):
    """A line of models under one name, `[families.NAME]` in the file of its vendor."""

    id: FamilyId = attrs.field(metadata=IMPLICIT)
    """The bare name, one in the whole registry: `"qwen"`. Not written: it is the key of the table."""
    vendor: VendorId = attrs.field(metadata=IMPLICIT)
    """Who makes it. Not written: it is the file."""
    name: str
    """As its maker writes it."""
    names: FrozenMap[LanguageTag, str] = FrozenMap()
    """Names in other languages and scripts, by BCP 47 tag."""
    order: tuple[str, ...] = ()
    """Its versions from old to new, where PEP 440 does not order them."""
    announced: PartialDate | None = None
    """When it was first shown."""
    integrations: FrozenMap[str, Integration] = FrozenMap()
    """Where the family is used, where no source says which of its models."""
    links: FrozenMap[str, Url] = FrozenMap()
    """Further reading, by a short word."""
    sources: FrozenMap[str, Source] = FrozenMap()
    """How we know."""
    extensions: FrozenMap[str, Any] = attrs.field(default=FrozenMap(), metadata={"key": EXTENSIONS})
    """Tables and keys that begin with `x-`, kept as they are."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Vendor(Plain):
    """Who makes models or products; `vendors/ID.toml`."""

    id: VendorId
    """The name of the file. May be written; must then be the same."""
    name: str
    """As it calls itself."""
    names: FrozenMap[LanguageTag, str] = FrozenMap()
    """Names in other languages and scripts, by BCP 47 tag."""
    country: CountryCode | None = None
    """Where its head office is, ISO 3166-1 alpha-2: `"CN"`."""
    city: str | None = None
    """Where in that country."""
    parent: VendorId | None = None
    """The vendor that owns it or that it is a part of."""
    owned_since: PartialDate | None = None
    """When the parent took control, where it did not found it."""
    founded: PartialDate | None = None
    """When it began."""
    namespaces: tuple[str, ...] = ()
    """Accounts on hubs and hosts under which it publishes its models, and no others: `"deepseek-ai"`. Upper and lower case are the same."""
    families: FrozenMap[str, Family] = FrozenMap()
    """Its lines of models."""
    links: FrozenMap[str, Url] = FrozenMap()
    """Further reading, by a short word."""
    sources: FrozenMap[str, Source] = FrozenMap()
    """How we know."""
    extensions: FrozenMap[str, Any] = attrs.field(default=FrozenMap(), metadata={"key": EXTENSIONS})
    """Tables and keys that begin with `x-`, kept as they are."""
