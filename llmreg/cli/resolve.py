"""`llmreg resolve`: which model a name means."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable

from llmreg.cli.common import add_as_of, add_output, add_registry

__all__ = ["add_parser"]

_EPILOG = """\
  llmreg resolve Qwen/Qwen2.5-7B-Instruct-AWQ
  llmreg resolve 'qwen2.5:7b-instruct-q4_K_M' us.meta.llama2-13b-chat-v1
  llmreg resolve gpt-4 --as-of 2023-06-01
  llmreg resolve - -o csv < names.txt

exit codes: 0 every name means a model, 1 some name means none, or several
"""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this command."""
    parser = commands.add_parser(
        "resolve",
        help="say which model a name means, and why; never a guess",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "names",
        metavar="NAME",
        nargs="+",
        help="a name in any spelling found in the wild; - reads names from the input",
    )
    parser.add_argument("--platform", metavar="ID", help="count only names that hold on this platform")
    add_as_of(parser, "the day for which moving aliases are read (default: the day of the registry's revision)")
    add_output(parser, "text", "json", "jsonl", "csv", "markdown")
    add_registry(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print, for each name, the id and how it was found, or why it means no one model."""
    from llmreg.errors import AmbiguousModelError, UnknownModelError
    from llmreg.loading import load
    from llmreg.rendering import resolutions as forms

    registry = load(options.registry)
    answers: list[forms.Answer] = []
    for name in _names(options.names):
        try:
            answers.append((name, registry.resolve(name, platform=options.platform, as_of=options.as_of)))
        except (AmbiguousModelError, UnknownModelError) as refusal:
            answers.append((name, refusal))
    render = {
        "text": forms.render_text,
        "json": forms.render_json,
        "jsonl": forms.render_jsonl,
        "csv": forms.render_csv,
        "markdown": forms.render_markdown,
    }[options.output]
    sys.stdout.write(render(answers))
    refused = [answer for _, answer in answers if isinstance(answer, Exception)]
    if options.output == "text":
        sys.stderr.writelines(f"error: {refusal}\n" for refusal in refused)
    return 1 if refused else 0


def _names(given: Iterable[str]) -> Iterable[str]:
    for name in given:
        if name == "-":
            yield from filter(None, (line.strip() for line in sys.stdin))
        else:
            yield name
