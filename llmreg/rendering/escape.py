"""Registry text for places where some characters have a meaning. It is untrusted: a name may hold anything."""

from __future__ import annotations

import re

from llmreg.rendering.terminal import printable

__all__ = [
    "csv_cell",
    "html_text",
    "latex_text",
    "latex_url",
    "link_target",
    "markdown_text",
    "rst_link",
    "rst_text",
    "typst_string",
    "typst_text",
]

_MARKDOWN = {char: f"\\{char}" for char in "\\|`*_[]<>#~$"}
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


def link_target(url: str) -> str:
    """A link between angle brackets or parentheses of Markdown, which must not end early."""
    return "".join(f"%{ord(char):02X}" if char in "<>\\`| ()" or not char.isprintable() else char for char in url)


_RST = re.compile(r"[\\`*|]|_(?!\w)|(?<!\w)_")


def rst_text(text: str) -> str:
    """The text for a cell of reStructuredText. What would open a list or a directive at its start is escaped too."""
    escaped = _RST.sub(lambda match: f"\\{match.group()}", printable(text))
    return f"\\{escaped}" if escaped[:1] in ("-", "+", ".", "#", ":", ">", "=", "[", "\N{BULLET}") else escaped


def rst_link(text: str, url: str) -> str:
    """An anonymous hyperlink."""
    shown = re.sub(r"[<>]", r"\\\g<0>", rst_text(text))
    target = "".join(f"%{ord(char):02X}" if char in "<>` \\" or not char.isprintable() else char for char in url)
    return f"`{shown} <{target}>`__"


_LATEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    **{char: f"\\{char}" for char in "&%$#_{}"},
}


def latex_text(text: str) -> str:
    """The text for LaTeX."""
    escaped = "".join(_LATEX.get(char, char) for char in printable(text))
    return f"{{}}{escaped}" if escaped.startswith("[") else escaped  # behind \\ a bracket would be an option


def latex_url(url: str) -> str:
    r"""A link for `\\href` and `\\url`, also within other commands."""
    return "".join(
        f"\\{char}" if char in "%#&" else f"\\%{ord(char):02X}" if char in "\\{}^~ " or not char.isprintable() else char
        for char in url
    )


_TYPST = re.compile(r"[\\#$*_`\[\]@<>~]|/(?=[/*])|-(?=[-?])|^[=+/-]|(?<=^\d)\.")


def typst_text(text: str) -> str:
    """The text for a content block of Typst."""
    return _TYPST.sub(r"\\\g<0>", printable(text))


def typst_string(text: str) -> str:
    """A string of Typst, in quotes."""
    return '"' + re.sub(r'["\\]', r"\\\g<0>", printable(text)) + '"'
