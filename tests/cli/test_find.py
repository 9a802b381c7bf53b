"""`llmreg find` and `llmreg fields`: what they print in every form, and how they end."""

from __future__ import annotations

import csv
import io
import json

import pytest

from llmreg.cli import main
from llmreg.cli.completion import candidates
from llmreg.cli.find import with_negations
from tests.conftest import WriteRegistry

Capture = pytest.CaptureFixture[str]

MODELS = """\
[[models]]
id = "big"
name = "Acme Big | 70B"
family = "acme"
parameters = { total = 70_000_000_000, active = 7_000_000_000, nominal = "70B" }
context = { window = 131_072 }
languages = { tags = ["en", "zh", "de", "fr", "es"], complete = true }
license = "Apache-2.0"
weights = "open"
released = 2024-06-13

[[models]]
id = "small"
name = "=Small"
family = "acme"
undisclosed = ["parameters"]
weights = "closed"
architecture = { kind = "dense" }
released = "2024"

[[models]]
id = "silent"
name = "Silent"
family = "acme"
"""


@pytest.fixture
def root(write: WriteRegistry) -> str:
    files = {
        "registry.toml": 'name = "example"\nschema = 1\nrevision = "2024.07.01"\n',
        "models/acme/acme.toml": MODELS,
    }
    return str(write(files))


def run(capsys: Capture, *arguments: str) -> tuple[int, str, str]:
    code = main(list(arguments))
    out, err = capsys.readouterr()
    return code, out, err


def test_the_models_found_and_how_many_could_not_be_decided(root: str, capsys: Capture) -> None:
    code, out, err = run(capsys, "find", "context:>=128k", "--registry", root)
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "model          parameters  context  languages       licence     released",
        "acme/big  70B (7B active)    128Ki  en zh de fr +1  Apache-2.0  2024-06-13",
        "",
        "1 model matches; 2 could not be decided: context unknown (2)",
        "to include them, write (context:128k.. OR context:unknown)",
    ]


def test_people_read_advertised_sizes_and_programs_read_integers(root: str, capsys: Capture) -> None:
    query = ("find", "has:context cols:id,context", "--registry", root, "-o")
    assert "128Ki" in run(capsys, *query, "text")[1]
    assert "128Ki" in run(capsys, *query, "markdown")[1]
    for form in ("json", "jsonl", "csv"):
        assert "131072" in run(capsys, *query, form)[1]


def test_what_the_query_writes_to_include_them_includes_them(root: str, capsys: Capture) -> None:
    code, out, _ = run(capsys, "find", "(context:128k.. OR context:unknown)", "--registry", root)
    assert (code, "3 models match\n" in out) == (0, True)


def test_several_arguments_are_one_query_and_a_minus_is_not(root: str, capsys: Capture) -> None:
    code, out, _ = run(capsys, "find", "is:open-weights", "-is:moe", "--registry", root, "-o", "csv")
    assert code == 1
    code, out, _ = run(capsys, "find", "has:released", "-is:open-weights", "--registry", root)
    assert "acme/small" in out
    code, out, _ = run(capsys, "find", "-(weights:open OR weights:unknown)", "--registry", root)
    assert "acme/small" in out


def test_only_negated_conditions_are_kept_from_argparse() -> None:
    given = ["find", "-is:moe", '-"a b"', "-(a)", "-o", "json", "--as-of=2024-01-01", "-h", "-context>=3", "- x"]
    assert with_negations(given) == [
        "find",
        " -is:moe",
        ' -"a b"',
        " -(a)",
        "-o",
        "json",
        "--as-of=2024-01-01",
        "-h",
        " -context>=3",
        "- x",
    ]
    assert with_negations(["show", "-a:b"]) == ["show", "-a:b"]
    assert with_negations([]) == []


def test_nothing_found_is_exit_code_1_and_says_why(root: str, capsys: Capture) -> None:
    code, out, _ = run(capsys, "find", "weights:open license:MIT", "--registry", root)
    assert code == 1
    assert (
        out
        == "0 models match; 1 could not be decided: license unknown (1), weights unknown (1)\nno model certainly matches `license:MIT`\n"
    )
    code, _, _ = run(capsys, "find", "weights:open license:MIT", "--registry", root, "--allow-empty")
    assert code == 0


def test_a_wrong_query_is_exit_code_2_with_its_place(root: str, capsys: Capture) -> None:
    code, out, err = run(capsys, "find", "vender:acme", "--registry", root)
    assert (code, out) == (2, "")
    assert err == "error: unknown field `vender`\n  vender:acme\n  ^^^^^^\n  help: did you mean `vendor:`?\n"


def test_undecided_models_are_listed_on_request(root: str, capsys: Capture) -> None:
    _, out, _ = run(capsys, "find", "params:>=8B", "--undecided", "--registry", root)
    assert "acme/small   parameters undisclosed\n" in out
    assert "acme/silent  parameters unknown\n" in out


def test_the_query_chooses_columns_order_and_number(root: str, capsys: Capture) -> None:
    _, out, _ = run(capsys, "find", "sort:-released,id limit:2 cols:id,active,size,released", "--registry", root)
    lines = out.splitlines()
    assert lines[0].split() == ["model", "active", "size", "released"]
    assert [line.split() for line in lines[1:3]] == [
        ["acme/big", "7B", "70B", "2024-06-13"],
        ["acme/small", "-", "undisclosed", "2024"],
    ]
    assert lines[4] == "3 models, 2 shown; ? is unknown, which is not a no; - does not apply"


def test_a_column_may_be_of_one_platform(root: str, capsys: Capture) -> None:
    code, _, err = run(capsys, "find", "cols:id,price@nowhere", "--registry", root)
    assert (code, "unknown platform `nowhere`" in err) == (2, True)
    code, _, err = run(capsys, "find", "cols:id,vendor@api", "--registry", root)
    assert (code, "`vendor` is the same on every platform" in err) == (2, True)


def test_csv_is_for_programs_and_no_formula(root: str, capsys: Capture) -> None:
    code, out, err = run(
        capsys, "find", "sort:id cols:id,name,parameters,languages,active", "-o", "csv", "--registry", root
    )
    rows = list(csv.reader(io.StringIO(out)))
    assert code == 0
    assert rows == [
        ["id", "name", "parameters", "languages", "active"],
        ["acme/big", "Acme Big | 70B", "70000000000", "en zh de fr es", "7000000000"],
        ["acme/silent", "Silent", "", "", ""],
        ["acme/small", "'=Small", "undisclosed", "", "n/a"],
    ]
    assert err == "3 models\n"


def test_json_has_the_query_the_models_and_the_undecided(root: str, capsys: Capture) -> None:
    code, out, err = run(capsys, "find", "params:>=8B", "-o", "json", "--registry", root)
    body = json.loads(out)
    assert (code, err) == (0, "")
    assert body["query"] == "parameters:8B.."
    assert (body["total"], body["as_of"]) == (1, None)
    assert [model["id"] for model in body["models"]] == ["acme/big"]
    assert body["models"][0]["parameters"]["total"] == 70_000_000_000
    assert body["undecided"] == {"acme/small": ["parameters"], "acme/silent": ["parameters"]}


def test_json_lines_hold_one_model_each_with_the_columns_asked_for(root: str, capsys: Capture) -> None:
    _, out, _ = run(capsys, "find", "cols:parameters,languages sort:id", "-o", "jsonl", "--registry", root)
    assert [json.loads(line) for line in out.splitlines()] == [
        {"id": "acme/big", "parameters": 70_000_000_000, "languages": ["en", "zh", "de", "fr", "es"]},
        {"id": "acme/silent"},
        {"id": "acme/small"},
    ]


def test_markdown_is_escaped(root: str, capsys: Capture) -> None:
    _, out, err = run(capsys, "find", "id:big cols:name,size", "-o", "markdown", "--registry", root)
    assert out == "| Name | Size |\n| --- | --: |\n| Acme Big \\| 70B | 70B |\n"
    assert err == "1 model matches\n"


def test_as_of_in_the_option_and_in_the_query(root: str, capsys: Capture) -> None:
    one = run(capsys, "find", "id:big", "--as-of", "2024-01-01", "--registry", root)
    other = run(capsys, "find", "id:big as-of:2024-01-01", "--registry", root)
    assert one == other
    assert one[0] == 1
    code, _, err = run(capsys, "find", "id:big as-of:2024-01-01", "--as-of", "2024-01-02", "--registry", root)
    assert (code, "say it once" in err) == (2, True)


def test_the_help_shows_quotes(capsys: Capture) -> None:
    _, out, _ = run(capsys, "find", "--help")
    assert "llmreg find 'lang:all(th,vi) -license:@noncommercial'" in out


def test_every_example_of_the_help_can_be_read(capsys: Capture) -> None:
    import re

    from llmreg import Query

    _, out, _ = run(capsys, "find", "--help")
    examples = re.findall(r"llmreg find '(.*?)'", out)
    assert len(examples) >= 5
    for example in examples:
        Query.parse(example)


def test_fields_lists_every_field(capsys: Capture) -> None:
    code, out, _ = run(capsys, "fields")
    assert code == 0
    for name in ("vendor", "languages", "derived-from", "sort"):
        assert f"\n{name} " in out
    _, out, _ = run(capsys, "fields", "-o", "markdown")
    assert "| `license` | licence | licence | under which licence |" in out


def test_a_field_shows_what_it_takes_its_groups_and_what_the_registry_has(root: str, capsys: Capture) -> None:
    code, out, _ = run(capsys, "fields", "lang", "--registry", root)
    assert code == 0
    assert "also written lang, language" in out
    assert "languages:all(@sea)" in out
    assert "@cjk  Chinese, Japanese and Korean (1 model)" in out
    assert "models: 1 recorded, 2 unknown" in out
    assert "en (1)" in out


def test_fields_as_data(root: str, capsys: Capture) -> None:
    _, out, _ = run(capsys, "fields", "@osi", "-o", "json", "--registry", root)
    (field,) = json.loads(out)
    assert field["name"] == "license"
    assert field["groups"]["osi"]["members"] == ["Apache-2.0"]
    _, out, _ = run(capsys, "fields", "is", "-o", "json", "--registry", root)
    (field,) = json.loads(out)
    assert field["values"]["open-weights"] == 1
    _, out, _ = run(capsys, "fields", "-o", "json", "--registry", root)
    assert len(json.loads(out)) > 60


def test_a_field_that_there_is_not_gets_a_suggestion(root: str, capsys: Capture) -> None:
    code, _, err = run(capsys, "fields", "licens", "--registry", root)
    assert (code, "did you mean `license`" in err) == (2, True)
    code, _, err = run(capsys, "fields", "@ossi", "--registry", root)
    assert (code, "did you mean `@osi`" in err) == (2, True)


def test_the_shell_completes_fields() -> None:
    assert "languages" in candidates(["fields", "lang"])
    assert "--undecided" in candidates(["find", "--u"])
