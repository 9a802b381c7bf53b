"""What a terminal needs: display widths, safe characters, colour."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

__all__ = ["PLAIN", "Style", "pad", "printable", "table", "width"]


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
