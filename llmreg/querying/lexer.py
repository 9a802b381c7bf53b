"""The characters of a query, taken apart as far as its grammar asks for; every piece knows its place."""

from __future__ import annotations

import re

from llmreg.querying.faults import Fault, Span

__all__ = ["Scanner"]

_BLANK = re.compile(r"\s+")
_NAME = re.compile(r"[^\s()\",:<>=!~|&\\]+")
_VALUE = re.compile(r"[^\s()\",<>=!~|&\\]+")
_OPERATOR = re.compile(r"===|==|~=|!=|<=|>=|<|>|=")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_REST = re.compile(r"[^\s()]*")


class Scanner:
    """Reads a query from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    @property
    def next(self) -> str:
        """The next character, empty at the end."""
        return self.text[self.at : self.at + 1]

    def skip_blanks(self) -> bool:
        """Go to the next character that is no blank; whether there were any."""
        match = _BLANK.match(self.text, self.at)
        if match:
            self.at = match.end()
        return match is not None

    def take(self, pattern: re.Pattern[str]) -> str:
        """What a pattern matches here, empty where it does not."""
        match = pattern.match(self.text, self.at)
        if match is None:
            return ""
        self.at = match.end()
        return match[0]

    def name(self) -> str:
        """A word up to a colon or an operator."""
        return self.take(_NAME)

    def value(self) -> str:
        """A word in a value; colons belong to it, as in `qwen2.5:7b`."""
        return self.take(_VALUE)

    def operator(self) -> str:
        """An operator such as `>=`, empty where there is none."""
        return self.take(_OPERATOR)

    def operator_ahead(self) -> bool:
        """Whether an operator comes next, perhaps after blanks."""
        match = _BLANK.match(self.text, self.at)
        return _OPERATOR.match(self.text, match.end() if match else self.at) is not None

    def string(self) -> str:
        """A text in quotes, without them.

        Raises:
            Fault: the quotes are not closed.
        """
        start = self.at
        match = _STRING.match(self.text, start)
        if match is None:
            raise Fault("this quote is not closed", 'end the text with "', span=(start, len(self.text)))
        self.at = match.end()
        return _ESCAPE.sub(r"\1", match[1])

    def rest_of_term(self, start: int) -> Span:
        """From a place to the next blank or parenthesis after the current one, which is then passed."""
        self.take(_REST)
        return start, self.at

    def word_ahead(self) -> tuple[str, Span]:
        """The next word without taking it."""
        match = _NAME.match(self.text, self.at)
        return (match[0], match.span()) if match else ("", (self.at, self.at))
