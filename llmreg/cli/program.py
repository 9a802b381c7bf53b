"""The parser of the command line, and what every command shares: errors, output, colour, progress."""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from llmreg.cli import (
    check,
    compare,
    completion,
    docs,
    explain,
    fields,
    find,
    import_,
    info,
    languages,
    lineage,
    plot,
    resolve,
    show,
    table,
    why,
)
from llmreg.errors import AmbiguousModelError, InvalidRegistryError, LlmregError, UnknownRecordError

__all__ = ["FAILED", "FINDINGS", "FINE", "NO_INPUTS", "make_parser", "run"]

FINE, FINDINGS, FAILED, NO_INPUTS = 0, 1, 2, 3

_COMMANDS = (
    check,
    find,
    fields,
    show,
    compare,
    plot,
    resolve,
    why,
    lineage,
    languages,
    table,
    docs,
    info,
    import_,
    explain,
    completion,
)

_EPILOG = """\
exit codes:
  0  fine
  1  findings: errors in a registry, or a name that means no model or several
  2  the command could not do its job
  3  there was nothing to work on

Without --registry a command works on the catalogue that comes with llmreg.
"""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """What argparse says, in the words and with the exit code of this program; with a suggestion for a slip."""
        self.exit(FAILED, f"error: {_with_suggestion(message)}\nhelp: {self.prog} --help shows how it is used\n")


def _with_suggestion(message: str) -> str:
    import re

    from llmreg.identifiers import suggest

    if found := re.search(r"invalid choice: '(.*)' \(choose from (.*)\)", message):
        known = re.findall(r"[\w-]+", found[2])
        close = suggest(found[1], known)
        return f"`{found[1]}` is not one of {', '.join(known)}" + (f"; did you mean `{close[0]}`?" if close else "")
    return message


def make_parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    parser = _Parser(
        prog="llmreg",
        description="A catalogue of large language models, with facts one can trust.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("-V", "--version", action="store_true", help="print the version and stop")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)
    for module in _COMMANDS:
        module.add_parser(commands)
    return parser


def _parse(parser: argparse.ArgumentParser, arguments: Sequence[str]) -> argparse.Namespace:
    """The options; conditions of a query may also follow options, where argparse has given up looking for them."""
    options, rest = parser.parse_known_args(arguments)
    if rest and not (hasattr(options, "query") and not any(each.startswith("-") for each in rest)):
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    if rest:
        options.query += rest
    return options


def run(arguments: Sequence[str]) -> int:
    """Run one command; gives the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # names in other scripts must not stop a terminal that lacks them
            stream.reconfigure(errors="backslashreplace")
    parser = make_parser()
    try:
        options = _parse(parser, find.with_negations(arguments))
    except SystemExit as stop:
        return int(stop.code or 0)
    if options.version:
        from llmreg._version import __version__

        print(f"llmreg {__version__}")
        return FINE
    if not options.command:
        parser.print_help(sys.stderr)
        return FAILED
    try:
        code = int(options.run(options))
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read the output has seen enough
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except KeyboardInterrupt:
        return 130
    except InvalidRegistryError as error:
        print(
            f"error: the registry has errors\n{error}\nhelp: llmreg check shows them with their lines", file=sys.stderr
        )
        return FAILED
    except (AmbiguousModelError, UnknownRecordError) as error:
        print(f"error: {error}", file=sys.stderr)
        return FINDINGS
    except LlmregError as error:
        print(f"error: {error}", file=sys.stderr)
        return FAILED
    return code
