"""Versions: PEP 440 where it can read them, else the order that the family names, else not comparable.

Prereleases always count: whoever asks for `>=2` wants to see `3rc1` too.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from functools import lru_cache

from packaging.specifiers import InvalidSpecifier, Specifier
from packaging.version import InvalidVersion, Version

from llmreg.querying.ast import Clause
from llmreg.querying.faults import Fault, shown
from llmreg.querying.logic import Truth, conjunction

__all__ = ["in_order", "is_version", "read_clauses", "satisfies", "sort_key"]

_ORDER = {sign: place for place, sign in enumerate((">=", ">", "==", "===", "~=", "!=", "<=", "<"))}
_BY_ORDER: dict[str, Callable[[int, int], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "===": operator.eq,
    "!=": operator.ne,
}


def read_clauses(pairs: Sequence[tuple[str, str]]) -> tuple[Clause, ...]:
    """Clauses from pairs of operator and version, each once and in one order.

    Raises:
        Fault: an operator cannot go with its version, or no version can satisfy them all.
    """
    clauses = tuple(
        sorted({Clause(sign, operand) for sign, operand in pairs}, key=lambda c: (_ORDER[c.operator], c.operand))
    )
    for clause in clauses:
        _check(clause)
    if not _satisfiable(clauses):
        written = ",".join(sign + operand for sign, operand in pairs)
        raise Fault(f"no version can satisfy `{shown(written)}`")
    return clauses


def _check(clause: Clause) -> None:
    """PEP 440 knows which operators go with which versions."""
    operand = clause.operand.removesuffix(".*")
    if _version(operand) is None:
        if clause.operator not in _BY_ORDER or "*" in clause.operand:
            raise Fault(f"`{shown(clause.operand)}` is not a version that `{clause.operator}` can be used with")
        return
    try:
        Specifier(str(clause))
    except InvalidSpecifier:
        if clause.operator == "~=" and "." not in operand:
            fixed = f"~={operand}.0"
            raise Fault(f"`~={operand}` needs two numbers", f"write {fixed}, or >={operand}", fixed) from None
        if "*" in clause.operand:
            fixed = clause.operator + operand
            raise Fault(
                f"`*` goes with == and != only, not with `{clause.operator}`", f"write {fixed}", fixed
            ) from None
        raise Fault(f"`{shown(str(clause))}` is not a version specifier") from None


def _satisfiable(clauses: Sequence[Clause]) -> bool:
    """Whether bounds that PEP 440 can read leave room, and a fixed version keeps within all of them."""
    fixed = [c.operand for c in clauses if c.operator == "==" and _version(c.operand)]
    if fixed:
        return all(satisfies((clause,), fixed[0], ()) is not False for clause in clauses)
    low = [(v, c.operator == ">") for c in clauses if c.operator in (">", ">=") and (v := _version(c.operand))]
    high = [(v, c.operator == "<") for c in clauses if c.operator in ("<", "<=") and (v := _version(c.operand))]
    return all(a < b or (a == b and not (a_open or b_open)) for a, a_open in low for b, b_open in high)


@lru_cache(maxsize=4096)
def _version(text: str) -> Version | None:
    try:
        return Version(text)
    except InvalidVersion:
        return None


@lru_cache(maxsize=1024)
def _specifier(text: str) -> Specifier:
    return Specifier(text)


def satisfies(clauses: Sequence[Clause], version: str, order: Sequence[str]) -> Truth:
    """Whether a version satisfies all clauses; `None` where it cannot be compared.

    Args:
        clauses: as `read_clauses` gives them.
        version: as the record has it.
        order: the versions of the family from old to new, where it names them.
    """
    return conjunction(_one(clause, version, order) for clause in clauses)


def _one(clause: Clause, version: str, order: Sequence[str]) -> Truth:
    if version in order and clause.operand in order and clause.operator in _BY_ORDER:
        return bool(_BY_ORDER[clause.operator](order.index(version), order.index(clause.operand)))
    readable = _version(version) is not None and _version(clause.operand.removesuffix(".*")) is not None
    if readable:
        return _specifier(str(clause)).contains(version, prereleases=True)
    if clause.operator in ("==", "===", "!="):
        return (version == clause.operand) == (clause.operator != "!=")
    return None


def is_version(text: str) -> bool:
    """Whether PEP 440 can read it."""
    return _version(text) is not None


def in_order(low: str, high: str) -> bool:
    """Whether the first version is not certainly after the second."""
    first, second = _version(low), _version(high)
    return first is None or second is None or first <= second


def sort_key(version: str, order: Sequence[str]) -> tuple[int, object]:
    """Sorts versions of one family: by its order, else by PEP 440, else by text."""
    if version in order:
        return (1, order.index(version))
    parsed = _version(version)
    return (2, parsed) if parsed else (0, version)
