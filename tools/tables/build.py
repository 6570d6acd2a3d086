"""Makes the tables of watchword.text.tables anew: `python -m tools.tables.build [name ...]`.

Reads the folder of real files named by --shared (default: ../shared/data beside the repository).
"""

from __future__ import annotations

import argparse
import importlib
from pathlib import Path

from tools.tables import writing

SHARED = Path(__file__).parents[3] / "shared" / "data"

# Each table's generator: a module of this package with ABOUT and rows(shared) or rows of its own name.
GENERATORS = {
    "countries": "countries",
    "latin": "latin",
    "latin_cjk": "latin_cjk",
    "frequency": "frequency",
    "legal_forms": "legal_forms",
    "generic": "generic",
    "abbreviations": "generic",
    "titles": "titles",
    "particles": "titles",
    "nicknames": "nicknames",
    "numbers": "numbers",
    "places": "places",
    "heard_syllables": "heard",
    "heard_letters": "heard",
    "wade_giles": "chinese",
    "palladius": "chinese",
    "women": "women",
}


def text(name: str, shared: Path) -> str:
    """The whole text of one table as it ought to stand in the repository."""
    module = importlib.import_module(f"tools.tables.{GENERATORS[name]}")
    maker = getattr(module, name, None) or module.rows
    about = getattr(module, f"ABOUT_{name.upper()}", None) or module.ABOUT
    return writing.render(f"tools/tables/{GENERATORS[name]}.py", about, maker(shared))


def main() -> None:
    """Write the named tables, or all of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="tables to make (default: all)")
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder of real files")
    args = parser.parse_args()
    for name in args.names or GENERATORS:
        path = writing.OUTPUT / f"{name}.tsv"
        path.write_text(text(name, args.shared), encoding="utf-8")
        print(f"{path.name}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
