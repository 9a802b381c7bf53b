"""`llmreg info`: what a registry holds, how old it is and how complete."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime

from llmreg.cli.common import add_output, add_registry

__all__ = ["add_parser"]


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this command."""
    parser = commands.add_parser("info", help="say what the registry holds and how old its data are")
    add_output(parser, "text", "json")
    add_registry(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print counts, revision and age, and how complete the data are."""
    from llmreg._version import __version__
    from llmreg.loading import load
    from llmreg.rendering.completeness import render_text, to_data
    from llmreg.rendering.data import render_json

    registry = load(options.registry)
    age = (datetime.now(UTC).date() - registry.revised).days if registry.revised else None
    counts = {
        name: len(getattr(registry, name))
        for name in ("models", "releases", "families", "vendors", "platforms", "licenses")
    }
    counts["integrations"] = sum(len(registry.used_on(platform)) for platform in registry.platforms)
    if options.output == "json":
        body = {
            "llmreg": __version__,
            "name": registry.name,
            "revision": registry.revision,
            "age_days": age,
            "counts": counts,
            "completeness": to_data(registry.completeness()),
        }
        sys.stdout.write(render_json(body))
        return 0
    print(f"llmreg {__version__}, registry {registry.name}")
    if registry.revision:
        days = "" if age is None else f", {age:,} {'day' if age == 1 else 'days'} old"
        print(f"data of {registry.revision}{days}")
    for name, count in counts.items():
        print(f"{count:>7,} {'licences' if name == 'licenses' else name}")
    print()
    sys.stdout.write(render_text(registry.completeness()))
    print("known: recorded, with a source; undisclosed: the maker keeps it to himself; the rest nobody has found yet")
    return 0
