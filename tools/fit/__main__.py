"""Fit what every piece of evidence says, and write match/fitted.tsv.

    python -m tools.fit [--shared FOLDER] [--check]

--check exits 1 when the file differs from what is fitted.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click
from bench.unlisted import shared as usual
from tools.fit.hits import GROWING, examples, facts_between, one_party
from tools.fit.model import fit

import watchword as ww

TABLE = Path(__file__).parents[2] / "src" / "watchword" / "match" / "fitted.tsv"
_HEAD = """\
# What each code of evidence says, in bits. Made by tools/fit (docs/decisions/0016); do not edit.
# Fitted on altered listings of the bundled OFAC, UK and EU lists and on unlisted people; the Australian list is kept out.
# code, hundredths of what is behind it (rarity of the words that agree; thousandths of similarity), tenths of bits
"""


def render(bits: dict[str, float]) -> str:
    """The table's text."""
    rows = [f"{c}\t{round(100 * bits[c])}\t0\n" if c in GROWING else f"{c}\t0\t{round(10 * bits[c])}\n" for c in bits]
    return _HEAD + "".join(rows)


@click.command()
@click.option("--shared", type=click.Path(exists=True, path_type=Path), default=None, help="The shared real files.")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 when the table differs.")
def main(shared: Path | None, check: bool) -> None:
    """Fit and write the table, or compare it."""
    pairs = [facts_between(a, b) for a, b in one_party(list(ww.Snapshot.bundled()))]
    found = examples(shared or usual())
    right = sum(e.right for e in found)
    click.echo(f"{len(pairs)} pairs of listings of one party; {right} right and {len(found) - right} wrong hits")
    text = render(fit(pairs, found))
    if not check:
        TABLE.write_text(text, encoding="utf-8")
    elif text != TABLE.read_text(encoding="utf-8"):
        click.echo(text)
        sys.exit(1)


if __name__ == "__main__":
    main()
