"""Who lists a party, and who does not? A party's listings set against the lists that each coalition member has.

A member is never said to lack a designation that its lists can't tell: then it is unknown. Which listings are one
party is `linking`'s question.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Literal

import msgspec

from watchword.errors import NotFoundError
from watchword.linking.book import Parties
from watchword.linking.facts import un_references
from watchword.linking.rules import Bond
from watchword.lists.coalition import UN, Coalition, Member
from watchword.model import Listing, Publication
from watchword.snapshot import Snapshot

_APART = 31  # days between lists from which an undated designation may be newer than the other list

Status = Literal["lists", "follows", "absent", "unknown"]


class Standing(msgspec.Struct, frozen=True):
    """How one member stands to a party.

    `lists`: its own list has it; `follows`: a list that binds it has it; `absent`: none of its lists that are read
    here has it; `unknown`: they can't tell. `listings` are those that it rests on; `why` says more, for people.
    """

    code: str
    name: str
    status: Status
    listings: tuple[str, ...] = ()
    why: str = ""


class Entry(msgspec.Struct, frozen=True):
    """One publisher's listing of a party; dates are ISO, empty when the publisher does not say."""

    id: str
    publisher: str
    name: str
    programmes: tuple[str, ...]
    listed_on: str
    list_published: str


class Coverage(msgspec.Struct, frozen=True):
    """A party with everybody who lists it and how each member stands.

    `un_cited` are UN references that other publishers give when the UN's own list is not among the lists;
    `doubtful` are listings that may be the same party, which a person has to confirm or split.
    """

    party: str
    name: str
    kind: str
    listings: tuple[Entry, ...]
    members: tuple[Standing, ...]
    un_cited: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()

    def count(self, status: Status) -> int:
        """How many members stand so."""
        return sum(member.status == status for member in self.members)


class Gap(msgspec.Struct, frozen=True):
    """A designation that others lack: who lacks it, on which lists it is missing, who can't be told.

    `doubtful` are listings on the lacking lists that may be the same party.
    """

    party: str
    name: str
    kind: str
    listings: tuple[str, ...]
    programmes: tuple[str, ...]
    listed_on: str
    absent: tuple[str, ...]
    unknown: int
    lacking: tuple[str, ...]
    doubtful: tuple[str, ...]


class Map:
    """The lists of a snapshot as the coalition keeps them: which party is on which."""

    def __init__(self, snapshot: Snapshot, parties: Parties, coalition: Coalition, bonds: Iterable[Bond] = ()) -> None:
        self._snapshot = snapshot
        self._parties = parties
        self._coalition = coalition
        # Of a publisher with several lists the oldest date counts: no designation is newer than all of them.
        self._published = {p.publisher: p.published for p in sorted(snapshot.publications, key=_age, reverse=True)}
        self._doubtful: dict[str, set[str]] = {}
        for bond in bonds:
            if bond.verdict == "doubtful":
                self._doubtful.setdefault(bond.a, set()).add(bond.b)
                self._doubtful.setdefault(bond.b, set()).add(bond.a)

    def coverage(self, listing_id: str) -> Coverage:
        """The coverage of a listing's party. Raises NotFoundError for an id that the snapshot has not."""
        self._snapshot.find(listing_id)
        listings = self._listings(listing_id)
        cited = () if UN in self._published else tuple(sorted({r for one in listings for r in un_references(one)}))
        return Coverage(
            party=listings[0].id,
            name=_display(listings).name,
            kind=_display(listings).kind.value,
            listings=tuple(self._entry(one) for one in listings),
            members=tuple(self._standing(member, listings, cited) for member in self._coalition.member),
            un_cited=cited,
            doubtful=self._maybe(listings),
        )

    def gaps(self, member: str = "us", programme: str = "") -> list[Gap]:
        """The designations of one member (under one programme, case aside) that another member lacks.

        Most missing first, then the newest, then by programme and by the publisher's number, newest first.
        NotFoundError for a member without lists here or a programme that none of them has.
        """
        publishers = self._publishers(self._coalition.find(member))
        chosen = [one for one in self._every if one.publisher in publishers]
        self._check(chosen, programme)
        wanted = [one for one in chosen if not programme or programme.casefold() in map(str.casefold, one.programmes)]
        found = [self._gap(party, publishers) for party in dict.fromkeys(self._parties.party(one.id) for one in wanted)]
        return sorted((gap for gap in found if gap.absent), key=_rank)

    @cached_property
    def _every(self) -> tuple[Listing, ...]:
        return tuple(self._snapshot)

    @cached_property
    def _by_id(self) -> Mapping[str, Listing]:
        return {one.id: one for one in self._every}

    def _listings(self, listing_id: str) -> list[Listing]:
        return [self._snapshot.find(member) for member in self._parties.members(listing_id)]

    def _entry(self, one: Listing) -> Entry:
        published = self._published[one.publisher]
        return Entry(one.id, one.publisher, one.name, one.programmes, one.listed_on, published)

    def _publishers(self, member: Member) -> frozenset[str]:
        """The publishers here whose designations are the member's: its own, else the EU's that it follows."""
        own = frozenset(member.keeps) & self._published.keys()
        found = own or frozenset(member.follows) - {UN} & self._published.keys()
        if not found:
            raise NotFoundError(f"no list of {member.title} is among the lists here", where="--member")
        return found

    def _check(self, listings: Sequence[Listing], programme: str) -> None:
        counts = Counter(p for one in listings for p in one.programmes)
        if programme and programme.casefold() not in map(str.casefold, counts):
            known = ", ".join(name for name, _ in counts.most_common(10))
            raise NotFoundError(f"no designation under programme {programme!r}", where="--programme",
                                hint=f"The largest are: {known}.")  # fmt: skip

    def _gap(self, party: str, publishers: frozenset[str]) -> Gap:
        listings = [self._by_id[member] for member in self._parties.members(party)]
        cited = () if UN in self._published else tuple(sorted({r for one in listings for r in un_references(one)}))
        standings = [self._standing(member, listings, cited) for member in self._coalition.member]
        absent = [s.code for s in standings if s.status == "absent"]
        readable = {p for m in self._coalition.member if m.code in absent for p in (*m.keeps, *m.follows)} - {UN}
        lacking = sorted(readable & self._published.keys())
        own = [one for one in listings if one.publisher in publishers]
        return Gap(
            party=party,
            name=_display(own).name,
            kind=_display(own).kind.value,
            listings=tuple(one.id for one in listings),
            programmes=tuple(dict.fromkeys(p for one in own for p in one.programmes)),
            listed_on=max((one.listed_on for one in own), default=""),
            absent=tuple(absent),
            unknown=sum(s.status == "unknown" for s in standings),
            lacking=tuple(lacking),
            doubtful=tuple(i for i in self._maybe(listings) if i.partition(":")[0] in lacking),
        )

    def _maybe(self, listings: Sequence[Listing]) -> tuple[str, ...]:
        ids = {one.id for one in listings}
        return tuple(sorted({other for i in ids for other in self._doubtful.get(i, ())} - ids))

    def _standing(self, member: Member, listings: Sequence[Listing], cited: Sequence[str]) -> Standing:
        by = {code: tuple(one.id for one in listings if one.publisher in getattr(member, code))
              for code in ("keeps", "follows")}  # fmt: skip
        if by["keeps"]:
            return Standing(member.code, member.title, "lists", by["keeps"])
        if by["follows"]:
            return Standing(member.code, member.title, "follows", by["follows"])
        if cited and UN in member.follows:
            why = f"on the UN's list by {', '.join(cited)}, which others cite"
            return Standing(member.code, member.title, "follows", why=why)
        status, why = self._without(member, listings)
        return Standing(member.code, member.title, status, why=why)

    def _without(self, member: Member, listings: Sequence[Listing]) -> tuple[Status, str]:
        """How a member stands to a party that none of its lists here has."""
        lists = [p for p in (*member.keeps, *member.follows) if p != UN]
        here = [p for p in lists if p in self._published]
        if not lists:
            why = "its national list is not read here" if member.national == "unread" else "no list of its own is known"
            return "unknown", why
        if not here:
            return "unknown", f"{' or '.join(lists)} is not among the lists"
        since = min((one.listed_on for one in listings if one.listed_on), default="")
        newest = max(self._published[p] for p in here)
        if since and newest and newest < since:
            return "unknown", f"its list of {newest} is older than the designation of {since}"
        others = max((self._published[one.publisher] for one in listings), default="")
        if not since and newest and others and _days(newest, others) > _APART:
            return "absent", f"its list is of {newest}, and nobody says when the party was listed"
        return "absent", "its national list is not read here" if member.national == "unread" else ""


def _age(publication: Publication) -> str:
    return publication.published or "9999"


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def _display(listings: Sequence[Listing]) -> Listing:
    """The listing whose name is shown: the one with the most names."""
    return max(listings, key=lambda one: (len(one.names), one.id))


def _rank(gap: Gap) -> tuple[int, int, tuple[str, ...], int, str]:
    """Most missing, newest, programme, newest number: publishers without dates number their entries in order."""
    day = int(gap.listed_on.replace("-", "")) if gap.listed_on else 0
    number = re.search(r"\d+$", max(gap.listings, key=lambda i: i.startswith("us-")))
    return (-len(gap.absent), -day, gap.programmes, -int(number[0]) if number else 0, gap.party)
