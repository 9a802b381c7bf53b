"""Lineage as a tree and languages as a table, and both as data."""

from __future__ import annotations

import csv
import io
import json

from llmreg import Registry
from llmreg.rendering import coverage, lineage


def test_a_tree_between_parents_and_children(registry: Registry) -> None:
    assert lineage.render_text(registry.lineage("alibaba/qwen-7b-chat")) == (
        "alibaba/qwen-7b-chat\n"
        "made from\n"
        "└── alibaba/qwen-7b (finetune)\n"
        "made into\n"
        "├── alibaba/qwen-7b-chat-int4 (quantized)\n"
        "└── alibaba/qwen-7b-chat-int8 (quantized)\n"
    )


def test_a_tree_in_ascii(registry: Registry) -> None:
    for model in registry:
        text = lineage.render_text(registry.lineage(model.id), ascii_only=True)
        assert text.isascii()
        drawn = lineage.render_text(registry.lineage(model.id))
        assert len(text.splitlines()) == len(drawn.splitlines())


def test_what_is_not_recorded_is_said_in_words(registry: Registry) -> None:
    text = lineage.render_text(registry.lineage("alibaba/qwen-72b"))
    assert "nothing is recorded that it was made from" in text


def test_models_outside_the_registry_are_marked(registry: Registry) -> None:
    assert "(finetune, not in this registry)" in lineage.render_text(registry.lineage("damo/seallms-audio-7b"))


def test_lineage_as_data(registry: Registry) -> None:
    found = registry.lineage("alibaba/qwen-vl-chat")
    body = json.loads(lineage.render_json(found))
    assert body["parents"][0]["name"] == "alibaba/qwen-vl"
    assert body["parents"][0]["branches"][0] == {
        "name": "alibaba/qwen-7b",
        "in_registry": True,
        "relation": "multimodal",
        "repeated": False,
        "branches": [],
    }
    edges = [json.loads(line) for line in lineage.render_jsonl(found).splitlines()]
    rows = list(csv.DictReader(io.StringIO(lineage.render_csv(found))))
    assert [(edge["distance"], edge["parent"], edge["child"]) for edge in edges] == [
        (int(row["distance"]), row["parent"], row["child"]) for row in rows
    ]
    assert [edge["distance"] for edge in edges] == [-1, -2, 1]
    assert "  - alibaba/qwen-7b (multimodal)" in lineage.render_markdown(found)


def test_languages_as_a_table_with_the_rule_of_the_group(registry: Registry) -> None:
    text = coverage.render_text(registry.language_coverage("sea"), group="@sea")
    lines = text.splitlines()
    assert lines[0].split() == [
        "language",
        "tag",
        "models",
        "others",
        "smallest",
        "with",
        "open",
        "weights",
        "parameters",
    ]
    assert [line.split()[0] for line in lines[1:9]] == [
        "Filipino",
        "Indonesian",
        "Khmer",
        "Lao",
        "Malay",
        "Burmese",
        "Thai",
        "Vietnamese",
    ]
    assert "@sea: Southeast Asian languages" in text
    assert "checked 2026-11-23" in text
    assert "@sea" not in coverage.render_text(registry.language_coverage("th"), group="th")


def test_languages_as_data(registry: Registry) -> None:
    found = registry.language_coverage("cjk")
    body = json.loads(coverage.render_json(found))
    assert [each["tag"] for each in body] == ["ja", "ko", "zh"]
    assert [json.loads(line) for line in coverage.render_jsonl(found).splitlines()] == body
    rows = list(csv.DictReader(io.StringIO(coverage.render_csv(found))))
    assert [int(row["declared"]) for row in rows] == [len(each["declared"]) for each in body]
    assert all(row["smallest_open"] in each["declared"] for row, each in zip(rows, body, strict=True))
    table = coverage.render_markdown(found).splitlines()
    assert len(table) == 5
    assert table[1] == "| --- | --- | --: | --: | --- | --: |"
