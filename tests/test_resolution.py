"""From a name to one model, or to a clear refusal."""

from __future__ import annotations

from datetime import date

import pytest

import llmreg
from llmreg import AmbiguousModelError, Registry, UnknownModelError, UnknownPlatformError
from tests.conftest import WriteRegistry


def entry(name: str, more: str = "") -> str:
    return f'[[models]]\nid = "{name}"\nname = "{name}"\nfamily = "acme"\n{more}\n'


FILES = {
    "registry.toml": 'name = "r"\nschema = 1\nrevision = "2024.07.01"\n',
    "vendors/acme.toml": 'name = "Acme"\n[families.acme]\nname = "Acme"\n[families.acme.integrations.shop]\nids = ["acme-assistant"]\n',
    "vendors/other.toml": 'name = "Other"\n',
    "platforms/api.toml": (
        'name = "API"\nkind = "api"\n'
        '[[integrations]]\nmodel = "acme/acme-9b"\nids = ["Nine"]\n'
        '[[integrations]]\nmodel = "acme/acme-8b"\nids = ["eight", "acme/acme-7b"]\n'
    ),
    "platforms/hub.toml": 'name = "Hub"\nkind = "hub"\n',
    "platforms/shop.toml": 'name = "Shop"\nkind = "product"\n',
    "models/acme/acme.toml": (
        entry("acme-7b", 'aliases = ["seven", "Siete"]\n[models.integrations.hub]\nids = ["Acme/Acme-7B", "Acme/Acme-7B-hf"]\n')
        + entry("acme-8b", '[models.integrations.hub]\nids = ["Acme/Moved"]\nretired = 2024-03-01\n')
        + entry("acme-9b", '[models.integrations.hub]\nids = ["Acme/Moved", "only-retired"]\nsince = 2024-03-01\nretired = 2030-01-01\n')
        + entry("acme-10b", 'aliases = [{ name = "latest", until = 2024-06-01 }]\n[models.integrations.shop]\nids = ["gone"]\nretired = 2024-01-01\n')
        + entry("acme-11b", 'aliases = [{ name = "latest", since = 2024-06-01 }]\n[models.integrations.api]\nids = ["eleven"]\n')
        + entry("acme-12b", 'aliases = [{ name = "best", platform = "hub" }, { name = "soon", since = "2024-06" }]\n')
        + entry("acme-13b", 'aliases = [{ name = "best", platform = "api" }]\n')
        + entry("shared", '[models.integrations.hub]\nids = ["Twice"]\n')
    ),
    "models/other/other.toml": entry("shared", '[models.integrations.shop]\nids = ["twice"]\n'),
}  # fmt: skip


@pytest.fixture(scope="module")
def reg(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    root = tmp_path_factory.mktemp("resolution")
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return llmreg.load(root)


@pytest.mark.parametrize(
    ("name", "model", "how"),
    [
        ("acme/acme-7b", "acme/acme-7b", "`acme/acme-7b` is its id"),
        ("acme-7b", "acme/acme-7b", "`acme-7b` is its id without the vendor `acme`"),
        ("seven", "acme/acme-7b", "`seven` is an alias of it"),
        ("acme/seven", "acme/acme-7b", "`seven` is an alias of it"),
        ("siete", "acme/acme-7b", "`Siete` is an alias of it"),
        ("Acme/Acme-7B-hf", "acme/acme-7b", "`acme/acme-7b-hf` is its id on hub"),
        ("Nine", "acme/acme-9b", "`nine` is its id on api"),
        ("eleven", "acme/acme-11b", "`eleven` is its id on api"),
        ("latest", "acme/acme-11b", "`latest` is an alias of it since 2024-06-01"),
    ],
)
@pytest.mark.parametrize(
    "change", [str, str.upper, lambda name: f"  {name.lower()}\n"], ids=["as is", "upper", "blanks"]
)
def test_an_exact_name_in_any_case_means_its_model(
    reg: Registry, name: str, model: str, how: str, change: type[str]
) -> None:
    found = reg.resolve(change(name))
    assert (found.model.id, found.how, found.dropped) == (model, how, ())


def test_the_edge_that_matched_is_told(reg: Registry) -> None:
    on_hub = reg.resolve("Acme/Acme-7B-hf").integration
    assert on_hub is reg["acme/acme-7b"].integrations["hub"]
    at_platform = reg.resolve("nine").integration
    assert at_platform is reg.platforms["api"].integrations[0]
    assert reg.resolve("acme-7b").integration is None


def test_with_a_platform_the_edge_that_leads_there_is_told(reg: Registry) -> None:
    for name in ("acme/acme-7b", "acme-7b", "seven", "Acme/Acme-7B"):
        found = reg.resolve(name, platform="hub").integration
        assert found is not None
        assert found.platform == "hub"
    assert reg.resolve("acme/acme-12b", platform="hub").integration is None


def test_ids_of_other_platforms_do_not_count(reg: Registry) -> None:
    assert reg.resolve("nine", platform="api").model.id == "acme/acme-9b"
    with pytest.raises(UnknownModelError):
        reg.resolve("nine", platform="hub")


def test_an_alias_may_hold_on_one_platform_only(reg: Registry) -> None:
    assert reg.resolve("best", platform="hub").model.id == "acme/acme-12b"
    assert reg.resolve("best", platform="hub").how == "`best` is an alias of it on hub"
    assert reg.resolve("best", platform="api").model.id == "acme/acme-13b"
    with pytest.raises(UnknownModelError):
        reg.resolve("best", platform="shop")
    with pytest.raises(AmbiguousModelError) as caught:
        reg.resolve("best")
    assert caught.value.candidates == ("acme/acme-12b", "acme/acme-13b")


@pytest.mark.parametrize(
    ("day", "model"),
    [(date(2024, 5, 31), "acme/acme-10b"), (date(2024, 6, 1), "acme/acme-11b"), (None, "acme/acme-11b")],
)
def test_an_alias_that_moved_is_read_for_its_day(reg: Registry, day: date | None, model: str) -> None:
    """Without a day it is that of the revision, never that of the clock."""
    assert reg.resolve("latest", as_of=day).model.id == model


def test_an_alias_that_may_not_have_begun_does_not_hold(reg: Registry) -> None:
    assert reg.resolve("soon", as_of=date(2024, 6, 30)).model.id == "acme/acme-12b"
    with pytest.raises(UnknownModelError):
        reg.resolve("soon", as_of=date(2024, 6, 29))


def test_a_retired_id_still_means_its_model(reg: Registry) -> None:
    assert reg.resolve("gone").model.id == "acme/acme-10b"
    assert reg.resolve("only-retired", as_of=date(2040, 1, 1)).model.id == "acme/acme-9b"
    assert reg.resolve("only-retired", as_of=date(2000, 1, 1)).model.id == "acme/acme-9b"


def test_an_id_that_a_platform_gave_to_another_model_means_the_one_in_use(reg: Registry) -> None:
    assert reg.resolve("Acme/Moved", as_of=date(2024, 2, 1)).model.id == "acme/acme-8b"
    assert reg.resolve("Acme/Moved", as_of=date(2024, 3, 1)).model.id == "acme/acme-9b"
    with pytest.raises(AmbiguousModelError):  # both retired by then: nothing tells which is meant
        reg.resolve("Acme/Moved", as_of=date(2040, 1, 1))


def test_a_name_of_two_models_is_refused_with_both(reg: Registry) -> None:
    for name in ("shared", "twice"):
        with pytest.raises(AmbiguousModelError) as caught:
            reg.resolve(name)
        assert (caught.value.name, caught.value.candidates) == (name, ("acme/shared", "other/shared"))
    assert reg.resolve("other/shared").model.id == "other/shared"
    assert reg.resolve("twice", platform="shop").model.id == "other/shared"
    assert reg.resolve("twice", platform="hub").model.id == "acme/shared"


def test_a_canonical_id_means_its_model_unless_the_platform_uses_it_for_another(reg: Registry) -> None:
    assert reg.resolve("acme/acme-7b").model.id == "acme/acme-7b"
    assert reg.resolve("acme/acme-7b", platform="hub").model.id == "acme/acme-7b"
    on_api = reg.resolve("acme/acme-7b", platform="api")
    assert (on_api.model.id, on_api.how) == ("acme/acme-8b", "`acme/acme-7b` is its id on api")


def test_a_product_of_a_family_names_no_model(reg: Registry) -> None:
    with pytest.raises(UnknownModelError):
        reg.resolve("acme-assistant")


@pytest.mark.parametrize(
    "name", ["acme", "acme-7", "acme/", "/acme-7b", "acme//acme-7b", "", "  ", "x" * 10_000, "other/acme-7b"]
)
def test_nothing_is_guessed(reg: Registry, name: str) -> None:
    with pytest.raises(UnknownModelError):
        reg.resolve(name)


@pytest.mark.parametrize(
    ("name", "suggestions"),
    [
        ("acme/acmee-7b", ("acme/acme-7b", "acme/acme-8b", "acme/acme-9b")),
        ("sevn", ("acme/acme-7b",)),
        ("acme-14b", ("acme/acme-10b", "acme/acme-11b", "acme/acme-12b")),
        ("zzz", ()),
    ],
)
def test_what_is_unknown_gets_up_to_three_ids_to_choose_from(
    reg: Registry, name: str, suggestions: tuple[str, ...]
) -> None:
    with pytest.raises(UnknownModelError) as caught:
        reg.resolve(name)
    assert caught.value.name == name
    assert caught.value.suggestions[: len(suggestions)] == suggestions
    assert len(caught.value.suggestions) <= 3
    assert all(each in reg for each in caught.value.suggestions)


def test_an_unknown_platform_is_told_before_anything_else(reg: Registry) -> None:
    with pytest.raises(UnknownPlatformError) as caught:
        reg.resolve("nonsense", platform="hib")
    assert caught.value.suggestions == ("hub",)
    with pytest.raises(UnknownPlatformError):
        reg.resolve("acme-7b", platform="")


def test_every_name_in_the_registry_leads_back_or_is_ambiguous(reg: Registry) -> None:
    for model in reg:
        assert reg.resolve(model.id).model is model
        for edge in reg.integrations(model.id):
            for name in edge.ids if edge.model else ():
                found = reg.resolve(name, platform=edge.platform, as_of=date(2024, 7, 1))
                assert found.model is model or edge.retired is not None


def test_a_registry_of_another_day_reads_names_for_that_day(write: WriteRegistry) -> None:
    past = llmreg.load(write(FILES)).as_of(date(2024, 5, 31))
    assert past.resolve("latest").model.id == "acme/acme-10b"
    assert past.resolve("Acme/Moved").model.id == "acme/acme-9b"
