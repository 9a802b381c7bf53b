"""`llmreg.sphinx` in real builds."""

from __future__ import annotations

import re
import subprocess
import sys
import zlib
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.project import HOSTILE, REGISTRY, write_files

for _package, _extra in (("sphinx", "sphinx"), ("myst_parser", "test")):
    pytest.importorskip(_package, reason=f'{_package} is not installed: pip install "llmreg[{_extra}]"')

from sphinx.cmd.build import build_main  # noqa: E402

Capture = pytest.CaptureFixture[str]

CONF = """\
extensions = ["myst_parser", "llmreg.sphinx"]
html_theme = "basic"
project = "small"
llmreg_registry = "../registry"
llmreg_settings = "../llmreg.toml"
suppress_warnings = ["epub"]
"""
PLAIN_CONF = CONF.replace('llmreg_settings = "../llmreg.toml"\n', "")
SETTINGS = '[tables.pair]\ncompare = ["acme-7b", "acme-70b"]\nfields = ["params", "context"]\n'
INDEX = """\
Home
====

.. toctree::

   page
   models

.. llmreg-table:: family:acme
   sort:-params
   :columns: name:link, params:si(2), context:k=Window, languages(th), license:short, released:month
   :caption: Models -- of "Acme"
   :notes: cells
   :name: big

.. llmreg-table:: params<10B
   :columns: name, params
   :group: vendor:name
   :notes: line

The :llmreg:model:`acme/acme-7b`, :llmreg:model:`the big one <Acme/Acme-70B>` by :llmreg:vendor:`Acme` of the
:llmreg:family:`acme` on :llmreg:platform:`hub` under :llmreg:license:`licenseref-acme` and :llmreg:license:`mit`;
:llmreg:model:`!acme-7b` and :any:`acme/acme-7b`.
"""
PAGE = """\
# Page

```{llmreg-compare} acme-7b, acme-70b
:caption: Two
```

```{llmreg-table}
:columns: name, released
:transpose:

family:acme
```

```{llmreg-languages} th
```

```{llmreg-table}
:use: pair
```

{llmreg:model}`acme-7b`
"""
MODELS = """\
Models
======

.. llmreg:model:: acme-7b

   The small one.
"""
FILES = {
    **REGISTRY,
    "llmreg.toml": SETTINGS,
    "docs/conf.py": CONF,
    "docs/index.rst": INDEX,
    "docs/page.md": PAGE,
    "docs/models.rst": MODELS,
}


def build(folder: Path, builder: str = "html", *options: str) -> Path:
    """Build, and give the folder of what came out. Warnings are failures."""
    out = folder / "out" / builder
    arguments = ["-b", builder, "-q", "-n", "-W", "--keep-going", *options, str(folder / "docs"), str(out)]
    assert build_main(arguments) == 0
    return out


def faults(folder: Path, capsys: Capture, files: Mapping[str, str]) -> str:
    """What a build says that fails, without the folder."""
    write_files(folder, {**REGISTRY, "docs/conf.py": PLAIN_CONF, **files})
    arguments = ["-b", "text", "-q", "-n", "-W", "--keep-going", str(folder / "docs"), str(folder / "out")]
    capsys.readouterr()
    assert build_main(arguments) != 0
    said = re.sub(r"\x1b\[[0-9;]*m", "", capsys.readouterr().err)
    return said.replace(f"{folder}/", "")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_files(tmp_path_factory.mktemp("sphinx"), FILES)


@pytest.fixture(scope="module")
def html(project: Path) -> Path:
    return build(project)


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_a_table_has_caption_stub_numbers_and_links(html: Path) -> None:
    page = text_of(html / "index.html")
    assert '<span class="caption-text">Models -- of &quot;Acme&quot;</span>' in page
    assert 'aria-label="Models -- of &quot;Acme&quot;" class="llmreg" role="region" tabindex="0"' in page
    assert re.search(r'<table class="llmreg[^>]* id="big"', page)
    assert '<th class="head number"><p>Window</p></th>' in page
    assert '<a class="reference external" href="https://acme.example/7b">Acme 7B</a>' in page
    assert '<td class="number"><p><abbr title="131,072 tokens">128k</abbr>' in page
    assert '<time datetime="2024-02-29">Feb 2024</time>' in page
    assert '<abbr title="unknown">?</abbr>' in page
    assert "? is unknown, which is not a no" in page


def test_footnotes_lead_to_their_sources(html: Path) -> None:
    page = text_of(html / "index.html")
    ids = re.findall(r'id="([^"]*-source-\d+)"', page)
    assert ids == ["llmreg-index-0-source-1"]
    links = set(re.findall(r'href="#([^"]*-source-\d+)"', page))
    assert links == set(ids)
    assert "Card of &lt;b&gt;Acme&lt;/b&gt;</a> (card, checked" in page
    assert 'Sources: <a class="reference external" href="https://hub.example/Acme">' in page


def test_several_tables_on_a_page_have_ids_of_their_own(html: Path) -> None:
    ids = re.findall(r'\bid="([^"]+)"', text_of(html / "page.html"))
    assert len(ids) == len(set(ids))
    assert len({each.rpartition("-source-")[0] for each in ids if "-source-" in each}) == 2


def test_a_group_goes_across_all_columns(html: Path) -> None:
    assert re.search(
        r'<th class="stub llmreg-group" colspan="2"><p><strong>Acme</strong></p></th>', text_of(html / "index.html")
    )


def test_a_comparison_shows_models_side_by_side(html: Path) -> None:
    page = text_of(html / "page.html")
    assert '<span class="caption-text">Two</span>' in page
    assert page.count("<p>acme/acme-70b</p>") == 2
    assert "128Ki" in page


def test_roles_say_the_name_and_lead_to_the_project_else_to_the_page_that_the_registry_names(html: Path) -> None:
    page = text_of(html / "index.html")
    own = r'href="models.html#model-acme-acme-7b" title="Acme 7B"><span class="xref llmreg llmreg-model">Acme 7B</span>'
    assert re.search(own, page)
    assert 'href="https://acme.example/"><span class="xref llmreg llmreg-vendor">Acme</span></a>' in page
    assert (
        'href="https://acme.example/license"><span class="xref llmreg llmreg-license">Acme Licence</span></a>' in page
    )
    assert '<span class="xref llmreg llmreg-license">MIT</span>;' in page
    assert 'href="https://hub.example/Acme"><span class="xref llmreg llmreg-model">the big one</span></a> by' in page
    assert '<span class="xref llmreg llmreg-platform">Hub</span> under' in page
    assert re.search(own, text_of(html / "page.html"))


def test_what_the_project_describes_is_in_the_inventory(html: Path) -> None:
    lines = zlib.decompress((html / "objects.inv").read_bytes().split(b"\n", maxsplit=4)[4]).decode().splitlines()
    assert "acme/acme-7b llmreg:model 1 models.html#model-acme-acme-7b Acme 7B" in lines


def test_another_project_is_linked_through_its_inventory(html: Path, tmp_path: Path) -> None:
    conf = f"""\
extensions = ["llmreg.sphinx", "sphinx.ext.intersphinx"]
html_theme = "basic"
llmreg_registry = "../registry"
intersphinx_mapping = {{"other": ("https://docs.example/", {str(html / "objects.inv")!r})}}
"""
    write_files(
        tmp_path, {**REGISTRY, "docs/conf.py": conf, "docs/index.rst": "Home\n====\n\n:llmreg:model:`acme-7b`\n"}
    )
    assert 'href="https://docs.example/models.html#model-acme-acme-7b"' in text_of(build(tmp_path) / "index.html")


def test_the_styles_are_there(html: Path) -> None:
    assert (html / "_static" / "llmreg.css").is_file()
    assert "_static/llmreg.css" in text_of(html / "page.html")


def test_a_build_without_changes_reads_and_writes_nothing(project: Path, html: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (html / f"{name}.html" for name in ("index", "page", "models"))}
    build(project)
    assert before == {path: path.stat().st_mtime_ns for path in before}


@pytest.mark.parametrize("builder", ["latex", "text", "man", "gettext", "texinfo", "xml"])
def test_other_builders_write_it_too(project: Path, builder: str) -> None:
    out = build(project, builder)
    suffixes = {".tex", ".txt", ".1", ".pot", ".texi", ".xml"}
    texts = "\n".join(text_of(path) for path in sorted(out.rglob("*")) if path.suffix in suffixes)
    if builder == "gettext":
        assert 'msgid "Window"' in texts
        assert 'msgid "Models -- of \\"Acme\\""' in texts
        assert "128k" not in texts
    else:
        assert "128k" in texts
        assert "Acme Licence" in texts
    if builder == "text":
        assert "| **Acme**" in texts
        assert re.search(r"\| Acme 7B +\|", texts)
    if builder == "latex":
        wanted = re.findall(r"\\hyperref\[\\detokenize\{([^}]*source-\d+)\}", texts)
        assert wanted
        assert set(wanted) <= set(re.findall(r"\\label\{\\detokenize\{([^}]*source-\d+)\}", texts))
        assert r"\begin{tabulary}{\linewidth}[t]{LRRLLL}" in texts


def test_a_query_over_several_lines_may_stand_in_the_argument_or_in_the_content(tmp_path: Path) -> None:
    pages = {
        "docs/index.rst": (
            "Home\n====\n\n.. llmreg-table:: family:acme\n   params>10B\n   :columns: id\n\n"
            ".. llmreg-table::\n   :columns: id\n\n   family:acme\n   params<10B\n"
        ),
    }
    write_files(tmp_path, {**REGISTRY, "docs/conf.py": PLAIN_CONF, **pages})
    text = text_of(build(tmp_path, "text") / "index.txt")
    assert re.findall(r"acme/acme-\w+", text) == ["acme/acme-70b", "acme/acme-7b"]


# --- faults


def test_an_unknown_field_fails_at_its_line_in_restructured_text(tmp_path: Path, capsys: Capture) -> None:
    said = faults(tmp_path, capsys, {"docs/index.rst": "Home\n====\n\nText.\n\n.. llmreg-table:: contxt>1k\n\nRest.\n"})
    assert said.startswith("docs/index.rst:6: WARNING: unknown field `contxt`; did you mean `context`?")
    assert "[llmreg.block]" in said
    assert "Rest." in text_of(tmp_path / "out" / "index.txt")


def test_an_unknown_field_fails_at_its_line_in_myst(tmp_path: Path, capsys: Capture) -> None:
    page = "# Home\n\nText.\n\n```{llmreg-table} family:acme\n:columns: name, contxt\n```\n\nRest.\n"
    said = faults(tmp_path, capsys, {"docs/index.md": page})
    assert said.startswith("docs/index.md:5: WARNING: unknown field `contxt`; did you mean context?")
    assert "Rest." in text_of(tmp_path / "out" / "index.txt")


@pytest.mark.parametrize("suffix", ["rst", "md"])
def test_an_unknown_model_fails_at_its_line(tmp_path: Path, capsys: Capture, suffix: str) -> None:
    role = ":llmreg:model:`acme-7c`" if suffix == "rst" else "{llmreg:model}`acme-7c`"
    head = "Home\n====\n" if suffix == "rst" else "# Home\n\n"
    said = faults(tmp_path, capsys, {f"docs/index.{suffix}": f"{head}\nText.\n\nSee {role}.\n"})
    assert said.startswith(f"docs/index.{suffix}:6: WARNING: unknown model `acme-7c`; did you mean `acme/acme-7b`")
    assert "[llmreg.model]" in said
    assert "See acme-7c." in text_of(tmp_path / "out" / "index.txt")


@pytest.mark.parametrize(
    ("directive", "message"),
    [
        (".. llmreg-table::", "it has nothing to show"),
        (".. llmreg-table:: family:acme\n   :notes: here", "`notes` is one of none, cells, line, not `here`"),
        (".. llmreg-table:: family:acme\n   :transpose: perhaps", "`transpose` is `yes` or `no`, not `perhaps`"),
        (".. llmreg-table:: params>900B", "no model matches"),
        (".. llmreg-table::\n   :use: nothing", "there is no [tables.nothing] in the settings"),
        (".. llmreg-compare:: acme-7b", "a comparison takes 2 to 8 models, not 1"),
        (".. llmreg-compare:: acme-7b, acme-7c", "unknown model `acme-7c`"),
        (".. llmreg-languages:: nowhere", "unknown group of languages `nowhere`"),
        (".. llmreg:vendor:: nobody", "unknown vendor `nobody`"),
        (".. llmreg:model:: acme-7b\n\n.. llmreg:model:: acme/acme-7b", "a second description of model `acme/acme-7b`"),
    ],
)
def test_what_cannot_be_shown_is_a_warning(tmp_path: Path, capsys: Capture, directive: str, message: str) -> None:
    said = faults(tmp_path, capsys, {"docs/index.rst": f"Home\n====\n\n{directive}\n\nRest.\n"})
    assert message in said
    assert "docs/index.rst:" in said
    assert said.count("WARNING") == 1
    assert "Rest." in text_of(tmp_path / "out" / "index.txt")


def test_a_broken_registry_stops_the_build(tmp_path: Path, capsys: Capture) -> None:
    files = {"docs/index.rst": "Home\n====\n", "registry/vendors/acme.toml": "name = 1\n"}
    assert "registry/vendors/acme.toml:1:8" in faults(tmp_path, capsys, files)


def test_registry_text_is_never_markup(tmp_path: Path) -> None:
    index = (
        "Home\n====\n\n.. llmreg-table:: vendor:evil\n   :columns: name, name:link\n\n"
        ":llmreg:model:`evil-1b`\n\n.. llmreg:model:: evil-1b\n"
    )
    write_files(tmp_path, {**REGISTRY, "docs/conf.py": PLAIN_CONF, "docs/index.rst": index})
    page = text_of(build(tmp_path) / "index.html")
    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt; `x` **b** \\textbf{y} | $z$ {{ q }} :ref:`r`") >= 3
    assert HOSTILE in text_of(build(tmp_path, "text") / "index.txt").replace("\n", " ")
    tex = next(build(tmp_path, "latex").glob("*.tex"))
    assert r"\textbf{y}" not in text_of(tex)


# --- what is built again


def edit(path: Path, old: str, new: str) -> None:
    text = text_of(path)
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def read_again(folder: Path, capsys: Capture) -> list[str]:
    """The documents that a build reads."""
    capsys.readouterr()
    arguments = ["-b", "html", "-v", "-W", str(folder / "docs"), str(folder / "out")]
    assert build_main(arguments) == 0
    said = re.sub(r"\x1b\[[0-9;]*m", "", capsys.readouterr().out)
    return sorted(set(re.findall(r"reading sources\.\.\. \[ *\d+%\] (\w+)", said)))


def test_only_pages_with_another_answer_are_read_again(tmp_path: Path, capsys: Capture) -> None:
    pages = {
        "docs/index.rst": "Home\n====\n\n.. toctree::\n\n   big\n   small\n   named\n   pair\n   plain\n",
        "docs/big.rst": "Big\n===\n\n.. llmreg-table:: params>=10B\n   :columns: name, params\n",
        "docs/small.rst": "Small\n=====\n\n.. llmreg-table:: params<10B\n   :columns: name, params\n",
        "docs/named.rst": "Named\n=====\n\n:llmreg:model:`acme-7b`\n",
        "docs/pair.rst": "Pair\n====\n\n.. llmreg-table::\n   :use: pair\n",
        "docs/plain.rst": "Plain\n=====\n",
    }
    write_files(tmp_path, {**REGISTRY, "docs/conf.py": CONF, "llmreg.toml": SETTINGS, **pages})
    assert len(read_again(tmp_path, capsys)) == 6
    models = tmp_path / "registry/models/acme/acme.toml"
    edit(models, "70_553_706_496", "71_000_000_000")
    assert read_again(tmp_path, capsys) == ["big", "pair"]
    assert "71B" in text_of(tmp_path / "out" / "big.html")
    edit(models, 'name = "Acme 7B"', 'name = "Acme Seven"')
    assert read_again(tmp_path, capsys) == ["named", "small"]
    edit(models, 'weights = "closed"', 'weights = "gated"')
    assert read_again(tmp_path, capsys) == []
    edit(tmp_path / "llmreg.toml", '"params", "context"', '"params"')
    assert read_again(tmp_path, capsys) == ["pair"]
    release = REGISTRY["registry/models/evil/evil.toml"] + "parameters = { total = 20_000_000_000 }\n"
    write_files(tmp_path, {"registry/models/evil/evil.toml": release})
    assert read_again(tmp_path, capsys) == ["big"]
    assert read_again(tmp_path, capsys) == []


def test_two_processes_write_the_same_as_one(tmp_path: Path) -> None:
    body = ".. llmreg-table:: family:acme\n   :notes: cells\n\n:llmreg:model:`acme-7b`\n"
    names = [f"page{number}" for number in range(8)]
    pages = {f"docs/{name}.rst": f"{name}\n=====\n\n{body}" for name in names}
    index = "Home\n====\n\n.. toctree::\n\n" + "".join(f"   {name}\n" for name in names)
    write_files(tmp_path, {**REGISTRY, "docs/conf.py": PLAIN_CONF, "docs/index.rst": index, **pages})
    write_files(tmp_path, {"docs/page3.rst": f"{pages['docs/page3.rst']}\n.. llmreg:model:: acme-7b\n"})
    one, two = tmp_path / "one", tmp_path / "two"
    for processes, out in (("1", one), ("2", two)):
        command = [sys.executable, "-m", "sphinx", "-b", "html", "-q", "-W", "-j", processes]
        folders = ["-d", str(tmp_path / f"doctrees{processes}"), str(tmp_path / "docs"), str(out)]
        done = subprocess.run([*command, *folders], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    for path in sorted(one.rglob("*")):
        if path.is_file() and path.name != ".buildinfo":
            assert path.read_bytes() == (two / path.relative_to(one)).read_bytes(), path
