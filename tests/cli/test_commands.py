"""The command line: what it prints, and how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from llmreg.cli import main
from llmreg.cli.completion import candidates
from tests.conftest import MODEL, WriteRegistry

HOSTED = """
[models.integrations.api]
ids = ["Acme-7B-Instruct"]
since = 2024-01-02

[models.sources.card]
url = "https://example.org/acme-7b"
kind = "card"
checked = 2024-06-01
supports = ["parameters", "languages", "released", "integrations"]
"""
FACTS = 'parameters = { total = 7_240_000_000 }\nlanguages = { tags = ["en", "zh"] }\nreleased = 2024-01-02\nundisclosed = ["training.tokens"]\n'
FULL = {
    "registry.toml": 'name = "example"\nschema = 1\nrevision = "2024.07.01"\n',
    "platforms/api.toml": 'name = "Acme API"\nkind = "api"\n',
    "models/acme/acme.toml": MODEL + FACTS + HOSTED,
}


@pytest.fixture
def full(write: WriteRegistry) -> str:
    return str(write(FULL))


Capture = pytest.CaptureFixture[str]


def test_check_of_a_good_registry_is_fine(full: str, capsys: Capture) -> None:
    assert main(["check", full]) == 0
    assert capsys.readouterr().out == "no findings in 4 files with 1 model\n"


def test_check_shows_the_line_and_a_caret(write: WriteRegistry, capsys: Capture) -> None:
    root = write({**FULL, "models/acme/acme.toml": MODEL + 'licence = "MIT"\n'})
    assert main(["check", str(root)]) == 1
    assert capsys.readouterr().out == (
        "error[LR102 unknown-key]: unknown key `licence`\n"
        f" --> {root}/models/acme/acme.toml:5:1\n"
        "  |\n"
        '5 | licence = "MIT"\n'
        "  | ^^^^^^^\n"
        "  = help: did you mean `license`?\n"
        "\n"
        "1 error in 4 files with 0 models\n"
    )


def test_a_caret_stands_right_after_wide_characters(write: WriteRegistry, capsys: Capture) -> None:
    """Chinese characters take two columns of a terminal each."""
    root = write({"models/acme/acme.toml": MODEL + 'names = { zh = "通义千问", de = 5 }\n'})
    main(["check", str(root)])
    lines = capsys.readouterr().out.splitlines()
    assert lines[3] == '5 | names = { zh = "通义千问", de = 5 }'
    assert lines[4] == "  | " + " " * len('names = { zh = "') + " " * 8 + " " * len('", de = ') + "^"


def test_both_places_of_a_conflict_are_shown(write: WriteRegistry, capsys: Capture) -> None:
    root = write(
        {
            "models/acme/acme.toml": MODEL
            + "context = { window = 5, output = 9 }\n".replace("{ ", "{ ")
            + HOSTED.replace("api", "lost")
        }
    )
    main(["check", str(root)])
    out = capsys.readouterr().out
    assert "^ \n" not in out
    assert "- the window" in out


def test_a_long_line_is_shown_around_its_fault(write: WriteRegistry, capsys: Capture) -> None:
    root = write({"models/acme/acme.toml": MODEL + f'names = {{ en = "{"b" * 10_000}", de = "" }}\n'})
    main(["check", str(root)])
    out = capsys.readouterr().out
    assert max(map(len, out.splitlines())) < 250
    assert '"", de' not in out
    assert 'de = ""' in out


def test_control_characters_of_a_registry_do_not_reach_the_terminal(write: WriteRegistry, capsys: Capture) -> None:
    root = write(
        {"models/acme/acme.toml": MODEL.replace('"acme"', '"acme\\u001b[31m"') + 'weights = "\\u001b]0;x\\u0007"\n'}
    )
    main(["check", str(root)])
    out = capsys.readouterr().out
    assert "LR104" in out
    assert "\x1b" not in out


def test_warnings_do_not_fail_unless_asked(write: WriteRegistry, capsys: Capture) -> None:
    root = str(write({"models/acme/acme.toml": MODEL + "released = 2024-01-02\n"}))
    assert main(["check", root]) == 0
    assert "1 warning " in capsys.readouterr().out
    assert main(["check", root, "--error-on", "warning"]) == 1


def test_infos_are_counted_and_shown_on_request(write: WriteRegistry, capsys: Capture) -> None:
    root = str(write({"models/acme/acme.toml": MODEL + "x-tier = 1\n"}))
    assert main(["check", root]) == 0
    assert capsys.readouterr().out == "no findings in 3 files with 1 model; 1 info not shown, see --least\n"
    main(["check", root, "--least", "info"])
    assert "LR114" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"models/acme/acme.toml": MODEL}, 0),
        ({"models/acme/acme.toml": "["}, 1),
        ({}, 3),
        ({"registry.toml": 'name = "x"\nschema = 2\n', "models/acme/acme.toml": MODEL}, 2),
    ],
    ids=["fine", "findings", "no inputs", "newer schema"],
)
def test_exit_codes_of_check(write: WriteRegistry, files: dict[str, str], code: int, capsys: Capture) -> None:
    assert main(["check", str(write(files))]) == code
    assert capsys.readouterr().out


def test_a_missing_folder_is_exit_code_2_and_an_empty_one_3(tmp_path: Path, capsys: Capture) -> None:
    assert main(["check", str(tmp_path / "nowhere")]) == 2
    assert main(["check", str(tmp_path)]) == 3
    assert capsys.readouterr().err == ""


def test_json_is_an_envelope_with_places(write: WriteRegistry, capsys: Capture) -> None:
    root = write({"models/acme/acme.toml": MODEL + "released = 2024-01-02\n"})
    main(["check", str(root), "--output", "json"])
    body = json.loads(capsys.readouterr().out)
    assert body["format"] == 1
    assert body["summary"] == {"files": 3, "models": 1, "error": 0, "warning": 1, "info": 0}
    (found,) = body["findings"]
    assert (found["code"], found["path"], found["line"], found["column"]) == ("LR501", "models[0].released", 5, 12)


def test_github_annotations_are_escaped_and_worst_first(write: WriteRegistry, capsys: Capture) -> None:
    text = MODEL.replace('"acme-7b"', '"acme-7b,:%\\n::error::x"') + "released = 2024-01-02\n"
    main(["check", str(write({"models/acme/acme.toml": text})), "--output", "github"])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("::error file=")
    assert lines[0].count("::error") == 1 or "%0A" in lines[0]
    assert "%25" in lines[0]
    assert all(line.startswith("::") for line in lines[:-1])
    kinds = [line.split()[0] for line in lines[:-1]]
    assert kinds == sorted(kinds, key=["::error", "::warning", "::notice"].index)


def test_github_keeps_ten_of_a_kind_and_counts_the_rest(write: WriteRegistry, capsys: Capture) -> None:
    text = "".join(MODEL.replace("7b", f"{n}b") + 'licence = "MIT"\n\n' for n in range(11, 41))
    main(["check", str(write({"models/acme/acme.toml": text})), "--output", "github"])
    errors = [line for line in capsys.readouterr().out.splitlines() if line.startswith("::error")]
    assert len(errors) == 10
    assert "and 21 more" in errors[-1]


def test_without_a_path_the_registry_of_the_project_is_checked(
    write: WriteRegistry, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    root = write({"models/acme/acme.toml": "["})
    monkeypatch.chdir(root.parent)
    assert main(["check"]) == 1
    assert "registry/models/acme/acme.toml:1" in capsys.readouterr().out
    root.rename(root.parent / "mine")
    (root.parent / "pyproject.toml").write_text('[tool.llmreg]\nregistry = "mine"\n')
    assert main(["check"]) == 1
    assert " mine/models/acme/acme.toml:1" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[tool.llmreg]\nregistri = "mine"\n', "unknown key `registri`"),
        ("[tool.llmreg]\nregistry = 5\n", "2:12: `tool.llmreg.registry`: expected a string"),
        ("[tool]\nllmreg = 5\n", "2:10: `tool.llmreg`: expected a table"),
        ("[tool", "pyproject.toml:1:1: table header is not closed"),
    ],
)
def test_settings_that_are_wrong_are_exit_code_2(
    text: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    (tmp_path / "pyproject.toml").write_text(text)
    monkeypatch.chdir(tmp_path)
    assert main(["check"]) == 2
    assert words in capsys.readouterr().err


def test_show_names_sources(full: str, capsys: Capture) -> None:
    assert main(["show", "acme/acme-7b", "--registry", full]) == 0
    out = capsys.readouterr().out
    assert "7,240,000,000 (7.24B) [1]" in out
    assert "English (en), Chinese (zh) [1]" in out
    assert "Acme API (api): Acme-7B-Instruct; since 2024-01-02 [1]" in out
    assert "[1] https://example.org/acme-7b (card, checked 2024-06-01)" in out


def test_show_as_toml_reads_back(full: str, capsys: Capture) -> None:
    import tomllib

    main(["show", "acme-7b", "--registry", full, "--output", "toml"])
    tables = tomllib.loads(capsys.readouterr().out)
    assert tables["id"] == "acme/acme-7b"
    assert tables["parameters"] == {"total": 7_240_000_000}


def test_show_as_json_has_only_what_is_recorded(full: str, capsys: Capture) -> None:
    main(["show", "acme-7b", "--registry", full, "--output", "json"])
    body = json.loads(capsys.readouterr().out)
    assert (body["vendor"], body["released"], "license" in body) == ("acme", "2024-01-02", False)


def test_show_as_json_writes_whatever_an_extension_holds(write: WriteRegistry, capsys: Capture) -> None:
    """Times are texts; infinity and NaN are, too, which JSON has no numbers for."""
    own = (
        "x-own = { at = 07:32:00, day = 2024-01-01, both = 2024-01-01T07:32:00Z, most = inf, none = nan, part = 0.5 }\n"
    )
    root = write({"models/acme/acme.toml": MODEL + own})
    assert main(["show", "acme-7b", "--registry", str(root), "--output", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["x-own"] == {
        "at": "07:32:00",
        "day": "2024-01-01",
        "both": "2024-01-01T07:32:00+00:00",
        "most": "inf",
        "none": "nan",
        "part": 0.5,
    }


def test_resolve_says_how(full: str, capsys: Capture) -> None:
    assert main(["resolve", "ACME-7B-INSTRUCT", "--platform", "api", "--registry", full]) == 0
    assert capsys.readouterr().out == "acme/acme-7b\n  `acme-7b-instruct` is its id on api\n"


def test_a_slip_gets_a_suggestion_and_exit_code_1(full: str, capsys: Capture) -> None:
    assert main(["resolve", "acme-8b", "--registry", full]) == 1
    assert capsys.readouterr().err == "error: unknown model `acme-8b`; did you mean `acme/acme-7b`?\n"
    assert main(["resolve", "acme-7b", "--platform", "apo", "--registry", full]) == 1
    assert "unknown platform `apo`; did you mean `api`?" in capsys.readouterr().err


def test_why_tells_undisclosed_from_unknown(full: str, capsys: Capture) -> None:
    main(["why", "acme-7b", "training.tokens", "--registry", full])
    assert "undisclosed" in capsys.readouterr().out
    main(["why", "acme-7b", "license", "--registry", full])
    assert "that is not a no" in capsys.readouterr().out
    assert main(["why", "acme-7b", "licence", "--registry", full]) == 2
    assert "did you mean `license`" in capsys.readouterr().err


def test_why_gives_file_and_line(full: str, capsys: Capture) -> None:
    main(["why", "acme-7b", "parameters.total", "--registry", full])
    assert f"written in {full}/models/acme/acme.toml:5:24" in capsys.readouterr().out


def test_info_counts_and_tells_the_age(full: str, capsys: Capture) -> None:
    main(["info", "--registry", full, "--output", "json"])
    body = json.loads(capsys.readouterr().out)
    assert body["counts"] == {
        "models": 1,
        "releases": 1,
        "families": 1,
        "vendors": 1,
        "platforms": 1,
        "licenses": 0,
        "integrations": 1,
    }
    assert body["age_days"] > 800


def test_find_lists_all_models_as_they_stood(full: str, capsys: Capture) -> None:
    assert main(["find", "--registry", full]) == 0
    assert "acme/acme-7b" in capsys.readouterr().out
    assert main(["find", "--registry", full, "--as-of", "2023-01-01"]) == 1


def test_a_registry_with_errors_is_exit_code_2(write: WriteRegistry, capsys: Capture) -> None:
    root = str(write({"models/acme/acme.toml": "["}))
    assert main(["find", "--registry", root]) == 2
    assert f"{root}/models/acme/acme.toml:1" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["chek"], ["check", "--outputt", "json"], ["find", "--as-of", "yesterday"], []])
def test_wrong_arguments_are_exit_code_2_with_help(arguments: list[str], capsys: Capture) -> None:
    assert main(arguments) == 2
    err = capsys.readouterr().err
    assert "help" in err
    assert "Traceback" not in err


def test_a_slip_in_a_command_gets_a_suggestion(capsys: Capture) -> None:
    main(["chek"])
    assert "did you mean `check`?" in capsys.readouterr().err


def test_version(capsys: Capture) -> None:
    from llmreg import __version__

    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"llmreg {__version__}\n"


def test_explain_prints_a_rule(capsys: Capture) -> None:
    assert main(["explain", "size-name-mismatch"]) == 0
    assert "LR403" in capsys.readouterr().out
    assert main(["explain", "LR9999"]) == 1
    assert main(["explain"]) == 0


def test_no_colour_off_a_terminal(full: str) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "llmreg", "show", "acme-7b", "--registry", full], capture_output=True, check=True
    )
    assert b"\x1b" not in result.stdout


def test_a_reader_that_stops_early_is_no_error() -> None:
    command = f"{sys.executable} -m llmreg explain LR403 | true; echo ${{PIPESTATUS[0]}}"
    result = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert (result.stdout.strip(), result.stderr) == ("0", "")


def test_names_in_other_scripts_survive_a_terminal_without_them(write: WriteRegistry) -> None:
    root = write({"models/acme/acme.toml": MODEL + 'names = { zh = "通义千问" }\n'})
    env = {**os.environ, "PYTHONIOENCODING": "ascii"}
    result = subprocess.run(
        [sys.executable, "-m", "llmreg", "show", "acme-7b", "--registry", str(root)],
        capture_output=True,
        env=env,
        check=True,
    )
    assert rb"\u901a" in result.stdout


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["ch"], ["check"]),
        (["check", "--out"], ["--output"]),
        (["check", "--output", "gi"], ["github"]),
        (["check", ""], []),
        (["explain", "LR40"], ["LR401", "LR402", "LR403", "LR405", "LR406", "LR409"]),
        (["why", "qwen-72b", "parameters.t"], ["parameters.total"]),
        (
            ["show", "alibaba/qwen-72b"],
            ["alibaba/qwen-72b", "alibaba/qwen-72b-chat", "alibaba/qwen-72b-chat-int4", "alibaba/qwen-72b-chat-int8"],
        ),
        (["resolve", "--platform", "dingt"], ["dingtalk"]),
        (["completion", "f"], ["fish"]),
    ],
    ids=" ".join,
)
def test_completion_offers_what_may_come_next(words: list[str], expected: list[str]) -> None:
    assert candidates(words) == expected


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_are_accepted_by_their_shell(shell: str, capsys: Capture, tmp_path: Path) -> None:
    """Where that shell is installed."""
    import shutil

    assert main(["completion", shell]) == 0
    script = tmp_path / "script"
    script.write_text(capsys.readouterr().out)
    if shutil.which(shell):
        subprocess.run([shell, "-n", str(script)], check=True)


def test_bash_completes_a_command_and_an_id() -> None:
    script = """
    source <(python -m llmreg completion bash)
    llmreg() { python -m llmreg "$@"; }
    COMP_WORDS=(llmreg show alibaba/qwen-72b-chat-int) COMP_CWORD=2
    COMP_LINE="llmreg show alibaba/qwen-72b-chat-int" COMP_POINT=${#COMP_LINE}
    _llmreg
    printf '%s\\n' "${COMPREPLY[@]}"
    """
    env = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    result = subprocess.run(["bash", "-c", script], capture_output=True, text=True, env=env, check=True)
    assert result.stdout.split() == ["alibaba/qwen-72b-chat-int4", "alibaba/qwen-72b-chat-int8"]


def test_progress_is_silent_off_a_terminal_and_shown_on_one_after_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    from llmreg.cli import common

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    clock = iter([0.0, 0.5, 2.0, 2.05, 3.0])
    monkeypatch.setattr(common.time, "monotonic", lambda: next(clock))
    stream = Terminal()
    progress = common.Progress("checked", stream)
    for done in (1, 1000, 1001):
        progress(done, 5000)
    progress(5000, 5000)
    assert stream.getvalue() == "\rchecked 1,000 of 5,000 files\r\x1b[K"
    quiet = io.StringIO()
    monkeypatch.setattr(common.time, "monotonic", lambda: 10.0)
    common.Progress("checked", quiet)(1, 2)
    assert quiet.getvalue() == ""


def test_fields_come_as_rows_and_as_lines_of_json(capsys: Capture) -> None:
    import csv

    assert main(["fields", "--output", "csv"]) == 0
    rows = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert main(["fields", "--output", "jsonl"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["field"] for row in rows] == [line["name"] for line in lines]
    assert next(row for row in rows if row["field"] == "parameters")["synonyms"].split()[0] == "params"
