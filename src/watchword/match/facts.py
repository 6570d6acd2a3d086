"""What do birth date, country, gender and identifiers say about two parties being one?

Missing facts say nothing; facts that agree or conflict add or take bits. Names are `score`'s question.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import msgspec

from watchword.errors import InputError
from watchword.match.evidence import bits_of, evidence
from watchword.model import DateSpan, Evidence, Identifier, Listing, Party
from watchword.text import dates, identifiers, places
from watchword.text.normalise import clean, words

_GENDERS = {
    "male": "male", "m": "male", "man": "male", "masculine": "male", "homme": "male",
    "female": "female", "f": "female", "woman": "female", "feminine": "female", "femme": "female",
}  # fmt: skip

# What a place or an address is put together from, besides the words that tell it from others.
_DULL_PLACES = frozenset(
    {
        "address", "area", "block", "building", "camp", "city", "country", "county", "district", "east", "floor",
        "governorate", "house", "north", "number", "oblast", "office", "province", "quarter", "raion", "region",
        "republic", "road", "sector", "south", "state", "street", "suite", "town", "unknown", "village", "west",
    }
)  # fmt: skip
_SHORTEST_PLACE = 4
_PARTS = re.compile(r"[,;|/()\n]")
_OTHER_TYPE = 50  # tenths of bits that an equal number says less when its type differs
_REMEMBERED = 60  # characters of a text that is likely to come again


class PartyFacts(msgspec.Struct, frozen=True, gc=False):
    """A party's facts besides its names, read and checked."""

    birth: DateSpan | None
    countries: frozenset[str]
    gender: str
    identifiers: tuple[Identifier, ...]
    birth_place: frozenset[str] = frozenset()
    addresses: tuple[frozenset[str], ...] = ()


def read_facts(party: Party) -> PartyFacts:
    """Read a party's facts. Raises InputError naming the field that can't be understood."""
    birth = _birth(party.birth) if len(party.birth) <= _REMEMBERED else _birth.__wrapped__(party.birth)
    countries = _codes(party.countries, "countries") if party.countries else frozenset()
    if party.nationalities:
        countries |= _codes(party.nationalities, "nationalities")
    gender = _gender(party.gender) if party.gender else ""
    if not (party.birth_place or party.addresses or party.identifiers):  # most parties
        return PartyFacts(birth, countries, gender, ())
    for text in (party.birth_place, *party.addresses):
        if text:
            countries |= places.countries_in(text)
    parsed = tuple(identifiers.parse(text) for text in party.identifiers)
    addresses = tuple(words for text in party.addresses if (words := _place_words(text)))
    return PartyFacts(birth, countries, gender, parsed, _place_words(party.birth_place), addresses)


@lru_cache(maxsize=1 << 16)
def _birth(text: str) -> DateSpan | None:
    """A date of birth, read once: many people are born on one day. Raises InputError."""
    birth = dates.parse(text) if text.strip() else None
    if birth is None and text.strip():
        raise InputError(f"not a possible date: {text!r}", where="birth",
                         hint="Write 1984, 1984-05, 1984-05-01, 'circa 1984' or 1980-1985.")  # fmt: skip
    return birth


def _codes(texts: tuple[str, ...], field: str) -> frozenset[str]:
    """The codes of countries. Raises InputError naming the field."""
    if len(texts) == 1 and len(texts[0]) <= _REMEMBERED:
        return _code(texts[0], field)
    return frozenset().union(*(_code.__wrapped__(text, field) for text in texts))


@lru_cache(maxsize=1 << 12)
def _code(text: str, field: str) -> frozenset[str]:
    """The code of a country, read once."""
    code = places.country(text)
    if not code:
        raise InputError(f"unknown country: {text!r}", where=field,
                         hint="Use an ISO 3166-1 code such as ne, or the country's name.")  # fmt: skip
    return frozenset((code,))


def _gender(text: str) -> str:
    gender = _GENDERS.get(text.strip().lower(), "")
    if not gender and text.strip():
        raise InputError(f"unknown gender: {text!r}", where="gender", hint="Use male or female.")
    return gender


def compare_facts(facts: PartyFacts, listing: Listing) -> list[Evidence]:
    """What the facts of a party and of a listing say about each other; no points, only bits."""
    out: list[Evidence] = []
    for asked, tell in (
        (facts.birth, _births), (facts.countries, _countries), (facts.gender, _genders), (facts.birth_place, _places),
        (facts.addresses, _addresses), (facts.identifiers, _identifiers),
    ):  # fmt: skip
        if asked:
            out += tell(facts, listing)
    return out


def birth_agrees(facts: PartyFacts, listing: Listing) -> bool:
    """Whether the dates of birth are known on both sides and fit each other."""
    return any(e.code in {"birth-equal", "birth-consistent"} for e in _births(facts, listing))


def _births(facts: PartyFacts, listing: Listing) -> list[Evidence]:
    if facts.birth is None or not listing.births:
        return []
    relations = [(dates.relation(facts.birth, b), b) for b in listing.births]
    relation, span = max(relations, key=lambda r: bits_of(f"birth-{r[0]}"))
    return [_fact(f"birth-{relation}", dates.format_span(facts.birth), dates.format_span(span))]


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
    code = "country-shared" if shared else "country-different"
    return [_fact(code, ", ".join(sorted(shared or facts.countries)), ", ".join(sorted(shared or listed)))]


def _genders(facts: PartyFacts, listing: Listing) -> list[Evidence]:
    if not facts.gender or len(listing.genders) != 1:
        return []
    code = "gender-same" if facts.gender == listing.genders[0] else "gender-different"
    return [_fact(code, facts.gender, listing.genders[0])]


def _places(facts: PartyFacts, listing: Listing) -> list[Evidence]:
    listed = [words for p in listing.birth_places if (words := _place_words(p.text))]
    if not facts.birth_place or not listed:
        return []
    theirs = max(listed, key=lambda words: len(facts.birth_place & words))
    shared = facts.birth_place & theirs
    code = "place-shared" if shared else "place-different"
    return [_fact(code, _shown(shared or facts.birth_place), _shown(shared or theirs))]


def _addresses(facts: PartyFacts, listing: Listing) -> list[Evidence]:
    listed = [words for a in listing.addresses if (words := _place_words(a.full))]
    if not facts.addresses or not listed:
        return []
    pairs = ((mine, theirs) for mine in facts.addresses for theirs in listed)
    mine, theirs = max(pairs, key=lambda pair: len(pair[0] & pair[1]))
    shared = mine & theirs
    code = "address-shared" if len(shared) > 1 else "address-town" if shared else "address-different"
    return [_fact(code, _shown(shared or mine), _shown(shared or theirs))]


def _shown(words: Iterable[str]) -> str:
    return " ".join(sorted(words))


@lru_cache(maxsize=1 << 14)
def _place_words(text: str) -> frozenset[str]:
    """The words of a place that tell it from others: in plain letters, no country, nothing short or general."""
    parts = [part for part in _PARTS.split(text) if part.strip() and not places.country(part)]
    found = (word.form for part in parts for word in words(clean(part)))
    return frozenset(w for w in found if len(w) >= _SHORTEST_PLACE and w not in _DULL_PLACES)


def _identifiers(facts: PartyFacts, listing: Listing) -> list[Evidence]:
    out = []
    for mine in facts.identifiers:
        relations = [(identifiers.same(mine, theirs), theirs) for theirs in listing.identifiers]
        for wanted, code, bits in (
            ("equal", "identifier-equal", bits_of("identifier-equal")),
            ("equal-other-type", "identifier-equal", bits_of("identifier-equal") - _OTHER_TYPE),
            ("conflict", "identifier-conflict", bits_of("identifier-conflict")),
        ):
            hit = next((theirs for relation, theirs in relations if relation == wanted), None)
            if hit is not None:
                out.append(evidence(code, f"{mine.type} {mine.value}", f"{hit.type} {hit.value}", bits=bits))
                break
    return out


def _fact(code: str, mine: str, theirs: str) -> Evidence:
    return evidence(code, mine, theirs, bits=bits_of(code))
