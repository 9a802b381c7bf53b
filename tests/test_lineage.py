"""Where models come from and what was made of them."""

from __future__ import annotations

import attrs
import pytest

import llmreg
from llmreg import Branch, Registry
from llmreg.identifiers import ModelId
from llmreg.schema.lineage import Parent
from llmreg.vocabulary import Relation
from tests.conftest import WriteRegistry


def entry(name: str, *parents: str) -> str:
    written = ", ".join(
        f'{{ {"model" if "/" in each and each.startswith("acme/") else "external"} = "{each}", relation = "finetune" }}'
        for each in parents
    )
    return f'[[models]]\nid = "{name}"\nname = "{name}"\nfamily = "acme"\n' + (
        f"derived_from = [{written}]\n" if written else ""
    )


CHAIN = (
    entry("root")
    + entry("left", "acme/root")
    + entry("right", "acme/root", "Other/Model")
    + entry("merge", "acme/left", "acme/right")
    + entry("leaf", "acme/merge")
)


@pytest.fixture
def reg(write: WriteRegistry) -> Registry:
    return llmreg.load(write({"models/acme/acme.toml": CHAIN}))


def ids(models: tuple[llmreg.Model, ...]) -> list[str]:
    return [model.id.removeprefix("acme/") for model in models]


def drawn(branches: tuple[Branch, ...]) -> list[object]:
    return [
        (branch.name.removeprefix("acme/"), drawn(branch.branches))
        if branch.branches
        else branch.name.removeprefix("acme/")
        for branch in branches
    ]


def test_ancestors_and_descendants_over_any_number_of_steps_nearest_first(reg: Registry) -> None:
    assert ids(reg.ancestors("acme/leaf")) == ["merge", "left", "right", "root"]
    assert ids(reg.descendants("acme/root")) == ["left", "right", "merge", "leaf"]
    assert reg.ancestors("acme/root") == reg.descendants("acme/leaf") == ()


def test_the_tree_shows_relations_and_models_outside_the_registry(reg: Registry) -> None:
    found = reg.lineage("acme/right")
    assert [(each.name, each.model is None, str(each.relation)) for each in found.parents] == [
        ("acme/root", False, "finetune"),
        ("Other/Model", True, "finetune"),
    ]
    assert drawn(found.children) == [("merge", ["leaf"])]


def test_what_comes_together_again_is_opened_once(reg: Registry) -> None:
    found = reg.lineage("acme/leaf").parents
    assert drawn(found) == [("merge", [("left", ["root"]), ("right", ["root", "Other/Model"])])]
    (merge,) = found
    assert [branch.repeated for branch in merge.branches[1].branches] == [True, False]


def test_a_circle_ends(reg: Registry) -> None:
    """`load` refuses circles (LR305), so this one is put into an index by hand."""
    back = Parent(model=ModelId("acme/leaf"), relation=Relation.FINETUNE)
    root = attrs.evolve(reg["acme/root"], derived_from=(back,))
    looped = Registry(reg._index.replace(models={**reg._index.models, "acme/root": root}))
    assert ids(looped.ancestors("acme/root")) == ["leaf", "merge", "left", "right"]
    assert ids(looped.descendants("acme/root")) == ["left", "right", "merge", "leaf"]
    assert drawn(looped.lineage("acme/root").parents) == [
        ("leaf", [("merge", [("left", ["root"]), ("right", ["root", "Other/Model"])])])
    ]


def test_an_unknown_model_is_told(reg: Registry) -> None:
    for ask in (reg.ancestors, reg.descendants, reg.lineage):
        with pytest.raises(llmreg.UnknownModelError):
            ask("acme/nobody")


def test_up_and_down_agree_in_the_built_in_registry(registry: Registry) -> None:
    for model in registry:
        for above in registry.ancestors(model.id):
            assert model in registry.descendants(above.id)
