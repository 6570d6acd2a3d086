"""What do two listings say about being one party, names aside? Dates, countries, numbers, programmes as evidence.

Each listing's facts are read once into a `Side`. Nothing here decides: `rules` does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from watchword.linking.themes import themes
from watchword.match.evidence import evidence
from watchword.model import DateSpan, Evidence, Identifier, Kind, Listing
from watchword.text import dates, identifiers, places

# Kinds of evidence about two listings besides those of `match.evidence`; both are told in docs/across.md.
CODES = {
    "stated-same": "the publisher itself says that both are one party",
    "un-reference-equal": "both carry the same reference number of the UN's list",
    "un-reference-conflict": "they carry different reference numbers of the UN's list",
    "contact-equal": "the same telephone number, address on the internet or account: groups share these",
    "vessel-conflict": "IMO numbers or LEIs that differ: a vessel or company has only one",
    "more-names": "further names of one have a counterpart as good as equal among the other's",
    "primary-names": "the primary names on both sides are as good as equal",
    "alias-only": "the names that agree are aliases on both sides",
    "programme-theme": "programmes about the same country, or both about terrorism",
}

SAME = "same-party"  # the relation by which publishers say that two listings are one party
UN = "un-sc"

# Tenths of bits, as in `match.facts`.
_BIRTH = {"equal": 120, "swapped": 80, "consistent": 50, "near": 20, "conflict": -60}
_COUNTRY_SHARED, _COUNTRY_DIFFERENT = 25, -60  # publishers know a listed party's country better than customers do
_GENDER_SAME, _GENDER_DIFFERENT = 5, -50
_IDENTIFIER_EQUAL, _CONTACT_EQUAL, _ONLY_CONFLICT = 250, 50, -250
_UN_EQUAL, _UN_CONFLICT = 300, -300
_STATED, _THEME = 1000, 20
_MORE, _MOST_MORE, _PRIMARY, _ALIAS_ONLY = 10, 50, 50, -30

# A number of these types points at one party; a telephone, a website, a bank's BIC is shared by many.
_SOLE = frozenset(
    ("passport", "national-id", "tax", "registration", "imo", "mmsi", "lei", "wallet", "driving-licence",
     "social-security", "aircraft-tail", "aircraft-serial", "duns")
)  # fmt: skip
_ONLY = frozenset(("imo", "lei"))
_ENTITIES = frozenset((Kind.ORGANISATION, Kind.COMPANY))

_UN_LABEL = re.compile(r"^UN ref", re.IGNORECASE)
_UN_NUMBER = re.compile(r"\b([A-Z]{2})([ie])\.?\s?0*(\d{1,3})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Side:
    """One listing's facts, ready to be compared.

    Of `births`, 1 January stands for the whole year: publishers write it for an unknown day. `numbers` are by
    canonical form, `un` references as QDi12.
    """

    listing: Listing
    births: tuple[DateSpan, ...]
    countries: frozenset[str]
    numbers: dict[str, Identifier]
    un: frozenset[str]
    themes: frozenset[str]


def read_side(listing: Listing) -> Side:
    """The facts of a listing."""
    countries = {
        *listing.nationalities,
        *(place.country for place in listing.birth_places),
        *(address.country for address in listing.addresses),
    } - {""}
    numbers: dict[str, Identifier] = {}
    for one in listing.identifiers:
        key = identifiers.canonical(one.value, one.type)
        if key and (key not in numbers or one.type in _SOLE):
            numbers[key] = one
    births = tuple(_whole_year(span) for span in listing.births)
    return Side(listing, births, frozenset(countries), numbers, un_references(listing), themes(listing))


def un_references(listing: Listing) -> frozenset[str]:
    """The UN's numbers of the party, as QDi.012: its own on the UN's list, else as another publisher gives them.

    Of a text the first number counts: what follows may be of others.
    """
    texts = [detail.value for detail in listing.details if _UN_LABEL.match(detail.label)]
    texts += [link.target_id for link in listing.links if link.relation == SAME and link.target_id.startswith(UN)]
    if listing.publisher == UN:
        texts.append(listing.id)
    found = (_UN_NUMBER.search(text) for text in texts)
    return frozenset(f"{m[1].upper()}{m[2].lower()}.{int(m[3]):03}" for m in found if m)


def may_be_one(a: Kind, b: Kind) -> bool:
    """Whether listings of these kinds can be one party: kinds are equal, unknown, or organisation and company."""
    return a is b or Kind.UNKNOWN in (a, b) or {a, b} <= _ENTITIES


def compare(a: Side, b: Side) -> list[Evidence]:
    """What the facts of two listings say about each other: bits, no points."""
    return [*_stated(a, b), *_references(a, b), *_births(a, b), *_numbers(a, b), *_countries(a, b), *_genders(a, b),
            *_themes(a, b)]  # fmt: skip


def of_meeting(full: int, primaries: int | None) -> Iterator[Evidence]:
    """What the number of names that agree in full adds, and how many of two such are primary at best (None: no
    two names agree so far)."""
    if full > 1:
        yield evidence("more-names", str(full - 1), str(full - 1), bits=min(_MORE * (full - 1), _MOST_MORE))
    if primaries == 2:
        yield evidence("primary-names", bits=_PRIMARY)
    elif primaries == 0:
        yield evidence("alias-only", bits=_ALIAS_ONLY)


def is_sole(identifier: Identifier) -> bool:
    """Whether a number of this type points at one party only."""
    return identifier.type in _SOLE


def _stated(a: Side, b: Side) -> Iterator[Evidence]:
    for one, other in ((a, b), (b, a)):
        if any(link.relation == SAME and link.target_id == other.listing.id for link in one.listing.links):
            yield evidence("stated-same", a.listing.id, b.listing.id, bits=_STATED)
            return


def _references(a: Side, b: Side) -> Iterator[Evidence]:
    if a.un and b.un:
        shared = a.un & b.un
        code, bits = ("un-reference-equal", _UN_EQUAL) if shared else ("un-reference-conflict", _UN_CONFLICT)
        yield evidence(code, ", ".join(sorted(shared or a.un)), ", ".join(sorted(shared or b.un)), bits=bits)


def _whole_year(span: DateSpan) -> DateSpan:
    if span.first == span.last and span.first.endswith("-01-01"):
        return DateSpan(span.first, f"{span.first[:4]}-12-31", span.circa, span.text)
    return span


def _births(a: Side, b: Side) -> Iterator[Evidence]:
    if a.births and b.births:
        pairs = ((mine, theirs) for mine in a.births for theirs in b.births)
        relation, mine, theirs = max(
            ((dates.relation(mine, theirs), mine, theirs) for mine, theirs in pairs), key=lambda r: _BIRTH[r[0]]
        )
        yield evidence(f"birth-{relation}", dates.format_span(mine), dates.format_span(theirs), bits=_BIRTH[relation])


def _numbers(a: Side, b: Side) -> Iterator[Evidence]:
    shared = sorted(a.numbers.keys() & b.numbers.keys())
    sole = [key for key in shared if is_sole(a.numbers[key]) and is_sole(b.numbers[key])]
    for key in (sole or shared)[:1]:
        code, bits = ("identifier-equal", _IDENTIFIER_EQUAL) if sole else ("contact-equal", _CONTACT_EQUAL)
        yield evidence(code, _told(a.numbers[key]), _told(b.numbers[key]), bits=bits)
    if not sole:
        for kind in sorted(_ONLY):
            mine, theirs = ([i for i in side.numbers.values() if i.type == kind] for side in (a, b))
            if mine and theirs:
                yield evidence("vessel-conflict", _told(mine[0]), _told(theirs[0]), bits=_ONLY_CONFLICT)


def _told(identifier: Identifier) -> str:
    return f"{identifier.type} {identifier.value}"


def _countries(a: Side, b: Side) -> Iterator[Evidence]:
    if a.countries and b.countries:
        shared = {theirs for mine in a.countries for theirs in b.countries if places.same_state(mine, theirs)}
        code, bits = ("country-shared", _COUNTRY_SHARED) if shared else ("country-different", _COUNTRY_DIFFERENT)
        yield evidence(code, ", ".join(sorted(shared or a.countries)), ", ".join(sorted(shared or b.countries)),
                       bits=bits)  # fmt: skip


def _genders(a: Side, b: Side) -> Iterator[Evidence]:
    mine, theirs = a.listing.genders, b.listing.genders
    if len(mine) == len(theirs) == 1:
        code, bits = ("gender-same", _GENDER_SAME) if mine == theirs else ("gender-different", _GENDER_DIFFERENT)
        yield evidence(code, mine[0], theirs[0], bits=bits)


def _themes(a: Side, b: Side) -> Iterator[Evidence]:
    shared = a.themes & b.themes
    if shared:
        yield evidence("programme-theme", *(", ".join(sorted(shared)),) * 2, bits=_THEME)
