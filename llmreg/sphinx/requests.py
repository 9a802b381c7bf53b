"""What a document asks of the registry, kept so that it can be asked again when the registry has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import attrs

from llmreg.documents.blocks import named_block, with_options
from llmreg.documents.project import Project
from llmreg.errors import LlmregError, UnknownLicenseError
from llmreg.identifiers import suggest
from llmreg.querying.licenses import listed_id, listed_ids
from llmreg.registry import Registry
from llmreg.rendering.tables import render_grid
from llmreg.rendering.tables.grid import Grid
from llmreg.settings import Block
from llmreg.tables.pages import page_of

__all__ = ["KINDS", "FoundRecord", "Request", "trace_of"]

KINDS = ("model", "vendor", "family", "platform", "license")
"""What can be named."""
_TABLES = {"vendor": "vendors", "family": "families", "platform": "platforms"}


@attrs.frozen(kw_only=True)
class FoundRecord:
    """What a name means."""

    id: str
    """Its id in the registry."""
    name: str
    """As people write it."""
    url: str
    """A page about it; empty where the registry names none."""


@attrs.frozen
class Request:
    """A block, or a record by its name."""

    kind: str
    """`block`, or one of `KINDS`."""
    name: str
    """Of a record; of a block its name in the settings, or nothing."""
    options: tuple[tuple[str, str], ...] = ()
    """Of a block, its keys."""

    @classmethod
    def of_block(cls, name: str, options: Mapping[str, str]) -> Request:
        """A block of the settings or none, with keys that go before those of the settings."""
        return cls("block", name, tuple(options.items()))

    def answer(self, project: Project) -> Grid | FoundRecord | LlmregError:
        """The table of a block or the record of a name; an error where there is none, or where a name means several models."""
        try:
            return self._page(project) if self.kind == "block" else self._record(project.registry)
        except LlmregError as error:
            return error

    def _page(self, project: Project) -> Grid:
        block = named_block(self.name, project.settings.settings.tables) if self.name else Block()
        return project.page(with_options(block, dict(self.options)))

    def _record(self, registry: Registry) -> FoundRecord:
        if self.kind == "model":
            model = registry.resolve(self.name).model
            own = (each for each in registry.integrations(model.id) if each.family is None)
            return FoundRecord(id=model.id, name=model.name, url=page_of(model, own))
        if self.kind == "license":
            return _license(self.name, registry)
        records = getattr(registry, _TABLES[self.kind])
        wanted = self.name.lower()
        found = records[wanted if wanted in records else self.name]
        return FoundRecord(id=found.id, name=found.name, url=page_of(found))


def trace_of(answer: Grid | FoundRecord | LlmregError) -> str:
    """A text that changes with whatever a document shows of an answer."""
    shown = render_grid(answer, "html") if isinstance(answer, Grid) else repr(answer)
    return hashlib.sha256(shown.encode()).hexdigest()


def _license(name: str, registry: Registry) -> FoundRecord:
    by_fold = {each.lower(): each for each in registry.licenses}
    listed = listed_id(name)
    record = registry.licenses.get(by_fold.get(name.lower(), ""))
    if record is not None:
        return FoundRecord(id=record.id, name=record.name, url=page_of(record))
    if listed is None:
        raise UnknownLicenseError(name, suggest(name, [*registry.licenses, *listed_ids()], count=3))
    return FoundRecord(id=listed, name=listed, url="")
