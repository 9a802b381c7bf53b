"""Arguments and helpers that several commands share."""

from __future__ import annotations

import argparse
import os
import sys
import time
from datetime import date
from typing import TextIO

from llmreg.rendering.terminal import Style

__all__ = ["Progress", "add_as_of", "add_output", "add_registry", "day", "style_for"]


def add_registry(parser: argparse.ArgumentParser) -> None:
    """`--registry PATH`."""
    parser.add_argument(
        "--registry", metavar="PATH", help="folder of another registry than the one that comes with llmreg"
    )


def add_output(parser: argparse.ArgumentParser, *forms: str) -> None:
    """`--output FORM`, the first by default."""
    parser.add_argument(
        "-o", "--output", choices=forms, default=forms[0], help=f"form of the output (default: {forms[0]})"
    )


def add_as_of(parser: argparse.ArgumentParser, purpose: str) -> None:
    """`--as-of DATE`."""
    parser.add_argument("--as-of", metavar="DATE", type=day, help=purpose)


def day(text: str) -> date:
    """A whole date, for argparse."""
    from llmreg.quantities import PartialDate

    try:
        if (known := PartialDate.parse(text).exact) is not None:
            return known
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"`{text}` is not a date; write it as 2024-06-13")


def style_for(stream: TextIO) -> Style:
    """Colour on a terminal that can show it, unless NO_COLOR is set."""
    return Style(colour=stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb")


class Progress:
    """One line on the terminal that counts, for whatever takes longer than a second; nothing elsewhere."""

    def __init__(self, verb: str, stream: TextIO | None = None) -> None:
        self._verb = verb
        self._stream = stream or sys.stderr
        self._started = time.monotonic()
        self._shown = 0.0

    def __call__(self, done: int, total: int) -> None:
        """Called often; writes at most ten times a second."""
        now = time.monotonic()
        if not self._stream.isatty() or now - self._started < 1:
            return
        if done == total:
            self._stream.write("\r\x1b[K")
        elif now - self._shown > 0.1:
            self._shown = now
            self._stream.write(f"\r{self._verb} {done:,} of {total:,} files")
        self._stream.flush()
