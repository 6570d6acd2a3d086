"""How alike are two readings of one designation? Listings made comparable, and where they differ.

What two formats write differently though they mean the same is made alike here, each rule with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from watchword.model import Listing

Facts = dict[str, frozenset[object]]
_SEPARATOR = re.compile(r"(?<=\d),(?=\d{3}\b)")


def plain(text: str) -> str:
    """Double quotes are single in CSV; blanks are doubled at times; figures have separators in CSV only."""
    return " ".join(_SEPARATOR.sub("", text.replace('"', "'")).split())


def facts(listing: Listing) -> Facts:
    """What a listing says, by field, without order, and without what only one format can tell: where it stands."""
    return {
        "kind": frozenset((listing.kind,)),
        "names": frozenset((plain(name.full).casefold(), name.strength) for name in listing.names),
        "births": frozenset((span.first, span.last, span.circa) for span in listing.births),
        "birth_places": frozenset((plain(place.text), place.country) for place in listing.birth_places),
        "nationalities": frozenset(listing.nationalities),
        "genders": frozenset(listing.genders),
        "identifiers": frozenset(
            (one.type, plain(one.value), one.country, plain(one.note)) for one in listing.identifiers
        ),
        # The parts of an address stand apart in XML, and on one line in CSV.
        "addresses": frozenset((re.sub(r"[\s,]+", " ", plain(one.full)), one.country) for one in listing.addresses),
        "programmes": frozenset(listing.programmes),
        "links": frozenset((link.relation, plain(link.target).rstrip(".")) for link in listing.links),
        "details": frozenset((detail.label, plain(detail.value)) for detail in listing.details),
    }


def differences(
    first: Iterable[Listing], second: Iterable[Listing], seen: Callable[[Listing], Facts] = facts
) -> dict[str, dict[str, tuple[frozenset[object], frozenset[object]]]]:
    """By id and field, what only the first and only the second say of the listings that both have."""
    others: Mapping[str, Listing] = {listing.id: listing for listing in second}
    found: dict[str, dict[str, tuple[frozenset[object], frozenset[object]]]] = {}
    for listing in first:
        if listing.id in others:
            mine, theirs = seen(listing), seen(others[listing.id])
            apart = {field: (mine[field] - theirs[field], theirs[field] - mine[field]) for field in mine}
            if different := {field: pair for field, pair in apart.items() if any(pair)}:
                found[listing.id] = different
    return found
