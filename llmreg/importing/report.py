"""What an import did, would do, or refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import Any

import attrs

from llmreg.importing.entry import Place, Rejected

__all__ = ["Change", "ImportReport", "Kind", "Refusal"]


class Kind(StrEnum):
    """What happened to a fact."""

    MODEL = "model"
    """A model that the registry did not have."""
    VENDOR = "vendor"
    FAMILY = "family"
    PLATFORM = "platform"
    INTEGRATION = "integration"
    """An integration that the registry did not have."""
    FACT = "fact"
    """A fact of a model or of an integration that was not recorded."""
    UPDATE = "update"
    """A fact that this corpus alone supported, and now gives otherwise."""
    DISPUTE = "dispute"
    """A fact stands as it was; what the corpus says is recorded beside it."""


@attrs.frozen
class Change:
    """One change of the registry, in terms of its records."""

    kind: Kind
    record: str
    """Id of the model, vendor, family or platform."""
    field: str = ""
    """Field path; empty for the record as a whole."""
    value: Any = None
    """As TOML would write it."""
    before: Any = None
    """What stood there, for updates and disputes."""
    file: str = ""
    """Where it is written."""
    place: Place | None = None
    """The row that says so."""

    def __str__(self) -> str:
        what = f"{self.record} {self.field}".rstrip()
        if self.kind in (Kind.FACT, Kind.INTEGRATION):
            return f"+ {what} = {_shown(self.value)}"
        if self.kind is Kind.UPDATE:
            return f"~ {what} = {_shown(self.value)}, was {_shown(self.before)}"
        if self.kind is Kind.DISPUTE:
            return f"! {what} stays {_shown(self.before)}; disputed: {_shown(self.value)}"
        return f"+ {self.kind} {what}"


@attrs.frozen
class Refusal:
    """Something that a corpus says and that was not taken."""

    place: Place
    what: str
    """Record and field, as far as known."""
    reason: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what + ': ' if self.what else ''}{self.reason}"


@attrs.define
class ImportReport:
    """The outcome of one import."""

    rows: int = 0
    """How many rows were read."""
    agreed: int = 0
    """Facts that the registry already had, and that the corpus says too."""
    changes: list[Change] = attrs.Factory(list)
    refused: list[Refusal] = attrs.Factory(list)
    """Facts and rows in quarantine, each with its reason."""
    unmatched: list[Place] = attrs.Factory(list)
    """Rows about models that the registry does not have, and that make none."""
    files: list[str] = attrs.Factory(list)
    """The files that were written, or would be."""

    def count(self, kind: Kind) -> int:
        """How many changes of a kind."""
        return self.counts[kind]

    @property
    def counts(self) -> Counter[Kind]:
        """Changes by kind."""
        return Counter(change.kind for change in self.changes)

    def quarantine(self, rejected: Iterable[Rejected]) -> None:
        """Rows that could not even be read."""
        self.refused += [Refusal(each.place, "", each.reason) for each in rejected]

    def summary(self) -> str:
        """A line for each thing that happened, with its number."""
        counts = self.counts
        lines = [f"{self.rows:,} rows read"]
        lines += [f"{counts[kind]:,} {words}" for kind, words in _WORDS.items() if counts[kind]]
        for number, words in (
            (self.agreed, "facts already recorded, and confirmed"),
            (len(self.refused), "facts or rows refused"),
            (len(self.unmatched), "rows about models that the registry does not have"),
            (len(self.files), "files changed"),
        ):
            lines.append(f"{number:,} {words}")
        return "\n".join(lines) + "\n"

    def to_dict(self) -> dict[str, Any]:
        """Everything, as JSON takes it."""
        return {
            "rows": self.rows,
            "agreed": self.agreed,
            "counts": {str(kind): number for kind, number in sorted(self.counts.items())},
            "changes": [
                {
                    "kind": str(change.kind),
                    "record": change.record,
                    "field": change.field or None,
                    "value": _plain(change.value),
                    "before": _plain(change.before),
                    "file": change.file,
                    "place": str(change.place) if change.place else None,
                }
                for change in self.changes
            ],
            "refused": [{"place": str(each.place), "what": each.what, "reason": each.reason} for each in self.refused],
            "unmatched": [str(place) for place in self.unmatched],
            "files": self.files,
        }


_WORDS = {
    Kind.VENDOR: "new vendors",
    Kind.FAMILY: "new families",
    Kind.PLATFORM: "new platforms",
    Kind.MODEL: "new models",
    Kind.INTEGRATION: "new integrations",
    Kind.FACT: "new facts",
    Kind.UPDATE: "facts updated",
    Kind.DISPUTE: "disagreements, kept as disputes",
}


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_shown(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_shown(item) for item in value) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else str(value)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, str | int | bool) else str(value)
