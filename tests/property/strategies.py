"""Strategies for TOML values, and for whole registries made of the classes, without a finding in them.

Registries are built so that they keep every rule: dates come in the order of their meaning, a model derives from earlier
ones only, whatever is named is there, and whatever is there is used.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import attrs
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from llmreg import FrozenMap, PartialDate, StatedCount
from llmreg.conversion.strict import WrongValueError, freeze, text
from llmreg.conversion.unstructure import unstructure
from llmreg.schema.fields import is_recorded
from llmreg.schema.integration import Integration
from llmreg.schema.language import Languages
from llmreg.schema.license import License, Threshold
from llmreg.schema.limits import Capabilities, Context, Limits, Modalities
from llmreg.schema.lineage import Parent, Successor
from llmreg.schema.model import Alias, Benchmark, Model, Training
from llmreg.schema.parameters import Architecture, Parameters
from llmreg.schema.platform import Platform
from llmreg.schema.price import Price
from llmreg.schema.settings import CheckSettings, RegistrySettings, Tombstone, Tombstones
from llmreg.schema.source import Dispute, PastValue, Source
from llmreg.schema.vendor import Family, Vendor
from llmreg.toml.writer import write
from llmreg.vocabulary import (
    Answer,
    ArchitectureKind,
    Basis,
    Modality,
    PlatformKind,
    PriceItem,
    PriceMode,
    PriceUnit,
    Relation,
    Severity,
    SourceKind,
    Stage,
    Variant,
    Weights,
)

__all__ = ["TODAY", "Content", "contents", "documents", "share", "toml_tables", "toml_values", "write_files"]

T = TypeVar("T")

TODAY = date(2026, 11, 23)


def share(part: float) -> int:
    """A part of the examples of the profile, for properties that read whole registries."""
    return max(5, int(settings.default.max_examples * part))  # type: ignore[union-attr]


# TOML

TEXTS = st.text(st.characters(codec="utf-8"), max_size=10)
OFFSETS = st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
SCALARS = st.one_of(
    TEXTS,
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.sampled_from([0, 1, -1, 7, 10**15, 10**16, 10**400, Decimal("inf"), Decimal("1e400"), Decimal("-0.5"), Decimal("1e-9")]),
    st.sampled_from(["", " ", "2024-06", "2024-00", "72B", "0B", "TBD", "a\x00b", "x" * 300, "9" * 400 + "b", "acme", "MIT", "en", "\u202e"]),
    st.decimals(-(10**6), 10**6, places=3),
    st.dates(date(1, 1, 1)),
    st.times().map(lambda moment: moment.replace(fold=0)),
    st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.none() | OFFSETS).map(  # noqa: DTZ001
        lambda moment: moment.replace(fold=0)
    ),
)  # fmt: skip
KEYS = TEXTS | st.sampled_from(["id", "name", "models", "x-a", "x-", "sources", "integrations", "a.b", "", "\n"])


def toml_values(leaves: int = 6) -> SearchStrategy[Any]:
    """Anything that a key may have; never NaN, which equals nothing."""
    return st.recursive(
        SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=leaves
    )


def toml_tables() -> SearchStrategy[dict[str, Any]]:
    """Any document."""
    return st.dictionaries(KEYS, toml_values(), max_size=5)


# Values of fields. Strategies are made once: making them inside `draw` would cost more than all the rest.


def _is_text(candidate: str) -> bool:
    try:
        return bool(text(candidate))
    except WrongValueError:
        return False


def _maps(keys: SearchStrategy[str], values: SearchStrategy[Any]) -> SearchStrategy[FrozenMap[str, Any]]:
    return st.dictionaries(keys, values, max_size=2).map(FrozenMap)


def _tuples(values: SearchStrategy[Any], least: int = 0) -> SearchStrategy[tuple[Any, ...]]:
    return st.lists(values, min_size=least, max_size=3, unique=True).map(tuple)


def _built(
    cls: type, required: Mapping[str, SearchStrategy[Any]] | None = None, **optional: Any
) -> SearchStrategy[Any]:
    """Records of a class; what is optional is perhaps left out."""
    return st.fixed_dictionaries(dict(required or {}), optional=optional).map(lambda fields: cls(**fields))


_LETTERS = st.characters(categories=["Lu", "Ll", "Lo", "Lm", "Mn"])
NAMES = (
    st.text(_LETTERS | st.sampled_from(" -'\"\\&#.,=[]通义千问é"), min_size=1, max_size=8)
    .map(str.strip)
    .filter(_is_text)
)
"""Names without digits: a name with some says a version or a size."""
WORDS = st.text("abcxyz-_", min_size=1, max_size=4).filter(_is_text)
URLS = st.sampled_from(["https://example.org/", "http://a.b/c?d=e#f", "https://例え.jp/パス", "https://x.y:8080"])
TAGS = st.sampled_from(["zh", "en", "zh-Hant", "yue", "th", "vi", "pt-BR", "sr-Latn"])
LICENSES = ["MIT", "Apache-2.0", "LicenseRef-Acme", "MIT OR Apache-2.0", "LicenseRef-Other", "GPL-3.0-only WITH Classpath-exception-2.0"]  # fmt: skip
EXTENSIONS = _maps(TEXTS.map("x-{}".format).filter(_is_text), toml_values(3).map(freeze))
FLAGS = st.booleans()
COUNTS = st.integers(1, 10**15) | st.sampled_from(["3T", "1.5T", "15.60B", "999M"]).map(StatedCount)
SIZES = st.integers(10_000, 10**15) | st.sampled_from(["72B", "1.8B", "0.5B", "494M", "10K", "1.50T"]).map(StatedCount)
AMOUNTS = st.decimals(0, 10**6, places=4) | st.just(Decimal("0.0"))
TOKENS = st.integers(1, 2_000_000)
DAYS = st.one_of(
    st.builds(PartialDate, st.integers(1990, 2025)),
    st.builds(PartialDate, st.integers(1990, 2025), st.integers(1, 12)),
    st.dates(date(1990, 1, 1), date(2025, 12, 31)).map(PartialDate.of),
)
PAST = st.dates(date(2020, 1, 1), TODAY)
NAMED = {"names": _maps(TAGS, NAMES), "links": _maps(WORDS, URLS), "extensions": EXTENSIONS}


def _sources(*supports: str) -> SearchStrategy[FrozenMap[str, Source]]:
    required = {
        "url": URLS,
        "kind": st.sampled_from(SourceKind),
        "checked": PAST,
        "supports": _tuples(st.sampled_from(supports)),
    }
    return _maps(WORDS, _built(Source, required, title=NAMES, published=DAYS))


LANGUAGES = _built(
    Languages, tags=_tuples(TAGS), trained=_tuples(TAGS), evaluated=_tuples(TAGS), complete=FLAGS, claimed=TOKENS
)
MODALITIES = _built(Modalities, input=_tuples(st.sampled_from(Modality)), output=_tuples(st.sampled_from(Modality)))
FACTS: dict[str, SearchStrategy[Any]] = {
    "license": st.sampled_from(["MIT", "Apache-2.0"]),
    "parameters.total": SIZES,
    "parameters": _built(Parameters, {"total": SIZES}, basis=st.just(Basis.CHECKPOINT)),
    "released": DAYS,
    "languages": LANGUAGES.filter(is_recorded),
    "languages.tags": _tuples(TAGS, 1),
    "weights": st.sampled_from(Weights),
    "training.compute": AMOUNTS,
    "training.tokens": COUNTS,
    "capabilities.reasoning": FLAGS,
    "names.ja": NAMES,
    "architecture.num_experts": st.integers(1, 100),
    "architecture.num_experts_per_tok": st.integers(1, 100),
    "aliases": _tuples(st.builds(Alias, name=NAMES), 1),
    "x-fact": toml_values(3).map(freeze),
}
"""Fields that sources may disagree on, each with values of its type."""
EDGE_FACTS = {"ids": _tuples(NAMES, 1), "limits.window": TOKENS, "since": DAYS}
"""The same for fields of an integration."""

INDEX = st.integers(0, 255)
YEAR = st.tuples(st.integers(0, 2), st.integers(1, 12), st.integers(1, 28))
SOURCED = st.fixed_dictionaries({"source": st.just("card")}, optional={"reason": NAMES})
ENTRIES = st.lists(st.one_of([st.tuples(st.just(path), values) for path, values in FACTS.items()]), max_size=2)
EDGE_ENTRIES = st.lists(
    st.one_of([st.tuples(st.just(path), values) for path, values in EDGE_FACTS.items()]), max_size=1
)


def _pick(draw: DrawFn, options: Sequence[T]) -> T:
    return options[draw(INDEX) % len(options)]


def _some(draw: DrawFn, options: Sequence[T]) -> list[T]:
    return [option for option in options if draw(FLAGS)]


def _day(draw: DrawFn, year: int) -> PartialDate:
    """A date in that year, known to the year, the month or the day."""
    known, month, day = draw(YEAR)
    return PartialDate(year, *(month, day)[:known])


def _in_order(draw: DrawFn, *names: str, first: int = 2000) -> dict[str, Any]:
    """Dates under some of the names, each in a later year than the one before."""
    return {name: _day(draw, first + number) for number, name in enumerate(_some(draw, names))}


# Parts of records

PARAMETERS = st.fixed_dictionaries(
    {}, optional={"total": SIZES, "nominal": SIZES, "non_embedding": SIZES, "basis": st.sampled_from(Basis)}
)
SHAPE = st.fixed_dictionaries(
    {"small": st.integers(1, 64), "more": st.integers(0, 64)},
    optional={
        "kind": st.sampled_from(ArchitectureKind),
        "model_type": NAMES,
        "head_dim": TOKENS,
        "tie_word_embeddings": FLAGS,
    },
)


@st.composite
def _parameters(draw: DrawFn) -> dict[str, Any]:
    """Counts and shape that fit together."""
    counts, shape = draw(PARAMETERS), draw(SHAPE)
    small, more = shape.pop("small"), shape.pop("more")
    if "total" in counts:
        counts |= {"nominal": counts["total"]} if "nominal" in counts else {}
        if shape.get("kind") is ArchitectureKind.MOE:
            counts["active"] = max(10_000, counts["total"] // small)
    for name, count in (("num_experts", small + more), ("num_experts_per_tok", small), ("num_attention_heads", small)):
        shape |= {name: count} if draw(FLAGS) else {}
    return {"parameters": Parameters(**counts), "architecture": Architecture(**shape)}


def _limits(cls: type, *names: str) -> SearchStrategy[Any]:
    """Token limits of which the first is the largest."""

    def fit(fields: dict[str, int]) -> Any:
        return cls(**{name: min(count, fields.get(names[0], count)) for name, count in fields.items()})

    return st.fixed_dictionaries({}, optional=dict.fromkeys(names, TOKENS)).map(fit)


CONTEXT = _limits(Context, "window", "output")
LIMITS = _limits(Limits, "window", "input", "output")


@st.composite
def _price(draw: DrawFn) -> Price:
    return attrs.evolve(draw(PRICE), **_in_order(draw, "since", "until"))


PRICE = _built(
    Price,
    {"item": st.sampled_from(PriceItem), "amount": AMOUNTS, "currency": st.sampled_from(["USD", "CNY", "EUR"])},
    unit=st.sampled_from(PriceUnit), mode=st.sampled_from(PriceMode), above=TOKENS,
)  # fmt: skip
EDGE = st.fixed_dictionaries(
    {},
    optional={
        "ids": _tuples(NAMES),
        "stage": st.sampled_from([Stage.PREVIEW, Stage.GENERAL]),
        "limits": LIMITS,
        "prices": _tuples(_price()),
        "replacement": _tuples(st.builds(Successor, external=NAMES)),
        "sources": _sources("prices", "limits.window", "ids", "retired"),
    },
)


def _integration(draw: DrawFn, platform: str, **ends: str) -> Integration:
    """An edge to a platform, with at least one thing to say."""
    dates = _in_order(draw, "announced", first=2014)
    dates |= _in_order(
        draw, "since", "deprecation_announced", "deprecated", "retired_not_before", "retired", first=2015
    )
    if "retired" not in dates:
        dates |= _in_order(draw, "until", first=2021)
    given = draw(EDGE) | dates
    if not any(is_recorded(value) for value in given.values()):
        given["ids"] = ("a",)
    return Integration(platform=platform, **ends, **given)  # type: ignore[arg-type]


# Records

MODEL = st.fixed_dictionaries(
    {"name": NAMES, "sources": _sources("name", "x-a.b", "integrations.api.ids")},
    optional={
        "version": st.sampled_from(["1", "1.5", "2.0b1"]),
        "snapshot": st.sampled_from(["0613", "2024-08-06"]),
        "variant": st.sampled_from(Variant),
        "rolling": FLAGS,
        "languages": LANGUAGES,
        "context": CONTEXT,
        "modalities": MODALITIES,
        "capabilities": _built(Capabilities, **{field.name: FLAGS for field in attrs.fields(Capabilities)}),
        "license": st.sampled_from(LICENSES),
        "weights": st.sampled_from(Weights),
        "knowledge_cutoff": DAYS,
        "training": _built(Training, tokens=COUNTS, compute=AMOUNTS),
        "benchmarks": _tuples(st.builds(Benchmark, name=NAMES, score=AMOUNTS, harness=NAMES, source=st.just("card"))),
        "undisclosed": _tuples(st.sampled_from(["parameters.active", "training", "x-secret"])),
        **NAMED,
    },
)
RELATIONS = [each for each in Relation if each not in (Relation.MERGE, Relation.FINETUNE, Relation.QUANTIZED)]
"""Those that ask nothing of the other parents and of the size."""
CARD = Source(
    url="https://example.org/card", kind=SourceKind.CARD, checked=TODAY,
    supports=("parameters", "languages", "context", "license", "released", "derived_from"),
)  # fmt: skip


@st.composite
def _model(draw: DrawFn, number: int, place: tuple[str, str, str], earlier: list[Model], platforms: list[str]) -> Model:
    """Model number `number` of a registry; everything is dated by that number, so that parents are older."""
    vendor, release, family = place
    model_id = f"{vendor}/m{number}"
    given = draw(MODEL) | draw(_parameters())
    given["sources"] = FrozenMap({**given["sources"], "card": CARD})
    edges = {host: _integration(draw, host, model=model_id) for host in _some(draw, platforms)}
    parents = [Parent(model=each.id, relation=_pick(draw, RELATIONS)) for each in _some(draw, earlier)]
    if draw(FLAGS):
        parents.append(Parent(external=draw(NAMES), relation=_pick(draw, [*RELATIONS, Relation.FINETUNE])))
    names = [Alias(name=f"alias {number}", **_in_order(draw, "since", "until")), Alias(name=f"Other-{number}")]
    dates = (
        _in_order(draw, "announced", first=1995)
        | _in_order(draw, "released", first=2000 + number)
        | _in_order(draw, "withdrawn", first=2024)
    )
    other = draw(ENTRIES)
    for host in edges:
        path = f'integrations."{host}"' if "." in host else f"integrations.{host}"
        other += [(f"{path}.{field}", value) for field, value in draw(EDGE_ENTRIES)]
    return Model(
        id=model_id,  # type: ignore[arg-type]
        vendor=vendor,  # type: ignore[arg-type]
        release=f"{vendor}/{release}",  # type: ignore[arg-type]
        family=family,  # type: ignore[arg-type]
        aliases=tuple(_some(draw, names)),
        derived_from=tuple(parents),
        integrations=FrozenMap(edges),
        disputes=tuple(Dispute(field=path, value=value, **draw(SOURCED)) for path, value in _some(draw, other)),
        history=tuple(PastValue(field=path, value=value, until=draw(DAYS), source="card") for path, value in other),
        **given,
        **dates,
    )


VENDOR = st.fixed_dictionaries(
    {"name": NAMES, "sources": _sources("name", "country")},
    optional={"country": st.sampled_from(["CN", "US", "FR"]), "city": NAMES, **NAMED},
)
FAMILY = st.fixed_dictionaries(
    {"name": NAMES},
    optional={
        "order": _tuples(st.sampled_from(["1", "1.5", "2"])),
        "announced": DAYS,
        "sources": _sources("order"),
        **NAMED,
    },
)
PLATFORM = st.fixed_dictionaries(
    {"name": NAMES, "kind": st.sampled_from(PlatformKind)},
    optional={"sources": _sources("since", "integrations"), **NAMED},
)
LICENSE = st.fixed_dictionaries(
    {"name": NAMES, "url": URLS},
    optional={
        **{name: st.sampled_from(Answer) for name in ("commercial_use", "derivatives", "redistribution", "train_other_models")},
        **dict.fromkeys(("osi", "share_alike"), FLAGS),
        "version": st.just("2"),
        "published": DAYS,
        "naming_duty": NAMES,
        "thresholds": _tuples(st.builds(Threshold, metric=NAMES, limit=st.integers(1, 10**15))),
        "sources": _sources("osi", "thresholds"),
        "links": NAMED["links"],
        "extensions": EXTENSIONS,
    },
)  # fmt: skip
CHECK = _built(
    CheckSettings,
    ignore=_tuples(st.sampled_from(["LR114", "reserved-extension"])),
    severity=_maps(st.sampled_from(["LR501", "orphan"]), st.sampled_from(Severity)),
)
SETTINGS = _built(
    RegistrySettings,
    {"name": NAMES, "schema": st.just(1), "check": CHECK},
    revision=st.sampled_from(["2026.11.23", "r7"]),
    requires_llmreg=st.sampled_from([">=0.0", "~=0.1"]),
)


def _vendor(draw: DrawFn, vendor_id: str, family_ids: Iterable[str], platforms: list[str]) -> Vendor:
    families = {
        family_id: Family(
            id=family_id,  # type: ignore[arg-type]
            vendor=vendor_id,  # type: ignore[arg-type]
            integrations=FrozenMap(
                {host: _integration(draw, host, family=family_id) for host in _some(draw, platforms)}
            ),
            **draw(FAMILY),
        )
        for family_id in family_ids
    }
    dates = _in_order(draw, "founded", "owned_since", first=1980)
    return Vendor(id=vendor_id, families=FrozenMap(families), **draw(VENDOR), **dates)  # type: ignore[arg-type]


def _platform(draw: DrawFn, platform_id: str, models: list[Model], vendors: Mapping[str, Vendor]) -> Platform:
    """A platform with edges to models and families that do not tell of it at their own end."""
    families = [family for vendor in vendors.values() for family in vendor.families.values()]
    free = [model.id for model in models if platform_id not in model.integrations]
    free_families = [family.id for family in families if platform_id not in family.integrations]
    edges = [_integration(draw, platform_id, model=end) for end in _some(draw, free)]
    edges += [_integration(draw, platform_id, family=end) for end in _some(draw, free_families)]
    given = draw(PLATFORM) | _in_order(draw, "since", "until", first=1990)
    if draw(FLAGS):
        given["vendor"] = _pick(draw, sorted(vendors))
    return Platform(id=platform_id, integrations=tuple(edges), **given)  # type: ignore[arg-type]


# Registries


@attrs.frozen(kw_only=True)
class Content:
    """All that a registry holds."""

    settings: RegistrySettings
    tombstones: Tombstones
    vendors: tuple[Vendor, ...]
    platforms: tuple[Platform, ...]
    licenses: tuple[License, ...]
    models: tuple[Model, ...]
    """By vendor, then by release, then in the order of the file."""

    def tables(self) -> dict[str, dict[str, Any]]:
        """The tables of every file, by its name."""
        files = {"registry.toml": unstructure(self.settings)}
        if self.tombstones.tombstones:
            files["tombstones.toml"] = unstructure(self.tombstones)
        files |= {f"vendors/{vendor.id}.toml": unstructure(vendor) for vendor in self.vendors}
        files |= {f"platforms/{platform.id}.toml": unstructure(platform) for platform in self.platforms}
        files |= {f"licenses/{terms.id}.toml": unstructure(terms) for terms in self.licenses}
        for model in self.models:
            files.setdefault(f"models/{model.release}.toml", {"models": []})["models"].append(unstructure(model))
        return files

    def files(self) -> dict[str, str]:
        """The text of every file, by its name."""
        return {name: write(tables) for name, tables in self.tables().items()}


@st.composite
def contents(draw: DrawFn, most: int = 4) -> Content:
    """A registry of up to `most` models that has nothing wrong with it."""
    pool = _some(draw, ["302", "api", "example.org", "hub"])
    places = sorted(
        (_pick(draw, ["acme", "other"]), _pick(draw, ["r1", "r-2.5"])) for _ in range(1 + draw(INDEX) % most)
    )
    models: list[Model] = []
    for number, (vendor, release) in enumerate(places):
        models.append(draw(_model(number, (vendor, release, f"{vendor}-{_pick(draw, 'ab')}"), models, pool)))
    lines: dict[str, set[str]] = {}
    for model in models:
        lines.setdefault(model.vendor, set()).add(model.family)
    vendors = {vendor: _vendor(draw, vendor, sorted(families), pool) for vendor, families in lines.items()}
    if len(vendors) > 1 and draw(FLAGS):
        vendors["other"] = attrs.evolve(vendors["other"], parent="acme")
    platforms = [_platform(draw, host, models, vendors) for host in pool]
    used = set(_hosts(models, vendors, platforms))
    terms = [
        word
        for word in ("LicenseRef-Acme", "LicenseRef-Other", "MIT")
        if any(word in (model.license or "") for model in models)
    ]
    stones = [
        Tombstone(id=f"acme/gone-{number}", removed=draw(PAST), reason=draw(NAMES), replacement=_pick(draw, [None, models[0].id]))  # type: ignore[arg-type]
        for number in range(draw(INDEX) % 3)
    ]  # fmt: skip
    return Content(
        settings=draw(SETTINGS),
        tombstones=Tombstones(tombstones=tuple(stones)),
        vendors=tuple(vendors.values()),
        platforms=tuple(platform for platform in platforms if platform.id in used),
        licenses=tuple(License(id=each, **draw(LICENSE)) for each in terms),  # type: ignore[arg-type]
        models=tuple(models),
    )


def _hosts(models: list[Model], vendors: Mapping[str, Vendor], platforms: list[Platform]) -> Iterator[str]:
    """Platforms that something leads to."""
    for model in models:
        yield from model.integrations
    for vendor in vendors.values():
        for family in vendor.families.values():
            yield from family.integrations
    yield from (platform.id for platform in platforms if platform.integrations)


# Files


def write_files(root: Path, files: Mapping[str, str | bytes], *, seed: int = 0) -> Path:
    """Write files in an order that the seed decides; gives the root."""
    names = sorted(files)
    random.Random(seed).shuffle(names)
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        content = files[name]
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


PLACES = [
    "registry.toml", "tombstones.toml", "vendors/acme.toml", "vendors/new.toml", "platforms/api.toml", "platforms/new.toml",
    "licenses/LicenseRef-Acme.toml", "licenses/MIT.toml", "models/acme/acme-2.toml", "models/acme/new.toml",
    "models/new/new.toml", "models/stray.toml", "stray.toml", "vendors/a b.toml", "platforms/É.toml", "models/acme/none.toml",
]  # fmt: skip
"""Where a document may be put, good places and bad ones."""


def documents() -> SearchStrategy[tuple[str, bytes]]:
    """Any TOML document or any bytes, and a place for it."""
    content = toml_tables().map(lambda tables: write(tables).encode()) | st.binary(max_size=200)
    return st.tuples(st.sampled_from(PLACES), content)
