"""Whatever stands in a registry, `check` gives a report, and its places lie inside the texts."""

from __future__ import annotations

import copy
import tempfile
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import llmreg
from llmreg import Location, Report
from llmreg.rules import RULES
from llmreg.source import KeyPath
from llmreg.toml.writer import write
from tests.full import FULL
from tests.property.strategies import KEYS, TODAY, documents, share, toml_values, write_files

TABLES = {name: tomllib.loads(text, parse_float=Decimal) for name, text in FULL.items()}


def nodes(value: Any, path: KeyPath = ()) -> Iterator[KeyPath]:
    """The path of everything inside a document."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in inside:
        yield (*path, key)
        yield from nodes(inner, (*path, key))


NODES = [(name, path) for name, tables in TABLES.items() for path in nodes(tables)]


def at(tables: Any, path: KeyPath) -> Any:
    for key in path:
        tables = tables[key]
    return tables


OTHERS = st.sampled_from(NODES).map(lambda place: copy.deepcopy(at(TABLES[place[0]], place[1])))
"""What stands elsewhere in the same registry: right there, and most often wrong here."""


def report_on(files: dict[str, str | bytes]) -> Report:
    with tempfile.TemporaryDirectory() as folder:
        root = write_files(Path(folder) / "r", files)
        report = llmreg.check(root, as_of=TODAY)
        shown = f"{root.as_posix()}/"
    for found in report:
        assert found.code in RULES
        assert found.message
        assert "\n" not in found.message
        for place in (found.location, *(place for place, _ in found.related)):
            assert_inside(place, files, shown)
    assert list(report) == sorted(report, key=lambda found: found.sort_key)
    return report


def assert_inside(place: Location, files: dict[str, str | bytes], shown: str) -> None:
    """A place has a text around it, and its excerpt is the line there."""
    if place.span is None:
        return
    content = files[place.file.removeprefix(shown)]
    text = content if isinstance(content, str) else content.decode(errors="replace").removeprefix("\ufeff")
    lines = text.replace("\r\n", "\n").split("\n")
    start, end = place.span.start, place.span.end
    assert start <= end
    assert 1 <= start.line <= end.line <= len(lines)
    assert 1 <= start.column <= len(lines[start.line - 1]) + 1
    assert 1 <= end.column <= len(lines[end.line - 1]) + 1
    assert place.excerpt == lines[start.line - 1]


def test_the_registry_that_is_to_be_broken_is_whole() -> None:
    assert {found.code for found in report_on(dict(FULL))} == {"LR114"}


@settings(max_examples=share(0.5))
@given(st.lists(documents(), min_size=1, max_size=3).map(dict))
def test_any_document_and_any_bytes_may_lie_anywhere(strange: dict[str, bytes]) -> None:
    report_on({**FULL, **strange})


def broken(name: str, path: KeyPath, change: str, key: str, value: Any) -> dict[str, str | bytes]:
    tables = copy.deepcopy(TABLES[name])
    *above, last = path
    around = at(tables, tuple(above))
    if change == "remove":
        del around[last]
    elif change == "rename" and isinstance(around, dict):
        around[key] = around.pop(last)
    else:
        around[last] = value
    return {**FULL, name: write(tables)}


@settings(max_examples=share(1.5))
@given(
    st.sampled_from(NODES), st.sampled_from(["replace", "replace", "remove", "rename"]), KEYS, toml_values(4) | OTHERS
)
def test_one_wrong_node_is_reported_in_its_place(place: tuple[str, KeyPath], change: str, key: str, value: Any) -> None:
    report_on(broken(*place, change, key, value))


@pytest.mark.parametrize("value", [0, "", [], {}, True, Decimal("1.5")], ids=repr)
def test_every_node_may_be_any_kind_of_nothing(value: Any) -> None:
    """A quick walk over all of them, a few at a time, so that a thorough run is not needed to reach each."""
    for start in range(8):
        files: dict[str, str | bytes] = dict(FULL)
        for name, tables in TABLES.items():
            changed = copy.deepcopy(tables)
            for path in list(nodes(tables))[start::8]:
                try:
                    at(changed, path[:-1])[path[-1]] = copy.deepcopy(value)
                except (KeyError, TypeError, IndexError):
                    continue  # what is around it was changed before
            files[name] = write(changed)
        report_on(files)


def test_a_size_of_four_hundred_digits_in_a_name_is_no_crash() -> None:
    text = FULL["models/acme/acme-2.toml"].replace('"Acme 2 8x7B Chat"', f'"Acme {"9" * 400}B"')
    report_on({**FULL, "models/acme/acme-2.toml": text})
