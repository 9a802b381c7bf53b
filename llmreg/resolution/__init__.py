"""From a name to one model, or to a clear refusal; never a guess.

First the name is looked up as it is: ids, aliases, ids on platforms. Only where it means nothing, the rules of
`llmreg.spelling` leave away what stands around it, one thing at a time, and each reading is looked up: as it is, then
with any separators. The first reading that means a model is taken, so less left away beats more; one that means
several is refused.
"""

from __future__ import annotations

from llmreg.resolution.resolving import Resolution, Resolver

__all__ = ["Resolution", "Resolver"]
