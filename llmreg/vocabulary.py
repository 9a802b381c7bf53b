"""The closed word lists of the format.

A list is closed where a reader must be able to rely on it. Every member says when to use it; the
reference in `docs/` is made from these texts.
"""

from __future__ import annotations

from enum import StrEnum

__all__ = [
    "RESERVED_WORDS",
    "Answer",
    "ArchitectureKind",
    "Basis",
    "Modality",
    "Notes",
    "PlatformKind",
    "PriceItem",
    "PriceMode",
    "PriceUnit",
    "Relation",
    "Severity",
    "SourceKind",
    "Stage",
    "Status",
    "Variant",
    "Weights",
]


class Variant(StrEnum):
    """How a model was tuned, in the words of its maker."""

    BASE = "base"
    """Pretrained only."""
    INSTRUCT = "instruct"
    """Tuned to follow instructions; also hybrids that can think or not."""
    CHAT = "chat"
    """Tuned for dialogue and so named by its maker."""
    REASONING = "reasoning"
    """Always writes a chain of thought before it answers."""
    CODE = "code"
    """For program text, where the maker names no stage of tuning."""
    MATH = "math"
    """For mathematics, where the maker names no stage of tuning."""
    VISION = "vision"
    """Reads images, where the maker names no stage of tuning."""
    AUDIO = "audio"
    """Hears or speaks, where the maker names no stage of tuning."""
    OMNI = "omni"
    """Several senses at once, where the maker names no stage of tuning."""
    TRANSLATION = "translation"
    """For translation."""
    EMBEDDING = "embedding"
    """Gives vectors, not text."""
    RERANKER = "reranker"
    """Orders texts by relevance."""
    REWARD = "reward"
    """Scores answers, for training others."""
    SAFETY = "safety"
    """Classifies harm."""


class Weights(StrEnum):
    """Whether the weights can be had."""

    OPEN = "open"
    """Anyone can download them, under whatever licence."""
    GATED = "gated"
    """They can be downloaded after accepting terms or being approved."""
    CLOSED = "closed"
    """The maker does not give them out."""


class ArchitectureKind(StrEnum):
    """What the network is, in one word."""

    DENSE = "dense"
    """Every parameter works on every token."""
    MOE = "moe"
    """A mixture of experts: a router picks some experts for each token."""
    SSM = "ssm"
    """A state space or other recurrent model."""
    HYBRID = "hybrid"
    """Attention mixed with recurrent layers."""
    DIFFUSION = "diffusion"
    """Text made by denoising."""
    OTHER = "other"
    """None of these."""


class Basis(StrEnum):
    """Where a parameter count comes from."""

    CHECKPOINT = "checkpoint"
    """Counted from the published tensors."""
    VENDOR_TABLE = "vendor-table"
    """A figure of the maker's card, paper or table."""
    VENDOR_NOMINAL = "vendor-nominal"
    """The rounded size that the maker uses in the name."""


class Modality(StrEnum):
    """A kind of input or output."""

    TEXT = "text"
    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"
    PDF = "pdf"
    EMBEDDING = "embedding"


class Relation(StrEnum):
    """How a model came from another one."""

    FINETUNE = "finetune"
    """All or most weights trained further on a task, on instructions or on preferences."""
    CONTINUED = "continued"
    """Pretraining went on, for other data, languages or lengths."""
    ADAPTER = "adapter"
    """A small set of weights to be used with the parent."""
    QUANTIZED = "quantized"
    """The same model in fewer bits."""
    MERGE = "merge"
    """Weights of several parents mixed; name them all."""
    DISTILLED = "distilled"
    """Trained on what the parent answers."""
    UPCYCLED = "upcycled"
    """A mixture of experts started from a dense parent."""
    UPSCALED = "upscaled"
    """Layers repeated or added, then trained further."""
    PRUNED = "pruned"
    """Parts of the parent left out."""
    MULTIMODAL = "multimodal"
    """Given new senses, such as a vision encoder."""


class PlatformKind(StrEnum):
    """What a platform is."""

    PRODUCT = "product"
    """Something people use, with a model inside: an app, a device, a shop."""
    API = "api"
    """Calls to models, by their maker or by a host."""
    CLOUD = "cloud"
    """A cloud with a model service among others."""
    HUB = "hub"
    """Weights to download."""
    RUNTIME = "runtime"
    """Software that runs weights on one's own machine."""


class SourceKind(StrEnum):
    """What a source is; the first three are primary."""

    VENDOR = "vendor"
    """A page, repository or announcement of the maker or of the platform."""
    CARD = "card"
    """The model card or the files beside it."""
    PAPER = "paper"
    """A paper or technical report."""
    DATASET = "dataset"
    """A collection of facts by somebody else."""
    PRESS = "press"
    """A newspaper, a magazine, a weblog of somebody else."""


class Stage(StrEnum):
    """How far an integration has come."""

    ANNOUNCED = "announced"
    """Promised, not to be had yet."""
    PREVIEW = "preview"
    """To be had, without promises."""
    GENERAL = "general"
    """Generally available."""


class Status(StrEnum):
    """The state of an integration on a day; computed from its dates, never written."""

    UPCOMING = "upcoming"
    """Not yet to be had."""
    ACTIVE = "active"
    """To be had, and nothing said about an end."""
    DEPRECATED = "deprecated"
    """Its end was announced; it still answers."""
    RETIRED = "retired"
    """It no longer answers."""
    UNKNOWN = "unknown"
    """The recorded dates do not tell."""


class Answer(StrEnum):
    """An answer about a licence that may carry conditions."""

    YES = "yes"
    CONDITIONAL = "conditional"
    """Yes, within limits that the licence file names."""
    NO = "no"


class PriceItem(StrEnum):
    """What a price is for."""

    INPUT = "input"
    OUTPUT = "output"
    CACHED_INPUT = "cached-input"
    """Input that the platform had already read."""
    CACHE_WRITE = "cache-write"
    """Input that is kept for later."""
    REASONING = "reasoning"
    """Tokens of thought, where they cost something else than the answer."""
    AUDIO_INPUT = "audio-input"
    AUDIO_OUTPUT = "audio-output"
    IMAGE_INPUT = "image-input"
    IMAGE_OUTPUT = "image-output"
    REQUEST = "request"


class PriceUnit(StrEnum):
    """How much of it a price buys."""

    MTOK = "mtok"
    """One million tokens."""
    KTOK = "ktok"
    """One thousand tokens."""
    KCHAR = "kchar"
    """One thousand characters."""
    IMAGE = "image"
    SECOND = "second"
    MINUTE = "minute"
    REQUEST = "request"


class PriceMode(StrEnum):
    """Under which service level a price holds."""

    STANDARD = "standard"
    BATCH = "batch"
    FLEX = "flex"
    PRIORITY = "priority"


class Severity(StrEnum):
    """How bad it is."""

    ERROR = "error"
    """Wrong: the registry does not load."""
    WARNING = "warning"
    """Probably wrong: the registry loads, the command succeeds unless told otherwise."""
    INFO = "info"
    """Worth knowing."""

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Severity).index(self)


class Notes(StrEnum):
    """Where the sources of a table stand."""

    NONE = "none"
    """Nowhere."""
    CELLS = "cells"
    """Below it, numbered, with the numbers in the cells that they support."""
    LINE = "line"
    """Below it, in one line."""


RESERVED_WORDS = frozenset(
    [
        "active",
        "alias",
        "aliases",
        "all",
        "and",
        "announced",
        "any",
        "arch",
        "architecture",
        "as-of",
        "as_of",
        "basis",
        "benchmark",
        "benchmarks",
        "capabilities",
        "capability",
        "checked",
        "cols",
        "columns",
        "compute",
        "context",
        "country",
        "ctx",
        "cutoff",
        "deprecated",
        "derived-from",
        "dispute",
        "disputes",
        "engine",
        "extended",
        "family",
        "family-platform",
        "has",
        "head_dim",
        "hidden_size",
        "history",
        "id",
        "ids",
        "integration",
        "integrations",
        "intermediate_size",
        "is",
        "knowledge_cutoff",
        "lang",
        "language",
        "languages",
        "licence",
        "license",
        "limit",
        "link",
        "links",
        "maker",
        "max_output",
        "max_position_embeddings",
        "modalities",
        "modality",
        "model",
        "model_type",
        "moe_intermediate_size",
        "name",
        "names",
        "no",
        "nominal",
        "non_embedding",
        "not",
        "not-applicable",
        "num_attention_heads",
        "num_experts",
        "num_experts_per_tok",
        "num_hidden_layers",
        "num_key_value_heads",
        "num_shared_experts",
        "or",
        "output",
        "owner",
        "parameters",
        "params",
        "parent",
        "platform",
        "platforms",
        "price",
        "provider",
        "reads",
        "relation",
        "release",
        "released",
        "replacement",
        "retired",
        "retired_not_before",
        "since",
        "size",
        "sliding_window",
        "snapshot",
        "sort",
        "source",
        "sources",
        "stage",
        "status",
        "text",
        "tokens",
        "undisclosed",
        "unknown",
        "variant",
        "vendor",
        "version",
        "vocab_size",
        "weights",
        "window",
        "withdrawn",
        "writes",
    ]
)
"""Words of the query language. No id and no family is one of them, so that a query can be read in one way only.

It is what `llmreg.querying.fields` makes of its table; a test keeps the two equal."""
