"""Reads a query: hand-written, from left to right, with the place of everything for messages.

query    = or ;
or       = and , { "OR" , and } ;
and      = not , { [ "AND" ] , not } ;                   terms next to each other mean AND
not      = ( "NOT" | "-" ) , not | "(" , or , ")" | term ;
term     = field , [ "@" , platform ] , ":" , value      vendor:alibaba, status@openai:active
         | field , [ "@" , platform ] , cmp , scalar     context>=128k; of numbers, dates and versions
         | family , spec                                 qwen>=1.5,<3
         | option                                        not in parentheses, not negated, each once
         | string | word ;                               text search
value    = state | set | range | cmp , scalar | spec ;
state    = "unknown" | "undisclosed" | "not-applicable" ;
set      = item , { "," , item } | ( "any" | "all" ) , "(" , item , { "," , item } , ")" ;
item     = word | word with "*" | "@" , group | string ;
range    = [ scalar ] , ".." , [ scalar ] ;              both ends included, at least one there
cmp      = ">=" | "<=" | ">" | "<" | "=" ;
scalar   = number , [ "k" | "Ki" | "K" | "M" | "Mi" | "B" | "T" | currency ] | date | relative ;
date     = year , [ "-" , month , [ "-" , day ] ] ;
relative = ( "last" | "next" ) , "-" , number , "-" , ( "days" | "months" | "years" ) ;
spec     = PEP 440 specifier set ;                       the comma means AND there
option   = "sort:" , key , { "," , key } | "limit:" , number | "as-of:" , date | "cols:" , field , { "," , field } ;
"""

from __future__ import annotations

from datetime import date
from typing import NoReturn

import attrs

from llmreg.querying.ast import (
    AnyOf,
    Condition,
    Item,
    Node,
    Satisfies,
    SortKey,
    any_of,
    conjunction,
    disjunction,
    negation,
)
from llmreg.querying.faults import LONGEST_SHOWN, Fault, Span, shown
from llmreg.querying.fields import FIELDS, Field, Kind, find_field, suggest_field
from llmreg.querying.lexer import Scanner
from llmreg.querying.operands import Operands, are_versions, read_clauses_of
from llmreg.querying.options import EXAMPLES, option_of, read_columns, read_limit, read_sort, read_whole_day
from llmreg.querying.reading import read_value
from llmreg.querying.values import Word

__all__ = ["Parsed", "parse"]

DEEPEST = 50
"""Deeper nesting of parentheses is refused; no sensible query comes near."""

LONGEST = 20_000
"""Longer queries are refused, in characters."""

_ALREADY_AND = "terms next to each other already mean AND"


@attrs.define
class Parsed:
    """What a text says: conditions, and what to do with the models found."""

    where: Node | None = None
    sort: tuple[SortKey, ...] = ()
    limit: int | None = None
    as_of: date | None = None
    columns: tuple[str, ...] = ()


def parse(text: str) -> Parsed:
    """Read a query.

    Raises:
        Fault: it cannot be read; with the place and with what to write.
    """
    if len(text) > LONGEST:
        raise Fault(f"this query is too long: {len(text):,} characters, at most {LONGEST:,}")
    return _Parser(text).whole()


class _Parser:
    def __init__(self, text: str) -> None:
        self.scan = Scanner(text)
        self.operands = Operands(self.scan)
        self.depth = 0
        self.parsed = Parsed()
        self.given: set[str] = set()

    def whole(self) -> Parsed:
        scan = self.scan
        scan.skip_blanks()
        if scan.next:
            self.parsed.where = self.either()
        if scan.next == ")":
            raise Fault("this parenthesis closes none", "leave it out", "", (scan.at, scan.at + 1))
        return self.parsed

    def either(self) -> Node | None:
        """`or`; nothing where there are only options."""
        parts = [self.both()]
        places: list[Span] = []
        while (found := self.keyword("OR")) is not None:
            places.append(found)
            parts.append(self.both())
        nodes = [part for part in parts if part is not None]
        if places and len(nodes) < len(parts):
            empty = parts.index(None)
            raise Fault("`OR` needs a condition on both sides", span=places[max(0, empty - 1)])
        return disjunction(nodes) if nodes else None

    def both(self) -> Node | None:
        """`and`; nothing where there are only options."""
        parts: list[Node] = []
        first = True
        pending: Span | None = None
        while True:
            self.scan.skip_blanks()
            if (found := self.keyword("AND")) is not None:
                if first or pending:
                    raise Fault("`AND` needs a condition on both sides", _ALREADY_AND, "", found)
                pending = found
                continue
            if self.at_end() or self.scan.word_ahead()[0] == "OR":
                break
            part = self.negated()
            first, pending = False, None
            if part is not None:
                parts.append(part)
        if pending:
            raise Fault("`AND` needs a condition on both sides", _ALREADY_AND, "", pending)
        return conjunction(parts) if parts else None

    def at_end(self) -> bool:
        """Whether the query, or what is in parentheses, ends here."""
        return self.scan.next in ("", ")")

    def keyword(self, wanted: str) -> Span | None:
        """Take an operator in capitals, if it comes next."""
        word, span = self.scan.word_ahead()
        if word != wanted or self.scan.text[span[1] : span[1] + 1] == ":":
            return None
        self.scan.at = span[1]
        return span

    def negated(self) -> Node | None:
        """`not`; nothing for an option."""
        scan = self.scan
        start, times, last = scan.at, 0, (0, 0)
        while True:
            if scan.next == "-":
                last = (scan.at, scan.at + 1)
                scan.at += 1
            elif (found := self.keyword("NOT")) is not None:
                last = found
            else:
                break
            times += 1
            scan.skip_blanks()
        if times and (self.at_end() or scan.word_ahead()[0] in ("OR", "AND")):
            raise Fault(f"nothing follows `{scan.text[slice(*last)]}`", span=last)
        part = self.primary()
        if part is None and times:
            raise Fault("an option cannot be negated", span=(start, scan.at))
        return negation(part) if part is not None and times % 2 else part

    def primary(self) -> Node | None:
        """A group, a text, or a term; nothing for an option."""
        scan, start = self.scan, self.scan.at
        if scan.next == "(":
            return self.group()
        if scan.next == '"':
            return self.search(scan.string(), start, quoted=True)
        name = scan.name()
        if not name:
            self.operands.symbol(start)
        if scan.next == ":":
            scan.at += 1
            return self.term(name, start)
        if scan.operator_ahead():
            return self.comparison(name, start)
        if name.lower() in ("and", "or", "not"):
            self.lower_case(name, (start, scan.at))
        return self.search(name, start)

    def search(self, text: str, start: int, *, quoted: bool = False) -> Node:
        """A text without a field."""
        span = (start, self.scan.at)
        item = self.operands.item(FIELDS["text"], "text", text, span, quoted=quoted)
        self.operands.end()
        return Condition("text", any_of([item]), span=span)

    def group(self) -> Node:
        """What is in parentheses."""
        scan, start = self.scan, self.scan.at
        if self.depth == DEEPEST:
            raise Fault(f"this query is nested more than {DEEPEST} deep", span=(start, start + 1))
        scan.at += 1
        scan.skip_blanks()
        self.depth += 1
        inner = self.either()
        self.depth -= 1
        if scan.next != ")":
            raise Fault("this parenthesis is not closed", "add ) where it ends", span=(start, start + 1))
        scan.at += 1
        if inner is None:
            raise Fault("there is nothing between these parentheses", "leave them out", "", (start, scan.at))
        return inner

    def lower_case(self, name: str, span: Span) -> NoReturn:
        """`and`, `or` or `not`: neither operators nor texts to search for."""
        if name.lower() == "and":
            raise Fault(f"`{name}` is not needed", _ALREADY_AND, "", span)
        word = name.upper()
        also = " or -" if word == "NOT" else ""
        hint = f'write {word}{also}; to search for the word, quote it: "{name}"'
        raise Fault(f"`{name}` is written in capitals", hint, word, span)

    def term(self, name: str, start: int) -> Node | None:
        """What follows `name:`; nothing for an option."""
        scan = self.scan
        bare, scope, scope_span = self.scoped(name, start)
        option = option_of(bare)
        if option and scope is None:
            self.option(option, name, start)
            return None
        field = find_field(bare) or self.unknown_field(bare, start)
        self.check_scope(field, bare, scope_span)
        if scan.next == "" or scan.next.isspace() or scan.next in "()":
            self.no_value(field, bare, (start, scan.at))
        test = self.operands.value(field, bare)
        self.operands.end()
        return Condition(field.name, test, scope, (start, scan.at), scope_span)

    def scoped(self, name: str, start: int) -> tuple[str, str | None, Span | None]:
        """`status@openai`: the field, the platform, and where that stands."""
        bare, at, platform = name.partition("@")
        if not at or not bare:
            return name, None, None
        if not platform:
            span = (start, start + len(name))
            raise Fault("there is no platform behind `@`", f"write it as in {bare}@openai", span=span)
        return bare, platform.lower(), (start + len(bare) + 1, start + len(name))

    def check_scope(self, field: Field, written: str, span: Span | None) -> None:
        """Whether `@` may follow a field."""
        if span is not None and not field.scoped:
            names = ", ".join(each.name for each in FIELDS.values() if each.scoped and "." not in each.name)
            around = (span[0] - 1, span[1])
            raise Fault(f"`{written}` is the same on every platform", f"@ goes with {names}", "", around)

    def unknown_field(self, name: str, start: int) -> NoReturn:
        """A name before a colon that is no field."""
        span = (start, start + len(name))
        message = f"unknown field `{shown(name)}`"
        if close := suggest_field(name):
            raise Fault(message, f"did you mean `{close}:`?", close, span)
        whole = self.scan.rest_of_term(start)
        text = self.scan.text[slice(*whole)].replace("\\", "\\\\").replace('"', '\\"')
        quoted = f': "{text}"' if len(text) <= LONGEST_SHOWN else ""
        raise Fault(message, f"to search for the text itself, quote it{quoted}", f'"{text}"', span, whole)

    def no_value(self, field: Field, written: str, span: Span) -> NoReturn:
        """A field and a colon, and nothing behind it."""
        if self.scan.next.isspace() and self.scan.text[self.scan.at :].strip():
            hint = "write no blank after the colon"
        elif field.kind in (Kind.TEXT, Kind.PROPERTY, Kind.PRESENCE):
            hint = f"llmreg fields {field.name} lists what it takes"
        else:
            hint = f"use no:{written} for models without one, has:{written} for models with one"
        raise Fault(f"`{written}:` has no value", hint, None, span)

    def comparison(self, name: str, start: int) -> Node:
        """`context>=128k`, or a family with versions: `qwen>=1.5,<3`."""
        scan = self.scan
        bare, scope, scope_span = self.scoped(name, start)
        field = find_field(bare)
        scan.skip_blanks()
        at = scan.at
        sign = scan.operator()
        if field is None:
            return self.family(bare, sign, start, at) if scope is None else self.unknown_field(bare, start)
        self.check_scope(field, bare, scope_span)
        test = self.operands.signed(field, bare, sign, at)
        self.operands.end()
        return Condition(field.name, test, scope, (start, scan.at), scope_span)

    def family(self, name: str, sign: str, start: int, at: int) -> Node:
        """A family with versions. What looks like a field, and has no versions behind it, is a field with a slip."""
        name_span = (start, start + len(name))
        close = suggest_field(name)
        hint = f"did you mean `{close}`?" if close else "before an operator stands a field or a family"
        no_field = Fault(f"unknown field `{shown(name)}`", hint, close, name_span)
        if "*" in name:
            raise no_field
        try:
            pairs = self.operands.versions(sign, name)
        except Fault as fault:
            raise (no_field if close else fault) from None
        if close and not are_versions(pairs) and self.could_be(close, pairs):
            raise no_field
        span = (at, self.scan.at)
        clauses = self.operands.placed(lambda: read_clauses_of(pairs), span)
        self.operands.end()
        family = Item(Word(name.lower()), name_span)
        return conjunction(
            [
                Condition("family", AnyOf((family,)), span=name_span),
                Condition("version", Satisfies(clauses, span), span=span),
            ]
        )

    def could_be(self, name: str, pairs: list[tuple[str, str]]) -> bool:
        """Whether a field could be compared with what was taken for versions."""
        field = find_field(name)
        try:
            return field is not None and all(read_value(field, text, written=name) is not None for _, text in pairs)
        except Fault:
            return False

    def option(self, option: str, written: str, start: int) -> None:
        """`sort:`, `limit:`, `as-of:` or `cols:`."""
        scan, at = self.scan, self.scan.at
        text = scan.value()
        while scan.next == ",":
            scan.at += 1
            text += "," + scan.value()
        span, whole = (at, scan.at), (start, scan.at)
        if self.depth:
            raise Fault(f"`{written}:` cannot stand in parentheses", "write it before or after them", None, whole)
        if option in self.given:
            raise Fault(f"`{written}:` stands twice", "write it once", "", whole)
        if not text:
            raise Fault(f"`{written}:` has no value", EXAMPLES[option], None, whole)
        self.given.add(option)
        if option == "limit":
            self.parsed.limit = read_limit(text, written, span)
        elif option == "as-of":
            self.parsed.as_of = read_whole_day(text, written, span)
        elif option == "sort":
            self.parsed.sort = read_sort(text, span)
        else:
            self.parsed.columns = read_columns(text, span)
        self.operands.end()
