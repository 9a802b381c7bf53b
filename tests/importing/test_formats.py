"""What each format makes of its files: ids, dates, limits, prices, licences, languages; and of what is broken."""

from __future__ import annotations

import json
import sys
from datetime import date
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from llmreg.errors import ImportSourceError, MissingExtraError
from llmreg.importing.entry import Corpus, Entry, Rows
from llmreg.importing.formats import FORMATS, read_rows
from llmreg.importing.formats.hub import languages_of
from llmreg.importing.formats.reading import dated, exact
from tests.importing.corpora import REPOSITORY, Write, offer


def one(rows: Rows) -> Entry:
    """The only entry."""
    (entry,) = rows.entries
    assert not rows.rejected
    return entry


def prices(entry: Entry) -> list[tuple[Any, ...]]:
    """Prices as tuples: item, amount, then what else there is."""
    return [
        (row["item"], row["amount"], *(row[key] for key in ("mode", "above", "since", "until") if key in row))
        for row in entry.edge.get("prices", [])
    ]


# What formats share


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-05-17", date(2024, 5, 17)),
        ("2024-05-17T12:00:00Z", date(2024, 5, 17)),
        (date(2024, 5, 17), date(2024, 5, 17)),
        ("2024-05", "2024-05"),
        ("2024", "2024"),
        (" 2024 ", "2024"),
        ("2024-02-30", None),
        ("soon", None),
        ("", None),
        (None, None),
        (20240517, None),
    ],
)
def test_a_date_is_as_long_as_it_is_known(text: Any, day: date | str | None) -> None:
    """A month is not the first of it, and what is not in the calendar is no date."""
    assert dated(text) == day


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Decimal("2.50e-06"), "0.0000025"),
        (Decimal("0.10"), "0.1"),
        (Decimal("1E+2"), "100"),
        (100, "100"),
        (0, "0"),
        (True, None),
        (-1, None),
        ("1", None),
        (None, None),
        (Decimal("NaN"), None),
        (float("inf"), None),
        (Decimal("1E+999999"), None),
        (Decimal("1E-999999"), None),
    ],
)
def test_a_number_is_kept_exactly_and_written_out(number: Any, text: str | None) -> None:
    """No exponent, no needless zeros; what is no amount is none."""
    value = exact(number)
    assert (None if value is None else str(value)) == text


def test_an_unknown_format_comes_with_a_suggestion(tmp_path: Path) -> None:
    """Or with the list, where none is close."""
    with pytest.raises(ImportSourceError, match="unknown format `lite-llm`; did you mean `litellm`"):
        read_rows("lite-llm", tmp_path)
    with pytest.raises(ImportSourceError, match="there are deprecations, epoch, "):
        read_rows("zzz", tmp_path)


@pytest.mark.parametrize("name", FORMATS)
def test_a_path_that_is_not_there_is_an_error(name: str, tmp_path: Path) -> None:
    """A link that leads nowhere is not there either."""
    with pytest.raises(ImportSourceError, match="there is no file or folder"):
        read_rows(name, tmp_path / "nothing")
    link = tmp_path / "link"
    link.symlink_to("nowhere")
    with pytest.raises(ImportSourceError, match="there is no file or folder"):
        read_rows(name, link)


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_folder_is_an_error(name: str, tmp_path: Path) -> None:
    """It would look like an import in which nothing was new."""
    with pytest.raises(ImportSourceError):
        read_rows(name, tmp_path)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"{", b"[" * 100_000, b'"text"', b"[1, 2]", b"\x00,\x00"])
def test_a_file_that_is_nothing_of_the_kind_is_an_error_or_all_in_quarantine(
    name: str, content: bytes, tmp_path: Path
) -> None:
    """Never a crash, and never a row."""
    path = tmp_path / "file.json"
    path.write_bytes(content)
    try:
        rows = read_rows(name, path)
    except ImportSourceError as error:
        assert "file.json" in str(error)
    else:
        assert not rows.entries
        assert rows.rejected


def test_every_corpus_is_credited_beside_the_data_and_on_the_page_about_it() -> None:
    """By its key among the sources, with the same words in both places."""
    root = Path(__file__).parents[2]
    notice = (root / "registry/NOTICE.md").read_text(encoding="utf-8")
    modules = [import_module(f"llmreg.importing.formats.{name.replace('-', '_')}") for name in FORMATS]
    keys = {value.key for module in modules for value in vars(module).values() if isinstance(value, Corpus)}
    assert {key for key in keys if f"- `{key}`: **" not in notice} == set()
    credited = notice.removeprefix("# Notices\n\n")
    assert (root / "docs/data-sources.md").read_text(encoding="utf-8").endswith(credited)


# LiteLLM


def litellm(corpus: Write, **rows: Any) -> Rows:
    return read_rows("litellm", corpus({"prices.json": {"sample_spec": {"mode": "one of"}, **rows}}))


def test_litellm_prices_are_for_a_million_tokens_and_exact(corpus: Write) -> None:
    """By service level and by the number of input tokens; the sample of the file is no row."""
    row = offer(
        output_cost_per_token=1e-05,
        cache_read_input_token_cost=1.25e-07,
        input_cost_per_token_batches=1.25e-06,
        input_cost_per_token_above_200k_tokens=5e-06,
        input_cost_per_token_above_200k_tokens_priority=9e-06,
        cache_creation_input_token_cost_above_1hr=6e-06,
        search_context_cost_per_query={"search_context_size_low": 0.035},
    )
    assert prices(one(litellm(corpus, **{"gpt-4o-2024-08-06": row}))) == [
        ("input", Decimal("2.5")),
        ("output", Decimal(10)),
        ("cached-input", Decimal("0.125")),
        ("input", Decimal("1.25"), "batch"),
        ("input", Decimal(5), 200_000),
        ("input", Decimal(9), "priority", 200_000),
    ]


def test_litellm_limits_are_of_the_platform_and_the_line_is_kept(corpus: Write) -> None:
    """The window is known of embeddings only: elsewhere the input limit may leave room for the output."""
    chat = offer(max_input_tokens=128_000, max_output_tokens=0, deprecation_date="2027-01-14")
    rows = litellm(corpus, chat=chat, embed=offer(mode="embedding", max_input_tokens=8_191))
    assert rows.entries[0].edge["limits"] == {"input": 128_000}
    assert rows.entries[0].edge["retired"] == date(2027, 1, 14)
    assert rows.entries[1].edge["limits"] == {"window": 8_191, "input": 8_191, "output": 4_096}
    assert str(rows.entries[0].place) == "prices.json:5 (chat)"
    assert rows.entries[0].facts == {}


@pytest.mark.parametrize(
    ("name", "provider", "platform", "there"),
    [
        ("gpt-4o", "openai", "openai", "gpt-4o"),
        ("azure/gpt-4o", "azure", "azure", "gpt-4o"),
        ("gemini/gemini-2.5-pro", "gemini", "google", "gemini-2.5-pro"),
        ("vertex_ai/claude-3-5-haiku", "vertex_ai-anthropic_models", "google-vertex", "claude-3-5-haiku"),
        ("openrouter/acme/acme-7b", "openrouter", "openrouter", "acme/acme-7b"),
        ("fireworks_ai/accounts/f/models/x", "fireworks_ai", "fireworks-ai", "accounts/f/models/x"),
        ("anthropic.claude-v2:1", "bedrock", "amazon-bedrock", "anthropic.claude-v2:1"),
    ],
)
def test_litellm_ids_are_those_of_the_platform(
    name: str, provider: str, platform: str, there: str, corpus: Write
) -> None:
    """LiteLLM writes its own name of the provider before them."""
    entry = one(litellm(corpus, **{name: offer(provider)}))
    assert (entry.platform, entry.edge["ids"], entry.new_id) == (platform, [there], None)


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("us.anthropic.claude-v2", offer("bedrock")),
        ("bedrock/us-east-1/anthropic.claude-v2", offer("bedrock")),
        ("bedrock/us-gov-west-1/1-month-commitment/x", offer("bedrock")),
        ("azure/eu/gpt-4o", offer("azure")),
        ("azure/global-standard/gpt-4o", offer("azure")),
        ("dall-e-3", offer(mode="image_generation")),
        ("x", offer("a_provider_that_is_new")),
    ],
)
def test_litellm_rows_of_one_region_of_pictures_and_of_unknown_providers_are_left_out(
    name: str, row: dict[str, Any], corpus: Write
) -> None:
    """The region says nothing that the plain id does not; what is no platform here cannot be named."""
    rows = litellm(corpus, **{name: row, "gpt-4o": offer()})
    assert [entry.edge["ids"] for entry in rows.entries] == [["gpt-4o"]]
    assert not rows.rejected


@pytest.mark.parametrize("row", [5, [], {}, {"litellm_provider": 7}, None])
def test_litellm_rows_without_a_provider_are_rejected_with_their_line(row: Any, corpus: Write) -> None:
    """The others go through."""
    rows = litellm(corpus, broken=row, good=offer())
    assert [str(each.place.row) for each in rows.rejected] == ["broken"]
    assert len(rows.entries) == 1


@pytest.mark.parametrize("price", [0, -1, "free", None, True, 1e30, float("nan"), [1]])
def test_litellm_prices_that_are_no_amounts_are_left_out(price: Any, corpus: Write) -> None:
    """Zero is left out too: it stands for "not known" as well. A slip in the exponent does not stop the import."""
    rows = litellm(corpus, **{"gpt-4o": {**offer(), "input_cost_per_token": price}})
    assert [row["amount"] for entry in rows.entries for row in entry.edge.get("prices", [])] in ([], [Decimal(10**36)])


def test_a_minified_file_has_no_lines(corpus: Write) -> None:
    """Then the row alone says where it is."""
    rows = read_rows("litellm", corpus({"p.json": json.dumps({"a": offer(), "b": {"litellm_provider": "openai"}})}))
    assert str(rows.entries[0].place) == "p.json (a)"


def test_half_a_character_is_rejected(corpus: Write) -> None:
    """JSON can spell it, and no file can hold it."""
    rows = litellm(corpus, **{"gpt-\ud800": offer(), "gpt-4o": offer()})
    assert [each.reason for each in rows.rejected] == ["the row has half of a character: an unpaired surrogate"]
    assert len(rows.entries) == 1


# models.dev

CANONICAL = """\
name = "Acme 7B"
family = "acme"
release_date = "2024-05-17"
knowledge = "2024-04"
reasoning = false
tool_call = true
open_weights = true

[limit]
context = 32_768
output = 0

[modalities]
input = ["text", "smell"]
output = ["text"]

[[weights]]
label = "Hugging Face"
url = "https://huggingface.co/acme/Acme-7B"
"""
SERVED = """\
name = "Acme 7B"
base_model = "acme/acme-7b"
status = "beta"

[cost]
input = 0.50
output = 2
cache_read = 0.0

[cost.context_over_200k]
input = 1.00

[[cost.tiers]]
input = 1.5
tier = { size = 400_000 }

[limit]
context = 16_384
output = 2_048
"""


def test_models_dev_canonical_models_state_facts(corpus: Write) -> None:
    """Zeros and words that are none of ours are left out; weights lead to the repository."""
    entry = one(read_rows("models-dev", corpus({"models/acme/acme-7b.toml": CANONICAL, "x": ""})))
    assert dict(entry.facts) == {
        "name": "Acme 7B",
        "released": date(2024, 5, 17),
        "knowledge_cutoff": "2024-04",
        "context.window": 32_768,
        "modalities.input": ["text"],
        "modalities.output": ["text"],
        "capabilities.tool_calling": True,
        "capabilities.reasoning": False,
        "weights": "open",
    }
    assert (entry.new_id, entry.makers, entry.family) == ("acme-7b", ("acme",), "acme")
    assert (entry.platform, entry.edge) == ("huggingface", {"ids": ["acme/Acme-7B"]})
    assert str(entry.place) == "models/acme/acme-7b.toml (acme/acme-7b)"


def test_models_dev_offers_have_prices_limits_and_stage(corpus: Write) -> None:
    """An offer that names its base model states nothing of the model itself."""
    files = {
        "providers/shop/provider.toml": 'name = "Shop"\ndoc = "https://shop.example/docs"\n',
        "providers/shop/models/acme/acme-7b.toml": SERVED,
    }
    rows = read_rows("models-dev", corpus(files))
    (host,), entry = rows.hosts, one(rows)
    assert (host.id, host.name, dict(host.links)) == ("shop", "Shop", {"docs": "https://shop.example/docs"})
    assert (entry.platform, entry.edge["ids"], entry.edge["stage"]) == ("shop", ["acme/acme-7b"], "preview")
    assert entry.edge["limits"] == {"window": 16_384, "output": 2_048}
    assert prices(entry) == [
        ("input", Decimal("0.5")),
        ("output", Decimal(2)),
        ("input", Decimal(1), 200_000),
        ("input", Decimal("1.5"), 400_000),
    ]
    assert (entry.facts, entry.new_id) == ({}, None)


@pytest.mark.parametrize(("name", "free"), [("acme-7b:free", True), ("acme-7b", False)])
def test_models_dev_a_price_of_zero_counts_where_the_id_says_free(name: str, free: bool, corpus: Write) -> None:
    """On plans zero stands for "included"."""
    line = {"provider": "shop", "id": name, "data": {"name": "A", "cost": {"input": 0, "output": 0.0}}}
    entry = one(read_rows("models-dev", corpus({"m.jsonl": json.dumps(line)})))
    assert [row[1] for row in prices(entry)] == ([0, 0] if free else [])


def test_models_dev_says_the_same_as_folder_as_api_and_as_lines(corpus: Write, tmp_path: Path) -> None:
    """Three shapes of one corpus."""
    data = {"name": "Acme 7B", "cost": {"input": 0.5}, "limit": {"context": 4096}, "release_date": "2024-05"}
    lines = json.dumps({"provider": "acme", "id": "acme-7b", "data": data})
    api = {"acme": {"id": "acme", "name": "Acme", "models": {"acme-7b": data}}}
    toml = 'name = "Acme 7B"\nrelease_date = "2024-05"\ncost = { input = 0.5 }\nlimit = { context = 4096 }\n'
    from_lines = one(read_rows("models-dev", corpus({"a.jsonl": lines})))
    from_api = one(read_rows("models-dev", _write(tmp_path, api)))
    folder = tmp_path / "repository"
    (folder / "providers/acme/models").mkdir(parents=True)
    (folder / "providers/acme/models/acme-7b.toml").write_text(toml)
    from_folder = one(read_rows("models-dev", folder))
    for entry in (from_api, from_folder):
        assert (entry.facts, entry.edge, entry.platform, entry.makers) == (
            from_lines.facts,
            from_lines.edge,
            "acme",
            ("acme",),
        )


def _write(folder: Path, value: Any) -> Path:
    path = folder / "api.json"
    path.write_text(json.dumps(value))
    return path


def test_models_dev_links_that_lead_nowhere_are_passed_over(corpus: Write) -> None:
    """Its repository has some; a broken file among the others is rejected with the line that TOML names."""
    folder = corpus({"models/acme/acme-7b.toml": CANONICAL, "models/acme/broken.toml": "name = \n"})
    (folder / "models/acme/gone.toml").symlink_to("../nowhere.toml")
    rows = read_rows("models-dev", folder)
    assert [entry.new_id for entry in rows.entries] == ["acme-7b"]
    (rejected,) = rows.rejected
    assert rejected.place.file.endswith("broken.toml")
    assert "line 1" in rejected.reason


@pytest.mark.parametrize(
    "line",
    ["{", "[]", '{"provider": "shop"}', '{"name": "Shop"}', '{"provider": "a", "id": "b", "data": {"limit": 5}}'],
)
def test_models_dev_lines_that_are_no_rows_are_rejected_by_line(line: str, corpus: Write) -> None:
    """And the ones around them are read."""
    good = json.dumps({"provider": "shop", "id": "a", "data": {"name": "A"}})
    rows = read_rows("models-dev", corpus({"m.jsonl": f"{good}\n{line}\n\n{good}\n"}))
    assert [entry.place.line for entry in rows.entries] == [1, 4]
    assert [each.place.line for each in rows.rejected] == [2]


def test_a_line_ends_at_its_end_only(corpus: Write) -> None:
    """A string in JSON may hold characters at which Python would break a line."""
    line = json.dumps({"provider": "shop", "id": "a", "data": {"name": "A\u2028B"}}, ensure_ascii=False)
    assert one(read_rows("models-dev", corpus({"m.jsonl": line + "\n"}))).place.line == 1


# The Hub


def test_hub_metadata_states_what_the_files_say(corpus: Write) -> None:
    """A date of the Hub is kept as a month: the repository is made before the model is out."""
    entry = one(read_rows("hub", corpus({"hub.json": [REPOSITORY]})))
    assert dict(entry.facts) == {
        "name": "Acme-7B",
        "parameters.total": 7_241_732_096,
        "parameters.basis": "checkpoint",
        "architecture.model_type": "llama",
        "languages": {"tags": ["en", "zh"], "complete": False},
        "context.window": 32_768,
        "license": "Apache-2.0",
        "weights": "open",
        "released": "2024-05",
    }
    assert (entry.platform, entry.edge, entry.exact) == ("huggingface", {"ids": ["acme/Acme-7B"]}, True)


@pytest.mark.parametrize(
    ("key", "value", "absent"),
    [
        ("context_length", 4096, "context.window"),
        ("release_date", "2022-03-02", "released"),
        ("release_date", "2022-03-02T23:29:04.000Z", "released"),
        ("license", "other", "license"),
        ("languages", ["multilingual", "code"], "languages"),
        ("architecture", "unknown", "architecture.model_type"),
    ],
)
def test_hub_values_that_stand_for_unknown_are_left_out(key: str, value: Any, absent: str, corpus: Write) -> None:
    """What collectors and the Hub itself write where they do not know."""
    assert absent not in one(read_rows("hub", corpus({"hub.json": [{**REPOSITORY, key: value}]}))).facts


@pytest.mark.parametrize(
    ("kind", "length", "window"),
    [
        ("llama", 131_072, 131_072),
        ("llama", 262_144, None),
        ("llama", 1_048_576, None),
        ("gemma3", 131_072, 131_072),
        ("gemma3", 1_048_576, None),
        ("gemma3_text", 1_048_576, None),
        ("exaone", 65_536, None),
        ("internlm2", 65_536, None),
        ("qwen3", 262_144, 262_144),
        ("qwen3", 1_310_720, None),
        ("deepseek_v3", 163_840, 163_840),
        ("deepseek_v3", 5_242_880, None),
        ("falcon_h1", 262_144, 262_144),
        ("deepseek_v4", 1_048_576, 1_048_576),
        ("deepseek_v4", 16_777_216, None),
        (None, 1_048_577, None),
        ("llama", "131072", "131072"),
        ("llama", None, None),
    ],
)
def test_hub_windows_multiplied_by_a_rope_factor_are_left_out(
    kind: str | None, length: Any, window: Any, corpus: Write
) -> None:
    """131,072 x 8 is no window of Llama 3.1; what is no number is for the rules to refuse."""
    row = {**REPOSITORY, "architecture": kind, "context_length": length}
    assert one(read_rows("hub", corpus({"hub.json": [row]}))).facts.get("context.window") == window


@pytest.mark.parametrize(
    "name", ["x/Acme-7B-GGUF", "x/Acme-7B-AWQ", "x/Acme-7B-4bit", "x/Acme-7B-w4a16", "x/acme-lora", "x/Acme-7B-FP8"]
)
def test_hub_repositories_of_packed_weights_are_left_out(name: str, corpus: Write) -> None:
    """Their sizes are not those of the model."""
    rows = read_rows("hub", corpus({"hub.json": [{**REPOSITORY, "name": name}, REPOSITORY]}))
    assert [entry.edge["ids"] for entry in rows.entries] == [["acme/Acme-7B"]]


@pytest.mark.parametrize(
    ("tags", "known"),
    [
        (["en", "zh"], ["en", "zh"]),
        (["EN", "zh-hant"], ["en", "zh-Hant"]),
        (["fil", "ceb", "yue"], ["fil", "ceb", "yue"]),
        (["en", "en"], ["en"]),
        (["la", "kr", "br", "tw", "sg"], []),
        (["en", "la"], ["en"]),
        (["multilingual", "code", "other", "en_US", "tf"], []),
        (["english", "", "x1", "a"], []),
        ([*(f"{a}{b}" for a in "abcdef" for b in "abcdefghijklmnopqrstuvwxyz"), "la"], None),
    ],
)
def test_tags_become_languages_and_never_countries(tags: list[str], known: list[str] | None) -> None:
    """`la` is Laos on most cards; only a long list means Latin."""
    found = languages_of(tags)
    assert ("la" in found) if known is None else (found == known)


def test_hub_experts_are_counted_where_fewer_work_than_there_are(corpus: Write) -> None:
    """Else the fields of experts say nothing."""
    moe = {**REPOSITORY, "is_moe": True, "num_experts": 8, "active_experts": 2, "moe_intermediate_size": 1408}
    facts = one(read_rows("hub", corpus({"hub.json": [moe]}))).facts
    assert (facts["architecture.kind"], facts["architecture.num_experts"]) == ("moe", 8)
    assert facts["architecture.moe_intermediate_size"] == 1408
    facts = one(read_rows("hub", corpus({"hub.json": [{**moe, "active_experts": 8}]}))).facts
    assert not [path for path in facts if "expert" in path or "moe" in path or path == "architecture.kind"]


@pytest.mark.parametrize(
    "row", [5, {}, {"name": "acme"}, {"name": "a/b/c"}, {**REPOSITORY, "languages": 5}, {**REPOSITORY, "num_experts": "8", "active_experts": 2, "is_moe": True}]
)  # fmt: skip
def test_hub_rows_of_another_shape_are_rejected(row: Any, corpus: Write) -> None:
    """One by one."""
    rows = read_rows("hub", corpus({"hub.json": [row, REPOSITORY]}))
    assert (len(rows.entries), len(rows.rejected)) == (1, 1)


CARD = """\
---
license: other
license_name: qwen-research
language: [no, en, kr]
base_model: acme/Acme-7B-Base
---
# Acme 7B
"""
CONFIG = {
    "model_type": "llama",
    "num_hidden_layers": 32,
    "hidden_size": 4096,
    "num_attention_heads": 32,
    "head_dim": 256,
    "num_experts": 8,
    "num_experts_per_tok": 2,
    "max_position_embeddings": 32768,
}


@pytest.mark.parametrize("folder", ["acme/Acme-7B", "models--acme--Acme-7B/snapshots/0123abcd"])
def test_a_card_states_licence_languages_parents_and_architecture(folder: str, corpus: Write) -> None:
    """Its own page is the source. YAML would take Norwegian for a no."""
    path = corpus({f"{folder}/README.md": CARD, f"{folder}/config.json": CONFIG})
    entry = one(read_rows("hub", path))
    assert entry.facts["license"] == "LicenseRef-Qwen-Research"
    assert entry.facts["languages"] == {"tags": ["no", "en"], "complete": False}
    assert entry.facts["derived_from"] == [{"external": "acme/Acme-7B-Base", "relation": "finetune"}]
    assert entry.facts["architecture.kind"] == "moe"
    assert entry.facts["architecture.head_dim"] == 256
    assert entry.facts["architecture.max_position_embeddings"] == 32768
    assert entry.edge["ids"] == ["acme/Acme-7B"]
    assert entry.source is not None
    assert (entry.source.url, entry.source.kind) == ("https://huggingface.co/acme/Acme-7B", "card")


def test_a_card_without_a_head_and_one_without_a_card_are_read(corpus: Write) -> None:
    """What the configuration says is enough; PyYAML is not needed for it."""
    folder = corpus({"acme/a/README.md": "# A\n", "acme/b/config.json": CONFIG, "acme/a/config.json": "[]"})
    plain, configured = read_rows("hub", folder).entries
    assert dict(plain.facts) == {"name": "a"}
    assert configured.facts["architecture.model_type"] == "llama"


def test_broken_cards_are_rejected_and_links_that_lead_nowhere_passed_over(corpus: Write) -> None:
    """Each with its folder."""
    folder = corpus(
        {
            "acme/yaml/README.md": "---\nlicense: [\n---\n",
            "acme/list/README.md": "---\n- a\n---\n",
            "acme/json/config.json": "{",
            "models--gpt2/snapshots/1/config.json": CONFIG,
            "acme/good/README.md": CARD,
        }
    )
    (folder / "acme/gone").mkdir()
    (folder / "acme/gone/README.md").symlink_to("../../nowhere")
    rows = read_rows("hub", folder)
    assert [entry.names[0].text for entry in rows.entries] == ["acme/good"]
    assert sorted(Path(each.place.file).name for each in rows.rejected) == ["1", "json", "list", "yaml"]


@pytest.mark.parametrize(("name", "file"), [("helm", "models.yaml"), ("hub", "acme/a/README.md")])
def test_without_pyyaml_the_error_says_what_to_install(
    name: str, file: str, corpus: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The library itself does without."""
    path = corpus({file: CARD if name == "hub" else "models: []\n"})
    monkeypatch.setitem(sys.modules, "yaml", None)
    with pytest.raises(MissingExtraError, match=r'PyYAML is needed to read YAML.*pip install "llmreg\[import\]"'):
        read_rows(name, path.parent if name == "hub" else path)


# HELM

HELM = """\
models:
  - name: acme/acme-7b
    display_name: Acme 7B (7B)
    creator_organization_name: Acme AI
    access: limited
    num_parameters: 7000000000
    release_date: 2024-05-17
    tags: [TEXT_MODEL_TAG]

  - name: acme/acme-paint
    display_name: Paint
    tags: [TEXT_TO_IMAGE_MODEL_TAG]

  - name: acme/broken
    num_parameters: many

  - display_name: nobody
"""


def test_helm_states_counts_dates_and_access(corpus: Write) -> None:
    """Models of pictures are left out; the line is that of the name."""
    rows = read_rows("helm", corpus({"model_metadata.yaml": HELM}))
    (entry,) = rows.entries
    assert dict(entry.facts) == {
        "name": "Acme 7B",
        "parameters.total": "7B",
        "released": date(2024, 5, 17),
        "weights": "closed",
    }
    assert entry.makers == ("Acme AI", "acme")
    assert str(entry.place) == "model_metadata.yaml:2 (acme/acme-7b)"
    assert [str(each.place) for each in rows.rejected] == [
        "model_metadata.yaml:14 (acme/broken)",
        "model_metadata.yaml",
    ]


@pytest.mark.parametrize("text", ["models: 5\n", "- a\n", "a: [\n", "models:\n- release_date: 2024-02-30\n"])
def test_helm_needs_a_list_of_models(text: str, corpus: Write) -> None:
    """Anything else is not its file."""
    with pytest.raises(ImportSourceError):
        read_rows("helm", corpus({"m.yaml": text}))


# Epoch

COLUMNS = "Model,Organization,Publication date,Domain,Parameters,Parameters notes,Confidence,Model accessibility,Country (of organization),Base model,Training compute (FLOP),Training compute notes\n"


def epoch(corpus: Write, *lines: str) -> Rows:
    return read_rows("epoch", corpus({"models.csv": COLUMNS + "".join(f"{line}\n" for line in lines)}))


def test_epoch_states_counts_dates_makers_and_countries(corpus: Write) -> None:
    """A model that nobody can use is announced, not released; a note over two lines does not shift the lines."""
    rows = epoch(
        corpus,
        'Acme 7B,"Acme (AI),Other",2024-05-17,"Language,Vision",7e9,"two\nlines",Confident,Open weights (restricted),Korea (Republic of),Base 7B,3.1e23,',
        "Secret,Acme,2024-06,Language,7241732096,,Likely,Unreleased,,,1e24,",
    )
    acme, secret = rows.entries
    assert dict(acme.facts) == {
        "name": "Acme 7B",
        "parameters.total": "7B",
        "released": date(2024, 5, 17),
        "weights": "open",
        "training.compute": Decimal("3.1E+23"),
        "derived_from": [{"external": "Base 7B", "relation": "finetune"}],
    }
    assert (acme.makers, acme.others, acme.country, acme.family) == (("Acme",), ("Other",), "KR", "Acme")
    assert dict(secret.facts) == {
        "name": "Secret",
        "parameters.total": 7_241_732_096,
        "announced": "2024-06",
        "weights": "closed",
    }
    assert [entry.place.line for entry in rows.entries] == [2, 4]


@pytest.mark.parametrize(
    "cells",
    ["1.8e12,,Speculative", "1.8e12,rumoured on a forum,Confident", "inf,,Confident", "1e999999,,Confident", "many,,Confident", ",,Confident"],
)  # fmt: skip
def test_epoch_counts_that_are_guesses_are_left_out(cells: str, corpus: Write) -> None:
    """And then the row makes no model."""
    entry = one(epoch(corpus, f"GPT-4,OpenAI,2023-03-15,Language,{cells},API access,,,,"))
    assert "parameters.total" not in entry.facts
    assert entry.new_id is None


def test_epoch_rows_of_other_subjects_are_left_out_and_nameless_ones_rejected(corpus: Write) -> None:
    """A short row counts as one with empty cells."""
    rows = epoch(corpus, "Painter,Acme,2024-05-17,Vision,7e9", ",Acme,2024,Language,7e9", "short")
    assert not rows.entries
    assert [each.place.line for each in rows.rejected] == [3]


def test_another_table_is_not_epochs(corpus: Write) -> None:
    """It names the first column that is missing; a cell without an end is no CSV."""
    with pytest.raises(ImportSourceError, match="it has no column `Domain`"):
        read_rows("epoch", corpus({"a.csv": "Model,Organization\n"}))
    with pytest.raises(ImportSourceError, match="is no CSV"):
        epoch(corpus, '"' + "x" * 200_000)


# Xinference


def specification(**more: Any) -> dict[str, Any]:
    return {
        "model_format": "pytorch",
        "model_size_in_billions": 30,
        "activated_size_in_billions": "3_3",
        "model_src": {
            "huggingface": {"model_id": "acme/Acme-30B-A3B", "model_metadata": {"hidden_size": 2048}},
            "modelscope": {"model_id": "Acme/Acme-30B-A3B"},
        },
        **more,
    }


def test_xinference_gives_ids_of_modelscope_and_configurations(corpus: Write) -> None:
    """Its languages name countries and its sizes are rounded: neither is taken. Quantised files are left out."""
    family = {"model_lang": ["en", "la", "ph"], "model_specs": [specification(), specification(model_format="gptq")]}
    entry = one(read_rows("xinference", corpus({"f.jsonl": json.dumps(family)})))
    assert dict(entry.facts) == {"parameters.active": "3.3B", "architecture.hidden_size": 2048}
    assert (entry.platform, entry.edge) == ("modelscope", {"ids": ["Acme/Acme-30B-A3B"]})
    assert entry.new_id is None


def test_xinference_without_modelscope_gives_the_repository(corpus: Write) -> None:
    """There the id is at least confirmed."""
    spec = specification(model_src={"huggingface": {"model_id": "acme/Acme-30B-A3B"}})
    entry = one(read_rows("xinference", corpus({"f.jsonl": json.dumps({"model_specs": [spec]})})))
    assert (entry.platform, entry.edge) == ("huggingface", {"ids": ["acme/Acme-30B-A3B"]})


@pytest.mark.parametrize("specs", [5, [5], [{"model_src": 5}], [{"model_src": {"huggingface": None}}]])
def test_xinference_families_of_another_shape_are_rejected_by_line(specs: Any, corpus: Write) -> None:
    """The next line is read."""
    lines = [json.dumps({"model_specs": each}) for each in (specs, [specification()])]
    rows = read_rows("xinference", corpus({"f.jsonl": "\n".join(lines)}))
    assert [each.place.line for each in rows.rejected] == [1]
    assert [each.place.line for each in rows.entries] == [2]


# genai-prices


def genai(corpus: Write, *models: Any, provider: str = "x-ai") -> Rows:
    host = {"id": provider, "name": "X", "pricing_urls": ["https://x.example/prices"], "models": list(models)}
    return read_rows("genai-prices", corpus({"data.json": [host]}))


def test_genai_prices_have_tiers_and_ids_that_are_named_in_full(corpus: Write) -> None:
    """A pattern for many ids gives none."""
    model = {
        "id": "grok-4",
        "match": {"or": [{"equals": "grok-4-0709"}, {"starts_with": "grok-4-"}, {"or": [{"equals": "grok-4"}]}]},
        "prices": {"input_mtok": {"base": 3, "tiers": [{"start": 128000, "price": 6.50}]}, "output_mtok": 15, "requests_kcount": 4},
    }  # fmt: skip
    rows = genai(corpus, model)
    assert [(entry.platform, entry.edge["ids"]) for entry in rows.entries] == [
        ("xai", ["grok-4"]),
        ("xai", ["grok-4-0709"]),
    ]
    for entry in rows.entries:
        assert prices(entry) == [("input", 3), ("input", Decimal("6.5"), 128_000), ("output", 15)]
    assert dict(rows.hosts[0].links) == {"prices": "https://x.example/prices"}


def test_genai_prices_that_change_on_a_day_end_where_the_next_begin(corpus: Write) -> None:
    """Prices by the hour are not recorded."""
    model = {
        "id": "grok-4",
        "prices": [
            {"prices": {"input_mtok": 3}},
            {"constraint": {"start_date": "2026-03-13", "type": "start_date"}, "prices": {"input_mtok": 2}},
            {"constraint": {"start_time": "16:30", "end_time": "00:30"}, "prices": {"input_mtok": 1}},
        ],
    }
    day = date(2026, 3, 13)
    assert prices(one(genai(corpus, model))) == [("input", 3, day), ("input", 2, day)]
    rows = one(genai(corpus, model)).edge["prices"]
    assert ("until" in rows[0], "since" in rows[1], "until" in rows[1]) == (True, True, False)


def test_genai_what_hugging_face_passes_on_is_neither_platform_nor_offer(corpus: Write) -> None:
    """Those hosts are listed themselves."""
    grok = {"id": "x", "prices": {"input_mtok": 1}}
    with pytest.raises(ImportSourceError, match="there is nothing"):
        genai(corpus, grok, provider="huggingface_groq")


@pytest.mark.parametrize("model", [5, {}, {"id": "a", "prices": [5]}, {"id": "a", "match": {"or": 5}}])
def test_genai_models_of_another_shape_are_rejected(model: Any, corpus: Write) -> None:
    """And so are providers."""
    rows = genai(corpus, model, {"id": "b", "prices": {"input_mtok": 1}})
    assert (len(rows.entries), len(rows.rejected)) == (1, 1)
    rows = read_rows("genai-prices", corpus({"data.json": [5, {"id": "a"}, {"models": []}]}))
    assert len(rows.rejected) == 3


# Deprecations


def ending(**more: Any) -> dict[str, Any]:
    row = {
        "provider": "OpenAI",
        "model_id": "gpt-4-0613",
        "shutdown_date": "2026-10-23",
        "deprecation_date": "2026-04-22",
        "replacement_models": ["gpt-5", "gpt-5-mini"],
        "last_observed": "2026-07-01",
    }
    return {**row, **more}


def test_a_feed_of_deprecations_gives_ends_and_successors(corpus: Write) -> None:
    """Of two rows of one id, the one that was seen last."""
    rows = [ending(shutdown_date="2026-09-01", last_observed="2026-05-01"), ending(), ending(provider="Azure")]
    mine, azure = read_rows("deprecations", corpus({"feed.json": rows})).entries
    assert mine.edge == {
        "ids": ["gpt-4-0613"],
        "deprecated": date(2026, 4, 22),
        "retired": date(2026, 10, 23),
        "replacement": [{"external": "gpt-5"}, {"external": "gpt-5-mini"}],
    }
    assert (mine.makers, mine.new_id) == (("openai",), "gpt-4-0613")
    assert (azure.platform, azure.makers, azure.new_id) == ("azure", (), None)


def test_a_deprecation_on_the_day_of_the_end_says_nothing(corpus: Write) -> None:
    """Some pages name one day only. One successor may be written without a list."""
    row = ending(deprecation_date="2026-10-23", replacement_models="gpt-5")
    edge = one(read_rows("deprecations", corpus({"feed.json": [row]}))).edge
    assert "deprecated" not in edge
    assert edge["replacement"] == [{"external": "gpt-5"}]


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"model_id": ""}, "no `model_id`"),
        ({"provider": "Nobody"}, "unknown provider `Nobody`"),
        ({"shutdown_date": "soon"}, "no day of shutdown: 'soon'"),
        ({"shutdown_date": "2026-10"}, "no day of shutdown"),
        ({"replacement_models": 5}, "shape of this format"),
    ],
)
def test_rows_without_a_platform_an_id_or_a_day_are_rejected(more: Any, reason: str, corpus: Write) -> None:
    """With their number, as they have no lines."""
    rows = read_rows("deprecations", corpus({"feed.json": [ending(model_id="gpt-5"), ending(**more)]}))
    (rejected,) = rows.rejected
    assert reason in rejected.reason
    assert rejected.place.row.startswith("row 2, ")


def test_reviewed_events_give_ends_on_the_makers_platform(corpus: Write) -> None:
    """Only where the day is exact; successors where there is one for each model."""
    event = {
        "id": "e1",
        "event_kind": "model_retirement",
        "date_confidence": "exact",
        "detail": {
            "deadline": "2026-10-23T00:00:00Z",
            "model_refs": ["model:openai/gpt-4-0613"],
            "replacement_refs": ["model:openai/gpt-5"],
        },
    }
    others = [{**event, "date_confidence": "month"}, {**event, "event_kind": "price_change"}]
    rows = read_rows("deprecations", corpus({"events.json": [event, *others, {**event, "detail": 5}]}))
    (entry,) = rows.entries
    assert (entry.platform, entry.edge["ids"]) == ("openai", ["gpt-4-0613"])
    assert entry.edge["retired"] == date(2026, 10, 23)
    assert entry.edge["replacement"] == [{"external": "openai/gpt-5"}]
    assert rows.corpus.key == "ai-provider-watch"
    assert len(rows.rejected) == 1


@pytest.mark.parametrize(
    ("number", "wanted"),
    [
        (0.27999999999999997, "0.28"),
        (0.30000000000000004, "0.3"),
        (0.04815, "0.04815"),
        (72_287_920_128, "72287920128"),
        (1e-7, "0.0000001"),
    ],
)
def test_what_binary_fractions_add_is_no_fact(number: float, wanted: str) -> None:
    assert f"{exact(number):f}" == wanted
