"""`import llmreg` is cheap, and its face is whole."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import llmreg

HEAVY = {
    "cattrs",
    "attrs",
    "attr",
    "tomllib",
    "tomli_w",
    "packaging",
    "argparse",
    "json",
    "importlib.metadata",
    "decimal",
    "dataclasses",
}


def loaded_by(code: str) -> set[str]:
    """Modules in a fresh interpreter after some code, without those that it starts with."""
    script = f"import sys; before = set(sys.modules)\n{code}\nprint(*sorted(set(sys.modules) - before))"
    result = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, text=True, check=True)
    return set(result.stdout.split())


def test_importing_llmreg_loads_nothing_heavy() -> None:
    loaded = loaded_by("import llmreg")
    assert {name for name in loaded if name.split(".")[0] == "llmreg"} == {"llmreg"}
    assert not HEAVY & {name if name in HEAVY else name.split(".")[0] for name in loaded}


def test_asking_for_the_version_on_the_command_line_loads_no_parser() -> None:
    loaded = loaded_by("from llmreg.cli import main; main(['--version'])")
    assert not HEAVY & {name.split(".")[0] for name in loaded}


def test_help_loads_no_classes() -> None:
    loaded = loaded_by("from llmreg.cli import main; main(['check', '--help'])")
    assert not {"attrs", "attr", "cattrs", "tomllib"} & loaded


@pytest.mark.parametrize("name", llmreg.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(llmreg, name) is not None
    assert name in dir(llmreg)


def test_what_type_checkers_see_is_what_there_is() -> None:
    tree = ast.parse(Path(llmreg.__file__).read_text(encoding="utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    seen = {
        alias.asname or alias.name
        for node in block.body
        if isinstance(node, ast.ImportFrom) and node.module != "typing"
        for alias in node.names
    }
    assert seen == set(llmreg.__all__)


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        _ = llmreg.nonsense  # type: ignore[attr-defined]
