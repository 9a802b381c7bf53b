"""What a licence lets one do, as far as its text says so plainly. No legal advice."""

from __future__ import annotations

from typing import Any

import attrs

from llmreg.formats import EXTENSIONS, Url
from llmreg.frozenmap import FrozenMap
from llmreg.identifiers import LicenseId
from llmreg.quantities import PartialDate
from llmreg.schema.plain import Plain
from llmreg.schema.source import Source
from llmreg.vocabulary import Answer

__all__ = ["License", "Threshold"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Threshold(Plain):
    """A size from which on the licence asks for more."""

    metric: str
    """What is counted: `"monthly-active-users"`, `"annual-revenue-usd"`."""
    limit: int
    """From how much on."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class License(Plain):
    """A licence that models of the registry use; `licenses/ID.toml`.

    Every `LicenseRef-*` needs one; an SPDX licence may have one, to tell its classes.
    """

    id: LicenseId
    """SPDX id or `LicenseRef-*`: the name of the file. May be written; must then be the same."""
    name: str
    """Its title."""
    url: Url
    """Where its text stands."""
    version: str | None = None
    """The version of the text, where it has one."""
    published: PartialDate | None = None
    """The date of the text."""
    osi: bool | None = None
    """Whether the Open Source Initiative approved it."""
    commercial_use: Answer | None = None
    """Whether it may be used commercially."""
    derivatives: Answer | None = None
    """Whether changed copies may be passed on."""
    redistribution: Answer | None = None
    """Whether unchanged copies may be passed on."""
    train_other_models: Answer | None = None
    """Whether its output may be used to train other models."""
    share_alike: bool | None = None
    """Whether changed copies must stay under the same licence."""
    naming_duty: str | None = None
    """A word that the names of derivatives must carry, or a notice that must be shown."""
    thresholds: tuple[Threshold, ...] = ()
    """Sizes from which on a further agreement is needed."""
    links: FrozenMap[str, Url] = FrozenMap()
    """Further reading, by a short word."""
    sources: FrozenMap[str, Source] = FrozenMap()
    """How we know."""
    extensions: FrozenMap[str, Any] = attrs.field(default=FrozenMap(), metadata={"key": EXTENSIONS})
    """Tables and keys that begin with `x-`, kept as they are."""
