"""Xinference's model families as lines of JSON: repositories on the Hugging Face Hub and on ModelScope, and configurations.

https://github.com/xorbitsai/inference (Apache-2.0). Its languages and sizes are coarse and are not taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from llmreg.importing.entry import Corpus, Entry, Host, Name, Place, Rejected, Rows
from llmreg.importing.formats.reading import attempt, json_lines, without_nothing

__all__ = ["read"]

CORPUS = Corpus(
    key="xinference",
    url="https://pypi.org/project/xinference/4.1.0/",
    home="https://pypi.org/project/xinference/",
    title="Xinference 4.1.0: model families",
)

_CONFIG = (
    "num_hidden_layers",
    "hidden_size",
    "intermediate_size",
    "num_attention_heads",
    "num_key_value_heads",
    "vocab_size",
)


def read(path: Path) -> Rows:
    """Every unquantised specification of every family."""
    found = [each for place, row in json_lines(path) for each in attempt(_family, place, row)]
    return Rows(
        corpus=CORPUS,
        entries=tuple(each for each in found if isinstance(each, Entry)),
        rejected=tuple(each for each in found if isinstance(each, Rejected)),
    )


def _family(place: Place, row: Mapping[str, Any] | str) -> Iterator[Entry | Rejected]:
    if isinstance(row, str) or not isinstance(row.get("model_specs"), list):
        yield Rejected(place, row if isinstance(row, str) else "a family without `model_specs`")
        return
    for spec in row["model_specs"]:
        yield from (
            each for each in attempt(_spec, place, spec, row.get("context_length")) if not isinstance(each, Host)
        )


def _spec(place: Place, spec: Mapping[str, Any], window: Any) -> Entry | None:
    sources = spec.get("model_src", {})
    hub, scope = (str(sources.get(key, {}).get("model_id") or "") for key in ("huggingface", "modelscope"))
    if spec.get("model_format") != "pytorch" or hub.count("/") != 1:
        return None
    owner, _, name = hub.partition("/")
    config = sources["huggingface"].get("model_metadata") or {}
    active = spec.get("activated_size_in_billions")
    facts = {
        "parameters.active": _billions(active),
        "context.window": window,
        **{f"architecture.{key}": config.get(key) for key in _CONFIG},
    }
    return Entry(
        place=Place(place.file, place.line, hub), names=(Name(hub, "huggingface"), Name(name)), makers=(owner,),
        facts=without_nothing(facts), weak=frozenset({"context.window"}), platform="modelscope" if scope.count("/") == 1 else "huggingface",
        edge={"ids": [scope if scope.count("/") == 1 else hub]}, exact=True,
    )  # fmt: skip


def _billions(size: Any) -> str | None:
    """A size that may be written `1_8` for 1.8."""
    text = str(size).replace("_", ".") if isinstance(size, str | int | Decimal) and size else ""
    return f"{text}B" if text.replace(".", "", 1).isdigit() else None
