"""Charts as data: what is shown, what is left out, and in which order."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import llmreg
from llmreg import Chart, ChartError, ChartKind, F, PartialDate, Registry
from llmreg.charts import OTHERS
from llmreg.cli.plot import KINDS
from llmreg.schema.language import Languages
from llmreg.schema.model import Model
from llmreg.schema.parameters import Parameters


def only(registry: Registry, models: Sequence[Model]) -> Registry:
    """A registry of just these models, in this order."""
    return Registry(registry._index.replace(models={model.id: model for model in models}))


def reasons(chart: Chart) -> dict[str, int]:
    return {each.reason: len(each.models) for each in chart.omitted}


@pytest.fixture(scope="module")
def shops(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    """Five models, sold in two places in two currencies."""
    root = tmp_path_factory.mktemp("shops")

    def model(name: str, body: str) -> str:
        return f'[[models]]\nid = "{name}"\nname = "{name.upper()}"\nfamily = "acme"\n{body}'

    def sold(platform: str, currency: str, *amounts: str, more: str = "") -> str:
        items = zip(("input", "output"), amounts, strict=False)
        rows = "".join(f'{{ item = "{item}", amount = {amount}, currency = "{currency}" }}, ' for item, amount in items)
        return f'[models.integrations.{platform}]\nids = ["x-{platform}-{currency}-{"-".join(amounts)}"]\n{more}prices = [{rows}]\n'

    models = [
        model("dear", sold("north", "USD", "3", "15") + sold("south", "USD", "2", "17")),
        model("cheap", sold("north", "USD", "0", "0") + sold("south", "USD", "0.10", "0.4")),
        model("abroad", sold("south", "CNY", "4")),
        model("gone", sold("north", "USD", "1", "1", more="retired = 2023-01-01\n")),
        model("silent", '[models.integrations.north]\nids = ["silent"]\n'),
        model("unsold", ""),
    ]
    files = {
        "registry.toml": 'name = "shops"\nschema = 1\nrevision = "2024.07.01"\n[check]\nignore = ["LR110"]\n',
        "vendors/acme.toml": 'name = "Acme"\n[families.acme]\nname = "Acme"\n',
        "platforms/north.toml": 'name = "North"\nkind = "api"\n',
        "platforms/south.toml": 'name = "South"\nkind = "api"\n',
        "models/acme/acme.toml": "".join(models),
    }
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, encoding="utf-8")
    return llmreg.load(root)


def test_the_command_line_knows_every_kind() -> None:
    assert list(ChartKind) == list(KINDS)


@pytest.mark.parametrize("kind", list(ChartKind))
def test_every_model_found_is_shown_or_left_out_with_one_reason(registry: Registry, kind: ChartKind) -> None:
    chart = registry.chart(kind, "vendor:alibaba,anthropic,damo,openai")
    left_out = [model for each in chart.omitted for model in each.models]
    assert len(left_out) == len(set(left_out)) == chart.left_out
    if kind is ChartKind.LANGUAGES_BY_FAMILY:
        speaking = [
            model for model in registry.find("vendor:alibaba,anthropic,damo,openai") if model.id not in left_out
        ]
        assert {model.family for model in speaking} == {row[0].of for row in chart.rows}
    else:
        assert len(chart.rows) + chart.left_out == chart.found
        assert not {mark.of for mark in chart.marks} & set(left_out)


def test_undisclosed_and_unknown_are_two_reasons_and_neither_is_zero(registry: Registry) -> None:
    base = registry["alibaba/qwen-72b"]
    silent = attrs.evolve(base, id="alibaba/a", parameters=Parameters(), undisclosed=("parameters.total",))
    unknown = attrs.evolve(base, id="alibaba/b", parameters=Parameters())
    undated = attrs.evolve(base, id="alibaba/c", released=None)
    chart = only(registry, [base, silent, unknown, undated]).chart("size-over-time")
    assert reasons(chart) == {"parameters undisclosed": 1, "parameters unknown": 1, "release date unknown": 1}
    assert [mark.of for mark in chart.marks] == [base.id]
    assert all(mark.value > 0 for mark in chart.marks)


def test_a_size_that_was_not_counted_is_that_in_the_name(registry: Registry) -> None:
    base = registry["alibaba/qwen-72b"]
    named = attrs.evolve(base, parameters=Parameters(nominal=llmreg.StatedCount("72B")))
    assert only(registry, [named]).chart("size-over-time").marks[0].value == 72_000_000_000


def test_a_query_that_leaves_models_undecided_counts_them(registry: Registry) -> None:
    query = "family:gpt parameters:>1B"
    assert registry.chart("size-over-time", query).undecided == len(registry.find(query).undecided_ids) > 0


def test_eight_makers_have_a_series_by_number_then_id(registry: Registry) -> None:
    base = registry["alibaba/qwen-72b"]
    counts = {"zeta": 3, "eta": 2, **{f"v{number}": 1 for number in range(9)}}
    models = [
        attrs.evolve(base, id=f"{vendor}/m{number}", vendor=vendor)
        for vendor, count in counts.items()
        for number in range(count)
    ]
    random.Random(1).shuffle(models)
    chart = only(registry, models).chart("size-over-time")
    assert [each.key for each in chart.series] == ["zeta", "eta", "v0", "v1", "v2", "v3", "v4", "v5", OTHERS]
    assert chart.series[-1].name == "3 other makers"
    assert sum(mark.series == OTHERS for mark in chart.marks) == 3


def test_highlighted_makers_replace_the_largest_ones(registry: Registry) -> None:
    chart = registry.chart("size-over-time", highlight=["damo", "01-ai"])
    assert [each.key for each in chart.series] == ["damo", "01-ai", OTHERS]
    assert chart.series[0].name == "DAMO Academy"


def test_timelines_come_by_date_then_id_and_keep_partial_dates(registry: Registry) -> None:
    chart = registry.chart("context-over-time", "vendor:damo,alibaba")
    assert list(chart.marks) == sorted(chart.marks, key=lambda mark: (mark.released.sort_key, mark.of))
    partial = registry.chart("size-over-time", "id:damo/seallm-7b-hybrid").marks[0]
    assert partial.released == PartialDate.parse("2023-12")


def test_a_chart_as_of_a_day_has_nothing_younger(registry: Registry) -> None:
    chart = registry.chart("size-over-time", "family:qwen", as_of=date(2024, 1, 1))
    assert 0 < len(chart.marks) < len(registry.chart("size-over-time", "family:qwen").marks)
    assert all(mark.released.earliest <= date(2024, 1, 1) for mark in chart.marks)
    assert "as-of:2024-01-01" in chart.query


def test_languages_of_a_family_are_those_of_any_of_its_models(registry: Registry) -> None:
    base = attrs.evolve(registry["alibaba/qwen-72b"], family="qwen")

    def speaks(name: str, **facts: object) -> Model:
        return attrs.evolve(base, id=f"alibaba/{name}", languages=Languages(**facts))

    one = speaks("one", tags=("en", "zh"), complete=True)
    two = speaks("two", tags=("en", "th"), complete=True, trained=("zh", "vi"))
    chart = only(registry, [one, two]).chart("languages-by-family")
    assert [(mark.series, mark.value, mark.at_least) for mark in chart.marks] == [
        ("declared", 3, False),
        ("mentioned", 1, False),
    ]
    for other in (speaks("three", tags=("en",)), speaks("four")):
        more = only(registry, [one, two, other]).chart("languages-by-family")
        assert more.marks[0].at_least
        assert more.marks[0].value == 3


def test_a_claim_without_a_list_is_a_mark_of_its_own(registry: Registry) -> None:
    claims = attrs.evolve(registry["alibaba/qwen-72b"], languages=Languages(claimed=90))
    chart = only(registry, [claims]).chart("languages-by-family")
    assert [(mark.series, mark.value) for mark in chart.marks] == [("claimed", 90)]
    known = attrs.evolve(claims, languages=Languages(tags=("en",), claimed=1))
    assert [mark.series for mark in only(registry, [known]).chart("languages-by-family").marks] == ["declared"]


def test_prices_are_those_of_the_cheapest_offer_that_costs_something(shops: Registry) -> None:
    chart = shops.chart("price")
    assert [(mark.of, mark.series, mark.value, mark.platform) for mark in chart.marks] == [
        ("acme/cheap", "input", Decimal("0.10"), "south"),
        ("acme/cheap", "output", Decimal("0.4"), "south"),
        ("acme/dear", "input", Decimal(3), "north"),
        ("acme/dear", "output", Decimal(15), "north"),
    ]
    assert reasons(chart) == {"price unknown": 2, "no longer offered": 1, "priced in CNY": 1}
    assert chart.notes[-1] == "1 of them can also be had free of charge"


def test_prices_of_one_platform_keep_what_is_free(shops: Registry) -> None:
    chart = shops.chart("price", platform="north")
    assert [(mark.of, mark.value) for mark in chart.marks][:2] == [("acme/cheap", 0), ("acme/cheap", 0)]
    assert reasons(chart) == {
        "no longer offered on north": 1,
        "not sold by the token on north": 2,
        "price on north unknown": 1,
    }


def test_nothing_is_converted_between_currencies(shops: Registry) -> None:
    chart = shops.chart("price", currency="cny")
    assert [(mark.of, mark.series, mark.value) for mark in chart.marks] == [("acme/abroad", "input", Decimal(4))]
    assert chart.measure.currency == "CNY"
    assert reasons(chart)["priced in USD"] == 2


def test_rows_come_by_value_or_as_the_query_sorts_them(registry: Registry) -> None:
    chart = registry.chart("sizes", "family:qwen")
    totals = [row[0].value for row in chart.rows]
    assert totals == sorted(totals, reverse=True)
    query = "family:qwen has:parameters sort:name limit:9"
    assert [row[0].of for row in registry.chart("sizes", query).rows] == list(registry.find(query).ids)


def test_active_parameters_are_a_second_mark(registry: Registry) -> None:
    row = registry.chart("sizes", "id:alibaba/qwen3-235b-a22b").rows[0]
    assert [mark.series for mark in row] == ["total", "active"]


def test_typed_queries_draw_too(registry: Registry) -> None:
    assert registry.chart("sizes", F.family == "seallm").marks == registry.chart("sizes", "family:seallm").marks


@pytest.mark.parametrize(
    ("kind", "options", "said"),
    [
        ("size-over-tme", {}, "unknown kind of chart `size-over-tme`; did you mean `size-over-time`?"),
        ("x", {}, "unknown kind of chart `x`; there are size-over-time, context-over-time, languages-by-family, price, sizes"),
        ("sizes", {"platform": "groq"}, "`sizes` shows no prices; a platform or a currency goes with `price`"),
        ("sizes", {"currency": "USD"}, "`sizes` shows no prices; a platform or a currency goes with `price`"),
        ("price", {"highlight": ["meta"]}, "`price` has no colours for makers; highlight them in size-over-time or context-over-time"),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_is_an_error(registry: Registry, kind: str, options: dict, said: str) -> None:
    with pytest.raises(ChartError) as refusal:
        registry.chart(kind, **options)
    assert str(refusal.value) == said


def test_names_that_are_not_there_are_errors(registry: Registry) -> None:
    with pytest.raises(llmreg.UnknownPlatformError, match="groq"):
        registry.chart("price", platform="groqq")
    with pytest.raises(llmreg.UnknownVendorError, match="nobody"):
        registry.chart("size-over-time", highlight=["nobody"])
    with pytest.raises(ChartError, match="9 makers cannot be told apart"):
        registry.chart("size-over-time", highlight=list(registry.vendors)[:9])
    with pytest.raises(llmreg.QueryError):
        registry.chart("sizes", "nonsense:1")


def test_an_empty_chart_says_why(registry: Registry) -> None:
    assert registry.chart("sizes", "family:seallm").why_empty is None
    assert "parameters:>900T" in registry.chart("sizes", "params:>900T").why_empty
    said = registry.chart("size-over-time", "family:claude").why_empty
    assert said.startswith("none of the ")
    assert "parameters undisclosed (" in said
    one = registry.chart("size-over-time", "family:claude limit:1").why_empty
    assert one == "the only model found cannot be shown: parameters undisclosed"
    assert only(registry, []).chart("price").why_empty == "there are no models"


@given(data=st.data())
def test_the_order_of_models_changes_nothing(registry: Registry, data: st.DataObject) -> None:
    models = data.draw(st.lists(st.sampled_from(list(registry)), unique_by=lambda model: model.id, max_size=25))
    shuffled = data.draw(st.permutations(models))
    kind = data.draw(st.sampled_from(list(ChartKind)))
    assert only(registry, models).chart(kind) == only(registry, shuffled).chart(kind)
