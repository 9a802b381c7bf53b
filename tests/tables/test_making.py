"""Tables hold what the registry says, in the order asked for, and four things stay four."""

from __future__ import annotations

import attrs
import pytest

from llmreg.errors import QueryError
from llmreg.frozenmap import FrozenMap
from llmreg.quantities import StatedCount
from llmreg.registry import Registry
from llmreg.schema.language import Languages
from llmreg.schema.limits import Context
from llmreg.schema.parameters import Parameters
from llmreg.schema.source import Dispute, Source
from llmreg.vocabulary import Notes, SourceKind, Variant, Weights
from tests.querying.small import TODAY, day, edge, model, platform, small_registry, vendor

CARD = Source(url="https://example.org/card", kind=SourceKind.CARD, checked=TODAY, supports=("parameters", "context"))


@pytest.fixture(scope="module")
def small() -> Registry:
    return small_registry(
        vendor("acme", country="NL"),
        vendor("bolt"),
        platform("hub"),
        model(
            "one-7b",
            name="One 7B",
            parameters=Parameters(total=7_241_732_096, nominal=StatedCount("7B")),
            context=Context(window=131_072),
            languages=Languages(tags=("en", "th"), trained=("vi",), complete=True),
            license="LicenseRef-Acme",
            weights=Weights.OPEN,
            released=day("2024-05"),
            variant=Variant.BASE,
            sources=FrozenMap({"card": CARD}),
            integrations=FrozenMap([edge("hub", ids=("Acme/One",))]),
            disputes=(Dispute(field="context.window", value=128_000, source="card"),),
        ),
        model("two", undisclosed=("parameters.total",), languages=Languages(tags=("en",), complete=False)),
        model(
            "bolt/three",
            parameters=Parameters(total=StatedCount("13B")),
            context=Context(window=100_000),
            released=day("2023"),
        ),
    )


def texts(registry: Registry, query: str, **wishes: object) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in registry.table(query, **wishes)]  # type: ignore[arg-type]


def test_unknown_undisclosed_not_applicable_and_no_are_four_marks(small: Registry) -> None:
    assert texts(small, "", columns="id, params, context@hub, languages(th), reads(image)") == [
        ["acme/one-7b", "7.24B", "?", "yes", "?"],
        ["acme/two", "undisclosed", "-", "?", "?"],
        ["bolt/three", "13B", "-", "?", "?"],
    ]
    (one,) = small.table("id:one-7b", columns="languages(ja), platform(hub), parent, languages(vi)").rows
    assert [(cell.text, cell.state.value) for cell in one.cells] == [
        ("no", "recorded"),
        ("yes", "recorded"),
        ("-", "not-applicable"),
        ("trained", "recorded"),
    ]


@pytest.mark.parametrize(
    ("column", "text", "about"),
    [
        ("params:si(2)", "7.2B", "7,241,732,096 parameters"),
        ("params:exact", "7,241,732,096", ""),
        ("size", "7B", ""),
        ("context", "128Ki", "131,072 tokens"),
        ("context:k", "128k", "131,072 tokens"),
        ("context:exact", "131,072", ""),
        ("released", "2024-05", ""),
        ("released:month", "May 2024", "2024-05"),
        ("released:year", "2024", "2024-05"),
        ("license:short", "Acme", ""),
        ("languages:count", "2", "en, th"),
        ("languages:name", "English, Thai", ""),
        ("languages:list(1)", "en +1", ""),
        ("vendor:name", "Acme", ""),
        ("country:name", "Netherlands", ""),
        ("moe", "?", ""),
        ("open-weights", "yes", ""),
    ],
)
def test_formats_write_values(small: Registry, column: str, text: str, about: str) -> None:
    ((cell,),) = (row.cells for row in small.table("id:one-7b", columns=column))
    assert (cell.text, cell.about) == (text, about)


def test_a_date_is_never_padded(small: Registry) -> None:
    assert texts(small, "id:three", columns="released:month, released:year") == [["2023", "2023"]]


def test_a_link_leads_to_the_hub_or_to_nothing() -> None:
    hub = small_registry(
        platform("huggingface"),
        model("one", integrations=FrozenMap([edge("huggingface", ids=("Acme/One",))])),
        model("two"),
    )
    found = [row.cells[0] for row in hub.table("", columns="id:link")]
    assert [(cell.text, cell.url) for cell in found] == [("one", "https://huggingface.co/Acme/One"), ("two", "")]


def test_sources_and_disputes_stay_with_the_cell(small: Registry) -> None:
    (row,) = small.table("id:one-7b", columns="context, released").rows
    assert (row.cells[0].sources, row.cells[0].disputed) == ((CARD,), True)
    assert (row.cells[1].sources, row.cells[1].disputed) == ((), False)


def test_groups_have_headings_in_order_and_unknown_last(small: Registry) -> None:
    def titles(**wishes: object) -> list[str]:
        return [group.title for group in small.table("", columns="id", **wishes).groups]  # type: ignore[arg-type]

    assert titles(group="vendor:name") == ["Acme", "Bolt"]
    assert titles(group="vendor:name", group_order=["Bolt"]) == ["Bolt", "Acme"]
    assert titles(group="released:year") == ["2023", "2024", "? (released)"]
    assert titles() == [""]


@pytest.mark.parametrize(
    ("wishes", "message"),
    [
        ({"columns": "context@hbu"}, "unknown platform `hbu`"),
        ({"columns": "platform(hbu)"}, "unknown platform `hbu`"),
        ({"group": "languages"}, "a model has several languages"),
        ({"group": "vendor,family"}, "grouped by one column"),
        ({"group": "vendor", "transpose": True}, "groups are of rows"),
        ({"notes": "below"}, "`below` is no place for sources"),
    ],
)
def test_wishes_that_cannot_be_met_are_errors(small: Registry, wishes: dict[str, object], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        small.table("", **wishes)  # type: ignore[arg-type]


def test_many_models_do_not_stand_side_by_side() -> None:
    many = small_registry(*(model(f"m{number}") for number in range(13)))
    with pytest.raises(QueryError, match="13 models do not fit side by side"):
        many.table("", transpose=True)
    assert len(many.table("limit:12", transpose=True)) == 12


def test_the_query_says_order_number_and_columns(small: Registry) -> None:
    table = small.table("params:>1B sort:-params limit:1 cols:id,params")
    assert [row.model.id for row in table] == ["bolt/three"]
    assert (table.total, table.undecided, [column.name for column in table.columns]) == (2, 1, ["id", "parameters"])


def test_a_table_is_asked_as_of_a_day(small: Registry) -> None:
    assert [
        row.model.id
        for row in small.table("released:>2000", as_of=attrs.evolve(CARD).checked.replace(year=2023, month=12))
    ] == ["bolt/three"]
    assert small.table("", notes=Notes.LINE).notes is Notes.LINE
