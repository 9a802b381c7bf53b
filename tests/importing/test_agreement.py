"""Two sources agree where one of them rounds, and only there."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmreg.importing.agreement import agree, count


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("parameters.total", "7B", 6_738_415_616),
        ("parameters.total", 72_287_920_128, "72B"),
        ("parameters.total", "72B", 72_000_000_000),
        ("parameters.total", "70B", "72B"),
        ("training.tokens", "15T", 15_000_000_000_000),
        ("context.window", 131_072, 128_000),
        ("context.window", 1_048_576, 1_000_000),
        ("limits.output", 8_192, 8_000),
        ("released", date(2024, 5, 17), "2024-05"),
        ("released", "2024", date(2024, 5, 17)),
        ("knowledge_cutoff", "2023-12", "2023-12"),
        ("retired", date(2025, 6, 1), "2025-06"),
        ("languages", {"tags": ["en"], "trained": ["fr"]}, {"tags": ["fr", "en"], "complete": False}),
        ("modalities.input", ["text", "image"], ["image", "text"]),
        ("license", "MIT", "MIT"),
        ("training.compute", Decimal("3.1e23"), Decimal(310000000000000000000000)),
    ],
)
def test_what_one_source_says_less_exactly_agrees(path: str, old: Any, new: Any) -> None:
    """A maker's 7B, a month for a day, K as 1,000, another order."""
    assert agree(path, old, new)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("parameters.total", "7B", "8B"),
        ("parameters.total", "7B", 7_600_000_000),
        ("parameters.total", 65_000_000_000, "70B"),
        ("parameters.total", "7B", "70B"),
        ("context.window", 32_768, 40_960),
        ("context.window", 128_000, True),
        ("context.window", 4_096, 8_192),
        ("released", date(2024, 5, 17), date(2024, 5, 18)),
        ("released", date(2024, 5, 17), "2024-06"),
        ("released", "2024-05", "no date"),
        ("languages", {"tags": ["en"]}, {"tags": ["en", "fr"]}),
        ("languages", {"tags": ["en"]}, "en"),
        ("modalities.input", ["text"], ["text", "image"]),
        ("license", "MIT", "Apache-2.0"),
        ("weights", "open", "gated"),
    ],
)
def test_what_is_more_than_rounding_differs(path: str, old: Any, new: Any) -> None:
    """Another digit, another month, one more language."""
    assert not agree(path, old, new)


@pytest.mark.parametrize("value", ["many", [7], None, {"total": 7}])
def test_what_is_no_count_agrees_with_none(value: Any) -> None:
    """It is refused for what it is, later; here it must not stop the import."""
    assert not agree("parameters.total", 7_000_000_000, value)


def test_a_count_is_an_integer_or_a_stated_size() -> None:
    """Both as TOML writes them."""
    assert (count(5), count("1.8B")) == (5, 1_800_000_000)
    with pytest.raises(ValueError, match="many"):
        count("many")


@given(st.integers(1, 10**13), st.integers(1, 10**13))
def test_agreement_has_no_direction(one: int, other: int) -> None:
    """Who was first does not matter."""
    for path in ("parameters.total", "context.window"):
        assert agree(path, one, other) == agree(path, other, one)


@given(st.integers(10**6, 10**13), st.integers(2, 4))
def test_a_count_agrees_with_itself_rounded(number: int, digits: int) -> None:
    """To two digits or more."""
    unit = 10 ** (len(str(number)) - digits)
    assert agree("parameters.total", number, round(number / unit) * unit)
