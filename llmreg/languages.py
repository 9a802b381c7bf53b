"""Language tags: which exist, their one spelling, their names, and which covers which.

A tag is `language[-script][-region][-variant]...` of BCP 47 (RFC 5646) with registered subtags: `zh`,
`zh-Hant`, `pt-BR`. The IANA Language Subtag Registry is read from a data file at the first question, so that
importing this module costs nothing.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple, TypedDict

__all__ = [
    "canonicalize_language_tag",
    "covers",
    "is_canonical_language_tag",
    "is_language_tag",
    "language_name",
    "macrolanguage",
    "suggest_language",
]

_SHAPE = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
_PRIVATE = re.compile(r"q[a-t][a-z]|Qaa[a-z]|Qab[a-x]|AA|Q[M-Z]|X[A-Z]|ZZ")

_LONGEST = 200
"""No name or tag is longer; longer texts get no suggestion, which would take long to look for."""

_APART = frozenset({"id"})
"""Members that their macrolanguage does not cover: whoever writes `ms` means Malay, and never Indonesian."""


class _Kind(TypedDict):
    """The registered subtags of one kind, in canonical case."""

    names: dict[str, str]
    preferred: dict[str, str]
    """Deprecated, with the one that replaces it."""
    withdrawn: dict[str, list[str]]
    """Deprecated, with those that may be meant instead; often none."""


class _Data(TypedDict):
    registry_date: str
    languages: _Kind
    scripts: _Kind
    regions: _Kind
    variants: _Kind
    macrolanguages: dict[str, str]
    """Member to macrolanguage."""
    alpha3: dict[str, str]
    """ISO 639-2 and 639-3 code to the ISO 639-1 code of the same language."""
    extlangs: dict[str, str]
    """Extended language to the language that it is written after."""
    tags: dict[str, str]
    """Whole old tags, in lower case, to what replaces them."""
    other_names: dict[str, str]
    """Folded name to tag, for names that are not shown."""
    slips: dict[str, str]
    """Lower-case codes that get written for a language, mostly of a country, to the tag that is meant."""


class _Subtags(NamedTuple):
    """The parts of a tag in canonical case; script and region may be empty."""

    language: str
    script: str
    region: str
    variants: tuple[str, ...]


def is_language_tag(tag: str) -> bool:
    """Whether the text is a tag of registered subtags, in any case.

    Deprecated subtags count. Extended languages (`zh-yue`), extensions (`-u-`), private use (`x-`, `qaa`, `XX`),
    grandfathered tags (`i-lux`) and ISO 639-3 codes of languages with a two-letter code (`eng`) do not.
    """
    try:
        _parse(tag)
    except ValueError:
        return False
    return True


def canonicalize_language_tag(tag: str) -> str:
    """The one spelling of a tag: canonical case, and current subtags for deprecated ones.

    Takes more than `is_language_tag` does: `_` for `-`, three-letter codes (`eng` gives `en`), extended languages
    (`zh-yue` gives `yue`) and the old whole tags that have a replacement. Scripts stay, also where they go
    without saying, and so does `cmn`: it is a member of `zh`, not a spelling of it.

    Raises:
        ValueError: It is no tag, or has a deprecated subtag that nothing replaces; the text says what to write.
    """
    try:
        return _canonicalize(tag)
    except ValueError as error:
        raise ValueError(_explain(tag, str(error))) from None


def is_canonical_language_tag(tag: str) -> bool:
    """Whether the text is a tag written the one way that is allowed, without deprecated subtags."""
    return _is_canonical(tag)


def language_name(tag: str) -> str:
    """The English name: `Chinese`, `Cantonese`, `Chinese (Traditional, Taiwan)`.

    Takes whatever `canonicalize_language_tag` takes, and deprecated tags too.

    Raises:
        ValueError: It is no tag.
    """
    try:
        language, script, region, variants = _parse(_rewrite(tag))
    except ValueError as error:
        raise ValueError(_explain(tag, str(error))) from None
    data = _data()
    details = [data["scripts"]["names"][script]] if script else []
    details += [data["regions"]["names"][region]] if region else []
    details += [data["variants"]["names"][variant] for variant in variants]
    name = data["languages"]["names"][language]
    return f"{name} ({', '.join(details)})" if details else name


def macrolanguage(tag: str) -> str | None:
    """The macrolanguage that a tag's language belongs to (`zh` for `yue-Hant`); `None` where there is none."""
    return _data()["macrolanguages"].get(tag.lower().partition("-")[0])


def covers(range_tag: str, tag: str) -> bool:
    """Whether everything that canonical `tag` says falls under canonical `range_tag`.

    That is basic filtering of RFC 4647 (section 3.3.1; without `*`), where a macrolanguage covers its members:
    `zh` covers `zh`, `zh-Hant` and `yue`, and `zh-Hant` covers `yue-Hant` but not `zh`. One exception: `ms` (Malay)
    does not cover `id` (Indonesian), which ISO 639-3 lists as its member. Unregistered tags cover only themselves.
    """
    wanted, given = range_tag.lower(), tag.lower()
    if _starts(given, wanted):
        return True
    language, dash, rest = given.partition("-")
    group = None if language in _APART else macrolanguage(language)
    return group is not None and _starts(group + dash + rest, wanted)


def suggest_language(text: str) -> str | None:
    """The canonical tag that was probably meant: by an English name, another code, another spelling or a country.

    A guess, for messages only: `english` and `eng` give `en`, `zh_hans` gives `zh-Hans`, `jp` gives `ja`. So does `kr`
    give `ko`, although `kr` is a tag (Kanuri). `None` where nothing comes near, or the text is right as it is.
    """
    if len(text) > _LONGEST:
        return None
    hyphenated = "-".join(text.split())
    if slip := _slip(hyphenated):
        return slip
    try:
        tag = _canonicalize(hyphenated)
    except ValueError:
        return _named(text) or _near(text)
    return None if tag == text else tag


@cache
def _data() -> _Data:
    import json
    from pkgutil import get_data  # as good as importlib.resources here, whose import alone takes 15 ms

    data: _Data = json.loads(get_data("llmreg", "data/languages.json") or b"")
    return data


@cache
def _names() -> dict[str, str]:
    """Folded name to tag, of everything that is not deprecated."""
    data = _data()
    languages = data["languages"]
    old = languages["preferred"].keys() | languages["withdrawn"].keys()
    return data["other_names"] | {_fold(name): code for code, name in languages["names"].items() if code not in old}


@cache
def _common_names() -> tuple[str, ...]:
    return tuple(name for name, tag in _names().items() if len(tag.partition("-")[0]) == 2)


def _fold(name: str) -> str:
    return " ".join(name.casefold().replace("-", " ").replace("_", " ").split())


def _starts(tag: str, prefix: str) -> bool:
    return tag == prefix or tag.startswith(prefix + "-")


def _parse(tag: str) -> _Subtags:
    """Read a tag in any case; `ValueError` where its form is another or a subtag is not registered."""
    if not _SHAPE.fullmatch(tag):  # before lower(), which makes a `k` of a Kelvin sign
        raise ValueError(f"`{tag}` is not a language tag")
    data = _data()
    language, *rest = tag.lower().split("-")
    if len(language) == 1:
        raise ValueError(f"`{tag}` is a private or grandfathered tag, which is not accepted")
    _require("language", data["languages"], language)
    script = region = ""
    if rest and _is_script(rest[0]):
        script = rest.pop(0).title()
        _require("script", data["scripts"], script)
    if rest and _is_region(rest[0]):
        region = rest.pop(0).upper()
        _require("region", data["regions"], region)
    for position, variant in enumerate(rest):
        if variant not in data["variants"]["names"]:
            raise ValueError(_misplaced(variant))
        if variant in rest[:position]:
            raise ValueError(f"`{variant}` stands twice in `{tag}`")
    return _Subtags(language, script, region, tuple(rest))


def _is_script(subtag: str) -> bool:
    return len(subtag) == 4 and subtag.isalpha()


def _is_region(subtag: str) -> bool:
    return len(subtag) == 2 or (len(subtag) == 3 and subtag.isdigit())


def _require(noun: str, kind: _Kind, subtag: str) -> None:
    if subtag not in kind["names"]:
        fault = "for private use, which is not accepted" if _PRIVATE.fullmatch(subtag) else f"not a registered {noun}"
        raise ValueError(f"`{subtag}` is {fault}")


def _misplaced(subtag: str) -> str:
    """What is wrong with a subtag that stands where only variants may."""
    if len(subtag) == 1:
        return f"extensions and private use (`-{subtag}-`) are not accepted in a language tag"
    if _is_script(subtag):
        return f"`{subtag.title()}`: there is at most one script, right after the language"
    if _is_region(subtag):
        return f"`{subtag.upper()}`: there is at most one region, before any variant"
    if subtag in _data()["languages"]["names"]:
        return f"`{subtag}` is a language; write it first, or in a tag of its own"
    return f"`{subtag}` is not a registered variant"


def _rewrite(tag: str) -> str:
    """The other forms that a tag may have, in the form that `_parse` reads."""
    hyphenated = tag.replace("_", "-")
    if not _SHAPE.fullmatch(hyphenated):
        raise ValueError(f"`{tag}` is not a language tag")
    data = _data()
    spelled = hyphenated.lower()
    if spelled in data["tags"]:
        return data["tags"][spelled]
    language, *rest = spelled.split("-")
    language = data["alpha3"].get(language, language)
    if rest and data["extlangs"].get(rest[0]) == language:
        language = rest.pop(0)
    return "-".join([language, *rest])


def _canonicalize(tag: str) -> str:
    data = _data()
    language, script, region, variants = _parse(_rewrite(tag))
    current = [_current("language", data["languages"], language)]
    current += [_current("script", data["scripts"], script)] if script else []
    current += [_current("region", data["regions"], region)] if region else []
    replaced = [_current("variant", data["variants"], variant) for variant in variants]
    return "-".join(current + list(dict.fromkeys(replaced)))


def _current(noun: str, kind: _Kind, subtag: str) -> str:
    if subtag in kind["withdrawn"]:
        others = " or ".join(f"`{other}`" for other in kind["withdrawn"][subtag])
        advice = f"perhaps write {others}" if others else "leave it out"
        raise ValueError(f"the {noun} `{subtag}` is withdrawn; {advice}")
    return kind["preferred"].get(subtag, subtag)


@lru_cache(maxsize=4096)
def _is_canonical(tag: str) -> bool:
    try:
        return _canonicalize(tag) == tag
    except ValueError:
        return False


def _explain(tag: str, fault: str) -> str:
    """A fault, and what to write instead."""
    if tag and (meant := suggest_language(tag)):
        if _named(tag) == meant:
            return f"`{tag}` is a name, not a language tag; write `{meant}`"
        if _slip(tag) and len(tag) == 2:
            return f"`{tag}` is a country, not a language; write `{meant}`"
        return f"{fault}; did you mean `{meant}`?"
    return fault


def _slip(text: str) -> str | None:
    return _data()["slips"].get(text.lower().replace("_", "-"))


def _named(text: str) -> str | None:
    """The tag of an exact name, also of one with details as `language_name` writes them."""
    name = _fold(text)
    if len(name) <= 3 and name.isascii():  # a code, if anything: `En-` is not the language En
        return None
    names = _names()
    if found := names.get(name) or names.get(name.removesuffix(" language")):
        return found
    match = re.fullmatch(r"(.+) \((.+)\)", name)
    if match is None:
        return None
    data = _data()
    codes = {_fold(shown): code for kind in ("scripts", "regions") for code, shown in data[kind]["names"].items()}
    parts = [names.get(match[1]), *(codes.get(detail) for detail in match[2].split(", "))]
    try:
        return _canonicalize("-".join(part or "" for part in parts))
    except ValueError:
        return None


def _near(text: str) -> str | None:
    """The tag of a misspelled name, among the languages that have a two-letter code."""
    from difflib import get_close_matches

    found = get_close_matches(_fold(text), _common_names(), n=1, cutoff=0.8)
    return _names()[found[0]] if found else None
