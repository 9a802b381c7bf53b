"""Records become tables again, without what is not recorded and without what the place of a file says."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import llmreg
from llmreg import FrozenMap, Model, PartialDate, Registry, StatedCount
from llmreg.conversion.records import (
    structure_license,
    structure_platform,
    structure_release,
    structure_settings,
    structure_tombstones,
    structure_vendor,
)
from llmreg.conversion.unstructure import unstructure
from llmreg.schema.model import Alias
from llmreg.schema.price import Price
from llmreg.schema.settings import Tombstones
from llmreg.schema.source import Dispute
from llmreg.vocabulary import PriceItem, Weights
from tests.conftest import WriteRegistry
from tests.full import FULL


@pytest.fixture
def full(write: WriteRegistry) -> Registry:
    return llmreg.load(write(FULL))


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (PartialDate(2024, 6, 13), date(2024, 6, 13)),
        (PartialDate(2024, 6), "2024-06"),
        (PartialDate(2024), "2024"),
        (StatedCount("72B"), "72B"),
        (72, 72),
        (True, True),
        (Decimal("0.10"), Decimal("0.10")),
        (Weights.OPEN, "open"),
        (("a", ("b",)), ["a", ["b"]]),
        (FrozenMap({"a": (Weights.OPEN,)}), {"a": ["open"]}),
        (Alias(name="a"), "a"),
        (Alias(name="a", until=PartialDate(2024)), {"name": "a", "until": "2024"}),
    ],
)
def test_values_become_those_of_toml(value: Any, plain: Any) -> None:
    found = unstructure(value)
    assert found == plain
    assert type(found) is type(plain)


def test_a_stated_size_can_be_its_number() -> None:
    assert unstructure(StatedCount("72B"), stated=False) == 72 * 10**9
    assert type(unstructure(StatedCount("72B"), stated=False)) is int


def test_an_amount_of_nothing_and_a_no_are_recorded() -> None:
    free = Price(item=PriceItem.INPUT, amount=Decimal(0), currency="USD")
    assert unstructure(free)["amount"] == 0
    assert unstructure(Dispute(field="capabilities.reasoning", value=False, source="a"))["value"] is False
    assert unstructure(Dispute(field="x-list", value=(), source="a"))["value"] == []


def test_a_model_leaves_out_its_place_and_the_ends_of_its_integrations(full: Registry) -> None:
    tables = unstructure(full["acme/acme-2-8x7b"])
    assert list(tables)[:4] == ["id", "name", "names", "family"]
    assert not {"vendor", "release", "extensions", "x-"} & set(tables)
    assert not {"platform", "model", "family"} & set(tables["integrations"]["api"])
    assert tables["x-internal"] == {"tier": 1, "owners": ["a", "b"]}
    edges = unstructure(full.platforms["api"])["integrations"]
    assert [sorted(edge)[:2] for edge in edges] == [["ids", "model"], ["family", "ids"]]
    assert not {"platform", "model", "family"} & set(
        unstructure(full.vendors["acme"])["families"]["acme"]["integrations"]["shop"]
    )


def test_what_the_place_says_can_be_had_too(full: Registry) -> None:
    tables = unstructure(full["acme/acme-2-8x7b"], implicit=True)
    assert (tables["vendor"], tables["release"]) == ("acme", "acme/acme-2")
    assert tables["integrations"]["api"]["platform"] == "api"
    assert tables["integrations"]["api"]["model"] == "acme/acme-2-8x7b"


def test_what_is_not_recorded_is_left_out(full: Registry) -> None:
    tables = unstructure(full["acme/acme-2-8x7b-chat"])
    assert not {"parameters", "architecture", "context", "aliases", "integrations", "withdrawn"} & set(tables)


def test_the_order_of_the_keys_is_that_of_the_class(full: Registry) -> None:
    names = [key for key in unstructure(full["acme/acme-2-8x7b"]) if not key.startswith("x-")]
    order = [field.name for field in Model.__attrs_attrs__]  # type: ignore[attr-defined]
    assert names == [name for name in order if name in names]


def test_every_file_of_the_full_registry_reads_back_as_the_same_records(full: Registry) -> None:
    def same(record: Any, structure: Callable[..., tuple[Any, Any]], *place: str) -> None:
        assert structure(unstructure(record), *place) == (record, [])

    index = full._index
    same(index.settings, structure_settings)
    same(Tombstones(tombstones=tuple(index.tombstones.values())), structure_tombstones)
    for vendor in full.vendors.values():
        same(vendor, structure_vendor, vendor.id)
    for platform in full.platforms.values():
        same(platform, structure_platform, platform.id)
    for terms in full.licenses.values():
        same(terms, structure_license, terms.id)
    models = [unstructure(model) for model in full]
    release, found, problems = structure_release({"models": models}, "acme", "acme-2")
    assert problems == []
    assert release == full.releases["acme/acme-2"]
    assert [model for _, model in found] == list(full)


def test_the_numbers_are_those_that_were_written(full: Registry) -> None:
    """Equality would not tell `"50B"` from 50,000,000,000, nor 1 from 1.0."""
    written = tomllib.loads(FULL["models/acme/acme-2.toml"], parse_float=Decimal)["models"][0]
    tables = unstructure(full["acme/acme-2-8x7b"])
    assert tables["parameters"] == written["parameters"]
    assert str(tables["integrations"]["api"]["prices"][0]["amount"]) == "0.50"
    assert tables["aliases"] == written["aliases"]
    assert tables["history"] == written["history"]
    assert tables["disputes"] == written["disputes"]
