"""LR5xx: how we know."""

from __future__ import annotations

from collections.abc import Iterator

from llmreg.identifiers import did_you_mean
from llmreg.rules.rule import Facts, Finding, Rule
from llmreg.schema.fields import is_recorded
from llmreg.schema.model import Model
from llmreg.vocabulary import Severity

__all__ = ["RULES", "SOURCED_FIELDS"]

SOURCED_FIELDS = ("parameters", "languages", "context", "license", "released", "derived_from")
"""Fields of a model that need a source: what people decide by, and what is most often wrong elsewhere."""


def _model(supported: str, checked: str = "2024-06-01", rest: str = "") -> str:
    return (
        '[[models]]\nid = "acme-7b"\nname = "Acme 7B"\nfamily = "acme"\nreleased = 2024-05-31\ncontext = { window = 4096 }\n'
        f'{rest}\n[models.sources.card]\nurl = "https://example.org/acme-7b"\nkind = "card"\nchecked = {checked}\nsupports = {supported}\n'
    )


class Unsourced(Rule):
    code = "LR501"
    name = "unsourced"
    severity = Severity.WARNING
    why = "A fact without a source cannot be checked by anyone, nor corrected."
    bad = _model('["released"]')
    good = _model('["released", "context.window"]')

    def check(self, facts: Facts) -> Iterator[Finding]:
        for record, model in facts.each(Model):
            claimed = {path.partition(".")[0] for source in model.sources.values() for path in source.supports}
            for field in SOURCED_FIELDS:
                if field not in claimed and is_recorded(getattr(model, field)):
                    yield Finding(
                        record=record,
                        path=(field,),
                        message=f"no source for `{field}`",
                        hint=f'name it in `supports` of a source: "{field}"',
                    )


class SourceDangling(Rule):
    code = "LR502"
    name = "source-dangling"
    severity = Severity.ERROR
    why = "A dispute, a past value or a score that names a source which is not there has none."
    bad = _model(
        '["released", "context"]', rest='disputes = [{ field = "released", value = 2024-06-01, source = "blog" }]\n'
    )
    good = _model(
        '["released", "context"]', rest='disputes = [{ field = "released", value = 2024-06-01, source = "card" }]\n'
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        for record, model in facts.each(Model):
            for name in ("disputes", "history", "benchmarks"):
                for number, entry in enumerate(getattr(model, name)):
                    if entry.source not in model.sources:
                        yield Finding(
                            record=record,
                            path=(name, number, "source"),
                            message=f"source `{entry.source}` is not defined",
                            hint=did_you_mean(entry.source, model.sources, f"add [models.sources.{entry.source}]"),
                        )


class CheckInFuture(Rule):
    code = "LR504"
    name = "check-in-future"
    severity = Severity.ERROR
    why = "Nobody can have read a source on a day that has not come."
    bad = _model('["released", "context"]', checked="2199-06-01")
    good = _model('["released", "context"]')

    def check(self, facts: Facts) -> Iterator[Finding]:
        for record in facts.records:
            for key, source in getattr(record.value, "sources", {}).items():
                if source.checked > facts.as_of:
                    yield Finding(
                        record=record,
                        path=("sources", key, "checked"),
                        message=f"checked on {source.checked}, which is in the future",
                    )
        for edge in facts.edges:
            for key, source in edge.integration.sources.items():
                if source.checked > facts.as_of:
                    path = (*edge.path, "sources", key, "checked")
                    yield Finding(
                        record=facts.record(edge.owner),
                        path=path,
                        message=f"checked on {source.checked}, which is in the future",
                    )


RULES: tuple[type[Rule], ...] = (Unsourced, SourceDangling, CheckInFuture)
