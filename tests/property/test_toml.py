"""Places agree with tomllib on every document; reading never raises; what is refused is what tomllib refuses."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any

import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from llmreg.source import KeyPath, format_key_path
from llmreg.toml._positions import index
from llmreg.toml._syntax import find_fault, too_deep
from llmreg.toml.reader import MAX_DEPTH, read_bytes, source_map

# Values

TEXTS = st.text(st.characters(codec="utf-8"), max_size=12) | st.sampled_from(
    [
        "",
        "a\nb",
        'say "hi"',
        "it's",
        "'''",
        '"""',
        "\\",
        "a # b",
        "[x]",
        "{",
        "\r\n",
        "\t",
        "\x00",
        "\x7f",
        "通义千问",
        "😀",
        "a = 1\n[b]",
    ]
)
KEYS = st.text("abcdefgh-_01", min_size=1, max_size=3) | TEXTS
OFFSETS = st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
SCALARS = st.one_of(
    TEXTS,
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.decimals(-(10**6), 10**6, places=3),
    st.sampled_from([Decimal("nan"), Decimal("inf"), Decimal("-inf"), Decimal("1e-7"), Decimal("0.0")]),
    st.dates(date(1, 1, 1)),
    st.times().map(lambda moment: moment.replace(fold=0)),
    st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.one_of(st.none(), OFFSETS)).map(  # noqa: DTZ001
        lambda moment: moment.replace(fold=0)
    ),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(KEYS, inner, max_size=4)
        | st.lists(st.dictionaries(KEYS, inner, max_size=3), min_size=1, max_size=3)
    ),
    max_leaves=12,
)
TABLES = st.dictionaries(KEYS, VALUES, max_size=6)


# A writer that writes the same values in every way that TOML has


class Writer:
    """Writes tables with random layout."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.lines: list[str] = []

    def maybe(self, chance: float = 0.5) -> bool:
        return self.rng.random() < chance

    def blank(self) -> str:
        return self.rng.choice(["", "", " ", "\t", "  "])

    def document(self, tables: dict[str, Any]) -> str:
        self.table(tables, [])
        text = "\n".join(self.lines) + ("\n" if self.maybe() else "")
        return text.replace("\n", "\r\n") if self.maybe(0.3) else text

    def table(self, table: dict[str, Any], names: list[str]) -> None:
        """The keys of a table, then the tables inside it that get headers of their own."""
        later: list[tuple[str, Any]] = []
        assignments: list[tuple[list[str], str]] = []
        for key, value in table.items():
            tables = isinstance(value, dict) or (
                isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)
            )
            if tables and self.maybe():
                later.append((key, value))
            else:
                assignments += self.assign([key], value)
        self.rng.shuffle(assignments)
        for path, written in assignments:
            self.lines.append(f"{self.blank()}{self.name(path)}{self.blank()}={self.blank()}{written}{self.end()}")
            self.lines += [self.blank() + self.rng.choice(["", "# a = '[", '# """'])] if self.maybe(0.2) else []
        self.rng.shuffle(later)
        for key, value in later:
            path = [*names, key]
            for item in value if isinstance(value, list) else [value]:
                opened, closed = ("[[", "]]") if isinstance(value, list) else ("[", "]")
                if isinstance(value, dict) and self.is_implied(item) and self.maybe():
                    self.inner_only(item, path)
                    continue
                self.lines.append(
                    f"{self.blank()}{opened}{self.blank()}{self.name(path)}{self.blank()}{closed}{self.end()}"
                )
                self.table(item, path)

    def is_implied(self, table: dict[str, Any]) -> bool:
        return bool(table) and all(isinstance(value, dict) for value in table.values())

    def inner_only(self, table: dict[str, Any], path: list[str]) -> None:
        """Tables inside a table that itself gets no header."""
        for key, value in table.items():
            self.lines.append(f"[{self.name([*path, key])}]{self.end()}")
            self.table(value, [*path, key])

    def assign(self, path: list[str], value: Any) -> Iterator[tuple[list[str], str]]:
        if isinstance(value, dict) and value and self.maybe():
            for key, inner in value.items():
                yield from self.assign([*path, key], inner)
        else:
            yield path, self.value(value)

    def end(self) -> str:
        return self.blank() + self.rng.choice(["", "", "", "# x", '#"', "# 通 ]"])

    def name(self, path: list[str]) -> str:
        return f"{self.blank()}.{self.blank()}".join(self.key(key) for key in path)

    def key(self, key: str) -> str:
        written = format_key_path((key,))
        if written == key and self.maybe(0.8):
            return key
        if self.maybe() and re.fullmatch(r"[^'\x00-\x08\x0a-\x1f\x7f]*", key):
            return f"'{key}'"
        return written if written != key else f'"{key}"'

    def gap(self) -> str:
        return self.rng.choice(["", "", " ", "\n", "\n  # ] } , '\n", ' # "\n\t', "\n\n"])

    def value(self, value: Any) -> str:
        if isinstance(value, dict):
            pairs = [
                f"{self.blank()}{self.name(path)}{self.blank()}={self.blank()}{written}{self.blank()}"
                for key, inner in value.items()
                for path, written in self.assign([key], inner)
            ]
            return "{" + (",".join(pairs) or self.blank()) + "}"
        if isinstance(value, list):
            items = [self.gap() + self.value(item) + self.gap() for item in value]
            return "[" + ",".join(items) + ("," if items and self.maybe(0.3) else "") + self.gap() + "]"
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, int):
            return self.rng.choice([str(value), f"{value:_}", f"{value:+}", hex(value) if value >= 0 else str(value)])
        if isinstance(value, Decimal):
            return tomli_w.dumps({"v": value}).removeprefix("v = ").strip()
        if isinstance(value, datetime) and self.maybe():
            return value.isoformat(" ")
        return value.isoformat() if isinstance(value, date | time) else str(value)

    def text(self, text: str) -> str:
        ways = ['"' + self.escape(text) + '"']
        if re.fullmatch(r"[^'\x00-\x08\x0a-\x1f\x7f]*", text):
            ways.append(f"'{text}'")
        if re.fullmatch(r"[^\x00-\x08\x0b-\x1f\x7f]*", text):
            if "'''" not in text and not text.endswith("'"):
                ways.append("'''\n" + text + "'''")
            escaped = text.replace("\\", "\\\\").replace('"""', '""\\"')
            if not escaped.endswith('"') or not re.search('"{3,}$', escaped + '"'):
                ways.append('"""\n' + escaped + '"""')
                ways.append('"""\\\n   \n  ' + self.lead(escaped) + '"""')
        return self.rng.choice(ways)

    def lead(self, escaped: str) -> str:
        """Blanks at the beginning would be skipped after a backslash at the end of a line."""
        return f"\\u{ord(escaped[0]):04x}{escaped[1:]}" if escaped[:1] in (" ", "\t", "\n") else escaped

    def escape(self, text: str) -> str:
        return format_key_path(("\x00" + text,))[len('"\\u0000') : -1]


def walk(value: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Any]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in inside:
        yield (*path, key), inner
        yield from walk(inner, (*path, key))


def check_places(text: str, tables: dict[str, Any]) -> None:
    """Every key path has a place, and the text there is a header or means the value."""
    text = text.replace("\r\n", "\n")
    entries = index(text)
    values = dict(walk(tables))
    assert entries.keys() == values.keys()
    for path, value in values.items():
        entry = entries[path]
        key, written = text[entry.key_start : entry.key_end], text[entry.value_start : entry.value_end]
        assert bool(key) == isinstance(path[-1], str) or written.startswith("[[")
        if key and entry.value_start <= entry.key_start:
            assert isinstance(value, dict | list)
            assert key in written
            ((_, inner),) = walk_one(tomllib.loads(f"[{key}]"))
            assert inner == next(part for part in reversed(path) if isinstance(part, str))
        else:
            assert repr(tomllib.loads("v = " + written, parse_float=Decimal)["v"]) == repr(value)


def walk_one(tables: dict[str, Any]) -> list[tuple[int, str]]:
    """The innermost of tables that lie in one another, and how deep it is."""
    depth, name = 0, ""
    while tables:
        ((name, tables),) = tables.items()
        depth += 1
    return [(depth, name)]


@given(TABLES, st.booleans())
def test_places_in_what_tomli_w_writes(tables: dict[str, Any], multiline: bool) -> None:
    """Every key path of a written document has its place."""
    text = tomli_w.dumps(tables, multiline_strings=multiline)
    check_places(text, tomllib.loads(text, parse_float=Decimal))


@given(TABLES, st.randoms(use_true_random=False))
def test_places_in_any_layout(tables: dict[str, Any], rng: random.Random) -> None:
    """So it does with dotted keys, inline tables, all kinds of strings, comments, blanks and CR LF anywhere."""
    text = Writer(rng).document(tables)
    read = tomllib.loads(text, parse_float=Decimal)
    assert sorted_repr(read) == sorted_repr(tables)
    check_places(text, read)
    assert find_fault(text.replace("\r\n", "\n"), limit=MAX_DEPTH) is None


def sorted_repr(value: Any) -> str:
    """Like `repr`, with the keys of tables in order."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {sorted_repr(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(sorted_repr, value)) + "]"
    if isinstance(value, datetime) and value.tzinfo:
        return f"{value.isoformat()}"
    return repr(value)


@given(TABLES, st.randoms(use_true_random=False))
def test_line_ends_move_no_place(tables: dict[str, Any], rng: random.Random) -> None:
    """A document has the same lines and columns with LF and with CR LF."""
    text = Writer(rng).document(tables).replace("\r\n", "\n")
    lf, crlf = source_map(text), source_map(text.replace("\n", "\r\n"))
    for path, _ in walk(tables):
        assert lf.value(path) == crlf.value(path)
        assert lf.key(path) == crlf.key(path)
        assert lf.nearest((*path, "no such key"))[1] == lf.value(path)


@given(TABLES, st.randoms(use_true_random=False))
def test_depth_bounds_key_paths(tables: dict[str, Any], rng: random.Random) -> None:
    """No key path is longer than the levels allow: one more for its last part, and one for every header in an array."""
    text = Writer(rng).document(tables).replace("\r\n", "\n")
    padding = "# " + "[" * 40 + "\n"  # keeps the short cut for plain files out of the way
    least = next(limit for limit in range(100) if too_deep(padding + text, limit) is None)
    headers_in_arrays = text.count("[[")
    for path, _ in walk(tables):
        assert len(path) <= least + 1 + (least if headers_in_arrays else 0)
    assert least <= max((len(path) for path, _ in walk(tables)), default=0) + 1


# Anything else

SIGNS = (
    "''' [[ ]] true inf 1.5 0x1f 2024-02-31 2024-01-01 07:32 07:32:00 +01:00 \\u00e9 \\x41 \\e 通 😀 "
    "a= a=[1,~ a.b=1~ b={a=1}~ [a]~ [a.b]~ [[a]]~"
)
PIECES = st.sampled_from(
    [
        *"[]{}.,=#\"'\\\n\r\t -+_:01aTZex\x00\x7f\xa0\ufeff",
        "\r\n",
        '"""',
        *(sign.replace("~", "\n") for sign in SIGNS.split()),
    ]
)
SOUPS = st.lists(PIECES, max_size=40).map("".join)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A document with a few pieces put in, left out or replaced."""
    text = Writer(draw(st.randoms(use_true_random=False))).document(draw(TABLES))
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(text)))
        text = text[:start] + draw(PIECES | st.just("")) + text[start + draw(st.integers(0, 3)) :]
    return text


def check_read(data: bytes) -> None:
    """One document, or one error with a place inside the text, on the same side as tomllib."""
    document, found = read_bytes(data, "x.toml")
    errors = [each for each in found if each.code != "LR006"]
    assert len(errors) == (document is None)
    for error in errors:
        places = [error.location.span, *(location.span for location, _ in error.related)]
        text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", errors="replace").replace("\r\n", "\n").split("\n")
        for span in places:
            assert span is not None
            assert 1 <= span.start.line <= span.end.line <= len(text)
            assert 1 <= span.end.column <= len(text[span.end.line - 1]) + 1
            assert span.start <= span.end


def check_verdict(text: str) -> None:
    """We find a fault exactly where tomllib refuses, apart from numbers that we limit."""
    lines = text.replace("\r\n", "\n")
    if too_deep(lines, MAX_DEPTH) is not None:
        return
    fault = find_fault(lines, limit=MAX_DEPTH)
    try:
        tomllib.loads(text)
    except ValueError:
        assert fault is not None
    else:
        assert fault is None or "beyond the range" in fault.message


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    """Arbitrary bytes give a document or an error, never an exception."""
    check_read(data)
    check_read(b"\xef\xbb\xbf" + data)
    check_read(data.replace(b"\n", b"\r\n"))


@given(st.text(st.characters(codec="utf-8"), max_size=100))
def test_any_text(text: str) -> None:
    """So does arbitrary text, in any encoding."""
    check_read(text.encode())
    check_read(text.encode("utf-16"))
    check_read(text.encode("gb18030"))
    check_verdict(text)


@given(SOUPS)
def test_soup(text: str) -> None:
    """So do the signs of TOML in any order; a fault is found exactly where tomllib refuses the text."""
    check_read(text.encode())
    check_verdict(text)


@given(damaged())
def test_damaged_documents(text: str) -> None:
    """So do documents with small damage, which fail in the middle of things."""
    check_read(text.encode())
    check_verdict(text)


@given(SOUPS, st.integers(100, 1000))
def test_repeated_soup(text: str, times: int) -> None:
    """Nothing that repeats makes reading recurse without end."""
    check_read((text * times)[: 2**18].encode())
    check_read(("a = " + text * times)[: 2**18].encode())


@given(SOUPS | damaged())
def test_same_fault_with_either_line_end(text: str) -> None:
    """The error of a text does not depend on how its lines end; zero bytes, which are counted, are left out."""
    text = text.replace("\r", "").replace("\0", "")
    assert read_bytes(text.encode(), "x")[1] == read_bytes(text.replace("\n", "\r\n").encode(), "x")[1]
