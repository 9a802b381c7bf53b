"""`llmreg import`: facts from elsewhere into a registry."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime

from llmreg.cli.common import day

__all__ = ["add_parser"]

_SHOWN = 20


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this command."""
    from llmreg.importing.formats import FORMATS

    width = max(map(len, FORMATS))
    parser = commands.add_parser(
        "import",
        help="import facts from another catalogue into a registry",
        description="Import facts into a registry, with their source. What stands there is never overwritten: where the other "
        "catalogue differs, a dispute is recorded. Importing twice changes nothing.",
        epilog="formats:\n" + "\n".join(f"  {name:{width}}  {says}" for name, says in FORMATS.items())
        + "\n\nexit codes: 0 imported, 1 imported except for rows or facts that were refused, 2 nothing was written",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("format", metavar="FORMAT", help="one of those below")
    parser.add_argument("path", metavar="PATH", help="the file or folder to import")
    parser.add_argument("--into", metavar="REGISTRY", required=True, help="the folder that holds registry.toml")
    parser.add_argument("--dry-run", action="store_true", help="write nothing; print each change instead")
    parser.add_argument(
        "--checked", metavar="DATE", type=day, help="the day that sources count as read (default: today)"
    )
    parser.add_argument("--known-only", action="store_true", help="make no models, only add to those of the registry")
    parser.add_argument("--new-families", action="store_true", help="make families that the registry lacks")
    parser.add_argument("--new-vendors", action="store_true", help="make vendors that the registry lacks")
    parser.add_argument(
        "--refused", action="store_true", help="list everything that was refused, not only the first 20"
    )
    parser.add_argument(
        "-o", "--output", choices=("text", "json"), default="text", help="form of the report (default: text)"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Import, print what happened, and give the exit code."""
    from llmreg.importing import import_into
    from llmreg.rendering.terminal import printable

    report = import_into(
        options.into,
        options.format,
        options.path,
        checked=options.checked or datetime.now(UTC).date(),
        dry_run=options.dry_run,
        new_models=not options.known_only,
        new_families=options.new_families,
        new_vendors=options.new_vendors,
        progress=_say,
    )
    if options.output == "json":
        sys.stdout.write(json.dumps(report.to_dict(), indent=2, ensure_ascii=False) + "\n")
        return 1 if report.refused else 0
    if options.dry_run:
        sys.stdout.writelines(f"{printable(str(change))}\n" for change in report.changes)
    shown = report.refused if options.refused else report.refused[:_SHOWN]
    sys.stdout.writelines(f"refused: {printable(str(refusal))}\n" for refusal in shown)
    if len(shown) < len(report.refused):
        print(f"... and {len(report.refused) - len(shown):,} more, see --refused")
    sys.stdout.write(report.summary())
    if options.dry_run:
        print("nothing was written (--dry-run)")
    return 1 if report.refused else 0


def _say(step: str) -> None:
    """Each step on a terminal's one line; nothing elsewhere."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{step} ...\r")
        sys.stderr.flush()
