"""Finds the generated regions of a text.

A region begins behind a line with `llmreg:begin` and ends before one with `llmreg:end`, in whatever comments the language of the
document has: `<!-- -->`, `{/* */}`, `..`, `%`, `//`, `#`, `[//]: # ( )`. What stands on these lines beside the markers stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from llmreg.errors import quoted_list

__all__ = ["MarkerFault", "Region", "find_regions"]

_BEGIN = re.compile(r"llmreg:begin(?![\w:-])")
_END = re.compile(
    r"llmreg:end(?![\w:-])(?:[ \t]+(?P<name>(?![0-9a-f]{8}\b)[A-Za-z][\w-]*))?(?:[ \t]+(?P<sum>[0-9a-f]{8})\b)?"
)
_NAME = re.compile(r"[ \t]+(?P<name>[A-Za-z][\w-]*)(?![\w=-])")
_OPTION = re.compile(r"""[ \t]+(?P<key>[A-Za-z][\w-]*)=(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)')""")
_FENCE = re.compile(r"[ \t]{0,3}(?P<fence>`{3,}|~{3,})(?P<info>.*)")
_REST = re.compile(r"\w|=")


@attrs.frozen(kw_only=True)
class MarkerFault(Exception):  # noqa: N818  (it is reported, not raised to users)
    """Something wrong with the markers of a document."""

    line: int
    """From 1."""
    column: int
    """From 1, in code points."""
    message: str
    """What is wrong."""
    hint: str = ""
    """What to do."""


@attrs.frozen(kw_only=True)
class Region:
    """One generated region."""

    name: str
    """The name of a block of the settings; empty where the options alone say what to show."""
    options: dict[str, str]
    """What stands behind the name: `query="family:qwen"`."""
    first: int
    """The number of the line with `llmreg:begin`, from 1."""
    last: int
    """The number of the line with `llmreg:end`."""
    column: int
    """Where `llmreg:begin` stands in its line, from 1."""
    opening: str
    """What stands before it, without blanks: the beginning of a comment."""
    closing: str
    """What stands behind it, without blanks: the end of a comment."""
    indent: str
    """The blanks at the beginning of its line."""
    body: str
    """The lines between, with line feeds."""
    checksum: str | None
    """What the end marker says of the body that was written last."""

    @property
    def label(self) -> str:
        """How it is called in messages."""
        return f"region `{self.name}`" if self.name else "region"


def find_regions(text: str, *, fenced: bool) -> tuple[list[Region], list[MarkerFault]]:
    """The regions of a text, and what is wrong with its markers. A region with faults is left out.

    Args:
        text: with line feeds alone for line ends.
        fenced: whether blocks between fences of Markdown are examples, in which markers mean nothing.
    """
    regions: list[Region] = []
    faults: list[MarkerFault] = []
    lines = text.split("\n")
    begun: tuple[int, re.Match[str]] | None = None
    for number, line in _outside_fences(lines) if fenced else enumerate(lines, start=1):
        if begin := _BEGIN.search(line):
            if begun is not None:
                hint = f"end the one that begins in line {begun[0]} first, with llmreg:end"
                faults.append(_fault(number, begin, "a region cannot begin inside another one", hint))
            else:
                begun = number, begin
        elif end := _END.search(line):
            if begun is None:
                faults.append(
                    _fault(number, end, "llmreg:end without llmreg:begin", "remove it, or write llmreg:begin")
                )
                continue
            try:
                regions.append(_region(lines, begun, (number, end)))
            except MarkerFault as fault:
                faults.append(fault)
            begun = None
    if begun is not None:
        faults.append(_fault(*begun, "llmreg:begin without llmreg:end", "write llmreg:end in a comment below it"))
    faults += _doubles(regions)
    return regions, sorted(faults, key=lambda each: (each.line, each.column))


def _fault(line: int, match: re.Match[str], message: str, hint: str) -> MarkerFault:
    return MarkerFault(line=line, column=match.start() + 1, message=message, hint=hint)


def _outside_fences(lines: list[str]) -> Iterator[tuple[int, str]]:
    fence = ""
    for number, line in enumerate(lines, start=1):
        found = _FENCE.fullmatch(line)
        if fence:
            closes = found and found["fence"].startswith(fence) and not found["info"].strip()
            fence = "" if closes else fence
        elif found and not ("`" in found["fence"] and "`" in found["info"]):
            fence = found["fence"]
        else:
            yield number, line


def _region(lines: list[str], begun: tuple[int, re.Match[str]], ended: tuple[int, re.Match[str]]) -> Region:
    (first, begin), (last, end) = begun, ended
    line = lines[first - 1]
    name, options, at = "", {}, begin.end()
    if found := _NAME.match(line, at):
        name, at = found["name"], found.end()
    while option := _OPTION.match(line, at):
        key = option["key"].lower()
        if key in options:
            raise MarkerFault(line=first, column=option.start("key") + 1, message=f"`{key}` is set twice")
        options[key] = option["double"] if option["double"] is not None else option["single"]
        at = option.end()
    rest = line[at:]
    if wrong := _REST.search(rest):
        raise MarkerFault(
            line=first,
            column=at + wrong.start() + 1,
            message=f"cannot read `{rest[wrong.start() :].split()[0]}`",
            hint='write a name of the settings, or options such as query="family:qwen"',
        )
    if not name and not options:
        raise _fault(
            first, begin, "the region does not say what to show", 'write a name of the settings, or query="..."'
        )
    if end["name"] and end["name"] != name:
        raise _fault(
            last,
            end,
            f"the region that ends here is {quoted_list((name,)) if name else 'without a name'}",
            "write its name or none",
        )
    return Region(
        name=name,
        options=options,
        first=first,
        last=last,
        column=begin.start() + 1,
        opening=line[: begin.start()].strip(),
        closing=rest.strip(),
        indent=line[: len(line) - len(line.lstrip())],
        body="".join(f"{each}\n" for each in lines[first : last - 1]),
        checksum=end["sum"],
    )


def _doubles(regions: list[Region]) -> Iterator[MarkerFault]:
    seen: dict[str, Region] = {}
    for region in regions:
        if region.name and region.name in seen:
            yield MarkerFault(
                line=region.first,
                column=region.column,
                message=f"a second region `{region.name}`; the first is in line {seen[region.name].first}",
                hint="footnotes would get the same names; give it another block of the settings",
            )
        seen.setdefault(region.name, region)


def end_line(line: str, name: str, checksum: str) -> str:
    """The line of an end marker, with the name of its region and the checksum of its body."""
    words = " ".join(filter(None, ["llmreg:end", name, checksum]))
    return _END.sub(lambda _: words, line, count=1)
