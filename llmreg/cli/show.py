"""`llmreg show`: all that is known of a model."""

from __future__ import annotations

import argparse
import shutil
import sys

from llmreg.cli.common import add_output, add_registry, style_for

__all__ = ["add_parser"]


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this command."""
    parser = commands.add_parser("show", help="show all that is known of a model, with sources")
    parser.add_argument("name", metavar="ID", help="an id, an alias, or an id on a platform")
    add_output(parser, "text", "json", "toml")
    add_registry(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print one model."""
    from llmreg.loading import load

    registry = load(options.registry)
    found = registry.resolve(options.name)
    if options.output == "json":
        from llmreg.rendering.data import render_json

        sys.stdout.write(render_json(found.model))
    elif options.output == "toml":
        from llmreg.conversion.unstructure import unstructure
        from llmreg.toml.writer import write

        sys.stdout.write(write(unstructure(found.model)))
    else:
        from llmreg.rendering.model import render_model

        if options.name != found.model.id:
            print(f"{found.how}\n")
        columns = min(100, shutil.get_terminal_size((100, 24)).columns)
        sys.stdout.write(render_model(registry, found.model, columns=columns, style=style_for(sys.stdout)))
    return 0
