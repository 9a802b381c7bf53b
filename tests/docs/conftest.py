"""The generated reference, made once."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent.parent / "docs"))


@pytest.fixture(scope="session")
def generated() -> Mapping[str, str]:
    """The text of each generated page, by its file name."""
    from _generate import PAGES

    return {name: make() for name, make in PAGES.items()}
