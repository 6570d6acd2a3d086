"""Which names are listed, and which of them can be altered for a test? Reads no publisher's file itself.

`python -m bench.corpus --out listed.csv` writes the bundled lists' names for peers that run elsewhere.
"""

from __future__ import annotations

import csv
import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import click
import msgspec

ALTERABLE = ("person", "organisation", "company", "vessel")
RELIABLE = ("primary", "strong")
_NOT_ALNUM = re.compile(r"[\W_]+")
_VOWELS = re.compile(r"[aeiouy]")
_DOUBLES = re.compile(r"(.)\1+")


class ListedName(msgspec.Struct, frozen=True):
    """One name of one listing, flat, as a row of the exchange file."""

    id: str
    publisher: str
    kind: str
    strength: str
    script: str
    name: str


class Base(msgspec.Struct, frozen=True):
    """A listed name that is fit to be altered, as a customer would be entered: "First Last"."""

    id: str
    kind: str
    name: str


def bundled() -> tuple[ListedName, ...]:
    """Every name of the lists bundled with watchword, in snapshot order."""
    import watchword as ww

    return tuple(
        ListedName(x.id, x.publisher, str(x.kind), str(n.strength), n.script, n.full)
        for x in ww.Snapshot.bundled()
        for n in x.names
    )


def read(path: Path) -> tuple[ListedName, ...]:
    """Names from an exchange file (CSV with the fields of ListedName as header)."""
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(ListedName(**row) for row in csv.DictReader(file))


def write(names: Iterable[ListedName], path: Path) -> None:
    """The exchange file that `read` takes."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, ListedName.__struct_fields__)
        rows.writeheader()
        rows.writerows(msgspec.structs.asdict(n) for n in names)


def romanise(text: str) -> str:
    """Latin letters for any script when anyascii is installed, else the text itself. For baselines only."""
    if text.isascii():
        return text
    try:
        from anyascii import anyascii
    except ImportError:
        return text
    return str(anyascii(text))


@lru_cache(maxsize=1 << 18)
def fold(text: str) -> str:
    """A plain form for comparing: compatibility forms, romanised, no marks, no case, single spaces."""
    plain = unicodedata.normalize("NFKD", romanise(unicodedata.normalize("NFKC", text)))
    bare = "".join(c for c in plain if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
    return _NOT_ALNUM.sub(" ", bare.casefold()).strip()


def skeleton(text: str) -> str:
    """The sorted tokens without vowels and doubled letters: equal for most spellings of one name."""
    tokens = (_DOUBLES.sub(r"\1", t[:1] + _VOWELS.sub("", t[1:])) for t in fold(text).split())
    return " ".join(sorted(tokens))


def present(name: str, kind: str) -> str:
    """The name as a customer file has it: persons as "First Last", capitals only at the start of words."""
    if kind == "person" and name.count(",") == 1:
        family, given = (part.strip() for part in name.split(","))
        name = f"{given} {family}"
    words = (w if not w.isupper() or len(w) < 3 or kind != "person" else _capitalise(w) for w in name.split())
    return " ".join(words)


def _capitalise(word: str) -> str:
    return "-".join(part.capitalize() for part in word.split("-"))


def rank(seed: int, *parts: str) -> str:
    """A stable pseudo-random sort key: a change to one name moves no other name of a sample."""
    return hashlib.sha256("\x1f".join((str(seed), *parts)).encode()).hexdigest()


def bases(names: Sequence[ListedName], seed: int) -> Iterator[Base]:
    """Names fit to be altered in a stable shuffled order: one for each listing, no party twice.

    Latin script, primary or strong, at least 6 letters. Equal skeletons count as the same party, so the
    same person on two lists, or spelled in two ways, comes once.
    """
    seen_listings: set[str] = set()
    seen_parties: set[str] = set()
    for n in sorted((n for n in names if _fit(n)), key=lambda n: rank(seed, n.id, n.name)):
        shown = present(n.name, n.kind)
        key = skeleton(shown)
        if n.id in seen_listings or key in seen_parties:
            continue
        seen_listings.add(n.id)
        seen_parties.add(key)
        yield Base(n.id, n.kind, shown)


def _fit(n: ListedName) -> bool:
    tokens = fold(n.name).split()
    return (
        n.kind in ALTERABLE
        and n.strength in RELIABLE
        and n.script == "Latn"
        and sum(c.isalpha() for t in tokens for c in t) >= 6
        and len(tokens) >= (2 if n.kind in ("person", "vessel") else 1)
        and len(n.name) <= 120
        and not set(n.name) & set('()[]:;/"“”')
    )


@click.command()
@click.option("--out", type=click.Path(path_type=Path), required=True, help="CSV file to write.")
def main(out: Path) -> None:
    """Write every name of the bundled lists for peers that run in an environment of their own."""
    write(bundled(), out)


if __name__ == "__main__":
    main()
