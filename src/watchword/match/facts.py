"""What do birth date, country, gender and identifiers say about two parties being one?

Missing facts say nothing; facts that agree or conflict add or take bits. Names are `score`'s question.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from watchword.errors import InputError
from watchword.match.evidence import evidence
from watchword.model import DateSpan, Evidence, Identifier, Listing, Party
from watchword.text import dates, identifiers, places

_GENDERS = {
    "male": "male", "m": "male", "man": "male", "masculine": "male", "homme": "male",
    "female": "female", "f": "female", "woman": "female", "feminine": "female", "femme": "female",
}  # fmt: skip

# Tenths of bits. Judgements for now, in the order of magnitude of Fellegi and Sunter's log2(m / u).
_BIRTH = {"equal": 120, "swapped": 80, "consistent": 50, "near": 20, "conflict": -60}
_COUNTRY_SHARED, _COUNTRY_DIFFERENT = 25, -15
_GENDER_SAME, _GENDER_DIFFERENT = 5, -50
_REMEMBERED = 60  # characters of a text that is likely to come again
_IDENTIFIER_EQUAL, _IDENTIFIER_OTHER_TYPE, _IDENTIFIER_CONFLICT = 250, 200, -30


@dataclass(frozen=True, slots=True)
class PartyFacts:
    """A party's facts besides its names, read and checked."""

    birth: DateSpan | None
    countries: frozenset[str]
    gender: str
    identifiers: tuple[Identifier, ...]


def read_facts(party: Party) -> PartyFacts:
    """Read a party's facts. Raises InputError naming the field that can't be understood."""
    birth = None
    if party.birth.strip():
        birth = _birth(party.birth) if len(party.birth) <= _REMEMBERED else dates.parse(party.birth)
        if birth is None:
            raise InputError(f"not a possible date: {party.birth!r}", where="birth",
                             hint="Write 1984, 1984-05, 1984-05-01, 'circa 1984' or 1980-1985.")  # fmt: skip
    countries = set()
    for field, texts in (("countries", party.countries), ("nationalities", party.nationalities)):
        for text in texts:
            code = _country(text) if len(text) <= _REMEMBERED else places.country(text)
            if not code:
                raise InputError(f"unknown country: {text!r}", where=field,
                                 hint="Use an ISO 3166-1 code such as ne, or the country's name.")  # fmt: skip
            countries.add(code)
    for text in (party.birth_place, *party.addresses):
        if text:
            countries |= places.countries_in(text)
    gender = party.gender.strip().lower()
    if gender and gender not in _GENDERS:
        raise InputError(f"unknown gender: {party.gender!r}", where="gender", hint="Use male or female.")
    parsed = tuple(identifiers.parse(text) for text in party.identifiers)
    return PartyFacts(birth, frozenset(countries), _GENDERS.get(gender, ""), parsed)


@lru_cache(maxsize=1 << 16)
def _birth(text: str) -> DateSpan | None:
    """A date of birth as text, read once: many people are born on one day."""
    return dates.parse(text)


@lru_cache(maxsize=1 << 12)
def _country(text: str) -> str:
    """The code of a country, read once."""
    return places.country(text)


def compare_facts(facts: PartyFacts, listing: Listing) -> list[Evidence]:
    """What the facts of a party and of a listing say about each other; no points, only bits."""
    return [*_births(facts, listing), *_countries(facts, listing), *_genders(facts, listing),
            *_identifiers(facts, listing)]  # fmt: skip


def birth_agrees(facts: PartyFacts, listing: Listing) -> bool:
    """Whether the dates of birth are known on both sides and fit each other."""
    return any(e.code in {"birth-equal", "birth-consistent"} for e in _births(facts, listing))


def _births(facts: PartyFacts, listing: Listing) -> list[Evidence]:
    if facts.birth is None or not listing.births:
        return []
    relations = [(dates.relation(facts.birth, b), b) for b in listing.births]
    relation, span = max(relations, key=lambda r: _BIRTH[r[0]])
    return [evidence(f"birth-{relation}", dates.format_span(facts.birth), dates.format_span(span),
                     bits=_BIRTH[relation])]  # fmt: skip


def _countries(facts: PartyFacts, listing: Listing) -> list[Evidence]:
    listed = {
        *listing.nationalities,
        *(p.country for p in listing.birth_places),
        *(a.country for a in listing.addresses),
    }
    listed.discard("")
    if not facts.countries or not listed:
        return []
    shared = {theirs for mine in facts.countries for theirs in listed if places.same_state(mine, theirs)}
    code, bits = ("country-shared", _COUNTRY_SHARED) if shared else ("country-different", _COUNTRY_DIFFERENT)
    return [
        evidence(code, ", ".join(sorted(shared or facts.countries)), ", ".join(sorted(shared or listed)), bits=bits)
    ]


def _genders(facts: PartyFacts, listing: Listing) -> list[Evidence]:
    if not facts.gender or len(listing.genders) != 1:
        return []
    same = facts.gender == listing.genders[0]
    code, bits = ("gender-same", _GENDER_SAME) if same else ("gender-different", _GENDER_DIFFERENT)
    return [evidence(code, facts.gender, listing.genders[0], bits=bits)]


def _identifiers(facts: PartyFacts, listing: Listing) -> list[Evidence]:
    out = []
    for mine in facts.identifiers:
        relations = [(identifiers.same(mine, theirs), theirs) for theirs in listing.identifiers]
        for wanted, code, bits in (
            ("equal", "identifier-equal", _IDENTIFIER_EQUAL),
            ("equal-other-type", "identifier-equal", _IDENTIFIER_OTHER_TYPE),
            ("conflict", "identifier-conflict", _IDENTIFIER_CONFLICT),
        ):
            hit = next((theirs for relation, theirs in relations if relation == wanted), None)
            if hit is not None:
                out.append(evidence(code, f"{mine.type} {mine.value}", f"{hit.type} {hit.value}", bits=bits))
                break
    return out
