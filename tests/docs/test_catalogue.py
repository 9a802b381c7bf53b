"""The generated pages of the catalogue: nobody is left out, names are no markup, and the same registry gives the same bytes."""

from __future__ import annotations

import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Mapping
from contextlib import redirect_stdout
from pathlib import Path

import pytest

import llmreg
from llmreg.cli import main
from llmreg.querying.groups import groups_of
from tests.conftest import WriteRegistry
from tests.docs.examples import ROOT

DOCS = ROOT / "docs"

EVIL = '<img src=x onerror=alert(1)> [a](http://evil.example) `b` *c* | {ref}`d` &lt;e&gt; $f$ ::: "'
HOSTILE = {
    "vendors/acme.toml": f"name = '- {EVIL}'\nnames = {{ th = '{EVIL}' }}\ncity = '{EVIL}'\nnamespaces = ['{EVIL[:40]}']\n"
    f"[families.acme]\nname = '1. {EVIL}'\nnames = {{ th = '{EVIL}' }}\n"
    f"[families.bare]\nname = '# {EVIL}'\nannounced = '2024'\n"
    f"[sources.x]\nurl = 'https://example.com/a(b)c'\nkind = 'vendor'\ntitle = '{EVIL}'\nchecked = 2026-01-01\nsupports = ['name']\n",
    "platforms/host.toml": f"name = '+ {EVIL}'\nkind = 'api'\nlinks = {{ home = 'https://example.com/|<b>' }}\n"
    f"[[integrations]]\nmodel = 'acme/acme-7b'\nids = ['a`b|c<i>']\n[[integrations]]\nfamily = 'bare'\n",
    "models/acme/acme.toml": f"[[models]]\nid = 'acme-7b'\nname = '{EVIL}'\nfamily = 'acme'\nweights = 'open'\nvariant = 'chat'\n"
    "languages = { tags = ['th'] }\nreleased = 2024-01-01\nparameters = { nominal = '7B' }\n",
}


@pytest.fixture(scope="session")
def catalogue(registry: llmreg.Registry) -> Mapping[str, str]:
    """The text of each generated file, by its path below `docs/catalogue/`."""
    from _catalogue.pages import catalogue_files, gallery_files

    return catalogue_files(registry) | gallery_files(registry)


@pytest.fixture
def hostile(write: WriteRegistry) -> llmreg.Registry:
    """A small registry whose names are full of markup."""
    return llmreg.load(write(HOSTILE))


def test_every_vendor_has_a_page(registry: llmreg.Registry, catalogue: Mapping[str, str]) -> None:
    for vendor in registry.vendors:
        assert f"\n(vendor-{vendor})=\n# " in catalogue[f"vendors/{vendor}.md"]
        assert f"](#vendor-{vendor})" in catalogue["generated/vendors.md"]


def test_every_family_has_one_anchor_and_is_in_the_list(
    registry: llmreg.Registry, catalogue: Mapping[str, str]
) -> None:
    pages = "".join(text for path, text in catalogue.items() if path.startswith("vendors/"))
    anchors = re.findall(r"^\(family-(.+)\)=$", pages, re.MULTILINE)
    assert sorted(anchors) == sorted(registry.families)
    for family in registry.families.values():
        assert f"\n(family-{family.id})=\n" in catalogue[f"vendors/{family.vendor}.md"]
    assert set(re.findall(r"^\| \[.*?\]\(#family-(.+?)\)", catalogue["generated/families.md"], re.MULTILINE)) == set(
        registry.families
    )


def test_every_model_is_on_the_page_of_its_vendor(registry: llmreg.Registry, catalogue: Mapping[str, str]) -> None:
    rows = {vendor: catalogue[f"vendors/{vendor}.md"].count('<th scope="row">') for vendor in registry.vendors}
    assert rows == {vendor: sum(model.vendor == vendor for model in registry) for vendor in registry.vendors}


def test_every_platform_is_in_the_list(registry: llmreg.Registry, catalogue: Mapping[str, str]) -> None:
    for platform in registry.platforms:
        assert f"| `{platform}` |" in catalogue["generated/platforms.md"]


@pytest.mark.parametrize("name", ["sea", "africa", "indic", "eu"])
def test_a_group_shows_each_of_its_languages(name: str, catalogue: Mapping[str, str]) -> None:
    from _catalogue.pages import GROUPS

    assert name in GROUPS
    members = len(groups_of("languages")[name].members)
    assert catalogue[f"generated/matrix-{name}.md"].count('<th scope="col"') == members + 3
    assert catalogue[f"generated/coverage-{name}.md"].count('<th scope="row">') == members


def test_no_embedding_and_no_recogniser_of_speech_stands_for_a_family(
    registry: llmreg.Registry, catalogue: Mapping[str, str]
) -> None:
    names = {model.name for model in registry if model.variant in ("embedding", "reranker")}
    names |= {model.name for model in registry if model.modalities.input and "text" not in model.modalities.input}
    shown = re.findall(r'<th scope="row"><a [^>]*>(.*?)</a>', catalogue["generated/matrix-sea.md"])
    assert len(shown) > 20
    assert not names & set(shown)


def test_the_same_bytes_each_time(catalogue: Mapping[str, str], compiled_registry: Path, tmp_path: Path) -> None:
    """Also with another order of sets."""
    code = (
        f"import sys; sys.path.insert(0, {str(DOCS)!r})\n"
        "from pathlib import Path; import _generate; from llmreg import Registry\n"
        "from llmreg.compiled import read_compiled\n"
        f"index = read_compiled({str(compiled_registry / 'registry')!r})\n"
        "_generate.builtin = lambda: Registry(index)\n"
        f"_generate.generate_catalogue(Path({str(tmp_path)!r}))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "COLUMNS": "40", "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment, cwd=tmp_path)
    written = {path.relative_to(tmp_path).as_posix(): path for path in tmp_path.rglob("*.md")}
    assert {name: path.read_text(encoding="utf-8") for name, path in written.items()} == dict(catalogue)


def test_what_is_the_same_stays_and_what_is_gone_goes(
    hostile: llmreg.Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import _generate

    monkeypatch.setattr(_generate, "builtin", lambda: hostile)
    monkeypatch.setattr(_generate, "gallery_files", lambda _: {})
    folder = tmp_path / "catalogue"
    _generate.generate_catalogue(folder)
    page, gone = folder / "vendors" / "acme.md", folder / "vendors" / "gone.md"
    gone.write_text("x")
    os.utime(page, (1, 1))
    _generate.generate_catalogue(folder)
    assert page.stat().st_mtime == 1
    assert not gone.exists()
    page.write_text("x")
    _generate.generate_catalogue(folder)
    assert page.read_text() != "x"


def test_names_are_no_markup(hostile: llmreg.Registry, tmp_path: Path) -> None:
    """Sphinx builds pages of such names without a warning, and each name stands there as it is written."""
    for needed in ("sphinx", "myst_parser"):
        pytest.importorskip(needed)
    from _catalogue.pages import catalogue_files

    source, out = tmp_path / "source", tmp_path / "html"
    files = catalogue_files(hostile)
    for name, text in files.items():
        path = source / "catalogue" / name.replace("generated/", "")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text if name.startswith("vendors/") else f"---\norphan: true\n---\n\n# {name}\n\n{text}")
    (source / "catalogue" / "index.md").write_text("(reading-the-tables)=\n# Reading\n")
    (source / "index.md").write_text("# Top\n\n```{toctree}\ncatalogue/index\n```\n")
    (source / "conf.py").write_text(
        "extensions = ['myst_parser']\nmyst_enable_extensions = ['colon_fence', 'deflist', 'fieldlist']\n"
        "html_theme = 'basic'\nmyst_heading_anchors = 3\nsmartquotes = False\nsuppress_warnings = ['myst.header']\n"
    )
    command = [sys.executable, "-m", "sphinx", "-n", "-W", "--keep-going", "-q", "-b", "html", str(source), str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for page in out.glob("catalogue/**/*.html"):
        html = page.read_text(encoding="utf-8")
        assert "<img src" not in html
        assert 'href="http://evil.example' not in html
    html = (out / "catalogue" / "vendors" / "acme.html").read_text(encoding="utf-8")
    shown = "&lt;img src=x onerror=alert(1)&gt; [a](http://evil.example) `b` *c* | {ref}`d` &amp;lt;e&amp;gt; $f$ :::"
    for lead in ("- ", "1. ", "# "):  # the vendor, a family with models, one without
        assert lead + shown in html


# The gallery


def test_the_commands_of_the_gallery_print_what_it_shows(catalogue: Mapping[str, str]) -> None:
    from _catalogue.gallery import SAMPLES

    for name in SAMPLES:
        page = catalogue[f"generated/gallery-{name}.md"]
        typed = page.split("```console\n$ llmreg ")[1].split("\n```")[0]
        out = io.StringIO()
        with redirect_stdout(out):
            assert main(shlex.split(typed.replace("\\\n", " "))) == 0
        assert out.getvalue().rstrip() in page, name


def test_no_table_of_the_gallery_is_empty(registry: llmreg.Registry) -> None:
    from _catalogue.gallery import SAMPLES

    for name, each in SAMPLES.items():
        assert len(each.table(registry)) >= 3, name


def test_the_gallery_includes_every_sample(catalogue: Mapping[str, str]) -> None:
    page = (DOCS / "gallery.md").read_text(encoding="utf-8")
    names = [name for name in catalogue if name.startswith("generated/gallery-")]
    assert len(names) > 5
    assert [name for name in names if f"{{include}} catalogue/{name}\n" not in page] == []


def test_every_generated_part_is_included_somewhere(catalogue: Mapping[str, str]) -> None:
    pages = "".join(path.read_text(encoding="utf-8") for path in [*DOCS.glob("*.md"), *DOCS.glob("catalogue/*.md")])
    parts = [name.removeprefix("generated/") for name in catalogue if name.startswith("generated/")]
    assert [part for part in parts if f"generated/{part}\n" not in pages] == []
