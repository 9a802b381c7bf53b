"""How big a model is, and how it is built."""

from __future__ import annotations

import attrs

from llmreg.formats import ParameterCount
from llmreg.schema.plain import Plain
from llmreg.vocabulary import ArchitectureKind, Basis

__all__ = ["Architecture", "Parameters"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Parameters(Plain):
    """Parameter counts. An integer where it was counted, a stated size such as `"72B"` where it was not."""

    total: ParameterCount | None = None
    """All weights that belong to the model, embeddings included, each counted once. Range: 10,000 to 10^15."""
    active: ParameterCount | None = None
    """Weights that work on one token, in a mixture of experts. At most `total`; not applicable to dense models."""
    non_embedding: ParameterCount | None = None
    """`total` without embeddings, where the maker states it."""
    nominal: ParameterCount | None = None
    """The size that the maker uses in the name, where the name has one: `"72B"`."""
    basis: Basis | None = None
    """Where `total` comes from."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Architecture(Plain):
    """The shape of the network, in the words of Hugging Face's `config.json`."""

    kind: ArchitectureKind | None = None
    """Dense, mixture of experts, ..."""
    model_type: str | None = None
    """`model_type` of the configuration: `"qwen2"`."""
    num_hidden_layers: int | None = None
    """Transformer blocks."""
    hidden_size: int | None = None
    """Width of the residual stream."""
    intermediate_size: int | None = None
    """Width inside the feed-forward block (of the dense path, in a mixture of experts)."""
    num_attention_heads: int | None = None
    """Query heads."""
    num_key_value_heads: int | None = None
    """Key and value heads; equal to `num_attention_heads` without grouped-query attention."""
    head_dim: int | None = None
    """Width of one head, where it is not `hidden_size / num_attention_heads`."""
    vocab_size: int | None = None
    """Rows of the embedding, padding included."""
    max_position_embeddings: int | None = None
    """Positions that the configuration names; not a promise, see `context`."""
    num_experts: int | None = None
    """Routed experts in a layer."""
    num_experts_per_tok: int | None = None
    """Routed experts that work on one token."""
    num_shared_experts: int | None = None
    """Experts that work on every token."""
    moe_intermediate_size: int | None = None
    """Width inside one routed expert."""
    sliding_window: int | None = None
    """Tokens that windowed layers look back."""
    tie_word_embeddings: bool | None = None
    """Whether input and output embeddings are one matrix."""

    def __attrs_post_init__(self) -> None:
        _at_most(self, "num_experts_per_tok", "num_experts")
        _at_most(self, "num_key_value_heads", "num_attention_heads")


def _at_most(owner: Architecture, smaller: str, larger: str) -> None:
    low, high = getattr(owner, smaller), getattr(owner, larger)
    if low is not None and high is not None and low > high:
        raise ValueError(f"`{smaller}` is {low}, more than `{larger}`, {high}")
