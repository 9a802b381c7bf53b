"""Whatever lies in a folder: a clear diagnostic at its place, never an exception, never a partial load in silence."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

import pytest

import llmreg
from llmreg.cli import main
from llmreg.rules.rule import Link
from tests.conftest import MODEL, WriteRegistry

GOOD = {"models/acme/acme.toml": MODEL}


def codes(report: llmreg.Report) -> list[str]:
    return [found.code for found in report]


def the_one(report: llmreg.Report) -> llmreg.Diagnostic:
    assert len(report) == 1, report.concise()
    return report.diagnostics[0]


def test_an_empty_folder_has_no_inputs(tmp_path: Path) -> None:
    found = the_one(llmreg.check(tmp_path))
    assert found.code == "LR009"
    assert "models/VENDOR" in (found.hint or "")


def test_a_missing_path_is_said_to_be_missing(tmp_path: Path) -> None:
    found = the_one(llmreg.check(tmp_path / "nowhere"))
    assert found.code == "LR001"
    assert "no such folder" in found.message


def test_a_file_in_place_of_a_folder_is_said_to_be_one(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text(MODEL)
    assert "is a file" in the_one(llmreg.check(tmp_path / "x.toml")).message


def test_a_folder_without_settings_says_what_to_write(write: WriteRegistry) -> None:
    root = write(GOOD)
    (root / "registry.toml").unlink()
    found = the_one(llmreg.check(root))
    assert found.code == "LR001"
    assert 'name = "..."' in (found.hint or "")


def test_one_broken_file_does_not_hide_the_others(write: WriteRegistry) -> None:
    """The good file is still checked to the end: its own fault is found too."""
    root = write(
        {
            "models/acme/bad.toml": "[[models\n",
            "models/acme/good.toml": MODEL + 'license = "Apache 2.0"\n',
            "vendors/broken.toml": "name = \n",
        }
    )
    report = llmreg.check(root)
    assert codes(report) == ["LR002", "LR501", "LR321", "LR002"] or sorted(codes(report)) == [
        "LR002",
        "LR002",
        "LR321",
        "LR501",
    ]
    assert report.models == 1


def test_load_refuses_a_registry_with_errors_and_carries_all_of_them(write: WriteRegistry) -> None:
    root = write({"models/acme/bad.toml": "[[models\n", "models/acme/good.toml": MODEL})
    with pytest.raises(llmreg.InvalidRegistryError) as caught:
        llmreg.load(root)
    assert codes(caught.value.report) == ["LR002"]
    assert "bad.toml:1:" in str(caught.value)


def test_a_byte_order_mark_is_a_warning_and_the_file_is_read(write: WriteRegistry) -> None:
    root = write({"models/acme/acme.toml": b"\xef\xbb\xbf" + MODEL.encode()})
    assert codes(llmreg.check(root)) == ["LR006"]
    assert "acme/acme-7b" in llmreg.load(root)


def test_crlf_is_read_and_places_stay_exact(write: WriteRegistry) -> None:
    root = write({"models/acme/acme.toml": (MODEL + "context = { window = 0 }\n").replace("\n", "\r\n").encode()})
    span = the_one(llmreg.check(root)).location.span
    assert span is not None
    assert (span.start.line, span.start.column) == (5, 22)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        ('name = "Café"\n'.encode("latin-1"), "1252"),
        (MODEL.encode("utf-16"), "UTF-16"),
        ('name = "通义千问，阿里巴巴的大模型"\n'.encode("gb18030"), "GB"),
    ],
)
def test_another_encoding_is_named(write: WriteRegistry, data: bytes, word: str) -> None:
    found = next(iter(llmreg.check(write({**GOOD, "models/acme/other.toml": data}))))
    assert found.code == "LR004"
    assert word in " ".join([found.message, found.hint or "", *found.notes])


def test_two_megabytes_of_brackets_are_refused_by_size(write: WriteRegistry) -> None:
    found = the_one(llmreg.check(write({**GOOD, "models/acme/big.toml": b"[" * 2_000_000})))
    assert found.code == "LR007"
    assert "1.9 MiB" in found.message


@pytest.mark.parametrize(
    "text",
    [
        "x-a = " + "[" * 10_000 + "]" * 10_000,
        "x-a = " + "{a=" * 10_000 + "1" + "}" * 10_000,
        "x-a." + ".".join(["a"] * 10_000) + " = 1",
        "[x-a." + ".".join(["a"] * 10_000) + "]",
        "x-a = " + "[" * 10_000,
    ],
    ids=["arrays", "inline tables", "dotted key", "header", "open brackets"],
)
def test_nesting_of_ten_thousand_is_refused(write: WriteRegistry, text: str) -> None:
    assert codes(llmreg.check(write({**GOOD, "models/acme/deep.toml": MODEL + text}))) == ["LR007"]


def test_a_nul_byte_is_pointed_at(write: WriteRegistry) -> None:
    found = the_one(llmreg.check(write({**GOOD, "models/acme/nul.toml": MODEL.encode() + b'version = "1\0"\n'})))
    assert found.code == "LR002"
    assert found.location.span is not None
    assert (found.location.span.start.line, found.location.span.start.column) == (5, 13)


def test_a_link_to_nothing_is_reported(write: WriteRegistry) -> None:
    found = the_one(llmreg.check(write({**GOOD, "models/acme/link.toml": Link("../nothing.toml")})))
    assert found.code == "LR001"
    assert "broken symbolic link to `../nothing.toml`" in found.message


def test_a_link_out_of_the_registry_is_not_followed(write: WriteRegistry, tmp_path: Path) -> None:
    (tmp_path / "secret.toml").write_text("password = 1\n")
    found = the_one(llmreg.check(write({**GOOD, "models/acme/link.toml": Link(str(tmp_path / "secret.toml"))})))
    assert found.code == "LR001"
    assert "out of the registry" in found.message


def test_a_link_in_a_circle_is_reported(write: WriteRegistry) -> None:
    found = the_one(llmreg.check(write({**GOOD, "models/acme/link.toml": Link("link.toml")})))
    assert found.code == "LR001"


def test_a_linked_folder_is_not_followed(write: WriteRegistry) -> None:
    found = the_one(llmreg.check(write({**GOOD, "models/acme/again": Link(".")})))
    assert found.code == "LR001"
    assert "link to a folder" in found.message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_named_pipe_does_not_stop_the_check(write: WriteRegistry) -> None:
    root = write(GOOD)
    os.mkfifo(root / "models/acme/pipe.toml")
    assert "not a regular file" in the_one(llmreg.check(root)).message


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX permissions")
def test_a_file_without_permission_is_reported(write: WriteRegistry, tmp_path: Path) -> None:
    """As root every file can be read, so the check runs as nobody then."""
    root = write({**GOOD, "models/acme/closed.toml": MODEL})
    llmreg.check(root)  # everything that is imported late is there before rights are given up
    (root / "models/acme/closed.toml").chmod(0)
    was_root = os.geteuid() == 0
    if was_root:
        for folder in [tmp_path, *tmp_path.parents[:2]]:
            folder.chmod(0o755)
        os.seteuid(65534)
    try:
        report = llmreg.check(root)
    finally:
        if was_root:
            os.seteuid(0)
    found = next(iter(report))
    assert (found.code, found.location.file.endswith("closed.toml")) == ("LR001", True)
    assert "permission denied" in found.message


def test_two_files_with_the_same_id_are_both_named(write: WriteRegistry) -> None:
    found = the_one(llmreg.check(write({**GOOD, "models/acme/copy.toml": MODEL})))
    assert found.code == "LR202"
    assert found.location.file.endswith("copy.toml")
    assert found.related[0][0].file.endswith("acme.toml")


def test_ids_that_differ_by_case_collide(write: WriteRegistry) -> None:
    root = write({**GOOD, "models/acme/copy.toml": MODEL.replace("acme-7b", "ACME-7B")})
    assert codes(llmreg.check(root)) == ["LR202", "LR205"]


def test_columns_count_characters_after_chinese_text(write: WriteRegistry) -> None:
    line = 'parameters = { nominal = "7B", total = 0 } # 通义千问\n'
    root = write({"models/acme/acme.toml": MODEL + 'names = { zh = "通义千问", xx-bad = "" }\n' + line})
    report = llmreg.check(root)
    places = [(d.code, d.location.span.start.column) for d in report if d.location.span]
    assert ("LR111", line.index("0") + 1) in places
    assert ("LR107", 'names = { zh = "通义千问", xx-bad = "" }'.index('""') + 1) in places


def test_a_line_of_ten_thousand_characters_is_placed(write: WriteRegistry) -> None:
    line = f'x-note = "{"a" * 10_000}"\nnames = {{ en = "{"b" * 10_000}", de = "" }}\n'
    report = llmreg.check(write({"models/acme/acme.toml": MODEL + line}))
    found = next(each for each in report if each.code == "LR107")
    assert found.location.span is not None
    assert found.location.span.start.column > 10_000


def test_a_file_in_a_place_that_is_not_read_is_reported(write: WriteRegistry) -> None:
    root = write({**GOOD, "model/acme/lost.toml": MODEL, "models/lost.toml": MODEL})
    report = llmreg.check(root)
    assert codes(report) == ["LR201", "LR201"]
    assert "`models`" in (report.diagnostics[0].hint or "")


def test_hidden_and_other_files_are_left_alone(write: WriteRegistry) -> None:
    root = write(
        {**GOOD, "README.md": "hello", "models/acme/.acme.toml": "[", "models/acme/acme.toml~": "[", ".git/x.toml": "["}
    )
    assert llmreg.check(root).diagnostics == ()


def test_a_newer_schema_stops_the_check_with_one_finding(write: WriteRegistry) -> None:
    root = write({"registry.toml": 'name = "x"\nschema = 9\nnew = 1\n', "models/acme/acme.toml": "[["})
    assert "LR008" in codes(llmreg.check(root))
    assert "LR002" not in codes(llmreg.check(root))


def test_a_newer_llmreg_may_be_required(write: WriteRegistry) -> None:
    root = write({**GOOD, "registry.toml": 'name = "x"\nschema = 1\nrequires-llmreg = ">=99"\n'})
    found = the_one(llmreg.check(root))
    assert found.code == "LR008"
    assert "needs llmreg >=99" in found.message


def test_a_broken_vendor_file_is_one_finding(write: WriteRegistry) -> None:
    """Its models would all miss their vendor and family; that says nothing new."""
    assert codes(llmreg.check(write({**GOOD, "vendors/acme.toml": 'name = "Acme'}))) == ["LR002"]


def test_settings_ignore_and_regrade_rules(write: WriteRegistry) -> None:
    settings = 'name = "x"\nschema = 1\n\n[check]\nignore = ["unsourced"]\nseverity = { LR204 = "error" }\n'
    root = write(
        {"registry.toml": settings, "models/acme/acme.toml": MODEL + 'aliases = ["acme-7b"]\nreleased = 2024-01-01\n'}
    )
    found = the_one(llmreg.check(root))
    assert (found.code, found.severity) == ("LR204", llmreg.Severity.ERROR)


def test_settings_with_an_unknown_rule_are_told(write: WriteRegistry) -> None:
    settings = 'name = "x"\nschema = 1\n\n[check]\nignore = ["unsorced"]\n'
    found = the_one(llmreg.check(write({**GOOD, "registry.toml": settings})))
    assert (found.code, found.hint) == ("LR104", "did you mean `unsourced`?")


def test_reading_errors_cannot_be_ignored(write: WriteRegistry) -> None:
    settings = 'name = "x"\nschema = 1\n\n[check]\nignore = ["LR002"]\n'
    assert codes(llmreg.check(write({**GOOD, "registry.toml": settings, "models/acme/bad.toml": "x"}))) == ["LR002"]


def test_a_fault_of_the_release_is_told_once_and_at_the_release(write: WriteRegistry) -> None:
    text = 'released = "yesterday"\ncontext = { windw = 1 }\n' + MODEL + MODEL.replace("7b", "9b")
    report = llmreg.check(write({"models/acme/acme.toml": text}))
    assert [(d.code, d.location.span.start.line) for d in report if d.location.span] == [("LR103", 1), ("LR102", 2)]


def test_everything_wrong_in_a_file_is_told_at_once(write: WriteRegistry) -> None:
    text = """\
[[models]]
id = 5
name = ""
family = "acme"
released = 2025-02-30x
"""
    assert codes(llmreg.check(write({"models/acme/acme.toml": text}))) == ["LR002"]
    text = """\
license = true
[[models]]
id = 5
name = ""
family = "acme"
weights = "opne"
released = "2025-13"
parameters = { total = 7, active = "6B" }
context = { window = 1.5, output = "12" }
languages = { tags = "en", trained = ["xx-yy"], complete = "yes" }
derived_from = [{ model = "a/b" }]
"""
    report = llmreg.check(write({"models/acme/acme.toml": text}))
    assert [(d.location.span.start.line, d.code) for d in report if d.location.span] == [
        (1, "LR103"),
        (3, "LR103"),
        (4, "LR107"),
        (6, "LR104"),
        (7, "LR110"),
        (8, "LR113"),
        (9, "LR103"),
        (9, "LR103"),
        (10, "LR103"),
        (10, "LR105"),
        (10, "LR103"),
        (11, "LR101"),
    ]


def test_a_base_that_cannot_be_read_is_not_taken_for_an_empty_one(write: WriteRegistry, tmp_path: Path) -> None:
    with pytest.raises(llmreg.InvalidRegistryError, match="no such folder"):
        llmreg.check(write(GOOD), base=tmp_path / "nowhere")


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="file names are always Unicode here")
def test_a_file_name_that_is_no_utf8_can_be_printed(write: WriteRegistry, capsys: pytest.CaptureFixture[str]) -> None:
    """And it is still read: its models are there, and its findings have their lines."""
    root = write(GOOD)
    for name in (b"models/acme/caf\xe9.toml", b"vendors/caf\xe9.toml", b"caf\xe9.toml"):
        (root / os.fsdecode(name)).write_text(MODEL.replace("acme-7b", "acme-8b") + "x = 1\n")
    (root / "models/acme/broken.toml").symlink_to(os.fsdecode(b"caf\xea"))
    report = llmreg.check(root)
    assert {"LR001", "LR102", "LR201"} <= set(codes(report))
    assert any(found.location.span for found in report if "caf\\udce9" in found.location.file)
    for form in ("text", "concise", "json", "github"):
        main(["check", str(root), "-o", form])
        capsys.readouterr().out.encode()
    str(list(report)).encode()
    report.concise().encode()
    nowhere = os.fsdecode(b"/nowhere/caf\xe9")
    llmreg.check(nowhere).concise().encode()


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_first_and_the_last_day_can_be_the_day_of_a_check(write: WriteRegistry, day: date) -> None:
    root = write({"models/acme/acme.toml": MODEL + "released = 2024-05-31\n"})
    found = [each for each in llmreg.check(root, as_of=day) if each.code == "LR409"]
    assert [each.message for each in found] == (["the release date is 739,036 days ahead"] if day == date.min else [])
