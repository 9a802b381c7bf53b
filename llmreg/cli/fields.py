"""`llmreg fields`: what a query may ask for."""

from __future__ import annotations

import argparse
import shutil
import sys

from llmreg.cli.common import add_output, add_registry

__all__ = ["add_parser"]

_EPILOG = """\
  llmreg fields               all fields
  llmreg fields lang          what lang: takes, its groups, and the languages in the registry
  llmreg fields @osi          the group
"""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this command."""
    parser = commands.add_parser(
        "fields",
        help="list what a query may ask for: fields, values, groups",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("name", metavar="FIELD", nargs="?", help="a field, or a group such as @sea")
    add_output(parser, "text", "json", "jsonl", "csv", "markdown")
    add_registry(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print all fields, one field, or one group."""
    from llmreg.rendering.fields import render_fields

    if options.name is None and options.output in ("text", "markdown"):
        sys.stdout.write(render_fields(markdown=options.output == "markdown"))
        return 0
    from llmreg.loading import load
    from llmreg.rendering.data import render_json
    from llmreg.rendering.fields import field_data, render_field, render_fields_csv, render_fields_jsonl

    registry = load(options.registry)
    listings = registry.fields(options.name)
    if options.output == "json":
        sys.stdout.write(render_json([field_data(each) for each in listings]))
        return 0
    if options.output in ("jsonl", "csv"):
        render = render_fields_jsonl if options.output == "jsonl" else render_fields_csv
        sys.stdout.write(render(listings))
        return 0
    columns = min(100, shutil.get_terminal_size((88, 24)).columns)
    sys.stdout.write("\n".join(render_field(each, columns=columns) for each in listings))
    return 0
