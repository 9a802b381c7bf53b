"""The places of key paths, and `SourceMap`, which gives them out."""

from __future__ import annotations

import time
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from llmreg.source import Entry, KeyPath, Location, Position, Span, format_key_path
from llmreg.toml._positions import index
from llmreg.toml.reader import source_map

SUITE = Path(__file__).parents[3] / "shared" / "data" / "toml-test"
needs_suite = pytest.mark.skipif(not SUITE.is_dir(), reason="the TOML test suite is not beside the repository")


def valid_files() -> list[str]:
    """The valid documents of TOML 1.0."""
    if not SUITE.is_dir():
        return []
    names = (SUITE / "files-toml-1.0.0").read_text(encoding="utf-8").split()
    return [name for name in names if name.startswith("valid/") and name.endswith(".toml")]


def walk(value: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Any]]:
    """Every key path of what tomllib read, and its value."""
    inside: Iterator[tuple[str | int, Any]] = iter(())
    if isinstance(value, dict):
        inside = iter(value.items())
    elif isinstance(value, list):
        inside = iter(enumerate(value))
    for key, inner in inside:
        yield (*path, key), inner
        yield from walk(inner, (*path, key))


def same(one: Any, other: Any) -> bool:
    """Whether two values are of one type and equal; NaN equals NaN."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, Decimal) and one.is_nan():
        return bool(other.is_nan())
    return bool(one == other)


def names_of(tables: dict[str, Any]) -> list[str]:
    """The names of tables that lie inside one another: `["a", "b"]` for `{"a": {"b": {}}}`."""
    names = []
    while tables:
        ((name, tables),) = tables.items()
        names.append(name)
    return names


def check_entry(text: str, path: KeyPath, value: Any, entry: Entry) -> None:
    """The text at the place of a key path means that key and that value."""
    key = text[entry.key_start : entry.key_end]
    written = text[entry.value_start : entry.value_end]
    keys = [part for part in path if isinstance(part, str)]
    if key:
        names = names_of(tomllib.loads(f"[{key}]"))
        assert names == keys[-len(names) :]
    else:
        assert isinstance(path[-1], int)
    if key and entry.value_start <= entry.key_start:  # a header, or a table that is only implied
        assert isinstance(value, dict | list)
        assert key in written
        assert written == key or written.startswith("[")
    else:
        assert same(tomllib.loads("v = " + written, parse_float=Decimal)["v"], value)


@needs_suite
@pytest.mark.parametrize("name", valid_files())
def test_toml_test_suite(name: str) -> None:
    """Every key path of every valid document has a place, no other has, and what stands there means the value."""
    text = (SUITE / name).read_bytes().decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
    tables = tomllib.loads(text, parse_float=Decimal)
    entries = index(text)
    values = dict(walk(tables))
    assert entries.keys() == values.keys()
    for path, value in values.items():
        check_entry(text, path, value, entries[path])


PLACES = '''\
# registry/models/alibaba/qwen1.5.toml  = "no"
family   = "qwen"  # [not.a.table]
"native name" = '通义千问' # 通义 = 1
context.window.tokens = 32_768
context.output = 0x2000
released = 1979-05-27 07:32:00Z
text = """
a = 1
[b] \\""" "" """""
raw = \'\'\'
x = '' ' #
\'\'\'
tags = [ "a,]", # "b"
  [1.5,[]],
  { k . 'l m' = [ {} ], n = "}" } , ]

[ models . "a.b" . c ] # here
id = 1
[models]
x.y.z = 2
[[ runs ]]
n = 1
[[runs.steps]]
[[runs.steps]]
s = true
[runs.steps.in]
[[runs]]
'''


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        (("family",), "family", '"qwen"'),
        (("native name",), '"native name"', "'通义千问'"),
        (("context",), "context", "context"),
        (("context", "window"), "context.window", "context.window"),
        (("context", "window", "tokens"), "context.window.tokens", "32_768"),
        (("context", "output"), "context.output", "0x2000"),
        (("released",), "released", "1979-05-27 07:32:00Z"),
        (("text",), "text", '"""\na = 1\n[b] \\""" "" """""'),
        (("raw",), "raw", "'''\nx = '' ' #\n'''"),
        (("tags", 0), "", '"a,]"'),
        (("tags", 1), "", "[1.5,[]]"),
        (("tags", 1, 0), "", "1.5"),
        (("tags", 1, 1), "", "[]"),
        (("tags", 2), "", "{ k . 'l m' = [ {} ], n = \"}\" }"),
        (("tags", 2, "k"), "k", "k"),
        (("tags", 2, "k", "l m"), "k . 'l m'", "[ {} ]"),
        (("tags", 2, "k", "l m", 0), "", "{}"),
        (("tags", 2, "n"), "n", '"}"'),
        (("models",), "models", "[models]"),
        (("models", "a.b"), 'models . "a.b"', 'models . "a.b"'),
        (("models", "a.b", "c"), 'models . "a.b" . c', '[ models . "a.b" . c ]'),
        (("models", "x"), "x", "x"),
        (("models", "x", "y", "z"), "x.y.z", "2"),
        (("runs",), "runs", "[[ runs ]]"),
        (("runs", 0), "runs", "[[ runs ]]"),
        (("runs", 0, "steps", 1), "runs.steps", "[[runs.steps]]"),
        (("runs", 0, "steps", 1, "s"), "s", "true"),
        (("runs", 0, "steps", 1, "in"), "runs.steps.in", "[runs.steps.in]"),
        (("runs", 1), "runs", "[[runs]]"),
    ],
    ids=lambda value: format_key_path(value) if isinstance(value, tuple) else "",
)
def test_places(path: KeyPath, key: str, value: str) -> None:
    """Keys, values, headers, dotted and implied tables, items and strings of all kinds stand where they are written."""
    entry = index(PLACES)[path]
    assert PLACES[entry.key_start : entry.key_end] == key
    assert PLACES[entry.value_start : entry.value_end] == value


def test_places_are_complete() -> None:
    """The sample above has a place for every key path, and for nothing else."""
    assert index(PLACES).keys() == dict(walk(tomllib.loads(PLACES))).keys()


def test_second_table_of_an_array_has_its_own_place() -> None:
    """Later headers of an array of tables do not move the place of earlier ones."""
    text = "[[a]]\n[[a]]\n[a.b]\n"
    entries = index(text)
    assert [entries[path].value_start for path in [("a",), ("a", 0), ("a", 1), ("a", 1, "b")]] == [0, 0, 6, 12]


def test_deep_nesting_needs_no_recursion() -> None:
    """Arrays and inline tables may lie in one another two thousand deep."""
    arrays = "a = " + "[" * 2000 + "]" * 2000
    assert len(index(arrays)) == 2000
    tables = "a = " + "{a = " * 2000 + "1" + "}" * 2000
    assert len(index(tables)) == 2001


@pytest.mark.parametrize(
    "text",
    [
        "a = [" + "'x', " * 40_000 + "]",
        "a = '" + "x" * 200_000 + "'",
        "a = {" + ", ".join(f"k{n} = [{n}]" for n in range(15_000)) + "}",
    ],
    ids=["array", "string", "inline table"],
)
def test_a_long_line_takes_linear_time(text: str) -> None:
    """200,000 characters on one line take a fraction of a second; quadratic time would take minutes."""
    start = time.process_time()
    index(text)
    assert time.process_time() - start < 5


def test_text_that_is_not_toml() -> None:
    """Places are for text that can be read; of other text the first thing that does not fit is named."""
    with pytest.raises(ValueError, match="not TOML at offset 4"):
        index("a = ]")


def span(line: int, column: int, end_line: int, end_column: int) -> Span:
    return Span(Position(line, column), Position(end_line, end_column))


def test_columns_count_code_points() -> None:
    """Every Chinese character, and every character outside the basic plane, is one column."""
    places = source_map('name = "通义千问" # 通\nx = { 名 = 1 }\n'.replace("名", '"名😀"'))
    assert places.value(("name",)) == span(1, 8, 1, 14)
    assert places.key(("x", "名😀")) == span(2, 7, 2, 11)


def test_carriage_returns_move_nothing() -> None:
    """Lines that end with CR LF have the lines and columns of the same lines with LF alone."""
    crlf, lf = source_map(PLACES.replace("\n", "\r\n")), source_map(PLACES)
    for path in index(PLACES):
        assert crlf.value(path) == lf.value(path)
        assert crlf.key(path) == lf.key(path)
    assert crlf.line(2) == lf.line(2) == 'family   = "qwen"  # [not.a.table]'


def test_only_line_feeds_end_lines() -> None:
    """Other characters that Python or an editor may take for a line end do not count."""
    places = source_map('a = "\u2028\x85"\nb = 1')
    assert places.value(("b",)) == span(2, 5, 2, 6)
    assert places.line(1) == 'a = "\u2028\x85"'


def test_a_value_of_several_lines() -> None:
    """The span of a string or array of several lines ends on the last of them."""
    assert source_map("a = [\n 1,\n]\n").value(("a",)) == span(1, 5, 3, 2)


def test_items_have_no_key() -> None:
    """An item of an array has a value and no key; an unknown path has neither."""
    places = source_map("a = [1]")
    assert places.value(("a", 0)) == span(1, 6, 1, 7)
    assert places.key(("a", 0)) is None
    assert places.value(("b",)) is None
    assert places.key(("b",)) is None


@pytest.mark.parametrize(
    ("path", "found", "where"),
    [
        (("models", 0, "id"), ("models", 0), span(2, 1, 2, 11)),
        (("models", 0, "limits", "x", "y"), ("models", 0, "limits"), span(3, 10, 3, 19)),
        (("models", 7, "id"), ("models",), span(2, 1, 2, 11)),
        (("vendor",), (), span(1, 1, 1, 2)),
        ((), (), span(1, 1, 1, 2)),
        (("models", 0, "limits", "a"), ("models", 0, "limits", "a"), span(3, 16, 3, 17)),
    ],
)
def test_nearest(path: KeyPath, found: KeyPath, where: Span) -> None:
    """A missing key is looked for at the header or the braces of its table, at last at the first character."""
    assert source_map("# x\n[[models]]\nlimits = { a = 1 }\n").nearest(path)[0] == found
    assert source_map("a = 1\n[[models]]\nlimits = { a = 1 }\n").nearest(path) == (found, where)


@pytest.mark.parametrize("text", ["", "\n", "\r\na = 1"])
def test_the_root_of_an_empty_first_line(text: str) -> None:
    """Where the first line is empty, the place of the root is empty too."""
    assert source_map(text).nearest(("b",)) == ((), span(1, 1, 1, 1))


def test_lines() -> None:
    """Lines count from 1 and come without their end; there is an empty one after the last line feed."""
    places = source_map("a = 1\r\n\r\n  b = 2\n")
    assert [places.line(number) for number in range(6)] == ["", "a = 1", "", "  b = 2", "", ""]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ((), ""),
        (("models", 2, "sources", "hub", "url"), "models[2].sources.hub.url"),
        (("a b", "ö", "", "x-1_2"), '"a b"."ö"."".x-1_2'),
        (('say "hi"\\', "tab\t\x7f"), '"say \\"hi\\"\\\\"."tab\\u0009\\u007F"'),
        ((0, 1, "a"), "[0][1].a"),
    ],
)
def test_format_key_path(path: KeyPath, text: str) -> None:
    """A key path is written as in TOML, with keys in quotes where they are not bare."""
    assert format_key_path(path) == text


@pytest.mark.parametrize("key", ["a.b", "é", "", "\n", '"', "\\", "\x00", "a b", "1"])
def test_a_formatted_key_can_be_read(key: str) -> None:
    """tomllib reads back the key that was formatted."""
    assert tomllib.loads(format_key_path((key,)) + " = 1") == {key: 1}


def test_location_text() -> None:
    """A location is shown with line and column, else with its key path, else by its file alone."""
    assert str(Location("a/b.toml", ("x", 0), span(3, 7, 3, 9))) == "a/b.toml:3:7"
    assert str(Location("a/b.toml", ("x", 0))) == "a/b.toml: x[0]"
    assert str(Location("a/b.toml")) == "a/b.toml"
