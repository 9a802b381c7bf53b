"""The compiled registry says the same as the TOML beside it."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path

import attrs
import pytest

import llmreg
from llmreg import compiled
from llmreg.index import Index

ROOT = Path(__file__).parents[1] / "registry"
WRITE = "import sys; from pathlib import Path; from llmreg.compiled import write_compiled; from llmreg.reading import read_registry; write_compiled(read_registry(Path(sys.argv[1])).index, Path(sys.argv[2]))"


@pytest.fixture
def packed(registry: llmreg.Registry, tmp_path: Path) -> Path:
    (tmp_path / "registry").mkdir()
    compiled.write_compiled(registry._index, tmp_path)
    return tmp_path / "registry"


def test_it_equals_what_the_files_say(registry: llmreg.Registry, packed: Path) -> None:
    index = compiled.read_compiled(packed)
    assert index is not None
    for field in attrs.fields(Index):
        ours, theirs = getattr(index, field.name), getattr(registry._index, field.name)
        assert ours == theirs if field.name == "settings" else list(ours.items()) == list(theirs.items())


def test_models_are_made_when_they_are_asked_for(packed: Path) -> None:
    index = compiled.read_compiled(packed)
    assert index is not None
    assert "alibaba/qwen-72b" in index.models
    assert not index.models._made  # type: ignore[attr-defined]
    assert index.models["alibaba/qwen-72b"] is index.models["alibaba/qwen-72b"]
    assert list(index.models._made) == ["alibaba/qwen-72b"]  # type: ignore[attr-defined]


@pytest.mark.usefixtures("packed")
def test_it_is_the_same_bytes_every_time(tmp_path: Path) -> None:
    first = (tmp_path / "registry.pickle").read_bytes()
    for seed in ("0", "1"):
        folder = tmp_path / seed
        folder.mkdir()
        env = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", WRITE, str(ROOT), str(folder)], env=env, check=True)
        assert (folder / "registry.pickle").read_bytes() == first


def test_one_of_another_version_is_not_read(packed: Path, tmp_path: Path) -> None:
    body = pickle.loads((tmp_path / "registry.pickle").read_bytes())
    (tmp_path / "registry.pickle").write_bytes(pickle.dumps(body | {"llmreg": "0.0.1"}))
    assert compiled.read_compiled(packed) is None


def test_a_folder_without_one_is_read_from_its_files(tmp_path: Path) -> None:
    (tmp_path / "registry").mkdir()
    assert compiled.read_compiled(tmp_path / "registry") is None
