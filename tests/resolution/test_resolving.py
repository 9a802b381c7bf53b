"""Names found in the wild mean one model, or are refused."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import llmreg
from tests.conftest import WriteRegistry

VENDORS = {
    "vendors/alibaba.toml": 'name = "Alibaba"\n\n[families.qwen]\nname = "Qwen"\n',
    "vendors/deepseek.toml": 'name = "DeepSeek"\n\n[families.deepseek]\nname = "DeepSeek"\n',
    "vendors/openai.toml": 'name = "OpenAI"\n\n[families.gpt]\nname = "GPT"\n\n[families.o]\nname = "o"\n',
    "vendors/google.toml": 'name = "Google"\n\n[families.gemini]\nname = "Gemini"\n',
    "vendors/damo.toml": 'name = "DAMO"\nparent = "alibaba"\n\n[families.seallm]\nname = "SeaLLM"\n',
}
PLATFORMS = {
    f"platforms/{name}.toml": f'name = "{name}"\nkind = "{kind}"\n'
    for name, kind in {
        "huggingface": "hub",
        "modelscope": "hub",
        "openrouter": "api",
        "ollama": "runtime",
        "openai": "api",
        "amazon-bedrock": "cloud",
    }.items()
}
QWEN = """
family = "qwen"

[[models]]
id = "qwen2.5-7b"
name = "Qwen2.5-7B"
variant = "base"
[models.integrations.huggingface]
ids = ["Qwen/Qwen2.5-7B"]

[[models]]
id = "qwen2.5-7b-instruct"
name = "Qwen2.5-7B-Instruct"
variant = "instruct"
[models.integrations.huggingface]
ids = ["Qwen/Qwen2.5-7B-Instruct"]
[models.integrations.openrouter]
ids = ["qwen/qwen-2.5-7b-instruct"]

[[models]]
id = "qwen3-32b"
name = "Qwen3-32B"
[models.integrations.ollama]
ids = ["qwen3:32b", "qwen3:32b-fp16"]

[[models]]
id = "qwen3-235b-a22b"
name = "Qwen3-235B-A22B"

[[models]]
id = "qwen-1.8b"
name = "Qwen-1.8B"

[[models]]
id = "qwen-max"
name = "Qwen-Max"
names = { zh = "通义千问" }
released = 2024-01-25
"""
DEEPSEEK = """
family = "deepseek"

[[models]]
id = "deepseek-r1"
name = "DeepSeek-R1"
released = 2025-01-20
"""
OPENAI = """
family = "gpt"

[[models]]
id = "gpt-3.5-turbo"
name = "GPT-3.5 Turbo"
released = 2023-03-01

[[models]]
id = "gpt-4o-mini"
name = "GPT-4o mini"
released = 2024-07-18

[[models]]
id = "gpt-4-0314"
name = "GPT-4 (0314)"
aliases = [{ name = "gpt-4", until = 2023-06-27 }]

[[models]]
id = "gpt-4-0613"
name = "GPT-4 (0613)"
aliases = [{ name = "gpt-4", since = 2023-06-27 }]

[[models]]
id = "o3-mini"
name = "o3-mini"
family = "o"
"""
GOOGLE = """
family = "gemini"

[[models]]
id = "gemini-2.0-flash"
name = "Gemini 2.0 Flash"

[[models]]
id = "gemini-1.5-pro"
name = "Gemini 1.5 Pro"

[[models]]
id = "gemini-1.5-pro-002"
name = "Gemini 1.5 Pro 002"
"""
DAMO = '[[models]]\nid = "seallm-7b-v2"\nname = "SeaLLM-7B-v2"\nfamily = "seallm"\n'
WILD = {
    **VENDORS,
    **PLATFORMS,
    "registry.toml": 'name = "wild"\nschema = 1\nrevision = "2026.11.23"\n[check]\nignore = ["near-duplicate"]\n',
    "models/alibaba/qwen.toml": QWEN,
    "models/deepseek/deepseek.toml": DEEPSEEK,
    "models/openai/gpt.toml": OPENAI,
    "models/google/gemini.toml": GOOGLE,
    "models/damo/seallm.toml": DAMO,
}


@pytest.fixture(scope="module")
def wild(tmp_path_factory: pytest.TempPathFactory) -> llmreg.Registry:
    root = tmp_path_factory.mktemp("wild")
    for name, text in WILD.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return llmreg.load(root)


@pytest.mark.parametrize(
    ("name", "model", "dropped"),
    [
        ("ALIBABA/QWEN3-32B", "alibaba/qwen3-32b", ()),
        ("qwen-3-32b", "alibaba/qwen3-32b", ()),
        ("Qwen3 32B", "alibaba/qwen3-32b", ()),
        ("alibaba-qwen3-32b", "alibaba/qwen3-32b", ()),
        ("通义千问", "alibaba/qwen-max", ()),
        ("Qwen/Qwen2.5-7B-Instruct-GPTQ-Int4", "alibaba/qwen2.5-7b-instruct", ("GPTQ", "Int4")),
        ("unsloth/Qwen2.5-7B-Instruct-bnb-4bit", "alibaba/qwen2.5-7b-instruct", ("unsloth", "bnb", "4bit")),
        ("AI-ModelScope/Qwen2.5-7B", "alibaba/qwen2.5-7b", ("AI-ModelScope",)),
        ("qwen2.5:7b-instruct-q4_K_M", "alibaba/qwen2.5-7b-instruct", ("q4_K_M",)),
        ("qwen3:32b", "alibaba/qwen3-32b", ()),
        ("qwen.qwen3-32b-v1:0", "alibaba/qwen3-32b", ("v1:0",)),
        ("us.deepseek.r1-v1:0", "deepseek/deepseek-r1", ("us", "v1:0")),
        ("openrouter/qwen/qwen-2.5-7b-instruct:free", "alibaba/qwen2.5-7b-instruct", ("openrouter", "free")),
        ("accounts/fireworks/models/qwen2p5-7b-instruct", "alibaba/qwen2.5-7b-instruct", ("fireworks",)),
        ("azure/gpt-35-turbo", "openai/gpt-3.5-turbo", ("azure",)),
        ("Qwen/Qwen-1_8B", "alibaba/qwen-1.8b", ()),
        ("gpt-4o-mini-2024-07-18", "openai/gpt-4o-mini", ("2024-07-18",)),
        ("o3-mini-high", "openai/o3-mini", ("high",)),
        ("google/gemini-2.0-flash-001", "google/gemini-2.0-flash", ("001",)),
        ("alibaba/seallm-7b-v2", "damo/seallm-7b-v2", ()),
        ("SeaLLMs/SeaLLM-7B-v2", "damo/seallm-7b-v2", ()),
    ],
)
def test_a_name_of_the_wild_means_its_model(
    wild: llmreg.Registry, name: str, model: str, dropped: tuple[str, ...]
) -> None:
    found = wild.resolve(name)
    assert (found.model.id, found.dropped) == (model, dropped)
    assert all(f"`{piece}` (" in found.how for piece in dropped)


@pytest.mark.parametrize(
    "name",
    [
        "deepseek-r1-0528",
        "deepseek-r1-distill-qwen-7b",
        "deepseek-ai/DeepSeek-R1-Zero",
        "qwen3-235b-a22b-2507",
        "qwen.qwen3-235b-a22b-2507-v1:0",
        "Qwen3-235B-A22B-Instruct-2507",
        "huihui-ai/Qwen3-32B-abliterated",
        "someone/Qwen3-32B",
        "meta-llama/Qwen3-32B",
        "qwen3-32b-base",
        "qwen3-3.2b",
        "qwen2.5-7b-chat",
        "qwen-2.7b",
        "qwen-max-2025-01-25",
        "gpt-3.5-turbo-0613",
        "gpt-3.5-turbo-instruct",
        "gpt-4o-mini-search-preview",
        "gpt-4o",
        "ft:gpt-4o-mini:acme",
        "grok-4o-mini",
        "gemini-1.5-pro-001",
        "gemini-2.0-flash-lite",
        "gemini-2.0-flash-002",
        "qwen3-32b-high",
        "qwen:32b",
        "qwen2.5",
        "",
        "/",
        ":free",
        "us.",
        "a" * 1000,
    ],
)
def test_a_name_of_another_model_is_refused(wild: llmreg.Registry, name: str) -> None:
    with pytest.raises(llmreg.UnknownModelError):
        wild.resolve(name)


def test_a_tag_of_ollama_that_does_not_say_base_or_instruct_is_refused(wild: llmreg.Registry) -> None:
    with pytest.raises(llmreg.AmbiguousModelError) as refusal:
        wild.resolve("qwen2.5:7b")
    assert refusal.value.candidates == ("alibaba/qwen2.5-7b", "alibaba/qwen2.5-7b-instruct")


def test_a_page_of_ollama_means_no_model_without_a_tag(wild: llmreg.Registry) -> None:
    with pytest.raises(llmreg.AmbiguousModelError):
        wild.resolve("qwen3", platform="ollama")
    with pytest.raises(llmreg.AmbiguousModelError):
        wild.resolve("ollama/qwen3")


def test_the_platform_before_a_name_leads_to_its_edge(wild: llmreg.Registry) -> None:
    found = wild.resolve("openrouter/qwen/qwen-2.5-7b-instruct")
    assert found.integration is not None
    assert found.integration.platform == "openrouter"
    assert wild.resolve("qwen/qwen-2.5-7b-instruct:free").integration == found.integration
    assert wild.resolve("Qwen2.5 7B Instruct").integration is None
    assert wild.resolve("Qwen2.5 7B Instruct", platform="huggingface").integration is not None


def test_a_repository_on_another_hub_has_the_same_last_part(wild: llmreg.Registry) -> None:
    found = wild.resolve("Qwen/Qwen2.5-7B-Instruct", platform="modelscope")
    assert (found.model.id, found.integration) == ("alibaba/qwen2.5-7b-instruct", None)


def test_an_alias_is_read_on_its_day_in_every_spelling(wild: llmreg.Registry) -> None:
    before, after = date(2023, 6, 26), date(2023, 6, 27)
    assert {wild.resolve(name, as_of=before).model.id for name in ("gpt-4", "GPT 4", "azure/gpt_4")} == {
        "openai/gpt-4-0314"
    }
    assert {wild.resolve(name, as_of=after).model.id for name in ("gpt-4", "GPT 4", "azure/gpt_4")} == {
        "openai/gpt-4-0613"
    }


def test_names_that_differ_in_separators_are_refused_but_for_their_own_spelling(write: WriteRegistry) -> None:
    two = "\n".join(
        f'[[models]]\nid = "{name}"\nname = "{name}"\nfamily = "acme"\n' for name in ("acme-1.5", "acme-1-5")
    )
    registry = llmreg.load(write({"models/acme/acme.toml": two}))
    assert registry.resolve("acme-1.5").model.id == "acme/acme-1.5"
    assert registry.resolve("ACME-1-5").model.id == "acme/acme-1-5"
    with pytest.raises(llmreg.AmbiguousModelError) as refusal:
        registry.resolve("acme 1_5")
    assert refusal.value.candidates == ("acme/acme-1-5", "acme/acme-1.5")


def test_a_repository_that_several_models_share_means_the_one_of_its_name(write: WriteRegistry) -> None:
    shared = '[models.integrations.huggingface]\nids = ["Acme/Acme-1"]\n'
    models = "\n".join(
        f'[[models]]\nid = "{i}"\nname = "{i}"\nfamily = "acme"\n{shared}' for i in ("acme-1", "acme-1-fast")
    )
    registry = llmreg.load(
        write({"models/acme/acme.toml": models, "platforms/huggingface.toml": 'name = "HF"\nkind = "hub"\n'})
    )
    assert registry.resolve("Acme/Acme-1").model.id == "acme/acme-1"


@pytest.mark.parametrize(
    ("platform", "model"),
    [("acme-api", "acme/second"), ("host", "acme/first"), ("other", "acme/second"), (None, "acme/second")],
)
def test_a_host_says_what_a_name_that_moves_at_its_maker_means_there(
    write: WriteRegistry, platform: str | None, model: str
) -> None:
    models = """
family = "acme"

[[models]]
id = "first"
name = "First"
aliases = [{ name = "acme-chat", since = 2024-01-01, until = 2025-01-01 }]
[models.integrations.acme-api]
ids = ["acme-chat"]
[models.integrations.host]
ids = ["acme-chat"]

[[models]]
id = "second"
name = "Second"
aliases = [{ name = "acme-chat", since = 2025-01-01 }]
[models.integrations.other]
ids = ["second"]
"""
    platforms = {f"platforms/{name}.toml": f'name = "{name}"\nkind = "api"\n' for name in ("host", "other")}
    own = {"platforms/acme-api.toml": 'name = "Acme API"\nkind = "api"\nvendor = "acme"\n'}
    registry = llmreg.load(write({"models/acme/acme.toml": models, **platforms, **own}))
    assert registry.resolve("acme-chat", platform=platform).model.id == model


@pytest.mark.parametrize(("second", "end"), [("2025-06-01", "2025-06-01"), ("2025-07-01", None)])
def test_of_several_integrations_that_ended_on_one_day_any_is_given(
    write: WriteRegistry, second: str, end: str | None
) -> None:
    models = '[[models]]\nid = "old"\nname = "Old"\nfamily = "acme"\naliases = ["older"]\n'
    host = f"""
name = "Host"
kind = "api"

[[integrations]]
model = "acme/old"
ids = ["old-1"]
retired = 2025-06-01

[[integrations]]
model = "acme/old"
ids = ["old-latest"]
retired = {second}
"""
    registry = llmreg.load(write({"models/acme/acme.toml": models, "platforms/host.toml": host}))
    integration = registry.resolve("older", platform="host").integration
    assert (integration and str(integration.retired)) == end


def test_a_removed_id_suggests_what_stands_for_it(write: WriteRegistry) -> None:
    tombs = (
        '[[tombstones]]\nid = "acme/old"\nremoved = 2024-05-01\nreason = "never out"\nreplacement = "acme/acme-7b"\n'
    )
    model = '[[models]]\nid = "acme-7b"\nname = "Acme 7B"\nfamily = "acme"\n'
    registry = llmreg.load(write({"models/acme/acme.toml": model, "tombstones.toml": tombs}))
    with pytest.raises(llmreg.UnknownModelError) as refusal:
        registry.resolve("acme/old")
    assert refusal.value.suggestions == ("acme/acme-7b",)


def test_candidates_are_offered(wild: llmreg.Registry) -> None:
    with pytest.raises(llmreg.UnknownModelError) as refusal:
        wild.resolve("openrouter/deepseek/deepseek-r1-0528:free")
    assert refusal.value.suggestions == ("deepseek/deepseek-r1",)


def test_an_unknown_platform_is_an_error(wild: llmreg.Registry) -> None:
    with pytest.raises(llmreg.UnknownPlatformError):
        wild.resolve("qwen3-32b", platform="openruter")


def answer(registry: llmreg.Registry, name: str) -> tuple[str, ...]:
    """The model, the candidates, or nothing; anything but the documented errors goes up."""
    try:
        return (registry.resolve(name).model.id,)
    except llmreg.AmbiguousModelError as refusal:
        return refusal.candidates
    except llmreg.UnknownModelError:
        return ()


@given(st.text(max_size=60))
def test_no_text_raises_anything_but_the_documented_errors(registry: llmreg.Registry, text: str) -> None:
    answer(registry, text)


_PIECES = [
    "qwen",
    "2.5",
    "7b",
    "-",
    ".",
    "/",
    ":",
    "@",
    "free",
    "us.",
    "Q4_K_M",
    "v1:0",
    "instruct",
    "20240806",
    "+",
    " ",
]


@given(
    st.lists(
        st.sampled_from([*_PIECES, "meta", "llama", "openrouter/", "AWQ", "hf.co/", "[1m]", "\x00", "千"]), max_size=9
    )
)
def test_no_mix_of_pieces_raises_anything_but_the_documented_errors(
    registry: llmreg.Registry, pieces: list[str]
) -> None:
    answer(registry, "".join(pieces))


def means(registry: llmreg.Registry, name: str, model_id: str, platform: str) -> bool:
    """Whether an id on a platform means a model: by itself, or there; or another of those that share it there, in use."""
    if model_id in answer(registry, name):
        return True
    shared = {edge.model for edge in registry.used_on(platform) if name.lower() in map(str.lower, edge.ids)}
    try:
        return registry.resolve(name, platform=platform).model.id in shared
    except llmreg.AmbiguousModelError as refusal:
        return model_id in refusal.candidates


def test_every_recorded_name_means_its_own_model(registry: llmreg.Registry) -> None:
    """Or is one of several, where a platform gives one id to several models."""
    lost = []
    for model in registry:
        names = [
            model.id,
            *(alias.name for alias in model.aliases if alias.holds(registry.today) and not alias.platform),
        ]
        lost += [name for name in names if answer(registry, name) != (model.id,)]
        for edge in registry.integrations(model.id):
            lost += [each for each in edge.ids if edge.model and not means(registry, each, model.id, edge.platform)]
    assert lost == []


@given(data=st.data())
def test_case_and_separators_do_not_matter(registry: llmreg.Registry, data: st.DataObject) -> None:
    model = data.draw(st.sampled_from([model.id for model in registry]))
    vendor, _, name = model.partition("/")
    separators = data.draw(st.lists(st.sampled_from("-_ "), min_size=name.count("-"), max_size=name.count("-")))
    parts = name.split("-")
    respelled = parts[0] + "".join(separator + part for separator, part in zip(separators, parts[1:], strict=True))
    upper = data.draw(st.lists(st.booleans(), min_size=len(respelled), max_size=len(respelled)))
    respelled = "".join(char.upper() if up else char for char, up in zip(respelled, upper, strict=True))
    assert answer(registry, f"{vendor}/{respelled}") == (model,)
