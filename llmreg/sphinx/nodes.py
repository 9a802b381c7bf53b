"""Two nodes of HTML: a frame that a wide table scrolls in, and a fact with more to say. Elsewhere they are what they are made of."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator

__all__ = ["add_nodes", "llmreg_fact", "llmreg_frame"]


class llmreg_frame(nodes.container):  # noqa: N801  (docutils calls methods by the names of nodes)
    """A region that can be scrolled with the keyboard; `label` names it for screen readers."""


class llmreg_fact(nodes.inline):  # noqa: N801
    """A fact. `about` says it exactly, and `date` is the day that it is; other writers than that of HTML leave both out."""


def add_nodes(app: Sphinx) -> None:
    """Tell Sphinx how they are written in HTML."""
    app.add_node(llmreg_frame, html=(_open_frame, _close_frame))
    app.add_node(llmreg_fact, html=(_open_fact, _close_fact))
    app.add_post_transform(SpansForManual)


def _open_frame(self: HTML5Translator, node: llmreg_frame) -> None:
    attributes = {"role": "region", "tabindex": "0", "aria-label": node["label"]}
    self.body.append(self.starttag(node, "div", CLASS="llmreg", **attributes))


def _close_frame(self: HTML5Translator, _node: llmreg_frame) -> None:
    self.body.append("</div>\n")


def _open_fact(self: HTML5Translator, node: llmreg_fact) -> None:
    if "date" in node:
        self.body.append(self.starttag(node, "time", "", datetime=node["date"]))
    else:
        self.body.append(self.starttag(node, "abbr", "", title=node["about"]))


def _close_fact(self: HTML5Translator, node: llmreg_fact) -> None:
    self.body.append("</time>" if "date" in node else "</abbr>")


class SpansForManual(SphinxPostTransform):
    """Manual pages know no cell that goes across columns: empty ones stand behind it there."""

    default_priority = 500
    formats = ("man",)

    def run(self, **_: object) -> None:
        """Change what is written, not what is kept."""
        for entry in list(self.document.findall(nodes.entry)):
            if "llmreg-group" in entry["classes"] and (rest := entry.attributes.pop("morecols", 0)):
                entry.parent += [nodes.entry("") for _ in range(rest)]
