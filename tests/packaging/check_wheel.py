"""Build the wheel, install it into an empty environment, and use it there, away from the checkout.

    python tests/packaging/check_wheel.py [PYTHON]

Needs the package index, so it is a step of `.ci/run` and not a test that pytest collects. PYTHON has `build`.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

QUESTIONS = """
import llmreg, sys
from pathlib import Path
assert "site-packages" in llmreg.__file__, llmreg.__file__
reg = llmreg.load()
assert not {"cattrs", "tomllib"} & set(sys.modules), "the compiled registry was not read"
from llmreg.reading import read_registry
assert list(reg) == list(read_registry(Path(llmreg.__file__).parent / "data" / "registry").index.models.values())
assert len(reg) >= 120, len(reg)
assert reg["alibaba/qwen-72b"].parameters.total == 72_287_920_128
why = reg.why("alibaba/qwen-72b", "parameters.total")
assert why.location is not None and why.location.span is not None and why.sources
import tempfile
with tempfile.TemporaryDirectory() as own:
    Path(own, "registry.toml").write_text('name = "own"\\nschema = 1\\nextends = "builtin"\\n')
    assert list(llmreg.load(own)) == list(reg)
report = llmreg.check()
assert report.ok and not report.count(llmreg.Severity.WARNING), report.concise()
for name in llmreg.__all__:
    getattr(llmreg, name)
print(f"{len(reg)} models, revision {reg.revision}")
"""


def run(*command: str | Path, folder: Path) -> str:
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if result.returncode:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{result.stdout}{result.stderr}")
    return result.stdout


def main(python: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run(python, "-m", "build", "--wheel", "--outdir", folder, ROOT, folder=folder)
        wheel = next(folder.glob("*.whl"))
        packed = zipfile.ZipFile(wheel).namelist()
        written = {
            path.relative_to(ROOT / "registry").as_posix() for path in (ROOT / "registry").rglob("*") if path.is_file()
        }
        assert "NOTICE.md" in written
        inside = {
            each.removeprefix("llmreg/data/registry/") for each in packed if each.startswith("llmreg/data/registry/")
        }
        assert inside == written, sorted(inside ^ written)
        assert {"llmreg/py.typed", "llmreg/data/registry.pickle", "llmreg/documents/static/llmreg.css"} <= set(packed)
        assert not [each for each in packed if each.startswith(("tests/", "docs/"))]
        run(sys.executable, "-m", "venv", "env", folder=folder)
        binaries = folder / "env" / ("Scripts" if sys.platform == "win32" else "bin")
        run(binaries / "python", "-m", "pip", "install", "--quiet", wheel, folder=folder)
        installed = run(binaries / "python", "-m", "pip", "list", "--format", "freeze", folder=folder)
        names = {line.partition("==")[0].lower().replace("_", "-") for line in installed.split()} - {
            "pip",
            "setuptools",
        }
        assert names == {"llmreg", "attrs", "cattrs", "tomli-w", "packaging", "typing-extensions"}, names
        print(run(binaries / "python", "-I", "-c", QUESTIONS, folder=folder), end="")
        print(run(binaries / "llmreg", "info", folder=folder), end="")
        run(binaries / "llmreg", "show", "qwen-72b", folder=folder)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else sys.executable)
