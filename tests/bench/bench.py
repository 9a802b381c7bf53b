"""How fast and how large, as ratios within one run; informs and does not gate.

    python tests/bench/bench.py

Every figure is the median of several fresh processes with byte code written and warm.
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


def make(code: str) -> None:
    """Run something of `synthetic` in another process: a child is counted the memory of its parent at the start."""
    code = f"from pathlib import Path\nfrom tests.bench.synthetic import *\n{code}"
    subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], check=True)


def report(name: str, seconds: float, attrs: float, budget: str) -> None:
    """One line, with the ratio to `import attrs`."""
    print(
        f"{name:32} {seconds * 1e3:8.1f} ms = {seconds / attrs:5.2f} x import attrs{budget and f' (budget {budget})'}"
    )


def measure_installed(folder: Path) -> None:
    """What questions cost in fresh processes, where a registry of the size that ours grows to was installed."""
    make(f"write_grown_registry(Path({str(folder)!r}, 'registry'))")
    make(f"install(Path({str(folder)!r}, 'site'), Path({str(folder)!r}, 'registry'))")
    path = f"import sys; sys.path.insert(0, {str(folder / 'site')!r})"
    clock = f"{path}\n{CLOCK}"
    attrs = measure("import attrs", clock)
    print("1,500 models, 250 vendors, 160 platforms, 8,000 integrations, installed:")
    for name, code, budget in (
        ("  load() and one look-up", "llmreg.load()['v0/f0r0-72b']", "1.5"),
        ("  resolve an id", "llmreg.load().resolve('v0/f0r0-72b')", ""),
        ("  resolve a name", "llmreg.load().resolve('Vendor0/F0r0-72B-GPTQ-Int4')", ""),
        ("  integrations of a model", "llmreg.load().integrations('v0/f0r0-72b')", ""),
        ("  find", "llmreg.load().find('params:72B lang:zh')", ""),
    ):
        report(name, measure(f"import llmreg; {code}", clock), attrs, budget)
    memory = measure("import llmreg; llmreg.load()['v0/f0r0-72b']", f"{path}\n{MEMORY}", 1)
    print(f"  resident after one look-up     {memory:8.1f} MB (budget 30)")


def main() -> None:
    bare, attrs = measure("pass"), measure("import attrs")
    face = measure("import llmreg")
    load = measure("import llmreg; llmreg.load()['alibaba/qwen-72b']")
    print(f"import llmreg            {(face - bare) * 1e3:8.1f} ms over a bare interpreter (budget 5)")
    report("load() of this llmreg", load, attrs, "")
    with tempfile.TemporaryDirectory() as folder:
        measure_installed(Path(folder))
        root = Path(folder, "large")
        make(f"write_large_registry(Path({str(root)!r}), 5_600)")
        code = f"import llmreg; r = llmreg.check({str(root)!r}, processes=None); assert r.models == 5600 and not len(r)"
        large = measure(code, rounds=3)
        parse = f"import pathlib, tomllib\nfor f in pathlib.Path({str(root)!r}).rglob('*.toml'): tomllib.loads(f.read_text())"
        floor = measure(parse, "import time; t = time.perf_counter()\n{0}\nprint(time.perf_counter() - t)", rounds=3)
        print(
            f"check of 5,600 files     {large:8.2f} s = {large / floor:.2f} x reading and parsing them in one process (budget 0.60 s"
            " where models.dev needs that)"
        )
        print(f"  resident               {measure(code, MEMORY, 1):8.1f} MB (budget 80)")


if __name__ == "__main__":
    main()
