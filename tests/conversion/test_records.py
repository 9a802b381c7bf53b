"""From tables to records: unknown keys, merged keys, the place of every problem, and typed values of disputes."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from llmreg import FrozenMap, Languages, Model, PartialDate, StatedCount
from llmreg.conversion.explain import Problem, explain, known_keys, unknown_key
from llmreg.conversion.records import (
    RENAMED,
    structure_license,
    structure_platform,
    structure_release,
    structure_settings,
    structure_tombstones,
    structure_vendor,
)
from llmreg.schema.integration import Integration
from llmreg.schema.limits import Context, Limits
from llmreg.schema.model import Alias
from llmreg.schema.parameters import Parameters
from llmreg.schema.settings import RegistrySettings, Tombstones
from llmreg.schema.vendor import Family, Vendor
from llmreg.source import KeyPath
from llmreg.vocabulary import Weights

MODEL = '[[models]]\nid = "acme-7b"\nname = "Acme 7B"\nfamily = "acme"\n'
SOURCE = '[models.sources.card]\nurl = "https://example.org/"\nkind = "card"\nchecked = 2024-07-01\n'


def tables(text: str) -> dict[str, Any]:
    return tomllib.loads(text, parse_float=Decimal)


def release(text: str) -> tuple[list[Model], list[Problem]]:
    _, models, problems = structure_release(tables(text), "acme", "acme-1")
    return [model for _, model in models], problems


def good(text: str) -> Model:
    (model,), problems = release(text)
    assert problems == []
    return model


def told(problems: list[Problem]) -> list[tuple[str, KeyPath, str]]:
    return [(problem.code, problem.path, problem.message) for problem in problems]


def the_one(problems: list[Problem]) -> Problem:
    assert len(problems) == 1, problems
    return problems[0]


def the_only_problem(text: str) -> Problem:
    return the_one(release(text)[1])


# Unknown keys


def test_an_unknown_key_is_an_error_with_the_key_that_was_meant() -> None:
    problem = the_only_problem(MODEL + 'licence = "MIT"\n')
    assert problem == Problem(
        "LR102", ("models", 0, "licence"), "unknown key `licence`", "did you mean `license`?", on_key=True
    )


def test_an_unknown_key_like_no_other_lists_what_is_known_there() -> None:
    problem = the_only_problem(MODEL + "context = { zzz = 1 }\n")
    assert told([problem]) == [("LR102", ("models", 0, "context", "zzz"), "unknown key `zzz`")]
    assert problem.hint == "known here: `window`, `output`, `extended`"


def test_an_unknown_key_is_shown_on_one_line() -> None:
    problem = the_only_problem(MODEL + '"a\\nb" = 1\n')
    assert problem.message == "unknown key `a<U+000A>b`"
    assert problem.path == ("models", 0, "a\nb")
    assert len(the_only_problem(MODEL + f'"{"y" * 5000}" = 1\n').message) < 120


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("window = 1", "it is a key of `[context]` of a model"),
        ("num_experts = 1", "it is a key of `[architecture]` of a model"),
        ('stage = "preview"', "it is a key of `[integrations.NAME]` of a model"),
        ('url = "https://a.b"', None),
        ('country = "CN"', "it is a key of a vendor file"),
        ('derivatives = "yes"', "it is a key of a licence file"),
        ("requires-llmreg = 1", "it is a key of `registry.toml`"),
        ("supports = []", "it is a key of `[sources.NAME]` of a model"),
        ('harness = "a"', "it is a key of an entry of `benchmarks` of a model"),
    ],
)
def test_a_key_in_the_wrong_table_is_told_its_home(line: str, hint: str | None) -> None:
    """A key with several homes, such as `url`, is just unknown."""
    problem = the_only_problem(MODEL + line + "\n")
    if hint is None:
        assert problem.code == "LR102"
    else:
        assert (problem.code, problem.hint, problem.on_key) == ("LR108", hint, True)


def test_a_key_of_models_in_a_vendor_file_is_told_its_home() -> None:
    _, problems = structure_vendor(
        tables('name = "A"\n[families.acme]\nname = "A"\nknowledge_cutoff = "2024"\n'), "acme"
    )
    assert told(problems) == [
        ("LR108", ("families", "acme", "knowledge_cutoff"), "`knowledge_cutoff` does not belong here")
    ]
    assert problems[0].hint == "it is a key of a model or a release"


def test_extensions_and_implicit_keys_are_no_known_keys() -> None:
    assert not {"extensions", "x-", "vendor", "release"} & set(known_keys(Model))
    assert not {"id", "vendor"} & set(known_keys(Family))
    assert "platform" not in known_keys(Integration)
    assert "requires-llmreg" in known_keys(RegistrySettings)
    assert unknown_key(Context, ("context", "windw")).hint == "did you mean `window`?"


# Renamed keys


@pytest.mark.parametrize(("old", "new"), RENAMED.items())
@pytest.mark.parametrize("at_release", [True, False])
def test_a_renamed_key_is_read_with_a_warning(old: str, new: str, at_release: bool) -> None:
    line = f"{old} = 2024-06-13\n"
    models, problems = release(line + MODEL if at_release else MODEL + line)
    place = () if at_release else ("models", 0)
    assert told(problems) == [("LR109", (*place, old), f"`{old}` is now `{new}`")]
    assert problems[0].on_key
    assert getattr(models[0], new) == PartialDate(2024, 6, 13)


@pytest.mark.parametrize("at_release", [True, False])
def test_a_fault_under_an_old_name_is_placed_where_it_is_written(at_release: bool) -> None:
    line = 'release_date = "soon"\n'
    _, problems = release(line + MODEL if at_release else MODEL + line)
    place: KeyPath = ("release_date",) if at_release else ("models", 0, "release_date")
    assert [(problem.code, problem.path) for problem in problems] == [("LR109", place), ("LR103", place)]


def test_both_names_at_once_are_one_too_many() -> None:
    problem = the_only_problem(MODEL + "released = 2024-01-01\nrelease_date = 2024-01-02\n")
    assert told([problem]) == [("LR102", ("models", 0, "release_date"), "unknown key `release_date`")]


def test_a_model_may_replace_a_release_by_the_old_name() -> None:
    models, problems = release("released = 2024-01-01\n" + MODEL + "release_date = 2024-01-02\n")
    assert [problem.code for problem in problems] == ["LR109"]
    assert models[0].released == date(2024, 1, 2)


# Extensions


def test_extensions_are_kept_and_frozen() -> None:
    model = good(
        'x-team = "north"\nx-table = { a = 1, b = 2 }\n'
        + MODEL
        + "x-table = { b = 3 }\n[models.x-deep.er]\nlist = [1, {}]\n"
    )
    assert model.extensions == FrozenMap(
        {
            "x-team": "north",
            "x-table": FrozenMap({"a": 1, "b": 3}),
            "x-deep": FrozenMap({"er": FrozenMap({"list": (1, FrozenMap())})}),
        }
    )
    hash(model)


def test_extensions_of_every_kind_of_record_are_kept() -> None:
    vendor, problems = structure_vendor(tables('name = "A"\nx-a = 1\n[families.f]\nname = "F"\nx-b = 2\n'), "acme")
    assert (vendor, problems) != (None, [])
    assert vendor is not None
    assert (vendor.extensions, vendor.families["f"].extensions) == ({"x-a": 1}, {"x-b": 2})
    platform, _ = structure_platform(tables('name = "A"\nkind = "api"\nx-a = 1\n'), "api")
    assert platform is not None
    assert platform.extensions == {"x-a": 1}
    terms, _ = structure_license(tables('name = "A"\nurl = "https://a.b"\nx-a = 1\n'), "MIT")
    assert terms is not None
    assert terms.extensions == {"x-a": 1}


@pytest.mark.parametrize("place", ["context", "parameters", "integrations.api", "sources.card"])
def test_extensions_belong_to_records_and_not_to_tables_inside(place: str) -> None:
    text = MODEL + SOURCE if place == "sources.card" else MODEL + f"[models.{place}]\n"
    problems = release(text + "x-note = 1\n")[1]
    assert ("LR102", "unknown key `x-note`") in [(problem.code, problem.message) for problem in problems]


def test_a_key_that_only_looks_like_the_inner_name_is_unknown() -> None:
    assert the_only_problem(MODEL + "extensions = { x-a = 1 }\n").code == "LR102"


@pytest.mark.parametrize("key", ["x-a\\u0007", "x-a "])
def test_the_key_of_an_extension_is_a_name_like_any_other(key: str) -> None:
    problem = the_only_problem(MODEL + f'"{key}" = {{}}\n')
    assert (problem.code, problem.path) == ("LR105", ("models", 0, tables(f'"{key}" = 1').popitem()[0]))
    _, problems = structure_vendor(tables(f'name = "A"\n[families.f]\nname = "F"\n"{key}" = 1\n'), "acme")
    assert the_one(problems).path[:2] == ("families", "f")
    assert len(the_one(problems).path) == 3


# What the place of a file says


@pytest.mark.parametrize("key", ["vendor", "release"])
@pytest.mark.parametrize("at_release", [True, False])
def test_what_the_place_says_is_not_written(key: str, at_release: bool) -> None:
    line = f'{key} = "acme"\n'
    models, problems = release(line + MODEL if at_release else MODEL + line)
    place = () if at_release else ("models", 0)
    assert told(problems) == [("LR102", (*place, key), f"`{key}` is not written")]
    assert (models[0].vendor, models[0].release) == ("acme", "acme/acme-1")


def test_a_family_does_not_repeat_its_key_and_its_vendor() -> None:
    _, problems = structure_vendor(tables('name = "A"\n[families.f]\nid = "f"\nvendor = "acme"\nname = "F"\n'), "acme")
    assert told(problems) == [
        ("LR102", ("families", "f", "id"), "`id` is not written"),
        ("LR102", ("families", "f", "vendor"), "`vendor` is not written"),
    ]


def test_a_release_has_no_id() -> None:
    models, problems = release('id = "acme-1"\n' + MODEL)
    assert told(problems) == [("LR108", ("id",), "`id` does not belong here")]
    assert models[0].id == "acme/acme-7b"


def test_ids_get_the_vendor_unless_they_have_one() -> None:
    assert good(MODEL).id == "acme/acme-7b"
    assert good(MODEL.replace("acme-7b", "other/acme-7b")).id == "other/acme-7b"


def test_files_may_repeat_their_id() -> None:
    for text in ("", 'id = "other"\n'):
        vendor, problems = structure_vendor(tables(text + 'name = "A"\n'), "acme")
        assert (vendor.id if vendor else None, problems) == ("other" if text else "acme", [])


@pytest.mark.parametrize("key", ["platform", "model", "family"])
def test_an_integration_does_not_repeat_its_ends(key: str) -> None:
    problem = the_only_problem(MODEL + f'[models.integrations.api]\nids = ["a"]\n{key} = "x"\n')
    assert problem.code == ("LR102" if key == "platform" else "LR108")
    assert problem.path == ("models", 0, "integrations", "api", key)
    assert problem.on_key


def test_integrations_know_both_ends() -> None:
    model = good(MODEL + '[models.integrations.api]\nids = ["a"]\n')
    assert model.integrations["api"] == Integration(platform="api", model="acme/acme-7b", ids=("a",))  # type: ignore[arg-type]
    vendor, _ = structure_vendor(
        tables('name = "A"\n[families.f]\nname = "F"\n[families.f.integrations.shop]\nids = ["a"]\n'), "acme"
    )
    assert vendor is not None
    edge = vendor.families["f"].integrations["shop"]
    assert (edge.platform, edge.model, edge.family) == ("shop", None, "f")
    text = 'name = "A"\nkind = "api"\n[[integrations]]\nmodel = "a/b"\n[[integrations]]\nfamily = "f"\n'
    platform, problems = structure_platform(tables(text), "api")
    assert platform is not None
    assert problems == []
    assert [(edge.platform, edge.model, edge.family) for edge in platform.integrations] == [
        ("api", "a/b", None),
        ("api", None, "f"),
    ]


@pytest.mark.parametrize("ends", ["", 'model = "a/b"\nfamily = "f"\n'])
def test_an_integration_of_a_platform_names_a_model_or_a_family(ends: str) -> None:
    text = f'name = "A"\nkind = "api"\n[[integrations]]\nids = ["x"]\n{ends}'
    problem = the_one(structure_platform(tables(text), "api")[1])
    assert told([problem]) == [
        ("LR101", ("integrations", 0), "an integration needs `model` or `family`, one of the two")
    ]


# Merging


def test_keys_of_a_model_replace_those_of_the_release() -> None:
    """Tables merge key by key; arrays and scalars are replaced whole."""
    text = """\
license = "MIT"
weights = "open"
languages = { tags = ["zh", "en"], complete = true }
context = { window = 8192, output = 1024 }
aliases = ["a", "b"]
names = { zh = "甲", ja = "乙" }
""" + MODEL + """\
license = "Apache-2.0"
languages = { tags = ["th"] }
context = { window = 4096 }
aliases = ["c"]
names = { zh = "丙" }
[[models]]
id = "acme-9b"
name = "Acme 9B"
family = "acme"
"""  # fmt: skip
    (own, plain), problems = release(text)
    assert problems == []
    assert (own.license, plain.license) == ("Apache-2.0", "MIT")
    assert own.weights is plain.weights is Weights.OPEN
    assert own.languages == Languages(tags=("th",), complete=True)
    assert (own.context, plain.context) == (Context(window=4096, output=1024), Context(window=8192, output=1024))
    assert (own.aliases, plain.aliases) == ((Alias(name="c"),), (Alias(name="a"), Alias(name="b")))
    assert (own.names, plain.names) == ({"zh": "丙", "ja": "乙"}, {"zh": "甲", "ja": "乙"})


def test_sources_and_integrations_merge_key_by_key_at_every_depth() -> None:
    text = """\
[sources.card]
url = "https://example.org/release"
kind = "card"
checked = 2024-07-01
supports = ["license"]
[sources.blog]
url = "https://example.org/blog"
kind = "press"
checked = 2024-07-01
[integrations.api]
since = 2024-01-01
limits = { window = 8192, output = 1024 }
[integrations.api.sources.page]
url = "https://example.org/page"
kind = "vendor"
checked = 2024-07-01
""" + MODEL + """\
[models.sources.card]
url = "https://example.org/model"
supports = ["parameters"]
[models.integrations.api]
ids = ["acme-7b"]
limits = { window = 4096 }
[models.integrations.hub]
ids = ["Acme/7B"]
"""  # fmt: skip
    model = good(text)
    assert list(model.sources) == ["card", "blog"]
    card = model.sources["card"]
    assert (card.url, card.kind, card.checked, card.supports) == (
        "https://example.org/model",
        "card",
        date(2024, 7, 1),
        ("parameters",),
    )
    edge = model.integrations["api"]
    assert (edge.ids, edge.since, edge.limits) == (("acme-7b",), date(2024, 1, 1), Limits(window=4096, output=1024))
    assert list(edge.sources) == ["page"]
    assert list(model.integrations) == ["api", "hub"]
    assert {edge.model for edge in model.integrations.values()} == {"acme/acme-7b"}


def test_a_model_may_replace_a_table_by_a_value_of_another_type_which_is_then_wrong() -> None:
    _, problems = release("context = { window = 8192 }\n" + MODEL + "context = 5\n")
    assert told(problems) == [("LR103", ("models", 0, "context"), "expected a table, got an integer")]


def test_the_release_lists_its_families_and_models_in_their_order() -> None:
    text = MODEL + MODEL.replace("7b", "8b").replace('"acme"', '"other"') + MODEL.replace("7b", "9b")
    found, models, problems = structure_release(tables(text), "acme", "acme-1")
    assert found is not None
    assert (found.id, found.vendor, problems) == ("acme/acme-1", "acme", [])
    assert found.families == ("acme", "other")
    assert found.models == ("acme/acme-7b", "acme/acme-8b", "acme/acme-9b")
    assert [place for place, _ in models] == [0, 1, 2]


def test_a_model_that_cannot_be_read_leaves_the_others() -> None:
    found, models, problems = structure_release(tables("[[models]]\nid = 5\n" + MODEL), "acme", "acme-1")
    assert [(place, model.id) for place, model in models] == [(1, "acme/acme-7b")]
    assert found is not None
    assert found.models == ("acme/acme-7b",)
    assert {problem.path[:2] for problem in problems} == {("models", 0)}


@pytest.mark.parametrize(
    ("text", "code", "path"),
    [
        ("", "LR101", ()),
        ('license = "MIT"\n', "LR101", ()),
        ("models = []\n", "LR103", ("models",)),
        ("models = {}\n", "LR103", ("models",)),
        ("models = [1]\n", "LR103", ("models",)),
        ("models = [{}, 1]\n", "LR103", ("models",)),
        ('[models]\nid = "a"\n', "LR103", ("models",)),
    ],
)
def test_a_release_without_models_is_none(text: str, code: str, path: KeyPath) -> None:
    found, models, problems = structure_release(tables(text), "acme", "acme-1")
    assert (found, models) == (None, [])
    assert (the_one(problems).code, the_one(problems).path) == (code, path)


# Places


def test_a_fault_of_the_release_is_told_once_and_at_the_release() -> None:
    text = (
        'weights = "opne"\ncontext = { window = 0, zzz = 1 }\n[sources.blog]\nkind = "press"\n'
        + MODEL
        + MODEL.replace("7b", "9b")
    )
    assert [(problem.code, problem.path) for problem in release(text)[1]] == [
        ("LR111", ("context", "window")),
        ("LR102", ("context", "zzz")),
        ("LR104", ("weights",)),
        ("LR101", ("sources", "blog")),
        ("LR101", ("sources", "blog")),
    ]


def test_a_fault_of_a_model_is_told_at_the_model_also_inside_a_merged_table() -> None:
    text = "context = { output = 1024 }\n" + MODEL + "context = { window = 0 }\n" + MODEL.replace("7b", "9b")
    assert [(problem.code, problem.path) for problem in release(text)[1]] == [
        ("LR111", ("models", 0, "context", "window"))
    ]


def test_a_fault_of_the_release_that_one_model_mends_is_told_for_the_others() -> None:
    text = 'weights = "opne"\n' + MODEL + 'weights = "open"\n' + MODEL.replace("7b", "9b")
    models, problems = release(text)
    assert [(problem.code, problem.path) for problem in problems] == [("LR104", ("weights",))]
    assert [model.id for model in models] == ["acme/acme-7b"]


def test_a_missing_key_is_told_at_the_table_that_lacks_it() -> None:
    text = '[[models]]\nname = "A"\nderived_from = [{ model = "a/b" }]\n[models.sources.card]\nurl = "https://a.b"\n'
    assert told(release(text)[1]) == [
        ("LR101", ("models", 0), "`id` is missing"),
        ("LR101", ("models", 0), "`family` is missing"),
        ("LR101", ("models", 0, "derived_from", 0), "`relation` is missing"),
        ("LR101", ("models", 0, "sources", "card"), "`kind` is missing"),
        ("LR101", ("models", 0, "sources", "card"), "`checked` is missing"),
    ]


@pytest.mark.parametrize(
    ("line", "code", "path"),
    [
        ('aliases = ["a", 5]', "LR103", ("aliases", 1)),
        ('aliases = [{ name = "a", since = "soon" }]', "LR103", ("aliases", 0, "since")),
        ("aliases = [{}]", "LR107", ("aliases", 0)),
        ('languages = { tags = ["en", "xx-yy"] }', "LR105", ("languages", "tags", 1)),
        ('names = { english = "A" }', "LR105", ("names", "english")),
        ('links = { "" = "https://a.b" }', "LR107", ("links", "")),
        ('modalities = { input = ["text", "smell"] }', "LR104", ("modalities", "input", 1)),
        ("architecture = { num_experts = 2, num_experts_per_tok = 3 }", "LR106", ("architecture",)),
        ('derived_from = [{ model = "a/b", external = "A", relation = "merge" }]', "LR106", ("derived_from", 0)),
        ("integrations.api = {}", "LR107", ("integrations", "api")),
        ("integrations = {}", "LR107", ("integrations",)),
        ('integrations.api.prices = [{ item = "input", amount = "1", currency = "USD" }]', "LR103", ("integrations", "api", "prices", 0, "amount")),
        ("integrations.api.limits = { window = -1 }", "LR106", ("integrations", "api", "limits", "window")),
        ('undisclosed = ["parameters", "training.token"]', "LR102", ("undisclosed", 1)),
    ],
)  # fmt: skip
def test_a_fault_has_its_place(line: str, code: str, path: KeyPath) -> None:
    problem = the_only_problem(MODEL + line + "\n")
    assert (problem.code, problem.path) == (code, ("models", 0, *path))


def test_faults_come_in_the_order_of_the_fields() -> None:
    text = MODEL + "zzz = 1\nwithdrawn = 5\nweights = 5\nparameters = { total = 0 }\n"
    assert [problem.path[2] for problem in release(text)[1]] == ["parameters", "weights", "withdrawn", "zzz"]


def test_what_is_no_fault_of_the_data_is_raised_and_not_reported() -> None:
    with pytest.raises(RuntimeError, match="a bug"):
        list(explain(RuntimeError("a bug")))


# Field paths


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("parameters.totel", "did you mean `parameters.total`?"),
        ("zzz", None),
        ("integrations.api.retird", None),
        ("aliases.0", None),
        ("x-none-of.these", "kept"),
        ('"license"', "did you mean `license`?"),
    ],
)
def test_sources_support_fields_that_there_are(path: str, hint: str | None) -> None:
    _, problems = release(MODEL + SOURCE + f"supports = ['license', '{path}']\n")
    if hint == "kept":
        assert problems == []
    else:
        problem = the_one(problems)
        assert told([problem]) == [
            ("LR102", ("models", 0, "sources", "card", "supports", 1), f"`{path}` is not a field of a model")
        ]
        assert hint is None or problem.hint == hint


def test_sources_of_other_records_name_their_own_fields() -> None:
    source = 'url = "https://a.b"\nkind = "vendor"\nchecked = 2024-07-01\nsupports = ["ids", "country", "order", "kind", "osi"]\n'
    vendor = f'name = "A"\n[sources.a]\n{source}[families.f]\nname = "F"\n[families.f.sources.b]\n{source}[families.f.integrations.x.sources.c]\n{source}'
    _, problems = structure_vendor(tables(vendor), "acme")
    assert [(problem.path, problem.message.split()[-1]) for problem in problems] == [
        *((("sources", "a", "supports", number), "vendor") for number in (0, 2, 3, 4)),
        *((("families", "f", "sources", "b", "supports", number), "family") for number in (0, 1, 3, 4)),
        *(
            (("families", "f", "integrations", "x", "sources", "c", "supports", number), "integration")
            for number in (1, 2, 3, 4)
        ),
    ]
    _, problems = structure_platform(tables(f'name = "A"\nkind = "api"\n[sources.a]\n{source}'), "api")
    assert [problem.path[-1] for problem in problems] == [0, 1, 2, 4]
    _, problems = structure_license(tables(f'name = "A"\nurl = "https://a.b"\n[sources.a]\n{source}'), "MIT")
    assert [problem.path[-1] for problem in problems] == [0, 1, 2, 3]


# Disputes and history


def dispute(field: str, value: str) -> str:
    return MODEL + f"disputes = [{{ field = '{field}', value = {value}, source = \"card\" }}]\n"


@pytest.mark.parametrize(
    ("field", "value", "typed"),
    [
        ("parameters.total", "72_000_000_000", 72_000_000_000),
        ("parameters.total", '"72B"', StatedCount("72B")),
        ("released", '"2024-06"', PartialDate(2024, 6)),
        ("released", "2024-06-13", PartialDate(2024, 6, 13)),
        ("license", '"MIT"', "MIT"),
        ("weights", '"gated"', Weights.GATED),
        ("training.compute", "3.1e23", Decimal("3.1e23")),
        ("capabilities.reasoning", "false", False),
        ("languages", '{ tags = ["zh"], complete = true }', Languages(tags=("zh",), complete=True)),
        ("languages.tags", '["zh"]', ("zh",)),
        ("parameters", '{ total = "7B" }', Parameters(total=StatedCount("7B"))),
        (
            "aliases",
            '["a", { name = "b", until = "2024" }]',
            (Alias(name="a"), Alias(name="b", until=PartialDate(2024))),
        ),
        ("names.zh", '"甲"', "甲"),
        ("names", '{ zh = "甲" }', FrozenMap({"zh": "甲"})),
        ("x-tier", "[1, { a = 2 }]", (1, FrozenMap({"a": 2}))),
        ("x-table.deep", "{}", FrozenMap()),
    ],
)
def test_the_value_of_a_dispute_has_the_type_of_its_field(field: str, value: str, typed: Any) -> None:
    (entry,) = good(dispute(field, value)).disputes
    assert entry.value == typed
    assert type(entry.value) is type(typed)
    hash(entry)


@pytest.mark.parametrize(
    ("field", "value", "code", "path"),
    [
        ("parameters.total", '"many"', "LR103", ()),
        ("parameters.total", "7", "LR113", ()),
        ("released", '"2024-13"', "LR110", ()),
        ("weights", '"opne"', "LR104", ()),
        ("languages", '{ tags = ["zh", "english"] }', "LR105", ("tags", 1)),
        ("languages", '{ tag = ["zh"] }', "LR102", ("tag",)),
        ("aliases", "[]", "LR107", ()),
        ("aliases", '["a", 5]', "LR103", (1,)),
    ],
)
@pytest.mark.parametrize("kind", ["disputes", "history"])
def test_a_wrong_value_is_told_at_its_place(kind: str, field: str, value: str, code: str, path: KeyPath) -> None:
    until = ", until = 2024-01-01" if kind == "history" else ""
    problem = the_only_problem(MODEL + f'{kind} = [{{ field = "{field}", value = {value}, source = "card"{until} }}]\n')
    assert (problem.code, problem.path) == (code, ("models", 0, kind, 0, "value", *path))


def test_integrations_in_the_file_may_have_had_other_values() -> None:
    text = MODEL + """\
history = [{ field = 'integrations."a.b".limits.window', value = 4096, until = 2024-01-01, source = "card" }]
[models.integrations."a.b"]
ids = ["x"]
"""  # fmt: skip
    (past,) = good(text).history
    assert past.value == 4096


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("licence", "`licence` is not a field of a model"),
        ("", None),
        ("id", "`id` is not a field that has other values"),
        ("vendor", "`vendor` is not a field that has other values"),
        ("release", "`release` is not a field that has other values"),
        ("sources", "`sources` is not a field that has other values"),
        ("sources.card.url", "`sources.card.url` is not a field that has other values"),
        ("history", "`history` is not a field that has other values"),
        ("disputes", "`disputes` is not a field that has other values"),
        ("integrations", "`integrations` is not a field that has other values"),
        ("integrations.hub", "`integrations.hub` is not a field that has other values"),
        ("integrations.hub.platform", "`integrations.hub.platform` is not a field that has other values"),
        ("integrations.hub.model", "`integrations.hub.model` is not a field that has other values"),
    ],
)
@pytest.mark.parametrize("kind", ["disputes", "history"])
def test_only_facts_of_the_record_have_other_values(kind: str, field: str, message: str | None) -> None:
    """Rolled back, an id would lead nowhere, and an integration without its ends would be none."""
    until = ", until = 2024-01-01" if kind == "history" else ""
    entry = f"{kind} = [{{ field = '{field}', value = ['x'], source = \"card\"{until} }}]\n"
    problem = the_only_problem(MODEL + entry + '[models.integrations.hub]\nids = ["x"]\n')
    assert problem.path == ("models", 0, kind, 0, "field")
    assert (problem.code, problem.message) == (("LR102", message) if message else ("LR107", "the string is empty"))


# Settings and tombstones


def test_an_empty_settings_file_is_told_what_it_needs() -> None:
    _, problems = structure_settings({})
    assert told(problems) == [("LR101", (), "`name` is missing"), ("LR101", (), "`schema` is missing")]


def test_settings_are_structured_by_their_written_names() -> None:
    text = 'name = "a"\nschema = 1\nrequires-llmreg = ">=0.1"\n[check]\nignore = ["LR501"]\nseverity = { LR502 = "info" }\n'
    settings, problems = structure_settings(tables(text))
    assert settings is not None
    assert problems == []
    assert (settings.requires_llmreg, settings.check.ignore, settings.check.severity) == (
        ">=0.1",
        ("LR501",),
        {"LR502": "info"},
    )
    _, problems = structure_settings(tables('name = "a"\nschema = 1\nrequires_llmreg = 5\n'))
    assert problems[0].hint == "did you mean `requires-llmreg`?"
    _, problems = structure_settings(tables('name = "a"\nschema = 1\nrequires-llmreg = 5\n'))
    assert problems[0].path == ("requires-llmreg",)


def test_a_file_of_tombstones_may_be_empty() -> None:
    assert structure_tombstones({}) == (Tombstones(), [])
    _, problems = structure_tombstones(tables('[[tombstones]]\nid = "a/b"\nremoved = 2024-01-01\n'))
    assert told(problems) == [("LR101", ("tombstones", 0), "`reason` is missing")]


@pytest.mark.parametrize("structure", [structure_vendor, structure_platform, structure_license])
def test_an_empty_file_lacks_its_name(structure: Any) -> None:
    record, problems = structure({}, "x")
    assert record is None
    assert told(problems)[0] == ("LR101", (), "`name` is missing")


@pytest.mark.parametrize("value", ["5", '"a"', "[]", "[1]", "true"])
def test_families_and_integrations_are_tables(value: str) -> None:
    _, problems = structure_vendor(tables(f'name = "A"\nfamilies = {value}\n'), "acme")
    assert the_one(problems).path == ("families",)
    assert the_only_problem(MODEL + f"integrations = {value}\n").path == ("models", 0, "integrations")
    _, problems = structure_vendor(tables(f'name = "A"\nfamilies.f = {value}\n'), "acme")
    assert the_one(problems).path == ("families", "f")


def test_vendors_are_made_of_all_their_families() -> None:
    vendor, problems = structure_vendor(
        tables('name = "A"\n[families.b]\nname = "B"\n[families.a]\nname = "A"\n'), "acme"
    )
    assert problems == []
    assert isinstance(vendor, Vendor)
    assert [(family.id, family.vendor) for family in vendor.families.values()] == [("b", "acme"), ("a", "acme")]
