"""The domain `llmreg`: roles that name models, vendors, families, platforms and licences, and directives that describe them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar, cast

from docutils import nodes
from docutils.nodes import Element
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.directives import ObjectDescription
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.errors import ConfigError
from sphinx.util import logging
from sphinx.util.docutils import ReferenceRole
from sphinx.util.nodes import make_id, make_refnode

from llmreg.documents.project import Project, fault_in_words
from llmreg.errors import LlmregError
from llmreg.rendering.tables.grid import Grid
from llmreg.rendering.terminal import printable
from llmreg.sphinx.requests import KINDS, FoundRecord, Request, trace_of

__all__ = ["LlmregDomain", "domain_of", "find_outdated", "link_outside"]

_logger = logging.getLogger(__name__)


class RecordRole(ReferenceRole):
    """``:llmreg:model:`qwen-72b` ``: the name of what is meant, as a link to a page about it."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """The link, just the name behind a `!`, or the text as it was written and a warning."""
        kind = self.name.rpartition(":")[2]
        try:
            found = domain_of(self.env).record(Request(kind, self.target.removeprefix("!")))
        except LlmregError as error:
            _logger.warning(fault_in_words(error), location=self.get_location(), type="llmreg", subtype=kind)
            return [nodes.inline(self.rawtext, self.title)], []
        text = self.title.removeprefix("!") if self.has_explicit_title else printable(found.name)
        shown = nodes.inline(self.rawtext, text, classes=["xref", "llmreg", f"llmreg-{kind}"])
        if self.disabled:
            return [shown], []
        link = addnodes.pending_xref(
            self.rawtext,
            shown,
            refdomain=LlmregDomain.name,
            reftype=kind,
            reftarget=found.id,
            refdoc=self.env.docname,
            refexplicit=self.has_explicit_title,
            refwarn=False,
            llmreg_url=found.url,
        )
        self.set_source_info(link)
        return [link], []


class RecordDescription(ObjectDescription[FoundRecord]):
    """`.. llmreg:model:: alibaba/qwen-72b`: the place of a project that describes it, to which roles lead."""

    def handle_signature(self, sig: str, signode: addnodes.desc_signature) -> FoundRecord:
        """The name, and the id behind it."""
        try:
            found = domain_of(self.env).record(Request(self.objtype, sig))
        except LlmregError as error:
            _logger.warning(fault_in_words(error), location=signode, type="llmreg", subtype=self.objtype)
            raise ValueError(sig) from None
        signode += addnodes.desc_name("", printable(found.name))
        signode += [addnodes.desc_sig_space(), addnodes.desc_annotation("", found.id)]
        return found

    def add_target_and_index(self, name: FoundRecord, sig: str, signode: addnodes.desc_signature) -> None:
        """Where the roles lead, and an entry of the index."""
        del sig
        anchor = make_id(self.env, self.state.document, self.objtype, name.id)
        signode["ids"].append(anchor)
        self.state.document.note_explicit_target(signode)
        domain_of(self.env).note_object(self.objtype, name, anchor, signode)
        self.indexnode["entries"].append(("single", f"{name.name} ({_LABELS[self.objtype]})", anchor, "", None))


_LABELS = {kind: {"license": "licence"}.get(kind, kind) for kind in KINDS}


class LlmregDomain(Domain):
    """Objects that the project describes, and what each document asked of the registry."""

    name = "llmreg"
    label = "Language models"
    object_types: ClassVar = {kind: ObjType(label, kind) for kind, label in _LABELS.items()}
    directives: ClassVar = dict.fromkeys(KINDS, RecordDescription)
    roles: ClassVar = {kind: RecordRole() for kind in KINDS}
    initial_data: ClassVar = {"objects": {}, "requests": {}, "state": ""}
    data_version = 1

    @property
    def objects(self) -> dict[tuple[str, str], tuple[str, str, str]]:
        """Document, anchor and name of each object, by kind and id."""
        return cast("dict[tuple[str, str], tuple[str, str, str]]", self.data["objects"])

    @property
    def requests(self) -> dict[str, dict[Request, str]]:
        """What each document asked, and a trace of the answer."""
        return cast("dict[str, dict[Request, str]]", self.data["requests"])

    @cached_property
    def project(self) -> Project:
        """The registry and the settings, opened once in a build."""
        config = self.env.config
        return Project(Path(self.env.srcdir), config.llmreg_registry, config.llmreg_settings)

    # --- asking

    def page(self, request: Request) -> Grid:
        """The table of a block, for the document that is being read.

        Raises:
            LlmregError: it cannot be shown.
        """
        return cast("Grid", self._ask(request))

    def record(self, request: Request) -> FoundRecord:
        """The record of a name, for the document that is being read.

        Raises:
            LlmregError: it means nothing, or several models.
        """
        return cast("FoundRecord", self._ask(request))

    def _ask(self, request: Request) -> Grid | FoundRecord:
        answer = request.answer(self.project)
        self.requests.setdefault(self.env.docname, {})[request] = trace_of(answer)
        if isinstance(answer, LlmregError):
            raise answer
        return answer

    def note_object(self, kind: str, record: FoundRecord, anchor: str, node: Element) -> None:
        """A place that describes a record; the first one counts."""
        first = self.objects.get((kind, record.id))
        if first is not None:
            message = f"a second description of {_LABELS[kind]} `{record.id}`; the first is in {first[0]}"
            _logger.warning(message, location=node, type="llmreg", subtype=kind)
            return
        self.objects[kind, record.id] = (self.env.docname, anchor, record.name)

    # --- what every domain does

    def clear_doc(self, docname: str) -> None:
        """Forget a document."""
        self.requests.pop(docname, None)
        for key in [key for key, place in self.objects.items() if place[0] == docname]:
            del self.objects[key]

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process read."""
        self.requests.update({name: asked for name, asked in otherdata["requests"].items() if name in docnames})
        self.objects.update({key: place for key, place in otherdata["objects"].items() if place[0] in docnames})

    def resolve_xref(  # noqa: PLR0913, PLR0917  (as Sphinx calls it)
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: addnodes.pending_xref,
        contnode: Element,
    ) -> nodes.reference | None:
        """A link to where the project describes it."""
        del env, node
        place = self.objects.get((typ, target))
        return make_refnode(builder, fromdocname, place[0], place[1], contnode, place[2]) if place else None

    def resolve_any_xref(  # noqa: PLR0913, PLR0917  (as Sphinx calls it)
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: addnodes.pending_xref,
        contnode: Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Links for the role `any`, which takes ids only."""
        links = ((kind, self.resolve_xref(env, fromdocname, builder, kind, target, node, contnode)) for kind in KINDS)
        return [(f"{self.name}:{kind}", link) for kind, link in links if link is not None]

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """The objects, for searches and for other projects."""
        for (kind, record_id), (docname, anchor, name) in self.objects.items():
            yield record_id, printable(name), kind, docname, anchor, 1


def domain_of(env: BuildEnvironment) -> LlmregDomain:
    """The domain of a project."""
    return cast("LlmregDomain", env.get_domain(LlmregDomain.name))


def find_outdated(
    _app: Sphinx, env: BuildEnvironment, added: AbstractSet[str], changed: AbstractSet[str], _removed: AbstractSet[str]
) -> Iterable[str]:
    """Opens the registry where it is needed, and finds the documents that it would answer otherwise now.

    What a query finds may depend on any file of a registry, and on those still to come. So no document depends on files:
    where any of them has changed, all that was asked is asked again, and only what has another answer is read again.
    """
    domain = domain_of(env)
    before = domain.data["state"]
    try:
        now = domain.project.state
        if now == before and not added and not changed:
            return ()
        _ = domain.project.registry
    except LlmregError as error:
        raise ConfigError(str(error)) from None
    domain.data["state"] = now
    if now == before:
        return ()
    return [
        docname
        for docname, asked in domain.requests.items()
        if docname not in added | changed
        and any(trace_of(request.answer(domain.project)) != trace for request, trace in asked.items())
    ]


def link_outside(
    _app: Sphinx, _env: BuildEnvironment, node: addnodes.pending_xref, contnode: Element
) -> nodes.Element | None:
    """What no project describes leads to the page that the registry names, or nowhere."""
    if node.get("refdomain") != LlmregDomain.name or "llmreg_url" not in node:
        return None
    url = node["llmreg_url"]
    return nodes.reference("", "", contnode, internal=False, refuri=url) if url else contnode
