"""The index finds records in every direction, in a stated order, and takes the first of two with one id."""

from __future__ import annotations

import attrs
import pytest

import llmreg
from llmreg import FrozenMap, Integration, Model
from llmreg.index import Index, Origin, Record, make_index
from llmreg.schema.lineage import Parent
from llmreg.schema.model import Alias
from llmreg.schema.platform import Platform
from llmreg.schema.settings import RegistrySettings
from llmreg.vocabulary import PlatformKind, Relation, Weights
from tests.conftest import WriteRegistry
from tests.full import FULL

SETTINGS = RegistrySettings(name="test", schema=1)
BASE, CHAT = "acme/acme-2-8x7b", "acme/acme-2-8x7b-chat"


@pytest.fixture
def index(write: WriteRegistry) -> Index:
    return llmreg.load(write(FULL))._index


def model(model_id: str, **rest: object) -> Model:
    given = {"id": model_id, "name": model_id, "vendor": "acme", "release": "acme/a", "family": "acme", **rest}
    return Model(**given)  # type: ignore[arg-type]


def of(*models: Model) -> Index:
    return make_index(SETTINGS, [Record(each, Origin("a.toml", ("models", n))) for n, each in enumerate(models)])


def test_tables_hold_the_records_of_each_kind_by_id(index: Index) -> None:
    assert list(index.vendors) == ["acme", "holding"]
    assert list(index.families) == ["acme"]
    assert list(index.models) == [BASE, CHAT]
    assert list(index.releases) == ["acme/acme-2"]
    assert list(index.platforms) == ["api", "hub", "shop"]
    assert list(index.licenses) == ["LicenseRef-Acme"]
    assert list(index.tombstones) == ["acme/acme-0"]
    assert index.settings.name == "full"


def test_origins_tell_where_a_record_is_written(index: Index) -> None:
    assert index.origin(index.models[CHAT]) == Origin("models/acme/acme-2.toml", ("models", 1))  # type: ignore[index]
    assert index.origin(index.families["acme"]) == Origin("vendors/acme.toml", ("families", "acme"))  # type: ignore[index]
    assert index.origin(index.tombstones["acme/acme-0"]) == Origin("tombstones.toml", ("tombstones", 0))
    assert index.origin(index.vendors["acme"]) == Origin("vendors/acme.toml")  # type: ignore[index]
    assert index.origin(model("acme/other")) is None


def test_edges_come_from_all_three_ends_in_order(index: Index) -> None:
    assert [(type(edge.owner).__name__, edge.path, edge.integration.platform) for edge in index.edges] == [
        ("Model", ("integrations", "hub"), "hub"),
        ("Model", ("integrations", "api"), "api"),
        ("Family", ("integrations", "shop"), "shop"),
        ("Platform", ("integrations", 0), "api"),
        ("Platform", ("integrations", 1), "api"),
    ]
    assert [(edge.model and edge.model.id, edge.family and edge.family.id) for edge in index.edges] == [
        (BASE, None),
        (BASE, None),
        (None, "acme"),
        (CHAT, None),
        (None, "acme"),
    ]


def test_edges_are_grouped_by_each_of_their_ends(index: Index) -> None:
    assert {key: len(edges) for key, edges in index.edges_by_model.items()} == {BASE: 2, CHAT: 1}
    assert {key: len(edges) for key, edges in index.edges_by_family.items()} == {"acme": 2}
    assert {key: len(edges) for key, edges in index.edges_by_platform.items()} == {"hub": 1, "api": 3, "shop": 1}
    assert sum(map(len, index.edges_by_platform.values())) == len(index.edges)


def test_names_on_platforms_are_found_in_small_letters_for_models_only(index: Index) -> None:
    assert set(index.edges_by_name) == {
        "acme/acme-2-8x7b",
        "acme/acme-2-8x7b-hf",
        "acme-2-8x7b-v1",
        "acme-2-chat",
        "acme-chat-latest",
    }
    (edge,) = index.edges_by_name["acme-2-chat"]
    assert edge.names == ("Acme-2-Chat", "acme-chat-latest")


def test_the_edges_of_a_model_are_its_own_and_then_those_of_its_family(index: Index) -> None:
    edges = index.edges_of(index.models[CHAT])  # type: ignore[index]
    assert [(edge.integration.platform, edge.family is not None) for edge in edges] == [
        ("api", False),
        ("shop", True),
        ("api", True),
    ]


def test_a_hub_has_nothing_of_a_closed_member_of_a_family(index: Index) -> None:
    family = index.families["acme"]  # type: ignore[index]
    on_hub = Integration(platform="hub", family="acme", ids=("Acme",))  # type: ignore[arg-type]
    with_hub = index.replace(
        families={"acme": attrs.evolve(family, integrations=FrozenMap({**family.integrations, "hub": on_hub}))}
    )
    closed, open_ = with_hub.models[CHAT], with_hub.models[BASE]  # type: ignore[index]
    assert closed.weights is Weights.CLOSED
    assert on_hub not in [edge.integration for edge in with_hub.edges_of(closed)]
    assert on_hub in [edge.integration for edge in with_hub.edges_of(open_)]


def test_aliases_are_found_bare_and_behind_the_vendor_in_small_letters() -> None:
    index = of(
        model("acme/a", aliases=(Alias(name="Top"), Alias(name="top-1"))), model("acme/b", aliases=(Alias(name="TOP"),))
    )
    assert set(index.aliases) == {"top", "acme/top", "top-1", "acme/top-1"}
    assert [found.id for found, _ in index.aliases["top"]] == ["acme/a", "acme/b"]


def test_bare_ids_of_two_vendors_are_kept_apart() -> None:
    index = of(model("acme/x"), model("other/x", vendor="other"), model("acme/y"))
    assert [found.id for found in index.by_bare_id["x"]] == ["acme/x", "other/x"]
    assert [found.id for found in index.by_bare_id["y"]] == ["acme/y"]


def test_children_are_those_that_name_the_parent() -> None:
    up = (Parent(model="acme/a", relation=Relation.FINETUNE), Parent(external="X", relation=Relation.MERGE))  # type: ignore[arg-type]
    index = of(model("acme/a"), model("acme/b", derived_from=up), model("acme/c", derived_from=up[:1]))
    assert [child.id for child in index.children["acme/a"]] == ["acme/b", "acme/c"]
    assert set(index.children) == {"acme/a"}


def test_of_two_records_with_one_id_the_first_is_taken() -> None:
    index = of(model("acme/a", name="first"), model("acme/a", name="second"))
    assert [found.name for found in index.models.values()] == ["first"]
    assert index.origin(index.models["acme/a"]) == Origin("a.toml", ("models", 0))  # type: ignore[index]


def test_edges_to_what_is_not_there_have_no_model_and_no_family() -> None:
    """They are reported; the index still holds them."""
    edges = (Integration(platform="p", model="no/one"), Integration(platform="p", family="none"))  # type: ignore[arg-type]
    platform = Platform(id="p", name="P", kind=PlatformKind.API, integrations=edges)  # type: ignore[arg-type]
    index = make_index(SETTINGS, [Record(platform, Origin("platforms/p.toml"))])
    assert [(edge.model, edge.family) for edge in index.edges] == [(None, None)] * 2
    assert (index.edges_by_model, index.edges_by_family, index.edges_by_name) == ({}, {}, {})


def test_an_empty_index_answers_too() -> None:
    index = make_index(SETTINGS, ())
    assert (index.edges, index.aliases, index.children, index.models_of_family("x")) == ((), {}, {}, ())  # type: ignore[arg-type]


def test_models_of_a_family(index: Index) -> None:
    assert [found.id for found in index.models_of_family(index.families["acme"].id)] == [BASE, CHAT]  # type: ignore[index]
