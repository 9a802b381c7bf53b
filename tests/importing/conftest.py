"""What the tests of importing share."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.importing.corpora import Write, files_of


@pytest.fixture
def corpus(tmp_path: Path) -> Write:
    """Write files beside the registry; gives the one file, or the folder of several."""

    def write(files: Mapping[str, Any]) -> Path:
        return files_of(files, tmp_path / "corpus")

    return write
