"""LR30x: references between records, and lineage."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from llmreg.identifiers import ModelId, VendorId, did_you_mean
from llmreg.index import Edge, Index, Record
from llmreg.quantities import PartialDate, StatedCount
from llmreg.rules.licenses import license_ids, licenses_of
from llmreg.rules.plausibility import SizeNameMismatch
from llmreg.rules.rule import Facts, Finding, Rule
from llmreg.schema.model import Model
from llmreg.schema.platform import Platform
from llmreg.schema.settings import Tombstone
from llmreg.schema.vendor import Vendor
from llmreg.source import KeyPath
from llmreg.vocabulary import Relation, Severity

__all__ = ["RULES"]

_GOOD = '[[models]]\nid = "acme-7b"\nname = "Acme 7B"\nfamily = "acme"\n'
_SOURCE = '\n[models.sources.card]\nurl = "https://example.org/"\nkind = "card"\nchecked = 2024-06-01\nsupports = ["derived_from", "released", "parameters"]\n'
_CHILD = '\n[[models]]\nid = "acme-chat"\nname = "Acme Chat"\nfamily = "acme"\n'


def _unknown(  # noqa: PLR0913, PLR0917
    record: Record,
    path: KeyPath,
    noun: str,
    name: str,
    known: Iterable[str],
    remedy: str,
    *,
    on_key: bool = False,
) -> Finding:
    return Finding(
        record=record,
        path=path,
        on_key=on_key,
        message=f"unknown {noun} `{name}`",
        hint=did_you_mean(name, known, remedy),
    )


class UnknownVendor(Rule):
    code = "LR301"
    name = "unknown-vendor"
    severity = Severity.ERROR
    why = "A vendor that is named needs a file, so that its country and owner are known."
    bad = {
        "vendors/acme.toml": 'name = "Acme"\nparent = "acmee"\n\n[families.acme]\nname = "Acme"\n',
        "models/acme/acme.toml": _GOOD,
    }
    good = _GOOD

    def check(self, facts: Facts) -> Iterator[Finding]:
        known = facts.index.vendors
        for record, vendor in facts.each(Vendor):
            if vendor.parent and vendor.parent not in known and not facts.may_define("vendors", vendor.parent):
                yield _unknown(record, ("parent",), "vendor", vendor.parent, known, "add vendors/NAME.toml")
        for record, platform in facts.each(Platform):
            if platform.vendor and platform.vendor not in known and not facts.may_define("vendors", platform.vendor):
                yield _unknown(record, ("vendor",), "vendor", platform.vendor, known, "add vendors/NAME.toml")
        for record, model in facts.each(Model):
            if model.vendor not in known and not facts.may_define("vendors", model.vendor):
                yield _unknown(
                    record,
                    ("id",),
                    "vendor",
                    model.vendor,
                    known,
                    f"add vendors/{model.vendor}.toml, or rename the folder",
                )


class UnknownFamily(Rule):
    code = "LR302"
    name = "unknown-family"
    severity = Severity.ERROR
    why = "Families are defined once, by the vendor, so that a slip does not found a new one."
    bad = _GOOD + _CHILD.replace('family = "acme"', 'family = "acne"')
    good = _GOOD + _CHILD

    def check(self, facts: Facts) -> Iterator[Finding]:
        known = facts.index.families
        if any(name.startswith("vendors/") for name in facts.unread):  # any vendor may define any family
            return
        for record, model in facts.each(Model):
            if model.family not in known:
                yield _unknown(
                    record, ("family",), "family", model.family, known, f"add [families.{model.family}] to the vendor"
                )
        for edge in facts.edges:
            family = edge.integration.family
            if family and family not in known:
                yield _unknown(
                    facts.record(edge.owner),
                    (*edge.path, "family"),
                    "family",
                    family,
                    known,
                    "families stand in the vendor files",
                )


class UnknownPlatform(Rule):
    code = "LR303"
    name = "unknown-platform"
    severity = Severity.ERROR
    why = "A platform that is named needs a file that says what it is."
    bad = _GOOD + '\n[models.integrations.hugginface]\nids = ["acme/Acme-7B"]\n'
    good = {
        "platforms/huggingface.toml": 'name = "Hugging Face"\nkind = "hub"\n',
        "models/acme/acme.toml": _GOOD + '\n[models.integrations.huggingface]\nids = ["acme/Acme-7B"]\n',
    }

    def check(self, facts: Facts) -> Iterator[Finding]:
        known = facts.index.platforms
        for edge in facts.edges:
            if edge.integration.platform not in known and not facts.may_define("platforms", edge.integration.platform):
                name = edge.integration.platform
                yield _unknown(
                    facts.record(edge.owner),
                    edge.path,
                    "platform",
                    name,
                    known,
                    f"add platforms/{name}.toml",
                    on_key=True,
                )
        for record, model in facts.each(Model):
            for number, alias in enumerate(model.aliases):
                if alias.platform and alias.platform not in known and not facts.may_define("platforms", alias.platform):
                    path = ("aliases", number, "platform")
                    yield _unknown(
                        record, path, "platform", alias.platform, known, f"add platforms/{alias.platform}.toml"
                    )


class UnknownModel(Rule):
    code = "LR304"
    name = "unknown-model"
    severity = Severity.ERROR
    why = "Lineage and integrations name models of this registry by id; any other model is named as `external`, so that a slip is not taken for one."
    bad = _GOOD + 'derived_from = [{ model = "acme/acme-6b", relation = "finetune" }]\n' + _SOURCE
    good = _GOOD + 'derived_from = [{ external = "Example/Base-7B", relation = "finetune" }]\n' + _SOURCE

    def check(self, facts: Facts) -> Iterator[Finding]:
        known = facts.index.models
        for record, model in facts.each(Model):
            for number, parent in enumerate(model.derived_from):
                if parent.model and parent.model not in known and not facts.may_define("models", parent.model):
                    path: KeyPath = ("derived_from", number, "model")
                    remedy = "name a model outside this registry as `external`"
                    yield _unknown_model(facts, record, path, parent.model, remedy)
        for edge in facts.edges:
            if edge.integration.model and edge.model is None and not facts.may_define("models", edge.integration.model):
                path = (*edge.path, "model")
                record = facts.record(edge.owner)
                yield _unknown_model(facts, record, path, edge.integration.model, "write the full id, vendor/name")


def _unknown_model(facts: Facts, record: Record, path: KeyPath, model_id: str, remedy: str) -> Finding:
    """An unknown model; of one that was removed, when and why, which is more than what is spelt like it."""
    if stone := facts.index.tombstones.get(model_id):
        stand_in = f"name `{stone.replacement}`, which replaces it" if stone.replacement else remedy
        return Finding(
            record=record,
            path=path,
            message=f"model `{model_id}` was removed on {stone.removed}: {stone.reason}",
            hint=stand_in,
            related=((facts.record(stone), (), "its tombstone"),),
        )
    return _unknown(record, path, "model", model_id, facts.index.models, remedy)


class LineageCycle(Rule):
    code = "LR305"
    name = "lineage-cycle"
    severity = Severity.ERROR
    why = "Nothing derives from itself; a circle would never end."
    bad = (
        _GOOD + 'derived_from = [{ model = "acme/acme-chat", relation = "finetune" }]\n' + _SOURCE
        + _CHILD + 'derived_from = [{ model = "acme/acme-7b", relation = "finetune" }]\n' + _SOURCE
    )  # fmt: skip
    good = _GOOD + _CHILD + 'derived_from = [{ model = "acme/acme-7b", relation = "finetune" }]\n' + _SOURCE

    def check(self, facts: Facts) -> Iterator[Finding]:
        models, vendors = facts.index.models, facts.index.vendors

        def parents(name: str) -> list[str]:
            return [up.model for up in models[ModelId(name)].derived_from if up.model and up.model in models]

        def owner(name: str) -> list[str]:
            parent = vendors[VendorId(name)].parent
            return [parent] if parent and parent in vendors else []

        for cycle in _cycles(_upwards((model.id for _, model in facts.each(Model)), parents)):
            way = _from_own(cycle, lambda name: facts.is_own(models[ModelId(name)]))
            yield Finding(
                record=facts.record(models[ModelId(way[0])]),
                path=("derived_from",),
                message=f"`{way[0]}` derives from itself: {_chain(way)}",
            )
        for cycle in _cycles(_upwards((vendor.id for _, vendor in facts.each(Vendor)), owner)):
            way = _from_own(cycle, lambda name: facts.is_own(vendors[VendorId(name)]))
            yield Finding(
                record=facts.record(vendors[VendorId(way[0])]),
                path=("parent",),
                message=f"`{way[0]}` owns itself: {_chain(way)}",
            )


def _upwards(names: Iterable[str], step: Callable[[str], list[str]]) -> dict[str, list[str]]:
    """The steps from these names, and from all that they lead to."""
    steps: dict[str, list[str]] = {}
    todo = list(dict.fromkeys(names))[::-1]
    while todo:
        name = todo.pop()
        if name not in steps:
            steps[name] = step(name)
            todo += steps[name]
    return steps


def _from_own(circle: list[str], is_own: Callable[[str], bool]) -> list[str]:
    """The same circle from the first that is written in the registry itself: there it can be broken."""
    at = next((number for number, name in enumerate(circle) if is_own(name)), 0)
    return circle[at:] + circle[:at]


def _cycles(parents: Mapping[str, Iterable[str]]) -> Iterator[list[str]]:
    """Circles from child to parent, each beginning with its smallest name; no circle is without a step of these.

    One walk along all steps: one that leads back onto the way to it closes a circle.
    """
    done: set[str] = set()
    for start in parents:
        way: dict[str, Iterator[str]] = {} if start in done else {start: iter(dict.fromkeys(parents[start]))}
        while way:
            name, ups = next(reversed(way.items()))
            up = next(ups, None)
            if up is None:
                done.add(name)
                del way[name]
            elif up in way:
                names = list(way)
                circle = names[names.index(up) :]
                first = circle.index(min(circle))
                yield circle[first:] + circle[:first]
            elif up not in done:
                way[up] = iter(dict.fromkeys(parents[up]))


def _chain(circle: list[str]) -> str:
    """A circle in one line; of a long one the beginning."""
    shown = (
        circle if len(circle) <= _LONGEST_SHOWN else [*circle[:_LONGEST_SHOWN], f"{len(circle) - _LONGEST_SHOWN} more"]
    )
    return " -> ".join([*shown, circle[0]])


_LONGEST_SHOWN = 10


class ParentNewer(Rule):
    code = "LR306"
    name = "parent-newer"
    severity = Severity.WARNING
    why = "A model that was out before its parent has a wrong date or a wrong parent."
    bad = (
        _GOOD + "released = 2024-05-10\n" + _SOURCE
        + _CHILD + 'released = 2024-05-01\nderived_from = [{ model = "acme/acme-7b", relation = "finetune" }]\n' + _SOURCE
    )  # fmt: skip
    good = bad.replace("2024-05-01", "2024-05-20")

    def check(self, facts: Facts) -> Iterator[Finding]:
        for parent, children in _families(facts):
            if parent.released and parent.released.earliest > facts.as_of:
                continue  # one slip, one finding: LR409 tells it
            older = [child for child in children if _days_before(child.released, parent.released)]
            days = _days_before(older[0].released, parent.released) if older else 0
            yield from _disagreement(
                facts,
                parent,
                older,
                ("released",),
                to_child=f"released {days} {'day' if days == 1 else 'days'} before its parent `{parent.id}`",
                to_parent=f"released after {len(older)} models that were made from it",
            )


def _families(facts: Facts) -> Iterator[tuple[Model, list[Model]]]:
    """Every model that is a parent, with the models that name it; of pairs only those with an own model."""
    children = facts.index.children if facts.below is None else _own_pairs(facts, facts.below)
    for parent_id, named in children.items():
        if parent := facts.index.models.get(parent_id):
            yield parent, list(named)


def _own_pairs(facts: Facts, below: Index) -> dict[str, list[Model]]:
    """Children by their parents, where one of the two is written in the registry itself."""
    pairs: dict[str, list[Model]] = {}
    for _, model in facts.each(Model):
        pairs.setdefault(model.id, []).extend(facts.other(below.children.get(model.id, ())))
        for parent in model.derived_from:
            if parent.model:
                pairs.setdefault(parent.model, []).append(model)
    return pairs


def _disagreement(  # noqa: PLR0913
    facts: Facts, parent: Model, children: list[Model], path: KeyPath, *, to_child: str, to_parent: str
) -> Iterator[Finding]:
    """One finding: at the child where one disagrees with its parent, at the parent where several do.

    At the own one where the other is written in a registry below; of several children of a parent below at the first.
    """
    if children and not facts.is_own(parent):
        children = children[:1]
    if len(children) == 1 and facts.is_own(children[0]):
        related = ((facts.record(parent), path, "the parent's"),)
        yield Finding(record=facts.record(children[0]), path=path, message=to_child, related=related)
    elif children:
        places = tuple((facts.record(child), path, f"of `{child.id}`") for child in children)
        yield Finding(record=facts.record(parent), path=path, message=to_parent, related=places)


def _days_before(early: PartialDate | None, late: PartialDate | None) -> int:
    """How many days the first certainly lies before the second; 0 where it may not."""
    return max(0, (late.earliest - early.latest).days) if early and late else 0


class SizeNotInherited(Rule):
    code = "LR307"
    name = "size-not-inherited"
    severity = Severity.WARNING
    why = "Tuning and quantising do not change how many weights there are."
    bad = (
        _GOOD + "parameters = { total = 7_000_000_000 }\n" + _SOURCE
        + _CHILD + 'parameters = { total = 13_000_000_000 }\nderived_from = [{ model = "acme/acme-7b", relation = "finetune" }]\n' + _SOURCE
    )  # fmt: skip
    good = bad.replace("13_000_000_000", "7_100_000_000")
    tolerance = 0.05
    """Between two exact counts: new tokens and heads add a little."""
    stated_tolerance = 0.15
    """Where one of the two is a rounded size: Llama 2 7B has 6.74 billion."""

    def check(self, facts: Facts) -> Iterator[Finding]:
        for parent, children in _families(facts):
            other = [child for child in children if self._differs(parent, child)]
            sizes = [f"{int(model.parameters.total or 0):,}" for model in (parent, *other[:1])]
            yield from _disagreement(
                facts,
                parent,
                other,
                ("parameters", "total"),
                to_child=f"it has {sizes[-1]} parameters, its parent `{parent.id}` {sizes[0]}",
                to_parent=f"it has {sizes[0]} parameters, {len(other)} models that were made from it have others",
            )

    def _differs(self, parent: Model, child: Model) -> bool:
        inherited, own = parent.parameters.total, child.parameters.total
        relations = {up.relation for up in child.derived_from if up.model == parent.id}
        if not own or not inherited or not relations & {Relation.FINETUNE, Relation.QUANTIZED}:
            return False
        if any(SizeNameMismatch.contradicted(model) for model in (parent, child)):
            return False  # one slip, one finding: LR403 has told it
        stated = isinstance(own, StatedCount) or isinstance(inherited, StatedCount)
        return abs(own - inherited) > (self.stated_tolerance if stated else self.tolerance) * inherited


class MergeNeedsTwo(Rule):
    code = "LR308"
    name = "merge-needs-two"
    severity = Severity.ERROR
    why = "A merge mixes several models; with one parent named, the others are missing."
    bad = _GOOD + 'derived_from = [{ external = "Example/A", relation = "merge" }]\n' + _SOURCE
    good = (
        _GOOD
        + 'derived_from = [{ external = "Example/A", relation = "merge" }, { external = "Example/B", relation = "merge" }]\n'
        + _SOURCE
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        for record, model in facts.each(Model):
            merged = [number for number, parent in enumerate(model.derived_from) if parent.relation is Relation.MERGE]
            if len(merged) == 1:
                yield Finding(
                    record=record,
                    path=("derived_from", merged[0]),
                    message="a merge needs two parents",
                    hint="name the others too",
                )


class ReplacementInvalid(Rule):
    code = "LR309"
    name = "replacement-invalid"
    severity = Severity.ERROR
    why = "Who follows the advice must arrive somewhere: at a model that exists, and that outlives the one it replaces."
    bad = {
        "platforms/api.toml": 'name = "Acme API"\nkind = "api"\n',
        "models/acme/acme.toml": _GOOD
        + '\n[models.integrations.api]\nids = ["acme"]\nretired = 2024-05-01\nreplacement = [{ model = "acme/acme-9b" }]\n',
    }
    good = {
        "platforms/api.toml": 'name = "Acme API"\nkind = "api"\n',
        "models/acme/acme.toml": _GOOD
        + '\n[models.integrations.api]\nids = ["acme"]\nretired = 2024-05-01\nreplacement = [{ model = "acme/acme-chat" }]\n'
        + _CHILD,
    }

    def check(self, facts: Facts) -> Iterator[Finding]:
        models = facts.index.models
        for record, stone in facts.each(Tombstone):
            if (
                stone.replacement
                and stone.replacement not in models
                and not facts.may_define("models", stone.replacement)
            ):
                yield _unknown(
                    record, ("replacement",), "replacement", stone.replacement, models, "name a model of this registry"
                )
        for edge in facts.edges:
            for number, successor in enumerate(edge.integration.replacement):
                path = (*edge.path, "replacement", number, "model")
                if successor.model and facts.may_define("models", successor.model):
                    continue
                if successor.model and successor.model not in models:
                    yield _unknown(
                        facts.record(edge.owner),
                        path,
                        "replacement",
                        successor.model,
                        models,
                        "name a model outside this registry as `external`",
                    )
                elif successor.model and (fault := self._fault(facts, edge, models[successor.model])):
                    yield Finding(
                        record=facts.record(edge.owner), path=path, message=f"replacement `{successor.model}` {fault}"
                    )

    @staticmethod
    def _fault(facts: Facts, edge: Edge, successor: Model) -> str | None:
        if edge.model and successor.id == edge.model.id:
            return "is the model itself"
        there = [
            other.integration
            for other in facts.index.edges_by_model.get(successor.id, ())
            if other.integration.platform == edge.integration.platform
        ]
        if edge.model and any(back.model == edge.model.id for other in there for back in other.replacement):
            return "names this model as its own replacement"
        if there and all(_days_before(other.retired, edge.integration.retired) for other in there):
            return f"was retired there on {there[-1].retired}, before this model"
        return None


class Orphan(Rule):
    code = "LR310"
    name = "orphan"
    severity = Severity.INFO
    why = "A file that nothing uses may be a slip elsewhere."
    bad = {"models/acme/acme.toml": _GOOD, "platforms/shop.toml": 'name = "Shop"\nkind = "product"\n'}
    good = _GOOD

    def check(self, facts: Facts) -> Iterator[Finding]:
        if facts.unread:  # whatever could not be read may use anything
            return
        models = [model for _, model in facts.each(Model)]
        edges = [edge.integration for edge in facts.edges]
        used: dict[str, set[str]] = {
            "Vendor": {model.vendor for model in models}
            | {each.vendor for _, each in facts.each(Platform) if each.vendor}
            | {each.parent for _, each in facts.each(Vendor) if each.parent},
            "Family": {model.family for model in models} | {edge.family for edge in edges if edge.family},
            "Platform": {edge.platform for edge in edges},
            "License": {
                word for model in models for expression in licenses_of(model) for word in license_ids(expression)
            },
        }
        for record in facts.records:
            kind = type(record.value).__name__
            if kind in used and record.value.id not in used[kind] and not _replaces(facts, record):
                noun = "licence" if kind == "License" else kind.lower()
                yield Finding(record=record, message=f"nothing uses {noun} `{record.value.id}`")


def _replaces(facts: Facts, record: Record) -> bool:
    """Whether a record takes the place of one in a registry below."""
    return facts.below is not None and (type(record.value).__name__, record.value.id) in facts.below.origins


class HiddenParent(Rule):
    code = "LR311"
    name = "hidden-parent"
    severity = Severity.INFO
    why = "A tombstone for a model of a registry below hides that model alone. What was made from it stays, and names a parent that nobody can look up here."
    bad = {
        "registry.toml": 'name = "example"\nschema = 1\nextends = "builtin"\n',
        "models/acme/acme.toml": _GOOD,
        "tombstones.toml": '[[tombstones]]\nid = "alibaba/qwen-72b"\nremoved = 2024-06-01\nreason = "we do not use it"\n',
    }
    good = {
        "registry.toml": 'name = "example"\nschema = 1\nextends = "builtin"\n',
        "models/acme/acme.toml": _GOOD,
        "tombstones.toml": '[[tombstones]]\nid = "alibaba/qwen-72b-chat-int4"\nremoved = 2024-06-01\nreason = "we do not use it"\n',
    }

    def check(self, facts: Facts) -> Iterator[Finding]:
        for record, stone in facts.each(Tombstone):
            named = facts.below.children.get(stone.id, ()) if facts.below else ()
            children = [child.id for child in facts.other(named)]
            if children:
                more = f" and {len(children) - 1} more" if len(children) > 1 else ""
                yield Finding(
                    record=record,
                    path=("id",),
                    message=f"`{children[0]}`{more} in the registry below derive from it"
                    if more
                    else f"`{children[0]}` in the registry below derives from it",
                    hint="hide these too, or leave them with the name of their parent",
                )


RULES: tuple[type[Rule], ...] = (
    UnknownVendor,
    UnknownFamily,
    UnknownPlatform,
    UnknownModel,
    LineageCycle,
    ParentNewer,
    SizeNotInherited,
    MergeNeedsTwo,
    ReplacementInvalid,
    Orphan,
    HiddenParent,
)
