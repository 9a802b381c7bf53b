"""The compiled registry says the same as the TOML beside it."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import llmreg
from llmreg import compiled
from llmreg.resolution.names import Names

ROOT = Path(__file__).parents[1] / "registry"
WRITE = "import sys; from pathlib import Path; from llmreg.compiled import write_compiled; from llmreg.reading import read_registry; write_compiled(read_registry(Path(sys.argv[1])).index, Path(sys.argv[2]))"


@pytest.fixture(scope="module")
def packed(registry: llmreg.Registry, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("compiled")
    compiled.write_compiled(registry._index, folder)
    return folder / "registry"


def test_it_equals_what_the_files_say(registry: llmreg.Registry, packed: Path) -> None:
    index, read = compiled.read_compiled(packed), registry._index
    assert index is not None
    assert index.settings == read.settings
    for name in (*compiled._RECORDS, "origins", *compiled._OF_INDEX):
        assert list(getattr(index, name).items()) == list(getattr(read, name).items()), name


def test_tables_of_names_are_those_that_the_files_give(registry: llmreg.Registry, packed: Path) -> None:
    index = compiled.read_compiled(packed)
    assert index is not None
    ours, theirs = Names(index), Names(registry._index)
    for name in compiled._OF_NAMES:
        assert list(getattr(ours, name).items()) == list(getattr(theirs, name).items()), name


def made(table: Any) -> list[str]:
    return list(table._made)


def test_records_are_made_when_they_are_asked_for(packed: Path) -> None:
    index = compiled.read_compiled(packed)
    assert index is not None
    assert "alibaba/qwen-72b" in index.models
    assert not made(index.models)
    assert index.models["alibaba/qwen-72b"] is index.models["alibaba/qwen-72b"]
    assert made(index.models) == ["alibaba/qwen-72b"]
    assert "_places" not in vars(index.platforms)


@pytest.mark.parametrize(
    "name", ["qwen-72b", "Qwen/Qwen-72B-AWQ", "qwen:72b-text-q4_K_M", "openai/gpt-4o", "dashscope/qwen-max", "gpt4o"]
)
def test_a_name_is_resolved_without_making_all_models(registry: llmreg.Registry, packed: Path, name: str) -> None:
    index = compiled.read_compiled(packed)
    assert index is not None
    compact = llmreg.Registry(index)
    try:
        expected = registry.resolve(name)
    except llmreg.LlmregError as error:
        with pytest.raises(type(error)) as raised:
            compact.resolve(name)
        assert str(raised.value) == str(error)
    else:
        assert compact.resolve(name) == expected
        compact.integrations(expected.model.id)
    assert len(made(index.models)) < 20
    assert len(made(index.vendors)) < 20


def test_what_stands_in_a_table_is_the_record_itself(packed: Path) -> None:
    """No copy of it: an integration of a model is the one that its record or its platform has."""
    index = compiled.read_compiled(packed)
    assert index is not None
    for edges in index.edges_by_model.values():
        for edge in edges:
            key: Any = edge.path[1]
            assert edge.integration is edge.owner.integrations[key]  # type: ignore[union-attr]
            assert edge.model is None or edge.model is index.models[edge.model.id]


def test_an_earlier_day_uses_no_table_of_today(registry: llmreg.Registry, packed: Path) -> None:
    index = compiled.read_compiled(packed)
    assert index is not None
    day = date(2023, 12, 1)
    then, expected = llmreg.Registry(index).as_of(day)._index, registry.as_of(day)._index
    assert set(then.edges_by_name) == set(expected.edges_by_name)
    assert then.prepared == {}


def test_it_is_the_same_bytes_every_time(packed: Path, tmp_path: Path) -> None:
    first = (packed.parent / "registry.pickle").read_bytes()
    for seed in ("0", "1"):
        folder = tmp_path / seed
        folder.mkdir()
        env = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", WRITE, str(ROOT), str(folder)], env=env, check=True)
        assert (folder / "registry.pickle").read_bytes() == first


def test_one_of_another_version_is_not_read(packed: Path, tmp_path: Path) -> None:
    with (packed.parent / "registry.pickle").open("rb") as stream:
        header, rest = pickle.load(stream), stream.read()
    (tmp_path / "registry.pickle").write_bytes(pickle.dumps(header | {"llmreg": "0.0.1"}) + rest)
    assert compiled.read_compiled(tmp_path / "registry") is None


def test_a_folder_without_one_is_read_from_its_files(tmp_path: Path) -> None:
    (tmp_path / "registry").mkdir()
    assert compiled.read_compiled(tmp_path / "registry") is None
