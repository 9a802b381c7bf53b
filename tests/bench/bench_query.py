"""How long queries take: parsing, and finding in 10,000 models. Informs, and does not gate.

    python tests/bench/bench_query.py [MODELS]

Times are of this process on this machine: the median of 25 runs and the least of them. "first" makes the columns that a query needs, "second" has
them; conditions are never remembered, so every run asks every distinct value again.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta

from llmreg.frozenmap import FrozenMap
from llmreg.identifiers import FamilyId, ModelId, PlatformId, ReleaseId, VendorId
from llmreg.index import Index, Origin, Record, make_index
from llmreg.quantities import PartialDate
from llmreg.querying.evaluate import Engine
from llmreg.querying.query import Query
from llmreg.querying.result import Result
from llmreg.schema.integration import Integration
from llmreg.schema.language import Languages
from llmreg.schema.limits import Context, Modalities
from llmreg.schema.lineage import Parent
from llmreg.schema.model import Model
from llmreg.schema.parameters import Architecture, Parameters
from llmreg.schema.platform import Platform
from llmreg.schema.settings import RegistrySettings
from llmreg.schema.vendor import Family, Vendor
from llmreg.vocabulary import ArchitectureKind, Modality, PlatformKind, Relation, Variant, Weights

LANGUAGES = (
    "en",
    "zh",
    "ja",
    "ko",
    "th",
    "vi",
    "id",
    "ms",
    "km",
    "lo",
    "my",
    "tl",
    "de",
    "fr",
    "es",
    "it",
    "pt",
    "ru",
    "ar",
    "hi",
    "bn",
    "ta",
    "te",
    "ur",
    "sw",
    "yo",
    "zu",
    "he",
    "fa",
    "tr",
    "pl",
    "cs",
    "nl",
    "sv",
)
LICENSES = ("Apache-2.0", "MIT", "CC-BY-NC-4.0", "LicenseRef-Acme", "LicenseRef-Other", "MIT OR Apache-2.0", None)
PLATFORMS = ("openai", "azure", "groq", "ollama", "huggingface", "openrouter", "togetherai", "fireworks-ai")


def make_models(count: int, seed: int = 7) -> Index:
    """An index of made-up models, spread as real ones are."""
    chance = random.Random(seed)
    vendors = [f"vendor{n}" for n in range(60)]
    families = {vendor: [f"{vendor}-line{n}" for n in range(4)] for vendor in vendors}
    records: list[Record] = []
    origin = Origin("x.toml")
    for vendor in vendors:
        named = {
            name: Family(id=FamilyId(name), vendor=VendorId(vendor), name=name, order=()) for name in families[vendor]
        }
        records.append(
            Record(Vendor(id=VendorId(vendor), name=vendor, country=chance.choice(["CN", "US", "FR"])), origin)
        )
        records += [Record(family, origin) for family in named.values()]
    records += [Record(Platform(id=PlatformId(p), name=p, kind=PlatformKind.API), origin) for p in PLATFORMS]
    ids: list[ModelId] = []
    for number in range(count):
        vendor = chance.choice(vendors)
        family = chance.choice(families[vendor])
        size = chance.choice([0.5, 1.5, 3, 7, 8, 13, 14, 32, 70, 72, 235]) * 1e9
        own = ModelId(f"{vendor}/{family}-{number}")
        tags = tuple(chance.sample(LANGUAGES, chance.choice([0, 2, 2, 8, 15, 30])))
        hosts = chance.sample(PLATFORMS, chance.choice([0, 1, 2, 3]))
        parents = (
            (Parent(model=chance.choice(ids), relation=Relation.FINETUNE),) if ids and chance.random() < 0.5 else ()
        )
        ids.append(own)
        records.append(
            Record(
                Model(
                    id=own,
                    name=f"Model {number}",
                    vendor=VendorId(vendor),
                    release=ReleaseId(f"{vendor}/{family}"),
                    family=FamilyId(family),
                    version=chance.choice(["1", "1.5", "2", "2.5", "3", None]),
                    variant=chance.choice([Variant.BASE, Variant.INSTRUCT, Variant.CHAT, None]),
                    parameters=Parameters(
                        total=int(size * chance.uniform(0.95, 1.1)) if chance.random() < 0.8 else None,
                        nominal=int(size) if chance.random() < 0.8 else None,
                    ),
                    architecture=Architecture(kind=chance.choice([ArchitectureKind.DENSE, ArchitectureKind.MOE, None])),
                    languages=Languages(tags=tags, complete=chance.choice([True, False, None])),
                    context=Context(window=chance.choice([4096, 8192, 32768, 128000, 131072, 200000, 1048576, None])),
                    modalities=Modalities(input=(Modality.TEXT,), output=(Modality.TEXT,)),
                    license=chance.choice(LICENSES),
                    weights=chance.choice([*Weights, None]),
                    released=PartialDate.of(date(2022, 1, 1) + timedelta(days=chance.randrange(1500)))
                    if chance.random() < 0.9
                    else None,
                    derived_from=parents,
                    integrations=FrozenMap({host: Integration(platform=PlatformId(host)) for host in hosts}),
                ),
                origin,
            )
        )
    return make_index(RegistrySettings(name="bench", schema=1), records)


QUERIES = (
    ("one", "vendor:vendor1"),
    ("one", "size:7B..14B"),
    ("one", "params:>=70B"),
    ("one", "context:>=128k"),
    ("one", "lang:zh"),
    ("one", "lang:all(@sea)"),
    ("one", "lang:@eu"),
    ("one", "license:@osi"),
    ("one", "-license:@noncommercial"),
    ("one", "released:2024-01..2024-06"),
    ("one", "platform:groq"),
    ("one", "status:active"),
    ("one", "derived-from:vendor1-line1"),
    ("one", "version:>=1.5,<3"),
    ("one", "is:open-weights"),
    ("one", '"model 77"'),
    ("one", "id:*line1*"),
    ("five", "size:7B..14B lang:all(th,vi) is:open-weights context:>=32k -license:@noncommercial"),
    ("five", "country:CN params:>=7B released:2023.. lang:@cjk version:>=1.5"),
    (
        "five",
        "(lang:th OR lang:vi) license:@osi platform:groq,ollama is:moe -vendor:vendor1 sort:-released,name limit:20",
    ),
    ("five", '"model 7" id:*line1* params:>=7B released:2023.. derived-from:vendor1-line1'),
)


def spent(run: Callable[[], object], times: int = 25) -> tuple[float, float]:
    """Milliseconds: the median and the least."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        found.append((time.perf_counter() - start) * 1000)
    return statistics.median(found), min(found)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    index = make_models(count)
    print(f"{count:,} models; milliseconds\n")
    print(f"{'parse':>7} {'first':>8} {'second':>7} {'least':>7} {'matches':>8}")
    for conditions, text in QUERIES:
        parsing, _ = spent(lambda text=text: Query.parse(text), 50)
        engine = Engine(index, date(2026, 11, 23))

        def find(engine: Engine = engine, text: str = text) -> tuple[Model, ...]:
            return Result(engine.ask(Query.parse(text))).models

        start = time.perf_counter()
        find()
        first = (time.perf_counter() - start) * 1000
        second, least = spent(find)
        print(f"{parsing:>7.3f} {first:>8.1f} {second:>7.2f} {least:>7.2f} {len(find()):>8,}  {conditions:4}  {text}")


if __name__ == "__main__":
    main()
