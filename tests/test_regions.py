"""Countries and currencies: facts of ISO 3166-1 and ISO 4217."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmreg.regions import _data, country_name, is_country, is_currency, suggest_country


@pytest.mark.parametrize("code", ["US", "CN", "TW", "HK", "GB", "VN", "AQ", "SS", "CW"])
def test_assigned_codes_are_countries(code: str) -> None:
    """Every officially assigned code counts, territories included."""
    assert is_country(code)


@pytest.mark.parametrize(
    "code", ["us", "USA", "UK", "EU", "UN", "IC", "SU", "YU", "AN", "XK", "XX", "AA", "ZZ", "419", "001", ""]
)
def test_other_codes_are_no_countries(code: str) -> None:
    """Lower case, three letters, reserved, withdrawn, private and numeric codes do not count."""
    assert not is_country(code)


def test_there_are_249_countries() -> None:
    """ISO 3166-1 has 249 officially assigned codes."""
    assert len(_data()["countries"]) == 249


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("CN", "China"),
        ("KR", "South Korea"),
        ("TR", "Türkiye"),
        ("VN", "Vietnam"),
        ("US", "United States"),
        ("CZ", "Czechia"),
    ],
)
def test_countries_have_short_names(code: str, name: str) -> None:
    """The short name in use is shown, not the formal one."""
    assert country_name(code) == name


def test_country_names_are_distinct_and_lead_back() -> None:
    """No two countries share a name, and each name is understood."""
    countries = _data()["countries"]
    assert len(set(countries.values())) == len(countries)
    assert {code: suggest_country(name) for code, name in countries.items()} == {code: code for code in countries}


@pytest.mark.parametrize(
    ("code", "message"),
    [("uk", "`uk` is not a country code; did you mean `GB`?"), ("XX", "`XX` is not a country code")],
)
def test_what_is_no_code_has_no_name(code: str, message: str) -> None:
    """The error says what was probably meant."""
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        country_name(code)


@pytest.mark.parametrize("code", ["USD", "EUR", "CNY", "JPY", "SLE", "XCG", "ZWG", "XDR"])
def test_active_codes_are_currencies(code: str) -> None:
    """Currencies, and the codes for funds and metals."""
    assert is_currency(code)


@pytest.mark.parametrize("code", ["usd", "US$", "RMB", "DEM", "HRK", "BGN", "BTC", "XXX", "XTS", ""])
def test_other_codes_are_no_currencies(code: str) -> None:
    """Lower case, symbols, nicknames, retired codes, coins, and the codes for tests and for nothing do not count."""
    assert not is_currency(code)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("cn", "CN"),
        (" de ", "DE"),
        ("USA", "US"),
        ("chn", "CN"),
        ("uk", "GB"),
        ("South Korea", "KR"),
        ("south_korea", "KR"),
        ("Republic of Korea", "KR"),
        ("Viet Nam", "VN"),
        ("Turkey", "TR"),
        ("The Netherlands", "NL"),
        ("Untied States", "US"),
        ("Sinagpore", "SG"),
        ("CN", None),
        ("Atlantis", None),
        ("United States" * 100, None),
        ("", None),
    ],
)
def test_suggestions(text: str, code: str | None) -> None:
    """Names, three-letter codes and other cases lead to a code; what is right, or like nothing, leads to none."""
    assert suggest_country(text) == code


@given(st.text(max_size=20))
def test_suggestions_are_countries(text: str) -> None:
    """A suggestion can be written as it is, and differs from the text."""
    code = suggest_country(text)
    assert code is None or (is_country(code) and code != text)


def test_every_other_name_leads_to_a_country() -> None:
    """No three-letter code or other name leads to a code that is not assigned."""
    data = _data()
    assert {*data["alpha3"].values(), *data["other_names"].values()} <= data["countries"].keys()
    assert set(data["alpha3"].values()) == data["countries"].keys()
