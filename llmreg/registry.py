"""`Registry`: the face of a catalogue.

What answers a question is imported when the question is asked, so that one look-up does not pay for the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from llmreg.errors import (
    QueryError,
    UnknownFamilyError,
    UnknownLicenseError,
    UnknownModelError,
    UnknownPlatformError,
    UnknownRecordError,
    UnknownReleaseError,
    UnknownVendorError,
)
from llmreg.identifiers import suggest
from llmreg.index import Index

if TYPE_CHECKING:
    from llmreg.charts import Chart
    from llmreg.comparison import Comparison
    from llmreg.completeness import FieldCompleteness
    from llmreg.coverage import LanguageCoverage
    from llmreg.explanation import Explanation
    from llmreg.index import AnyRecord
    from llmreg.layers import Layer
    from llmreg.lineage import Lineage
    from llmreg.querying.evaluate import Engine
    from llmreg.querying.expressions import Expression
    from llmreg.querying.listing import FieldListing
    from llmreg.querying.query import Query
    from llmreg.querying.result import Result
    from llmreg.resolution import Resolution, Resolver
    from llmreg.schema.integration import Integration
    from llmreg.schema.license import License
    from llmreg.schema.model import Model, Release
    from llmreg.schema.platform import Platform
    from llmreg.schema.source import Source
    from llmreg.schema.vendor import Family, Vendor
    from llmreg.source import KeyPath, Location
    from llmreg.tables.table import Table
    from llmreg.vocabulary import Notes

__all__ = ["Registry"]


class Registry:
    """An immutable catalogue of models, vendors, families, platforms, licences and releases.

    Made by `llmreg.load`. `reg[id]` gives a model by its exact id; iteration gives the models by vendor, then by release
    file, then in the order of the file; `len` counts them; `in` takes an id. Of a registry that extends another one, the models
    of that come first, in their order, and a model that replaces one of them stands where that stood.
    """

    def __init__(
        self,
        index: Index,
        *,
        layers: Sequence[Layer] = (),
        as_of: date | None = None,
    ) -> None:
        self._whole = index
        self._index = index if as_of is None else _as_of(index, as_of)
        self._layers = layers
        self._as_of = as_of
        self._engines: dict[date | None, Engine] = {}

    def __repr__(self) -> str:
        day = f" as of {self._as_of}" if self._as_of else ""
        return f"<Registry {self.name!r}, revision {self.revision}{day}: {len(self)} models>"

    @property
    def name(self) -> str:
        """What the registry calls itself."""
        return self._index.settings.name

    @property
    def revision(self) -> str | None:
        """The state of the data, such as `2026.11.23`."""
        return self._index.settings.revision

    @property
    def today(self) -> date:
        """The day for which it answers: the one it was asked for, else that of its revision, else the end of time.

        Never the clock: the same registry always gives the same answers.
        """
        return self._as_of or self.revised or date.max

    @property
    def revised(self) -> date | None:
        """The day of the revision, where that is a calendar version with three parts."""
        try:
            year, month, day = (int(part) for part in (self.revision or "").split(".")[:3])
            return date(year, month, day)
        except ValueError:
            return None

    @cached_property
    def models(self) -> Mapping[str, Model]:
        """Models by id."""
        return _View(self._index.models, UnknownModelError)

    @cached_property
    def vendors(self) -> Mapping[str, Vendor]:
        """Vendors by id."""
        return _View(self._index.vendors, UnknownVendorError)

    @cached_property
    def families(self) -> Mapping[str, Family]:
        """Families by id."""
        return _View(self._index.families, UnknownFamilyError)

    @cached_property
    def releases(self) -> Mapping[str, Release]:
        """Releases by id, `vendor/file`."""
        return _View(self._index.releases, UnknownReleaseError)

    @cached_property
    def platforms(self) -> Mapping[str, Platform]:
        """Platforms by id."""
        return _View(self._index.platforms, UnknownPlatformError)

    @cached_property
    def licenses(self) -> Mapping[str, License]:
        """Licence files by id."""
        return _View(self._index.licenses, UnknownLicenseError)

    def __getitem__(self, model_id: str) -> Model:
        """The model of exactly this id.

        Raises:
            UnknownModelError: there is none; it carries similar ids. Other names go through `resolve`.
        """
        return self.models[model_id]

    def __contains__(self, model_id: object) -> bool:
        return model_id in self._index.models

    def __iter__(self) -> Iterator[Model]:
        return iter(self._index.models.values())

    def __len__(self) -> int:
        return len(self._index.models)

    def resolve(self, name: str, *, platform: str | None = None, as_of: date | None = None) -> Resolution:
        """The one model that a name means: a canonical id, an id without vendor, an alias, or an id on a platform.

        Args:
            name: in any case; nothing is guessed.
            platform: count only names that hold there.
            as_of: the day for which moving aliases are read; the day of the registry where it is left out.

        Raises:
            UnknownModelError: nothing matches; it carries similar ids.
            AmbiguousModelError: several models match; it carries them.
            UnknownPlatformError: there is no such platform.
        """
        return self._resolver.resolve(name, platform=platform, as_of=as_of or self.today)

    @cached_property
    def _resolver(self) -> Resolver:
        from llmreg.resolution import Resolver

        return Resolver(self._index)

    def find(self, query: str | Query | Expression | None = None, *, as_of: date | None = None) -> Result:
        """The models that certainly match a query; `.undecided` has those of which the recorded facts do not tell.

        Args:
            query: text such as `"qwen>=1.5 size:7B..14B lang:all(th,vi)"`, a `Query`, or an expression such as
                `F.context >= "128k"`; nothing gives all models. The language is described in `docs/query.md`.
            as_of: the day for which it is asked, as `as-of:` in a query says it too; the day of the registry where neither
                does.

        Raises:
            QueryError: the query cannot be read, or names what is not there.
        """
        from llmreg.querying.query import as_query
        from llmreg.querying.result import Result

        wanted = as_query(query)
        if as_of and wanted.as_of and as_of != wanted.as_of:
            raise QueryError(f"the query is asked for {wanted.as_of}, and for {as_of}", str(wanted), hint="say it once")
        day = as_of or wanted.as_of
        answers = self._engine(day).ask(wanted)
        return Result(answers, attrs.evolve(answers.query, as_of=day))

    def table(  # noqa: PLR0913  (each is a wish about the table)
        self,
        query: str | Query | Expression | None = None,
        *,
        columns: str | Iterable[str] | None = None,
        group: str | None = None,
        group_order: Iterable[str] = (),
        transpose: bool = False,
        notes: Notes | str = "none",
        legend: bool = True,
        caption: str = "",
        as_of: date | None = None,
    ) -> Table:
        """A table of the models that match a query, to be given to `llmreg.render`.

        Args:
            query: which models, in which order and how many, as in `find`.
            columns: `"name:link, params:si(2)=Size, context:k, languages(th,vi)"`: fields, each perhaps on one platform
                (`@groq`), for one value (`(th)`), in a format (`:k`) and under a title (`=Size`). Without it the columns of the
                query, or the usual ones. `docs/reference/tables.md` lists the formats.
            group: a column whose values head groups of rows: `"vendor:name"`.
            group_order: headings that come before the others.
            transpose: whether models stand side by side; up to twelve.
            notes: where the sources stand: `"none"`, `"cells"` (numbered footnotes) or `"line"` (one line below).
            legend: whether the marks that occur are explained.
            caption: what the table is about.
            as_of: the day for which it is asked.

        Raises:
            QueryError: the query or a column cannot be read, or the wishes do not go together.
        """
        from llmreg.tables.making import make_table

        return make_table(
            self.find(query, as_of=as_of),
            columns=columns,
            group=group,
            group_order=group_order,
            transpose=transpose,
            notes=notes,
            legend=legend,
            caption=caption,
        )

    def fields(self, name: str | None = None) -> tuple[FieldListing, ...]:
        """What a query may ask of a field: examples, its groups, and the values that this registry has.

        Args:
            name: a field or a synonym, or a group such as `@osi`; all fields where it is left out.

        Raises:
            UnknownFieldError: there is no such field or group; it carries similar names.
        """
        from llmreg.querying.listing import list_fields

        return list_fields(self._engine(None), name)

    def _engine(self, day: date | None) -> Engine:
        """What answers queries about one day; a few days are kept."""
        from llmreg.querying.evaluate import Engine

        if self._as_of and day and day > self._as_of:
            raise QueryError(f"this registry stands at {self._as_of}", hint=f"ask the whole registry about {day}")
        found = self._engines.get(day)
        if found is None:
            for oldest in list(self._engines)[: 1 - _DAYS_KEPT]:
                self._engines.pop(oldest, None)
            index = _as_of(self._index, day) if day and day != self._as_of else self._index
            found = self._engines[day] = Engine(index, day or self.today, names=self._index)
        return found

    def integrations(self, model_id: str) -> tuple[Integration, ...]:
        """Every integration of a model, whichever end it is written at, then those known of its family only.

        `.model` is set on the first, `.family` on the second: where a source says that a product uses Qwen, it
        does not say which.

        Raises:
            UnknownModelError: there is no such model.
        """
        return tuple(edge.integration for edge in self._index.edges_of(self[model_id]))

    def sources(self, integration: Integration) -> tuple[Source, ...]:
        """The sources that support an integration of this registry, at whichever end it is written."""
        from llmreg.explanation import edge_sources

        edges = self._index.edges_by_platform.get(integration.platform, ())
        return next((tuple(edge_sources(edge).values()) for edge in edges if edge.integration is integration), ())

    def used_on(self, platform_id: str) -> tuple[Integration, ...]:
        """Every integration of a platform, with a model or a family each.

        Raises:
            UnknownPlatformError: there is no such platform.
        """
        platform = self.platforms[platform_id]
        return tuple(edge.integration for edge in self._index.edges_by_platform.get(platform.id, ()))

    def children(self, model_id: str) -> tuple[Model, ...]:
        """The models that were made from a model directly.

        Raises:
            UnknownModelError: there is no such model.
        """
        return self._index.children.get(self[model_id].id, ())

    def ancestors(self, model_id: str) -> tuple[Model, ...]:
        """The models that a model was made from, over any number of steps, nearest first.

        Those outside the registry are left out; `lineage` has them.

        Raises:
            UnknownModelError: there is no such model.
        """
        from llmreg.lineage import find_ancestors

        return find_ancestors(self._index, self[model_id])

    def descendants(self, model_id: str) -> tuple[Model, ...]:
        """The models that were made from a model, over any number of steps, nearest first.

        Raises:
            UnknownModelError: there is no such model.
        """
        from llmreg.lineage import find_descendants

        return find_descendants(self._index, self[model_id])

    def lineage(self, model_id: str) -> Lineage:
        """What a model was made from and what was made from it, as trees.

        Raises:
            UnknownModelError: there is no such model.
        """
        from llmreg.lineage import trace_lineage

        return trace_lineage(self._index, self[model_id])

    def compare(self, *names: str, fields: Iterable[str] | None = None, as_of: date | None = None) -> Comparison:
        """Models side by side: for each field what is the same, what differs, and what is not known.

        Args:
            names: two to eight models, by any name that `resolve` understands.
            fields: names of fields as in a query, such as `context`, `params` or `price@openai`; the usual ones where it is
                left out.
            as_of: the day for which facts and names are read; the day of the registry where it is left out.

        Raises:
            ComparisonSizeError: there are fewer than two names, or more than eight.
            UnknownModelError: a name means no model; it carries similar ids.
            AmbiguousModelError: a name means several.
            UnknownFieldError: there is no such field; it carries a similar one.
        """
        from llmreg.comparison import check_size, compare

        check_size(len(names))
        if as_of is not None and as_of != self._as_of:
            return self.as_of(as_of).compare(*names, fields=fields)
        models = [self.resolve(name).model for name in names]
        return compare(self._index, models, fields=fields, as_of=self.today)

    def chart(  # noqa: PLR0913  (all but two by name)
        self,
        kind: str,
        query: str | Query | Expression | None = None,
        *,
        as_of: date | None = None,
        platform: str | None = None,
        currency: str | None = None,
        highlight: Iterable[str] = (),
        title: str | None = None,
    ) -> Chart:
        """A chart of the models that a query finds, as data; `llmreg.rendering.charts` draws it.

        Args:
            kind: a `ChartKind`, or its word, such as `"size-over-time"`.
            query: as in `find`; all models where it is left out.
            as_of: the day for which it is asked.
            platform: of prices: whose; those of the cheapest offer of each model where it is left out.
            currency: of prices: ISO 4217 code; US dollars where it is left out. Nothing is converted.
            highlight: vendors that get a colour in a timeline, at most eight; those with most models where it is empty.
            title: what to write above it, in place of the usual words.

        Raises:
            ChartError: there is no such kind, or an option is not for it.
            QueryError: the query cannot be read, or names what is not there.
            UnknownPlatformError: there is no such platform.
            UnknownVendorError: there is no such vendor.
        """
        from llmreg.charts import check_options, draw

        makers = tuple(self.vendors[vendor].id for vendor in highlight)
        host = None if platform is None else self.platforms[platform].id
        shown = check_options(kind, platform=host, currency=currency, highlight=makers)
        result = self.find(query, as_of=as_of)
        view = self._engine(result.query.as_of).view
        return draw(shown, result, view, platform=host, currency=currency, highlight=makers, title=title)

    def language_coverage(self, group: str | None = None) -> tuple[LanguageCoverage, ...]:
        """Languages with the models that speak them, and the smallest open one of each.

        Args:
            group: name of a group such as `sea`, or a language tag; every declared language where it is left out.

        Raises:
            UnknownGroupError: it is neither a group nor a tag; it carries similar groups.
        """
        from llmreg.coverage import cover_languages

        return cover_languages(self._index, group)

    def completeness(self) -> tuple[FieldCompleteness, ...]:
        """How much of what could be known of the models is recorded, field by field, and how well it is known."""
        from llmreg.completeness import measure

        return measure(self._index)

    def why(self, model_id: str, field: str, *, used_as: str | None = None) -> Explanation:
        """What is known of a fact, and how: value, sources, disputes, history, and where it is written.

        Args:
            model_id: the exact id of a model.
            field: a path such as `parameters.total`, `license` or `integrations.dingtalk`.
            used_as: of several integrations with one platform, an id that the one meant has there. Without it, or where
                none has it, the first is meant; `one_of` of the answer has them all.

        Raises:
            UnknownModelError: there is no such model.
            UnknownFieldError: models have no such field; it carries similar paths.
        """
        from llmreg.explanation import explain_fact, find_fact

        model = self[model_id]
        fact = find_fact(self._index, model, field, used_as=used_as, as_of=self._as_of)
        found = explain_fact(model, field, fact)
        return found if found.value is None else attrs.evolve(found, location=self._locate(fact.owner, fact.path))

    def _locate(self, record: AnyRecord, path: KeyPath) -> Location | None:
        """The place of a field in its file: in the record, or in the release around it."""
        origin = self._index.origin(record)
        if origin is None or not self._layers:
            return None
        from llmreg.layers import open_text
        from llmreg.source import Location

        written = origin.at(self._as_written(record, path))
        layer = self._layers[written.layer]
        inside, around, file = written.path, path, layer.shown_root + written.file
        places = open_text(layer, written.file)
        if places is None:  # the answer stands, without a line
            return Location(file=file, path=inside)
        found = next((each for each in (inside, around) if places.value(each)), None)
        where, span = (found, places.value(found)) if found else places.nearest(inside)
        return Location(file=file, path=where, span=span)

    def _as_written(self, record: AnyRecord, path: KeyPath) -> KeyPath:
        """A path in a record of an earlier day, where a platform has fewer integrations, as it is in the record of today."""
        from llmreg.schema.platform import Platform

        if self._as_of is None or not isinstance(record, Platform) or path[:1] != ("integrations",):
            return path
        past, written = record.integrations[int(path[1])], self._whole.platforms[record.id].integrations
        ends = (past.model, past.family)
        numbers = [number for number, each in enumerate(written) if (each.model, each.family) == ends]
        number = next((each for each in numbers if written[each].ids == past.ids), numbers[0])  # ids may change too
        return ("integrations", number, *path[2:])

    def layer_of(self, model_id: str) -> str:
        """The name of the registry in which a model is written: of this one, or of one below that it extends.

        Raises:
            UnknownModelError: there is no such model.
        """
        origin = self._index.origin(self[model_id])
        return self._layers[origin.layer].whole.settings.name if origin and self._layers else self.name

    def as_of(self, day: date) -> Registry:
        """The registry as it stood at the end of that day: models released by then, with the licences, names, prices and
        announced endings of that day.

        Left out is what certainly came later. A model without a date stays in, unless its announcement, its snapshot, its
        family or a parent shows that it is younger.
        """
        day = min(day, self._as_of) if self._as_of else day
        return Registry(self._whole, layers=self._layers, as_of=day)


_DAYS_KEPT = 8
"""For how many days the columns of queries are kept."""


def _as_of(index: Index, day: date) -> Index:
    from llmreg.past import index_as_of

    return index_as_of(index, day)


R = TypeVar("R")


class _View(Mapping[str, R]):
    """A read-only mapping whose missing keys raise an error with suggestions."""

    def __init__(self, table: Mapping[str, R], error: type[UnknownRecordError]) -> None:
        self._table = table
        self._error = error

    def __getitem__(self, key: str) -> R:
        try:
            return self._table[key]
        except KeyError:
            raise self._error(str(key), suggest(str(key), self._table, count=3)) from None

    def __contains__(self, key: object) -> bool:
        return key in self._table

    def get(self, key: str, default: Any = None) -> Any:
        return self._table.get(key, default)

    def __iter__(self) -> Iterator[str]:
        return iter(self._table)

    def __len__(self) -> int:
        return len(self._table)

    def __repr__(self) -> str:
        return f"<{len(self)} records: {', '.join(list(map(str, self))[:3])}, ...>"
