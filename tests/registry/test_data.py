"""The registry that comes with llmreg keeps its own rules."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import llmreg
from llmreg.importing.formats.hub import LONGEST
from llmreg.rendering.model import render_model
from llmreg.rules.provenance import SOURCED_FIELDS
from llmreg.schema.fields import get_field, is_recorded, overlap
from llmreg.vocabulary import ArchitectureKind, Relation, Weights

ROOT = Path(__file__).parents[2] / "registry"


@pytest.fixture(scope="module")
def report() -> llmreg.Report:
    return llmreg.check(ROOT)


def test_it_has_no_error_and_no_warning(report: llmreg.Report) -> None:
    assert [str(found) for found in report if found.severity is not llmreg.Severity.INFO] == []


def test_it_holds_a_thousand_models_and_more(registry: llmreg.Registry) -> None:
    assert len(registry) >= 1_000
    assert sum(vendor.country is not None for vendor in registry.vendors.values()) >= 80
    assert len(registry.platforms) >= 150
    edges = [edge for platform in registry.platforms for edge in registry.used_on(platform)]
    assert len(edges) >= 5_000
    assert sum(bool(edge.retired and edge.replacement) for edge in edges) >= 300
    assert sum(model.parameters.total is not None for model in registry) >= 650
    assert sum(model.architecture.num_key_value_heads is not None for model in registry) >= 300
    assert sum(bool(model.languages.all) for model in registry) >= 450


def test_it_holds_the_founding_models(registry: llmreg.Registry) -> None:
    assert set(registry.vendors) >= {"openai", "alibaba", "damo", "01-ai", "meta", "mistral", "google", "lazada"}
    assert set(registry.platforms) >= {
        "alibaba", "amazon-bedrock", "azure", "chatgpt", "dingtalk", "fireworks-ai", "groq", "huggingface", "modelscope",
        "ollama", "openai", "openrouter", "taobao", "tmall", "tmall-genie", "togetherai",
    }  # fmt: skip


@pytest.mark.parametrize("field", ["parameters", "architecture", "languages", "context", "license", "weights", "released", "announced",
                                   "knowledge_cutoff", "derived_from", "training", "modalities", "capabilities", "integrations"])  # fmt: skip
def test_facts_have_a_source(registry: llmreg.Registry, field: str) -> None:
    """All that people decide by; of the rest one in a hundred may lack it."""
    bare = [
        model.id
        for model in registry
        if is_recorded(get_field(model, field))
        and not any(overlap(claim, field) for source in model.sources.values() for claim in source.supports)
        and not (field == "integrations" and all(edge.sources for edge in model.integrations.values()))
    ]
    assert len(bare) <= (0 if field in SOURCED_FIELDS else len(registry) // 100), bare


def test_every_integration_has_a_source(registry: llmreg.Registry) -> None:
    edges = [(model.id, edge) for model in registry for edge in registry.integrations(model.id)]
    bare = [(model_id, edge.platform) for model_id, edge in edges if not registry.sources(edge)]
    assert len(bare) <= 5, bare


def test_every_model_can_be_shown(registry: llmreg.Registry) -> None:
    for model in registry:
        assert render_model(registry, model).startswith(model.id)


def test_every_source_was_checked_by_the_day_of_the_revision(registry: llmreg.Registry) -> None:
    late = [
        (model.id, key)
        for model in registry
        for key, source in model.sources.items()
        if source.checked > registry.today
    ]
    assert late == []


def test_no_figure_stands_beside_the_word_that_there_is_none(registry: llmreg.Registry) -> None:
    """No rumour: a size is not recorded of a model whose maker discloses none."""
    both = [model.id for model in registry if model.parameters.total and "parameters.total" in model.undisclosed]
    assert both == []


def test_closed_models_have_a_size_or_are_undisclosed(registry: llmreg.Registry) -> None:
    closed = [model for model in registry if model.weights is Weights.CLOSED]
    silent = [m.id for m in closed if not m.parameters.total and "parameters.total" not in m.undisclosed]
    assert len(silent) <= len(closed) // 50, silent


def test_open_mixtures_of_experts_tell_total_and_active(registry: llmreg.Registry) -> None:
    """Or that the maker does not tell; of a few nobody has found it."""
    mixtures = [m for m in registry if m.architecture.kind is ArchitectureKind.MOE and m.weights is Weights.OPEN]
    assert len(mixtures) >= 200
    silent = [m.id for m in mixtures if not m.parameters.active and "parameters.active" not in m.undisclosed]
    assert len(silent) <= len(mixtures) // 10, silent


def window_of_the_hub(model: llmreg.Model) -> int | None:
    """The window, where nothing but metadata of the Hub speaks for it: these multiply some by the factor of RoPE scaling."""
    speaking = [
        source for source in model.sources.values() if any(overlap(c, "context.window") for c in source.supports)
    ]
    alone = bool(speaking) and all("llmfit" in f"{source.url} {source.title}" for source in speaking)
    return model.context.window if alone else None


def test_no_window_of_the_hub_is_longer_than_its_type_allows(registry: llmreg.Registry) -> None:
    adapted = {"bsc/alia-40b-instruct-2601", "bsc/alia-40b-instruct-2606", "bsc/salamandra-7b-instruct-2606"}
    """Instructed after an adaptation to long texts, as cards of the series say."""
    named_so = {f"nvidia/llama-3.1-nemotron-8b-ultralong-{length}-instruct" for length in ("1m", "2m", "4m")}
    long = {
        model.id
        for model in registry
        if (window_of_the_hub(model) or 0) > LONGEST.get(str(model.architecture.model_type), 1_048_576)
    }
    assert long <= adapted | named_so, long - adapted - named_so


def test_no_window_of_the_hub_is_a_multiple_of_the_parents(registry: llmreg.Registry) -> None:
    """A tune keeps the window of what it was tuned from, unless somebody says so."""
    of_mistral_7b = {
        "huggingface/zephyr-7b-beta", "microsoft/e5-mistral-7b-instruct", "microsoft/wizardlm-2-7b", "microsoft/wizardmath-7b-v1.1",
    }  # fmt: skip
    """Its configuration states 32,768, its maker 8,192."""
    trained_longer = {"microsoft/phi-4-reasoning", "xiaomi/mimo-vl-7b-sft"}
    multiples = {
        model.id
        for model in registry
        for parent in model.derived_from
        if parent.model and parent.relation in (Relation.FINETUNE, Relation.QUANTIZED)
        and model.context.extended is None
        and (window_of_the_hub(model) or 0) >= 2 * (registry[parent.model].context.window or 10**9)
    }  # fmt: skip
    assert multiples <= of_mistral_7b | trained_longer, multiples - of_mistral_7b - trained_longer


def test_nearly_every_open_model_can_be_downloaded_somewhere(registry: llmreg.Registry) -> None:
    """The rest is on a page of its maker, or was taken down."""
    opened = [model for model in registry if model.weights is Weights.OPEN]
    hubs = {"huggingface", "modelscope"}
    lost = [m.id for m in opened if not hubs & {e.platform for e in registry.integrations(m.id)}]
    assert len(lost) <= len(opened) // 8, lost


def test_every_id_on_a_platform_leads_to_its_model(registry: llmreg.Registry) -> None:
    """Or to another one that has the id there too: Azure calls every checkpoint of GPT-3.5 Turbo `gpt-35-turbo` and keeps
    the version apart."""
    sharing: dict[tuple[str, str], set[str]] = {}
    for platform in registry.platforms:
        for edge in registry.used_on(platform):
            for name in edge.ids if edge.model else ():
                sharing.setdefault((platform, name.lower()), set()).add(str(edge.model))
    for (platform, name), models in sharing.items():
        try:
            found = {str(registry.resolve(name, platform=platform).model.id)}
        except llmreg.AmbiguousModelError as refusal:
            found = set(refusal.candidates)
        assert found & models, (platform, name, found, models)


def test_alias_gpt_4_moved_on_its_day(registry: llmreg.Registry) -> None:
    assert registry.resolve("gpt-4", as_of=date(2023, 6, 1)).model.id == "openai/gpt-4-0314"
    assert registry.resolve("gpt-4", platform="openai", as_of=date(2023, 7, 1)).model.id == "openai/gpt-4-0613"
    assert registry.resolve("openai/gpt-4").model.id == "openai/gpt-4-0613"


@pytest.mark.parametrize(
    ("name", "day", "ends"),
    [
        ("gpt-4.1", date(2026, 4, 23), "2027-10-14"),
        ("gpt-4.1", date(2026, 7, 23), "2026-10-14"),
        ("gpt-4.1", date(2026, 9, 2), "2027-04-14"),
        ("FW-GLM-5.1", date(2026, 7, 21), "2026-08-01"),
        ("FW-GLM-5.1", date(2026, 7, 23), "2026-08-07"),
        ("FW-GLM-5.1", date(2026, 9, 2), "2027-07-01"),
    ],
)
def test_the_days_that_azure_moved_can_be_asked_for(registry: llmreg.Registry, name: str, day: date, ends: str) -> None:
    """As the lists of April, July and September 2026 had them."""
    found = registry.as_of(day).resolve(name, platform="azure").integration
    assert found is not None
    assert str(found.retired) == ends
