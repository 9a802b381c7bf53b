"""Runs the examples of README.md and `docs/`: what a page shows is what happens.

| block | what is done with it |
|---|---|
| ```` ```python ```` | run; all blocks of a page share one namespace; with `>>>` it is a doctest (`...` stands for anything) |
| ```` ```console ```` | lines `$ llmreg ...` and `$ python -m llmreg ...` are run, the shown output must be the real one; `$ echo $?` shows the exit code of the one before; other commands are not run |
| ```` ```{code-block} toml ```` with `:caption: PATH` | written as that file |

In shown output a line `...` stands for any number of lines, and `...` in a line for any text.
A page runs from the root of the repository, or from a folder of its own where it writes files.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import os
import re
import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from llmreg.cli import main

__all__ = ["ROOT", "Block", "ExampleError", "blocks_of", "matches", "run_page"]

ROOT = Path(__file__).parent.parent.parent
"""The root of the repository."""

_FENCE = re.compile(r"( *)(`{3,})(.*)")
_OPTION = re.compile(r":([a-z-]+): *(.*)")
_ENVIRONMENT = {"COLUMNS": "88", "LINES": "24", "NO_COLOR": "1"}
"""So that the same lines come out everywhere, and fit on a page."""


class ExampleError(AssertionError):
    """An example does not do what the page says."""


@attrs.frozen(kw_only=True)
class Block:
    """A fenced block of a page."""

    page: Path
    """The page."""
    line: int
    """The number of its first line of text."""
    language: str
    """What the fence says: `python`, `console`, `{code-block} toml`."""
    options: Mapping[str, str] = attrs.field(factory=dict)
    """Options of a directive."""
    text: str
    """The lines between the fences, without options."""

    @property
    def place(self) -> str:
        """`docs/tutorial.md:12`, for messages."""
        shown = self.page.relative_to(ROOT) if self.page.is_relative_to(ROOT) else self.page
        return f"{shown.as_posix()}:{self.line}"

    @property
    def file(self) -> str | None:
        """The file that it shows, where it names one."""
        return self.options.get("caption") if self.language.startswith("{code-block}") else None


def blocks_of(page: Path) -> Iterator[Block]:
    """The fenced blocks of a Markdown file, in their order; blocks inside blocks are text."""
    lines = iter(enumerate(page.read_text(encoding="utf-8").splitlines(), start=1))
    for number, line in lines:
        if not (opening := _FENCE.fullmatch(line)):
            continue
        indent, fence, info = len(opening[1]), opening[2], opening[3].strip()
        inside: list[str] = []
        for _, text in lines:
            if text.strip().startswith(fence) and not text.strip().strip("`"):
                break
            inside.append(text[indent:])
        else:
            raise ExampleError(f"{page}:{number}: this block has no end")
        options: dict[str, str] = {}
        first = number + 1
        while info.startswith("{") and inside and (option := _OPTION.fullmatch(inside[0])):
            options[option[1]] = option[2]
            del inside[0]
            first += 1
        body = "".join(f"{text}\n" for text in inside)
        yield Block(page=page, line=first, language=info, options=options, text=body)


def run_page(page: Path, folder: Path) -> None:
    """Run all examples of a page in their order.

    Args:
        page: a Markdown file.
        folder: an empty folder for pages that write files.

    Raises:
        ExampleError: one of them does something else than the page says.
    """
    blocks = list(blocks_of(page))
    namespace: dict[str, Any] = {"__name__": "__main__"}
    with contextlib.chdir(folder if any(block.file for block in blocks) else ROOT), _environment():
        for block in blocks:
            if block.file:
                target = Path(block.file)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(block.text, encoding="utf-8")
            elif block.language == "python":
                _run_python(block, namespace)
            elif block.language == "console":
                _run_console(block)


@contextlib.contextmanager
def _environment() -> Iterator[None]:
    before = {name: os.environ.get(name) for name in _ENVIRONMENT}
    os.environ.update(_ENVIRONMENT)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _run_python(block: Block, namespace: dict[str, Any]) -> None:
    if not re.search(r"^>>> ", block.text, re.MULTILINE):
        code = compile("\n" * (block.line - 1) + block.text, block.place, "exec")
        try:
            exec(code, namespace)
        except Exception as error:
            raise ExampleError(f"{block.place}: {type(error).__name__}: {error}") from error
        return
    said: list[str] = []
    test = doctest.DocTestParser().get_doctest(block.text, namespace, block.place, block.place, block.line - 1)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.FAIL_FAST, verbose=False)
    runner.run(test, out=said.append, clear_globs=False)
    namespace.update(test.globs)  # a doctest works on a copy
    if runner.failures:
        raise ExampleError("".join(said))


def _run_console(block: Block) -> None:
    code: int | None = None
    for command, shown in _commands(block.text):
        words = shlex.split(command)
        if words[:3] == ["python", "-m", "llmreg"] or words[:1] == ["llmreg"]:
            if set(words) & {"|", ">", ">>", "<", "&&", "||", ";", "&"}:
                raise ExampleError(f"{block.place}: `{command}` needs a shell; show the command alone")
            code, real = _run_command(words[3:] if words[0] == "python" else words[1:])
        elif words == ["echo", "$?"] and code is not None:
            real = f"{code}\n"
        else:
            continue
        if not matches(shown, real):
            raise ExampleError(f"{block.place}: `{command}` does not print\n{shown}\nbut\n{real}")


def _commands(text: str) -> Iterator[tuple[str, str]]:
    """Each command of a session, with what is shown below it."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, shown = part.replace("\\\n", " ").partition("\n")
        yield command, shown


def _run_command(arguments: list[str]) -> tuple[int, str]:
    """The exit code, and what came on either stream."""
    written = io.StringIO()
    with contextlib.redirect_stdout(written), contextlib.redirect_stderr(written):
        code = main(arguments)
    return code, written.getvalue()


def matches(shown: str, real: str) -> bool:
    """Whether real output is what a page shows; blank lines at the end do not count."""
    pattern = "".join(_line_pattern(line) for line in shown.rstrip("\n").split("\n"))
    return re.fullmatch(pattern, real.rstrip("\n") + "\n") is not None


def _line_pattern(line: str) -> str:
    if line == "...":
        return r"(?:.*\n)*"
    return r".*".join(map(re.escape, line.split("..."))) + r"\n"
