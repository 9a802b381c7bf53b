"""The tree of exceptions and the table of exit codes."""

from __future__ import annotations

import inspect
import re

import llmreg
from _reference.docstrings import module_source
from _reference.markdown import pipe_table

__all__ = ["error_tree", "exit_codes"]


def error_tree() -> str:
    """The drawing in `llmreg.errors` with the names alone, then a row for each with the first line of its docstring."""
    lines = [line[4:] for line in module_source("llmreg.errors").doc.splitlines() if line.startswith("    ")]
    drawn = [re.split(r"(?<=[\w)]) {2,}", line, maxsplit=1)[0] for line in lines]
    names = [name for line in drawn if (name := re.findall(r"\w+", line)[0]) in llmreg.__all__]
    rows = ((f"{{py:exc}}`~llmreg.{name}`", _first_line(getattr(llmreg, name))) for name in names)
    return "\n".join(["```text", *drawn, "```", "", pipe_table(("exception", "when"), rows)]) + "\n"


def exit_codes() -> str:
    """The table in `llmreg.cli`."""
    lines = module_source("llmreg.cli").doc.splitlines()
    return "\n".join(line for line in lines if line.startswith("|")) + "\n"


def _first_line(value: type) -> str:
    return (inspect.getdoc(value) or "").partition("\n")[0]
