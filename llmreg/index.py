"""`Index`: the records of a registry in immutable tables, and the one order in which they come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, TypeVar

from llmreg.vocabulary import PlatformKind, Weights

if TYPE_CHECKING:  # a compiled index imports the classes of those records that somebody asks for
    from llmreg.identifiers import FamilyId
    from llmreg.schema.integration import Integration
    from llmreg.schema.license import License
    from llmreg.schema.model import Alias, Model, Release
    from llmreg.schema.platform import Platform
    from llmreg.schema.settings import RegistrySettings, Tombstone
    from llmreg.schema.vendor import Family, Vendor
    from llmreg.source import KeyPath

__all__ = ["AnyRecord", "Edge", "Index", "Origin", "Record", "make_index"]

AnyRecord: TypeAlias = "Model | Vendor | Family | Platform | License | Release | Tombstone"
R = TypeVar("R", bound="AnyRecord")


class Origin(NamedTuple):
    """Where a record is written."""

    file: str
    """Path of the file from the root of the registry, with `/`."""
    path: KeyPath = ()
    """Where in the file; empty for the whole of it."""
    layer: int = 0
    """In which of the registries that stand on top of one another, from the lowest one."""
    elsewhere: Mapping[KeyPath, Origin] | None = None
    """Where those integrations are written that the record has from the one of its id in a layer below, by their key paths."""

    def at(self, path: KeyPath) -> Origin:
        """Where a part of the record is written; that place may hold nothing, if the part stands in the release around it."""
        other = (self.elsewhere or {}).get(path[:2])
        return other._replace(path=other.path + path[2:]) if other else Origin(self.file, self.path + path, self.layer)


class Record(NamedTuple):
    """A record and where it is written. Two records may claim the same id; the index takes the first."""

    value: AnyRecord
    origin: Origin


class Edge(NamedTuple):
    """An integration and the record that it is written in, which is one of its ends."""

    owner: AnyRecord
    path: KeyPath
    integration: Integration
    model: Model | None
    family: Family | None

    @property
    def names(self) -> tuple[str, ...]:
        """The ids that the platform uses."""
        return self.integration.ids


class Index:
    """All records by id. Iteration is by vendor, then by release file, then in the order of the file.

    Nothing in it changes, but that a table is made when it is first asked for.
    """

    def __init__(  # noqa: PLR0913
        self,
        *,
        read_settings: Callable[[], RegistrySettings],
        vendors: Mapping[str, Vendor],
        families: Mapping[str, Family],
        releases: Mapping[str, Release],
        models: Mapping[str, Model],
        platforms: Mapping[str, Platform],
        licenses: Mapping[str, License],
        tombstones: Mapping[str, Tombstone],
        origins: Mapping[tuple[str, str], Origin],
    ) -> None:
        """The records by id, and where each is written; `read_settings` is called if somebody asks for the settings."""
        self._read_settings = read_settings
        self.vendors = vendors
        self.families = families
        self.releases = releases
        self.models = models
        self.platforms = platforms
        self.licenses = licenses
        self.tombstones = tombstones
        self.origins = origins

    def replace(self, **tables: Mapping[str, Any]) -> Index:
        """The same index with other tables in place of those of that name."""
        kept = {name: getattr(self, name) for name in _TABLES}
        return Index(read_settings=self._read_settings, **(kept | tables))

    @cached_property
    def settings(self) -> RegistrySettings:
        """What the registry says about itself."""
        return self._read_settings()

    @cached_property
    def prepared(self) -> dict[str, Mapping[str, Any]]:
        """Tables made beforehand for classes that work over this index, by class and attribute; none where it was just read."""
        return {}

    def prepare(self, tables: Mapping[str, Any]) -> None:
        """Use these tables, by attribute, where they would else be made from all records."""
        vars(self).update(tables)

    def origin(self, record: AnyRecord) -> Origin | None:
        """Where a record of this index is written."""
        return self.origins.get((type(record).__name__, record.id))

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """Every integration: those of models, of families, then of platforms, each in the order of its file."""
        return tuple(self.iter_edges(self.models.values(), self.families.values(), self.platforms.values()))

    def iter_edges(
        self, models: Iterable[Model], families: Iterable[Family], platforms: Iterable[Platform]
    ) -> Iterator[Edge]:
        """The integrations that stand in these records."""
        for model in models:
            for platform, edge in model.integrations.items():
                yield Edge(model, ("integrations", platform), edge, model, None)
        for family in families:
            for platform, edge in family.integrations.items():
                yield Edge(family, ("integrations", platform), edge, None, family)
        for host in platforms:
            for number, edge in enumerate(host.integrations):
                of_model = self.models.get(edge.model) if edge.model else None
                of_family = self.families.get(edge.family) if edge.family else None
                yield Edge(host, ("integrations", number), edge, of_model, of_family)

    @cached_property
    def edges_by_model(self) -> Mapping[str, tuple[Edge, ...]]:
        """The integrations of each model itself, whichever end they are written at."""
        return _grouped((edge.model.id, edge) for edge in self.edges if edge.model)

    @cached_property
    def edges_by_family(self) -> Mapping[str, tuple[Edge, ...]]:
        """The integrations that are known of a family only."""
        return _grouped((edge.family.id, edge) for edge in self.edges if edge.family)

    def edges_of(self, model: Model) -> tuple[Edge, ...]:
        """The integrations of a model itself, then those known of its family only.

        What a hub or a runtime has of a family does not hold for members whose weights are closed.
        """
        of_family = self.edges_by_family.get(model.family, ())
        if model.weights is Weights.CLOSED:
            of_family = tuple(edge for edge in of_family if not self._needs_weights(edge))
        return self.edges_by_model.get(model.id, ()) + of_family

    def _needs_weights(self, edge: Edge) -> bool:
        platform = self.platforms.get(edge.integration.platform)
        return platform is not None and platform.kind in (PlatformKind.HUB, PlatformKind.RUNTIME)

    @cached_property
    def edges_by_platform(self) -> Mapping[str, tuple[Edge, ...]]:
        """The integrations of each platform."""
        return _grouped((edge.integration.platform, edge) for edge in self.edges)

    @cached_property
    def edges_by_name(self) -> Mapping[str, tuple[Edge, ...]]:
        """Integrations of models by an id that the platform uses, in small letters."""
        return _grouped((name.lower(), edge) for edge in self.edges if edge.model for name in edge.names)

    @cached_property
    def aliases(self) -> Mapping[str, tuple[tuple[Model, Alias], ...]]:
        """Models by alias in small letters, both bare and behind the vendor: `gpt-4` and `openai/gpt-4`."""
        return _grouped(
            (name, (model, alias))
            for model in self.models.values()
            for alias in model.aliases
            for name in (alias.name.lower(), f"{model.vendor}/{alias.name.lower()}")
        )

    @cached_property
    def by_bare_id(self) -> Mapping[str, tuple[Model, ...]]:
        """Models by id without the vendor."""
        return _grouped((str(model.id.partition("/")[2]), model) for model in self.models.values())

    @cached_property
    def children(self) -> Mapping[str, tuple[Model, ...]]:
        """The models that name a model as a parent."""
        return _grouped(
            (parent.model, model)
            for model in self.models.values()
            for parent in model.derived_from
            if parent.model is not None
        )

    def models_of_family(self, family: FamilyId) -> tuple[Model, ...]:
        """The models of a family."""
        return tuple(model for model in self.models.values() if model.family == family)


K = TypeVar("K")
V = TypeVar("V")


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    groups: dict[K, list[V]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in groups.items()}


_TABLES = ("vendors", "families", "releases", "models", "platforms", "licenses", "tombstones", "origins")


def make_index(settings: RegistrySettings, records: Iterable[Record]) -> Index:
    """The index over records in their stated order. Of records with the same id the first is taken."""
    from llmreg.schema.license import License
    from llmreg.schema.model import Model, Release
    from llmreg.schema.platform import Platform
    from llmreg.schema.settings import Tombstone
    from llmreg.schema.vendor import Family, Vendor

    tables: dict[type, dict[str, AnyRecord]] = {
        kind: {} for kind in (Vendor, Family, Release, Model, Platform, License, Tombstone)
    }
    origins: dict[tuple[str, str], Origin] = {}
    for record in records:
        kind = type(record.value)
        if record.value.id not in tables[kind]:
            tables[kind][record.value.id] = record.value
            origins[kind.__name__, record.value.id] = record.origin
    return Index(
        read_settings=lambda: settings,
        vendors=_of(Vendor, tables),
        families=_of(Family, tables),
        releases=_of(Release, tables),
        models=_of(Model, tables),
        platforms=_of(Platform, tables),
        licenses=_of(License, tables),
        tombstones=_of(Tombstone, tables),
        origins=origins,
    )


def _of(kind: type[R], tables: dict[type, dict[str, AnyRecord]]) -> dict[str, R]:
    return {key: value for key, value in tables[kind].items() if isinstance(value, kind)}
