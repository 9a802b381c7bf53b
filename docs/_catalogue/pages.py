"""All generated files of the catalogue: pages of their own, and parts that pages include."""

from __future__ import annotations

import llmreg
from _catalogue.families import family_list
from _catalogue.gallery import CHARTS, SAMPLES, chart, comparison, sample
from _catalogue.gathered import Gathered, gather
from _catalogue.languages import coverage_table, group_list, group_matrix, group_rule
from _catalogue.platforms import id_table, matrix, platform_list
from _catalogue.vendors import vendor_list, vendor_page

__all__ = ["GROUPS", "catalogue_files", "gallery_files"]

GROUPS = ("sea", "africa", "indic", "eu")
"""Groups of languages with a page of their own."""


def catalogue_files(registry: llmreg.Registry) -> dict[str, str]:
    """The text of each file, by its path below `docs/catalogue/`."""
    gathered = gather(registry)
    files = {
        "generated/counts.md": _counts(gathered),
        "generated/vendors.md": vendor_list(gathered),
        "generated/families.md": family_list(gathered),
        "generated/language-groups.md": group_list(),
        "generated/languages.md": coverage_table(gathered),
        "generated/platform-matrix.md": matrix(gathered),
        "generated/platforms.md": platform_list(gathered),
        "generated/platform-ids.md": id_table(gathered),
    }
    for name in GROUPS:
        files[f"generated/rule-{name}.md"] = group_rule(name)
        files[f"generated/matrix-{name}.md"] = group_matrix(gathered, name)
        files[f"generated/coverage-{name}.md"] = coverage_table(gathered, name)
    return files | {f"vendors/{key}.md": vendor_page(gathered, facts) for key, facts in gathered.vendors.items()}


def gallery_files(registry: llmreg.Registry) -> dict[str, str]:
    """The same of the gallery, which asks for models by name."""
    files = {f"generated/gallery-{name}.md": sample(registry, name) for name in SAMPLES}
    files |= {f"generated/gallery-{kind}.md": chart(registry, kind) for kind in CHARTS}
    return files | {"generated/gallery-comparison.md": comparison(registry)}


def _counts(gathered: Gathered) -> str:
    """How much there is."""
    registry = gathered.registry
    edges = sum(len(each) for each in gathered.integrations.values())
    tags = {tag for model in registry for tag in model.languages.tags}
    return (
        f"{len(registry):,} models in {len(registry.families):,} families of {len(registry.vendors):,} vendors, "
        f"{edges:,} integrations with {len(registry.platforms):,} platforms, {len(tags):,} declared languages, "
        f"as of {registry.revision}.\n"
    )
