"""`Model`: one checkpoint, or one model behind an API; and `Release`, which publishes some together."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import attrs

from llmreg.formats import EXTENSIONS, IMPLICIT, FieldPath, LanguageTag, TokenCount, Url
from llmreg.frozenmap import FrozenMap
from llmreg.identifiers import FamilyId, ModelId, PlatformId, ReleaseId, VendorId
from llmreg.quantities import PartialDate
from llmreg.schema.integration import Integration
from llmreg.schema.language import Languages
from llmreg.schema.limits import Capabilities, Context, Modalities
from llmreg.schema.lineage import Parent
from llmreg.schema.parameters import Architecture, Parameters
from llmreg.schema.plain import Plain
from llmreg.schema.source import Dispute, PastValue, Source
from llmreg.vocabulary import Variant, Weights

__all__ = ["Alias", "Benchmark", "Model", "Release", "Training"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Alias(Plain):
    """Another name of a model. In TOML a plain string, or a table where it has dates or a platform."""

    name: str
    """The name as it is used, without a vendor prefix."""
    platform: PlatformId | None = None
    """The only platform where it holds; absent: everywhere."""
    since: PartialDate | None = None
    """First day; absent: from the start."""
    until: PartialDate | None = None
    """First day on which it no longer meant this model; absent: it still does."""

    def holds(self, as_of: date) -> bool:
        """Whether it means this model on that day; dates that do not decide count as no."""
        return (self.since is None or self.since.latest <= as_of) and (
            self.until is None or as_of < self.until.earliest
        )


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Training(Plain):
    """What it was trained with."""

    tokens: TokenCount | None = None
    """Tokens seen in pretraining, an integer or a stated size such as `"3T"`."""
    compute: Decimal | None = None
    """Floating point operations of the final training run: `3.1e23`."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Benchmark(Plain):
    """One measured score; never without source and harness."""

    name: str
    """Which benchmark: `"MMLU"`."""
    score: Decimal
    """As it was published."""
    harness: str
    """How it was run: number of shots, tool, prompt."""
    source: str
    """Key of the source, from `sources` of the same model."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Model(Plain):
    """One checkpoint or one API model.

    A key written in `[[models]]` replaces the key of the release around it; tables merge key by key; arrays
    and scalars are replaced whole. `None`, an empty tuple and an empty mapping mean "not recorded", never "no".
    """

    id: ModelId
    """`vendor/name`. In TOML just the name: the folder is the vendor."""
    name: str
    """As its maker writes it: `"Qwen-72B-Chat"`."""
    names: FrozenMap[LanguageTag, str] = FrozenMap()
    """Names in other languages and scripts, by BCP 47 tag."""
    vendor: VendorId = attrs.field(metadata=IMPLICIT)
    """Who made it. Not written: it is the folder."""
    release: ReleaseId = attrs.field(metadata=IMPLICIT)
    """The release it belongs to, `vendor/file`. Not written: it is the file."""
    family: FamilyId
    """The line of models it belongs to, one that the vendor file defines."""
    version: str | None = None
    """Version within the family, PEP 440 where that can say it: `"1.5"`. A date or a number such as `0613` is a `snapshot`."""
    snapshot: str | None = None
    """The maker's mark of this checkpoint within the version: `"0613"`, `"2024-08-06"`, `"2507"`."""
    variant: Variant | None = None
    """How it was tuned."""
    rolling: bool | None = None
    """Whether the maker changes the model behind this name; `true` for `latest` and for names without a snapshot."""
    aliases: tuple[Alias, ...] = ()
    """Other names of just this model."""
    parameters: Parameters = attrs.Factory(Parameters)
    """How many weights."""
    architecture: Architecture = attrs.Factory(Architecture)
    """How it is built."""
    languages: Languages = attrs.Factory(Languages)
    """Natural languages."""
    context: Context = attrs.Factory(Context)
    """Token limits."""
    modalities: Modalities = attrs.Factory(Modalities)
    """Kinds of input and output."""
    capabilities: Capabilities = attrs.Factory(Capabilities)
    """What it can be asked to do."""
    license: str | None = None
    """SPDX expression for the weights, or for use where the weights are closed: `"Apache-2.0"`, `"LicenseRef-Tongyi-Qianwen"`."""
    weights: Weights | None = None
    """Whether the weights can be had."""
    released: PartialDate | None = None
    """When it could first be used or downloaded."""
    announced: PartialDate | None = None
    """When it was announced, where that was another day."""
    knowledge_cutoff: PartialDate | None = None
    """Where its training data ends, by its maker."""
    withdrawn: PartialDate | None = None
    """When its maker took it back everywhere. The end on one platform stands on the integration."""
    derived_from: tuple[Parent, ...] = ()
    """The models it was made from, its direct parents only."""
    training: Training = attrs.Factory(Training)
    """What it was trained with."""
    integrations: FrozenMap[str, Integration] = FrozenMap()
    """Where it can be used, by platform, as the release writes it. `Registry.integrations` adds the other end."""
    benchmarks: tuple[Benchmark, ...] = ()
    """Published scores."""
    links: FrozenMap[str, Url] = FrozenMap()
    """Further reading, by a short word: `paper`, `code`, `blog`."""
    sources: FrozenMap[str, Source] = FrozenMap()
    """How we know."""
    undisclosed: tuple[FieldPath, ...] = ()
    """Field paths that its maker keeps to itself, known to be so."""
    disputes: tuple[Dispute, ...] = ()
    """Values that other sources give."""
    history: tuple[PastValue, ...] = ()
    """How facts used to read."""
    extensions: FrozenMap[str, Any] = attrs.field(default=FrozenMap(), metadata={"key": EXTENSIONS})
    """Tables and keys that begin with `x-`, kept as they are."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Release(Plain):
    """One publication of a family at one version: a file, with the facts that its models share."""

    id: ReleaseId
    """`vendor/file`."""
    vendor: VendorId = attrs.field(metadata=IMPLICIT)
    """Who made it."""
    families: tuple[FamilyId, ...]
    """The families of its models, in the order of the file."""
    models: tuple[ModelId, ...]
    """Its models, in the order of the file."""
