"""Language support: for a group of languages which families declare them, and for each language how many models there are."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

import llmreg
from _catalogue.gathered import Gathered
from _catalogue.markdown import link, raw_html, table, text
from llmreg.coverage import LanguageCoverage
from llmreg.languages import covers
from llmreg.quantities import format_count
from llmreg.querying.groups import NamedGroup, groups_of
from llmreg.rendering.tables import render_grid
from llmreg.rendering.tables.grid import Grid, GridCell, GridLine
from llmreg.tables.table import Table, TableGroup
from llmreg.vocabulary import Modality, Variant, Weights

__all__ = ["coverage_table", "group_list", "group_matrix", "group_rule"]

_MOST = 20
_WIDESPREAD = 10
"""So many families are shown for their languages, and so many more for the platforms that have them."""

_NO_TEXT = frozenset([Variant.EMBEDDING, Variant.RERANKER, Variant.REWARD, Variant.SAFETY])
"""Variants that write no text."""
_HAD = frozenset([Weights.OPEN, Weights.GATED])
"""Weights that can be had."""
_NUMERIC = frozenset([2, 3, 5])
"""Columns of the table of languages."""


@attrs.frozen(kw_only=True)
class _Choice:
    """The model that stands for its family."""

    model: llmreg.Model
    declared: int
    """How many languages of the group it declares."""
    platforms: int
    """On how many platforms its family is to be had."""

    @property
    def day(self) -> tuple[object, ...]:
        """For sorting by age; without a date is oldest."""
        released = self.model.released
        return (0,) if released is None else (1, released.sort_key)


def group_rule(name: str) -> str:
    """Which languages a group has, why, and how that is known."""
    group = groups_of("languages")[name]
    sources = ", ".join(link(url, url) for url in group.sources)
    return (
        f"`@{group.name}`, {len(group.members)} languages: {text(group.rule)}. "
        f"Source: {sources}, checked {group.checked}.\n"
    )


def group_list() -> str:
    """Every group with its number of languages."""
    rows = ((f"`@{each.name}`", text(each.title), str(len(each.members))) for each in groups_of("languages").values())
    return table(("Group", "What it holds", "Languages"), rows, right=(2,)) + "\n"


def group_matrix(gathered: Gathered, name: str) -> str:
    """Families with open weights against the languages of a group."""
    group = groups_of("languages")[name]
    chosen = _choices(gathered, group)
    most = sorted(chosen, key=lambda each: (each.declared, each.day, each.model.id), reverse=True)[:_MOST]
    most = [each for each in most if each.declared]
    rest = [each for each in chosen if each not in most]
    spread = sorted(rest, key=lambda each: (each.platforms, each.day, each.model.id), reverse=True)[:_WIDESPREAD]
    ids = [each.model.id for each in (*most, *spread)]
    if not ids:
        return "No model with open weights declares one of them.\n"
    made = gathered.registry.table(
        f"id:{','.join(ids)}",
        columns=f"name:link=Model, languages(@{name}), size, released:month",
        caption=f"{group.title}, declared by models with open weights",
    )
    grouped = _regrouped(made, {"Declaring most of them": most, "On the most platforms, of the others": spread})
    return raw_html(llmreg.render(grouped, "html", name=f"matrix-{name}"), "catalogue-matrix") + "\n"


def coverage_table(gathered: Gathered, group: str | None = None) -> str:
    """Each language with its number of models and the smallest one with open weights; all declared ones without a group."""
    covered = gathered.registry.language_coverage(group)
    title = groups_of("languages")[group].title if group else "Every language that a model declares"
    grid = _coverage_grid(gathered, covered, f"{title}: models, and the smallest that can be had")
    return raw_html(render_grid(grid, "html", name=f"coverage-{group or 'all'}"), "catalogue-coverage") + "\n"


# --- which models stand for their families


def _choices(gathered: Gathered, group: NamedGroup) -> list[_Choice]:
    """Of each family with open weights the model with most languages of the group, of several the newest."""
    tags = {tag for model in gathered.registry for tag in model.languages.tags}
    covered = [frozenset(tag for tag in tags if any(covers(each, tag) for each in member)) for member in group.members]
    found = []
    for facts in gathered.families.values():
        choices = [
            _Choice(
                model=model,
                declared=sum(not each.isdisjoint(model.languages.tags) for each in covered),
                platforms=len(facts.platforms),
            )
            for model in facts.models
            if _writes_text(model) and model.weights in _HAD
        ]
        if choices:
            found.append(max(choices, key=lambda each: (each.declared, each.day, each.model.id)))
    return found


def _writes_text(model: llmreg.Model) -> bool:
    """Whether it is known to read and write text, by its modalities, or by how it was tuned where these are not recorded."""
    reads, writes = model.modalities.input, model.modalities.output
    if model.variant in _NO_TEXT or (reads and Modality.TEXT not in reads):
        return False
    return Modality.TEXT in writes if writes else model.variant is not None


def _regrouped(made: Table, parts: dict[str, list[_Choice]]) -> Table:
    rows = {row.model.id: row for row in made}
    groups = (
        TableGroup(title=title, rows=tuple(rows[each.model.id] for each in chosen))
        for title, chosen in parts.items()
        if chosen
    )
    return attrs.evolve(made, groups=tuple(groups))


# --- languages with their models


def _coverage_grid(gathered: Gathered, covered: Iterable[LanguageCoverage], caption: str) -> Grid:
    titles = ("Language", "Tag", "Declared by", "Mentioned by", "Smallest that can be had", "Parameters")
    lines = (
        GridLine(
            cells=(
                GridCell(text=each.name),
                GridCell(text="/".join(each.tags)),
                GridCell(text=f"{len(each.declared):,}", right=True),
                GridCell(text=f"{len(each.mentioned):,}", right=True),
                *_smallest(gathered, each),
            )
        )
        for each in covered
    )
    header = tuple(GridCell(text=title, right=number in _NUMERIC) for number, title in enumerate(titles))
    return Grid(header=header, lines=tuple(lines), caption=caption)


def _smallest(gathered: Gathered, each: LanguageCoverage) -> tuple[GridCell, GridCell]:
    model = each.smallest
    if model is None:
        return GridCell(text="none known"), GridCell(text="", right=True)
    cell = gathered.names[model.id]
    return GridCell(text=cell.text, cell=cell), GridCell(text=format_count(_size(model)), right=True)


def _size(model: llmreg.Model) -> int:
    return model.parameters.total or model.parameters.nominal or 0
