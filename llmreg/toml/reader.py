"""From the bytes of a file to tables, or to one diagnostic that says what is wrong and where.

The values are tomllib's, with `Decimal` for floats. Files are untrusted: size and nesting are limited before
anything is parsed. What tomllib refuses is explained by `_syntax`, so that words and places are the same on
every version of Python.
"""

from __future__ import annotations

import re
import tomllib
from functools import cached_property
from typing import Any

import attrs

from llmreg.diagnostics import Diagnostic, Severity
from llmreg.source import Location, SourceMap
from llmreg.toml._faults import Fault
from llmreg.toml._positions import index
from llmreg.toml._scalars import MAX_DIGITS, exact_number
from llmreg.toml._syntax import find_fault, too_deep

__all__ = ["MAX_BYTES", "MAX_DEPTH", "Document", "read_bytes", "source_map", "too_large"]

MAX_BYTES = 2**20
"""The largest file that is read: 1 MiB."""

MAX_DEPTH = 32
"""How many levels of tables and arrays may lie inside one another."""

_BOM = b"\xef\xbb\xbf"
_MANY_DIGITS = re.compile(rf"(?<![0-9A-Fa-f_])[0-9A-Fa-f_]{{{MAX_DIGITS + 1}}}")
_MAYBE_NEWER = re.compile(r"\{|\\[ex]|:[0-9]{2}(?![:0-9])")


@attrs.frozen
class Document:
    """A file that could be read."""

    tables: dict[str, Any]
    """What tomllib read; floats are `Decimal`."""
    text: str
    """The text, without a byte order mark, with the line ends of the file."""

    @cached_property
    def source_map(self) -> SourceMap:
        """Where everything is written; made on first use."""
        return source_map(self.text)


def source_map(text: str) -> SourceMap:
    """The places of a TOML text that `read_bytes` accepts."""
    return SourceMap(text, index)


def read_bytes(data: bytes, file: str) -> tuple[Document | None, list[Diagnostic]]:
    """Read a TOML 1.0 file.

    Gives either a document, perhaps with a warning, or exactly one error. Never raises for bad data.

    Args:
        data: the file; one that is larger than `MAX_BYTES` is not read.
        file: its name as shown to the user.
    """
    if len(data) > MAX_BYTES:
        return None, [too_large(len(data), file)]
    warnings: list[Diagnostic] = []
    if data.startswith(_BOM):
        data = data[len(_BOM) :]
        warnings.append(_byte_order_mark(data.decode("utf-8", errors="replace"), file))
    text = _decode(data, file)
    read = _parse(text, file) if isinstance(text, str) else text
    return (read, warnings) if isinstance(read, Document) else (None, [*warnings, read])


def too_large(size: int, file: str) -> Diagnostic:
    """The diagnostic for a file of `size` bytes, more than `MAX_BYTES`."""
    limit = f"{MAX_BYTES / 2**20:.0f} MiB"
    shown = f"{size / 2**20:.1f} MiB"
    if size < MAX_BYTES * 1.1:
        limit, shown = f"{MAX_BYTES:,} ({limit})", f"{size:,} bytes"
    return _error("LR007", f"file is {shown}; the limit is {limit}", Location(file), hint="split it")


def _decode(data: bytes, file: str) -> str | Diagnostic:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(data, error.start, file)
    if "\0" in text and (encoding := _zero_pattern(data)):
        return _error("LR004", f"file is not UTF-8 but {encoding}", _beginning(text, file), hint="save it as UTF-8")
    return text


def _parse(text: str, file: str) -> Document | Diagnostic:
    lines = text.replace("\r\n", "\n")
    if too_deep(lines, MAX_DEPTH) is not None:
        fault = find_fault(lines, limit=MAX_DEPTH)
        return _diagnostic(fault or _unexplained("", lines), text, file)
    try:
        tables = tomllib.loads(text, parse_float=exact_number)  # not `lines`: CR CR LF would turn into a line end
    except ValueError as error:  # what int() and exact_number() raise, too
        fault = find_fault(lines, limit=MAX_DEPTH)
        return _diagnostic(fault or _unexplained(str(error), lines), text, file)
    if _may_be_too_much(lines):
        fault = find_fault(lines, limit=MAX_DEPTH)
        if fault is not None:
            return _diagnostic(fault, text, file)
    return Document(tables, text)


def _error(code: str, message: str, location: Location, *, hint: str | None = None) -> Diagnostic:
    return Diagnostic(code=code, severity=Severity.ERROR, message=message, location=location, hint=hint)


def _beginning(text: str, file: str) -> Location:
    return Location(file, (), source_map(text).nearest(())[1])


def _byte_order_mark(text: str, file: str) -> Diagnostic:
    return Diagnostic(
        code="LR006",
        severity=Severity.WARNING,
        message="file starts with a byte order mark",
        location=_beginning(text, file),
        hint="save it as UTF-8 without a byte order mark",
    )


def _diagnostic(fault: Fault, text: str, file: str) -> Diagnostic:
    places = source_map(text)
    return Diagnostic(
        code=fault.code,
        severity=Severity.ERROR,
        message=fault.message,
        location=Location(file, fault.path, places.span(fault.start, fault.end)),
        related=tuple(
            (Location(file, fault.path, places.span(start, end)), label) for start, end, label in fault.related
        ),
        notes=fault.notes,
        hint=fault.hint,
    )


def _may_be_too_much(text: str) -> bool:
    """Whether tomllib may have accepted what we do not: TOML 1.1 on newer versions of Python, endless integers."""
    if len(text) > MAX_DIGITS and _MANY_DIGITS.search(text):
        return True
    return _TOMLLIB_IS_NEWER and _MAYBE_NEWER.search(text) is not None


def _is_newer() -> bool:
    try:
        tomllib.loads("a = { b = 1, }")
    except tomllib.TOMLDecodeError:
        return False
    return True


_TOMLLIB_IS_NEWER = _is_newer()


def _unexplained(message: str, text: str) -> Fault:
    """For a text that only tomllib refuses: where it stopped. No text is known that needs this."""
    end = len(text)
    found = re.search(r"\(at line (\d+), column (\d+)\)$", message)
    if found:
        starts = [0, *(line.end() for line in re.finditer("\n", text))]
        end = min(starts[min(int(found[1]), len(starts)) - 1] + int(found[2]) - 1, end)
    return Fault(code="LR002", message="expected TOML 1.0 here", start=end, end=end)


# Other encodings


def _not_utf8(data: bytes, start: int, file: str) -> Diagnostic:
    before = data[:start].decode("utf-8")
    places = source_map(before)
    place = places.position(len(before.replace("\r\n", "\n")))
    span = attrs.evolve(places.span(0, 0), start=place, end=attrs.evolve(place, column=place.column + 1))
    message = f"file is not UTF-8 (byte 0x{data[start]:02X} at {place})"
    return _error("LR004", message, Location(file, (), span), hint=_encoding_hint(data))


def _encoding_hint(data: bytes) -> str:
    encoding = _likely_encoding(data)
    if encoding is None:
        return "retype the character; the rest of the file is UTF-8"
    return f"it looks like {encoding}; save it as UTF-8"


def _likely_encoding(data: bytes) -> str | None:
    """The encoding that bytes are probably in; `None` where they are UTF-8 apart from single errors."""
    if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return "UTF-32"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    if encoding := _zero_pattern(data):
        return encoding
    decoded = data.decode("utf-8", errors="replace")
    broken = decoded.count("\ufffd")
    if sum(not char.isascii() for char in decoded) > 2 * broken:
        return None
    if _is_chinese(data):
        return "GB18030"
    return "Windows-1252" if re.search(rb"[\x80-\x9f]", data) else "Latin-1 or Windows-1252"


def _zero_pattern(data: bytes) -> str | None:
    """UTF-16 or UTF-32 by where zero bytes stand: at most characters, in the same half."""
    head = data[:4096]
    even, odd = head[::2].count(0), head[1::2].count(0)
    share = (even + odd) / max(len(head), 1)
    if even + odd < 2 or max(even, odd) < 0.25 * len(head) or share > 0.8:
        return None
    return "UTF-32" if share > 0.6 else "UTF-16"


def _is_chinese(data: bytes) -> bool:
    """Whether all of it is GB18030 and nearly all that is not ASCII are common Chinese characters."""
    try:
        decoded = data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    foreign = [char for char in decoded if not char.isascii()]
    common = sum(
        "\u4e00" <= char <= "\u9fff" or "\u3000" <= char <= "\u303f" or "\uff00" <= char <= "\uffef" for char in foreign
    )
    pairs = len(re.findall(rb"[\xa1-\xf7][\xa1-\xfe]", data))
    return bool(foreign) and min(common, pairs) >= 0.9 * len(foreign)
