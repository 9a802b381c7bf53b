"""Writes the generated parts of the reference into `docs/reference/generated/`, which the pages there include.

Called by Sphinx before it reads anything (`conf.py`), and by the tests. Same library, same bytes; a file whose
text has not changed is not touched, so that Sphinx builds only what is new.

    python docs/_generate.py
"""

from __future__ import annotations

import sys
from pathlib import Path

DOCS = Path(__file__).parent
if str(DOCS) not in sys.path:
    sys.path.insert(0, str(DOCS))

from _reference.architecture import drawing, modules_page  # noqa: E402
from _reference.changes import changes_page  # noqa: E402
from _reference.charts import example_chart  # noqa: E402
from _reference.commands import command_page  # noqa: E402
from _reference.completeness import completeness_page  # noqa: E402
from _reference.errors import error_tree, exit_codes  # noqa: E402
from _reference.format import format_page, settings_page, words_page  # noqa: E402
from _reference.python import python_page  # noqa: E402
from _reference.rules import rules_page  # noqa: E402
from _reference.tables import column_formats  # noqa: E402

__all__ = ["PAGES", "generate"]

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
    """Write every generated file whose text is new."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in PAGES.items():
        path, text = folder / name, make()
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    generate()
