"""`llmreg import`: what it prints, and how it ends."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from llmreg.cli import main
from tests.conftest import WriteRegistry
from tests.importing.corpora import API, HUB, MODEL, REPOSITORY, Write, offer, texts

Capture = pytest.CaptureFixture[str]

FILES = {"platforms/openai.toml": API, "platforms/huggingface.toml": HUB, "models/acme/acme.toml": MODEL}


@pytest.fixture
def root(write: WriteRegistry) -> Path:
    return write(FILES)


def run(root: Path, name: str, path: Path, *more: str) -> int:
    return main(["import", name, str(path), "--into", str(root), "--checked", "2026-01-02", *more])


def test_an_import_prints_what_it_did(root: Path, corpus: Write, capsys: Capture) -> None:
    """A line for each thing that happened."""
    assert run(root, "litellm", corpus({"p.json": {"acme-7b": offer()}})) == 0
    assert capsys.readouterr().out == (
        "1 rows read\n"
        "1 new integrations\n"
        "0 facts already recorded, and confirmed\n"
        "0 facts or rows refused\n"
        "0 rows about models that the registry does not have\n"
        "1 files changed\n"
    )


def test_a_dry_run_prints_each_change_and_writes_nothing(root: Path, corpus: Write, capsys: Capture) -> None:
    """New facts with `+`, updates with `~`, disputes with `!`."""
    release = root / "models/acme/acme.toml"
    release.write_text(MODEL + 'license = "MIT"\n')
    run(root, "litellm", corpus({"p.json": {"acme-7b": offer()}}))
    before = texts(root)
    capsys.readouterr()
    assert run(root, "litellm", corpus({"p.json": {"acme-7b": offer(input_cost_per_token=1e-06)}}), "--dry-run") == 0
    assert run(root, "hub", corpus({"h.json": [REPOSITORY]}), "--dry-run") == 0
    lines = capsys.readouterr().out.splitlines()
    assert (
        '~ acme/acme-7b integrations.openai.prices = [{item = "input", amount = 1, currency = "USD"}], '
        'was [{item = "input", amount = 2.5, currency = "USD"}]'
    ) in lines
    assert "+ acme/acme-7b parameters.total = 7241732096" in lines
    assert '+ acme/acme-7b languages = {tags = ["en", "zh"], complete = false}' in lines
    assert '! acme/acme-7b license stays "MIT"; disputed: "Apache-2.0"' in lines
    assert lines.count("nothing was written (--dry-run)") == 2
    assert texts(root) == before


def test_refusals_are_findings_and_the_first_are_shown(root: Path, corpus: Write, capsys: Capture) -> None:
    """The rest on request."""
    path = corpus({"p.json": {f"bad-{number:02}": {"mode": "chat"} for number in range(30)}})
    assert run(root, "litellm", path) == 1
    out = capsys.readouterr().out
    assert "refused: p.json:2 (bad-00): the row is no object with a `litellm_provider`\n" in out
    assert out.count("refused: ") == 20
    assert "... and 10 more, see --refused\n" in out
    assert run(root, "litellm", path, "--refused") == 1
    assert capsys.readouterr().out.count("refused: ") == 30


def test_json_has_everything(root: Path, corpus: Write, capsys: Capture) -> None:
    """And the same exit code."""
    assert run(root, "litellm", corpus({"p.json": {"acme-7b": offer(), "bad": 5}}), "--output", "json") == 1
    table = json.loads(capsys.readouterr().out)
    assert (table["rows"], table["counts"], table["files"]) == (2, {"integration": 1}, ["platforms/openai.toml"])
    assert table["refused"][0]["place"] == "p.json (bad)"


def test_new_families_and_vendors_come_when_asked_for(root: Path, corpus: Write, capsys: Capture) -> None:
    """They are printed as what they are."""
    text = "Model,Organization,Publication date,Domain,Parameters\nSonar 1,Alpha Labs,2024-05-17,Language,7e9\n"
    path = corpus({"e.csv": text})
    assert run(root, "epoch", path) == 1
    assert "no vendor of the registry goes by `Alpha Labs`" in capsys.readouterr().out
    assert run(root, "epoch", path, "--new-families", "--new-vendors", "--dry-run") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == ["+ vendor alpha-labs", "+ family sonar", "+ model alpha-labs/sonar-1"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("lightllm", "{}", "unknown format `lightllm`; did you mean `litellm`?"),
        ("litellm", "{", "is no JSON"),
        ("litellm", "{}", "there is nothing of the format `litellm`"),
        ("helm", "a: [", "is no YAML"),
        ("epoch", "a,b\n", "is not Epoch's table"),
        ("hub", "{}", "is no array of repositories"),
    ],
)
def test_what_cannot_be_imported_ends_with_2(  # noqa: PLR0917
    name: str, content: str, message: str, root: Path, corpus: Write, capsys: Capture
) -> None:
    """And says why, on one line."""
    before = texts(root)
    assert run(root, name, corpus({"file": content})) == 2
    error = capsys.readouterr().err
    assert error.startswith("error: ")
    assert message in error
    assert texts(root) == before


def test_a_missing_extra_ends_with_2_and_the_line_to_type(
    root: Path, corpus: Write, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For files by hand as for YAML."""
    (root / "platforms/openai.toml").write_text(f"# By hand.\n{API}")
    for package, name, file, content in (
        ("yaml", "helm", "m.yaml", "models: []\n"),
        ("tomlkit", "litellm", "p.json", {"acme-7b": offer()}),
    ):
        monkeypatch.setitem(sys.modules, package, None)
        before = texts(root)
        assert run(root, name, corpus({file: content})) == 2
        assert 'install it with: pip install "llmreg[import]"' in capsys.readouterr().err
        assert texts(root) == before


def test_a_registry_with_errors_ends_with_2(root: Path, corpus: Write, capsys: Capture) -> None:
    """And shows them."""
    (root / "models/acme/acme.toml").write_text(MODEL + 'licence = "MIT"\n')
    assert run(root, "litellm", corpus({"p.json": {"acme-7b": offer()}})) == 2
    error = capsys.readouterr().err
    assert error.startswith("error: the registry has errors\n")
    assert "LR102" in error


def test_the_registry_must_be_named(capsys: Capture, corpus: Write) -> None:
    """Nothing is ever imported into the one that comes with llmreg by accident."""
    assert main(["import", "litellm", str(corpus({"p.json": {}}))]) == 2
    assert "--into" in capsys.readouterr().err


def test_a_corpus_cannot_steer_the_terminal(root: Path, corpus: Write, capsys: Capture) -> None:
    """Neither by a refused row nor by a change."""
    rows = [{**REPOSITORY, "name": "who/\x1b[31mred"}, {**REPOSITORY, "architecture": "\x1b]0;x\x07"}]
    run(root, "hub", corpus({"h.json": rows}), "--dry-run")
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "\N{REPLACEMENT CHARACTER}[31mred" in out


def test_the_help_lists_every_format(capsys: Capture) -> None:
    """With what each reads."""
    from llmreg.importing import FORMATS

    assert main(["import", "--help"]) == 0
    out = capsys.readouterr().out
    for name, says in FORMATS.items():
        assert name in out
        assert says in out
