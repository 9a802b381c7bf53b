"""What queries mean: three values, units, dates, languages, licences, platforms, lineage, versions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

import llmreg
from llmreg import FrozenMap, Registry
from llmreg.quantities import StatedCount
from llmreg.schema.integration import Integration
from llmreg.schema.language import Languages
from llmreg.schema.license import License
from llmreg.schema.limits import Capabilities, Context, Limits, Modalities
from llmreg.schema.model import Alias, Model
from llmreg.schema.parameters import Architecture, Parameters
from llmreg.schema.price import Price
from llmreg.schema.source import Source
from llmreg.vocabulary import (
    Answer,
    ArchitectureKind,
    Modality,
    PlatformKind,
    PriceItem,
    PriceMode,
    PriceUnit,
    SourceKind,
    Variant,
    Weights,
)
from tests.querying.small import day, edge, family, ids, model, parents, platform, small_registry, vendor


def three(registry: Registry, query: str) -> tuple[list[str], list[str], list[str]]:
    """The models that match, those that certainly do not, and those of which it cannot be told."""
    found = registry.find(query)
    yes = [each.removeprefix("acme/") for each in found.ids]
    unknown = [each.removeprefix("acme/") for each in found.undecided_ids]
    no = [each.removeprefix("acme/") for each in registry.models if each not in (*found.ids, *found.undecided_ids)]
    return yes, no, unknown


# Three values


@pytest.fixture(scope="module")
def windows() -> Registry:
    return small_registry(
        model("long", context=Context(window=200_000)),
        model("short", context=Context(window=4_096)),
        model("silent"),
        model("secret", undisclosed=("context",)),
    )


def test_what_is_not_known_is_neither_in_the_result_nor_in_its_opposite(windows: Registry) -> None:
    assert three(windows, "context:>=128k") == (["long"], ["short"], ["silent", "secret"])
    assert three(windows, "-context:>=128k") == (["short"], ["long"], ["silent", "secret"])
    assert three(windows, "NOT (NOT context:>=128k)") == three(windows, "context:>=128k")


def test_unknown_stays_under_and_and_or_unless_the_other_side_settles_it(windows: Registry) -> None:
    assert three(windows, "context:>=128k id:silent")[2] == ["silent"]
    assert three(windows, "context:>=128k id:long") == (["long"], ["short", "silent", "secret"], [])
    assert three(windows, "context:>=128k OR id:silent") == (["long", "silent"], ["short"], ["secret"])


def test_has_and_no_and_unknown_are_always_decided(windows: Registry) -> None:
    assert three(windows, "has:context") == (["long", "short"], ["silent", "secret"], [])
    assert three(windows, "no:context") == (["silent", "secret"], ["long", "short"], [])
    assert three(windows, "context:unknown") == (["silent", "secret"], ["long", "short"], [])
    assert three(windows, "context:undisclosed") == (["secret"], ["long", "short", "silent"], [])
    assert three(windows, "undisclosed:context")[0] == ["secret"]


def test_what_does_not_apply_is_a_no_and_not_unknown() -> None:
    registry = small_registry(
        model("dense", architecture=Architecture(kind=ArchitectureKind.DENSE)),
        model("moe", architecture=Architecture(kind=ArchitectureKind.MOE), parameters=Parameters(active=3 * 10**9)),
        model("other-moe", architecture=Architecture(kind=ArchitectureKind.MOE)),
    )
    assert three(registry, "active:..5B") == (["moe"], ["dense"], ["other-moe"])
    assert three(registry, "-active:..5B") == (["dense"], ["moe"], ["other-moe"])
    assert three(registry, "active:not-applicable")[0] == ["dense"]
    assert three(registry, "no:active")[0] == ["dense", "other-moe"]


# Any, all, and or


def test_a_comma_is_any_and_a_repeated_field_is_all() -> None:
    registry = small_registry(
        model("both", languages=Languages(tags=("zh", "en"), complete=True)),
        model("one", languages=Languages(tags=("en",), complete=True)),
    )
    assert ids(registry, "lang:zh,en") == ["both", "one"]
    assert ids(registry, "lang:zh lang:en") == ids(registry, "lang:all(zh,en)") == ["both"]


# Amounts


def test_size_is_the_name_and_parameters_are_the_count() -> None:
    """The case that the specification names: Qwen2.5-14B has 14.8 billion parameters."""
    registry = small_registry(
        model("14b", parameters=Parameters(nominal=StatedCount("14B"), total=14_770_033_664)),
        model("unnamed", parameters=Parameters(total=9_000_000_000)),
        model("stated", parameters=Parameters(total=StatedCount("7B"))),
        model("named", parameters=Parameters(nominal=StatedCount("7B"))),
    )
    assert ids(registry, "size:7B..14B") == ["14b", "unnamed", "stated", "named"]
    assert three(registry, "params:7B..14B") == (["unnamed", "stated"], ["14b"], ["named"])
    (note,) = registry.find("params:7B..14B").notes
    assert note == "`parameters:7B..14B` counts parameters exactly; `size:7B..14B`, the size in the name, gives 1 more"
    assert registry.find("size:7B..14B").notes == ()


def test_a_count_with_a_letter_is_as_exact_as_it_is_written() -> None:
    registry = small_registry(
        model("a", parameters=Parameters(total=72_287_920_128)),
        model("b", parameters=Parameters(total=72_706_203_648)),
        model("c", parameters=Parameters(total=StatedCount("72B"))),
    )
    assert ids(registry, "params:72B") == ["a", "c"]
    assert ids(registry, "params:72.7B") == ["b"]
    assert ids(registry, "params:72287920128") == ["a"]
    assert ids(registry, "params:72000000000") == ["c"]
    assert ids(registry, "params:0.07T") == []
    assert ids(registry, "params:>72.3B") == ["b"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("context:128k", [128_000, 131_072]),
        ("context:128Ki", [131_072]),
        ("context:131072", [131_072]),
        ("context:16k", [16_384, 16_385]),
        ("context:1M", [1_000_000, 1_047_576, 1_048_576]),
        ("context:1Mi", [1_048_576]),
        ("context:>=128k", [128_000, 131_072, 1_000_000, 1_047_576, 1_048_576]),
        ("context:>128k", [131_072, 1_000_000, 1_047_576, 1_048_576]),
        ("context:..128k", [4_096, 16_384, 16_385, 128_000]),
        ("context:..128Ki", [4_096, 16_384, 16_385, 128_000, 131_072]),
        ("context:4k,16384", [4_096, 16_384]),
        ("context:<4096", []),
    ],
)
def test_token_counts(query: str, found: list[int]) -> None:
    """Equality is what is advertised under that number; ranges are in plain thousands."""
    sizes = [4_096, 16_384, 16_385, 128_000, 131_072, 1_000_000, 1_047_576, 1_048_576]
    registry = small_registry(*(model(f"m{size}", context=Context(window=size)) for size in sizes))
    assert ids(registry, query) == [f"m{size}" for size in found]


# Dates


@pytest.mark.parametrize(
    ("query", "yes", "unknown"),
    [
        ("released:2024", ["day", "month", "year"], []),
        ("released:2024-06", ["day", "month"], ["year"]),
        ("released:2024-06-13", ["day"], ["month", "year"]),
        ("released:2024-01..2024-06", ["day", "month"], ["year"]),
        ("released:2024-06-10..", ["day"], ["month", "year"]),
        ("released:..2024-06-10", ["old"], ["month", "year"]),
        ("released:<2024", ["old"], []),
        ("released:<2024-06", ["old"], ["year"]),
        ("released:>2024-05", ["day", "month"], ["year"]),
        ("released:>2024", [], []),
        ("released:>=2024", ["day", "month", "year"], []),
        ("released:2023,2024-06", ["old", "day", "month"], ["year"]),
        ("released:last-20-days", ["day"], ["month", "year"]),
        ("released:>=last-20-days", ["day"], ["month", "year"]),
    ],
)
def test_dates_are_intervals(query: str, yes: list[str], unknown: list[str]) -> None:
    registry = small_registry(
        model("old", released=day("2023-12-01")),
        model("day", released=day("2024-06-13")),
        model("month", released=day("2024-06")),
        model("year", released=day("2024")),
    )
    found = three(registry, query)
    assert (found[0], found[2]) == (yes, unknown)


def test_a_registry_without_a_day_cannot_say_what_is_recent() -> None:
    registry = small_registry(model("a", released=day("2024")), today=None)
    with pytest.raises(llmreg.QueryError, match="leaves the calendar"):
        registry.find("retired:next-6-months")
    assert ids(registry, "released:last-6-months", as_of=date(2024, 12, 31)) == []


# Languages


@pytest.fixture(scope="module")
def tongues() -> Registry:
    return small_registry(
        model("closed", languages=Languages(tags=("en", "zh"), complete=True)),
        model("open", languages=Languages(tags=("en", "zh-Hant"), complete=False)),
        model("unsaid", languages=Languages(tags=("yue",))),
        model("nothing"),
        model("trained", languages=Languages(tags=("en",), trained=("th",), complete=True)),
    )


@pytest.mark.parametrize(
    ("query", "yes", "no"),
    [
        ("lang:zh", ["closed", "open", "unsaid"], ["trained"]),
        ("lang:en", ["closed", "open", "trained"], []),
        ("lang:eng", ["closed", "open", "trained"], []),
        ("lang:zh-Hant", ["open"], ["trained"]),
        ("lang:yue", ["unsaid"], ["trained"]),
        ("lang:th", [], ["closed", "trained"]),
        ("lang:ms,th", [], ["closed", "trained"]),
        ("lang:@cjk", ["closed", "open", "unsaid"], ["trained"]),
        ("lang:all(@cjk)", [], ["closed", "trained"]),
        ("lang:all(en,zh)", ["closed", "open"], ["trained"]),
        ("lang:*-Hant", ["open"], []),
        ("-lang:zh", ["trained"], ["closed", "open", "unsaid"]),
        ("languages.trained:th", ["trained"], []),
    ],
)
def test_languages(tongues: Registry, query: str, yes: list[str], no: list[str]) -> None:
    """Longer tags and members of macrolanguages count; outside a complete list is no, outside any other unknown; a broader tag
    than asked for leaves it open."""
    assert three(tongues, query)[:2] == (yes, no)


def test_every_language_of_a_group() -> None:
    tags = ("id", "km", "lo", "ms", "my", "th", "vi")
    registry = small_registry(
        model("tagalog", languages=Languages(tags=(*tags, "tl"), complete=True)),
        model("filipino", languages=Languages(tags=(*tags, "fil"), complete=True)),
        model("neither", languages=Languages(tags=tags, complete=True)),
        model("neither-open", languages=Languages(tags=tags, complete=False)),
    )
    assert three(registry, "lang:all(@sea)") == (["tagalog", "filipino"], ["neither"], ["neither-open"])


# Licences


@pytest.fixture(scope="module")
def licences() -> Registry:
    return small_registry(
        License(id="LicenseRef-Open", name="Open", url="https://x", osi=False, commercial_use=Answer.CONDITIONAL),
        License(id="LicenseRef-Research", name="R", url="https://x", commercial_use=Answer.NO),
        model("mit", license="MIT"),
        model("dual", license="MIT OR CC-BY-NC-4.0"),
        model("joint", license="MIT AND CC-BY-NC-4.0"),
        model("gpl", license="GPL-3.0-only"),
        model("exception", license="GPL-2.0-only WITH Classpath-exception-2.0"),
        model("open", license="LicenseRef-Open"),
        model("research", license="LicenseRef-Research"),
        model("unfiled", license="LicenseRef-Unfiled"),
        model("silent"),
    )


@pytest.mark.parametrize(
    ("query", "yes", "unknown"),
    [
        ("license:MIT", ["mit", "dual", "joint"], ["silent"]),
        ("license:mit,gpl-3.0-only", ["mit", "dual", "joint", "gpl"], ["silent"]),
        ('license:"MIT OR CC-BY-NC-4.0"', ["dual"], ["silent"]),
        ("license:GPL-2.0-only", ["exception"], ["silent"]),
        ("license:licenseref-open", ["open"], ["silent"]),
        ("license:LicenseRef-*", ["open", "research", "unfiled"], ["silent"]),
        ("license:@osi", ["mit", "dual", "gpl", "exception"], ["research", "unfiled", "silent"]),
        ("license:@permissive", ["mit", "dual"], ["unfiled", "silent"]),
        ("license:@copyleft", ["gpl", "exception"], ["open", "research", "unfiled", "silent"]),
        ("license:@commercial-ok", ["mit", "dual", "gpl", "exception", "open"], ["unfiled", "silent"]),
        ("license:@conditional", ["open"], ["unfiled", "silent"]),
        ("license:@noncommercial", ["joint", "research"], ["unfiled", "silent"]),
        ("-license:@noncommercial", ["mit", "dual", "gpl", "exception", "open"], ["unfiled", "silent"]),
        ("license:@custom", ["open", "research", "unfiled"], ["silent"]),
    ],
)
def test_licences(licences: Registry, query: str, yes: list[str], unknown: list[str]) -> None:
    """Under OR one may choose, so a permission needs one side and a restriction both; under AND it is the other way round."""
    found = three(licences, query)
    assert (found[0], found[2]) == (yes, unknown)


# Platforms


def _priced(amount: str, **fields: object) -> Price:
    given = {"item": PriceItem.INPUT, "amount": Decimal(amount), "currency": "USD", **fields}
    return Price(**given)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def hosts() -> Registry:
    shop = FrozenMap([edge("shop", announced=day("2023-04-11"))])
    return small_registry(
        platform("api"),
        platform("cloud", PlatformKind.CLOUD),
        platform("hub", PlatformKind.HUB),
        platform("shop", PlatformKind.PRODUCT),
        vendor("acme", families={"acme": family("acme", integrations=shop)}),
        model(
            "active",
            integrations=FrozenMap(
                [
                    edge(
                        "api",
                        ids=("acme:a",),
                        since=day("2024-01"),
                        limits=Limits(window=8_192),
                        prices=(_priced("0.5"),),
                    ),
                    edge("cloud", retired=day("2024-02"), prices=(_priced("9"),)),
                ]
            ),
            context=Context(window=32_768),
        ),
        model("ending", integrations=FrozenMap([edge("api", deprecated=day("2024-05"), retired=day("2024-12-31"))])),
        model("ended", integrations=FrozenMap([edge("api", retired=day("2023"))])),
        model("vague", integrations=FrozenMap([edge("api", retired=day("2024"))])),
        model("download", integrations=FrozenMap([edge("hub")])),
        model("nowhere"),
        model("other/own", family="other"),
    )


@pytest.mark.parametrize(
    ("query", "yes", "unknown"),
    [
        ("platform:api", ["active", "ending", "ended", "vague"], []),
        ("-platform:api", ["download", "nowhere", "other/own"], []),
        ("platform:shop", [], ["active", "ending", "ended", "vague", "download", "nowhere"]),
        ("family-platform:shop", ["active", "ending", "ended", "vague", "download", "nowhere"], []),
        ("platform:@hub", ["download"], []),
        ("no:platform", ["nowhere", "other/own"], []),
        ("platform:a*", ["active", "ending", "ended", "vague"], []),
        ("status:active", ["active", "download"], ["vague", "nowhere", "other/own"]),
        ("status@api:active", ["active"], ["vague"]),
        ("status@cloud:retired", ["active"], []),
        ("-status@cloud:retired", ["ending", "ended", "vague", "download", "nowhere", "other/own"], []),
        ("status@shop:active", [], ["active", "ending", "ended", "vague", "download", "nowhere"]),
        ("status:retired", ["active", "ended"], ["vague", "nowhere", "other/own"]),
        ("is:retired", ["ended"], ["vague", "nowhere", "other/own"]),
        ("is:deprecated", ["ending"], ["vague", "nowhere", "other/own"]),
        ("retired:2024", ["active", "ending", "vague"], ["nowhere", "other/own"]),
        ("retired@api:2024-02", [], ["vague"]),
        ("retired:next-12-months", ["ending"], ["vague", "nowhere", "other/own"]),
        ("announced@shop:2023", [], ["active", "ending", "ended", "vague", "download", "nowhere"]),
        ("has:retired_not_before", [], []),
        ("deprecated:2024", ["ending"], ["nowhere", "other/own"]),
        ("since:2024-01", ["active"], ["ending", "ended", "vague", "download", "nowhere", "other/own"]),
        ("price:..1", ["active"], ["ending", "vague", "nowhere", "other/own"]),
        ("price@api:0.5", ["active"], ["ending", "vague"]),
        ("price@cloud:9", ["active"], []),
        ("price@api:..1CNY", [], ["active", "ending", "vague"]),
        ("price:not-applicable", ["ended", "download"], []),
        ("context@api:8Ki", ["active"], ["ending", "ended", "vague"]),
        ("context:32Ki", ["active"], ["ending", "ended", "vague", "download", "nowhere", "other/own"]),
        ('ids:"ACME:A"', ["active"], ["ending", "ended", "vague", "download", "nowhere", "other/own"]),
        ("ids:acme:a", ["active"], ["ending", "ended", "vague", "download", "nowhere", "other/own"]),
    ],
)
def test_platforms(hosts: Registry, query: str, yes: list[str], unknown: list[str]) -> None:
    """A model is where an integration says so; where only its family is, it may be. `@` asks one platform."""
    found = three(hosts, query)
    assert (found[0], found[2]) == (yes, unknown)


def test_a_query_on_a_platform_and_a_status_says_that_any_platform_counts(hosts: Registry) -> None:
    (note,) = hosts.find("platform:cloud status:retired").notes
    assert note == "`status:retired` is asked of every platform; of cloud alone: `status@cloud:retired`"
    assert hosts.find("platform:cloud status@cloud:retired").notes == ()


def test_prices_are_those_of_the_day_of_standard_service_and_per_token() -> None:
    prices = (
        _priced("5", until=day("2024-03-01")),
        _priced("4", since=day("2024-03-01"), until=day("2024-06-01")),
        _priced("0.003", since=day("2024-06-01"), unit=PriceUnit.KTOK),
        _priced("1", mode=PriceMode.BATCH),
        _priced("2", above=128_000),
        _priced("7", unit=PriceUnit.IMAGE),
        _priced("8", item=PriceItem.OUTPUT),
    )
    registry = small_registry(platform("api"), model("m", integrations=FrozenMap([edge("api", prices=prices)])))
    for amount in ("1", "2", "4", "5", "7", "8"):
        assert ids(registry, f"price:{amount}") == []
    assert ids(registry, "price:3") == ["m"]
    assert ids(registry, "price.output:8") == ["m"]
    assert ids(registry, "price:4", as_of=date(2024, 4, 1)) == ["m"]


# Lineage


@pytest.fixture(scope="module")
def lines() -> Registry:
    return small_registry(
        model("meta/llama-2-7b", variant=Variant.BASE),
        model("meta/llama-2-7b-chat", variant=Variant.CHAT, derived_from=parents("meta/llama-2-7b")),
        model("child", derived_from=parents("meta/llama-2-7b")),
        model("grandchild", derived_from=parents("acme/child"), aliases=(Alias(name="gc"),)),
        model("outside", derived_from=parents("Some-Repo")),
        model("scratch", variant=Variant.BASE),
        model("silent", variant=Variant.CHAT),
        model("of-silent", derived_from=parents("acme/silent")),
        model("of-scratch", derived_from=parents("acme/scratch")),
    )


@pytest.mark.parametrize(
    ("query", "yes", "unknown"),
    [
        (
            "derived-from:llama-2-7b",
            ["meta/llama-2-7b-chat", "child", "grandchild"],
            ["outside", "silent", "of-silent"],
        ),
        ("derived-from:meta/llama-2-7b -vendor:meta", ["child", "grandchild"], ["outside", "silent", "of-silent"]),
        ("derived-from:meta", ["meta/llama-2-7b-chat", "child", "grandchild"], ["outside", "silent", "of-silent"]),
        ("parent:llama-2-7b", ["meta/llama-2-7b-chat", "child"], ["silent"]),
        ("parent:child", ["grandchild"], ["silent"]),
        ("derived-from:some-repo", ["outside"], ["silent", "of-silent"]),
        ("derived-from:silent", ["of-silent"], ["outside", "silent"]),
        ("-derived-from:llama-2-7b", ["meta/llama-2-7b", "scratch", "of-scratch"], ["outside", "silent", "of-silent"]),
        ("no:parent", ["meta/llama-2-7b", "scratch", "silent"], []),
        ("parent:not-applicable", ["meta/llama-2-7b", "scratch"], []),
        (
            "relation:finetune",
            ["meta/llama-2-7b-chat", "child", "grandchild", "outside", "of-silent", "of-scratch"],
            ["silent"],
        ),
        ("derived-from:gc", [], ["outside", "silent", "of-silent"]),
    ],
)
def test_lineage(lines: Registry, query: str, yes: list[str], unknown: list[str]) -> None:
    """A base model without recorded parents was made from scratch; of another one it is not known."""
    found = three(lines, query)
    assert (found[0], found[2]) == (yes, unknown)


def test_a_circle_in_the_lineage_does_not_hang() -> None:
    registry = small_registry(
        model("a", derived_from=parents("acme/b")), model("b", derived_from=parents("acme/a")), model("c")
    )
    assert ids(registry, "derived-from:a") == ["a", "b"]


# Owners, countries, names


def test_owners_are_found_through_parents() -> None:
    registry = small_registry(
        vendor("alibaba", country="CN"),
        vendor("damo", parent="alibaba", country="CN"),
        vendor("meta", country="US"),
        model("damo/seallm"),
        model("alibaba/qwen"),
        model("meta/llama"),
    )
    assert ids(registry, "vendor:alibaba") == ["alibaba/qwen"]
    assert ids(registry, "owner:alibaba") == ["damo/seallm", "alibaba/qwen"]
    assert ids(registry, "-owner:alibaba") == ["meta/llama"]
    assert ids(registry, "country:cn,us") == ["damo/seallm", "alibaba/qwen", "meta/llama"]


def test_names_are_searched_without_regard_to_case_blanks_and_hyphens() -> None:
    registry = small_registry(
        model("codellama-7b", name="CodeLlama-7b"),
        model("qwen", name="Qwen", names=FrozenMap({"zh": "通义千问"}), aliases=(Alias(name="tongyi"),)),
        model("other", name="Other Model 1.5"),
    )
    assert ids(registry, '"code llama"') == ["codellama-7b"]
    assert ids(registry, "code_llama") == ["codellama-7b"]
    assert ids(registry, "千问") == ids(registry, "TONGYI") == ["qwen"]
    assert ids(registry, "other 1.5") == ["other"]
    assert ids(registry, "1.5") == ["other"]
    assert ids(registry, "15") == []
    assert ids(registry, "code*7b") == ["codellama-7b"]
    assert ids(registry, "name:other*") == ids(registry, 'name:"other model 1.5"') == ["other"]
    assert ids(registry, "id:*ll*") == ["codellama-7b"]
    assert ids(registry, "id:acme/*en") == ids(registry, "aliases:tongyi") == ids(registry, "id:tongyi") == ["qwen"]


# Versions


@pytest.fixture(scope="module")
def versions() -> Registry:
    ordered = family("ordered", order=("alpha", "beta", "2-next"))
    return small_registry(
        vendor("acme", families={"acme": family("acme"), "ordered": ordered}),
        *(model(f"v{text}", version=text) for text in ("1", "1.5", "2.0rc1", "2", "2.5", "3")),
        model("odd", version="fancy"),
        model("none"),
        *(model(f"o-{text}", family="ordered", version=text) for text in ("alpha", "beta", "2-next", "9")),
    )


@pytest.mark.parametrize(
    ("query", "yes", "unknown"),
    [
        ("acme>=1.5,<3", ["v1.5", "v2.0rc1", "v2", "v2.5"], ["odd", "none"]),
        ("acme>=2", ["v2", "v2.5", "v3"], ["odd", "none"]),
        ("acme~=2.0", ["v2", "v2.5"], ["odd", "none"]),
        ("acme==2.*", ["v2.0rc1", "v2", "v2.5"], ["none"]),
        ("family:acme version:2.*", ["v2.0rc1", "v2", "v2.5"], ["none"]),
        ("family:acme version:2", ["v2"], ["none"]),
        ("family:acme version:2.0", ["v2"], ["none"]),
        ("family:acme version:fancy", ["odd"], ["none"]),
        ("family:acme version:f*", ["odd"], ["none"]),
        ("family:acme version:1..2", ["v1", "v1.5", "v2.0rc1", "v2"], ["odd", "none"]),
        ("-acme>=2 family:acme", ["v1", "v1.5", "v2.0rc1"], ["odd", "none"]),
        ("ordered>=beta", ["o-beta", "o-2-next"], ["o-9"]),
        ("ordered<2-next", ["o-alpha", "o-beta"], ["o-9"]),
        ("family:ordered version:>=beta,!=2-next", ["o-beta"], ["o-9"]),
        ("family:ordered version:9", ["o-9"], []),
    ],
)
def test_versions(versions: Registry, query: str, yes: list[str], unknown: list[str]) -> None:
    """By the order of the family, else by PEP 440 with prereleases, else not comparable."""
    found = three(versions, query)
    assert (found[0], found[2]) == (yes, unknown)


# Properties and lists


def test_properties() -> None:
    registry = small_registry(
        model("open", weights=Weights.OPEN, variant=Variant.BASE, rolling=True),
        model("gated", weights=Weights.GATED, variant=Variant.CHAT, snapshot="0613"),
        model("closed", weights=Weights.CLOSED, variant=Variant.CODE, undisclosed=("parameters",)),
        model("silent", architecture=Architecture(kind=ArchitectureKind.HYBRID, num_experts=8)),
        model("seeing", modalities=Modalities(input=(Modality.TEXT, Modality.IMAGE), output=(Modality.TEXT,))),
        model("reading", modalities=Modalities(input=(Modality.TEXT,), output=(Modality.TEXT,))),
        model("half", modalities=Modalities(input=(Modality.TEXT,))),
    )
    rest = ["silent", "seeing", "reading", "half"]
    assert three(registry, "is:open-weights") == (["open", "gated"], ["closed"], rest)
    assert three(registry, "is:gated") == (["gated"], ["open", "closed"], rest)
    assert three(registry, "is:base") == (["open"], ["gated"], ["closed", *rest])
    assert three(registry, "is:base,chat") == (["open", "gated"], [], ["closed", *rest])
    assert three(registry, "is:all(open-weights,base)")[0] == ["open"]
    assert three(registry, "is:rolling") == (["open"], ["gated"], ["closed", *rest])
    assert three(registry, "is:moe")[0] == ["silent"]
    assert three(registry, "is:undisclosed-size")[0] == ["closed"]
    assert three(registry, "parameters:undisclosed")[0] == ["closed"]
    multimodal = three(registry, "is:multimodal")
    assert multimodal == (["seeing"], ["reading"], ["open", "gated", "closed", "silent", "half"])
    assert three(registry, "modality:image")[:2] == (["seeing"], ["reading"])
    assert three(registry, "reads:image")[:2] == (["seeing"], ["reading", "half"])
    assert three(registry, "modality:all(text,image)")[0] == ["seeing"]


def test_capabilities_have_three_values_each() -> None:
    registry = small_registry(
        model("can", capabilities=Capabilities(tool_calling=True)),
        model("cannot", capabilities=Capabilities(tool_calling=False)),
        model("silent"),
    )
    assert three(registry, "capability:tool-calling") == (["can"], ["cannot"], ["silent"])
    assert three(registry, "capability:reasoning") == ([], [], ["can", "cannot", "silent"])
    assert three(registry, "has:capabilities")[0] == ["can", "cannot"]


def test_sources() -> None:
    source = Source(url="https://x", kind=SourceKind.CARD, checked=date(2024, 3, 1))
    registry = small_registry(model("sourced", sources=FrozenMap({"card": source})), model("bare"))
    assert three(registry, "no:source") == (["bare"], ["sourced"], [])
    assert three(registry, "source:card") == (["sourced"], ["bare"], [])
    assert three(registry, "checked:<2024-06") == (["sourced"], ["bare"], [])


# As of


def test_as_of_asks_the_registry_of_that_day() -> None:
    from llmreg.schema.source import PastValue

    past = PastValue(field="license", value="LicenseRef-Old", until=day("2024-03-01"), source="x")
    registry = small_registry(
        vendor("meta", founded=day("2024-04")),
        model("changed", license="MIT", history=(past,), released=day("2023-01-01")),
        model("later", license="MIT", released=day("2024-05-01")),
    )
    assert ids(registry, "license:MIT") == ["changed", "later"]
    assert ids(registry, "license:MIT as-of:2024-03-15") == ["changed"]
    assert ids(registry, "license:@custom", as_of=date(2024, 2, 1)) == ["changed"]
    assert ids(registry.as_of(date(2024, 2, 1)), "license:@custom") == ["changed"]
    assert ids(registry, "vendor:meta as-of:2024-01-01") == []
    assert registry.find("license:MIT as-of:2024-03-15").query.as_of == date(2024, 3, 15)
    assert str(registry.find("license:MIT", as_of=date(2024, 3, 15)).query) == "license:MIT as-of:2024-03-15"


def test_one_day_only() -> None:
    registry = small_registry(model("a"))
    with pytest.raises(llmreg.QueryError, match="asked for 2024-01-01, and for 2024-01-02"):
        registry.find("id:a as-of:2024-01-01", as_of=date(2024, 1, 2))
    assert ids(registry, "id:a as-of:2024-01-01", as_of=date(2024, 1, 1)) == ["a"]
    with pytest.raises(llmreg.QueryError, match="this registry stands at 2024-01-01"):
        registry.as_of(date(2024, 1, 1)).find("id:a as-of:2024-01-02")


def test_every_model_of_many_days_is_found_again() -> None:
    """Only a few days are kept, and that does not show."""
    registry = small_registry(*(model(f"m{number}", released=day(f"2024-01-{number:02}")) for number in range(1, 29)))
    for _ in range(2):
        for number in range(1, 29):
            assert len(registry.find(as_of=date(2024, 1, number))) == number
    assert len(registry._engines) <= 8


def test_models_compare_as_themselves() -> None:
    registry = small_registry(model("a"))
    (found,) = registry.find()
    assert isinstance(found, Model)
    assert found is registry["acme/a"]
    assert isinstance(Integration(platform="x"), Integration)
