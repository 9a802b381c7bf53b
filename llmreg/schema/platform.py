"""Where models can be used: products, APIs, clouds, hubs, runtimes."""

from __future__ import annotations

from typing import Any

import attrs

from llmreg.formats import EXTENSIONS, LanguageTag, Url
from llmreg.frozenmap import FrozenMap
from llmreg.identifiers import PlatformId, VendorId
from llmreg.quantities import PartialDate
from llmreg.schema.integration import Integration
from llmreg.schema.plain import Plain
from llmreg.schema.source import Source
from llmreg.vocabulary import PlatformKind

__all__ = ["Platform"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Platform(Plain):
    """A place where models can be used; `platforms/ID.toml`."""

    id: PlatformId
    """The name of the file. May be written; must then be the same."""
    name: str
    """As it calls itself."""
    names: FrozenMap[LanguageTag, str] = FrozenMap()
    """Names in other languages and scripts, by BCP 47 tag."""
    kind: PlatformKind
    """What it is."""
    vendor: VendorId | None = None
    """Who runs it, where that is a vendor of this registry."""
    since: PartialDate | None = None
    """When it opened."""
    until: PartialDate | None = None
    """When it closed."""
    integrations: tuple[Integration, ...] = ()
    """Models and families that can be used there, written at this end."""
    links: FrozenMap[str, Url] = FrozenMap()
    """Further reading, by a short word."""
    sources: FrozenMap[str, Source] = FrozenMap()
    """How we know."""
    extensions: FrozenMap[str, Any] = attrs.field(default=FrozenMap(), metadata={"key": EXTENSIONS})
    """Tables and keys that begin with `x-`, kept as they are."""
