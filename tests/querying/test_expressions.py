"""Typed expressions: the same trees as text, and no way to ask by mistake for something else."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from llmreg import Expression, F, PartialDate, Query, QueryError, Registry
from tests.querying.small import model, small_registry

SAME = [
    ("family:qwen", F.family == "qwen"),
    ("vendor:meta,google", F.vendor.one_of("meta", "google")),
    ("-vendor:meta", F.vendor != "meta"),
    ("id:qwen*", F.id.matches("qwen*")),
    ('name:"a*b"', F.name == "a*b"),
    ("context:>=128k", F.context >= "128k"),
    ("context:>=128000", F.context >= 128_000),
    ("context:>128k", F.context > "128k"),
    ("context:<128k", F.context < "128k"),
    ("context:..128k", F.context <= "128k"),
    ("context:128k", F.ctx == "128k"),
    ("-context:128k", F.context != "128k"),
    ("context@groq:>=32k", F.context.on("groq") >= "32k"),
    ("size:7B..14B", F.size.between("7B", "14B")),
    ("size:7B,14B", F.size.one_of("7B", "14B")),
    ("parameters:>=7000000000", F.params >= 7 * 10**9),
    ("price:..0.5", F.price <= 0.5),
    ("price@openai:2CNY", F.price.on("OpenAI") == "2CNY"),
    ("price:<0.25", F.price < Decimal("0.25")),
    ("released:<2024-01-01", F.released < date(2024, 1, 1)),
    ("released:2024-06..2024-08", F.released.between("2024-06", PartialDate.parse("2024-08"))),
    ("released:>=2024-02-03", F.released >= datetime(2024, 2, 3, 4, 5)),  # noqa: DTZ001
    ("released:last-6-months", F.released == "last-6-months"),
    ("released:2023,2024", F.released.one_of("2023", "2024")),
    ("-released:2024", F.released != "2024"),
    ("retired@openai:>2024", F.retired.on("openai") > "2024"),
    ("knowledge_cutoff:>2023", F.cutoff > "2023"),
    ("lang:zh", F.lang == "zh"),
    ("lang:zh,en", F.lang.any_of("zh", "en")),
    ("lang:all(zh,en)", F.languages.all_of("en", "zh")),
    ("lang:@sea", F.lang.in_group("sea")),
    ("lang:all(@sea)", F.lang.all_of_group("@sea")),
    ("license:@osi,@permissive", F.license.in_group("osi", "permissive")),
    ("license:MIT", F.licence == "mit"),
    ("platform:@api", F.platform.in_group("api")),
    ("platform:groq", F.provider == "groq"),
    ("family-platform:dingtalk", F.family_platform == "dingtalk"),
    ("status@openai:active", F.status.on("openai") == "active"),
    ("status:active,deprecated", F.status.any_of("active", "deprecated")),
    ("version:>=1.5,<3", F.version.satisfies(">=1.5, <3")),
    ("version:2", F.version == "2"),
    ("-version:2", F.version != "2"),
    ("version:1,2", F.version.one_of("1", "2")),
    ("qwen>=1.5", (F.family == "qwen") & F.version.satisfies(">=1.5")),
    ("modality:all(text,image)", F.modality.all_of("text", "image")),
    ("derived-from:llama-2", F.derived_from == "llama-2"),
    ("context:unknown", F.context.is_unknown()),
    ("context:undisclosed", F.context.is_undisclosed()),
    ("active:not-applicable", F.active.is_not_applicable()),
    ("has:context", F.context.is_recorded()),
    ("is:moe,dense", F.is_("moe", "dense")),
    ("has:context,license", F.has("ctx", "licence")),
    ("no:license", F.no("license")),
    ('"code llama"', F.text("code llama")),
    ("architecture.num_hidden_layers:>=80", F.amount("num_hidden_layers") >= 80),
    ("training.tokens:>=3T", F.tokens >= "3T"),
    ("price.output:..1", F.amount("price.output") <= 1),
    ("a b", F.text("a") & F.text("b")),
    ("a OR b", F.text("b") | F.text("a")),
    ("-(a b)", ~(F.text("a") & F.text("b"))),
    ("a", ~~F.text("a")),
]


@pytest.mark.parametrize(("text", "expression"), SAME, ids=[text for text, _ in SAME])
def test_text_and_expression_are_one_query(text: str, expression: Expression) -> None:
    assert Query(expression.node) == Query.parse(text)
    assert str(expression) == str(Query.parse(text))


def test_both_find_the_same() -> None:
    registry = small_registry(model("a", license="MIT"), model("b"))
    assert registry.find(F.license == "MIT").ids == registry.find("license:MIT").ids == ("acme/a",)
    assert registry.find(Query.parse("license:MIT")).ids == ("acme/a",)


def test_nothing_equals_none() -> None:
    for field in (F.context, F.vendor, F.released, F.version):
        with pytest.raises(TypeError, match=r"use \.is_unknown\(\)"):
            _ = field == None  # noqa: E711
        with pytest.raises(TypeError, match=r"use \.is_unknown\(\)"):
            _ = field != None  # noqa: E711


def test_and_or_not_raise() -> None:
    one, other = F.vendor == "meta", F.size > "7B"
    for wrong in (lambda: one and other, lambda: one or other, lambda: not one, lambda: bool(one)):
        with pytest.raises(TypeError, match="write & for and"):
            wrong()
    with pytest.raises(TypeError, match=r"use \.is_recorded\(\)"):
        bool(F.context)


def test_a_forgotten_parenthesis_is_told() -> None:
    """`&` binds more tightly than `==`."""
    with pytest.raises(TypeError, match="put comparisons in parentheses"):
        _ = (F.vendor == "meta") & F.size > "7B"  # type: ignore[operator]


def test_values_of_other_types_are_refused() -> None:
    for wrong in (
        lambda: F.vendor == 3,
        lambda: F.context >= date(2024, 1, 1),
        lambda: F.released > 2024,
        lambda: F.context == True,  # noqa: E712
        F.vendor.one_of,
        F.license.in_group,
    ):
        with pytest.raises(TypeError):
            wrong()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (lambda: F.context >= "7-14B", "`7-14B` is not a quantity"),
        (lambda: F.size.between("14B", "7B"), "the range is upside down: 14B is more than 7B"),
        (lambda: F.released == "yesterday", "`yesterday` is not a date"),
        (lambda: F.lang == "english", "`english` is not a language tag"),
        (lambda: F.version.satisfies("1.5"), "`1.5` is not a version specifier"),
        (lambda: F.version.satisfies(">=3,<2"), "no version can satisfy `>=3,<2`"),
        (lambda: F.variant == "instuct", "`instuct` is not one of the values of `variant`"),
        (lambda: F.is_("open"), None),
        (lambda: F.id.matches("qwen"), "`qwen` is not a pattern"),
        (lambda: F.field("nothing"), "unknown field `nothing`"),
        (lambda: F.amount("vendor"), "`vendor` is not a number"),
        (lambda: F.text(" "), "there is nothing in this text to search for"),
    ],
)
def test_wrong_values_are_told_when_they_are_written(wrong: object, message: str | None) -> None:
    with pytest.raises(QueryError) as caught:
        wrong()  # type: ignore[operator]
    assert message is None or caught.value.message == message


def test_names_of_the_registry_are_told_when_it_is_asked(registry: Registry) -> None:
    expression = (F.vendor == "alibabba") & F.lang.in_group("sea")
    with pytest.raises(QueryError, match="alibabba"):
        registry.find(expression)


def test_a_field_that_there_is_not() -> None:
    with pytest.raises(AttributeError, match="did you mean `license`"):
        _ = F.licens
    assert "context" in dir(F)
    assert repr(F.context) == "F.field('context')"
    assert repr(F.context.on("groq")) == "F.field('context').on('groq')"
    with pytest.raises(TypeError, match="unhashable"):
        hash(F.context)


def test_type_checkers_see_misuse(tmp_path: Path) -> None:
    """`F.vendor > 3` is an error for mypy, and so is a field that there is not; what is right passes."""
    if shutil.which("mypy") is None:
        pytest.importorskip("mypy")
    good = "from llmreg import F, load\nreg = load()\nhits = reg.find((F.context >= 128_000) & F.lang.all_of('zh'))\n"
    good += "first: str = hits[0].name\nmore = hits.sort(-F.released, F.name).limit(3)\nF.price.on('x') <= 0.5\n"
    bad = ["F.vendor > 3", "F.lang.satisfies('1')", "F.vendor.on('x')", "F.licens", "F.context >= [1]"]
    source = tmp_path / "use.py"
    source.write_text(good + "".join(f"{line}\n" for line in bad))
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "mypy",
            "--strict",
            "--no-error-summary",
            "--cache-dir",
            str(tmp_path / "cache"),
            str(source),
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parent.parent.parent,
    )
    lines = {
        int(line.split(":")[1])
        for line in done.stdout.splitlines()
        if line.startswith(str(source)) or "use.py:" in line
    }
    first = good.count("\n") + 1
    assert lines == set(range(first, first + len(bad))), done.stdout + done.stderr
