"""`llmreg plot`: what is written where, and how it ends."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import llmreg
from llmreg.cli import main
from llmreg.cli.completion import candidates
from llmreg.cli.plot import KINDS
from llmreg.paths import write_whole

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def loaded(registry: llmreg.Registry, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands take the registry that is loaded already."""
    monkeypatch.setattr("llmreg.loading.load", lambda _path=None: registry)


@pytest.mark.parametrize("kind", KINDS)
def test_an_svg_goes_to_the_output(kind: str, capsys: Capture) -> None:
    assert main(["plot", kind, "family:qwen", "--title", "What is <drawn>", "--width", "400", "--theme", "dark"]) == 0
    out, err = capsys.readouterr()
    assert ET.fromstring(out).attrib["viewBox"].startswith("0 0 400 ")
    assert "What is &lt;drawn&gt;" in out
    assert err == ""


def test_or_whole_into_a_file(tmp_path: Path, capsys: Capture) -> None:
    target = tmp_path / "chart.svg"
    assert main(["plot", "sizes", "family:seallm", "--file", str(target)]) == 0
    assert capsys.readouterr() == ("", "")
    before = target.read_bytes()
    ET.fromstring(before.decode())
    assert main(["plot", "sizes", "--file", str(target), "family:seallm"]) == 0
    assert target.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["chart.svg"]


def test_other_forms(capsys: Capture) -> None:
    assert main(["plot", "sizes", "family:seallm", "-o", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert {row["series"] for row in rows} == {"total"}
    assert main(["plot", "price", "-o", "json", "--platform", "openai", "vendor:openai"]) == 0
    body = json.loads(capsys.readouterr().out)
    assert (body["kind"], body["measure"]["currency"]) == ("price", "USD")
    assert main(["plot", "context-over-time", "-o", "text", "--highlight", "damo, meta", "vendor:meta"]) == 0
    assert capsys.readouterr().out.startswith("Context windows over time (context window, tokens)\n")


def test_conditions_may_follow_options_and_be_negated(capsys: Capture) -> None:
    assert main(["plot", "sizes", "family:qwen", "-o", "json", "size:7B", "-variant:base"]) == 0
    body = json.loads(capsys.readouterr().out)
    assert body["query"] == "family:qwen size:7B -variant:base"
    assert main(["find", "family:qwen", "-o", "csv", "size:7B"]) == 0
    capsys.readouterr()
    assert main(["plot", "sizes", "--colour"]) == 2
    assert capsys.readouterr().err.startswith("error: unrecognized arguments: --colour")
    assert main(["show", "qwen-72b", "and", "more"]) == 2


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("family:claude", "nothing to draw: none of the "),
        ("params:>900T", "nothing to draw: no model certainly matches `parameters:>900T`"),
    ],
)
def test_nothing_to_draw_is_said_and_writes_no_file(query: str, said: str, tmp_path: Path, capsys: Capture) -> None:
    assert main(["plot", "size-over-time", query, "--file", str(tmp_path / "x.svg")]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(said)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "said", "code"),
    [
        (["plot", "sizs"], "error: `sizs` is not one of size-over-time, ", 2),
        (["plot", "sizes", "famly:qwen"], "error: unknown field `famly`", 2),
        (["plot", "sizes", "--platform", "groq"], "error: `sizes` shows no prices", 2),
        (["plot", "price", "--platform", "grok-x"], "error: unknown platform `grok-x`", 1),
        (["plot", "size-over-time", "--highlight", "alibab"], "error: unknown vendor `alibab`; did you mean `alibaba`", 1),
        (["plot", "sizes", "family:qwen", "--width", "3"], "error: a width of 3 cannot be drawn", 2),
        (["plot", "sizes", "family:qwen", "--rows", "0"], "error: 0 rows cannot be drawn", 2),
        (["plot", "sizes", "family:qwen", "--file", "no/such/folder/x.svg"], "error: no/such/folder/x.svg: no such file", 2),
    ],
)  # fmt: skip
def test_what_goes_wrong_is_said(arguments: list[str], said: str, code: int, capsys: Capture) -> None:
    assert main(arguments) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(said)


def test_a_suggestion_for_a_kind(capsys: Capture) -> None:
    assert main(["plot", "size-over-tme"]) == 2
    assert "did you mean `size-over-time`?" in capsys.readouterr().err


def test_completion_knows_kinds_and_options() -> None:
    assert candidates(["plot", ""]) == sorted(KINDS)
    assert candidates(["plot", "price", "--theme", ""]) == ["auto", "dark", "light"]
    assert "groq" in candidates(["plot", "price", "--platform", "gro"])
    assert {"--file", "--transparent"} <= set(candidates(["plot", "price", "--"]))


def test_a_file_is_never_there_by_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "x.svg"
    target.write_text("old")
    target.chmod(0o640)
    link = tmp_path / "link.svg"
    link.symlink_to(target)
    write_whole(link, b"new")
    assert link.is_symlink()
    assert target.read_text() == "new"
    assert target.stat().st_mode & 0o777 == 0o640

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(target, b"newer")
    assert target.read_text() == "new"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.svg", "x.svg"]
    write_whole(Path(os.devnull), b"gone")
