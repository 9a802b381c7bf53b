"""`llmreg completion`: scripts for bash, zsh and fish, which ask llmreg itself what may come next."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from itertools import pairwise

__all__ = ["add_parser", "candidates"]

_SCRIPTS = {
    "bash": """\
# llmreg completion bash >> ~/.bashrc
_llmreg() {
    local word="${COMP_WORDS[COMP_CWORD]}" line="${COMP_LINE:0:COMP_POINT}"
    local -a words
    read -ra words <<< "$line"
    [[ "$line" == *" " ]] && words+=("")
    word="${words[-1]}"
    local IFS=$'\\n'
    COMPREPLY=($(llmreg completion --words "${words[@]:1}" 2>/dev/null))
    # bash splits words at colons, as in qwen2.5:7b; what stands before the last one is already on the line
    if [[ "$word" == *:* && "$COMP_WORDBREAKS" == *:* ]]; then
        local before="${word%"${word##*:}"}"
        COMPREPLY=("${COMPREPLY[@]#"$before"}")
    fi
}
complete -o default -F _llmreg llmreg
""",
    "zsh": """\
#compdef llmreg
# llmreg completion zsh > a file named _llmreg in a folder of $fpath
_llmreg() {
    local -a found
    found=("${(@f)$(llmreg completion --words "${(@)words[2,CURRENT]}" 2>/dev/null)}")
    if [[ -n "$found" ]]; then
        compadd -- "${found[@]}"
    else
        _files
    fi
}
if [ "$funcstack[1]" = "_llmreg" ]; then _llmreg "$@"; else compdef _llmreg llmreg; fi
""",
    "fish": """\
# llmreg completion fish > ~/.config/fish/completions/llmreg.fish
function __llmreg_words
    set -l words (commandline -opc)
    set -e words[1]
    set -l current (commandline -ct)
    llmreg completion --words $words "$current" 2>/dev/null
end
complete -c llmreg -a '(__llmreg_words)'
""",
}


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this command."""
    parser = commands.add_parser("completion", help="print the completion script of a shell")
    parser.add_argument("shell", choices=tuple(_SCRIPTS), nargs="?", help="which shell")
    parser.add_argument("--words", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the script, or what may come next on a line."""
    if options.words is not None:
        sys.stdout.writelines(f"{word}\n" for word in candidates(options.words or [""]))
        return 0
    if options.shell is None:
        print(f"error: name a shell: {', '.join(_SCRIPTS)}", file=sys.stderr)
        return 2
    sys.stdout.write(_SCRIPTS[options.shell])
    return 0


def candidates(words: Sequence[str]) -> list[str]:
    """What may stand in place of the last word, given those before it; empty where the shell should offer files."""
    from llmreg.cli.program import make_parser

    *before, last = words
    parser, rest = _parser_of(make_parser(), before)
    actions = {name: action for action in parser._actions for name in action.option_strings}  # noqa: SLF001
    registry = next((value for option, value in pairwise(before) if option == "--registry"), None)
    if before and (waiting := actions.get(before[-1])) and waiting.nargs != 0:
        offered: Iterable[str] = waiting.choices or _named(waiting, registry)
    elif last.startswith("-"):
        offered = actions
    else:
        given = sum(not word.startswith("-") and not _takes(actions, rest, n) for n, word in enumerate(rest))
        positional = [action for action in parser._actions if not action.option_strings]  # noqa: SLF001
        offered = () if given >= len(positional) else positional[given].choices or _named(positional[given], registry)
    return sorted(word for word in offered if word.startswith(last))


def _parser_of(parser: argparse.ArgumentParser, words: Sequence[str]) -> tuple[argparse.ArgumentParser, Sequence[str]]:
    """The parser of the command on the line, and the words after it."""
    commands = next(each for each in parser._actions if isinstance(each, argparse._SubParsersAction))  # noqa: SLF001
    for number, word in enumerate(words):
        if word in commands.choices:
            return commands.choices[word], words[number + 1 :]
    return parser, ()


def _takes(actions: dict[str, argparse.Action], words: Sequence[str], number: int) -> bool:
    """Whether a word is the value of the option before it."""
    option = actions.get(words[number - 1]) if number else None
    return option is not None and option.nargs != 0


def _named(action: argparse.Action, registry_path: str | None) -> Iterable[str]:
    """The names that an argument may have, by what it is called in the help."""
    if action.metavar in ("ID", "NAME"):
        from llmreg.loading import load

        registry = load(registry_path)
        if action.dest == "platform":
            return registry.platforms
        return [*registry.models, *(alias.name for model in registry for alias in model.aliases)]
    if action.metavar == "FIELD" and action.dest == "name":
        from llmreg.querying.fields import FIELDS

        return FIELDS
    if action.metavar == "FIELD":
        from llmreg.schema.fields import iter_field_paths
        from llmreg.schema.model import Model

        return iter_field_paths(Model)
    if action.metavar == "RULE":
        from llmreg.rules import RULES

        return [word for rule in RULES.values() for word in (rule.code, rule.name)]
    return ()
