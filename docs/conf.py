"""How Sphinx builds the documentation: from Markdown, without any network."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import llmreg  # noqa: E402

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "llmreg"
author = "The llmreg founders"
version = release = llmreg.__version__
language = "en"

extensions = ["myst_parser", "llmreg.sphinx"]
exclude_patterns = ["_build", "reference/generated", "catalogue/generated", "changes"]
nitpicky = True
smartquotes = False
python_use_unqualified_type_names = True

# What annotations name and another project documents; no inventory is fetched.
nitpick_ignore = {
    ("py:class", "collections.Counter"),
    ("py:class", "collections.abc.Callable"),
    ("py:class", "collections.abc.Hashable"),
    ("py:class", "collections.abc.Iterable"),
    ("py:class", "collections.abc.Iterator"),
    ("py:class", "collections.abc.Mapping"),
    ("py:class", "collections.abc.Sequence"),
    ("py:class", "datetime.date"),
    ("py:class", "decimal.Decimal"),
    ("py:class", "os.PathLike"),
    ("py:class", "pathlib.Path"),
    ("py:class", "NoneType"),
    ("py:class", "K"),  # type variables and names of unions
    ("py:class", "V_co"),
    ("py:class", "Day"),
    ("py:class", "Number"),
    ("py:class", "FieldListing"),
}

myst_enable_extensions = ["colon_fence", "deflist", "fieldlist"]
myst_heading_anchors = 3
myst_ref_domains = ["std"]  # labels; to look among Python names too is slow for the many links of the catalogue

html_theme = "furo"
html_title = f"llmreg {version}"
html_static_path = ["_static"]
html_css_files = ["tables.css"]
html_show_copyright = False
html_copy_source = False
html_show_sourcelink = False


def setup(app: Sphinx) -> dict[str, Any]:
    """Write the generated pages before anything is read."""
    from _generate import generate, generate_catalogue

    app.connect("builder-inited", lambda _: generate())
    app.connect("builder-inited", lambda _: generate_catalogue())
    return {"parallel_read_safe": True}
