"""What a query may say about a field: for `llmreg fields`, for documentation and for completion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from llmreg.errors import UnknownFieldError
from llmreg.identifiers import suggest
from llmreg.index import Index
from llmreg.querying.evaluate import Engine
from llmreg.querying.facts import State
from llmreg.querying.fields import FIELDS, Field, Kind, find_field
from llmreg.querying.groups import NamedGroup, groups_of
from llmreg.querying.licenses import RESTRICTIONS, class_of, holds
from llmreg.querying.properties import PROPERTIES
from llmreg.querying.values import quote

__all__ = ["FieldListing", "GroupListing", "list_field", "list_fields", "operators"]

_FORMS: Mapping[Kind, tuple[str, ...]] = {
    Kind.COUNT: ("{f}:7B", "{f}:7B..14B", "{f}:>70B", "{f}>=7B"),
    Kind.TOKENS: ("{f}:128k", "{f}:32k..128k", "{f}:>128Ki", "{f}>=128k"),
    Kind.NUMBER: ("{f}:80", "{f}:40..80", "{f}:>80"),
    Kind.MONEY: ("{f}:..0.5", "{f}:1..2", "{f}:<2CNY"),
    Kind.DATE: ("{f}:2024", "{f}:2024-01..2024-06", "{f}:<2024-06-13", "{f}:last-6-months"),
    Kind.VERSION: ("{f}:2.5", "{f}:>=1.5,<3", "{f}:~=2.5", "{f}:2.*", "{f}:1.5..2.5"),
    Kind.LANGUAGE: ("{f}:zh", "{f}:zh,en", "{f}:all(th,vi)", "{f}:@sea", "{f}:all(@sea)", "{f}:*-Hant"),
    Kind.LICENSE: ("{f}:Apache-2.0", "{f}:Apache-2.0,MIT", "{f}:@osi", "{f}:LicenseRef-*"),
    Kind.TEXT: ('"code llama"', "{f}:llama", "qwen*chat"),
    Kind.PROPERTY: ("{f}:open-weights", "{f}:moe,dense", "-{f}:base"),
    Kind.PRESENCE: ("{f}:context", "{f}:context,license"),
    Kind.COUNTRY: ("{f}:CN", "{f}:CN,US"),
}


def operators(field: Field, values: Sequence[str] = ()) -> tuple[str, ...]:
    """Examples of what may be asked of a field; every one is a query. Names are taken from some values."""
    if field.kind in _FORMS:
        forms = _FORMS[field.kind]
    elif field.words:
        forms = (f"{{f}}:{field.words[0]}", f"{{f}}:{','.join(field.words[:2])}")
        forms += (f"{{f}}:all({','.join(field.words[:2])})",) if field.many else ()
    else:
        shown = [quote(value) for value in values[:2]] or ["name"]
        forms = tuple(f"{{f}}:{value}" for value in dict.fromkeys([shown[0], ",".join(shown)]))
        forms += tuple(f"{{f}}:@{name}" for name in list(groups_of(field.groups))[:1])
    if field.scoped:
        forms += (forms[0].replace("{f}", "{f}@openai"),)
    return tuple(each.replace("{f}", field.name) for each in forms)


@attrs.frozen(kw_only=True)
class GroupListing:
    """A group, and how many models of a registry fall into it."""

    group: NamedGroup
    members: tuple[str, ...]
    """Languages, or what the registry has of it."""
    models: int
    """Models that certainly fall into it."""


@attrs.frozen(kw_only=True)
class FieldListing:
    """A field, and what a registry says of it."""

    field: Field
    operators: tuple[str, ...]
    """Examples of queries."""
    values: tuple[tuple[str, int], ...]
    """Values, and how many models have each; most frequent first. Empty for texts and for what is mostly different."""
    distinct: int
    """How many values there are."""
    groups: tuple[GroupListing, ...]
    """Its groups."""
    states: Mapping[str, int]
    """How many models are recorded, unknown, undisclosed and not applicable; empty where that makes no sense."""


def list_field(engine: Engine, field: Field) -> FieldListing:
    """What may be asked of a field, and what the registry has of it."""
    groups = tuple(_group(engine, field, each) for each in groups_of(field.groups).values())
    if field.kind in (Kind.TEXT, Kind.PRESENCE):
        return FieldListing(field=field, operators=operators(field), values=(), distinct=0, groups=(), states={})
    if field.kind is Kind.PROPERTY:
        counts = {name: engine.column(field, name).holders(True) for name in PROPERTIES}
        values = tuple(counts.items())
        return FieldListing(
            field=field, operators=operators(field), values=values, distinct=len(values), groups=(), states={}
        )
    column = engine.column(field, None)
    found = {_shown(field, value): column.holders(value) for value in column.values}
    frequent = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    states = {str(state): column.states[state].bit_count() for state in State}
    return FieldListing(
        field=field,
        operators=operators(field, [value for value, _ in frequent]),
        values=() if field.name == "id" else tuple(frequent),
        distinct=len(found),
        groups=groups,
        states=states,
    )


def list_fields(engine: Engine, name: str | None = None) -> tuple[FieldListing, ...]:
    """The field of a name or synonym, the fields with a group such as `@osi` (with just that group), or all fields.

    Raises:
        UnknownFieldError: there is no such field or group; it carries similar names.
    """
    if name is None:
        return tuple(list_field(engine, field) for field in FIELDS.values())
    if name.startswith("@"):
        wanted = name[1:].lower()
        found = tuple(
            attrs.evolve(listing, groups=tuple(each for each in listing.groups if each.group.name == wanted))
            for key in ("languages", "license", "platform")
            if wanted in groups_of(key)
            for listing in [list_field(engine, FIELDS[key])]
        )
        if found:
            return found
        known = [f"@{each}" for key in ("languages", "license", "platform") for each in groups_of(key)]
        raise UnknownFieldError(name, suggest(name, known, count=3))
    field = find_field(name)
    if field is None:
        names = [each for entry in FIELDS.values() for each in (entry.name, *entry.synonyms)]
        raise UnknownFieldError(name, suggest(name, names, count=3))
    return (list_field(engine, field),)


def _shown(field: Field, value: object) -> str:
    if isinstance(value, tuple):  # a version with its family, a price with its currency, the bounds of a date
        if field.kind is Kind.DATE:
            return str(value[0]) if value[0] == value[1] else f"{value[0]}..{value[1]}"
        return f"{value[0]} {value[1]}" if field.kind is Kind.VERSION else f"{value[1]} {value[0]}"
    return str(value)


def _group(engine: Engine, field: Field, group: NamedGroup) -> GroupListing:
    index: Index = engine.index
    column = engine.column(FIELDS[field.name], None)
    if field.kind is Kind.LANGUAGE:
        members = tuple("/".join(each) for each in group.members)
    elif field.kind is Kind.LICENSE:

        def inside(expression: object) -> bool:
            def leaf(license_id: str) -> bool | None:
                return class_of(group.name, license_id, index.licenses)

            return bool(holds(str(expression), leaf, restriction=group.name in RESTRICTIONS))

        members = tuple(sorted(str(value) for value in column.values if inside(value)))
    else:
        members = tuple(key for key, platform in index.platforms.items() if platform.kind == group.name)
    return GroupListing(group=group, members=members, models=_models(engine, field, group))


def _models(engine: Engine, field: Field, group: NamedGroup) -> int:
    from llmreg.querying.ast import Condition, Item, any_of
    from llmreg.querying.values import Group

    return engine.answer(Condition(field.name, any_of([Item(Group(group.name))]))).yes.bit_count()
