"""Who is tied to whom among the listings? Publishers' own words (linked to, owned by, family), with their direction.

Names in them become listings of the same publisher where exactly one has that name. Nothing is inferred: a tie that
no publisher states is not here, and whether two listings are one party is `linking`'s question.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Literal

import msgspec

from watchword.model import Listing, Strength

_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "“": '"', "”": '"'})


class Relation(msgspec.Struct, frozen=True):
    """A tie that one listing states of another.

    `direction` is "to" for what the listing asked about states itself, "from" for what another states of it.
    `listing` states it and `target` is the name that it gives; `target_id` is the listing of that name, empty when
    there is none or several (`candidates`). `source` says where in the publisher's file it stands.
    """

    direction: Literal["to", "from"]
    relation: str
    listing: str
    listing_name: str
    target: str
    target_id: str
    candidates: tuple[str, ...]
    source: str


class Relations:
    """The ties among some listings, of one or more publishers."""

    def __init__(self, listings: Iterable[Listing]) -> None:
        self._listings = {one.id: one for one in listings}
        self._primary: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._other: dict[tuple[str, str], list[str]] = defaultdict(list)
        for one in self._listings.values():
            for name in one.names:
                table = self._primary if name.strength is Strength.PRIMARY else self._other
                for form in {fold(name.full), fold(f"{name.given} {name.family}")} - {""}:
                    holders = table[one.publisher, form]
                    if one.id not in holders:
                        holders.append(one.id)
        self._to: dict[str, list[Relation]] = {}
        self._from: dict[str, list[Relation]] | None = None

    def of(self, listing_id: str) -> tuple[Relation, ...]:
        """What a listing states of others, in the publisher's order, then what others state of it, by their ids."""
        if self._from is None:
            self._from = self._backwards()
        return (*self._stated(listing_id), *self._from.get(listing_id, ()))

    def every(self) -> tuple[Relation, ...]:
        """Every tie that is stated, in the order of the listings."""
        return tuple(relation for listing_id in self._listings for relation in self._stated(listing_id))

    def _stated(self, listing_id: str) -> list[Relation]:
        if listing_id not in self._to:
            self._to[listing_id] = self._read(self._listings[listing_id])
        return self._to[listing_id]

    def _read(self, one: Listing) -> list[Relation]:
        out = []
        for link in one.links:
            if link.target_id in self._listings:
                found: tuple[str, ...] = (link.target_id,)
            else:
                key = (one.publisher, fold(link.target))
                found = tuple(i for i in (self._primary.get(key) or self._other.get(key) or ()) if i != one.id)
            sure = found[0] if len(found) == 1 else ""
            out.append(
                Relation("to", link.relation, one.id, one.name, link.target, sure, () if sure else found, one.source)
            )
        return out

    def _backwards(self) -> dict[str, list[Relation]]:
        back: dict[str, list[Relation]] = defaultdict(list)
        for relation in self.every():
            if relation.target_id:
                back[relation.target_id].append(msgspec.structs.replace(relation, direction="from"))
        return {listing_id: sorted(found, key=lambda r: (r.listing, r.relation)) for listing_id, found in back.items()}


def fold(name: str) -> str:
    """The form in which a publisher's own names are compared: one case, one kind of quotes, single spaces, and no
    full stop at the end, which is the sentence's as often as the name's."""
    return " ".join(name.translate(_QUOTES).casefold().split()).rstrip(".")
