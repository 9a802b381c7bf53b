"""A rule as text or Markdown: for `llmreg explain`, and for its section in the documentation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from llmreg.rendering.terminal import table
from llmreg.rules.rule import Example, Link, Rule

__all__ = ["render_rule", "render_rules"]

_PLACE = "models/acme/acme.toml"
"""Where an example stands that names no file."""

_BOM = b"\xef\xbb\xbf"


def render_rules(rules: Iterable[Rule]) -> str:
    """A line for each rule."""
    return table(("code", "name", "severity"), [(rule.code, rule.name, rule.severity) for rule in rules])


def render_rule(rule: Rule, *, markdown: bool = False) -> str:
    """Code, name, severity, reason, and the two examples."""
    if markdown:
        parts = [f"## {rule.code} {rule.name}", f"*{rule.severity}*. {rule.why}"]
    else:
        parts = [f"{rule.code} {rule.name} ({rule.severity})", rule.why]
    examples = (("Before:", rule.before), ("Bad:", rule.bad), ("Good:", rule.good))
    for label, example in examples:
        if example is not None:
            parts += [label, *(f"```toml\n{text}```" if markdown else text for text in _texts(example))]
    return "\n\n".join(part.rstrip() for part in parts) + "\n"


def _texts(example: Example) -> Iterator[str]:
    """The files of an example, each under its name."""
    files = {_PLACE: example} if isinstance(example, str) else example
    for name, content in files.items():
        yield f"# {name}\n{_content(content)}"
    if not files:
        yield "# no file under models/\n"


def _content(content: str | bytes | Link) -> str:
    """The text of a file; what a text cannot show is said in a comment, bytes that are not UTF-8 stand as `\\xe9`."""
    if isinstance(content, Link):
        return f"# a symbolic link to {content.target}\n"
    if isinstance(content, str):
        return content
    mark = "# it begins with a byte order mark\n" if content.startswith(_BOM) else ""
    return mark + content.removeprefix(_BOM).decode(errors="backslashreplace")
