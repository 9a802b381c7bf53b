"""The directives `llmreg-table`, `llmreg-compare` and `llmreg-languages`."""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import make_id

from llmreg.documents.project import fault_in_words
from llmreg.errors import LlmregError
from llmreg.sphinx.domain import domain_of
from llmreg.sphinx.pages import nodes_of
from llmreg.sphinx.requests import Request

__all__ = ["CompareDirective", "LanguagesDirective", "TableDirective"]

_logger = logging.getLogger(__name__)
_FLAGS = ("transpose", "differences")


class _BlockDirective(SphinxDirective):
    """A block of the settings, written into a document. Its argument may go on in its content."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    asks: ClassVar[str]
    """The key of a block that the argument is."""

    def run(self) -> list[nodes.Node]:
        """The table; nothing but a warning where it cannot be made."""
        domain = domain_of(self.env)
        request = Request.of_block(self.options.get("use", ""), self._wishes())
        try:
            page = domain.page(request)
        except LlmregError as error:
            _logger.warning(fault_in_words(error), location=self.get_location(), type="llmreg", subtype="block")
            return []
        name = make_id(self.env, self.state.document, f"llmreg-{self.env.docname}")
        table, found = nodes_of(page, name, self.get_source_info(), self.options.get("class", ()))
        self.add_name(table)
        return found

    def _wishes(self) -> dict[str, str]:
        """Argument and options as the keys of a block, with single blanks."""
        asked = " ".join(" ".join([*self.arguments, *self.content]).split())
        options = {key: value for key, value in self.options.items() if key not in ("use", "name", "class")}
        wishes = {key: " ".join((value or "").split()) for key, value in options.items()}
        wishes |= {key: "yes" for key in _FLAGS if wishes.get(key) == ""}
        return {self.asks: asked, **wishes} if asked else wishes


def _options(*keys: str) -> dict[str, Any]:
    own = dict.fromkeys(("use", "caption", "as-of", *keys), directives.unchanged)
    return {**own, "name": directives.unchanged, "class": directives.class_option}


class TableDirective(_BlockDirective):
    """A table of the models that match a query."""

    asks = "query"
    option_spec = _options("columns", "group", "group-order", "transpose", "notes", "legend")


class CompareDirective(_BlockDirective):
    """Models side by side, with commas between their names."""

    asks = "compare"
    option_spec = _options("fields", "differences")


class LanguagesDirective(_BlockDirective):
    """The languages of a group, and the models that speak them."""

    asks = "languages"
    option_spec = _options()
