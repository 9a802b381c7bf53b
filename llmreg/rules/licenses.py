"""LR32x: licences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

from llmreg.licenses import from_hub
from llmreg.rules.rule import Facts, Finding, Rule
from llmreg.schema.model import Model
from llmreg.source import KeyPath
from llmreg.vocabulary import Severity

__all__ = ["RULES", "license_ids", "licenses_of"]

_SOURCE = '\n[models.sources.card]\nurl = "https://example.org/"\nkind = "card"\nchecked = 2024-06-01\nsupports = ["license"]\n'


def _model(license_expression: str) -> str:
    return (
        f'[[models]]\nid = "acme-7b"\nname = "Acme 7B"\nfamily = "acme"\nlicense = "{license_expression}"\n' + _SOURCE
    )


_DEPRECATED = re.compile(
    r"(?:AGPL-[13]\.0|GFDL-1\.[123]|GPL-[123]\.0|LGPL-(?:2\.0|2\.1|3\.0))\+?"
    r"|GPL-[23]\.0-with-[\w.-]+|BSD-2-Clause-(?:FreeBSD|NetBSD)|bzip2-1\.0\.5|eCos-2\.0|Net-SNMP|Nunit|StandardML-NJ|wxWindows"
)
"""Ids that the SPDX list 3.27 still knows and advises against. Source: https://spdx.org/licenses/, deprecated identifiers."""


@lru_cache(maxsize=1024)
def license_ids(expression: str) -> tuple[str, ...]:
    """The licence ids in an SPDX expression, in their order."""
    words = re.findall(r"[A-Za-z0-9.+-]+", expression)
    return tuple(
        word
        for before, word in zip(["", *words], words, strict=False)
        if word not in ("AND", "OR", "WITH") and before != "WITH"
    )


def licenses_of(model: Model) -> dict[str, KeyPath]:
    """The licence expressions of a model, past and disputed ones too, and where each is written."""
    found: dict[str, KeyPath] = {model.license: ("license",)} if model.license else {}
    for name in ("history", "disputes"):
        for number, entry in enumerate(getattr(model, name)):
            if entry.field == "license":
                found.setdefault(str(entry.value), (name, number, "value"))
    return found


@cache
def _canonical(expression: str) -> str | None:
    try:
        return str(canonicalize_license_expression(expression))
    except InvalidLicenseExpression:
        return None


class LicenseNotSpdx(Rule):
    code = "LR321"
    name = "license-not-spdx"
    severity = Severity.ERROR
    why = "Licences are SPDX expressions in their one spelling, so that they can be compared and looked up. Licences that SPDX does not list are `LicenseRef-*`."
    bad = _model("Apache 2.0")
    good = _model("Apache-2.0")

    def check(self, facts: Facts) -> Iterator[Finding]:
        for record, model in facts.each(Model):
            if model.license and (known := _canonical(model.license)) != model.license:
                better = known or from_hub(model.license)
                yield Finding(
                    record=record,
                    path=("license",),
                    message=f"`{model.license}` is not "
                    + ("how the SPDX expression is spelt" if known else "an SPDX expression"),
                    hint=f"write `{better}`"
                    if better
                    else "write an id of https://spdx.org/licenses/, or define a `LicenseRef-*`",
                )


class LicenseDeprecatedId(Rule):
    code = "LR322"
    name = "license-deprecated-id"
    severity = Severity.WARNING
    why = "`GPL-3.0` does not say whether later versions may be used; SPDX advises against it."
    bad = _model("GPL-3.0")
    good = _model("GPL-3.0-only")

    def check(self, facts: Facts) -> Iterator[Finding]:
        for record, model in facts.each(Model):
            for word in license_ids(model.license or ""):
                if _DEPRECATED.fullmatch(word):
                    plain = word.rstrip("+")
                    gnu = plain.split("-")[0] in ("AGPL", "GFDL", "GPL", "LGPL") and "with" not in plain
                    yield Finding(
                        record=record,
                        path=("license",),
                        message=f"SPDX advises against `{word}`",
                        hint=f"write `{plain}-or-later`" + ("" if word.endswith("+") else f" or `{plain}-only`")
                        if gnu
                        else None,
                    )


class LicenseRefUndefined(Rule):
    code = "LR323"
    name = "licenseref-undefined"
    severity = Severity.ERROR
    why = (
        "A `LicenseRef-*` means what its file says: title, link, and what it allows. Without the file it means nothing."
    )
    bad = _model("LicenseRef-Acme")
    good = {
        "licenses/LicenseRef-Acme.toml": 'name = "Acme Licence"\nurl = "https://example.org/license"\n',
        "models/acme/acme.toml": _model("LicenseRef-Acme"),
    }

    def check(self, facts: Facts) -> Iterator[Finding]:
        for record, model in facts.each(Model):
            for expression, path in licenses_of(model).items():
                for word in license_ids(expression):
                    if (
                        word.startswith("LicenseRef-")
                        and word not in facts.index.licenses
                        and not facts.may_define("licenses", word)
                    ):
                        yield Finding(
                            record=record,
                            path=path,
                            message=f"`{word}` is not defined",
                            hint=f"add licenses/{word}.toml with its name and url",
                        )


RULES: tuple[type[Rule], ...] = (LicenseNotSpdx, LicenseDeprecatedId, LicenseRefUndefined)
