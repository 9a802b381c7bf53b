"""A registry that extends another one holds all of it; its own records are added, take the place of others, or hide them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

import llmreg
from llmreg import Registry
from llmreg.cli import main
from llmreg.layers import open_text
from llmreg.reading import read_registry
from llmreg.source import format_key_path
from tests.property.strategies import TODAY, Content, contents, share, write_files

SOURCE = 'url = "https://example.org/"\nkind = "card"\nchecked = 2024-07-01\n'
BASE: Mapping[str, str] = {
    "registry.toml": 'name = "shared"\nschema = 1\nrevision = "2026.11.01"\n',
    "vendors/zeta.toml": 'name = "Zeta"\ncountry = "FR"\n\n[families.zed]\nname = "Zed"\n\n[families.zap]\nname = "Zap"\n'
    f'\n[families.zap.integrations.shop]\nstage = "general"\n\n[families.zap.integrations.live]\nstage = "preview"\n\n[families.zap.sources.card]\n{SOURCE}supports = ["integrations"]\n',
    "platforms/live.toml": 'name = "Zeta API"\nkind = "api"\nvendor = "zeta"\n\n[[integrations]]\nmodel = "zeta/zed-1"\nids = ["zed"]\n'
    '\n[[integrations]]\nmodel = "zeta/zed-chat"\nids = ["zed-chat"]\n\n[[integrations]]\nmodel = "zeta/zed-old"\nids = ["zed-old"]\n'
    f'\n[[integrations]]\nmodel = "zeta/zap-1"\nids = ["zap"]\n\n[sources.list]\n{SOURCE}supports = ["integrations"]\n',
    "platforms/shop.toml": 'name = "Shop"\nkind = "product"\n',
    "platforms/depot.toml": 'name = "Hub"\nkind = "hub"\n',
    "licenses/LicenseRef-Zeta.toml": 'name = "Zeta Licence"\nurl = "https://example.org/licence"\n',
    "models/zeta/zed.toml": f"""\
family = "zed"
license = "LicenseRef-Zeta"

[sources.card]
{SOURCE}supports = ["license", "released", "integrations", "derived_from"]

[[models]]
id = "zed-1"
name = "Zed 1"
released = 2024-01-10
aliases = ["zed-latest"]
integrations = {{ depot = {{ ids = ["zeta/Zed-1"] }}, shop = {{ since = 2024-02-01 }} }}

[[models]]
id = "zed-chat"
name = "Zed Chat"
released = 2024-03-01
derived_from = [{{ model = "zeta/zed-1", relation = "finetune" }}]

[[models]]
id = "zed-old"
name = "Zed Old"
released = 2023-01-01
""",
    "models/zeta/zap.toml": '[[models]]\nid = "zap-1"\nname = "Zap 1"\nfamily = "zap"\n',
}
"""The registry below: two families, three platforms, integrations at both ends."""

TOP = 'name = "acme"\nschema = 1\nextends = "../shared"\n'
VENDOR = 'name = "Acme"\n\n[families.bolt]\nname = "Bolt"\n'
BOLT = '[[models]]\nid = "bolt-1"\nname = "Bolt 1"\nfamily = "bolt"\n'
SUPPORTED = f'\n[models.sources.card]\n{SOURCE}supports = ["derived_from", "released", "license", "integrations"]\n'
STONE = '[[tombstones]]\nid = "{}"\nremoved = 2026-11-02\nreason = "not approved"\n'

Stack = Callable[..., Path]


@pytest.fixture
def stack(tmp_path: Path) -> Stack:
    """Writes a registry over the shared one; gives its folder."""

    def write_stack(own: Mapping[str, str], base: Mapping[str, str] = BASE) -> Path:
        write_files(tmp_path / "shared", base)
        return write_files(tmp_path / "acme", {"registry.toml": TOP, **own})

    return write_stack


def codes(report: llmreg.Report) -> list[str]:
    return [found.code for found in report if found.severity is not llmreg.Severity.INFO]


def places(report: llmreg.Report) -> list[str]:
    return [str(found.location) for found in report]


def line(root: Path, file: str, text: str) -> str:
    """The place of the first line that holds a text, as `file:line`."""
    lines = (root / file).read_text().splitlines()
    return f"{root / file}:{next(number for number, each in enumerate(lines, 1) if text in each)}"


def written_at(reg: Registry, model: str, field: str) -> str:
    found = reg.why(model, field).location
    assert found is not None
    assert found.span is not None, found
    return f"{found.file}:{found.span.start.line}"


# Adding


def test_it_holds_everything_below_and_its_own(stack: Stack) -> None:
    """Those below come first, in their order; what is new comes last, even of a vendor that sorts before."""
    root = stack({"vendors/acme.toml": VENDOR, "models/acme/bolt.toml": BOLT})
    reg = llmreg.load(root)
    assert list(reg.models) == ["zeta/zap-1", "zeta/zed-1", "zeta/zed-chat", "zeta/zed-old", "acme/bolt-1"]
    assert list(reg.vendors) == ["zeta", "acme"]
    assert list(reg.families) == ["zed", "zap", "bolt"]
    assert [model.id for model in reg] == list(reg.models)
    assert reg.name == "acme"
    assert [reg.layer_of(name) for name in ("zeta/zed-1", "acme/bolt-1")] == ["shared", "acme"]


def test_own_files_may_name_whatever_is_below(stack: Stack) -> None:
    own = BOLT + 'license = "LicenseRef-Zeta"\nderived_from = [{ model = "zeta/zed-1", relation = "finetune" }]\nintegrations = { shop = { since = 2025-01-01 } }\n'  # fmt: skip
    gateway = 'name = "Gateway"\nkind = "api"\nvendor = "zeta"\n\n[[integrations]]\nmodel = "zeta/zed-1"\nids = ["main"]\n\n[[integrations]]\nfamily = "zap"\n'  # fmt: skip
    root = stack(
        {
            "vendors/acme.toml": VENDOR.replace('"Acme"', '"Acme"\nparent = "zeta"', 1),
            "models/acme/bolt.toml": own + SUPPORTED,
            "platforms/gateway.toml": gateway,
        }
    )
    assert codes(llmreg.check(root, as_of=TODAY)) == []
    reg = llmreg.load(root)
    assert [child.id for child in reg.children("zeta/zed-1")] == ["zeta/zed-chat", "acme/bolt-1"]
    assert [model.id for model in reg.ancestors("acme/bolt-1")] == ["zeta/zed-1"]
    assert reg.resolve("main", platform="gateway").model.id == "zeta/zed-1"
    assert {edge.platform for edge in reg.integrations("zeta/zap-1")} == {"live", "shop", "gateway"}
    assert {edge.platform for edge in reg.integrations("zeta/zed-1")} == {"live", "depot", "shop", "gateway"}
    assert [edge.model for edge in reg.used_on("shop")] == ["zeta/zed-1", "acme/bolt-1", None]
    assert list(reg.find("license:LicenseRef-Zeta platform:shop").ids) == ["zeta/zed-1", "acme/bolt-1"]
    assert reg.compare("zed-1", "bolt-1").models[1].id == "acme/bolt-1"


def test_a_name_that_is_not_there_is_still_told_with_what_is_like_it(stack: Stack) -> None:
    own = BOLT + 'derived_from = [{ model = "zeta/zed-2", relation = "finetune" }]\n' + SUPPORTED
    (found,) = llmreg.check(stack({"vendors/acme.toml": VENDOR, "models/acme/bolt.toml": own}), as_of=TODAY).errors
    assert (found.code, found.hint) == ("LR304", "did you mean `zeta/zed-1`?")


# Replacing


def test_a_model_takes_the_place_of_one_below_and_the_others_of_its_release_stay(stack: Stack) -> None:
    """It stands where that stood. Nothing of the record below is left but the integrations, which are records of their own."""
    own = '[[models]]\nid = "zed-1"\nname = "Zed One"\nfamily = "zed"\nreleased = 2024-01-12\n' + SUPPORTED
    root = stack({"models/zeta/patched.toml": own})
    report = llmreg.check(root, as_of=TODAY)
    assert codes(report) == []
    reg = llmreg.load(root)
    assert list(reg.models) == ["zeta/zap-1", "zeta/zed-1", "zeta/zed-chat", "zeta/zed-old"]
    model = reg["zeta/zed-1"]
    assert (model.name, str(model.released), model.license, model.aliases) == ("Zed One", "2024-01-12", None, ())
    assert reg.layer_of(model.id) == "acme"
    assert reg.layer_of("zeta/zed-chat") == "shared"
    assert reg.releases["zeta/zed"].models == ("zeta/zed-chat", "zeta/zed-old")
    assert reg.releases["zeta/patched"].models == ("zeta/zed-1",)
    assert {edge.platform for edge in reg.integrations("zeta/zed-1")} == {"live", "depot", "shop"}
    assert reg.resolve("zeta/Zed-1", platform="depot").model is model
    assert written_at(reg, "zeta/zed-1", "released") == line(root, "models/zeta/patched.toml", "released")
    below = root.parent / "shared"
    assert written_at(reg, "zeta/zed-1", "integrations.depot.ids") == line(below, "models/zeta/zed.toml", "depot =")
    assert list(reg.why("zeta/zed-1", "integrations.depot.ids").sources) == ["card"]


def test_a_release_of_the_same_name_replaces_only_the_models_that_it_has(stack: Stack) -> None:
    own = '[[models]]\nid = "zed-chat"\nname = "Our Zed Chat"\nfamily = "zed"\n'
    reg = llmreg.load(stack({"models/zeta/zed.toml": own}))
    assert reg.releases["zeta/zed"].models == ("zeta/zed-1", "zeta/zed-chat", "zeta/zed-old")
    assert [model.name for model in reg] == ["Zap 1", "Zed 1", "Our Zed Chat", "Zed Old"]


def test_vendor_platform_and_licence_take_the_place_of_those_below(stack: Stack) -> None:
    """Families of a vendor and integrations of a platform are records of their own: those below stay unless redefined."""
    root = stack(
        {
            "vendors/zeta.toml": 'name = "Zeta AI"\n\n[families.zed]\nname = "ZED"\n\n[families.zoo]\nname = "Zoo"\n',
            "platforms/live.toml": 'name = "Our Zeta"\nkind = "cloud"\n\n[[integrations]]\nmodel = "zeta/zed-chat"\nids = ["ours"]\n',
            "licenses/LicenseRef-Zeta.toml": 'name = "Our terms"\nurl = "https://acme.example/terms"\n',
            "models/zeta/zoo.toml": '[[models]]\nid = "zoo-1"\nname = "Zoo 1"\nfamily = "zoo"\n',
        }
    )
    assert codes(llmreg.check(root, as_of=TODAY)) == []
    reg = llmreg.load(root)
    vendor = reg.vendors["zeta"]
    assert (vendor.name, vendor.country, list(vendor.families)) == ("Zeta AI", None, ["zed", "zap", "zoo"])
    assert {name: family.name for name, family in reg.families.items()} == {"zed": "ZED", "zap": "Zap", "zoo": "Zoo"}
    assert vendor.families == dict(reg.families)
    assert reg.licenses["LicenseRef-Zeta"].name == "Our terms"
    host = reg.platforms["live"]
    assert (host.name, host.kind, host.vendor) == ("Our Zeta", "cloud", None)
    assert [edge.ids for edge in host.integrations] == [("ours",), ("zed",), ("zed-old",), ("zap",)]
    assert reg.resolve("ours", platform="live").model.id == "zeta/zed-chat"
    below = root.parent / "shared"
    assert written_at(reg, "zeta/zed-chat", "integrations.live.ids") == line(root, "platforms/live.toml", "ours")
    assert written_at(reg, "zeta/zap-1", "integrations.live.ids") == line(below, "platforms/live.toml", '"zap"')
    assert list(reg.why("zeta/zap-1", "integrations.live.ids").sources) == ["list"]


@pytest.mark.parametrize("end", ["models", "platforms"])
def test_an_integration_takes_the_place_of_the_same_one_at_whichever_end_both_are_written(
    stack: Stack, end: str
) -> None:
    """Here `shop` is written in the release below and `api` in the platform below."""
    edges = {"shop": "since = 2025-05-05", "live": 'ids = ["mine"]'}
    if end == "models":
        inner = "".join(f"\n[models.integrations.{name}]\n{text}\n" for name, text in edges.items())
        own = {"models/zeta/zed.toml": '[[models]]\nid = "zed-1"\nname = "Zed 1"\nfamily = "zed"\n' + inner + SUPPORTED}
    else:
        own = {
            f"platforms/{name}.toml": f'name = "{name}"\nkind = "api"\n\n[[integrations]]\nmodel = "zeta/zed-1"\n{text}\n'
            for name, text in edges.items()
        }
    root = stack(own)
    assert codes(llmreg.check(root, as_of=TODAY)) == []
    reg = llmreg.load(root)
    found = {edge.platform: edge for edge in reg.integrations("zeta/zed-1")}
    assert len(reg.integrations("zeta/zed-1")) == 3
    assert str(found["shop"].since) == "2025-05-05"
    assert found["live"].ids == ("mine",)
    assert found["depot"].ids == ("zeta/Zed-1",)
    assert ("shop" in reg["zeta/zed-1"].integrations) == (end == "models")
    for model, name in (("zeta/zed-old", "zed-old"), ("zeta/zap-1", '"zap"')):  # the places of the others have moved
        below = line(
            root.parent / "shared", "platforms/live.toml", f"ids = [{name}" if name[0] == '"' else f'"{name}"]'
        )
        assert written_at(reg, model, "integrations.live.ids") == below


def test_integrations_of_a_family_are_replaced_alike(stack: Stack) -> None:
    own = 'name = "Zeta"\n\n[families.zap]\nname = "Zap!"\n\n[families.zap.integrations.shop]\nstage = "announced"\n'
    root = stack({"vendors/zeta.toml": own})
    reg = llmreg.load(root)
    family = reg.families["zap"]
    assert {name: edge.stage for name, edge in family.integrations.items()} == {"shop": "announced", "live": "preview"}
    assert list(family.integrations["live"].sources) == ["card"]
    assert family == reg.vendors["zeta"].families["zap"]


def test_a_family_may_go_over_to_another_vendor(stack: Stack) -> None:
    own = {"vendors/acme.toml": VENDOR + '\n[families.zap]\nname = "Acme Zap"\n', "models/acme/bolt.toml": BOLT}
    reg = llmreg.load(stack(own))
    assert (list(reg.vendors["zeta"].families), list(reg.vendors["acme"].families)) == (["zed"], ["bolt", "zap"])
    assert set(reg.as_of(date.max).families) == set(reg.families)


# Hiding


def test_a_tombstone_hides_a_model_of_below_and_its_integrations(stack: Stack) -> None:
    root = stack({"tombstones.toml": STONE.format("zeta/zed-old")})
    assert len(llmreg.check(root, as_of=TODAY)) == 0
    reg = llmreg.load(root)
    assert "zeta/zed-old" not in reg
    assert {edge.model for edge in reg.used_on("live")} == {"zeta/zed-1", "zeta/zed-chat", "zeta/zap-1", None}
    assert reg.releases["zeta/zed"].models == ("zeta/zed-1", "zeta/zed-chat")
    assert written_at(reg, "zeta/zap-1", "integrations.live.ids") == line(
        root.parent / "shared", "platforms/live.toml", '"zap"'
    )
    with pytest.raises(llmreg.UnknownModelError):
        reg.resolve("zed-old")


def test_what_derives_from_a_hidden_model_keeps_the_name_of_its_parent(stack: Stack) -> None:
    """The check says so, without making it a fault."""
    root = stack({"tombstones.toml": STONE.format("zeta/zed-1")})
    (found,) = llmreg.check(root, as_of=TODAY)
    assert (found.code, found.severity) == ("LR311", "info")
    assert found.message == "`zeta/zed-chat` in the registry below derives from it"
    (branch,) = llmreg.load(root).lineage("zeta/zed-chat").parents
    assert (branch.name, branch.model) == ("zeta/zed-1", None)


def test_own_records_that_name_a_hidden_model_are_told_why_it_is_gone(stack: Stack) -> None:
    own = BOLT + 'derived_from = [{ model = "zeta/zed-old", relation = "finetune" }]\n' + SUPPORTED
    gateway = 'name = "Gateway"\nkind = "api"\n\n[[integrations]]\nmodel = "zeta/zed-old"\n'
    root = stack(
        {
            "vendors/acme.toml": VENDOR,
            "models/acme/bolt.toml": own,
            "platforms/gateway.toml": gateway,
            "tombstones.toml": STONE.format("zeta/zed-old") + 'replacement = "zeta/zed-1"\n',
        }
    )
    report = llmreg.check(root, as_of=TODAY)
    assert codes(report) == ["LR304", "LR304"]
    assert {found.message for found in report.errors} == {
        "model `zeta/zed-old` was removed on 2026-11-02: not approved"
    }
    assert {found.hint for found in report.errors} == {"name `zeta/zed-1`, which replaces it"}


def test_a_model_that_was_removed_below_may_be_kept(stack: Stack) -> None:
    base = {**BASE, "tombstones.toml": STONE.format("zeta/zed-0")}
    own = '[[models]]\nid = "zed-0"\nname = "Zed 0"\nfamily = "zed"\n'
    assert codes(llmreg.check(stack({}, base), as_of=TODAY)) == []
    root = stack({"models/zeta/kept.toml": own}, base)
    assert codes(llmreg.check(root, as_of=TODAY)) == []
    assert "zeta/zed-0" in llmreg.load(root)
    both = stack({"models/zeta/kept.toml": own, "tombstones.toml": STONE.format("zeta/zed-0")}, base)
    assert codes(llmreg.check(both, as_of=TODAY)) == ["LR209"]


# Time


def test_the_day_is_that_of_its_own_revision_else_of_the_one_below(stack: Stack) -> None:
    reg = llmreg.load(stack({}))
    assert (reg.revision, reg.today) == ("2026.11.01", date(2026, 11, 1))
    reg = llmreg.load(stack({"registry.toml": TOP + 'revision = "2026.11.20"\n'}))
    assert reg.today == date(2026, 11, 20)


def test_as_of_goes_back_in_all_layers(stack: Stack) -> None:
    own = BOLT + "released = 2024-02-02\n" + SUPPORTED
    reg = llmreg.load(stack({"vendors/acme.toml": VENDOR, "models/acme/bolt.toml": own}))
    assert list(reg.as_of(date(2024, 2, 1)).models) == ["zeta/zap-1", "zeta/zed-1", "zeta/zed-old"]
    then = reg.as_of(date(2024, 2, 2))
    assert list(then.models) == ["zeta/zap-1", "zeta/zed-1", "zeta/zed-old", "acme/bolt-1"]
    assert then.layer_of("acme/bolt-1") == "acme"


# Checking


def test_the_check_speaks_of_its_own_files_only(stack: Stack) -> None:
    """Warnings below are somebody else's; files and models are counted without those below."""
    base = {**BASE, "models/zeta/zap.toml": BASE["models/zeta/zap.toml"] + "released = 2024-01-01\n"}
    root = stack({"vendors/acme.toml": VENDOR, "models/acme/bolt.toml": BOLT + "released = 2024-01-01\n"}, base)
    assert codes(llmreg.check(root.parent / "shared", as_of=TODAY)) == ["LR501"]
    report = llmreg.check(root, as_of=TODAY)
    assert places(report) == [f"{root}/models/acme/bolt.toml:5:12"]
    assert (report.files, report.models) == (3, 1)


def test_rules_of_several_records_see_those_below_and_speak_at_the_own_one(stack: Stack) -> None:
    """Aliases that clash, second entries, circles, children older than their parents."""
    own = """\
family = "zed"

[[models]]
id = "zed-one"
name = "Zed 1 again"
aliases = ["zed-chat"]

[[models]]
id = "1-zed"
name = "Zed 1 swapped"

[[models]]
id = "zed-1"
name = "Zed 1"
derived_from = [{ model = "zeta/zed-chat", relation = "finetune" }]

[[models]]
id = "zed-young"
name = "Zed Young"
released = 2023-06-06
derived_from = [{ model = "zeta/zed-chat", relation = "finetune" }]
"""
    root = stack({"models/zeta/more.toml": own + SUPPORTED})
    report = llmreg.check(root, as_of=TODAY)
    assert {found.code for found in report} >= {"LR203", "LR207", "LR305", "LR306"}
    assert {found.location.file for found in report} == {f"{root}/models/zeta/more.toml"}
    alias = next(found for found in report if found.code == "LR203")
    assert str(alias.related[0][0]) == line(root.parent / "shared", "models/zeta/zed.toml", '"zed-chat"') + ":6"
    assert alias.related[0][0].excerpt == 'id = "zed-chat"'


def test_an_id_that_is_an_alias_below_is_told_at_the_id(stack: Stack) -> None:
    own = BOLT.replace("bolt-1", "zed-latest")
    (found,) = llmreg.check(stack({"vendors/acme.toml": VENDOR, "models/acme/b.toml": own}), as_of=TODAY).errors
    assert (found.code, found.location.path) == ("LR203", ("models", 0, "id"))


def test_ids_that_go_from_the_registry_below_need_no_tombstone_here(stack: Stack, tmp_path: Path) -> None:
    own = {"vendors/acme.toml": VENDOR, "models/acme/bolt.toml": BOLT + "\n" + BOLT.replace("1", "2")}
    before = stack(own).rename(tmp_path / "before")
    base = {**BASE, "models/zeta/zap.toml": BASE["models/zeta/zap.toml"].replace("zap-1", "zap-2")}
    base["platforms/live.toml"] = base["platforms/live.toml"].replace("zap-1", "zap-2")
    after = stack({**own, "models/acme/bolt.toml": BOLT}, base)
    (tmp_path / "now").mkdir()
    after, shared = after.rename(tmp_path / "now" / "acme"), (tmp_path / "shared").rename(tmp_path / "now" / "shared")
    write_files(tmp_path / "shared", BASE)
    assert shared.is_dir()
    (found,) = llmreg.check(after, base=before, as_of=TODAY).errors
    assert (found.code, found.message) == ("LR208", "model `acme/bolt-2` was removed")


def test_errors_of_the_registry_below_are_one_finding(stack: Stack) -> None:
    """It shows the first of them. Whatever a broken file below defines is not missed here."""
    base = {**BASE, "models/zeta/zed.toml": BASE["models/zeta/zed.toml"] + "licence = 1\n", "vendors/x.toml": "x =\n"}
    own = BOLT + 'derived_from = [{ model = "zeta/zed-old", relation = "finetune" }]\n' + SUPPORTED
    root = stack({"vendors/acme.toml": VENDOR, "models/acme/bolt.toml": own}, base)
    (found,) = llmreg.check(root, as_of=TODAY)
    assert found.code == "LR010"
    assert found.message == "`../shared`, which this registry extends, has 2 errors"
    assert str(found.location) == f"{root}/registry.toml:3:11"
    ((place, label),) = found.related
    assert (place.file, label) == (f"{root.parent}/shared/models/zeta/zed.toml", "unknown key `licence`")
    with pytest.raises(llmreg.InvalidRegistryError):
        llmreg.load(root)


@pytest.mark.parametrize(
    ("value", "code", "message", "hint"),
    [
        ('"buitlin"', "LR001", "cannot read `buitlin`: there is no such folder", "did you mean `builtin`?"),
        ('"../shard"', "LR001", "cannot read `../shard`: there is no such folder", "did you mean `../shared`?"),
        ('"../shared/registry.toml"', "LR001", "cannot read `../shared/registry.toml`: it is a file, not the folder of a registry", "write `builtin`, or the way from this folder to another"),
        ('".."', "LR001", "cannot read `..`: there is no registry.toml in it", None),
        ('"/etc"', "LR105", "`/etc` is not a folder relative to this registry", "write `builtin`, or the way from this folder, such as `../shared`"),
        ('["builtin"]', "LR103", "expected a string, got an array", None),
        ('"."', "LR010", "the registry extends itself: acme -> acme", "let one of them extend nothing"),
    ],
)  # fmt: skip
def test_what_cannot_be_extended_is_one_finding_with_its_place(
    stack: Stack, value: str, code: str, message: str, hint: str | None
) -> None:
    """And not one more for every record that names what may be below."""
    own = {"models/zeta/more.toml": '[[models]]\nid = "more"\nname = "More"\nfamily = "zed"\n'}
    root = stack({**own, "registry.toml": TOP.replace('"../shared"', value)})
    (found,) = llmreg.check(root, as_of=TODAY)
    assert (found.code, found.message, found.hint) == (code, message, hint)
    assert str(found.location) == f"{root}/registry.toml:3:11"


@pytest.mark.parametrize("text", [TOP.replace("extends", "extend"), TOP + "x =\n"])
def test_settings_that_cannot_be_read_leave_unknown_what_is_below(stack: Stack, text: str) -> None:
    root = stack(
        {"registry.toml": text, "models/zeta/more.toml": '[[models]]\nid = "more"\nname = "More"\nfamily = "zed"\n'}
    )
    (found,) = llmreg.check(root, as_of=TODAY)
    assert found.code in ("LR002", "LR102")


def test_a_fault_elsewhere_in_the_settings_takes_nothing_away(stack: Stack) -> None:
    root = stack({"registry.toml": TOP + "revison = 1\n", "models/zeta/more.toml": '[[models]]\nid = "more"\nname = "More"\nfamily = "zed"\n'})  # fmt: skip
    assert codes(llmreg.check(root, as_of=TODAY)) == ["LR102"]


def layers(tmp_path: Path, count: int) -> Path:
    """So many registries on top of one another, the first of them lowest."""
    write_files(tmp_path / "l1", BASE)
    for number in range(2, count + 1):
        text = f'name = "l{number}"\nschema = 1\nextends = "../l{number - 1}"\n'
        write_files(tmp_path / f"l{number}", {"registry.toml": text})
    return tmp_path / f"l{count}"


def test_a_circle_is_told_with_its_way(tmp_path: Path) -> None:
    root = layers(tmp_path, 3)
    (tmp_path / "l1" / "registry.toml").write_text('name = "l1"\nschema = 1\nextends = "../l3"\n')
    (found,) = llmreg.check(root, as_of=TODAY)
    assert (found.code, str(found.location)) == ("LR010", f"{root}/registry.toml:3:11")
    assert [(str(place), label) for place, label in found.related] == [
        (f"{tmp_path}/l1/registry.toml:3:11", "the registry extends itself: l3 -> l2 -> l1 -> l3")
    ]


def test_eight_registries_may_stand_on_top_of_one_another(tmp_path: Path) -> None:
    reg = llmreg.load(layers(tmp_path, 8))
    assert reg.layer_of("zeta/zed-1") == "shared"
    assert written_at(reg, "zeta/zed-1", "released") == line(tmp_path / "l1", "models/zeta/zed.toml", "2024-01-10")
    (found,) = llmreg.check(layers(tmp_path, 9), as_of=TODAY)
    assert found.code == "LR010"
    assert found.related[0][1] == "more than 8 registries on top of one another"


@pytest.mark.parametrize("line_of_base", ["schema = 2", 'schema = 1\nrequires-llmreg = ">=99"'])
def test_a_base_that_needs_a_newer_llmreg_is_told_as_that(
    stack: Stack, capsys: pytest.CaptureFixture[str], line_of_base: str
) -> None:
    base = {**BASE, "registry.toml": f'name = "shared"\n{line_of_base}\n'}
    root = stack({"vendors/acme.toml": VENDOR, "models/acme/bolt.toml": BOLT}, base)
    (found,) = llmreg.check(root, as_of=TODAY)
    assert (found.code, str(found.location)) == ("LR008", f"{root}/registry.toml:3:11")
    assert found.related[0][0].file == f"{root.parent}/shared/registry.toml"
    assert main(["check", str(root)]) == 2
    assert "upgrade: python -m pip install --upgrade llmreg" in capsys.readouterr().out


def test_settings_of_the_check_are_those_of_the_own_registry(stack: Stack) -> None:
    """Below, the same settings hold for the registry below: what that ignores is no error here."""
    base = {**BASE, "registry.toml": BASE["registry.toml"] + '\n[check]\nignore = ["LR304"]\n'}
    base["platforms/live.toml"] += '\n[[integrations]]\nmodel = "zeta/none"\n'
    own = {"vendors/acme.toml": VENDOR, "models/acme/bolt.toml": BOLT + "released = 2024-01-01\n"}
    assert codes(llmreg.check(stack(own, base), as_of=TODAY)) == ["LR501"]
    ignoring = {**own, "registry.toml": TOP + '[check]\nignore = ["unsourced"]\n'}
    assert codes(llmreg.check(stack(ignoring, base), as_of=TODAY)) == []


# Three layers


def test_a_third_layer_knows_where_the_first_wrote(stack: Stack, tmp_path: Path) -> None:
    """The second replaces a platform, the third replaces it again; what the first has of it moves twice."""
    host = 'name = "{0}"\nkind = "api"\n\n[[integrations]]\nmodel = "{1}"\nids = ["{0}"]\n'
    second = stack({"platforms/live.toml": host.format("two", "zeta/zed-chat")})
    third = write_files(
        tmp_path / "top",
        {
            "registry.toml": 'name = "top"\nschema = 1\nextends = "../acme"\n',
            "platforms/live.toml": host.format("three", "zeta/zed-old"),
        },
    )
    assert len(llmreg.check(third, as_of=TODAY)) == 0
    reg = llmreg.load(third)
    field = "integrations.live.ids"
    assert [edge.ids[0] for edge in reg.platforms["live"].integrations] == ["three", "two", "zed", "zap"]
    assert written_at(reg, "zeta/zed-old", field) == line(third, "platforms/live.toml", "ids")
    assert written_at(reg, "zeta/zed-chat", field) == line(second, "platforms/live.toml", "ids")
    for model, text in (("zeta/zed-1", '"zed"'), ("zeta/zap-1", '"zap"')):
        assert written_at(reg, model, field) == line(tmp_path / "shared", "platforms/live.toml", text)


# The built-in registry


def test_the_builtin_registry_can_be_extended_compiled_or_not(tmp_path: Path, registry: Registry) -> None:
    own = BOLT + 'derived_from = [{ model = "alibaba/qwen2.5-72b", relation = "finetune" }]\n' + SUPPORTED
    root = write_files(
        tmp_path / "acme",
        {
            "registry.toml": TOP.replace("../shared", "builtin"),
            "vendors/acme.toml": VENDOR,
            "models/acme/bolt.toml": own,
        },
    )
    assert len(llmreg.check(root, as_of=TODAY)) == 0
    reg = llmreg.load(root)
    assert list(reg.models) == [*registry.models, "acme/bolt-1"]
    assert reg.today == registry.today
    assert (
        reg.why("openai/gpt-4-0613", "context").location
        == registry.why("openai/gpt-4-0613", "context").location
        is not None
    )
    assert "acme/bolt-1" in [child.id for child in reg.children("alibaba/qwen2.5-72b")]


def test_loading_makes_only_the_records_that_are_named(tmp_path: Path) -> None:
    """So that a few files on top of the compiled registry take no longer than a few files."""
    own = BOLT + 'derived_from = [{ model = "alibaba/qwen2.5-72b", relation = "finetune" }]\n' + SUPPORTED
    gateway = 'name = "Gateway"\nkind = "api"\n\n[[integrations]]\nmodel = "openai/gpt-4-0613"\n'
    root = write_files(
        tmp_path / "acme",
        {
            "registry.toml": TOP.replace("../shared", "builtin"),
            "vendors/acme.toml": VENDOR,
            "models/acme/bolt.toml": own,
            "platforms/gateway.toml": gateway,
            "tombstones.toml": STONE.format("alibaba/qwen-72b"),
        },
    )
    reg = llmreg.load(root)
    assert reg["acme/bolt-1"].name == "Bolt 1"
    below: Any = reg._layers[0].whole
    assert len(below.models._made) < 20
    assert len(below.platforms._made) == 0


def tables_of(reg: Registry) -> dict[str, list[tuple[str, Any]]]:
    names = ("models", "vendors", "families", "releases", "platforms", "licenses")
    tables = {name: list(getattr(reg, name).items()) for name in names}
    return tables | {"tombstones": list(reg._index.tombstones.items()), "edges": list(reg._index.edges)}


def test_an_empty_registry_on_top_is_the_one_below_record_by_record(tmp_path: Path, registry: Registry) -> None:
    root = write_files(tmp_path / "acme", {"registry.toml": TOP.replace("../shared", "builtin")})
    report = llmreg.check(root, as_of=TODAY)
    assert (len(report), report.files, report.models) == (0, 1, 0)
    assert main(["check", str(root)]) == 0
    assert tables_of(llmreg.load(root)) == tables_of(registry)


@settings(max_examples=share(0.1))
@given(contents())
def test_so_it_is_for_any_registry(content: Content) -> None:
    with tempfile.TemporaryDirectory() as folder:
        below = write_files(Path(folder) / "shared", content.files())
        top = write_files(Path(folder) / "acme", {"registry.toml": TOP})
        assert tables_of(llmreg.load(top)) == tables_of(llmreg.load(below))


@settings(max_examples=share(0.1))
@given(contents(most=3))
def test_two_layers_of_different_records_are_one_registry_of_both(content: Content) -> None:
    """But for the order: what is above comes last."""
    lower, upper = ({**files} for files in (BASE, content.files()))
    settings_below = lower.pop("registry.toml")
    upper["registry.toml"] = TOP
    with tempfile.TemporaryDirectory() as folder:
        write_files(Path(folder) / "shared", {"registry.toml": settings_below, **lower})
        stacked = llmreg.load(write_files(Path(folder) / "acme", upper))
        plain = {"registry.toml": settings_below}
        merged = llmreg.load(write_files(Path(folder) / "both", {**lower, **upper, **plain}))
    one, both = tables_of(stacked), tables_of(merged)
    for name in one:
        assert sorted(map(repr, one[name])) == sorted(map(repr, both[name])), name
    assert stacked.today == merged.today


@settings(max_examples=share(0.2))
@given(contents(), contents())
def test_whatever_stands_on_whatever_every_record_has_its_place(below: Content, above: Content) -> None:
    """Both use the same ids, so most records of one take the place of the other's."""
    with tempfile.TemporaryDirectory() as folder:
        write_files(Path(folder) / "shared", below.files())
        root = write_files(Path(folder) / "acme", {**above.files(), "registry.toml": TOP})
        assert {found.location.file.startswith(f"{root}/") for found in llmreg.check(root, as_of=TODAY)} <= {True}
        reg = Registry(read_registry(root).index, layers=read_registry(root).layers)
        own = {model.id for model in above.models}
        hidden = {stone.id for stone in above.tombstones.tombstones} - own
        assert set(reg.models) == own | ({model.id for model in below.models} - hidden)
        assert {name for name in reg.models if reg.layer_of(name) == "acme"} == own
        assert sorted(name for release in reg.releases.values() for name in release.models) == sorted(reg.models)
        families = [name for vendor in reg.vendors.values() for name in vendor.families]
        assert sorted(families) == sorted(reg.families)
        for edge in reg._index.edges:
            written = reg._index.origins[type(edge.owner).__name__, edge.owner.id].at(edge.path)
            layer = reg._layers[written.layer]
            places = open_text(layer, written.file)
            assert places is not None
            assert places.value(written.path), written
        for model in reg:
            for edge in reg.integrations(model.id):
                place = reg.why(model.id, f"integrations.{format_key_path((edge.platform,))}").location
                assert place is None or place.span is not None
        reg.as_of(date(2020, 1, 1))


# Elsewhere


def test_facts_are_not_imported_into_a_registry_that_extends_another(stack: Stack) -> None:
    root = stack({})
    corpus = root.parent / "corpus.json"
    corpus.write_text('{"acme": {"id": "acme", "name": "Acme", "models": {"m": {"id": "m", "name": "M"}}}}')
    with pytest.raises(llmreg.ImportSourceError, match="extends another one"):
        llmreg.import_into(root, "models-dev", corpus, checked=TODAY)
