"""The table of fields: names that cannot be read in two ways, and everything that records hold."""

from __future__ import annotations

import typing

import attrs
import pytest

from llmreg.querying.evaluate import Engine
from llmreg.querying.expressions import F, Fields
from llmreg.querying.fields import FIELDS, OPTIONS, Kind, find_field, reserved_words, suggest_field
from llmreg.querying.listing import list_field, operators
from llmreg.querying.query import Query
from llmreg.registry import Registry
from llmreg.schema.fields import iter_field_paths
from llmreg.schema.integration import Integration
from llmreg.schema.model import Model
from llmreg.vocabulary import RESERVED_WORDS


def test_the_reserved_words_are_those_of_the_table() -> None:
    assert reserved_words() == RESERVED_WORDS


def test_every_name_means_one_field() -> None:
    names = [each for field in FIELDS.values() for each in (field.name, *field.synonyms)]
    names += [each for option, synonyms in OPTIONS.items() for each in (option, *synonyms)]
    folded = [name.lower().replace("-", "_") for name in names]
    assert len(set(folded)) == len(folded) - len([name for name in names if name == "as_of"])
    for field in FIELDS.values():
        for each in (field.name, *field.synonyms):
            assert find_field(each.upper().replace("_", "-")) is field


def test_a_slip_in_a_name_is_recognised() -> None:
    assert suggest_field("licens") == "license"
    assert suggest_field("languags") == "languages"
    assert suggest_field("zzzz") is None
    assert suggest_field("x" * 100) is None


ASKED_OTHERWISE = {
    "vendor": "vendor",
    "names": "name",
    "rolling": "is:rolling",
    "parameters.nominal": "size",
    "languages.tags": "languages",
    "languages.complete": "lang: itself, whose answers depend on it",
    "languages": "languages",
    "modalities": "modalities",
    "capabilities": "capabilities",
    "derived_from": "derived-from and parent",
    "integrations": "platform and the fields with @",
    "training": "training.tokens",
    "extensions": "nothing: they are not part of the format",
}


def test_whatever_a_model_holds_can_be_asked_for() -> None:
    """Every field path leads to a field of that name, or one that this test names."""
    left = set()
    for path in iter_field_paths(Model):
        head = path.split(".")[0]
        if find_field(path) is None and path not in ASKED_OTHERWISE and head != "capabilities":
            left.add(path)
    assert left <= {"x-"}


def test_what_integrations_hold_can_be_asked_for() -> None:
    otherwise = {
        "platform": "platform",
        "model": "platform",
        "family": "family-platform",
        "limits": "context@, output@",
        "prices": "price@",
        "until": "retired",
        "deprecation_announced": "deprecated",
        "sources": "sources",
    }
    for attribute in attrs.fields(Integration):
        assert find_field(attribute.name) is not None or attribute.name in otherwise


@pytest.mark.parametrize("name", [name for name in FIELDS if "." not in name])
def test_typed_expressions_know_every_field(name: str) -> None:
    """By its own name, and with the class that its kind needs."""
    field = FIELDS[name]
    if field.kind in (Kind.PROPERTY, Kind.PRESENCE, Kind.TEXT):
        return
    annotations = typing.get_type_hints(Fields)
    for each in (field.name, *field.synonyms):
        attribute = each.replace("-", "_")
        if attribute in annotations:
            assert type(getattr(F, attribute)) is annotations[attribute], attribute
    assert field.name.replace("-", "_") in annotations


def test_typed_expressions_promise_nothing_else() -> None:
    for name in typing.get_type_hints(Fields):
        if not name.startswith("_"):
            assert find_field(name) is not None, name


@pytest.mark.parametrize("name", FIELDS)
def test_the_examples_of_a_field_can_be_read(name: str) -> None:
    for example in operators(FIELDS[name], ["qwen", 'with "quotes" and blanks']):
        query = Query.parse(example)
        assert Query.parse(str(query)) == query


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_can_be_listed(registry: Registry, name: str) -> None:
    engine: Engine = registry._engine(None)
    listing = list_field(engine, FIELDS[name])
    assert listing.field.about
    if listing.states:
        assert sum(listing.states.values()) == len(registry)
    for example in listing.operators:
        if "@openai" not in example and FIELDS[name].kind is not Kind.TEXT:
            registry.find(example)


def test_groups_say_what_is_in_them_and_how_that_is_known(registry: Registry) -> None:
    (listing,) = registry.fields("lang")
    groups = {each.group.name: each for each in listing.groups}
    assert {"africa", "cjk", "eu", "indic", "mena", "sea"} <= set(groups)
    assert groups["cjk"].members == ("ja", "ko", "zh")
    assert all(each.group.rule and each.group.sources and each.group.checked for each in groups.values())
    assert groups["cjk"].models == len(registry.find("lang:@cjk"))
    (licences,) = registry.fields("license")
    assert {"osi", "permissive", "copyleft", "commercial-ok", "noncommercial", "custom"} <= {
        each.group.name for each in licences.groups
    }
    osi = next(each for each in licences.groups if each.group.name == "osi")
    assert "Apache-2.0" in osi.members
    (only,) = registry.fields("@osi")
    assert [each.group.name for each in only.groups] == ["osi"]
