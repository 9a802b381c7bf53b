"""Registries made up for measuring: one file for each model, or of the shape and size that ours grows to."""

from __future__ import annotations

import shutil
from pathlib import Path

import llmreg
from llmreg.compiled import write_compiled
from llmreg.reading import read_registry

__all__ = ["install", "write_grown_registry", "write_large_registry"]

CARD = '\n[sources.card]\nurl = "https://example.org/{0}"\nkind = "card"\nchecked = 2024-06-01\n'


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def write_large_registry(root: Path, files: int) -> None:
    """As many release files as models.dev has, of about the same size, one model each."""
    _write(root / "registry.toml", 'name = "large"\nschema = 1\n')
    for vendor in range(-(-files // 50)):
        _write(root / f"vendors/v{vendor}.toml", f'name = "V{vendor}"\n\n[families.f{vendor}]\nname = "F{vendor}"\n')
    for number in range(files):
        vendor = number // 50
        _write(
            root / f"models/v{vendor}/m{number}.toml",
            f'family = "f{vendor}"\nreleased = 2024-05-31\nweights = "open"\nlicense = "Apache-2.0"\n'
            f"parameters = {{ total = {7_000_000_000 + number} }}\n\n[context]\nwindow = 131_072\noutput = 8_192\n\n"
            '[modalities]\ninput = ["text"]\noutput = ["text"]\n'
            + CARD.format("card")
            + f'supports = ["released", "license", "parameters", "context"]\n\n[[models]]\nid = "m{number}"\nname = "M {number}"\n',
        )


def write_grown_registry(
    root: Path, *, models: int = 1_500, vendors: int = 250, platforms: int = 160, integrations: int = 8_000
) -> None:
    """Three models to a release, each on a hub; most platforms are hosts whose files list models with their prices."""
    _write(root / "registry.toml", 'name = "grown"\nschema = 1\nrevision = "2026.11.23"\n')
    ids = []
    for vendor in range(vendors):
        text = f'name = "Vendor {vendor}"\ncountry = "CN"\nnames = {{ zh = "厂商{vendor}" }}\n' + CARD.format(vendor)
        _write(
            root / f"vendors/v{vendor}.toml",
            f'{text}supports = ["name", "country"]\n\n[families.f{vendor}]\nname = "F{vendor}"\n',
        )
    for release in range(models // 3):
        vendor = release % vendors
        text = (
            f'family = "f{vendor}"\nversion = "{release // vendors + 1}"\nreleased = 2024-05-31\nweights = "open"\nlicense = "Apache-2.0"\n'
            'languages = { tags = ["en", "zh", "th", "vi", "id"], complete = false }\nmodalities = { input = ["text"], output = ["text"] }\n'
            f"context = {{ window = 131_072, output = 8_192 }}\n{CARD.format(release)}"
            'supports = ["released", "license", "languages", "context", "parameters", "architecture", "integrations"]\n'
        )
        for size in (7, 32, 72):
            name = f"f{vendor}r{release}-{size}b"
            ids.append(f"v{vendor}/{name}")
            text += (
                f'\n[[models]]\nid = "{name}"\nname = "F{vendor}r{release}-{size}B"\naliases = ["line-{release}-{size}b"]\n'
                f'parameters = {{ total = {size}_721_324_544, nominal = "{size}B", basis = "checkpoint" }}\n'
                '\n[models.architecture]\nkind = "dense"\nmodel_type = "qwen2"\nnum_hidden_layers = 80\nhidden_size = 8_192\n'
                "num_attention_heads = 64\nnum_key_value_heads = 8\nvocab_size = 151_936\n"
                f'\n[models.integrations.hub]\nids = ["Vendor{vendor}/F{vendor}r{release}-{size}B"]\nsince = 2024-05-31\n'
            )
        _write(root / f"models/v{vendor}/r{release}.toml", text)
    _write(root / "platforms/hub.toml", 'name = "Hub"\nkind = "hub"\n')
    listed = (integrations - len(ids)) // (platforms - 1)
    for platform in range(platforms - 1):
        text = f'name = "Host {platform}"\nkind = "api"\n{CARD.format(platform)}supports = ["integrations"]\n'
        for number in range(listed):
            model = ids[(platform * 37 + number) % len(ids)]
            text += (
                f'\n[[integrations]]\nmodel = "{model}"\nids = ["host/{model.partition("/")[2]}"]\nsince = 2024-06-01\n'
                "limits = { window = 131_072, output = 8_192 }\nprices = [\n"
                '  { item = "input", amount = 0.27, currency = "USD", since = 2024-06-01 },\n'
                '  { item = "output", amount = 1.10, currency = "USD", since = 2024-06-01 },\n]\n'
            )
        _write(root / f"platforms/host-{platform}.toml", text)


def install(folder: Path, registry: Path) -> Path:
    """What a wheel with this registry would unpack, without pip; put the folder on the path."""
    package = folder / "llmreg"
    shutil.copytree(
        Path(llmreg.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__", "registry", "*.pickle")
    )
    shutil.copytree(registry, package / "data/registry")
    write_compiled(read_registry(registry).index, package / "data")
    return folder
