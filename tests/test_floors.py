"""A module imports from floors below and from inside its own package; never upward, never sideways."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import llmreg

PACKAGE = Path(llmreg.__file__).parent

FLOORS: list[set[str]] = [
    {
        "_version",
        "errors",
        "formats",
        "frozenmap",
        "garbage",
        "identifiers",
        "languages",
        "licenses",
        "paths",
        "quantities",
        "regions",
        "source",
        "spelling",
        "vocabulary",
    },
    {"diagnostics", "schema"},
    {"index"},
    {"conversion", "explanation", "lineage", "past", "querying", "resolution", "rules", "toml"},
    {"bases", "layers", "stacking", "wording"},
    {"charts", "comparison", "completeness", "coverage", "tables"},
    {"compiled", "files", "registry"},
    {"opening", "rendering"},
    {"reading"},
    {"loading"},
    {"importing", "settings"},
    {"documents"},
    {"mkdocs", "sphinx"},
    {"cli"},
    {"__main__"},
]
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}

WITHIN = {
    # Inside the lowest floor: plain helpers that others there may use.
    ("quantities", "errors"),
    ("diagnostics", "schema"),
    ("bases", "layers"),
}


def room_of(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and module of every import of this package, those inside functions too. What only type checkers see is none."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    tree.body = [
        node for node in tree.body if not (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING")
    ]
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "llmreg":
            if node.module in ("llmreg", "llmreg.cli", "llmreg.rules", "llmreg.conversion"):
                yield from (
                    (node.lineno, f"{node.module}.{alias.name}" if node.module == "llmreg" else node.module)
                    for alias in node.names
                )
            else:
                yield node.lineno, node.module
        elif isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names if alias.name.split(".")[0] == "llmreg")


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def upward(path: Path) -> list[str]:
    own = path.relative_to(PACKAGE).with_suffix("").parts[0]
    bad = []
    for line, module in imports(path):
        other = room_of(module)
        if other == own:
            continue
        if FLOOR[other] >= FLOOR[own] and (own, other) not in WITHIN:
            bad.append(
                f"{path.relative_to(PACKAGE.parent)}:{line}: {own} (floor {FLOOR[own]}) imports {other} (floor {FLOOR[other]})"
            )
    return bad


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_point_down(path: Path) -> None:
    assert upward(path) == []


def test_every_room_has_a_floor() -> None:
    rooms = {path.relative_to(PACKAGE).with_suffix("").parts[0] for path in modules()}
    assert rooms == set(FLOOR)


def test_an_import_upward_is_named_with_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "llmreg").mkdir()
    culprit = tmp_path / "llmreg" / "index.py"
    culprit.write_text("x = 1\nfrom llmreg.loading import load\n")
    monkeypatch.setattr("tests.test_floors.PACKAGE", tmp_path / "llmreg")
    assert upward(culprit) == ["llmreg/index.py:2: index (floor 2) imports loading (floor 9)"]
