"""The tables of the gallery: what is asked, and what comes of it in each form.

A `Sample` is at once the call that makes the table and the command that is printed above it; a test runs the commands.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping

import attrs

import llmreg
from _catalogue.markdown import container, raw_html

__all__ = ["CHARTS", "COMPARED", "SAMPLES", "Sample", "chart", "comparison", "sample"]


@attrs.frozen(kw_only=True)
class Sample:
    """A table of the gallery."""

    query: str
    columns: str
    form: str
    """The form that is shown as text; the result beside it is always the table itself."""
    options: Mapping[str, str | bool] = attrs.field(factory=dict)
    """Arguments of `Registry.table`."""

    @property
    def command(self) -> list[str]:
        """The arguments of `llmreg` that print it."""
        words = ["table", self.query, "--columns", self.columns]
        for option, value in self.options.items():
            words += [f"--{option}"] if value is True else [f"--{option}", str(value)]
        return [*words, "-o", self.form]

    def table(self, registry: llmreg.Registry) -> llmreg.Table:
        """The table."""
        return registry.table(self.query, columns=self.columns, **self.options)  # type: ignore[arg-type]


_SIZES = "name:link=Model, params:si(3)=Parameters, active:si(3), context:k, license:short, released:month"

SAMPLES: Mapping[str, Sample] = {
    "usual": Sample(
        query="family:qwen version:3 weights:open variant:instruct sort:-params limit:6",
        columns=_SIZES,
        form="myst",
        options={"caption": "Qwen3, the largest first"},
    ),
    "grouped": Sample(
        query="family:gemma,granite,llama,qwen weights:open,gated size:7B..15B released:2024-07.. variant:instruct,chat sort:-released limit:15",
        columns=_SIZES,
        form="markdown",
        options={"group": "family:name", "caption": "Open weights by family"},
    ),
    "transposed": Sample(
        query="id:alibaba/qwen2.5-72b-instruct,meta/llama-3.3-70b-instruct,google/gemma-3-27b-it",
        columns="name:link, size, context:k, languages:count, modalities.input:all=Reads, license:name, released, platform:count=Platforms",
        form="rst",
        options={"transpose": True, "caption": "Three well-known models side by side"},
    ),
    "notes": Sample(
        query="id:openai/gpt-4-0613,alibaba/qwen-72b,meta/llama-2-70b",
        columns="name:link, params:si(3)=Parameters, context:k, knowledge_cutoff=Cutoff, released",
        form="markdown",
        options={"notes": "cells", "caption": "Every fact with its source"},
    ),
    "languages": Sample(
        query="lang:all(th,vi) weights:open size:..9B variant:instruct,chat sort:-released limit:8",
        columns="name:link, size, languages(th,vi,id,ms,km,lo)",
        form="csv",
        options={"caption": "Small open models that speak Thai and Vietnamese"},
    ),
    "latex": Sample(
        query="family:deepseek weights:open sort:-released limit:5",
        columns="name:link=Model, params:si(3)=Parameters, active:si(2), context:k, released",
        form="latex",
        options={"caption": "DeepSeek, newest first"},
    ),
    "typst": Sample(
        query="family:deepseek weights:open sort:-released limit:5",
        columns="name:link=Model, params:si(3)=Parameters, active:si(2), context:k, released",
        form="typst",
        options={"caption": "DeepSeek, newest first"},
    ),
}
"""By the name of the file that a page includes."""

COMPARED = ("qwen2.5-72b", "llama-2-70b", "mixtral-8x7b-v0.1")
"""What the comparison compares."""

CHARTS: Mapping[str, str] = {
    "size-over-time": "family:qwen,llama,gemma,mistral,deepseek is:open-weights",
    "context-over-time": "vendor:openai,anthropic,google,alibaba,meta released:>=2023 variant:chat,instruct,reasoning",
    "languages-by-family": "vendor:ai-singapore,damo,alibaba,meta,google,cohere is:open-weights has:languages",
    "price": "family:qwen,gpt,claude,gemini platform:openrouter released:>=2026",
    "sizes": "qwen>=3,<4 variant:base",
}
"""What each kind of chart shows here."""

_LEXERS = {"myst": "markdown", "markdown": "markdown", "rst": "rst", "latex": "latex", "csv": "text", "typst": "text"}


def sample(registry: llmreg.Registry, name: str) -> str:
    """The command, the table, and the text that the command prints."""
    each = SAMPLES[name]
    table = each.table(registry)
    fragment = llmreg.render(table, "html", name=f"gallery-{name}")
    return (
        "\n\n".join([_shown(each.command), raw_html(fragment), _printed(llmreg.render(table, each.form), each.form)])
        + "\n"
    )


def comparison(registry: llmreg.Registry) -> str:
    """The command and the comparison that it prints, as a table."""
    found = registry.compare(*COMPARED)
    command = ["compare", *COMPARED, "-o", "html"]
    return f"{_shown(command)}\n\n{raw_html(llmreg.render(found, 'html', name='gallery-compare'), 'llmreg')}\n"


def chart(registry: llmreg.Registry, kind: str) -> str:
    """The command, and the chart that it writes."""
    query = CHARTS[kind]
    drawn = registry.chart(kind, query)
    return f"{_shown(['plot', kind, query])}\n\n{raw_html(llmreg.render(drawn, 'svg', name=f'gallery-{kind}'))}\n"


def _shown(command: list[str]) -> str:
    """A command as it is typed, each option on a line of its own."""
    words = ["$ llmreg", *(f"\\\n    {word}" if word.startswith("-") else shlex.quote(word) for word in command)]
    return container("gallery-command", f"```console\n{' '.join(words)}\n```")


def _printed(text: str, form: str) -> str:
    """What a command prints, folded away."""
    longest = max((len(line) - len(line.lstrip("`")) for line in text.splitlines()), default=0)
    fence = "`" * max(3, longest + 1)
    summary = f"<details>\n<summary>What it prints ({form})</summary>\n"
    return f"{summary}\n{fence}{_LEXERS[form]}\n{text.rstrip()}\n{fence}\n\n</details>"
