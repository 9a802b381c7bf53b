"""Words of the Hub become the one licence that they name, or nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.licenses import canonicalize_license_expression

from llmreg.licenses import HUB_LICENSES, HUB_LICENSES_OF_OWNERS, from_hub

LICENSES = Path(__file__).parents[1] / "registry" / "licenses"


@pytest.mark.parametrize(
    ("name", "license_id"),
    [
        ("apache-2.0", "Apache-2.0"),
        ("MIT", "MIT"),
        ("cc-by-nc-4.0", "CC-BY-NC-4.0"),
        ("bsl-1.0", "BSL-1.0"),
        ("wtfpl", "WTFPL"),
        ("odc-by", "ODC-By-1.0"),
        ("openmdw-1.1", "LicenseRef-OpenMDW-1.1"),
        ("llama3.1", "LicenseRef-Llama-3.1"),
        ("Llama-3", "LicenseRef-Llama-3"),
        ("gemma", "LicenseRef-Gemma"),
        ("deepseek", "LicenseRef-DeepSeek"),
        ("mrl", "LicenseRef-MRL"),
        ("lfm1.0", "LicenseRef-LFM-1.0"),
        ("nvidia-open-model-license", "LicenseRef-NVIDIA-Open-Model"),
        ("qwen-research", "LicenseRef-Qwen-Research"),
        (" apache-2.0\n", "Apache-2.0"),
    ],
)
def test_a_word_of_the_hub_names_its_licence(name: str, license_id: str) -> None:
    """Ids of the SPDX list get its spelling, words of makers get their `LicenseRef-*`."""
    assert from_hub(name) == license_id


@pytest.mark.parametrize("name", ["gpl-3.0", "lgpl-3.0", "agpl-3.0", "gpl-2.0", "gfdl-1.3"])
def test_short_gnu_ids_are_those_of_one_version_only(name: str) -> None:
    """The short ids are deprecated; what the SPDX list writes instead is `-only`."""
    assert (from_hub(name) or "").lower() == f"{name}-only"


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "other",
        "unknown",
        "custom",
        "proprietary",
        "openrail",
        "cc",
        "bsd",
        "gpl",
        "gfdl",
        "modified-mit",
        "nvidia",
        "nvidia-license",
        "non-commercial",
        "public-domain",
        "llama2,mit",
        "llama3.3,gemma",
        "apache-2.0 OR mit",
        "mit AND apache-2.0",
        "mit+",
        "(mit)",
        "-",
        "LicenseRef-Mine",
        "\N{KELVIN SIGN}imi-k3",
    ],
)
def test_a_word_that_does_not_name_one_licence_names_none(name: str) -> None:
    """Kinds of licences, several at once and words that makers share. The last one begins with a Kelvin sign."""
    assert from_hub(name) is None


def test_a_word_that_makers_share_is_told_apart_by_its_owner() -> None:
    """`modified-mit` is another text at each maker, and none is known of those who only pass models on."""
    assert from_hub("modified-mit", "moonshotai") == "LicenseRef-Modified-MIT-Kimi"
    assert from_hub("Modified-MIT", "MiniMaxAI") == "LicenseRef-Modified-MIT-MiniMax"
    assert from_hub("modified-mit", "mlx-community") is None


def test_an_owner_changes_nothing_for_other_words() -> None:
    """Only words of the second table look at the owner."""
    assert from_hub("mit", "moonshotai") == "MIT"


def test_the_tables_are_in_small_letters_and_in_order() -> None:
    """Words are looked up in small letters; the order keeps the table readable."""
    assert all(word == word.lower() for word in HUB_LICENSES)
    assert all((owner, word) == (owner.lower(), word.lower()) for owner, word in HUB_LICENSES_OF_OWNERS)
    assert list(HUB_LICENSES) == sorted(HUB_LICENSES)


def test_no_owner_overrides_a_word_that_names_one_licence() -> None:
    """A word stands in one of the tables."""
    assert not {word for _, word in HUB_LICENSES_OF_OWNERS} & set(HUB_LICENSES)


@pytest.mark.parametrize("license_id", sorted({*HUB_LICENSES.values(), *HUB_LICENSES_OF_OWNERS.values()}))
def test_every_licence_of_the_tables_is_spelt_as_spdx_spells_it(license_id: str) -> None:
    """Models with them have no finding on their licence."""
    assert canonicalize_license_expression(license_id) == license_id


def test_every_licence_of_makers_has_its_file() -> None:
    """A `LicenseRef-*` without a file would be an error on the first model that is imported with it."""
    wanted = {*HUB_LICENSES.values(), *HUB_LICENSES_OF_OWNERS.values()}
    there = {path.stem for path in LICENSES.glob("*.toml")}
    assert {each for each in wanted if each.startswith("LicenseRef-")} - there == set()


@given(st.sampled_from(sorted(HUB_LICENSES)), st.data())
def test_case_does_not_matter(word: str, data: st.DataObject) -> None:
    """Makers write the same word in small and capital letters."""
    mixed = "".join(char.upper() if data.draw(st.booleans()) else char for char in word)
    assert from_hub(mixed) == HUB_LICENSES[word]


@given(st.text())
def test_any_text_names_one_licence_or_none(text: str) -> None:
    """Never an expression of several, never an error."""
    named = from_hub(text)
    assert named is None or re.fullmatch(r"[A-Za-z0-9.-]+", named)
