"""`llmreg lineage`: what a model was made from, and what was made from it."""

from __future__ import annotations

import argparse
import sys
from typing import TextIO

from llmreg.cli.common import add_as_of, add_output, add_registry, style_for

__all__ = ["add_parser"]


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this command."""
    parser = commands.add_parser(
        "lineage", help="show what a model was made from, and what was made from it, as a tree"
    )
    parser.add_argument("name", metavar="ID", help="an id, an alias, or an id on a platform")
    add_as_of(parser, "as the registry stood on that day")
    add_output(parser, "text", "json", "jsonl", "csv", "markdown")
    add_registry(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print both trees."""
    from llmreg.loading import load
    from llmreg.rendering import lineage as forms

    registry = load(options.registry)
    if options.as_of:
        registry = registry.as_of(options.as_of)
    found = registry.lineage(registry.resolve(options.name).model.id)
    if options.output == "text":
        text = forms.render_text(found, ascii_only=not _draws_boxes(sys.stdout), style=style_for(sys.stdout))
    else:
        render = {
            "json": forms.render_json,
            "jsonl": forms.render_jsonl,
            "csv": forms.render_csv,
            "markdown": forms.render_markdown,
        }[options.output]
        text = render(found)
    sys.stdout.write(text)
    return 0


def _draws_boxes(stream: TextIO) -> bool:
    """Whether the encoding of a stream has box characters."""
    try:
        "├└│─".encode(stream.encoding or "utf-8")  # one in memory has none, and takes everything
    except (LookupError, UnicodeEncodeError):
        return False
    return True
