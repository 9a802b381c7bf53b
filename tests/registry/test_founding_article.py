"""The news story that the registry starts from, claim by claim: what llmreg answers, and how it knows."""

from __future__ import annotations

from datetime import date

import llmreg
from llmreg.vocabulary import PlatformKind, SourceKind, Weights

STORY = date(2024, 2, 29)
SEA = {"vi", "id", "th", "ms", "km", "lo", "my", "tl"}


def largest(models: list[llmreg.Model]) -> llmreg.Model:
    return max(models, key=lambda model: model.parameters.total or 0)


def test_chatgpt_is_a_product_of_openai_and_no_model(registry: llmreg.Registry) -> None:
    chatgpt = registry.platforms["chatgpt"]
    assert (chatgpt.kind, chatgpt.vendor) == (PlatformKind.PRODUCT, "openai")
    assert str(chatgpt.since) == "2022-11-30"
    assert registry.vendors["openai"].country == "US"
    assert "openai/chatgpt" not in registry


def test_which_models_stood_behind_chatgpt_and_when(registry: llmreg.Registry) -> None:
    edges = registry.used_on("chatgpt")
    behind = {edge.model or edge.family for edge in edges if edge.since and edge.since.latest <= STORY}
    assert behind
    assert any(edge.since and edge.since.earliest == date(2023, 3, 14) for edge in edges), "GPT-4 came to ChatGPT Plus"
    assert all(edge.sources or registry.platforms["chatgpt"].sources for edge in edges)


def test_sizes_that_openai_keeps_secret_are_undisclosed_and_no_number(registry: llmreg.Registry) -> None:
    for name in ("gpt-3.5-turbo-0613", "gpt-4-0613", "gpt-4o-2024-05-13"):
        why = registry.why(f"openai/{name}", "parameters.total")
        assert (why.value, why.undisclosed) == (None, True)
    assert registry["openai/davinci"].parameters.total == 175_000_000_000


def test_qwen_is_a_family_whose_open_releases_are_known_as_of_any_date(registry: llmreg.Registry) -> None:
    assert registry.families["qwen"].vendor == "alibaba"
    assert registry.families["qwen"].names["zh-Hans"] == "通义千问"

    def open_bases(day: date) -> set[str]:
        return {
            model.name
            for model in registry.as_of(day)
            if model.family == "qwen" and model.weights is Weights.OPEN and model.variant == "base"
        }

    assert open_bases(date(2023, 8, 2)) == set()
    assert open_bases(date(2023, 8, 3)) == {"Qwen-7B"}
    assert open_bases(date(2023, 12, 31)) == {"Qwen-1.8B", "Qwen-7B", "Qwen-14B", "Qwen-72B"}
    assert {"Qwen1.5-0.5B", "Qwen1.5-72B"} <= open_bases(STORY)
    assert {model.version for model in registry if model.family == "qwen" and model.variant == "base"} >= {
        "1",
        "1.5",
        "2",
        "2.5",
        "3",
    }


def test_qwen_was_trained_in_english_and_chinese(registry: llmreg.Registry) -> None:
    for name in ("qwen-1.8b", "qwen-7b", "qwen-14b", "qwen-72b"):
        languages = registry[f"alibaba/{name}"].languages
        assert set(languages.tags) == {"en", "zh"}
        assert languages.complete is False
        assert languages.level("es") == "trained"
        assert registry.why(f"alibaba/{name}", "languages").sources
    assert len(registry["alibaba/qwen3-8b"].languages.tags) == 119


def test_the_largest_open_qwen_of_the_day_has_72_billion_parameters(registry: llmreg.Registry) -> None:
    then = registry.as_of(STORY)
    qwen = largest([model for model in then if model.family == "qwen" and model.weights is Weights.OPEN])
    assert qwen.parameters.total == 72_287_920_128
    assert str(qwen.parameters.nominal) == "72B"
    first = largest([model for model in then if model.family == "qwen" and model.version == "1"])
    assert first.id == "alibaba/qwen-72b"
    assert registry.why(first.id, "parameters.total").sources


def test_qwen_is_in_dingtalk_and_in_tmall_genie_but_the_shop_came_later(registry: llmreg.Registry) -> None:
    edges = {edge.platform: edge for edge in registry.integrations("alibaba/qwen-72b") if edge.family == "qwen"}
    for product in ("dingtalk", "tmall-genie"):
        assert str(edges[product].announced) == "2023-04-11"
        assert registry.platforms[product].kind is PlatformKind.PRODUCT
        assert len(registry.why("alibaba/qwen-72b", f"integrations.{product}").sources) >= 1
    assert edges["tmall"].since is not None
    assert edges["tmall"].since.earliest > STORY
    then = {edge.platform for edge in registry.as_of(STORY).integrations("alibaba/qwen-72b")}
    assert {"dingtalk", "tmall-genie"} <= then
    assert "tmall" not in then


def test_seallm_came_in_december_2023_and_speaks_eight_languages_of_south_east_asia(registry: llmreg.Registry) -> None:
    damo = registry.vendors["damo"]
    assert damo.parent == "alibaba"
    family = [model for model in registry if model.family == "seallm" and model.released]
    first = min(family, key=lambda model: model.released.sort_key if model.released else (date.max, date.max))
    assert str(first.released) == "2023-12-01"
    seallm = registry["damo/seallm-7b-v1"]
    assert set(seallm.languages.tags) == SEA | {"en", "zh"}
    assert seallm.derived_from[0].model == "meta/llama-2-7b"
    assert registry.resolve("SeaLLM-7B-chat").model is seallm
    sources = registry.why(seallm.id, "languages").sources.values()
    assert {source.kind for source in sources} & {SourceKind.PAPER, SourceKind.CARD}


def test_alibaba_owns_lazada_but_no_integration_is_documented(registry: llmreg.Registry) -> None:
    lazada = registry.vendors["lazada"]
    assert (lazada.parent, lazada.country) == ("alibaba", "SG")
    assert lazada.owned_since is not None
    assert lazada.owned_since.year == 2016
    assert "lazada" not in registry.platforms
    assert registry.platforms["alibaba"].vendor == "alibaba"


def test_kai_fu_lees_company_makes_yi(registry: llmreg.Registry) -> None:
    company = registry.vendors["01-ai"]
    assert (company.country, company.city) == ("CN", "Beijing")
    assert registry.families["yi"].vendor == "01-ai"
    yi = registry["01-ai/yi-34b"]
    assert (registry.as_of(STORY)[yi.id].license, yi.license) == ("LicenseRef-Yi", "Apache-2.0")
    assert yi.derived_from == ()


def test_chinese_makers_can_be_put_side_by_side_with_openai(registry: llmreg.Registry) -> None:
    """Each answer is a value, undisclosed, or unknown, and none of these stands for another."""
    then = registry.as_of(STORY)
    chinese = {vendor.id for vendor in then.vendors.values() if vendor.country == "CN"}
    assert {"alibaba", "damo", "01-ai"} <= chinese
    # M6-T of 2021, a trillion parameters, never left the laboratory: no licence lets anybody use it.
    offered = [model for model in then if model.license is not None]
    best = {
        vendor: largest([model for model in offered if model.vendor == vendor])
        for vendor in ("alibaba", "damo", "01-ai")
    }
    assert [best[each].parameters.total is not None for each in best] == [True, True, True]
    assert all(model.languages.tags for model in best.values())
    gpt4 = then["openai/gpt-4-0613"]
    assert (gpt4.parameters.total, gpt4.undisclosed) == (None, ("parameters.total",))
    assert gpt4.context.window == 8_192
    assert {model.weights for model in best.values()} == {Weights.OPEN, Weights.CLOSED}, (
        "SeaLLM-13B never gave out weights"
    )


def test_open_models_for_south_east_asia(registry: llmreg.Registry) -> None:
    """A multilingual approach as a selling point: who declared Thai and Vietnamese, and who Indonesian, at that time."""
    then = registry.as_of(STORY)

    def speaks(*tags: str) -> set[str]:
        return {
            model.id
            for model in then
            if model.weights in (Weights.OPEN, Weights.GATED) and set(tags) <= set(model.languages.tags)
        }

    assert {"damo/seallm-7b-v1", "damo/seallm-7b-v2"} <= speaks("th", "vi", "id")
    assert not any(model.startswith("alibaba/qwen-") for model in speaks("th"))
    now = {model.id for model in registry if {"th", "vi", "id"} <= set(model.languages.tags)}
    assert len(now) > len(speaks("th", "vi", "id"))
