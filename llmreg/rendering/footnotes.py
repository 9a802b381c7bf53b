"""`Footnotes`: sources numbered in the order in which they are first named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from llmreg.schema.source import Source

__all__ = ["Footnotes"]


class Footnotes:
    """Sources with a number each; the same link is the same number."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._sources: list[Source] = []

    def numbers(self, sources: Iterable[Source]) -> list[int]:
        """The numbers of some sources, in their order and without repeats."""
        return sorted({self._number(source) for source in sources})

    def _number(self, source: Source) -> int:
        if source.url not in self._numbers:
            self._sources.append(source)
            self._numbers[source.url] = len(self._sources)
        return self._numbers[source.url]

    def mark(self, sources: Iterable[Source]) -> str:
        """` [1] [2]`, to stand behind what they support; empty without sources."""
        return "".join(f" [{number}]" for number in self.numbers(sources))

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources by number, from 1 on."""
        return tuple(self._sources)

    def __iter__(self) -> Iterator[str]:
        """A line for each: number, title, link, kind, date."""
        for number, source in enumerate(self._sources, start=1):
            title = f"{source.title}, " if source.title else ""
            yield f"[{number}] {title}{source.url} ({source.kind}, checked {source.checked})"
