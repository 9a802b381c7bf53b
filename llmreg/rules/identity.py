"""LR2xx: ids, aliases and versions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import combinations
from pathlib import PurePosixPath

import attrs

from llmreg.identifiers import canonicalize_id, foreign_characters, is_canonical_id
from llmreg.index import Edge, Record
from llmreg.rules.rule import Facts, Finding, Rule
from llmreg.schema.license import License
from llmreg.schema.model import Alias, Model, Release
from llmreg.schema.platform import Platform
from llmreg.schema.settings import Tombstone
from llmreg.schema.vendor import Family, Vendor
from llmreg.source import KeyPath
from llmreg.vocabulary import RESERVED_WORDS, Severity

__all__ = ["RULES", "bare_id", "version_in_name"]

_GOOD = '[[models]]\nid = "acme-7b"\nname = "Acme 7B"\nfamily = "acme"\n'
_TWO = _GOOD + '\n[[models]]\nid = "acme-chat"\nname = "Acme Chat"\nfamily = "acme"\n'


def bare_id(model: Model) -> str:
    """The id without the vendor."""
    return model.id.partition("/")[2]


def _noun(record: Record) -> str:
    return "licence" if isinstance(record.value, License) else type(record.value).__name__.lower()


class IdFileMismatch(Rule):
    code = "LR201"
    name = "id-file-mismatch"
    severity = Severity.ERROR
    why = "An id is where its file is; two spellings of the same thing would drift apart."
    bad = {"models/acme/acme.toml": _GOOD.replace("acme-7b", "other/acme-7b")}
    good = _GOOD

    def check(self, facts: Facts) -> Iterator[Finding]:
        for record, model in facts.each(Model):
            vendor = model.id.partition("/")[0]
            if vendor != model.vendor:
                yield Finding(
                    record=record,
                    path=("id",),
                    message=f"the id says vendor `{vendor}`, the folder says `{model.vendor}`",
                    hint="write the id without a vendor, or move the file",
                )
        for record in facts.records:
            if isinstance(record.value, Vendor | Platform | License):
                stem = PurePosixPath(record.origin.file).name.removesuffix(".toml")
                if record.value.id != stem:
                    yield Finding(
                        record=record,
                        path=("id",),
                        message=f"the id is `{record.value.id}`, the file is `{stem}.toml`",
                        hint="leave the id out, or rename the file",
                    )


class DuplicateId(Rule):
    code = "LR202"
    name = "duplicate-id"
    severity = Severity.ERROR
    why = "Two records with one id: whoever asks gets one of them by chance."
    bad = {"models/acme/acme.toml": _GOOD, "models/acme/copy.toml": _GOOD}
    good = {"models/acme/acme.toml": _GOOD, "models/acme/acme-2.toml": _GOOD.replace("7b", "9b").replace("7B", "9B")}

    def check(self, facts: Facts) -> Iterator[Finding]:
        first: dict[tuple[str, str], Record] = {}
        for record in facts.records:
            if isinstance(record.value, Release):
                continue
            earlier = first.setdefault((type(record.value).__name__, record.value.id.lower()), record)
            if earlier is not record:
                same = earlier.value.id == record.value.id
                yield Finding(
                    record=record,
                    path=("id",),
                    message=f"{_noun(record)} id `{record.value.id}` is already used"
                    + ("" if same else f", as `{earlier.value.id}`"),
                    related=((earlier, ("id",), "first used here"),),
                )
        yield from self._edges_at_both_ends(facts)

    @staticmethod
    def _edges_at_both_ends(facts: Facts) -> Iterator[Finding]:
        seen: dict[tuple[str, str, str], list[Edge]] = {}
        for edge in facts.edges:
            end = edge.model or edge.family
            if end is None:
                continue
            earlier = seen.setdefault((type(end).__name__, end.id, edge.integration.platform), [])
            if same := next((each for each in earlier if _is_same(each, edge)), None):
                yield Finding(
                    record=facts.record(edge.owner),
                    path=edge.path,
                    message=f"the integration of `{end.id}` with `{edge.integration.platform}` is written twice",
                    hint="put both together at one end; two that differ in price or dates need ids of their own",
                    related=((facts.record(same.owner), same.path, "first written here"),),
                )
            earlier.append(edge)


def _is_same(one: Edge, other: Edge) -> bool:
    """Whether two integrations of a model and a platform cannot be told apart: one has no ids, or they share some."""
    if not one.names or not other.names:
        return True
    return not {name.lower() for name in one.names}.isdisjoint(name.lower() for name in other.names)


class DuplicateAlias(Rule):
    code = "LR203"
    name = "duplicate-alias"
    severity = Severity.ERROR
    why = "A name that means two models on the same day and platform cannot be resolved."
    bad = _TWO + 'aliases = ["acme-7b"]\n'
    good = _TWO + 'aliases = ["acme-talk"]\n'

    def check(self, facts: Facts) -> Iterator[Finding]:
        owners: dict[str, dict[str, _Claim]] = {}
        aliases: dict[str, list[_Claim]] = {}
        for record, model in facts.each(Model):
            own = bare_id(model).lower()
            owners.setdefault(own, {}).setdefault(model.id, _Claim(record, model.id, ("id",), Alias(name=own)))
            for number, alias in enumerate(model.aliases):
                claim = _Claim(record, model.id, ("aliases", number), alias)
                if claim.first < claim.end:
                    aliases.setdefault(alias.name.lower(), []).append(claim)
        _add_claims_below(facts, owners, aliases)
        for name, claims in aliases.items():
            if clash := _clash_with_id(claims, owners.get(name, {})) or _clash(claims):
                at, against = clash if facts.is_own(clash[0].record.value) else reversed(clash)
                yield Finding(
                    record=at.record,
                    path=at.path,
                    message=f"`{name}` means both `{at.model}` and `{against.model}`",
                    hint="give the alias a platform or the days on which it held, or drop it",
                    related=((against.record, against.path, "the other one"),),
                )


def _add_claims_below(facts: Facts, owners: dict[str, dict[str, _Claim]], aliases: dict[str, list[_Claim]]) -> None:
    """What the models of the registries below claim of the same names; those that only they claim are left to them."""
    if facts.below is None:
        return
    for name in {*owners, *aliases}:
        for model in facts.other(facts.below.by_bare_id.get(name, ())):
            claim = _Claim(facts.record(model), model.id, ("id",), Alias(name=name))
            owners.setdefault(name, {}).setdefault(model.id, claim)
        for model in facts.other(dict.fromkeys(model for model, _ in facts.below.aliases.get(name, ()))):
            for number, alias in enumerate(model.aliases):
                claim = _Claim(facts.record(model), model.id, ("aliases", number), alias)
                if alias.name.lower() == name and claim.first < claim.end:
                    aliases.setdefault(name, []).append(claim)


@attrs.frozen
class _Claim:
    """A name that a model goes by, as its id or as an alias."""

    record: Record
    model: str
    path: KeyPath
    alias: Alias

    @property
    def first(self) -> date:
        """The first day on which it certainly holds."""
        return self.alias.since.latest if self.alias.since else date.min

    @property
    def end(self) -> date:
        """The first day on which it may no longer hold."""
        return self.alias.until.earliest if self.alias.until else date.max


def _clash_with_id(claims: Iterable[_Claim], owners: Mapping[str, _Claim]) -> tuple[_Claim, _Claim] | None:
    """An alias that is the id of another model; ids themselves are told apart by their vendors."""
    pairs = ((claim, own) for claim in claims for model, own in owners.items() if model != claim.model)
    return next(pairs, None)


def _clash(claims: Iterable[_Claim]) -> tuple[_Claim, _Claim] | None:
    """Two aliases of one name that mean two models on the same day and platform, the later one first.

    Goes through the days once: whatever holds longest, of those that began earlier, overlaps if anything does.
    """
    everywhere, anywhere = _Longest(), _Longest()
    on_platform: dict[str, _Longest] = {}
    for claim in sorted(claims, key=lambda each: each.first):
        platform = claim.alias.platform
        there = anywhere if platform is None else on_platform.setdefault(platform, _Longest())
        for earlier in (there.of_another(claim.model), everywhere.of_another(claim.model)):
            if earlier is not None and earlier.end > claim.first:
                return claim, earlier
        anywhere.add(claim)
        (everywhere if platform is None else there).add(claim)
    return None


@attrs.define
class _Longest:
    """Of some claims the one that holds longest, and the one that does of those of other models."""

    best: _Claim | None = None
    other: _Claim | None = None

    def add(self, claim: _Claim) -> None:
        if self.best is None or claim.end > self.best.end:
            if self.best is not None and self.best.model != claim.model:
                self.other = self.best
            self.best = claim
        elif claim.model != self.best.model and (self.other is None or claim.end > self.other.end):
            self.other = claim

    def of_another(self, model: str) -> _Claim | None:
        """The claim that holds longest of all that are not of this model."""
        return self.other if self.best is not None and self.best.model == model else self.best


class AliasToSelf(Rule):
    code = "LR204"
    name = "alias-to-self"
    severity = Severity.WARNING
    why = "An alias that repeats the id says nothing; often another name was meant."
    bad = _GOOD + 'aliases = ["acme-7b"]\n'
    good = _GOOD + 'aliases = ["acme-small"]\n'

    def check(self, facts: Facts) -> Iterator[Finding]:
        for record, model in facts.each(Model):
            for number, alias in enumerate(model.aliases):
                if alias.name.lower() in (bare_id(model).lower(), model.id.lower()):
                    yield Finding(
                        record=record,
                        path=("aliases", number),
                        message=f"alias `{alias.name}` repeats the id",
                        hint="remove it",
                    )


class IdNotCanonical(Rule):
    code = "LR205"
    name = "id-not-canonical"
    severity = Severity.ERROR
    why = "Ids have one spelling: small letters, digits, `.`, `_` and `-`. Capitals collide on some file systems. Ids that platforms use are exempt."
    bad = _GOOD.replace("acme-7b", "Acme-7B")
    good = _GOOD

    def check(self, facts: Facts) -> Iterator[Finding]:
        for record in facts.records:
            value = record.value
            if isinstance(value, License | Tombstone):
                continue
            part = value.id.partition("/")[2] if isinstance(value, Model | Release) else value.id
            if not is_canonical_id(part) and not foreign_characters(part):
                better = canonicalize_id(part)
                yield Finding(
                    record=record,
                    path=() if isinstance(value, Family | Release) else ("id",),
                    on_key=isinstance(value, Family),
                    message=f"`{part}` is not how {'a file' if isinstance(value, Release) else 'an id'} is spelt here",
                    hint=f"write `{better}`" if better else "use small letters, digits, `.`, `_` and `-`",
                )


class ConfusableId(Rule):
    code = "LR206"
    name = "confusable-id"
    severity = Severity.ERROR
    why = "A Cyrillic `а` or an invisible character makes an id that looks like another one and is not."
    bad = _GOOD.replace('"acme-7b"', '"\u0430cme-7b"')
    good = _GOOD

    def check(self, facts: Facts) -> Iterator[Finding]:
        for record in facts.records:
            if strange := foreign_characters(record.value.id):
                yield Finding(
                    record=record,
                    path=("id",),
                    message=f"the id contains {', '.join(strange)}",
                    hint="write it in ASCII; other scripts belong in `names`",
                )


class NearDuplicate(Rule):
    code = "LR207"
    name = "near-duplicate"
    severity = Severity.WARNING
    why = "The same model entered twice under two spellings splits its facts."
    bad = _TWO.replace('"acme-chat"', '"7b-acme"')
    good = _TWO

    def check(self, facts: Facts) -> Iterator[Finding]:
        groups: dict[tuple[str, ...], list[tuple[Record, Model, list[str]]]] = {}
        for record, model in (*facts.each(Model), *_beside(facts)):
            tokens = _WORDS.split(bare_id(model).lower())
            # Tokens with a digit must be the same, or two sizes would look alike; so only these are compared.
            numbers = sorted(token for token in tokens if not token.isalpha())
            groups.setdefault((model.vendor, model.family, *numbers), []).append((record, model, tokens))
            groups.setdefault((model.vendor, model.family, "joined", "".join(tokens)), []).append(
                (record, model, tokens)
            )
        told: set[tuple[str, str]] = set()
        for members in groups.values():
            for one, other in combinations(members, 2):
                ids = (one[1].id, other[1].id)
                if ids in told or ids[0].lower() == ids[1].lower() or not _look_alike(one[2], other[2]):
                    continue
                if not facts.is_own(one[1]) and not facts.is_own(other[1]):
                    continue
                if not facts.is_own(other[1]):
                    one, other = other, one  # noqa: PLW2901  (the finding is about what is written here)
                told.add(ids)
                if not _are_told_apart(facts, one[1], other[1]):
                    yield Finding(
                        record=other[0],
                        path=("id",),
                        message=f"`{other[1].id}` looks like a second entry for `{one[1].id}`",
                        hint="put them together, with the other spelling as an alias",
                        related=((one[0], ("id",), "the first one"),),
                    )


def _beside(facts: Facts) -> Iterator[tuple[Record, Model]]:
    """The models below of those vendors that the registry itself has models of."""
    vendors = {model.vendor for _, model in facts.each(Model)} if facts.below else ()
    for model_id in facts.index.models if vendors else ():
        if model_id.partition("/")[0] in vendors and not facts.is_own(model := facts.index.models[model_id]):
            yield facts.record(model), model


_TYPO_LENGTH = 4
_WORDS = re.compile(r"[_/-]|(?<![0-9])\.|\.(?![0-9])")
"""Between words; a point between digits belongs to a number: 1.3b is not 13b."""


def _are_told_apart(facts: Facts, one: Model, other: Model) -> bool:
    """Whether some platform has both, under different ids."""
    names: dict[str, set[str]] = {}
    for edge in facts.index.edges_by_model.get(one.id, ()):
        names.setdefault(edge.integration.platform, set()).update(name.lower() for name in edge.names)
    return any(
        edge.names
        and names.get(edge.integration.platform)
        and names[edge.integration.platform].isdisjoint(map(str.lower, edge.names))
        for edge in facts.index.edges_by_model.get(other.id, ())
    )


def _look_alike(one: list[str], other: list[str]) -> bool:
    """The same tokens in another order, the same text with other separators, or one slip in one long word.

    A difference in a number never counts: 7b and 72b are two models.
    """
    if sorted(one) == sorted(other) or "".join(one) == "".join(other):
        return True
    if len(one) != len(other):
        return False
    different = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    if len(different) != 1:
        return False
    a, b = different[0]
    return a.isalpha() and b.isalpha() and min(len(a), len(b)) >= _TYPO_LENGTH and _one_slip(a, b)


def _one_slip(a: str, b: str) -> bool:
    """Whether one letter was added, dropped or replaced."""
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    tails = ((a[start + 1 :], b[start + 1 :]), (a[start:], b[start + 1 :]), (a[start + 1 :], b[start:]))
    return any(left == right for left, right in tails)


class IdRemoved(Rule):
    code = "LR208"
    name = "id-removed"
    severity = Severity.ERROR
    why = "Somebody's program asks for that id. It needs a tombstone that says what became of it."
    before = _TWO
    bad = _GOOD
    good = {
        "models/acme/acme.toml": _GOOD,
        "tombstones.toml": '[[tombstones]]\nid = "acme/acme-chat"\nremoved = 2024-06-01\nreason = "it was never released"\n',
    }

    def check(self, facts: Facts) -> Iterator[Finding]:
        for model_id in sorted(facts.before or ()):
            if (
                model_id not in facts.index.models
                and model_id not in facts.index.tombstones
                and not facts.may_define("models", model_id)
            ):
                home = next((r for r, v in facts.each(Vendor) if v.id == model_id.partition("/")[0]), None) or next(
                    iter(facts.records), None
                )
                if home is not None:
                    yield Finding(
                        record=home,
                        message=f"model `{model_id}` was removed",
                        hint="leave a tombstone in tombstones.toml, or bring it back",
                    )


class IdReused(Rule):
    code = "LR209"
    name = "id-reused"
    severity = Severity.ERROR
    why = "An id that was removed is never given to something else: old pins would change their meaning."
    bad = {
        "models/acme/acme.toml": _GOOD,
        "tombstones.toml": '[[tombstones]]\nid = "acme/acme-7b"\nremoved = 2024-06-01\nreason = "it was never released"\n',
    }
    good = {
        "models/acme/acme.toml": _GOOD,
        "tombstones.toml": '[[tombstones]]\nid = "acme/acme-8b"\nremoved = 2024-06-01\nreason = "it was never released"\n',
    }

    def check(self, facts: Facts) -> Iterator[Finding]:
        for record, model in facts.each(Model):
            if stone := facts.index.tombstones.get(model.id):
                yield Finding(
                    record=record,
                    path=("id",),
                    message=f"id `{model.id}` was removed on {stone.removed}: {stone.reason}",
                    hint="give the model another id",
                    related=((facts.record(stone), (), "its tombstone"),),
                )


class NameVersionMismatch(Rule):
    code = "LR210"
    name = "name-version-mismatch"
    severity = Severity.WARNING
    why = "A name that says 2.5 and a version that says 2: one of them is a slip, often copied from the file beside."
    bad = _GOOD.replace("Acme 7B", "Acme-2.5-7B") + 'version = "2"\n'
    good = _GOOD.replace("Acme 7B", "Acme-2.5-7B") + 'version = "2.5"\n'

    def check(self, facts: Facts) -> Iterator[Finding]:
        for record, model in facts.each(Model):
            family = facts.index.families.get(model.family)
            said = version_in_name(model.name, family.name if family else model.family)
            if said and model.version and _digits(said) != _digits(model.version):
                yield Finding(
                    record=record,
                    path=("version",),
                    message=f"the version is {model.version}, the name says {said}",
                    related=((record, ("name",), f"the name says {said}"),),
                )


def version_in_name(name: str, family_name: str) -> str | None:
    """The version that a name carries: `Qwen2.5-72B` says 2.5, `Qwen-72B` and `GPT-4o` say none."""
    if found := re.search(r"(?<![A-Za-z0-9])[vV](\d+(?:\.\d+)*)(?![A-Za-z0-9.])", name):
        return found[1]
    word = re.match(r"[A-Za-z]+", family_name)
    after = word and re.search(rf"\b{re.escape(word[0])}[ -]?(\d+(?:\.\d+)*)(?=[ -]|$)", name, re.IGNORECASE)
    return after[1] if after else None


def _digits(version: str) -> list[str]:
    parts = version.split(".")
    while len(parts) > 1 and parts[-1] == "0":
        parts.pop()
    return parts


class ReservedWord(Rule):
    code = "LR211"
    name = "reserved-word"
    severity = Severity.ERROR
    why = "An id that is a word of the query language would make queries ambiguous."
    bad = _GOOD.replace("acme-7b", "context")
    good = _GOOD

    def check(self, facts: Facts) -> Iterator[Finding]:
        for record in facts.records:
            if isinstance(record.value, Release | License | Tombstone):
                continue
            part = record.value.id.rpartition("/")[2]
            if part in RESERVED_WORDS:
                is_family = isinstance(record.value, Family)
                yield Finding(
                    record=record,
                    path=() if is_family else ("id",),
                    on_key=is_family,
                    message=f"`{part}` is a word of the query language",
                    hint="choose another id",
                )


RULES: tuple[type[Rule], ...] = (
    IdFileMismatch,
    DuplicateId,
    DuplicateAlias,
    AliasToSelf,
    IdNotCanonical,
    ConfusableId,
    NearDuplicate,
    IdRemoved,
    IdReused,
    NameVersionMismatch,
    ReservedWord,
)
