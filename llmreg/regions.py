"""Countries and currencies: which codes exist, and the names of countries.

Both lists are read from a data file at the first question. Codes are upper case, as ISO writes them.
"""

from __future__ import annotations

from functools import cache
from typing import TypedDict

__all__ = ["country_name", "is_country", "is_currency", "suggest_country"]

_LONGEST = 200
"""No name is longer; longer texts get no suggestion, which would take long to look for."""


class _Data(TypedDict):
    registry_date: str
    currencies_date: str
    countries: dict[str, str]
    currencies: list[str]
    alpha3: dict[str, str]
    """Three-letter code, also an old one, to the two-letter code."""
    other_names: dict[str, str]
    """Folded name to code, for names that are not shown."""


def is_country(code: str) -> bool:
    """Whether this is an officially assigned ISO 3166-1 alpha-2 code, in upper case.

    Reserved codes (`EU`, `UK`), withdrawn ones (`SU`) and private ones (`XK`) are not.
    """
    return code in _data()["countries"]


def country_name(code: str) -> str:
    """The short English name of a country.

    Raises:
        ValueError: It is no country code; the text names the one that was probably meant.
    """
    name = _data()["countries"].get(code)
    if name is None:
        meant = suggest_country(code)
        raise ValueError(f"`{code}` is not a country code" + (f"; did you mean `{meant}`?" if meant else ""))
    return name


def is_currency(code: str) -> bool:
    """Whether this is an active ISO 4217 code, in upper case.

    Funds and metals count (`XDR`, `XAU`); `XXX` (no currency) and `XTS` (for tests) do not, nor do retired codes.
    """
    return code in _currencies()


def suggest_country(text: str) -> str | None:
    """The country code that was probably meant: by an English name, a three-letter code or another case.

    A guess, for messages only. `None` where nothing comes near, or the text is right as it is.
    """
    if len(text) > _LONGEST:
        return None
    data = _data()
    upper = text.strip().upper()
    code = upper if upper in data["countries"] else data["alpha3"].get(upper)
    if code is None:
        code = _named(text)
    return None if code == text else code


@cache
def _data() -> _Data:
    import json
    from pkgutil import get_data  # as good as importlib.resources here, whose import alone takes 15 ms

    data: _Data = json.loads(get_data("llmreg", "data/regions.json") or b"")
    return data


@cache
def _currencies() -> frozenset[str]:
    return frozenset(_data()["currencies"])


def _named(text: str) -> str | None:
    """The code of a name, or of the name nearest to a misspelled one."""
    from difflib import get_close_matches

    data = _data()
    names = data["other_names"] | {_fold(name): code for code, name in data["countries"].items()}
    found = get_close_matches(_fold(text), names, n=1, cutoff=0.8)  # an exact name is nearest to itself
    return names[found[0]] if found else None


def _fold(name: str) -> str:
    return " ".join(name.casefold().replace("-", " ").replace("_", " ").split())
