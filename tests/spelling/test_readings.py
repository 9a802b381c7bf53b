"""What is left away around a name, in which order, and what never is."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmreg.spelling.keys import squash
from llmreg.spelling.readings import LONGEST, iter_readings
from llmreg.spelling.tables import HOSTS, MIRRORS, OWNERS


def last(name: str) -> str:
    return list(iter_readings(name, HOSTS, OWNERS))[-1].text


def dropped(name: str) -> list[str]:
    return [piece.text for piece in list(iter_readings(name, HOSTS, OWNERS))[-1].dropped]


@pytest.mark.parametrize(
    ("name", "left", "away"),
    [
        ("Qwen/Qwen2.5-7B-Instruct-GPTQ-Int4", "Qwen/Qwen2.5-7B-Instruct", ["Int4", "GPTQ"]),
        ("Qwen/Qwen2.5-7B-Instruct-AWQ", "Qwen/Qwen2.5-7B-Instruct", ["AWQ"]),
        ("qwen2.5:7b-instruct-q4_K_M", "qwen2.5:7b-instruct", ["q4_K_M"]),
        ("https://huggingface.co/Qwen/Qwen3-8B", "Qwen/Qwen3-8B", ["https://huggingface.co"]),
        ("hf.co/bartowski/Qwen3-8B-GGUF:Q4_K_M", "bartowski/Qwen3-8B", ["hf.co", "Q4_K_M", "GGUF"]),
        ("qwen2.5-7b-instruct-q8_0.gguf", "qwen2.5-7b-instruct", ["gguf", "q8_0"]),
        ("RedHatAI/Qwen3-8B-quantized.w4a16", "RedHatAI/Qwen3-8B", ["w4a16", "quantized"]),
        ("mlx-community/Qwen3-8B-4bit-DWQ", "mlx-community/Qwen3-8B", ["DWQ", "4bit"]),
        ("unsloth/Qwen3-8B-unsloth-bnb-4bit", "unsloth/Qwen3-8B", ["4bit", "bnb", "unsloth"]),
        ("openrouter/qwen/qwen3-8b:free", "qwen/qwen3-8b", ["openrouter", "free"]),
        ("us.anthropic.claude-sonnet-4-20250514-v1:0", "anthropic.claude-sonnet-4-20250514", ["us", "v1:0"]),
        ("bedrock/eu-west-1/qwen.qwen3-32b-v1:0", "qwen.qwen3-32b", ["bedrock", "eu-west-1", "v1:0"]),
        (
            "arn:aws:bedrock:us-east-1::foundation-model/qwen.qwen3-32b-v1:0",
            "qwen.qwen3-32b",
            ["arn:aws:bedrock:us-east-1::foundation-model", "v1:0"],
        ),
        ("mistral.mistral-7b-instruct-v0:2", "mistral.mistral-7b-instruct-v0.2", []),
        ("vertex_ai/claude-sonnet-4@20250514", "claude-sonnet-4-20250514", ["vertex_ai"]),
        ("claude-opus-4-7@default", "claude-opus-4-7", ["default"]),
        (
            "projects/p/locations/eu/publishers/google/models/gemma-7b-it",
            "google/models/gemma-7b-it",
            ["projects/p/locations/eu"],
        ),
        ("accounts/fireworks/models/qwen2p5-72b-instruct", "qwen2p5-72b-instruct", ["fireworks"]),
        ("cloudflare/@cf/meta/llama-2-7b-chat-fp16", "meta/llama-2-7b-chat", ["cloudflare", "cf", "fp16"]),
        ("azure/eu/gpt-4o", "gpt-4o", ["azure", "eu"]),
        ("groq:llama-3.3-70b", "llama-3.3-70b", ["groq"]),
        ("databricks-gpt-oss-120b", "gpt-oss-120b", ["databricks"]),
        ("claude-opus-4-1-thinking:32000", "claude-opus-4-1", ["thinking:32000"]),
        ("anthropic/claude-opus-4.6[1m]", "anthropic/claude-opus-4.6", ["1m"]),
    ],
)
def test_what_stands_around_a_name_is_left_away(name: str, left: str, away: list[str]) -> None:
    assert last(name) == left
    assert dropped(name) == away


@pytest.mark.parametrize(
    "name",
    [
        "qwen3-235b-a22b-2507",
        "deepseek-r1-0528",
        "gpt-4o-mini",
        "gpt-4-turbo",
        "gpt-4-32k",
        "qwen-vl-max",
        "qwen3-8b-base",
        "llama-3-8b-instruct-abliterated",
        "deepseek-r1-distill-qwen-7b",
        "gemini-2.5-pro-preview",
        "grok-4-fast",
        "mistral-7b-instruct-v0.2",
        "yi-34b-200k",
        "gemma-3-27b-it-qat",
        "mixtral-8x7b",
        "anthropic.claude-v2:1",
        "ft:gpt-4o-mini:acme",
    ],
)
def test_what_tells_models_apart_stays(name: str) -> None:
    assert last(name) == name


@given(st.text(max_size=80))
def test_any_text_has_readings_and_the_first_is_itself(text: str) -> None:
    readings = list(iter_readings(text, HOSTS, OWNERS))
    assert [each.text for each in readings[:1]] == ([text] if text else [])
    assert all(each.text for each in readings)


@given(st.lists(st.sampled_from(["qwen3-8b", "-AWQ", ":free", "openrouter/", "us.", "-v1:0", "-int4", "models/", "@"])))
def test_each_reading_is_shorter_than_the_one_before(parts: list[str]) -> None:
    texts = [each.text for each in iter_readings("".join(parts), HOSTS, OWNERS)]
    assert all(len(after) <= len(before) for before, after in pairwise(texts))


def test_a_long_text_has_no_reading() -> None:
    assert list(iter_readings("a" * (LONGEST + 1))) == []


def test_the_tables_are_written_without_separators_and_do_not_overlap() -> None:
    for table in (HOSTS, OWNERS, MIRRORS):
        assert [name for name in table if squash(name) != name] == []
    assert not MIRRORS & OWNERS.keys()
