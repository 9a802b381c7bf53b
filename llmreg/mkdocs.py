"""A plugin of MkDocs: fenced blocks with the word `llmreg` become tables. `plugins: [llmreg]`.

A block is the name of one in the settings, or keys of its own in TOML. In the Markdown it leaves a word behind, in whose place
the table is put when the page has become HTML: so it may stand in lists and tabs too, and nothing in it is read as Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import attrs
from mkdocs.config import base
from mkdocs.config import config_options as options
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from llmreg.documents.blocks import named_block, render_block
from llmreg.documents.project import STATIC, Project, fault_in_words
from llmreg.errors import InvalidSettingsError, LlmregError
from llmreg.settings import Block, read_block

__all__ = ["LlmregConfig", "LlmregPlugin"]

_logger = get_plugin_logger("llmreg")
_STYLES = "assets/llmreg.css"
_FENCE = re.compile(r"(?P<indent>[ \t]*)(?P<fence>`{3,}|~{3,})[ \t]*(?P<info>[^\n]*?)[ \t]*")
_INFO = re.compile(r"\{?\.?llmreg\}?")
_NAME = re.compile(r"[A-Za-z][\w-]*")


class LlmregConfig(base.Config):  # type: ignore[no-untyped-call]  # MkDocs has no types there
    """What `mkdocs.yml` may say of the plugin; paths start at its folder."""

    registry = options.Optional(options.Dir(exists=True))
    """The folder of a registry of one's own; that of the settings, or the one that comes with llmreg, without it."""
    settings = options.Optional(options.File(exists=True))
    """A file with settings; `llmreg.toml` or `pyproject.toml` beside `mkdocs.yml`, if there, without it."""


@attrs.frozen(kw_only=True)
class _Fenced:
    """A fenced block."""

    first: int
    """The number of its first line, from 0."""
    last: int
    """The number of its last line."""
    indent: str
    """The blanks before it."""
    text: str
    """What stands between the fences."""


class LlmregPlugin(BasePlugin[LlmregConfig]):  # type: ignore[no-untyped-call]  # nor there
    """Puts tables into pages."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Open the settings and the registry, once in a build."""
        folder = Path(config.config_file_path).parent if config.config_file_path else Path()
        self._project = Project(folder, self.config.registry, self.config.settings)
        self._tables: dict[str, dict[str, str]] = {}
        try:
            _ = self._project.registry
        except LlmregError as error:
            raise PluginError(f"llmreg: {error}") from None
        if _STYLES not in config.extra_css:
            config.extra_css.insert(0, _STYLES)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the styles of tables."""
        text = (STATIC / "llmreg.css").read_text(encoding="utf-8")
        files.append(File.generated(config, _STYLES, content=text))
        return files

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Leave a word in the place of each block; faults are warnings with the line, which `--strict` stops at."""
        del config, files
        lines = markdown.split("\n")
        blocks = list(_fenced(lines))
        above = _lines_above(page, markdown) if blocks else 0
        tables = self._tables[page.file.src_uri] = {}
        for number, block in reversed(list(enumerate(blocks, start=1))):
            word = f"llmreg{number}of{len(blocks)}table"
            tables[word] = self._table(block, page.file.src_uri, above + block.first + 1, f"llmreg-{number}")
            lines[block.first : block.last + 1] = ["", f"{block.indent}{word}", ""]
        return "\n".join(lines)

    def _table(self, block: _Fenced, shown: str, line: int, name: str) -> str:
        try:
            return render_block(self._block(block, shown, line), self._project.registry, "html", name)
        except InvalidSettingsError as error:
            faults = str(error).split("\n")
        except LlmregError as error:
            faults = [fault_in_words(error)]
        for fault in faults:
            _logger.warning("%s", fault if fault.startswith(f"{shown}:") else f"{shown}:{line}: {fault}")
        return ""

    def _block(self, block: _Fenced, shown: str, line: int) -> Block:
        name = block.text.strip()
        if _NAME.fullmatch(name):
            return named_block(name, self._project.settings.settings.tables)
        return read_block(block.text, shown, line=line + 1)

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put the tables in their places."""
        del config, files
        for word, table in self._tables.pop(page.file.src_uri, {}).items():
            alone = f"<p>{word}</p>"
            html = html.replace(alone if alone in html else word, table, 1)
        return html

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., Any]
    ) -> LiveReloadServer:
        """Build again when a fact or the settings change."""
        del config, builder
        for path in self._project.watched:
            server.watch(str(path))
        return server


def _fenced(lines: list[str]) -> Iterator[_Fenced]:
    """The blocks of llmreg, but not those that stand in other blocks, as examples."""
    opened: re.Match[str] | None = None
    first = 0
    for number, line in enumerate(lines):
        found = _FENCE.fullmatch(line)
        if opened is None:
            if found and not (found["fence"][0] == "`" and "`" in found["info"]):
                opened, first = found, number
        elif found and not found["info"] and found["fence"].startswith(opened["fence"]):
            if _INFO.fullmatch(opened["info"]):
                indent = opened["indent"]
                text = "".join(f"{each.removeprefix(indent)}\n" for each in lines[first + 1 : number])
                yield _Fenced(first=first, last=number, indent=indent, text=text)
            opened = None


def _lines_above(page: Page, markdown: str) -> int:
    """How many lines of the file MkDocs has taken away before the text: the head with its settings."""
    try:
        whole = page.file.content_string.removeprefix("\N{BYTE ORDER MARK}").replace("\r\n", "\n")
    except (OSError, ValueError):  # another plugin made the text
        return 0
    return whole[: -len(markdown)].count("\n") if markdown and whole.endswith(markdown) else 0
