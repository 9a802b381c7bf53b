"""From the files of a registry to its records and to everything that is wrong with them.

Find the files, read, convert, run the rules, place what they found. Each step reports and goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import attrs
from packaging.specifiers import InvalidSpecifier, SpecifierSet

from llmreg._version import __version__
from llmreg.conversion.explain import Problem
from llmreg.conversion.records import (
    structure_license,
    structure_platform,
    structure_release,
    structure_settings,
    structure_tombstones,
    structure_vendor,
)
from llmreg.diagnostics import Diagnostic, Report
from llmreg.files import FileKind, FoundFile, find_files, place_hint
from llmreg.index import AnyRecord, Index, Origin, Record, make_index
from llmreg.opening import Opened, iter_opened
from llmreg.paths import file_name
from llmreg.rules import RULES, find_rule, suggest_rule
from llmreg.rules.rule import Facts, Finding
from llmreg.schema.model import Model
from llmreg.schema.settings import RegistrySettings
from llmreg.source import KeyPath, Location, SourceMap
from llmreg.toml.reader import Document, source_map
from llmreg.vocabulary import Severity

__all__ = ["SCHEMA", "Progress", "Reading", "read_registry"]

SCHEMA = 1
"""The version of the format that this llmreg reads."""

Progress = Callable[[int, int], None]


@attrs.define
class Reading:
    """A registry as far as it could be read."""

    root: Path
    shown_root: str
    settings: RegistrySettings = attrs.Factory(lambda: RegistrySettings(name="unnamed", schema=SCHEMA))
    texts: dict[str, SourceMap] = attrs.Factory(dict)
    """By the name in messages: what was read, also where it is no TOML."""
    records: list[Record] = attrs.Factory(list)
    diagnostics: list[Diagnostic] = attrs.Factory(list)
    unread: set[str] = attrs.Factory(set)
    """Files that could not be read or converted whole."""
    files: int = 0
    index: Index = attrs.field(init=False)

    def report(self, as_of: date, before: frozenset[str] | None) -> Report:
        """What was found while reading, and what the rules find in the records."""
        facts = Facts(
            index=self.index, records=tuple(self.records), as_of=as_of, before=before, unread=frozenset(self.unread)
        )
        if not any(found.code in ("LR008", "LR009") for found in self.diagnostics):
            for rule in RULES.values():
                self.diagnostics += [self.place_finding(rule.code, finding) for finding in rule.check(facts)]
        settled = [self.with_excerpts(settled) for found in self.diagnostics if (settled := self.settle(found))]
        return Report(diagnostics=settled, files=self.files, models=len(self.index.models))

    def with_excerpts(self, found: Diagnostic) -> Diagnostic:
        """The diagnostic with the lines that it points at."""
        related = tuple((self.with_line(place), label) for place, label in found.related)
        return attrs.evolve(found, location=self.with_line(found.location), related=related)

    def with_line(self, place: Location) -> Location:
        """The location with the text of its first line."""
        source = self.texts.get(place.file)
        return attrs.evolve(place, excerpt=source.line(place.span.start.line)) if source and place.span else place

    def settle(self, found: Diagnostic) -> Diagnostic | None:
        """The diagnostic as the settings want it: left out, or with another severity. Reading errors stay."""
        names = {found.code, RULES[found.code].name}
        settings = self.settings.check
        if found.code.startswith("LR0"):
            return found
        if names & set(settings.ignore):
            return None
        severity = next((value for key, value in settings.severity.items() if key in names), None)
        return attrs.evolve(found, severity=severity) if severity else found

    def fault(self, code: str, file: str, message: str, hint: str | None = None) -> None:
        """Something wrong with a file as a whole."""
        shown = self.shown_root + file if file not in ("", ".") else self.shown_root.rstrip("/") or "."
        location = Location(file=shown)
        severity = RULES[code].severity
        self.diagnostics.append(Diagnostic(code=code, severity=severity, message=message, location=location, hint=hint))

    def place_problems(self, file: str, problems: Iterable[Problem]) -> None:
        """Problems of one file, with their lines."""
        for problem in problems:
            self.diagnostics.append(
                Diagnostic(
                    code=problem.code,
                    severity=RULES[problem.code].severity,
                    message=problem.message,
                    location=self.locate(file, problem.path, on_key=problem.on_key),
                    hint=problem.hint,
                )
            )

    def place_finding(self, code: str, finding: Finding) -> Diagnostic:
        """A finding of a rule, with its lines."""
        return Diagnostic(
            code=code,
            severity=RULES[code].severity,
            message=finding.message,
            location=self.locate_in(finding.record, finding.path, on_key=finding.on_key),
            related=tuple((self.locate_in(record, path), label) for record, path, label in finding.related),
            notes=finding.notes,
            hint=finding.hint,
        )

    def locate_in(self, record: Record, path: KeyPath, *, on_key: bool = False) -> Location:
        """The place of a field: in the record, or in the release around a model."""
        file, inside = record.origin.file, record.origin.path + path
        places = self.texts[self.shown_root + file]
        if isinstance(record.value, Model) and path and not places.value(inside):
            around = next((path[:n] for n in range(len(path), 0, -1) if places.value(path[:n])), None)
            within = next(
                (path[:n] for n in range(len(path), 0, -1) if places.value(record.origin.path + path[:n])), None
            )
            if around and len(around) > len(within or ()):
                return self.locate(file, around, on_key=on_key)
        return self.locate(file, inside, on_key=on_key)

    def locate(self, file: str, path: KeyPath, *, on_key: bool = False) -> Location:
        """The place of a key path in a file, or of the nearest thing around it."""
        places = self.texts[self.shown_root + file]
        span = places.key(path) if on_key else places.value(path)
        where = path
        if span is None:
            where, span = places.nearest(path)
        return Location(file=self.shown_root + file, path=where, span=span)


def read_registry(
    root: Path, *, shown_root: str = "", progress: Progress | None = None, processes: int | None = 1
) -> Reading:
    """Everything in the folder of a registry; of a large one, files are opened by so many processes, `None` as fits."""
    reading = Reading(root, shown_root)
    if not root.is_dir():
        what = "it is a file, not the folder of a registry" if root.exists() else "there is no such folder"
        reading.fault(
            "LR001", "", f"cannot read `{file_name(root)}`: {what}", "give the folder that holds registry.toml"
        )
        reading.index = make_index(reading.settings, ())
        return reading
    found, unreadable = find_files(root)
    for error in unreadable:
        reading.fault("LR001", error.file, f"cannot read {error.file}: {error.reason}", error.hint)
    order = list(FileKind)
    found.sort(key=lambda file: (order.index(file.kind) if file.kind else len(order), file.name))
    placed = [file for file in found if file.kind]
    with closing(iter_opened(placed, root, shown_root, processes=processes)) as opened:
        for number, file in enumerate(found):
            if progress:
                progress(number, len(found))
            reading.files += 1
            if file.kind is None:
                reading.fault("LR201", file.name, "a file in this place is not read", place_hint(file.name))
            else:
                document = _take(reading, file, next(opened))
                if file.kind is FileKind.SETTINGS and document and not _can_read(reading, file, document):
                    break
        else:
            _check_inputs(reading, found)
    if progress:
        progress(len(found), len(found))
    reading.index = make_index(reading.settings, reading.records)
    return reading


def _check_inputs(reading: Reading, found: list[FoundFile]) -> None:
    kinds = {file.kind for file in found}
    if FileKind.RELEASE not in kinds:
        reading.fault("LR009", "", "there are no models here", "a registry keeps them in models/VENDOR/RELEASE.toml")
    elif FileKind.SETTINGS not in kinds:
        hint = f'write registry.toml with two lines: name = "..." and schema = {SCHEMA}'
        reading.fault("LR001", "registry.toml", "cannot read registry.toml: there is no such file", hint)


def _take(reading: Reading, file: FoundFile, opened: Opened) -> Document | None:
    """What is in one file, into the reading; gives the document, if it is one."""
    reading.diagnostics += opened.diagnostics
    document = opened.document
    if document is None:
        reading.unread.add(file.name)
    if error := opened.unreadable:
        reading.fault("LR001", file.name, f"cannot read {file.name}: {error.reason}", error.hint)
    text = document.text if document else opened.text
    if text is not None:
        reading.texts[reading.shown_root + file.name] = source_map(text)
    if document:
        reading.records += [
            Record(value, Origin(file.name, path)) for value, path in _structure(reading, file, document)
        ]
    return document


def _structure(reading: Reading, file: FoundFile, document: Document) -> Iterator[tuple[AnyRecord, KeyPath]]:
    """The records of one file, each with its place in it; problems go to the reading."""
    tables = document.tables
    problems: list[Problem]
    if file.kind is FileKind.RELEASE:
        release, models, problems = structure_release(tables, file.folder, file.stem)
        if release:
            yield release, ()
        yield from ((model, ("models", number)) for number, model in models)
    elif file.kind is FileKind.VENDOR:
        vendor, problems = structure_vendor(tables, file.stem)
        if vendor:
            yield vendor, ()
            yield from ((family, ("families", name)) for name, family in vendor.families.items())
    elif file.kind is FileKind.PLATFORM:
        platform, problems = structure_platform(tables, file.stem)
        if platform:
            yield platform, ()
    elif file.kind is FileKind.LICENSE:
        terms, problems = structure_license(tables, file.stem)
        if terms:
            yield terms, ()
    elif file.kind is FileKind.TOMBSTONES:
        stones, problems = structure_tombstones(tables)
        yield from ((stone, ("tombstones", number)) for number, stone in enumerate(stones.tombstones if stones else ()))
    else:
        settings, problems = structure_settings(tables)
        reading.settings = settings or reading.settings
    if any(RULES[problem.code].severity is Severity.ERROR for problem in problems):
        reading.unread.add(file.name)
    reading.place_problems(file.name, problems)


def _can_read(reading: Reading, file: FoundFile, document: Document) -> bool:
    """Whether this llmreg is new enough for the registry, by its settings."""
    schema = document.tables.get("schema")
    wanted = reading.settings.requires_llmreg
    message, key = None, "schema"
    if isinstance(schema, int) and schema > SCHEMA:
        message = f"the registry uses schema {schema}; this llmreg reads up to {SCHEMA}"
    elif wanted is not None:
        key = "requires-llmreg"
        try:
            if not SpecifierSet(wanted).contains(__version__, prereleases=True):
                message = f"the registry needs llmreg {wanted}; this is {__version__}"
        except InvalidSpecifier:
            hint = "write a PEP 440 specifier set, such as `>=0.1`"
            reading.place_problems(
                file.name, [Problem("LR105", (key,), f"`{wanted}` is not a version specifier", hint)]
            )
    _check_settings(reading, file)
    if message is None:
        return True
    reading.place_problems(
        file.name, [Problem("LR008", (key,), message, "upgrade: python -m pip install --upgrade llmreg")]
    )
    return False


def _check_settings(reading: Reading, file: FoundFile) -> None:
    """Rules that the settings name must exist."""
    settings = reading.settings.check
    named: list[tuple[KeyPath, str]] = [
        (("check", "ignore", number), name) for number, name in enumerate(settings.ignore)
    ]
    named += [(("check", "severity", name), name) for name in settings.severity]
    problems = []
    for path, name in named:
        if find_rule(name) is None:
            close = suggest_rule(name)
            problems.append(
                Problem("LR104", path, f"there is no rule `{name}`", f"did you mean `{close}`?" if close else None)
            )
    reading.place_problems(file.name, problems)
