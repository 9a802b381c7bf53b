"""A small registry for tests that build documentation: two models, a third whose name is meant to do harm."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

__all__ = ["HOSTILE", "REGISTRY", "write_files"]

HOSTILE = "<script>alert(1)</script> `x` **b** \\textbf{y} | $z$ {{ q }} :ref:`r`"
"""A name in which markup of several languages stands."""

_MODELS = """\
family = "acme"
license = "LicenseRef-Acme"

[sources.card]
url = "https://hub.example/Acme"
kind = "card"
checked = 2024-07-01
title = "Card of <b>Acme</b>"
supports = ["parameters", "context", "released", "languages", "license"]

[[models]]
id = "acme-7b"
name = "Acme 7B"
parameters = { total = 7_241_732_096 }
context = { window = 131_072 }
languages = { tags = ["en", "th"], complete = true }
released = 2024-02-29
weights = "open"
links = { home = "https://acme.example/7b" }

[[models]]
id = "acme-70b"
name = "Acme 70B"
parameters = { total = 70_553_706_496 }
context = { window = 8_192 }
weights = "closed"

[models.integrations.hub]
ids = ["Acme/Acme-70B"]
"""

REGISTRY = {
    "registry/registry.toml": 'name = "small"\nschema = 1\nrevision = "2024.7.1"\n',
    "registry/vendors/acme.toml": """\
name = "Acme"
links = { site = "https://acme.example/" }

[families.acme]
name = "Acme"
""",
    "registry/vendors/evil.toml": 'name = "Evil"\n\n[families.evil]\nname = "Evil"\n',
    "registry/platforms/hub.toml": 'name = "Hub"\nkind = "hub"\n',
    "registry/licenses/LicenseRef-Acme.toml": 'name = "Acme Licence"\nurl = "https://acme.example/license"\n',
    "registry/models/acme/acme.toml": _MODELS,
    "registry/models/evil/evil.toml": f"""\
family = "evil"

[[models]]
id = "evil-1b"
name = '''{HOSTILE}'''
""",
}
"""Files below the folder of a project."""


def write_files(folder: Path, files: Mapping[str, str]) -> Path:
    """Write files, and give their folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return folder
