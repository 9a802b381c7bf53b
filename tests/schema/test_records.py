"""What records are: frozen, hashable, without anything in them that could change, and with a text to every field."""

from __future__ import annotations

import ast
import copy
import importlib
import inspect
import pickle
import pkgutil
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from itertools import pairwise
from pathlib import Path
from typing import Any

import attrs
import pytest

import llmreg
from llmreg import FrozenMap, Languages, PartialDate, StatedCount, schema
from llmreg.identifiers import ModelId
from llmreg.index import Index
from llmreg.schema.fields import is_recorded
from llmreg.schema.lineage import Parent, Successor
from llmreg.schema.parameters import Architecture
from llmreg.vocabulary import Relation
from tests.conftest import WriteRegistry
from tests.full import FULL

CLASSES = sorted(
    {
        cls
        for module in pkgutil.iter_modules(schema.__path__)
        for cls in vars(importlib.import_module(f"llmreg.schema.{module.name}")).values()
        if inspect.isclass(cls) and attrs.has(cls) and cls.__module__.startswith("llmreg.schema")
    },
    key=lambda cls: cls.__name__,
)
ATOMS = (str, bool, int, Decimal, float, date, datetime, time, Enum, PartialDate, type(None))


@pytest.fixture
def index(write: WriteRegistry) -> Index:
    return llmreg.load(write(FULL))._index


def records(index: Index) -> list[Any]:
    tables = (
        index.vendors,
        index.families,
        index.releases,
        index.models,
        index.platforms,
        index.licenses,
        index.tombstones,
    )
    return [index.settings, *(record for table in tables for record in table.values())]


def inside(value: Any) -> Iterator[Any]:
    """A value and everything that it holds."""
    yield value
    if attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield from inside(getattr(value, field.name))
    elif isinstance(value, FrozenMap):
        for key, inner in value.items():
            yield from (key, *inside(inner))
    elif isinstance(value, tuple):
        for inner in value:
            yield from inside(inner)


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_a_class_is_frozen_slotted_and_takes_names_only(cls: type) -> None:
    fields = attrs.fields(cls)
    assert "__slots__" in vars(cls)
    assert not hasattr(cls, "__dict__") or "__dict__" not in vars(cls)
    assert all(field.kw_only for field in fields)
    assert all(field.eq and field.hash is None for field in fields)
    blank = object.__new__(cls)
    assert not hasattr(blank, "__dict__")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        setattr(blank, fields[0].name, None)


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_no_default_is_shared_and_mutable(cls: type) -> None:
    for field in attrs.fields(cls):
        default = field.default.factory() if isinstance(field.default, attrs.Factory) else field.default  # type: ignore[arg-type]
        if default is not attrs.NOTHING:
            hash(default)


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_every_field_says_what_it_is(cls: type) -> None:
    """The reference is made from the strings under the fields."""
    tree = ast.parse(Path(inspect.getsourcefile(cls) or "").read_text(encoding="utf-8"))
    body = next(node.body for node in tree.body if isinstance(node, ast.ClassDef) and node.name == cls.__name__)
    told = {
        node.target.id
        for node, after in pairwise(body)
        if isinstance(node, ast.AnnAssign)
        and isinstance(node.target, ast.Name)
        and isinstance(after, ast.Expr)
        and isinstance(after.value, ast.Constant)
    }
    assert told == {field.name for field in attrs.fields(cls)}
    assert cls.__doc__


def test_the_full_example_uses_every_class_and_every_field(index: Index) -> None:
    seen = {
        (type(value).__name__, field.name)
        for record in records(index)
        for value in inside(record)
        if attrs.has(type(value))
        for field in attrs.fields(type(value))
        if is_recorded(getattr(value, field.name))
    }
    every = {(cls.__name__, field.name) for cls in CLASSES for field in attrs.fields(cls)}
    # The file itself, whose records stand alone; and another registry, which a small one does not need.
    assert every - seen == {("Tombstones", "tombstones"), ("RegistrySettings", "extends")}


def test_nothing_inside_a_record_can_change(index: Index) -> None:
    for record in records(index):
        for value in inside(record):
            hash(value)
            assert attrs.has(type(value)) or isinstance(value, (tuple, FrozenMap, *ATOMS)), type(value)
            assert type(value) is StatedCount or isinstance(value, Enum) or not hasattr(value, "__dict__"), type(value)


def test_records_are_equal_by_value_and_survive_copying(index: Index) -> None:
    for record in records(index):
        for other in (
            copy.copy(record),
            copy.deepcopy(record),
            pickle.loads(pickle.dumps(record)),
            attrs.evolve(record),
        ):
            assert other == record
            assert hash(other) == hash(record)
            assert repr(other) == repr(record)


def test_records_that_differ_in_one_field_differ(index: Index) -> None:
    model = next(iter(index.models.values()))
    assert attrs.evolve(model, name="other") != model
    assert len({model, attrs.evolve(model, name="other"), attrs.evolve(model)}) == 2


@pytest.mark.parametrize("cls", [Parent, Successor])
def test_a_model_of_another_model_is_named_in_exactly_one_way(cls: Any) -> None:
    rest = {"relation": Relation.FINETUNE} if cls is Parent else {}
    assert str(cls(model=ModelId("a/b"), **rest)) == "a/b"
    assert str(cls(external="A/B", **rest)) == "A/B"
    for given in ({}, {"model": ModelId("a/b"), "external": "A/B"}):
        with pytest.raises(ValueError, match="one of the two"):
            cls(**given, **rest)


@pytest.mark.parametrize(
    ("small", "large"), [("num_experts_per_tok", "num_experts"), ("num_key_value_heads", "num_attention_heads")]
)
def test_a_part_of_the_network_is_not_larger_than_the_whole(small: str, large: str) -> None:
    Architecture(**{small: 8, large: 8})
    Architecture(**{small: 9})
    with pytest.raises(ValueError, match=f"`{small}` is 9, more than `{large}`, 8"):
        Architecture(**{small: 9, large: 8})


def test_languages_know_their_level() -> None:
    spoken = Languages(tags=("zh", "en"), trained=("fr", "en"), evaluated=("yue",))
    assert spoken.all == ("zh", "en", "fr", "yue")
    assert [spoken.level(tag) for tag in ("en", "fr", "yue", "de")] == ["declared", "trained", "evaluated", None]
