"""What the formats share: reading their files, and turning their spellings into TOML's."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Context, Decimal
from pathlib import Path
from typing import Any

from llmreg.errors import ImportSourceError, MissingExtraError
from llmreg.importing.entry import Entry, Host, Place, Rejected

__all__ = [
    "attempt",
    "dated",
    "exact",
    "json_lines",
    "key_lines",
    "parse_json",
    "read_json",
    "read_text",
    "read_yaml",
    "without_nothing",
]

Found = Entry | Host | Rejected

_DATE = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?(?:T.*)?")
_KEY = re.compile(r'^\s*"((?:[^"\\]|\\.)*)"\s*:\s*\{', re.MULTILINE)
_MOST_DIGITS = 40
"""A number with more digits before or behind the point is a slip, and would be written out in full."""


def attempt(read: Callable[..., Found | Iterable[Found | None] | None], place: Place, *arguments: Any) -> list[Found]:
    """What a format makes of a row; a row of another shape than the format has is rejected, and the others go on."""
    if _has_half_character(arguments):
        return [Rejected(place, "the row has half of a character: an unpaired surrogate")]
    try:
        found = read(place, *arguments)
        several = [found] if found is None or isinstance(found, Found) else found
        return [each for each in several if each is not None]
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        return [Rejected(place, f"the row does not have the shape of this format: {error}")]


def _has_half_character(value: Any) -> bool:
    """Whether a text in it cannot be written as UTF-8; JSON can spell such."""
    if isinstance(value, str):
        return not value.isascii() and any("\ud800" <= char <= "\udfff" for char in value)
    if isinstance(value, Mapping):
        return any(_has_half_character(key) or _has_half_character(inner) for key, inner in value.items())
    return isinstance(value, list | tuple) and any(map(_has_half_character, value))


def read_text(file: Path) -> str:
    """The text of a file.

    Raises:
        ImportSourceError: it cannot be read.
    """
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ImportSourceError(f"cannot read {file}: {error}") from None


def read_json(file: Path) -> Any:
    """A JSON file, with exact decimals.

    Raises:
        ImportSourceError: it cannot be read or is no JSON.
    """
    return parse_json(read_text(file), file)


def parse_json(text: str, where: object) -> Any:
    """A JSON text, with exact decimals.

    Raises:
        ImportSourceError: it is no JSON.
    """
    try:
        return json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise ImportSourceError(f"{where} is no JSON: {error}") from None


def json_lines(file: Path) -> Iterator[tuple[Place, dict[str, Any] | str]]:
    """The objects of a file of JSON lines with their places; a text that says what is wrong with the line instead."""
    for number, line in enumerate(read_text(file).split("\n"), start=1):  # a string may hold what else ends lines
        if not line.strip():
            continue
        place = Place(file.name, number)
        try:
            row = json.loads(line, parse_float=Decimal)
        except (ValueError, RecursionError) as error:
            yield place, f"the line is no JSON: {error}"
            continue
        yield place, row if isinstance(row, dict) else "the line is no object"


def read_yaml(text: str, where: object, *, typed: bool = True) -> Any:
    """A YAML text.

    Args:
        text: the text.
        where: what to call it in an error.
        typed: make numbers, dates and truth values; else all scalars stay text, and `no` stays Norwegian.

    Raises:
        ImportSourceError: it is no YAML.
        MissingExtraError: PyYAML is not installed.
    """
    try:
        import yaml
    except ImportError:
        raise MissingExtraError("import", "PyYAML", "read YAML") from None
    try:
        return yaml.load(text, yaml.SafeLoader if typed else yaml.BaseLoader)  # noqa: S506  (both make plain values only)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ImportSourceError(f"{where} is no YAML: {error}") from None


def key_lines(text: str) -> dict[str, int]:
    """The line on which each key of a JSON object with objects as values first stands, from 1."""
    lines: dict[str, int] = {}
    number, last = 1, 0
    for match in _KEY.finditer(text):
        number += text.count("\n", last, match.start(1))
        last = match.start(1)
        lines.setdefault(json.loads(f'"{match[1]}"'), number)
    return lines


def dated(text: Any) -> date | str | None:
    """A date as TOML has it: a day, or `"2024-06"` or `"2024"` where that is all; `None` where it is no date."""
    if isinstance(text, date):
        return date(text.year, text.month, text.day)
    said = str(text or "").strip()
    if re.fullmatch("[0-9]{4}", said):
        return said
    match = _DATE.fullmatch(said)
    if match is None:
        return None
    if match[3] is None:
        return f"{match[1]}-{match[2]}"
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def exact(number: Any) -> Decimal | None:
    """A number from 0 as a decimal without an exponent or needless zeros; `None` where it is none."""
    if isinstance(number, bool) or not isinstance(number, int | float | Decimal):
        return None
    value = Decimal(str(number))
    if not value.is_finite() or value < 0 or abs(value.adjusted()) > _MOST_DIGITS:
        return None
    plain = f"{value if value == value.to_integral_value() else without_noise(value):f}"
    return Decimal(plain.rstrip("0").rstrip(".") if "." in plain else plain)


_TRUE_DIGITS = Context(prec=10)


def without_noise(number: Decimal) -> Decimal:
    """A number with ten significant digits: what binary fractions add behind them, as in 0.27999999999999997, nobody has said."""
    return _TRUE_DIGITS.plus(number).normalize()


def without_nothing(table: Mapping[str, Any]) -> dict[str, Any]:
    """The keys that have a value: not `None`, not empty."""
    return {key: value for key, value in table.items() if value is not None and value not in ([], {}, "")}
