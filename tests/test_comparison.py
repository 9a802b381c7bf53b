"""Models side by side: what is the same, what certainly differs, and what cannot be told."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import llmreg
from llmreg import Comparison, Registry, RowState
from llmreg.comparison import DEFAULT_FIELDS, LEAST, MOST
from llmreg.querying.facts import State
from tests.conftest import WriteRegistry

SOURCE = """
[models.sources.card]
url = "https://example.org/card"
kind = "card"
checked = 2024-06-01
supports = ["parameters", "context"]
[models.sources.set]
url = "https://example.org/set"
kind = "dataset"
checked = 2024-06-01
supports = ["context.window"]
"""


def entry(name: str, more: str) -> str:
    return f'[[models]]\nid = "{name}"\nname = "{name}"\nfamily = "acme"\n{more}\n'


FILES = {
    "registry.toml": 'name = "r"\nschema = 1\nrevision = "2024.07.01"\n',
    "vendors/acme.toml": 'name = "Acme"\n[families.acme]\nname = "Acme"\n[families.acme.integrations.shop]\nsince = 2024-01-01\n',
    "platforms/hub.toml": 'name = "Hub"\nkind = "hub"\n',
    "platforms/api.toml": 'name = "API"\nkind = "api"\n',
    "platforms/shop.toml": 'name = "Shop"\nkind = "product"\n',
    "licenses/LicenseRef-Acme.toml": 'name = "Acme"\nurl = "https://example.org/l"\ncommercial_use = "no"\n',
    "models/acme/acme.toml": entry(
        "dense",
        """parameters = { total = 7_240_000_000, nominal = "7B" }
architecture = { kind = "dense" }
context = { window = 128_000, output = 4_096 }
languages = { tags = ["en", "zh"], complete = true }
capabilities = { tool_calling = true, json_mode = false }
license = "Apache-2.0"
released = "2024"
variant = "base"
[models.integrations.hub]
ids = ["acme/dense"]"""
        + SOURCE,
    )
    + entry(
        "sparse",
        """parameters = { total = 46_700_000_000, active = 12_900_000_000, nominal = "56B" }
architecture = { kind = "moe" }
context = { window = 131_072 }
languages = { tags = ["en", "th"], complete = false }
license = "LicenseRef-Acme"
released = 2024-03-01
disputes = [{ field = "parameters.total", value = 47_000_000_000, source = "card" }]
[models.integrations.hub]
ids = ["acme/sparse"]
[models.integrations.api]
ids = ["sparse"]
[[models.integrations.api.prices]]
item = "input"
amount = 0.5
currency = "USD"
unit = "mtok\""""
        + SOURCE,
    )
    + entry(
        "secret",
        """undisclosed = ["parameters", "architecture"]
languages = { tags = ["en"], complete = true }
released = 2024-05-01""",
    )
    + entry("rounded", 'parameters = { total = "7.2B" }\nlanguages = { tags = ["en", "zh-Hans"], complete = true }')
    + entry("other", 'parameters = { total = "7B" }\ncontext = { window = 8192 }'),
}


@pytest.fixture(scope="module")
def reg(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    root = tmp_path_factory.mktemp("comparison")
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return llmreg.load(root)


def states(comparison: Comparison) -> dict[str, str]:
    return {row.field: str(row.state) for row in comparison}


def test_rows_come_in_the_order_in_which_they_are_asked_for(reg: Registry) -> None:
    assert tuple(row.field for row in reg.compare("dense", "sparse")) == DEFAULT_FIELDS
    found = reg.compare("dense", "sparse", fields=["ctx", "params", "context", "price@api"])
    assert [row.field for row in found] == ["context", "parameters", "price@api"]
    assert found["ctx"] is found["context"]


@pytest.mark.parametrize("count", [0, LEAST - 1, MOST + 1, 20])
def test_too_few_and_too_many_models_are_refused_with_a_remedy(reg: Registry, count: int) -> None:
    with pytest.raises(llmreg.ComparisonSizeError) as refusal:
        reg.compare(*["dense"] * count)
    assert isinstance(refusal.value, ValueError)
    assert (refusal.value.count, refusal.value.least, refusal.value.most) == (count, 2, 8)
    assert ";" in str(refusal.value)


def test_the_number_is_told_before_the_names(reg: Registry) -> None:
    with pytest.raises(llmreg.ComparisonSizeError):
        reg.compare("nonsense")


def test_names_and_fields_that_there_are_not_are_told(reg: Registry) -> None:
    with pytest.raises(llmreg.UnknownModelError):
        reg.compare("dense", "sparce")
    for wrong in ("contxt", "vendor@api", "is", "text", ""):
        with pytest.raises(llmreg.UnknownFieldError):
            reg.compare("dense", "sparse", fields=[wrong])
    with pytest.raises(llmreg.UnknownFieldError):
        reg.compare("dense", "sparse", fields=["context"])["license"]


def test_an_unknown_fact_is_no_difference(reg: Registry) -> None:
    found = states(reg.compare("dense", "other"))
    assert found["license"] == "partly-unknown"
    assert found["knowledge_cutoff"] == "all-unknown"
    assert found["context"] == "differs"
    assert found["vendor"] == "same"


def test_of_three_two_that_differ_are_enough(reg: Registry) -> None:
    assert states(reg.compare("dense", "sparse", "other"))["license"] == "differs"


def test_undisclosed_unknown_and_not_applicable_stay_apart(reg: Registry) -> None:
    row = reg.compare("dense", "sparse", "secret", "other", fields=["active"])["active"]
    assert [cell.state for cell in row.cells] == [
        State.NOT_APPLICABLE,
        State.RECORDED,
        State.UNDISCLOSED,
        State.UNKNOWN,
    ]
    assert row.state is RowState.DIFFERS  # what cannot be there differs from what is
    assert states(reg.compare("secret", "other", fields=["active"])) == {"active": "all-unknown"}
    assert states(reg.compare("dense", "dense", fields=["active"])) == {"active": "not-applicable"}
    assert states(reg.compare("dense", "other", fields=["active"])) == {"active": "all-unknown"}


def test_lists_differ_only_where_that_is_certain(reg: Registry) -> None:
    """Thai is not in the complete list of the first; Chinese may be in the other, which is not complete."""
    found = reg.compare("dense", "sparse", fields=["languages"])["languages"]
    assert found.state is RowState.DIFFERS
    assert found.common == ("en",)
    assert [cell.only for cell in found.cells] == [("zh",), ("th",)]
    assert [cell.complete for cell in found.cells] == [True, False]
    assert states(reg.compare("sparse", "secret", fields=["languages"])) == {"languages": "differs"}


def test_a_language_and_its_script_are_no_certain_difference(reg: Registry) -> None:
    assert states(reg.compare("dense", "rounded", fields=["languages"])) == {"languages": "partly-unknown"}


def test_rounded_counts_and_partial_dates_may_be_the_same(reg: Registry) -> None:
    assert states(reg.compare("dense", "rounded", fields=["params"])) == {"parameters": "partly-unknown"}
    assert states(reg.compare("dense", "other", fields=["params"])) == {"parameters": "partly-unknown"}
    assert states(reg.compare("sparse", "rounded", fields=["params"])) == {"parameters": "differs"}
    assert states(reg.compare("dense", "sparse", fields=["released"])) == {"released": "partly-unknown"}
    assert states(reg.compare("secret", "sparse", fields=["released"])) == {"released": "differs"}


def test_the_best_is_marked_only_where_there_is_a_direction(reg: Registry) -> None:
    found = reg.compare("dense", "sparse", "other")
    assert [row.field for row in found if any(cell.best for cell in row.cells)] == ["context"]
    assert [cell.best for cell in found["context"].cells] == [False, True, False]
    assert found["context"].best_is_certain


def test_the_best_of_those_known_is_not_certain(reg: Registry) -> None:
    row = reg.compare("dense", "sparse", "secret", fields=["context"])["context"]
    assert not row.best_is_certain
    assert [cell.best for cell in row.cells] == [False, True, False]


def test_ties_are_marked_as_ties_and_nothing_where_all_are_alike(reg: Registry) -> None:
    row = reg.compare("dense", "dense", "other", fields=["context"])["context"]
    assert [cell.best for cell in row.cells] == [True, True, False]
    row = reg.compare("dense", "dense", fields=["context"])["context"]
    assert [cell.best for cell in row.cells] == [False, False]


def test_numbers_that_are_advertised_alike_are_told(reg: Registry) -> None:
    row = reg.compare("dense", "sparse", fields=["context"])["context"]
    assert (row.state, row.alike) == (RowState.DIFFERS, "128k")
    assert reg.compare("dense", "other", fields=["context"])["context"].alike is None
    assert reg.compare("dense", "dense", fields=["context"])["context"].alike is None


def test_a_licence_comes_with_its_classes(reg: Registry) -> None:
    row = reg.compare("dense", "sparse", "other", fields=["license"])["license"]
    assert [cell.classes for cell in row.cells] == [("permissive",), ("noncommercial", "custom"), ()]


def test_where_only_the_family_is_used_is_told_apart(reg: Registry) -> None:
    row = reg.compare("dense", "sparse", fields=["platform"])["platform"]
    assert [cell.values for cell in row.cells] == [("hub",), ("hub", "api")]
    assert [cell.maybe for cell in row.cells] == [("shop",), ("shop",)]


def test_a_field_on_a_platform(reg: Registry) -> None:
    row = reg.compare("dense", "sparse", fields=["price@api"])["price@api"]
    assert [cell.state for cell in row.cells] == [State.NOT_APPLICABLE, State.RECORDED]


def test_every_cell_keeps_its_sources_and_what_others_say(reg: Registry) -> None:
    found = reg.compare("dense", "sparse", "other", fields=["context", "parameters"])
    names = [[source.url.rpartition("/")[2] for source in cell.sources] for cell in found["context"].cells]
    assert names == [["set", "card"], ["set", "card"], []]  # what names just this field stands first
    assert [len(cell.disputes) for cell in found["parameters"].cells] == [0, 1, 0]


def test_a_past_day_has_past_models(registry: Registry) -> None:
    with pytest.raises(llmreg.UnknownModelError):
        registry.compare("qwen2.5-72b", "qwen-72b", as_of=date(2023, 12, 31))
    found = registry.compare("qwen-72b", "llama-2-70b", as_of=date(2023, 12, 31))
    assert found.as_of == date(2023, 12, 31)
    assert found.models == registry.as_of(date(2023, 12, 31)).compare("qwen-72b", "llama-2-70b").models


def some_models(registry: Registry, least: int, most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from([model.id for model in registry]), min_size=least, max_size=most)


@given(data=st.data())
def test_a_model_does_not_differ_from_itself(registry: Registry, data: st.DataObject) -> None:
    (name,) = data.draw(some_models(registry, 1, 1))
    found = registry.compare(*[name] * data.draw(st.integers(LEAST, MOST)))
    assert found.differences == ()
    assert found.counts[RowState.PARTLY_UNKNOWN] == 0
    assert not any(cell.best or cell.only for row in found for cell in row.cells)


@given(data=st.data())
def test_swapping_sides_mirrors_the_comparison(registry: Registry, data: st.DataObject) -> None:
    names = data.draw(some_models(registry, LEAST, MOST))
    there, back = registry.compare(*names), registry.compare(*reversed(names))
    assert there.models == back.models[::-1]
    for one, other in zip(there, back, strict=True):
        assert (one.field, one.state, one.alike, set(one.common)) == (
            other.field,
            other.state,
            other.alike,
            set(other.common),
        )
        assert one.cells == other.cells[::-1]


@given(data=st.data())
def test_a_further_model_never_takes_a_difference_away(registry: Registry, data: st.DataObject) -> None:
    names = data.draw(some_models(registry, LEAST + 1, MOST))
    fewer = {row.field for row in registry.compare(*names[:-1]).differences}
    assert fewer <= {row.field for row in registry.compare(*names).differences}


@given(data=st.data())
def test_what_is_the_same_or_differs_agrees_with_the_values(registry: Registry, data: st.DataObject) -> None:
    for row in registry.compare(*data.draw(some_models(registry, LEAST, 4))):
        recorded = [set(cell.values) for cell in row.cells if cell.state is State.RECORDED]
        if row.state is RowState.SAME:
            assert len(recorded) == len(row.cells)
            assert all(values == recorded[0] for values in recorded)
        if row.state is RowState.ALL_UNKNOWN:
            assert not recorded


def test_models_of_which_nothing_is_known_do_not_differ(write: WriteRegistry) -> None:
    two = "".join(f'[[models]]\nid = "a-{i}"\nname = "a"\nfamily = "acme"\n' for i in (1, 2))
    registry = llmreg.load(write({"models/acme/acme.toml": two}))
    assert registry.compare("a-1", "a-2").counts[RowState.DIFFERS] == 0
