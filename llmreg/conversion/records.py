"""From the tables of one file to records: what the file's place says is filled in, the rest is structured.

Each function takes the tables that TOML gave and the id that the place says, and returns what could be
structured and every problem met. Key paths of the problems are those of the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, TypeVar

import attrs

from llmreg.conversion.converter import fact_type, make_converter
from llmreg.conversion.explain import Problem, explain
from llmreg.conversion.strict import shown
from llmreg.formats import EXTENSIONS
from llmreg.frozenmap import FrozenMap
from llmreg.identifiers import FamilyId, ModelId, ReleaseId, VendorId, did_you_mean
from llmreg.schema.fields import field_type, iter_field_paths, key_of
from llmreg.schema.integration import Integration
from llmreg.schema.license import License
from llmreg.schema.model import Model, Release
from llmreg.schema.platform import Platform
from llmreg.schema.settings import RegistrySettings, Tombstones
from llmreg.schema.source import Source
from llmreg.schema.vendor import Family, Vendor
from llmreg.source import KeyPath

__all__ = [
    "RENAMED",
    "structure_license",
    "structure_platform",
    "structure_release",
    "structure_settings",
    "structure_tombstones",
    "structure_vendor",
]

T = TypeVar("T")
Tables = dict[str, Any]

RENAMED = {"release_date": "released", "knowledge": "knowledge_cutoff"}
"""Keys of models that models.dev spells otherwise; read with a warning until schema 2."""


def structure_settings(tables: Tables) -> tuple[RegistrySettings | None, list[Problem]]:
    """The settings of `registry.toml`."""
    return _structure(RegistrySettings, tables)


def structure_tombstones(tables: Tables) -> tuple[Tombstones | None, list[Problem]]:
    """The removed models of `tombstones.toml`."""
    return _structure(Tombstones, tables)


def structure_license(tables: Tables, license_id: str) -> tuple[License | None, list[Problem]]:
    """A licence, of the id that its file has."""
    return _structure(License, {"id": license_id, **tables})


def structure_platform(tables: Tables, platform_id: str) -> tuple[Platform | None, list[Problem]]:
    """A platform with the integrations that are written at its end."""
    problems: list[Problem] = []
    completed = {"id": platform_id, **tables}
    integrations = tables.get("integrations")
    if isinstance(integrations, list):
        edges = []
        for index, edge in enumerate(integrations):
            if isinstance(edge, dict):
                path = ("integrations", index)
                problems += _refuse_implicit(Integration, edge, path)
                if ("model" in edge) == ("family" in edge):
                    problems.append(Problem("LR101", path, "an integration needs `model` or `family`, one of the two"))
                edges.append({**edge, "platform": platform_id})
            else:
                edges.append(edge)
        completed["integrations"] = edges
    platform, found = _structure(Platform, completed)
    return platform, problems + found


def structure_vendor(tables: Tables, vendor_id: str) -> tuple[Vendor | None, list[Problem]]:
    """A vendor with its families."""
    problems: list[Problem] = []
    completed = {"id": vendor_id, **tables}
    if isinstance(families := tables.get("families"), dict):
        completed["families"] = {}
        for name, family in families.items():
            if isinstance(family, dict) and family:
                path = ("families", name)
                problems += _refuse_implicit(Family, family, path)
                family = _with_ends(family, path, {"family": name}, problems) | {"id": name, "vendor": vendor_id}  # noqa: PLW2901
                family = _split_extensions(family)  # noqa: PLW2901
            completed["families"][name] = family
    vendor, found = _structure(Vendor, completed)
    return vendor, problems + found


def structure_release(
    tables: Tables, vendor_id: str, stem: str
) -> tuple[Release | None, list[tuple[int, Model]], list[Problem]]:
    """The models of a release, each with its place in `[[models]]`, and the release itself.

    A problem of a key that stands in the release is told once, at the release.
    """
    shared = {key: value for key, value in tables.items() if key != "models"}
    entries = tables.get("models")
    if "models" not in tables:
        return None, [], [Problem("LR101", (), "`[[models]]` is missing", "a release needs at least one model")]
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
        return (
            None,
            [],
            [
                Problem(
                    "LR103", ("models",), "expected an array of tables", "write each model under a header [[models]]"
                )
            ],
        )
    release_id = ReleaseId(f"{vendor_id}/{stem}")
    problems = _refuse_implicit(Model, shared, ())
    if "id" in shared:
        problems.append(
            Problem("LR108", ("id",), "`id` does not belong here", "it is a key of each `[[models]]`", on_key=True)
        )
        del shared["id"]
    shared = _modernise(shared, (), problems)
    models: list[tuple[int, Model]] = []
    for index, entry in enumerate(entries):
        place = ("models", index)
        problems += _refuse_implicit(Model, entry, place)
        own = _modernise(entry, place, problems)
        merged = _merge(shared, own) | {"vendor": vendor_id, "release": release_id}
        if isinstance(name := merged.get("id"), str) and name.strip():
            merged["id"] = name if "/" in name else f"{vendor_id}/{name}"
        problems_of_model: list[Problem] = []
        merged = _with_ends(merged, (), {"model": merged["id"]} if "id" in merged else {}, problems_of_model)
        model, found = _structure(Model, merged)
        problems += [_placed(problem, own, place) for problem in [*problems_of_model, *found]]
        if model is not None:
            models.append((index, model))
    renamed = [problem for problem in problems if problem.code == "LR109"]
    problems = list(dict.fromkeys(_as_written(problem, renamed) for problem in problems))
    release = None
    if models:
        release = Release(
            id=release_id,
            vendor=VendorId(vendor_id),
            families=tuple(dict.fromkeys(FamilyId(model.family) for _, model in models)),
            models=tuple(ModelId(model.id) for _, model in models),
        )
    return release, models, problems


def _structure(cls: type[T], tables: Tables) -> tuple[T | None, list[Problem]]:
    """The record, or `None`, and every problem of it."""
    if not tables:  # an empty file: say what it needs instead of that it is empty
        required = [field for field in attrs.fields(cls) if field.default is attrs.NOTHING]  # type: ignore[arg-type]
        if required:
            return None, [Problem("LR101", (), f"`{key_of(field)}` is missing") for field in required]
        return cls(), []
    if _has_extensions(cls):  # type: ignore[arg-type]
        tables = _split_extensions(tables)
    try:
        record = make_converter().structure(tables, cls)
    except Exception as error:  # noqa: BLE001  (what is not a data error is raised again by `explain`)
        return None, list(explain(error))
    return record, list(_wrong_paths(record, cls))


def _split_extensions(tables: Tables) -> Tables:
    """Keys that begin with `x-` go together under one key that nobody can write."""
    if not any(key.startswith("x-") for key in tables):
        return tables
    kept = {key: value for key, value in tables.items() if not key.startswith("x-")}
    extra = {key: value for key, value in tables.items() if key.startswith("x-")}
    return kept | {EXTENSIONS: extra}


def _merge(base: Mapping[str, Any], over: Mapping[str, Any]) -> Tables:
    """Keys of `over` replace keys of `base`; tables merge key by key; arrays and scalars are replaced whole."""
    merged = dict(base)
    for key, value in over.items():
        below = base.get(key)
        merged[key] = _merge(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
    return merged


def _placed(problem: Problem, own: Tables, place: KeyPath) -> Problem:
    """The same problem with the path of the file: in the model where its key is written there, else in the release."""
    if not problem.path:
        return attrs.evolve(problem, path=place)
    table: Any = own
    for key in problem.path:
        try:
            table = table[key]
        except (LookupError, TypeError):
            return problem
    return attrs.evolve(problem, path=place + problem.path)


def _as_written(problem: Problem, renamed: Iterable[Problem]) -> Problem:
    """The same problem at the old name of its key, where the file has that."""
    for old in renamed:
        *place, key = old.path
        now = (*place, RENAMED.get(str(key), key))
        if problem.path[: len(now)] == now:
            return attrs.evolve(problem, path=old.path + problem.path[len(now) :])
    return problem


def _modernise(tables: Tables, place: KeyPath, problems: list[Problem]) -> Tables:
    """Old names become new ones, each with a warning."""
    renamed = dict(tables)
    for old, new in RENAMED.items():
        if old in tables and new not in tables:
            problems.append(
                Problem(
                    "LR109",
                    (*place, old),
                    f"`{old}` is now `{new}`",
                    "the old name is read until schema 2",
                    on_key=True,
                )
            )
            renamed[new] = renamed.pop(old)
    return renamed


def _with_ends(tables: Tables, place: KeyPath, end: Tables, problems: list[Problem]) -> Tables:
    """Each integration is told its ends: the platform is its key, the model or family the record around it."""
    integrations = tables.get("integrations")
    if not isinstance(integrations, dict) or not integrations:
        return tables
    completed = {}
    for platform, edge in integrations.items():
        if isinstance(edge, dict) and edge:
            path = (*place, "integrations", platform)
            problems += _refuse_implicit(Integration, edge, path)
            for key in ("model", "family"):
                if key in edge:
                    problems.append(
                        Problem(
                            "LR108",
                            (*path, key),
                            f"`{key}` does not belong here",
                            "the record around it says it",
                            on_key=True,
                        )
                    )
            edge = {key: value for key, value in edge.items() if key not in ("model", "family")}  # noqa: PLW2901
            edge |= {"platform": platform, **end}
        completed[platform] = edge
    return {**tables, "integrations": completed}


def _refuse_implicit(cls: type, tables: Tables, place: KeyPath) -> list[Problem]:
    return [
        Problem(
            "LR102",
            (*place, name),
            f"`{name}` is not written",
            "the place of the file or table says it",
            on_key=True,
        )
        for name in _implicit_names(cls)
        if name in tables
    ]


@cache
def _implicit_names(cls: type) -> tuple[str, ...]:
    return tuple(field.name for field in attrs.fields(cls) if field.metadata.get("implicit"))


@cache
def _has_extensions(cls: Any) -> bool:
    return "extensions" in {field.name for field in attrs.fields(cls)}


def _wrong_paths(record: Any, cls: type) -> Iterator[Problem]:
    """Field paths, in sources and in the lists that name fields, which lead nowhere."""
    for key, source in _sources(record):
        yield from _unknown_fields(cls, source.supports, ("sources", key, "supports"))
    yield from _unknown_fields(cls, getattr(record, "undisclosed", ()), ("undisclosed",))
    for name in ("disputes", "history"):
        for index, entry in enumerate(getattr(record, name, ())):
            yield from _no_facts(entry.field, (name, index, "field"))
    if isinstance(record, Vendor):
        for family_id, family in record.families.items():
            for problem in _wrong_paths(family, Family):
                yield attrs.evolve(problem, path=("families", family_id, *problem.path))
    for place, edge in _edges(record):
        for key, source in edge.sources.items():
            yield from _unknown_fields(Integration, source.supports, (*place, "sources", key, "supports"))


def _sources(record: Any) -> Iterator[tuple[str, Source]]:
    yield from getattr(record, "sources", FrozenMap()).items()


def _edges(record: Any) -> Iterator[tuple[KeyPath, Integration]]:
    integrations = getattr(record, "integrations", ())
    if isinstance(integrations, Mapping):
        yield from ((("integrations", platform), edge) for platform, edge in integrations.items())
    else:
        yield from ((("integrations", index), edge) for index, edge in enumerate(integrations))


def _no_facts(path: str, place: KeyPath) -> Iterator[Problem]:
    """What keeps a field from having other values, in the past or by other sources."""
    if field_type(Model, path) is None:
        yield from _unknown_fields(Model, (path,), place[:-1], str(place[-1]))
    elif fact_type(path) is None:
        hint = "name one field of it, such as `integrations.NAME.ids`" if path.startswith("integrations") else None
        yield Problem("LR102", place, f"{shown(path)} is not a field that has other values", hint)


def _unknown_fields(cls: type, paths: tuple[str, ...], place: KeyPath, key: str | None = None) -> Iterator[Problem]:
    for index, path in enumerate(paths):
        if field_type(cls, path) is None:
            hint = did_you_mean(path, iter_field_paths(cls))
            yield Problem(
                "LR102",
                (*place, index if key is None else key),
                f"{shown(path)} is not a field of a {cls.__name__.lower()}",
                hint,
            )
