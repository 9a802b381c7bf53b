"""A page for each vendor with its families, and the list of all vendors by country."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import llmreg
from _catalogue.gathered import FamilyFacts, Gathered, VendorFacts, newest, oldest
from _catalogue.markdown import (
    container,
    field_list,
    link,
    native_names,
    raw_html,
    source_link,
    table,
    text,
    to_family,
    to_vendor,
)
from llmreg.regions import country_name
from llmreg.wording import UNKNOWN

__all__ = ["vendor_list", "vendor_page"]

_PLATFORMS = 8
_RELATIVES = 8
_SOURCES = 3
"""So many are named; of the others there is a number."""


def vendor_page(gathered: Gathered, facts: VendorFacts) -> str:
    """Who it is, then a section for each family with its models."""
    vendor = facts.vendor
    shown = [each for each in facts.families if each.rows]
    bare = [each for each in facts.families if not each.rows]
    parts = [
        "---\norphan: true\n---",
        f"(vendor-{vendor.id})=\n# {text(vendor.name)}",
        "[Catalogue](../index.md) / [Vendors](../vendors.md)",
        field_list(_about(gathered, facts)),
    ]
    if len(shown) > 1:
        families = (f"{to_family(each.family.id, each.family.name)}&nbsp;({len(each.rows)})" for each in shown)
        parts.append(f"Families: {', '.join(families)}.")
    if shown:
        parts.append("What `?`, `+3` and the like mean: [reading the tables](#reading-the-tables).")
    parts += [_family(gathered, each) for each in shown]
    if bare:
        parts.append("## Families without models\n\nThe registry names them, and holds no model of them yet.")
        parts.append(container("catalogue-bare", "\n\n".join(_bare_family(each) for each in bare)))
    return "\n\n".join(part for part in parts if part) + "\n"


def vendor_list(gathered: Gathered) -> str:
    """Countries with their numbers, then the vendors of each."""
    countries: dict[str, list[VendorFacts]] = {}
    for facts in gathered.vendors.values():
        countries.setdefault(facts.vendor.country or "", []).append(facts)
    order = sorted(countries, key=lambda code: (not code, -len(countries[code]), _country(code)))
    numbers = (
        (
            f"[{text(_country(code))}](#country-{code.lower() or 'unknown'})",
            f"{len(countries[code])}",
            f"{sum(len(each.models) for each in countries[code]):,}",
        )
        for code in order
    )
    parts = [table(("Country", "Vendors", "Models"), numbers, right=(1, 2))]
    for code in order:
        rows = (_vendor_row(facts) for facts in countries[code])
        parts += [
            f"(country-{code.lower() or 'unknown'})=\n## {text(_country(code))}",
            table(("Vendor", "Families", "Models", "Newest release"), rows, right=(1, 2)),
        ]
    return "\n\n".join(parts) + "\n"


def _vendor_row(facts: VendorFacts) -> tuple[str, ...]:
    vendor = facts.vendor
    names = " ".join(dict.fromkeys(vendor.names.values()))
    return (
        to_vendor(vendor.id, vendor.name) + (f" {text(names)}" if names else ""),
        f"{len(facts.families)}",
        f"{len(facts.models):,}",
        f"{newest(facts.models) or UNKNOWN}" if facts.models else "",
    )


def _country(code: str) -> str:
    return country_name(code) if code else "Country not recorded"


# --- one vendor


def _about(gathered: Gathered, facts: VendorFacts) -> list[tuple[str, str]]:
    vendor, models = facts.vendor, facts.models
    place = ", ".join(filter(None, [vendor.city, country_name(vendor.country) if vendor.country else None]))
    parts = [each.vendor for each in gathered.vendors.values() if each.vendor.parent == vendor.id]
    since = f", since {vendor.owned_since}" if vendor.owned_since else ""
    owner = gathered.vendors.get(vendor.parent or "")
    parent = to_vendor(owner.vendor.id, owner.vendor.name) + since if owner else text(vendor.parent or "")
    return [
        ("Also written", native_names(vendor.names.items())),
        ("Head office", text(place)),
        ("Part of", parent),
        ("Parts", ", ".join(to_vendor(each.id, each.name) for each in parts)),
        ("Founded", str(vendor.founded or "")),
        ("Links", _links(vendor.links.items())),
        ("Publishes as", ", ".join(f"{text(name)}" for name in vendor.namespaces)),
        ("Models", _numbers(facts.models, sum(bool(each.rows) for each in facts.families))),
        ("Sources", _vendor_sources(facts)),
        ("In the library", f"`llmreg find vendor:{vendor.id}`" if models else ""),
    ]


def _numbers(models: list[llmreg.Model], families: int) -> str:
    if not families:
        return "none recorded"
    noun = "family" if families == 1 else "families"
    return f"{len(models):,} in {families} {noun}{_span(models)}"


def _span(models: Iterable[llmreg.Model]) -> str:
    models = list(models)
    first, last = oldest(models), newest(models)
    if first is None:
        return ""
    return f", released {first}" if first == last else f", released {first} to {last}"


def _vendor_sources(facts: VendorFacts) -> str:
    addresses, checked = facts.sources, facts.checked
    if not addresses:
        return ""
    of_vendor = [source_link(source) for source in facts.vendor.sources.values()][:_SOURCES]
    about = f"; about the vendor itself: {', '.join(of_vendor)}" if of_vendor else ""
    return f"{len(addresses):,}, last checked {checked}{about}"


def _links(links: Iterable[tuple[str, str]]) -> str:
    return ", ".join(link(word, url) for word, url in links)


# --- one family


def _family(gathered: Gathered, facts: FamilyFacts) -> str:
    family = facts.family
    caption = f"Models of {family.name}"
    fragment = llmreg.render(gathered.part(facts.rows, caption), "html", name=_html_name(family.id))
    number = len(facts.rows)
    about = [
        ("Also written", native_names(family.names.items())),
        ("Announced", str(family.announced or "")),
        ("Models", f"{number}{_span(facts.models)}"),
        ("Links", _links(family.links.items())),
        ("Platforms", _platforms(gathered, facts)),
        ("Made from", _relatives(gathered, facts.made_from)),
        ("Made into", _relatives(gathered, facts.made_into)),
        ("Sources", _sources(facts)),
    ]
    return "\n\n".join([_heading(facts), field_list(about), raw_html(fragment, "catalogue-models")])


def _bare_family(facts: FamilyFacts) -> str:
    family = facts.family
    about = [native_names(family.names.items()), f"announced {family.announced}" if family.announced else ""]
    about += [_links(family.links.items()), _platform_names(facts), _sources(facts, most=1)]
    return f"(family-{family.id})=\n{text(family.name)}" + "".join(f" · {each}" for each in about if each)


def _platform_names(facts: FamilyFacts) -> str:
    return f"on {len(facts.platforms)} platforms" if facts.platforms else ""


def _heading(facts: FamilyFacts) -> str:
    return f"(family-{facts.family.id})=\n## {text(facts.family.name)}"


def _platforms(gathered: Gathered, facts: FamilyFacts) -> str:
    names = gathered.registry.platforms
    counted = [
        f"{text(names[platform].name)}" + (f"&nbsp;{number}" if number else "")
        for platform, number in _most(facts.platforms)
    ]
    return _cut(counted, _PLATFORMS)


def _relatives(gathered: Gathered, relatives: Counter[str]) -> str:
    counted = [
        f"{to_family(family, gathered.families[family].family.name)}&nbsp;({number})"
        for family, number in _most(relatives)
    ]
    return _cut(counted, _RELATIVES)


def _sources(facts: FamilyFacts, most: int = _SOURCES) -> str:
    if not facts.sources:
        return ""
    checked = max(source.checked for source in facts.sources)
    shown = [source_link(source) for source in list(facts.sources)[:most]]
    return f"{_cut(shown, most, len(facts.sources))}; last checked {checked}"


def _most(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _cut(texts: list[str], most: int, total: int | None = None) -> str:
    rest = (len(texts) if total is None else total) - min(most, len(texts))
    return ", ".join(texts[:most]) + (f" and {rest} more" if rest else "")


def _html_name(family: str) -> str:
    return f"models-{family}"
