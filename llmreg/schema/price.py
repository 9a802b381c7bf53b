"""What an integration costs."""

from __future__ import annotations

from decimal import Decimal

import attrs

from llmreg.formats import CurrencyCode
from llmreg.quantities import PartialDate
from llmreg.schema.plain import Plain
from llmreg.vocabulary import PriceItem, PriceMode, PriceUnit

__all__ = ["Price"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Price(Plain):
    """One row of a price list: exact, dated, in the currency of the platform. Tiers are rows of their own."""

    item: PriceItem
    """What it is for."""
    amount: Decimal
    """Exact decimal amount of `currency` for one `unit`; 0 is free of charge."""
    currency: CurrencyCode
    """ISO 4217 code: `"USD"`."""
    unit: PriceUnit = PriceUnit.MTOK
    """How much that buys; a million tokens where nothing is written."""
    mode: PriceMode = PriceMode.STANDARD
    """The service level under which it holds."""
    above: int | None = None
    """Holds for requests with more input tokens than this; absent: from the first token on."""
    since: PartialDate | None = None
    """First day; absent: not known."""
    until: PartialDate | None = None
    """First day on which it no longer holds; absent: still holds."""
