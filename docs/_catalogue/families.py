"""The list of all families from A to Z, so that each has a place to find it by."""

from __future__ import annotations

from _catalogue.gathered import FamilyFacts, Gathered, newest
from _catalogue.markdown import table, text, to_family, to_vendor
from llmreg.wording import UNKNOWN

__all__ = ["family_list"]

_OTHER = "Digits and other scripts"


def family_list(gathered: Gathered) -> str:
    """A section for each letter."""
    letters: dict[str, list[FamilyFacts]] = {}
    for facts in gathered.families.values():
        first = facts.family.name[:1].upper()
        letters.setdefault(first if first.isascii() and first.isalpha() else _OTHER, []).append(facts)
    parts = []
    for letter in sorted(letters, key=lambda each: (each == _OTHER, each)):
        rows = (_row(gathered, facts) for facts in letters[letter])
        parts += [f"## {letter}", table(("Family", "Vendor", "Models", "Newest release"), rows, right=(2,))]
    return "\n\n".join(parts) + "\n"


def _row(gathered: Gathered, facts: FamilyFacts) -> tuple[str, ...]:
    family = facts.family
    names = " ".join(dict.fromkeys(family.names.values()))
    return (
        to_family(family.id, family.name) + (f" {text(names)}" if names else ""),
        to_vendor(family.vendor, gathered.vendors[family.vendor].vendor.name),
        f"{len(facts.rows)}",
        f"{newest(facts.models) or UNKNOWN}" if facts.rows else "",
    )
