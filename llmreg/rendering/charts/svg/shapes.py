"""The shapes of marks. Each has about the same area, so that none looks more important."""

from __future__ import annotations

from llmreg.rendering.charts.svg.elements import number

__all__ = ["SHAPES", "shape_path"]

_POLYGONS: dict[str, tuple[tuple[float, float], ...]] = {
    "square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "up": ((0, -1.3), (1.25, 0.9), (-1.25, 0.9)),
    "diamond": ((0, -1.35), (1.35, 0), (0, 1.35), (-1.35, 0)),
    "down": ((0, 1.3), (1.25, -0.9), (-1.25, -0.9)),
    "plus": (
        (-0.45, -1.25), (0.45, -1.25), (0.45, -0.45), (1.25, -0.45), (1.25, 0.45), (0.45, 0.45),
        (0.45, 1.25), (-0.45, 1.25), (-0.45, 0.45), (-1.25, 0.45), (-1.25, -0.45), (-0.45, -0.45),
    ),
    "cross": (
        (-1.2, -0.6), (-0.6, -1.2), (0, -0.6), (0.6, -1.2), (1.2, -0.6), (0.6, 0),
        (1.2, 0.6), (0.6, 1.2), (0, 0.6), (-0.6, 1.2), (-1.2, 0.6), (-0.6, 0),
    ),
    "star": (
        (0, -1.5), (0.4, -0.5), (1.43, -0.46), (0.62, 0.2), (0.88, 1.21), (0, 0.65),
        (-0.88, 1.21), (-0.62, 0.2), (-1.43, -0.46), (-0.4, -0.5),
    ),
}  # fmt: skip

SHAPES = ("circle", *_POLYGONS)
"""The shapes in the order in which series take them."""


def shape_path(shape: str, x: float, y: float, radius: float) -> str:
    """The outline of a shape around a point."""
    if shape == "circle":
        half = round(radius, 1)
        r, d = number(half), number(2 * half)
        return f"M{number(x - half)} {number(y)}a{r} {r} 0 1 1 {d} 0a{r} {r} 0 1 1 -{d} 0z"
    points = " ".join(f"{number(x + dx * radius)} {number(y + dy * radius)}" for dx, dy in _POLYGONS[shape])
    return f"M{points}z"
