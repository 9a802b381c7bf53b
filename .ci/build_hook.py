"""Compiles the registry when the wheel is built, so that an installed llmreg loads it without parsing TOML."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileRegistry(BuildHookInterface):
    """Adds `llmreg/data/registry.pickle` to the wheel. An editable install reads the TOML of the checkout."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it packs."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from llmreg.compiled import write_compiled
        from llmreg.reading import read_registry

        root = Path(self.root, "registry")
        file = write_compiled(read_registry(root).index, Path(tempfile.mkdtemp()))
        build_data["force_include"][str(file)] = "llmreg/data/registry.pickle"
