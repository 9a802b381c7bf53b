"""The face of a registry: mappings in a stated order, clear refusals, and what is known of a fact and how."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import llmreg
from llmreg import (
    FrozenMap,
    PartialDate,
    Registry,
    UnknownFamilyError,
    UnknownFieldError,
    UnknownLicenseError,
    UnknownModelError,
    UnknownPlatformError,
    UnknownRecordError,
    UnknownReleaseError,
    UnknownVendorError,
)
from llmreg.rendering.model import render_explanation, render_model
from tests.conftest import MODEL, WriteRegistry
from tests.full import FULL

BASE, CHAT = "acme/acme-2-8x7b", "acme/acme-2-8x7b-chat"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("full")
    for name, text in FULL.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def reg(root: Path) -> Registry:
    return llmreg.load(root)


# Mappings


def test_models_are_iterated_counted_and_found(reg: Registry) -> None:
    assert [model.id for model in reg] == list(reg.models) == [BASE, CHAT]
    assert len(reg) == len(reg.models) == 2
    assert BASE in reg
    assert "acme-2-8x7b" not in reg
    assert None not in reg
    assert reg[BASE] is reg.models[BASE] is next(iter(reg))


def test_every_kind_of_record_has_a_mapping(reg: Registry) -> None:
    kinds = {
        "vendors": ["acme", "holding"],
        "families": ["acme"],
        "releases": ["acme/acme-2"],
        "platforms": ["api", "hub", "shop"],
        "licenses": ["LicenseRef-Acme"],
    }
    for name, ids in kinds.items():
        table = getattr(reg, name)
        assert isinstance(table, Mapping)
        assert list(table) == ids
        assert [record.id for record in table.values()] == ids
        assert len(table) == len(ids)
        assert table is getattr(reg, name)


def test_models_come_by_vendor_then_by_file_then_in_the_order_of_the_file(write: WriteRegistry) -> None:
    """The order in which files are written or listed does not matter."""
    vendor = 'name = "{}"\n'
    files = {
        "models/zeta/a.toml": MODEL.replace("acme-7b", "z9") + MODEL.replace("acme-7b", "z1"),
        "models/acme/b.toml": MODEL.replace("acme-7b", "b9") + MODEL.replace("acme-7b", "b1"),
        "vendors/zeta.toml": vendor.format("Zeta"),
        "models/acme/a-2.toml": MODEL.replace("acme-7b", "a5"),
        "models/acme/a.toml": MODEL.replace("acme-7b", "a7"),
    }
    forward = [model.id for model in llmreg.load(write(files))]
    assert forward == ["acme/a5", "acme/a7", "acme/b9", "acme/b1", "zeta/z9", "zeta/z1"]


@pytest.mark.parametrize(
    ("table", "wrong", "error", "text"),
    [
        (
            "models",
            "acme/acme-2-8x7",
            UnknownModelError,
            f"unknown model `acme/acme-2-8x7`; did you mean `{BASE}` or `{CHAT}`?",
        ),
        ("vendors", "acmee", UnknownVendorError, "unknown vendor `acmee`; did you mean `acme`?"),
        ("families", "zzz", UnknownFamilyError, "unknown family `zzz`"),
        ("releases", "acme/acme-1", UnknownReleaseError, "unknown release `acme/acme-1`; did you mean `acme/acme-2`?"),
        ("platforms", "apo", UnknownPlatformError, "unknown platform `apo`; did you mean `api`?"),
        (
            "licenses",
            "LicenseRef-acme",
            UnknownLicenseError,
            "unknown licence `LicenseRef-acme`; did you mean `LicenseRef-Acme`?",
        ),
    ],
)
def test_a_missing_key_is_told_with_suggestions(
    reg: Registry, table: str, wrong: str, error: type[UnknownRecordError], text: str
) -> None:
    mapping = getattr(reg, table)
    with pytest.raises(error) as caught:
        mapping[wrong]
    assert str(caught.value) == text
    assert caught.value.__cause__ is None
    assert wrong not in mapping
    assert mapping.get(wrong) is None
    assert mapping.get(wrong, 5) == 5


def test_a_model_is_asked_for_by_its_exact_id(reg: Registry) -> None:
    for name in (BASE.upper(), "acme-2-8x7b", "acme-2", "Acme-2-Chat"):
        with pytest.raises(UnknownModelError):
            reg[name]


def test_the_registry_cannot_be_written_to(reg: Registry) -> None:
    with pytest.raises(TypeError):
        reg.models[BASE] = reg[BASE]  # type: ignore[index]


def test_it_tells_its_name_and_state(reg: Registry) -> None:
    assert (reg.name, reg.revision, reg.revised) == ("full", "2026.11.23", date(2026, 11, 23))
    assert repr(reg) == "<Registry 'full', revision 2026.11.23: 2 models>"
    assert repr(reg.platforms) == "<3 records: api, hub, shop, ...>"


@pytest.mark.parametrize(
    ("revision", "today"),
    [
        ("2024.06.13", date(2024, 6, 13)),
        ("2024.6.13.2", date(2024, 6, 13)),
        ("2024.06", date.max),
        ("2024.02.30", date.max),
        ("r7", date.max),
        (None, date.max),
    ],
)
def test_today_is_the_day_of_the_revision_and_never_that_of_the_clock(
    write: WriteRegistry, revision: str | None, today: date
) -> None:
    line = f'revision = "{revision}"\n' if revision else ""
    reg = llmreg.load(write({"registry.toml": f'name = "r"\nschema = 1\n{line}', "models/acme/acme.toml": MODEL}))
    assert reg.today == today
    assert reg.as_of(date(2020, 1, 1)).today == date(2020, 1, 1)


def test_integrations_of_a_model_come_from_both_ends_and_then_from_its_family(reg: Registry) -> None:
    assert [(edge.platform, edge.model, edge.family) for edge in reg.integrations(BASE)] == [
        ("hub", BASE, None),
        ("api", BASE, None),
        ("shop", None, "acme"),
        ("api", None, "acme"),
    ]
    with pytest.raises(UnknownModelError):
        reg.integrations("acme/none")


def test_a_platform_tells_what_is_used_there(reg: Registry) -> None:
    assert [edge.model or edge.family for edge in reg.used_on("api")] == [BASE, CHAT, "acme"]
    assert [edge.family for edge in reg.used_on("shop")] == ["acme"]
    with pytest.raises(UnknownPlatformError):
        reg.used_on("none")


def test_children_are_direct(reg: Registry) -> None:
    assert [model.id for model in reg.children(BASE)] == [CHAT]
    assert reg.children(CHAT) == ()
    with pytest.raises(UnknownModelError):
        reg.children("acme/none")


# Why


def line_of(file: str, text: str, nth: int = 1) -> int:
    """The line of a file of the full registry that begins with a text."""
    lines = [number for number, line in enumerate(FULL[file].splitlines(), 1) if line.startswith(text)]
    return lines[nth - 1]


@pytest.mark.parametrize(
    ("model", "field", "place"),
    [
        (BASE, "name", ("models/acme/acme-2.toml", "name = ", 1)),
        (CHAT, "name", ("models/acme/acme-2.toml", "name = ", 3)),
        (BASE, "license", ("models/acme/acme-2.toml", "license = ", 2)),
        (CHAT, "license", ("models/acme/acme-2.toml", "license = ", 1)),
        (CHAT, "languages.complete", ("models/acme/acme-2.toml", "languages = ", 1)),
        (BASE, "parameters.total", ("models/acme/acme-2.toml", "parameters = ", 1)),
        (BASE, "architecture", ("models/acme/acme-2.toml", "[models.architecture]", 1)),
        (BASE, "architecture.num_experts", ("models/acme/acme-2.toml", "num_experts = ", 1)),
        (BASE, "integrations.api", ("models/acme/acme-2.toml", "[models.integrations.api]", 1)),
        (BASE, "integrations.api.retired", ("models/acme/acme-2.toml", "retired = ", 1)),
        (BASE, "integrations.api.limits.window", ("models/acme/acme-2.toml", "limits = ", 1)),
        (BASE, "integrations.api.prices", ("models/acme/acme-2.toml", "[[models.integrations.api.prices]]", 1)),
        (CHAT, "integrations.api", ("platforms/api.toml", "[[integrations]]", 1)),
        (CHAT, "integrations.api.since", ("platforms/api.toml", "since = ", 2)),
        (BASE, "integrations.shop", ("vendors/acme.toml", "[families.acme.integrations.shop]", 1)),
        (CHAT, "integrations.shop.since", ("vendors/acme.toml", "since = ", 1)),
        (BASE, "x-internal", ("models/acme/acme-2.toml", "[models.x-internal]", 1)),
        (BASE, "x-internal.tier", ("models/acme/acme-2.toml", "tier = ", 1)),
        (CHAT, "x-team", ("models/acme/acme-2.toml", "x-team = ", 1)),
        (BASE, "sources.card.title", ("models/acme/acme-2.toml", "title = ", 1)),
        (CHAT, "vendor", ("models/acme/acme-2.toml", "[[models]]", 2)),
    ],
)
def test_a_fact_is_located_where_it_is_written(
    reg: Registry, root: Path, model: str, field: str, place: tuple[str, str, int]
) -> None:
    """In the model, in the release around it, in the family, or in the platform."""
    found = reg.why(model, field)
    assert found.value is not None
    assert found.location is not None
    assert found.location.span is not None
    assert found.location.file == f"{root.as_posix()}/{place[0]}"
    assert found.location.span.start.line == line_of(*place)


def test_the_place_is_exact_to_the_column(reg: Registry) -> None:
    location = reg.why(BASE, "parameters.total").location
    assert location is not None
    assert location.span is not None
    line = FULL["models/acme/acme-2.toml"].splitlines()[location.span.start.line - 1]
    assert line[location.span.start.column - 1 : location.span.end.column - 1] == '"50B"'
    assert location.path == ("models", 0, "parameters", "total")


def test_a_plain_fact_has_its_value_and_its_sources(reg: Registry) -> None:
    found = reg.why(CHAT, "license")
    assert (found.model, found.field, found.value, found.undisclosed) == (CHAT, "license", "LicenseRef-Acme", False)
    assert list(found.sources) == ["blog"]
    assert list(found.all_sources) == ["blog", "card"]
    assert (found.disputes, found.history) == ((), ())


def test_a_nested_fact_is_supported_by_what_supports_its_table(reg: Registry) -> None:
    found = reg.why(BASE, "parameters.total")
    assert str(found.value) == "50B"
    assert list(found.sources) == ["card"]
    assert [entry.value for entry in found.disputes] == [46_700_000_000]


def test_a_table_is_explained_with_all_that_is_said_of_its_parts(reg: Registry) -> None:
    assert [entry.field for entry in reg.why(BASE, "parameters").disputes] == ["parameters.total"]
    assert [entry.field for entry in reg.why(BASE, "integrations").history] == ["integrations.api.limits.window"]


def test_history_comes_newest_first(write: WriteRegistry) -> None:
    past = ", ".join(
        f'{{ field = "license", value = "{value}", until = {until}, source = "card" }}'
        for value, until in [("MIT", "2022-01-01"), ("ISC", '"2024"'), ("Zlib", "2023-06-01")]
    )
    card = '[models.sources.card]\nurl = "https://example.org/"\nkind = "card"\nchecked = 2024-07-01\n'
    reg = llmreg.load(write({"models/acme/acme.toml": f"{MODEL}history = [{past}]\n{card}"}))
    found = reg.why("acme/acme-7b", "license")
    assert [entry.value for entry in found.history] == ["ISC", "Zlib", "MIT"]
    assert (found.value, found.location) == (None, None)
    assert list(found.all_sources) == ["card"]


@pytest.mark.parametrize(
    ("field", "undisclosed"),
    [
        ("training.tokens", True),
        ("architecture.moe_intermediate_size", True),
        ("training", False),
        ("architecture.num_experts", False),
        ("capabilities", False),
    ],
)
def test_undisclosed_is_what_is_listed_and_what_lies_inside(reg: Registry, field: str, undisclosed: bool) -> None:
    assert reg.why(BASE, field).undisclosed is undisclosed


def test_a_listed_table_makes_all_inside_it_undisclosed(write: WriteRegistry) -> None:
    reg = llmreg.load(write({"models/acme/acme.toml": MODEL + 'undisclosed = ["parameters"]\n'}))
    found = reg.why("acme/acme-7b", "parameters.total")
    assert (found.value, found.undisclosed, found.location, dict(found.sources)) == (None, True, None, {})


@pytest.mark.parametrize(
    "field",
    [
        "context",
        "context.window",
        "names.de",
        "integrations.hub",
        "integrations.nowhere.ids",
        "x-none",
        "x-none.deep",
        "links.a",
    ],
)
def test_what_is_not_recorded_has_no_value_and_no_place(reg: Registry, field: str) -> None:
    found = reg.why(CHAT, field)
    assert (found.value, found.location, dict(found.sources)) == (None, None, {})


def test_no_and_zero_are_values(reg: Registry) -> None:
    assert reg.why(BASE, "capabilities.reasoning").value is False
    assert reg.why(BASE, "rolling").value is False


@pytest.mark.parametrize(
    ("model", "field", "value", "sources"),
    [
        (BASE, "integrations.api.limits.window", 32_768, ["prices"]),
        (BASE, "integrations.api.prices", None, ["prices"]),
        (BASE, "integrations.hub.ids", ("Acme/Acme-2-8x7B", "Acme/Acme-2-8x7B-hf"), ["card"]),
        (BASE, "integrations.api.stage", "general", []),
        (CHAT, "integrations.api.since", PartialDate(2024, 3, 1), ["docs"]),
        (CHAT, "integrations.shop.since", PartialDate(2024, 3, 1), ["press"]),
        (CHAT, "integrations.shop.ids", ("acme-assistant",), []),
    ],
)
def test_integrations_are_explained_by_the_sources_at_their_end(
    reg: Registry, model: str, field: str, value: Any, sources: list[str]
) -> None:
    """A source that supports `since` of the platform says nothing of the `since` of a model there."""
    found = reg.why(model, field)
    assert value is None or found.value == value
    assert list(found.sources) == sources


@pytest.mark.parametrize(
    "field",
    [
        "licence",
        "",
        ".",
        "parameters.",
        "parameters.totl",
        "a.b.c",
        "languages.all",
        "__class__",
        "name.upper",
        "integrations.",
        "aliases.0",
        "extensions",
    ],
)
def test_an_unknown_field_is_told(reg: Registry, field: str) -> None:
    with pytest.raises(UnknownFieldError) as caught:
        reg.why(BASE, field)
    assert caught.value.name == field


def test_an_unknown_field_comes_with_the_fields_that_there_are(reg: Registry) -> None:
    with pytest.raises(UnknownFieldError) as caught:
        reg.why(BASE, "parameters.totl")
    assert caught.value.suggestions[0] == "parameters.total"
    with pytest.raises(UnknownModelError):
        reg.why("acme/none", "license")


def test_the_maps_of_an_explanation_are_read_only(reg: Registry) -> None:
    found = reg.why(BASE, "parameters.total")
    with pytest.raises(TypeError):
        found.sources["x"] = found.sources["card"]  # type: ignore[index]
    with pytest.raises(TypeError):
        found.all_sources["x"] = found.sources["card"]  # type: ignore[index]


def test_every_listed_field_of_every_model_can_be_explained(reg: Registry) -> None:
    from llmreg.schema.fields import get_field, is_recorded, iter_field_paths

    for model in reg:
        for field in iter_field_paths(llmreg.Model):
            found = reg.why(model.id, field)
            value = get_field(model, field)
            assert found.value == (value if is_recorded(value) else None)
            assert (found.location is not None) == is_recorded(value)


DOTTED = {
    "platforms/example.org.toml": 'name = "Example"\nkind = "api"\n',
    "models/acme/acme.toml": MODEL + '[models.integrations."example.org"]\nids = ["x"]\nsince = 2024-03-01\n',
}


def test_a_platform_with_a_dot_stands_in_quotes(write: WriteRegistry) -> None:
    reg = llmreg.load(write(DOTTED))
    found = reg.why("acme/acme-7b", 'integrations."example.org".since')
    assert found.value == date(2024, 3, 1)
    with pytest.raises(UnknownFieldError, match=r'did you mean `integrations."example.org".since`'):
        reg.why("acme/acme-7b", "integrations.example.org.since")


def test_a_wrong_field_of_an_integration_is_suggested(reg: Registry) -> None:
    with pytest.raises(UnknownFieldError, match=r"did you mean `integrations\.api\.limits\.window`"):
        reg.why(BASE, "integrations.api.limits.windw")
    with pytest.raises(UnknownFieldError, match=r"did you mean `integrations\.api\.since`"):
        reg.why(BASE, "integrations.api.sinc")


def test_a_fact_of_a_platform_with_a_dot_is_located(write: WriteRegistry) -> None:
    location = llmreg.load(write(DOTTED)).why("acme/acme-7b", 'integrations."example.org".since').location
    assert location is not None
    assert location.path == ("models", 0, "integrations", "example.org", "since")


def test_a_fact_at_the_end_of_a_platform_with_a_dot_is_found(write: WriteRegistry) -> None:
    edges = '[[integrations]]\nmodel = "acme/acme-7b"\nsince = 2024-03-01\n'
    files = {"platforms/example.org.toml": DOTTED["platforms/example.org.toml"] + edges, "models/acme/acme.toml": MODEL}
    assert llmreg.load(write(files)).why("acme/acme-7b", 'integrations."example.org".since').value == date(2024, 3, 1)


def test_a_model_on_a_platform_with_a_dot_is_shown(write: WriteRegistry) -> None:
    reg = llmreg.load(write(DOTTED))
    assert "Example (api): x; since 2024-03-01" in render_model(reg, reg["acme/acme-7b"])


TWICE = (
    'name = "API"\nkind = "api"\n'
    '[[integrations]]\nmodel = "acme/acme-7b"\nids = ["a"]\nretired = 2025-03-01\n'
    '[integrations.sources.one]\nurl = "https://example.org/one"\nkind = "vendor"\nchecked = 2024-06-01\nsupports = ["retired"]\n'
    '[[integrations]]\nmodel = "acme/acme-7b"\nids = ["b"]\nretired = 2025-06-01\n'
    '[integrations.sources.two]\nurl = "https://example.org/two"\nkind = "vendor"\nchecked = 2024-06-01\nsupports = ["retired"]\n'
)
SAID_OF_B = 'disputes = [{ field = "integrations.api.retired", id = "b", value = 2025-09-01, source = "card" }]\n'
SAID_OF_B += '[models.sources.card]\nurl = "https://example.org/card"\nkind = "card"\nchecked = 2024-06-01\n'


def test_of_several_integrations_with_a_platform_the_one_with_the_id_is_explained(write: WriteRegistry) -> None:
    """With its own sources, place and disputes; without an id it is the first, and the answer says that there are more."""
    reg = llmreg.load(write({"platforms/api.toml": TWICE, "models/acme/acme.toml": MODEL + SAID_OF_B}))
    field = "integrations.api.retired"
    first, second = reg.why("acme/acme-7b", field), reg.why("acme/acme-7b", field, used_as="b")
    assert [str(each.value) for each in (first, second)] == ["2025-03-01", "2025-06-01"]
    assert [list(each.sources) for each in (first, second)] == [["one"], ["two"]]
    assert [len(each.disputes) for each in (first, second)] == [0, 1]
    assert [each.location and each.location.path[:2] for each in (first, second)] == [
        ("integrations", 0),
        ("integrations", 1),
    ]
    assert [edge.ids for edge in second.one_of] == [("b",), ("a",)]
    assert "the others: a\n" in render_explanation(second)
    assert "integrations.api.retired of b = 2025-09-01 is not taken" in render_model(reg, reg["acme/acme-7b"])
    assert [[source.url[-3:] for source in reg.sources(each)] for each in reg.integrations("acme/acme-7b")] == [
        ["one"],
        ["two"],
    ]


@pytest.mark.parametrize("used_as", ["B", "b"])
def test_ids_are_compared_without_regard_to_case(write: WriteRegistry, used_as: str) -> None:
    reg = llmreg.load(write({"platforms/api.toml": TWICE, "models/acme/acme.toml": MODEL}))
    assert str(reg.why("acme/acme-7b", "integrations.api.retired", used_as=used_as).value) == "2025-06-01"


def test_only_fields_of_integrations_have_an_id(write: WriteRegistry) -> None:
    lines = SAID_OF_B.replace("integrations.api.retired", "released")
    report = llmreg.check(write({"platforms/api.toml": TWICE, "models/acme/acme.toml": MODEL + lines}))
    assert [(each.code, each.message) for each in report.errors] == [
        ("LR102", "`released` is no field of an integration, so it has no `id`")
    ]


def test_an_id_that_the_integration_does_not_have_is_told(write: WriteRegistry) -> None:
    lines = SAID_OF_B.replace('id = "b"', 'id = "bb"')
    report = llmreg.check(write({"platforms/api.toml": TWICE, "models/acme/acme.toml": MODEL + lines}))
    (found,) = report.errors
    assert (found.code, found.message) == ("LR102", "`bb` is no id of this model on `api`")
    assert found.hint == "did you mean `b`?"


def test_a_dispute_about_a_table_is_told_for_its_parts(reg: Registry) -> None:
    assert [entry.field for entry in reg.why(BASE, "languages.tags").disputes] == ["languages"]


def test_a_registry_without_files_has_facts_without_places(reg: Registry) -> None:
    found = Registry(reg._index).why(BASE, "license")
    assert (found.value, found.location) == ("Apache-2.0", None)


def test_facts_of_the_past_are_explained_too(reg: Registry) -> None:
    then = reg.as_of(date(2024, 3, 15))
    assert then.why(BASE, "license").value == "LicenseRef-Acme"
    assert then.why(BASE, "integrations.api.limits.window").value == 8_192
    assert then.why(CHAT, "integrations.shop.since").value == PartialDate(2024, 3, 1)
    assert then.why(CHAT, "integrations").value is None
    assert then[BASE].integrations != FrozenMap()


@pytest.mark.parametrize(
    ("field", "line"), [("license", 'value = "LicenseRef-Acme"'), ("integrations.api.limits.window", "value = 8_192")]
)
def test_a_value_that_was_put_back_has_the_source_and_the_place_of_the_history(
    reg: Registry, field: str, line: str
) -> None:
    """The sources of today speak of the value of today."""
    found = reg.as_of(date(2024, 3, 15)).why(BASE, field)
    assert list(found.sources) == ["blog"]
    assert found.location is not None
    assert found.location.span is not None
    text = FULL["models/acme/acme-2.toml"].splitlines()
    assert text[found.location.span.start.line - 1] == line
    later = reg.as_of(date(2024, 7, 15)).why(BASE, field)
    assert later.location is not None
    assert later.location.path[:1] != ("history",)
    assert later.location.path[2:3] != ("history",)


@pytest.mark.parametrize("text", [None, "name = ", "\xff"])
def test_why_answers_without_a_line_where_the_file_is_gone_or_broken_by_now(
    write: WriteRegistry, text: str | None
) -> None:
    root = write({"models/acme/acme.toml": MODEL})
    registry = llmreg.load(root)
    file = root / "models/acme/acme.toml"
    file.unlink() if text is None else file.write_text(text, encoding="latin-1")
    found = registry.why("acme/acme-7b", "name")
    assert found.value == "Acme 7B"
    assert found.location is not None
    assert found.location.span is None
    assert str(found.location).endswith("models/acme/acme.toml: models[0].name")


def test_the_line_of_a_fact_is_the_same_on_an_earlier_day(write: WriteRegistry) -> None:
    """A platform that had fewer integrations then still has them where they are written."""
    platform = (
        'name = "Api"\nkind = "api"\n[[integrations]]\nmodel = "acme/new"\nids = ["n"]\nsince = 2024-06-01\n'
        '[[integrations]]\nmodel = "acme/old"\nids = ["o"]\nsince = 2023-01-01\n'
    )
    models = "".join(
        f'[[models]]\nid = "{name}"\nname = "{name}"\nfamily = "acme"\nreleased = {day}\n'
        for name, day in (("new", "2024-05-01"), ("old", "2022-05-01"))
    )
    registry = llmreg.load(write({"models/acme/acme.toml": models, "platforms/api.toml": platform}))
    for then in (registry, registry.as_of(date(2023, 6, 1))):
        location = then.why("acme/old", "integrations.api.ids").location
        assert location is not None
        assert (location.span and location.span.start.line) == 9
