"""Files are opened by one process or by several; nobody can tell by the report."""

from __future__ import annotations

import concurrent.futures
import gc
import threading
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any, Self

import pytest

import llmreg
from llmreg import opening
from llmreg.rules.rule import Link
from tests.conftest import MODEL, WriteRegistry

FILES: dict[str, str | bytes | Link] = {
    **{f"models/acme/m{n}.toml": MODEL.replace("acme-7b", f"acme-{n}b") for n in range(30)},
    "models/acme/broken.toml": "[[models\n",
    "models/acme/latin.toml": MODEL.encode() + b"# caf\xe9\n",
    "models/acme/mark.toml": b"\xef\xbb\xbf" + MODEL.replace("acme-7b", "acme-99b").encode(),
    "models/acme/large.toml": b"#" * 2**20 + b"\n",
    "models/acme/link.toml": Link("nowhere.toml"),
    "models/acme/wrong.toml": MODEL.replace("acme-7b", "acme-98b") + "licence = 1\n",
    "models/stray.toml": "x = 1\n",
}


@pytest.fixture
def root(write: WriteRegistry, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(opening, "_MANY", 1)
    monkeypatch.setattr(opening, "_CHUNK", 7)
    return write(FILES)


@pytest.mark.parametrize("threads", [1, 2])
def test_several_processes_find_the_same(root: Path, threads: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Copies of this process where it has no other threads, new ones where it has."""
    alone = llmreg.check(root, processes=1)
    assert {"LR001", "LR002", "LR004", "LR006", "LR007", "LR102", "LR201"} <= {each.code for each in alone}
    monkeypatch.setattr(threading, "active_count", lambda: threads)
    assert llmreg.check(root, processes=2) == alone


@pytest.mark.parametrize("error", [BrokenProcessPool, OSError, NotImplementedError])
def test_what_processes_leave_is_opened_by_this_one(
    root: Path, error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken:
        def __init__(self, *_: Any, **__: Any) -> None: ...

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None: ...

        def map(self, function: Any, files: Any, **_: Any) -> Iterator[Any]:
            yield from map(function, files[:5])
            raise error

    alone = llmreg.check(root, processes=1)
    monkeypatch.setattr(concurrent.futures, "ProcessPoolExecutor", Broken)
    assert llmreg.check(root, processes=2) == alone


def test_a_registry_that_is_too_new_stops_the_others(root: Path) -> None:
    (root / "registry.toml").write_text('name = "next"\nschema = 99\n')
    report = llmreg.check(root, processes=2)
    assert [each.code for each in report] == ["LR008"]
    assert report.files == 1


def test_a_small_registry_starts_no_processes(write: WriteRegistry, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr(opening, "_in_processes", refuse)
    assert llmreg.check(write(FILES), processes=None).models == 31


@pytest.mark.parametrize("is_enabled", [True, False])
def test_the_collector_is_left_as_it_was(root: Path, is_enabled: bool) -> None:
    """It stands still meanwhile; also after an error it is as before."""
    seen = []
    before = gc.isenabled()
    try:
        (gc.enable if is_enabled else gc.disable)()
        llmreg.check(root, progress=lambda *_: seen.append(gc.isenabled()))
        assert gc.isenabled() is is_enabled
        with pytest.raises(llmreg.InvalidRegistryError):
            llmreg.load(root)
        assert gc.isenabled() is is_enabled
        assert set(seen) == {False}
    finally:
        (gc.enable if before else gc.disable)()
