"""An import from beginning to end: twice is once, the rules judge, and all files are written or none."""

from __future__ import annotations

import json
import shutil
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import llmreg
from llmreg.errors import ImportSourceError, InvalidRegistryError
from llmreg.importing import run
from llmreg.importing.report import Kind
from llmreg.rules.rule import EXAMPLE_REGISTRY
from tests.conftest import WriteRegistry
from tests.full import FULL
from tests.importing.corpora import (  # fmt: skip
    API,
    CARD,
    CHECKED,
    HUB,
    MODEL,
    REPOSITORY,
    Write,
    changes,
    files_of,
    imported,
    offer,
    texts,
)

FILES = {
    "platforms/openai.toml": API,
    "platforms/azure.toml": API,
    "platforms/huggingface.toml": HUB,
    "models/acme/acme.toml": MODEL + 'aliases = ["acme-chat"]\n',
}
EPOCH = "Model,Organization,Publication date,Domain,Parameters\nAcme 13B,Acme,2024-05-17,Language,13e9\n"
HELM = "models:\n- {name: acme/acme-7b, creator_organization_name: Acme, num_parameters: 7000000000, release_date: 2024-05-17, access: open}\n"
DEPRECATED = {
    "provider": "Azure", "model_id": "acme-7b", "shutdown_date": "2026-10-23", "deprecation_date": "2026-04-22",
    "replacement_models": [],
}  # fmt: skip
SPECIFICATION = {"model_format": "pytorch", "model_src": {"huggingface": {"model_id": "acme/Acme-7B", "model_metadata": {"hidden_size": 4096}}}}  # fmt: skip
CORPORA: dict[str, tuple[str, Any]] = {
    "deprecations": ("d.json", [DEPRECATED]),
    "epoch": ("e.csv", EPOCH),
    "genai-prices": ("g.json", [{"id": "openai", "name": "O", "models": [{"id": "acme-7b", "prices": {"input_mtok": 1}}]}]),
    "helm": ("h.yaml", HELM),
    "hub": ("r.json", [REPOSITORY, {**REPOSITORY, "name": "acme/Acme-13B", "parameters_raw": 13_000_000_000}]),
    "litellm": ("l.json", {"acme-7b": offer(max_input_tokens=32_768), "acme-chat": offer()}),
    "models-dev": ("m.jsonl", json.dumps({"id": "shop", "name": "S"}) + "\n" + json.dumps({"provider": "shop", "id": "acme-7b", "data": {"name": "A", "cost": {"input": 0.5}}})),
    "xinference": ("x.jsonl", json.dumps({"model_specs": [SPECIFICATION]})),
}  # fmt: skip


@pytest.mark.parametrize("name", CORPORA)
def test_a_second_import_changes_nothing(name: str, write: WriteRegistry, corpus: Write) -> None:
    """Not a byte; neither does a third on another day."""
    root = write(FILES)
    file, content = CORPORA[name]
    path = corpus({file: content})
    assert imported(root, name, path).changes
    before = texts(root)
    for checked in (CHECKED, date(2027, 1, 1)):
        again = imported(root, name, path, checked=checked)
        assert (again.changes, again.files) == ([], [])
        assert texts(root) == before
    assert not [each for each in llmreg.check(root, as_of=CHECKED) if each.code != "LR310"]


def test_all_formats_one_after_another_agree_with_the_rules(write: WriteRegistry, corpus: Write) -> None:
    """And a second round of all of them changes nothing."""
    root = write(FILES)
    paths = {name: corpus({file: content}) for name, (file, content) in CORPORA.items()}
    for name, path in paths.items():
        imported(root, name, path)
    before = texts(root)
    for name, path in paths.items():
        assert not imported(root, name, path).changes
    assert texts(root) == before
    assert not [each for each in llmreg.check(root, as_of=CHECKED) if each.code != "LR310"]


def test_a_registry_that_uses_every_key_takes_an_import(tmp_path: Path, corpus: Write) -> None:
    """What it has is all still there."""
    root = tmp_path / "registry"
    files_of(FULL, root)
    (root / "platforms/openai.toml").write_text(API)
    before = llmreg.load(root)["acme/acme-2-8x7b"]
    report = imported(root, "litellm", corpus({"p.json": {"acme-2-8x7b": offer()}}))
    assert report.count(Kind.INTEGRATION) == 1
    assert llmreg.load(root)["acme/acme-2-8x7b"] == before


names = st.sampled_from(["acme-7b", "acme-chat", "Acme-7B", "acme-8b", "other-1"])
amounts = st.sampled_from([1e-06, 2e-06, 2.5e-06, 0, -1, "x", None])
limits = st.sampled_from([4_096, 8_000, 8_192, 0, -1, None, 10**12])
days = st.sampled_from(["2024-05-17", "2024-05", "2026-10-23", "2031-01-01", "x", None])
OFFERS = st.dictionaries(
    names,
    st.builds(
        lambda price, most, given, day: offer(
            input_cost_per_token=price, max_output_tokens=most, max_input_tokens=given, deprecation_date=day, mode="embedding"
        ),
        amounts, limits, limits, days,
    ),
    max_size=4,
)  # fmt: skip
REPOSITORIES = st.lists(
    st.builds(
        lambda name, total, window, terms, tags, day: {
            **REPOSITORY, "name": f"acme/{name}", "parameters_raw": total, "context_length": window, "license": terms,
            "languages": tags, "release_date": day,
        },
        names,
        st.sampled_from([7_241_732_096, 6_900_000_000, 8_030_000_000, 1, 0, "7B", None]),
        limits,
        st.sampled_from(["mit", "apache-2.0", "llama3", "other", None]),
        st.lists(st.sampled_from(["en", "zh", "la", "xx", "code"]), max_size=2),
        days,
    ),
    max_size=4,
)  # fmt: skip
PATTERNS = st.lists(
    st.builds(
        lambda name, others, price: {
            "id": name, "match": {"or": [{"equals": each} for each in others]}, "prices": {"input_mtok": price}
        },
        names, st.lists(names, max_size=2), st.sampled_from([1, 2, 0.5]),
    ),
    max_size=4,
)  # fmt: skip


@settings(max_examples=30)
@given(OFFERS, REPOSITORIES, PATTERNS, st.sampled_from(["", CARD, 'license = "MIT"\n' + CARD]))
def test_importing_twice_is_importing_once(
    offers: dict[str, Any], repositories: list[Any], patterns: list[Any], curated: str
) -> None:
    """Whatever the rows say, also against each other; and the result has no finding that was not there before."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "registry")
        model = MODEL + curated.replace(CARD, "") + 'aliases = ["acme-chat"]\n' + (CARD if curated else "")
        files_of({**EXAMPLE_REGISTRY, **FILES, "models/acme/acme.toml": model}, root)
        found = {(each.code, each.message) for each in llmreg.check(root, as_of=CHECKED)}
        paths = {
            "hub": files_of({"h.json": repositories}, Path(folder, "a")),
            "litellm": files_of({"p.json": offers}, Path(folder, "b")),
            "genai-prices": files_of({"g.json": [{"id": "openai", "models": patterns}]}, Path(folder, "c")),
        }
        for name, path in paths.items():
            for attempt in range(2):
                before = texts(root)
                try:
                    report = imported(root, name, path)
                except ImportSourceError as error:
                    assert "there is nothing" in str(error)
                    break
                if attempt:
                    assert not report.changes
                    assert texts(root) == before
        after = {(each.code, each.message) for each in llmreg.check(root, as_of=CHECKED) if each.severity != "info"}
        assert after <= found
        kept = llmreg.load(root)["acme/acme-7b"]
        assert "MIT" not in curated or kept.license == "MIT"


# The rules judge


def test_a_fact_that_breaks_a_rule_is_refused_and_the_rest_goes_through(write: WriteRegistry, corpus: Write) -> None:
    """An output limit above the window (LR405): just that limit is blamed, with the words of the rule."""
    root = write({**FILES, "models/acme/acme.toml": MODEL + "context = { window = 4_096 }\n" + CARD})
    toml = 'name = "Acme 7B"\nrelease_date = "2024-05-17"\n[limit]\ncontext = 4_096\noutput = 8_192\n'
    report = imported(root, "models-dev", corpus({"models/acme/acme-7b.toml": toml}).parents[2])
    (refusal,) = report.refused
    assert str(refusal) == (
        "models/acme/acme-7b.toml (acme/acme-7b): acme/acme-7b context.output: "
        "output limit 8,192 exceeds the window of 4,096 (LR405)"
    )
    model = llmreg.load(root)["acme/acme-7b"]
    assert (model.context.output, str(model.released)) == (None, "2024-05-17")


def test_a_wrong_offer_does_not_take_others_with_it(write: WriteRegistry, corpus: Write) -> None:
    """Of the integration only the limits go; the price of the same row is kept."""
    root = write(FILES)
    rows = {
        "acme-7b": offer(mode="embedding", max_input_tokens=4_096, max_output_tokens=8_192, input_cost_per_token=1e-06)
    }
    report = imported(root, "litellm", corpus({"p.json": {**rows, "acme-chat": offer()}}))
    (edge, other) = llmreg.load(root).integrations("acme/acme-7b")
    assert (edge.ids, edge.limits.output, len(edge.prices)) == (("acme-7b",), None, 1) or edge.limits.input
    assert other.prices
    assert all("acme-chat" not in str(each) for each in report.refused)


def test_what_contradicts_a_curated_date_is_refused_alone(write: WriteRegistry, corpus: Write) -> None:
    """Released after it was retired (LR411): the finding is at the curated day, the blame is with the new one."""
    inside = MODEL + '\n[models.integrations.openai]\nids = ["acme-7b"]\nretired = 2023-06-01\n'
    root = write({**FILES, "models/acme/acme.toml": inside})
    report = imported(root, "hub", corpus({"h.json": [REPOSITORY]}))
    assert [each.what for each in report.refused] == ["acme/acme-7b released"]
    model = llmreg.load(root)["acme/acme-7b"]
    assert (model.released, model.license) == (None, "Apache-2.0")


def test_findings_that_were_there_before_blame_nobody(write: WriteRegistry, corpus: Write) -> None:
    """A warning of the registry is not the import's; it is still there afterwards."""
    root = write({**FILES, "models/acme/acme.toml": MODEL + "context = { window = 4_096, output = 8_192 }\n"})
    warnings = [each.code for each in llmreg.check(root) if each.severity == "warning"]
    assert warnings
    report = imported(root, "litellm", corpus({"p.json": {"acme-7b": offer()}}))
    assert not report.refused
    assert [each.code for each in llmreg.check(root) if each.severity == "warning"] == warnings


@pytest.mark.parametrize("broken", ["name = \n", 'id = "acme-7b"\n', MODEL + 'licence = "MIT"\n'])
def test_a_registry_with_errors_is_refused(broken: str, write: WriteRegistry, corpus: Write) -> None:
    """With its report; nothing is written."""
    root = write({**FILES, "models/acme/broken.toml": broken})
    before = texts(root)
    with pytest.raises(InvalidRegistryError) as error:
        imported(root, "litellm", corpus({"p.json": {"acme-7b": offer()}}))
    assert error.value.report.errors
    assert texts(root) == before


def test_a_folder_without_a_registry_is_refused(tmp_path: Path, corpus: Write) -> None:
    """Also one that is not there, and one that only lacks its registry.toml."""
    path = corpus({"p.json": {"acme-7b": offer()}})
    for root in (tmp_path / "nothing", tmp_path):
        with pytest.raises(InvalidRegistryError):
            imported(root, "litellm", path)
    assert not (tmp_path / "nothing").exists()


def test_the_first_models_may_come_from_an_import(write: WriteRegistry, corpus: Write) -> None:
    """A registry without any is an error to the check only."""
    root = write({"platforms/huggingface.toml": HUB})
    assert not llmreg.check(root).ok
    imported(root, "hub", corpus({"h.json": [REPOSITORY]}))
    assert [model.id for model in llmreg.load(root)] == ["acme/acme-7b"]


def test_faults_that_no_row_explains_stop_the_import(
    write: WriteRegistry, corpus: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are quoted, and nothing is written."""
    root = write(FILES)
    before = texts(root)
    monkeypatch.setattr(run, "_blame", lambda *_: {})
    toml = 'name = "Acme 7B"\nlimit = { context = 4_096, output = 8_192 }\n'
    path = corpus({"models/acme/acme-7b.toml": toml}).parents[2]
    with pytest.raises(ImportSourceError, match=r"the rules find fault with what no row says:\n.*LR405"):
        imported(root, "models-dev", path)
    assert texts(root) == before


# Quarantine


def test_rows_that_cannot_be_read_are_listed_with_file_and_line(write: WriteRegistry, corpus: Write) -> None:
    """They count as rows, and the others are imported."""
    root = write(FILES)
    report = imported(root, "litellm", corpus({"p.json": {"bad": 5, "worse": {"mode": "chat"}, "acme-7b": offer()}}))
    assert report.rows == 3
    assert report.count(Kind.INTEGRATION) == 1
    assert [str(each) for each in report.refused] == [
        "p.json (bad): the row is no object with a `litellm_provider`",
        "p.json:3 (worse): the row is no object with a `litellm_provider`",
    ]


# All or nothing


def test_a_dry_run_writes_nothing_and_tells_the_same(write: WriteRegistry, corpus: Write) -> None:
    """Not even a file that is put away again."""
    root = write(FILES)
    path = corpus({"h.json": [REPOSITORY, {**REPOSITORY, "name": "acme/Acme-13B", "parameters_raw": 13_000_000_000}]})
    before = texts(root)
    told = imported(root, "hub", path, dry_run=True)
    assert texts(root) == before
    done = imported(root, "hub", path)
    assert told.to_dict() == done.to_dict()
    assert {name for name, data in texts(root).items() if before.get(name) != data} == set(done.files)


@pytest.mark.parametrize("failing", [1, 2, 3])
def test_when_a_file_cannot_be_put_in_place_none_is(
    failing: int, write: WriteRegistry, corpus: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was replaced before comes back, and nothing is left lying about."""
    root = write(FILES)
    before = texts(root)
    replace, calls = Path.replace, []

    def fail(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) == failing:
            raise OSError("the disk is full")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fail)
    path = corpus({"h.json": [REPOSITORY, {**REPOSITORY, "name": "acme/Acme-2-13B", "parameters_raw": 13_000_000_000}]})
    with pytest.raises(ImportSourceError, match="cannot write the registry; nothing was changed: the disk is full"):
        imported(root, "hub", path)
    assert len(calls) == failing
    assert texts(root) == before


def test_a_registry_that_is_read_only_is_an_error_and_unchanged(
    write: WriteRegistry, corpus: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is replaced before everything is laid ready."""
    root = write(FILES)
    before = texts(root)
    monkeypatch.setattr(run, "_write", _refusing(run._write, ".acme.toml.new"))
    path = corpus({"h.json": [REPOSITORY]})
    with pytest.raises(ImportSourceError, match="cannot write the registry"):
        imported(root, "hub", path)
    assert texts(root) == before


def _refusing(real: Any, name: str) -> Any:
    def write_one(path: Path, text: str) -> None:
        if path.name == name:
            raise PermissionError("read-only")
        real(path, text)

    return write_one


def test_a_link_inside_the_registry_stays_a_link(write: WriteRegistry, corpus: Write) -> None:
    """What it leads to is changed. Neither a dry run nor a refused one writes through it."""
    root = write(FILES)
    shutil.move(root / "models/acme/acme.toml", root / "models/.shared.toml")
    (root / "models/acme/acme.toml").symlink_to("../.shared.toml")
    before = texts(root)
    path = corpus({"h.json": [REPOSITORY]})
    imported(root, "hub", path, dry_run=True)
    assert texts(root) == before
    imported(root, "hub", path)
    assert (root / "models/acme/acme.toml").is_symlink()
    assert "Apache-2.0" in (root / "models/.shared.toml").read_text()


def test_the_progress_is_told_step_by_step(write: WriteRegistry, corpus: Write) -> None:
    """In words; the last is the writing."""
    steps: list[str] = []
    imported(write(FILES), "litellm", corpus({"p.json": {"acme-7b": offer()}}), progress=steps.append)
    assert steps[0] == "reading the registry"
    assert steps[-1] == "writing"


def test_the_report_counts_and_is_json(write: WriteRegistry, corpus: Write) -> None:
    """Changes by kind; exact amounts as text."""
    report = imported(write(FILES), "litellm", corpus({"p.json": {"acme-7b": offer(), "zzz": offer()}}))
    assert report.summary() == (
        "2 rows read\n1 new integrations\n0 facts already recorded, and confirmed\n0 facts or rows refused\n"
        "1 rows about models that the registry does not have\n1 files changed\n"
    )
    table = json.loads(json.dumps(report.to_dict()))
    assert table["counts"] == {"integration": 1}
    assert table["changes"][0]["value"]["prices"][0]["amount"] == "2.5"
    assert table["unmatched"] == ["p.json:8 (zzz)"]
    assert changes(report, Kind.INTEGRATION)[0][:2] == ("acme/acme-7b", "integrations.openai")
