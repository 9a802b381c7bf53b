"""Laws of queries: three values, one canonical text, the same answers as a plain loop over the models."""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import reduce

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llmreg import Expression, F, FrozenMap, PartialDate, Query, QueryError, Registry
from llmreg.languages import covers
from llmreg.querying.ast import (
    Between,
    Compare,
    Condition,
    InState,
    Item,
    Node,
    Satisfies,
    all_of,
    any_of,
    conjunction,
    disjunction,
    negation,
)
from llmreg.querying.evaluate import Engine
from llmreg.querying.fields import FIELDS, Field, Kind
from llmreg.querying.groups import groups_of
from llmreg.querying.logic import Split, Truth
from llmreg.querying.logic import conjunction as both
from llmreg.querying.logic import disjunction as either
from llmreg.querying.logic import negation as opposite
from llmreg.querying.properties import PROPERTIES
from llmreg.querying.values import Amount, Group, Pattern, Relative, Word
from llmreg.querying.versions import read_clauses
from llmreg.schema.language import Languages
from llmreg.schema.limits import Context
from llmreg.schema.model import Model
from llmreg.schema.parameters import Parameters
from llmreg.vocabulary import PlatformKind, Variant, Weights
from tests.querying.small import edge, model, platform, small_registry, vendor

TRUTHS: list[Truth] = [True, False, None]

# The logic by itself


@pytest.mark.parametrize("a", TRUTHS)
@pytest.mark.parametrize("b", TRUTHS)
@pytest.mark.parametrize("c", TRUTHS)
def test_laws_of_three_values(a: Truth, b: Truth, c: Truth) -> None:
    assert opposite(opposite(a)) is a
    assert both((a, b)) is both((b, a))
    assert either((a, b)) is either((b, a))
    assert opposite(both((a, b))) is either((opposite(a), opposite(b)))
    assert opposite(either((a, b))) is both((opposite(a), opposite(b)))
    assert both((a, either((b, c)))) is either((both((a, b)), both((a, c))))
    assert either((a, both((b, c)))) is both((either((a, b)), either((a, c))))
    assert both((a, either((a, b)))) is a
    assert both((a, a)) is a
    assert both(()) is True
    assert either(()) is False


def test_unknown_is_not_no() -> None:
    assert either((None, opposite(None))) is None
    assert both((None, False)) is False
    assert either((None, True)) is True


@given(st.lists(st.sampled_from(TRUTHS), min_size=1, max_size=20), st.data())
def test_masks_follow_the_same_laws(values: list[Truth], data: st.DataObject) -> None:
    others = data.draw(st.lists(st.sampled_from(TRUTHS), min_size=len(values), max_size=len(values)))

    def split(truths: list[Truth]) -> Split:
        return Split(
            int.from_bytes(bytes(each is True for each in truths), "little"),
            int.from_bytes(bytes(each is False for each in truths), "little"),
        )

    assert split(values) & split(others) == split([both(pair) for pair in zip(values, others, strict=True)])
    assert split(values) | split(others) == split([either(pair) for pair in zip(values, others, strict=True)])
    assert ~split(values) == split([opposite(each) for each in values])


# Trees and their text

_texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12).filter(
    lambda text: "".join(text.casefold().replace("-", "").replace("_", "").split()) != ""
)
_ids = st.from_regex(r"[a-z][a-z0-9.]{0,6}[a-z0-9]", fullmatch=True).filter(
    lambda text: text not in ("unknown", "undisclosed")
)
_dates = st.one_of(
    st.builds(PartialDate, st.integers(1, 9999)),
    st.builds(PartialDate, st.integers(1, 9999), st.integers(1, 12)),
    st.dates().map(PartialDate.of),
)
_relative = st.builds(
    Relative, st.sampled_from(["last", "next"]), st.integers(0, 99), st.sampled_from(["days", "months", "years"])
)


def _amounts(field: Field) -> st.SearchStrategy[Amount]:
    units = {Kind.COUNT: ("", "K", "M", "B", "T"), Kind.TOKENS: ("", "k", "Ki", "M", "Mi"), Kind.MONEY: ("", "CNY")}
    numbers = st.one_of(
        st.integers(0, 10**20).map(Decimal),
        st.decimals(0, 10**6, places=3, allow_nan=False, allow_infinity=False),
        st.builds(lambda digits, power: Decimal(digits).scaleb(power), st.integers(1, 99), st.integers(15, 30)),
    )
    return st.builds(Amount, numbers, st.sampled_from(units.get(field.kind, ("",))))


def _values(field: Field) -> st.SearchStrategy[object]:
    kind = field.kind
    if kind is Kind.DATE:
        return _dates | _relative
    if kind.is_number:
        return _amounts(field)
    if kind is Kind.LANGUAGE:
        return st.sampled_from(["en", "zh", "zh-Hant", "pt-BR", "yue"]).map(Word) | st.sampled_from(
            [Group(name) for name in groups_of("languages")]
        )
    if kind is Kind.COUNTRY:
        return st.sampled_from(["CN", "US", "FR"]).map(Word)
    if kind is Kind.PROPERTY:
        return st.sampled_from([Word(name) for name in PROPERTIES])
    if kind is Kind.PRESENCE:
        return st.sampled_from(
            [Word(name) for name, each in FIELDS.items() if each.kind not in (Kind.PROPERTY, Kind.PRESENCE, Kind.TEXT)]
        )
    if kind is Kind.WORD:
        return st.sampled_from([Word(word) for word in field.words])
    if kind is Kind.LICENSE:
        return st.sampled_from(
            [Word("MIT"), Word("LicenseRef-X"), Word("MIT OR Apache-2.0"), Group("osi"), Pattern("LicenseRef-*")]
        )
    if kind is Kind.NAME:
        groups = [Group(name) for name in groups_of(field.groups)]
        return st.one_of(
            _ids.map(Word), _ids.map(lambda text: Pattern(f"{text}*")), *([st.sampled_from(groups)] if groups else [])
        )
    if kind is Kind.VERSION:
        return st.sampled_from([Word("1"), Word("1.5"), Pattern("2.*")])
    return _texts.map(Word)


@st.composite
def _conditions(draw: st.DrawFn) -> Condition:
    field = draw(st.sampled_from(list(FIELDS.values())))
    scope = draw(st.none() | st.sampled_from(["openai", "groq"])) if field.scoped else None
    items = st.lists(_values(field).map(Item), min_size=1, max_size=3)
    tests: list[st.SearchStrategy[object]] = [items.map(any_of)]
    if field.many:
        tests.append(items.map(all_of))
    if field.kind.is_number or field.kind is Kind.DATE:
        single = _values(field).map(Item)
        tests.append(st.builds(Compare, st.sampled_from("<>"), single))
        tests.append(single.map(lambda item: Between(item, None)))
        tests.append(single.map(lambda item: Between(None, item)))
        if field.kind is not Kind.DATE:
            ends = st.lists(_values(field), min_size=2, max_size=2).filter(lambda pair: pair[0].unit == pair[1].unit)
            tests.append(ends.map(lambda pair: Between(*map(Item, sorted(pair, key=lambda each: each.value)))))
    if field.kind is Kind.VERSION:
        clauses = [[(">=", "1"), ("<", "3")], [("~=", "2.5")], [("==", "2.*")], [("!=", "1.5")]]
        tests.append(st.sampled_from(clauses).map(lambda pairs: Satisfies(read_clauses(pairs))))
    if field.kind not in (Kind.TEXT, Kind.PROPERTY, Kind.PRESENCE):
        tests.append(st.builds(InState, st.sampled_from(["unknown", "undisclosed", "not-applicable"])))
    return Condition(field.name, draw(st.one_of(tests)), scope)


_trees: st.SearchStrategy[Node] = st.recursive(
    _conditions(),
    lambda inner: st.one_of(
        inner.map(negation),
        st.lists(inner, min_size=2, max_size=3).map(conjunction),
        st.lists(inner, min_size=2, max_size=3).map(disjunction),
    ),
    max_leaves=8,
)


@given(_trees)
def test_the_text_of_a_tree_is_read_as_that_tree(tree: Node) -> None:
    query = Query(tree)
    assert Query.parse(str(query)) == query
    assert str(Query.parse(str(query))) == str(query)


@given(_trees, _trees)
def test_the_order_of_terms_does_not_matter(one: Node, other: Node) -> None:
    assert conjunction([one, other]) == conjunction([other, one])
    assert disjunction([one, other]) == disjunction([other, one])
    assert Query.parse(f"({one}) ({other})") == Query.parse(f"({other}) AND ({one})")
    assert Query.parse(f"({one}) OR ({other})") == Query.parse(f"({other}) OR ({one})")
    assert Query.parse(f"NOT (NOT ({one}))") == Query(one)


@given(
    _trees,
    st.none() | st.integers(1, 999),
    st.none() | st.dates(min_value=date(100, 1, 1), max_value=date(9000, 1, 1)),
    st.lists(st.sampled_from(["name", "-released", "price@openai", "-size"]), max_size=2, unique=True),
)
def test_options_are_read_back(tree: Node, limit: int | None, day: date | None, keys: list[str]) -> None:
    text = f"({tree}) " + (f"limit:{limit} " if limit else "") + (f"as-of:{day} " if day else "")
    text += f"sort:{','.join(keys)}" if keys else ""
    query = Query.parse(text)
    assert Query.parse(str(query)) == query
    assert (query.limit, query.as_of) == (limit, day)
    if day:
        assert query.frozen(date(1999, 9, 9)) == query


# Whatever is typed

_PIECES = (
    *"()-,:<>=\"'@*. |&!~\\",
    *(
        "..",
        "OR",
        "AND",
        "NOT",
        "and",
        "lang:",
        "size:",
        "7B",
        "zh",
        "unknown",
        "qwen>=1.5",
        "all(",
        "@sea",
        "vendor:meta",
    ),
    *(
        "is:moe",
        "released:",
        "2024-06",
        "last-6-months",
        "sort:",
        "limit:3",
        "as-of:2024-01-01",
        "status@",
        "version:>=",
    ),
    *("~=2", "license:", "MIT OR", "text:", "has:", "no:", "price:<1CNY", "通义", "\n", "\x00", "é", "²", "٣"),
)
_SCRAPS = st.sampled_from(_PIECES)


@given(st.lists(_SCRAPS | st.text(max_size=3), max_size=12).map("".join) | st.text(max_size=60))
@settings(max_examples=300)
def test_whatever_is_typed_is_read_or_refused_with_a_place(text: str) -> None:
    try:
        query = Query.parse(text)
    except QueryError as error:
        assert error.span is not None
        assert 0 <= error.span[0] <= error.span[1] <= len(text)
        assert error.suggestion is None or Query.parse(error.suggestion) is not None
        assert str(error)
    else:
        assert Query.parse(str(query)) == query


@given(_trees, st.data())
def test_a_slip_in_a_good_query_is_read_or_refused(tree: Node, data: st.DataObject) -> None:
    text = str(tree)
    at = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(at, min(len(text), at + 2)))
    slip = text[:at] + data.draw(st.sampled_from(["", "x", "(", ")", '"', ":", ",", " ", "-", ".."])) + text[end:]
    try:
        query = Query.parse(slip)
    except QueryError as error:
        assert error.span is not None
        assert error.suggestion is None or Query.parse(error.suggestion) is not None
    else:
        assert Query.parse(str(query)) == query


@given(_trees)
@settings(max_examples=50)
def test_any_tree_is_answered_or_its_unknown_name_is_told(tree: Node) -> None:
    try:
        result = ANY.find(Query(tree))
    except QueryError as error:
        assert error.span is not None
    else:
        assert len(result) + len(result.undecided) <= len(ANY)
        assert set(result.undecided) <= set(ANY.models)
        assert result.why_empty is None or not result
        assert all(fields for fields in result.undecided.values())


# The same as a plain loop

_COUNTS = [4_096, 8_192, 32_768, 128_000, 131_072, 200_000]
_TAGS = ["en", "zh", "zh-Hant", "yue", "th", "vi", "pt-BR"]
_DAYS = ["2023", "2023-12", "2023-12-31", "2024", "2024-06", "2024-06-13"]
_HOSTS = ["api", "hub"]


@st.composite
def _models(draw: st.DrawFn, number: int) -> Model:
    def maybe(values: list[object]) -> object:
        return draw(st.sampled_from([None, *values]))

    size = maybe([7 * 10**9, 14 * 10**9, 72 * 10**9])
    window = maybe(list(_COUNTS))
    released = maybe(list(_DAYS))
    secret = draw(st.booleans())
    return model(
        f"{draw(st.sampled_from(['one', 'two']))}/m{number}",
        parameters=Parameters(total=size),
        undisclosed=("parameters", "context") if secret and size is None and window is None else (),
        context=Context(window=window),
        languages=Languages(
            tags=tuple(draw(st.lists(st.sampled_from(_TAGS), unique=True, max_size=3))),
            complete=draw(st.sampled_from([True, False, None])),
        ),
        released=PartialDate.parse(str(released)) if released else None,
        weights=maybe(list(Weights)),
        variant=maybe([Variant.BASE, Variant.CHAT]),
        license=maybe(["MIT", "Apache-2.0"]),
        integrations=FrozenMap([edge(host) for host in draw(st.lists(st.sampled_from(_HOSTS), unique=True))]),
    )


@st.composite
def _registries(draw: st.DrawFn) -> Registry:
    models = [draw(_models(number)) for number in range(draw(st.integers(0, 8)))]
    return small_registry(vendor("one"), vendor("two"), platform("api"), platform("hub", PlatformKind.HUB), *models)


ANY = small_registry(
    vendor("one"),
    platform("openai"),
    platform("groq"),
    model("one/a", languages=Languages(tags=("en", "zh"), complete=True), version="1.5", license="MIT"),
    model("one/b", context=Context(window=128_000), released=PartialDate.parse("2024")),
    model("one/c", undisclosed=("parameters",), integrations=FrozenMap([edge("openai")])),
)

Loop = tuple[str, Expression, Callable[[Model], Truth]]
"""A condition as text, as an expression, and as a function of one model."""


def _number(name: str, expression: object, read: Callable[[Model], int | None], sign: str, amount: int) -> Loop:
    compare = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}[sign]

    def ask(one: Model) -> Truth:
        value = read(one)
        return None if value is None else bool(compare(value, amount))

    return f"{name}:{sign}{amount}", compare(expression, amount), ask


def _language(tag: str) -> Loop:
    def ask(one: Model) -> Truth:
        if any(covers(tag, own) for own in one.languages.tags):
            return True
        open_list = one.languages.complete is not True or not one.languages.tags
        return None if open_list or any(covers(own, tag) for own in one.languages.tags) else False

    return f"lang:{tag}", F.lang == tag, ask


def _equal(name: str, expression: object, read: Callable[[Model], object], word: str) -> Loop:
    def ask(one: Model) -> Truth:
        value = read(one)
        return None if value is None else str(value) == word

    return f"{name}:{word}", expression == word, ask  # type: ignore[return-value]


def _released(low: str, high: str) -> Loop:
    first, last = PartialDate.parse(low).earliest, PartialDate.parse(high).latest

    def ask(one: Model) -> Truth:
        if one.released is None:
            return None
        inside = [first <= day <= last for day in (one.released.earliest, one.released.latest)]
        if all(inside):
            return True
        apart = one.released.latest < first or one.released.earliest > last
        return False if apart else None

    return f"released:{low}..{high}", F.released.between(low, high), ask


_SIGNS = st.sampled_from(["<", "<=", ">", ">="])
_loops: st.SearchStrategy[Loop] = st.one_of(
    st.builds(
        lambda sign, n: _number("context", F.context, lambda m: m.context.window, sign, n),
        _SIGNS,
        st.sampled_from(_COUNTS),
    ),
    st.builds(
        lambda sign, n: _number("params", F.params, lambda m: m.parameters.total, sign, n),
        _SIGNS,
        st.sampled_from([7 * 10**9, 10**10]),
    ),
    st.sampled_from(_TAGS).map(_language),
    st.sampled_from(list(map(str, Weights))).map(lambda word: _equal("weights", F.weights, lambda m: m.weights, word)),
    st.sampled_from(["one", "two"]).map(lambda word: _equal("vendor", F.vendor, lambda m: m.vendor, word)),
    st.sampled_from(["MIT", "Apache-2.0"]).map(lambda word: _equal("license", F.license, lambda m: m.license, word)),
    st.sampled_from(["base", "chat"]).map(lambda word: _equal("variant", F.variant, lambda m: m.variant, word)),
    st.lists(st.sampled_from(_DAYS), min_size=2, max_size=2)
    .map(sorted)
    .filter(lambda pair: PartialDate.parse(pair[0]).earliest <= PartialDate.parse(pair[1]).latest)
    .map(lambda pair: _released(*pair)),
    st.sampled_from(_HOSTS).map(
        lambda host: (f"platform:{host}", F.platform == host, lambda m: host in m.integrations)
    ),
    st.just(("has:context", F.has("context"), lambda m: m.context.window is not None)),
    st.just(("context:unknown", F.context.is_unknown(), lambda m: m.context.window is None)),
)


def _not(loop: Loop) -> Loop:
    text, expression, ask = loop
    return f"NOT ({text})", ~expression, lambda one: opposite(ask(one))


def _join(loops: list[Loop], word: str) -> Loop:
    combine, sign = (both, operator.and_) if word == "AND" else (either, operator.or_)
    text = f" {word} ".join(f"({each[0]})" for each in loops)
    return text, reduce(sign, (each[1] for each in loops)), lambda one: combine(each[2](one) for each in loops)


_queries: st.SearchStrategy[Loop] = st.recursive(
    _loops,
    lambda inner: st.one_of(
        inner.map(_not),
        st.builds(_join, st.lists(inner, min_size=2, max_size=3), st.sampled_from(["AND", "OR"])),
    ),
    max_leaves=6,
)


def _answers(registry: Registry, query: object) -> dict[str, Truth]:
    found = registry.find(query)  # type: ignore[arg-type]
    return {key: True if key in found.ids else None if key in found.undecided_ids else False for key in registry.models}


@given(_registries(), _queries)
@settings(max_examples=200)
def test_find_agrees_with_a_plain_loop_over_the_models(registry: Registry, query: Loop) -> None:
    text, expression, ask = query
    expected = {model.id: ask(model) for model in registry}
    assert _answers(registry, text) == expected
    assert _answers(registry, expression) == expected
    assert Query(expression.node) == Query.parse(text)


@given(_registries(), _queries)
def test_explanations_agree_with_find(registry: Registry, query: Loop) -> None:
    result = registry.find(query[0])
    for key, answer in _answers(registry, query[0]).items():
        assert result.explain(key).answer is answer


@given(_registries(), _queries, _queries, _queries)
def test_laws_of_queries(registry: Registry, one: Loop, two: Loop, three: Loop) -> None:
    a, b, c = one[1], two[1], three[1]
    for left, right in (
        (~(a & b), ~a | ~b),
        (~(a | b), ~a & ~b),
        (a & (b | c), (a & b) | (a & c)),
        (a | (b & c), (a | b) & (a | c)),
        (~~a, a),
        (a & a, a),
        (a & b, b & a),
        (a | b, b | a),
        (a & (a | b), a),
    ):
        assert _answers(registry, left) == _answers(registry, right)
    yes, no = _answers(registry, a), _answers(registry, ~a)
    assert {key: opposite(value) for key, value in yes.items()} == no


@given(_registries(), _queries)
def test_what_is_undecided_could_go_either_way(registry: Registry, query: Loop) -> None:
    """Every model is in exactly one of three: found, undecided, left out; and NOT swaps the first and the last."""
    found, other = registry.find(query[1]), registry.find(~query[1])
    assert set(found.undecided) == set(other.undecided)
    assert not set(found.ids) & set(other.ids)
    assert len(found) + len(other) + len(found.undecided) == len(registry)


@given(
    _registries(), st.sampled_from(["context", "parameters", "released", "license", "languages", "id"]), st.booleans()
)
def test_sorting_keeps_every_model_and_puts_unknown_last(registry: Registry, field: str, down: bool) -> None:
    found = registry.find(f"sort:{'-' if down else ''}{field}")
    assert sorted(found.ids) == sorted(registry.models)
    known = [found.fact(model, field).state == "recorded" for model in found]
    assert known == sorted(known, reverse=True)


@given(_registries(), _queries)
def test_a_new_engine_gives_the_same_answers(registry: Registry, query: Loop) -> None:
    engine: Engine = registry._engine(None)
    again = Engine(engine.index, engine.view.today)
    tree = query[1].node
    for _ in range(2):
        assert again.answer(tree) == engine.answer(tree)
