"""Registries of random records: what is written reads back, in any order of the files, and nothing new is found."""

from __future__ import annotations

import tempfile
import tomllib
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

import llmreg
from llmreg import FrozenMap, Model, Registry
from llmreg.conversion.records import (
    structure_license,
    structure_platform,
    structure_release,
    structure_settings,
    structure_tombstones,
    structure_vendor,
)
from llmreg.conversion.unstructure import unstructure
from llmreg.index import Index
from llmreg.schema.fields import field_type, get_field, is_recorded, iter_field_paths
from llmreg.toml.writer import write
from tests.property.strategies import TODAY, Content, contents, share, write_files


def read(text: str) -> Any:
    return tomllib.loads(text, parse_float=Decimal)


def structured(content: Content) -> list[tuple[Any, Any, Any]]:
    """Every record that a file holds, with what its text reads back as, and what was wrong with that."""

    def back(record: Any, structure: Callable[..., tuple[Any, Any]], *place: str) -> tuple[Any, Any, Any]:
        return record, *structure(read(write(unstructure(record))), *place)

    found = [
        back(content.settings, structure_settings),
        back(content.tombstones, structure_tombstones),
        *(back(vendor, structure_vendor, vendor.id) for vendor in content.vendors),
        *(back(platform, structure_platform, platform.id) for platform in content.platforms),
        *(back(terms, structure_license, terms.id) for terms in content.licenses),
    ]
    for model in content.models:
        vendor, stem = model.release.split("/")
        _, models, problems = structure_release(read(write({"models": [unstructure(model)]})), vendor, stem)
        found.append((model, models[0][1] if models else None, problems))
    return found


def exactly(value: Any) -> Any:
    """A value with its types and as it prints; the order of keys aside."""
    if attrs.has(type(value)):
        return [(field.name, exactly(getattr(value, field.name))) for field in attrs.fields(type(value))]
    if isinstance(value, FrozenMap):
        return sorted((key, exactly(inner)) for key, inner in value.items())
    return [exactly(inner) for inner in value] if isinstance(value, tuple) else repr(value)


@settings(max_examples=share(0.25))
@given(contents())
def test_records_survive_the_way_through_text(content: Content) -> None:
    """Also what equality does not see: how a size was stated, and which numbers are decimals."""
    for record, back, problems in structured(content):
        assert problems == []
        assert back == record
        assert hash(back) == hash(record)
        assert exactly(back) == exactly(record)


def tables_of(index: Index) -> dict[str, dict[str, Any]]:
    names = ("vendors", "families", "models", "platforms", "licenses", "tombstones", "releases")
    return {name: dict(getattr(index, name)) for name in names}


def orders_of(index: Index) -> dict[str, list[str]]:
    return {name: list(table) for name, table in tables_of(index).items()}


@settings(max_examples=share(0.2))
@given(contents(), st.integers(1, 1000))
def test_a_registry_that_was_written_loads_as_it_was_in_any_order_of_files(content: Content, seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        files = content.files()
        index = llmreg.load(write_files(Path(folder) / "a", files))._index
        shuffled = llmreg.load(write_files(Path(folder) / "b", files, seed=seed))._index
    assert index.settings == content.settings
    assert tables_of(index) | {"releases": {}} == {
        "vendors": {vendor.id: vendor for vendor in content.vendors},
        "families": {family.id: family for vendor in content.vendors for family in vendor.families.values()},
        "models": {model.id: model for model in content.models},
        "platforms": {platform.id: platform for platform in content.platforms},
        "licenses": {terms.id: terms for terms in content.licenses},
        "tombstones": {stone.id: stone for stone in content.tombstones.tombstones},
        "releases": {},
    }
    assert list(index.models) == [model.id for model in content.models]
    assert [model for release in index.releases.values() for model in release.models] == list(index.models)
    assert tables_of(shuffled) == tables_of(index)
    assert orders_of(shuffled) == orders_of(index)
    assert shuffled.origins == index.origins
    assert shuffled.edges == index.edges


def codes(report: llmreg.Report) -> set[str]:
    return {found.code for found in report} - {"LR114"}  # which only lists extensions


@settings(max_examples=share(0.2))
@given(contents())
def test_a_registry_without_findings_has_none_after_it_was_rewritten(content: Content) -> None:
    with tempfile.TemporaryDirectory() as folder:
        first = write_files(Path(folder) / "first", content.files())
        report = llmreg.check(first, as_of=TODAY)
        assert codes(report) == set(), report.concise()
        reg = llmreg.load(first)
        again = {
            "registry.toml": write(unstructure(reg._index.settings)),
            **{f"vendors/{key}.toml": write(unstructure(vendor)) for key, vendor in reg.vendors.items()},
            **{f"platforms/{key}.toml": write(unstructure(platform)) for key, platform in reg.platforms.items()},
            **{f"licenses/{key}.toml": write(unstructure(terms)) for key, terms in reg.licenses.items()},
            **{f"models/{key}.toml": write({"models": [unstructure(reg[each]) for each in release.models]}) for key, release in reg.releases.items()},
        }  # fmt: skip
        assert {name: text for name, text in content.files().items() if name != "tombstones.toml"} == again
        rewritten = llmreg.check(write_files(Path(folder) / "again", again), as_of=TODAY)
    assert codes(rewritten) == set(), rewritten.concise()


def registry(content: Content, folder: str) -> Registry:
    return llmreg.load(write_files(Path(folder) / "r", content.files()))


@settings(max_examples=share(0.2))
@given(contents(), st.lists(st.dates(date(1985, 1, 1), date(2027, 1, 1)), min_size=1, max_size=8))
def test_every_day_of_the_past_has_a_registry_that_names_only_what_it_holds(content: Content, days: list[date]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        reg = registry(content, folder)
    last = reg.as_of(date.max)
    assert [(vendor.id, vendor.parent, list(vendor.families)) for vendor in last.vendors.values()] == [
        (vendor.id, vendor.parent, list(vendor.families)) for vendor in reg.vendors.values()
    ]
    assert list(last.models) == list(reg.models)
    for day in days:
        then = reg.as_of(day)
        assert set(then.models) <= set(reg.models)
        assert all(
            hash(model) is not None and model.vendor in then.vendors and model.family in then.families for model in then
        )
        for edge in then._index.edges:
            assert edge.integration.platform in then.platforms
            assert edge.integration.model is None or edge.integration.model in then
            assert edge.integration.family is None or edge.integration.family in then.families
            edge.integration.status(day)


@settings(max_examples=share(0.1))
@given(contents(most=2))
def test_every_fact_that_is_recorded_can_be_explained_and_has_its_place(content: Content) -> None:
    with tempfile.TemporaryDirectory() as folder:
        reg = registry(content, folder)
        for model in reg:
            assert reg.resolve(model.id).model is model
            extensions = [key for key in model.extensions if field_type(Model, key)]  # a dot or a quote keeps some out
            for path in (*iter_field_paths(Model), *extensions):
                found = reg.why(model.id, path)
                recorded = is_recorded(get_field(model, path))
                assert is_recorded(found.value) is (found.location is not None) is recorded
