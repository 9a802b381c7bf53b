"""A report holds each finding once, in one order, and can be shown in a few lines."""

from __future__ import annotations

import itertools
import pickle
from typing import Any

import attrs
import pytest

from llmreg import Diagnostic, Location, Position, Report, Severity, Span


def diagnostic(
    file: str = "a.toml", line: int | None = 1, column: int = 1, code: str = "LR101", **rest: Any
) -> Diagnostic:
    span = None if line is None else Span(Position(line, column), Position(line, column + 1))
    given = {"severity": Severity.ERROR, "message": "text", **rest}
    return Diagnostic(code=code, location=Location(file, (), span), **given)


IN_ORDER = (
    diagnostic(line=None),
    diagnostic(),
    diagnostic(code="LR102"),
    diagnostic(code="LR102", message="texu"),
    diagnostic(column=2),
    diagnostic(line=2),
    diagnostic(line=10),
    diagnostic("b.toml"),
)


def test_findings_are_ordered_by_file_line_column_code_and_message() -> None:
    for shuffled in itertools.islice(itertools.permutations(IN_ORDER), 0, None, 997):
        assert Report(diagnostics=shuffled).diagnostics == IN_ORDER


def test_each_finding_is_kept_once() -> None:
    report = Report(diagnostics=[*IN_ORDER, *IN_ORDER])
    assert len(report) == len(IN_ORDER)
    assert list(report) == list(IN_ORDER)


def test_findings_at_one_place_keep_the_order_in_which_they_were_found() -> None:
    """Rules run in a fixed order, so no hash seed decides between findings that differ by a hint only."""
    found = [diagnostic(hint=f"hint {number}") for number in range(50)]
    assert Report(diagnostics=found).diagnostics == tuple(found)


def test_equal_reports_are_equal_and_hash_alike() -> None:
    one, other = (Report(diagnostics=order, files=2) for order in (IN_ORDER, IN_ORDER[::-1]))
    assert one == other
    assert hash(one) == hash(other)
    assert one != attrs.evolve(one, files=3)
    assert one != Report(diagnostics=IN_ORDER[1:], files=2)


def test_a_report_pickles() -> None:
    report = Report(
        diagnostics=[
            diagnostic(hint="do", notes=("n",), related=((Location("b.toml", ("models", 0), None, "x"), "here"),)),
            *IN_ORDER,
        ],
        files=3,
        models=4,
    )
    assert pickle.loads(pickle.dumps(report)) == report


def test_counts_go_by_severity() -> None:
    report = Report(
        diagnostics=[
            diagnostic(),
            diagnostic(line=2, severity=Severity.WARNING),
            diagnostic(line=3, severity=Severity.INFO),
        ]
    )
    assert [report.count(severity) for severity in Severity] == [1, 1, 1]
    assert report.errors == (diagnostic(),)
    assert not report.ok
    assert Report(diagnostics=[diagnostic(severity=Severity.WARNING)]).ok


def test_a_report_without_findings_is_still_a_report() -> None:
    assert Report()
    assert Report().ok
    assert len(Report()) == 0
    assert Report().concise() == "no findings"


def test_one_line_tells_place_severity_code_and_message() -> None:
    assert str(diagnostic(line=3, column=7)) == "a.toml:3:7: error LR101 text"
    assert str(diagnostic(line=None)) == "a.toml: error LR101 text"


@pytest.mark.parametrize(
    ("count", "lines", "last"),
    [(20, 20, "a.toml:20:1: error LR101 text"), (21, 21, "and 1 more"), (50, 21, "and 30 more")],
)
def test_concise_stops_at_twenty(count: int, lines: int, last: str) -> None:
    text = Report(diagnostics=[diagnostic(line=number) for number in range(1, count + 1)]).concise().splitlines()
    assert (len(text), text[-1]) == (lines, last)


def test_concise_shows_errors_before_anything_else() -> None:
    warnings = [diagnostic(line=line, severity=Severity.WARNING) for line in range(1, 30)]
    assert Report(diagnostics=[*warnings, diagnostic("z.toml")]).concise() == "z.toml:1:1: error LR101 text"
    assert "warning" in Report(diagnostics=warnings).concise()


def test_a_diagnostic_cannot_change() -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        diagnostic().code = "LR102"  # type: ignore[misc]
