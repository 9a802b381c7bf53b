"""LR0xx: files that cannot be read. Found by `llmreg.reading`, `llmreg.bases` and `llmreg.toml`; they cannot be ignored."""

from __future__ import annotations

from llmreg.rules.rule import Link, Rule
from llmreg.vocabulary import Severity

__all__ = ["RULES"]

_GOOD = """\
[[models]]
id = "acme-7b"
name = "Acme 7B"
family = "acme"
"""


class Unreadable(Rule):
    code = "LR001"
    name = "unreadable"
    severity = Severity.ERROR
    why = "A file that cannot be opened, or a link that leads nowhere or out of the registry, would silently take its models away."
    bad = {"models/acme/acme.toml": _GOOD, "models/acme/lost.toml": Link("../nowhere.toml")}
    good = _GOOD


class TomlSyntax(Rule):
    code = "LR002"
    name = "toml-syntax"
    severity = Severity.ERROR
    why = "Registry files are TOML 1.0. A file that breaks its rules is left out as a whole; the others are still checked."
    bad = '[[models]]\nid = "acme-7b"\nname =\nfamily = "acme"\n'
    good = _GOOD


class DuplicateKey(Rule):
    code = "LR003"
    name = "duplicate-key"
    severity = Severity.ERROR
    why = "A key that is set twice has no value that one could trust."
    bad = '[[models]]\nid = "acme-7b"\nname = "Acme 7B"\nname = "Acme 7 B"\nfamily = "acme"\n'
    good = _GOOD


class NotUtf8(Rule):
    code = "LR004"
    name = "not-utf8"
    severity = Severity.ERROR
    why = "TOML is UTF-8. Bytes of another encoding would turn names into nonsense."
    bad = {"models/acme/acme.toml": b'[[models]]\nid = "acme-7b"\nname = "Acm\xe9 7B"\nfamily = "acme"\n'}
    good = {"models/acme/acme.toml": '[[models]]\nid = "acme-7b"\nname = "Acmé 7B"\nfamily = "acme"\n'}


class Toml11Only(Rule):
    code = "LR005"
    name = "toml-1.1-only"
    severity = Severity.ERROR
    why = "TOML 1.1 allows a little more than 1.0. A registry must load the same on every supported Python, so only 1.0 is read."
    bad = '[[models]]\nid = "acme-7b"\nname = "Acme 7B"\nfamily = "acme"\ncontext = {\n  window = 4096,\n}\n'
    good = '[[models]]\nid = "acme-7b"\nname = "Acme 7B"\nfamily = "acme"\nrolling = true\n'


class ByteOrderMark(Rule):
    code = "LR006"
    name = "byte-order-mark"
    severity = Severity.WARNING
    why = "A byte order mark is not a part of TOML; many tools stop at it."
    bad = {"models/acme/acme.toml": b"\xef\xbb\xbf" + _GOOD.encode()}
    good = _GOOD


class TooLarge(Rule):
    code = "LR007"
    name = "too-large"
    severity = Severity.ERROR
    why = "Registry files are untrusted input: more than 1 MiB, or more than 32 levels of nesting, is refused before it costs memory."
    bad = _GOOD + "x-deep = " + "[" * 40 + "1" + "]" * 40 + "\n"
    good = _GOOD


class NewerSchema(Rule):
    code = "LR008"
    name = "newer-schema"
    severity = Severity.ERROR
    why = "A registry that asks for a newer format or a newer llmreg may mean things that this one does not know. It refuses instead of guessing."
    bad = {"registry.toml": 'name = "example"\nschema = 2\n', "models/acme/acme.toml": _GOOD}
    good = _GOOD


class NoInputs(Rule):
    code = "LR009"
    name = "no-inputs"
    severity = Severity.ERROR
    why = "A check that found nothing to check must not look like success; the command ends with exit code 3."
    bad = {}
    good = _GOOD


class UnusableBase(Rule):
    code = "LR010"
    name = "unusable-base"
    severity = Severity.ERROR
    why = "A registry that stands on another one holds all of it. Where that one has errors of its own, leads back here or stands on too many others, nobody can say what this one holds."
    bad = {"registry.toml": 'name = "example"\nschema = 1\nextends = "."\n', "models/acme/acme.toml": _GOOD}
    good = {"registry.toml": 'name = "example"\nschema = 1\nextends = "builtin"\n', "models/acme/acme.toml": _GOOD}


RULES: tuple[type[Rule], ...] = (
    Unreadable,
    TomlSyntax,
    DuplicateKey,
    NotUtf8,
    Toml11Only,
    ByteOrderMark,
    TooLarge,
    NewerSchema,
    NoInputs,
    UnusableBase,
)
