"""Pieces of SVG: elements, numbers, text and how wide it is.

A browser draws text in whatever font it has, so widths are estimated, and rather too wide than too narrow.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from llmreg.rendering.escape import html_text
from llmreg.rendering.terminal import printable

__all__ = ["element", "fold", "group", "name_ticks", "number", "shorten", "text", "text_width"]

_NARROW = frozenset("fijlrtI.,:;'|!()[]{} ")
_WIDE = frozenset("mwMW@%&")


def number(value: float) -> str:
    """A coordinate with at most one decimal, or a share with at most two; never in a form that differs from machine to machine."""
    shown = f"{round(value, 6):.{1 if abs(value) >= 1 else 2}f}"
    shown = shown.rstrip("0").rstrip(".")
    return "0" if shown == "-0" else shown


def element(name: str, content: str | None = None, **attributes: str | float) -> str:
    """An element; `_` in the names of attributes becomes `-`, but at their end it falls away. Content is SVG already."""
    pairs = (
        f' {key.rstrip("_").replace("_", "-")}="{number(value) if isinstance(value, int | float) else html_text(value)}"'
        for key, value in attributes.items()
    )
    opening = f"<{name}{''.join(pairs)}"
    return f"{opening}/>" if content is None else f"{opening}>{content}</{name}>"


def group(lines: Iterable[str], **attributes: str | float) -> list[str]:
    """Elements in a `g`, one a line; nothing where there are none."""
    inside = list(lines)
    if not inside:
        return []
    opening = element("g", "", **attributes).removesuffix("</g>")
    return [opening, *inside, "</g>"]


def text(x: float, y: float, words: str, **attributes: str | float) -> str:
    """A line of text, with its base line at `y`."""
    return element("text", html_text(words), x=x, y=y, **attributes)


def text_width(words: str, size: float) -> float:
    """How wide a line is at most, in the usual fonts."""
    return size * sum(map(_advance, words))


def _advance(char: str) -> float:
    if char in _NARROW:
        return 0.42
    if char in _WIDE:
        return 1.0
    if char.isascii():
        return 0.76 if char.isupper() else 0.64
    if unicodedata.combining(char):
        return 0.0
    return 1.08 if unicodedata.east_asian_width(char) in "WFA" else 0.85


def name_ticks(ticks: Iterable[tuple[float, str]], y: float, size: float, low: float, high: float) -> Iterator[str]:
    """The words of an axis, each in the middle below its place but within two ends, without those that have no room."""
    end = low - size
    for x, words in ticks:
        half = text_width(words, size) / 2
        at = min(max(x, low + half), high - half)
        if at - half >= end + size * 0.3:
            yield text(at, y, words, text_anchor="middle")
            end = at + half


def shorten(words: str, room: float, size: float, *, middle: bool = False) -> str:
    """A line that fits into a width, with `…` where it was cut: at its end, or before its last third."""
    words = printable(words)
    if text_width(words, size) <= room:
        return words
    end = ""
    while middle and text_width(words[-len(end) - 1 :], size) <= room / 3:
        end = words[-len(end) - 1 :]
    start = words[: len(words) - len(end)]
    while start and text_width(f"{start}…{end}", size) > room:
        start = start[:-1]
    return f"{start.rstrip()}…{end.lstrip()}"


def fold(words: str, room: float, size: float) -> list[str]:
    """A text in lines that fit into a width, broken at blanks, and within a word only where that alone is too long."""
    lines = [""]
    for word in printable(words).split():
        joined = f"{lines[-1]} {word}".strip()
        if text_width(joined, size) <= room:
            lines[-1] = joined
            continue
        if lines[-1]:
            lines.append("")
        for char in word:
            if lines[-1] and text_width(lines[-1] + char, size) > room:
                lines.append("")
            lines[-1] += char
    return [line for line in lines if line]
