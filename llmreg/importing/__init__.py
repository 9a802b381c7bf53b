"""Facts from elsewhere into a registry: read by format, merged with their sources, judged by the rules of the registry."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from llmreg.importing.formats import FORMATS, read_rows

if TYPE_CHECKING:
    from llmreg.importing.report import ImportReport

__all__ = ["FORMATS", "import_into"]


def import_into(  # noqa: PLR0913
    registry: str | os.PathLike[str],
    name: str,
    path: str | os.PathLike[str],
    *,
    checked: date,
    dry_run: bool = False,
    new_models: bool = True,
    new_families: bool = False,
    new_vendors: bool = False,
    progress: Callable[[str], None] | None = None,
) -> ImportReport:
    """Import a file or folder into the registry of a folder.

    What the registry lacks is added, with the corpus as its source. What it has is never overwritten: where the corpus
    says otherwise, that is recorded as a dispute, unless nobody but this corpus supported the fact; then it is updated.
    Rows that cannot be read, and facts that break a rule of the registry, are refused with their reason; the rest goes
    through. A second import of the same corpus changes nothing. All files are written, or none.

    Args:
        registry: the folder that holds `registry.toml`.
        name: one of `FORMATS`.
        path: what to import.
        checked: the day that new sources are said to have been read.
        dry_run: only report what would change.
        new_models: make models that the registry does not have; else only those that it has get facts.
        new_families: make families for models that fit into none, where the corpus names one.
        new_vendors: make vendors for organisations that the registry does not know.
        progress: called with each step, in words.

    Raises:
        ImportSourceError: there is no such format or path, or it is not what the format says.
        InvalidRegistryError: the registry has errors; nothing is imported into it before they are gone.
        MissingExtraError: a package of the extra `import` is needed and not installed.
    """
    from llmreg.importing.run import run_import

    rows = read_rows(name, Path(path))
    return run_import(
        rows, Path(registry), checked=checked, dry_run=dry_run, new_models=new_models, new_families=new_families, new_vendors=new_vendors,
        progress=progress,
    )  # fmt: skip
