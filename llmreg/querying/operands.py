"""Reads what stands behind the colon or the operator of a term: sets, ranges, comparisons, version specifiers."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import NoReturn, TypeVar

from llmreg.querying.ast import Clause, InState, Item, Satisfies, Test, all_of, any_of
from llmreg.querying.faults import Fault, Span, shown
from llmreg.querying.fields import Field, Kind
from llmreg.querying.lexer import Scanner
from llmreg.querying.reading import between, compare, not_ordered, read_value
from llmreg.querying.values import STATES

__all__ = ["Operands", "are_versions", "read_clauses_of", "read_spec"]

R = TypeVar("R")
_SYMBOLS = {"|": "OR", "||": "OR", "&": "AND", "&&": "AND", "!": "NOT"}


class Operands:
    """The values of terms, read from where a scanner stands."""

    def __init__(self, scan: Scanner) -> None:
        self.scan = scan

    def value(self, field: Field, written: str) -> Test:
        scan, start = self.scan, self.scan.at
        sign = scan.operator()
        if sign:
            return self.signed(field, written, sign, start)
        if self.scan.text.startswith(("all(", "any("), start):
            return self.listed(field, written)
        if scan.next != '"':
            word = scan.value()
            span = (start, scan.at)
            if ".." in word and (field.kind.has_order) and scan.next != ",":
                return self.range(field, written, word, span)
            if word in STATES and field.kind not in (Kind.TEXT, Kind.PROPERTY, Kind.PRESENCE):
                if scan.next == ",":
                    raise Fault(
                        f"`{word}` is not one value among others",
                        "ask for it on its own, and join the two with OR",
                        None,
                        span,
                    )
                return InState(word)
            scan.at = start
        items = self.items(field, written)
        if field.kind.is_number:
            self.thousands(items, written)
        return any_of(items)

    def thousands(self, items: list[Item], written: str) -> None:
        """`128,000` is one number to whoever writes it."""
        for one, other in pairwise(items):
            if one.span and other.span and one.span[1] + 1 == other.span[0]:
                second = self.scan.text[slice(*other.span)]
                first = self.scan.text[slice(*one.span)]
                if first.isdigit() and len(second) == 3 and second.isdigit() and len(first) <= 3:
                    raise Fault(
                        f"`{first},{second}` is two numbers",
                        f"write {written}:{first}{second}; for either of two, {written}:any({first},{second})",
                        first + second,
                        (one.span[0], other.span[1]),
                    )

    def listed(self, field: Field, written: str) -> Test:
        """`all(a,b)` or `any(a,b)`."""
        scan, start = self.scan, self.scan.at
        every = scan.text.startswith("all", start)
        scan.at += 4
        scan.skip_blanks()
        items = self.items(field, written, closed=True)
        scan.skip_blanks()
        if scan.next != ")":
            raise Fault("this parenthesis is not closed", "add ) where it ends", span=(start + 3, start + 4))
        scan.at += 1
        if not every:
            return any_of(items)
        if not field.many and len(items) > 1:
            fixed = ",".join(map(str, items))
            raise Fault(
                f"a model has only one `{field.name}`",
                f"write {written}:{fixed} for any of them",
                fixed,
                (start, scan.at),
            )
        return all_of(items)

    def items(self, field: Field, written: str, *, closed: bool = False) -> list[Item]:
        scan = self.scan
        found: list[Item] = []
        while True:
            start, quoted = scan.at, scan.next == '"'
            text = scan.string() if quoted else scan.value()
            if not text and not quoted:
                comma = (start - 1, start) if found else (start, start + 1)
                if not found and scan.next and scan.next not in "),":
                    self.symbol(start)
                raise Fault("a value is missing here", None, "" if found else None, comma)
            found.append(self.item(field, written, text, (start, scan.at), quoted=quoted))
            blank = scan.at
            if closed:
                scan.skip_blanks()
            if scan.next != ",":
                if not closed:
                    scan.at = blank
                return found
            scan.at += 1
            scan.skip_blanks()

    def item(self, field: Field, written: str, text: str, span: Span, *, quoted: bool = False) -> Item:
        return Item(self.placed(lambda: read_value(field, text, written=written, quoted=quoted), span), span)

    def placed(self, read: Callable[[], R], span: Span) -> R:
        try:
            return read()
        except Fault as fault:
            raise fault.at(span) from None

    def range(self, field: Field, written: str, word: str, span: Span) -> Test:
        low, _, high = word.partition("..")
        if not low and not high:
            end = field.kind.example
            raise Fault("this range has no end", f"write {written}:{end}.. or {written}:..{end}", None, span)
        middle = span[0] + len(low)
        if field.kind is Kind.VERSION:
            pairs = [(sign, text) for sign, text in ((">=", low), ("<=", high)) if text]
            clauses = self.placed(lambda: read_clauses_of(pairs), span)
            return Satisfies(clauses, span)
        first = self.item(field, written, low, (span[0], middle)) if low else None
        last = self.item(field, written, high, (middle + 2, span[1])) if high else None
        return self.placed(lambda: between(first, last, span=span), span)

    def signed(self, field: Field, written: str, sign: str, start: int) -> Test:
        """`>=128k`, or a version specifier."""
        scan = self.scan
        if sign == "=" and scan.next in "<>" and scan.next:
            fixed = scan.next + sign
            raise Fault(
                f"`={scan.next}` is written `{fixed}`",
                f"write {written}{fixed}{field.kind.example}",
                fixed,
                (start, scan.at + 1),
            )
        if field.kind is Kind.VERSION:
            return self.specifier(sign, start, field_written=written)
        scan.skip_blanks()
        at = scan.at
        text = scan.string() if scan.next == '"' else scan.value()
        span = (at, scan.at)
        if not text:
            raise Fault(f"nothing follows `{sign}`", None, None, (start, at))
        if sign == "!=":
            raise Fault("`!=` is written with a minus", f"write -{written}:{text}", None, (start, scan.at))
        equal = text if scan.text[start - 1 : start] == ":" else f":{text}"
        if sign in ("===", "~="):
            raise Fault(f"`{sign}` is for versions", f"write {written}:{text}", equal, (start, scan.at))
        if not field.kind.has_order:
            fault = not_ordered(field, sign, text, written)
            raise Fault(fault.message, fault.hint, equal, (start, scan.at))
        item = self.item(field, written, text, span)
        if scan.next == ",":
            more = self.next_bound(sign, text)
            advice = f"write the range as {written}:{more}" if more else f"write {written} twice, once for each end"
            raise Fault("only one comparison can stand here", advice, None, self.scan.rest_of_term(start))
        return compare(sign, item)

    def next_bound(self, sign: str, text: str) -> str | None:
        """The range that `>=a,<=b` means."""
        scan = self.scan
        mark = scan.at
        scan.at += 1
        scan.skip_blanks()
        other, bound = scan.operator(), scan.value()
        scan.at = mark
        if {sign, other} == {">=", "<="} and bound:
            return f"{text}..{bound}" if sign == ">=" else f"{bound}..{text}"
        return None

    def specifier(self, sign: str, start: int, *, field_written: str) -> Satisfies:
        """A PEP 440 specifier set; its first operator has been taken."""
        pairs = self.versions(sign, field_written)
        span = (start, self.scan.at)
        return Satisfies(self.placed(lambda: read_clauses_of(pairs), span), span)

    def versions(self, sign: str, written: str) -> list[tuple[str, str]]:
        """Pairs of operator and version; the first operator has been taken."""
        scan = self.scan
        pairs: list[tuple[str, str]] = []
        while True:
            at = scan.at - len(sign)
            scan.skip_blanks()
            operand = scan.value()
            if not operand:
                raise Fault(f"no version follows `{sign}`", None, None, (at, scan.at))
            if sign == "=":
                raise Fault(
                    "`=` is not an operator for versions",
                    f"write {written}=={operand}",
                    f"=={operand}",
                    (at, scan.at),
                )
            pairs.append((sign, operand))
            if scan.next != ",":
                return pairs
            scan.at += 1
            scan.skip_blanks()
            comma = scan.at
            sign = scan.operator()
            if not sign:
                rest = scan.value()
                advice = f"write one before each version, as in {written}{pairs[0][0]}{pairs[0][1]},<{rest}"
                raise Fault(
                    "an operator is missing here", advice if rest else None, None, (comma, max(scan.at, comma + 1))
                )

    def symbol(self, start: int) -> NoReturn:
        """A character that nothing begins with."""
        text = self.scan.text
        sign = text[start : start + 2] if text[start : start + 2] in _SYMBOLS else text[start]
        span = (start, start + len(sign))
        if sign in _SYMBOLS:
            word = _SYMBOLS[sign]
            raise Fault(
                f"`{sign}` is not an operator", f"write {word}" + (" or -" if word == "NOT" else ""), f" {word} ", span
            )
        if sign in ":<>=~":
            raise Fault(
                f"there is no field before `{sign}`",
                "write it without blanks before the colon, as in vendor:alibaba",
                None,
                span,
            )
        raise Fault(f"`{sign}` cannot stand here", "to search for it, put the text into quotes", None, span)

    def end(self) -> None:
        """After a value comes a blank, a parenthesis or the end."""
        scan = self.scan
        if scan.next and not scan.next.isspace() and scan.next not in "()":
            self.symbol(scan.at)


def read_clauses_of(pairs: list[tuple[str, str]]) -> tuple[Clause, ...]:
    """Clauses of a version specifier; packaging is imported when the first one is read."""
    from llmreg.querying.versions import read_clauses

    return read_clauses(pairs)


def are_versions(pairs: list[tuple[str, str]]) -> bool:
    """Whether PEP 440 can read every version."""
    from llmreg.querying.versions import is_version

    return all(is_version(operand.removesuffix(".*")) for _, operand in pairs)


def read_spec(text: str) -> list[tuple[str, str]]:
    """Pairs of operator and version from a specifier set in text.

    Raises:
        Fault: it is none.
    """
    scan, pairs = Scanner(text), []
    while True:
        scan.skip_blanks()
        sign = scan.operator()
        scan.skip_blanks()
        operand = scan.value()
        if not sign or sign == "=" or not operand:
            raise Fault(f"`{shown(text)}` is not a version specifier", "write it as >=1.5,<3")
        pairs.append((sign, operand))
        scan.skip_blanks()
        if not scan.next:
            return pairs
        if scan.next != ",":
            raise Fault(f"`{shown(text)}` is not a version specifier", "write it as >=1.5,<3")
        scan.at += 1
