"""Documents show what the registry says, or it is told; nothing else of them changes."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from llmreg import Block, DocumentState, Registry, update_document
from llmreg.cli import main
from llmreg.schema.limits import Context
from tests.conftest import WriteRegistry
from tests.full import FULL
from tests.querying.small import model, small_registry

BEGIN = '<!-- llmreg:begin query="" columns="id, context" -->\n'
END = "<!-- llmreg:end -->\n"


def registry(window: int = 1024) -> Registry:
    return small_registry(model("one", context=Context(window=window)), model("two"))


def states(file: Path, *, window: int = 1024, blocks: dict[str, Block] | None = None, **how: bool) -> list[str]:
    return [str(each.state) for each in update_document(file, registry(window), blocks or {}, **how).regions]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "README.md"
    file.write_text(f"# Title\n\n{BEGIN}{END}\nEnd\n", encoding="utf-8")
    return file


def test_a_region_is_filled_once_and_then_left_alone(page: Path) -> None:
    assert states(page) == ["outdated"]
    text = page.read_text(encoding="utf-8")
    assert "| acme/one | 1Ki |\n| acme/two | ? |\n" in text
    assert text.startswith(f"# Title\n\n{BEGIN}")
    assert text.endswith(" -->\n\nEnd\n")
    when = page.stat().st_mtime_ns
    assert states(page) == ["current"]
    assert (page.read_text(encoding="utf-8"), page.stat().st_mtime_ns) == (text, when)


def test_a_changed_fact_is_one_changed_line(page: Path) -> None:
    update_document(page, registry(), {})
    found = update_document(page, registry(2048), {}, write=False)
    changed = [line for line in found.diff.splitlines()[2:] if line[0] in "+-"]
    assert changed[:2] == ["-| acme/one | 1Ki |", "+| acme/one | 2Ki |"]
    assert len(changed) == 4, "the cell, and the checksum"
    assert found.written is False


def test_what_was_edited_by_hand_is_left_alone(page: Path) -> None:
    update_document(page, registry(), {})
    edited = page.read_text(encoding="utf-8").replace("| 1Ki |", "| 4Ki |")
    page.write_text(edited, encoding="utf-8")
    assert states(page, window=2048) == ["edited"]
    assert page.read_text(encoding="utf-8") == edited
    assert states(page, window=2048, force=True) == ["edited"]
    assert "| 2Ki |" in page.read_text(encoding="utf-8")


def test_text_that_was_there_before_is_left_alone(page: Path) -> None:
    page.write_text(f"{BEGIN}my own table\n{END}", encoding="utf-8")
    assert states(page) == ["edited"]
    assert "my own table" in page.read_text(encoding="utf-8")


def test_what_formatters_do_is_no_change(page: Path) -> None:
    """Padding, empty lines and needless escapes are not what a table says."""
    update_document(page, registry(), {})
    text = page.read_text(encoding="utf-8")
    padded = (
        text.replace("| Model | Context |\n| --- | --: |", "| Model      | Context |\n|:-----------|--------:|")
        .replace("| acme/one | 1Ki |", "| acme\\/one   |     1Ki |")
        .replace("<!-- prettier-ignore-start -->\n", "<!-- prettier-ignore-start -->\n\n")
    )
    assert padded != text
    page.write_text(padded, encoding="utf-8")
    assert states(page) == ["current"]
    assert page.read_text(encoding="utf-8") == padded
    assert states(page, window=2048) == ["outdated"], "and the next fact is written all the same"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("tail", ["", "\n", "last line without an end"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_the_last_line_and_a_byte_order_mark_stay(tmp_path: Path, newline: str, tail: str, mark: str) -> None:
    file = tmp_path / "page.md"
    file.write_bytes(f"{mark}通义\n{BEGIN}{END}{tail}".replace("\n", newline).encode())
    assert states(file) == ["outdated"]
    data = file.read_bytes().decode()
    assert data.count("\n") == (data.count("\r\n") if newline == "\r\n" else data.count("\n"))
    assert data.startswith(f"{mark}通义")
    assert data.endswith(f" -->\n{tail}".replace("\n", newline))
    assert states(file) == ["current"]


def test_permissions_and_links_stay(page: Path) -> None:
    page.chmod(0o640)
    link = page.with_name("link.md")
    link.symlink_to(page)
    update_document(link, registry(), {})
    assert link.is_symlink()
    assert page.stat().st_mode & 0o777 == 0o640
    assert "acme/one" in page.read_text(encoding="utf-8")
    assert [path.name for path in page.parent.iterdir() if path.name.startswith(".")] == []


def test_a_folder_that_cannot_be_written_is_told_and_nothing_is_lost(
    page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = page.read_bytes()

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    found = update_document(page, registry(), {})
    assert found.problem == "cannot write it: Permission denied"
    assert page.read_bytes() == before
    assert list(page.parent.iterdir()) == [page]


def test_files_that_are_no_text_are_told(tmp_path: Path) -> None:
    binary = tmp_path / "a.md"
    binary.write_bytes(b"one\ntwo \xff")
    assert update_document(binary, registry(), {}).problem == "it is not UTF-8 (byte 0xFF in line 2)"
    assert "cannot read it" in update_document(tmp_path / "none.md", registry(), {}).problem


@pytest.mark.parametrize(
    ("marker", "message"),
    [
        ("models", "there is no [tables.models] in the settings; known: `sizes`"),
        ("size", "there is no [tables.size] in the settings; did you mean `sizes`?"),
        ('query="vender:acme"', "unknown field `vender`"),
        ('query="" columns="nmae"', "unknown field `nmae`"),
        ('query="" colums="id"', "unknown option `colums`; did you mean `columns`?"),
        ('query="" transpose="true"', "`transpose` is `yes` or `no`, not `true`"),
        ('query="" as-of="soon"', "`as-of` is a day such as 2024-06-13, not `soon`"),
        ('query="" notes="below"', "`notes` is one of none, cells, line, not `below`"),
        ('query="" format="markdwon"', "there is no form `markdwon`; did you mean `markdown`?"),
        ('query="" compare="one,two"', "it has `query` and `compare`; write one of"),
        ('caption="x"', "it has nothing to show; write one of"),
        ('compare="one,too"', "unknown model `too`"),
        ('compare="one"', "a comparison takes 2 to 8 models, not 1"),
        ('query="context:>8k"', "no model matches `context:>8k`"),
        ('languages="@see"', "unknown group of languages `@see`"),
    ],
)
def test_regions_that_cannot_be_filled_are_told_with_their_place(page: Path, marker: str, message: str) -> None:
    page.write_text(f"x\n<!-- llmreg:begin {marker} -->\nkept\n{END}", encoding="utf-8")
    (region,) = update_document(page, registry(), {"sizes": Block(query="")}).regions
    assert (region.state, region.line, region.column) == (DocumentState.BROKEN, 2, 6)
    assert message in region.message
    assert "kept" in page.read_text(encoding="utf-8")


def test_regions_show_tables_comparisons_and_languages(page: Path) -> None:
    text = "".join(
        f"<!-- llmreg:begin {words} -->\n{END}"
        for words in (
            "sizes",
            'compare="one,two" fields="context"',
            'languages="sea"',
            'query="" transpose="yes" format="html"',
        )
    )
    page.write_text(text, encoding="utf-8")
    blocks = {"sizes": Block(query="context:>1", columns=("id=Name", "context:exact"), caption="Sizes")}
    assert states(page, blocks=blocks) == ["outdated"] * 4
    written = page.read_text(encoding="utf-8")
    for part in (
        "Sizes\n\n| Name | Context |",
        "|  | acme/one | acme/two |",
        "| Thai | th | 0 |",
        '<th scope="col">acme/one</th>',
    ):
        assert part in written
    assert states(page, blocks=blocks) == ["current"] * 4


@pytest.mark.parametrize(
    ("name", "comment", "part"),
    [
        ("a.rst", ".. {}", "   * - acme/one"),
        ("a.tex", "% {}", r"\begin{tabular}{lr}"),
        ("a.typ", "// {}", "[acme/one], [1Ki],"),
        ("a.html", "<!-- {} -->", '<th scope="row">acme/one</th>'),
        ("a.mdx", "{{/* {} */}}", "{/* prettier-ignore-start */}"),
    ],
)
def test_the_form_follows_the_file(tmp_path: Path, name: str, comment: str, part: str) -> None:
    file = tmp_path / name
    begin, end = comment.format('llmreg:begin query="" columns="id,context"'), comment.format("llmreg:end")
    file.write_text(f"{begin}\n{end}\n", encoding="utf-8")
    assert states(file) == ["outdated"]
    assert part in file.read_text(encoding="utf-8")
    assert states(file) == ["current"]


def test_indented_regions_keep_their_indent(page: Path) -> None:
    page.write_text(f"- item\n\n  {BEGIN}  {END}", encoding="utf-8")
    update_document(page, registry(), {})
    assert "\n  | acme/one | 1Ki |\n" in page.read_text(encoding="utf-8")
    assert states(page) == ["current"]


TEXT = st.text(st.characters(exclude_characters="\r", exclude_categories=["Cs"]), max_size=40)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXT, TEXT)
def test_what_stands_around_a_region_stays(tmp_path: Path, above: str, below: str) -> None:
    file = tmp_path / "page.rst"
    file.write_bytes(f"{above}\n.. {BEGIN[5:-4].strip()}\n.. llmreg:end\n{below}".encode())
    update_document(file, registry(), {})
    text = file.read_bytes().decode()
    assert text.startswith(f"{above}\n.. llmreg:begin")
    assert text.endswith(f"\n{below}")
    assert states(file) == ["current"]


# --- the command


@pytest.fixture
def full(write: WriteRegistry) -> str:
    return str(write(FULL))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "README.md").write_text("<!-- llmreg:begin qwen -->\n<!-- llmreg:end -->\n", encoding="utf-8")
    (tmp_path / "llmreg.toml").write_text(
        '[tables.qwen]\nquery = "id:qwen-72b"\ncolumns = ["id", "params"]\n', encoding="utf-8"
    )
    return tmp_path


def test_check_fails_with_a_diff_until_the_command_has_run(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["docs", "--check"]) == 1
    out, err = capsys.readouterr()
    assert "+| alibaba/qwen-72b | 72.3B |" in out
    assert "README.md:1:6: it no longer says what the registry says" in err
    assert "help: llmreg docs README.md" in err
    assert main(["docs"]) == 0
    assert main(["docs", "--check"]) == 0
    assert capsys.readouterr().err.endswith("1 region in 1 file: 1 up to date\n")
    (project / "llmreg.toml").write_text('[tables.qwen]\nquery = "id:qwen-72b"\n', encoding="utf-8")
    assert main(["docs", "--check", "README.md"]) == 1


def test_no_region_is_exit_code_3_and_never_appends(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "README.md").write_text("no region\n", encoding="utf-8")
    assert main(["docs"]) == 3
    assert "no region in README.md" in capsys.readouterr().err
    assert (project / "README.md").read_text(encoding="utf-8") == "no region\n"


@pytest.mark.parametrize("text", ["<!-- llmreg:begin qwn -->\n<!-- llmreg:end -->\n", "<!-- llmreg:begin qwen -->\n"])
def test_broken_regions_are_exit_code_2(project: Path, text: str) -> None:
    (project / "README.md").write_text(text, encoding="utf-8")
    assert main(["docs"]) == 2
    assert main(["docs", "--check"]) == 2
    assert main(["docs", "none.md"]) == 2


def test_hand_edits_are_exit_code_1_until_force(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["docs"]) == 0
    page = project / "README.md"
    page.write_text(page.read_text(encoding="utf-8").replace("72.3B", "72B"), encoding="utf-8")
    assert main(["docs"]) == 1
    assert "edited since" in capsys.readouterr().err
    assert main(["docs", "--force"]) == 0
    assert main(["docs", "--check"]) == 0


def test_settings_name_documents_and_registry(project: Path, full: str, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "docs").mkdir()
    page = project / "docs" / "a.md"
    page.write_text('<!-- llmreg:begin query="id:acme-2-8x7b" -->\n<!-- llmreg:end -->\n', encoding="utf-8")
    (project / "pyproject.toml").write_text(
        f'[tool.llmreg]\nregistry = {full!r}\ndocs = ["docs/**/*.md"]\n', encoding="utf-8"
    )
    (project / "llmreg.toml").unlink()
    assert main(["docs"]) == 0
    assert "acme/acme-2-8x7b" in page.read_text(encoding="utf-8")
    assert main(["docs", "--config", "none.toml"]) == 2
    assert "cannot read none.toml" in capsys.readouterr().err


@pytest.mark.usefixtures("project")
def test_the_table_of_the_settings_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["table", "--use", "qwen", "--output", "csv"]) == 0
    assert capsys.readouterr().out == "id,parameters\nalibaba/qwen-72b,72287920128\n"
    assert main(["table", "--use", "qwn"]) == 2
    assert "did you mean `qwen`?" in capsys.readouterr().err


def test_the_command_prints_tables(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["table", "id:qwen-72b", "--columns", "id, params", "--caption", "One"]) == 0
    assert capsys.readouterr().out.startswith(
        "One\n\n| Model | Parameters |\n| --- | --: |\n| alibaba/qwen-72b | 72.3B |\n"
    )
    assert main(["table", "id:qwen-72b", "--columns", "nmae"]) == 2
    assert main(["table", "context:>900M"]) == 1


def test_settings_are_strict_and_tell_everything_at_once(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "llmreg.toml").write_text(
        'registri = "x"\n[tables.a]\nquery = 5\ncolums = ["id"]\nnotes = "below"\nas-of = "2024"\n', encoding="utf-8"
    )
    assert main(["docs"]) == 2
    err = capsys.readouterr().err
    for part in ("llmreg.toml:1:", "llmreg.toml:3:", "did you mean `columns`?", "`tables.a.notes`", "`tables.a.as-of`"):
        assert part in err


def test_a_block_knows_equality() -> None:
    assert attrs.evolve(Block(query="a"), query="b") == Block(query="b")


def test_charts_of_the_settings_are_files_that_are_checked(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "llmreg.toml").write_text(
        '[charts.qwen]\nfile = "img/qwen.svg"\nkind = "sizes"\nquery = "qwen>=1,<2"\n', encoding="utf-8"
    )
    assert main(["docs", "--check"]) == 1
    assert not (project / "img").exists()
    assert main(["docs"]) == 0
    chart = project / "img" / "qwen.svg"
    assert chart.read_text(encoding="utf-8").startswith("<svg")
    assert main(["docs", "--check"]) == 0
    chart.write_text("<svg>mine</svg>", encoding="utf-8")
    assert main(["docs"]) == 1
    assert "it is no chart that llmreg wrote" in capsys.readouterr().err
    assert main(["docs", "--force"]) == 0
    assert main(["docs", "--check"]) == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('kind = "size"\n', "did you mean `sizes`?"),
        ('kind = "sizes"\nquery = "vender:x"\n', "unknown field `vender`"),
        ('kind = "sizes"\nquery = "context:>900M"\n', "nothing to draw"),
        ('kind = "sizes"\nquery = "qwen>=1,<2"\ntheme = "blue"\n', "blue"),
        ('kind = "sizes"\nwidth = "wide"\n', "expected an integer"),
    ],
)
def test_charts_that_cannot_be_drawn_are_told(
    project: Path, text: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "llmreg.toml").write_text(f'[charts.one]\nfile = "one.svg"\n{text}', encoding="utf-8")
    assert main(["docs"]) == 2
    assert words in capsys.readouterr().err
    assert not (project / "one.svg").exists()
