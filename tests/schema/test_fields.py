"""Field paths: which there are, what stands there, and records with another value there."""

from __future__ import annotations

import typing
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest

import llmreg
from llmreg import FrozenMap, Integration, Languages, Model, PartialDate, Vendor
from llmreg.schema.fields import (
    field_type,
    get_field,
    is_recorded,
    iter_field_paths,
    overlap,
    plain_type,
    replace_field,
    split_path,
)
from llmreg.schema.limits import Limits
from llmreg.schema.parameters import Architecture, Parameters
from llmreg.schema.settings import RegistrySettings
from tests.conftest import WriteRegistry
from tests.full import FULL


@pytest.fixture
def model(write: WriteRegistry) -> Model:
    return llmreg.load(write(FULL))["acme/acme-2-8x7b"]


@pytest.mark.parametrize(
    ("path", "parts"),
    [
        ("license", ("license",)),
        ("context.window", ("context", "window")),
        ("names.zh-Hant", ("names", "zh-Hant")),
        ('integrations."example.org".retired', ("integrations", "example.org", "retired")),
        ('links."a.b"', ("links", "a.b")),
        ("x-acme.tier.1", ("x-acme", "tier", "1")),
    ],
)
def test_a_path_has_parts_and_a_part_with_a_dot_stands_in_quotes(path: str, parts: tuple[str, ...]) -> None:
    assert split_path(path) == parts


@pytest.mark.parametrize(
    "path", ["", ".", "a.", ".a", "a..b", '"a"', 'a."b"', 'a."b.c', 'a.b"c.d"', 'a."b.c"d', '""', '"."."']
)
def test_what_is_no_path_has_no_parts_and_leads_nowhere(path: str) -> None:
    """Quotes stand only where they are needed, so that a path has one spelling."""
    assert split_path(path) == ()
    assert field_type(Model, path) is None
    assert get_field(Limits(), path) is None


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("name", str),
        ("parameters", Parameters),
        ("parameters.total", int),
        ("context.window", int),
        ("released", PartialDate),
        ("training.compute", Decimal),
        ("architecture.tie_word_embeddings", bool),
        ("names.zh", str),
        ("integrations.api", Integration),
        ("integrations.no-such-platform.limits", Limits),
        ('integrations."a.b".limits.window', int),
        ("sources.card.checked", date),
        ("x-acme", Any),
        ("x-acme.deep.er", Any),
    ],
)
def test_a_path_of_a_model_has_a_type(path: str, kind: Any) -> None:
    assert plain_type(field_type(Model, path)) is kind


@pytest.mark.parametrize(
    "path",
    ["licence", "parameters.sum", "name.upper", "aliases.0", "aliases.name", "released.year", "integrations.api.retird",
     "integrations.a.b.retired", "extensions", "extensions.x-acme", "context.x-acme", "languages.all", "__class__", "names.zh.x"],
)  # fmt: skip
def test_other_paths_have_none(path: str) -> None:
    assert field_type(Model, path) is None


def test_keys_count_as_they_are_written() -> None:
    assert field_type(RegistrySettings, "requires-llmreg") is not None
    assert field_type(RegistrySettings, "requires_llmreg") is None
    assert field_type(RegistrySettings, "x-acme") is None


@pytest.mark.parametrize("cls", [Model, Vendor, Integration, RegistrySettings])
def test_every_listed_path_is_one_and_none_is_for_extensions(cls: type) -> None:
    paths = list(iter_field_paths(cls))
    assert len(paths) == len(set(paths))
    assert all(field_type(cls, path) is not None for path in paths)
    assert not any(part.startswith("x-") or part == "extensions" for path in paths for part in path.split("."))


def test_listed_paths_lead_into_tables_and_not_into_mappings() -> None:
    paths = list(iter_field_paths(Model))
    assert paths[:3] == ["id", "name", "names"]
    assert paths.index("parameters") + 1 == paths.index("parameters.total")
    assert not any(path.startswith(("integrations.", "sources.", "aliases.")) for path in paths)


@pytest.mark.parametrize(
    ("annotation", "kind"), [(int | None, int), (str | None, str), (int, int), (typing.Annotated[int, "x"] | None, int)]
)  # fmt: skip
def test_a_plain_type_is_without_none_and_format(annotation: Any, kind: type) -> None:
    assert plain_type(annotation) is kind


def test_values_are_found_at_every_depth(model: Model) -> None:
    assert get_field(model, "name") == "Acme 2 8x7B"
    assert get_field(model, "context.window") == 32_768
    assert get_field(model, "integrations.api.limits.window") == 32_768
    assert get_field(model, "names.zh") == "艾克米二"
    assert get_field(model, "sources.card.kind") == "card"
    assert get_field(model, "x-internal.tier") == 1
    assert get_field(model, "x-team") == "north"


@pytest.mark.parametrize(
    "path",
    [
        "nonsense",
        "names.de",
        "integrations.nowhere.ids",
        "integrations.hub.retired.x",
        "x-none",
        "x-team.x",
        "integrations.x-a",
    ],
)
def test_where_nothing_is_recorded_there_is_none(model: Model, path: str) -> None:
    assert get_field(model, path) is None


@pytest.mark.parametrize("value", [None, (), FrozenMap(), Languages(), Parameters(), Architecture(), Limits()])
def test_nothing_is_recorded_by_an_empty_value(value: Any) -> None:
    assert not is_recorded(value)


@pytest.mark.parametrize(
    "value", [False, 0, Decimal(0), "x", ("x",), FrozenMap({"a": None}), Languages(complete=False), PartialDate(2024)]
)
def test_no_and_zero_are_recorded(value: Any) -> None:
    assert is_recorded(value)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("license", "MIT"),
        ("license", None),
        ("parameters.total", 5),
        ("integrations.api.limits.window", 7),
        ("integrations.api.ids", ("a",)),
        ("names.de", "Akme"),
        ("names.zh", "x"),
        ("x-internal.tier", 2),
        ("x-new", 3),
        ("x-internal", 4),
        ("sources.card.title", "T"),
    ],
)
def test_a_copy_with_another_value_has_it_and_leaves_the_record_as_it_is(model: Model, path: str, value: Any) -> None:
    before = attrs.evolve(model)
    changed = replace_field(model, path, value)
    assert get_field(changed, path) == value
    assert model == before
    hash(changed)
    back = replace_field(changed, path, get_field(model, path))
    assert back == model or get_field(model, path) is None


@pytest.mark.parametrize(
    "path", ["integrations.nowhere.ids", "x-team.deep", "x-none.deep", "sources.no.title", "name.x.y", "released.x.y"]
)
def test_what_leads_nowhere_changes_nothing(model: Model, path: str) -> None:
    assert replace_field(model, path, "value") == model


def test_figures_that_fit_only_together_can_be_put_back_one_by_one() -> None:
    now = Architecture(num_experts=64, num_experts_per_tok=8)
    assert replace_field(replace_field(now, "num_experts", 4), "num_experts_per_tok", 2) == Architecture(
        num_experts=4, num_experts_per_tok=2
    )


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("context", "context", True),
        ("context", "context.window", True),
        ("context", "contexts", False),
        ("context.window", "context.output", False),
    ],
)
def test_paths_overlap_where_one_leads_into_the_other(one: str, other: str, expected: bool) -> None:
    assert overlap(one, other) is overlap(other, one) is expected
