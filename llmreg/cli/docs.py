"""`llmreg docs`: the generated regions of documents."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from llmreg.cli.common import add_registry

if TYPE_CHECKING:
    from llmreg.documents.updating import UpdatedDocument
    from llmreg.settings import Settings

__all__ = ["add_parser"]

_EPILOG = """\
A region stands between two comments, in whatever comments the document has:

  <!-- llmreg:begin query="family:qwen sort:-released limit:5" columns="name:link, size, context:k" -->
  <!-- llmreg:end -->

or, with [tables.models] in llmreg.toml or [tool.llmreg.tables.models] in pyproject.toml:

  <!-- llmreg:begin models -->
  <!-- llmreg:end -->

exit codes: 0 all regions are as they should be, 1 one is not, 2 a document or the settings cannot be read, 3 there is no region
"""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this command."""
    parser = commands.add_parser(
        "docs",
        help="fill the generated regions of documents, or check them",
        description="Fill the generated regions of documents. Without FILE: those that the settings name under docs, else README.md, and the charts of the settings.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", metavar="FILE", nargs="*", help="a document in UTF-8")
    parser.add_argument(
        "--check", action="store_true", help="change nothing; end with 1 and a diff if something would change"
    )
    parser.add_argument("--diff", action="store_true", help="show what was changed")
    parser.add_argument("--force", action="store_true", help="replace also what was edited by hand")
    parser.add_argument("--config", metavar="FILE", help="the settings, in place of llmreg.toml or pyproject.toml here")
    add_registry(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Update or check, say what was found, and give the exit code."""
    from llmreg.documents.charts import update_chart
    from llmreg.documents.updating import update_document
    from llmreg.loading import load
    from llmreg.settings import read_settings

    found = read_settings(file=Path(options.config) if options.config else None)
    settings = found.settings
    asked = [Path(name) for name in options.files]
    files = asked or _documents(found.folder, settings)
    registry = load(options.registry or found.registry)
    how = {"write": not options.check, "force": options.force}
    done = [update_document(file, registry, settings.tables, **how) for file in files]
    if not asked:
        done += [update_chart(name, chart, found.folder, registry, **how) for name, chart in settings.charts.items()]
    if options.check or options.diff:
        sys.stdout.writelines(each.diff for each in done)
    sys.stdout.flush()
    for each in done:
        _tell(each, check=options.check, force=options.force)
    return _code(done, options)


def _documents(folder: Path, settings: Settings) -> list[Path]:
    """The files of the settings, each once, in a stated order; a pattern that matches nothing is taken as a name."""
    found: dict[Path, None] = {}
    for pattern in settings.docs or (() if settings.charts else ("README.md",)):
        matches = (
            sorted(path for path in folder.glob(pattern) if path.is_file()) if any(c in pattern for c in "*?[") else []
        )
        found.update(dict.fromkeys(matches or [folder / pattern]))
    return list(found)


def _tell(document: UpdatedDocument, *, check: bool, force: bool) -> None:
    from llmreg.documents.updating import DocumentState as State

    if document.problem:
        print(f"{document.file}: error: {document.problem}", file=sys.stderr)
    for region in document.regions:
        if region.state is State.CURRENT or (region.state is State.EDITED and force) or not region.message:
            continue
        if region.state is State.OUTDATED and not check:
            continue
        word = "error: " if region.state is State.BROKEN else ""
        print(f"{document.file}:{region.line}:{region.column}: {word}{region.message}", file=sys.stderr)
        for line in region.hint.splitlines():
            print(f"  help: {line}", file=sys.stderr)


def _code(done: list[UpdatedDocument], options: argparse.Namespace) -> int:
    from llmreg.documents.updating import DocumentState as State

    count = {state: sum(each.count(state) for each in done) for state in State}
    regions = sum(count.values())
    files = f"{len(done)} file{'' if len(done) == 1 else 's'}"
    if not regions and not any(each.problem for each in done):
        print(f"error: no region in {', '.join(each.file for each in done)}", file=sys.stderr)
        print(
            "help: write <!-- llmreg:begin ... --> and <!-- llmreg:end --> where it belongs; llmreg docs --help shows how",
            file=sys.stderr,
        )
        return 3
    said = {State.CURRENT: "up to date", State.OUTDATED: "out of date" if options.check else "updated"}
    said |= {
        State.EDITED: "replaced" if options.force and not options.check else "edited by hand",
        State.BROKEN: "broken",
    }
    parts = ", ".join(f"{number} {said[state]}" for state, number in count.items() if number)
    print(f"{regions} region{'' if regions == 1 else 's'} in {files}: {parts or 'none could be read'}", file=sys.stderr)
    if options.check and count[State.OUTDATED]:
        names = " ".join(each.file for each in done if each.count(State.OUTDATED))
        print(f"help: llmreg docs {names}", file=sys.stderr)
    if count[State.BROKEN] or any(each.problem for each in done):
        return 2
    left = count[State.EDITED] and (options.check or not options.force)
    return 1 if left or (options.check and count[State.OUTDATED]) else 0
