"""What names of models say of themselves."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmreg.importing.spelled import family_of, line_of, said_by, short_count
from llmreg.quantities import StatedCount


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("acme-2.5-72b-instruct", {"version": "2.5", "variant": "instruct", "parameters.nominal": "72B"}),
        ("acme3-30b-a3b", {"version": "3", "parameters.nominal": "30B", "parameters.active": "3B"}),
        ("acme-0.5b-base", {"parameters.nominal": "0.5B", "variant": "base"}),
        ("acme-125m", {"parameters.nominal": "125M"}),
        ("acme-1t", {"parameters.nominal": "1T"}),
        ("acme-4-0613", {"version": "4", "snapshot": "0613"}),
        ("acme-4o-2024-08-06", {"snapshot": "2024-08-06"}),
        ("acme-20240806", {"snapshot": "20240806"}),
        ("acme-3-embed", {"version": "3", "variant": "embedding"}),
        ("acme-v2-it", {"version": "2", "variant": "instruct"}),
    ],
)
def test_a_name_says_version_snapshot_variant_and_sizes(name: str, said: dict[str, Any]) -> None:
    """In the words that makers use."""
    assert said_by(name, "acme") == said


@pytest.mark.parametrize(
    "name", ["acme", "acme-8x7b", "acme-7b-13b", "acme-chat-instruct", "acme-0613-2024", "acme-large", "acme-a3b"]
)
def test_what_can_be_read_in_two_ways_says_nothing(name: str) -> None:
    """Several sizes or variants or snapshots, experts, words without a number."""
    assert said_by(name, "acme") == {}


@pytest.mark.parametrize(
    ("name", "families", "family"),
    [
        ("acme-2-7b", ["acme"], "acme"),
        ("acme2-7b", ["acme"], "acme"),
        ("acme-coder-7b", ["acme", "acme-coder"], "acme-coder"),
        ("acmeist-7b", ["acme"], None),
        ("acme-10b", ["acme-1"], None),
        ("other-7b", ["acme"], None),
        ("acme", [], None),
    ],
)
def test_a_family_begins_the_name_up_to_the_end_of_a_word(name: str, families: list[str], family: str | None) -> None:
    """The longest one; a word or a number is not cut."""
    assert family_of(name, families) == family


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (405_000_000_000, "405B"),
        (2_400_000_000, "2.4B"),
        (125_000_000, "125M"),
        (1_000_000_000_000, "1T"),
        (7_241_732_096, 7_241_732_096),
        (999, 999),
    ],
)
def test_a_round_count_is_written_as_it_is_said(number: int, said: str | int) -> None:
    """Others are kept to the digit."""
    assert short_count(number) == said


@given(st.integers(1, 10**14))
def test_a_short_count_is_the_same_count(number: int) -> None:
    """Nothing is rounded away."""
    said = short_count(number)
    assert (int(StatedCount(said)) if isinstance(said, str) else said) == number


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("Acme Coder 2.5", "Acme Coder"),
        ("GPT-4 (June 2023)", "GPT"),
        ("Acme Instruct", "Acme"),
        ("2bert", "2bert"),
        ("Acme", "Acme"),
    ],
)
def test_a_line_of_models_is_named_by_the_words_before_the_numbers(name: str, line: str) -> None:
    """For a family that the registry lacks; a name that begins with a number is its own."""
    assert line_of(name) == line
