"""An import from beginning to end: read, merge, let the rules judge, write all or nothing."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from llmreg.diagnostics import Diagnostic, Report
from llmreg.errors import ImportSourceError, InvalidRegistryError
from llmreg.files import FileKind, file_kind
from llmreg.importing.draft import Draft
from llmreg.importing.entry import Rows
from llmreg.importing.merging import IDENTITY, Merger
from llmreg.importing.placing import Placer
from llmreg.importing.report import ImportReport, Kind
from llmreg.reading import Reading, read_registry
from llmreg.schema.fields import overlap
from llmreg.source import KeyPath, Location, format_key_path
from llmreg.vocabulary import Severity

__all__ = ["run_import"]

_ROUNDS = 12
"""So often the rules may refuse something before an import gives up."""

_SHOWN = 9
"""So many findings are quoted."""


_QUOTED = re.compile(r"`([^`]+)`")


def run_import(  # noqa: PLR0913
    rows: Rows,
    into: Path,
    *,
    checked: date,
    dry_run: bool = False,
    new_families: bool = False,
    new_vendors: bool = False,
    progress: Callable[[str], None] | None = None,
) -> ImportReport:
    """Merge the rows of a corpus into the registry of a folder.

    The changed registry is checked beside the old one before anything is moved into place: what brings a new error or
    warning is taken back and refused, with the words of the rule.

    Raises:
        InvalidRegistryError: the registry has errors as it is.
        ImportSourceError: what the rules find cannot be traced to a row.
    """
    say = progress or (lambda _: None)
    say("reading the registry")
    before = _judged(read_registry(into), checked)
    if not before.ok:
        raise InvalidRegistryError(before)
    known = {_sign(found) for found in before}
    refused: dict[tuple[str, str], str] = {}
    report = ImportReport()
    with TemporaryDirectory(prefix="llmreg-import-") as scratch:
        overlay = Path(scratch, "registry")
        shutil.copytree(into, overlay, symlinks=True)
        for number in range(_ROUNDS):
            say(f"merging, round {number + 1}")
            draft = Draft(read_registry(overlay), checked)
            placer = Placer(draft.reading.index, checked, new_families, new_vendors)
            merger = Merger(draft, placer, rows.corpus, refused)
            merger.merge_hosts(rows.hosts)
            merger.merge(rows.entries)
            written = draft.write(overlay)
            if written:
                say("checking what has changed")
                found = [each for each in _judged(read_registry(overlay), checked) if _sign(each) not in known]
                if found := [each for each in found if each.severity is not Severity.INFO]:
                    blamed = _blame(found, merger)
                    if not blamed:
                        lines = "\n".join(str(each) for each in found[:_SHOWN])
                        raise ImportSourceError(f"the rules find fault with what no row says:\n{lines}")
                    refused |= blamed
                    _undo(draft, overlay, written)
                    continue
            report.agreed = report.agreed or merger.report.agreed
            report.changes += merger.report.changes
            report.refused, report.unmatched = merger.report.refused, merger.report.unmatched
            if not written:
                break  # else once more: models that are new may be what other rows speak of
        else:
            raise ImportSourceError(f"after {_ROUNDS} rounds the rules still find fault; nothing was written")
        report.rows = len(rows.entries) + len(rows.rejected)
        report.quarantine(rows.rejected)
        report.files = sorted({change.file for change in report.changes if change.file})
        if not dry_run:
            say("writing")
            for name in report.files:
                _move(overlay / name, into / name)
    return report


def _judged(reading: Reading, as_of: date) -> Report:
    return reading.report(as_of, None)


def _sign(found: Diagnostic) -> tuple[str, str, str]:
    """What makes two findings the same, though lines have moved."""
    return found.code, found.location.file, found.message


def _undo(draft: Draft, overlay: Path, written: Iterable[str]) -> None:
    """Put the files of a round back."""
    for name in written:
        before = draft.reading.documents.get(name)
        if before is None:
            (overlay / name).unlink()
        else:
            (overlay / name).write_text(before.text, encoding="utf-8", newline="")


def _move(source: Path, target: Path) -> None:
    """Put a file in place in one step, so that no half of it is ever seen."""
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.new")
    shutil.copyfile(source, beside)
    beside.replace(target)


def _blame(found: Iterable[Diagnostic], merger: Merger) -> dict[tuple[str, str], str]:
    """The records and fields of a round's changes that findings lead back to, with the words of the rule."""
    blamed: dict[tuple[str, str], str] = {}
    for finding in found:
        places = [finding.location, *(place for place, _ in finding.related)]
        for key in next(
            filter(None, (_written_at(place, merger) for place in places)), _named_in(finding.message, merger)
        ):
            blamed.setdefault(key, f"{finding.message} ({finding.code})")
    return blamed


def _written_at(place: Location, merger: Merger) -> list[tuple[str, str]]:
    """What a round wrote at a place: just that field where it can be told, else all of the record."""
    draft, path = merger.draft, place.path
    if len(path) < 2:
        return []
    if file_kind(place.file) is FileKind.RELEASE:
        record = next((key for key, home in draft.homes.items() if home == (place.file, path[1])), "")
        field = _dotted(path[2:])
    elif file_kind(place.file) is FileKind.PLATFORM and path[0] == "integrations":
        record = str(draft.tables[place.file]["integrations"][path[1]].get("model", ""))
        field = _dotted(("integrations", Path(place.file).stem, *path[2:3]))
    else:
        return []
    changes = [change for change in merger.report.changes if change.record == record]
    if field and (narrow := [change for change in changes if change.field and overlap(change.field, field)]):
        whole = {change.field for change in narrow if change.kind is Kind.INTEGRATION}
        return [(record, field if change.field in whole else change.field) for change in narrow]
    made = any(change.kind is Kind.MODEL for change in changes)
    if made and field in IDENTITY and (record, field) not in merger.refused:
        return [(record, field)]
    return [(record, change.field) for change in changes]


def _named_in(message: str, merger: Merger) -> list[tuple[str, str]]:
    """What a round wrote of the records that a message names."""
    named = set(_QUOTED.findall(message))
    return [(change.record, change.field) for change in merger.report.changes if change.record in named]


def _dotted(path: KeyPath) -> str:
    """A field path of the keys before the first number."""
    keys = []
    for key in path:
        if isinstance(key, int):
            break
        keys.append(key)
    return format_key_path(tuple(keys))
