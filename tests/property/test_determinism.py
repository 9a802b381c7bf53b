"""The same registry gives the same report and the same texts, whatever seed the hashes have."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import llmreg
from tests.full import FULL
from tests.property.strategies import write_files

SCRIPT = """\
import sys
from datetime import date
import llmreg
from llmreg.conversion.unstructure import unstructure
from llmreg.toml.writer import write

broken, whole = sys.argv[1:]
for found in llmreg.check(broken, as_of=date(2026, 11, 23)):
    print(repr(found))
reg = llmreg.load(whole)
for table in (reg.models, reg.vendors, reg.platforms, reg.licenses):
    for record in table.values():
        print(repr(record), write(unstructure(record)))
for day in (date(2023, 1, 1), date(2024, 6, 1)):
    print([repr(model) for model in reg.as_of(day)])
for name in ("acme/acme-2-8x7", "acme-2-chta", "zzz"):
    try:
        reg.resolve(name)
    except llmreg.LlmregError as error:
        print(error)
"""

FAULTS = {
    "models/acme/bad.toml": "a = \n",
    "models/acme/copy.toml": FULL["models/acme/acme-2.toml"],
    "models/acme/new.toml": (
        '[[models]]\nid = "New"\nname = "New 7B"\nfamily = "acne"\nlicense = "apache"\nzzz = 1\nyyy = 2\nwindow = 3\n'
        'aliases = ["acme-2", "acme-top", "x", "x"]\nparameters = { total = "70B", active = "80B" }\n'
        'modalities = { input = ["smell"] }\nlinks = { a = "b", c = "d" }\n[models.integrations.apo]\nids = ["a"]\n'
    ),
    "models/acme/odd.toml": (
        '[[models]]\nid = "acme-2-8x7b-chta"\nname = "Odd"\nfamily = "acne"\nlicense = "apache"\naliases = ["acme-2", "acme-top"]\n'
        'parameters = { total = "70B", active = "80B" }\nderived_from = [{ model = "acme/acme-2-8x7bb", relation = "finetune" }]\n'
        '[models.integrations.apo]\nids = ["a"]\nsince = 2024-05-01\nretired = 2024-01-01\ndeprecated = 2024-09-01\n'
    ),
    "platforms/apj.toml": 'name = "X"\nkind = "apis"\nvendor = "acmee"\n',
    "vendors/b.toml": 'name = "B"\nparent = "acmee"\n[families.acme]\nname = "Acme"\n',
    "stray.toml": "",
}


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    root = tmp_path_factory.mktemp("seeds")
    return write_files(root / "broken", {**FULL, **FAULTS}), write_files(root / "whole", FULL)


def output(folders: tuple[Path, Path], seed: int) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
    command = [sys.executable, "-c", SCRIPT, *map(str, folders)]
    return subprocess.run(command, capture_output=True, text=True, check=True, env=environment, encoding="utf-8").stdout


def test_reports_and_texts_do_not_depend_on_the_hash_seed(folders: tuple[Path, Path]) -> None:
    outputs = [output(folders, seed) for seed in (0, 1, 2, 3)]
    assert outputs[0].count("Diagnostic(") >= 25
    assert len(set(outputs)) == 1


def test_the_order_in_which_files_are_written_changes_no_report(tmp_path: Path) -> None:
    reports = [
        [(str(found).replace(root.as_posix(), ""), found.hint, found.notes) for found in llmreg.check(root)]
        for root in (write_files(tmp_path / str(seed), {**FULL, **FAULTS}, seed=seed) for seed in range(4))
    ]
    assert all(report == reports[0] for report in reports)
