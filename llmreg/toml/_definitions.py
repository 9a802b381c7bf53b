"""What the keys and headers of a TOML text have defined so far, and what may not be defined again.

TOML lets a table be opened once by a header, be filled by dotted keys from one place only, and never be
extended from outside once it is an inline table or an item of an array.
"""

from __future__ import annotations

from typing import NoReturn

import attrs

from llmreg.source import KeyPath, format_key_path
from llmreg.toml._faults import Fault, FaultError

__all__ = ["ARRAY", "INLINE", "TABLE", "VALUE", "Node", "Part", "enter_header", "enter_key"]

VALUE, ARRAY, INLINE = "a value", "an array", "an inline table"
TABLE, _DOTTED, _TABLES = "a table", "dotted keys", "an array of tables"
_WHOLE = (VALUE, ARRAY, INLINE)


@attrs.frozen
class Part:
    """One part of a dotted name, and where the name up to its end is written."""

    name: str
    start: int
    end: int


@attrs.define
class Node:
    """What stands at a key path so far."""

    kind: str
    start: int
    end: int
    implied: bool = False
    """Whether it is only known from the headers of tables inside it."""
    inside: dict[str, Node] = attrs.Factory(dict)
    """For an array of tables: of its last table."""
    number: int = 0
    """The index of the last table of an array of tables."""


def enter_header(root: Node, parts: list[Part], *, several: bool) -> tuple[Node, KeyPath]:
    """Enter the table of a header, of `[[...]]` if `several`; returns it and its path."""
    node = root
    path: KeyPath = ()
    for part in parts[:-1]:
        path = (*path, part.name)
        inner = node.inside.get(part.name)
        if inner is None:
            inner = node.inside[part.name] = Node(TABLE, part.start, part.end, implied=True)
        elif inner.kind in _WHOLE:
            _fail_twice(inner, TABLE, path, part)
        if inner.kind == _TABLES:
            path = (*path, inner.number)
        node = inner
    last = parts[-1]
    path = (*path, last.name)
    known = node.inside.get(last.name)
    kind = _TABLES if several else TABLE
    if known is None:
        known = node.inside[last.name] = Node(kind, last.start, last.end)
    elif several and known.kind == _TABLES:
        known.inside, known.number = {}, known.number + 1
    elif known.implied and not several:
        known.start, known.end, known.implied = last.start, last.end, False
    else:
        _fail_twice(known, kind, path, last)
    return known, (*path, known.number) if several else path


def enter_key(table: Node, path: KeyPath, parts: list[Part], kind: str) -> None:
    """Enter a key with a value into the table that it stands in, which has this path."""
    node = table
    for part in parts[:-1]:
        path = (*path, part.name)
        inner = node.inside.get(part.name)
        if inner is None:
            inner = node.inside[part.name] = Node(_DOTTED, part.start, part.end)
        elif inner.implied:
            inner.kind, inner.implied = _DOTTED, False
        elif inner.kind != _DOTTED:
            _fail_twice(inner, _DOTTED, path, part)
        node = inner
    last = parts[-1]
    known = node.inside.get(last.name)
    if known is not None:
        _fail_twice(known, kind, (*path, last.name), last)
    node.inside[last.name] = Node(kind, last.start, last.end)


def _fail_twice(first: Node, second: str, path: KeyPath, part: Part) -> NoReturn:
    name = format_key_path(path)
    hint = None
    if first.kind == second == TABLE:
        message = f"table `{name}` is defined twice"
    elif first.kind in _WHOLE and second in _WHOLE:
        message = f"`{name}` is set twice"
    else:
        message = f"`{name}` is set twice, as {first.kind} and as {second}"
        if first.kind == INLINE:
            hint = "nothing can be added to an inline table; write all of it inside the braces, or as a table with a header"
        elif first.kind == ARRAY:
            hint = f"nothing can be added to an array; write all of it inside the brackets, or every table under `[[{name}]]`"
    related = ((first.start, first.end, "first set here"),)
    fault = Fault(code="LR003", message=message, start=part.start, end=part.end, path=path, hint=hint, related=related)
    raise FaultError(fault)
