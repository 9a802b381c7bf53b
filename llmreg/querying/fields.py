"""The table of fields: every name that a query may use, what it means, and where its value comes from.

Canonical names are those of the attributes of `Model`; words that only the language has are written with hyphens. `-` and `_`
are the same in the name of a field, and so are upper and lower case.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from functools import cache

import attrs

from llmreg.identifiers import suggest
from llmreg.querying import edges, readers
from llmreg.querying.facts import UNKNOWN, Fact, Reader, View
from llmreg.querying.properties import PROPERTIES
from llmreg.querying.readers import CAPABILITIES
from llmreg.querying.values import STATES
from llmreg.schema.model import Model
from llmreg.schema.parameters import Architecture
from llmreg.vocabulary import (
    ArchitectureKind,
    Basis,
    Modality,
    PriceItem,
    Relation,
    SourceKind,
    Stage,
    Status,
    Variant,
    Weights,
)

__all__ = ["FIELDS", "OPTIONS", "Field", "Kind", "field", "find_field", "reserved_words", "suggest_field"]


class Kind(StrEnum):
    """What sort of values a field has, hence what may be asked of it."""

    NAME = "name"
    """An id of the registry."""
    WORD = "word"
    """One of a closed list."""
    COUNTRY = "country"
    """An ISO 3166-1 code."""
    LANGUAGE = "language"
    """A BCP 47 tag, which covers longer ones."""
    LICENSE = "licence"
    """An SPDX expression."""
    STRING = "string"
    """Any text, compared whole."""
    TEXT = "text"
    """Any text, searched."""
    COUNT = "count"
    """A number of parameters: 7B."""
    TOKENS = "tokens"
    """A number of tokens: 128k, 128Ki."""
    NUMBER = "number"
    """A plain number."""
    MONEY = "price"
    """An amount for a million tokens: 0.5, 2CNY."""
    DATE = "date"
    """A day, a month or a year."""
    VERSION = "version"
    """A version of a family, PEP 440 or the order that the family names."""
    PROPERTY = "property"
    """A yes/no property."""
    PRESENCE = "field"
    """The name of another field."""

    @property
    def has_order(self) -> bool:
        """Whether its values can be less or more than others."""
        return self in _ORDERED or self is Kind.VERSION

    @property
    def is_number(self) -> bool:
        """Whether its values are numbers with or without a unit."""
        return self in _ORDERED and self is not Kind.DATE

    @property
    def example(self) -> str:
        """A value to show in hints."""
        return _EXAMPLES.get(self, "2024")

    @property
    def has_patterns(self) -> bool:
        """Whether `*` may stand in its values."""
        return self in (Kind.NAME, Kind.LICENSE, Kind.STRING, Kind.TEXT, Kind.VERSION)


_EXAMPLES = {
    Kind.COUNT: "7B",
    Kind.TOKENS: "128k",
    Kind.NUMBER: "80",
    Kind.MONEY: "0.5",
    Kind.DATE: "2024-06",
    Kind.VERSION: "1.5",
}
_ORDERED = frozenset([Kind.COUNT, Kind.TOKENS, Kind.NUMBER, Kind.MONEY, Kind.DATE])


@attrs.frozen(kw_only=True)
class Field:
    """A field that a query may name."""

    name: str
    """Its one canonical name."""
    synonyms: tuple[str, ...] = ()
    """Other names that are accepted, and printed as `name`."""
    kind: Kind
    """What sort of values it has."""
    about: str
    """What it is, in one line."""
    read: Reader
    """Where its value comes from."""
    words: tuple[str, ...] = ()
    """The closed list of its values, where it has one."""
    table: str = ""
    """Of names: which records of the registry they are of."""
    many: bool = False
    """Whether a model may have several values."""
    scoped: bool = False
    """Whether `@PLATFORM` may follow its name."""
    groups: str = ""
    """The field whose groups its values fall into; empty where there are none."""


def _words(words: type[StrEnum]) -> tuple[str, ...]:
    return tuple(map(str, words))


def _no_reading(_model: Model, _view: View, _scope: str | None) -> Fact:
    return UNKNOWN


def _names(  # noqa: PLR0913  (one line a field)
    name: str, about: str, read: Reader, table: str, *synonyms: str, many: bool = False, groups: str = ""
) -> Field:
    return Field(
        name=name, synonyms=synonyms, kind=Kind.NAME, about=about, read=read, table=table, many=many, groups=groups
    )


def _date(name: str, about: str, *synonyms: str) -> Field:
    return Field(name=name, synonyms=synonyms, kind=Kind.DATE, about=about, read=readers.at_path(name))


def _edge_date(name: str, about: str, read: Reader) -> Field:
    return Field(name=name, kind=Kind.DATE, about=about, read=read, many=True, scoped=True)


def _strings(name: str, about: str, read: Reader, *synonyms: str, scoped: bool = False) -> Field:
    return Field(name=name, synonyms=synonyms, kind=Kind.STRING, about=about, read=read, many=True, scoped=scoped)


def _architecture() -> Iterator[Field]:
    """The attributes of the configuration, each under its own name."""
    for attribute in attrs.fields(Architecture):
        path = f"architecture.{attribute.name}"
        if attribute.name == "model_type":
            yield Field(
                name=path,
                synonyms=("model_type",),
                kind=Kind.STRING,
                about="`model_type` of the configuration",
                read=readers.at_path(path),
            )
        elif attribute.name == "tie_word_embeddings":
            yield Field(
                name=path,
                kind=Kind.WORD,
                about="whether input and output embeddings are one matrix",
                read=readers.yes_no_at(path),
                words=("yes", "no"),
            )
        elif attribute.name != "kind":
            about = f"`{attribute.name}` of the configuration"
            yield Field(
                name=path, synonyms=(attribute.name,), kind=Kind.NUMBER, about=about, read=readers.number_at(path)
            )


def _prices() -> Iterator[Field]:
    shown = {
        PriceItem.INPUT: ("price", "input", ("price.input",)),
        PriceItem.OUTPUT: ("price.output", "output", ()),
        PriceItem.CACHED_INPUT: ("price.cached-input", "input that the platform had read before", ()),
        PriceItem.CACHE_WRITE: ("price.cache-write", "input that is kept for later", ()),
        PriceItem.REASONING: ("price.reasoning", "thoughts, where they cost something else than the answer", ()),
    }
    for item, (name, what, synonyms) in shown.items():
        yield Field(
            name=name,
            synonyms=synonyms,
            kind=Kind.MONEY,
            about=f"what a million tokens of {what} cost, on some platform or on one",
            read=edges.price(item),
            many=True,
            scoped=True,
        )


FIELDS: dict[str, Field] = {
    each.name: each
    for each in (
        _names("vendor", "who made it", readers.at_path("vendor"), "vendors", "maker"),
        _names(
            "owner", "who made it, or owns who made it, over any number of steps", readers.owner, "vendors", many=True
        ),
        Field(name="country", kind=Kind.COUNTRY, about="where its vendor has its head office", read=readers.country),
        _names("family", "the line of models that it belongs to", readers.of_family, "families"),
        _names("release", "the file that it is published in", readers.at_path("release"), "releases"),
        _names("id", "its id, also without the vendor, or an alias of that day", readers.identity, "models", "model"),
        _strings("name", "its name, also in other scripts", readers.name, "names"),
        _strings("aliases", "its other names of that day", readers.aliases, "alias"),
        _strings("ids", "its ids on platforms", edges.edge_field("ids", absent_is_open=True), scoped=True),
        Field(
            name="text", kind=Kind.TEXT, about="any part of its id, names, aliases or family", read=readers.search_text
        ),
        Field(name="version", kind=Kind.VERSION, about="its version within the family", read=readers.version),
        Field(name="snapshot", kind=Kind.STRING, about="the mark of this checkpoint", read=readers.at_path("snapshot")),
        Field(
            name="variant",
            kind=Kind.WORD,
            about="how it was tuned",
            read=readers.at_path("variant"),
            words=_words(Variant),
        ),
        Field(
            name="size",
            synonyms=("nominal", "parameters.nominal"),
            kind=Kind.COUNT,
            about="the size in its name; the count, where its name has none",
            read=readers.size,
        ),
        Field(
            name="parameters",
            synonyms=("params", "parameters.total"),
            kind=Kind.COUNT,
            about="how many parameters it has, as counted",
            read=readers.parameters,
        ),
        Field(
            name="active",
            synonyms=("parameters.active",),
            kind=Kind.COUNT,
            about="how many parameters work on one token, in a mixture of experts",
            read=readers.active,
        ),
        Field(
            name="parameters.non_embedding",
            synonyms=("non_embedding",),
            kind=Kind.COUNT,
            about="how many parameters it has without embeddings",
            read=readers.number_at("parameters.non_embedding"),
        ),
        Field(
            name="parameters.basis",
            synonyms=("basis",),
            kind=Kind.WORD,
            about="where the count comes from",
            read=readers.at_path("parameters.basis"),
            words=_words(Basis),
        ),
        Field(
            name="architecture",
            synonyms=("arch", "architecture.kind"),
            kind=Kind.WORD,
            about="what the network is",
            read=readers.at_path("architecture.kind"),
            words=_words(ArchitectureKind),
        ),
        *_architecture(),
        Field(
            name="context",
            synonyms=("ctx", "window", "context.window"),
            kind=Kind.TOKENS,
            about="tokens that it reads and writes in one go; with @PLATFORM the limit there",
            read=edges.tokens_at("context.window", "window"),
            scoped=True,
        ),
        Field(
            name="output",
            synonyms=("max_output", "context.output"),
            kind=Kind.TOKENS,
            about="most tokens that it writes in one go; with @PLATFORM the limit there",
            read=edges.tokens_at("context.output", "output"),
            scoped=True,
        ),
        Field(
            name="context.extended",
            synonyms=("extended",),
            kind=Kind.TOKENS,
            about="the window with the extension that its maker documents",
            read=readers.number_at("context.extended"),
        ),
        Field(
            name="modalities",
            synonyms=("modality",),
            kind=Kind.WORD,
            about="what it takes in or gives out",
            read=readers.modalities,
            words=_words(Modality),
            many=True,
        ),
        Field(
            name="modalities.input",
            synonyms=("reads",),
            kind=Kind.WORD,
            about="what it takes in",
            read=readers.at_path("modalities.input"),
            words=_words(Modality),
            many=True,
        ),
        Field(
            name="modalities.output",
            synonyms=("writes",),
            kind=Kind.WORD,
            about="what it gives out",
            read=readers.at_path("modalities.output"),
            words=_words(Modality),
            many=True,
        ),
        Field(
            name="capabilities",
            synonyms=("capability",),
            kind=Kind.WORD,
            about="what it can be asked to do",
            read=readers.capabilities,
            words=CAPABILITIES,
            many=True,
        ),
        Field(
            name="languages",
            synonyms=("lang", "language"),
            kind=Kind.LANGUAGE,
            about="natural languages that its maker declares",
            read=readers.languages,
            many=True,
            groups="languages",
        ),
        *(
            Field(
                name=f"languages.{level}",
                kind=Kind.LANGUAGE,
                about=f"natural languages that it was {level} {'on' if level == 'trained' else 'in'}, without a promise",
                read=readers.language_claims(level),
                many=True,
                groups="languages",
            )
            for level in ("trained", "evaluated")
        ),
        Field(
            name="languages.claimed",
            kind=Kind.NUMBER,
            about="how many languages its maker claims",
            read=readers.number_at("languages.claimed"),
        ),
        Field(
            name="license",
            synonyms=("licence",),
            kind=Kind.LICENSE,
            about="under which licence",
            read=readers.at_path("license"),
            groups="license",
        ),
        Field(
            name="weights",
            kind=Kind.WORD,
            about="whether the weights can be had",
            read=readers.at_path("weights"),
            words=_words(Weights),
        ),
        _date("released", "when it could first be used or downloaded"),
        Field(
            name="announced",
            kind=Kind.DATE,
            about="when it was announced; with @PLATFORM when it was announced there",
            read=edges.announced,
            scoped=True,
        ),
        _date("knowledge_cutoff", "where its training data end", "cutoff"),
        _date("withdrawn", "when its maker took it back everywhere"),
        _names(
            "platform",
            "where it can be used",
            edges.platforms,
            "platforms",
            "platforms",
            "provider",
            "engine",
            many=True,
            groups="platform",
        ),
        _names(
            "family-platform",
            "where it can be used, or where its family is used and no source says which model",
            edges.family_platforms,
            "platforms",
            "integration",
            "integrations",
            many=True,
            groups="platform",
        ),
        Field(
            name="status",
            kind=Kind.WORD,
            about="the state on some platform, or on one, on that day",
            read=edges.status,
            words=tuple(str(each) for each in Status if each is not Status.UNKNOWN),
            many=True,
            scoped=True,
        ),
        Field(
            name="stage",
            kind=Kind.WORD,
            about="how far it has come on some platform, or on one",
            read=edges.edge_field("stage", absent_is_open=True),
            words=_words(Stage),
            many=True,
            scoped=True,
        ),
        _edge_date("since", "since when it can be used there", edges.edge_field("since", absent_is_open=True)),
        _edge_date(
            "deprecated",
            "from when on a platform advises against it",
            edges.edge_field("deprecated", "deprecation_announced", absent_is_open=False),
        ),
        _edge_date("retired", "when a platform stopped or will stop to offer it", edges.retired),
        _edge_date(
            "retired_not_before",
            "until when at least a platform promised to offer it",
            edges.edge_field("retired_not_before", absent_is_open=False),
        ),
        _strings("replacement", "what a platform advises to use instead", edges.replacement, scoped=True),
        *_prices(),
        _names("parent", "the models that it was made from directly", readers.parent, "lineage", many=True),
        _names(
            "derived-from",
            "the models that it was made from, over any number of steps",
            readers.derived_from,
            "lineage",
            many=True,
        ),
        Field(
            name="relation",
            kind=Kind.WORD,
            about="how it came from its parents",
            read=readers.relation,
            words=_words(Relation),
            many=True,
        ),
        Field(
            name="training.tokens",
            synonyms=("tokens",),
            kind=Kind.TOKENS,
            about="tokens seen in pretraining",
            read=readers.number_at("training.tokens"),
        ),
        Field(
            name="training.compute",
            synonyms=("compute",),
            kind=Kind.NUMBER,
            about="floating point operations of the final training run",
            read=readers.number_at("training.compute"),
        ),
        _strings("benchmarks", "benchmarks of which a score is recorded", readers.keys_at("benchmarks"), "benchmark"),
        _strings("links", "further reading, by its short word", readers.keys_at("links"), "link"),
        Field(
            name="sources",
            synonyms=("source",),
            kind=Kind.WORD,
            about="kinds of its sources",
            read=readers.source_kinds,
            words=_words(SourceKind),
            many=True,
        ),
        Field(name="checked", kind=Kind.DATE, about="when a source of it was last compared", read=readers.checked),
        _strings(
            "disputes", "fields of which another source says something else", readers.keys_at("disputes"), "dispute"
        ),
        _strings("history", "fields that used to read otherwise", readers.keys_at("history")),
        _strings("undisclosed", "fields that its maker keeps to itself", readers.keys_at("undisclosed")),
        Field(
            name="is",
            kind=Kind.PROPERTY,
            about="a yes/no property",
            read=_no_reading,
            words=tuple(PROPERTIES),
            many=True,
        ),
        Field(
            name="has", kind=Kind.PRESENCE, about="a field of which something is recorded", read=_no_reading, many=True
        ),
        Field(name="no", kind=Kind.PRESENCE, about="a field of which nothing is recorded", read=_no_reading, many=True),
    )
}
"""The fields by canonical name, in the order in which they are listed."""

OPTIONS = {"sort": (), "limit": (), "as-of": ("as_of",), "cols": ("columns",)}
"""Words that say what to do with the models found, and their synonyms."""

_OPERATORS = ("and", "or", "not", "any", "all", *STATES)


def _key(name: str) -> str:
    return name.lower().replace("-", "_")


@cache
def _by_name() -> dict[str, Field]:
    return {_key(name): each for each in FIELDS.values() for name in (each.name, *each.synonyms)}


def find_field(name: str) -> Field | None:
    """The field of a name or synonym, `None` where there is none."""
    return _by_name().get(_key(name))


def field(name: str) -> Field:
    """The field of a name or synonym.

    Raises:
        KeyError: there is none.
    """
    return _by_name()[_key(name)]


def suggest_field(name: str) -> str | None:
    """A name of a field that looks like it."""
    known = [each for entry in FIELDS.values() for each in (entry.name, *entry.synonyms)] + list(OPTIONS)
    close = suggest(name, known) if len(name) <= 60 else ()
    return close[0] if close else None


def reserved_words() -> frozenset[str]:
    """The words that no id and no family may be, lest a query could be read in two ways."""
    fields = {name for each in FIELDS.values() for name in (each.name, *each.synonyms) if "." not in name}
    options = {name for option, synonyms in OPTIONS.items() for name in (option, *synonyms)}
    return frozenset(fields | options | set(_OPERATORS))
