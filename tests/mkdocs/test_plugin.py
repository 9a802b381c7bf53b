"""`llmreg.mkdocs` in real builds."""

from __future__ import annotations

import logging
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.project import REGISTRY, write_files

pytest.importorskip("mkdocs", reason='mkdocs is not installed: pip install "llmreg[mkdocs]"')

from mkdocs.commands.build import build as build_site
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

SETTINGS = '[tables.pair]\ncompare = ["acme-7b", "acme-70b"]\nfields = ["params", "context"]\n'
CONFIG = """\
site_name: small
theme: {name: mkdocs, locale: en}
plugins: [{llmreg: {registry: registry}}]
markdown_extensions: [admonition]
"""
PAGE = """\
---
title: Home
---

# Home

```llmreg
query = "family:acme sort:-params"
columns = ["name:link, params", "context:k"]
caption = "Models"
notes = "cells"
```

```llmreg
pair
```

1. In a list:

    ```llmreg
    query = "params<10B"
    columns = ["name"]
    ```

!!! note

    ```llmreg
    languages = "th"
    ```

````md
```llmreg
an example
```
````

Rest.
"""


@pytest.fixture(autouse=True)
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The entry points of pyproject.toml hold, whether or not they are those of what is installed."""
    root = Path(__file__).parents[2]
    points = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]
    lines = [
        f"[{group}]\n" + "".join(f"{name} = {where}\n" for name, where in each.items())
        for group, each in points.items()
    ]
    info = {
        "METADATA": "Metadata-Version: 2.1\nName: llmreg-points\nVersion: 0\n",
        "entry_points.txt": "\n".join(lines),
    }
    monkeypatch.syspath_prepend(str(write_files(tmp_path / "points" / "llmreg_points-0.dist-info", info).parent))
    yield
    for name in ("mkdocs", "mkdocs.plugins.llmreg"):
        logging.getLogger(name).setLevel(logging.NOTSET)


def build(folder: Path, files: dict[str, str], **options: Any) -> Path:
    """Build, and give the folder of the site. A warning ends it."""
    write_files(folder, {**REGISTRY, "mkdocs.yml": CONFIG, "llmreg.toml": SETTINGS, **files})
    config = load_config(str(folder / "mkdocs.yml"), strict=True, **options)
    config.plugins.on_startup(command="build", dirty=False)
    build_site(config)
    return folder / "site"


def faults(folder: Path, caplog: pytest.LogCaptureFixture, page: str) -> list[str]:
    with caplog.at_level(logging.WARNING), pytest.raises(Abort):
        build(folder, {"docs/index.md": page})
    return [record.getMessage() for record in caplog.records if "llmreg" in record.name]


def test_blocks_become_tables_wherever_they_stand(tmp_path: Path) -> None:
    page = (build(tmp_path, {"docs/index.md": PAGE}) / "index.html").read_text(encoding="utf-8")
    assert '<caption id="llmreg-1-caption">Models</caption>' in page
    assert '<a href="https://acme.example/7b">Acme 7B</a>' in page
    assert '<abbr title="131,072 tokens">128k</abbr>' in page
    assert '<a href="#llmreg-1-1">1</a>' in page
    assert '<li id="llmreg-1-1">' in page
    assert '<div class="llmreg-compare" role="region"' in page
    assert re.search(r"<li>\s*<p>In a list:</p>\s*<div class=\"llmreg\"", page)
    assert re.search(
        r'<div class="admonition note">\s*<p class="admonition-title">Note</p>\s*<div class="llmreg"', page
    )
    assert "```llmreg\nan example\n```" in page
    assert "table</p>" not in page
    assert "Rest." in page
    assert len(ids := re.findall(r'\bid="(llmreg[^"]*)"', page)) == len(set(ids))


def test_the_styles_are_there(tmp_path: Path) -> None:
    site = build(tmp_path, {"docs/index.md": "# Home\n", "docs/sub/page.md": "# Page\n"})
    assert (site / "assets" / "llmreg.css").is_file()
    assert 'href="../../assets/llmreg.css"' in (site / "sub" / "page" / "index.html").read_text(encoding="utf-8")


def test_a_page_without_blocks_stays_as_it_is(tmp_path: Path) -> None:
    text = "# Home\n\n```python\nx = 1\n```\n\n    ```\n    llmreg\n    ```\n"
    page = (build(tmp_path, {"docs/index.md": text}) / "index.html").read_text(encoding="utf-8")
    assert "x = 1" in page
    assert 'class="llmreg"' not in page


def test_registry_text_is_never_markup(tmp_path: Path) -> None:
    text = '# Home\n\n```llmreg\nquery = "vendor:evil"\ncolumns = ["name"]\n```\n'
    page = (build(tmp_path, {"docs/index.md": text}) / "index.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; `x` **b** \\textbf{y} | $z$ {{ q }} :ref:`r`" in page


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('query = "contxt>1k"', "index.md:8: unknown field `contxt`; did you mean `context`?"),
        ('query = "family:acme"\ncolums = ["name"]', "index.md:10:1: unknown key `colums`"),
        ("query = ", "index.md:9:7: expected a value"),
        ("pear", "index.md:8: there is no [tables.pear] in the settings; did you mean `pair`?"),
        ('compare = ["acme-7b", "acme-7c"]', "index.md:8: unknown model `acme-7c`; did you mean `acme/acme-7b`"),
        ('caption = "Nothing"', "index.md:8: it has nothing to show"),
    ],
)
def test_a_fault_stops_a_strict_build_with_page_and_line(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, text: str, message: str
) -> None:
    page = f"---\ntitle: Home\n---\n\n# Home\n\nText.\n```llmreg\n{text}\n```\n"
    found = faults(tmp_path, caplog, page)
    assert len(found) == 1
    assert message in found[0]


def test_a_broken_registry_stops_the_build(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR), pytest.raises(Abort):
        build(tmp_path, {"docs/index.md": "# Home\n", "registry/vendors/acme.toml": "name = 1\n"})
    assert "registry/vendors/acme.toml:1:8" in caplog.text


def test_a_server_watches_the_registry_and_the_settings(tmp_path: Path) -> None:
    write_files(tmp_path, {**REGISTRY, "mkdocs.yml": CONFIG, "llmreg.toml": SETTINGS, "docs/index.md": "# Home\n"})
    config = load_config(str(tmp_path / "mkdocs.yml"))
    build_site(config)

    class Server:
        watched: list[str] = []  # noqa: RUF012

        def watch(self, path: str) -> None:
            self.watched.append(path)

    config.plugins.on_serve(Server(), config=config, builder=lambda: None)  # type: ignore[arg-type]
    assert Server.watched == [str(tmp_path / "registry"), str(tmp_path / "llmreg.toml")]
