"""Comparison keys: two spellings of a name with the same key differ in separators and case only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

__all__ = ["comparison_key", "fold", "put_points_back", "squash", "tokens", "without_date"]

_POINT = re.compile(r"(?<=[0-9])p(?=[0-9])")
_TOKEN = re.compile(
    r"(?<![0-9])(20[0-9]{2})[-_. ]?(0[1-9]|1[0-2])[-_. ]?(0[1-9]|[12][0-9]|3[01])(?![0-9])"  # a date, dashed or compact
    r"|[0-9]+(?:\.[0-9]+)?[bmkt](?![a-z])"  # a size or a length: 7b, 0.5b, 128k
    r"|[0-9]+|[a-z]+"
    r"|[^\s\-_./:@()\[\],]"  # anything else that is no separator stands for itself, and so matches only itself
)
_DATE = re.compile(r"20[0-9]{6}")
_TWO_DIGITS = re.compile(r"[1-9][0-9]")
_SMALL_NUMBER = re.compile(r"[0-9]{1,2}")
_WHOLE_SIZE = re.compile(r"[0-9]{1,2}[bm]")


def fold(text: str) -> str:
    """The text in small letters and without blanks around. Only ASCII is changed: a Kelvin sign is no `k`."""
    text = text.strip()
    return text.lower() if text.isascii() else "".join(char.lower() if char.isascii() else char for char in text)


def squash(text: str) -> str:
    """Letters and digits only, in small letters: `Z-AI` and `z.ai` are `zai`."""
    return "".join(char for char in fold(text) if char.isalnum())


def tokens(folded: str) -> list[str]:
    """The words and numbers of a folded name; dates as `20240806`, `2p5` as `2`, `5`, `+` as `plus`."""
    found = []
    for match in _TOKEN.finditer(_POINT.sub(".", folded)):
        year, month, day = match.groups()
        found.append(year + month + day if year else "plus" if match[0] == "+" else match[0])
    return found


def comparison_key(folded: str) -> str:
    """What spellings share that differ in separators only: `claude-4.5`, `Claude 4-5` and `claude_4p5` have one key.

    The point of a size stays: `qwen-2.7b` is not `qwen2-7b`.
    """
    return "-".join(tokens(folded))


def put_points_back(words: list[str]) -> Iterator[tuple[list[str], str]]:
    """Words of spellings that lost a point, and what was done: for `gpt-35-turbo`, `qwen-1-8b`, `llama-v3p1-8b`."""
    for place, word in enumerate(words):
        if place and _TWO_DIGITS.fullmatch(word):
            yield [*words[:place], word[0], word[1], *words[place + 1 :]], f"`{word}` as `{word[0]}.{word[1]}`"
            break
    for place, (word, size) in enumerate(pairwise(words)):
        if place and _SMALL_NUMBER.fullmatch(word) and _WHOLE_SIZE.fullmatch(size):
            yield [*words[:place], f"{word}.{size}", *words[place + 2 :]], f"`{word}-{size}` as `{word}.{size}`"
            break
    for place, (word, version) in enumerate(pairwise(words)):
        if place and word == "v" and version.isdecimal():
            yield [*words[:place], *words[place + 1 :]], f"`v{version}` as `{version}`"
            break


def without_date(words: list[str]) -> tuple[list[str], str] | None:
    """The words without a date, and the date as `2024-08-06`; `None` where the name has no date or only that."""
    dates = [word for word in words if _DATE.fullmatch(word)]
    if len(dates) != 1 or len(words) == 1:
        return None
    year, month, day = dates[0][:4], dates[0][4:6], dates[0][6:]
    return [word for word in words if word != dates[0]], f"{year}-{month}-{day}"
