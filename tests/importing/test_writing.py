"""Changed files: one form where they have it, comments and layout kept where they were written by hand."""

from __future__ import annotations

import sys
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import llmreg
from llmreg.errors import MissingExtraError
from llmreg.importing.writing import canonical_text, text_of
from tests.conftest import WriteRegistry
from tests.full import FULL
from tests.importing.corpora import API, HUB, MODEL, REPOSITORY, Write, imported, offer, texts

BY_HAND = """\
# Acme's first release.
family = "acme"   # the only one

[[models]]
id   = "acme-7b"
name = "Acme 7B"
parameters = { nominal = "7B" } # from the name

# Where it is offered.
[models.integrations.openai]
ids = [
    "acme-7b", # the plain one
]
"""


def parsed(text: str) -> dict[str, Any]:
    return tomllib.loads(text, parse_float=Decimal)


@pytest.mark.parametrize("name", FULL)
def test_every_file_of_a_registry_has_a_form_that_says_the_same(name: str) -> None:
    """And that stays as it is."""
    text = canonical_text(name, parsed(FULL[name]))
    assert parsed(text) == parsed(FULL[name])
    assert canonical_text(name, parsed(text)) == text


def test_keys_come_in_the_order_of_the_classes() -> None:
    """Own keys come last."""
    tables = {
        "models": [{"x-note": {"a": 1}, "name": "Acme 7B", "context": {"output": 1, "window": 2}, "id": "acme-7b"}]
    }
    text = canonical_text("models/acme/acme.toml", tables)
    places = [text.index(key) for key in ("id =", "name =", "window =", "output =", "x-note")]
    assert places == sorted(places)


def test_comments_and_layout_of_a_file_by_hand_are_kept(write: WriteRegistry, corpus: Write) -> None:
    """Every line of it is still there, in its order."""
    root = write({"models/acme/acme.toml": BY_HAND, "platforms/openai.toml": "# Of OpenAI.\n" + API, "platforms/huggingface.toml": HUB})  # fmt: skip
    imported(root, "hub", corpus({"h.json": [REPOSITORY]}))
    imported(root, "litellm", corpus({"p.json": {"acme-7b": offer()}}))
    text = (root / "models/acme/acme.toml").read_text()
    for line in BY_HAND.splitlines():
        assert line.replace(' "7B" }', ' "7B",') in text or line.endswith("# from the name"), line
    model = llmreg.load(root)["acme/acme-7b"]
    assert model.parameters.total == 7_241_732_096
    assert [price.amount for edge in model.integrations.values() for price in edge.prices] == [Decimal("2.5")]


def test_line_ends_of_a_file_by_hand_are_kept(write: WriteRegistry, corpus: Write) -> None:
    """What the importer adds is read all the same."""
    text = BY_HAND.replace("\n", "\r\n")
    root = write({"models/acme/acme.toml": text, "platforms/openai.toml": API})
    imported(root, "litellm", corpus({"p.json": {"acme-7b": offer()}}))
    written = (root / "models/acme/acme.toml").read_bytes()
    assert b"# Acme's first release.\r\n" in written
    assert b"\r\r" not in written
    assert llmreg.check(root).ok


def test_a_file_in_the_one_form_stays_in_it_and_needs_no_tomlkit(monkeypatch: pytest.MonkeyPatch) -> None:
    """So does a new one."""
    monkeypatch.setitem(sys.modules, "tomlkit", None)
    name = "models/acme/acme.toml"
    before = canonical_text(name, parsed(BY_HAND))
    after = text_of(name, {**parsed(BY_HAND), "license": "MIT"}, before)
    assert after == canonical_text(name, parsed(after))
    assert text_of(name, {"models": []}, None) == canonical_text(name, {"models": []})


def test_without_tomlkit_a_file_by_hand_is_not_touched(
    write: WriteRegistry, corpus: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor any other: its comments would be lost."""
    root = write({"models/acme/acme.toml": BY_HAND, "platforms/openai.toml": canonical_text("platforms/openai.toml", parsed(API))})  # fmt: skip
    monkeypatch.setitem(sys.modules, "tomlkit", None)
    before = texts(root)
    with pytest.raises(MissingExtraError, match=r"tomlkit is needed to change models/acme/acme.toml") as error:
        imported(root, "litellm", corpus({"p.json": {"acme-7b": offer()}}))
    assert (error.value.extra, error.value.package) == ("import", "tomlkit")
    assert texts(root) == before


@pytest.mark.parametrize(
    "before",
    [
        "a = 1 # one\nb = { c = 1 } # two\n",
        '# head\n[a]\nb = [ 1, # one\n 2 ]\n\n[[list]]\nname = "x" # first\n',
        "a.b.c = 1 # dotted\n",
        'list = [ { name = "x" }, { name = "y" } ] # inline\n',
        "# only a comment\n",
    ],
)  # fmt: skip
@given(
    new=st.recursive(
        st.integers(-5, 5) | st.booleans() | st.text("ab \"'\\\n#", max_size=4) | st.decimals(0, 9, places=2),
        lambda inner: (
            st.lists(inner, max_size=2)
            | st.dictionaries(st.sampled_from(["a", "b", "c", "name", "list"]), inner, max_size=3)
        ),
        max_leaves=8,
    ).filter(lambda value: isinstance(value, dict))
)
def test_the_text_says_what_it_shall_whatever_stood_before(before: str, new: dict[str, Any]) -> None:
    """Comments are worth much, but never a wrong value."""
    assert parsed(text_of("other.toml", new, before)) == new


def test_new_tables_stand_apart(write: WriteRegistry, corpus: Write) -> None:
    """An empty line comes before each, as a person would write it."""
    edge = '\n[[integrations]]\nmodel = "acme/acme-7b"\nids = ["acme-old"] # old\nprices = [{ item = "input", amount = 9, currency = "USD" }]\n'
    root = write({"models/acme/acme.toml": MODEL, "platforms/openai.toml": API + edge})
    imported(root, "litellm", corpus({"p.json": {"acme-7b": offer()}}))
    assert '\n\n[[integrations]]\nmodel = "acme/acme-7b"\nids = [\n    "acme-7b"' in Path(root, "platforms/openai.toml").read_text()  # fmt: skip
