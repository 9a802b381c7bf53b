"""Every exception that llmreg raises on purpose.

    LlmregError
    ├── InvalidRegistryError (ValueError)        load() met errors; `.report` has them all
    ├── UnknownRecordError (LookupError)         an id that the registry does not hold
    │   ├── UnknownModelError
    │   ├── UnknownVendorError
    │   ├── UnknownFamilyError
    │   ├── UnknownReleaseError
    │   ├── UnknownPlatformError
    │   ├── UnknownLicenseError
    │   └── UnknownGroupError                    a group of languages
    ├── AmbiguousModelError (LookupError)        a name that means several models; `.candidates`
    ├── UnknownFieldError (LookupError)          a field path that no model has
    ├── QueryError (ValueError)                  a query that cannot be read or names what is not there; `.span`, `.hint`
    ├── ComparisonSizeError (ValueError)         fewer models to compare than two, or more than eight
    ├── ChartError (ValueError)                  a chart that cannot be drawn: no such kind, or an option that is not for it
    ├── UndecidableError (ValueError)            a yes or no was asked of a fact that is not known well enough
    ├── InvalidSettingsError (ValueError)        llmreg.toml or [tool.llmreg] in pyproject.toml is not what it should be
    ├── ImportSourceError (ValueError)           an import that cannot be done; nothing was changed
    └── MissingExtraError (ImportError)          a package of an extra is needed and not installed; `.extra`

Bad data is never an exception but a `Diagnostic`: see `llmreg.check`. All exceptions pickle: their
arguments are passed up whole and their text is made when it is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from llmreg.diagnostics import Report

__all__ = [
    "AmbiguousModelError",
    "ChartError",
    "ComparisonSizeError",
    "ImportSourceError",
    "InvalidRegistryError",
    "InvalidSettingsError",
    "LlmregError",
    "MissingExtraError",
    "QueryError",
    "UndecidableError",
    "UnknownFamilyError",
    "UnknownFieldError",
    "UnknownGroupError",
    "UnknownLicenseError",
    "UnknownModelError",
    "UnknownPlatformError",
    "UnknownRecordError",
    "UnknownReleaseError",
    "UnknownVendorError",
]


def quoted_list(names: tuple[str, ...]) -> str:
    """`a`, `b` or `c`, for the end of an error text."""
    marked = [f"`{name}`" for name in names]
    return " or ".join([", ".join(marked[:-1]), marked[-1]] if len(marked) > 1 else marked)


class LlmregError(Exception):
    """The root of all exceptions of this package."""


def message_and_hint(error: LlmregError) -> tuple[str, str]:
    """What is wrong and what to do, apart, for a report that names the place itself; the second may be empty."""
    return getattr(error, "message", None) or str(error), getattr(error, "hint", None) or ""


class InvalidRegistryError(LlmregError, ValueError):
    """A registry has errors, so there is no Registry to give.

    Attributes:
        report: everything that `llmreg.check` found there, warnings included.
    """

    def __init__(self, report: Report) -> None:
        super().__init__(report)
        self.report = report

    def __str__(self) -> str:
        return self.report.concise()


class _UnknownError(LlmregError, LookupError):
    noun: ClassVar[str] = "record"

    def __init__(self, name: str, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(name, suggestions)
        self.name = name
        self.suggestions = suggestions

    def __str__(self) -> str:
        hint = f"; did you mean {quoted_list(self.suggestions)}?" if self.suggestions else ""
        return f"unknown {self.noun} `{self.name}`{hint}"


class UnknownRecordError(_UnknownError):
    """The registry holds no record of that id.

    Attributes:
        name: what was asked for.
        suggestions: up to three ids that look like it, best first; often empty, never chosen for you.
    """


class UnknownModelError(UnknownRecordError):
    """No model has this id, alias or id on a platform."""

    noun = "model"


class UnknownVendorError(UnknownRecordError):
    """No vendor has this id."""

    noun = "vendor"


class UnknownFamilyError(UnknownRecordError):
    """No family has this id."""

    noun = "family"


class UnknownReleaseError(UnknownRecordError):
    """No release has this id."""

    noun = "release"


class UnknownPlatformError(UnknownRecordError):
    """No platform has this id."""

    noun = "platform"


class UnknownLicenseError(UnknownRecordError):
    """No licence file of the registry has this id."""

    noun = "licence"


class UnknownGroupError(UnknownRecordError):
    """No group of languages has this name, and it is no language tag either."""

    noun = "group of languages"


class UnknownFieldError(_UnknownError):
    """No model has a field of this path.

    Attributes:
        name: the path that was asked for.
        suggestions: up to three field paths that look like it.
    """

    noun = "field"


class AmbiguousModelError(LlmregError, LookupError):
    """A name that means several models; llmreg does not choose.

    Attributes:
        name: what was asked for.
        candidates: the ids of the models it may mean, sorted.
    """

    def __init__(self, name: str, candidates: tuple[str, ...]) -> None:
        super().__init__(name, candidates)
        self.name = name
        self.candidates = candidates

    def __str__(self) -> str:
        return f"`{self.name}` may mean {quoted_list(self.candidates)}; name the platform or the full id"


class QueryError(LlmregError, ValueError):
    """A query that cannot be read, or that names what is not there. Its text points at the place.

    Attributes:
        message: what is wrong, in one line.
        query: the query as it was given.
        span: where it is wrong, as offsets into `query` (from 0, the end not included); `None` where it is nowhere.
        hint: what to write instead; `None` where nothing better is known.
        suggestion: the whole query with that put right; it can be parsed. `None` where there is none.
    """

    def __init__(
        self,
        message: str,
        query: str = "",
        span: tuple[int, int] | None = None,
        hint: str | None = None,
        suggestion: str | None = None,
    ) -> None:
        super().__init__(message, query, span, hint, suggestion)
        self.message = message
        self.query = query
        self.span = span
        self.hint = hint
        self.suggestion = suggestion

    def __str__(self) -> str:
        lines = [_printable(self.message)]
        if self.span is not None and self.query:
            lines += _pointed(_printable(self.query), *self.span)
        if self.hint:
            lines += _wrapped(_printable(f"help: {self.hint}"))
        return "\n".join(lines)


_LINE = 100
"""Longer queries are shown in part."""


def _printable(text: str) -> str:
    """The text on one line, without characters that would steer a terminal."""
    return "".join(
        char if char.isprintable() else " " if char.isspace() else "\N{REPLACEMENT CHARACTER}" for char in text
    )


def _pointed(query: str, start: int, end: int) -> list[str]:
    """The query on one line, and carets under a part of it."""
    first = max(0, start - _LINE // 2) if len(query) > _LINE else 0
    last = min(len(query), first + _LINE)
    before = ("..." if first else "") + query[first:start]
    marked = query[start : max(start, min(end, last))]
    after = query[start + len(marked) : last] + ("..." if last < len(query) else "")
    return [f"  {before}{marked}{after}", f"  {' ' * _columns(before)}{'^' * max(1, _columns(marked))}"]


def _wrapped(text: str) -> list[str]:
    from textwrap import wrap

    return wrap(
        text,
        _LINE,
        initial_indent="  ",
        subsequent_indent="        ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


class ComparisonSizeError(LlmregError, ValueError):
    """Fewer models to compare than two, or more than eight.

    Attributes:
        count: how many there were.
        least: how many it takes.
        most: how many fit.
    """

    def __init__(self, count: int, least: int, most: int) -> None:
        super().__init__(count, least, most)
        self.count = count
        self.least = least
        self.most = most

    def __str__(self) -> str:
        remedy = "name another one" if self.count < self.least else "leave some out, or list them with `find`"
        return f"a comparison takes {self.least} to {self.most} models, not {self.count}; {remedy}"


class ChartError(LlmregError, ValueError):
    """A chart that cannot be drawn: there is no such kind, or an option is not for it; the text says what to write instead."""


class UndecidableError(LlmregError, ValueError):
    """A plain yes or no was asked of a fact that is not known well enough to give one."""


class InvalidSettingsError(LlmregError, ValueError):
    """The settings of a project cannot be read or are not what they should be; the text says what and where."""


class ImportSourceError(LlmregError, ValueError):
    """An import that cannot be done: there is no such format or file, the file is not what its format says, or the registry
    cannot be written. Nothing was changed."""


class MissingExtraError(LlmregError, ImportError):
    """Something needs a package that comes with an extra of llmreg and is not installed.

    Attributes:
        extra: the extra: `pip install "llmreg[extra]"`.
        package: the package that is missing.
        purpose: what it is needed for.
    """

    def __init__(self, extra: str, package: str, purpose: str) -> None:
        super().__init__(extra, package, purpose)
        self.extra = extra
        self.package = package
        self.purpose = purpose

    def __str__(self) -> str:
        return f'{self.package} is needed to {self.purpose}; install it with: pip install "llmreg[{self.extra}]"'
