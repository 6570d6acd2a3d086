"""Which facts are on record, and which of them did a person confirm? Read from the record; nothing is kept beside it.

A fact's number counts from 1 over all pages that were read together, so a record and a number name it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from watchword.documents.model import Fact
from watchword.errors import NotFoundError
from watchword.ledger.log import Entry

if TYPE_CHECKING:
    from watchword.ledger.log import View

READ, CONFIRMED = "page-read", "fact-confirmed"


class Confirmation(msgspec.Struct, frozen=True):
    """Who confirmed which fact of which record."""

    record: int
    fact: int
    by: str


class RecordedFact(msgspec.Struct, frozen=True):
    """A fact on record: where, from which page, the listings that stand in its roles, who confirmed it.

    `day` is the day that the page was told against.
    """

    record: int
    number: int
    source: str
    day: str
    fact: Fact
    listed: dict[str, tuple[str, ...]]
    confirmed_by: str = ""

    @property
    def id(self) -> str:
        """The name by which a person confirms it."""
        return f"{self.record}:{self.number}"

    @property
    def when(self) -> str:
        """The first day on which it may have been: the fact's own, else that of the page."""
        return self.fact.date.first if self.fact.date else self.day


def recorded_facts(view: View, record: int = -1) -> Iterator[RecordedFact]:
    """Every fact of every page that was read, or of one record, in order; of what was erased there is none."""
    told = [record.read(Confirmation) for record in view.records(kinds=(CONFIRMED,))]
    by = {(one.record, one.fact): one.by for one in told}
    for seq in [one.seq for one in view.records(kinds=(READ,))] if record < 0 else [record]:
        yield from _of_record(view, seq, by)


def _of_record(view: View, seq: int, by: dict[tuple[int, int], str]) -> Iterator[RecordedFact]:
    pages: list[dict[str, Any]] = (view.personal(seq) or {}).get("pages", [])
    found = ((page, one) for page in pages for one in page["facts"])
    for number, (page, one) in enumerate(found, 1):
        fact = msgspec.convert(one["fact"], Fact)
        listed = msgspec.convert(one["listed"], dict[str, tuple[str, ...]])
        yield RecordedFact(seq, number, page["source"], page["day"], fact, listed, by.get((seq, number), ""))


def find(view: View, record: int, number: int) -> RecordedFact:
    """The fact of this number on a record. Raises NotFoundError when there is none."""
    for one in recorded_facts(view):
        if (one.record, one.number) == (record, number):
            return one
    raise NotFoundError("no fact of this number is on that record", where=f"{record}:{number}",
                        hint="watchword facts shows them as RECORD:FACT.")  # fmt: skip


def entry(record: int, number: int, by: str) -> Entry:
    """What goes on the record when a person confirms a fact."""
    return Entry(CONFIRMED, msgspec.to_builtins(Confirmation(record, number, by)))
