"""`llmreg find`: the models as a table."""

from __future__ import annotations

import argparse
import sys

from llmreg.cli.common import add_as_of, add_output, add_registry

__all__ = ["add_parser"]


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this command."""
    parser = commands.add_parser("find", help="list the models as a table")
    add_as_of(parser, "as the registry stood on that day")
    add_output(parser, "text", "json")
    add_registry(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print a row for each model."""
    from llmreg.loading import load
    from llmreg.rendering.data import render_json
    from llmreg.rendering.models import render_models

    registry = load(options.registry)
    if options.as_of:
        registry = registry.as_of(options.as_of)
    models = tuple(registry)
    sys.stdout.write(render_json(models) if options.output == "json" else render_models(models))
    return 0 if models else 1
