"""`llmreg check`: everything wrong with a registry."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from llmreg.cli.common import Progress, add_as_of, style_for
from llmreg.vocabulary import Severity

__all__ = ["add_parser"]


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this command."""
    parser = commands.add_parser(
        "check",
        help="check a registry and show what is wrong, with the line",
        description='Check a registry. Without PATH: the folder that [tool.llmreg] registry = "..." in pyproject.toml names, '
        "else ./registry, else the registry that comes with llmreg.",
        epilog="exit codes: 0 no errors, 1 errors, 2 the registry cannot be read, 3 no models found",
    )
    parser.add_argument("path", metavar="PATH", nargs="?", help="the folder that holds registry.toml")
    parser.add_argument(
        "-o",
        "--output",
        choices=("text", "concise", "json", "github"),
        default="text",
        help="form of the output (default: text)",
    )
    parser.add_argument(
        "--least",
        choices=[str(each) for each in Severity],
        default="warning",
        help="show findings from this severity on, in text (default: warning)",
    )
    parser.add_argument(
        "--error-on",
        choices=("error", "warning"),
        default="error",
        help="end with exit code 1 from this severity on (default: error)",
    )
    parser.add_argument(
        "--base",
        metavar="PATH",
        help="an earlier state of the same registry: ids that have gone since need a tombstone",
    )
    add_as_of(parser, "the day that counts as today (default: the clock's)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check, print, and give the exit code."""
    from llmreg.loading import check
    from llmreg.rendering import report as forms

    path = options.path or _configured()
    found = check(path, as_of=options.as_of, base=options.base, progress=Progress("checked"), processes=None)
    least = Severity(options.least)
    if options.output == "json":
        text = forms.render_json(found)
    elif options.output == "github":
        text = forms.render_github(found)
    elif options.output == "concise":
        text = forms.render_concise(found, least=least)
    else:
        text = forms.render_text(found, style=style_for(sys.stdout), least=least)
    sys.stdout.write(text)
    codes = {each.code for each in found.errors}
    if not found.models and "LR009" in codes:
        return 3
    if (not found.files and codes) or "LR008" in codes:
        return 2
    worst = min((each.severity.rank for each in found), default=len(Severity))
    return 1 if worst <= Severity(options.error_on).rank else 0


def _configured() -> str | None:
    """The registry of the project that the command is run in: named in the settings, or in ./registry.

    Raises:
        InvalidSettingsError: there are settings that cannot be understood.
    """
    from llmreg.settings import read_settings

    named = read_settings().registry
    return named or ("registry" if Path("registry", "registry.toml").is_file() else None)
