"""`llmreg resolve`, `compare`, `lineage` and `languages`."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys

import pytest

import llmreg
from llmreg.cli import main

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def loaded(registry: llmreg.Registry, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands take the registry that is loaded already."""
    monkeypatch.setattr("llmreg.loading.load", lambda _path=None: registry)


def test_resolve_names_what_was_left_away(capsys: Capture) -> None:
    assert main(["resolve", "Qwen/Qwen2.5-7B-Instruct-GPTQ-Int4"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("alibaba/qwen2.5-7b-instruct\n  ")
    assert "left away: `GPTQ` (" in out


def test_resolve_takes_several_names_and_tells_each_refusal(capsys: Capture) -> None:
    assert main(["resolve", "qwen-72b", "qwerty-r1", "gpt-4"]) == 1
    out, err = capsys.readouterr()
    assert [line.split()[0] for line in out.splitlines()[::2]] == ["qwen-72b", "gpt-4"]
    assert err == "error: unknown model `qwerty-r1`\n"


def test_resolve_as_data(capsys: Capture) -> None:
    assert main(["resolve", "qwen/qwen-2.5-7b-instruct:nitro", "-o", "json"]) == 0
    body = json.loads(capsys.readouterr().out)
    assert (body["model"], body["dropped"]) == ("alibaba/qwen2.5-7b-instruct", ["nitro"])
    assert body["integration"]["ids"] == ["qwen/qwen-2.5-7b-instruct"]
    assert main(["resolve", "qwen-72b", "nonsense-9b", "-o", "jsonl"]) == 1
    good, bad = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert good["model"] == "alibaba/qwen-72b"
    assert (bad["model"], bad["error"]) == (None, "unknown")
    assert main(["resolve", "qwen-72b", "nonsense-9b", "-o", "json"]) == 1
    assert [each["name"] for each in json.loads(capsys.readouterr().out)] == ["qwen-72b", "nonsense-9b"]


def test_resolve_reads_names_from_the_input(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("qwen-72b\n\n =1+1\n"))
    assert main(["resolve", "-", "-o", "csv"]) == 1
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert [row[:2] for row in rows] == [["name", "model"], ["qwen-72b", "alibaba/qwen-72b"], ["'=1+1", ""]]
    assert main(["resolve", "qwen-72b", "-o", "markdown"]) == 0
    assert "| qwen-72b | alibaba/qwen-72b |" in capsys.readouterr().out


def test_resolve_on_a_day(capsys: Capture) -> None:
    assert main(["resolve", "gpt-4", "--as-of", "2023-06-01"]) == 0
    assert capsys.readouterr().out.startswith("openai/gpt-4-0314\n")


def test_compare_within_80_columns_without_a_terminal(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    assert main(["compare", "qwen2.5-72b", "llama-2-70b", "--diff"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(len(line) for line in lines if not line.strip().startswith("http")) <= 80
    assert any("--unknown shows" in line for line in lines)
    assert not any(line.startswith("weights") and "?" in line for line in lines)


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json", "jsonl", "csv"])
def test_compare_in_every_form(form: str, capsys: Capture) -> None:
    assert (
        main(["compare", "qwen2.5-72b", "llama-2-70b", "gpt-4", "--unknown", "-o", form, "--fields", "ctx, license"])
        == 0
    )
    assert "context" in capsys.readouterr().out


def test_compare_tells_what_is_wrong(capsys: Capture) -> None:
    assert main(["compare", "qwen-72b"]) == 2
    assert capsys.readouterr().err == "error: a comparison takes 2 to 8 models, not 1; name another one\n"
    assert main(["compare", *["qwen-72b"] * 9]) == 2
    assert "leave some out" in capsys.readouterr().err
    assert main(["compare", "qwen-72b", "qwen-73b"]) == 1
    assert "unknown model `qwen-73b`" in capsys.readouterr().err
    assert main(["compare", "qwen-72b", "qwen-7b", "--fields", "contxt"]) == 2
    assert "did you mean `context`?" in capsys.readouterr().err


def test_lineage_as_a_tree_and_as_data(capsys: Capture) -> None:
    assert main(["lineage", "qwen-7b-chat"]) == 0
    out = capsys.readouterr().out
    assert "made from\n" in out
    assert "alibaba/qwen-7b (finetune)\n" in out
    for form in ("json", "jsonl", "csv", "markdown"):
        assert main(["lineage", "qwen-7b-chat", "-o", form]) == 0
        assert "alibaba/qwen-7b" in capsys.readouterr().out
    assert main(["lineage", "qwen-7b", "--as-of", "2020-01-01"]) == 1


@pytest.mark.parametrize(
    ("encoding", "sign"), [("utf-8", "└── "), ("ascii", "`-- "), ("cp1252", "`-- "), ("gb18030", "└── ")]
)
def test_the_tree_is_drawn_with_what_the_encoding_has(encoding: str, sign: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "llmreg", "lineage", "qwen-7b-chat"],
        capture_output=True,
        check=True,
        env=os.environ | {"PYTHONIOENCODING": encoding},
    )
    assert sign in done.stdout.decode(encoding)


def test_languages_of_a_group_one_and_all(capsys: Capture) -> None:
    assert main(["languages", "sea"]) == 0
    assert "Thai" in capsys.readouterr().out
    assert main(["languages", "@cjk", "-o", "csv"]) == 0
    assert capsys.readouterr().out.startswith("tag,name,declared,")
    assert main(["languages", "-o", "jsonl"]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[0])["tag"] == "en"


def test_languages_that_nobody_declares_end_with_1(capsys: Capture) -> None:
    assert main(["languages", "se"]) == 1
    assert "Northern Sami" in capsys.readouterr().out
    assert main(["languages", "se", "--allow-empty"]) == 0
    capsys.readouterr()
    assert main(["languages", "seas"]) == 1
    assert "did you mean `sea`?" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["resolve", "compare", "lineage", "languages"])
def test_help_shows_examples(command: str, capsys: Capture) -> None:
    assert main([command, "--help"]) == 0
    assert f"llmreg {command}" in capsys.readouterr().out
