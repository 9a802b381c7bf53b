"""Which languages a model speaks, and how far that is claimed."""

from __future__ import annotations

import attrs

from llmreg.formats import LanguageTag
from llmreg.schema.plain import Plain

__all__ = ["Languages"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Languages(Plain):
    """Natural languages as BCP 47 tags (`"zh"`, `"zh-Hant"`, `"yue"`), each under its strongest claim."""

    tags: tuple[LanguageTag, ...] = ()
    """Declared: the maker says that the model supports them. Absent: not known; never "none"."""
    trained: tuple[LanguageTag, ...] = ()
    """Named as a part of the training data, without a promise."""
    evaluated: tuple[LanguageTag, ...] = ()
    """Measured by the maker, without a promise."""
    complete: bool | None = None
    """Whether `tags` is all that the maker declares. A language outside a complete list is a no; outside an incomplete one it is unknown."""
    claimed: int | None = None
    """How many languages the maker claims, where the list is not published or not complete."""

    @property
    def all(self) -> tuple[str, ...]:
        """Every tag of any level, declared ones first."""
        return tuple(dict.fromkeys(self.tags + self.trained + self.evaluated))

    def level(self, tag: str) -> str | None:
        """`"declared"`, `"trained"`, `"evaluated"`, or `None` where nothing is recorded for exactly this tag."""
        levels = {"declared": self.tags, "trained": self.trained, "evaluated": self.evaluated}
        return next((name for name, tags in levels.items() if tag in tags), None)
