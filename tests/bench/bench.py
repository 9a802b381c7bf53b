"""How fast and how large, as ratios within one run; informs and does not gate.

    python tests/bench/bench.py

Every figure is the median of several fresh processes with byte code written and warm. The budgets are in the
contributing guide.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROUNDS = 7
CLOCK = "import time; t = time.perf_counter(); {0}; print(time.perf_counter() - t)"
MEMORY = "{0}; import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"


def measure(code: str, template: str = CLOCK, rounds: int = ROUNDS) -> float:
    """Median of what fresh interpreters print."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    figures = [
        float(
            subprocess.run(
                [sys.executable, "-c", template.format(code)],
                env=environment,
                capture_output=True,
                text=True,
                check=True,
            ).stdout
        )
        for _ in range(rounds + 1)
    ]
    return statistics.median(figures[1:])


def write_large_registry(root: Path, files: int) -> None:
    """As many release files as models.dev has, of about the same size, one model each."""
    (root / "vendors").mkdir(parents=True)
    (root / "registry.toml").write_text('name = "large"\nschema = 1\n')
    for vendor in range(files // 50):
        (root / f"models/v{vendor}").mkdir(parents=True)
        (root / f"vendors/v{vendor}.toml").write_text(
            f'name = "V{vendor}"\n\n[families.f{vendor}]\nname = "F{vendor}"\n'
        )
    for number in range(files):
        vendor = number // 50
        (root / f"models/v{vendor}/m{number}.toml").write_text(
            f'family = "f{vendor}"\nreleased = 2024-05-31\nweights = "open"\nlicense = "Apache-2.0"\n'
            f"parameters = {{ total = {7_000_000_000 + number} }}\n\n[context]\nwindow = 131_072\noutput = 8_192\n\n"
            '[modalities]\ninput = ["text"]\noutput = ["text"]\n\n[sources.card]\nurl = "https://example.org/"\nkind = "card"\n'
            f'checked = 2024-06-01\nsupports = ["released", "license", "parameters", "context"]\n\n[[models]]\nid = "m{number}"\nname = "M {number}"\n'
        )


def main() -> None:
    bare, attrs = measure("pass"), measure("import attrs")
    face = measure("import llmreg")
    load = measure("import llmreg; llmreg.load()['alibaba/qwen-72b']")
    print(f"import llmreg            {(face - bare) * 1e3:8.1f} ms over a bare interpreter (budget 5)")
    print(f"load() and one lookup    {load * 1e3:8.1f} ms = {load / attrs:.1f} x import attrs (budget 1.5)")
    memory = measure("import llmreg; llmreg.load()['alibaba/qwen-72b']", MEMORY, 1)
    print(f"  resident               {memory:8.1f} MB (budget 30)")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "registry")
        write_large_registry(root, 5_600)
        code = f"import llmreg; r = llmreg.check({str(root)!r}); assert r.models == 5600 and not len(r)"
        large = measure(code, rounds=3)
        print(
            f"check of 5,600 files     {large:8.2f} s = {large / attrs:.0f} x import attrs (budget 0.60 s where models.dev needs that)"
        )
        print(f"  resident               {measure(code, MEMORY, 1):8.1f} MB (budget 80)")


if __name__ == "__main__":
    main()
