"""Results: a sequence with what could not be decided, sorted with unknown last, and reasons in words."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from llmreg import F, FrozenMap, QueryError, Registry, Result
from llmreg.schema.language import Languages
from llmreg.schema.limits import Context
from llmreg.schema.parameters import Parameters
from llmreg.vocabulary import Weights
from tests.querying.small import day, edge, family, ids, model, parents, platform, small_registry, vendor


@pytest.fixture(scope="module")
def reg() -> Registry:
    shop = FrozenMap([edge("shop")])
    return small_registry(
        platform("shop"),
        platform("hub"),
        vendor("acme", families={"acme": family("acme", integrations=shop)}),
        model("a14b", released=day("2024-01"), parameters=Parameters(total=14_000_000_000), version="2", license="MIT"),
        model(
            "a7b", released=day("2024-03-01"), parameters=Parameters(total=7_000_000_000), version="1", license="MIT"
        ),
        model("a7c", released=day("2023"), parameters=Parameters(total=7_000_000_000), version="10"),
        model("secret", undisclosed=("parameters",), license="Apache-2.0"),
        model("silent", languages=Languages(tags=("en",)), integrations=FrozenMap([edge("hub")])),
    )


def test_a_result_is_a_sequence_of_models(reg: Registry) -> None:
    found = reg.find("license:MIT")
    assert isinstance(found, Sequence)
    assert isinstance(found, Result)
    assert (len(found), found.total, bool(found)) == (2, 2, True)
    assert [each.id for each in found] == list(found.ids) == ["acme/a14b", "acme/a7b"]
    assert found[0] is reg["acme/a14b"]
    assert found[-1] is reg["acme/a7b"]
    assert found[:1] == (reg["acme/a14b"],)
    assert reg["acme/a7b"] in found
    assert repr(found) == "<Result of 'license:MIT': 2 match, 2 undecided>"


def test_what_could_not_be_decided_says_which_fields_did_not_suffice(reg: Registry) -> None:
    found = reg.find("params:>=8B")
    assert dict(found.undecided) == {"acme/secret": ("parameters",), "acme/silent": ("parameters",)}
    assert found.why_undecided("acme/secret") == ("parameters undisclosed",)
    assert found.why_undecided("acme/silent") == ("parameters unknown",)
    assert found.why_undecided("acme/a7b") == ()
    assert dict(found.reasons) == {"parameters undisclosed": 1, "parameters unknown": 1}
    assert found.include_undecided == "(parameters:8B.. OR parameters:unknown)"


def test_only_conditions_that_matter_are_named(reg: Registry) -> None:
    """What another condition has already settled is not missing."""
    found = reg.find("params:>=8B license:MIT")
    assert dict(found.undecided) == {"acme/silent": ("license", "parameters")}
    found = reg.find("params:>=8B OR id:secret")
    assert set(found.undecided) == {"acme/silent"}


@pytest.mark.parametrize(
    ("query", "model_id", "reason"),
    [
        ("lang:th", "acme/silent", "languages not complete"),
        ("lang:th", "acme/a7b", "languages unknown"),
        ("platform:shop", "acme/a7b", "platform known of the family only"),
        ("released:2023-06", "acme/a7c", "released not precise"),
        ("license:@osi", "acme/silent", "license unknown"),
        ("is:moe", "acme/a7b", "is:moe unknown"),
        ("status@shop:active", "acme/a7b", "status@shop unknown"),
    ],
)
def test_reasons_in_words(reg: Registry, query: str, model_id: str, reason: str) -> None:
    assert reg.find(query).why_undecided(model_id) == (reason,)


def test_reasons_of_lineage_licences_versions_and_lists() -> None:
    registry = small_registry(
        platform("hub"),
        model("far", derived_from=parents("elsewhere")),
        model("odd", license="LicenseRef-X", version="odd", capabilities=__capabilities(tool_calling=True)),
        model("zh", languages=Languages(tags=("zh",), complete=True)),
        model("host", integrations=FrozenMap([edge("hub"), edge("api", since=day("2024"))])),
    )
    assert registry.find("derived-from:odd").why_undecided("acme/far") == ("derived-from not known all the way",)
    assert registry.find("license:@osi").why_undecided("acme/odd") == ("license of unknown class",)
    assert registry.find("version:>=2").why_undecided("acme/odd") == ("version not comparable",)
    assert registry.find("capability:reasoning").why_undecided("acme/odd") == ("capabilities not complete",)
    assert registry.find("lang:zh-Hant").why_undecided("acme/zh") == ("languages not precise",)
    assert registry.find("since:2023").why_undecided("acme/host") == ("since not known on every platform",)


def __capabilities(**given: bool) -> object:
    from llmreg.schema.limits import Capabilities

    return Capabilities(**given)


def test_what_to_write_to_include_them(reg: Registry) -> None:
    found = reg.find("license:MIT -params:>=8B")
    assert found.include_undecided is None  # two fields are missing
    found = reg.find("-params:>=8B")
    text = found.include_undecided
    assert text == "(-parameters:8B.. OR parameters:unknown)"
    assert len(reg.find(text)) == len(found) + len(found.undecided)
    assert reg.find("lang:th").include_undecided is None  # a list that is not complete is not unknown


# Sorting


def test_unknown_comes_last_both_ways(reg: Registry) -> None:
    assert ids(reg, "sort:params") == ["a7b", "a7c", "a14b", "secret", "silent"]
    assert ids(reg, "sort:-params") == ["a14b", "a7b", "a7c", "secret", "silent"]


def test_several_keys_and_ties_by_id(reg: Registry) -> None:
    assert ids(reg, "sort:params,-released") == ["a7b", "a7c", "a14b", "secret", "silent"]
    assert ids(reg, "sort:params,released") == ["a7c", "a7b", "a14b", "secret", "silent"]
    assert ids(reg, "sort:weights") == ["a7b", "a7c", "a14b", "secret", "silent"]


def test_numbers_in_names_count_as_numbers(reg: Registry) -> None:
    assert ids(reg, "sort:id") == ["a7b", "a7c", "a14b", "secret", "silent"]
    assert ids(reg, "sort:version") == ["a7b", "a14b", "a7c", "secret", "silent"]
    assert ids(reg, "sort:-version") == ["a7c", "a14b", "a7b", "secret", "silent"]


def test_without_a_key_the_order_is_that_of_the_registry(reg: Registry) -> None:
    assert list(reg.find().ids) == list(reg.models)


def test_a_result_can_be_sorted_and_cut_afterwards(reg: Registry) -> None:
    found = reg.find("has:released")
    assert found.sort(-F.released).ids == found.sort("-released").ids == ("acme/a7b", "acme/a14b", "acme/a7c")
    assert found.sort(-F.released, F.name).limit(1).ids == ("acme/a7b",)
    assert found.limit(1).sort(-F.released).ids == ("acme/a7b",)
    assert str(found.sort("-released").limit(2).query) == "has:released sort:-released limit:2"
    assert (len(found.limit(2)), found.limit(2).total) == (2, 3)
    with pytest.raises(QueryError, match="unknown field `relased`"):
        found.sort("relased")
    with pytest.raises(QueryError, match="unknown platform `nowhere`"):
        found.sort(F.price.on("nowhere"))
    with pytest.raises(QueryError):
        found.limit(0)


@pytest.mark.parametrize(
    "field", ["languages", "platform", "status", "price", "derived-from", "license", "variant", "since"]
)
def test_any_field_can_sort(reg: Registry, field: str) -> None:
    for sign in ("", "-"):
        assert sorted(reg.find(f"sort:{sign}{field}").ids) == sorted(reg.models)


# Why nothing


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("weights:open", "no model certainly matches `weights:open`"),
        (
            "weights:open weights:closed license:MIT",
            "no model certainly matches `weights:closed` or `weights:open`, each on its own",
        ),
        ("license:MIT id:secret", "`license:MIT` alone matches 2; with `id:secret` 0"),
        (
            "license:MIT params:..10B released:..2024-02",
            "only together do the conditions leave nothing: "  # noqa: ISC004
            "1 without `license:MIT`, 1 without `parameters:..10B`, 1 without `released:..2024-02`",
        ),
        ("license:MIT has:released id:secret", "`has:released license:MIT` matches 2; with `id:secret` 0"),
        ("NOT has:name", "no model certainly matches `-has:name`"),
        ("weights:open OR weights:closed", "no model certainly matches `weights:closed OR weights:open`"),
    ],
)
def test_an_empty_result_says_which_condition_empties_it(reg: Registry, query: str, reason: str) -> None:
    assert reg.find(query).why_empty == reason


def test_a_result_with_models_is_not_empty(reg: Registry) -> None:
    assert reg.find("license:MIT").why_empty is None
    assert reg.find().why_empty is None
    assert small_registry().find("license:MIT").why_empty == "there are no models"


# Explanations


def test_every_part_of_a_query_can_be_explained(reg: Registry) -> None:
    shown = str(reg.find("(license:MIT OR params:>=8B) -id:a7b has:license").explain("acme/a7b"))
    assert shown == (
        "no: has:license (license:MIT OR parameters:8B..) -id:a7b\n"
        "  yes: has:license\n"
        "  yes: license:MIT OR parameters:8B..\n"
        "    yes: license:MIT\n"
        "    no: parameters:8B..\n"
        "  no: -id:a7b\n"
        "    yes: id:a7b"
    )
    verdict = reg.find("params:>=8B").explain("acme/secret")
    assert verdict.answer is None
    assert verdict.fact is not None
    assert verdict.fact.state == "undisclosed"
    assert reg.find().explain("acme/a7b").answer is True


def test_the_same_query_gives_the_same_result_in_every_registry_of_the_same_models(reg: Registry) -> None:
    again = small_registry(*reg.models.values(), *reg.vendors.values(), *reg.platforms.values())
    for query in ("license:MIT", "-params:>=8B", "platform:shop", "sort:-released"):
        assert again.find(query).ids == reg.find(query).ids


def test_an_empty_registry_answers() -> None:
    registry = small_registry()
    assert len(registry.find()) == 0
    assert registry.find("weights:open").undecided == {}
    assert ids(small_registry(model("a", weights=Weights.OPEN)), "weights:open") == ["a"]
    assert Context().window is None
