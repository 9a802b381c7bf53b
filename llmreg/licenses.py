"""Licences as the Hugging Face Hub names them, and their ids here.

A model card has one word in `license`, or `other` there and the maker's own word in `license_name`. What does not name
one text is left out, so that nothing is claimed: kinds (`openrail`, `cc`), several at once, words that makers share for
texts of their own. Sources: the licence list of the Hub's documentation, and the words on its model cards in 2026-11.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

__all__ = ["HUB_LICENSES", "HUB_LICENSES_OF_OWNERS", "from_hub"]

HUB_LICENSES: Mapping[str, str] = MappingProxyType({
    "apache 2.0": "Apache-2.0",
    "apache-2": "Apache-2.0",
    "apache-license-2.0": "Apache-2.0",
    "apache2": "Apache-2.0",
    "apple-amlr": "LicenseRef-Apple-AMLR",
    "apple-ascl": "LicenseRef-Apple-Sample-Code",
    "bigcode-openrail-m": "LicenseRef-BigCode-OpenRAIL-M",
    "bigscience-bloom-rail-1.0": "LicenseRef-BLOOM-RAIL-1.0",
    "bigscience-openrail-m": "LicenseRef-OpenRAIL-M",
    "c-uda": "C-UDA-1.0",
    "chameleon-research-license": "LicenseRef-Chameleon-Research",
    "codegeex4": "LicenseRef-CodeGeeX4",
    "cogvlm2": "LicenseRef-CogVLM2",
    "deepseek": "LicenseRef-DeepSeek",
    "deepseek-license": "LicenseRef-DeepSeek",
    "exaone": "LicenseRef-EXAONE",
    "fair-noncommercial-research": "LicenseRef-FAIR-Noncommercial-Research",
    "fair-noncommercial-research-license": "LicenseRef-FAIR-Noncommercial-Research",
    "falcon-llm-license": "LicenseRef-Falcon-LLM",
    "falcon-mamba-7b-license": "LicenseRef-Falcon-Mamba-7B",
    "falcon-mamba-license": "LicenseRef-Falcon-Mamba-7B",
    "gemma": "LicenseRef-Gemma",
    "glm-4": "LicenseRef-GLM-4",
    "glm-5.3": "LicenseRef-GLM-5.3",
    "glm-5.3-license": "LicenseRef-GLM-5.3",
    "health-ai-developer-foundations": "LicenseRef-HAI-DEF",
    "hyperclovax": "LicenseRef-HyperCLOVAX",
    "hyperclovax-seed": "LicenseRef-HyperCLOVAX-SEED",
    "iquestcoder": "LicenseRef-IQuest-Coder",
    "jamba-open-model-license": "LicenseRef-Jamba-Open-Model",
    "k-exaone": "LicenseRef-K-EXAONE",
    "kanana": "LicenseRef-Kanana",
    "kanana-license": "LicenseRef-Kanana",
    "kanana-open-license": "LicenseRef-Kanana-Open",
    "katanemo-research": "LicenseRef-Katanemo",
    "kimi-k3": "LicenseRef-Kimi-K3",
    "kimi-k3-license": "LicenseRef-Kimi-K3",
    "krutrim-community-license-agreement-version-1.0": "LicenseRef-Krutrim-Community",
    "lfm-1.0": "LicenseRef-LFM-1.0",
    "lfm-open-license-1.0": "LicenseRef-LFM-1.0",
    "lfm-open-license-v1.0": "LicenseRef-LFM-1.0",
    "lfm1.0": "LicenseRef-LFM-1.0",
    "lgpl-lr": "LGPLLR",
    "llama-3": "LicenseRef-Llama-3",
    "llama-3.1-community-license": "LicenseRef-Llama-3.1",
    "llama2": "LicenseRef-Llama-2",
    "llama3": "LicenseRef-Llama-3",
    "llama3.1": "LicenseRef-Llama-3.1",
    "llama3.2": "LicenseRef-Llama-3.2",
    "llama3.3": "LicenseRef-Llama-3.3",
    "llama4": "LicenseRef-Llama-4",
    "microsoft-research-license": "LicenseRef-Microsoft-Research",
    "minimax-community": "LicenseRef-MiniMax-Community",
    "minimax-community-license": "LicenseRef-MiniMax-Community",
    "minimax-m2.7-non-commercial": "LicenseRef-MiniMax-M2.7-Non-Commercial",
    "mnpl": "LicenseRef-MNPL",
    "modified-mit-mistral-ai-2025": "LicenseRef-Modified-MIT-Mistral",
    "mrl": "LicenseRef-MRL",
    "muse-spark-open": "LicenseRef-Muse",
    "nscl-v1": "LicenseRef-NVIDIA-Noncommercial",
    "nsclv1": "LicenseRef-NVIDIA-Noncommercial",
    "nvidia-internal-scientific-research-and-development-model-license": (
        "LicenseRef-NVIDIA-Internal-Scientific-Research"
    ),
    "nvidia-nemotron-open-model-license": "LicenseRef-NVIDIA-Nemotron-Open-Model",
    "nvidia-open-model-license": "LicenseRef-NVIDIA-Open-Model",
    "nvidia-open-model-license-agreement": "LicenseRef-NVIDIA-Open-Model",
    "odbl": "ODbL-1.0",
    "odc-by": "ODC-By-1.0",
    "openmdw-1.0": "LicenseRef-OpenMDW-1.0",
    "openmdw-1.1": "LicenseRef-OpenMDW-1.1",
    "pddl": "PDDL-1.0",
    "plamo-100b-license": "LicenseRef-PLaMo-NonCommercial",
    "plamo-community-license": "LicenseRef-PLaMo-Community",
    "qwen": "LicenseRef-Qwen",
    "qwen-community-1.0": "LicenseRef-Qwen-Community-1.0",
    "qwen-community-license-1.0": "LicenseRef-Qwen-Community-1.0",
    "qwen-research": "LicenseRef-Qwen-Research",
    "qwen3.8-max": "LicenseRef-Qwen3.8-Max",
    "reka-edge-2603-license": "LicenseRef-Reka-Edge-2603",
    "researchrail": "LicenseRef-ResearchRAIL",
    "seallms": "LicenseRef-SeaLLMs",
    "swift-open-license-1.0": "LicenseRef-Swift-Open-1.0",
    "tencent-hunyuan-a13b": "LicenseRef-Tencent-Hunyuan-A13B",
    "tencent-hunyuan-community": "LicenseRef-Tencent-Hunyuan-Community",
    "tencent-hy-community": "LicenseRef-Tencent-HY-Community",
    "tencent-hy-community-license": "LicenseRef-Tencent-HY-Community",
    "tongyi-qianwen": "LicenseRef-Tongyi-Qianwen",
    "tongyi-qianwen-license-agreement": "LicenseRef-Tongyi-Qianwen",
    "tongyi-qianwen-research": "LicenseRef-Tongyi-Qianwen-Research",
    "upstage-solar-license": "LicenseRef-Upstage-Solar",
    "writer-open-model-license": "LicenseRef-Writer-Open-Model",
    "yi-license": "LicenseRef-Yi",
})  # fmt: skip
"""Words of the Hub in small letters, and the licence that each names wherever it stands."""

HUB_LICENSES_OF_OWNERS: Mapping[tuple[str, str], str] = MappingProxyType({
    ("minimaxai", "modified-mit"): "LicenseRef-Modified-MIT-MiniMax",
    ("moonshotai", "modified-mit"): "LicenseRef-Modified-MIT-Kimi",
})  # fmt: skip
"""Owner and word in small letters, for words that name one text only on the repositories of one owner."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9. -]*")
_OTHER_WORDS = frozenset({"fair"})
"""Ids of SPDX that cards mean otherwise: Meta's FAIR is not the Fair License."""

_GNU = re.compile(r"(?:[AL]?GPL|GFDL)-[0-9]\.[0-9]")
"""Short ids, of which the SPDX list says that they mean the same as `-only`, and that these be written."""


def from_hub(name: str, owner: str = "") -> str | None:
    """The SPDX id or `LicenseRef-*` that a word of the Hub names, in any case; `None` where it names not just one.

    Args:
        name: `license` of a model card, or `license_name` where that says `other`.
        owner: whose repository the card is of; without it words that differ by owner name nothing.
    """
    word = name.strip()
    if not _NAME.fullmatch(word):
        return None
    key = word.lower()
    known = HUB_LICENSES.get(key) or HUB_LICENSES_OF_OWNERS.get((owner.lower(), key))
    if known or " " in key or key.startswith("licenseref-") or key in _OTHER_WORDS:
        return known
    try:
        listed = str(canonicalize_license_expression(word))
    except InvalidLicenseExpression:
        return None
    return f"{listed}-only" if _GNU.fullmatch(listed) else listed
