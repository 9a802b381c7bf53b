"""Ids have one spelling, and a wrong one is told with what is strange in it and what was probably meant."""

from __future__ import annotations

import subprocess
import sys
from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmreg.identifiers import canonicalize_id, foreign_characters, is_canonical_id, suggest


@pytest.mark.parametrize("text", ["a", "0", "qwen1.5-72b-chat", "01-ai", "a_b", "a--b", "a..b", "gpt-4o"])
def test_canonical_ids(text: str) -> None:
    assert is_canonical_id(text)
    assert canonicalize_id(text) == text


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("Qwen-72B", "qwen-72b"),
        ("qwen 72b", "qwen-72b"),
        ("-a", "a"),
        ("a.", "a"),
        ("_a_", "a"),
        ("a/b", "a-b"),
        ("a\n", "a"),
        ("a:free", "a-free"),
        ("通义千问", ""),
        ("", ""),
        ("...", ""),
        ("Ünïcode", "n-code"),
    ],
)
def test_other_spellings_and_what_comes_nearest(text: str, better: str) -> None:
    assert not is_canonical_id(text)
    assert canonicalize_id(text) == better


@given(st.text())
def test_the_nearest_spelling_is_canonical_or_empty(text: str) -> None:
    better = canonicalize_id(text)
    assert better == "" or is_canonical_id(better)
    assert canonicalize_id(better) == better
    assert not is_canonical_id(text) or better == text


def test_foreign_characters_are_named_once_in_their_order() -> None:
    assert foreign_characters("acme") == ()
    assert foreign_characters("\u0430cm\u0435\u0430") == (
        "U+0430 CYRILLIC SMALL LETTER A",
        "U+0435 CYRILLIC SMALL LETTER IE",
    )
    assert foreign_characters("a\u200b\U000f0000") == ("U+200B ZERO WIDTH SPACE", "U+F0000 unnamed character")


def test_suggestions_are_the_most_similar_first() -> None:
    known = ["alibaba", "openai", "mistral"]
    assert suggest("alibab", known) == ("alibaba",)
    assert suggest("OpenAI ", known, count=3) == ("openai",)
    assert suggest("zzz", known) == ()
    assert suggest("", known) == ()
    assert suggest("mistral", []) == ()
    assert suggest("abcd", ["abcx", "abcd", "abxx"], count=2) == ("abcd", "abcx")


def test_ties_go_in_the_order_of_the_alphabet() -> None:
    assert suggest("abcx", ["abcc", "abcb", "abca"], count=2) == ("abca", "abcb")
    assert suggest("abcx", ["abcc", "abcb", "abca"]) == ("abca",)


def test_names_that_differ_by_case_are_suggested_once_as_spelt() -> None:
    assert suggest("qwen", ["qwen", "Qwen"], count=3) == ("Qwen",)
    assert suggest("QWEN-72", ["Qwen-72B"]) == ("Qwen-72B",)


def test_fewer_than_six_tenths_in_common_is_no_suggestion() -> None:
    assert suggest("abcdef", ["abcxyz"]) == ()
    assert suggest("abcde", ["abcxy"]) == ("abcxy",)


@given(st.text("abc-1", min_size=1, max_size=6), st.lists(st.text("abc-1", max_size=6), max_size=8), st.integers(1, 4))
def test_suggestions_are_those_of_difflib_but_for_the_order_of_ties(name: str, known: list[str], count: int) -> None:
    def ratio(candidate: str) -> float:
        return SequenceMatcher(a=candidate, b=name).ratio()

    expected = sorted(
        (candidate for candidate in set(known) if ratio(candidate) >= 0.6), key=lambda each: (-ratio(each), each)
    )
    assert suggest(name, known, count=count) == tuple(expected[:count])


def test_a_name_of_a_million_letters_costs_no_time() -> None:
    assert suggest("a" * 10**6, ["abc"] * 10) == ()


def test_suggestions_do_not_depend_on_the_order_of_a_set() -> None:
    script = (
        "from llmreg.identifiers import suggest\nprint(suggest('acme-x', {f'acme-{c}' for c in 'gfedcba'}, count=3))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": str(seed)},
        ).stdout
        for seed in (0, 1, 2)
    }
    assert outputs == {"('acme-a', 'acme-b', 'acme-c')\n"}
