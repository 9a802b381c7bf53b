"""What tests share: small registries on disk, and the built-in one loaded once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import hypothesis
import pytest

import llmreg
from llmreg import loading, reading
from llmreg.compiled import read_compiled, write_compiled
from llmreg.reading import read_registry
from llmreg.rules.rule import EXAMPLE_REGISTRY, Link

# Derandomised, so that a change is judged by what it changes; `HYPOTHESIS_PROFILE=thorough` looks further each time.
hypothesis.settings.register_profile("default", deadline=None, max_examples=100, derandomize=True)
hypothesis.settings.register_profile("thorough", deadline=None, max_examples=5000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

Files = Mapping[str, "str | bytes | Link"]
WriteRegistry = Callable[[Files], Path]

MODEL = '[[models]]\nid = "acme-7b"\nname = "Acme 7B"\nfamily = "acme"\n'


@pytest.fixture(scope="session", autouse=True)
def compiled_registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The registry that comes with llmreg is compiled once, as for the wheel, so that no test parses its TOML again."""
    folder = tmp_path_factory.mktemp("compiled")
    root = Path(loading.builtin_root())
    write_compiled(read_registry(root).index, folder)
    with pytest.MonkeyPatch.context() as patch:
        for module in (loading, reading):
            patch.setattr(
                module,
                "read_compiled",
                lambda where: read_compiled(folder / "registry" if Path(where) == root else where),
            )
        yield folder


@pytest.fixture(scope="session")
def registry() -> llmreg.Registry:
    """The registry that comes with llmreg."""
    return llmreg.load()


@pytest.fixture
def write(tmp_path: Path) -> WriteRegistry:
    """Write files over a minimal registry and give its folder."""

    def write_files(files: Files) -> Path:
        root = tmp_path / "registry"
        for name, content in {**EXAMPLE_REGISTRY, **files}.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, Link):
                path.symlink_to(content.target)
            else:
                path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return root

    return write_files
