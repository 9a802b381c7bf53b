"""A file that is no TOML is one finding, and the models beside it are still there.

Every document of the TOML test suite that TOML 1.0 refuses is put beside a good file. The suite lies outside this
repository; without it these tests are skipped.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import llmreg
from tests.conftest import MODEL, WriteRegistry

SUITE = Path(__file__).parents[2] / "shared" / "data" / "toml-test"
LISTED = SUITE / "files-toml-1.0.0"
NAMES = (
    [
        line
        for line in LISTED.read_text(encoding="utf-8").splitlines()
        if line.startswith("invalid/") and line.endswith(".toml")
    ]
    if LISTED.is_file()
    else []
)

pytestmark = pytest.mark.skipif(not NAMES, reason="../shared/data/toml-test is not there")


@pytest.mark.parametrize("name", NAMES or ["none"])
def test_an_invalid_document_is_one_finding_and_the_model_beside_it_is_loaded(name: str, write: WriteRegistry) -> None:
    """A byte order mark, as in files of UTF-16, may be a second one."""
    root = write({"models/acme/acme.toml": MODEL, "models/acme/bad.toml": (SUITE / name).read_bytes()})
    with pytest.raises(llmreg.InvalidRegistryError) as caught:
        llmreg.load(root)
    report = caught.value.report
    found = [each for each in report if each.code != "LR006"]
    assert len(found) == 1, report.concise()
    assert found[0].code in {"LR002", "LR003", "LR004", "LR005", "LR110"}
    assert found[0].location.file.endswith("/models/acme/bad.toml")
    assert len(report) <= 2
    assert report.models == 1


@pytest.mark.parametrize(
    ("folder", "codes"),
    [("encoding", {"LR002", "LR004"}), ("datetime", {"LR110", "LR002", "LR005"}), ("table", {"LR002", "LR003"})],
)
def test_the_kind_of_fault_is_told(folder: str, codes: set[str], write: WriteRegistry) -> None:
    chosen = [name for name in NAMES if name.startswith(f"invalid/{folder}/")]
    files = {f"models/acme/bad-{number}.toml": (SUITE / name).read_bytes() for number, name in enumerate(chosen)}
    report = llmreg.check(write({"models/acme/acme.toml": MODEL, **files}))
    assert {each.code for each in report} - {"LR006"} <= codes
    assert len({each.location.file for each in report if each.code != "LR006"}) == len(chosen) > 0


def test_all_of_them_together_still_leave_the_model(write: WriteRegistry) -> None:
    files = {f"models/acme/bad-{number}.toml": (SUITE / name).read_bytes() for number, name in enumerate(NAMES)}
    report = llmreg.check(write({"models/acme/acme.toml": MODEL, **files}))
    assert report.models == 1
    assert len({each.location.file for each in report}) == len(NAMES)
    assert {each.code for each in report} == {"LR002", "LR003", "LR004", "LR005", "LR110"} | (
        {"LR006"} & {each.code for each in report}
    )
