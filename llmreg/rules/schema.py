"""LR1xx: tables that are not what the format asks for. Found by `llmreg.conversion`, but for what it takes several files to see."""

from __future__ import annotations

from collections.abc import Iterator

from llmreg.identifiers import did_you_mean
from llmreg.rules.rule import Facts, Finding, Rule
from llmreg.schema.fields import split_path
from llmreg.schema.model import Model
from llmreg.schema.source import Dispute, PastValue
from llmreg.vocabulary import Severity

__all__ = ["RULES"]

_SOURCE = """
[models.sources.card]
url = "https://example.org/acme-7b"
kind = "card"
checked = 2024-06-01
supports = ["parameters", "context", "released", "languages"]
"""


def _model(*lines: str) -> str:
    head = '[[models]]\nid = "acme-7b"\nname = "Acme 7B"\nfamily = "acme"\n'
    return head + "".join(f"{line}\n" for line in lines) + _SOURCE


class MissingKey(Rule):
    code = "LR101"
    name = "missing-key"
    severity = Severity.ERROR
    why = "A record without its required keys cannot be built."
    bad = '[[models]]\nid = "acme-7b"\nfamily = "acme"\n'
    good = '[[models]]\nid = "acme-7b"\nname = "Acme 7B"\nfamily = "acme"\n'


class UnknownKey(Rule):
    code = "LR102"
    name = "unknown-key"
    severity = Severity.ERROR
    why = "A misspelt key would drop its fact in silence."
    bad = _model('licence = "MIT"')
    good = _model("rolling = true")

    def check(self, facts: Facts) -> Iterator[Finding]:
        """Only what no file can tell by itself: whether a model has the integration that a path leads through."""
        for record, model in facts.each(Model):
            for name in ("disputes", "history"):
                for number, entry in enumerate(getattr(model, name)):
                    root, *rest = split_path(entry.field)
                    if root == "integrations" and rest:
                        edges = facts.index.edges_by_model.get(model.id, ())
                        ids = [edge.names for edge in edges if edge.integration.platform == rest[0]]
                        for key, message, hint in self._faults(entry, rest[0], ids):
                            yield Finding(record=record, path=(name, number, key), message=message, hint=hint)
                    elif entry.id is not None:
                        message = f"`{entry.field}` is no field of an integration, so it has no `id`"
                        yield Finding(record=record, path=(name, number, "id"), message=message, hint="delete the key")

    @staticmethod
    def _faults(
        entry: Dispute | PastValue, platform: str, ids: list[tuple[str, ...]]
    ) -> Iterator[tuple[str, str, str | None]]:
        """Why an entry leads to none of the integrations with these ids that a model has there: key, message and hint."""
        known = [name for names in ids for name in names]
        if not ids:
            yield "field", f"`{entry.field}` leads nowhere", f"this model has no integration with `{platform}`"
        elif entry.id is not None and entry.id not in known:
            hint = did_you_mean(entry.id, known, f"known: {', '.join(known) or 'none'}")
            yield "id", f"`{entry.id}` is no id of this model on `{platform}`", hint


class WrongType(Rule):
    code = "LR103"
    name = "wrong-type"
    severity = Severity.ERROR
    why = 'Nothing is coerced: `"4096"`, `4096.0` and `true` are not 4096, and a string is not an array of letters.'
    bad = _model('context = { window = "4096" }')
    good = _model("context = { window = 4096 }")


class NotAChoice(Rule):
    code = "LR104"
    name = "not-a-choice"
    severity = Severity.ERROR
    why = "Closed word lists are what queries rely on."
    bad = _model('weights = "public"')
    good = _model('weights = "open"')


class BadFormat(Rule):
    code = "LR105"
    name = "bad-format"
    severity = Severity.ERROR
    why = "Links, language tags, country and currency codes have a form that other tools rely on."
    bad = _model('languages = { tags = ["english"] }')
    good = _model('languages = { tags = ["en"] }')


class OutOfRange(Rule):
    code = "LR106"
    name = "out-of-range"
    severity = Severity.ERROR
    why = "A number that cannot be is a slip."
    bad = _model("context = { window = -4096 }")
    good = _model("context = { window = 4096 }")


class EmptyValue(Rule):
    code = "LR107"
    name = "empty-value"
    severity = Severity.ERROR
    why = "An empty value could mean unknown or none. Unknown is written by leaving the key out."
    bad = _model("aliases = []")
    good = _model('aliases = ["acme-small"]')


class WrongTable(Rule):
    code = "LR108"
    name = "wrong-table"
    severity = Severity.ERROR
    why = "The right key in the wrong table is not read."
    bad = _model("window = 4096")
    good = _model("context = { window = 4096 }")


class RenamedKey(Rule):
    code = "LR109"
    name = "renamed-key"
    severity = Severity.WARNING
    why = "Names that registries bring from models.dev are read until schema 2, so that moving here is easy."
    bad = _model("release_date = 2024-05-31")
    good = _model("released = 2024-05-31")


class ImpossibleDate(Rule):
    code = "LR110"
    name = "impossible-date"
    severity = Severity.ERROR
    why = "A date that is not in the calendar has the right shape and means nothing."
    bad = _model("released = 2025-02-31")
    good = _model("released = 2025-02-28")


class ZeroAsUnknown(Rule):
    code = "LR111"
    name = "zero-as-unknown"
    severity = Severity.ERROR
    why = "0 tokens or 0 parameters always means that somebody did not know."
    bad = _model("context = { window = 4096, output = 0 }")
    good = _model("context = { window = 4096 }")


class Placeholder(Rule):
    code = "LR112"
    name = "placeholder"
    severity = Severity.ERROR
    why = "TBD, N/A and 1970-01-01 look like facts to a program."
    bad = _model('version = "TBD"')
    good = _model('version = "1"')


class UnitSlip(Rule):
    code = "LR113"
    name = "unit-slip"
    severity = Severity.ERROR
    why = "7 where 7 billion is meant is off by nine digits, and passes every type check."
    bad = _model("parameters = { total = 7 }")
    good = _model('parameters = { total = "7B" }')


class ReservedExtension(Rule):
    code = "LR114"
    name = "reserved-extension"
    severity = Severity.INFO
    why = "Keys that begin with `x-` belong to you: they are kept as they are, and listed so that a slip is seen."
    bad = _model("x-acme = { tier = 1 }")
    good = _model("rolling = true")

    def check(self, facts: Facts) -> Iterator[Finding]:
        for record in facts.records:
            for key in getattr(record.value, "extensions", ()):
                yield Finding(record=record, path=(key,), on_key=True, message=f"extension `{key}` is kept as it is")


RULES: tuple[type[Rule], ...] = (
    MissingKey,
    UnknownKey,
    WrongType,
    NotAChoice,
    BadFormat,
    OutOfRange,
    EmptyValue,
    WrongTable,
    RenamedKey,
    ImpossibleDate,
    ZeroAsUnknown,
    Placeholder,
    UnitSlip,
    ReservedExtension,
)
