"""What a registry says about itself."""

from __future__ import annotations

from datetime import date

import attrs

from llmreg.frozenmap import FrozenMap
from llmreg.identifiers import ModelId
from llmreg.schema.plain import Plain
from llmreg.vocabulary import Severity

__all__ = ["CheckSettings", "RegistrySettings", "Tombstone", "Tombstones"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class CheckSettings(Plain):
    """How `llmreg check` treats this registry."""

    ignore: tuple[str, ...] = ()
    """Codes or names of rules that are not reported. Reading errors (`LR0xx`) cannot be ignored."""
    severity: FrozenMap[str, Severity] = FrozenMap()
    """Other severities, by code or name."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RegistrySettings(Plain):
    """`registry.toml`, at the root of a registry."""

    name: str
    """What the registry is called."""
    schema: int
    """The version of the format: 1."""
    revision: str | None = None
    """The state of the data, as a calendar version: `"2026.11.23"`."""
    requires_llmreg: str | None = attrs.field(default=None, metadata={"key": "requires-llmreg"})
    """Which versions of llmreg can read it, a PEP 440 specifier set: `">=0.1"`. Written `requires-llmreg`."""
    extends: str | None = None
    """The registry that this one stands on, and holds all of: `"builtin"` for the one that comes with llmreg, or a folder,
    from this one: `"../shared"`."""
    check: CheckSettings = attrs.Factory(CheckSettings)
    """Settings of the validator."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Tombstone(Plain):
    """What is left of a model that was removed: its id is never given away again."""

    id: ModelId
    """The full id that it had."""
    removed: date
    """When it was removed."""
    reason: str
    """Why, in one sentence."""
    replacement: ModelId | None = None
    """The model that stands for it now."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Tombstones(Plain):
    """`tombstones.toml`, at the root of a registry."""

    tombstones: tuple[Tombstone, ...] = ()
    """Removed models."""
