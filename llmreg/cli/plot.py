"""`llmreg plot`: a chart of the models that a query finds."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from llmreg.cli.common import add_as_of, add_output, add_registry
from llmreg.paths import write_whole

if TYPE_CHECKING:
    from llmreg.charts import Chart

__all__ = ["KINDS", "add_parser"]

KINDS = ("size-over-time", "context-over-time", "languages-by-family", "price", "sizes")
"""What there is to draw; the words of `llmreg.ChartKind`, which would be slow to import for `--help`."""

_EPILOG = """\
  llmreg plot size-over-time 'is:open-weights released:>=2023' --file sizes.svg
  llmreg plot context-over-time vendor:openai,anthropic,google --output text
  llmreg plot languages-by-family lang:@sea --file languages.svg
  llmreg plot price 'platform:openrouter sort:-released limit:30' --platform openrouter --file prices.svg
  llmreg plot sizes family:qwen --output csv

The query is as in llmreg find. An SVG goes into a file with --file, which writes it whole or not at all, or to the output
where it is left out. What is not known is not drawn, and counted under the chart.

exit codes: 0 drawn, 1 there is nothing to draw, 2 the query cannot be read or the file not written
"""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this command."""
    parser = commands.add_parser(
        "plot",
        help="draw a chart of the models that match a query",
        description="Draw a chart of the models that match a query; without one, of all of them.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("kind", metavar="KIND", choices=KINDS, help=f"what to draw: {', '.join(KINDS)}")
    parser.add_argument("query", metavar="QUERY", nargs="*", help="conditions; several arguments are one query")
    add_output(parser, "svg", "text", "csv", "json")
    parser.add_argument("--file", metavar="PATH", help="write it to this file")
    parser.add_argument("--title", metavar="TEXT", help="what to write above it")
    add_as_of(parser, "as the registry stood on that day")
    parser.add_argument("--platform", metavar="NAME", help="of prices: whose (default: the cheapest offer)")
    parser.add_argument("--currency", metavar="CODE", help="of prices: in which currency (default: USD)")
    parser.add_argument(
        "--highlight", metavar="VENDOR", help="which makers get a colour in a timeline, with commas between"
    )
    parser.add_argument(
        "--theme",
        choices=("auto", "light", "dark"),
        default="auto",
        help="colours of an SVG (default: as the reader has it)",
    )
    parser.add_argument(
        "--width", metavar="N", type=int, default=600, help="width of an SVG, 320 to 2400 (default: 600)"
    )
    parser.add_argument(
        "--rows", metavar="N", type=int, default=30, help="how many rows an SVG has at most (default: 30)"
    )
    parser.add_argument("--transparent", action="store_true", help="do not paint the background of an SVG")
    add_registry(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Draw, or say why there is nothing to draw."""
    from llmreg.loading import load

    chart = load(options.registry).chart(
        options.kind,
        " ".join(options.query).strip(),
        as_of=options.as_of,
        platform=options.platform,
        currency=options.currency,
        highlight=[name.strip() for name in (options.highlight or "").split(",") if name.strip()],
        title=options.title,
    )
    if chart.why_empty:
        print(f"nothing to draw: {chart.why_empty}", file=sys.stderr)
        return 1
    try:
        text = _render(chart, options)
    except ValueError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    if options.file is None:
        sys.stdout.write(text)
        return 0
    try:
        write_whole(Path(options.file), text.encode())
    except OSError as error:
        print(f"error: {options.file}: {(error.strerror or str(error)).lower()}", file=sys.stderr)
        return 2
    return 0


def _render(chart: Chart, options: argparse.Namespace) -> str:
    from llmreg.rendering import charts as forms

    if options.output == "text":
        columns = 88 if options.file else min(120, shutil.get_terminal_size((88, 24)).columns)
        return forms.render_text(chart, columns=columns)
    if options.output == "svg":
        return forms.render_svg(
            chart, theme=options.theme, width=options.width, rows=options.rows, ground=not options.transparent
        )
    return {"csv": forms.render_csv, "json": forms.render_json}[options.output](chart)
