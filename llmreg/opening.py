"""From files to documents: each is opened and parsed by itself, and so, where there are many, by several processes.

Order, contents and diagnostics are the same however many processes there are.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Generator, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

import attrs

from llmreg.diagnostics import Diagnostic
from llmreg.files import FoundFile, UnreadableError, read_file
from llmreg.toml.reader import MAX_BYTES, Document, read_bytes, too_large

__all__ = ["Opened", "iter_opened"]

_MANY = 500
"""From so many files on, more processes save more than it takes to start them."""
_CHUNK = 100
_MOST = 4


@attrs.frozen
class Opened:
    """What came of one file: a document, or why there is none."""

    document: Document | None = None
    diagnostics: list[Diagnostic] = attrs.Factory(list)
    text: str | None = None
    """Of a file that is no TOML, what it says instead."""
    unreadable: UnreadableError | None = None


def iter_opened(
    files: Sequence[FoundFile], root: Path, shown_root: str, *, processes: int | None
) -> Generator[Opened, None, None]:
    """Open files in their order, in other processes where there are many; `processes` is how many, `None` as fits."""
    open_one = partial(_open, root=root, shown_root=shown_root)
    count = _usable_cores() if processes is None else processes
    done = 0
    if count > 1 and len(files) >= _MANY:
        for opened in _in_processes(open_one, files, min(count, _MOST)):
            done += 1
            yield opened
    yield from map(open_one, islice(files, done, None))  # all of them, or what broken processes have left


def _open(file: FoundFile, *, root: Path, shown_root: str) -> Opened:
    try:
        data, size = read_file(file, root)
    except UnreadableError as error:
        return Opened(unreadable=error)
    shown = shown_root + file.name
    if size > MAX_BYTES or len(data) > MAX_BYTES:
        return Opened(diagnostics=[too_large(max(size, len(data)), shown)])
    document, diagnostics = read_bytes(data, shown)
    text = None if document else data.decode(errors="replace").removeprefix("\N{BYTE ORDER MARK}")
    return Opened(document, diagnostics, text)


def _in_processes(open_one: partial[Opened], files: Sequence[FoundFile], count: int) -> Iterator[Opened]:
    """As far as the processes get; some systems allow none."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    # A fork starts at once, but copies locks that other threads may hold.
    is_safe = sys.platform == "linux" and threading.active_count() == 1
    # Who stops the program stops this process, which ends the others.
    context = get_context("fork" if is_safe else "spawn")
    try:
        with ProcessPoolExecutor(count, context, signal.signal, (signal.SIGINT, signal.SIG_IGN)) as pool:
            yield from pool.map(open_one, files, chunksize=_CHUNK)
    except (BrokenProcessPool, ImportError, NotImplementedError, OSError):
        return


def _usable_cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
