"""What a terminal needs: display widths, safe characters, colour."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

__all__ = ["PLAIN", "Style", "pad", "printable", "table", "width", "wrap"]


class Style:
    """Whether to colour. Every meaning is also in the words: colour is extra."""

    def __init__(self, *, colour: bool = False) -> None:
        self.colour = colour

    def paint(self, text: str, *codes: int) -> str:
        """The text, in colour where that is wanted."""
        return f"\x1b[{';'.join(map(str, codes))}m{text}\x1b[0m" if self.colour and text else text


PLAIN = Style()


def printable(text: str) -> str:
    """The text without characters that would steer a terminal; registry text is untrusted."""
    if text.isprintable():
        return text
    return "".join(
        " " if char == "\t" else char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text
    )


def width(text: str) -> int:
    """How many columns a terminal takes for it: two for wide characters, none for combining marks."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """The text with blanks up to a number of columns, before it where it is to stand on the right."""
    blanks = " " * max(0, columns - width(text))
    return blanks + text if right else text + blanks


def table(header: Sequence[str], rows: Sequence[Sequence[str]], *, numeric: frozenset[int] = frozenset()) -> str:
    """A table with two blanks between columns; the columns in `numeric` stand on the right."""
    cells = [[printable(cell) for cell in row] for row in (header, *rows)]
    columns = [max(width(row[number]) for row in cells) for number in range(len(header))]
    lines = (
        "  ".join(pad(cell, columns[number], right=number in numeric) for number, cell in enumerate(row)).rstrip()
        for row in cells
    )
    return "\n".join(lines) + "\n"


_BREAKS = "-/_,;"


def wrap(text: str, columns: int, *, indent: str = "", links: bool = False) -> list[str]:
    """The text in lines of at most so many columns, at least one.

    It is broken at blanks, and in a word only where that alone is too long, if possible behind a hyphen or a slash. Wide
    characters count as two. Lines after the first begin with `indent`. With `links`, links are never broken, however long.
    """
    lines, line = [], ""
    for word in text.split():
        whole = links and word.startswith(("http://", "https://"))
        if line.strip() and width(f"{line} {word}") > columns:
            lines.append(line)
            line = indent
        line = f"{line} {word}" if line.strip() else line + word
        while width(line) > columns and not whole:
            cut = _cut(line, columns, len(indent) if lines else 0)
            lines.append(line[:cut])
            line = indent + line[cut:]
    return [*lines, line]


def _cut(line: str, columns: int, least: int) -> int:
    """Where to break a line that is too long: behind the last sign that ends a part of a word, else at the margin."""
    end = least + 1
    while end < len(line) and width(line[: end + 1]) <= columns:
        end += 1
    breaks = [place + 1 for place in range(least, end) if line[place] in _BREAKS]
    return breaks[-1] if breaks and breaks[-1] > least + (end - least) // 3 else end
