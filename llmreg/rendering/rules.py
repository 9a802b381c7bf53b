"""A rule as text or Markdown: for `llmreg explain`, and for its section in the documentation."""

from __future__ import annotations

from collections.abc import Iterable

from llmreg.rendering.terminal import table
from llmreg.rules.rule import Example, Link, Rule

__all__ = ["render_rule", "render_rules"]


def render_rules(rules: Iterable[Rule]) -> str:
    """A line for each rule."""
    return table(("code", "name", "severity"), [(rule.code, rule.name, rule.severity) for rule in rules])


def render_rule(rule: Rule, *, markdown: bool = False) -> str:
    """Code, name, severity, reason, and the two examples."""
    if markdown:
        parts = [f"({rule.code})=\n## {rule.code} {rule.name}", f"*{rule.severity}*. {rule.why}"]
        fence = "```toml\n{}```"
    else:
        parts = [f"{rule.code} {rule.name} ({rule.severity})", rule.why]
        fence = "{}"
    if rule.before is not None:
        parts += ["Before:", fence.format(_text(rule.before))]
    parts += ["Bad:", fence.format(_text(rule.bad)), "Good:", fence.format(_text(rule.good))]
    return "\n\n".join(part.rstrip() for part in parts) + "\n"


def _text(example: Example) -> str:
    if isinstance(example, str):
        return example
    if not example:
        return "# no file under models/\n"
    return "\n".join(f"# {name}\n{_content(content)}" for name, content in example.items())


def _content(content: str | bytes | Link) -> str:
    if isinstance(content, Link):
        return f"# a symbolic link to {content.target}\n"
    return content if isinstance(content, str) else content.decode("latin-1")
