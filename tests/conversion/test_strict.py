"""Every hook: what it takes, and for everything else the code, the words and the hint."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmreg import FrozenMap, PartialDate, StatedCount
from llmreg.conversion import strict
from llmreg.conversion.strict import (
    FORMATS,
    WrongValueError,
    choice,
    freeze,
    shown,
    strict_list,
    strict_table,
    toml_type,
)
from llmreg.vocabulary import PriceItem, Variant, Weights

D = Decimal
MOMENT = datetime(2024, 6, 13, 12, tzinfo=UTC)
DAY = date(2024, 6, 13)
NO_HINT = None

EMPTY = ("LR107", "the string is empty", "leave the key out where nothing is known")
SECRET = "leave the key out; where its maker keeps a fact secret, list the field in `undisclosed`"
SIZE = 'a stated size reads "72B" or "1.8B"'
QUOTES = 'write it in quotes: "..."'
NOT_ZERO = ("LR111", "0 is not a count", "leave the key out where the number is not known")

TAKEN: list[tuple[Callable[..., Any], Any, Any]] = [
    (strict.text, "Acme 7B", "Acme 7B"),
    (strict.text, "通义千问", "通义千问"),
    (strict.text, "نمی\u200cخواهم", "نمی\u200cخواهم"),
    (strict.text, "none of these", "none of these"),
    (strict.boolean, True, True),
    (strict.boolean, False, False),
    (strict.count, 1, 1),
    (strict.count, 10**15, 10**15),
    (strict.stated_count, 5, 5),
    (strict.stated_count, "3T", StatedCount("3T")),
    (strict.stated_count, "1000T", 10**15),
    (strict.parameter_count, 10_000, 10_000),
    (strict.parameter_count, "72B", StatedCount("72B")),
    (strict.decimal, D("0.15"), D("0.15")),
    (strict.decimal, 0, D(0)),
    (strict.decimal, 3, D(3)),
    (strict.decimal, D("3.1e23"), D("3.1e23")),
    (strict.day, DAY, DAY),
    (strict.day, date(1970, 1, 2), date(1970, 1, 2)),
    (strict.partial_date, DAY, PartialDate(2024, 6, 13)),
    (strict.partial_date, "2024-06", PartialDate(2024, 6)),
    (strict.partial_date, "1970", PartialDate(1970)),
    (strict.language_tag, "zh-Hant", "zh-Hant"),
    (strict.country, "CN", "CN"),
    (strict.currency, "CNY", "CNY"),
    (strict.url, "https://example.org", "https://example.org"),
    (strict.url, "http://example.org:80/a?b#c", "http://example.org:80/a?b#c"),
    (choice(Weights), "open", Weights.OPEN),
]

REFUSED: list[tuple[Callable[..., Any], Any, tuple[str, str, str | None]]] = [
    # text
    (strict.text, 5, ("LR103", "expected a string, got an integer", QUOTES)),
    (strict.text, D("1.5"), ("LR103", "expected a string, got a float", QUOTES)),
    (strict.text, True, ("LR103", "expected a string, got a boolean", QUOTES)),
    (strict.text, DAY, ("LR103", "expected a string, got a date", NO_HINT)),
    (strict.text, ["a"], ("LR103", "expected a string, got an array", NO_HINT)),
    (strict.text, {"a": 1}, ("LR103", "expected a string, got a table", NO_HINT)),
    (strict.text, "", EMPTY),
    (strict.text, " \n", EMPTY),
    (strict.text, "TBD", ("LR112", "`TBD` is a placeholder", SECRET)),
    (strict.text, " n/a ", ("LR112", "` n/a ` is a placeholder", SECRET)),
    (strict.text, "a\nb", ("LR105", "`a<U+000A>b` contains U+000A", "delete that character")),
    (strict.text, "a\x1b[31m", ("LR105", "`a<U+001B>[31m` contains U+001B", "delete that character")),
    (strict.text, "a\u202eb", ("LR105", "`a<U+202E>b` contains U+202E", "delete that character")),
    (strict.text, "a ", ("LR105", "`a ` begins or ends with a blank", "delete the blank")),
    (strict.text, "\u3000a", ("LR105", "`\u3000a` begins or ends with a blank", "delete the blank")),
    # boolean
    (strict.boolean, 1, ("LR103", "expected true or false, got an integer", NO_HINT)),
    (strict.boolean, "true", ("LR103", "expected true or false, got a string", NO_HINT)),
    # count
    (strict.count, "4096", ("LR103", "expected an integer, got a string", "write 4096 without quotes")),
    (strict.count, "4_096", ("LR103", "expected an integer, got a string", "write 4_096 without quotes")),
    (strict.count, "٤٠٩٦", ("LR103", "expected an integer, got a string", NO_HINT)),
    (strict.count, "007", ("LR103", "expected an integer, got a string", NO_HINT)),
    (strict.count, "128k", ("LR103", "expected an integer, got a string", NO_HINT)),
    (strict.count, D("4096.0"), ("LR103", "expected an integer, got a float", NO_HINT)),
    (strict.count, True, ("LR103", "expected an integer, got a boolean", NO_HINT)),
    (strict.count, [1], ("LR103", "expected an integer, got an array", NO_HINT)),
    (strict.count, 0, NOT_ZERO),
    (strict.count, -1, ("LR106", "`-1` is out of range", "the range is 1 to 10^15")),
    (strict.count, 10**15 + 1, ("LR106", f"`{10**15 + 1}` is out of range", "the range is 1 to 10^15")),
    (strict.count, 10**999, ("LR106", f"`1{'0' * 78}…` is out of range", "the range is 1 to 10^15")),
    # stated count
    (strict.stated_count, "72b", ("LR103", "expected an integer or a stated size, got the string `72b`", SIZE)),
    (strict.stated_count, "B", ("LR103", "expected an integer or a stated size, got the string `B`", SIZE)),
    (strict.stated_count, "72 B", ("LR103", "`72 B` is not a stated size", SIZE)),
    (strict.stated_count, "1.00005K", ("LR103", "`1.00005K` is not a stated size", SIZE)),
    (strict.stated_count, "９B", ("LR103", "`９B` is not a stated size", SIZE)),
    (strict.stated_count, "9" * 5000 + "B", ("LR103", f"`{'9' * 79}…` is not a stated size", SIZE)),
    (strict.stated_count, "0B", NOT_ZERO),
    (strict.stated_count, "0.0T", NOT_ZERO),
    (strict.stated_count, "1001T", ("LR106", "`1001T` is out of range", "the range is 1 to 10^15")),
    (strict.stated_count, "TBD", ("LR112", "`TBD` is a placeholder", SECRET)),
    (strict.stated_count, "", EMPTY),
    (strict.stated_count, True, ("LR103", "expected an integer, got a boolean", NO_HINT)),
    # parameters
    (strict.parameter_count, 7, ("LR113", "7 parameters are too few for a language model", 'in billions, write "7B" or 7_000_000_000')),
    (strict.parameter_count, 9_999, ("LR113", "9999 parameters are too few for a language model", 'in billions, write "9999B" or 9999_000_000_000')),
    (strict.parameter_count, "7K", ("LR113", "7K parameters are too few for a language model", 'in billions, write "7B"')),
    (strict.parameter_count, "1001T", ("LR106", "`1001T` is out of range", "the range is 1 to 10^15")),
    (strict.parameter_count, 0, NOT_ZERO),
    # decimal
    (strict.decimal, "0.15", ("LR103", "expected a number, got a string", "write 0.15 without quotes")),
    (strict.decimal, "cheap", ("LR103", "expected a number, got a string", NO_HINT)),
    (strict.decimal, True, ("LR103", "expected a number, got a boolean", NO_HINT)),
    (strict.decimal, D("nan"), ("LR106", "`NaN` is not a number", "leave the key out where it is not known")),
    (strict.decimal, D("inf"), ("LR106", "`Infinity` is not a number", "leave the key out where it is not known")),
    (strict.decimal, D("-0.1"), ("LR106", "`-0.1` is less than 0", NO_HINT)),
    (strict.decimal, -1, ("LR106", "`-1` is less than 0", NO_HINT)),
    # day
    (strict.day, "2024-06-13", ("LR103", "expected a date such as 2024-06-13, got a string", "write it without quotes")),
    (strict.day, MOMENT, ("LR103", "expected a date such as 2024-06-13, got a date with a time", "leave the time out")),
    (strict.day, time(12), ("LR103", "expected a date such as 2024-06-13, got a time", NO_HINT)),
    (strict.day, 2024, ("LR103", "expected a date such as 2024-06-13, got an integer", NO_HINT)),
    (strict.day, date(1970, 1, 1), ("LR112", "1970-01-01 is a placeholder", "leave the key out where the date is not known")),
    # partial date
    (strict.partial_date, 2024, ("LR103", "expected a date, got an integer", 'write the year in quotes: "2024"')),
    (strict.partial_date, 20240613, ("LR103", "expected a date such as 2024-06-13, got an integer", NO_HINT)),
    (strict.partial_date, True, ("LR103", "expected a date such as 2024-06-13, got a boolean", NO_HINT)),
    (strict.partial_date, MOMENT, ("LR103", "expected a date such as 2024-06-13, got a date with a time", "leave the time out")),
    (strict.partial_date, "2024-06-13", ("LR103", "expected a date, got a string", "write 2024-06-13 without quotes")),
    (strict.partial_date, "2024-13", ("LR110", "2024-13 is not in the calendar", NO_HINT)),
    (strict.partial_date, "2024-00", ("LR110", "2024-00 is not in the calendar", NO_HINT)),
    (strict.partial_date, "2023-02-29", ("LR110", "2023-02-29 is not in the calendar", NO_HINT)),
    (strict.partial_date, "0000", ("LR110", "0000 is not in the calendar", NO_HINT)),
    (strict.partial_date, "June 2024", ("LR103", "expected a date, got the string `June 2024`", 'write 2024-06-13, or "2024-06" or "2024" where no more is known')),
    (strict.partial_date, "２０２４", ("LR103", "expected a date, got the string `２０２４`", 'write 2024-06-13, or "2024-06" or "2024" where no more is known')),
    (strict.partial_date, "unknown", ("LR112", "`unknown` is a placeholder", SECRET)),
    (strict.partial_date, "", EMPTY),
    # formats
    (strict.language_tag, "english", ("LR105", "`english` is not a canonical language tag", "did you mean `en`?")),
    (strict.language_tag, "EN", ("LR105", "`EN` is not a canonical language tag", "did you mean `en`?")),
    (strict.language_tag, 5, ("LR103", "expected a string, got an integer", QUOTES)),
    (strict.country, "China", ("LR105", "`China` is not a country code", "did you mean `CN`?")),
    (strict.country, "cn", ("LR105", "`cn` is not a country code", "did you mean `CN`?")),
    (strict.currency, "usd", ("LR105", "`usd` is not a currency code", "ISO 4217, such as `USD` or `CNY`")),
    (strict.url, "example.org", ("LR105", "`example.org` is not a link", "write it whole, beginning with https://")),
    (strict.url, "https://", ("LR105", "`https://` is not a link", "write it whole, beginning with https://")),
    (strict.url, "https://a b", ("LR105", "`https://a b` is not a link", "write it whole, beginning with https://")),
    (strict.url, "javascript:alert(1)", ("LR105", "`javascript:alert(1)` is not a link", "write it whole, beginning with https://")),
    # choices
    (choice(Weights), "opne", ("LR104", "`opne` is not one of the words for this", "did you mean `open`?")),
    (choice(Weights), "public", ("LR104", "`public` is not one of the words for this", "known: open, gated, closed")),
    (choice(Weights), "open ", ("LR104", "`open ` is not one of the words for this", "did you mean `open`?")),
    (choice(Weights), "o\npen", ("LR104", "`o<U+000A>pen` is not one of the words for this", "did you mean `open`?")),
    (choice(Variant), "zzz", ("LR104", "`zzz` is not one of the words for this", "the words are listed under Variant in the reference")),
    (choice(Weights), True, ("LR103", "expected a string, got a boolean", QUOTES)),
    (choice(Weights), "", EMPTY),
    # containers
    (strict_list, "a", ("LR103", "expected an array, got a string", "put it in brackets: [...]")),
    (strict_list, {}, ("LR103", "expected an array, got a table", "put it in brackets: [...]")),
    (strict_list, [], ("LR107", "the array is empty", "leave the key out where nothing is known")),
    (strict_table, [], ("LR103", "expected a table, got an array", NO_HINT)),
    (strict_table, "a", ("LR103", "expected a table, got a string", NO_HINT)),
    (strict_table, {}, ("LR107", "the table is empty", "leave it out where nothing is known")),
]  # fmt: skip


def name(value: Any) -> str:
    return str(getattr(value, "__name__", value))[:30]


@pytest.mark.parametrize(("hook", "value", "expected"), TAKEN, ids=name)
def test_what_is_right_is_taken_as_it_is(hook: Callable[..., Any], value: Any, expected: Any) -> None:
    taken = hook(value)
    assert taken == expected
    assert type(taken) is type(expected) or isinstance(taken, StatedCount)
    assert str(taken) == str(expected) or not isinstance(expected, StatedCount)


@pytest.mark.parametrize(("hook", "value", "expected"), REFUSED, ids=name)
def test_what_is_wrong_is_told_with_code_words_and_hint(
    hook: Callable[..., Any], value: Any, expected: tuple[str, str, str | None]
) -> None:
    with pytest.raises(WrongValueError) as caught:
        hook(value)
    error = caught.value
    assert (error.code, error.message, error.hint) == expected


VALUES = st.one_of(
    st.text(),
    st.integers(),
    st.decimals(),
    st.booleans(),
    st.dates(),
    st.times(),
    st.datetimes(),
    st.just([]),
    st.just({}),
)
HOOKS = [*dict.fromkeys(hook for hook, _, _ in TAKEN), *FORMATS.values()]


@given(st.sampled_from(HOOKS), VALUES)
def test_no_hook_raises_anything_else_and_no_message_has_two_lines(hook: Callable[..., Any], value: Any) -> None:
    said = ""
    try:
        hash(hook(value))
    except WrongValueError as error:
        said = error.message + (error.hint or "")
    assert said.isprintable() or not any(ord(char) < 0xA0 and not char.isprintable() for char in said)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (True, "a boolean"),
        (1, "an integer"),
        (D(1), "a float"),
        (1.5, "a float"),
        ("", "a string"),
        (MOMENT, "a date with a time"),
        (DAY, "a date"),
        (time(1), "a time"),
        ([], "an array"),
        ({}, "a table"),
        (None, "NoneType"),
    ],
)
def test_types_have_names_in_words(value: object, words: str) -> None:
    assert toml_type(value) == words


def test_what_is_shown_is_marked_short_and_visible() -> None:
    assert shown("a") == "`a`"
    assert shown("a\r\n\tb") == "`a<U+000D><U+000A><U+0009>b`"
    assert shown("a" * 80) == f"`{'a' * 80}`"
    assert shown("a" * 81) == f"`{'a' * 79}…`"


def test_frozen_values_hash_and_hold_the_same() -> None:
    frozen = freeze({"a": [1, {"b": [True, "x", DAY, MOMENT, time(1), D("1.5")]}], "c": {}, "d": []})
    hash(frozen)
    assert frozen == FrozenMap(
        {"a": (1, FrozenMap({"b": (True, "x", DAY, MOMENT, time(1), D("1.5"))})), "c": FrozenMap(), "d": ()}
    )


def test_every_member_of_every_word_list_is_taken() -> None:
    for words in (Weights, Variant, PriceItem):
        assert [choice(words)(member.value) for member in words] == list(words)
