"""The floors of the package: which modules there are, what each is for, and on which floor it stands.

`tests/test_floors.py` is the one place where the floors are written down, and holds them against the imports. It is
read here, not imported.
"""

from __future__ import annotations

import ast
from pathlib import Path

import llmreg
from _reference.docstrings import module_source
from _reference.markdown import pipe_table

__all__ = ["floors", "modules", "modules_page"]

_TEST = Path(__file__).parent.parent.parent / "tests" / "test_floors.py"

_TITLES = {
    "vocabulary": "values and words",
    "schema": "classes",
    "index": "the index",
    "rules": "work on text and on records",
    "wording": "layers, and words for values",
    "comparison": "views of several models",
    "registry": "files, and the face of a registry",
    "opening": "in and out",
    "reading": "from files to records",
    "loading": "the ways in",
    "cli": "the command line",
    "__main__": "the way in from a shell",
}
"""What to call a floor, by one of the modules and packages that stand there."""


def floors() -> list[set[str]]:
    """The modules and packages of each floor, from the ground up."""
    tree = ast.parse(_TEST.read_text(encoding="utf-8"))
    node = next(each for each in tree.body if isinstance(each, ast.AnnAssign) and ast.unparse(each.target) == "FLOORS")
    assert node.value is not None
    return list(ast.literal_eval(node.value))


def modules() -> list[str]:
    """Every module of the package by its full name, without private ones, in the order of the alphabet."""
    root = Path(llmreg.__path__[0])
    names = (path.relative_to(root).with_suffix("").parts for path in root.rglob("*.py"))
    dotted = {".".join(["llmreg", *(part for part in parts if part != "__init__")]) for parts in names}
    return sorted(name for name in dotted if not _is_private(name.rpartition(".")[2]) and name != "llmreg")


def modules_page() -> str:
    """The floors from the top down, each module with the first sentence of its docstring."""
    parts = []
    for number, names in reversed(list(enumerate(floors()))):
        title = next((": " + title for name, title in _TITLES.items() if name in names), "")
        rows = [
            (f"`{module.removeprefix('llmreg.')}`", _first_sentence(module_source(module).doc))
            for module in modules()
            if module.split(".")[1] in names
        ]
        parts += [f"### Floor {number}{title}", pipe_table(("module", "what it is for"), rows)]
    return "\n\n".join(parts) + "\n"


def _first_sentence(doc: str) -> str:
    first = " ".join(doc.split("\n\n", maxsplit=1)[0].split())
    head, stop, _ = first.partition(". ")
    return head + ("." if stop and not head.endswith(".") else "")


def _is_private(name: str) -> bool:
    return name.startswith("_") and not name.endswith("__")
