"""The floors of the package: which modules there are, what each is for, and on which floor it stands.

`tests/test_floors.py` is the one place where the floors are written down, and holds them against the imports. It is
read here, not imported.
"""

from __future__ import annotations

import ast
from pathlib import Path

import llmreg
from _reference.markdown import pipe_table

__all__ = ["drawing", "floors", "modules", "modules_page"]

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
    "documents": "generated regions",
    "sphinx": "documentation",
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
            (f"`{module.removeprefix('llmreg.')}`", _first_sentence(_docstring(module)))
            for module in modules()
            if module.split(".")[1] in names
        ]
        parts += [f"### Floor {number}{title}", pipe_table(("module", "what it is for"), rows)]
    return "\n\n".join(parts) + "\n"


def _docstring(module: str) -> str:
    """What a module says of itself. It is not imported, as it may need a package that is not there."""
    path = Path(llmreg.__path__[0]).joinpath(*module.split(".")[1:])
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    return ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""


_WIDTH, _ROW, _BOX = 720, 58, 26


def drawing() -> str:
    """The floors as a picture: a room is a module or a package, and every import points down."""
    floors_down = list(reversed(floors()))
    height = _ROW * len(floors_down) + 10
    parts = [
        f'<svg class="architecture" role="img" viewBox="0 0 {_WIDTH} {height}" width="100%" xmlns="http://www.w3.org/2000/svg">',
        "<title>The floors of llmreg</title>",
        f"<desc>{len(floors_down)} floors; a module imports only from floors below its own.</desc>",
    ]
    for number, names in enumerate(floors_down):
        top = 5 + number * _ROW
        parts.append(f'<rect class="floor" x="1" y="{top}" width="{_WIDTH - 2}" height="{_ROW - 8}" rx="4"/>')
        parts += _rooms(sorted(names), top)
    return "```{raw} html\n" + "\n".join([*parts, "</svg>"]) + "\n```\n"


def _rooms(names: list[str], top: int) -> list[str]:
    """The boxes of a floor, side by side; in two rows where there are many."""
    rows = [names[: (len(names) + 1) // 2], names[(len(names) + 1) // 2 :]] if len(names) > 8 else [names]
    height = _BOX if len(rows) == 1 else _BOX - 6
    parts = []
    for line, row in enumerate(rows):
        gap = (_WIDTH - 20) / len(row)
        y = top + 12 if len(rows) == 1 else top + 4 + line * (height + 3)
        for place, name in enumerate(row):
            x = 10 + place * gap
            parts.append(f'<rect class="room" x="{x:.1f}" y="{y}" width="{gap - 6:.1f}" height="{height}" rx="3"/>')
            middle = x + (gap - 6) / 2
            parts.append(
                f'<text x="{middle:.1f}" y="{y + height / 2 + 4:.1f}">{name.removeprefix("_version") or "version"}</text>'
            )
    return parts


def _first_sentence(doc: str) -> str:
    first = " ".join(doc.split("\n\n", maxsplit=1)[0].split())
    head, stop, _ = first.partition(". ")
    return head + ("." if stop and not head.endswith(".") else "")


def _is_private(name: str) -> bool:
    return name.startswith("_") and not name.endswith("__")
