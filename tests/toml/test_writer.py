"""What is written reads back as the same tables."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest

from llmreg.toml.reader import read_bytes
from llmreg.toml.writer import write


def read(text: str) -> Any:
    document, diagnostics = read_bytes(text.encode(), "x.toml")
    assert diagnostics == []
    assert document is not None
    return document.tables


@pytest.mark.parametrize(
    "value",
    [
        True,
        0,
        -5,
        2**62,
        "",
        "a",
        'say "hi"',
        "it's",
        "a\nb\tc\x00\x1f\x7f\\",
        "通义千问 😀",
        Decimal("0.10"),
        Decimal("3.1E+23"),
        Decimal("1E-7"),
        Decimal(1),
        Decimal("inf"),
        date(2024, 6, 13),
        date(1, 1, 1),
        time(12, 30, 1, 500),
        datetime(2024, 6, 13, 12, tzinfo=UTC),
        [],
        [1, "a", [True]],
        {},
        [{}],
        [{"a": 1}, {"b": {"c": []}}],
        [{"a": 1}, 2],
        {"a": {"b": {"c": 1}}},
    ],
    ids=repr,
)
def test_a_value_reads_back_as_it_is(value: Any) -> None:
    for tables in ({"key": value}, {"a key": {"": value}}, {"list": [{"key": value}]}, {"x": {"k.e.y": [[value]]}}):
        assert read(write(tables)) == tables
    assert type(read(write({"key": value}))["key"]) is type(value)


def test_decimals_are_written_digit_by_digit() -> None:
    assert write({"amount": Decimal("0.10")}) == "amount = 0.10\n"
    assert read(write({"amount": Decimal("0.1000000000000000055511151231257827")}))["amount"] == Decimal(
        "0.1000000000000000055511151231257827"
    )


def test_an_integer_of_a_thousand_digits_is_written() -> None:
    assert read(write({"a": 10**999})) == {"a": 10**999}


def test_keys_stay_in_order_but_values_come_before_tables() -> None:
    text = write({"b": 1, "table": {"x": 1}, "a": 2})
    assert text == "b = 1\na = 2\n\n[table]\nx = 1\n"
    assert list(tomllib.loads(text)) == ["b", "a", "table"]


def test_the_same_tables_give_the_same_text() -> None:
    tables = {"models": [{"id": "a", "sources": {"card": {"url": "https://a.b"}}}]}
    assert write(tables) == write(tables) == write(read(write(tables)))


def test_nothing_is_an_empty_text() -> None:
    assert write({}) == ""
