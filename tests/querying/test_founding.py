"""What the founding article says, each as one query to the built-in registry (`founding-article.md`, `founding-facts.md`)."""

from __future__ import annotations

import pytest

from llmreg import F, Registry

DAY = "as-of:2024-02-29"
"""About the day of the article."""


def found(registry: Registry, query: str) -> set[str]:
    return set(registry.find(query).ids)


def test_the_query_of_the_specification(registry: Registry) -> None:
    """SeaLLM-7B v1, and not Qwen-7B, of which it is not known whether it speaks Thai."""
    result = registry.find("is:open-weights params:<=8B released:<2024-01-01 lang:all(th,vi)")
    assert "damo/seallm-7b-v1" in result.ids
    assert "alibaba/qwen-7b" not in result.ids
    assert result.undecided["alibaba/qwen-7b"] == ("languages",)
    same = F.is_("open-weights") & (F.params <= "8B") & (F.released < "2024-01-01") & F.lang.all_of("th", "vi")
    assert registry.find(same).ids == result.ids


def test_openai_stands_behind_chatgpt_and_keeps_sizes_to_itself(registry: Registry) -> None:
    models = found(registry, f"vendor:openai platform:chatgpt {DAY}")
    assert models
    assert models <= found(registry, f"parameters:undisclosed {DAY}")
    assert not found(registry, "vendor:openai platform:chatgpt has:parameters")
    assert not registry.find("vendor:openai platform:chatgpt params:>=1B")


def test_every_open_release_of_qwen_on_any_day(registry: Registry) -> None:
    first = found(registry, "family:qwen is:open-weights as-of:2023-08-31")
    assert first == {"alibaba/qwen-7b", "alibaba/qwen-7b-chat"} | (first & {"alibaba/qwen-7b-chat-int4"})
    assert len(found(registry, f"family:qwen is:open-weights {DAY}")) > len(first)


def test_qwen_was_trained_with_english_and_chinese(registry: Registry) -> None:
    result = registry.find("qwen==1 lang:all(en,zh)")
    assert {"alibaba/qwen-7b", "alibaba/qwen-14b", "alibaba/qwen-72b", "alibaba/qwen-1.8b"} <= set(result.ids)


def test_the_largest_qwen_had_72_billion_parameters(registry: Registry) -> None:
    largest = registry.find(f"family:qwen is:open-weights {DAY} sort:-params limit:1")[0]
    assert (largest.parameters.total, str(largest.parameters.nominal)) == (72_287_920_128, "72B")
    assert "alibaba/qwen-72b" in found(registry, "params:72287920128")
    assert not registry.find(f"family:qwen size:>72B is:open-weights {DAY}")


def test_qwen_is_in_dingtalk_and_tmall_genie_and_no_source_says_which(registry: Registry) -> None:
    for product in ("dingtalk", "tmall-genie"):
        result = registry.find(f"platform:{product} {DAY}")
        assert "alibaba/qwen-72b" not in result.ids
        assert result.undecided["alibaba/qwen-72b"] == ("platform",)
        assert result.why_undecided("alibaba/qwen-72b") == ("platform known of the family only",)
        assert "alibaba/qwen-72b" in found(registry, f"family-platform:{product} {DAY}")
    assert not registry.find(f"family-platform:tmall {DAY}")
    assert not registry.find("family-platform:dingtalk as-of:2023-04-10")


def test_seallm_came_in_december_from_damo_for_southeast_asia(registry: Registry) -> None:
    result = registry.find("owner:alibaba released:2023-12 lang:all(@sea)")
    assert {"damo/seallm-7b-v1", "damo/seallm-13b-chat"} <= set(result.ids)
    assert all(model.vendor == "damo" for model in result)
    assert "damo/seallm-7b-v1" in found(registry, "derived-from:llama-2 -vendor:meta")
    assert "damo/seallm-7b-v1" in found(registry, "parent:llama-2-7b")
    assert not registry.find("family:seallm as-of:2023-11-30")


def test_lazada_makes_no_model(registry: Registry) -> None:
    result = registry.find("vendor:lazada")
    assert not result
    assert result.why_empty == "no model certainly matches `vendor:lazada`"
    assert not result.undecided


def test_01_ai_makes_yi(registry: Registry) -> None:
    models = registry.find(f"vendor:01-ai family:yi {DAY}")
    assert {"01-ai/yi-6b", "01-ai/yi-34b"} <= set(models.ids)
    assert all(registry.vendors[model.vendor].country == "CN" for model in models)


def test_the_licence_of_yi_before_it_was_changed(registry: Registry) -> None:
    assert "01-ai/yi-34b" in found(registry, f"vendor:01-ai license:@custom {DAY}")
    assert "01-ai/yi-34b" in found(registry, "vendor:01-ai license:@osi")


def test_models_of_chinese_vendors_side_by_side(registry: Registry) -> None:
    result = registry.find(f"country:CN is:open-weights {DAY} sort:-size,name cols:id,size,license,languages,context")
    assert {"01-ai/yi-34b", "alibaba/qwen-72b", "damo/seallm-7b-v2"} <= set(result.ids)
    assert result.query.columns == ("id", "size", "license", "languages", "context")
    sizes = [model.parameters.nominal or model.parameters.total or 0 for model in result]
    assert sizes == sorted(sizes, reverse=True)


@pytest.mark.parametrize("language", ["th", "vi", "id", "ms", "km", "lo", "my", "tl"])
def test_open_models_for_each_language_of_southeast_asia(registry: Registry, language: str) -> None:
    """The smallest comes first; those that may speak it are counted."""
    result = registry.find(f"is:open-weights lang:{language} {DAY} sort:size")
    assert "damo/seallm-7b-v1" in result.ids
    assert "alibaba/qwen-72b" in result.undecided


def test_whatever_is_asked_is_answered_quickly_enough_to_be_asked_often(registry: Registry) -> None:
    """All twenty examples of the specification run on the real registry, but for a family that it does not have."""
    from tests.querying.test_parser import TWENTY

    for query in TWENTY:
        if "family:glm" not in query:
            result = registry.find(query)
            assert len(result) <= result.total <= len(registry)
