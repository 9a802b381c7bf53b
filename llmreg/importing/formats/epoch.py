"""Epoch AI's "Data on AI Models" as CSV: parameters, dates, organisations, countries, compute, base models.

https://epoch.ai/data/ai-models (CC BY 4.0). Figures that the data call speculative or unknown are left out.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from llmreg.errors import ImportSourceError
from llmreg.importing.agreement import count
from llmreg.importing.entry import Corpus, Entry, Name, Place, Rejected, Rows
from llmreg.importing.formats.reading import attempt, dated, exact, read_text, without_noise, without_nothing
from llmreg.importing.spelled import line_of, short_count
from llmreg.regions import suggest_country

__all__ = ["read"]

CORPUS = Corpus(key="epoch", url="https://epoch.ai/data/ai-models", title="Epoch AI, Data on AI Models (CC BY 4.0)")

Row = Mapping[str, str]
_COUNTRIES = ("Country (of organization)", "Country (from Organization)")
_FORMAL = {
    "Iran (Islamic Republic of)": "IR",
    "Korea (Republic of)": "KR",
    "United Kingdom of Great Britain and Northern Ireland": "GB",
}
"""Countries by names that are in nobody's use but lists'."""
_DOUBTFUL = frozenset({"Speculative", "Unknown", "Wrong"})
_GUESSED = re.compile(
    r"specul|rumou?r|leak|guess|estimat|unclear|unconfirmed|not (?:disclosed|stated|public)", re.IGNORECASE
)
_SHORT_FORM = re.compile(r"\s*\([^)]*\)|\s+/\s.*")
_LARGE = 100_000_000
"""Smaller models are known to research only; of those, only what the registry has gets facts."""
_COLUMNS = frozenset({"Model", "Organization", "Publication date", "Parameters", "Domain"})


def read(path: Path) -> Rows:
    """Every row about language; those without a count that can be trusted, of 100 million at least, make no model.

    Raises:
        ImportSourceError: the file is no CSV with Epoch's columns.
    """
    reader = csv.DictReader(io.StringIO(read_text(path), newline=""))
    try:
        columns = set(reader.fieldnames or ())
    except csv.Error as error:
        raise ImportSourceError(f"{path} is no CSV: {error}") from None
    if missing := _COLUMNS - columns:
        raise ImportSourceError(f"{path} is not Epoch's table: it has no column `{min(missing)}`")
    found = []
    try:
        line = reader.line_num + 1
        for row in reader:
            found += attempt(_row, Place(path.name, line, row["Model"] or ""), row)
            line = reader.line_num + 1
    except csv.Error as error:
        raise ImportSourceError(f"{path} is no CSV: {error}") from None
    return Rows(
        corpus=CORPUS,
        entries=tuple(each for each in found if isinstance(each, Entry)),
        rejected=tuple(each for each in found if isinstance(each, Rejected)),
    )


def _row(place: Place, row: Row) -> Entry | Rejected | None:
    name = (row.get("Model") or "").strip()
    if "Language" not in (row.get("Domain") or ""):
        return None
    makers = [each.strip() for each in (row.get("Organization") or "").split(",") if each.strip()]
    if not name or not makers:
        return Rejected(place, "the row has no model or no organisation")
    access = row.get("Model accessibility") or ""
    published = dated(row.get("Publication date"))
    can_be_used = access.startswith(("Open", "API", "Hosted"))
    facts: dict[str, Any] = {
        "name": name,
        "parameters.total": _parameters(row),
        "released": published if can_be_used else None,
        "announced": None if can_be_used else published,
        "weights": "open" if access.startswith("Open") else "closed" if access else None,
        "training.compute": _compute(row),
    }
    base = (row.get("Base model") or "").strip()
    if base and "," not in base:
        facts["derived_from"] = [{"external": base, "relation": "finetune"}]
    countries = next((row[key] for key in _COUNTRIES if row.get(key)), "")
    country = _FORMAL.get(first := countries.split(",")[0].strip()) or suggest_country(first)
    known = without_nothing(facts)
    return Entry(
        place=place, names=(Name(name),), makers=(_plain(makers[0]),), others=tuple(map(_plain, makers[1:])), country=country, family=line_of(name),
        new_id=name if _is_large(known.get("parameters.total")) else None, facts=known, exact=True,
    )  # fmt: skip


def _is_large(size: str | int | None) -> bool:
    """Whether a model is large enough for one to be made of a row."""
    return size is not None and count(size) >= _LARGE


def _plain(organisation: str) -> str:
    """The name of an organisation without its short form in brackets or behind a stroke."""
    return _SHORT_FORM.sub("", organisation).strip() or organisation


def _parameters(row: Row) -> str | int | None:
    """The count, where the data do not call it a guess."""
    text, notes = row.get("Parameters") or "", row.get("Parameters notes") or ""
    if not text or row.get("Confidence") in _DOUBTFUL or _GUESSED.search(notes):
        return None
    number = _number(text)
    return None if number is None else short_count(int(number))


def _compute(row: Row) -> Decimal | None:
    """Floating point operations, where they are confidently known."""
    text, notes = row.get("Training compute (FLOP)") or "", row.get("Training compute notes") or ""
    if not text or row.get("Confidence") != "Confident" or _GUESSED.search(notes):
        return None
    return (
        None if _number(text) is None else without_noise(Decimal(text))
    )  # with its exponent, for TOML has no such integers


def _number(text: str) -> Decimal | None:
    try:
        return exact(Decimal(text))
    except ArithmeticError:
        return None
