"""Writes what the documentation has from the code and from the registry.

- `docs/reference/generated/`: parts of the reference, which the pages there include.
- `docs/catalogue/generated/`: tables that the pages of the catalogue and the gallery include.
- `docs/catalogue/vendors/`: a page for each vendor.

Called by Sphinx before it reads anything (`conf.py`), and by the tests. Same library, same bytes; a file whose
text has not changed is not touched, so that Sphinx builds only what is new. For 3,300 models reading the registry takes 6 seconds of
one core and writing the catalogue 4; Sphinx then takes about 15 for its 230 pages.

    python docs/_generate.py
"""

from __future__ import annotations

import sys
from pathlib import Path

DOCS = Path(__file__).parent
if str(DOCS) not in sys.path:
    sys.path.insert(0, str(DOCS))

from _catalogue.pages import catalogue_files, gallery_files  # noqa: E402
from _reference.architecture import drawing, modules_page  # noqa: E402
from _reference.builtin import builtin  # noqa: E402
from _reference.changes import changes_page  # noqa: E402
from _reference.charts import example_chart  # noqa: E402
from _reference.commands import command_page  # noqa: E402
from _reference.completeness import completeness_page  # noqa: E402
from _reference.errors import error_tree, exit_codes  # noqa: E402
from _reference.format import format_page, settings_page, words_page  # noqa: E402
from _reference.python import python_page  # noqa: E402
from _reference.rules import rules_page  # noqa: E402
from _reference.tables import column_formats  # noqa: E402

__all__ = ["PAGES", "generate", "generate_catalogue"]

PAGES = {
    "changes.md": changes_page,
    "chart.svg": example_chart,
    "completeness.md": completeness_page,
    "format.md": format_page,
    "words.md": words_page,
    "settings.md": settings_page,
    "column-formats.md": column_formats,
    "rules.md": rules_page,
    "command-line.md": command_page,
    "python.md": python_page,
    "error-tree.md": error_tree,
    "exit-codes.md": exit_codes,
    "architecture.md": drawing,
    "modules.md": modules_page,
}
"""The files and what makes each."""


def generate(folder: Path = DOCS / "reference" / "generated") -> None:
    """Write every generated file of the reference whose text is new."""
    for name, make in PAGES.items():
        _write(folder / name, make())


def generate_catalogue(folder: Path = DOCS / "catalogue") -> None:
    """Write every generated file of the catalogue whose text is new, and remove those of vendors that are gone."""
    registry = builtin()
    files = catalogue_files(registry) | gallery_files(registry)
    for name, text in files.items():
        _write(folder / name, text)
    for path in [*folder.glob("vendors/*.md"), *folder.glob("generated/*.md")]:
        if path.relative_to(folder).as_posix() not in files:
            path.unlink()


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    generate()
    generate_catalogue()
