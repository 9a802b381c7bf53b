"""From the models that a query found to a table."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from llmreg.errors import QueryError
from llmreg.identifiers import suggest
from llmreg.querying.evaluate import Engine
from llmreg.querying.fields import Kind
from llmreg.querying.result import Result, engine_of
from llmreg.querying.sorting import natural_key
from llmreg.tables.cells import fill
from llmreg.tables.columns import TableColumn, read_column_list
from llmreg.tables.table import Table, TableCell, TableGroup, TableRow
from llmreg.vocabulary import Notes
from llmreg.wording import UNKNOWN

__all__ = ["make_table"]

_MANY_COLUMNS = 12
"""So many models can stand side by side."""


def make_table(  # noqa: PLR0913  (each is a wish about the table)
    result: Result,
    *,
    columns: str | Iterable[str] | None = None,
    group: str | None = None,
    group_order: Iterable[str] = (),
    transpose: bool = False,
    notes: Notes | str = Notes.NONE,
    legend: bool = True,
    caption: str = "",
) -> Table:
    """A table of the models that a query found, in their order.

    Args:
        result: the models.
        columns: what to show, see `read_columns`; the columns of the query, or the usual ones, where it is left out.
        group: a column whose values head groups of rows: `vendor`, `released:year`. Groups come in the order of their
            headings; what is unknown comes last.
        group_order: headings that come before the others, in this order.
        transpose: whether models stand side by side.
        notes: where the sources stand.
        legend: whether the marks are explained.
        caption: what the table is about.

    Raises:
        QueryError: a column cannot be read, or the wishes do not go together.
    """
    engine = engine_of(result)
    shown = read_column_list(columns if columns is not None else result.query.columns or None)
    shown = tuple(attrs.evolve(column, title=column.title[:1].upper() + column.title[1:]) for column in shown)
    heads = _group_column(group)
    for column in (*shown, *heads):
        _check_records(column, engine)
    if transpose and heads:
        raise QueryError("groups are of rows", hint="leave out group or transpose")
    if transpose and len(result) > _MANY_COLUMNS:
        raise QueryError(
            f"{len(result)} models do not fit side by side", hint=f"limit the query to {_MANY_COLUMNS}, as in limit:5"
        )
    rows = [
        TableRow(model=model, cells=tuple(fill(column, model, engine.view) for column in shown)) for model in result
    ]
    return Table(
        columns=shown,
        groups=_grouped(rows, heads[0], tuple(group_order), engine)
        if heads
        else (TableGroup(title="", rows=tuple(rows)),),
        query=result.query,
        total=result.total,
        undecided=len(result.undecided_ids),
        caption=caption,
        transposed=transpose,
        notes=_notes(notes),
        legend=legend,
    )


def _notes(word: Notes | str) -> Notes:
    try:
        return Notes(word)
    except ValueError:
        raise QueryError(f"`{word}` is no place for sources", hint=f"write one of {', '.join(Notes)}") from None


def _group_column(group: str | None) -> tuple[TableColumn, ...]:
    if not group:
        return ()
    found = read_column_list(group)
    if len(found) > 1:
        raise QueryError("a table is grouped by one column", group, hint=f"write {found[0].name}")
    if found[0].field.many and not found[0].values:
        raise QueryError(
            f"a model has several {found[0].field.name}, and would be in several groups",
            group,
            hint="group by a field such as vendor, family or license",
        )
    return found


def _check_records(column: TableColumn, engine: Engine) -> None:
    """Platforms and other records that a column names must be there, or every cell would be a `no`."""
    named = [("platforms", column.platform)] if column.platform else []
    if column.values and column.field.kind is Kind.NAME and column.field.table in ("platforms", "vendors", "families"):
        named += [(column.field.table, value) for value in column.values]
    for table, name in named:
        records = getattr(engine.names, table)
        if name not in records:
            close = suggest(str(name), records)
            raise QueryError(
                f"unknown {table[:-1] if table != 'families' else 'family'} `{name}`",
                column.name,
                hint=f"did you mean {close[0]}?" if close else None,
            )


def _grouped(rows: list[TableRow], head: TableColumn, first: tuple[str, ...], engine: Engine) -> tuple[TableGroup, ...]:
    groups: dict[str, list[TableRow]] = {}
    for row in rows:
        groups.setdefault(_heading(fill(head, row.model, engine.view), head), []).append(row)
    places = {title: number for number, title in enumerate(first)}

    def order(title: str) -> tuple[int, bool, object]:
        return places.get(title, len(places)), title.startswith(UNKNOWN), natural_key(title)

    return tuple(TableGroup(title=title, rows=tuple(groups[title])) for title in sorted(groups, key=order))


def _heading(cell: TableCell, head: TableColumn) -> str:
    if cell.values and cell.state.value == "recorded":
        return f"{head.title}: {cell.text}" if head.values else cell.text
    return f"{cell.text} ({head.title})"
