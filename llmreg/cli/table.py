"""`llmreg table`: models as a table for documents."""

from __future__ import annotations

import argparse
import sys

from llmreg.cli.common import add_as_of, add_output, add_registry

__all__ = ["add_parser"]

_EPILOG = """\
  llmreg table 'family:qwen size:7B..14B sort:-released' --columns 'name:link, size, context:k, license:short'
  llmreg table 'lang:@sea is:open-weights limit:5' --columns 'name, languages(th,vi,id)' --output html
  llmreg table --use models                       a table of llmreg.toml or pyproject.toml

A column is FIELD[@PLATFORM][(VALUE,...)][:FORMAT][=TITLE]; llmreg fields lists the fields. A word such as reasoning or
open-weights is a column of yes, no and ?.
"""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this command."""
    from llmreg.vocabulary import Notes

    parser = commands.add_parser(
        "table",
        help="print models as a table for documents",
        description="Print the models that match a query as a table.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "query", metavar="QUERY", nargs="*", help="conditions, as for find; several arguments are one query"
    )
    parser.add_argument("--columns", metavar="COLUMNS", help="what to show, with commas between")
    parser.add_argument("--group", metavar="COLUMN", help="one column whose values head groups of rows")
    parser.add_argument("--transpose", action="store_true", help="put models side by side, and facts below each other")
    parser.add_argument(
        "--notes", choices=[str(each) for each in Notes], default="none", help="where the sources stand (default: none)"
    )
    parser.add_argument("--no-legend", action="store_true", help="do not explain the marks that occur")
    parser.add_argument("--caption", metavar="TEXT", default="", help="what the table is about")
    parser.add_argument(
        "--name", metavar="NAME", default="llmreg", help="begins the ids of footnotes (default: llmreg)"
    )
    parser.add_argument("--use", metavar="TABLE", help="print a table of the settings, with everything that it says")
    add_as_of(parser, "as the registry stood on that day")
    add_output(parser, "markdown", "myst", "rst", "html", "latex", "typst", "csv", "tsv", "json", "text")
    add_registry(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the table."""
    from llmreg.loading import load
    from llmreg.rendering.tables import render_table

    if options.use:
        sys.stdout.write(_configured(options))
        return 0
    table = load(options.registry).table(
        " ".join(options.query),
        columns=options.columns,
        group=options.group,
        transpose=options.transpose,
        notes=options.notes,
        legend=not options.no_legend,
        caption=options.caption,
        as_of=options.as_of,
    )
    sys.stdout.write(render_table(table, options.output, name=options.name))
    return 0 if table else 1


def _configured(options: argparse.Namespace) -> str:
    """A table of the settings.

    Raises:
        InvalidSettingsError: there is none of that name.
    """
    from llmreg.documents.blocks import named_block, render_block
    from llmreg.loading import load
    from llmreg.settings import read_settings

    found = read_settings()
    block = named_block(options.use, found.settings.tables)
    return render_block(block, load(options.registry or found.registry), options.output, options.use)
