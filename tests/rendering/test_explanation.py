"""How a fact is known, in words."""

from __future__ import annotations

import pytest

import llmreg
from llmreg import Registry
from llmreg.rendering.model import render_explanation

ACME = """
[[models]]
id = "acme-7b"
name = "Acme 7B"
family = "acme"
license = "Apache-2.0"
parameters = { total = 7_240_000_000 }
undisclosed = ["training.tokens"]
disputes = [{ field = "parameters.total", value = 7_000_000_000, source = "set", reason = "Rounded." }]
history = [{ field = "license", value = "MIT", until = 2024-06-01, source = "card" }]
[models.sources.card]
url = "https://example.org/card"
kind = "card"
checked = 2024-06-02
supports = ["parameters.total", "license"]
[models.sources.set]
url = "https://example.org/set"
kind = "dataset"
checked = 2024-06-03
"""
FAMILY = '[families.acme]\nname = "Acme"\n[families.acme.integrations.shop]\nids = ["x"]\n'


@pytest.fixture(scope="module")
def reg(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    root = tmp_path_factory.mktemp("explanation")
    files = {
        "registry.toml": 'name = "r"\nschema = 1\n',
        "vendors/acme.toml": f'name = "Acme"\n{FAMILY}',
        "platforms/shop.toml": 'name = "Shop"\nkind = "product"\n',
        "models/acme/acme.toml": ACME,
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return llmreg.load(root)


def words(reg: Registry, field: str) -> list[str]:
    return [line.strip() for line in render_explanation(reg.why("acme/acme-7b", field)).splitlines()]


OTHER = "7,000,000,000 (7B), by https://example.org/set (dataset, checked 2024-06-03): Rounded."


def test_a_dispute_comes_with_its_source_and_why_it_was_not_taken(reg: Registry) -> None:
    assert f"disputed: {OTHER}" in words(reg, "parameters.total")


def test_a_dispute_about_a_part_says_which(reg: Registry) -> None:
    assert f"disputed: parameters.total {OTHER}" in words(reg, "parameters")


def test_how_it_used_to_read(reg: Registry) -> None:
    assert "before 2024-06-01: MIT, by https://example.org/card (card, checked 2024-06-02)" in words(reg, "license")


def test_what_is_known_of_the_family_only_is_told(reg: Registry) -> None:
    assert "known of the family acme as a whole; no source says which of its models" in words(reg, "integrations.shop")


def test_undisclosed_is_not_unknown(reg: Registry) -> None:
    assert words(reg, "training.tokens")[1] == "undisclosed"
    assert words(reg, "training.compute")[1:] == ["?", "nothing is recorded; that is not a no"]
