"""Every rule shows itself: its bad example has exactly its finding, its good example has none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import llmreg
from llmreg.rules import RULES, find_rule, suggest_rule
from llmreg.rules.rule import Example, Link, Rule, example_files

TODAY = date(2026, 11, 23)


def write_example(example: Example, root: Path) -> Path:
    for name, content in example_files(example).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Link):
            path.symlink_to(content.target)
        else:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def check_example(rule: Rule, example: Example, folder: Path) -> llmreg.Report:
    base = None if rule.before is None else write_example(rule.before, folder / "before")
    return llmreg.check(write_example(example, folder / "now"), as_of=TODAY, base=base)


@pytest.mark.parametrize("rule", RULES.values(), ids=str)
def test_the_bad_example_has_exactly_this_finding(rule: Rule, tmp_path: Path) -> None:
    found = check_example(rule, rule.bad, tmp_path)
    assert {each.code for each in found} == {rule.code}, found.concise()
    assert {each.severity for each in found} == {rule.severity}


@pytest.mark.parametrize("rule", RULES.values(), ids=str)
def test_the_good_example_has_none(rule: Rule, tmp_path: Path) -> None:
    assert check_example(rule, rule.good, tmp_path).diagnostics == ()


@pytest.mark.parametrize("rule", RULES.values(), ids=str)
def test_a_finding_has_a_place_and_plain_words(rule: Rule, tmp_path: Path) -> None:
    """Places are lines of a file that is there, but for files that cannot be read; messages follow the wording rules."""
    for found in check_example(rule, rule.bad, tmp_path):
        assert found.location.span is not None or rule.code in ("LR001", "LR007", "LR009", "LR208")
        assert not found.message.endswith(".")
        assert "invalid" not in found.message.lower()
        assert "\n" not in found.message


def test_codes_and_names_are_one_to_one() -> None:
    assert [rule.code for rule in RULES.values()] == list(RULES)
    assert len({rule.name for rule in RULES.values()}) == len(RULES)
    assert all(rule.code[:2] == "LR" and rule.code[2:].isdigit() for rule in RULES.values())


def test_rules_are_found_by_code_and_by_name_in_any_case() -> None:
    assert find_rule("lr403") is find_rule("Size-Name-Mismatch") is RULES["LR403"]
    assert find_rule("LR999") is None
    assert suggest_rule("size-name-mismach") == "size-name-mismatch"
