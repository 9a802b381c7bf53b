"""Licence expressions, and the classes of licences: what a licence file says, else what is known of the SPDX list."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from pkgutil import get_data
from typing import TypeAlias, TypedDict

from llmreg.querying.logic import Truth, conjunction, disjunction
from llmreg.schema.license import License
from llmreg.vocabulary import Answer

__all__ = ["class_of", "holds", "license_ids", "listed_id", "listed_ids"]

RESTRICTIONS = frozenset(["copyleft", "noncommercial", "conditional", "custom"])
"""Classes that bind rather than allow. Under `A OR B` one holds only if both have it, since one may take the other licence."""

_TOKEN = re.compile(r"[()]|[^\s()]+")

Tree: TypeAlias = "str | tuple[str, tuple[Tree, ...]]"
"""A licence id, or `AND` / `OR` with its parts. Exceptions behind WITH are left out: they only allow more."""


def holds(expression: str, leaf: Callable[[str], Truth], *, restriction: bool = False) -> Truth:
    """Whether an SPDX expression satisfies a question about single licences.

    Under OR either licence will do, under AND both must. Of a restriction it is the other way round.
    """
    return _holds(_tree(expression), leaf, restriction=restriction)


def _holds(tree: Tree, leaf: Callable[[str], Truth], *, restriction: bool) -> Truth:
    if isinstance(tree, str):
        return leaf(tree)
    answers = (_holds(part, leaf, restriction=restriction) for part in tree[1])
    return disjunction(answers) if (tree[0] == "OR") != restriction else conjunction(answers)


def license_ids(expression: str) -> tuple[str, ...]:
    """The licences that an expression names, in its order."""

    def leaves(tree: Tree) -> Iterable[str]:
        if isinstance(tree, str):
            yield tree
        else:
            for part in tree[1]:
                yield from leaves(part)

    return tuple(dict.fromkeys(leaves(_tree(expression))))


@lru_cache(maxsize=4096)
def _tree(expression: str) -> Tree:
    """Read an expression; what cannot be read is taken as the name of a licence."""
    tokens = _TOKEN.findall(expression)
    if len(tokens) > 200:
        return expression
    try:
        tree, rest = _read(tokens, "OR")
    except (IndexError, ValueError):
        return expression
    return expression if rest else tree


def _read(tokens: list[str], operator: str) -> tuple[Tree, list[str]]:
    parts = []
    while True:
        part, tokens = _read(tokens, "AND") if operator == "OR" else _read_one(tokens)
        parts.append(part)
        if not tokens or tokens[0].upper() != operator:
            return parts[0] if len(parts) == 1 else (operator, tuple(parts)), tokens
        tokens = tokens[1:]


def _read_one(tokens: list[str]) -> tuple[Tree, list[str]]:
    tree: Tree
    if tokens[0] == "(":
        tree, tokens = _read(tokens[1:], "OR")
        if tokens[0] != ")":
            raise ValueError
    elif tokens[0].upper() in (")", "AND", "OR", "WITH"):
        raise ValueError
    else:
        tree = tokens[0]
    tokens = tokens[1:]
    return tree, tokens[2:] if tokens and tokens[0].upper() == "WITH" else tokens


def class_of(name: str, license_id: str, records: Mapping[str, License]) -> Truth:
    """Whether a licence is of a class; `None` where neither its file nor the SPDX list tells.

    Args:
        name: `osi`, `permissive`, `copyleft`, `commercial-ok`, `conditional`, `noncommercial` or `custom`.
        license_id: SPDX id or `LicenseRef-*`.
        records: the licence files of the registry.
    """
    if name == "custom":
        return license_id.startswith(("LicenseRef-", "DocumentRef-"))
    record = records.get(license_id)
    stated = _stated(name, record) if record else None
    return _listed(name, license_id) if stated is None else stated


def _stated(name: str, record: License) -> Truth:
    use = record.commercial_use
    if name == "osi":
        return record.osi
    if name == "copyleft":
        return record.share_alike
    if name == "permissive":
        allowed = (record.commercial_use, record.derivatives, record.redistribution)
        answers = [None if each is None else each is Answer.YES for each in allowed]
        alike = None if record.share_alike is None else not record.share_alike
        return conjunction([*answers, alike, not record.thresholds])
    wanted = {
        "commercial-ok": (Answer.YES, Answer.CONDITIONAL),
        "conditional": (Answer.CONDITIONAL,),
        "noncommercial": (Answer.NO,),
    }
    return None if use is None else use in wanted[name]


def _listed(name: str, license_id: str) -> Truth:
    flags = _spdx()["licenses"].get(license_id.removesuffix("+"))
    if flags is None:
        return None
    if name == "osi":
        return "o" in flags
    if name in ("permissive", "copyleft"):
        return name[0] in flags if any(flag in flags for flag in "pcx") else None
    free = any(flag in flags for flag in "opc")
    if "n" not in flags and not free:
        return None
    return {"commercial-ok": "n" not in flags, "conditional": False, "noncommercial": "n" in flags}[name]


class _Data(TypedDict):
    spdx_list: str
    categories_date: str
    licenses: dict[str, str]
    """Id to flags: `o` OSI-approved, `p` permissive, `c` copyleft, `x` neither, `n` not for commercial use."""


@cache
def _spdx() -> _Data:
    data: _Data = json.loads(get_data("llmreg", "data/licenses.json") or b"")
    return data


@cache
def _by_lower_case() -> dict[str, str]:
    return {name.lower(): name for name in _spdx()["licenses"]}


def listed_ids() -> Iterable[str]:
    """The ids of the SPDX list."""
    return _spdx()["licenses"]


def listed_id(text: str) -> str | None:
    """The id of the SPDX list that this is in any case, `None` where it is none."""
    return _by_lower_case().get(text.lower())
