"""Partial dates and stated counts: what they take, how they compare, and how they print."""

from __future__ import annotations

import copy
import operator
import pickle
from collections.abc import Callable
from datetime import date, datetime

import pytest

from llmreg import PartialDate, StatedCount, UndecidableError
from llmreg.quantities import format_count

parse = PartialDate.parse


@pytest.mark.parametrize("text", ["2024", "2024-06", "2024-06-13", "0001", "9999-12-31", "2024-02-29"])
def test_a_date_prints_as_it_was_written(text: str) -> None:
    assert str(parse(text)) == text
    assert eval(repr(parse(text))) == parse(text)


@pytest.mark.parametrize(
    "text",
    ["", "24", "2024-6", "2024-06-1", "2024-13", "2024-00", "2024-06-00", "2023-02-29", "0000", "2024-06-13T00:00", " 2024", "2024\n", "20240613",
     "２０２４", "2024/06", "-2024", "2024-06-13-01"],
)  # fmt: skip
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|month|day|year"):
        parse(text)


def test_a_day_needs_a_month() -> None:
    with pytest.raises(ValueError, match="a day needs a month"):
        PartialDate(2024, None, 3)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2024-12", date(2024, 12, 1), date(2024, 12, 31)),
        ("9999", date(9999, 1, 1), date.max),
        ("2024-06-13", date(2024, 6, 13), date(2024, 6, 13)),
    ],
)
def test_bounds_are_the_first_and_the_last_day_that_it_may_mean(text: str, earliest: date, latest: date) -> None:
    assert (parse(text).earliest, parse(text).latest) == parse(text).sort_key == (earliest, latest)


def test_only_a_full_date_is_exact_and_equals_the_day() -> None:
    full = parse("2024-06-13")
    assert full.exact == full == PartialDate.of(date(2024, 6, 13)) == date(2024, 6, 13)
    assert hash(full) == hash(date(2024, 6, 13))
    assert parse("2024-06").exact is None
    assert parse("2024-06") != date(2024, 6, 1)
    assert parse("2024-06") != parse("2024")
    assert parse("2024") != "2024"
    assert parse("2024-06-13") != datetime(2024, 6, 13)  # noqa: DTZ001
    assert len({parse("2024"), parse("2024"), parse("2024-01"), parse("2024-01-01"), date(2024, 1, 1)}) == 3


YES, NO, OPEN = True, False, None


@pytest.mark.parametrize(
    ("one", "other", "before"),
    [
        ("2023", "2024", YES),
        ("2024", "2023", NO),
        ("2024", "2024-06", OPEN),
        ("2024-06", "2024", OPEN),
        ("2024-06", "2024-06", OPEN),
        ("2024-05", "2024-06", YES),
        ("2024-06", "2024-06-01", NO),
        ("2024-06", "2024-06-02", OPEN),
        ("2024-06", "2024-06-30", OPEN),
        ("2024-06", "2024-07-01", YES),
        ("2024-06-30", "2024-06", NO),
        ("2024-06-01", "2024-06", OPEN),
        ("2024-06-13", "2024-06-13", NO),
        ("2024-06-12", "2024-06-13", YES),
    ],
)
def test_before_answers_where_the_bounds_decide(one: str, other: str, before: bool | None) -> None:
    assert parse(one).before(parse(other)) is before
    if (day := parse(other).exact) is not None:
        assert parse(one).before(day) is before


def answer(compare: Callable[[object, object], bool], one: object, other: object) -> bool | None:
    try:
        return compare(one, other)
    except UndecidableError:
        return None


OPERATORS = (operator.lt, operator.le, operator.gt, operator.ge)
MIRRORED = (operator.gt, operator.ge, operator.lt, operator.le)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # whether the first is before, not after, after, not before the second
        ("2024-05", "2024-06", [YES, YES, NO, NO]),
        ("2024-06", "2024-05", [NO, NO, YES, YES]),
        ("2024-06", "2024-06-01", [NO, OPEN, OPEN, YES]),
        ("2024-06", "2024-06-15", [OPEN, OPEN, OPEN, OPEN]),
        ("2024-06", "2024-06-30", [OPEN, YES, NO, OPEN]),
        ("2024-06-01", "2024-06", [OPEN, YES, NO, OPEN]),
        ("2024-06", "2024-06", [NO, YES, NO, YES]),
        ("2024-06-13", "2024-06-13", [NO, YES, NO, YES]),
    ],
)
def test_operators_say_yes_or_no_only_where_the_bounds_decide(
    one: str, other: str, expected: list[bool | None]
) -> None:
    """What is recorded alike is neither before nor after; everything else that is open raises."""
    left, right = parse(one), parse(other)
    assert [answer(compare, left, right) for compare in OPERATORS] == expected
    assert [answer(compare, right, left) for compare in MIRRORED] == expected
    if (day := right.exact) is not None:
        assert [answer(compare, left, day) for compare in OPERATORS] == expected
        assert [answer(compare, day, left) for compare in MIRRORED] == expected


def test_an_open_comparison_says_what_to_use_instead() -> None:
    with pytest.raises(UndecidableError, match=r"2024-06.*2024-06-15.*sort_key"):
        _ = parse("2024-06") < date(2024, 6, 15)
    with pytest.raises(TypeError):
        _ = parse("2024") < "2025"  # type: ignore[operator]


def test_sort_key_puts_the_longer_stretch_last() -> None:
    texts = ["2025", "2024", "2024-01", "2024-01-01", "2023-12-31", "2024-02"]
    assert [str(each) for each in sorted(map(parse, texts), key=lambda each: each.sort_key)] == [
        "2023-12-31",
        "2024-01-01",
        "2024-01",
        "2024",
        "2024-02",
        "2025",
    ]


def test_a_date_cannot_change_and_can_be_copied() -> None:
    known = parse("2024-06")
    with pytest.raises(AttributeError):
        known.day = 1
    assert not hasattr(known, "__dict__")
    assert pickle.loads(pickle.dumps(known)) == copy.deepcopy(known) == copy.copy(known) == known


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("72B", 72 * 10**9),
        ("1.8B", 18 * 10**8),
        ("0.5B", 5 * 10**8),
        ("494M", 494 * 10**6),
        ("3T", 3 * 10**12),
        ("7K", 7_000),
        ("1.50B", 15 * 10**8),
        ("1.000000001B", 1_000_000_001),
    ],
)
def test_a_stated_count_is_an_integer_that_remembers_its_text(text: str, count: int) -> None:
    stated = StatedCount(text)
    assert stated == count
    assert hash(stated) == hash(count)
    assert str(stated) == stated.text == text
    assert repr(stated) == f"StatedCount({text!r})"
    assert f"{stated:,}" == f"{count:,}"
    assert type(stated + 1) is int
    copies = [pickle.loads(pickle.dumps(stated)), copy.copy(stated), copy.deepcopy(stated)]
    assert [each.text for each in copies] == [text] * 3


@pytest.mark.parametrize(
    "text",
    ["", "72", "72b", "B", "72 B", "-1B", "+1B", "1.B", ".5B", "1,5B", "1e3B", "72BB", "1.0000000001B", "007B", "00B", "７B",
     "72B\n", "9" * 19 + "B", "9" * 5000 + "B"],
)  # fmt: skip
def test_what_is_no_stated_count_is_refused_in_words_of_our_own(text: str) -> None:
    with pytest.raises(ValueError, match="is not a"):
        StatedCount(text)


def test_a_stated_count_cannot_change() -> None:
    stated = StatedCount("7B")
    with pytest.raises(AttributeError):
        stated.text = "9B"
    assert str(stated) == "7B"


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0"),
        (999, "999"),
        (1_000, "1K"),
        (1_005, "1K"),
        (1_234, "1.23K"),
        (72_287_920_128, "72.3B"),
        (494_032_768, "494M"),
        (9_994_999, "9.99M"),
        (9_995_000, "10M"),
        (99_950_000, "100M"),
        (999_499_999, "999M"),
        (999_500_000, "1B"),
        (100_000_000_000, "100B"),
        (1_000_000_000_000, "1T"),
        (123_456_000_000_000_000, "123456T"),
        (StatedCount("1.50B"), "1.50B"),
    ],
)
def test_counts_print_with_three_digits_and_a_letter(count: int, text: str) -> None:
    assert format_count(count) == text


def test_no_count_is_too_large_to_print() -> None:
    assert format_count(10**400).endswith("0T")
