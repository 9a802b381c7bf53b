"""What is wrong with data: `Diagnostic`, and `Report`, which holds them in their order.

Nothing here knows how a report is shown; see `llmreg.rendering`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import attrs

from llmreg.source import Location
from llmreg.vocabulary import Severity

__all__ = ["Diagnostic", "Report", "Severity"]

_CONCISE_LIMIT = 20


@attrs.frozen(kw_only=True)
class Diagnostic:
    """One finding. The message stands alone: what is there, and what was expected."""

    code: str
    """Code of the rule: `LR102`."""
    severity: Severity
    """How bad it is."""
    message: str
    """One line, lower case, no full stop."""
    location: Location
    """Where to look."""
    related: tuple[tuple[Location, str], ...] = ()
    """Other places that matter, each with a few words."""
    notes: tuple[str, ...] = ()
    """Facts that help to judge it."""
    hint: str | None = None
    """What to do."""

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """The order of a report: file, line, column, code, message."""
        span = self.location.span
        line, column = (span.start.line, span.start.column) if span else (0, 0)
        return self.location.file, line, column, self.code, self.message

    def __str__(self) -> str:
        return f"{self.location}: {self.severity} {self.code} {self.message}"


def _in_order(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(dict.fromkeys(found), key=lambda each: each.sort_key))


@attrs.frozen(kw_only=True)
class Report:
    """Everything that a check found, in a fixed order: by file, line, column and code."""

    diagnostics: tuple[Diagnostic, ...] = attrs.field(default=(), converter=_in_order)
    """The findings, each once."""
    files: int = 0
    """How many files were read."""
    models: int = 0
    """How many models could be read."""

    def count(self, severity: Severity) -> int:
        """How many findings are of this severity."""
        return self.counts[severity]

    @property
    def counts(self) -> Counter[Severity]:
        """How many findings there are of each severity."""
        return Counter(found.severity for found in self.diagnostics)

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The findings that keep the registry from loading."""
        return tuple(found for found in self.diagnostics if found.severity is Severity.ERROR)

    @property
    def ok(self) -> bool:
        """Whether nothing is an error."""
        return not self.errors

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.diagnostics)

    def __len__(self) -> int:
        return len(self.diagnostics)

    def __bool__(self) -> bool:
        """Always true: ask `ok` whether the registry is fine, `len()` how much was found."""
        return True

    def concise(self) -> str:
        """One line a finding, the errors only where there are some; at most 20, then how many more."""
        shown = self.errors or self.diagnostics
        lines = [str(found) for found in shown[:_CONCISE_LIMIT]]
        if len(shown) > _CONCISE_LIMIT:
            lines.append(f"and {len(shown) - _CONCISE_LIMIT} more")
        return "\n".join(lines) or "no findings"
