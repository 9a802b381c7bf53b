"""`llmreg languages`: which languages how many models speak."""

from __future__ import annotations

import argparse
import shutil
import sys

from llmreg.cli.common import add_as_of, add_output, add_registry

__all__ = ["add_parser"]

_EPILOG = """\
  llmreg languages            every language that some model declares
  llmreg languages sea        those of Southeast Asia; llmreg fields lang lists the groups
  llmreg languages th         one language

exit codes: 0 some model declares one of them, 1 none does
"""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this command."""
    parser = commands.add_parser(
        "languages",
        help="show which languages how many models speak, and the smallest open one of each",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("group", metavar="GROUP", nargs="?", help="a group such as sea, or a language tag such as th")
    parser.add_argument(
        "--allow-empty", action="store_true", help="end with exit code 0 also where no model declares any"
    )
    add_as_of(parser, "as the registry stood on that day")
    add_output(parser, "text", "json", "jsonl", "csv", "markdown")
    add_registry(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print a row for each language."""
    from llmreg.loading import load
    from llmreg.rendering import coverage as forms

    registry = load(options.registry)
    if options.as_of:
        registry = registry.as_of(options.as_of)
    found = registry.language_coverage(options.group)
    if options.output == "text":
        columns = min(100, shutil.get_terminal_size((88, 24)).columns)
        text = forms.render_text(found, group=options.group, columns=columns)
    else:
        render = {
            "json": forms.render_json,
            "jsonl": forms.render_jsonl,
            "csv": forms.render_csv,
            "markdown": forms.render_markdown,
        }[options.output]
        text = render(found)
    sys.stdout.write(text)
    return 0 if options.allow_empty or any(each.declared for each in found) else 1
