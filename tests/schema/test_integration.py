"""The status of an integration on a day, over every constellation of its dates; aliases hold on their days."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from llmreg import Integration, PartialDate, Status
from llmreg.identifiers import PlatformId
from llmreg.schema.model import Alias
from llmreg.vocabulary import Stage

DAY = date(2024, 6, 15)
NEVER, PAST, OPEN, FUTURE = None, "2024-05", "2024-06", "2024-07"
WHEN = (NEVER, PAST, OPEN, FUTURE)


def edge(**dates: str | Stage | None) -> Integration:
    given = {
        key: PartialDate.parse(text) if isinstance(text, str) and not isinstance(text, Stage) else text
        for key, text in dates.items()
    }
    return Integration(platform=PlatformId("api"), **given)  # type: ignore[arg-type]


def test_an_integration_without_dates_is_active() -> None:
    assert edge().status(DAY) is Status.ACTIVE
    assert edge(stage=Stage.PREVIEW).status(DAY) is Status.ACTIVE


@pytest.mark.parametrize(
    ("since", "status"),
    [
        ("2024-06-14", Status.ACTIVE),
        ("2024-06-15", Status.ACTIVE),
        ("2024-06-16", Status.UPCOMING),
        ("2024-06", Status.UNKNOWN),
        ("2024", Status.UNKNOWN),
        ("2023", Status.ACTIVE),
        ("2025", Status.UPCOMING),
    ],
)
def test_the_first_day_counts(since: str, status: Status) -> None:
    assert edge(since=since).status(DAY) is status


@pytest.mark.parametrize("name", ["retired", "until"])
@pytest.mark.parametrize(
    ("end", "status"),
    [
        ("2024-06-14", Status.RETIRED),
        ("2024-06-15", Status.RETIRED),
        ("2024-06-16", Status.ACTIVE),
        ("2024-06", Status.UNKNOWN),
        ("2023", Status.RETIRED),
        ("2025", Status.ACTIVE),
    ],
)
def test_an_end_is_the_first_day_without(name: str, end: str, status: Status) -> None:
    assert edge(since="2020", **{name: end}).status(DAY) is status


@pytest.mark.parametrize("name", ["deprecated", "deprecation_announced"])
@pytest.mark.parametrize(
    ("notice", "status"),
    [("2024-06-15", Status.DEPRECATED), ("2024-06-16", Status.ACTIVE), ("2024-06", Status.UNKNOWN)],
)
def test_a_notice_deprecates(name: str, notice: str, status: Status) -> None:
    assert edge(since="2020", **{name: notice}).status(DAY) is status


def test_only_an_announcement_is_not_known_to_have_come() -> None:
    assert edge(announced="2024-01").status(DAY) is Status.UNKNOWN
    assert edge(announced="2024-01", stage=Stage.ANNOUNCED).status(DAY) is Status.UPCOMING
    assert edge(announced="2024-01", stage=Stage.GENERAL).status(DAY) is Status.ACTIVE
    assert edge(announced="2024-01", since="2024-02").status(DAY) is Status.ACTIVE
    assert edge(announced="2024-01", deprecated="2024-02").status(DAY) is Status.DEPRECATED


def test_a_promise_ends_nothing() -> None:
    assert edge(since="2020", retired_not_before="2024-01").status(DAY) is Status.ACTIVE


def test_what_is_certain_wins_over_what_is_open() -> None:
    """An open date beside one that decides does not make the answer unknown."""
    assert edge(since=PAST, retired=OPEN, until=PAST).status(DAY) is Status.RETIRED
    assert edge(since=OPEN, deprecated=PAST).status(DAY) is Status.DEPRECATED
    assert edge(since=PAST, deprecated=OPEN, deprecation_announced=PAST).status(DAY) is Status.DEPRECATED
    assert edge(since=FUTURE, deprecated=OPEN).status(DAY) is Status.UPCOMING


def expected(
    stage: Stage | None, announced: str | None, since: str | None, notices: set[str | None], ends: set[str | None]
) -> Status:
    """The rule in words: ended, perhaps ended, not begun, noticed, and whatever stays open."""
    if PAST in ends:
        return Status.RETIRED
    if OPEN in ends:
        return Status.UNKNOWN
    if since == FUTURE or (since is NEVER and stage is Stage.ANNOUNCED):
        return Status.UPCOMING
    if PAST in notices:
        return Status.DEPRECATED
    only_announced = since is NEVER and stage is None and announced is not NEVER
    return Status.UNKNOWN if OPEN in {since, *notices} or only_announced else Status.ACTIVE


def test_every_constellation_follows_the_rule() -> None:
    stages = (None, Stage.ANNOUNCED, Stage.GENERAL)
    for stage, announced, since, deprecated, notice, retired, until in product(stages, WHEN[:2], *[WHEN] * 5):
        given = edge(
            stage=stage, announced=announced, since=since, deprecated=deprecated,
            deprecation_announced=notice, retired=retired, until=until,
        )  # fmt: skip
        assert given.status(DAY) is expected(stage, announced, since, {deprecated, notice}, {retired, until}), given


def test_exact_dates_never_leave_the_status_open() -> None:
    days = (None, "2024-06-14", "2024-06-15", "2024-06-16")
    for since, deprecated, retired in product(days, repeat=3):
        assert edge(since=since, deprecated=deprecated, retired=retired).status(DAY) is not Status.UNKNOWN


def test_the_ends_of_time_have_a_status() -> None:
    full = edge(since="2023", deprecated="2024", retired="2025")
    assert full.status(date.min) is Status.UPCOMING
    assert full.status(date.max) is Status.RETIRED
    assert edge(since="9999", retired="9999").status(date.max) is Status.RETIRED


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [
        (None, None, True),
        ("2024-06-15", None, True),
        ("2024-06-16", None, False),
        ("2024-06", None, False),
        (None, "2024-06-16", True),
        (None, "2024-06-15", False),
        (None, "2024-06", False),
        ("2024-05", "2024-07", True),
    ],
)
def test_an_alias_holds_only_where_that_is_certain(since: str | None, until: str | None, holds: bool) -> None:
    dates = {key: PartialDate.parse(text) for key, text in (("since", since), ("until", until)) if text}
    assert Alias(name="x", **dates).holds(DAY) is holds
