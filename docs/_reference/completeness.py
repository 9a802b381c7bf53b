"""How complete the built-in registry is, as a table, with the vendors that have most of it."""

from __future__ import annotations

from collections import Counter

from _reference.builtin import builtin
from llmreg.rendering.completeness import render_markdown

__all__ = ["completeness_page"]

_VENDORS = 30


def completeness_page() -> str:
    """Numbers of records, the table of fields, and the largest vendors."""
    registry = builtin()
    edges = [edge for platform in registry.platforms for edge in registry.used_on(platform)]
    countries = sum(vendor.country is not None for vendor in registry.vendors.values())
    ended = [edge for edge in edges if edge.retired is not None]
    counts = [
        f"{len(registry):,} models in {len(registry.families):,} families",
        f"{len(registry.vendors):,} vendors, {countries:,} of them with their country",
        f"{len(edges):,} integrations with {len(registry.platforms):,} platforms",
        f"{sum(bool(edge.prices) for edge in edges):,} of them with prices",
        f"{len(ended):,} with the day of retirement, {sum(bool(edge.replacement) for edge in ended):,} of these with a replacement",
        f"{len(registry.licenses):,} licences",
        f"{sum(len(model.disputes) for model in registry):,} disputes",
    ]
    largest = Counter(str(model.vendor) for model in registry).most_common(_VENDORS)
    vendors = ", ".join(f"{registry.vendors[vendor].name} ({number})" for vendor, number in largest)
    lines = [
        *(f"- {line}" for line in counts),
        "",
        render_markdown(registry.completeness()),
        f"Most models: {vendors}.",
        "",
    ]
    return "\n".join(lines)
