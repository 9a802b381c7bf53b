"""A fault of a TOML text, and the cursor that walks over the text until it meets one.

The cursor takes the small steps (blanks, comments) and knows which brackets are open around it, so that a
fault can be told as what it comes from. Offsets count `\\r\\n` as one character.
"""

from __future__ import annotations

import re
from typing import NoReturn

import attrs

from llmreg.source import KeyPath

__all__ = ["WORD", "Cursor", "Fault", "FaultError", "shown"]

_SHOWN = 40

_BLANK = re.compile(r"[ \t]*+")
_COMMENT = re.compile(r"#[^\x00-\x08\x0a-\x1f\x7f]*+")
WORD = re.compile(r"[^ \t\n,\[\]{}#=\"']++")
# A line that starts something new, seen from inside an array or inline table that was not closed.
_NEXT_KEY = re.compile(r"(?:[A-Za-z0-9_-]++|\"[^\"\n]*+\"|'[^'\n]*+')(?:[ \t]*+\.[ \t]*+[A-Za-z0-9_-]++)*+[ \t]*+=")
_NEXT_HEADER = re.compile(
    r"\[\[?[ \t]*+(?!(?:true|false|inf|nan)\b)[A-Za-z_][^\[\]\n,]*+\]\]?[ \t]*+(?:#[^\n]*+)?$", re.MULTILINE
)


@attrs.frozen(kw_only=True)
class Fault:
    """One thing that keeps a text from being TOML 1.0."""

    code: str
    """LR002, LR003, LR005, LR007 or LR110."""
    message: str
    """The headline."""
    start: int
    """Offset."""
    end: int
    """Offset, exclusive."""
    path: KeyPath = ()
    """The key path that was being read."""
    hint: str | None = None
    """What to do."""
    notes: tuple[str, ...] = ()
    """Facts that help to judge it."""
    related: tuple[tuple[int, int, str], ...] = ()
    """Other places, as offsets, each with a few words."""


class FaultError(Exception):
    """Carries a fault out of the walk; never leaves `_syntax`."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


@attrs.define
class Cursor:
    """A place in a text, and what is known there."""

    text: str
    pos: int = 0
    path: KeyPath = ()
    """What is being read."""
    opened: list[tuple[int, KeyPath]] = attrs.Factory(list)
    """The arrays and inline tables around `pos`: offset of the bracket, and key path."""
    newer: list[Fault] = attrs.Factory(list)
    """What needs TOML 1.1."""
    deep: Fault | None = None
    """Where the text is nested too deep to go on."""

    @property
    def at_end(self) -> bool:
        """Whether nothing is left."""
        return self.pos >= len(self.text)

    def at(self, token: str) -> bool:
        """Whether the text goes on with `token`."""
        return self.text.startswith(token, self.pos)

    def skip(self, pattern: re.Pattern[str]) -> bool:
        """Move behind what matches here; says whether anything does."""
        found = pattern.match(self.text, self.pos)
        if found is None:
            return False
        self.pos = found.end()
        return True

    def skip_blank(self) -> None:
        """Skip blanks on this line."""
        self.skip(_BLANK)

    def skip_lines(self) -> bool:
        """Skip blanks, comments and line ends; says whether a line ended."""
        start = self.pos
        self.skip_blank()
        while self.at("\n") or self.at("#"):
            if self.at("#"):
                self.skip_comment()
            else:
                self.pos += 1
            self.skip_blank()
        return self.text.find("\n", start, self.pos) >= 0

    def skip_comment(self) -> None:
        """Skip a comment up to the end of the line."""
        self.skip(_COMMENT)
        if not self.at_end and not self.at("\n"):
            self.fail_control("a comment", "delete it")

    def line_end(self, pos: int) -> int:
        """Where the line of `pos` ends."""
        end = self.text.find("\n", pos)
        return len(self.text) if end < 0 else end

    def found(self) -> tuple[str, int]:
        """What stands here, in words, and where it ends."""
        if self.at_end:
            return "the end of the file", self.pos
        if self.at("\n"):
            return "the end of the line", self.pos
        self.refuse_invisible(self.pos, self.pos + 1)
        word = WORD.match(self.text, self.pos)
        end = word.end() if word else self.pos + 1
        return shown(self.text[self.pos : end]), end

    def at_next_key(self) -> bool:
        """Whether a key with `=` begins here."""
        return _NEXT_KEY.match(self.text, self.pos) is not None

    # Faults

    def fail(self, message: str, start: int, end: int, *, hint: str | None = None) -> NoReturn:
        """Raise a fault of syntax, or the bracket that was not closed where that explains it."""
        fault = Fault(code="LR002", message=message, start=start, end=end, path=self.path, hint=hint)
        raise FaultError(self._unclosed_before(start) or fault)

    def fail_control(self, where: str, hint: str) -> NoReturn:
        """Raise on the control character here."""
        message = f"control character U+{ord(self.text[self.pos]):04X} in {where}"
        self.fail(message, self.pos, self.pos + 1, hint=hint)

    def refuse_invisible(self, start: int, end: int) -> None:
        """Raise on a character outside strings that one cannot see."""
        for pos in range(start, end):
            char = self.text[pos]
            if char.isprintable() or char in "\t\n":
                continue
            hint = "delete it"
            if char == "\r":
                hint = "a line ends with a line feed, alone or after one carriage return"
            elif char == "\0":
                hint = "the file may be UTF-16 or not a text at all; save it as UTF-8"
            message = f"character U+{ord(char):04X}, which cannot be seen, stands outside a string"
            self.fail(message, pos, pos + 1, hint=hint)

    def refuse_end(self) -> None:
        """Raise where the text ends inside a bracket."""
        if self.at_end:
            raise FaultError(self._not_closed(*self.opened[-1]))

    def refuse_depth(self) -> None:
        """Raise on a bracket or dot that nests too deep."""
        if self.deep is not None and self.pos >= self.deep.start:
            raise FaultError(self.deep)

    def note_newer(self, what: str, start: int, end: int, hint: str) -> None:
        """Note something that only TOML 1.1 allows."""
        message = f"{what} needs TOML 1.1"
        self.newer.append(Fault(code="LR005", message=message, start=start, end=end, path=self.path, hint=hint))

    def _unclosed_before(self, pos: int) -> Fault | None:
        """The bracket that was not closed, where the line of `pos` looks like the next key or table of the file."""
        line = self.text.rfind("\n", 0, pos) + 1
        before = [each for each in self.opened if each[0] < line]
        if not before:
            return None
        opened, path = before[-1]
        blank = _BLANK.match(self.text, line)
        start = blank.end() if blank else line
        found, what = _NEXT_HEADER.match(self.text, start), "table"
        # In an inline table of several lines keys are nothing strange, if it began like one.
        if not found and (self.text[opened] == "[" or self.text[opened + 1 : self.line_end(opened)].strip()):
            found, what = _NEXT_KEY.match(self.text, start), "key"
        if not found:
            return None
        place = (start, start + len(found[0].rstrip("= \t")), f"the next {what} begins here")
        return attrs.evolve(self._not_closed(opened, path), related=(place,))

    def _not_closed(self, opened: int, path: KeyPath) -> Fault:
        message, hint = "array is not closed", "add `]` after its last value"
        if self.text[opened] == "{":
            message, hint = "inline table is not closed", "add `}` after its last value, on the same line"
        return Fault(code="LR002", message=message, start=opened, end=opened + 1, path=path, hint=hint)


def shown(text: str) -> str:
    """Text of the user, marked and not too long, with nothing in it that one cannot see."""
    clipped = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    return "`" + "".join(char if char.isprintable() else f"<U+{ord(char):04X}>" for char in clipped) + "`"
