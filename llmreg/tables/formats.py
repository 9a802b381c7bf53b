"""The ways to write a column: `context:k`, `released:month`, `license:short`. What fits depends on the kind of the field."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from llmreg.querying.fields import Field, Kind

__all__ = ["FORMATS", "Format", "formats_for"]

_ALL = frozenset(Kind)


@attrs.frozen(kw_only=True)
class Format:
    """A way to write values."""

    name: str
    """The word behind the colon."""
    about: str
    """What it makes of a value, in one line."""
    kinds: frozenset[Kind] = _ALL
    """The kinds of fields that it fits."""
    many: bool = False
    """Whether it fits only fields of which a model may have several values."""
    default: int | None = None
    """Of a format that takes a number, the number where none is given: `si(3)`."""
    of_values: bool = False
    """Whether it fits only columns that ask for one value: `languages(th)`, `vision`."""


FORMATS: Mapping[str, Format] = {
    each.name: each
    for each in (
        Format(name="list", about="the first few values, and how many more there are", many=True, default=4),
        Format(name="all", about="every value", many=True),
        Format(name="count", about="how many values", many=True),
        Format(
            name="si", about="so many significant digits and a letter: 72.3B", kinds=frozenset([Kind.COUNT]), default=3
        ),
        Format(name="exact", about="every digit: 131,072", kinds=frozenset([Kind.COUNT, Kind.TOKENS])),
        Format(name="k", about="as it is advertised: 128k for 131,072 too", kinds=frozenset([Kind.TOKENS])),
        Format(name="month", about="month and year: Sep 2024", kinds=frozenset([Kind.DATE])),
        Format(name="year", about="the year alone", kinds=frozenset([Kind.DATE])),
        Format(name="short", about="the id without `LicenseRef-`", kinds=frozenset([Kind.LICENSE])),
        Format(
            name="name",
            about="the name in place of the id or code: Alibaba, Thai, China",
            kinds=frozenset([Kind.NAME, Kind.LANGUAGE, Kind.COUNTRY, Kind.LICENSE]),
        ),
        Format(
            name="link",
            about="the name of the model or vendor, leading to a page about it",
            kinds=frozenset([Kind.NAME, Kind.STRING, Kind.LICENSE]),
        ),
        Format(name="amount", about="the amount without the currency", kinds=frozenset([Kind.MONEY])),
        Format(name="mark", about="yes, no or ?", of_values=True),
    )
}
"""Every format by its name."""


def formats_for(field: Field, *, of_value: bool) -> tuple[Format, ...]:
    """The formats that fit a column."""
    if of_value:
        return (FORMATS["mark"],)
    linked = {"id", "name", "vendor", "license"}
    return tuple(
        each
        for each in FORMATS.values()
        if not each.of_values
        and field.kind in each.kinds
        and (field.many or not each.many)
        and (each.name != "link" or field.name in linked)
    )
