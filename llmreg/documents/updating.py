"""Brings the generated regions of documents up to date, or says which are not.

A file is written in one step, or not at all. A region that somebody edited by hand is left alone. What formatters do to a table, such as
padding its cells, is no change.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cached_property
from pathlib import Path

import attrs

from llmreg.documents.blocks import form_for, named_block, render_block, with_options
from llmreg.documents.markers import MarkerFault, Region, end_line, find_regions
from llmreg.errors import LlmregError, message_and_hint
from llmreg.paths import file_name, write_whole
from llmreg.registry import Registry
from llmreg.settings import Block

__all__ = ["DocumentState", "UpdatedDocument", "UpdatedRegion", "update_document"]

_FENCED = frozenset([".md", ".mdx", ".markdown", ".qmd", ".rmd"])
_AIRY = frozenset(["markdown", "myst", "rst"])
"""Forms in which a table must stand between empty lines."""


class DocumentState(StrEnum):
    """What can be said of a region."""

    CURRENT = "current"
    """It shows what the registry says."""
    OUTDATED = "outdated"
    """It shows something else, as it was written by llmreg."""
    EDITED = "edited"
    """Somebody changed it by hand, or wrote it before llmreg did."""
    BROKEN = "broken"
    """Its markers, its settings or its query are wrong."""


@attrs.frozen(kw_only=True)
class UpdatedRegion:
    """What became of one region."""

    name: str
    """Its name; empty where it has none."""
    line: int
    """Where it begins."""
    column: int
    """The same."""
    state: DocumentState
    """How it was found."""
    message: str = ""
    """What is wrong with it."""
    hint: str = ""
    """What to do."""


@attrs.frozen(kw_only=True, slots=False)
class UpdatedDocument:
    """What became of one document."""

    file: str
    """Its name as shown to the user."""
    regions: tuple[UpdatedRegion, ...]
    """Its regions, in their order; faults of markers too."""
    before: str = attrs.field(default="", repr=False)
    """Its text as it was found, with line feeds."""
    after: str = attrs.field(default="", repr=False)
    """Its text as it should be."""
    written: bool = False
    """Whether the file was changed."""
    problem: str = ""
    """Why it could not be read or written."""

    @cached_property
    def diff(self) -> str:
        """The difference as a unified diff; empty where there is none."""
        lines = difflib.unified_diff(
            self.before.splitlines(keepends=True),
            self.after.splitlines(keepends=True),
            f"a/{self.file}",
            f"b/{self.file}",
        )
        return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)

    def count(self, state: DocumentState) -> int:
        """How many of its regions are in a state."""
        return sum(region.state is state for region in self.regions)


def update_document(
    file: Path, registry: Registry, blocks: Mapping[str, Block], *, write: bool = True, force: bool = False
) -> UpdatedDocument:
    """Bring the regions of a document up to date.

    Args:
        file: a text in UTF-8; its line ends and a byte order mark stay.
        registry: what the regions show.
        blocks: what the names of regions mean.
        write: whether the file is changed; else it is only said how it should be.
        force: whether regions that were edited by hand are replaced.
    """
    shown = file_name(file)
    try:
        data = file.read_bytes()
        text = data.decode("utf-8")
    except OSError as error:
        return UpdatedDocument(file=shown, regions=(), problem=f"cannot read it: {error.strerror or error}")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return UpdatedDocument(
            file=shown, regions=(), problem=f"it is not UTF-8 (byte 0x{data[error.start]:02X} in line {line})"
        )
    windows = "\r\n" in text
    before = text.replace("\r\n", "\n")
    after, regions = _updated(before, file, registry, blocks, force=force)
    found = UpdatedDocument(file=shown, regions=tuple(regions), before=before, after=after)
    if after == before or not write:
        return found
    try:
        write_whole(file, (after.replace("\n", "\r\n") if windows else after).encode())
    except OSError as error:
        return attrs.evolve(found, problem=f"cannot write it: {error.strerror or error}")
    return attrs.evolve(found, written=True)


def _updated(
    text: str, file: Path, registry: Registry, blocks: Mapping[str, Block], *, force: bool
) -> tuple[str, list[UpdatedRegion]]:
    regions, faults = find_regions(text, fenced=file.suffix.lower() in _FENCED)
    lines = text.split("\n")
    done = [_broken(each) for each in faults]
    for number, region in reversed(list(enumerate(regions, start=1))):  # from the end, so that line numbers hold
        try:
            block = _block(region, blocks)
            form = form_for(file, block)
            body = _body(region, render_block(block, registry, form, region.name or f"llmreg-{number}"), form)
        except LlmregError as error:
            message, hint = message_and_hint(error)
            done.append(_said(region, DocumentState.BROKEN, f"{region.label}: {message}", hint))
            continue
        state = _state(region, body)
        replaced = state is DocumentState.OUTDATED or (state is DocumentState.EDITED and force)
        if replaced:
            lines[region.first : region.last - 1] = body.split("\n")[:-1]
        if replaced or (state is DocumentState.CURRENT and region.checksum != checksum_of(body)):
            at = region.first + (body.count("\n") if replaced else region.last - region.first - 1)
            lines[at] = end_line(lines[at], region.name, checksum_of(body))
        done.append(_said(region, state, *_EXPLAINED.get(state, ("", ""))))
    return "\n".join(lines), sorted(done, key=lambda each: (each.line, each.column))


_EXPLAINED = {
    DocumentState.EDITED: (
        "what stands in it was not written by llmreg, or was edited since",
        "move the text out of the region, or let --force replace it",
    ),
    DocumentState.OUTDATED: ("it no longer says what the registry says", ""),
}


def _said(region: Region, state: DocumentState, message: str, hint: str) -> UpdatedRegion:
    return UpdatedRegion(
        name=region.name, line=region.first, column=region.column, state=state, message=message, hint=hint
    )


def _broken(fault: MarkerFault) -> UpdatedRegion:
    return UpdatedRegion(
        name="",
        line=fault.line,
        column=fault.column,
        state=DocumentState.BROKEN,
        message=fault.message,
        hint=fault.hint,
    )


def _block(region: Region, blocks: Mapping[str, Block]) -> Block:
    if not region.name:
        return with_options(Block(), region.options)
    return with_options(named_block(region.name, blocks), region.options)


def _state(region: Region, body: str) -> DocumentState:
    """Whether a region is as it should be, or else as llmreg left it."""
    there = _essence(region.body)
    if there == _essence(body):
        return DocumentState.CURRENT
    if not there or region.checksum == checksum_of(region.body):
        return DocumentState.OUTDATED
    return DocumentState.EDITED


# --- the lines between the markers


def _body(region: Region, text: str, form: str) -> str:
    """The lines of a region: the block, what keeps formatters off, and empty lines where the form needs them."""
    lines = text.removesuffix("\n").split("\n")
    before, after = _guards(region, form)
    if form in _AIRY:
        lines = ["", *lines, ""]
    indented = (f"{region.indent}{line}".rstrip() if line else "" for line in [*before, *lines, *after])
    return "".join(f"{line}\n" for line in indented)


def _guards(region: Region, form: str) -> tuple[Iterable[str], Iterable[str]]:
    """Comments that make prettier and markdownlint leave the table as it is, in the comments of the markers."""
    if form not in ("markdown", "myst") or (region.opening, region.closing) not in _KNOWN_COMMENTS:
        return (), ()
    words = ("prettier-ignore-start", "markdownlint-disable"), ("markdownlint-enable", "prettier-ignore-end")
    opened, closed = ([f"{region.opening} {word} {region.closing}" for word in each] for each in words)
    return opened, closed


_KNOWN_COMMENTS = (("<!--", "-->"), ("{/*", "*/}"))
_MARKUP = re.compile(r"\\(?=[^\w\s])|-(?=-)|:(?=-)|(?<=-):|[ \t]+(?=\|)|(?<=\|)[ \t]+")


def _essence(body: str) -> str:
    """What a body says, without what formatters may change: empty lines, blanks, padding, escapes that are not needed."""
    lines = (" ".join(_MARKUP.sub("", line).split()) for line in body.split("\n"))
    return "\n".join(line for line in lines if line)


def checksum_of(body: str) -> str:
    """Eight hexadecimal digits that change with what a body says."""
    return hashlib.sha256(_essence(body).encode()).hexdigest()[:8]
