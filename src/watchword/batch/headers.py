"""What does the header of a column stand for? `words/headers.tsv` knows, in many languages.

Only the header is read here, never a value; which column is taken when several fit is `columns`' question.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib import resources

# Folded as `fold` does it; one string a language group, headers parted by semicolons.
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_NOT_WORD = re.compile(r"[\W_]+")


def field_of(header: str) -> tuple[str, str]:
    """The field that a header stands for, and for `identifiers` the type; ("", "") when it is unknown.

    Case, accents, punctuation, camelCase, a number behind and words such as customer around it do not count.
    """
    folded = fold(header)
    return _find(folded) or _find(fold(_CAMEL.sub(" ", header))) or ("", "")


def fold(header: str) -> str:
    """Lower case without accents, one space between words: `Nom_de-Famille ` is `nom de famille`."""
    plain = unicodedata.normalize("NFKD", header.strip().lstrip("\ufeff"))
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return _NOT_WORD.sub(" ", bare.casefold().replace("ı", "i").replace("ł", "l").replace("ø", "o")).strip()


def _find(folded: str) -> tuple[str, str] | None:
    """The whole header, else what is left when one word after the other is taken off its ends."""
    known = _known()
    parts = re.sub(r"\s*\d+$", "", folded).split() or folded.split()
    while parts:
        found = known.get(" ".join(parts)) or known.get("".join(parts))
        if found:
            return found
        if parts[0] in _around():
            parts = parts[1:]
        elif parts[-1] in _around():
            parts = parts[:-1]
        else:
            return None
    return None


@cache
def _known() -> dict[str, tuple[str, str]]:
    """Every folded header with its field and type; the first field that claims a word keeps it."""
    known: dict[str, tuple[str, str]] = {}
    for field, kind, word in words("headers"):
        if field != "around":
            known.setdefault(word, (field, kind))
    return known


@cache
def _around() -> frozenset[str]:
    """What a file puts before or after a field's own name: Customer name, cust_dob, Kunde Land, name_value."""
    return frozenset(word for field, _, word in words("headers") if field == "around")


def words(table: str) -> Iterator[tuple[str, str, str]]:
    """The rows of a table of words: what they stand for (two columns), and each word folded."""
    text = resources.files("watchword.batch").joinpath("words", f"{table}.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            first, second, listed = line.split("\t")
            yield from ((first, second, fold(word)) for word in listed.split(";"))
