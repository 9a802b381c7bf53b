"""Where things stand in a file: key paths, positions, and the side table that finds the one by the other.

Records stay free of positions. Whoever has something to report asks the `SourceMap` of the text, which is
only built then. Lines and columns count from 1, columns in code points; lines end with a line feed, with or
without a carriage return before it, and with nothing else.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import NamedTuple, TypeAlias

import attrs

__all__ = ["Entry", "KeyPath", "Location", "Position", "SourceMap", "Span", "format_key_path"]

KeyPath: TypeAlias = tuple[str | int, ...]
"""Keys of tables and indexes of arrays, from the root of a file: `("models", 2, "id")`."""

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_TO_ESCAPE = re.compile(r'["\\\x00-\x1f\x7f]')


def format_key_path(path: KeyPath) -> str:
    """The path as one would write it: `models[2].sources.hub.url`; a key that is not bare is quoted."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += ("." if text else "") + (part if _BARE.fullmatch(part) else _quoted(part))
    return text


def _quoted(key: str) -> str:
    return '"' + _TO_ESCAPE.sub(lambda found: _escape(found[0]), key) + '"'


def _escape(char: str) -> str:
    return "\\" + char if char in '"\\' else f"\\u{ord(char):04X}"


@attrs.frozen(order=True)
class Position:
    """A place between two characters, named by the character after it."""

    line: int
    """From 1."""
    column: int
    """From 1, in code points."""

    def __str__(self) -> str:
        return f"{self.line}:{self.column}"


@attrs.frozen(order=True)
class Span:
    """A stretch of text, perhaps of several lines, perhaps empty."""

    start: Position
    """The first character."""
    end: Position
    """The first character that no longer belongs to it."""


@attrs.frozen
class Location:
    """What a diagnostic is about: a file, a key path in it, and the text there."""

    file: str
    """The file as shown to the user, with `/`."""
    path: KeyPath = ()
    """Key path; empty for the file as a whole."""
    span: Span | None = None
    """Where it is written; `None` where there is no text to point at."""
    excerpt: str | None = None
    """The first line of it, so that a report can be shown without the files."""

    def __str__(self) -> str:
        """`file:line:column`, as far as that is known."""
        if self.span is not None:
            return f"{self.file}:{self.span.start}"
        return f"{self.file}: {format_key_path(self.path)}" if self.path else self.file


class Entry(NamedTuple):
    """Where one key path is written, in offsets of a text whose lines end with a line feed."""

    key_start: int
    """The key, from the first part of a dotted name."""
    key_end: int
    """Equal to `key_start` where there is no key: the items of an array."""
    value_start: int
    """The value with its quotes or brackets; for a table with a header the header, brackets included."""
    value_end: int
    """Exclusive."""


class SourceMap:
    """The places of one text. Key paths are looked for on the first question about one, not before."""

    def __init__(self, text: str, index: Callable[[str], Mapping[KeyPath, Entry]]) -> None:
        """Nothing is computed yet.

        Args:
            text: what was read, without a byte order mark.
            index: finds all key paths of a text that is known to be well formed, for `value`, `key` and `nearest`.
        """
        self._text = text.replace("\r\n", "\n")  # moves no line and no column
        self._index = index

    @property
    def text(self) -> str:
        """The text, with line feeds alone for line ends."""
        return self._text

    @cached_property
    def _entries(self) -> Mapping[KeyPath, Entry]:
        return self._index(self._text)

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self._text))]

    def value(self, path: KeyPath) -> Span | None:
        """Where a value is written, quotes and brackets included; `None` where there is no such key path.

        A table with a header is found at the header, one made by dotted keys at the first of these.
        """
        entry = self._entries.get(path)
        return None if entry is None else self.span(entry.value_start, entry.value_end)

    def key(self, path: KeyPath) -> Span | None:
        """Where the key of a value is written, from the first part of a dotted name: `a.b` in `[a.b]`.

        `None` where there is no such key path, and for items of arrays, which have no key.
        """
        entry = self._entries.get(path)
        if entry is None or entry.key_start == entry.key_end:
            return None
        return self.span(entry.key_start, entry.key_end)

    def nearest(self, path: KeyPath) -> tuple[KeyPath, Span]:
        """The longest beginning of a path that is written somewhere, and where; for the root the first character."""
        for length in range(len(path), 0, -1):
            span = self.value(path[:length])
            if span is not None:
                return path[:length], span
        return (), self.span(0, 0 if self._text.startswith("\n") else min(1, len(self._text)))

    def line(self, number: int) -> str:
        """The text of a line, without its end; empty where there is no such line."""
        if not 1 <= number <= len(self._starts):
            return ""
        end = self._starts[number] - 1 if number < len(self._starts) else len(self._text)
        return self._text[self._starts[number - 1] : end]

    def position(self, offset: int) -> Position:
        """The place of an offset, counted with `\\r\\n` as one character."""
        line = bisect_right(self._starts, offset)
        return Position(line, offset - self._starts[line - 1] + 1)

    def span(self, start: int, end: int) -> Span:
        """The stretch between two offsets, counted with `\\r\\n` as one character."""
        return Span(self.position(start), self.position(end))
