"""Which languages are spoken by how many models, and by which small open one."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from llmreg.errors import UnknownGroupError
from llmreg.identifiers import suggest
from llmreg.index import Index
from llmreg.languages import canonicalize_language_tag, covers, is_language_tag, language_name
from llmreg.querying.groups import groups_of
from llmreg.schema.model import Model
from llmreg.vocabulary import Modality, Weights

__all__ = ["LanguageCoverage", "cover_languages"]


@attrs.frozen(kw_only=True)
class LanguageCoverage:
    """One language, and the models that speak it."""

    tags: tuple[str, ...]
    """Its tag, and others under which records may have the same language; each covers longer ones."""
    name: str
    """Its English name."""
    declared: tuple[Model, ...]
    """Models whose maker declares it, in the order of the registry."""
    mentioned: tuple[Model, ...]
    """Models of which only training or evaluation is recorded, without a promise."""
    smallest: Model | None
    """Of the declared models that read and write text, whose weights can be had and whose size is known, the smallest one."""

    @property
    def tag(self) -> str:
        """Its tag."""
        return self.tags[0]


def cover_languages(index: Index, group: str | None) -> tuple[LanguageCoverage, ...]:
    """Languages with the models that speak them.

    Args:
        index: the registry.
        group: name of a group such as `sea`, with or without `@`, or a language tag: its languages in the order of
            their tags. Left out: every language that some model declares, the most widely declared first.

    Raises:
        UnknownGroupError: it is neither.
    """
    models = tuple(index.models.values())
    recorded = frozenset(tag for model in models for tag in model.languages.all)
    if group is None:
        tags = dict.fromkeys(tag for model in models for tag in model.languages.tags)
        found = [_cover((tag,), models, recorded) for tag in tags]
        return tuple(sorted(found, key=lambda each: (-len(each.declared), each.tag)))
    return tuple(_cover(tags, models, recorded) for tags in _members(group))


def _members(group: str) -> Iterable[tuple[str, ...]]:
    groups = groups_of("languages")
    name = group.removeprefix("@").lower()
    if name in groups:
        return groups[name].members
    if group.startswith("@") or not is_language_tag(group):
        raise UnknownGroupError(group, suggest(name, groups, count=3))
    return [(canonicalize_language_tag(group),)]


def _cover(tags: tuple[str, ...], models: Iterable[Model], recorded: Iterable[str]) -> LanguageCoverage:
    covered = frozenset(each for each in recorded if any(covers(tag, each) for tag in tags))
    declared, mentioned = [], []
    for model in models:
        if not covered.isdisjoint(model.languages.tags):
            declared.append(model)
        elif not covered.isdisjoint(model.languages.all):
            mentioned.append(model)
    sized = [
        model
        for model in declared
        if model.weights in (Weights.OPEN, Weights.GATED) and _size(model) and _is_of_text(model)
    ]
    return LanguageCoverage(
        tags=tags,
        name=language_name(tags[0]),
        declared=tuple(declared),
        mentioned=tuple(mentioned),
        smallest=min(sized, key=lambda model: (_size(model), model.id), default=None),
    )


def _is_of_text(model: Model) -> bool:
    """Whether it may be asked in writing and answers so: no recogniser of speech, no embedding."""
    return all(not kinds or Modality.TEXT in kinds for kinds in (model.modalities.input, model.modalities.output))


def _size(model: Model) -> int:
    """The count; where there is none, the size in the name; 0 where neither is known."""
    return int(model.parameters.total or model.parameters.nominal or 0)
