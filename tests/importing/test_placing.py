"""Which model a row speaks of, and where a new one gets its place."""

from __future__ import annotations

import json
from typing import Any

import pytest

import llmreg
from llmreg.importing.report import Kind
from tests.conftest import WriteRegistry
from tests.importing.corpora import API, HUB, MODEL, REPOSITORY, Write, changes, imported, offer

VENDOR = 'name = "Acme"\nnamespaces = ["acme-ai"]\n\n[families.acme]\nname = "Acme"\n\n[families.acme-coder]\nname = "Acme Coder"\n'
ALIASES = 'aliases = ["acme-chat", { name = "acme-latest", since = 2024-03-01 }]\n'
FILES = {
    "vendors/acme.toml": VENDOR,
    "platforms/openai.toml": API,
    "platforms/huggingface.toml": HUB,
    "models/acme/acme.toml": MODEL + ALIASES,
}
TOMBSTONE = '[[tombstones]]\nid = "acme/acme-9b"\nremoved = 2024-05-01\nreason = "it was never released"\n'


def repository(name: str, **more: Any) -> list[dict[str, Any]]:
    return [{**REPOSITORY, "name": name, **more}]


def test_a_row_finds_its_model_by_repository_by_account_and_by_name(write: WriteRegistry, corpus: Write) -> None:
    """`acme-ai` is an account of the vendor."""
    root = write(FILES)
    report = imported(root, "hub", corpus({"h.json": repository("acme-ai/Acme-7B")}))
    assert report.count(Kind.MODEL) == 0
    assert llmreg.load(root).resolve("acme-ai/Acme-7B").model.id == "acme/acme-7b"


def test_the_same_name_by_somebody_else_is_another_model(write: WriteRegistry, corpus: Write) -> None:
    """A repository of an unknown account is not taken for the maker's."""
    root = write(FILES)
    report = imported(root, "hub", corpus({"h.json": repository("somebody/Acme-7B")}))
    assert not report.changes
    assert [each.reason for each in report.refused] == [
        "the registry has `acme/acme-7b` by that name, of another maker"
    ]


def test_an_exact_row_leaves_nothing_away(write: WriteRegistry, corpus: Write) -> None:
    """`Acme-7B-Storywriter` may be tuned from Acme 7B, and is not it: it becomes a model of its own."""
    root = write(FILES)
    report = imported(root, "hub", corpus({"h.json": repository("acme/Acme-7B-Storywriter")}))
    assert changes(report, Kind.MODEL) == [("acme/acme-7b-storywriter", "", None)]


def test_a_name_that_moves_gives_an_offer_and_states_no_facts(write: WriteRegistry, corpus: Write) -> None:
    """What `latest` means tomorrow is not known."""
    root = write({**FILES, "platforms/acme.toml": 'name = "Acme API"\nkind = "api"\nvendor = "acme"\n'})
    data = {"name": "Acme Latest", "limit": {"context": 32_768}, "cost": {"input": 1}}
    line = json.dumps({"provider": "acme", "id": "acme-latest", "data": data})
    report = imported(root, "models-dev", corpus({"m.jsonl": line}))
    assert [(record, field) for record, field, _ in changes(report, Kind.INTEGRATION)] == [
        ("acme/acme-7b", "integrations.acme")
    ]
    assert llmreg.load(root)["acme/acme-7b"].context.window is None


def test_a_plain_alias_does_state_facts(write: WriteRegistry, corpus: Write) -> None:
    """It means one model on every day."""
    root = write({**FILES, "platforms/acme.toml": 'name = "Acme API"\nkind = "api"\nvendor = "acme"\n'})
    data = {"name": "Acme Chat", "limit": {"context": 32_768}}
    imported(root, "models-dev", corpus({"m.jsonl": json.dumps({"provider": "acme", "id": "acme-chat", "data": data})}))
    assert llmreg.load(root)["acme/acme-7b"].context.window == 32_768


def test_an_offer_of_another_platform_makes_no_model(write: WriteRegistry, corpus: Write) -> None:
    """Nor does it state facts of the one that it offers; the row is counted."""
    root = write({**FILES, "platforms/shop.toml": 'name = "Shop"\nkind = "api"\n'})
    lines = [
        json.dumps({"provider": "shop", "id": name, "data": {"name": name, "limit": {"context": 1024}}})
        for name in ("mystery-70b", "acme-7b")
    ]
    report = imported(root, "models-dev", corpus({"m.jsonl": "\n".join(lines)}))
    assert report.count(Kind.MODEL) == 0
    assert [place.row for place in report.unmatched] == ["mystery-70b"]
    assert llmreg.load(root)["acme/acme-7b"].context.window is None


def test_an_offer_of_the_maker_makes_one(write: WriteRegistry, corpus: Write) -> None:
    """On its own platform."""
    root = write({**FILES, "platforms/acme.toml": 'name = "Acme API"\nkind = "api"\nvendor = "acme"\n'})
    data = {"name": "Acme 70B", "limit": {"context": 32_768}}
    report = imported(root, "models-dev", corpus({"m.jsonl": json.dumps({"provider": "acme", "id": "acme-70b", "data": data})}))  # fmt: skip
    assert changes(report, Kind.MODEL) == [("acme/acme-70b", "", None)]


@pytest.mark.parametrize(
    ("name", "file", "family"),
    [
        ("Acme-13B", "models/acme/acme-imported.toml", "acme"),
        ("Acme-2.5-13B", "models/acme/acme-2.5.toml", "acme"),
        ("Acme-Coder-13B", "models/acme/acme-coder.toml", "acme-coder"),
    ],
)
def test_a_new_model_stands_in_the_release_of_its_family_and_version(
    name: str, file: str, family: str, write: WriteRegistry, corpus: Write
) -> None:
    """Never in one that says something of all its models, such as a licence."""
    root = write({**FILES, "models/acme/acme.toml": 'license = "MIT"\n\n' + MODEL})
    report = imported(root, "hub", corpus({"h.json": repository(f"acme/{name}", parameters_raw=13_000_000_000)}))
    assert file in report.files
    model = llmreg.load(root)[f"acme/{name.lower()}"]
    assert model.family == family


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("other/Acme-13B", "no vendor of the registry goes by `other`"),
        ("acme/Bolt-13B", "no family of `acme` fits `bolt-13b`"),
        ("acme/Acme-9B", "`acme/acme-9b` was removed from the registry"),
        ("acme/数", "no model of the registry goes by that name"),
    ],
)
def test_what_has_no_place_is_refused(name: str, reason: str, write: WriteRegistry, corpus: Write) -> None:
    """With what is missing; an id that was removed is not given away again."""
    root = write({**FILES, "tombstones.toml": TOMBSTONE})
    report = imported(root, "hub", corpus({"h.json": repository(name)}))
    assert [each.reason for each in report.refused] == [reason]
    assert not report.changes


EPOCH = (
    "Model,Organization,Publication date,Domain,Parameters,Country (of organization)\n"
    "Bolt 7B,Acme,2024-05-17,Language,7e9,\n"
    "Sonar 1,Alpha Labs,2024-05-17,Language,7e9,France\n"
    "Sonar 2,Beta Labs,2024-05-17,Language,8e9,\n"
)


def test_vendors_and_families_are_made_when_asked_for(write: WriteRegistry, corpus: Write) -> None:
    """With the corpus as their source. Two new vendors that name a line alike get two families."""
    root = write(FILES)
    path = corpus({"e.csv": EPOCH})
    assert len(imported(root, "epoch", path).refused) == 3
    report = imported(root, "epoch", path, new_vendors=True, new_families=True)
    assert [record for record, _, _ in changes(report, Kind.VENDOR)] == ["alpha-labs", "beta-labs"]
    assert [record for record, _, _ in changes(report, Kind.FAMILY)] == ["bolt", "sonar", "beta-labs-sonar"]
    registry = llmreg.load(root)
    vendor = registry.vendors["alpha-labs"]
    assert (vendor.name, vendor.country) == ("Alpha Labs", "FR")
    assert vendor.sources["epoch"].supports == ("country", "families", "name")
    assert registry["beta-labs/sonar-2"].family == "beta-labs-sonar"


def test_one_of_them_alone_is_not_enough(write: WriteRegistry, corpus: Write) -> None:
    """A new vendor has no family that could fit."""
    root = write(FILES)
    report = imported(root, "epoch", corpus({"e.csv": EPOCH}), new_vendors=True)
    assert not report.changes
    assert [each.reason for each in report.refused][1] == "no family of `alpha-labs` fits `sonar-1`"


def test_without_new_models_only_known_ones_get_facts(write: WriteRegistry, corpus: Write) -> None:
    """The others are counted as unknown."""
    root = write(FILES)
    rows = [*repository("acme/Acme-7B"), *repository("acme/Acme-13B", parameters_raw=13_000_000_000)]
    report = imported(root, "hub", corpus({"h.json": rows}), new_models=False)
    assert report.count(Kind.MODEL) == 0
    assert report.count(Kind.FACT) > 0
    assert [place.row for place in report.unmatched] == ["acme/Acme-13B"]


def test_an_id_of_a_platform_finds_the_model_that_it_means_there(write: WriteRegistry, corpus: Write) -> None:
    """Also where the id says nothing of it, and also where another platform uses the same id."""
    edge = '\n[[integrations]]\nmodel = "acme/acme-7b"\nids = ["prod-1"]\n'
    root = write({**FILES, "platforms/openai.toml": API + edge})
    report = imported(root, "litellm", corpus({"p.json": {"prod-1": offer(), "azure/prod-1": offer("azure")}}))
    assert [each.reason for each in report.refused] == ["there is no platform `azure`"]
    assert {change.record for change in report.changes} == {"acme/acme-7b"}


def test_a_name_that_may_mean_several_models_finds_none(write: WriteRegistry, corpus: Write) -> None:
    """Nothing is chosen."""
    second = MODEL.replace("acme-7b", "acme-7b-chat").replace("Acme 7B", "Acme 7B Chat")
    aliases = 'aliases = [{{ name = "acme-top", platform = "{}" }}]\n'
    files = {
        **FILES,
        "platforms/shop.toml": 'name = "Shop"\nkind = "api"\n',
        "models/acme/acme.toml": MODEL + aliases.format("openai") + "\n" + second + aliases.format("shop"),
    }
    root = write(files)
    report = imported(root, "litellm", corpus({"p.json": {"azure/acme-top": offer("azure")}}))
    assert not report.changes
    assert len(report.unmatched) == 1
