"""Registry text for places where some characters have a meaning. It is untrusted: a name may hold anything."""

from __future__ import annotations

from llmreg.rendering.terminal import printable

__all__ = ["csv_cell", "html_text", "markdown_text"]

_MARKDOWN = {char: f"\\{char}" for char in "\\|`*_[]<>#~"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def markdown_text(text: str) -> str:
    """The text for a cell of a Markdown table."""
    return "".join(_MARKDOWN.get(char, char) for char in printable(text))


def html_text(text: str) -> str:
    """The text for an element or a quoted attribute of HTML."""
    from html import escape

    return escape(printable(text), quote=True)


def csv_cell(text: str) -> str:
    """The text for a cell of a CSV file, which no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
