"""Groups that a query may name with `@`: of languages, of licences, of platforms by their kind.

Which languages are in a group, by what rule, and how that is known stands in `llmreg/data/language_groups.toml`; what the groups of
licences mean in `license_groups.toml` beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

import attrs

from llmreg.vocabulary import PlatformKind

__all__ = ["NamedGroup", "groups_of", "language_group"]

_SPELLINGS = {"fil": ("fil", "tl"), "tl": ("fil", "tl")}
"""Filipino is standardised Tagalog, and records have either code for it; BCP 47 does not say that they are one language."""


@attrs.frozen(kw_only=True)
class NamedGroup:
    """A group, as `llmreg fields` lists it."""

    name: str
    """Without the `@`."""
    title: str
    """What it holds, in a few words."""
    rule: str
    """What puts a member into it."""
    members: tuple[tuple[str, ...], ...] = ()
    """Of languages: each with its other spellings. Of licences and platforms the registry tells: empty."""
    sources: tuple[str, ...] = ()
    """How that is known."""
    checked: date | None = None
    """When somebody compared it with the sources."""


def groups_of(field: str) -> Mapping[str, NamedGroup]:
    """The groups that values of a field fall into, by name; empty where it has none."""
    makers = {"languages": _language_groups, "license": _license_groups, "platform": _platform_groups}
    return makers[field]() if field in makers else {}


def language_group(name: str) -> tuple[tuple[str, ...], ...]:
    """The languages of a group, each as one or more ranges of which any will do."""
    return groups_of("languages")[name].members


@cache
def _language_groups() -> dict[str, NamedGroup]:
    return {
        name: NamedGroup(
            name=name,
            title=table["name"],
            rule=table["rule"],
            members=tuple(_SPELLINGS.get(tag, (tag,)) for tag in table["languages"]),
            sources=(table["source"],),
            checked=table["checked"],
        )
        for name, table in sorted(_tables("language_groups.toml").items())
    }


@cache
def _license_groups() -> dict[str, NamedGroup]:
    return {
        name: NamedGroup(
            name=name,
            title=table["title"],
            rule=table["rule"],
            sources=tuple(table["sources"]),
            checked=table["checked"],
        )
        for name, table in sorted(_tables("license_groups.toml").items())
    }


def _tables(file: str) -> dict[str, Any]:
    import tomllib
    from pkgutil import get_data

    return tomllib.loads((get_data("llmreg", f"data/{file}") or b"").decode())


@cache
def _platform_groups() -> dict[str, NamedGroup]:
    titles = {
        PlatformKind.API: "calls to models",
        PlatformKind.CLOUD: "clouds with a model service",
        PlatformKind.HUB: "weights to download",
        PlatformKind.PRODUCT: "things people use, with a model inside",
        PlatformKind.RUNTIME: "software that runs weights",
    }
    return {
        str(kind): NamedGroup(name=str(kind), title=titles[kind], rule=f"`kind` of the platform is `{kind}`")
        for kind in sorted(PlatformKind)
    }
