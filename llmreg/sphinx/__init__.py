"""An extension of Sphinx: tables, comparisons and names of models in documentation. `extensions = ["llmreg.sphinx"]`."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from llmreg._version import __version__
from llmreg.documents.project import STATIC
from llmreg.sphinx.directives import CompareDirective, LanguagesDirective, TableDirective
from llmreg.sphinx.domain import LlmregDomain, find_outdated, link_outside
from llmreg.sphinx.nodes import add_nodes

__all__ = ["setup"]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add everything to an application; Sphinx calls this."""
    app.add_config_value("llmreg_registry", None, "env", (str, type(None)), "The folder of a registry of one's own.")
    app.add_config_value("llmreg_settings", None, "env", (str, type(None)), "A file with settings of llmreg.")
    add_nodes(app)
    app.add_domain(LlmregDomain)
    app.add_directive("llmreg-table", TableDirective)
    app.add_directive("llmreg-compare", CompareDirective)
    app.add_directive("llmreg-languages", LanguagesDirective)
    app.add_css_file("llmreg.css")
    app.connect("builder-inited", _add_static)
    app.connect("env-get-outdated", find_outdated)
    app.connect("missing-reference", link_outside, priority=900)  # behind intersphinx
    return {
        "version": __version__,
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


def _add_static(app: Sphinx) -> None:
    app.config.html_static_path.append(str(STATIC))
