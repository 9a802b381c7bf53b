"""What a registry lacks is added with its source; what it has is kept, and what differs is recorded beside it."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import llmreg
from llmreg.importing.report import Kind
from tests.conftest import WriteRegistry
from tests.importing.corpora import API, CARD, CHECKED, HUB, MODEL, REPOSITORY, Write, changes, imported, offer, texts

FILES = {
    "platforms/openai.toml": API,
    "platforms/huggingface.toml": HUB,
    "models/acme/acme.toml": MODEL,
}
HUB_URL = "https://pypi.org/project/llmfit/1.1.17/"
LITELLM_URL = "https://pypi.org/project/litellm/1.109.1/"
FACTS = (
    'parameters = { total = 7_300_000_000 }\ncontext = { window = 16_384 }\nlicense = "MIT"\nreleased = 2024-05-01\n'
)


def repositories(**more: Any) -> list[dict[str, Any]]:
    return [{**REPOSITORY, **more}]


def model(root: Path) -> llmreg.Model:
    return llmreg.load(root)["acme/acme-7b"]


# Facts


def test_facts_are_added_and_each_has_its_source(write: WriteRegistry, corpus: Write) -> None:
    """The source is dated, named, and says which facts it supports; the check has nothing to say."""
    root = write(FILES)
    report = imported(root, "hub", corpus({"h.json": repositories()}))
    found = model(root)
    assert found.parameters.total == 7_241_732_096
    assert found.languages.tags == ("en", "zh")
    assert found.license == "Apache-2.0"
    assert str(found.released) == "2024-05"
    source = found.sources["hub"]
    assert (source.url, source.checked, str(source.kind)) == (HUB_URL, CHECKED, "dataset")
    stated = {field for _, field, _ in changes(report, Kind.FACT)}
    assert stated <= set(source.supports)
    assert not [each for each in llmreg.check(root, as_of=CHECKED) if each.code != "LR310"]


def test_a_new_model_has_a_source_for_its_name(write: WriteRegistry, corpus: Write) -> None:
    """And for all else that the row says of it; what its id spells out is read from there."""
    root = write(FILES)
    rows = repositories(name="acme/Acme-2-13B-Instruct", parameters_raw=13_015_864_320)
    imported(root, "hub", corpus({"h.json": rows}))
    found = llmreg.load(root)["acme/acme-2-13b-instruct"]
    assert (found.version, str(found.variant), str(found.parameters.nominal)) == ("2", "instruct", "13B")
    assert {"name", "parameters.total", "parameters.nominal", "license"} <= set(found.sources["hub"].supports)


def test_a_curated_fact_is_kept_and_the_other_one_disputed_once(write: WriteRegistry, corpus: Write) -> None:
    """However often the corpus is imported."""
    root = write({**FILES, "models/acme/acme.toml": MODEL + FACTS + CARD})
    path = corpus({"h.json": repositories(parameters_raw=6_900_000_000)})
    report = imported(root, "hub", path)
    found = model(root)
    assert (found.parameters.total, found.context.window, found.license) == (7_300_000_000, 16_384, "MIT")
    disputed = {each.field: each for each in found.disputes}
    assert set(disputed) == {"parameters.total", "license"}
    assert disputed["parameters.total"].value == 6_900_000_000
    assert disputed["license"].source == "hub"
    assert report.count(Kind.DISPUTE) == len(found.disputes)
    before = texts(root)
    assert not imported(root, "hub", path).changes
    assert texts(root) == before


def test_a_curated_fact_that_nobody_supports_is_kept_too(write: WriteRegistry, corpus: Write) -> None:
    """Nor does agreeing once make it the corpus's own, to be changed with the next version."""
    root = write({**FILES, "models/acme/acme.toml": MODEL + 'license = "Apache-2.0"\n'})
    imported(root, "hub", corpus({"h.json": repositories()}))
    assert model(root).license == "Apache-2.0"
    report = imported(root, "hub", corpus({"h.json": repositories(license="mit")}))
    assert model(root).license == "Apache-2.0"
    assert [field for _, field, _ in changes(report, Kind.DISPUTE)] == ["license"]


def test_what_only_rounds_is_confirmed(write: WriteRegistry, corpus: Write) -> None:
    """A maker's 7.2B and a month are the same facts, known less exactly."""
    facts = 'parameters = { total = "7.2B" }\ncontext = { window = 32_000 }\nreleased = 2024-05-17\n'
    root = write({**FILES, "models/acme/acme.toml": MODEL + facts + CARD})
    report = imported(root, "hub", corpus({"h.json": repositories()}))
    assert not changes(report, Kind.DISPUTE)
    assert report.agreed >= 1
    assert str(model(root).parameters.total) == "7.2B"


def test_its_own_facts_are_updated(write: WriteRegistry, corpus: Write) -> None:
    """What nobody but this corpus supports, it may change."""
    root = write(FILES)
    imported(root, "hub", corpus({"h.json": repositories()}))
    report = imported(root, "hub", corpus({"h.json": repositories(license="mit", context_length=65_536)}))
    assert changes(report, Kind.UPDATE) == [
        ("acme/acme-7b", "context.window", 65_536),
        ("acme/acme-7b", "license", "MIT"),
    ]
    assert model(root).license == "MIT"
    assert not model(root).disputes


def test_a_fact_of_another_corpus_is_not_its_own(write: WriteRegistry, corpus: Write) -> None:
    """Two corpora that differ are a dispute."""
    root = write(FILES)
    imported(root, "hub", corpus({"h.json": repositories()}))
    helm = (
        "models:\n- {name: acme/acme-7b, creator_organization_name: Acme, num_parameters: 6700000000, access: closed}\n"
    )
    report = imported(root, "helm", corpus({"m.yaml": helm}))
    assert ("acme/acme-7b", "weights", "closed") in changes(report, Kind.DISPUTE)
    assert str(model(root).weights) == "open"


def test_of_rows_of_one_corpus_that_differ_the_first_counts(write: WriteRegistry, corpus: Write) -> None:
    """The second is refused, and names the first; the next import says the same."""
    root = write(FILES)
    rows = [*repositories(), *repositories(name="Acme/acme-7b", license="mit")]
    path = corpus({"h.json": rows})
    for _ in range(2):
        report = imported(root, "hub", path)
        assert "h.json (Acme/acme-7b): acme/acme-7b license: h.json (acme/Acme-7B) says otherwise" in map(
            str, report.refused
        )
        assert model(root).license == "Apache-2.0"


@pytest.mark.parametrize(
    ("facts", "more", "reason"),
    [
        ('undisclosed = ["parameters.total"]\n', {}, "its maker does not disclose it"),
        ('parameters = { nominal = "7B" }\n', {"parameters_raw": 1_900_000_000}, "1900000000 is far from the 7B in its name"),
        ("", {"parameters_raw": "many"}, "many"),
        ("", {"license": "apache-2.0", "context_length": -5}, "-5"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_is_refused_and_the_rest_goes_through(
    facts: str, more: dict[str, Any], reason: str, write: WriteRegistry, corpus: Write
) -> None:
    """With its reason."""
    root = write({**FILES, "models/acme/acme.toml": MODEL + facts})
    report = imported(root, "hub", corpus({"h.json": repositories(**more)}))
    assert [each for each in report.refused if reason in each.reason]
    assert model(root).license == "Apache-2.0"


def test_a_wrong_type_against_a_known_count_is_refused(write: WriteRegistry, corpus: Write) -> None:
    """It does not stop the import."""
    root = write({**FILES, "models/acme/acme.toml": MODEL + FACTS + CARD})
    report = imported(root, "hub", corpus({"h.json": repositories(parameters_raw=["7B"])}))
    assert any("parameters.total" in each.what for each in report.refused)
    assert model(root).parameters.total == 7_300_000_000


def test_small_differences_that_nobody_chooses_by_are_refused_not_disputed(write: WriteRegistry, corpus: Write) -> None:
    """What stands is named in the reason."""
    architecture = 'architecture = { model_type = "acme" }\n'
    root = write({**FILES, "models/acme/acme.toml": MODEL + architecture})
    report = imported(root, "hub", corpus({"h.json": repositories()}))
    assert "llama differs from acme, which stands" in [each.reason for each in report.refused]
    assert not model(root).disputes


def test_the_basis_of_a_count_comes_only_with_the_count(write: WriteRegistry, corpus: Write) -> None:
    """It says where the total is from, and that one is not from here."""
    root = write({**FILES, "models/acme/acme.toml": MODEL + "parameters = { total = 7_241_732_096 }\n" + CARD})
    imported(root, "hub", corpus({"h.json": repositories()}))
    assert model(root).parameters.basis is None


def test_what_a_release_shares_is_not_written_twice(write: WriteRegistry, corpus: Write) -> None:
    """A licence around the models is the licence of the model."""
    root = write({**FILES, "models/acme/acme.toml": 'license = "Apache-2.0"\n\n' + MODEL})
    imported(root, "hub", corpus({"h.json": repositories()}))
    text = (root / "models/acme/acme.toml").read_text()
    assert text.count("Apache-2.0") == 1


def test_parents_get_the_id_that_the_registry_has_for_them(write: WriteRegistry, corpus: Write) -> None:
    """Others are named as they are, outside of it."""
    base = MODEL.replace("acme-7b", "acme-7b-base").replace("Acme 7B", "Acme 7B Base")
    root = write({**FILES, "models/acme/acme.toml": f"{MODEL}\n{base}"})
    card = "---\nbase_model: {}\n---\n"
    imported(root, "hub", corpus({"acme/Acme-7B/README.md": card.format("acme/Acme-7B-Base")}).parents[1])
    assert model(root).derived_from[0].model == "acme/acme-7b-base"
    imported(root, "hub", corpus({"acme/Acme-7B-Base/README.md": card.format("who/Knows-7B")}).parent)
    assert llmreg.load(root)["acme/acme-7b-base"].derived_from[0].external == "who/Knows-7B"


# Integrations


def litellm(root: Path, corpus: Write, **rows: Any) -> Any:
    return imported(root, "litellm", corpus({"p.json": rows}))


def edges(root: Path) -> list[llmreg.Integration]:
    return [edge for edge in llmreg.load(root).integrations("acme/acme-7b") if edge.platform == "openai"]


def test_an_offer_is_written_into_the_file_of_its_platform(write: WriteRegistry, corpus: Write) -> None:
    """With prices to the last digit, and one source for all that the corpus says there."""
    root = write(FILES)
    row = offer(input_cost_per_token=1.23456789e-07, max_input_tokens=32_000, deprecation_date="2027-01-14")
    litellm(root, corpus, **{"acme-7b": row})
    (edge,) = edges(root)
    assert edge.ids == ("acme-7b",)
    assert [price.amount for price in edge.prices] == [Decimal("0.123456789")]
    assert (edge.limits.input, edge.limits.output) == (32_000, 4_096)
    assert str(edge.retired) == "2027-01-14"
    platform = llmreg.load(root).platforms["openai"]
    assert platform.sources["litellm"].supports == ("integrations",)
    assert platform.sources["litellm"].url == LITELLM_URL


def test_beside_curated_integrations_a_new_one_names_its_own_source(write: WriteRegistry, corpus: Write) -> None:
    """The platform's sources do not support it."""
    docs = '\n[sources.docs]\nurl = "https://example.org/"\nkind = "vendor"\nchecked = 2024-01-01\nsupports = ["integrations"]\n'
    edge = '\n[[integrations]]\nmodel = "acme/acme-7b"\nids = ["acme-old"]\nprices = [{ item = "input", amount = 9, currency = "USD" }]\n'
    root = write({**FILES, "platforms/openai.toml": API + docs + edge})
    litellm(root, corpus, **{"acme-7b": offer()})
    old, new = edges(root)
    assert (old.ids, old.sources) == (("acme-old",), {})
    assert new.sources["litellm"].supports == ("ids", "limits", "prices")


def test_an_integration_that_stands_gets_what_it_lacks(write: WriteRegistry, corpus: Write) -> None:
    """In a release as in the file of a platform; and its curated keys stay."""
    inside = MODEL + '\n[models.integrations.openai]\nids = ["acme-7b"]\nlimits = { output = 4_000, window = 8_000 }\n'
    root = write({**FILES, "models/acme/acme.toml": inside})
    litellm(root, corpus, **{"acme-7b": offer(max_input_tokens=7_000)})
    (edge,) = edges(root)
    assert (edge.limits.window, edge.limits.input, edge.limits.output) == (8_000, 7_000, 4_000)
    assert [price.amount for price in edge.prices] == [Decimal("2.5")]
    assert "integrations.openai.prices" in model(root).sources["litellm"].supports


PRICE = 'prices = [{ item = "input", amount = 9, currency = "USD" }]\nretired = 2026-12-01\n'


def test_a_curated_price_is_kept_and_the_other_one_refused(write: WriteRegistry, corpus: Write) -> None:
    """Prices differ from day to day; that is no dispute. What was missing comes with the source of just that."""
    edge = f'\n[[integrations]]\nmodel = "acme/acme-7b"\nids = ["acme-7b"]\n{PRICE}'
    root = write({**FILES, "platforms/openai.toml": API + edge})
    report = litellm(root, corpus, **{"acme-7b": offer(deprecation_date="2027-01-14")})
    (found,) = edges(root)
    assert ([price.amount for price in found.prices], str(found.retired)) == ([Decimal(9)], "2026-12-01")
    assert found.limits.output == 4_096
    assert found.sources["litellm"].supports == ("limits",)
    assert [each.what.rpartition(".")[2] for each in report.refused] == ["prices"]


INSIDE = f'{MODEL}\n[models.integrations.openai]\nids = ["acme-7b"]\n{PRICE}'
HOSTED = f'\n[[integrations]]\nmodel = "acme/acme-7b"\nids = ["acme-7b"]\n{PRICE}'
SECOND = '\n[[integrations]]\nmodel = "acme/acme-7b"\nids = ["acme-7b-eu"]\nretired = 2026-11-01\n'


@pytest.mark.parametrize(
    ("files", "used_as"),
    [
        ({"models/acme/acme.toml": INSIDE}, None),
        ({"platforms/openai.toml": API + HOSTED}, None),
        ({"platforms/openai.toml": API + HOSTED + SECOND}, "acme-7b"),
    ],
)
def test_another_day_of_retirement_is_a_dispute(
    write: WriteRegistry, corpus: Write, files: dict[str, str], used_as: str | None
) -> None:
    """Of several integrations with the platform it says which is meant."""
    root = write(FILES | files)
    rows = {"acme-7b": offer(deprecation_date="2027-01-14")}
    litellm(root, corpus, **rows)
    (dispute,) = model(root).disputes
    assert (dispute.field, dispute.id, str(dispute.value)) == ("integrations.openai.retired", used_as, "2027-01-14")
    assert not [each for each in llmreg.check(root, as_of=CHECKED) if each.severity == "error"]
    assert not litellm(root, corpus, **rows).changes


def test_how_a_fact_used_to_read_is_no_dispute(write: WriteRegistry, corpus: Write) -> None:
    """An old edition of a corpus says what was right then."""
    past = 'history = [{ field = "integrations.openai.retired", value = 2027-01-14, until = 2026-09-02, source = "card" }]\n'
    root = write(FILES | {"models/acme/acme.toml": MODEL + past + CARD, "platforms/openai.toml": API + HOSTED})
    report = litellm(root, corpus, **{"acme-7b": offer(deprecation_date="2027-01-14")})
    assert not model(root).disputes
    assert not [each for each in report.refused if each.what.endswith("retired")]


def test_its_own_prices_are_updated(write: WriteRegistry, corpus: Write) -> None:
    """A new version of the corpus replaces what it said; the new price is exact too."""
    root = write(FILES)
    litellm(root, corpus, **{"acme-7b": offer()})
    report = litellm(root, corpus, **{"acme-7b": offer(input_cost_per_token=1.1e-06)})
    assert [each.field for each in report.changes if each.kind is Kind.UPDATE] == ["integrations.openai.prices"]
    assert [price.amount for price in edges(root)[0].prices] == [Decimal("1.1")]


def test_ids_of_which_the_same_is_said_share_an_integration(write: WriteRegistry, corpus: Write) -> None:
    """Others stand on their own."""
    aliases = 'aliases = ["acme-a", "acme-b", "acme-c"]\n'
    root = write({**FILES, "models/acme/acme.toml": MODEL + aliases})
    rows = {"acme-a": offer(), "acme-b": offer(), "acme-c": offer(input_cost_per_token=1e-06)}
    litellm(root, corpus, **rows)
    assert [edge.ids for edge in edges(root)] == [("acme-a", "acme-b"), ("acme-c",)]
    assert not litellm(root, corpus, **rows).changes


def test_an_id_that_two_rows_price_has_the_price_of_the_first(write: WriteRegistry, corpus: Write) -> None:
    """The second import finds nothing to change either: they do not take turns."""
    root = write({**FILES, "models/acme/acme.toml": MODEL + 'aliases = ["acme-x", "acme-y"]\n'})
    models = [
        {"id": "acme-x", "match": {"equals": "acme-x"}, "prices": {"input_mtok": 1}},
        {"id": "acme-y", "match": {"or": [{"equals": "acme-y"}, {"equals": "acme-x"}]}, "prices": {"input_mtok": 2}},
    ]
    path = corpus({"d.json": [{"id": "openai", "name": "OpenAI", "models": models}]})
    report = imported(root, "genai-prices", path)
    expected = [(("acme-x",), Decimal(1)), (("acme-y",), Decimal(2))]
    assert [(edge.ids, edge.prices[0].amount) for edge in edges(root)] == expected
    assert [each.reason for each in report.refused] == ["d.json (openai acme-x) says otherwise"]
    before = texts(root)
    assert not imported(root, "genai-prices", path).changes
    assert texts(root) == before


def test_an_unknown_platform_is_refused_by_name(write: WriteRegistry, corpus: Write) -> None:
    """LiteLLM lists no platforms; models.dev does, and brings those that are missing."""
    root = write(FILES)
    report = litellm(root, corpus, **{"xai/acme-7b": offer("xai")})
    assert [each.reason for each in report.refused] == ["there is no platform `xai`"]
    lines = [{"id": "shop", "name": "Shop", "doc": "https://shop.example/"}, {"provider": "shop", "id": "acme-7b", "data": {"name": "A"}}]  # fmt: skip
    report = imported(root, "models-dev", corpus({"m.jsonl": "\n".join(map(json.dumps, lines))}))
    assert changes(report, Kind.PLATFORM) == [("shop", "", None)]
    platform = llmreg.load(root).platforms["shop"]
    assert (platform.name, platform.links["docs"]) == ("Shop", "https://shop.example/")
    assert "name" in platform.sources["models-dev"].supports


def test_ends_come_with_successors_by_id(write: WriteRegistry, corpus: Write) -> None:
    """Where the registry knows the successor."""
    second = MODEL.replace("acme-7b", "acme-8b").replace("Acme 7B", "Acme 8B")
    root = write({**FILES, "models/acme/acme.toml": f"{MODEL}\n{second}"})
    row = {
        "provider": "Azure", "model_id": "acme-7b", "shutdown_date": "2026-10-23", "deprecation_date": "2026-04-22",
        "replacement_models": ["acme-8b", "other-9"],
    }  # fmt: skip
    (root / "platforms/azure.toml").write_text('name = "Azure"\nkind = "api"\n')
    imported(root, "deprecations", corpus({"f.json": [row]}))
    (edge,) = llmreg.load(root).integrations("acme/acme-7b")
    assert (str(edge.deprecated), str(edge.retired)) == ("2026-04-22", "2026-10-23")
    assert [(each.model, each.external) for each in edge.replacement] == [("acme/acme-8b", None), (None, "other-9")]
