"""Which languages how many models speak."""

from __future__ import annotations

import pytest

import llmreg
from llmreg import LanguageCoverage, Registry

ENTRIES = [
    ("big", 'weights = "open"\nparameters = { total = 70_000_000_000 }\nlanguages = { tags = ["en", "th", "fil"] }'),
    ("small", 'weights = "gated"\nparameters = { total = 1_000_000_000 }\nlanguages = { tags = ["en", "zh-Hans"] }'),
    ("closed", 'weights = "closed"\nparameters = { total = 10_000_000 }\nlanguages = { tags = ["en", "tl"] }'),
    ("unsized", 'weights = "open"\nlanguages = { tags = ["en"], trained = ["vi"] }'),
    ("named", 'weights = "open"\nparameters = { nominal = "7B" }\nlanguages = { tags = ["th"], evaluated = ["en"] }'),
    ("silent", 'weights = "open"\nparameters = { total = 100_000_000 }'),
]


@pytest.fixture(scope="module")
def reg(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    root = tmp_path_factory.mktemp("coverage")
    files = {
        "registry.toml": 'name = "r"\nschema = 1\n',
        "vendors/acme.toml": 'name = "Acme"\n[families.acme]\nname = "Acme"\n',
        "models/acme/acme.toml": "".join(
            f'[[models]]\nid = "{name}"\nname = "{name}"\nfamily = "acme"\n{more}\n' for name, more in ENTRIES
        ),
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return llmreg.load(root)


def words(each: LanguageCoverage) -> tuple[str, list[str], list[str], str | None]:
    return (
        each.tag,
        [model.id.removeprefix("acme/") for model in each.declared],
        [model.id.removeprefix("acme/") for model in each.mentioned],
        each.smallest and each.smallest.id.removeprefix("acme/"),
    )


def test_the_smallest_has_weights_and_a_known_size(reg: Registry) -> None:
    (thai,) = reg.language_coverage("th")
    assert words(thai) == ("th", ["big", "named"], [], "named")
    (english,) = reg.language_coverage("en")
    assert words(english) == ("en", ["big", "small", "closed", "unsized"], ["named"], "small")


def test_a_group_has_its_languages_also_those_that_nobody_speaks(reg: Registry) -> None:
    found = {each.tag: words(each) for each in reg.language_coverage("@sea")}
    assert list(found) == ["fil", "id", "km", "lo", "ms", "my", "th", "vi"]
    assert found["km"] == ("km", [], [], None)
    assert found["vi"] == ("vi", [], ["unsized"], None)
    assert reg.language_coverage("SEA") == reg.language_coverage("@sea") == reg.language_coverage("sea")


def test_filipino_and_tagalog_are_counted_together(reg: Registry) -> None:
    filipino = reg.language_coverage("sea")[0]
    assert filipino.tags == ("fil", "tl")
    assert words(filipino)[1] == ["big", "closed"]


def test_a_language_covers_its_scripts(reg: Registry) -> None:
    assert words(reg.language_coverage("zh")[0])[1] == ["small"]
    assert words(reg.language_coverage("zh-Hant")[0])[1] == []


def test_without_a_group_every_declared_language_the_widest_first(reg: Registry) -> None:
    assert [each.tag for each in reg.language_coverage()] == ["en", "th", "fil", "tl", "zh-Hans"]


def test_what_is_neither_a_group_nor_a_language_is_told(reg: Registry) -> None:
    for wrong, close in (("seas", ("sea",)), ("@th", ()), ("english", ()), ("", ())):
        with pytest.raises(llmreg.UnknownGroupError) as refusal:
            reg.language_coverage(wrong)
        assert refusal.value.suggestions[: len(close)] == close
