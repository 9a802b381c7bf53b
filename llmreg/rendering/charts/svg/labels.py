"""Finds places for names beside marks, so that no name covers another one or leaves the plot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import attrs

__all__ = ["Box", "PlacedLabel", "Wish", "place_labels"]

_CROWDED = 3
"""A name that would cover more marks than this is not written."""


@attrs.frozen
class Box:
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        """Whether they share more than an edge."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def holds(self, x: float, y: float) -> bool:
        """Whether a point is inside."""
        return self.left < x < self.right and self.top < y < self.bottom

    def within(self, outer: Box) -> bool:
        """Whether it is inside another one."""
        return (
            outer.left <= self.left
            and self.right <= outer.right
            and outer.top <= self.top
            and self.bottom <= outer.bottom
        )


@attrs.frozen
class Wish:
    """A name that should stand beside a mark."""

    x: float
    y: float
    words: str
    width: float


@attrs.frozen
class PlacedLabel:
    """A name with a place: its anchor (`start`, `middle` or `end` of the words), and its base line."""

    wish: Wish
    x: float
    y: float
    anchor: str


def place_labels(
    wishes: Iterable[Wish], points: Sequence[tuple[float, float]], inside: Box, *, height: float, gap: float
) -> list[PlacedLabel]:
    """As many of the names as have room, the earlier wishes first; each where it covers the fewest marks."""
    placed: list[PlacedLabel] = []
    taken: list[Box] = []
    for wish in wishes:
        best: tuple[int, PlacedLabel, Box] | None = None
        for label, box in _places(wish, height, gap):
            if not box.within(inside) or any(box.overlaps(other) for other in taken):
                continue
            covered = sum(box.holds(x, y) for x, y in points)
            if covered <= _CROWDED and (best is None or covered < best[0]):
                best = covered, label, box
        if best:
            placed.append(best[1])
            taken.append(best[2])
    return placed


def _places(wish: Wish, height: float, gap: float) -> Iterator[tuple[PlacedLabel, Box]]:
    """Right, left, above and below, and a little off to the sides."""
    above, level, below = wish.y - gap - height * 0.9, wish.y - height / 2, wish.y + gap * 0.9
    places = [
        ("start", gap, level),
        ("end", gap, level),
        ("middle", 0, above),
        ("middle", 0, below),
        ("start", gap / 2, above),
        ("end", gap / 2, above),
        ("start", gap / 2, below),
        ("end", gap / 2, below),
    ]
    share = {"start": 0.0, "middle": 0.5, "end": 1.0}
    for anchor, off, top in places:
        x = wish.x - off if anchor == "end" else wish.x + off
        left = x - wish.width * share[anchor]
        yield PlacedLabel(wish, x, top + height * 0.74, anchor), Box(left, top, left + wish.width, top + height)
