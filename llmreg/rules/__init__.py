"""The rules, by code. `llmreg explain LR403` prints one; `docs/` has a page of all."""

from __future__ import annotations

from collections.abc import Mapping

from llmreg.identifiers import suggest
from llmreg.rules import identity, licenses, plausibility, provenance, reading, references, schema
from llmreg.rules.rule import Rule

__all__ = ["RULES", "find_rule"]

RULES: Mapping[str, Rule] = {
    rule.code: rule()
    for family in (reading, schema, identity, references, licenses, plausibility, provenance)
    for rule in family.RULES
}
"""Every rule, in the order of the codes."""


def find_rule(text: str) -> Rule | None:
    """The rule of a code or a name, in any case."""
    wanted = text.lower()
    return next((rule for rule in RULES.values() if wanted in (rule.code.lower(), rule.name)), None)


def suggest_rule(text: str) -> str | None:
    """The code or name that was probably meant."""
    known = [word for rule in RULES.values() for word in (rule.code, rule.name)]
    return next(iter(suggest(text, known)), None)
