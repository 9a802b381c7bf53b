"""A report for people (frames with the line and a caret), for programs (JSON), and for pull requests (GitHub)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from llmreg._version import __version__
from llmreg.diagnostics import Diagnostic, Report
from llmreg.rendering.terminal import PLAIN, Style, printable, width
from llmreg.rules import RULES
from llmreg.source import Location, format_key_path
from llmreg.vocabulary import Severity

__all__ = ["render_concise", "render_github", "render_json", "render_text", "summary"]

_COLOURS = {Severity.ERROR: 31, Severity.WARNING: 33, Severity.INFO: 36}
_WINDOW = 100
_LEAD = 40
_ANNOTATIONS = 10
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def summary(report: Report, *, least: Severity = Severity.INFO) -> str:
    """One line: what was found in how much, and what of it was not shown."""
    files = f"{report.files:,} {'file' if report.files == 1 else 'files'}"
    models = f"{report.models:,} {'model' if report.models == 1 else 'models'}"
    shown = _counts(report, [severity for severity in Severity if severity.rank <= least.rank])
    hidden = _counts(report, [severity for severity in Severity if severity.rank > least.rank])
    more = f"; {hidden} not shown, see --least" if hidden else ""
    return f"{shown or 'no findings'} in {files} with {models}{more}"


def _counts(report: Report, severities: Sequence[Severity]) -> str:
    counts = ((report.count(severity), severity) for severity in severities)
    return ", ".join(f"{count} {severity}{'' if count == 1 else 's'}" for count, severity in counts if count)


def render_text(report: Report, *, style: Style = PLAIN, least: Severity = Severity.WARNING) -> str:
    """Frames for every finding that is at least so bad, then a summary."""
    frames = [_frame(found, style) for found in report if found.severity.rank <= least.rank]
    return "".join(f"{frame}\n" for frame in frames) + f"{summary(report, least=least)}\n"


def render_concise(report: Report, *, least: Severity = Severity.WARNING) -> str:
    """One line a finding, then a summary."""
    lines = [printable(str(found)) for found in report if found.severity.rank <= least.rank]
    return "".join(f"{line}\n" for line in [*lines, summary(report, least=least)])


def _frame(found: Diagnostic, style: Style) -> str:
    colour = _COLOURS[found.severity]
    head = style.paint(f"{found.severity}[{found.code} {RULES[found.code].name}]", 1, colour)
    lines = [f"{head}: {style.paint(printable(found.message), 1)}"]
    places = [(found.location, "", True), *((place, label, False) for place, label in found.related)]
    shown = [(place, label, first) for place, label, first in places if place.span and place.excerpt is not None]
    gutter = max((len(str(place.span.start.line)) for place, _, _ in shown if place.span), default=1)
    if not shown:
        lines.append(f" {style.paint('-->', 34)} {printable(str(found.location))}")
    by_file = sorted(shown, key=lambda each: (each[0].file != found.location.file, each[0].file))
    for file, group in groupby(by_file, key=lambda each: each[0].file):
        own = file == found.location.file
        inside = list(group)
        target = found.location if own else inside[0][0]
        lines.append(f"{' ' * gutter}{style.paint('-->' if own else ':::', 34)} {printable(str(target))}")
        lines += _excerpts(inside, gutter, style, colour)
    blank = " " * gutter
    lines += [f"{blank} {style.paint('=', 34)} note: {printable(note)}" for note in found.notes]
    if found.hint:
        lines.append(f"{blank} {style.paint('=', 34)} help: {printable(found.hint)}")
    return "\n".join(lines) + "\n"


def _excerpts(places: Sequence[tuple[Location, str, bool]], gutter: int, style: Style, colour: int) -> Iterator[str]:
    bar = style.paint("|", 34)
    blank = " " * gutter
    yield f"{blank} {bar}"
    previous = None
    for place, label, first in sorted(places, key=lambda each: _start(each[0])):
        line, _ = _start(place)
        if previous is not None and line > previous + 1:
            yield "..."
        text, offset, length = _window(place)
        if line != previous:
            yield f"{style.paint(f'{line:>{gutter}}', 34)} {bar} {text}"
        mark = ("^" if first else "-") * length
        yield f"{blank} {bar} {' ' * offset}{style.paint(mark, colour if first else 34)}{' ' if label else ''}{label}".rstrip()
        previous = line


def _start(place: Location) -> tuple[int, int]:
    return (place.span.start.line, place.span.start.column) if place.span else (0, 0)


def _window(place: Location) -> tuple[str, int, int]:
    """The part of the line to show, how far in the mark begins, and how long it is, in columns of a terminal."""
    line = (place.excerpt or "").rstrip("\n")
    if place.span is None:
        return printable(line[:_WINDOW]), 0, 1
    start, end = place.span.start.column - 1, place.span.end.column - 1
    if place.span.end.line != place.span.start.line:
        end = len(line)
    cut = 0 if len(line) <= _WINDOW else max(0, start - _LEAD)
    text = line[cut : cut + _WINDOW]
    front = "…" if cut else ""
    back = "…" if cut + _WINDOW < len(line) else ""
    marked = printable(line[start : min(end, cut + _WINDOW)])
    return front + printable(text) + back, width(front + printable(line[cut:start])), max(1, width(marked))


def render_json(report: Report) -> str:
    """An envelope with a format number, so that programs can tell when it changes. Lines and columns count from 1, in
    characters; the end is exclusive."""
    body = {
        "format": 1,
        "tool": f"llmreg {__version__}",
        "summary": {
            "files": report.files,
            "models": report.models,
            **{str(each): report.count(each) for each in Severity},
        },
        "findings": [
            {
                "code": found.code,
                "name": RULES[found.code].name,
                "severity": found.severity,
                "message": found.message,
                **_place(found.location),
                "related": [{**_place(place), "label": label} for place, label in found.related],
                "notes": list(found.notes),
                "help": found.hint,
            }
            for found in report
        ],
    }
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"


def _place(place: Location) -> dict[str, Any]:
    span = place.span
    return {
        "file": place.file,
        "path": format_key_path(place.path),
        "line": span.start.line if span else None,
        "column": span.start.column if span else None,
        "end_line": span.end.line if span else None,
        "end_column": span.end.column if span else None,
    }


def render_github(report: Report) -> str:
    """Workflow commands that GitHub shows beside the lines of a pull request, worst first.

    GitHub keeps ten of each kind in a step, so the last of a kind tells how many more there are.
    """
    lines: list[str] = []
    for severity in Severity:
        found = [each for each in report if each.severity is severity]
        kept = found if len(found) <= _ANNOTATIONS else found[: _ANNOTATIONS - 1]
        lines += [_annotation(each) for each in kept]
        if len(found) > len(kept):
            lines.append(
                f"::{_COMMANDS[severity]} title=llmreg::and {len(found) - len(kept)} more; run llmreg check to see them all"
            )
    lines.append(_escaped(summary(report)))
    return "\n".join(lines) + "\n"


def _annotation(found: Diagnostic) -> str:
    where = {"file": found.location.file}
    if span := found.location.span:
        where |= {"line": str(span.start.line), "endLine": str(span.end.line)}
        if span.start.line == span.end.line:
            where |= {"col": str(span.start.column), "endColumn": str(span.end.column)}
    where["title"] = f"{found.code} {RULES[found.code].name}"
    properties = ",".join(f"{key}={_escaped_property(value)}" for key, value in where.items())
    text = found.message + (f"\nhelp: {found.hint}" if found.hint else "")
    return f"::{_COMMANDS[found.severity]} {properties}::{_escaped(text)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
