"""Where every key path of a TOML text is written.

`tomllib` has the values but no places. This walks over text that tomllib has accepted, so it needs to find
where things end and never whether they are right. Written from the TOML 1.0 specification; the tests compare
it with tomllib's result on the TOML test suite and on random documents. One pass, no recursion.
"""

from __future__ import annotations

import re
import tomllib

import attrs

from llmreg.source import Entry, KeyPath

__all__ = ["index", "key_of_part"]

_BLANK = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+")
_BASIC = r'"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"'
_LITERAL = r"'[^'\n]*+'"
_PART = re.compile(rf"[A-Za-z0-9_-]++|{_BASIC}|{_LITERAL}")
_PLAIN_KEY = re.compile(r"([A-Za-z0-9_-]++)[ \t]*+=[ \t]*+")
_DOT = re.compile(r"[ \t]*+\.[ \t]*+")
# Up to two quotes may stand directly before the closing three. A blank may stand for the `T` of a date and time.
_SCALAR = re.compile(
    r'"""(?:[^"\\]++|\\.|"(?!""))*+"{3,5}'
    r"|'''(?:[^']++|'(?!''))*+'{3,5}"
    rf"|{_BASIC}|{_LITERAL}"
    r"|\d{4}-\d\d-\d\d \d[^ \t\n,\]}#]*+"
    r"|[^ \t\r\n,\]}#]++",
    re.DOTALL,
)


def index(text: str) -> dict[KeyPath, Entry]:
    """Every key path of a text and where it is written, in offsets.

    Tables that are only implied (`a` in `[a.b]` and in `a.b = 1`) stand at their first mention.

    Args:
        text: TOML that tomllib accepts, with `\\n` at the end of lines and no byte order mark.
    """
    indexer = _Indexer(text)
    indexer.run()
    return indexer.entries


@attrs.frozen
class _Name:
    """A dotted name: its parts, and where each ends."""

    parts: tuple[str, ...]
    start: int
    ends: tuple[int, ...]


@attrs.define
class _Open:
    """An array or an inline table that is being walked through."""

    path: KeyPath
    key: tuple[int, int]
    start: int
    items: int | None
    """How many items the array has so far; `None` for an inline table."""


@attrs.define
class _Indexer:
    text: str
    entries: dict[KeyPath, Entry] = attrs.Factory(dict)
    _lengths: dict[KeyPath, int] = attrs.Factory(dict)
    """How many tables an array of tables has so far."""

    def run(self) -> None:
        table: KeyPath = ()
        pos = self._after_blank(0)
        while pos < len(self.text):
            if self.text[pos] == "[":
                table, pos = self._header(pos)
            else:
                pos = self._assignment(table, pos)
            pos = self._after_blank(pos)

    def _after_blank(self, pos: int) -> int:
        return _match(_BLANK, self.text, pos)

    def _name(self, pos: int) -> _Name:
        """The dotted name at `pos`."""
        parts: list[str] = []
        ends: list[int] = []
        start = pos
        while True:
            end = _match(_PART, self.text, pos)
            parts.append(key_of_part(self.text[pos:end]))
            ends.append(end)
            dot = _DOT.match(self.text, end)
            if dot is None:
                return _Name(tuple(parts), start, tuple(ends))
            pos = dot.end()

    def _header(self, pos: int) -> tuple[KeyPath, int]:
        """Enter the header at `pos`; returns the path of the table that it opens, and where the header ends."""
        brackets = 2 if self.text.startswith("[[", pos) else 1
        name = self._name(self._after_blank(pos + brackets))
        end = self._after_blank(name.ends[-1]) + brackets
        path: KeyPath = ()
        for part, part_end in zip(name.parts[:-1], name.ends, strict=False):
            path = (*path, part)
            self.entries.setdefault(path, Entry(name.start, part_end, name.start, part_end))
            if path in self._lengths:
                path = (*path, self._lengths[path] - 1)
        path = (*path, name.parts[-1])
        entry = Entry(name.start, name.ends[-1], pos, end)
        if brackets == 2:
            self.entries.setdefault(path, entry)
            number = self._lengths.get(path, 0)
            self._lengths[path] = number + 1
            path = (*path, number)
        self.entries[path] = entry
        return path, end

    def _key(self, table: KeyPath, pos: int) -> tuple[KeyPath, tuple[int, int], int]:
        """Enter the tables that a dotted key implies; returns its path, its place, and where its value begins."""
        plain = _PLAIN_KEY.match(self.text, pos)  # what nearly all keys are
        if plain is not None:
            return (*table, plain[1]), plain.span(1), plain.end()
        name = self._name(pos)
        path = table
        for part, part_end in zip(name.parts[:-1], name.ends, strict=False):
            path = (*path, part)
            self.entries.setdefault(path, Entry(name.start, part_end, name.start, part_end))
        equals = self._after_blank(name.ends[-1])
        return (*path, name.parts[-1]), (name.start, name.ends[-1]), self._after_blank(equals + 1)

    def _assignment(self, table: KeyPath, pos: int) -> int:
        """Enter the key at `pos` and all that is in its value; returns where the value ends."""
        path, key, pos = self._key(table, pos)
        opened: list[_Open] = []
        while True:
            char = self.text[pos]
            if char in "[{":
                opened.append(_Open(path, key, pos, 0 if char == "[" else None))
                pos += 1
            else:
                end = _match(_SCALAR, self.text, pos)
                self.entries[path] = Entry(*key, pos, end)
                pos = end
            if opened:
                pos = self._close(opened, pos)
            if not opened:
                return pos
            inside = opened[-1]
            if inside.items is None:
                path, key, pos = self._key(inside.path, pos)
            else:
                path, key = (*inside.path, inside.items), (pos, pos)
                inside.items += 1

    def _close(self, opened: list[_Open], pos: int) -> int:
        """Leave all arrays and inline tables that end here; returns where the next value or key begins."""
        while opened:
            pos = self._after_blank(pos)
            if self.text[pos] == ",":
                pos = self._after_blank(pos + 1)
            if self.text[pos] not in "]}":
                break
            pos += 1
            closed = opened.pop()
            self.entries[closed.path] = Entry(*closed.key, closed.start, pos)
        return pos


def _match(pattern: re.Pattern[str], text: str, pos: int) -> int:
    """Where the match at `pos` ends. Text that tomllib has accepted always matches."""
    found = pattern.match(text, pos)
    if found is None:
        raise ValueError(f"not TOML at offset {pos}")
    return found.end()


def key_of_part(written: str) -> str:
    """The key that one part of a dotted name means, quoted or bare."""
    if written[0] not in "\"'":
        return written
    if "\\" in written:
        return str(tomllib.loads("key = " + written)["key"])
    return written[1:-1]
