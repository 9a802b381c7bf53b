"""What the name of a model says of itself, in the words that makers use in names; nothing is concluded from it."""

from __future__ import annotations

import re
from typing import Any

__all__ = ["family_of", "line_of", "said_by", "short_count"]

_WORDS = re.compile(r"[-_ ]+")
_VERSION = re.compile(r"v?([0-9]{1,2}(?:\.[0-9]{1,2}){0,2})")
_SIZE = re.compile(r"([0-9]{1,4}(?:\.[0-9]{1,3})?)([bmt])")
_ACTIVE = re.compile(r"a([0-9]{1,3}(?:\.[0-9]{1,2})?)b")
_EXPERTS = re.compile(r"[0-9]+x[0-9.]+[bm]")
_SNAPSHOT = re.compile(r"20[0-9]{6}|20[0-9]{2}-[0-9]{2}-[0-9]{2}|[0-9]{4}|[0-9]{6}")
_FULL_DATE = re.compile(r"(?<![0-9])(20[0-9]{2})-([0-9]{2})-([0-9]{2})(?![0-9])")
_VARIANTS = {
    "base": "base", "pt": "base", "instruct": "instruct", "it": "instruct", "chat": "chat", "thinking": "reasoning",
    "reasoning": "reasoning", "embedding": "embedding", "embed": "embedding", "reranker": "reranker",
    "rerank": "reranker", "reward": "reward", "guard": "safety",
}  # fmt: skip


def family_of(name: str, families: list[str]) -> str | None:
    """The family whose id is the longest beginning of the id of a model, up to the end of a word or to a digit."""
    fitting = [
        family
        for family in families
        if name.startswith(family) and not name[len(family) : len(family) + 1].isalpha()
        and not (family[-1].isdigit() and name[len(family) : len(family) + 1].isdigit())
    ]  # fmt: skip
    return max(fitting, key=len, default=None)


def said_by(name: str, family: str) -> dict[str, Any]:
    """Version, snapshot, variant and sizes that the id of a model spells out, by field path.

    A size is the maker's rounded one (`parameters.nominal`, and `parameters.active` of `-a3b`); none where the name has
    several, or counts experts (`8x7b`).
    """
    said: dict[str, Any] = {}
    rest = name.removeprefix(family)
    dated = _FULL_DATE.search(rest)
    words = [word for word in _WORDS.split(_FULL_DATE.sub("-", rest)) if word]
    if words and (version := _VERSION.fullmatch(words[0])) and not _SNAPSHOT.fullmatch(words[0]):
        said["version"] = version[1]
        words = words[1:]
    snapshots = [dated[0]] if dated else [word for word in words if _SNAPSHOT.fullmatch(word)]
    if len(snapshots) == 1:
        said["snapshot"] = snapshots[0]
    variants = {_VARIANTS[word] for word in words if word in _VARIANTS}
    if len(variants) == 1:
        said["variant"] = variants.pop()
    sizes = [match for word in words if (match := _SIZE.fullmatch(word))]
    if len(sizes) == 1 and not any(_EXPERTS.fullmatch(word) for word in words):
        said["parameters.nominal"] = f"{sizes[0][1]}{sizes[0][2].upper()}"
        active = [match for word in words if (match := _ACTIVE.fullmatch(word))]
        if len(active) == 1 and sizes[0][2] == "b":
            said["parameters.active"] = f"{active[0][1]}B"
    return said


def short_count(number: int) -> str | int:
    """A count of at most four digits and zeros as it is said, `"405B"`; any other as it is."""
    for letter, scale in (("T", 10**12), ("B", 10**9), ("M", 10**6)):
        if number >= scale and (number * 1000) % scale == 0:
            return f"{number // scale}{letter}" if number % scale == 0 else f"{number / scale:.3f}".rstrip("0") + letter
    return number


def line_of(name: str) -> str:
    """The words of a name before the first that has a digit or tells a size or a tuning; the whole name where that is none."""
    words = [word for word in _WORDS.split(name.split("(", maxsplit=1)[0].strip()) if word]
    kept: list[str] = []
    for word in words:
        if any(char.isdigit() for char in word) or (kept and word.lower() in _VARIANTS):
            break
        kept.append(word)
    return " ".join(kept) or name
