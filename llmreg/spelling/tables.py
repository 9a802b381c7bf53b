"""The rules of spelling as data: what stands around the name of a model and does not belong to it.

A rule is here only where it never takes away what tells two models apart. Hence nothing about `-instruct`, `-2507`,
`-mini`, `-turbo`, `-preview` or a context length: a name with another one of these is another model, or an alias that
the registry must record.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

__all__ = ["HOSTS", "MIRRORS", "MODES", "OWNERS", "PATH_WORDS", "RULES", "Mode", "Rule"]


class Rule(NamedTuple):
    """Something that may stand around a name; found by pattern, in small letters, and left away."""

    says: str
    """What it is, for the sentence of a resolution."""
    pattern: str
    """Where the rule applies, as a regular expression in any case; its whole match goes."""
    keeps: str = ""
    """What stands in place of the match; then nothing counts as dropped."""
    requires: str = ""
    """What else the name must look like."""
    repeats: bool = False
    """Whether it is applied until it finds nothing more."""


_FORMATS = (
    r"(?:ud-)?(?:i?q|tq)[1-8](?:_[a-z0-9]+)*"  # llama.cpp: Q4_K_M, IQ4_XS, UD-Q4_K_XL
    r"|(?:nv|mx)?fp(?:4|6|8|16|32)(?:a16)?(?:[-_](?:dynamic|block|static|kv|fast|moe|e[45]m[23]))*"
    r"|b?f(?:16|32)|u?int[248](?:-mix)?|w[0-9]{1,2}a[0-9]{1,2}(?:-g[0-9]+)?(?:-a?sym)?"
    r"|[0-9](?:\.[0-9]+)?-?bits?|16-?bits?|[0-9](?:\.[0-9]+)?bpw(?:-h[0-9]+)?|g(?:32|64|128)|(?:32|64|128)g"
    r"|gguf|ggml|i1|imatrix|mlx|dwq|optiq|awq|gptq|marlin|exl[23]|bnb|hqq|aqlm|auto-?round|quantized|quark"
    r"|onnx|openvino|ov|tensorrt|torchao|coreml|mnn|eetq|hf|unsloth|safetensors"
)

RULES: tuple[Rule, ...] = (
    Rule(
        "a web address",
        r"^(?:https?://)?(?:www\.)?(?:(?:huggingface\.co|hf\.co|openrouter\.ai)|(?:www\.)?modelscope\.cn/models"
        r"|ollama\.com(?:/library)?|registry\.ollama\.ai)/",
    ),
    Rule("a service class", r"-fast$", requires=r"^accounts/fireworks/routers/"),
    Rule("a resource name", r"^(?:arn:aws[a-z-]*:bedrock:[^/]*/|projects/[^/]+/locations/[^/]+/)"),
    Rule(
        "a service class",
        r"(?::(?:free|nitro|floor|extended|online|exacto|beta|cloud|batch|flex|priority)|-free|-maas|-tee|-tput"
        r"|-high-throughput|@default)$",
        repeats=True,
    ),
    Rule("a mode of thinking", r"(?::thinking(?:[:-][a-z0-9]+)?|-thinking:[0-9]+)$"),
    Rule("a choice of context window", r"(?:\[[0-9]+[km]\]|:[0-9]+[km])$"),
    Rule("a region", r"^(?:us-gov|us|eu|apac|jp|au|ca|in|sa|global)\.(?=[a-z0-9]+\.)"),
    Rule("a region", r"-us$", requires=r"^(?:alibaba/|qwen/)?qwen"),
    Rule("", r"-v0:(?=[0-9]$)", keeps="-v0."),  # Bedrock's spelling of Mistral's v0.2
    Rule(
        "a version of the platform's offer",
        r"-v?[1-9][0-9]*:[0-9]+$|:0$",
        requires=r"^(?!.*claude-(?:instant-)?v)",
    ),
    Rule("a version of the platform's offer", r"-v[0-9]+$", requires=r"^(?:[a-z]{2,}|ai21)\.[a-z].*[0-9].*-"),
    Rule("", r"@(?=20[0-9]{6}$|00[0-9]$)", keeps="-"),  # Vertex: claude-sonnet-4@20250514
    Rule("a host's mark", r"^(?:databricks|snowflake|duo-chat|alicloud|parasail|umans|fw|e2ee|coding)-"),
    Rule("a format of files", r"-ms$", requires=r"^modelscope/"),
    Rule("a format of files", r"(?:-[0-9]{5}-of-[0-9]{5})?\.(?:gguf|ggml|safetensors|bin|onnx)$"),
    Rule("a number format or a format of files", rf"[-_.:](?:{_FORMATS})$", repeats=True),
)
"""In this order. Each is tried on what the ones before have left, and every stage is looked up before the next."""


class Mode(NamedTuple):
    """Last words of names that only one vendor uses for a setting of the same model."""

    vendor: str
    says: str
    words: frozenset[str]
    unless: str | None = None
    """A last word that, where a model has it, shows that these words tell models apart after all."""


MODES: tuple[Mode, ...] = (
    Mode("openai", "an effort of reasoning", frozenset({"minimal", "low", "medium", "high", "xhigh"})),
    Mode("anthropic", "a mode of the same model", frozenset({"thinking", "fast"})),
    Mode("google", "the first stable revision", frozenset({"001"}), unless="002"),
)
"""Tried last, and only for models of that vendor: elsewhere `-fast` or `-high` names another model."""

HOSTS: Mapping[str, str] = {
    "aiml": "",
    "aihubmix": "",
    "anyscale": "",
    "atlascloud": "",
    "azure": "azure",
    "azureai": "azure",
    "azureopenai": "azure",
    "baseten": "baseten",
    "bedrock": "amazon-bedrock",
    "bedrockconverse": "amazon-bedrock",
    "bedrockmantle": "amazon-bedrock",
    "cerebras": "cerebras",
    "cf": "cloudflare-workers-ai",
    "chutes": "chutes",
    "clarifai": "clarifai",
    "clinepass": "",
    "cloudflare": "cloudflare-workers-ai",
    "dashscope": "alibaba",
    "databricks": "databricks",
    "deepinfra": "deepinfra",
    "featherlessai": "",
    "fireworks": "fireworks-ai",
    "fireworksai": "fireworks-ai",
    "friendliai": "friendli",
    "gemini": "google",
    "github": "github-models",
    "githubcopilot": "github-copilot",
    "gmi": "gmicloud",
    "googlegla": "google",
    "googlevertex": "google-vertex",
    "gradientai": "digitalocean",
    "groq": "groq",
    "heroku": "",
    "hf": "huggingface",
    "hostedvllm": "",
    "huggingface": "huggingface",
    "hyperbolic": "",
    "kilo": "kilo",
    "lambdaai": "",
    "litellm": "",
    "litellmproxy": "",
    "llamagate": "",
    "lmstudio": "",
    "nanogpt": "nano-gpt",
    "ncompass": "",
    "nebius": "nebius",
    "novita": "novita-ai",
    "novitaai": "novita-ai",
    "nscale": "",
    "nvidianim": "nvidia",
    "oci": "",
    "ollama": "ollama",
    "ollamachat": "ollama",
    "opencode": "opencode",
    "opencodego": "opencode-go",
    "openrouter": "openrouter",
    "orcarouter": "orcarouter",
    "ovhcloud": "ovhcloud",
    "ppinfra": "",
    "replicate": "",
    "requesty": "requesty",
    "sambanova": "",
    "scaleway": "scaleway",
    "siliconflow": "siliconflow",
    "snowflake": "snowflake-cortex",
    "synthetic": "synthetic",
    "textcompletionopenai": "openai",
    "togetherai": "togetherai",
    "togethercomputer": "togetherai",
    "vercel": "vercel",
    "vercelaigateway": "vercel",
    "vertexai": "google-vertex",
    "vllm": "",
    "wandb": "wandb",
    "watsonx": "",
    "workersai": "cloudflare-workers-ai",
    "zenmux": "zenmux",
}
"""Hosts and gateways that write their own name before an id (LiteLLM, models.dev, gateways), without separators; and the
platform that is meant, where a registry may know it. The platforms of the registry itself come on top."""

PATH_WORDS = frozenset(
    {
        "accounts",
        "chat-completion",
        "completion",
        "deployments",
        "foundation-model",
        "inference-profile",
        "library",
        "models",
        "private",
        "pro",
        "public",
        "publishers",
        "route",
        "routers",
        "tee",
    }
)
"""Words of a path that say nothing about the model."""

MIRRORS = frozenset(
    {
        "aimodelscope",
        "bartowski",
        "casperhansen",
        "ggmlorg",
        "huggingquants",
        "llmresearch",
        "lmstudiocommunity",
        "maziyarpanahi",
        "mlxcommunity",
        "modelscope",
        "mradermacher",
        "neuralmagic",
        "openaimirror",
        "quantfactory",
        "quanttrio",
        "redhatai",
        "secondstate",
        "swift",
        "thebloke",
        "unsloth",
        "xorbits",
    }
)
"""Namespaces of hubs that hold other makers' models under the names which those gave them, unchanged or in other number
formats, without separators. What they derived themselves has further words in its name, and so matches nothing."""

OWNERS: Mapping[str, str] = {
    "01ai": "01-ai",
    "ai21": "ai21",
    "ai21labs": "ai21",
    "aisingapore": "ai-singapore",
    "allamai": "sdaia",
    "allenai": "allenai",
    "allenai2": "allenai",
    "alleninstituteforai": "allenai",
    "amazon": "amazon",
    "amazonwebservices": "amazon",
    "antgroup": "inclusionai",
    "anthropic": "anthropic",
    "baichuaninc": "baichuan",
    "baidu": "baidu",
    "beijingacademyofartificialintelligence": "baai",
    "beijingacademyofartificialintelligencebaai": "baai",
    "bigcode": "bigcode",
    "bigscience": "bigscience",
    "bytedance": "bytedance",
    "bytedanceseed": "bytedance",
    "chinatelecom": "teleai",
    "codellama": "meta",
    "cohere": "cohere",
    "cohereforai": "cohere",
    "coherelabs": "cohere",
    "damonlpsg": "damo",
    "deepmind": "google",
    "deepseek": "deepseek",
    "deepseekai": "deepseek",
    "eleutherai": "eleutherai",
    "facebook": "meta",
    "facebookai": "meta",
    "facebookairesearch": "meta",
    "google": "google",
    "googleai": "google",
    "googlebrain": "google",
    "googlecloud": "google",
    "googledeepmind": "google",
    "googleresearch": "google",
    "huaweinoahsarklab": "huawei",
    "huggingfacetb": "huggingface",
    "ibm": "ibm",
    "ibmgranite": "ibm",
    "ibmresearch": "ibm",
    "iic": "alibaba",
    "inclusionai": "inclusionai",
    "internlm": "internlm",
    "kunluninc": "skywork",
    "largemodelsystemsorganization": "lmsys",
    "lgairesearch": "lg",
    "liquid": "liquid",
    "liquidai": "liquid",
    "meituan": "meituan",
    "meituaninc": "meituan",
    "meituanlongcat": "meituan",
    "meta": "meta",
    "metaai": "meta",
    "metafair": "meta",
    "metallama": "meta",
    "microsoft": "microsoft",
    "microsoftresearch": "microsoft",
    "microsoftresearchasia": "microsoft",
    "minimax": "minimax",
    "minimaxai": "minimax",
    "mistral": "mistral",
    "mistralai": "mistral",
    "moonshot": "moonshotai",
    "moonshotai": "moonshotai",
    "naverailab": "naver",
    "nvidia": "nvidia",
    "openai": "openai",
    "openaicommunity": "openai",
    "openbmb": "openbmb",
    "opengvlab": "opengvlab",
    "paddlepaddle": "baidu",
    "perplexity": "perplexity",
    "perplexityai": "perplexity",
    "preferrednetworksinc": "preferred-networks",
    "qwen": "alibaba",
    "rwkvfoundation": "rwkv",
    "salesforceresearch": "salesforce",
    "sarvam": "sarvam",
    "sarvamai": "sarvam",
    "saudidataandartificialintelligenceauthority": "sdaia",
    "seallms": "damo",
    "shanghaiailab": "internlm",
    "shanghaiailaboratory": "internlm",
    "siloai": "lumi-open",
    "stanforduniversity": "stanford",
    "stepfun": "stepfun",
    "stepfunai": "stepfun",
    "teleai": "teleai",
    "tencent": "tencent",
    "tencenthunyuan": "tencent",
    "tencentyouturesearch": "tencent",
    "thudm": "zhipuai",
    "tiiuae": "tii",
    "tongyi": "alibaba",
    "tongyizhiwen": "alibaba",
    "ucberkeley": "berkeley",
    "universityofcaliforniaberkeley": "berkeley",
    "universityofcaliforniaucberkeley": "berkeley",
    "upstage": "upstage",
    "xai": "xai",
    "xaiorg": "xai",
    "xiaomi": "xiaomi",
    "xiaomicorp": "xiaomi",
    "xiaomimimo": "xiaomi",
    "zai": "zhipuai",
    "zaiorg": "zhipuai",
    "zaizhipuai": "zhipuai",
    "zhipu": "zhipuai",
    "zhipuai": "zhipuai",
}
"""Names that hubs and hosts use for a vendor, without separators, and its id. The names that a registry's own vendors and
integrations use come on top."""
