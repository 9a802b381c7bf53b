"""The forms of a comparison: width, marks, escaping."""

from __future__ import annotations

import csv
import io
import json
from html.parser import HTMLParser

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import llmreg
from llmreg import Registry
from llmreg.frozenmap import FrozenMap
from llmreg.quantities import StatedCount
from llmreg.rendering.comparison import (
    render_csv,
    render_html,
    render_json,
    render_jsonl,
    render_markdown,
    render_text,
    shown_rows,
)
from llmreg.rendering.terminal import width
from llmreg.wording import tokens_in_words

EVIL = "=cmd|' /C calc'!A0 <script>alert(1)</script> | [x](javascript:y) `z` \\\\ *b*"
NAMES = {
    "one": '通义千问 "七十二"',
    "two": EVIL.replace('"', ""),
    "three": "CONTROL",
}


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    """Names in Chinese, with markup of every kind, and with control characters."""
    root = tmp_path_factory.mktemp("evil")
    models = "".join(
        f'[[models]]\nid = "{key}"\nname = "{text}"\nfamily = "acme"\nsnapshot = "=1+1|`x`"\nreleased = 2024-0{number}-01\n'
        f'context = {{ window = {number}000 }}\n[models.names]\nzh = "{text}"\n'
        '[models.sources.card]\nurl = "https://example.org/a?b=\'c\'&d=<e>|f"\nkind = "card"\nchecked = 2024-06-01\n'
        f'title = "{text}"\nsupports = ["released", "snapshot", "context"]\n'
        for number, (key, text) in enumerate(
            {key: text.replace('"', '\\"') for key, text in NAMES.items()}.items(), start=1
        )
    )
    files = {
        "registry.toml": 'name = "evil"\nschema = 1\n[check]\nseverity = { LR110 = "info" }\n',
        "vendors/acme.toml": 'name = "Acme"\n[families.acme]\nname = "Acme"\n',
        "models/acme/acme.toml": models,
    }
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, encoding="utf-8")
    clean = llmreg.load(root)
    controls = "\x1b[31mred\x07"  # which load would refuse
    model = clean["acme/three"]
    source = attrs.evolve(model.sources["card"], title=controls)
    model = attrs.evolve(model, name=controls, snapshot=controls, sources=FrozenMap({"card": source}))
    return Registry(clean._index.replace(models={**clean._index.models, "acme/three": model}))


FIELDS = ["name", "snapshot", "released", "context", "license"]


def too_wide(text: str, columns: int) -> list[str]:
    """Lines that are longer, but for links, which stand on a line of their own."""
    return [line for line in text.splitlines() if width(line) > columns and not line.strip().startswith("http")]


@pytest.mark.parametrize("columns", [40, 60, 80, 100, 200])
def test_text_keeps_within_its_columns(evil: Registry, columns: int) -> None:
    for names in (
        ["one", "two"],
        ["one", "two", "three"],
        ["one", "two", "three", "one", "two", "three", "one", "two"],
    ):
        text = render_text(evil.compare(*names, fields=FIELDS), columns=columns)
        assert too_wide(text, columns) == []
        assert "\x1b" not in text
        assert "\x07" not in text


@given(data=st.data())
def test_text_of_up_to_eight_models_keeps_within_80_columns(registry: Registry, data: st.DataObject) -> None:
    ids = [model.id for model in registry]
    found = registry.compare(*data.draw(st.lists(st.sampled_from(ids), min_size=2, max_size=8)))
    differences, unknown = data.draw(st.booleans()), data.draw(st.booleans())
    text = render_text(found, shown_rows(found, differences=differences, unknown=unknown))
    assert too_wide(text, 80) == []
    assert "facts differ" in text


def test_side_by_side_where_there_is_room_else_field_by_field(registry: Registry) -> None:
    names = [
        "qwen2.5-72b",
        "llama-2-70b",
        "seallm-7b-v2.5",
        "yi-34b",
        "gemma-7b",
        "qwen-72b",
        "mistral-7b-v0.1",
        "qwen3-32b",
    ]
    beside = render_text(registry.compare(*names[:3])).splitlines()
    assert beside[0].split() == ["alibaba/qwen2.5-72b", "meta/llama-2-70b", "damo/seallm-7b-v2.5"]
    assert beside[1].split() == ["vendor", "alibaba", "meta", "damo"]
    below = render_text(registry.compare(*names)).splitlines()
    assert below[:3] == [
        "vendor",
        "  alibaba/qwen2.5-72b      alibaba",
        "  meta/llama-2-70b         meta",
    ]
    assert sum(line == "context" for line in below) == 1


def test_the_four_things_have_four_marks(registry: Registry) -> None:
    found = registry.compare("gpt-4", "qwen-72b", "qwen2.5-72b-instruct", fields=["params", "parent", "license"])
    text = render_text(found)
    assert "undisclosed" in text
    assert " - " in text
    assert "?" in text
    assert "? unknown, which is not a no" in text
    assert "- does not apply" in text


def test_only_differences_leave_out_the_rest_and_count_it(registry: Registry) -> None:
    found = registry.compare("qwen2.5-72b", "qwen2.5-72b-instruct")
    rows = shown_rows(found, differences=True)
    assert {str(row.state) for row in rows} == {"differs"}
    text = render_text(found, rows, hint="more with --unknown")
    assert f"{len(rows)} of {len(found)} facts differ" in text
    assert "more with --unknown" in text
    assert {str(row.state) for row in shown_rows(found, unknown=True)} >= {"partly-unknown", "all-unknown"}
    everything = render_text(registry.compare("qwen-72b", "qwen-72b", fields=["vendor"]), hint="more")
    assert "more" not in everything


def test_nothing_to_show_is_still_counted(registry: Registry) -> None:
    found = registry.compare("qwen-72b", "qwen-72b")
    for render in (render_text, render_markdown, render_html, render_csv, render_json, render_jsonl):
        text = render(found, shown_rows(found, differences=True))
        assert "0 of " in text or render in (render_csv, render_json, render_jsonl)


def test_best_is_told_from_best_known(registry: Registry) -> None:
    certain = render_text(registry.compare("qwen2.5-72b", "llama-2-70b", fields=["context"]))
    assert "128Ki * [" in certain
    assert "* best" in certain
    partly = render_text(registry.compare("qwen-flash", "gpt-4-turbo-2024-04-09", "qwen-72b", fields=["output"]))
    assert "32Ki (*) [" in partly
    assert "(*) best known" in partly


@pytest.mark.parametrize(
    ("tokens", "words"),
    [
        (128_000, "128k"),
        (131_072, "128Ki"),
        (1_000_000, "1M"),
        (1_048_576, "1Mi"),
        (1_010_000, "1,010k"),
        (262_143, "262,143"),
        (500, "500"),
        (StatedCount("18T"), "18T"),
    ],
)
def test_tokens_in_words(tokens: int, words: str) -> None:
    assert tokens_in_words(tokens) == words


def cells(line: str) -> int:
    """How many cells a line of a Markdown table has."""
    bare = line.replace("\\\\", "").replace("\\|", "")
    return bare.count("|") - 1


def test_markdown_is_escaped_and_keeps_its_columns(evil: Registry) -> None:
    text = render_markdown(evil.compare("one", "two", "three", fields=FIELDS))
    table = [line for line in text.splitlines() if line.startswith("|")]
    assert {cells(line) for line in table} == {4}
    assert "<script" not in text.replace("\\<script", "")
    assert "](javascript" not in text.replace("\\](javascript", "")
    assert "\x1b" not in text
    assert "通义千问" in text
    notes = [line for line in text.splitlines() if line.startswith("[^compare-")]
    assert notes
    assert all(line.count("<http") == 1 and "%3Ce%3E" in line for line in notes)


def test_markdown_has_the_best_in_bold_and_footnotes_of_their_own(registry: Registry) -> None:
    found = registry.compare("qwen2.5-72b", "llama-2-70b", fields=["context"])
    text = render_markdown(found, name="limits")
    assert "**128Ki** \\*[^limits-1]" in text
    assert "\n[^limits-1]: " in text


class Reader(HTMLParser):
    """Checks that tags are closed in order, and collects texts, tags and links."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_html_is_escaped_and_whole(evil: Registry) -> None:
    reader = Reader()
    reader.feed(render_html(evil.compare("one", "two", "three", fields=FIELDS)))
    assert reader.open == []
    assert not {"script", "img", "iframe"} & {tag for tag, _ in reader.tags}
    assert any("<script>" in text for text in reader.texts)
    assert all(value is None or "\x1b" not in value for _, attrs in reader.tags for value in attrs.values())


def test_html_can_be_read_aloud(registry: Registry) -> None:
    """Header cells have a scope, the table a caption, the region a name, Chinese its language, links their targets."""
    reader = Reader()
    reader.feed(render_html(registry.compare("qwen-72b", "gpt-4", "qwen2.5-72b-instruct"), name="c&1"))
    heads = [attrs["scope"] for tag, attrs in reader.tags if tag == "th"]
    assert heads.count("col") == 4
    assert heads.count("row") == len(heads) - 4
    (region,) = [attrs for _, attrs in reader.tags if attrs.get("role") == "region"]
    ids = {attrs["id"] for _, attrs in reader.tags if "id" in attrs}
    assert region["aria-labelledby"] in ids
    assert ("span", {"lang": "zh"}) in reader.tags
    links = [attrs["href"] or "" for tag, attrs in reader.tags if tag == "a"]
    assert all(link.startswith("https://") or link.removeprefix("#") in ids for link in links)
    marked = [attrs["title"] for tag, attrs in reader.tags if tag == "abbr"]
    assert {"best", "unknown", "does not apply"} & set(marked)


def test_csv_has_raw_values_and_no_formulas(evil: Registry, registry: Registry) -> None:
    rows = list(csv.reader(io.StringIO(render_csv(evil.compare("one", "two", "three", fields=FIELDS)))))
    assert {len(row) for row in rows} == {5}
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    assert rows[2][2] == "'=1+1|`x`"
    found = registry.compare(
        "gpt-4", "qwen-72b", "qwen2.5-72b-instruct", fields=["params", "context", "parent", "lang"]
    )
    raw = {row[0]: row[2:] for row in csv.reader(io.StringIO(render_csv(found)))}
    assert raw["parameters"] == ["undisclosed", "72287920128", "72706203648"]
    assert raw["context"] == ["8192", "32768", "32768"]
    assert raw["parent"] == ["", "n/a", "alibaba/qwen2.5-72b"]
    assert raw["languages"][1] == "zh en"


def test_json_says_which_of_the_four_a_missing_value_is(registry: Registry) -> None:
    found = registry.compare("gpt-4", "qwen-72b", "qwen2.5-72b-instruct")
    body = json.loads(render_json(found, found.rows))
    assert body["models"] == [model.id for model in found.models]
    assert sum(body["counts"].values()) == len(body["rows"]) == len(found)
    by_field = {row["field"]: row for row in body["rows"]}
    assert [cell["known"] for cell in by_field["parameters"]["cells"]] == ["undisclosed", "recorded", "recorded"]
    assert by_field["parent"]["cells"][1] == {"model": "alibaba/qwen-72b", "known": "not-applicable", "sources": []}
    assert by_field["context"]["cells"][2]["value"] == 32768
    numbers = {number for row in body["rows"] for cell in row["cells"] for number in cell["sources"]}
    assert numbers == set(range(1, len(body["sources"]) + 1))


def test_json_lines_have_a_row_each_and_whole_links(registry: Registry) -> None:
    found = registry.compare("gpt-4", "qwen-72b", fields=["context", "license"])
    lines = [json.loads(line) for line in render_jsonl(found, found.rows).splitlines()]
    assert [line["field"] for line in lines] == ["context", "license"]
    assert all(url.startswith("https://") for line in lines for cell in line["cells"] for url in cell["sources"])


@given(data=st.data())
def test_every_form_takes_every_comparison(registry: Registry, data: st.DataObject) -> None:
    ids = [model.id for model in registry]
    found = registry.compare(*data.draw(st.lists(st.sampled_from(ids), min_size=2, max_size=8)))
    Reader().feed(render_html(found, found.rows))
    json.loads(render_json(found, found.rows))
    table = [line for line in render_markdown(found, found.rows).splitlines() if line.startswith("|")]
    assert {cells(line) for line in table} == {len(found.models) + 1}
    assert {len(row) for row in csv.reader(io.StringIO(render_csv(found, found.rows)))} == {len(found.models) + 2}
