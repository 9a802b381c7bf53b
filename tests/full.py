"""A small registry that uses every key of the format, without a finding but for its own `x-` keys."""

from __future__ import annotations

__all__ = ["FULL", "SOURCE"]

SOURCE = """\
url = "https://example.org/"
kind = "card"
checked = 2024-07-01
"""

REGISTRY = """\
name = "full"
schema = 1
revision = "2026.11.23"
requires-llmreg = ">=0.1"

[check]
ignore = ["near-duplicate"]
severity = { LR306 = "info" }
"""

TOMBSTONES = """\
[[tombstones]]
id = "acme/acme-0"
removed = 2024-05-01
reason = "it was never released"
replacement = "acme/acme-2-8x7b"
"""

ACME = """\
id = "acme"
name = "Acme"
names = { zh = "艾克米" }
country = "CN"
city = "Hangzhou"
parent = "holding"
owned_since = 2020-02-29
namespaces = ["acme-ai"]
founded = "1999"
links = { site = "https://acme.example/" }
x-note = { deep = [1, { deeper = [true, 1.5, 2024-01-01] }] }

[sources.about]
url = "https://acme.example/about"
kind = "vendor"
checked = 2024-07-01
supports = ["name", "country", "families.acme.order"]
title = "About us"
published = "2023"

[families.acme]
name = "Acme"
names = { zh = "艾克米" }
order = ["1", "2"]
announced = "2022-11"
links = { site = "https://acme.example/models" }
x-mascot = "owl"

[families.acme.integrations.shop]
ids = ["acme-assistant"]
since = 2024-03-01

[families.acme.sources.press]
url = "https://press.example/1"
kind = "press"
checked = 2024-07-01
supports = ["integrations.shop.since"]
"""

HOLDING = 'name = "Holding"\nx-note = "owns"\n'

API = """\
id = "api"
name = "Acme API"
names = { zh = "接口" }
kind = "api"
vendor = "acme"
since = 2023-01-01
until = "2030"
links = { docs = "https://api.example/docs" }
x-region = ["eu", "us"]

[sources.docs]
url = "https://api.example/docs"
kind = "vendor"
checked = 2024-07-01
supports = ["integrations", "since"]

[[integrations]]
model = "acme/acme-2-8x7b-chat"
ids = ["Acme-2-Chat", "acme-chat-latest"]
since = 2024-03-01

[[integrations]]
family = "acme"
ids = ["acme-any"]
"""

SHOP = 'name = "Shop"\nkind = "product"\n'

HUB = 'name = "Hub"\nkind = "hub"\n'

LICENSE = """\
id = "LicenseRef-Acme"
name = "Acme Licence"
url = "https://acme.example/license"
version = "2"
published = 2024-01-01
osi = false
commercial_use = "conditional"
derivatives = "yes"
redistribution = "yes"
train_other_models = "no"
share_alike = true
naming_duty = "Acme"
thresholds = [{ metric = "monthly-active-users", limit = 100_000_000 }]
links = { faq = "https://acme.example/faq" }
x-reviewed = 2024-06-01

[sources.text]
url = "https://acme.example/license"
kind = "vendor"
checked = 2024-07-01
supports = ["commercial_use"]
"""

RELEASE = """\
family = "acme"
version = "2"
released = 2024-02-29
license = "LicenseRef-Acme"
languages = { tags = ["zh", "en"], trained = ["fr"], evaluated = ["yue"], complete = false, claimed = 20 }
x-team = "north"

[sources.blog]
url = "https://acme.example/blog"
kind = "vendor"
checked = 2024-07-01
supports = ["released", "license", "languages", "context"]

[[models]]
id = "acme-2-8x7b"
name = "Acme 2 8x7B"
names = { zh = "艾克米二" }
snapshot = "2024-02-29"
variant = "base"
rolling = false
aliases = ["acme-2", { name = "acme-top", platform = "api", since = 2024-03-01, until = "2025-06" }]
parameters = { total = "50B", active = 13_000_000_000, non_embedding = 49_500_000_000, nominal = "56B", basis = "vendor-table" }
context = { window = 32_768, output = 4_096, extended = 131_072 }
modalities = { input = ["text", "image"], output = ["text"] }
license = "Apache-2.0"
weights = "open"
announced = "2024-02"
knowledge_cutoff = "2023"
withdrawn = 2026-01-31
derived_from = [{ external = "Example/Base-7B", relation = "upcycled" }]
training = { tokens = "3T", compute = 3.1e23 }
links = { paper = "https://arxiv.org/abs/2401.00001" }
undisclosed = ["training.tokens", "architecture.moe_intermediate_size"]

[models.architecture]
kind = "moe"
model_type = "acme2"
num_hidden_layers = 32
hidden_size = 4096
intermediate_size = 14336
num_attention_heads = 32
num_key_value_heads = 8
head_dim = 128
vocab_size = 32000
max_position_embeddings = 32768
num_experts = 8
num_experts_per_tok = 2
num_shared_experts = 1
moe_intermediate_size = 14336
sliding_window = 4096
tie_word_embeddings = false

[models.capabilities]
tool_calling = true
structured_output = false
json_mode = true
reasoning = false
fine_tuning = true
fill_in_the_middle = false

[models.integrations.hub]
ids = ["Acme/Acme-2-8x7B", "Acme/Acme-2-8x7B-hf"]

[models.integrations.api]
ids = ["acme-2-8x7b-v1"]
stage = "general"
announced = 2024-02-29
since = 2024-03-01
until = "2026-12"
deprecation_announced = 2025-01-15
deprecated = 2025-03-01
retired = 2025-09-01
retired_not_before = 2025-06-01
limits = { window = 32_768, input = 30_000, output = 4_096 }
replacement = [{ model = "acme/acme-2-8x7b-chat" }, { external = "Other 3" }]

[[models.integrations.api.prices]]
item = "input"
amount = 0.50
currency = "USD"
unit = "mtok"
mode = "batch"
above = 128_000
since = 2024-03-01
until = 2024-12-01

[[models.integrations.api.prices]]
item = "output"
amount = 1
currency = "CNY"

[models.integrations.api.sources.prices]
url = "https://api.example/prices"
kind = "vendor"
checked = 2024-07-01
supports = ["prices", "limits.window"]

[[models.benchmarks]]
name = "MMLU"
score = 70.6
harness = "5-shot"
source = "card"

[models.sources.card]
url = "https://hub.example/Acme/Acme-2-8x7B"
kind = "card"
checked = 2024-07-01
supports = ["parameters", "architecture", "integrations.hub", "derived_from"]
title = "Model card"
published = "2024-03"

[[models.disputes]]
field = "parameters.total"
value = 46_700_000_000
source = "card"
reason = "counted without the router"

[[models.disputes]]
field = "languages"
value = { tags = ["zh"] }
source = "blog"

[[models.disputes]]
field = "integrations.api.since"
id = "acme-2-8x7b-v1"
value = 2024-02-29
source = "blog"

[[models.history]]
field = "license"
value = "LicenseRef-Acme"
until = 2024-06-01
source = "blog"

[[models.history]]
field = "integrations.api.limits.window"
id = "acme-2-8x7b-v1"
value = 8_192
until = "2024-05"
source = "blog"

[models.x-internal]
tier = 1
owners = ["a", "b"]

[[models]]
id = "acme-2-8x7b-chat"
name = "Acme 2 8x7B Chat"
variant = "chat"
weights = "closed"
derived_from = [{ model = "acme/acme-2-8x7b", relation = "finetune" }]

[models.sources.card]
url = "https://hub.example/Acme/Acme-2-8x7B-Chat"
kind = "card"
checked = 2024-07-01
supports = ["derived_from"]
"""

FULL = {
    "registry.toml": REGISTRY,
    "tombstones.toml": TOMBSTONES,
    "vendors/acme.toml": ACME,
    "vendors/holding.toml": HOLDING,
    "platforms/api.toml": API,
    "platforms/shop.toml": SHOP,
    "platforms/hub.toml": HUB,
    "licenses/LicenseRef-Acme.toml": LICENSE,
    "models/acme/acme-2.toml": RELEASE,
}
"""The files of the registry, over nothing."""
