"""What of an answer does a page show, and in which order? Plain values for templates; the templates only lay them out.

Nothing is screened or decided here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from watchword.match.evidence import CODES
from watchword.model import Evidence, Hit, Listing, Name
from watchword.text.dates import format_span
from watchword.text.places import country_name

Verdict = Literal["match", "conflict", "unknown"]
_GOOD = frozenset(("identifier-equal", "birth-equal", "birth-consistent", "country-shared", "gender-same"))
_BAD = frozenset(("identifier-conflict", "birth-conflict", "country-different", "gender-different"))
_FIELDS = (("birth", "Born"), ("country", "Country"), ("gender", "Gender"), ("identifier", "Identifier"))
_WIDTH = 200  # of a bar, for the whole range of similarity


@dataclass(frozen=True, slots=True)
class Row:
    """A piece of evidence: its words, what it tells, and its bar from `start`, `width` wide, of 200."""

    evidence: Evidence
    told: str
    start: int
    width: int

    @property
    def tone(self) -> str:
        """Which way it counts."""
        return "for" if self.evidence.points > 0 else "against" if self.evidence.points < 0 else "neutral"


@dataclass(frozen=True, slots=True)
class Field:
    """A fact beside the name: do both sides agree on it?"""

    name: str
    verdict: Verdict
    asked: str
    listed: str


@dataclass(frozen=True, slots=True)
class ShownHit:
    """A hit as a page shows it."""

    hit: Hit
    original: str
    facts: tuple[str, ...]
    fields: tuple[Field, ...]
    rows: tuple[Row, ...]


def shown_hit(hit: Hit) -> ShownHit:
    """A hit with its reasons."""
    return ShownHit(hit, original(hit.listing), facts(hit.listing), fields(hit), waterfall(hit.evidence))


def original(listing: Listing) -> str:
    """The name in the first other script that the publisher gives, "" when there is none."""
    found = next((name.full for name in listing.names if name.script != "Latn"), "")
    return found if found != listing.name else ""


def facts(listing: Listing) -> tuple[str, ...]:
    """What tells a party from others of its name, in short."""
    births = " or ".join(format_span(one) for one in listing.births)
    found = (listing.kind.value, ", ".join(listing.programmes), births and f"born {births}", "/".join(listing.genders),
             ", ".join(country_name(code) for code in countries(listing)))  # fmt: skip
    return tuple(fact for fact in found if fact)


def countries(listing: Listing) -> tuple[str, ...]:
    """The countries that a listing is tied to, each once."""
    codes = (*listing.nationalities, *(one.country for one in listing.birth_places),
             *(one.country for one in listing.addresses))  # fmt: skip
    return tuple(dict.fromkeys(code for code in codes if code))


def waterfall(evidence: Sequence[Evidence]) -> tuple[Row, ...]:
    """Evidence as steps: each begins where the one before ended."""
    rows, at = [], 0.0
    for one in evidence:
        after = at + one.points
        low, high = sorted((at, after))
        start, end = (round(_WIDTH * min(max(value, 0.0), 1.0)) for value in (low, high))
        rows.append(Row(one, CODES.get(one.code, one.code), start, max(end - start, 1 if one.points else 0)))
        at = after
    return tuple(rows)


def fields(hit: Hit) -> tuple[Field, ...]:
    """Birth, country, gender and identifiers: match, conflict, or unknown where one side doesn't say."""
    out = []
    for prefix, name in _FIELDS:
        found = [one for one in hit.evidence if one.code.partition("-")[0] == prefix]
        best = next((one for one in found if one.code in _BAD), None) or next(iter(found), None)
        if best is None:
            out.append(Field(name, "unknown", "", ""))
        else:
            verdict: Verdict = "conflict" if best.code in _BAD else "match" if best.code in _GOOD else "unknown"
            out.append(Field(name, verdict, best.query, best.listed))
    return tuple(out)


def by_strength(names: Iterable[Name]) -> tuple[tuple[str, tuple[Name, ...]], ...]:
    """Names by strength, and within it by script."""
    order = ("primary", "strong", "former", "weak")
    groups: dict[str, list[Name]] = {strength: [] for strength in order}
    for name in names:
        groups[name.strength.value].append(name)
    latin_first = {
        strength: sorted(found, key=lambda n: (n.script != "Latn", n.script)) for strength, found in groups.items()
    }
    return tuple((strength, tuple(found)) for strength, found in latin_first.items() if found)
