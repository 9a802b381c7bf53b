"""`llmreg why`: how a fact is known."""

from __future__ import annotations

import argparse
import sys

from llmreg.cli.common import add_output, add_registry

__all__ = ["add_parser"]


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this command."""
    parser = commands.add_parser("why", help="say how a fact is known: sources, disputes, history, file and line")
    parser.add_argument(
        "name",
        metavar="ID",
        help="an id, an alias, or an id on a platform: of several integrations there the one with that id is told",
    )
    parser.add_argument(
        "field", metavar="FIELD", help="a path such as parameters.total, license or integrations.dingtalk"
    )
    add_output(parser, "text", "json")
    add_registry(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print one fact with all that supports it."""
    from llmreg.loading import load
    from llmreg.rendering.data import render_json, to_json
    from llmreg.rendering.model import render_explanation

    registry = load(options.registry)
    why = registry.why(registry.resolve(options.name).model.id, options.field, used_as=options.name)
    if options.output == "json":
        answer = {
            "model": why.model,
            "field": why.field,
            "value": to_json(why.value),
            "undisclosed": why.undisclosed,
            "location": str(why.location) if why.location else None,
            "sources": to_json(dict(why.sources)),
            "disputes": to_json(why.disputes),
            "history": to_json(why.history),
            "one_of": [to_json(each.ids) for each in why.one_of],
        }
        sys.stdout.write(render_json(answer))
    else:
        sys.stdout.write(render_explanation(why))
    return 0
