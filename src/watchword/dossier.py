"""What is known of one listed party, in one place? Lists, coverage, ties, and what read pages say of it, by day.

Nothing is computed here that coverage, relations and the record do not say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from watchword.coverage import Coverage, Status
from watchword.model import Listing
from watchword.news.confirmed import RecordedFact
from watchword.news.passages import Passage
from watchword.paper.blocks import Block, Heading, Table, Text
from watchword.relations import Relation

_STANDS: dict[Status, str] = {
    "lists": "on the member's own list", "follows": "on a list that the member follows",
    "absent": "not on the member's lists here", "unknown": "can't be told",
}  # fmt: skip


class Dossier(msgspec.Struct, frozen=True):
    """A party with all its listings. `lists` is the digest of the lists that it was made from."""

    coverage: Coverage
    listings: tuple[Listing, ...]
    relations: tuple[Relation, ...]
    passages: tuple[Passage, ...]
    facts: tuple[RecordedFact, ...]
    lists: str

    @property
    def title(self) -> str:
        """What stands above it."""
        return f"Dossier: {self.coverage.name}"


def blocks(one: Dossier) -> Iterator[Block]:
    """The dossier for screen and paper."""
    yield Text(f"{one.coverage.kind}, party {one.coverage.party}. From the lists {one.lists}.")
    yield from _lists(one)
    yield from _coverage(one.coverage)
    yield from _pages(one.facts, one.passages)
    yield Heading("Ties that publishers state")
    rows = tuple(
        (tie.relation, tie.listing_name, tie.target, tie.target_id or ", ".join(tie.candidates), tie.listing)
        for tie in one.relations
    )
    yield from _table(("Tie", "Of", "To", "Listing", "Stated by"), rows, "None of its publishers states a tie.")


def _lists(one: Dossier) -> Iterator[Block]:
    yield Heading("Lists")
    entries = one.coverage.listings
    rows = tuple(
        (e.publisher, e.id, e.name, ", ".join(e.programmes), e.listed_on or "unknown", e.list_published or "unknown")
        for e in entries
    )
    yield Table(("Publisher", "Listing", "Name", "Programmes", "Since", "List of"), rows)
    names = {name.full: name.strength.value for listing in one.listings for name in reversed(listing.names)}
    yield Table(("Name", "Strength"), tuple(sorted(names.items())))
    facts = [
        (listing.id, ", ".join(span.text or span.first for span in listing.births),
         ", ".join(f"{i.type} {i.value}" for i in listing.identifiers))
        for listing in one.listings
    ]  # fmt: skip
    yield Table(("Listing", "Born", "Identifiers"), tuple(facts))


def _coverage(found: Coverage) -> Iterator[Block]:
    yield Heading("Members of the coalition")
    rows = tuple(
        (told, str(found.count(status)), ", ".join(m.name for m in found.members if m.status == status))
        for status, told in _STANDS.items()
        if found.count(status)
    )
    yield Table(("It is", "Members", "Who"), rows, (1,))
    if found.doubtful:
        yield Text(f"May be the same party: {', '.join(found.doubtful)}.", grave=True)


def _pages(facts: Sequence[RecordedFact], passages: Sequence[Passage]) -> Iterator[Block]:
    yield Heading("What pages say")
    rows = tuple(
        (one.when, one.fact.type, _roles(one), one.fact.speaker, one.confirmed_by or "nobody", one.source)
        for one in facts
    )
    titles = ("Day", "Fact", "Who and what", "Says", "Confirmed by", "Source")
    yield from _table(titles, rows, "No fact about it is on the record.")
    told = tuple(
        (one.day, one.text, one.sentence, one.source + (f" and {one.sources - 1} more" if one.sources > 1 else ""))
        for one in passages
    )
    yield from _table(("Day", "As written", "Sentence", "Source"), told, "No page on the record names it.")


def _roles(one: RecordedFact) -> str:
    status = "" if one.fact.status == "asserted" else f"{one.fact.status}: "
    return status + "; ".join(f"{role} {words}" for role, words in one.fact.roles.items())


def _table(titles: tuple[str, ...], rows: tuple[tuple[str, ...], ...], none: str) -> Iterator[Block]:
    yield Table(titles, rows) if rows else Text(none)
