"""`Fault`: something wrong with a part of a query, before it is known where that part stands."""

from __future__ import annotations

from llmreg.errors import QueryError, quoted_list
from llmreg.identifiers import suggest

__all__ = ["LONGEST_SHOWN", "Fault", "Span", "nearest", "shown"]

Span = tuple[int, int]
"""Offsets into the text of a query, the end not included."""

LONGEST_SHOWN = 60
"""Longer names are cut in messages, and get no suggestion, which would take long to look for."""


class Fault(Exception):  # noqa: N818  (it never leaves the package: `QueryError` does)
    """What is wrong, what to do, and what to write in place of the part that is wrong."""

    def __init__(
        self,
        message: str,
        hint: str | None = None,
        fix: str | None = None,
        span: Span | None = None,
        fix_span: Span | None = None,
    ) -> None:
        super().__init__(message, hint, fix, span, fix_span)
        self.message = message
        self.hint = hint
        self.fix = fix
        self.span = span
        self.fix_span = fix_span
        """What the fix replaces, where that is not just the place that is pointed at."""

    def at(self, span: Span | None) -> Fault:
        """The same with a place, if it has none."""
        return self if self.span or not span else Fault(self.message, self.hint, self.fix, span, self.fix_span)

    def as_error(self, query: str) -> QueryError:
        """The exception for the user. Its suggestion is the query with the fix put in, not yet tried."""
        repaired = None
        place = self.fix_span or self.span
        if self.fix is not None and place:
            repaired = query[: place[0]] + self.fix + query[place[1] :]
        return QueryError(self.message, query, self.span, self.hint, repaired)


def shown(text: str) -> str:
    """A name for a message: long ones are cut."""
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "..."


def nearest(
    name: str, known: tuple[str, ...] | frozenset[str], prefix: str = "", suffix: str = ""
) -> tuple[str | None, str | None]:
    """A hint and a fix for a name that is not known: `did you mean ...?` and the best of the candidates."""
    close = suggest(name, known, count=3) if len(name) <= LONGEST_SHOWN else ()
    if not close:
        return None, None
    return f"did you mean {quoted_list(tuple(prefix + each + suffix for each in close))}?", prefix + close[0]
