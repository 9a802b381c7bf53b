"""`FrozenMap` behaves as a mapping, cannot change, hashes, and survives copying."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Mapping

import pytest

from llmreg import FrozenMap


def test_it_is_a_mapping_in_the_order_in_which_it_was_written() -> None:
    table = FrozenMap({"b": 1, "a": 2})
    assert isinstance(table, Mapping)
    assert (list(table), list(table.values()), list(table.items())) == (["b", "a"], [1, 2], [("b", 1), ("a", 2)])
    assert (table["a"], table.get("c"), table.get("c", 3), len(table), "b" in table) == (2, None, 3, 2, True)
    assert repr(table) == "FrozenMap({'b': 1, 'a': 2})"
    with pytest.raises(KeyError):
        table["c"]


def test_it_is_made_of_mappings_and_of_pairs() -> None:
    assert FrozenMap() == FrozenMap({}) == FrozenMap([]) == {}
    assert not FrozenMap()
    assert FrozenMap([("a", 1), ("a", 2)]) == FrozenMap(FrozenMap({"a": 2}))


def test_equality_and_hash_ignore_order() -> None:
    one, other = FrozenMap({"a": 1, "b": 2}), FrozenMap({"b": 2, "a": 1})
    assert one == other == {"a": 1, "b": 2}
    assert hash(one) == hash(other)
    assert one != FrozenMap({"a": 1})
    assert one != FrozenMap({"a": 1, "b": 3})
    assert len({one, other}) == 1


def test_it_does_not_follow_the_dict_that_it_was_made_of() -> None:
    origin = {"a": 1}
    table = FrozenMap(origin)
    origin["a"] = 2
    assert table["a"] == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda table: setattr(table, "_items", {}),
        lambda table: delattr(table, "_items"),
        lambda table: setattr(table, "other", 1),
        lambda table: table.__setitem__("a", 2),
        lambda table: table.__delitem__("a"),
        lambda table: table.update(a=2),
        lambda table: table.pop("a"),
    ],
    ids=["assign", "delete", "new attribute", "set item", "delete item", "update", "pop"],
)
def test_it_cannot_change(change: object) -> None:
    table = FrozenMap({"a": 1})
    with pytest.raises(AttributeError):
        change(table)  # type: ignore[operator]
    assert table == {"a": 1}
    assert not hasattr(table, "__dict__")


def test_hashing_needs_values_that_hash() -> None:
    with pytest.raises(TypeError):
        hash(FrozenMap({"a": []}))


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_it_pickles_with_its_order(protocol: int) -> None:
    table = FrozenMap({"b": FrozenMap({"d": 1, "c": 2}), "a": 2})
    back = pickle.loads(pickle.dumps(table, protocol))
    assert type(back) is FrozenMap
    assert back == table
    assert list(back) == ["b", "a"]
    assert list(back["b"]) == ["d", "c"]
    assert copy.deepcopy(table) == copy.copy(table) == table
