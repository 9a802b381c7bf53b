"""Reading queries: the examples of the specification, one canonical text for every way of writing, options."""

from __future__ import annotations

from datetime import date

import pytest

from llmreg import Query, QueryError
from llmreg.querying.ast import SortKey

TWENTY = {
    "vendor:alibaba": "vendor:alibaba",
    "vendor:alibaba,meta": "vendor:alibaba,meta",
    "qwen>=1.5,<3": "family:qwen version:>=1.5,<3",
    "family:qwen version:~=2.5": "family:qwen version:~=2.5",
    "size:7B..14B": "size:7B..14B",
    "params:>=70B -is:moe": "parameters:70B.. -is:moe",
    "active:..5B": "active:..5B",
    "lang:zh lang:en": "languages:en languages:zh",
    "lang:all(@sea)": "languages:all(@sea)",
    "lang:@cjk is:open-weights": "is:open-weights languages:@cjk",
    "license:@osi context:>=128k": "context:128k.. license:@osi",
    "released:2024-01..2024-06": "released:2024-01..2024-06",
    "released:last-6-months as-of:2025-06-30": "released:2024-12-30..2025-06-30 as-of:2025-06-30",
    "platform:dingtalk status:active": "platform:dingtalk status:active",
    "derived-from:llama-2 -vendor:meta": "derived-from:llama-2 -vendor:meta",
    "(family:qwen OR family:glm) lang:zh-Hant": "languages:zh-Hant (family:glm OR family:qwen)",
    '"code llama" -is:base': '"code llama" -is:base',
    "family:qwen no:license sort:-released,name limit:20": "family:qwen no:license sort:-released,name limit:20",
    "NOT (vendor:meta OR license:@noncommercial) modality:all(text,image)": (
        "modalities:all(image,text) -(license:@noncommercial OR vendor:meta)"
    ),
    "context:unknown OR no:source": "context:unknown OR no:sources",
}
"""The twenty examples of the specification, and their canonical texts."""


@pytest.mark.parametrize(("text", "canonical"), TWENTY.items())
def test_the_twenty_examples_have_a_canonical_text(text: str, canonical: str) -> None:
    assert str(Query.parse(text)) == canonical
    assert Query.parse(canonical) == Query.parse(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a b", "b a"),
        ("a AND b", "a b"),
        ("a a", "a"),
        ("a OR b OR a", "b OR a"),
        ("(a)", "a"),
        ("((a OR b))", "a OR b"),
        ("NOT NOT a", "a"),
        ("--a", "a"),
        ("- a", "NOT a"),
        ("a (b c)", "a b c"),
        ("a OR (b OR c)", "a OR b OR c"),
        ("a b OR c", "(a AND b) OR c"),
        ("NOT a b", "(NOT a) b"),
        ("lang:en,zh", "language:zh,en"),
        ("lang:any(en,zh)", "lang:zh,en"),
        ("lang:all(zh)", "lang:zh"),
        ("lang:all( zh , en )", "lang:all(en,zh)"),
        ("lang:zh, en", "lang:en,zh"),
        ("licence:mit", "license:MIT"),
        ("ctx:128K", "context:128k"),
        ("context:any(128,512)", "context:512, 128"),
        ("context>=128k", "context:128k.."),
        ("context >= 128k", "context:>=128k"),
        ("context:<=128k", "context:..128k"),
        ("context=128k", "context:128k"),
        ("context==128k", "context:128k"),
        ("params:7b", "parameters:7B"),
        ("params:7_000_000_000", "params:7000000000"),
        ("size:7.0B", "size:7B"),
        ("price:<1USD", "price<1"),
        ("compute:>=3e23", "training.compute:3E+23.."),
        ("provider:groq", "platform:groq"),
        ("DERIVED_FROM:x", "derived-from:x"),
        ("knowledge-cutoff:2023", "cutoff:2023"),
        ("Status@OpenAI:Active", "status@openai:active"),
        ("lang:eng", "lang:en"),
        ("country:cn", "country:CN"),
        ("qwen >= 1.5, < 3", "qwen>=1.5,<3"),
        ("qwen<3,>=1.5", "qwen>=1.5,<3"),
        ("version:1.5..2.5", "version:>=1.5,<=2.5"),
        ("capability:tool_calling", "capabilities:tool-calling"),
        ("is:Open_Weights", "is:open-weights"),
        ("text:foo", "foo"),
        ('text:"foo bar"', '"foo bar"'),
        ("no:params", "no:parameters"),
        ("sort:params a", "a sort:parameters"),
        ("columns:ctx,size a", "a cols:context,size"),
        ("has:price.input", "has:price"),
        ("price.input@Groq:1", "price@groq:1"),
    ],
)
def test_two_ways_of_writing_one_query(one: str, other: str) -> None:
    assert Query.parse(one) == Query.parse(other)
    assert str(Query.parse(one)) == str(Query.parse(other))
    assert Query.parse(str(Query.parse(one))) == Query.parse(one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a b", "a OR b"),
        ("size:7B", "params:7B"),
        ("context:128k", "context:128Ki"),
        ("context:128k", "context:128000"),
        ("name:qwen*", 'name:"qwen*"'),
        ("lang:@sea", "lang:all(@sea)"),
        ("context:unknown", "context:undisclosed"),
        ("status:active", "status@groq:active"),
        ("-a", "a"),
        ("a sort:name", "a sort:-name"),
    ],
)
def test_two_queries_that_are_not_the_same(one: str, other: str) -> None:
    assert Query.parse(one) != Query.parse(other)
    assert str(Query.parse(one)) != str(Query.parse(other))


def test_an_empty_query_asks_for_everything() -> None:
    for text in ("", "   ", "\n"):
        assert Query.parse(text) == Query()
    assert str(Query()) == ""


@pytest.mark.parametrize(
    "text",
    [
        "unknown",
        "or not",
        "a..b",
        "-x",
        "@sea",
        "foo:bar",
        'say "hi"',
        "back\\slash",
        "通义千问",
        "a,b",
        "(x)",
        "*",
        "qwen*",
        "x|y",
        " spaced ",
        "new\nline",
    ],
)
def test_any_text_can_be_searched_in_quotes(text: str) -> None:
    quoted = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    query = Query.parse(quoted)
    assert Query.parse(str(query)) == query
    assert Query.parse(f"name:{quoted}") == Query.parse(str(Query.parse(f"name:{quoted}")))


def test_options_may_stand_anywhere_at_the_top() -> None:
    query = Query.parse("sort:-released limit:5 vendor:meta as-of:2024-02-29 cols:id,size")
    assert query == Query.parse("vendor:meta cols:id,size as-of:2024-02-29 limit:5 sort:-released")
    assert query.sort == (SortKey("released", descending=True),)
    assert (query.limit, query.as_of, query.columns) == (5, date(2024, 2, 29), ("id", "size"))


def test_options_belong_to_the_whole_of_an_or() -> None:
    query = Query.parse("a OR b limit:3")
    assert query == Query.parse("limit:3 a OR b")
    assert str(query) == "(a OR b) limit:3"


def test_relative_dates_are_frozen_once_the_day_is_known() -> None:
    open_one = Query.parse("released:last-6-months")
    assert str(open_one) == "released:last-6-months"
    assert str(open_one.frozen(date(2024, 8, 31))) == "released:2024-02-29..2024-08-31"
    assert (
        str(Query.parse("retired:next-90-days as-of:2024-01-01")) == "retired:2024-01-01..2024-03-31 as-of:2024-01-01"
    )
    assert str(Query.parse("released:>=last-1-years as-of:2024-02-29")) == "released:2023-02-28.. as-of:2024-02-29"
    assert str(Query.parse("released:<last-30-days as-of:2024-01-31")) == "released:<2024-01-01 as-of:2024-01-31"
    both = Query.parse("released:2020,last-30-days as-of:2024-01-31")
    assert str(both) == "(released:2020 OR released:2024-01-01..2024-01-31) as-of:2024-01-31"


def test_a_relative_date_that_leaves_the_calendar_is_an_error() -> None:
    with pytest.raises(QueryError, match="leaves the calendar"):
        Query.parse("released:last-9999-years as-of:2024-01-01")
    with pytest.raises(QueryError, match="leaves the calendar"):
        Query.parse("released:next-99999-days").frozen(date.max)


def test_a_query_with_an_unknown_platform_is_read_without_a_registry() -> None:
    """Names are looked up when a query meets a registry."""
    assert str(Query.parse("vendor:nobody platform:nowhere")) == "platform:nowhere vendor:nobody"
