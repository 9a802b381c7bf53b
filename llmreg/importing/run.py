"""An import from beginning to end: read, merge, let the rules judge, write all or nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
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

_EMPTY = "LR009"
"""A registry without models is an error to a check; an import may bring the first."""

_QUOTED = re.compile(r"`([^`]+)`")


def run_import(  # noqa: PLR0913
    rows: Rows,
    into: Path,
    *,
    checked: date,
    dry_run: bool = False,
    new_models: bool = True,
    new_families: bool = False,
    new_vendors: bool = False,
    progress: Callable[[str], None] | None = None,
) -> ImportReport:
    """Merge the rows of a corpus into the registry of a folder.

    The changed registry is checked beside the old one before anything is moved into place: what brings a new error or
    warning is taken back and refused, with the words of the rule.

    Raises:
        InvalidRegistryError: the registry has errors as it is.
        ImportSourceError: the registry extends another one, what the rules find cannot be traced to a row, or the registry
            cannot be written.
    """
    say = progress or (lambda _: None)
    say("reading the registry")
    reading = read_registry(into)
    if reading.settings.extends is not None:
        raise ImportSourceError("the registry extends another one; import into one that stands by itself")
    before = _judged(reading, checked)
    if any(each.code != _EMPTY for each in before.errors) or FileKind.SETTINGS not in map(file_kind, reading.texts):
        raise InvalidRegistryError(before)
    known = {_sign(found) for found in before}
    refused: dict[tuple[str, str], str] = {}
    report = ImportReport()
    confirmed: int | None = None
    with TemporaryDirectory(prefix="llmreg-import-") as scratch:
        overlay = Path(scratch, "registry")
        for name, read in reading.texts.items():  # only what was read: no links, nothing hidden
            _write(overlay / name, read.text)
        for number in range(_ROUNDS):
            say(f"merging, round {number + 1}")
            draft = Draft(read_registry(overlay), checked)
            placer = Placer(draft.reading.index, checked, new_models, new_families, new_vendors)
            merger = Merger(draft, placer, rows.corpus, refused)
            merger.merge_hosts(rows.hosts)
            merger.merge(rows.entries)
            written = draft.write(overlay)
            if written:
                say("checking what has changed")
                found = [each for each in _judged(read_registry(overlay), checked) if _sign(each) not in known]
                if found := [each for each in found if each.severity is not Severity.INFO]:
                    blamed = _blame(found, merger)
                    if not blamed.keys() - refused.keys():
                        lines = "\n".join(str(each) for each in found[:_SHOWN])
                        raise ImportSourceError(f"the rules find fault with what no row says:\n{lines}")
                    refused |= blamed
                    _undo(draft, overlay, written)
                    continue
            confirmed = merger.report.agreed if confirmed is None else confirmed  # later rounds also meet what is new
            report.changes += merger.report.changes
            report.refused, report.unmatched = merger.report.refused, merger.report.unmatched
            if not written:
                break  # else once more: models that are new may be what other rows speak of
        else:
            raise ImportSourceError(f"after {_ROUNDS} rounds the rules still find fault; nothing was written")
        report.agreed = confirmed or 0
        report.rows = len(rows.entries) + len(rows.rejected)
        report.quarantine(rows.rejected)
        report.files = sorted({change.file for change in report.changes if change.file})
        if not dry_run:
            say("writing")
            _put_in_place(report.files, overlay, into)
    return report


def _judged(reading: Reading, as_of: date) -> Report:
    return reading.report(as_of, None)


def _sign(found: Diagnostic) -> tuple[str, str, str]:
    """What makes two findings the same, though lines have moved."""
    return found.code, found.location.file, found.message


def _undo(draft: Draft, overlay: Path, written: Iterable[str]) -> None:
    """Put the files of a round back."""
    for name in written:
        before = draft.before(name)
        if before is None:
            (overlay / name).unlink()
        else:
            _write(overlay / name, before)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")


def _put_in_place(names: Iterable[str], overlay: Path, into: Path) -> None:
    """All files or none: each is first laid beside its place, and what was replaced comes back where a later one fails."""
    staged: list[tuple[Path, Path]] = []
    replaced: list[tuple[Path, bytes | None]] = []
    try:
        for name in names:
            target = (into / name).resolve()  # a link stays, what it leads to changes
            beside = target.with_name(f".{target.name}.new")
            staged.append((beside, target))
            text = (overlay / name).read_bytes().decode()
            windows = target.exists() and b"\r\n" in target.read_bytes()
            _write(beside, text.replace("\n", "\r\n") if windows else text)
        for beside, target in staged:
            before = target.read_bytes() if target.exists() else None
            beside.replace(target)  # in one step, so that no half of it is ever seen
            replaced.append((target, before))
    except OSError as error:
        for target, before in replaced:
            target.unlink() if before is None else target.write_bytes(before)
        for beside, _ in staged:
            with suppress(OSError):
                beside.unlink()
        raise ImportSourceError(f"cannot write the registry; nothing was changed: {error}") from None


def _blame(found: Iterable[Diagnostic], merger: Merger) -> dict[tuple[str, str], str]:
    """The records and fields of a round's changes that findings lead back to, with the words of the rule."""
    blamed: dict[tuple[str, str], str] = {}
    for finding in found:
        places = [finding.location, *(place for place, _ in finding.related)]
        ways = (
            *(_written_at(place, merger) for place in places),  # just the field, where one of the places tells it
            *(_written_around(place, merger) for place in places),
            _named_in(finding.message, merger),
        )
        for key in _lineage_first(next(filter(None, ways), []), merger):
            blamed.setdefault(key, f"{finding.message} ({finding.code})")
    return blamed


def _lineage_first(keys: list[tuple[str, str]], merger: Merger) -> list[tuple[str, str]]:
    """Of what a finding may lead back to the parents alone, where a row named them: a model that does not fit its parent
    was more likely made otherwise than counted wrongly."""
    records = {record for record, _ in keys}
    written = [(change.record, change.field) for change in merger.report.changes if change.field == "derived_from"]
    return [key for key in written if key[0] in records] or keys


def _record_at(place: Location, draft: Draft) -> tuple[str, str]:
    """The model at a place, and the field path there; empty where it is of no model."""
    path = place.path
    if len(path) < 2:
        return "", ""
    if file_kind(place.file) is FileKind.RELEASE:
        record = next((key for key, home in draft.homes.items() if home == (place.file, path[1])), "")
        return record, _dotted(path[2:])
    if file_kind(place.file) is FileKind.PLATFORM and path[0] == "integrations":
        record = str(draft.file(place.file)["integrations"][path[1]].get("model", ""))
        return record, _dotted(("integrations", Path(place.file).stem, *path[2:3]))
    return "", ""


def _written_at(place: Location, merger: Merger) -> list[tuple[str, str]]:
    """What a round wrote just there."""
    record, field = _record_at(place, merger.draft)
    changes = [change for change in merger.report.changes if change.record == record]
    if field and (narrow := [change for change in changes if change.field and overlap(change.field, field)]):
        whole = {change.field for change in narrow if change.kind is Kind.INTEGRATION}
        return [(record, field if change.field in whole else change.field) for change in narrow]
    made = any(change.kind is Kind.MODEL for change in changes)
    return [(record, field)] if made and field in IDENTITY and (record, field) not in merger.refused else []


def _written_around(place: Location, merger: Merger) -> list[tuple[str, str]]:
    """All that a round wrote of the record there."""
    record, _ = _record_at(place, merger.draft)
    return [(record, change.field) for change in merger.report.changes if record and change.record == record]


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
