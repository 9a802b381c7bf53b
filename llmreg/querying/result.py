"""`Result`: the models that match, those of which it cannot be told, and why there are none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import overload

import attrs

from llmreg.errors import QueryError
from llmreg.identifiers import ModelId
from llmreg.querying.ast import Condition, InState, Not, SortKey
from llmreg.querying.diagnosis import family_notes, nodes_of, platform_notes, shortfall, size_notes, why_empty
from llmreg.querying.evaluate import Answers, Engine, Verdict
from llmreg.querying.expressions import AnyField
from llmreg.querying.facts import Fact
from llmreg.querying.faults import Fault
from llmreg.querying.fields import FIELDS, Kind
from llmreg.querying.options import read_sort_key
from llmreg.querying.query import Query
from llmreg.querying.sorting import sort_models
from llmreg.schema.model import Model

__all__ = ["Result", "engine_of"]


class Result(Sequence[Model]):
    """The models that certainly match a query; a sequence, in the order that the query asks for.

    Models of which the recorded facts do not suffice are not in it. They are in `undecided`, with the fields that are missing.
    """

    def __init__(self, answers: Answers, query: Query | None = None) -> None:
        self._answers = answers
        self._query = query or answers.query

    @property
    def query(self) -> Query:
        """The query that was asked, with days in place of relative dates."""
        return self._query

    @cached_property
    def models(self) -> tuple[Model, ...]:
        """The models, sorted and cut as the query says."""
        matching = self._answers.matching
        if self._query.sort:
            matching = sort_models(self._answers.engine, matching, self._query.sort)
        return matching[: self._query.limit]

    @cached_property
    def total(self) -> int:
        """How many models match, before any limit."""
        return self._answers.split.yes.bit_count()

    def __len__(self) -> int:
        return min(self.total, self._query.limit or self.total)

    @overload
    def __getitem__(self, index: int) -> Model: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Model, ...]: ...
    def __getitem__(self, index: int | slice) -> Model | tuple[Model, ...]:
        return self.models[index]

    def __iter__(self) -> Iterator[Model]:
        return iter(self.models)

    def __repr__(self) -> str:
        return f"<Result of {str(self._query)!r}: {self.total} match, {len(self.undecided_ids)} undecided>"

    @property
    def ids(self) -> tuple[ModelId, ...]:
        """The ids of the models."""
        return tuple(model.id for model in self.models)

    def sort(self, *keys: SortKey | AnyField | str) -> Result:
        """The same models in another order: `result.sort(-F.released, F.name)` or `result.sort("-released", "name")`.

        Models of which a key is not known come last, either way. What is equal comes in the order of ids, `7b` before `14b`.
        The query's limit is applied after.

        Raises:
            QueryError: there is no such field, or nothing sorts by it.
        """
        found = tuple(_sort_key(key) for key in keys)
        query = attrs.evolve(self._query, sort=found)
        self._answers.engine.ask(Query(sort=found))
        return Result(self._answers, query)

    def limit(self, count: int) -> Result:
        """At most so many of the models.

        Raises:
            QueryError: less than one.
        """
        if count < 1:
            raise QueryError(f"{count} is not a number of models", hint="ask for at least one")
        return Result(self._answers, attrs.evolve(self._query, limit=count))

    @cached_property
    def undecided_ids(self) -> tuple[ModelId, ...]:
        """The ids of the models of which it cannot be told whether they match."""
        engine = self._answers.engine
        return tuple(model.id for model in engine.pick(self._answers.undecided_mask))

    @cached_property
    def undecided(self) -> Mapping[ModelId, tuple[str, ...]]:
        """The models of which it cannot be told, by id, and the fields that do not suffice."""
        return MappingProxyType(
            {model: tuple(dict.fromkeys(each.field for each in found)) for model, found in self._doubts.items()}
        )

    @cached_property
    def _doubts(self) -> dict[ModelId, tuple[Condition, ...]]:
        engine = self._answers.engine
        doubts = self._answers.doubts_by_position(engine.positions(self._answers.undecided_mask))
        return {engine.models[position].id: found for position, found in doubts}

    @cached_property
    def reasons(self) -> Mapping[str, int]:
        """Why models are undecided, in words, and of how many each is true; most frequent first."""
        counts: dict[str, int] = {}
        for model, found in self._doubts.items():
            for reason in dict.fromkeys(self._reason(model, each) for each in found):
                counts[reason] = counts.get(reason, 0) + 1
        return MappingProxyType(dict(sorted(counts.items(), key=lambda item: (-item[1], item[0]))))

    def why_undecided(self, model_id: str) -> tuple[str, ...]:
        """What is missing to tell whether a model matches, in words; empty where it can be told."""
        found = self._doubts.get(ModelId(model_id), ())
        return tuple(dict.fromkeys(self._reason(ModelId(model_id), each) for each in found))

    def _reason(self, model_id: ModelId, condition: Condition) -> str:
        engine = self._answers.engine
        field = FIELDS[condition.field]
        at = f"@{condition.scope}" if condition.scope else ""
        if field.kind is Kind.PROPERTY:
            return f"{condition} unknown"
        fact = engine.fact(engine.index.models[model_id], field, condition.scope)
        return f"{field.name}{at} {shortfall(field, fact)}"

    def explain(self, model_id: str) -> Verdict:
        """What every condition says of one model, as a tree; `str()` shows it line by line.

        Raises:
            KeyError: the registry of that day has no such model.
        """
        engine = self._answers.engine
        model = engine.index.models[model_id]
        return Verdict("", True) if self._query.where is None else engine.explain(self._query.where, model)

    def fact(self, model: Model, field: str) -> Fact:
        """What is recorded of a field of one model, on the day that was asked for.

        Args:
            model: one of the registry.
            field: a canonical name, or one with a platform such as `price@openai`.

        Raises:
            KeyError: there is no such field.
        """
        name, _, scope = field.partition("@")
        return self._answers.engine.fact(model, FIELDS[name], scope or None)

    @cached_property
    def include_undecided(self) -> str | None:
        """What to write in place of one condition to include the models that it leaves undecided, where one is enough."""
        found = {each for doubts in self._doubts.values() for each in doubts}
        if len(found) != 1:
            return None
        condition = next(iter(found))
        field = FIELDS[condition.field]
        if field.kind in (Kind.PROPERTY, Kind.PRESENCE, Kind.TEXT):
            return None
        unknown = attrs.evolve(condition, test=InState("unknown"))
        mask = self._answers.engine.answer(unknown).yes
        if self._answers.undecided_mask & ~mask:
            return None
        negated = any(isinstance(node, Not) and node.part == condition for node in nodes_of(self._query.where))
        return f"({'-' if negated else ''}{condition} OR {unknown})"

    @cached_property
    def why_empty(self) -> str | None:
        """Which condition leaves nothing; `None` where there is something, or nothing was asked."""
        where = self._query.where
        if self.total or where is None:
            return None
        if not self._answers.engine.models:
            return "there are no models"
        return why_empty(self._answers, where)

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """What whoever asked may not have meant: counts instead of sizes, any platform instead of one."""
        where = self._query.where
        if where is None:
            return ()
        doubtful = {each for found in self._doubts.values() for each in found}
        return (*size_notes(self._answers, where), *platform_notes(where), *family_notes(doubtful))


def engine_of(result: Result) -> Engine:
    """What answered: it reads further facts, of the day that was asked for."""
    return result._answers.engine  # noqa: SLF001  (users have no need of it)


def _sort_key(key: SortKey | AnyField | str) -> SortKey:
    if isinstance(key, AnyField):
        return key.key
    text = str(key)
    try:
        return read_sort_key(text, (0, len(text)))
    except Fault as fault:
        raise fault.as_error(text) from None
