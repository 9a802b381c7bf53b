"""Wrong queries: the place, the cause, and what to write instead, which can be read."""

from __future__ import annotations

import pickle
import re

import pytest

import llmreg
from llmreg import Query, QueryError, Registry
from tests.querying.small import edge, model, platform, small_registry, vendor


@pytest.fixture(scope="module")
def registry() -> Registry:
    return small_registry(
        vendor("meta"),
        platform("openai"),
        model("meta/llama-2-7b", license="LicenseRef-Llama-2", integrations=llmreg.FrozenMap([edge("openai")])),
    )


SPECIFIED = [
    """\
unknown field `vender`
  vender:meta
  ^^^^^^
  help: did you mean `vendor:`?""",
    """\
`7-14B` is not a quantity
  params:7-14B
         ^^^^^
  help: write the range as params:7B..14B""",
    """\
unknown vendor `mata`
  vendor:mata
         ^^^^
  help: did you mean `meta`?""",
    """\
the range is upside down: 14B is more than 7B
  size:14B..7B
       ^^^^^^^
  help: did you mean 7B..14B?""",
    """\
no version can satisfy `>=3,<2`
  qwen>=3,<2
      ^^^^^^""",
    """\
`zh-cn` is not a language tag
  lang:zh-cn
       ^^^^^
  help: did you mean zh-Hans-CN or zh-CN?""",
    """\
`and` is not needed
  vendor:meta and lang:en
              ^^^
  help: terms next to each other already mean AND""",
    """\
`opensource` is not a yes/no property
  is:opensource
     ^^^^^^^^^^
  help: known: open-weights, moe, base, instruct, deprecated, retired, multimodal, chat, dense,
        embedding, gated, reasoning, rolling, undisclosed-size""",
    """\
unknown field `foo`
  foo:bar
  ^^^
  help: to search for the text itself, quote it: "foo:bar\"""",
    """\
`context:` has no value
  context:
  ^^^^^^^^
  help: use no:context for models without one, has:context for models with one""",
]
"""The errors of the specification, word for word, but for the list of properties, which is longer now."""


@pytest.mark.parametrize("text", SPECIFIED, ids=lambda text: text.splitlines()[1].strip())
def test_the_errors_of_the_specification(registry: Registry, text: str) -> None:
    query = text.splitlines()[1].strip()
    with pytest.raises(QueryError) as caught:
        registry.find(query)
    assert str(caught.value) == text


WRONG = {
    "lang:english": ("`english` is not a language tag", "lang:en"),
    "lang:jp": ("`jp` is not a language tag", "lang:ja"),
    "lang:zh_Hant": ("`zh_Hant` is not a language tag", "lang:zh-Hant"),
    "lang:zh-tw": ("`zh-tw` is not a language tag", "lang:zh-Hant-TW"),
    "lang:en-us": ("`en-us` is not a language tag", "lang:en-US"),
    "lang:*-xx": ("`*-xx` is not a language range", None),
    "lang:@seas": ("unknown group `@seas` of `languages`", "lang:@sea"),
    "license:@ossi": ("unknown group `@ossi` of `license`", "license:@osi"),
    "platform:@apis": ("unknown group `@apis` of `platform`", "platform:@api"),
    "vendor:@big": ("`vendor` has no groups", 'vendor:"@big"'),
    "lang:@": ("this group has no name", None),
    "family:lama": ("unknown family `lama`", None),
    "family:met": ("unknown family `met`", "family:meta"),
    "platform:opnai": ("unknown platform `opnai`", "platform:openai"),
    "status@opnai:active": ("unknown platform `opnai`", "status@openai:active"),
    "vendor@openai:meta": ("`vendor` is the same on every platform", "vendor:meta"),
    "status@:active": ("there is no platform behind `@`", None),
    "license:apache-2": ("unknown licence `apache-2`", "license:Apache-2.0"),
    "license:llama-2": ("unknown licence `llama-2`", "license:LicenseRef-Llama-2"),
    "derived-from:lama-2-7b": ("unknown model `lama-2-7b`", "derived-from:llama-2-7b"),
    "id:llama-7b": ("unknown model `llama-7b`", "id:llama-2-7b"),
    "country:china": ("`china` is not a country code", "country:CN"),
    "country:uk": ("`uk` is not a country code", "country:GB"),
    "variant:instuct": ("`instuct` is not one of the values of `variant`", "variant:instruct"),
    "weights:opened": ("`opened` is not one of the values of `weights`", "weights:open"),
    "modality:vision": ("`vision` is not one of the values of `modalities`", None),
    "is:openweights2": ("`openweights2` is not a yes/no property", "is:open-weights"),
    "has:contxt": ("unknown field `contxt`", "has:context"),
    "no:is": ("every model answers to `is:`", None),
    "contxt>=128k": ("unknown field `contxt`", "context>=128k"),
    "contxt@groq>=128k": ("unknown field `contxt`", "context@groq>=128k"),
    "vendor>=meta": ("`vendor` has no order: it cannot be less or more", "vendor:meta"),
    "vendor:>=meta": ("`vendor` has no order: it cannot be less or more", "vendor:meta"),
    "vendor=meta": ("`=` is for numbers, dates and versions", "vendor:meta"),
    "context=>128k": ("`=>` is written `>=`", "context>=128k"),
    "vendor!=meta": ("`!=` is written with a minus", None),
    "context~=128k": ("`~=` is for versions", "context:128k"),
    "context>": ("nothing follows `>`", None),
    "qwen=1.5": ("`=` is not an operator for versions", "qwen==1.5"),
    "qwen~=2": ("`~=2` needs two numbers", "qwen~=2.0"),
    "qwen>=2.*": ("`*` goes with == and != only, not with `>=`", "qwen>=2"),
    "qwen>=2,3": ("an operator is missing here", None),
    "qwen>=": ("no version follows `>=`", None),
    "version:~=abc": ("`abc` is not a version that `~=` can be used with", None),
    "version:2..1": ("no version can satisfy `>=2,<=1`", None),
    "size:7G": ("`7G` is not a quantity", "size:7B"),
    "context:128KB": ("`128KB` is not a quantity", "context:128k"),
    "size:big": ("`big` is not a quantity", None),
    "size:-7B": ("`-7B` is not a quantity", None),
    "size:7B...14B": ("`.14B` is not a quantity", None),
    "price:$1": ("`$1` is not a quantity", None),
    "price:1US": ("`1US` is not a price", "price:1"),
    "price:1CNY..2EUR": ("`1CNY` and `2EUR` are in different currencies", None),
    "context:128,000": ("`128,000` is two numbers", "context:128000"),
    "context:>=32k,<=128k": ("only one comparison can stand here", None),
    "context:unknown,128k": ("`unknown` is not one value among others", None),
    "context:..": ("this range has no end", None),
    "released:2024/6/1": ("`2024/6/1` is not a date", "released:2024-06-01"),
    "released:2024-13": ("`2024-13` is not a date", None),
    "released:2024-02-30": ("there is no such day as 2024-02-30", None),
    "released:yesterday": ("`yesterday` is not a date", None),
    "released:2025..2024": ("the range is upside down: 2025 is later than 2024", "released:2024..2025"),
    "lang:zh,": ("a value is missing here", "lang:zh"),
    "lang:,zh": ("a value is missing here", None),
    "lang:all(zh": ("this parenthesis is not closed", None),
    "vendor:all(meta,google)": ("a model has only one `vendor`", "vendor:meta,google"),
    "name:*": ("`*` matches everything", None),
    "is:m*": ("`is` takes no `*`", None),
    "context: 128k": ("`context:` has no value", None),
    "is:": ("`is:` has no value", None),
    "(vendor:meta": ("this parenthesis is not closed", None),
    "vendor:meta)": ("this parenthesis closes none", "vendor:meta"),
    "()": ("there is nothing between these parentheses", ""),
    "OR a": ("`OR` needs a condition on both sides", None),
    "a OR": ("`OR` needs a condition on both sides", None),
    "a OR OR b": ("`OR` needs a condition on both sides", None),
    "AND a": ("`AND` needs a condition on both sides", "a"),
    "a AND": ("`AND` needs a condition on both sides", "a"),
    "a or b": ("`or` is written in capitals", "a OR b"),
    "not a": ("`not` is written in capitals", "NOT a"),
    "a And b": ("`And` is not needed", "a b"),
    "a | b": ("`|` is not an operator", "a OR b"),
    "a && b": ("`&&` is not an operator", "a AND b"),
    "!a": ("`!` is not an operator", "NOT a"),
    "a NOT": ("nothing follows `NOT`", None),
    "-": ("nothing follows `-`", None),
    '"abc': ("this quote is not closed", None),
    '"abc"d': ("`d` cannot stand here", None),
    '""': ("this value is empty", None),
    '" - "': ("there is nothing in this text to search for", None),
    ":x": ("there is no field before `:`", None),
    "limit:0": ("`0` is not a number of models", "limit:20"),
    "limit:ten": ("`ten` is not a number of models", "limit:20"),
    "limit:5 limit:6": ("`limit:` stands twice", "limit:5"),
    "limit:": ("`limit:` has no value", None),
    "(limit:3)": ("`limit:` cannot stand in parentheses", None),
    "-limit:3": ("an option cannot be negated", None),
    "a OR limit:3": ("`OR` needs a condition on both sides", None),
    "as-of:2024-06": ("`2024-06` is not a whole day", "as-of:2024-06-30"),
    "as-of:soon": ("`soon` is not a day", None),
    "sort:relased": ("unknown field `relased`", "sort:released"),
    "sort:-relased,name": ("unknown field `relased`", "sort:-released,name"),
    "sort:is": ("nothing sorts by `is`", None),
    "sort:vendor@groq": ("`vendor` is the same on every platform", "sort:vendor"),
    "sort:-price@opnai": ("unknown platform `opnai`", "sort:-price@openai"),
    "sort:name,": ("a field is missing here", None),
    "cols:nme": ("unknown field `nme`", "cols:name"),
    "cols:id,price@opnai": ("unknown platform `opnai`", "cols:id,price@openai"),
    "cols:id@openai": ("`id` is the same on every platform", "cols:id"),
    "cols:text": ("`text` is not a column", None),
    "released:last-9999-years": ("`last-9999-years` leaves the calendar, seen from 2024-06-30", None),
}
"""Wrong queries, what is said of each, and the whole query that is suggested, but for blanks."""


@pytest.mark.parametrize(("query", "expected"), WRONG.items())
def test_wrong_queries(registry: Registry, query: str, expected: tuple[str, str | None]) -> None:
    message, suggestion = expected
    with pytest.raises(QueryError) as caught:
        registry.find(query)
    error = caught.value
    assert error.message == message
    assert error.query == query
    given = None if error.suggestion is None else " ".join(error.suggestion.split())
    assert given == suggestion
    assert error.span is not None
    assert 0 <= error.span[0] < error.span[1] <= len(query)


_IN_HINTS = re.compile(r'"[^"]*"|[^\s`"]*[\w)]:[^\s`?,;]+(?:,[^\s`?;]+)*')
"""What looks like a query in a hint: a text in quotes, or something with a colon inside."""


@pytest.mark.parametrize("query", [*WRONG, *(text.splitlines()[1].strip() for text in SPECIFIED)])
def test_every_query_in_a_hint_can_be_read(registry: Registry, query: str) -> None:
    with pytest.raises(QueryError) as caught:
        registry.find(query)
    error = caught.value
    if error.suggestion is not None:
        Query.parse(error.suggestion)
    for found in _IN_HINTS.findall(error.hint or ""):
        Query.parse(found)


def test_a_suggestion_that_cannot_be_read_is_not_given() -> None:
    """Two faults: to mend the first would not do."""
    with pytest.raises(QueryError) as caught:
        Query.parse("vender:meta size:7G")
    assert caught.value.hint == "did you mean `vendor:`?"
    assert caught.value.suggestion is None


def test_typed_expressions_are_placed_in_their_text(registry: Registry) -> None:
    with pytest.raises(QueryError) as caught:
        registry.find((llmreg.F.vendor == "mata") & (llmreg.F.size > "7B"))
    assert str(caught.value).splitlines()[1:3] == ["  size:>7B vendor:mata", "                  ^^^^"]


def test_wide_characters_move_the_carets() -> None:
    with pytest.raises(QueryError) as caught:
        Query.parse('"通义" vender:x')
    assert str(caught.value).splitlines()[1:3] == ['  "通义" vender:x', "         ^^^^^^"]


def test_long_queries_are_shown_in_part() -> None:
    long = "a " * 200
    with pytest.raises(QueryError) as caught:
        Query.parse(f"{long}vender:x {long}")
    shown = str(caught.value).splitlines()
    assert shown[1].startswith("  ...")
    assert shown[1].endswith("...")
    assert shown[1][shown[2].index("^") :].startswith("vender:x")
    assert all(len(line) < 120 for line in shown)


def test_what_would_steer_a_terminal_is_not_shown() -> None:
    with pytest.raises(QueryError) as caught:
        Query.parse("vendor:meta \x1b[31m:x\ny")
    assert "\x1b" not in str(caught.value)
    assert len(str(caught.value).splitlines()) == 4


def test_errors_pickle() -> None:
    with pytest.raises(QueryError) as caught:
        Query.parse("vender:meta")
    again = pickle.loads(pickle.dumps(caught.value))
    assert str(again) == str(caught.value)
    assert (again.span, again.suggestion) == ((0, 6), "vendor:meta")
    assert isinstance(again, ValueError)


@pytest.mark.parametrize(
    "text", ["(" * 10_000, "-" * 10_000 + "a", "a " * 20_000, '"' + "x" * 19_000 + '"', "lang:" + "zh," * 5_000 + "en"]
)
def test_huge_queries_are_read_or_refused(text: str) -> None:
    try:
        query = Query.parse(text)
    except QueryError as error:
        assert len(str(error)) < 1_000
    else:
        assert Query.parse(str(query)) == query
