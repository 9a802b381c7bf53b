"""From the files of a registry to its records and to everything that is wrong with them.

Find the files, read, convert, run the rules, place what they found. Each step reports and goes on.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import attrs
from packaging.specifiers import InvalidSpecifier, SpecifierSet

from llmreg._version import __version__
from llmreg.bases import Base, find_base
from llmreg.compiled import read_compiled
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
from llmreg.layers import Layer, open_text
from llmreg.opening import Opened, iter_opened
from llmreg.paths import file_name
from llmreg.rules import RULES, find_rule, suggest_rule
from llmreg.rules.rule import Facts, Finding
from llmreg.schema.model import Model
from llmreg.schema.settings import RegistrySettings
from llmreg.source import KeyPath, Location, SourceMap
from llmreg.stacking import stack
from llmreg.toml.reader import Document, source_map
from llmreg.vocabulary import Severity

__all__ = ["SCHEMA", "Progress", "Reading", "read_registry"]

SCHEMA = 1
"""The version of the format that this llmreg reads."""

_UPGRADE = "upgrade: python -m pip install --upgrade llmreg"

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
    base: Reading | None = None
    """The registry that this one extends, where it was read from files too."""
    is_baseless: bool = False
    """Whether it extends one that cannot be found, or perhaps does: then what that defines is not missed."""
    layers: tuple[Layer, ...] = ()
    """The registries on top of one another, this one last."""
    own: Index = attrs.field(init=False)
    """Its own records."""
    index: Index = attrs.field(init=False)
    """Everything that it holds, with what is below."""

    def report(self, as_of: date, before: frozenset[str] | None) -> Report:
        """What was found while reading, and what the rules find in its own records."""
        unread = set(self.unread)
        if self.base is not None:
            self._judge_base(self.base.report(as_of, None))
            self.is_baseless = self.is_baseless or self.base.is_baseless
            unread |= self.base.unread
        facts = Facts(
            index=self.index,
            records=tuple(self.records),
            as_of=as_of,
            before=before,
            unread=frozenset(unread),
            below=self.layers[-2].whole if len(self.layers) > 1 else None,
        )
        if not self.is_baseless and not any(found.code in ("LR008", "LR009") for found in self.diagnostics):
            for rule in RULES.values():
                self.diagnostics += [self.place_finding(rule.code, finding) for finding in rule.check(facts)]
        settled = [self.with_excerpts(settled) for found in self.diagnostics if (settled := self.settle(found))]
        return Report(diagnostics=settled, files=self.files, models=len(self.own.models))

    def _judge_base(self, report: Report) -> None:
        """Errors of the registry below are one finding here: whoever keeps that one sees them all."""
        errors = report.errors
        if not errors:
            return
        first = next((found for found in errors if found.code in ("LR008", "LR010")), errors[0])
        code = "LR008" if first.code == "LR008" else "LR010"
        related = first.related if code == first.code and first.related else ((first.location, first.message),)
        named = f"`{self.settings.extends}`, which this registry extends,"
        if code == "LR008":
            message, hint = f"{named} asks for a newer llmreg", _UPGRADE
        else:
            number = f"{len(errors)} error" + ("" if len(errors) == 1 else "s")
            message, hint = f"{named} has {number}", "check it by itself to see all"
        place = self.locate("registry.toml", ("extends",))
        self.diagnostics.append(
            Diagnostic(
                code=code, severity=Severity.ERROR, message=message, location=place, related=related[:1], hint=hint
            )
        )

    def with_excerpts(self, found: Diagnostic) -> Diagnostic:
        """The diagnostic with the lines that it points at."""
        related = tuple((self.with_line(place), label) for place, label in found.related)
        return attrs.evolve(found, location=self.with_line(found.location), related=related)

    def with_line(self, place: Location) -> Location:
        """The location with the text of its first line."""
        source = self.texts.get(place.file) if place.excerpt is None else None
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
        written = record.origin.at(path)
        inside, shown, places = written.path, *self._places(written)
        if places is None:
            return Location(file=shown, path=inside)
        if isinstance(record.value, Model) and path and not places.value(inside):
            before = inside[: len(inside) - len(path)]
            around = next((path[:n] for n in range(len(path), 0, -1) if places.value(path[:n])), None)
            within = next((path[:n] for n in range(len(path), 0, -1) if places.value(before + path[:n])), None)
            if around and len(around) > len(within or ()):
                return _locate(shown, places, around, on_key=on_key)
        return _locate(shown, places, inside, on_key=on_key)

    def locate(self, file: str, path: KeyPath, *, on_key: bool = False) -> Location:
        """The place of a key path in a file, or of the nearest thing around it."""
        shown = self.shown_root + file
        return _locate(shown, self.texts[shown], path, on_key=on_key)

    def _places(self, origin: Origin) -> tuple[str, SourceMap | None]:
        """The name of a file in messages, and its text; one of a layer below is opened now."""
        layer = self.layers[origin.layer]
        shown = layer.shown_root + origin.file
        if shown not in self.texts and layer is not self.layers[-1] and (read := open_text(layer, origin.file)):
            self.texts[shown] = read
        return shown, self.texts.get(shown)


def _locate(shown: str, places: SourceMap, path: KeyPath, *, on_key: bool) -> Location:
    span = places.key(path) if on_key else places.value(path)
    where = path
    if span is None:
        where, span = places.nearest(path)
    return Location(file=shown, path=where, span=span)


def read_registry(
    root: Path,
    *,
    shown_root: str = "",
    progress: Progress | None = None,
    processes: int | None = 1,
    above: tuple[str, ...] = (),
) -> Reading:
    """Everything in the folder of a registry, on top of what it extends.

    Args:
        root: the folder.
        shown_root: what stands before the names of files in messages.
        progress: called with how many files are done and how many there are.
        processes: how many open the files of a large registry, `None` as fits.
        above: the folders of the registries that stand on this one, from the uppermost.
    """
    reading = Reading(root, shown_root)
    if not root.is_dir():
        what = "it is a file, not the folder of a registry" if root.exists() else "there is no such folder"
        reading.fault(
            "LR001", "", f"cannot read `{file_name(root)}`: {what}", "give the folder that holds registry.toml"
        )
        _stack(reading, None, (), processes)
        return reading
    found, unreadable = find_files(root)
    for error in unreadable:
        reading.fault("LR001", error.file, f"cannot read {error.file}: {error.reason}", error.hint)
    order = list(FileKind)
    found.sort(key=lambda file: (order.index(file.kind) if file.kind else len(order), file.name))
    placed = [file for file in found if file.kind]
    extends = None
    with closing(iter_opened(placed, root, shown_root, processes=processes)) as opened:
        for number, file in enumerate(found):
            if progress:
                progress(number, len(found))
            reading.files += 1
            if file.kind is None:
                reading.fault("LR201", file.name, "a file in this place is not read", place_hint(file.name))
                continue
            document = _take(reading, file, next(opened))
            if file.kind is FileKind.SETTINGS:
                extends = _extends(reading, file, document)
                if document and not _can_read(reading, file, document):
                    extends = None
                    break
        else:
            _check_inputs(reading, found, is_alone=extends is None and not reading.is_baseless)
    if progress:
        progress(len(found), len(found))
    _stack(reading, extends, (*above, os.path.realpath(root)), processes)
    return reading


def _extends(reading: Reading, file: FoundFile, document: Document | None) -> str | None:
    """What the settings say that the registry extends, also where something else is wrong with them."""
    if document is None:  # it may say so where it cannot be read
        read = reading.texts.get(reading.shown_root + file.name)
        reading.is_baseless = read is None or "extends" in read.text
        return None
    extends = document.tables.get("extends")
    if isinstance(extends, str) and extends.strip():
        return extends
    reading.is_baseless = any(
        "extends" in found.location.path or found.hint == "did you mean `extends`?" for found in reading.diagnostics
    )
    return None


def _stack(reading: Reading, extends: str | None, above: tuple[str, ...], processes: int | None) -> None:
    """Put what was read on top of the registry that it extends."""
    base = None if extends is None else find_base(extends, os.fspath(reading.root), reading.shown_root, above)
    below: tuple[Layer, ...] = ()
    if isinstance(base, Problem):
        reading.is_baseless = True
        reading.place_problems("registry.toml", [base])
    elif base is not None:
        below = _read_base(reading, base, above, processes)
    reading.records = [
        Record(value, origin._replace(layer=len(below))) if below else Record(value, origin)
        for value, origin in reading.records
    ]
    reading.own = reading.index = make_index(reading.settings, reading.records)
    if below:
        reading.index = stack(below[-1].whole, reading.own)
    reading.layers = (*below, Layer(os.fspath(reading.root), reading.shown_root, reading.index))


def _read_base(reading: Reading, base: Base, above: tuple[str, ...], processes: int | None) -> tuple[Layer, ...]:
    """The layers of the registry below: the compiled one, or read from its files."""
    if base.is_builtin and (compiled := read_compiled(base.root)) is not None:
        return (Layer(base.root, base.shown_root, compiled),)
    reading.base = read_registry(Path(base.root), shown_root=base.shown_root, processes=processes, above=above)
    return reading.base.layers


def _check_inputs(reading: Reading, found: list[FoundFile], *, is_alone: bool) -> None:
    kinds = {file.kind for file in found}
    if FileKind.RELEASE not in kinds:
        if is_alone:
            reading.fault(
                "LR009", "", "there are no models here", "a registry keeps them in models/VENDOR/RELEASE.toml"
            )
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
    reading.place_problems(file.name, [Problem("LR008", (key,), message, _UPGRADE)])
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
