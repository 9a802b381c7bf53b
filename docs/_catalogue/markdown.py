"""Pieces of MyST for pages of the catalogue. Whatever comes from the registry is escaped: a name may hold anything."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from llmreg.languages import language_name
from llmreg.rendering.escape import link_target, markdown_text
from llmreg.schema.source import Source

__all__ = [
    "container",
    "field_list",
    "link",
    "native_names",
    "raw_html",
    "source_link",
    "table",
    "text",
    "to_family",
    "to_vendor",
]

_OPENS_LIST = re.compile(r"(\d*)(?=[-+.)](?: |$))")
_SHOWN = 48
"""No link is longer in print."""


def text(plain: str) -> str:
    """A text without markup, at any place of a page."""
    escaped = markdown_text(plain).replace("&", "&amp;").replace("{", "&#123;").replace(":::", "\\:\\:\\:")
    return _OPENS_LIST.sub(r"\1\\", escaped, count=1) if _OPENS_LIST.match(escaped) else escaped


def link(label: str, url: str) -> str:
    """A link to a page elsewhere."""
    return f"[{text(label)}](<{link_target(url)}>)"


def to_vendor(vendor: str, label: str) -> str:
    """A link to the page of a vendor."""
    return f"[{text(label)}](#vendor-{vendor})"


def to_family(family: str, label: str) -> str:
    """A link to the section of a family."""
    return f"[{text(label)}](#family-{family})"


def native_names(names: Iterable[tuple[str, str]]) -> str:
    """Names in other languages and scripts, each with its language."""
    return ", ".join(f"{text(name)} ({text(_language(tag))})" for tag, name in names)


def _language(tag: str) -> str:
    """`Chinese, Simplified` rather than `Chinese (Simplified)`, since it stands in parentheses."""
    return language_name(tag).replace(" (", ", ").removesuffix(")")


def source_link(source: Source) -> str:
    """A link to a source under its title, or under the ends of its address."""
    return link(source.title or _short(source.url), source.url)


def _short(url: str) -> str:
    parts = urlsplit(url)
    host, path = parts.netloc.removeprefix("www."), parts.path.strip("/")
    if len(host) + len(path) < _SHOWN:
        return f"{host}/{path}".rstrip("/")
    last = path.rpartition("/")[2]
    return f"{host}/.../{last[-_SHOWN:]}"


def field_list(fields: Iterable[tuple[str, str]]) -> str:
    """Names with values that are Markdown; those without a value are left out."""
    return "\n".join(f":{name}: {value}" for name, value in fields if value)


def table(header: Sequence[str], rows: Iterable[Sequence[str]], *, right: Iterable[int] = ()) -> str:
    """A table of cells that are Markdown already; the columns in `right` are of numbers."""
    numeric = set(right)
    marks = ["--:" if number in numeric else "---" for number in range(len(header))]
    return "\n".join(f"| {' | '.join(line)} |" for line in (header, marks, *rows))


def container(name: str, body: str) -> str:
    """Markdown in an element with a class; no line of it may begin with three colons."""
    return f":::{{container}} {name}\n{body}\n:::"


def raw_html(fragment: str, *classes: str) -> str:
    """A fragment of HTML as it stands, in an element with these classes.

    Tables of many models come as HTML, which docutils passes on; it would read the same tables in Markdown cell by cell.
    """
    opened, closed = (f'<div class="{" ".join(classes)}">\n', "</div>\n") if classes else ("", "")
    return f"```{{raw}} html\n{opened}{fragment}{closed}```"
