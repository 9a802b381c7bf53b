"""Rows into the draft of a registry: what is missing is added, what differs is recorded beside what stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from llmreg.identifiers import is_canonical_id
from llmreg.importing.agreement import agree, count
from llmreg.importing.draft import Draft, Standing, Table, fault_of, source_table
from llmreg.importing.entry import Corpus, Entry, Host, Name, Place
from llmreg.importing.placing import Placer, Room
from llmreg.importing.report import Change, ImportReport, Kind, Refusal
from llmreg.importing.spelled import said_by
from llmreg.schema.fields import overlap
from llmreg.schema.integration import Integration
from llmreg.schema.model import Model

__all__ = ["IDENTITY", "Merger"]

_FAR_OFF = 0.2
_EMBEDDINGS = 700_000_000
"""A count that differs more from the size in the name is of something else: packed weights, another file. Names leave
embeddings out, which small models have many of."""

IDENTITY = ("version", "snapshot", "variant")
"""What the id of a new model says of it."""

_SILENT = frozenset({"name", "version", "snapshot", "variant", "family", "parameters.nominal"})
"""What a corpus may say of a new model, and nobody needs to dispute of one that stands."""

_LINKS = frozenset({"derived_from"})

_DATED = frozenset({"since", "deprecation_announced", "deprecated", "retired", "retired_not_before"})
"""Of an integration, where another date is worth recording; other prices and limits are not."""

_WORTH_A_DISPUTE = ("parameters.total", "parameters.active", "context.window", "context.output", "license", "released",
                    "announced", "knowledge_cutoff", "weights", "training.tokens")  # fmt: skip
"""Where a model's other sources are worth recording. Of the rest what stands is kept, and the row is counted as refused."""


@attrs.define
class Merger:
    """Merges the rows of one corpus into a draft, in their order."""

    draft: Draft
    placer: Placer
    corpus: Corpus
    refused: Mapping[tuple[str, str], str] = attrs.Factory(dict)
    """Reasons by record and field, for what the rules of the registry have refused in an earlier round."""
    report: ImportReport = attrs.Factory(ImportReport)
    settled: dict[tuple[str, str], Place] = attrs.Factory(dict)
    """The first row that spoke of each field: where rows of a corpus differ among themselves, the first one counts."""

    def merge(self, entries: Iterable[Entry]) -> None:
        """All rows."""
        whole = self.corpus
        for entry in entries:
            self.corpus = entry.source or whole
            found = self.placer.find(entry)
            model_id = str(found.model.id) if found else self._new_model(entry)
            if model_id is None:
                continue
            for path, value in entry.facts.items():
                if path in entry.weak:
                    holds = (found is None or found.is_exact) and not self._is_known_otherwise(model_id, path)
                else:
                    holds = found is None or (found.is_exact and found.is_own)
                if holds:
                    self._fact(model_id, path, value, entry.place)
            if entry.platform and entry.edge:
                self._edge(entry.platform, model_id, dict(entry.edge), entry.place)

    def merge_hosts(self, hosts: Iterable[Host]) -> None:
        """The platforms that the registry lacks."""
        for host in hosts:
            file = f"platforms/{host.id}.toml"
            if self.draft.exists(file) or not is_canonical_id(host.id) or (host.id, "") in self.refused:
                continue
            table: Table = {"name": host.name, "kind": host.kind}
            if host.id in self.placer.index.vendors:
                table["vendor"] = host.id
            if host.links:
                table["links"] = dict(host.links)
            table["sources"] = {
                self.corpus.key: source_table(self.corpus, self.draft.checked, sorted(set(table) - {"kind"}))
            }
            self.draft.file(file).update(table)
            self._note(Kind.PLATFORM, host.id, "", None, None, file=file)

    def _refuse(self, place: Place, record: str, path: str, reason: str) -> None:
        self.report.refused.append(Refusal(place, f"{record} {path}".strip(), reason))

    def _note(self, kind: Kind, record: str, path: str, value: Any, place: Place | None, **more: Any) -> None:
        file = more.pop("file", None) or self.draft.homes.get(record, ("",))[0]
        self.report.changes.append(Change(kind, record, path, value, place=place, file=file, **more))

    # -- models

    def _new_model(self, entry: Entry) -> str | None:
        """The id of a model made from a row; `None`, with a note in the report, where it cannot be made."""
        if not self.placer.makes_one(entry):
            self.report.unmatched.append(entry.place)
            return None
        room = self.placer.room(entry, self.draft)
        if isinstance(room, str):
            self._refuse(entry.place, "", "", room)
            return None
        model_id = f"{room.vendor}/{room.id}"
        if reason := self.refused.get((model_id, "")):
            self._refuse(entry.place, model_id, "", reason)
            return None
        if model_id in self.draft.homes:
            return model_id
        self._make_room(room, entry)
        said = said_by(room.id, room.family)
        table: Table = {"id": room.id, "name": entry.facts.get("name", entry.new_id or room.id), "family": room.family}
        table |= {key: said[key] for key in IDENTITY if key in said and (model_id, key) not in self.refused}
        self.draft.add_model(model_id, room.file, table)
        if "name" in entry.facts:
            self.draft.support(model_id, "name", self.corpus)
        self._note(Kind.MODEL, model_id, "", None, entry.place)
        for path in ("parameters.nominal", "parameters.active"):
            if path in said:
                self._fact(model_id, path, said[path], entry.place)
        return model_id

    def _make_room(self, room: Room, entry: Entry) -> None:
        """The vendor and the family, where the registry lacks them."""
        file = f"vendors/{room.vendor}.toml"
        if room.new_vendor and not self.draft.exists(file):
            table = self.draft.file(file)
            table["name"] = (entry.makers or (room.vendor,))[0]
            if entry.country:
                table["country"] = entry.country
            supports = ["name", "families", *(["country"] if entry.country else [])]
            table["sources"] = {self.corpus.key: source_table(self.corpus, self.draft.checked, supports)}
            self._note(Kind.VENDOR, room.vendor, "", None, entry.place, file=file)
        if room.new_family and room.family not in (families := self.draft.file(file).setdefault("families", {})):
            families[room.family] = {
                "name": entry.family or entry.facts.get("name", room.family),
                "sources": {self.corpus.key: source_table(self.corpus, self.draft.checked, ["name"])},
            }
            self._note(Kind.FAMILY, room.family, "", None, entry.place, file=file)

    # -- facts

    def _fact(self, model_id: str, path: str, value: Any, place: Place) -> None:
        """One fact of a model: new, known, updated, disputed or refused."""
        draft, old = self.draft, self.draft.fact(model_id, path)
        if path == "parameters.basis" and not draft.rests_on(model_id, "parameters.total", self.corpus):
            return  # it says where the total comes from, and that is not from here
        if path in _LINKS:
            value = [self._linked(each, model_id) for each in value]
        if old is not None and agree(path, old, value):
            self.report.agreed += 1
            self.settled.setdefault((model_id, path), place)
            return
        if reason := self._objection(model_id, path, value) or self._elsewhere(model_id, path, place):
            self._refuse(place, model_id, path, reason)
        elif old is None:
            draft.set_fact(model_id, path, value, self.corpus)
            self._note(Kind.FACT, model_id, path, value, place)
        elif path not in _SILENT:
            self._differing(model_id, path, old, value, place)

    def _linked(self, link: Table, model_id: str) -> Table:
        """A parent or successor with the id that the registry has for its name, where it has one."""
        entry = Entry(
            place=Place(""),
            names=(Name(link.get("external", "")), Name(link.get("external", ""), "huggingface")),
            exact=True,
        )
        found = self.placer.find(entry) if link.get("external") else None
        if found is None or found.model.id == model_id:
            return link
        return {"model": str(found.model.id), **{key: value for key, value in link.items() if key != "external"}}

    def _elsewhere(self, record: str, key: str, place: Place) -> str | None:
        """Whether another row has settled a field."""
        first = self.settled.setdefault((record, key), place)
        return None if first is place else f"{first} says otherwise"  # equal places may be two rows

    def _is_known_otherwise(self, model_id: str, path: str) -> bool:
        known = self.draft.fact(model_id, path)
        return known is not None and not self.draft.rests_on(model_id, path, self.corpus)

    def _objection(self, model_id: str, path: str, value: Any) -> str | None:
        """Why a value cannot be taken, nor recorded as a dispute."""
        merged = self.draft.merged(model_id)
        if reason := self.refused.get((model_id, path)):
            return reason
        if fault := fault_of(Model, path, value):
            return fault
        if any(overlap(path, secret) for secret in merged.get("undisclosed", [])):
            return "its maker does not disclose it"
        nominal = merged.get("parameters", {}).get("nominal")
        if path == "parameters.total" and nominal and _is_far_off(count(value), count(nominal)):
            return f"{value} is far from the {nominal} in its name"
        if path == "parameters.active" and merged.get("architecture", {}).get("kind") == "dense":
            return "it is dense, so all its parameters are active"
        return None

    def _differing(self, model_id: str, path: str, old: Any, value: Any, place: Place) -> None:
        """What this corpus alone said before, it may change; else the disagreement is kept."""
        draft = self.draft
        if draft.rests_on(model_id, path, self.corpus):
            draft.set_fact(model_id, path, value, self.corpus)
            self._note(Kind.UPDATE, model_id, path, value, place, before=old)
            return
        if path not in _WORTH_A_DISPUTE:
            self._refuse(place, model_id, path, f"{value} differs from {old}, which stands")
            return
        self._dispute(model_id, {"field": path, "value": value}, old, place)

    def _dispute(self, model_id: str, entry: Table, old: Any, place: Place) -> None:
        """Record what differs, as an entry without its source; once, and not where it is how the fact used to read."""
        model, (path, value) = self.draft.merged(model_id), (entry["field"], entry["value"])
        known = (
            each
            for each in [*model.get("disputes", []), *model.get("history", [])]
            if each["field"] == path and each.get("id", entry.get("id")) == entry.get("id")
        )
        if any(agree(path, each["value"], value) for each in known):
            self.report.agreed += 1
            return
        self.draft.append(model_id, "disputes", {**entry, "source": self.draft.source(model_id, self.corpus)})
        self._note(Kind.DISPUTE, model_id, path, value, place, before=old)

    # -- integrations

    def _edge(self, platform: str, model_id: str, keys: Table, place: Place) -> None:
        """One integration of a model: a new one, or more about one that stands."""
        for key in list(keys):
            reason = self.refused.get((model_id, f"integrations.{platform}.{key}")) or fault_of(
                Integration, key, keys[key]
            )
            if reason:
                self._refuse(place, model_id, f"integrations.{platform}.{key}", reason)
                del keys[key]
        if not keys.get("ids"):
            return
        if (owner := self.placer.owner_of(platform, keys["ids"])) not in (None, model_id):
            self._refuse(
                place, model_id, f"integrations.{platform}.ids", f"`{keys['ids'][0]}` is the repository of `{owner}`"
            )
            return
        if not self.draft.exists(f"platforms/{platform}.toml"):
            self._refuse(place, model_id, f"integrations.{platform}", f"there is no platform `{platform}`")
            return
        if "replacement" in keys:
            keys["replacement"] = [self._linked(each, model_id) for each in keys["replacement"]]
        wanted = {name.lower() for name in keys["ids"]}
        edges = self.draft.edges(platform, model_id)
        same = next((each for each in edges if wanted & _ids(each.table)), None)
        if same:  # what else the platform calls it may stand on its own, at other prices
            taken = {name for edge in edges if edge is not same for name in _ids(edge.table)}
            keys["ids"] = [name for name in keys["ids"] if name.lower() not in taken]
        same = same or next((each for each in edges if not _ids(each.table) or _says_the_same(each.table, keys)), None)
        if same:
            self._grow(same, keys, place)
            return
        path = f"integrations.{platform}"
        self.draft.add_edge(platform, {"model": model_id, **keys}, self.corpus)
        for key in keys:
            self.settled.setdefault((model_id, f"{path}.{key} of {keys['ids'][0]}"), place)
        self._note(Kind.INTEGRATION, model_id, path, keys, place, file=f"platforms/{platform}.toml")

    def _grow(self, edge: Standing, keys: Table, place: Place) -> None:
        """What a row adds to an integration that stands."""
        model_id, added = edge.model, {}
        first = (edge.table.get("ids") or keys["ids"])[0]  # stays the first, whatever is added
        before = len(self.report.refused)
        for key in sorted(keys, key=lambda each: each == "ids"):  # further ids last, for what is said must hold for all
            value, path, old = keys[key], f"integrations.{edge.platform}.{key}", edge.table.get(key)
            if key == "replacement" and old is not None:
                old = [self._linked(each, model_id) for each in old]
            grown = _grown(key, old, value)
            settled = (model_id, f"{path} of {first}")
            file = "" if edge.number is None else f"platforms/{edge.platform}.toml"
            if old == grown or (old is not None and agree(key, old, value)):
                self.report.agreed += 1
                self.settled.setdefault(settled, place)
            elif key == "ids" and len(self.report.refused) > before:
                self._refuse(place, model_id, path, "what the row says of them is not what stands")
            elif key != "ids" and (reason := self._elsewhere(*settled, place)):
                self._refuse(place, model_id, path, reason)
            elif old is None or key == "ids" or grown != value or _holds_all(old, value):
                added[key] = grown
                self._note(Kind.FACT, model_id, path, grown, place, file=file)
            elif self.draft.is_ours(edge, key, self.corpus):
                added[key] = value
                self._note(Kind.UPDATE, model_id, path, value, place, before=old, file=file)
            elif key in _DATED:
                which = {"id": first} if len(self.draft.edges(edge.platform, model_id)) > 1 else {}
                self._dispute(model_id, {"field": path, **which, "value": value}, old, place)
            else:
                self._refuse(place, model_id, path, f"{value} differs from {old}, which stands")
        if added:
            self.draft.change_edge(edge, added, self.corpus)


def _is_far_off(total: int, nominal: int) -> bool:
    return not nominal * (1 - _FAR_OFF) <= total <= max(nominal * (1 + _FAR_OFF), nominal + _EMBEDDINGS)


def _holds_all(old: Any, value: Any) -> bool:
    """Whether a list has all that another one has, and so only adds to it."""
    return isinstance(old, list) and isinstance(value, list) and all(each in value for each in old)


def _ids(edge: Table) -> set[str]:
    return {name.lower() for name in edge.get("ids", [])}


def _says_the_same(edge: Table, keys: Table) -> bool:
    """Whether two ids can share an integration: all that is said of the one is said of the other."""
    stated = {key: value for key, value in edge.items() if key not in ("model", "ids", "sources")}
    return stated == {key: value for key, value in keys.items() if key != "ids"}


def _grown(key: str, old: Any, value: Any) -> Any:
    """A value of an integration with what a row adds: further ids, further limits, further prices; else the row's own."""
    if key == "ids" and isinstance(old, list):
        known = {name.lower() for name in old}
        return old + [name for name in value if name.lower() not in known]
    if isinstance(old, dict) and isinstance(value, dict):
        fits = all(agree(f"{key}.{name}", old.get(name, inner), inner) for name, inner in value.items())
        return {**value, **old} if fits else value
    if key == "prices" and isinstance(old, list):
        if _holds_all(value, old):
            return old
        return old + [row for row in value if row not in old] if _holds_all(old, value) else value
    return value
