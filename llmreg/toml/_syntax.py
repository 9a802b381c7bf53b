"""What is wrong with a text that tomllib refuses: one fault, in words of our own, at the place where it is.

tomllib stops at the first thing that it cannot go on from, which is often a line too late, and its words and
positions differ between versions of Python. This reads the same text by the grammar of TOML 1.0 and keeps no
values, only what is needed to say what was expected. What TOML 1.1 allows is noted and passed over, so that a
text that is fine otherwise can be told to be of TOML 1.1. Offsets count `\\r\\n` as one character.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from tomllib import TOMLDecodeError
from typing import NoReturn

import attrs

from llmreg.source import KeyPath, format_key_path
from llmreg.toml._positions import key_of_part

__all__ = ["MAX_DIGITS", "Fault", "exact_number", "find_fault", "too_deep"]

MAX_DIGITS = 1000
"""Of an integer. Python refuses to print longer ones than some 4,300 digits, and any user may lower that."""

_MAX_EXPONENT = 400  # a little more than binary64 holds
_SHOWN = 40

_BLANK = re.compile(r"[ \t]*+")
_COMMENT = re.compile(r"#[^\x00-\x08\x0a-\x1f\x7f]*+")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]++")
_KEY_LIKE = re.compile(r"[^\s=.\[\]{}#,\"']++")
_TOKEN = re.compile(r"[^ \t\n,\[\]{}#=\"']++")
_LINE_REST = re.compile(r"[^\n#]*+")
_BASIC = re.compile(r'[^"\\\x00-\x08\x0a-\x1f\x7f]*+')
_BASIC_LINES = re.compile(r'(?:[^"\\\x00-\x08\x0b-\x1f\x7f]|"(?!""))*+')
_LITERAL = re.compile(r"[^'\x00-\x08\x0a-\x1f\x7f]*+")
_LITERAL_LINES = re.compile(r"(?:[^'\x00-\x08\x0b-\x1f\x7f]|'(?!''))*+")
_LINE_CONTINUATION = re.compile(r"\\[ \t]*+\n[ \t\n]*+")
_HEX = {"u": re.compile(r"[0-9A-Fa-f]{4}"), "U": re.compile(r"[0-9A-Fa-f]{8}"), "x": re.compile(r"[0-9A-Fa-f]{2}")}

_DECIMAL = r"[+-]?(?:0|[1-9](?:_?[0-9])*+)"
_INTEGER = re.compile(rf"{_DECIMAL}|0x[0-9A-Fa-f](?:_?[0-9A-Fa-f])*+|0o[0-7](?:_?[0-7])*+|0b[01](?:_?[01])*+")
_FLOAT = re.compile(rf"{_DECIMAL}(?:\.[0-9](?:_?[0-9])*+)?(?:[eE][+-]?[0-9](?:_?[0-9])*+)?|[+-]?(?:inf|nan)")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(
    r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})?(?:(?(date)[Tt ])"
    r"(?P<time>(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:\.[0-9]+)?)?)"
    r"(?P<offset>(?(date)(?:[Zz]|[+-][0-9]{2}:[0-9]{2})?))?)?"
)
# A line that starts something new, seen from inside an array or inline table that was not closed.
_NEXT_KEY = re.compile(
    r"[ \t]*+(?:[A-Za-z0-9_-]++|\"[^\"\n]*+\"|'[^'\n]*+')(?:[ \t]*\.[ \t]*[A-Za-z0-9_-]++)*+[ \t]*+="
)
_NEXT_HEADER = re.compile(
    r"[ \t]*+\[\[?[ \t]*+(?!(?:true|false|inf|nan)\b)[A-Za-z_][^\[\]\n,]*+\]\]?[ \t]*+(?:#[^\n]*+)?$"
)

_DEPTH_TOKENS = re.compile(
    r'"""(?:[^"\\]++|\\.|"(?!""))*+(?:"{3,5})?'
    r"|'''(?:[^']++|'(?!''))*+(?:'{3,5})?"
    r'|"[^"\\\n]*+(?:\\[^\n][^"\\\n]*+)*+"?'
    r"|'[^'\n]*+'?"
    r"|#[^\n]*+"
    r"|[\[\]{}.,=\n]",
    re.DOTALL,
)

_NO_SUCH_VALUES = ("null", "none", "nil", "undefined", "~")
_OTHER_QUOTES = "\u201c\u201d\u201e\u2018\u2019\u201a\u00ab\u00bb\u300c\u300d\u300e\u300f\uff02\uff07`"


@attrs.frozen(kw_only=True)
class Fault:
    """One thing that keeps a text from being TOML 1.0."""

    code: str
    """LR002, LR003, LR005 or LR110."""
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


def find_fault(text: str) -> Fault | None:
    """The first fault of a text; `None` where it is TOML 1.0.

    What only TOML 1.1 allows is reported last: when there is nothing else.

    Args:
        text: with `\\n` at the end of lines, no byte order mark, and not nested deeper than `too_deep` allows.
    """
    checker = _Checker(text)
    try:
        checker.document()
    except _FaultError as found:
        return found.fault
    if not checker.newer:
        return None
    first = min(checker.newer, key=lambda fault: fault.start)
    count = len(checker.newer)
    return attrs.evolve(first, notes=(f"{count} places in this file need TOML 1.1",)) if count > 1 else first


def too_deep(text: str, limit: int) -> int | None:
    """Offset of the first bracket or dot that nests deeper than `limit` levels.

    Every array, inline table, part of a table header and further part of a dotted key is a level. Works on any
    text: up to the first fault, if there is one, it counts exactly.
    """
    if text.count("[") + text.count("{") + text.count(".") <= limit:
        return None
    around = table = own = 0  # levels around this key, of the last header, of this key or header
    outside: list[tuple[bool, int, int]] = []  # for each open bracket: is it an array, and the levels before it
    header = assigned = False
    for found in _DEPTH_TOKENS.finditer(text):
        char = found[0]
        if char == "\n":
            if not outside:
                table = own if header else table
                around, own, header, assigned = table, 0, False, False
        elif char == "=":
            assigned = True
        elif char == ".":
            own += not assigned
        elif char in ("[", "{"):
            if not outside and not assigned:
                header, around = True, 0
                own += 1
            else:
                outside.append((char == "[", around, own))
                around, own, assigned = around + own + 1, 0, char == "["
        elif char in ("]", "}"):
            if outside:
                _, around, own = outside.pop()
                assigned = True
        elif char == "," and outside:
            own, assigned = 0, outside[-1][0]
        if around + own > limit:
            return found.start()
    return None


def exact_number(text: str) -> Decimal:
    """The number that is written.

    Raises:
        ValueError: it is far beyond what any float holds, and would cost memory or time wherever it is used.
    """
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise ValueError("exponent out of range") from None
    if abs(number.adjusted()) > _MAX_EXPONENT:
        raise ValueError("exponent out of range")
    return number


class _FaultError(Exception):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


@attrs.define
class _Part:
    """One part of a dotted name, and where the name up to here is written."""

    name: str
    start: int
    end: int


_VALUE, _ARRAY, _INLINE = "a value", "an array", "an inline table"
_TABLE, _DOTTED, _TABLES = "a table", "dotted keys", "an array of tables"


@attrs.define
class _Node:
    """What stands at a key path so far."""

    kind: str
    start: int
    end: int
    implied: bool = False
    """Whether it is only known from the headers of tables inside it."""
    inside: dict[str, _Node] = attrs.Factory(dict)
    """For an array of tables: of its last table."""
    number: int = 0
    """The index of the last table of an array of tables."""


@attrs.define
class _Checker:
    text: str
    pos: int = 0
    newer: list[Fault] = attrs.Factory(list)
    """What needs TOML 1.1."""
    _path: KeyPath = ()
    _root: _Node = attrs.Factory(lambda: _Node(_TABLE, 0, 0))
    _opened: list[int] = attrs.Factory(list)
    """Offsets of the brackets of the arrays and inline tables around `pos`."""

    # Small steps

    def _fail(self, message: str, start: int, end: int | None = None, *, hint: str | None = None) -> NoReturn:
        """Raise a fault of syntax, at the opening bracket where it comes from that not being closed."""
        end = min(start + 1, len(self.text)) if end is None else end
        fault = Fault(code="LR002", message=message, start=start, end=end, path=self._path, hint=hint)
        raise _FaultError(self._unclosed(fault) or fault)

    def _newer(self, what: str, start: int, end: int, hint: str) -> None:
        message = f"{what} needs TOML 1.1"
        self.newer.append(Fault(code="LR005", message=message, start=start, end=end, path=self._path, hint=hint))

    def _unclosed(self, fault: Fault) -> Fault | None:
        """The fault as it looks where the next key or table begins inside a bracket: this was not closed."""
        line = self.text.rfind("\n", 0, fault.start) + 1
        before = [opened for opened in self._opened if opened < line]
        if not before:
            return None
        opened = before[-1]
        is_array = self.text[opened] == "["
        line_end = self._line_end(line)
        found = _NEXT_HEADER.match(self.text[line:line_end])
        what = "table"
        if not found and (is_array or self.text[opened + 1 : self._line_end(opened)].strip()):
            found = _NEXT_KEY.match(self.text[line:line_end])
            what = "key"
        if not found:
            return None
        start = _BLANK.match(self.text, line).end()  # type: ignore[union-attr]  # matches nothing, too
        return attrs.evolve(
            self._not_closed(opened),
            related=((start, line + len(found[0].rstrip(" \t=")), f"the next {what} begins here"),),
        )

    def _not_closed(self, opened: int) -> Fault:
        is_array = self.text[opened] == "["
        message = "array is not closed" if is_array else "inline table is not closed"
        hint = "add `]` after its last value" if is_array else "add `}` after its last value, on the same line"
        return Fault(code="LR002", message=message, start=opened, end=opened + 1, path=self._path, hint=hint)

    def _at(self, token: str) -> bool:
        return self.text.startswith(token, self.pos)

    def _skip(self, pattern: re.Pattern[str]) -> int:
        """Move behind the match, and say where it began."""
        start = self.pos
        if found := pattern.match(self.text, start):
            self.pos = found.end()
        return start

    def _line_end(self, pos: int) -> int:
        end = self.text.find("\n", pos)
        return len(self.text) if end < 0 else end

    def _found(self, pos: int) -> tuple[str, int]:
        """What stands at `pos`, in words, and where it ends."""
        if pos >= len(self.text):
            return "the end of the file", pos
        if self.text[pos] == "\n":
            return "the end of the line", pos
        self._refuse_invisible(pos)
        token = _TOKEN.match(self.text, pos)
        end = token.end() if token else pos + 1
        return _shown(self.text[pos:end]), end

    def _blank(self, *, lines: bool) -> bool:
        """Skip blanks and, where asked to, comments and line ends; says whether a line ended."""
        start = self.pos
        self._skip(_BLANK)
        while lines and (self._at("\n") or self._at("#")):
            if self._at("#"):
                self._comment()
            else:
                self.pos += 1
            self._skip(_BLANK)
        return self.text.count("\n", start, self.pos) > 0

    def _comment(self) -> None:
        self._skip(_COMMENT)
        if self.pos < len(self.text) and self.text[self.pos] != "\n":
            self._control("a comment", "delete it")

    def _control(self, where: str, hint: str) -> NoReturn:
        char = f"U+{ord(self.text[self.pos]):04X}"
        self._fail(f"control character {char} in {where}", self.pos, self.pos + 1, hint=hint)

    # The document

    def document(self) -> None:
        """Read all of it, or raise."""
        table, path = self._root, ()
        while True:
            self._path = path
            self._blank(lines=True)
            if self.pos >= len(self.text):
                return
            if self._at("["):
                table, path = self._header()
                self._path = path
                after = "a table header"
            else:
                after = self._assignment(table, path)
            self._statement_end(after)

    def _statement_end(self, after: str) -> None:
        self._blank(lines=False)
        if self._at("#"):
            self._comment()
        pos = self.pos
        if pos >= len(self.text) or self.text[pos] == "\n":
            return
        rest = self.text[pos : self._line_end(pos)]
        shown, end = self._found(pos)
        hint = None
        if _NEXT_KEY.match(rest):
            self._fail(f"expected a line break before {shown}", pos, end)
        if rest[0] in "]}":
            hint = f"nothing is open here; remove {shown}"
        elif after == "a string" and ('"' in rest or "'" in rest):
            hint = 'write a quote inside a text as `\\"`, with the text in double quotes'
        elif after == "a value" and re.match(r",[0-9]{3}\b", rest):
            hint = "group the digits of a number with `_`"
        elif rest[0] == ",":
            hint = "write several values as `[1, 2]`; between lines there is no comma"
        self._fail(f"expected the end of the line after {after}, found {shown}", pos, end, hint=hint)

    def _header(self) -> tuple[_Node, KeyPath]:
        start = self.pos
        several = self._at("[[")
        self.pos += 2 if several else 1
        close = "]]" if several else "]"
        self._blank(lines=False)
        if self._at("]"):
            self._fail("expected a name in the table header", start, self.pos + 1)
        parts = self._name("the table header", start)
        if not self._at(close):
            shown, end = self._found(self.pos)
            if self.pos >= len(self.text) or self.text[self.pos] in "\n#":
                self._fail("table header is not closed", start, parts[-1].end, hint=f"add `{close}` after the name")
            if several and self._at("]"):
                self._fail(
                    "expected `]]` at the end of the table header",
                    self.pos,
                    end,
                    hint="a header that begins with `[[` ends with `]]`",
                )
            self._fail(f"expected `.` or `{close}` in the table header, found {shown}", self.pos, end)
        self.pos += len(close)
        return self._enter_header(parts, several=several)

    def _assignment(self, table: _Node, path: KeyPath) -> str:
        parts = self._name("a key", self.pos)
        self._path = (*path, *(part.name for part in parts))
        if not self._at("="):
            shown, end = self._found(self.pos)
            key = _shown(self.text[parts[0].start : parts[-1].end])
            if end == self.pos:
                self._fail(f"expected `=` and a value after the key {key}", parts[0].start, parts[-1].end)
            hint = (
                "put a key with blanks in quotes"
                if _KEY_LIKE.match(self.text, self.pos) and not self._at(":")
                else None
            )
            self._fail(f"expected `=` after the key {key}, found {shown}", self.pos, end, hint=hint)
        self.pos += 1
        self._blank(lines=False)
        kind, what = self._value(self._path, "after `=`", self.pos - 1)
        self._enter_key(table, path, parts, kind)
        return what

    def _name(self, where: str, start: int) -> list[_Part]:
        """A dotted name and the blanks after it."""
        parts: list[_Part] = []
        first = self.pos
        while True:
            name = self._name_part(where, start, dotted=bool(parts))
            parts.append(_Part(name, first, self.pos))
            self._blank(lines=False)
            if not self._at("."):
                return parts
            self.pos += 1
            self._blank(lines=False)

    def _name_part(self, where: str, start: int, *, dotted: bool) -> str:
        pos = self.pos
        if self._at('"""') or self._at("'''"):
            self._fail("a key cannot be a text of several lines", pos, pos + 3, hint="use single quotes")
        if self._at('"') or self._at("'"):
            self._string(self.text[pos])
            return _key(self.text[pos : self.pos])
        if found := _KEY_LIKE.match(self.text, pos):
            for place in range(pos, found.end()):
                self._refuse_invisible(place)
            bare = _BARE_KEY.match(self.text, pos)
            if bare is None or (bare.end() < found.end() and self.text[bare.end()] != ":"):
                self._fail(
                    f"the key {_shown(found[0])} needs quotes",
                    pos,
                    found.end(),
                    hint="a bare key has only A-Z, a-z, 0-9, `-` and `_`",
                )
            self.pos = bare.end()
            return bare[0]
        shown, end = self._found(pos)
        if dotted:
            self._fail(f"expected a key after `.`, found {shown}", pos - 1 if end == pos else pos, end)
        if self._at("=") or self._at("."):
            self._fail(f"expected a key before {shown}", pos, end)
        if end == pos:
            self._fail(f"expected a name in {where}, found {shown}", start, pos)
        self._fail(f"expected {where if where == 'a key' else 'a name in ' + where}, found {shown}", pos, end)

    def _refuse_invisible(self, pos: int) -> None:
        """Name a character that one cannot see."""
        char = self.text[pos]
        if not char.isprintable() and char not in "\t\n":
            hint = "delete it, or put the text around it in quotes" if ord(char) > 0x9F else "delete it"
            if char == "\r":
                hint = "a line ends with a line feed, alone or after one carriage return"
            elif char == "\0":
                hint = "the file may be UTF-16 or not a text at all; save it as UTF-8"
            self._fail(
                f"character U+{ord(char):04X}, which cannot be seen, stands outside a string", pos, pos + 1, hint=hint
            )

    # Values

    def _value(self, path: KeyPath, where: str, before: int) -> tuple[str, str]:
        """Read a value; returns its kind, and what it is in words.

        Args:
            path: of the value.
            where: for a message that there is none.
            before: where to point at then.
        """
        self._path = path
        start = self.pos
        char = self.text[start : start + 1]
        if char == "[":
            self._array(path)
            return _ARRAY, "an array"
        if char == "{":
            self._inline_table(path)
            return _INLINE, "an inline table"
        if char in ('"', "'") and char:
            self._string(char * 3 if self._at(char * 3) else char)
            return _VALUE, "a string"
        found = _TOKEN.match(self.text, start)
        if found is None:
            shown, end = self._found(start)
            at = (before, before + 1) if end == start or char == "#" else (start, end)
            self._fail(f"expected a value {where}" + (f", found {shown}" if char and char not in "\n#" else ""), *at)
        self._bare(found[0])
        return _VALUE, "a value"

    def _array(self, path: KeyPath) -> None:
        opened = self.pos
        self._opened.append(opened)
        self.pos += 1
        number = 0
        while True:
            self._blank(lines=True)
            if self._at("]"):
                break
            self._refuse_end(path)
            self._value((*path, number), "in the array", self.pos)
            self._path = path
            number += 1
            self._blank(lines=True)
            if self._at(","):
                self.pos += 1
            elif not self._at("]"):
                self._refuse_end(path)
                shown, end = self._found(self.pos)
                self._fail(f"expected `,` or `]` after a value of the array, found {shown}", self.pos, end)
        self.pos += 1
        self._opened.pop()

    def _inline_table(self, path: KeyPath) -> None:
        opened = self.pos
        self._opened.append(opened)
        table = _Node(_INLINE, opened, opened + 1)
        self.pos += 1
        lines = self._blank(lines=True)
        while not self._at("}"):
            self._refuse_end(path)
            self._assignment(table, path)
            self._path = path
            lines |= self._blank(lines=True)
            comma = self.pos
            if self._at(","):
                self.pos += 1
                lines |= self._blank(lines=True)
                if self._at("}"):
                    self._newer("comma before `}`", comma, comma + 1, "remove the comma")
            elif not self._at("}"):
                self._refuse_end(path)
                shown, end = self._found(self.pos)
                self._fail(f"expected `,` or `}}` after a value of the inline table, found {shown}", self.pos, end)
        if lines:
            self._newer(
                "newline in an inline table", opened, opened + 1, "write it on one line, or as a table with a header"
            )
        self.pos += 1
        self._opened.pop()

    def _refuse_end(self, path: KeyPath) -> None:
        """Raise where the file ends inside the innermost bracket."""
        if self.pos >= len(self.text):
            self._path = path
            raise _FaultError(self._not_closed(self._opened[-1]))

    def _string(self, quotes: str) -> None:
        """A string of any of the four kinds."""
        start = self.pos
        self.pos += len(quotes)
        many = len(quotes) == 3
        basic = quotes[0] == '"'
        plain = (_BASIC_LINES if many else _BASIC) if basic else (_LITERAL_LINES if many else _LITERAL)
        while True:
            self._skip(plain)
            if self._at(quotes):
                break
            if self.pos >= len(self.text) or self._at("\n"):
                self._open_string(start, quotes)
            if not self._at("\\"):
                code = f"`\\u{ord(self.text[self.pos]):04X}`" + ("" if basic else " in double quotes")
                self._control("a string", f"delete it, or write {code}")
            self._escape(many=many)
        self.pos += len(quotes)
        for _ in range(2 if many else 0):  # these belong to the text
            self.pos += self._at(quotes[0])

    def _open_string(self, start: int, quotes: str) -> NoReturn:
        hint = f"close it with `{quotes}`"
        if len(quotes) == 1:
            hint += f" on the same line; a text of several lines stands between `{quotes * 3}`"
            if self.text.endswith('\\"', start, self.pos):
                hint = "the backslash before the last quote makes it a part of the text; write a backslash as `\\\\`"
        self._fail("string is not closed", start, start + len(quotes), hint=hint)

    def _escape(self, *, many: bool) -> None:
        start = self.pos
        if many and _LINE_CONTINUATION.match(self.text, start):
            self._skip(_LINE_CONTINUATION)
            return
        kind = self.text[start + 1 : start + 2]
        self.pos += 2
        if kind in ("b", "t", "n", "f", "r", '"', "\\"):
            return
        if kind == "e":
            self._newer("the escape `\\e`", start, self.pos, "write `\\u001b`")
            return
        if kind not in ("u", "U", "x"):
            end = start + 2 if kind.isprintable() and kind else start + 1
            hint = "write a backslash as `\\\\`, or the whole text in single quotes"
            self._fail(f"{_shown(self.text[start:end])} is not an escape", start, end, hint=hint)
        digits = _HEX[kind].match(self.text, self.pos)
        if digits is None:
            count = {"x": 2, "u": 4, "U": 8}[kind]
            self._fail(f"expected {count} hexadecimal digits after `\\{kind}`", start, start + 2)
        self.pos = digits.end()
        code = int(digits[0], 16)
        if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
            self._fail(
                f"`{self.text[start : self.pos]}` is not a character",
                start,
                self.pos,
                hint="write the character itself",
            )
        if kind == "x":
            self._newer("the escape `\\x`", start, self.pos, f"write `\\u00{digits[0]}`")

    def _bare(self, token: str) -> None:
        """A value without quotes or brackets: a number, a date, true or false."""
        start = self.pos
        if _DATE.fullmatch(token) and re.compile(" [0-9]").match(self.text, start + len(token)):
            time = _TOKEN.match(self.text, start + len(token) + 1)
            token += " " + (time[0] if time else "")
        self.pos = end = start + len(token)
        if token in ("true", "false"):
            return
        if _INTEGER.fullmatch(token):
            digits = sum(char not in "+-_" for char in token)
            if digits > MAX_DIGITS:
                self._fail(f"integer has {digits:,} digits; the limit is {MAX_DIGITS:,}", start, end)
        elif _FLOAT.fullmatch(token):
            try:
                exact_number(token)
            except ValueError:
                self._fail(f"{_shown(token)} is beyond the range of a number", start, end)
        elif moment := _MOMENT.fullmatch(token):
            self._moment(moment, start, end)
        else:
            self._no_value(token, start)

    def _moment(self, found: re.Match[str], start: int, end: int) -> None:
        """Refuse days and times that do not exist; note a time without seconds."""
        what = None
        if found["date"] and not _is_day(found["date"]):
            what = f"{found['date']} is not a day of the calendar"
        elif found["hour"] and (found["hour"] > "23" or found["minute"] > "59" or (found["second"] or "") > "59"):
            what = f"{found['time']} is not a time of the day"
        elif (
            found["offset"]
            and found["offset"] not in "Zz"
            and (found["offset"][1:3] > "23" or found["offset"][4:] > "59")
        ):
            what = f"{found['offset']} is not a difference to UTC"
        if what:
            raise _FaultError(Fault(code="LR110", message=what, start=start, end=end, path=self._path))
        if found["hour"] and not found["second"]:
            self._newer("time without seconds", start, end, "add `:00`")

    def _no_value(self, token: str, start: int) -> NoReturn:
        """Say why a word is no value, and what may be meant."""
        for place in range(start, start + len(token)):
            self._refuse_invisible(place)
        end = start + len(token)
        hint: str | None = None
        lower = token.lower()
        if lower in ("true", "false", "inf", "nan", "+inf", "-inf", "+nan", "-nan"):
            hint = f"write `{lower}`"
        elif lower in _NO_SUCH_VALUES:
            hint = "TOML has no such value; leave the key out"
        elif token[0] in _OTHER_QUOTES:
            self._fail(f"{_shown(token[0])} is not a quote of TOML", start, start + 1, hint='write `"`')
        elif re.fullmatch(r"[0-9]{4}-[0-9]{1,2}(?:-[0-9]{1,2})?|[0-9]{4}/[0-9]{1,2}(?:/[0-9]{1,2})?", token):
            hint = f'a date has the form 2024-06-01; put a part of one in quotes: `"{token}"`'
            self._fail(f"{_shown(token)} is not a date", start, end, hint=hint)
        elif re.match(r"[0-9]{4,5}-[0-9]{1,2}-|[0-9]{1,2}:[0-9]", token):
            self._fail(
                f"{_shown(token)} is not a date or time",
                start,
                end,
                hint="the form is 2024-06-01 or 2024-06-01T12:30:00Z",
            )
        elif re.match(r"[+-]?[._]?[0-9]", token):
            self._fail(f"{_shown(token)} is not a number", start, end, hint=_number_hint(token))
        else:
            if not self._opened:  # all the words up to the end of the line are meant
                rest = _LINE_REST.match(self.text, start)
                token = rest[0].rstrip() if rest else token
                end = start + len(token)
            hint = "put text in quotes"
        self._fail(f"{_shown(token)} is not a value", start, end, hint=hint)

    # Keys and tables that are set twice

    def _enter_header(self, parts: list[_Part], *, several: bool) -> tuple[_Node, KeyPath]:
        """Enter the table of a header; returns it and its path."""
        node, path = self._root, ()
        for part in parts[:-1]:
            path = (*path, part.name)
            inner = node.inside.get(part.name)
            if inner is None:
                inner = node.inside[part.name] = _Node(_TABLE, part.start, part.end, implied=True)
            elif inner.kind in (_VALUE, _ARRAY, _INLINE):
                self._twice(inner, _TABLE, path, part)
            if inner.kind == _TABLES:
                path = (*path, inner.number)
            node = inner
        last = parts[-1]
        path = (*path, last.name)
        known = node.inside.get(last.name)
        kind = _TABLES if several else _TABLE
        if known is None:
            known = node.inside[last.name] = _Node(kind, last.start, last.end)
        elif several and known.kind == _TABLES:
            known.inside, known.number = {}, known.number + 1
        elif known.implied and not several:
            known.start, known.end, known.implied = last.start, last.end, False
        else:
            self._twice(known, kind, path, last)
        return known, (*path, known.number) if several else path

    def _enter_key(self, table: _Node, path: KeyPath, parts: list[_Part], kind: str) -> None:
        """Enter a key with a value into the table that it stands in."""
        node = table
        for part in parts[:-1]:
            path = (*path, part.name)
            inner = node.inside.get(part.name)
            if inner is None:
                inner = node.inside[part.name] = _Node(_DOTTED, part.start, part.end)
            elif inner.implied:
                inner.kind, inner.implied = _DOTTED, False
            elif inner.kind != _DOTTED:
                self._twice(inner, _DOTTED, path, part)
            node = inner
        last = parts[-1]
        known = node.inside.get(last.name)
        if known is not None:
            self._twice(known, kind, (*path, last.name), last)
        node.inside[last.name] = _Node(kind, last.start, last.end)

    def _twice(self, first: _Node, second: str, path: KeyPath, part: _Part) -> NoReturn:
        name = f"`{format_key_path(path)}`"
        values = (_VALUE, _ARRAY, _INLINE)
        hint = None
        if first.kind == second == _TABLE:
            message = f"table {name} is defined twice"
        elif first.kind == second or (first.kind in values and second in values):
            message = f"{name} is set twice"
        else:
            message = f"{name} is set twice, as {first.kind} and as {second}"
            if first.kind == _INLINE:
                hint = (
                    "an inline table cannot be extended; write all of it inside the braces, or as a table with a header"
                )
            elif first.kind == _ARRAY:
                hint = (
                    "an array cannot be extended; write all of it inside the brackets, or each table under `[["
                    + name[1:-1]
                    + "]]`"
                )
        related = ((first.start, first.end, "first set here"),)
        raise _FaultError(
            Fault(code="LR003", message=message, start=part.start, end=part.end, path=path, hint=hint, related=related)
        )


def _shown(text: str) -> str:
    """Text of the user, marked and not too long, with nothing in it that one cannot see."""
    clipped = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    return "`" + "".join(char if char.isprintable() else f"<U+{ord(char):04X}>" for char in clipped) + "`"


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _number_hint(token: str) -> str:
    if re.match(r"[+-]?0[0-9_]", token):
        return "a number does not begin with 0; put a code or a version in quotes"
    if re.match(r"[+-]?0[XOB]", token) or re.match(r"[+-]0[xob]", token):
        return "write `0x`, `0o` or `0b` in lower case and without a sign"
    if token.count(".") > 1 or re.search(r"[A-Za-z%$]", token.replace("e", "").replace("E", "")):
        return "put text in quotes"
    if "_" in token:
        return "`_` stands between two digits"
    if "." in token:
        return "a decimal point stands between two digits"
    return "put text in quotes"


def _key(written: str) -> str:
    """The key that a quoted part of a name means; one with escapes of TOML 1.1 stays as it is written."""
    try:
        return key_of_part(written)
    except TOMLDecodeError:
        return written
