"""Any single fact of the registry broken by hand gives one finding, at its line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import llmreg

ROOT = Path(__file__).parents[2] / "registry"
QWEN = "models/alibaba/qwen.toml"
BREAKS = [
    # file, what stands there, what somebody types instead, the rule. A few of each kind of file, for each is a check of
    # everything; what the rules find is tested with them.
    (QWEN, "total = 72_287_920_128", "total = 7_228_792_012", "LR403"),
    (QWEN, 'license = "LicenseRef-Tongyi-Qianwen"', 'license = "LicenseRef-Tongyi"', "LR323"),
    (QWEN, "released = 2023-08-03", "released = 2023-08-32", "LR110"),
    (QWEN, 'model = "alibaba/qwen-72b"', 'model = "alibaba/qwen-27b"', "LR304"),
    ("models/damo/seallm-v1.toml", '"vi", "id"', '"vn", "id"', "LR105"),
    ("vendors/alibaba.toml", 'country = "CN"', 'country = "CHN"', "LR105"),
    ("vendors/lazada.toml", 'parent = "alibaba"', 'parent = "alibabba"', "LR301"),
    ("platforms/dingtalk.toml", 'family = "qwen"', 'family = "quen"', "LR302"),
    ("licenses/LicenseRef-Llama-2.toml", "limit = 700_000_000", "limit = 7e8", "LR103"),
]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(ROOT, tmp_path_factory.mktemp("broken") / "registry")


@pytest.mark.parametrize(
    ("file", "fact", "slip", "code"), BREAKS, ids=[f"{slip} {code}" for _, _, slip, code in BREAKS]
)
def test_a_broken_fact_is_one_finding_at_its_line(copy: Path, file: str, fact: str, slip: str, code: str) -> None:
    path = copy / file
    good = path.read_text(encoding="utf-8")
    line = good[: good.index(fact)].count("\n") + 1
    path.write_text(good.replace(fact, slip, 1), encoding="utf-8")
    try:
        found = [each for each in llmreg.check(copy) if each.severity is not llmreg.Severity.INFO]
    finally:
        path.write_text(good, encoding="utf-8")
    assert [(each.code, each.location.span and each.location.span.start.line) for each in found] == [(code, line)], [
        str(f) for f in found
    ]
    assert found[0].location.file.endswith(file)
