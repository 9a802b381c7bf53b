"""`python -m llmreg`."""

from __future__ import annotations

import sys

from llmreg.cli import main

if __name__ == "__main__":
    sys.exit(main())
