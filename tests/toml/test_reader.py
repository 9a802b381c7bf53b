"""Reading a file: tables, or one error in our own words at the place where the fault is."""

from __future__ import annotations

import re
import time
import tomllib
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest

from llmreg.diagnostics import Diagnostic, Severity
from llmreg.source import Position, Span
from llmreg.toml import reader
from llmreg.toml._syntax import too_deep
from llmreg.toml.reader import MAX_BYTES, MAX_DEPTH, read_bytes, source_map, too_large

SUITE = Path(__file__).parents[3] / "shared" / "data" / "toml-test"
needs_suite = pytest.mark.skipif(not SUITE.is_dir(), reason="the TOML test suite is not beside the repository")
DECODED = ("LR002", "LR003", "LR005", "LR110")


def suite_files(kind: str, version: str = "1.0.0") -> list[str]:
    """The valid or invalid documents of a version of TOML."""
    if not SUITE.is_dir():
        return []
    names = (SUITE / f"files-toml-{version}").read_text(encoding="utf-8").split()
    return [name for name in names if name.startswith(kind + "/") and name.endswith(".toml")]


def only_error(data: bytes) -> Diagnostic:
    """The one error of a file that cannot be read."""
    document, found = read_bytes(data, "x.toml")
    assert document is None
    errors = [each for each in found if each.severity is Severity.ERROR]
    assert len(errors) == 1
    assert [each.code for each in found if each not in errors] in ([], ["LR006"])
    return errors[0]


def assert_inside(data: bytes, span: Span | None) -> None:
    """The span lies inside the text, at most at its very end."""
    text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", errors="replace").replace("\r\n", "\n")
    lines = text.split("\n")
    assert span is not None
    assert span.start <= span.end
    for place in (span.start, span.end):
        assert 1 <= place.line <= len(lines)
        assert 1 <= place.column <= len(lines[place.line - 1]) + 1


# The TOML test suite


@needs_suite
@pytest.mark.parametrize("name", suite_files("valid"))
def test_valid_documents(name: str) -> None:
    """Every valid document of TOML 1.0 is read as tomllib reads it; at most a byte order mark is remarked on."""
    data = (SUITE / name).read_bytes()
    document, found = read_bytes(data, name)
    assert document is not None
    assert [each.code for each in found] == (["LR006"] if data.startswith(b"\xef\xbb\xbf") else [])
    assert repr(document.tables) == repr(
        tomllib.loads(data.decode().removeprefix("\ufeff"), parse_float=Decimal)
    )  # NaN is not equal to itself


@needs_suite
@pytest.mark.parametrize("name", suite_files("invalid"))
def test_invalid_documents(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every invalid document of TOML 1.0 has exactly one error, inside the text, that we can explain ourselves."""
    monkeypatch.setattr(reader, "_unexplained", None)
    data = (SUITE / name).read_bytes()
    error = only_error(data)
    assert error.code in (*DECODED, "LR004")
    assert_inside(data, error.location.span)
    for location, label in error.related:
        assert_inside(data, location.span)
        assert label


@needs_suite
def test_how_many_invalid_documents_there_are_of_each_kind() -> None:
    """The 499 invalid documents of the suite (commit d168c2a) fall into these kinds."""
    counts = Counter(only_error((SUITE / name).read_bytes()).code for name in suite_files("invalid"))
    assert counts == {"LR002": 386, "LR003": 63, "LR110": 30, "LR004": 11, "LR005": 9}


@needs_suite
@pytest.mark.parametrize("name", sorted(set(suite_files("valid", "1.1.0")) - set(suite_files("valid"))))
def test_documents_of_toml_1_1(name: str) -> None:
    """A document that only TOML 1.1 allows is told to be one, unless TOML 1.0 allows it as well."""
    data = (SUITE / name).read_bytes()
    document, found = read_bytes(data, name)
    assert (document is not None) == (not found)
    if document is None:
        assert [each.code for each in found] == ["LR005"]
        assert_inside(data, found[0].location.span)


# Places and words. `<<...>>` marks the place of the error, `((...))` a related one.

FAULTS = [
    # A value is missing or not a value.
    ("name <<=>>\nfamily = 1", "LR002", "expected a value after `=`"),
    ("name <<=>> # a\n", "LR002", "expected a value after `=`"),
    ("name = <<Qwen 72B Chat>> # a", "LR002", "`Qwen 72B Chat` is not a value"),
    ("a = <<True>>", "LR002", "`True` is not a value"),
    ("a = [1, <<null>>]", "LR002", "`null` is not a value"),
    ("a = <<“>>b”", "LR002", "`“` is not a quote of TOML"),
    ("a = <<007>>", "LR002", "`007` is not a number"),
    ("a = <<72B>>", "LR002", "`72B` is not a number"),
    ("a = <<1.>>", "LR002", "`1.` is not a number"),
    ("a = [0, <<1__0>>]", "LR002", "`1__0` is not a number"),
    ("a = <<1e9999>>", "LR002", "`1e9999` is beyond the range of a number"),
    ("a = <<-1e-999999999999999999999999>>", "LR002", "`-1e-999999999999999999999999` is beyond the range of a number"),
    ("a = <<2024-06>>", "LR002", "`2024-06` is not a date"),
    ("a = <<2024-06-01T1:00>>", "LR002", "`2024-06-01T1:00` is not a date or time"),
    ("a = 1<<,>>000", "LR002", "expected the end of the line after a value, found `,`"),
    ("a = <<1·>>", "LR002", "`1·` is not a number"),
    # Keys.
    ("a = 1 <<b>> = 2", "LR002", "expected a line break before `b`"),
    ("<<key>>\n", "LR002", "expected `=` and a value after the key `key`"),
    ("key<<:>> 1", "LR002", "expected `=` after the key `key`, found `:`"),
    ("native <<name>> = 1", "LR002", "expected `=` after the key `native`, found `name`"),
    ("<<模型>> = 1", "LR002", "the key `模型` needs quotes"),
    ("<<Qwen/Qwen-72B>> = 1", "LR002", "the key `Qwen/Qwen-72B` needs quotes"),
    ("<<=>> 1", "LR002", "expected a key, found `=`"),
    ("a.<<=>> 1", "LR002", "expected a key after `.`, found `=`"),
    ("a<<.>>\n", "LR002", "expected a key after `.`, found the end of the line"),
    ('<<">>a = 1', "LR002", "string is not closed"),
    ('<<""">>a""" = 1', "LR002", "a key cannot be a text of several lines"),
    # Headers.
    ("<<[models>>\nid = 1", "LR002", "table header is not closed"),
    ("[[models<<]>>\n", "LR002", "expected `]]` at the end of the table header"),
    ("<<[]>>", "LR002", "expected a name in the table header"),
    ("<<[>>", "LR002", "expected a name in the table header, found the end of the file"),
    ("[a <<b>>]", "LR002", "expected `.` or `]` in the table header, found `b`"),
    ("[a] <<b>>", "LR002", "expected the end of the line after a table header, found `b`"),
    ("[a]<<]>>", "LR002", "expected the end of the line after a table header, found `]`"),
    # Strings.
    ('name = <<">>Qwen\nfamily = "qwen"', "LR002", "string is not closed"),
    ("name = <<'>>Qwen", "LR002", "string is not closed"),
    ('a = 1\ntext = <<""">>\nb = 2\n[c]\n', "LR002", "string is not closed"),
    ("text = <<'''>>\nb = ''\n", "LR002", "string is not closed"),
    ('path = <<">>C:\\\\x\\"\nb = 1', "LR002", "string is not closed"),
    ('path = "C:<<\\p>>"', "LR002", "`\\p` is not an escape"),
    ('a = "<<\\u>>12"', "LR002", "expected 4 hexadecimal digits after `\\u`"),
    ('a = "<<\\ud800>>"', "LR002", "`\\ud800` is not a character"),
    ('a = "he said "<<hi>>" to me"', "LR002", "expected the end of the line after a string, found `hi`"),
    ('a = """x"""""<<">>', "LR002", 'expected the end of the line after a string, found `"`'),
    ('a = "\tb<<\x00>>"', "LR002", "control character U+0000 in a string"),
    ("# a<<\x7f>>", "LR002", "control character U+007F in a comment"),
    ("a = 1\n<<\ufeff>>b = 2", "LR002", "character U+FEFF, which cannot be seen, stands outside a string"),
    ("a =<<\xa0>>1", "LR002", "character U+00A0, which cannot be seen, stands outside a string"),
    ("a = 1<<\r>>b = 2", "LR002", "character U+000D, which cannot be seen, stands outside a string"),
    # Arrays and inline tables.
    ("tags = <<[>>1, 2\n((b)) = 3\n", "LR002", "array is not closed"),
    ("tags = <<[>>\n  'a',\n\n  ((b.c)) = 3\n", "LR002", "array is not closed"),
    ("tags = <<[>>'a',\n(([models.limits]))\nx = 1\n", "LR002", "array is not closed"),
    ("tags = [[1, 2],\n  <<[>>3,\n  (([[models]]))\n", "LR002", "array is not closed"),
    ("tags = <<[>>[1, 2],\n# nothing\n", "LR002", "array is not closed"),
    ("tags = [\n  [1]\n  <<[>>2]\n]", "LR002", "expected `,` or `]` after a value of the array, found `[`"),
    ("tags = ['a' <<'>>b']", "LR002", "expected `,` or `]` after a value of the array, found `'`"),
    ("tags = [1,<<,>> 2]", "LR002", "expected a value in the array, found `,`"),
    ("t = <<{>>a = 1\n((b)) = 2\n", "LR002", "inline table is not closed"),
    ("t = <<{>> a = 1,\n(([b]))\n", "LR002", "inline table is not closed"),
    ("t = <<{>>a = [1]", "LR002", "inline table is not closed"),
    ("t = {\n  a = 1\n  <<b>> = 2\n}", "LR002", "expected `,` or `}` after a value of the inline table, found `b`"),
    ("t = {a = 1, <<,>>}", "LR002", "expected a key, found `,`"),
    ("t = {a = 1<<]>>", "LR002", "expected `,` or `}` after a value of the inline table, found `]`"),
    # Set twice.
    ("((context)) = 1\nb = 2\n<<context>> = 3", "LR003", "`context` is set twice"),
    ("((a)) = 1\n<<'a'>> = 3", "LR003", "`a` is set twice"),
    ("[((a.b))]\nx = 1\n[ <<a.b>> ]", "LR003", "table `a.b` is defined twice"),
    ("[[m]]\n((id)) = 1\n<<id>> = 1\n", "LR003", "`m[0].id` is set twice"),
    ("[[m]]\nid = 1\n[[m]]\nid = 1\n[((m.x))]\n[<<m.x>>]\n", "LR003", "table `m[1].x` is defined twice"),
    ("((a)).b = 1\n[<<a>>]", "LR003", "`a` is set twice, as dotted keys and as a table"),
    ("((a)) = 1\n<<a>>.b = 2", "LR003", "`a` is set twice, as a value and as dotted keys"),
    ("[((a.b))]\n[a]\n<<b>>.c = 2", "LR003", "`a.b` is set twice, as a table and as dotted keys"),
    ("((a)) = {b = 1}\n[<<a>>.c]", "LR003", "`a` is set twice, as an inline table and as a table"),
    ("((a)) = [{b = 1}]\n[[<<a>>]]", "LR003", "`a` is set twice, as an array and as an array of tables"),
    ("[((a))]\n[[<<a>>]]", "LR003", "`a` is set twice, as a table and as an array of tables"),
    ("[a]\nx = 1\n[[((a.b))]]\n[<<a.b>>]", "LR003", "`a.b` is set twice, as an array of tables and as a table"),
    ("t = {((a)) = 1, <<a>> = 2}", "LR003", "`t.a` is set twice"),
    # TOML 1.1.
    ("t = <<{>>\n  a = 1\n}", "LR005", "newline in an inline table needs TOML 1.1"),
    ("t = {a = 1<<,>> }", "LR005", "comma before `}` needs TOML 1.1"),
    ("a = <<07:32>>", "LR005", "time without seconds needs TOML 1.1"),
    ("a = [<<2024-06-01 07:32>>Z]", "LR005", "time without seconds needs TOML 1.1"),
    ('a = "<<\\e>>[0m"', "LR005", "the escape `\\e` needs TOML 1.1"),
    ('"<<\\x41>>" = 1', "LR005", "the escape `\\x` needs TOML 1.1"),
    ("t = {a = 1,}\nb = <<x>>", "LR002", "`x` is not a value"),
    ("((t)) = {a = 1,}\n<<t>> = 2", "LR003", "`t` is set twice"),
    # Days and times.
    ("a = <<2025-02-31>>", "LR110", "2025-02-31 is not a day of the calendar"),
    ("a = [<<2025-13-01T00:00:00Z>>]", "LR110", "2025-13-01 is not a day of the calendar"),
    ("a = <<2025-01-01 24:00:00>> # b", "LR110", "24:00:00 is not a time of the day"),
    ("a = <<0000-01-01>>", "LR110", "0000-01-01 is not a day of the calendar"),
    ("a = <<2025-01-01T00:00:00+24:00>>", "LR110", "+24:00 is not a difference to UTC"),
]


@pytest.mark.parametrize(("marked", "code", "message"), FAULTS)
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_faults(marked: str, code: str, message: str, end: str) -> None:
    """Each fault is found where it is, in words that say what was expected, with either line end."""
    plain = re.sub(r"<<|>>|\(\(|\)\)", "", marked)
    error = only_error(plain.replace("\n", end).encode())
    assert (error.code, error.message) == (code, message)
    offsets = {mark: len(re.sub(r"<<|>>|\(\(|\)\)", "", marked[: marked.index(mark)])) for mark in ("<<", ">>")}
    places = source_map(plain)
    assert error.location.span == places.span(offsets["<<"], offsets[">>"])
    related = [location.span for location, _ in error.related]
    assert len(related) == marked.count("((")
    if related:
        opened, closed = (len(re.sub(r"<<|>>|\(\(|\)\)", "", marked[: marked.index(mark)])) for mark in ("((", "))"))
        assert related == [places.span(opened, closed)]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("a = 1,000", "group the digits of a number with `_`"),
        ("a = 1,\nb = 2", "between lines there is no comma"),
        ("a = True", "write `true`"),
        ("a = None", "leave the key out"),
        ("a = 72B", "put text in quotes"),
        ("a = 2024-06", '`"2024-06"`'),
        ("a = 0X1F", "in lower case"),
        ("a = .5", "between two digits"),
        ("a = 'it's'", "double quotes"),
        ('a = "C:\\Users"', "single quotes"),
        ('a = "C:\\data"', "single quotes"),
        ('a = "C:\\"', "the backslash before the last quote"),
        ('a = "b\nc"', 'a text of several lines stands between `"""`'),
        ("[a\n", "add `]` after the name"),
        ("[a]]", "nothing is open here; remove `]`"),
        ("a b = 1", "in quotes"),
        ("a = {b = 1}\na.c = 2", "nothing can be added to an inline table"),
        ("a = []\n[[a]]", "every table under `[[a]]`"),
        ("a = 07:32", "add `:00`"),
    ],
)
def test_hints(text: str, hint: str) -> None:
    """Where one can tell what was meant, the hint says what to write."""
    assert hint in (only_error(text.encode()).hint or "")


def test_words_are_ours() -> None:
    """No message begins with a capital, ends with a full stop, says `invalid`, or is what tomllib says."""
    for marked, _, _ in FAULTS:
        plain = re.sub(r"<<|>>|\(\(|\)\)", "", marked)
        error = only_error(plain.encode())
        for words in (error.message, error.hint or "x"):
            assert words[0] == words[0].lower() or words.startswith("TOML")
            assert not words.endswith(".")
            assert "invalid" not in words.lower()
        assert error.message.lower() not in refusal(plain).lower()


def refusal(text: str) -> str:
    """What tomllib says of a text that it refuses."""
    try:
        tomllib.loads(text)
    except ValueError as error:
        return str(error)
    return ""


def test_the_key_path_of_a_fault() -> None:
    """A fault inside a value says of which."""
    assert only_error(b"[[m]]\n[[m]]\nx = {a.b = [1, y]}").location.path == ("m", 1, "x", "a", "b", 1)
    assert only_error(b"[[m]]\n[m.x]\na = 1\na = 2").location.path == ("m", 0, "x", "a")


def test_several_places_of_toml_1_1_are_counted() -> None:
    """The first place that needs TOML 1.1 is shown, and how many there are."""
    error = only_error(b"a = {b = 1,}\nc = 07:32\n")
    assert error.location.span == Span(Position(1, 11), Position(1, 12))
    assert error.notes == ("2 places in this file need TOML 1.1",)


def test_a_newer_tomllib_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where tomllib reads TOML 1.1, what needs it is refused all the same."""
    monkeypatch.setattr(reader, "_TOMLLIB_IS_NEWER", True)
    monkeypatch.setattr(reader, "tomllib", SimpleNamespace(loads=lambda *_, **__: {}))
    for text in (b"a = {b = 1,}", b"a = {\n}", b'a = "\\e"', b"a = 07:32", b"a = 2024-01-01T07:32Z"):
        assert only_error(text).code == "LR005"
    for text in (b"a = {b = 1}", b'a = "\\\\e"', b"a = 07:32:00"):
        assert read_bytes(text, "x.toml")[0] is not None


def test_what_only_tomllib_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Should tomllib ever refuse what we cannot explain, its place is taken from its words."""

    def refuse(message: str) -> None:
        def loads(*_: object, **__: object) -> None:
            raise ValueError(message)

        monkeypatch.setattr(reader, "tomllib", SimpleNamespace(loads=loads))

    refuse("Oh (at line 2, column 3)")
    error = only_error(b"a = 1\r\nb = 2\r\n")
    assert (error.code, error.location.span) == ("LR002", Span(Position(2, 3), Position(2, 3)))
    refuse("Oh (at end of document)")
    assert only_error(b"a = 1").location.span == Span(Position(1, 6), Position(1, 6))


# Encodings


def test_byte_order_mark() -> None:
    """A byte order mark is warned of and stripped; columns count without it."""
    document, found = read_bytes(b"\xef\xbb\xbfa = 1\r\n", "x.toml")
    assert document is not None
    assert (document.tables, document.text) == ({"a": 1}, "a = 1\r\n")
    assert [(each.code, each.severity, str(each.location)) for each in found] == [
        ("LR006", Severity.WARNING, "x.toml:1:1")
    ]
    assert document.source_map.value(("a",)) == Span(Position(1, 5), Position(1, 6))


def test_only_one_byte_order_mark_is_stripped() -> None:
    """A second one is an error, beside the warning."""
    document, found = read_bytes(b"\xef\xbb\xbf\xef\xbb\xbfa = 1", "x.toml")
    assert document is None
    assert [each.code for each in found] == ["LR006", "LR002"]


@pytest.mark.parametrize(
    ("data", "place", "hint"),
    [
        ('a = 1\nname = "Acmé"'.encode("latin-1"), "2:12", "Latin-1 or Windows-1252"),
        ('a = 1\r\n\r\nname = "Acme“"'.encode("cp1252"), "3:13", "Windows-1252"),
        ('# 通义千问\nname = "通义"'.encode("gb18030"), "1:4", "GB18030"),  # 通 happens to be UTF-8, too
        ('name = "a"'.encode("utf-16"), "1:1", "UTF-16"),
        ('name = "a"'.encode("utf-32"), "1:1", "UTF-32"),
        ('name = "é"'.encode("utf-16-le"), "1:17", "UTF-16"),
        ('# 通义千问\nname = "通义千问é"'.encode().replace("é".encode(), b"\xe9"), "2:13", "retype the character"),
        (b"\xef\xbb\xbfa\xa0", "1:2", "Latin-1 or Windows-1252"),
    ],
    ids=[
        "latin-1",
        "windows-1252",
        "gb18030",
        "utf-16",
        "utf-32",
        "utf-16-le",
        "one bad byte",
        "after a byte order mark",
    ],
)
def test_other_encodings(data: bytes, place: str, hint: str) -> None:
    """Bytes that are no UTF-8 are shown at their place, with the encoding that they are probably in."""
    error = only_error(data)
    line, column = map(int, place.split(":"))
    assert error.code == "LR004"
    assert error.location.span == Span(Position(line, column), Position(line, column + 1))
    assert f"at {place})" in error.message
    assert hint in (error.hint or "")


def test_the_message_names_the_byte() -> None:
    """The message says which byte, and where."""
    assert only_error(b"a = 1\nb = '\xa0'").message == "file is not UTF-8 (byte 0xA0 at 2:6)"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le"])
def test_utf16_without_a_mark(encoding: str) -> None:
    """ASCII in UTF-16 is UTF-8 with zero bytes, and is still known for what it is."""
    error = only_error('name = "a"\n'.encode(encoding))
    assert error.code == "LR004"
    assert error.message == f"file is not UTF-8 but {encoding[:6].upper()}"


def test_a_zero_byte() -> None:
    """A single zero byte is a control character like others."""
    assert only_error(b"a = 1\0").location.span == Span(Position(1, 6), Position(1, 7))


# Limits


def test_two_carriage_returns() -> None:
    """One carriage return before a line feed belongs to it; a second one does not."""
    assert only_error(b"a = 1\r\r\n").location.span == Span(Position(1, 6), Position(1, 7))


def test_size() -> None:
    """A file of 1 MiB is read; one byte more is not, whatever is in it."""
    filled = b"a = 1\n#" + b"x" * (MAX_BYTES - 7)
    assert read_bytes(filled, "x.toml")[0] is not None
    error = only_error(filled + b"x")
    assert (error.code, error.location.span) == ("LR007", None)
    assert error.message == "file is 1,048,577 bytes; the limit is 1,048,576 (1 MiB)"
    assert only_error(b"\xff" * 2 * MAX_BYTES).message == "file is 2.0 MiB; the limit is 1 MiB"
    assert too_large(int(3.2 * MAX_BYTES), "x.toml").message == "file is 3.2 MiB; the limit is 1 MiB"


NESTED: dict[str, Callable[[int], str]] = {
    "arrays": lambda n: "a = " + "[" * n + "]" * n,
    "inline tables": lambda n: "a = " + "{a = " * (n - 1) + "{}" + "}" * (n - 1),
    "dotted key": lambda n: "a." * n + "a = 1",
    "header": lambda n: "[" + ".".join("a" * n) + "]",
    "array of tables": lambda n: "[[" + ".".join("a" * (n - 1)) + "]]",
    "all of it": lambda n: "[a.b]\nc.d = [{e.f = 'x.y.z', g = [1.5]}, " + "[" * (n - 4) + "]" * (n - 4) + "]",
}


@pytest.mark.parametrize("kind", NESTED)
def test_depth(kind: str) -> None:
    """32 levels are read; 33, and 10,000, are refused at the level that is one too many."""
    make = NESTED[kind]
    document, found = read_bytes(make(MAX_DEPTH).encode(), "x.toml")
    assert document is not None
    assert found == []
    places = set()
    for levels in (MAX_DEPTH + 1, 10_000):
        error = only_error(make(levels).encode())
        assert (error.code, error.message) == ("LR007", "nesting is deeper than 32 levels")
        places.add(error.location.span)
    assert len(places) == 1


@pytest.mark.parametrize(
    "text",
    [
        "[" * MAX_BYTES,
        "a = " + "[" * (MAX_BYTES - 4),
        "{" * MAX_BYTES,
        "a = " + "{a=" * 300_000,
        "a." * 500_000,
        "a = [{b = " * 9000,
    ],
    ids=lambda text: text[:10],
)
def test_a_file_of_brackets(text: str) -> None:
    """1 MiB of opening brackets is refused at once."""
    start = time.process_time()
    assert only_error(text.encode()).code == "LR007"
    assert time.process_time() - start < 5


def test_two_megabytes_of_brackets() -> None:
    """More than the limit is not even looked at."""
    assert only_error(b"[" * 2_000_000).message == "file is 1.9 MiB; the limit is 1 MiB"


@pytest.mark.parametrize(
    "text",
    [
        "a = '" + "[" * 100 + "'",
        'a = "\\"' + "{" * 100 + '"',
        'a = """\n' + "[\n" * 100 + '\\""""""',
        "a = '''" + "[" * 100 + "'''''",
        "# " + "[" * 100,
        "a = 1 # '" + "[" * 100,
        "'" + "." * 100 + "' = 1",
        "a = [\n" + "1.5, # [\n" * 100 + "]",
        "[[a.b]]\n" * 100,
        "a.b = [{}, {}]\n[c.d]\ne.f = {}\n".replace("a", "x") + "".join(f"[y{n}]\nz.z = [[1.5]]\n" for n in range(50)),
    ],
)
def test_brackets_that_do_not_nest(text: str) -> None:
    """Brackets in strings and comments, dots in numbers, and what was closed do not count."""
    assert too_deep(text, MAX_DEPTH) is None
    assert read_bytes(text.encode(), "x.toml")[1] == []


def test_an_earlier_fault_comes_before_depth() -> None:
    """Arrays that nest only because none was closed are told as that."""
    error = only_error(b"a = [1\n" * 40)
    assert (error.message, str(error.location)) == ("array is not closed", "x.toml:1:5")


@pytest.mark.parametrize(
    "digits", ["9" * 5000, "-" + "9" * 5000, "0x" + "f" * 5000, "0b" + "1" * 1001, "1_" * 1000 + "1"]
)
def test_endless_integers(digits: str) -> None:
    """An integer of more than 1,000 digits is refused in every notation, though tomllib may read it."""
    error = only_error(f"a = {digits}".encode())
    assert error.code == "LR002"
    assert "the limit is 1,000" in error.message


def test_many_digits_elsewhere() -> None:
    """1,000 digits are read, and a longer run in a string is no number."""
    document, found = read_bytes(("a = " + "9" * 1000 + "\nb = '" + "f" * 5000 + "'").encode(), "x.toml")
    assert document is not None
    assert found == []


def test_a_line_of_ten_thousand_characters() -> None:
    """The place of a fault far out on a line is exact."""
    text = "a = ['" + "通" * 10_000 + "', x]"
    assert only_error(text.encode()).location.span == Span(Position(1, 10_010), Position(1, 10_011))


def test_values() -> None:
    """Floats are exact decimals; the source map of a document is made once, for its own text."""
    document, found = read_bytes(b"price = 0.10\r\nn = 1\r\n", "x.toml")
    assert document is not None
    assert found == []
    assert document.tables == {"price": Decimal("0.10"), "n": 1}
    assert str(document.tables["price"]) == "0.10"
    assert document.source_map is document.source_map
    assert document.source_map.value(("n",)) == Span(Position(2, 5), Position(2, 6))
