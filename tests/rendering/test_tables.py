"""The forms of a table: each holds every cell once, whatever characters are in it."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

import llmreg
from llmreg.frozenmap import FrozenMap
from llmreg.rendering.tables import FORMS
from llmreg.schema.limits import Context
from llmreg.schema.parameters import Parameters
from llmreg.schema.source import Source
from llmreg.tables.table import Table
from llmreg.vocabulary import SourceKind, Weights
from tests.querying.small import TODAY, day, model, small_registry, vendor

EVIL = [
    "=1+1",
    "通义千问 七十二",
    "<script>alert(1)</script>",
    "a|b \\| c",
    "`x` *y* _z_ [k](javascript:w) {role}`v` $3 #4 ~5~ %6 &amp; ^7 @8",
    "- not a list",
    "1. nor this",
    ".. note:: nor this",
    ']] #link("x")',
    "\\end{tabular}",
    "a\r\nb\tc\x1b[31m",
]


def evil_table(texts: list[str], **wishes: object) -> Table:
    source = Source(
        url="https://example.org/a?b='c'&d=<e>|f)`", kind=SourceKind.CARD, checked=TODAY, supports=("name", "context")
    )
    registry = small_registry(
        vendor("acme"),
        *(
            model(
                f"m{number:03}",
                name=text,
                context=Context(window=1024),
                released=day("2024-05"),
                sources=FrozenMap({"card": source}),
            )
            for number, text in enumerate(texts)
        ),
    )
    return registry.table("sort:id", columns="name, context, released, open-weights", **wishes)  # type: ignore[arg-type]


class Page(HTMLParser):
    """The cells of a table of HTML as text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.tags: set[str] = set()
        self.opened: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, _attributes: object) -> None:
        self.tags.add(tag)
        self.opened.append(tag)
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.opened.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1] and "table" in self.opened:
            self.rows[-1][-1] += data


@pytest.mark.parametrize("form", FORMS)
def test_every_form_ends_with_one_line_end_and_is_the_same_each_time(form: str) -> None:
    table = evil_table(EVIL, notes="cells", caption="Evil | names", group="released:year")
    text = llmreg.render(table, form, name="evil")
    assert text == llmreg.render(table, form, name="evil")
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    if form not in ("csv", "tsv"):  # these quote what they hold, and keep it as it is
        assert "\x1b" not in text
        assert "\r" not in text


def test_html_has_every_cell_and_no_foreign_tag() -> None:
    page = Page(llmreg.render(evil_table(EVIL, notes="cells", caption="<b>"), "html"))
    assert page.tags <= {
        "div",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "abbr",
        "sup",
        "a",
        "time",
        "p",
        "ol",
        "li",
        "span",
    }
    assert [len(row) for row in page.rows] == [4] * (len(EVIL) + 1)
    assert page.opened == []
    assert "<script>alert(1)</script>" in [row[0].strip().removesuffix("1") for row in page.rows]


def test_html_says_every_mark_in_words() -> None:
    text = llmreg.render(evil_table(["one"]), "html")
    assert '<abbr title="unknown">?</abbr>' in text
    assert '<th scope="row">one</th>' in text
    assert '<th scope="col" class="number">Context</th>' in text
    assert '<abbr title="1,024 tokens">1Ki</abbr>' in text
    assert '<time datetime="2024-05">2024-05</time>' in text
    registry = small_registry(model("one", weights=Weights.OPEN), model("two", weights=Weights.CLOSED))
    found = llmreg.render(registry.table("", columns="id, open-weights"), "html")
    assert re.findall(r'aria-hidden="true">(.)</span> <span class="llmreg-hidden">(\w+)', found) == [
        ("✓", "yes"),
        ("✕", "no"),
    ]


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_separated_values_come_back_and_are_no_formulas(form: str) -> None:
    text = llmreg.render(evil_table(EVIL), form)
    header, *rows = csv.reader(io.StringIO(text), delimiter="," if form == "csv" else "\t")
    assert header == ["name", "context", "released", "is(open-weights)"]
    assert [row[1:] for row in rows] == [["1024", "2024-05", ""]] * len(EVIL)
    assert not [row[0] for row in rows if row[0][:1] in "=+-@"]


def test_json_keeps_states_values_and_sources() -> None:
    body = json.loads(llmreg.render(evil_table(["one"], caption="c"), "json"))
    name, context, released, weights = body["rows"][0]["cells"]
    assert (name["value"], context["value"], released["value"]) == (["one"], 1024, "2024-05")
    assert context["sources"][0]["kind"] == "card"
    assert weights == {"state": "unknown", "text": "?"}
    assert (body["caption"], body["columns"][0]["name"], body["rows"][0]["model"]) == ("c", "name", "acme/m000")


@given(st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=4))
def test_a_markdown_table_keeps_its_shape(texts: list[str]) -> None:
    """Whatever is in a name, a reader of GitHub Markdown finds one row for each model and four cells in each."""
    markdown_it = pytest.importorskip("markdown_it", reason="comes with the documentation's packages")
    tokens = markdown_it.MarkdownIt("commonmark").enable("table").parse(llmreg.render(evil_table(texts), "markdown"))
    assert [token.type for token in tokens].count("tr_open") == len(texts) + 1
    assert [token.type for token in tokens].count("td_open") == 4 * len(texts)
    inside = [child.type for token in tokens for child in token.children or ()]
    assert set(inside) <= {"text", "text_special"}


@given(st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=4))
def test_a_table_of_restructured_text_keeps_its_shape(texts: list[str]) -> None:
    core = pytest.importorskip("docutils.core", reason="comes with the documentation's packages")
    nodes = pytest.importorskip("docutils.nodes")
    page = core.publish_doctree(
        llmreg.render(evil_table(texts, notes="cells"), "rst", name="evil"),
        settings_overrides={"halt_level": 2, "raw_enabled": False},  # a warning would end it
    )
    (table,) = page.findall(nodes.table)
    rows = list(table.findall(nodes.row))
    assert [len(row.children) for row in rows] == [4] * (len(texts) + 1)
    assert len(list(page.findall(nodes.footnote))) == 1


@given(st.text(max_size=60))
def test_latex_leaves_no_character_with_a_meaning(text: str) -> None:
    (row,) = [line for line in llmreg.render(evil_table([text or "x"]), "latex").splitlines() if "2024-05" in line]
    bare = re.sub(
        r"\\(?:text(?:backslash|asciitilde|asciicircum|less|greater)\{\}|[&%$#_{}])", "", row.removesuffix(r" \\")
    ).replace("{}", "")
    assert not re.search(r"[%$#_{}~^\\]", bare)
    assert bare.count("&") == 3


@given(st.text(max_size=60))
def test_typst_escapes_what_has_a_meaning(text: str) -> None:
    (row,) = [line for line in llmreg.render(evil_table([text or "x"]), "typst").splitlines() if "2024" in line]
    bare = re.sub(r"\\[\\#$*_`\[\]@<>~=/-]", "", row)
    assert not re.search(r"[\\#$*_`@<>~]", bare)
    assert bare.count("[") == bare.count("]") == 4


def test_a_long_table_of_latex_goes_over_pages() -> None:
    assert r"\begin{longtable}{lrll}" in llmreg.render(evil_table(["x"] * 40), "latex")
    assert r"\begin{tabular}{lrll}" in llmreg.render(evil_table(["x"] * 39), "latex")


def test_transposed_tables_have_a_column_for_each_model() -> None:
    text = llmreg.render(evil_table(["one", "two"], transpose=True), "markdown")
    assert text.splitlines()[:3] == ["|  | one | two |", "| --- | --- | --- |", "| Context | 1Ki | 1Ki |"]


def test_groups_are_headings_across_the_table() -> None:
    table = evil_table(["one"], group="released:year")
    assert "| **2024** |  |  |  |" in llmreg.render(table, "markdown")
    assert '<th scope="rowgroup" colspan="4">2024</th>' in llmreg.render(table, "html")
    assert r"\multicolumn{4}{l}{\textbf{2024}} \\" in llmreg.render(table, "latex")
    assert "table.cell(colspan: 4)[*2024*]," in llmreg.render(table, "typst")
    assert llmreg.render(table, "csv").splitlines()[1].startswith("2024,one")


def test_sources_stand_where_they_are_wanted() -> None:
    assert "[^t-1]: " in llmreg.render(evil_table(["one"], notes="cells"), "markdown", name="t")
    line = llmreg.render(evil_table(["one"], notes="line"), "markdown", name="t")
    assert "\nSources: <https://example.org/" in line
    assert "[^t" not in line
    assert "example.org" not in llmreg.render(evil_table(["one"]), "markdown")


def test_the_legend_explains_what_occurs_and_nothing_else() -> None:
    assert "? is unknown, which is not a no" in llmreg.render(evil_table(["one"]), "markdown")
    assert "unknown" not in llmreg.render(evil_table(["one"], legend=False), "markdown")
    registry = small_registry(model("one"))
    assert llmreg.render(registry.table("", columns="id"), "markdown").count("\n") == 3


def test_unknown_forms_are_refused_with_a_suggestion() -> None:
    with pytest.raises(ValueError, match="did you mean `markdown`"):
        llmreg.render(evil_table(["one"]), "markdwon")


@pytest.mark.parametrize("form", ["text", "markdown", "myst", "rst", "html", "latex", "typst", "csv", "json"])
def test_a_comparison_has_the_same_forms(form: str) -> None:
    registry = small_registry(model("one", context=Context(window=1024)), model("two", context=Context(window=2048)))
    text = llmreg.render(registry.compare("one", "two"), form)
    assert "one" in text
    assert "two" in text


def test_a_chart_is_rendered_by_the_same_function() -> None:
    registry = small_registry(model("one", parameters=Parameters(total=7_000_000_000)))
    chart = registry.chart("sizes")
    assert llmreg.render(chart, "svg").startswith("<svg")
    assert "one" in llmreg.render(chart, "text")
    with pytest.raises(ValueError, match="known: svg, text, csv, json"):
        llmreg.render(chart, "html")
