"""Circles of lineage: each step back is found once, however many there are."""

from __future__ import annotations

from graphlib import TopologicalSorter
from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from llmreg.garbage import no_collection
from llmreg.rules.references import _chain, _cycles

NAMES = [f"m{number}" for number in range(6)]
graphs = st.fixed_dictionaries({name: st.lists(st.sampled_from(NAMES), max_size=4) for name in NAMES})


@given(graphs)
def test_a_circle_follows_recorded_steps_and_is_told_once(parents: dict[str, list[str]]) -> None:
    found = list(_cycles(parents))
    assert len({tuple(circle) for circle in found}) == len(found)
    for circle in found:
        assert circle[0] == min(circle)
        assert len(set(circle)) == len(circle)
        assert all(up in parents[name] for name, up in zip(circle, circle[1:] + circle[:1], strict=True))


@given(graphs)
def test_without_the_steps_of_all_that_is_told_no_circle_is_left(parents: dict[str, list[str]]) -> None:
    """So there is a finding wherever there is a circle."""
    told = {step for circle in _cycles(parents) for step in zip(circle, circle[1:] + circle[:1], strict=True)}
    TopologicalSorter({name: [up for up in ups if (name, up) not in told] for name, ups in parents.items()}).prepare()


def test_a_long_circle_is_told_in_one_short_line() -> None:
    assert _chain(["a", "b"]) == "a -> b -> a"
    names = [f"m{number}" for number in range(1_500)]
    assert _chain(names).endswith("m8 -> m9 -> 1490 more -> m0")


def test_many_circles_take_one_walk() -> None:
    """Four times as many take about four times as long, not sixteen times; there is leave for a busy machine."""

    def seconds(pairs: int) -> float:
        parents = {f"m{number}": [f"m{number ^ 1}"] for number in range(2 * pairs)}
        with no_collection():
            start = process_time()
            assert len(list(_cycles(parents))) == pairs
            return process_time() - start

    assert min(seconds(20_000) for _ in range(3)) < 10 * min(seconds(5_000) for _ in range(3))
