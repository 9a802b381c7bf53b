"""`llmreg explain`: what a rule is for, with an example."""

from __future__ import annotations

import argparse
import sys

from llmreg.cli.common import add_output

__all__ = ["add_parser"]


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this command."""
    parser = commands.add_parser("explain", help="explain a rule of check, or list them all")
    parser.add_argument("rule", metavar="RULE", nargs="?", help="a code or a name, such as LR403 or size-name-mismatch")
    add_output(parser, "text", "markdown")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print one rule, or a line for each."""
    from llmreg.rendering.rules import render_rule, render_rules
    from llmreg.rules import RULES, find_rule, suggest_rule

    if options.rule is None:
        sys.stdout.write(render_rules(RULES.values()))
        return 0
    rule = find_rule(options.rule)
    if rule is None:
        close = suggest_rule(options.rule)
        hint = f"did you mean `{close}`?" if close else "llmreg explain lists them all"
        print(f"error: there is no rule `{options.rule}`\nhelp: {hint}", file=sys.stderr)
        return 1
    sys.stdout.write(render_rule(rule, markdown=options.output == "markdown"))
    return 0
