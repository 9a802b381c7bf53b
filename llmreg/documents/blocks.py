"""The text of a block: what a region shows, in the language of its document."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

import attrs

from llmreg.conversion.explain import known_keys
from llmreg.errors import InvalidSettingsError, QueryError
from llmreg.identifiers import did_you_mean
from llmreg.quantities import PartialDate
from llmreg.registry import Registry
from llmreg.rendering import comparison as comparisons
from llmreg.rendering import coverage
from llmreg.rendering.tables import FORMS, PAGES, render_grid, render_table
from llmreg.rendering.tables.grid import Grid, make_grid
from llmreg.rendering.writing import COMPARISON_FORMS, render_comparison
from llmreg.schema.fields import key_of
from llmreg.settings import Block
from llmreg.tables.table import Table
from llmreg.vocabulary import Notes

__all__ = ["form_for", "named_block", "page_of_block", "render_block", "with_options"]

_FORM_BY_SUFFIX = {
    ".rst": "rst",
    ".tex": "latex",
    ".typ": "typst",
    ".html": "html",
    ".htm": "html",
    ".md": "markdown",
    ".mdx": "markdown",
    ".markdown": "markdown",
    ".qmd": "markdown",
    ".rmd": "markdown",
}

_KINDS = ("query", "compare", "languages")


def form_for(file: PurePath, block: Block) -> str:
    """The form that a block takes in a document.

    Raises:
        InvalidSettingsError: there is no such form, or none is known for such a file.
    """
    form = block.format or _FORM_BY_SUFFIX.get(file.suffix.lower())
    if form is None:
        raise InvalidSettingsError(f'no form is known for `*{file.suffix}`; write format="markdown", or another form')
    if form not in FORMS:
        hint = did_you_mean(form, FORMS, f"known: {', '.join(FORMS)}")
        raise InvalidSettingsError(f"there is no form `{form}`; {hint}")
    return form


def with_options(block: Block, options: Mapping[str, str]) -> Block:
    """A block with what the options of a marker say, which is all text: `yes` and `no`, lists with commas.

    Raises:
        InvalidSettingsError: there is no such option, or its text does not fit.
    """
    fields = {key_of(field): field for field in attrs.fields(Block)}
    changes: dict[str, Any] = {}
    for key, text in options.items():
        if key not in fields:
            known = known_keys(Block)
            hint = did_you_mean(key, known, f"known: {', '.join(known)}")
            raise InvalidSettingsError(f"unknown option `{key}`; {hint}")
        changes[fields[key].name] = _read(key, str(fields[key].type), text)
    return attrs.evolve(block, **changes)


def _read(key: str, kind: str, text: str) -> Any:
    """The value of an option."""
    if "tuple" in kind:
        return (text,) if key == "columns" else tuple(part.strip() for part in text.split(",") if part.strip())
    if "bool" in kind:
        if text not in ("yes", "no"):
            raise InvalidSettingsError(f"`{key}` is `yes` or `no`, not `{text}`")
        return text == "yes"
    if "Notes" in kind:
        if text not in list(Notes):
            raise InvalidSettingsError(f"`{key}` is one of {', '.join(Notes)}, not `{text}`")
        return Notes(text)
    if "date" in kind:
        try:
            day = PartialDate.parse(text).exact
        except ValueError:
            day = None
        if day is None:
            raise InvalidSettingsError(f"`{key}` is a day such as 2024-06-13, not `{text}`")
        return day
    return text


def named_block(name: str, blocks: Mapping[str, Block]) -> Block:
    """The block of that name.

    Raises:
        InvalidSettingsError: there is none; the text has a similar name, or all names.
    """
    if name not in blocks:
        hint = did_you_mean(name, blocks, f"known: {', '.join(f'`{each}`' for each in blocks) or 'none'}")
        raise InvalidSettingsError(f"there is no [tables.{name}] in the settings; {hint}")
    return blocks[name]


def page_of_block(block: Block, registry: Registry) -> Grid:
    """A block as a page that any form can be written from.

    Raises:
        InvalidSettingsError: it does not say what to show, or says two things.
        LlmregError: a query cannot be read, a model is not known, and so on.
    """
    _check_kind(block)
    if block.compare:
        found = registry.compare(*block.compare, fields=block.fields or None, as_of=block.as_of)
        page = comparisons.grid_of(found, comparisons.shown_rows(found, differences=block.differences))
    elif block.languages is not None:
        page = coverage.grid_of(registry.language_coverage(block.languages))
    else:
        return make_grid(_table(block, registry))
    return attrs.evolve(page, caption=block.caption)


def render_block(block: Block, registry: Registry, form: str, name: str) -> str:
    """The text of a block; `name` keeps the footnotes of several blocks on a page apart.

    Raises:
        InvalidSettingsError: it does not say what to show, or says two things.
        LlmregError: a query cannot be read, a model is not known, and so on.
    """
    _check_kind(block)
    if block.compare:
        return _comparison(block, registry, form, name)
    if block.languages:
        return _languages(block.languages, registry, form, name)
    return render_table(_table(block, registry), form, name=name)


def _check_kind(block: Block) -> None:
    said = [kind for kind in _KINDS if getattr(block, kind) not in (None, ())]
    if len(said) != 1:
        shown = " and ".join(f"`{kind}`" for kind in said) if said else "nothing to show"
        raise InvalidSettingsError(f"it has {shown}; write one of `query`, `compare` and `languages`")


def _table(block: Block, registry: Registry) -> Table:
    table = registry.table(
        block.query,
        columns=block.columns or None,
        group=block.group,
        group_order=block.group_order,
        transpose=block.transpose,
        notes=block.notes,
        legend=block.legend,
        caption=block.caption,
        as_of=block.as_of,
    )
    if not table:
        raise QueryError(
            f"no model matches `{block.query}`", hint=registry.find(block.query, as_of=block.as_of).why_empty
        )
    return table


def _comparison(block: Block, registry: Registry, form: str, name: str) -> str:
    found = registry.compare(*block.compare, fields=block.fields or None, as_of=block.as_of)
    rows = comparisons.shown_rows(found, differences=block.differences)
    if form not in COMPARISON_FORMS:
        raise InvalidSettingsError(f"a comparison cannot be written as {form}")
    return render_comparison(found, rows, form, name=name)


def _languages(group: str, registry: Registry, form: str, name: str) -> str:
    covered = registry.language_coverage(group)
    if form in PAGES:
        return render_grid(coverage.grid_of(covered), form, name=name)
    if form == "json":
        return coverage.render_json(covered)
    if form == "csv":
        return coverage.render_csv(covered)
    raise InvalidSettingsError(f"a list of languages cannot be written as {form}")
