"""The page about the rules: an overview, then a section for each."""

from __future__ import annotations

import importlib
import re
import tomllib

from _reference.docstrings import module_source
from _reference.markdown import pipe_table
from llmreg.rendering.rules import render_rule
from llmreg.rules import RULES
from llmreg.rules.rule import Rule

__all__ = ["rules_page"]


def rules_page() -> str:
    """Families of rules in the order of their codes, each with its rules."""
    families: dict[str, list[Rule]] = {}
    for rule in RULES.values():
        families.setdefault(type(rule).__module__, []).append(rule)
    rows = (
        (f"[{rule.code}](#{rule.code.lower()})", f"`{rule.name}`", rule.severity, rule.why) for rule in RULES.values()
    )
    parts = ["## Overview", pipe_table(("code", "name", "severity", "why"), rows)]
    for module, rules in families.items():
        importlib.import_module(module)
        title, _, rest = module_source(module).doc.partition(". ")
        parts.append("## " + " ".join(title.rstrip(".").split()))
        if rest:
            parts.append(rest)
        parts += [_section(rule) for rule in rules]
    return "\n\n".join(part.rstrip() for part in parts) + "\n"


def _section(rule: Rule) -> str:
    """One heading lower than in a terminal; samples that are no TOML are not coloured as if they were."""
    text = re.sub(r"```toml\n(.*?)```", _fenced, render_rule(rule, markdown=True), flags=re.DOTALL)
    return f"({rule.code.lower()})=\n#{text}"


def _fenced(found: re.Match[str]) -> str:
    try:
        tomllib.loads(found[1])
    except tomllib.TOMLDecodeError:
        return f"```text\n{found[1]}```"
    return found[0]
