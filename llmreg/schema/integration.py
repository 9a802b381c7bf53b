"""Where a model can be used, under which name, for how much, and until when."""

from __future__ import annotations

from datetime import date

import attrs

from llmreg.formats import IMPLICIT
from llmreg.frozenmap import FrozenMap
from llmreg.identifiers import FamilyId, ModelId, PlatformId
from llmreg.quantities import PartialDate
from llmreg.schema.limits import Limits
from llmreg.schema.lineage import Successor
from llmreg.schema.plain import Plain
from llmreg.schema.price import Price
from llmreg.schema.source import Source
from llmreg.vocabulary import Stage, Status

__all__ = ["Integration"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Integration(Plain):
    """The edge from a model, or from a whole family, to a platform.

    Written at either end, never at both: in the release under `integrations`, in the vendor file under
    `families.NAME.integrations`, or in the platform file as `[[integrations]]` with `model` or `family`.
    """

    platform: PlatformId = attrs.field(metadata=IMPLICIT)
    """Where. Not written: it is the key of the table, or the file."""
    model: ModelId | None = None
    """Which model. Written in a platform file only; elsewhere the record around it says it."""
    family: FamilyId | None = None
    """Which family, where no source says which of its models. Either `model` or `family` is set, never both."""
    ids: tuple[str, ...] = ()
    """Names that the platform uses for it, as they are written there; upper and lower case matter."""
    stage: Stage | None = None
    """How far it has come."""
    announced: PartialDate | None = None
    """When it was announced."""
    since: PartialDate | None = None
    """First day on which it could be used."""
    until: PartialDate | None = None
    """First day on which it could no longer be used, for products and hubs; `retired` is for calls."""
    limits: Limits = attrs.Factory(Limits)
    """Token limits there."""
    prices: tuple[Price, ...] = ()
    """Its price list there."""
    deprecation_announced: PartialDate | None = None
    """When the platform said that it would end."""
    deprecated: PartialDate | None = None
    """From when on it advises against it; often the day of the announcement."""
    retired: PartialDate | None = None
    """First day on which it no longer answers."""
    retired_not_before: PartialDate | None = None
    """A promise that it answers at least until then, where no day of retirement is named."""
    replacement: tuple[Successor, ...] = ()
    """What the platform advises to use instead."""
    sources: FrozenMap[str, Source] = FrozenMap()
    """How we know, where the sources of the record around it do not say."""

    def status(self, as_of: date) -> Status:
        """The state on a day, by the dates recorded here; partial dates that do not decide give `UNKNOWN`.

        An integration without any date is `ACTIVE`: that it stands in the registry says that it can be used. One of
        which only the announcement is recorded is `UNKNOWN`, and `UPCOMING` where its stage says so.
        """
        ended = [_begun(day, as_of) for day in (self.retired, self.until) if day is not None]
        begun = _begun(self.since, as_of) if self.since is not None else self._begun_without_date()
        noticed = [_begun(day, as_of) for day in (self.deprecated, self.deprecation_announced) if day is not None]
        if True in ended:
            return Status.RETIRED
        if None in ended:
            return Status.UNKNOWN
        if begun is False:
            return Status.UPCOMING
        if True in noticed:
            return Status.DEPRECATED
        return Status.UNKNOWN if begun is None or None in noticed else Status.ACTIVE

    def _begun_without_date(self) -> bool | None:
        """Whether it can be used, where no first day is recorded; `None` where that cannot be told."""
        if self.stage is Stage.ANNOUNCED:
            return False
        return None if self.announced is not None and self.stage is None else True


def _begun(start: PartialDate, as_of: date) -> bool | None:
    """Whether `start` is not after `as_of`; `None` where that cannot be told."""
    if start.latest <= as_of:
        return True
    return False if start.earliest > as_of else None
