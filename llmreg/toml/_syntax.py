"""What is wrong with a text that tomllib refuses: one fault, in words of our own, at the place where it is.

tomllib stops at the first thing that it cannot go on from, which is often a line too late, and its words and
positions differ between versions of Python. This reads the same text by the grammar of TOML 1.0 and keeps no
values, only what is needed to say what was expected. What TOML 1.1 allows is noted and passed over, so that a
text that is fine otherwise can be told to be of TOML 1.1.
"""

from __future__ import annotations

import re
from tomllib import TOMLDecodeError

import attrs

from llmreg.source import KeyPath
from llmreg.toml._definitions import ARRAY, INLINE, TABLE, VALUE, Node, Part, enter_header, enter_key
from llmreg.toml._faults import Cursor, Fault, FaultError, shown
from llmreg.toml._positions import key_of_part
from llmreg.toml._scalars import read_string, read_word

__all__ = ["find_fault", "too_deep"]

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]++")
_LIKE_KEY = re.compile(r"[^\s=.\[\]{}#,\"']++")
_THREE_DIGITS = re.compile(r",[0-9]{3}\b")

_DEPTH_TOKENS = re.compile(
    r'"""(?:[^"\\]++|\\.|"(?!""))*+(?:"{3,5})?'
    r"|'''(?:[^']++|'(?!''))*+(?:'{3,5})?"
    r'|"[^"\\\n]*+(?:\\[^\n][^"\\\n]*+)*+"?'
    r"|'[^'\n]*+'?"
    r"|#[^\n]*+"
    r"|[\[\]{}.,=\n]",
    re.DOTALL,
)


def find_fault(text: str, *, limit: int) -> Fault | None:
    """The first fault of a text; `None` where it is TOML 1.0, not nested deeper than `limit` levels.

    What only TOML 1.1 allows is reported last: when there is nothing else.

    Args:
        text: with `\\n` at the end of lines, and no byte order mark.
        limit: as for `too_deep`; recursion goes no deeper either.
    """
    cursor = Cursor(text)
    place = too_deep(text, limit)
    if place is not None:
        message = f"nesting is deeper than {limit} levels"
        cursor.deep = Fault(code="LR007", message=message, start=place, end=place + 1)
    try:
        _read_document(cursor)
    except FaultError as found:
        # Of a line that is full of brackets that is the thing to say.
        return cursor.deep if cursor.deep and "\n" not in text[found.fault.start : place] else found.fault
    if not cursor.newer:
        return None
    first = min(cursor.newer, key=lambda fault: fault.start)
    count = len(cursor.newer)
    return attrs.evolve(first, notes=(f"{count} places in this file need TOML 1.1",)) if count > 1 else first


def too_deep(text: str, limit: int) -> int | None:
    """Offset of the first bracket or dot that nests deeper than `limit` levels.

    Every array, inline table, part of a table header and further part of a dotted key is a level. Works on any
    text: up to the first fault, if there is one, it counts exactly.
    """
    if text.count("[") + text.count("{") + text.count(".") <= limit:
        return None
    table = around = own = 0  # levels of the last header, of the brackets here, of this key or header itself
    outside: list[tuple[bool, int]] = []  # for each open bracket: is it an array, and the levels around it
    header = assigned = False
    for found in _DEPTH_TOKENS.finditer(text):
        token = found[0]
        if token == "\n":
            if not outside:
                table = own if header else table
                around, own, header, assigned = table, 0, False, False
        elif token == "=":
            assigned = True
        elif token == ".":
            own += not assigned
        elif token in ("[", "{"):
            if outside or assigned:
                outside.append((token == "[", around))
                around, own, assigned = around + own + 1, 0, token == "["
            else:
                header, around, own = True, 0, own + 1
        elif token in ("]", "}"):
            if outside:
                around, assigned = outside.pop()[1], True
        elif token == "," and outside:
            own, assigned = 0, outside[-1][0]
        if around + own > limit:
            return found.start()
    return None


def _read_document(cursor: Cursor) -> None:
    root = table = Node(TABLE, 0, 0)
    path: KeyPath = ()
    while True:
        cursor.path = path
        cursor.skip_lines()
        if cursor.at_end:
            return
        if cursor.at("["):
            table, path = _read_header(cursor, root)
            after = "a table header"
        else:
            after = _read_assignment(cursor, table, path)
        _read_line_end(cursor, after)


def _read_line_end(cursor: Cursor, after: str) -> None:
    cursor.skip_blank()
    if cursor.at("#"):
        cursor.skip_comment()
    if cursor.at_end or cursor.at("\n"):
        return
    start = cursor.pos
    word, end = cursor.found()
    if cursor.at_next_key():
        cursor.fail(f"expected a line break before {word}", start, end)
    rest = cursor.text[start : cursor.line_end(start)]
    hint = None
    if rest[0] in "]}":
        hint = f"nothing is open here; remove {word}"
    elif after == "a string" and ('"' in rest or "'" in rest):
        hint = 'write a quote inside a text as `\\"`, with the text in double quotes'
    elif after == VALUE and _THREE_DIGITS.match(rest):
        hint = "group the digits of a number with `_`"
    elif rest[0] == ",":
        hint = "write several values as `[1, 2]`; between lines there is no comma"
    cursor.fail(f"expected the end of the line after {after}, found {word}", start, end, hint=hint)


def _read_header(cursor: Cursor, root: Node) -> tuple[Node, KeyPath]:
    start = cursor.pos
    several = cursor.at("[[")
    close = "]]" if several else "]"
    cursor.pos += len(close)
    cursor.skip_blank()
    if cursor.at("]"):
        cursor.fail("expected a name in the table header", start, cursor.pos + 1)
    parts = _read_name(cursor, "a name in the table header")
    if not cursor.at(close):
        word, end = cursor.found()
        if end == cursor.pos or cursor.at("#"):
            cursor.fail("table header is not closed", start, parts[-1].end, hint=f"add `{close}` after the name")
        if cursor.at("]"):
            hint = "a header that begins with `[[` ends with `]]`"
            cursor.fail("expected `]]` at the end of the table header", cursor.pos, end, hint=hint)
        cursor.fail(f"expected `.` or `{close}` in the table header, found {word}", cursor.pos, end)
    cursor.pos += len(close)
    return enter_header(root, parts, several=several)


def _read_assignment(cursor: Cursor, table: Node, path: KeyPath) -> str:
    """Read a key and its value into a table; returns in words what the value is."""
    parts = _read_name(cursor, "a key")
    cursor.path = (*path, *(part.name for part in parts))
    if not cursor.at("="):
        word, end = cursor.found()
        start, key_end = parts[0].start, parts[-1].end
        key = shown(cursor.text[start:key_end])
        if end == cursor.pos:
            cursor.fail(f"expected `=` and a value after the key {key}", start, key_end)
        hint = "put a key with blanks in quotes" if _BARE_KEY.match(cursor.text, cursor.pos) else None
        cursor.fail(f"expected `=` after the key {key}, found {word}", cursor.pos, end, hint=hint)
    equals = cursor.pos
    cursor.pos += 1
    cursor.skip_blank()
    if cursor.at_end or cursor.at("\n") or cursor.at("#"):
        cursor.fail("expected a value after `=`", equals, equals + 1)
    kind, what = _read_value(cursor, cursor.path, "after `=`")
    enter_key(table, path, parts, kind)
    return what


def _read_name(cursor: Cursor, what: str) -> list[Part]:
    """A dotted name and the blanks after it."""
    parts: list[Part] = []
    start = cursor.pos
    while True:
        name = _read_part(cursor, "a key after `.`" if parts else what)
        parts.append(Part(name, start, cursor.pos))
        cursor.skip_blank()
        if not cursor.at("."):
            return parts
        cursor.refuse_depth()
        cursor.pos += 1
        cursor.skip_blank()


def _read_part(cursor: Cursor, what: str) -> str:
    start = cursor.pos
    if cursor.at('"""') or cursor.at("'''"):
        cursor.fail(
            "a key cannot be a text of several lines", start, start + 3, hint="one quote on each side is enough"
        )
    if cursor.at('"') or cursor.at("'"):
        read_string(cursor, cursor.text[start])
        return _key(cursor.text[start : cursor.pos])
    found = _LIKE_KEY.match(cursor.text, start)
    if found is None:
        word, end = cursor.found()
        if end == start:  # of the line or the file: point at what came before
            start -= 1
        cursor.fail(f"expected {what}, found {word}", start, end)
    cursor.refuse_invisible(start, found.end())
    cursor.skip(_BARE_KEY)
    if cursor.pos < found.end() and not (cursor.at(":") and cursor.pos > start):
        hint = "a bare key has only A-Z, a-z, 0-9, `-` and `_`"
        cursor.fail(f"the key {shown(found[0])} needs quotes", start, found.end(), hint=hint)
    return cursor.text[start : cursor.pos]


def _key(written: str) -> str:
    """The key that a quoted part of a name means; one with escapes of TOML 1.1 stays as it is written."""
    try:
        return key_of_part(written)
    except TOMLDecodeError:
        return written


def _read_value(cursor: Cursor, path: KeyPath, where: str) -> tuple[str, str]:
    """Read a value; returns its kind, and in words what it is. `where` is for a message that there is none."""
    cursor.path = path
    char = cursor.text[cursor.pos]
    if char == "[":
        _read_array(cursor, path)
        return ARRAY, ARRAY
    if char == "{":
        _read_inline_table(cursor, path)
        return INLINE, INLINE
    if char in "\"'":
        read_string(cursor, char * 3 if cursor.at(char * 3) else char)
        return VALUE, "a string"
    if not read_word(cursor):
        word, end = cursor.found()
        cursor.fail(f"expected a value {where}, found {word}", cursor.pos, end)
    return VALUE, VALUE


def _read_array(cursor: Cursor, path: KeyPath) -> None:
    cursor.refuse_depth()
    cursor.opened.append((cursor.pos, path))
    cursor.pos += 1
    cursor.skip_lines()
    number = 0
    while not cursor.at("]"):
        cursor.refuse_end()
        _read_value(cursor, (*path, number), "in the array")
        cursor.path = path
        number += 1
        cursor.skip_lines()
        if cursor.at(","):
            cursor.pos += 1
            cursor.skip_lines()
        elif not cursor.at("]"):
            cursor.refuse_end()
            word, end = cursor.found()
            cursor.fail(f"expected `,` or `]` after a value of the array, found {word}", cursor.pos, end)
    cursor.pos += 1
    cursor.opened.pop()


def _read_inline_table(cursor: Cursor, path: KeyPath) -> None:
    cursor.refuse_depth()
    start = cursor.pos
    table = Node(INLINE, start, start + 1)
    cursor.opened.append((start, path))
    cursor.pos += 1
    lines = cursor.skip_lines()
    while not cursor.at("}"):
        cursor.refuse_end()
        _read_assignment(cursor, table, path)
        cursor.path = path
        lines |= cursor.skip_lines()
        comma = cursor.pos
        if cursor.at(","):
            cursor.pos += 1
            lines |= cursor.skip_lines()
            if cursor.at("}"):
                cursor.note_newer("comma before `}`", comma, comma + 1, "remove the comma")
        elif not cursor.at("}"):
            cursor.refuse_end()
            word, end = cursor.found()
            cursor.fail(f"expected `,` or `}}` after a value of the inline table, found {word}", cursor.pos, end)
    if lines:
        hint = "write it on one line, or as a table with a header"
        cursor.note_newer("newline in an inline table", start, start + 1, hint)
    cursor.pos += 1
    cursor.opened.pop()
