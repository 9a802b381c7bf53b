"""What all classes of records do alike, by their attributes: equality, hash, text, and pickling.

attrs would write these methods for each class by itself, and compile them whenever the class is imported: half the time
that it takes until a registry answers.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import attrs

__all__ = ["Plain"]


class Plain:
    """A base for frozen attrs classes that are made with `eq=False, repr=False`: they equal if all attributes do.

    A pickle holds what differs from the default only. Most of a record is not recorded.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return self is other or (_values(self) == _values(other) if type(other) is type(self) else NotImplemented)

    def __hash__(self) -> int:
        return hash((type(self), _values(self)))

    def __repr__(self) -> str:
        cls: Any = type(self)
        values = zip(_defaults(cls), _values(self), strict=True)
        return f"{cls.__name__}({', '.join(f'{name}={value!r}' for name, value in values)})"

    def __reduce__(self) -> tuple[Any, ...]:
        cls: Any = type(self)
        recorded = zip(_defaults(cls).items(), _values(self), strict=True)
        return _make, (cls, {name: value for (name, default), value in recorded if value != default})


def _make(cls: Any, values: dict[str, Any]) -> Any:
    """The record again. It was allowed once and is not asked again, so that a copy may be changed in two steps."""
    record = object.__new__(cls)
    for name, default in _defaults(cls).items():
        object.__setattr__(record, name, values.get(name, default))
    return record


@cache
def _defaults(cls: Any) -> dict[str, Any]:
    """Every attribute with its default, `attrs.NOTHING` where it has none."""
    defaults = {}
    for field in attrs.fields(cls):
        factory = getattr(field.default, "factory", None)
        defaults[field.name] = factory() if factory else field.default
    return defaults


def _values(record: Any) -> tuple[Any, ...]:
    cls: Any = type(record)
    return tuple(getattr(record, name) for name in _defaults(cls))
