"""Names that two models claim: on the same day and platform, or not."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmreg.garbage import no_collection
from llmreg.identifiers import FamilyId, ModelId, PlatformId, ReleaseId, VendorId
from llmreg.index import Origin, Record, make_index
from llmreg.quantities import PartialDate
from llmreg.rules import RULES
from llmreg.rules.rule import Facts, Finding
from llmreg.schema.model import Alias, Model
from llmreg.schema.settings import RegistrySettings

DAY = date(2024, 1, 1)
days = st.none() | st.integers(0, 5).map(lambda after: PartialDate.of(DAY + timedelta(after)))
aliases = st.builds(
    Alias,
    name=st.just("top"),
    platform=st.sampled_from([None, PlatformId("one"), PlatformId("two")]),
    since=days,
    until=days,
)


def model(name: str, *aliases: Alias) -> Model:
    return Model(
        id=ModelId(f"acme/{name}"),
        name=name,
        vendor=VendorId("acme"),
        release=ReleaseId("acme/acme"),
        family=FamilyId("acme"),
        aliases=aliases,
    )


def find(code: str, models: list[Model]) -> list[Finding]:
    records = tuple(Record(each, Origin("models/acme/acme.toml")) for each in models)
    index = make_index(RegistrySettings(name="test", schema=1), records)
    return list(RULES[code].check(Facts(index=index, records=records, as_of=DAY)))


def overlap(one: Alias, other: Alias) -> bool:
    """Whether both hold on some day and platform, by asking every day."""
    if one.platform and other.platform and one.platform != other.platform:
        return False
    return any(one.holds(day) and other.holds(day) for day in (DAY + timedelta(n) for n in range(-1, 8)))


@given(st.lists(st.lists(aliases, max_size=3), max_size=4))
def test_a_name_clashes_where_two_models_go_by_it_on_one_day_and_platform(named: list[list[Alias]]) -> None:
    models = [model(f"m{number}", *each) for number, each in enumerate(named)]
    expected = any(overlap(a, b) for one, other in combinations(named, 2) for a in one for b in other)
    found = find("LR203", models)
    assert len(found) == expected
    for each in found:
        (other, path, _), at = each.related[0], each.record
        assert at.value.id != other.value.id
        assert overlap(at.value.aliases[each.path[1]], other.value.aliases[path[1]])


def test_an_alias_clashes_with_the_id_of_another_model_but_not_with_its_own() -> None:
    assert [each.message for each in find("LR203", [model("top"), model("b", Alias(name="TOP"))])] == [
        "`top` means both `acme/b` and `acme/top`"
    ]
    assert find("LR203", [model("top", Alias(name="top")), model("b")]) == []


@pytest.mark.parametrize("platforms", [1, 20_000])
def test_many_equal_aliases_are_told_apart_in_one_pass(platforms: int) -> None:
    """Four times as many take about four times as long, not sixteen times; there is leave for a busy machine."""

    def seconds(count: int) -> float:
        names = [Alias(name="top", platform=PlatformId(f"p{number % platforms}")) for number in range(count)]
        models = [model("a", *names)]
        with no_collection():  # what other tests have left behind is not what is measured
            start = process_time()
            assert find("LR203", models) == []
            return process_time() - start

    assert min(seconds(20_000) for _ in range(3)) < 10 * min(seconds(5_000) for _ in range(3))
