"""The Hugging Face Hub: model cards and `config.json` in folders, or metadata of many repositories as one JSON array.

A folder is read as `OWNER/NAME/{README.md,config.json}`, or as the Hub's own cache lays it out
(`models--OWNER--NAME/snapshots/...`). An array holds objects with `name` and what tools such as llmfit
(https://github.com/AlexsJones/llmfit, MIT) collect from the Hub's API.

The `context_length` of llmfit is not always a length that a configuration states: where `rope_scaling` has a factor, it is
`max_position_embeddings` times that factor, in rows of later collections only if `rope_scaling` names no
`original_max_position_embeddings`, else the larger of `max_position_embeddings` and of that original length times the factor.
Llama 3.1 shows 1,048,576 so, Llama 3.2 262,144, Gemma 3 1,048,576. The rows do not tell whether they were multiplied; what is
longer than the configurations of its type ever say is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from llmreg.errors import ImportSourceError
from llmreg.importing.entry import Corpus, Entry, Host, Name, Place, Rejected, Rows
from llmreg.importing.formats.reading import attempt, dated, read_json, read_text, read_yaml, without_nothing
from llmreg.languages import canonicalize_language_tag
from llmreg.licenses import from_hub

__all__ = ["LONGEST", "languages_of", "read"]

CORPUS = Corpus(
    key="hub",
    url="https://pypi.org/project/llmfit/1.1.17/",
    home="https://pypi.org/project/llmfit/",
    title="Hugging Face Hub metadata, as collected by llmfit 1.1.17",
)

_TEXT = frozenset({"text-generation", "text2text-generation", "image-text-to-text", "any-to-any", "translation"})
_PACKED = re.compile(
    r"(?:^|[-_.])(?:gguf|ggml|awq|gptq|fp[48]|nvfp4|mxfp[48]|int[248]|[1-8]-?bits?|mlx|bnb|exl[23]|onnx|w[0-9]+a[0-9]+|qat|q[2-8](?:_[a-z0-9]+)*|nf4"
    r"|quantized|quark|autoround|openvino|ov|dynamic|eagle[0-9]?|mtp|lora|adapter|draft(?:er)?|pytorch_bin|sharded|assistant)(?:$|[-_.])",
    re.IGNORECASE,
)
"""Marks of repositories that hold the weights of another one in another form, or parts of them."""

_DEFAULT_WINDOW = 4096
"""What collectors write where a configuration names no length: says nothing."""

LONGEST = {
    "arcee": 65_536, "deepseek_v2": 163_840, "deepseek_v3": 262_144, "exaone": 32_768, "gemma3": 131_072, "gemma3_text": 131_072,
    "internlm2": 32_768, "internlm3": 32_768, "llama": 131_072, "llama_bidirec": 131_072, "mllama": 131_072, "olmo3": 65_536,
    "qwen3": 262_144,
}  # fmt: skip
"""The longest window of models of types whose configurations scale RoPE. More than that is multiplied by the factor of the
scaling, or of one of the few that were trained further: better no window than eight times the true one."""

_LONGEST_OF_ALL = 1_048_576
"""No configuration of another type says more and means it."""

_FLOOR = "2022-03-02"
"""The Hub gives this day to every repository that is older."""

_WITH_BUFFERS = frozenset({"gpt2", "gpt_neo", "gpt_neox", "gptj", "codegen"})
"""Their checkpoints hold attention masks beside the weights, so that a count of the tensors is too high."""

_WEAK = frozenset({"released", "context.window", "weights"})
"""The day that a repository was made is near the release; the length in a configuration is not always what the maker promises;
whether a repository is gated is not said."""

_CONFIG = (
    "num_hidden_layers", "hidden_size", "intermediate_size", "num_attention_heads", "num_key_value_heads", "vocab_size",
    "max_position_embeddings", "moe_intermediate_size", "sliding_window", "tie_word_embeddings",
)  # fmt: skip
_EXPERTS = ("num_local_experts", "num_experts", "n_routed_experts", "moe_num_experts")
_EXPERTS_USED = ("num_experts_per_tok", "num_experts_per_token", "moe_topk", "moe_k")
_SHARED = ("n_shared_experts", "num_shared_experts")

_NOT_A_LANGUAGE = frozenset({"code", "multilingual", "other", "en_us", "tf", "x", "mul", "und", "zxx", "mis"})
_ALSO_COUNTRIES = frozenset(
    {"la", "kr", "se", "br", "tw", "ch", "sg", "bh", "na", "ng", "my", "st", "sn", "cr", "tn", "ss", "ve", "ie"}
)
"""Codes of rare languages that cards write for a country: taken only in long lists, where the rare language is meant."""
_LONG_LIST = 40

_RELATIONS = {"finetune": "finetune", "adapter": "adapter", "quantized": "quantized", "merge": "merge"}


def read(path: Path) -> Rows:
    """Every repository of a folder of cards, or of an array.

    Raises:
        ImportSourceError: the file is no array of repositories, or the folder has no card.
    """
    if path.is_dir() or path.name in ("README.md", "config.json"):
        found: Iterable[Entry | Host | Rejected] = _cards(path)
    else:
        found = _array(path)
    everything = tuple(found)
    return Rows(
        corpus=CORPUS,
        entries=tuple(each for each in everything if isinstance(each, Entry)),
        rejected=tuple(each for each in everything if isinstance(each, Rejected)),
    )


def languages_of(tags: Iterable[Any]) -> list[str]:
    """The BCP 47 tags of a card's `language`; what is no language there, or most likely a country, is left out."""
    written = [str(tag).strip() for tag in tags]
    known: list[str] = []
    for tag in written:
        if tag.lower() in _NOT_A_LANGUAGE or (tag.lower() in _ALSO_COUNTRIES and len(written) < _LONG_LIST):
            continue
        try:
            known.append(canonicalize_language_tag(tag))
        except ValueError:
            continue
    return list(dict.fromkeys(known))


# -- metadata of many repositories


def _array(path: Path) -> Iterator[Entry | Host | Rejected]:
    rows = read_json(path)
    if not isinstance(rows, list):
        raise ImportSourceError(f"{path} is no array of repositories")
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, dict) or str(row.get("name")).count("/") != 1:
            yield Rejected(Place(path.name, None, f"row {number}"), "the row has no `name` of the form OWNER/NAME")
        else:
            yield from attempt(_repository, Place(path.name, None, str(row["name"])), row)


def _repository(place: Place, row: Mapping[str, Any]) -> Entry | None:
    owner, _, name = str(row["name"]).partition("/")
    if row.get("pipeline_tag") not in _TEXT or _PACKED.search(name):
        return None
    experts, used = row.get("num_experts"), row.get("active_experts")
    is_moe = bool(row.get("is_moe") and experts and used and experts > used)
    created = str(row.get("release_date") or "")[:10]
    license_id = from_hub(str(row.get("license") or ""), owner)
    languages = languages_of(row.get("languages") or [])
    facts = {
        "name": name,
        "parameters.total": row.get("parameters_raw") if row.get("architecture") not in _WITH_BUFFERS else None,
        "parameters.basis": "checkpoint",
        "architecture.kind": "moe" if is_moe else None,
        "architecture.model_type": row.get("architecture") if row.get("architecture") != "unknown" else None,
        **{f"architecture.{key}": row.get(key) for key in _CONFIG if key in row and key != "moe_intermediate_size"},
        "architecture.head_dim": _head_dim(row),
        "architecture.num_experts": experts if is_moe else None,
        "architecture.num_experts_per_tok": used if is_moe else None,
        "architecture.moe_intermediate_size": row.get("moe_intermediate_size") if is_moe else None,
        "languages": {"tags": languages, "complete": False} if languages else None,
        "context.window": _window(row),
        "license": license_id,
        "weights": "open" if license_id and not license_id.startswith("LicenseRef-") else None,
        "released": created[:7] if created > _FLOOR and dated(created) else None,
    }
    return Entry(
        place=place, names=(Name(str(row["name"]), "huggingface"), Name(name)), makers=(owner,), new_id=name,
        facts=without_nothing(facts), weak=_WEAK, platform="huggingface", edge={"ids": [row["name"]]}, exact=True,
    )  # fmt: skip


def _window(row: Mapping[str, Any]) -> Any:
    """The window, unless it stands for unknown or was multiplied by a factor of RoPE scaling."""
    length = row.get("context_length")
    if length == _DEFAULT_WINDOW:
        return None
    multiplied = isinstance(length, int) and length > LONGEST.get(str(row.get("architecture")), _LONGEST_OF_ALL)
    return None if multiplied else length


def _head_dim(row: Mapping[str, Any]) -> int | None:
    """The width of a head, where it does not follow from the width of the model."""
    width, heads, size = row.get("head_dim"), row.get("num_attention_heads"), row.get("hidden_size")
    return width if width and heads and size and width * heads != size else None


# -- cards


def _cards(path: Path) -> Iterator[Entry | Host | Rejected]:
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    folders = sorted({file.parent for file in files if file.name in ("README.md", "config.json") and file.is_file()})
    if not folders:
        raise ImportSourceError(f"there is no README.md or config.json in {path}")
    for folder in folders:
        repository = _repository_of(folder)
        place = Place(str(folder), None, repository or "")
        if repository is None:
            yield Rejected(place, "the folder is not named OWNER/NAME")
            continue
        try:
            yield from attempt(_card, place, repository, folder)
        except ImportSourceError as error:
            yield Rejected(place, str(error))


def _repository_of(folder: Path) -> str | None:
    parts = folder.absolute().parts
    for part in parts:
        if part.startswith("models--"):
            return "/".join(part.split("--")[1:]) if part.count("--") == 2 else None
    return "/".join(parts[-2:]) if len(parts) > 2 else None


def _card(place: Place, repository: str, folder: Path) -> Entry:
    card: Any = {}
    readme = folder / "README.md"
    if readme.is_file():
        text = read_text(readme)
        head = text.split("\n---", 1)[0].removeprefix("---") if text.startswith("---") else ""
        card = (read_yaml(head, readme, typed=False) or {}) if head.strip() else {}
        if not isinstance(card, dict):
            raise ImportSourceError(f"the head of {readme} is no mapping")
    config = read_json(folder / "config.json") if (folder / "config.json").is_file() else {}
    config = config if isinstance(config, dict) else {}
    config = {**config, **config.get("text_config", {})} if isinstance(config.get("text_config"), dict) else config
    owner, _, name = repository.partition("/")
    spoken = card.get("language") or []
    languages = languages_of([spoken] if isinstance(spoken, str) else spoken)
    experts = next((config[key] for key in _EXPERTS if isinstance(config.get(key), int)), None)
    facts = {
        "name": name,
        "license": from_hub(str(card.get("license_name") or card.get("license") or ""), owner),
        "languages": {"tags": languages, "complete": False} if languages else None,
        "derived_from": _parents(card),
        "architecture.kind": "moe" if experts and experts > 1 else None,
        "architecture.model_type": config.get("model_type"),
        **{f"architecture.{key}": config.get(key) for key in _CONFIG},
        "architecture.head_dim": _head_dim(config),
        "architecture.num_experts": experts,
        "architecture.num_experts_per_tok": next((config[key] for key in _EXPERTS_USED if config.get(key)), None),
        "architecture.num_shared_experts": next((config[key] for key in _SHARED if config.get(key)), None),
    }
    source = Corpus(key="card", url=f"https://huggingface.co/{repository}", title=f"Model card of {name}", kind="card")
    return Entry(
        place=place, names=(Name(repository, "huggingface"), Name(name)), makers=(owner,), new_id=name, source=source,
        facts=without_nothing(facts), platform="huggingface", edge={"ids": [repository]}, exact=True,
    )  # fmt: skip


def _parents(card: Mapping[str, Any]) -> list[dict[str, str]]:
    """The base models; one without a stated relation counts as tuned from, as the Hub itself shows it."""
    bases = card.get("base_model") or []
    bases = [bases] if isinstance(bases, str) else bases
    relation = _RELATIONS.get(str(card.get("base_model_relation") or ("finetune" if len(bases) == 1 else "")))
    return [{"external": str(base), "relation": relation} for base in bases] if relation else []
