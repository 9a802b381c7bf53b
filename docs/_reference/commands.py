"""The page about the command line, from the parser that reads it."""

from __future__ import annotations

import argparse
import re

from _reference.markdown import directive, paragraph
from llmreg.cli.program import make_parser

__all__ = ["COMMANDS", "command_page"]

_SUBPARSERS = next(each for each in make_parser()._actions if isinstance(each, argparse._SubParsersAction))  # noqa: SLF001
COMMANDS: dict[str, argparse.ArgumentParser] = dict(_SUBPARSERS.choices)
"""The commands by name, in the order of the help."""

_HELP = {action.dest: action.help or "" for action in _SUBPARSERS._choices_actions}  # noqa: SLF001
_EXIT = re.compile(r"(\d) ([^,]+)")


def command_page() -> str:
    """The options of `llmreg` itself, then a section for each command."""
    parts = [
        "## llmreg",
        directive("program", "llmreg"),
        "```text\nllmreg [-h] [-V] COMMAND ...\n```",
        _options(make_parser()),
    ]
    for name, parser in COMMANDS.items():
        parts += [
            f"(llmreg-{name})=\n## llmreg {name}",
            _sentence(_plain(parser.description or _HELP[name])),
            f"```text\n{_usage(name, parser)}\n```",
            directive("program", f"llmreg {name}"),
            _options(parser),
            _exit_codes(parser),
        ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _shown(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    """Arguments, then options, but neither `--help` nor what the help leaves out."""
    actions = [
        action
        for action in parser._actions  # noqa: SLF001
        if action.help is not argparse.SUPPRESS
        and not isinstance(action, argparse._HelpAction | argparse._SubParsersAction)  # noqa: SLF001
    ]
    return sorted(actions, key=lambda action: bool(action.option_strings))


def _usage(name: str, parser: argparse.ArgumentParser) -> str:
    arguments = [
        f"[{_placeholder(action)}]" if action.nargs == "?" else _placeholder(action)
        for action in _shown(parser)
        if not action.option_strings
    ]
    return " ".join([f"llmreg {name} [options]", *arguments])


def _placeholder(action: argparse.Action) -> str:
    if action.metavar:
        return str(action.metavar)
    return "{" + ",".join(map(str, action.choices)) + "}" if action.choices else action.dest.upper()


def _options(parser: argparse.ArgumentParser) -> str:
    return "\n\n".join(directive("option", _names(action), _meaning(action)) for action in _shown(parser))


def _names(action: argparse.Action) -> str:
    value = "" if action.nargs == 0 else " " + _placeholder(action)
    if not action.option_strings:
        return action.dest if action.choices else _placeholder(action)
    return ", ".join(action.option_strings) + value


def _meaning(action: argparse.Action) -> str:
    choices = ", ".join(f"`{choice}`" for choice in action.choices or () if not action.option_strings)
    return _sentence(_plain(action.help or "")) + (f" One of {choices}." if choices else "")


def _exit_codes(parser: argparse.ArgumentParser) -> str:
    """What the help says of exit codes, as a list."""
    _, found, codes = (parser.epilog or "").partition("exit codes:")
    if not found:
        return ""
    return "Exit codes:\n\n" + "\n".join(f"- {code}: {meaning.strip()}" for code, meaning in _EXIT.findall(codes))


def _plain(text: str) -> str:
    """A text of the help as Markdown: nothing in it is markup."""
    return re.sub(r"([\\`*_\[\]<>])", r"\\\1", paragraph(text))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?")) else ".")
