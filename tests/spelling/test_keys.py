"""Which spellings are the same, and which only look alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmreg.spelling.keys import comparison_key, fold, put_points_back, squash, tokens, without_date


@pytest.mark.parametrize(
    "spellings",
    [
        ("claude-opus-4.5", "Claude Opus 4.5", "claude-opus-4-5", "claude_opus_4p5", "CLAUDE-OPUS4-5"),
        ("gpt-4o-2024-08-06", "gpt-4o-20240806", "gpt_4o_2024.08.06"),
        ("qwen2.5-7b-instruct", "Qwen-2.5-7B-Instruct", "qwen2p5-7b-instruct", "qwen2-5-7b-instruct"),
        ("qwen3-0.6b", "Qwen3-0p6B"),
        ("command-r-plus", "Command R+"),
    ],
    ids=lambda spellings: spellings[0],
)
def test_spellings_that_differ_in_separators_have_one_key(spellings: tuple[str, ...]) -> None:
    assert len({comparison_key(fold(each)) for each in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("command-r", "command-r+"),
        ("qwen2-7b", "qwen-2.7b"),
        ("qwen-1.8b", "qwen1-8b"),
        ("llama-2-7b", "llama-27b"),
        ("gpt-4", "gpt-4*"),
        ("gpt-4", "gpt-4!"),
        ("qwen3-32b", "qwen3-3-2b"),
        ("o1", "o-11"),
        ("gpt-4o", "gpt-4о"),
        ("qwen2.5-7b", "qwen2.5-7b-2507"),
    ],
)
def test_names_of_other_models_have_other_keys(one: str, other: str) -> None:
    """The last letter of the second `gpt-4o` is Cyrillic."""
    assert comparison_key(fold(one)) != comparison_key(fold(other))


@given(st.text())
def test_a_key_is_a_key_of_itself_but_for_what_it_spells_out(text: str) -> None:
    key = comparison_key(fold(text))
    assert comparison_key(key) == key


@given(st.text())
def test_any_text_has_a_key_and_case_of_ascii_does_not_matter(text: str) -> None:
    upper = "".join(char.upper() if char.isascii() else char for char in text)
    assert comparison_key(fold(text)) == comparison_key(fold(upper))


def test_a_kelvin_sign_is_no_k() -> None:
    assert fold("\N{KELVIN SIGN}imi") != fold("Kimi")
    assert fold("  GPT-4 ") == "gpt-4"


def test_a_namespace_is_squashed() -> None:
    assert squash("Z-AI") == squash("z.ai") == "zai"


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("gpt-35-turbo", "gpt-3.5-turbo"),
        ("glm47", "glm-4.7"),
        ("qwen25-coder-7b", "qwen2.5-coder-7b"),
        ("qwen-1-8b-chat", "qwen-1.8b-chat"),
        ("llama-v3p1-8b", "llama-3.1-8b"),
    ],
)
def test_a_lost_point_is_put_back(name: str, meant: str) -> None:
    assert comparison_key(meant) in {"-".join(words) for words, _ in put_points_back(tokens(name))}


@pytest.mark.parametrize("name", ["llama-27b", "qwen-72b", "gpt-4-0613", "command-r-08", "qwen3-235b-a22b"])
def test_sizes_and_dates_have_no_point_to_put_back(name: str) -> None:
    assert list(put_points_back(tokens(name))) == []


def test_a_date_is_taken_out() -> None:
    assert without_date(tokens("gpt-4o-mini-2024-07-18")) == (["gpt", "4", "o", "mini"], "2024-07-18")
    assert without_date(tokens("gpt-4-0613")) is None
    assert without_date(tokens("2024-07-18")) is None
    assert without_date(tokens("a-2024-07-18-b-2024-07-19")) is None
    assert without_date(tokens("a-2024-13-18")) is None
