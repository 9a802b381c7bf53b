"""From a text to a value of a field, the same for queries and for typed expressions.

Whatever can be told without a registry is told here: units, dates, closed lists, language tags, country codes. Names of the
registry are looked up when a query meets one.
"""

from __future__ import annotations

from collections.abc import Iterable

from llmreg.languages import canonicalize_language_tag, is_canonical_language_tag, is_language_tag, suggest_language
from llmreg.quantities import PartialDate
from llmreg.querying.ast import AnyOf, Between, Compare, Item, any_of
from llmreg.querying.faults import Fault, Span, nearest, shown
from llmreg.querying.fields import Field, Kind, find_field, suggest_field
from llmreg.querying.licenses import listed_id
from llmreg.querying.values import (
    COUNT_UNITS,
    TOKEN_UNITS,
    Amount,
    Group,
    Pattern,
    Value,
    Word,
    fold,
    read_amount,
    read_day,
)
from llmreg.regions import country_name, is_country, suggest_country

__all__ = ["between", "compare", "not_ordered", "read_value"]

_UNITS = {Kind.COUNT: COUNT_UNITS, Kind.TOKENS: TOKEN_UNITS}


def read_value(field: Field, text: str, *, written: str, quoted: bool = False) -> Value:
    """The value that a text means for a field.

    Args:
        field: the field.
        text: the text, without quotes.
        written: the name of the field as it was written, for hints.
        quoted: whether it stood in quotes: then `*` and `@` are characters like others.

    Raises:
        Fault: it means none; says what to write.
    """
    if not text:
        raise Fault("this value is empty")
    if text.startswith("@") and not quoted:
        return _group(field, text)
    kind = field.kind
    if kind.is_number:
        return read_amount(text, _UNITS.get(kind, ()), written, money=kind is Kind.MONEY)
    if kind is Kind.DATE:
        return read_day(text, written)
    if "*" in text and not quoted and kind is not Kind.LANGUAGE:
        return _pattern(field, text, written)
    return Word(_READERS[kind](field, text) if kind in _READERS else text)


def _group(field: Field, text: str) -> Group:
    if not field.groups:
        raise Fault(f"`{field.name}` has no groups", f'to ask for the text itself, quote it: "{text}"', f'"{text}"')
    name = text[1:].lower()
    if not name:
        raise Fault("this group has no name", f"llmreg fields {field.groups} lists the groups")
    return Group(name)


def _pattern(field: Field, text: str, written: str) -> Pattern:
    if not field.kind.has_patterns:
        raise Fault(f"`{written}` takes no `*`", f"llmreg fields {field.name} lists what it takes")
    if not text.strip("*"):
        raise Fault(f"`{shown(text)}` matches everything", f"use has:{field.name} for models with one")
    return Pattern(text if field.kind in (Kind.STRING, Kind.TEXT, Kind.LICENSE) else text.lower())


def _name(_field: Field, text: str) -> str:
    return text.strip().lower()


def _word(field: Field, text: str) -> str:
    wanted = text.strip().lower()
    known = {each.replace("_", "-"): each for each in field.words}
    if found := known.get(wanted.replace("_", "-")):
        return found
    if field.kind is Kind.PROPERTY:
        close = _close(wanted, field.words)
        known_ones = f"known: {', '.join(field.words)}"
        advice = f"did you mean {field.name}:{close}?" if close else known_ones
        raise Fault(f"`{shown(text)}` is not a yes/no property", advice, close)
    hint, fix = nearest(wanted, field.words)
    raise Fault(
        f"`{shown(text)}` is not one of the values of `{field.name}`", hint or f"known: {', '.join(field.words)}", fix
    )


def _close(wanted: str, known: Iterable[str]) -> str | None:
    """The one known word that has the wanted letters, or begins with them: `opensource` has none, `openweights` one."""
    found = [each for each in known if fold(each).startswith(fold(wanted)) or fold(wanted).startswith(fold(each))]
    return found[0] if len(found) == 1 and fold(wanted) else nearest(wanted, tuple(known))[1]


def _presence(_field: Field, text: str) -> str:
    """The canonical name of a field that records may lack."""
    found = find_field(text)
    if found is None:
        close = suggest_field(text)
        raise Fault(
            f"unknown field `{shown(text)}`",
            f"did you mean {_field.name}:{close}?" if close else "llmreg fields lists them",
            close,
        )
    if found.kind in (Kind.PROPERTY, Kind.PRESENCE, Kind.TEXT):
        raise Fault(f"every model answers to `{found.name}:`", "name a field that records may lack, such as context")
    return found.name


def _country(_field: Field, text: str) -> str:
    code = text.strip().upper()
    if is_country(code):
        return code
    meant = suggest_country(text)
    hint = f"did you mean {meant}, {country_name(meant)}?" if meant else "write an ISO 3166-1 code such as CN or US"
    raise Fault(f"`{shown(text)}` is not a country code", hint, meant)


_SCRIPTS = {"CN": "Hans", "SG": "Hans", "MY": "Hans", "TW": "Hant", "HK": "Hant", "MO": "Hant"}
"""How Chinese is written where: whoever names the region mostly means the script."""


def _language(_field: Field, text: str) -> str:
    if text.startswith("*-"):
        return _extended_range(text)
    if is_canonical_language_tag(text):
        return text
    language, dash, rest = text.partition("-")
    tag = _canonical(text) if len(language) == 3 and language.islower() else None
    if tag is not None and tag.partition("-")[2] == rest:  # `eng` and `eng-US`, spelt right otherwise
        return tag
    fault = f"`{shown(text)}` is not a language tag"
    meant = suggest_language(text) if len(text) <= 200 else None
    meant = meant or (_canonical(text) if dash else None)
    if meant is None:
        raise Fault(fault, "write a BCP 47 tag such as en, zh-Hant or pt-BR; * stands for any language, as in *-Hant")
    base, _, region = meant.partition("-")
    if base == "zh" and region in _SCRIPTS:
        better = f"zh-{_SCRIPTS[region]}-{region}"
        raise Fault(fault, f"did you mean {better} or {meant}?", better)
    raise Fault(fault, f"did you mean {meant}?", meant)


def _canonical(text: str) -> str | None:
    try:
        return canonicalize_language_tag(text)
    except ValueError:
        return None


def _extended_range(text: str) -> str:
    """`*-Hant`: a script or a region of any language (RFC 4647, 3.3.2)."""
    rest = text[2:]
    if is_language_tag(f"zh-{rest}") and (tag := _canonical(f"zh-{rest}")):
        return "*" + tag[2:]
    raise Fault(f"`{shown(text)}` is not a language range", "write it as *-Hant, *-Latn or *-BR")


def _license(_field: Field, text: str) -> str:
    return listed_id(text.strip()) or " ".join(text.split())


def _text(_field: Field, text: str) -> str:
    if not fold(text):
        raise Fault("there is nothing in this text to search for")
    return text


def _version(_field: Field, text: str) -> str:
    return text.strip()


_READERS = {
    Kind.NAME: _name,
    Kind.WORD: _word,
    Kind.COUNTRY: _country,
    Kind.LANGUAGE: _language,
    Kind.LICENSE: _license,
    Kind.TEXT: _text,
    Kind.VERSION: _version,
    Kind.PROPERTY: _word,
    Kind.PRESENCE: _presence,
}


def not_ordered(field: Field, sign: str, value: str, written: str) -> Fault:
    """What to say to a comparison with a field that has no order."""
    if sign in ("=", "=="):
        return Fault(f"`{sign}` is for numbers, dates and versions", f"write {written}:{value}")
    return Fault(f"`{field.name}` has no order: it cannot be less or more", f"write {written}:{value}")


def between(low: Item | None, high: Item | None, *, span: Span | None = None) -> Between:
    """A range with at least one end.

    Raises:
        Fault: it is upside down.
    """
    if low is not None and high is not None:
        first, second = low.value, high.value
        if isinstance(first, Amount) and isinstance(second, Amount):
            if _currency(first) != _currency(second):
                raise Fault(f"`{first}` and `{second}` are in different currencies", span=span)
            upside_down = first.value > second.value
        elif isinstance(first, PartialDate) and isinstance(second, PartialDate):
            upside_down = first.earliest > second.latest
        else:
            upside_down = False
        if upside_down:
            fixed = f"{second}..{first}"
            word = "more" if isinstance(first, Amount) else "later"
            raise Fault(
                f"the range is upside down: {first} is {word} than {second}", f"did you mean {fixed}?", fixed, span
            )
    return Between(low, high)


def _currency(amount: Amount) -> str:
    return amount.unit if len(amount.unit) == 3 else ""


def compare(sign: str, item: Item) -> AnyOf | Between | Compare:
    """The test of an operator: `>=` and `<=` are ranges that are open at one end."""
    if sign == ">=":
        return Between(item, None)
    if sign == "<=":
        return Between(None, item)
    return Compare(sign, item) if sign in "<>" else any_of([item])
