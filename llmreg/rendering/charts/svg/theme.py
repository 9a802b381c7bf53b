"""Colours, and the style sheet that is inside a drawing.

The colours of series keep 3:1 to the ground, those of words 4.5:1. They were chosen so that all pairs stay apart for readers
with protanopia, deuteranopia and tritanopia; shapes tell the same a second time.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

__all__ = ["PALETTES", "Theme", "style_sheet"]

Theme = Literal["auto", "light", "dark"]

PALETTES: Mapping[str, Mapping[str, str]] = {
    "light": {
        "ground": "#ffffff",
        "ink": "#1f2328",
        "muted": "#57606a",
        "grid": "#dfe3e8",
        "s1": "#0391f6",
        "s2": "#9d0f02",
        "s3": "#189c60",
        "s4": "#5e22aa",
        "s5": "#a49000",
        "s6": "#7f2341",
        "s7": "#075983",
        "s8": "#2b12f4",
        "s0": "#7d828c",
    },
    "dark": {
        "ground": "#131416",
        "ink": "#e6e8eb",
        "muted": "#a2a9b3",
        "grid": "#33373d",
        "s1": "#236eb3",
        "s2": "#f58a31",
        "s3": "#5ee593",
        "s4": "#8639f9",
        "s5": "#fadc07",
        "s6": "#d41b50",
        "s7": "#a8eaee",
        "s8": "#a8b9ff",
        "s0": "#8b909a",
    },
}
"""Colours by name; `s0` is of the makers that share a series."""

_FONT = (
    'system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans CJK SC","PingFang SC","Hiragino Sans",'
    '"Microsoft YaHei","Malgun Gothic",sans-serif'
)


def style_sheet(name: str, theme: Theme, *, small: float, large: float, breadth: float) -> str:
    """The style sheet of the drawing with that class; nothing in it touches anything else on a page.

    With `auto` the colours are variables, which follow the reader's setting, and the `data-theme` of a page that the drawing
    is part of. Otherwise they are written where they are used, which every program understands.

    Args:
        name: class of the outermost element.
        theme: which colours.
        small: size of words where the drawing has about its own width.
        large: size of words where it is shrunk, as on a phone; the layout has room for this one.
        breadth: from which width of the window on the small size is used.
    """
    light, dark = PALETTES["light"], PALETTES["dark"]
    fixed = PALETTES.get(theme)
    paint = {key: fixed[key] if fixed else f"var(--llmreg-{key})" for key in light}
    rules = []
    if fixed is None:
        rules += [
            f".{name}{{{_variables(light)}}}",
            f"@media (prefers-color-scheme:dark){{.{name}{{{_variables(dark)}}}}}",
            f"body[data-theme=light] .{name}{{{_variables(light)}}}",
            f"body[data-theme=dark] .{name}{{{_variables(dark)}}}",
        ]
    wide = f".{name} text{{font-size:{small:g}px}}.{name} .llmreg-title{{font-size:{small * 1.35:g}px}}"
    rules += [
        f".{name} text{{font-family:{_FONT};font-size:{large:g}px;fill:{paint['ink']}}}",
        f".{name} .llmreg-title{{font-size:{large * 1.2:g}px;font-weight:600}}",
        f"@media (min-width:{breadth:g}px){{{wide}}}",
        f".{name} .llmreg-muted text,.{name} text.llmreg-muted{{fill:{paint['muted']}}}",
        f".{name} .llmreg-ground{{fill:{paint['ground']}}}",
        f".{name} .llmreg-grid{{stroke:{paint['grid']};stroke-width:1;fill:none}}",
        f".{name} .llmreg-axis{{stroke:{paint['muted']};stroke-width:1;fill:none}}",
        f".{name} .llmreg-label text{{paint-order:stroke;stroke:{paint['ground']};stroke-width:3px;stroke-linejoin:round}}",
    ]
    for key in (key for key in light if key[0] == "s"):
        rules.append(f".{name} .llmreg-{key}{{fill:{paint[key]};stroke:{paint[key]}}}")
    rules += [
        f".{name} .llmreg-hollow,.{name} .llmreg-span{{fill:none}}",
        f".{name} .llmreg-full{{stroke:{paint['ground']};stroke-width:.6}}",
        f".{name} .llmreg-open{{fill-opacity:.4;stroke-dasharray:3 2}}",
    ]
    return "\n".join(rules)


def _variables(palette: Mapping[str, str]) -> str:
    return ";".join(f"--llmreg-{key}:{value}" for key, value in palette.items())
