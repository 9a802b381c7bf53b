"""`llmreg compare`: models side by side."""

from __future__ import annotations

import argparse
import shutil
import sys

from llmreg.cli.common import add_as_of, add_output, add_registry, style_for

__all__ = ["add_parser"]

_EPILOG = """\
  llmreg compare qwen2.5-72b-instruct llama-2-70b-chat
  llmreg compare qwen2.5-72b llama-2-70b --diff
  llmreg compare qwen2.5-72b llama-2-70b --fields context,license,'price@openrouter'

Only certain differences count: what is not known of a model may be the same. The best value is marked only for
context and output; a larger model is not a better one.
"""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this command."""
    parser = commands.add_parser(
        "compare",
        help="put two to eight models side by side",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "names", metavar="ID", nargs="+", help="two to eight models, by any name that resolve understands"
    )
    parser.add_argument("--diff", action="store_true", help="show only what certainly differs")
    parser.add_argument("--unknown", action="store_true", help="show also what is not fully known")
    parser.add_argument("--fields", metavar="FIELD", help="compare only these fields, with commas between")
    add_as_of(parser, "as the registry stood on that day")
    add_output(parser, "text", "markdown", "html", "json", "jsonl", "csv")
    add_registry(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the comparison."""
    from llmreg.loading import load
    from llmreg.rendering import comparison as forms

    asked = None if options.fields is None else [name.strip() for name in options.fields.split(",") if name.strip()]
    found = load(options.registry).compare(*options.names, fields=asked, as_of=options.as_of)
    rows = forms.shown_rows(found, differences=options.diff, unknown=options.unknown)
    if options.output == "text":
        columns = min(120, shutil.get_terminal_size((80, 24)).columns)
        hint = "" if options.unknown else "--unknown shows what is not known"
        text = forms.render_text(found, rows, columns=columns, hint=hint, style=style_for(sys.stdout))
    else:
        render = {
            "markdown": forms.render_markdown,
            "html": forms.render_html,
            "json": forms.render_json,
            "jsonl": forms.render_jsonl,
            "csv": forms.render_csv,
        }[options.output]
        text = render(found, rows)
    sys.stdout.write(text)
    return 0
