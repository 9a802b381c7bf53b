"""How much a model takes in and gives out."""

from __future__ import annotations

import attrs

from llmreg.schema.plain import Plain
from llmreg.vocabulary import Modality

__all__ = ["Capabilities", "Context", "Limits", "Modalities"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Context(Plain):
    """Token limits of the model itself; a platform may offer less, see `Integration.limits`."""

    window: int | None = None
    """Tokens that it reads and writes in one go, as released, without tricks of position scaling."""
    output: int | None = None
    """Most tokens that it writes in one go."""
    extended: int | None = None
    """The window with the extension that its maker documents (YaRN, dynamic NTK, ...)."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Limits(Plain):
    """Token limits on one platform."""

    window: int | None = None
    """Tokens of input and output together."""
    input: int | None = None
    """Most tokens of input, where the platform limits them apart."""
    output: int | None = None
    """Most tokens of output."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Modalities(Plain):
    """Kinds of input and output. Absent: not known."""

    input: tuple[Modality, ...] = ()
    """What it reads."""
    output: tuple[Modality, ...] = ()
    """What it writes."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Capabilities(Plain):
    """What a model can be asked to do. `true`, `false`, or absent: not known, which is not a no."""

    tool_calling: bool | None = None
    """Calls functions that the caller describes."""
    structured_output: bool | None = None
    """Keeps to a JSON schema that the caller gives."""
    json_mode: bool | None = None
    """Can be held to valid JSON."""
    reasoning: bool | None = None
    """Can write a chain of thought before it answers."""
    fine_tuning: bool | None = None
    """Its maker offers to tune it."""
    fill_in_the_middle: bool | None = None
    """Completes a gap between two texts."""
