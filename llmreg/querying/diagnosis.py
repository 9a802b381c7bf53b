"""Says in words why a result is what it is: what is missing, which condition leaves nothing, what was perhaps not meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from llmreg.querying.ast import (
    And,
    Between,
    Condition,
    InState,
    Node,
    Not,
    Or,
    conjunction,
    disjunction,
    negation,
)
from llmreg.querying.evaluate import Answers
from llmreg.querying.facts import Fact, State
from llmreg.querying.fields import FIELDS, Field, Kind
from llmreg.querying.logic import Split

__all__ = ["family_notes", "nodes_of", "platform_notes", "shortfall", "size_notes", "why_empty"]


def shortfall(field: Field, fact: Fact) -> str:
    """Why a fact does not suffice."""
    if fact.state is State.UNDISCLOSED:
        return "undisclosed"
    if field.name == "platform":
        return "known of the family only"
    if fact.state is State.UNKNOWN:
        return "unknown"
    if field.name == "languages":
        return "not complete" if fact.open else "not precise"
    if field.kind is Kind.DATE:
        return "not known on every platform" if fact.open else "not precise"
    if field.name in ("parent", "derived-from", "relation"):
        return "not known all the way"
    if field.kind is Kind.LICENSE:
        return "of unknown class"
    if field.kind is Kind.VERSION:
        return "not comparable"
    return "not known on every platform" if field.scoped else "not complete"


def nodes_of(node: Node | None) -> Iterator[Node]:
    if node is None:
        return
    yield node
    if isinstance(node, Not):
        yield from nodes_of(node.part)
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from nodes_of(part)


def _count(mask: int) -> int:
    return mask.bit_count()


def why_empty(answers: Answers, where: Node) -> str:
    parts = where.parts if isinstance(where, And) else (where,)
    yes = {part: answers.of(part).yes for part in parts}
    alone = [part for part in parts if not yes[part]]
    if alone:
        shown = [f"`{part}`" for part in alone]
        return f"no model certainly matches {' or '.join(shown)}" + (", each on its own" if len(shown) > 1 else "")
    single = [part for part in parts if _count(_all(yes, parts, without=part))]
    if len(single) == 1 and len(parts) > 2:
        others = " ".join(_as_part(part) for part in parts if part != single[0])
        return f"`{others}` matches {_count(_all(yes, parts, without=single[0])):,}; with `{single[0]}` 0"
    for place, first in enumerate(parts):
        for second in parts[place + 1 :]:
            if not yes[first] & yes[second]:
                one, other = sorted((first, second), key=lambda part: -_count(yes[part]))
                return f"`{one}` alone matches {_count(yes[one]):,}; with `{other}` 0"
    without = [f"{_count(_all(yes, parts, without=part)):,} without `{part}`" for part in single]
    return "only together do the conditions leave nothing" + (f": {', '.join(without)}" if without else "")


def _as_part(node: Node) -> str:
    return f"({node})" if isinstance(node, Or) else str(node)


def _all(yes: Mapping[Node, int], parts: Sequence[Node], *, without: Node) -> int:
    mask = -1
    for part in parts:
        if part != without:
            mask &= yes[part]
    return mask


def _replace(node: Node, old: Node, new: Node) -> Node:
    if node == old:
        return new
    if isinstance(node, Not):
        return negation(_replace(node.part, old, new))
    if isinstance(node, And):
        return conjunction(_replace(part, old, new) for part in node.parts)
    if isinstance(node, Or):
        return disjunction(_replace(part, old, new) for part in node.parts)
    return node


def size_notes(answers: Answers, where: Node) -> Iterator[str]:
    """`parameters` counts: a 14B model of 14.8 billion parameters is not within 7B..14B."""
    for node in dict.fromkeys(nodes_of(where)):
        if isinstance(node, Condition) and node.field == "parameters" and not isinstance(node.test, InState):
            by_name = attrs.evolve(node, field="size")
            other: Split = answers.engine.answer(_replace(where, node, by_name))
            more = _count(other.yes & answers.split.no)
            less = _count(answers.split.yes & other.no)
            if more or less:
                change = " and ".join(
                    text for text in (f"{more:,} more" if more else "", f"{less:,} fewer" if less else "") if text
                )
                yield f"`{node}` counts parameters exactly; `{by_name}`, the size in the name, gives {change}"


def platform_notes(where: Node) -> Iterator[str]:
    """`platform:openai status:retired` means retired anywhere."""
    groups = [node.parts for node in nodes_of(where) if isinstance(node, And)]
    for parts in groups:
        found = [part for part in parts if isinstance(part, Condition)]
        hosts = [part for part in found if part.field == "platform" and not isinstance(part.test, Between | InState)]
        names = [str(part.test) for part in hosts if re.fullmatch(r"[a-z0-9._-]+", str(part.test))]
        if len(names) != 1:
            continue
        for part in found:
            if FIELDS[part.field].scoped and part.scope is None and part.field not in ("context", "output"):
                yield f"`{part}` is asked of every platform; of {names[0]} alone: `{attrs.evolve(part, scope=names[0])}`"


def family_notes(doubtful: Iterable[Condition]) -> Iterator[str]:
    """`platform:dingtalk` is not known of models whose family is used there."""
    for condition in sorted(doubtful, key=str):
        if condition.field == "platform" and not isinstance(condition.test, InState):
            counted = attrs.evolve(condition, field="family-platform")
            yield f"`{counted}` also counts models whose family is used there, whichever of them it is"
