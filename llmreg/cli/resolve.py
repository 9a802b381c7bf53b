"""`llmreg resolve`: which model a name means."""

from __future__ import annotations

import argparse
import sys

from llmreg.cli.common import add_as_of, add_output, add_registry

__all__ = ["add_parser"]


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this command."""
    parser = commands.add_parser("resolve", help="say which model a name means, and why; never a guess")
    parser.add_argument("name", metavar="NAME", help="an id, an alias, or an id on a platform")
    parser.add_argument("--platform", metavar="ID", help="count only names that hold on this platform")
    add_as_of(parser, "the day for which moving aliases are read (default: the day of the registry's revision)")
    add_output(parser, "text", "json")
    add_registry(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the id and how it was found."""
    from llmreg.loading import load
    from llmreg.rendering.data import render_json, to_json

    found = load(options.registry).resolve(options.name, platform=options.platform, as_of=options.as_of)
    if options.output == "json":
        edge = to_json(found.integration) if found.integration else None
        answer = {
            "name": options.name,
            "model": found.model.id,
            "integration": edge,
            "how": found.how,
            "dropped": list(found.dropped),
        }
        sys.stdout.write(render_json(answer))
    else:
        print(f"{found.model.id}\n  {found.how}")
    return 0
