"""The registry of an earlier day: what was out, and how facts, names, prices and endings then stood."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

import llmreg
from llmreg import PartialDate, Registry, Status
from llmreg.vocabulary import Weights
from tests.conftest import WriteRegistry
from tests.full import FULL

HEAD = '[[models]]\nid = "acme-7b"\nname = "Acme 7B"\nfamily = "acme"\n'
CARD = '[models.sources.card]\nurl = "https://example.org/"\nkind = "card"\nchecked = 2024-07-01\nsupports = ["license", "parameters", "context", "released", "languages"]\n'
API = 'name = "API"\nkind = "api"\n'


def load(write: WriteRegistry, model: str = "", **files: str) -> Registry:
    """A registry of one model, with more files by the last part of their names."""
    places = {
        "api": "platforms/api.toml",
        "vendor": "vendors/acme.toml",
        "shop": "platforms/shop.toml",
        "owner": "vendors/holding.toml",
    }
    text = HEAD + model + ("" if "models.sources.card" in model else CARD)
    return llmreg.load(
        write({"platforms/api.toml": API, "models/acme/acme.toml": text, **{places[k]: v for k, v in files.items()}})
    )


def day(text: str) -> date:
    return date.fromisoformat(text)


# Which models there are


@pytest.mark.parametrize(
    ("released", "last_without", "first_with"),
    [
        ("2024-02-29", "2024-02-28", "2024-02-29"),
        ('"2024-02"', "2024-01-31", "2024-02-01"),
        ('"2024"', "2023-12-31", "2024-01-01"),
    ],
)
def test_a_model_is_there_from_the_first_day_on_which_it_may_have_been_out(
    write: WriteRegistry, released: str, last_without: str, first_with: str
) -> None:
    reg = load(write, f"released = {released}\n")
    assert "acme/acme-7b" not in reg.as_of(day(last_without))
    assert "acme/acme-7b" in reg.as_of(day(first_with))
    assert (len(reg.as_of(day(last_without)).releases), len(reg.as_of(day(first_with)).releases)) == (0, 1)


def test_a_model_without_any_date_is_always_there(write: WriteRegistry) -> None:
    assert "acme/acme-7b" in load(write).as_of(date.min)


@pytest.mark.parametrize("line", ["announced = 2024-02-01\n", 'snapshot = "2024-02-01"\n'])
def test_a_model_without_a_date_is_not_older_than_what_is_known_of_it(write: WriteRegistry, line: str) -> None:
    reg = load(write, line)
    assert "acme/acme-7b" not in reg.as_of(day("2024-01-31"))
    assert "acme/acme-7b" in reg.as_of(day("2024-02-01"))


def test_a_model_without_a_date_is_not_older_than_its_family_and_its_parents(write: WriteRegistry) -> None:
    vendor = 'name = "Acme"\n[families.acme]\nname = "Acme"\nannounced = 2024-02-01\n'
    child = '[[models]]\nid = "tuned"\nname = "Tuned"\nfamily = "acme"\nderived_from = [{ model = "acme/acme-7b", relation = "finetune" }]\n'
    reg = load(write, "released = 2024-03-01\n" + CARD + child + CARD.replace('"license"', '"derived_from"'), vendor=vendor)  # fmt: skip
    assert list(reg.as_of(day("2024-01-31")).models) == []
    assert list(reg.as_of(day("2024-02-15")).models) == []
    assert list(reg.as_of(day("2024-03-01")).models) == ["acme/acme-7b", "acme/tuned"]


# Facts


HISTORY = """\
license = "MIT"
weights = "open"
context = { window = 32768 }
names = { zh = "丙" }
history = [
  { field = "license", value = "Apache-2.0", until = 2024-03-01, source = "card" },
  { field = "license", value = "GPL-3.0-only", until = 2024-01-01, source = "card" },
  { field = "context.window", value = 4096, until = "2024-02", source = "card" },
  { field = "weights", value = "gated", until = "2023", source = "card" },
  { field = "names.zh", value = "甲", until = 2024-01-01, source = "card" },
  { field = "names.ja", value = "乙", until = 2024-01-01, source = "card" },
  { field = "x-tier", value = 1, until = 2024-01-01, source = "card" },
]
x-tier = 2
"""


@pytest.mark.parametrize(
    ("on", "license_", "window", "weights"),
    [
        ("2022-12-31", "GPL-3.0-only", 4096, "gated"),
        ("2023-01-01", "GPL-3.0-only", 4096, "open"),
        ("2023-12-31", "GPL-3.0-only", 4096, "open"),
        ("2024-01-01", "Apache-2.0", 4096, "open"),
        ("2024-01-31", "Apache-2.0", 4096, "open"),
        ("2024-02-01", "Apache-2.0", 32768, "open"),
        ("2024-02-29", "Apache-2.0", 32768, "open"),
        ("2024-03-01", "MIT", 32768, "open"),
    ],
)
def test_a_fact_reads_as_it_did_through_several_changes(
    write: WriteRegistry, on: str, license_: str, window: int, weights: str
) -> None:
    """`until` is the first day on which it no longer held; from the first day that a partial one may mean, the new value counts."""
    model = load(write, HISTORY).as_of(day(on))["acme/acme-7b"]
    assert (model.license, model.context.window, model.weights) == (license_, window, weights)
    assert isinstance(model.weights, Weights)


def test_facts_inside_mappings_and_extensions_are_put_back(write: WriteRegistry) -> None:
    reg = load(write, HISTORY)
    then = reg.as_of(day("2023-12-31"))["acme/acme-7b"]
    assert (then.names, then.extensions) == ({"zh": "甲", "ja": "乙"}, {"x-tier": 1})
    assert reg["acme/acme-7b"].names == {"zh": "丙"}


HOSTED = (
    API
    + '[[integrations]]\nmodel = "acme/acme-7b"\nids = ["a", "b"]\nretired = 2025-03-01\n'
    + '[[integrations]]\nmodel = "acme/acme-7b"\nids = ["c"]\nretired = 2025-06-01\n'
)


@pytest.mark.parametrize(
    ("which", "then"),
    [
        ("", ["2025-01-01", "2025-01-01"]),
        ('id = "b", ', ["2025-01-01", "2025-06-01"]),
        ('id = "c", ', ["2025-03-01", "2025-01-01"]),
    ],
)
def test_history_is_of_integrations_in_platform_files_too(write: WriteRegistry, which: str, then: list[str]) -> None:
    """Of all with that platform, or of the one that has the id."""
    past = f'history = [{{ field = "integrations.api.retired", {which}value = 2025-01-01, until = 2024-09-02, source = "card" }}]\n'
    reg = load(write, past, api=HOSTED)

    def ends(on: str) -> list[str]:
        return [str(edge.retired) for edge in reg.as_of(day(on)).integrations("acme/acme-7b")]

    assert ends("2024-09-01") == then
    assert ends("2024-09-02") == ["2025-03-01", "2025-06-01"]


def test_a_start_that_used_to_be_another_day_counts(write: WriteRegistry) -> None:
    past = 'history = [{ field = "integrations.api.since", value = 2024-02-01, until = 2024-04-01, source = "card" }]\n'
    reg = load(write, past + EDGE + "since = 2024-05-01\n")
    assert edge_on(reg, "2024-01-31") is None
    assert edge_on(reg, "2024-03-01") is not None
    assert edge_on(reg, "2024-04-15") is None


def test_history_stays_to_be_read(write: WriteRegistry) -> None:
    reg = load(write, HISTORY)
    assert reg.as_of(day("2020-01-01"))["acme/acme-7b"].history == reg["acme/acme-7b"].history


def test_figures_that_fit_only_together_are_put_back_together(write: WriteRegistry) -> None:
    reg = load(
        write,
        "architecture = { num_experts = 64, num_experts_per_tok = 8 }\nhistory = [\n"
        '{ field = "architecture.num_experts", value = 4, until = 2024-01-01, source = "card" },\n'
        '{ field = "architecture.num_experts_per_tok", value = 2, until = 2024-01-01, source = "card" },\n]\n',
    )
    then = reg.as_of(day("2023-01-01"))["acme/acme-7b"].architecture
    assert (then.num_experts, then.num_experts_per_tok) == (4, 2)


def test_a_whole_table_may_have_read_otherwise(write: WriteRegistry) -> None:
    reg = load(
        write,
        'parameters = { total = 7_000_000_000 }\nhistory = [\n{ field = "parameters", value = { total = "6B" }, until = 2024-01-01, source = "card" },\n'
        '{ field = "parameters.total", value = "5B", until = 2023-01-01, source = "card" },\n]\n',
    )
    assert str(reg.as_of(day("2023-06-01"))["acme/acme-7b"].parameters.total) == "6B"
    assert str(reg.as_of(day("2022-06-01"))["acme/acme-7b"].parameters.total) == "5B"


def test_facts_of_an_integration_are_put_back_before_its_dates_are_read(write: WriteRegistry) -> None:
    reg = load(
        write,
        'history = [{ field = "integrations.api.limits.window", value = 4096, until = 2024-03-01, source = "card" }, '
        '{ field = "integrations.api.ids", value = ["old"], until = 2024-03-01, source = "card" }]\n'
        '[models.integrations.api]\nids = ["new"]\nlimits = { window = 8192 }\nsince = 2024-02-01\n',
    )
    then = reg.as_of(day("2024-02-15"))
    assert then["acme/acme-7b"].integrations["api"].limits.window == 4096
    assert then.resolve("old").model.id == "acme/acme-7b"
    assert reg.resolve("new").model.id == "acme/acme-7b"
    assert then.as_of(day("2024-01-15"))["acme/acme-7b"].integrations == {}


def test_a_withdrawal_to_come_is_not_known(write: WriteRegistry) -> None:
    reg = load(write, 'withdrawn = "2024-05"\n')
    assert reg.as_of(day("2024-04-30"))["acme/acme-7b"].withdrawn is None
    assert reg.as_of(day("2024-05-01"))["acme/acme-7b"].withdrawn == PartialDate(2024, 5)


# Names


def test_aliases_are_those_that_held(write: WriteRegistry) -> None:
    reg = load(
        write,
        'aliases = ["always", { name = "early", until = 2024-01-01 }, { name = "late", since = 2024-01-01 }, { name = "open", since = "2024-01" }]\n',
    )

    def names(on: str) -> list[str]:
        return [alias.name for alias in reg.as_of(day(on))["acme/acme-7b"].aliases]

    assert names("2023-12-31") == ["always", "early"]
    assert names("2024-01-01") == ["always", "late"]
    assert names("2024-01-31") == ["always", "late", "open"]
    assert reg.as_of(day("2023-12-31"))["acme/acme-7b"].aliases[1].until is None


# Integrations

EDGE = "[models.integrations.api]\n"


def edge_on(reg: Registry, on: str) -> llmreg.Integration | None:
    return reg.as_of(day(on))["acme/acme-7b"].integrations.get("api")


def test_an_integration_begins_on_the_first_day_that_its_start_may_mean(write: WriteRegistry) -> None:
    reg = load(write, EDGE + 'since = "2024-02"\n')
    assert edge_on(reg, "2024-01-31") is None
    assert edge_on(reg, "2024-02-01") is not None


def test_an_integration_that_was_only_announced_begins_with_the_announcement(write: WriteRegistry) -> None:
    reg = load(write, EDGE + "announced = 2024-02-01\n")
    assert edge_on(reg, "2024-01-31") is None
    assert edge_on(reg, "2024-02-01") is not None


def test_prices_are_those_of_the_day(write: WriteRegistry) -> None:
    reg = load(
        write,
        EDGE + "prices = [\n"
        '{ item = "input", amount = 3, currency = "USD", until = 2024-01-01 },\n'
        '{ item = "input", amount = 2, currency = "USD", since = 2024-01-01, until = "2024-06" },\n'
        '{ item = "input", amount = 1, currency = "USD", since = "2024-06" },\n]\n',
    )

    def prices(on: str) -> list[tuple[Decimal, PartialDate | None]]:
        edge = edge_on(reg, on)
        return [(price.amount, price.until) for price in edge.prices] if edge else []

    assert prices("2023-12-31") == [(3, None)]
    assert prices("2024-01-01") == [(2, None)]
    assert prices("2024-05-31") == [(2, None)]
    assert prices("2024-06-15") == [(2, PartialDate(2024, 6)), (1, None)]  # which of the two, nobody wrote down
    assert prices("2024-06-30") == [(1, None)]


ENDING = 'deprecation_announced = 2024-02-01\ndeprecated = 2024-03-01\nretired = 2024-04-01\nreplacement = [{ external = "Next" }]\n'


@pytest.mark.parametrize(
    ("on", "known", "status"),
    [
        ("2024-01-31", False, Status.ACTIVE),
        ("2024-02-01", True, Status.DEPRECATED),
        ("2024-03-31", True, Status.DEPRECATED),
        ("2024-04-01", True, Status.RETIRED),
    ],
)
def test_an_ending_is_known_from_its_announcement_on(
    write: WriteRegistry, on: str, known: bool, status: Status
) -> None:
    edge = edge_on(load(write, EDGE + ENDING), on)
    assert edge is not None
    recorded = [edge.deprecation_announced, edge.deprecated, edge.retired, edge.replacement or None]
    assert all(each is not None for each in recorded) if known else recorded == [None] * 4
    assert edge.status(day(on)) is status


@pytest.mark.parametrize("line", ["deprecated = 2024-03-01\nretired = 2024-04-01\n", "retired = 2024-04-01\n"])
def test_an_ending_whose_announcement_has_no_date_is_known_on_every_day(write: WriteRegistry, line: str) -> None:
    """It may have been known; the status is that of the day all the same."""
    edge = edge_on(load(write, EDGE + line), "2024-02-29")
    assert edge is not None
    assert (edge.retired, edge.status(day("2024-02-29"))) == (PartialDate(2024, 4, 1), Status.ACTIVE)


def test_an_end_to_come_is_not_known(write: WriteRegistry) -> None:
    reg = load(write, EDGE + "until = 2024-04-01\n", api=API + "until = 2025-01-01\n")
    before, then = edge_on(reg, "2024-03-31"), edge_on(reg, "2024-04-01")
    assert before is not None
    assert then is not None
    assert (before.until, then.until) == (None, PartialDate(2024, 4, 1))
    assert reg.as_of(day("2024-12-31")).platforms["api"].until is None
    assert reg.as_of(day("2025-01-01")).platforms["api"].until is not None


def test_integrations_at_the_platform_follow_the_same_rules(write: WriteRegistry) -> None:
    api = (
        API
        + '[[integrations]]\nmodel = "acme/acme-7b"\nids = ["a"]\nsince = 2024-02-01\nuntil = 2024-06-01\n[[integrations]]\nfamily = "acme"\nids = ["f"]\n'
    )
    reg = load(write, "released = 2024-01-15\n", api=api)

    def ids(on: str) -> list[str]:
        return [name for edge in reg.as_of(day(on)).platforms["api"].integrations for name in edge.ids]

    assert ids("2024-01-31") == ["f"]
    assert ids("2024-02-01") == ["a", "f"]
    assert reg.as_of(day("2024-02-01")).platforms["api"].integrations[0].until is None


def test_what_came_later_takes_the_integrations_with_it(write: WriteRegistry) -> None:
    """A platform that was not open, a model or a family that was not out: nothing leads there."""
    vendor = 'name = "Acme"\n[families.acme]\nname = "Acme"\n[families.acme.integrations.shop]\nids = ["s"]\n[families.new]\nname = "New"\nannounced = 2024-05-01\n'
    shop = 'name = "Shop"\nkind = "product"\nsince = 2024-03-01\n'
    api = API + '[[integrations]]\nmodel = "acme/acme-7b"\nids = ["a"]\n[[integrations]]\nfamily = "new"\nids = ["n"]\n'
    reg = load(
        write, 'released = 2024-02-01\n[models.integrations.shop]\nids = ["m"]\n', vendor=vendor, shop=shop, api=api
    )
    early = reg.as_of(day("2024-01-31"))
    assert (list(early.models), list(early.platforms), list(early.families)) == ([], ["api"], ["acme"])
    assert early.platforms["api"].integrations == ()
    assert early.families["acme"].integrations == {}
    later = reg.as_of(day("2024-02-15"))
    assert later["acme/acme-7b"].integrations == {}
    assert [edge.ids for edge in later.integrations("acme/acme-7b")] == [("a",)]
    now = reg.as_of(day("2024-05-01"))
    assert [edge.ids for edge in now.integrations("acme/acme-7b")] == [("m",), ("a",), ("s",)]
    assert list(now.families) == ["acme", "new"]


# Vendors


def test_ownership_begins_on_its_day(write: WriteRegistry) -> None:
    vendor = 'name = "Acme"\nparent = "holding"\nowned_since = 2024-03-01\n[families.acme]\nname = "Acme"\n'
    reg = load(write, vendor=vendor, owner='name = "Owner"\nfounded = 1999-01-01\n')
    before, then = (reg.as_of(day(on)).vendors["acme"] for on in ("2024-02-29", "2024-03-01"))
    assert (before.parent, before.owned_since) == (None, None)
    assert (then.parent, then.owned_since) == ("holding", PartialDate(2024, 3, 1))


def test_a_vendor_that_its_parent_founded_belongs_to_it_always(write: WriteRegistry) -> None:
    vendor = 'name = "Acme"\nparent = "holding"\n[families.acme]\nname = "Acme"\n'
    assert load(write, vendor=vendor, owner='name = "Owner"\n').as_of(date.min).vendors["acme"].parent == "holding"


def test_a_vendor_is_there_from_its_founding_or_its_first_model(write: WriteRegistry) -> None:
    vendor = 'name = "Acme"\nfounded = 2024-03-01\n[families.acme]\nname = "Acme"\n'
    reg = load(write, "released = 2024-02-01\n", vendor=vendor)
    assert list(reg.as_of(day("2024-01-31")).vendors) == []
    assert list(reg.as_of(day("2024-02-01")).vendors) == ["acme"]


# The whole of it


DAYS = [date(1998, 1, 1), *(date(2019, 6, 1) + timedelta(days=91 * number) for number in range(50)), date.max]


@pytest.fixture
def full(write: WriteRegistry) -> Registry:
    return llmreg.load(write(FULL))


@pytest.mark.parametrize("on", [date.min, *DAYS])
def test_whatever_is_kept_names_only_what_is_kept(full: Registry, on: date) -> None:
    then = full.as_of(on)
    assert all(model.vendor in then.vendors and model.family in then.families for model in then)
    assert all(model.release in then.releases for model in then)
    assert all(model in then for release in then.releases.values() for model in release.models)
    for edge in then._index.edges:
        assert edge.integration.platform in then.platforms
        assert edge.integration.model is None or edge.integration.model in then
        assert edge.integration.family is None or edge.integration.family in then.families
    assert all(vendor.parent is None or vendor.parent in then.vendors for vendor in then.vendors.values())
    for model in then:
        assert then.resolve(model.id).model is model
        then.why(model.id, "license")


def test_the_last_day_has_everything_that_did_not_end(full: Registry) -> None:
    then = full.as_of(date.max)
    assert list(then.models) == list(full.models)
    assert then.vendors == full.vendors
    assert then["acme/acme-2-8x7b-chat"] == full["acme/acme-2-8x7b-chat"]


def test_models_only_become_more(full: Registry) -> None:
    for early, late in pairwise(sorted(DAYS)):
        assert set(full.as_of(early).models) <= set(full.as_of(late).models)


def test_the_past_of_the_past_is_the_past(full: Registry) -> None:
    """Going back in two steps is going back at once."""
    for early, late in pairwise(sorted(DAYS)):
        once, twice = full.as_of(early), full.as_of(late).as_of(early)
        assert dict(once.models) == dict(twice.models)
        assert dict(once.platforms) == dict(twice.platforms)
        assert dict(once.vendors) == dict(twice.vendors)


def test_a_registry_of_the_past_says_so_and_the_first_is_unchanged(full: Registry) -> None:
    before = dict(full.models)
    then = full.as_of(date(2024, 3, 1))
    assert then.today == date(2024, 3, 1)
    assert "as of 2024-03-01" in repr(then)
    assert dict(full.models) == before
    assert full.today == date(2026, 11, 23)
