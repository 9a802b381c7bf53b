"""The documentation says everything that there is, and every example in it is true."""

from __future__ import annotations

import importlib
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

import attrs
import pytest

import llmreg
from llmreg import vocabulary
from llmreg.conversion.explain import known_keys
from llmreg.formats import EXTENSIONS
from llmreg.rules import RULES
from llmreg.schema.fields import iter_field_paths, key_of
from llmreg.schema.model import Model, Release
from llmreg.schema.settings import Tombstones
from tests.docs.examples import ROOT, ExampleError, blocks_of, matches, run_page

DOCS = ROOT / "docs"
PAGES = sorted(path for path in DOCS.rglob("*.md") if not {"_build", "generated", "vendors"} & set(path.parts))
READMES = [path for path in (ROOT / "README.md", ROOT / "llmreg" / "data" / "README.md") if path.is_file()]

SCHEMA = [
    importlib.import_module(f"llmreg.schema.{path.stem}")
    for path in sorted((ROOT / "llmreg" / "schema").glob("*.py"))
    if path.stem not in ("__init__", "fields")
]
CLASSES = [
    value
    for module in SCHEMA
    for value in vars(module).values()
    if attrs.has(value) and value.__module__ == module.__name__
]
WRITTEN = [cls for cls in CLASSES if cls not in (Release, Tombstones)]
"""Classes whose tables stand in files. A release is what is around its models; tombstones are a list of one kind."""

PLAIN_WORDS = {
    "Answer": {"yes", "no"},
    "Modality": {"text", "image", "audio", "video", "pdf", "embedding"},
    "PriceItem": {"input", "output", "audio-input", "audio-output", "image-input", "image-output", "request"},
    "PriceMode": {"standard", "batch", "flex", "priority"},
    "PriceUnit": {"image", "second", "minute", "request"},
}
"""Members of word lists that say by their name alone what they are."""


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def name_of(value: Any) -> str:
    return str(value.__name__)


# What the reference must have


@pytest.mark.parametrize("name", llmreg.__all__)
def test_every_public_name_is_in_the_reference(name: str, generated: Mapping[str, str]) -> None:
    assert re.search(rf"^:+{{py:\w+}} llmreg\.{name}\b", generated["python.md"], re.MULTILINE)


@pytest.mark.parametrize("name", llmreg.__all__)
def test_every_public_method_and_attribute_is_in_the_reference(name: str, generated: Mapping[str, str]) -> None:
    value = getattr(llmreg, name)
    if not isinstance(value, type):
        return
    page = generated["python.md"]
    section = page[re.search(rf"{{py:\w+}} llmreg\.{name}\b", page).start() :]  # type: ignore[union-attr]
    section = re.split(r"^:+\{py:\w+\} llmreg\.", section[1:], maxsplit=1, flags=re.MULTILINE)[0]
    own = [each for each in vars(value) if not each.startswith("_")]
    inherited = {"name", "suggestions"} if issubclass(value, llmreg.UnknownRecordError) else set()
    for member in set(own) - inherited - {"noun"}:
        assert re.search(rf"^:+{{py:\w+}} {member}\b", section, re.MULTILINE), member


@pytest.mark.parametrize("code", RULES)
def test_every_rule_is_in_the_reference(code: str, generated: Mapping[str, str]) -> None:
    page = generated["rules.md"]
    assert f"({code.lower()})=\n### {code} {RULES[code].name}\n" in page
    assert RULES[code].why in page
    assert f"[{code}](#{code.lower()})" in page


def test_every_command_and_option_is_in_the_reference(generated: Mapping[str, str]) -> None:
    from _reference.commands import COMMANDS

    page = generated["command-line.md"]
    for name, parser in COMMANDS.items():
        section = page[page.index(f"\n## llmreg {name}\n") :].split("\n(llmreg-", maxsplit=1)[0]
        for option in re.findall(r"--[a-z][a-z-]+", parser.format_help()):
            assert option == "--help" or f"{option}" in re.findall(r"--[a-z-]+", section), (name, option)


@pytest.mark.parametrize("cls", WRITTEN, ids=name_of)
def test_every_key_of_every_class_is_in_the_reference(cls: type, generated: Mapping[str, str]) -> None:
    section = generated["format.md"].split(f"(format-{cls.__name__.lower()})=\n", maxsplit=1)[1].split("\n(format-")[0]
    for key in known_keys(cls):
        assert f"\n| `{key}`" in section, key
    assert ("`x-...`" in section) == any(key_of(field) == EXTENSIONS for field in attrs.fields(cls))


@pytest.mark.parametrize("cls", [llmreg.Settings, llmreg.Block, llmreg.ChartFile], ids=name_of)
def test_every_setting_is_in_the_reference(cls: type, generated: Mapping[str, str]) -> None:
    section = (
        generated["settings.md"].split(f"(format-{cls.__name__.lower()})=\n", maxsplit=1)[1].split("\n(format-")[0]
    )
    for key in known_keys(cls):
        assert f"\n| `{key}`" in section, key


def test_every_format_of_columns_and_every_form_is_in_the_reference(generated: Mapping[str, str]) -> None:
    from llmreg.rendering.tables import FORMS
    from llmreg.tables.formats import FORMATS

    for name in FORMATS:
        assert f"| `{name}`" in generated["column-formats.md"]
    page = (DOCS / "reference" / "tables.md").read_text(encoding="utf-8")
    for form in FORMS:
        assert f"`{form}`" in page
    assert set(vocabulary.Notes) <= set(re.findall(r"`([a-z]+)`", generated["words.md"]))


def test_required_keys_are_marked(generated: Mapping[str, str]) -> None:
    """Those without which a record cannot be built, but for ids that the name of the file gives."""
    sections = dict(re.findall(r"\(format-(\w+)\)=\n(.*?)(?=\n\(format|\Z)", generated["format.md"], re.DOTALL))
    marked = {
        name: re.findall(r"^\| `([\w-]+)` \|[^|]*\| \*Required\.\*", text, re.MULTILINE)
        for name, text in sections.items()
    }
    assert marked["model"] == ["id", "name", "family"]
    assert marked["vendor"] == ["name"]
    assert marked["source"] == ["url", "kind", "checked"]
    assert marked["parameters"] == []


def test_every_word_is_in_the_reference(generated: Mapping[str, str]) -> None:
    from _reference.format import WORD_LISTS

    page = generated["words.md"]
    for words in WORD_LISTS:
        section = page.split(f"\n### {words.__name__}\n", maxsplit=1)[1].split("\n(format-")[0]
        assert [word for word in words if f"\n| `{word}` |" not in section] == []
    for word in vocabulary.RESERVED_WORDS:
        assert f"`{word}`" in page


def test_every_key_of_models_has_words_for_its_type(generated: Mapping[str, str]) -> None:
    """No Python type shows where people read how to write a file."""
    tables = "".join(line for line in generated["format.md"].splitlines() if line.startswith("| `"))
    assert not re.search(r"\b(None|FrozenMap|tuple|NoneType|typing)\b", tables.replace("`None`", ""))


def test_every_public_module_is_on_a_floor_of_the_page(generated: Mapping[str, str]) -> None:
    from _reference.architecture import modules

    for module in modules():
        assert f"| `{module.removeprefix('llmreg.')}` |" in generated["modules.md"], module


def test_the_exit_codes_are_those_of_the_program(generated: Mapping[str, str]) -> None:
    from llmreg.cli.program import FAILED, FINDINGS, FINE, NO_INPUTS

    assert re.findall(r"^\| (\d) \|", generated["exit-codes.md"], re.MULTILINE) == [
        str(code) for code in (FINE, FINDINGS, FAILED, NO_INPUTS)
    ]


def test_every_exception_is_in_the_drawing(generated: Mapping[str, str]) -> None:
    for name in llmreg.__all__:
        if name.endswith("Error"):
            assert name in generated["error-tree.md"]


def test_the_generated_pages_are_the_same_each_time(generated: Mapping[str, str], tmp_path: Path) -> None:
    """Also with another order of sets and another width of the terminal."""
    code = (
        f"import sys; sys.path.insert(0, {str(DOCS)!r})\n"
        f"from pathlib import Path; from _generate import generate; generate(Path({str(tmp_path)!r}))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "COLUMNS": "40", "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment, cwd=tmp_path)
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == dict(generated)


# What the code must have for it


@pytest.mark.parametrize("cls", CLASSES, ids=name_of)
def test_every_attribute_of_a_record_has_a_docstring(cls: type) -> None:
    from _reference.docstrings import class_source

    docs = class_source(cls).attributes
    assert [f"{cls.__name__}.{field.name}" for field in attrs.fields(cls) if not docs[field.name]] == []
    assert class_source(cls).doc


@pytest.mark.parametrize("name", vocabulary.__all__)
def test_every_word_says_when_to_use_it(name: str) -> None:
    """But for those that say it by their name; the list of these has no more than is needed."""
    from _reference.docstrings import class_source

    words = getattr(vocabulary, name)
    if not (isinstance(words, type) and issubclass(words, StrEnum)):
        return
    source = class_source(words)
    assert source.doc
    assert {word.value for word in words if not source.attributes[word.name]} == PLAIN_WORDS.get(name, set())


@pytest.mark.parametrize("name", llmreg.__all__)
def test_every_public_class_and_function_has_a_docstring(name: str) -> None:
    if isinstance(value := getattr(llmreg, name), type) or callable(value):
        assert value.__doc__


def test_a_missing_docstring_is_noticed() -> None:
    """The reader of docstrings gives the one below an attribute, and nothing where there is none."""
    import ast

    from _reference.docstrings import docstring_below

    body = ast.parse('a: int\n"""One."""\nb: int\nc = 3\n"""Three."""').body
    assert [docstring_below(body, number) for number in (0, 2, 3)] == ["One.", "", "Three."]


# Pages by hand


def test_every_page_is_in_a_table_of_contents() -> None:
    index = (DOCS / "index.md").read_text(encoding="utf-8")
    pages = {path.relative_to(DOCS).with_suffix("").as_posix() for path in PAGES if path.parent.name != "changes"}
    assert {page for page in pages - {"index"} if f"\n{page}\n" not in index} == set()


@pytest.mark.parametrize("page", [*PAGES, *READMES], ids=shown)
def test_links_to_files_lead_somewhere(page: Path) -> None:
    text = re.sub(r"^( *)(`{3,}).*?^\1\2$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        file = target.partition("#")[0]
        if file and not re.match(r"[a-z]+:", target):
            assert (page.parent / file).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_codes_and_field_paths_exist(page: Path) -> None:
    """`LR...` names a rule, and what `supports = [...]` lists are fields."""
    text = page.read_text(encoding="utf-8")
    assert set(re.findall(r"\bLR\d{3}\b", text)) <= set(RULES)
    paths = set(iter_field_paths(Model))
    for listed in re.findall(r"^supports *= *\[(.*)\]", text, re.MULTILINE):
        assert set(re.findall(r'"([^"]+)"', listed)) <= paths


@pytest.mark.parametrize("name", sorted(path.name for path in (DOCS / "changes").glob("*.md")))
def test_fragments_of_the_change_log_say_their_kind(name: str) -> None:
    from _reference.changes import KINDS

    assert name == "README.md" or re.fullmatch(rf"({'|'.join(KINDS)})-[a-z0-9-]+\.md", name)


def test_the_documentation_builds_without_a_warning(tmp_path: Path) -> None:
    for needed in ("sphinx", "myst_parser", "furo"):
        pytest.importorskip(needed)
    command = [sys.executable, "-m", "sphinx", "-n", "-W", "--keep-going", "-q", "-b", "html", str(DOCS), str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "fonts.googleapis" not in (tmp_path / "index.html").read_text(encoding="utf-8")


# Examples


@pytest.mark.parametrize("page", [*PAGES, *READMES], ids=shown)
def test_examples_do_what_the_page_says(page: Path, tmp_path: Path) -> None:
    run_page(page, tmp_path)


def test_a_wrong_example_is_named_with_its_line(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    for text, message in (
        ("```console\n$ llmreg --version\nllmreg 99\n```\n", "page.md:2: `llmreg --version`"),
        ("\n```python\nimport llmreg\nllmreg.nothing\n```\n", "page.md:3: AttributeError"),
        ("```python\n>>> 1 + 1\n3\n\n```\n", "Got:\n    2"),
        ("```console\n$ llmreg find | head\n```\n", "needs a shell"),
        ("```python\n", "has no end"),
    ):
        page.write_text(text)
        with pytest.raises(ExampleError, match=re.escape(message)):
            run_page(page, tmp_path)


def test_a_page_that_shows_files_runs_beside_them(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        '```{code-block} toml\n:caption: r/registry.toml\nname = "r"\nschema = 1\n```\n'
        "```console\n$ llmreg check r\n...there are no models here\n...\n$ echo $?\n3\n```\n"
        "```python\nfrom pathlib import Path\nassert Path('r/registry.toml').is_file()\n```\n"
    )
    run_page(page, tmp_path)
    assert [block.line for block in blocks_of(page)] == [3, 7, 14]


@pytest.mark.parametrize(
    ("example", "real", "same"),
    [
        ("a\nb\n", "a\nb\n", True),
        ("a\n", "a\nb\n", False),
        ("a\n...\n", "a\nb\nc\n", True),
        ("a\n...\n", "a\n", True),
        ("a...\n", "a b\n", True),
        ("...b\n", "a b\n", True),
        ("a...c\n", "a b c\n", True),
        ("", "", True),
        ("", "a\n", False),
        ("a.b\n", "axb\n", False),
    ],
)
def test_dots_stand_for_what_may_change(example: str, real: str, same: bool) -> None:
    assert matches(example, real) is same
