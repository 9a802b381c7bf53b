"""What changed since the last version, put together from the fragments in `docs/changes/`."""

from __future__ import annotations

from pathlib import Path

__all__ = ["KINDS", "changes_page", "fragments"]

KINDS = {
    "breaking": "Breaking changes",
    "added": "Added",
    "changed": "Changed",
    "fixed": "Fixed",
    "data": "Data",
}
"""How the name of a fragment begins, and the heading that its text comes under, in order."""

_FOLDER = Path(__file__).parent.parent / "changes"


def fragments() -> list[Path]:
    """The fragments, sorted by name."""
    return sorted(path for path in _FOLDER.glob("*.md") if path.name != "README.md")


def changes_page() -> str:
    """The fragments by kind, each a point of a list."""
    parts = []
    for kind, title in KINDS.items():
        texts = [path.read_text(encoding="utf-8").strip() for path in fragments() if path.name.startswith(f"{kind}-")]
        points = ["- " + text.replace("\n", "\n  ") for text in texts]
        if points:
            parts.append(f"### {title}\n\n" + "\n".join(points))
    return "\n\n".join(parts or ["Nothing yet."]) + "\n"
