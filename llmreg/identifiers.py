"""Ids: their types, their one spelling, and how to say what is wrong with another.

A model id is `vendor/name`. Every part is lower case, starts and ends with a letter or digit, and has
letters, digits, `.`, `_` and `-` between. Ids that platforms use are opaque: they are never checked here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NewType

__all__ = [
    "FamilyId",
    "LicenseId",
    "ModelId",
    "PlatformId",
    "ReleaseId",
    "VendorId",
    "canonicalize_id",
    "did_you_mean",
    "foreign_characters",
    "is_canonical_id",
    "suggest",
]

VendorId = NewType("VendorId", str)
FamilyId = NewType("FamilyId", str)
ReleaseId = NewType("ReleaseId", str)
ModelId = NewType("ModelId", str)
PlatformId = NewType("PlatformId", str)
LicenseId = NewType("LicenseId", str)

_PART = re.compile(r"[a-z0-9]([a-z0-9._-]*[a-z0-9])?")
_ALIKE = 0.6


def is_canonical_id(text: str) -> bool:
    """Whether a single part (no `/`) is written the one way that is allowed."""
    return _PART.fullmatch(text) is not None


def canonicalize_id(text: str) -> str:
    """The nearest canonical spelling: lower case, `-` for anything not allowed; may be empty."""
    return re.sub(r"[^a-z0-9._-]+", "-", text.lower()).strip("-._")


def foreign_characters(text: str) -> tuple[str, ...]:
    """Characters outside ASCII, as `U+0430 CYRILLIC SMALL LETTER A`, in their order and without repeats."""
    import unicodedata

    return tuple(
        f"U+{ord(char):04X} {unicodedata.name(char, 'unnamed character')}"
        for char in dict.fromkeys(text)
        if not char.isascii()
    )


def suggest(name: str, known: Iterable[str], *, count: int = 1) -> tuple[str, ...]:
    """Up to `count` known names that look like `name` (similarity 0.6 or more), best first.

    Case is ignored. A result depends on nothing but its arguments: ties go in the order of the alphabet.
    """
    from difflib import SequenceMatcher

    spelled = {candidate.lower(): candidate for candidate in sorted(known, reverse=True)}
    matcher = SequenceMatcher(b=name.lower())
    bounds = []
    for candidate in spelled:
        matcher.set_seq1(candidate)
        if matcher.real_quick_ratio() >= _ALIKE and (bound := matcher.quick_ratio()) >= _ALIKE:
            bounds.append((-bound, candidate))
    best: list[tuple[float, str]] = []
    for bound, candidate in sorted(bounds):
        if len(best) == count and bound > best[-1][0]:  # neither this one nor any after it can be as similar
            break
        matcher.set_seq1(candidate)
        if (ratio := matcher.ratio()) >= _ALIKE:
            best = sorted([*best, (-ratio, candidate)])[:count]
    return tuple(spelled[candidate] for _, candidate in best)


def did_you_mean(name: str, known: Iterable[str], otherwise: str | None = None) -> str | None:
    """The hint for a name that is not known: which known one looks like it, or what else there is to say."""
    close = suggest(name, known)
    return f"did you mean `{close[0]}`?" if close else otherwise
