"""Strings, numbers, dates, `true` and `false` of a TOML text: where they end, and what is wrong with them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import NoReturn

from llmreg.toml._faults import WORD, Cursor, Fault, FaultError, shown

__all__ = ["MAX_DIGITS", "exact_number", "read_string", "read_word"]

MAX_DIGITS = 1000
"""Of an integer. Python refuses to print longer ones than some 4,300 digits, and any user may lower that."""

_MAX_EXPONENT = 400  # a little more than binary64 holds

_BASIC = re.compile(r'[^"\\\x00-\x08\x0a-\x1f\x7f]*+')
_BASIC_LINES = re.compile(r'(?:[^"\\\x00-\x08\x0b-\x1f\x7f]++|"(?!""))*+')
_LITERAL = re.compile(r"[^'\x00-\x08\x0a-\x1f\x7f]*+")
_LITERAL_LINES = re.compile(r"(?:[^'\x00-\x08\x0b-\x1f\x7f]++|'(?!''))*+")
_LINE_CONTINUATION = re.compile(r"\\[ \t]*+\n[ \t\n]*+")
_ESCAPE = re.compile(r'\\[btnfr"\\]')
_HEX = {"x": re.compile(r"[0-9A-Fa-f]{2}"), "u": re.compile(r"[0-9A-Fa-f]{4}"), "U": re.compile(r"[0-9A-Fa-f]{8}")}

_LINE_REST = re.compile(r"[^\n#]*+")
_DECIMAL = r"[+-]?(?:0|[1-9](?:_?[0-9])*+)"
_INTEGER = re.compile(rf"{_DECIMAL}|0x[0-9A-Fa-f](?:_?[0-9A-Fa-f])*+|0o[0-7](?:_?[0-7])*+|0b[01](?:_?[01])*+")
_FLOAT = re.compile(rf"{_DECIMAL}(?:\.[0-9](?:_?[0-9])*+)?(?:[eE][+-]?[0-9](?:_?[0-9])*+)?|[+-]?(?:inf|nan)")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME_AFTER_BLANK = re.compile(r" [0-9][^ \t\n,\[\]{}#=\"']*+")
_MOMENT = re.compile(
    r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})?(?:(?(date)[Tt ])"
    r"(?P<time>(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:\.[0-9]+)?)?)"
    r"(?P<offset>(?(date)(?:[Zz]|[+-][0-9]{2}:[0-9]{2})?))?)?"
)
_PART_OF_DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}(?:-[0-9]{1,2})?|[0-9]{4}/[0-9]{1,2}(?:/[0-9]{1,2})?")
_LIKE_MOMENT = re.compile(r"[0-9]{4,5}-[0-9]{1,2}-|[0-9]{1,2}:[0-9]")
_LIKE_NUMBER = re.compile(r"[+-]?[._]?[0-9]")

_WORDS = ("true", "false", "inf", "nan", "+inf", "-inf", "+nan", "-nan")
_NO_SUCH_WORDS = ("null", "none", "nil", "undefined", "~")
_BACKSLASH_HINT = "write a backslash as `\\\\`, or the whole text in single quotes"
_OTHER_QUOTES = "\u201c\u201d\u201e\u2018\u2019\u201a\u00ab\u00bb\u300c\u300d\u300e\u300f\uff02\uff07`"


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


# Strings


def read_string(cursor: Cursor, quotes: str) -> None:
    """Move behind a string that opens with `quotes`: one or three of a kind."""
    start = cursor.pos
    cursor.pos += len(quotes)
    many, basic = len(quotes) == 3, quotes[0] == '"'
    plain = (_BASIC_LINES if many else _BASIC) if basic else (_LITERAL_LINES if many else _LITERAL)
    while True:
        cursor.skip(plain)
        if cursor.at(quotes):
            break
        if cursor.at_end or cursor.at("\n"):
            _fail_open(cursor, start, quotes)
        if not cursor.at("\\"):
            code = f"`\\u{ord(cursor.text[cursor.pos]):04X}`" + ("" if basic else " in double quotes")
            cursor.fail_control("a string", f"delete it, or write {code}")
        if not cursor.skip(_ESCAPE) and not (many and cursor.skip(_LINE_CONTINUATION)):
            _read_rare_escape(cursor)
    cursor.pos += len(quotes)
    for _ in range(2 if many else 0):  # up to two more belong to the text
        cursor.pos += cursor.at(quotes[0])


def _fail_open(cursor: Cursor, start: int, quotes: str) -> NoReturn:
    hint = f"close it with `{quotes}`"
    if len(quotes) == 1:
        hint += f" on the same line; a text of several lines stands between `{quotes * 3}`"
        if cursor.text.endswith('\\"', start, cursor.pos):
            hint = "the backslash before the last quote makes it a part of the text; write a backslash as `\\\\`"
    cursor.fail("string is not closed", start, start + len(quotes), hint=hint)


def _read_rare_escape(cursor: Cursor) -> None:
    start = cursor.pos
    kind = cursor.text[start + 1 : start + 2]
    if kind == "e":
        cursor.pos += 2
        cursor.note_newer("the escape `\\e`", start, cursor.pos, "write `\\u001b`")
        return
    if kind not in _HEX:
        end = start + 2 if kind.isprintable() and kind else start + 1
        cursor.fail(f"{shown(cursor.text[start:end])} is not an escape", start, end, hint=_BACKSLASH_HINT)
    digits = _HEX[kind].match(cursor.text, start + 2)
    if digits is None:
        count = {"x": 2, "u": 4, "U": 8}[kind]
        message = f"expected {count} hexadecimal digits after `\\{kind}`"
        cursor.fail(message, start, start + 2, hint=_BACKSLASH_HINT)
    cursor.pos = digits.end()
    code = int(digits[0], 16)
    if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        written = cursor.text[start : cursor.pos]
        cursor.fail(f"`{written}` is not a character", start, cursor.pos, hint="write the character itself")
    if kind == "x":
        cursor.note_newer("the escape `\\x`", start, cursor.pos, f"write `\\u00{digits[0]}`")


# Words: everything without quotes and brackets


def read_word(cursor: Cursor) -> bool:
    """Move behind a number, a date, a time, `true` or `false`; says whether there is a word at all."""
    start = cursor.pos
    if not cursor.skip(WORD):
        return False
    if _DATE.fullmatch(cursor.text, start, cursor.pos):
        cursor.skip(_TIME_AFTER_BLANK)
    word = cursor.text[start : cursor.pos]
    if word in ("true", "false"):
        return True
    if _INTEGER.fullmatch(word):
        digits = sum(char not in "+-_" for char in word)
        if digits > MAX_DIGITS:
            message = f"integer has {digits:,} digits; the limit is {MAX_DIGITS:,}"
            cursor.fail(message, start, cursor.pos)
    elif _FLOAT.fullmatch(word):
        try:
            exact_number(word)
        except ValueError:
            cursor.fail(f"{shown(word)} is beyond the range of a number", start, cursor.pos)
    elif moment := _MOMENT.fullmatch(word):
        _check_moment(cursor, moment, start)
    else:
        _fail_word(cursor, word, start)
    return True


def _check_moment(cursor: Cursor, found: re.Match[str], start: int) -> None:
    """Refuse days and times that do not exist; note a time without seconds."""
    message = None
    offset = found["offset"] or "Z"
    if found["date"] and not _is_day(found["date"]):
        message = f"{found['date']} is not a day of the calendar"
    elif found["time"] and (found["hour"] > "23" or found["minute"] > "59" or (found["second"] or "") > "59"):
        message = f"{found['time']} is not a time of the day"
    elif offset not in "Zz" and (offset[1:3] > "23" or offset[4:] > "59"):
        message = f"{offset} is not a difference to UTC"
    if message:
        raise FaultError(Fault(code="LR110", message=message, start=start, end=cursor.pos, path=cursor.path))
    if found["time"] and not found["second"]:
        end = start + found.end("minute")
        cursor.note_newer("time without seconds", start, end, "add `:00`")


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _fail_word(cursor: Cursor, word: str, start: int) -> NoReturn:
    """Say why a word is no value, and what may be meant."""
    end = start + len(word)
    cursor.refuse_invisible(start, end)
    what, hint = "a value", "put text in quotes"
    lower = word.lower()
    if lower in _WORDS:
        hint = f"write `{lower}`"
    elif lower in _NO_SUCH_WORDS:
        hint = "TOML has no such value; leave the key out"
    elif word[0] in _OTHER_QUOTES:
        word, end, what, hint = word[0], start + 1, "a quote of TOML", 'write `"`'
    elif _PART_OF_DATE.fullmatch(word):
        what, hint = "a date", f'a date has the form 2024-06-01; put a part of one in quotes: `"{word}"`'
    elif _LIKE_MOMENT.match(word):
        what, hint = "a date or time", "the form is 2024-06-01 or 2024-06-01T12:30:00Z"
    elif _LIKE_NUMBER.match(word):
        what, hint = "a number", _number_hint(word)
    elif not cursor.opened and (rest := _LINE_REST.match(cursor.text, start)):
        word = rest[0].rstrip()  # all the words up to the end of the line are meant
        end = start + len(word)
    cursor.fail(f"{shown(word)} is not {what}", start, end, hint=hint)


def _number_hint(word: str) -> str:
    if re.match(r"[+-]?0[0-9_]", word):
        return "a number does not begin with 0; put a code or a version in quotes"
    if re.match(r"[+-]?0[XOB]|[+-]0[xob]", word):
        return "write `0x`, `0o` or `0b` in lower case and without a sign"
    if word.count(".") > 1 or re.search(r"[^0-9eE._+-]", word):
        return "put text in quotes"
    if "_" in word:
        return "`_` stands between two digits"
    if "." in word:
        return "a decimal point stands between two digits"
    return "put text in quotes"
