"""`Table`: models and columns with their cells filled in, in order and in groups; no form of output yet."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

import attrs

from llmreg.querying.facts import State
from llmreg.querying.query import Query
from llmreg.schema.model import Model
from llmreg.schema.source import Source
from llmreg.tables.columns import TableColumn
from llmreg.vocabulary import Notes

__all__ = ["Table", "TableCell", "TableGroup", "TableRow"]


@attrs.frozen(kw_only=True)
class TableCell:
    """One fact of one model."""

    text: str
    """As people read it; `?` where it is unknown, `-` where it does not apply."""
    state: State = State.RECORDED
    """Whether anything is recorded, and if not, why not."""
    values: tuple[Hashable, ...] = ()
    """What is recorded. Of a column that asks for one value: `True`, `False`, or nothing."""
    complete: bool = True
    """Whether a list is known to be all."""
    about: str = ""
    """What a short text stands for: `131,072 tokens`; empty where the text says it all."""
    url: str = ""
    """Where a link leads; empty without one."""
    sources: tuple[Source, ...] = ()
    """How it is known."""
    disputed: bool = False
    """Whether another source says otherwise."""


@attrs.frozen(kw_only=True)
class TableRow:
    """One model."""

    model: Model
    """Which."""
    cells: tuple[TableCell, ...]
    """A cell for each column."""


@attrs.frozen(kw_only=True)
class TableGroup:
    """Rows under one heading."""

    title: str
    """The heading; empty where the table has no groups."""
    rows: tuple[TableRow, ...]
    """The models."""


@attrs.frozen(kw_only=True)
class Table:
    """Facts of the models that a query found. Iterates over its rows."""

    columns: tuple[TableColumn, ...]
    """What is shown."""
    groups: tuple[TableGroup, ...]
    """The rows; one group with an empty title where they are not grouped."""
    query: Query
    """What was asked."""
    total: int
    """How many models match, more than there are rows where the query has a limit."""
    undecided: int
    """Of how many models it cannot be told whether they match."""
    caption: str = ""
    """What the table is about, in the words of whoever asked for it."""
    transposed: bool = False
    """Whether models stand side by side, and facts one below the other."""
    notes: Notes = Notes.NONE
    """Where its sources stand."""
    legend: bool = True
    """Whether the marks are explained below."""

    @property
    def rows(self) -> tuple[TableRow, ...]:
        """The rows of all groups."""
        return tuple(row for group in self.groups for row in group.rows)

    def __iter__(self) -> Iterator[TableRow]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)
