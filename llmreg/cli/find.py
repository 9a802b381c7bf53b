"""`llmreg find`: the models that match a query."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence

from llmreg.cli.common import add_as_of, add_output, add_registry

__all__ = ["add_parser", "with_negations"]

_EPILOG = """\
A query is a list of conditions that must all hold. Put it into single quotes, since a shell takes < > ( ) * | for itself:

  llmreg find 'vendor:alibaba,meta size:7B..14B'
  llmreg find 'qwen>=1.5,<3 is:open-weights'
  llmreg find 'lang:all(th,vi) -license:@noncommercial'
  llmreg find 'context:>=128k OR context:unknown'
  llmreg find 'released:last-6-months sort:-released limit:10' --as-of 2024-12-31

comma: any of them            -x, NOT x: not              has:x, no:x, x:unknown: whether it is recorded
a..b, >=, <: numbers, dates   a OR b, ( ): either         sort:-x,y limit:20 as-of:DAY cols:x,y

What is not known counts as neither yes nor no: such models are left out, also under -, and counted.
llmreg fields lists the fields, llmreg fields lang what lang: takes.

exit codes: 0 something matched, 1 nothing did, 2 the query cannot be read
"""

_NEGATED = re.compile(r"-+(?:[(\"]|[^\s\-=][^\s=]*[:<>(])")


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this command."""
    parser = commands.add_parser(
        "find",
        help="list the models that match a query",
        description="List the models that match a query; without one, all of them.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("query", metavar="QUERY", nargs="*", help="conditions; several arguments are one query")
    add_as_of(parser, "as the registry stood on that day")
    add_output(parser, "text", "json", "jsonl", "csv", "markdown")
    parser.add_argument(
        "--undecided", action="store_true", help="also list the models that could not be decided, and why"
    )
    parser.add_argument("--allow-empty", action="store_true", help="end with exit code 0 also where nothing matched")
    add_registry(parser)
    parser.set_defaults(run=run)


def with_negations(arguments: Sequence[str]) -> list[str]:
    """The arguments with a blank before those that are negated conditions, which argparse would take for options."""
    if not arguments or arguments[0] not in ("find", "plot"):
        return list(arguments)
    return [f" {each}" if _NEGATED.match(each) and not each.startswith("--") else each for each in arguments]


def run(options: argparse.Namespace) -> int:
    """Print a row for each model, and how many could not be decided."""
    from llmreg.loading import load
    from llmreg.rendering.results import render_result, render_summary, render_undecided

    query = " ".join(options.query).strip()
    result = load(options.registry).find(query, as_of=options.as_of)
    found = render_result(result, options.output)
    sys.stdout.write(found)
    if options.output == "text":
        sys.stdout.write(("\n" if found else "") + render_summary(result, legend=True))
    elif options.output != "json":  # which has it inside
        sys.stderr.write(render_summary(result))
    if options.undecided and options.output != "json" and (undecided := render_undecided(result)):
        (sys.stdout if options.output == "text" else sys.stderr).write("\n" + undecided)
    return 0 if result.total or options.allow_empty else 1
