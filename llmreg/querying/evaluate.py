"""Puts queries to an index: columns are made when they are first asked for, and kept.

`Engine` belongs to one index on one day. It answers a tree for all models at once (`Engine.answer`) and explains it for one model
(`Engine.explain`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import compress

import attrs

from llmreg.errors import QueryError
from llmreg.index import Index
from llmreg.querying.ast import AllOf, And, AnyOf, Condition, InState, Node, Not
from llmreg.querying.binding import Binder, Question, bounds
from llmreg.querying.columns import Column, flags_of
from llmreg.querying.facts import Fact, State, View
from llmreg.querying.faults import Fault, Span
from llmreg.querying.fields import FIELDS, Field, Kind
from llmreg.querying.logic import Split, Truth, conjunction, disjunction, negation
from llmreg.querying.properties import property_of
from llmreg.querying.query import Query
from llmreg.querying.values import Word
from llmreg.schema.model import Model

__all__ = ["Answers", "Engine", "Verdict"]


@attrs.frozen
class Verdict:
    """What a condition, or several together, say of one model, and on what grounds."""

    text: str
    """The condition, in canonical text."""
    answer: Truth
    """Yes, no, or not known."""
    fact: Fact | None = None
    """What is recorded of the field; `None` for AND, OR and NOT."""
    parts: tuple[Verdict, ...] = ()
    """The verdicts that it is made of."""

    def __str__(self) -> str:
        return "\n".join(self._lines(0))

    def _lines(self, depth: int) -> Iterator[str]:
        word = {True: "yes", False: "no", None: "not known"}[self.answer]
        yield f"{'  ' * depth}{word}: {self.text}"
        for part in self.parts:
            yield from part._lines(depth + 1)  # noqa: SLF001


class Answers:
    """What a query says of every model of an index."""

    def __init__(self, engine: Engine, query: Query, splits: dict[Node, Split]) -> None:
        self.engine = engine
        self.query = query
        self._splits = splits
        everyone = engine.everyone
        self.split = Split(everyone, 0) if query.where is None else splits[query.where]

    def of(self, node: Node) -> Split:
        """What a part of the query says."""
        return self._splits[node]

    @property
    def matching(self) -> tuple[Model, ...]:
        """The models that certainly match, in the order of the registry."""
        return self.engine.pick(self.split.yes)

    @property
    def undecided_mask(self) -> int:
        """The models of which it cannot be told."""
        return self.engine.everyone ^ (self.split.yes | self.split.no)

    def doubts_by_position(self, positions: Iterable[int]) -> Iterator[tuple[int, tuple[Condition, ...]]]:
        """For models that are undecided, the conditions that leave them so: those that are not known and would settle it."""
        if self.query.where is None:
            return
        count = len(self.engine.models)
        known = {node: flags_of(split.yes | split.no, count) for node, split in self._splits.items()}

        def collect(node: Node, position: int) -> Iterator[Condition]:
            if known[node][position]:
                return
            if isinstance(node, Condition):
                yield node
            elif isinstance(node, Not):
                yield from collect(node.part, position)
            else:
                for part in node.parts:
                    yield from collect(part, position)

        for position in positions:
            yield position, tuple(collect(self.query.where, position))


class Engine:
    """Answers queries about one index on one day.

    Args:
        index: the records.
        today: the day for which status, prices and aliases are read.
        names: the records whose names may stand in a query, where those are more than `index` holds.
    """

    def __init__(self, index: Index, today: date, names: Index | None = None) -> None:
        self.index = index
        self.models = tuple(index.models.values())
        self.view = View(index, today)
        self.everyone = int.from_bytes(b"\1" * len(self.models), "little")
        self.names = names or index
        self._binder = Binder(index, self.names, today)
        self._columns: dict[tuple[str, str | None], Column] = {}

    def ask(self, query: Query) -> Answers:
        """Put a query to all models.

        Raises:
            QueryError: a name in it is not known, or a relative date leaves the calendar.
        """
        query = query.frozen(self.view.today)
        splits: dict[Node, Split] = {}
        try:
            self.check(query)
            if query.where is not None:
                self._answer(query.where, splits)
        except Fault as fault:
            raise self._placed(query, fault) from None
        return Answers(self, query, splits)

    def check(self, query: Query) -> None:
        """Whether the platforms in the keys to sort by and in the columns are known.

        Raises:
            Fault: one is not.
        """
        scopes = [(key.scope, key.scope_span) for key in query.sort if key.scope]
        scopes += [
            (scope, _place(query.text, scope)) for scope in (c.partition("@")[2] for c in query.columns) if scope
        ]
        for scope, span in scopes:
            self._binder.check_scope(Condition("price", InState("unknown"), scope, None, span))

    def _placed(self, query: Query, fault: Fault) -> QueryError:
        """The error with a place: typed expressions have none, so their canonical text is read for one."""
        text = query.text
        if not text:
            query = Query.parse(str(query))
            text = query.text
            try:
                self.check(query)
                if query.where is not None:
                    self._answer(query.where, {})
            except Fault as again:
                fault = again
        error = fault.as_error(text)
        if error.suggestion is not None:
            try:
                Query.parse(error.suggestion)
            except QueryError:
                return QueryError(error.message, error.query, error.span, error.hint)
        return error

    def answer(self, node: Node) -> Split:
        """What a tree says of all models.

        Raises:
            Fault: a name in it is not known.
        """
        return self._answer(node, {})

    def _answer(self, node: Node, splits: dict[Node, Split]) -> Split:
        found = splits.get(node)
        if found is not None:
            return found
        if isinstance(node, Condition):
            found = self._condition(node)
        elif isinstance(node, Not):
            found = ~self._answer(node.part, splits)
        else:
            parts = [self._answer(part, splits) for part in node.parts]
            found = parts[0]
            for part in parts[1:]:
                found = found & part if isinstance(node, And) else found | part
        splits[node] = found
        return found

    def _condition(self, condition: Condition) -> Split:
        field = FIELDS[condition.field]
        self._binder.check_scope(condition)
        test = condition.test
        if isinstance(test, InState):
            return self._sure(self._state_mask(field, condition.scope, test.state))
        if field.kind in (Kind.PROPERTY, Kind.PRESENCE):
            return self._named_parts(field, test)
        column = self.column(field, condition.scope)
        everything = Split(self.everyone, 0)
        for alternatives in self._binder.questions(field, test):
            everything &= column.ask(_any_of(alternatives))
        return everything

    def _named_parts(self, field: Field, test: object) -> Split:
        """`is:`, `has:` and `no:`, whose values name other columns."""
        if not isinstance(test, AnyOf | AllOf):
            raise TypeError(f"`{field.name}` takes names")
        found: Split | None = None
        for item in test.items:
            name = item.value.text if isinstance(item.value, Word) else str(item.value)
            if field.kind is Kind.PROPERTY:
                part = self.column(field, name).ask(bool)
            else:
                present = self.column(FIELDS[name], None).states[State.RECORDED]
                part = self._sure(present if field.name == "has" else self.everyone ^ present)
            found = part if found is None else found | part if isinstance(test, AnyOf) else found & part
        return found or Split(0, self.everyone)

    def _sure(self, mask: int) -> Split:
        return Split(mask, self.everyone ^ mask)

    def _state_mask(self, field: Field, scope: str | None, state: str) -> int:
        """The models of which a fact is unknown (undisclosed ones are, too), undisclosed, or not applicable."""
        states = self.column(field, scope).states
        mask = states[State(state)]
        return mask | states[State.UNDISCLOSED] if state == "unknown" else mask

    def column(self, field: Field, scope: str | None) -> Column:
        """The column of a field, for one platform or for all; of `is:`, of the property named in place of a platform."""
        key = (field.name, scope)
        found = self._columns.get(key)
        if found is None:
            read = property_of(scope) if field.kind is Kind.PROPERTY and scope else field.read
            facts = [read(model, self.view, scope) for model in self.models]
            if field.kind is Kind.DATE:  # the bounds of a partial date are worked out once, not at every question
                facts = [fact._replace(values=tuple(map(bounds, fact.values))) for fact in facts]
            found = self._columns[key] = Column(facts)
        return found

    def pick(self, mask: int) -> tuple[Model, ...]:
        """The models of a mask, in the order of the registry."""
        return tuple(compress(self.models, flags_of(mask, len(self.models))))

    def positions(self, mask: int) -> Iterator[int]:
        """The positions of a mask."""
        return compress(range(len(self.models)), flags_of(mask, len(self.models)))

    def fact(self, model: Model, field: Field, scope: str | None = None) -> Fact:
        """What is recorded of a field of one model."""
        return field.read(model, self.view, scope)

    def explain(self, node: Node, model: Model) -> Verdict:
        """What a tree says of one model, part by part. Asks nothing but that model's record.

        Raises:
            Fault: a name in it is not known.
        """
        if isinstance(node, Not):
            part = self.explain(node.part, model)
            return Verdict(str(node), negation(part.answer), parts=(part,))
        if not isinstance(node, Condition):
            parts = tuple(self.explain(part, model) for part in node.parts)
            join = conjunction if isinstance(node, And) else disjunction
            return Verdict(str(node), join(part.answer for part in parts), parts=parts)
        return self._explain(node, model)

    def _explain(self, condition: Condition, model: Model) -> Verdict:
        """One condition about one model, by the definition: some value satisfies it, or the list is open."""
        field, test = FIELDS[condition.field], condition.test
        self._binder.check_scope(condition)
        if field.kind in (Kind.PROPERTY, Kind.PRESENCE) and isinstance(test, AnyOf | AllOf):
            answers = [self._explain_name(field, str(item.value), model) for item in test.items]
            join = disjunction if isinstance(test, AnyOf) else conjunction
            return Verdict(str(condition), join(answers))
        fact = field.read(model, self.view, condition.scope)
        if isinstance(test, InState):
            states = {"unknown": (State.UNKNOWN, State.UNDISCLOSED)}.get(test.state, (State(test.state),))
            return Verdict(str(condition), fact.state in states, fact)
        answers = [_exists(fact, _any_of(alternatives)) for alternatives in self._binder.questions(field, test)]
        return Verdict(str(condition), conjunction(answers), fact)

    def _explain_name(self, field: Field, name: str, model: Model) -> Truth:
        if field.kind is Kind.PROPERTY:
            fact = property_of(name)(model, self.view, None)
            return bool(fact.values[0]) if fact.values else None
        recorded = FIELDS[name].read(model, self.view, None).state is State.RECORDED
        return recorded if field.name == "has" else not recorded


def _place(text: str, scope: str) -> Span | None:
    """Where a platform stands behind `@` in a query."""
    found = text.lower().find(f"@{scope}")
    return (found + 1, found + 1 + len(scope)) if found >= 0 else None


def _any_of(questions: list[Question]) -> Question:
    """One question for several of which any may be answered with yes."""
    if len(questions) == 1:
        return questions[0]
    return lambda value: disjunction(question(value) for question in questions)


def _exists(fact: Fact, question: Question) -> Truth:
    """Whether some value of a model satisfies a question; what it only may be leaves it open."""
    certain = disjunction(question(value) for value in fact.values)
    if certain is not False:
        return certain
    maybe = any(question(value) is not False for value in fact.maybe)
    return None if fact.open or maybe else False
