"""The command line: arguments in, a call of the library, a renderer, an exit code.

| code | meaning |
|--:|---|
| 0 | fine |
| 1 | findings: errors in a registry, or a name that means no model or several |
| 2 | the command could not do its job: wrong arguments, a registry that cannot be read |
| 3 | there was nothing to work on |
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `llmreg` with these arguments, or with those of the process; gives the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given in (["--version"], ["-V"]):  # answered before anything heavy is imported
        from llmreg._version import __version__

        print(f"llmreg {__version__}")
        return 0
    from llmreg.cli.program import run

    return run(given)
