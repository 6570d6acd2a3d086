"""Which designations were announced on pages, but stand in no list? Told from the record, closed when a list follows.

Nothing is kept beside the record: what was read is there, and what a person confirmed. Today's lists decide anew at
every look.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from watchword.errors import NotFoundError
from watchword.model import Party
from watchword.screen import Screener, decide

if TYPE_CHECKING:
    from watchword.ledger.log import View

_SURE = 0.9  # similarity from which a listing is taken for the party that was announced
_CONFIRMED = "fact-confirmed"


class Announced(msgspec.Struct, frozen=True):
    """A designation that a page told of: `fact` is its number on the record `record`; `listed` is empty while open."""

    record: int
    fact: int
    target: str
    authority: str
    day: str
    source: str
    sentence: str
    confirmed_by: str
    listed: tuple[str, ...]


def announced(view: View, screener: Screener) -> Iterator[Announced]:
    """Every designation of the record whose target was in no list when its page was read; the same news once."""
    confirmed = {
        (c["record"], c["fact"]): c["by"] for r in view.records(kinds=(_CONFIRMED,)) for c in [r.read(dict[str, Any])]
    }
    seen = set()
    for record in view.records(kinds=("page-read",)):
        for number, source, day, found in facts_of(view, record.seq):
            fact = found["fact"]
            target = fact["roles"].get("target", "")
            told = fact["type"] == "designation" and fact.get("status", "asserted") == "asserted" and target
            by = confirmed.get((record.seq, number), "")
            if not told or "target" in found["listed"] or ((source, target) in seen and not by):
                continue
            seen.add((source, target))
            hits = decide(Party(target), screener, _SURE)
            ids = tuple(sorted(hit.listing.id for hit in hits))
            when = (fact.get("date") or {}).get("first", day)
            yield Announced(
                record.seq, number, target, fact["roles"].get("authority", ""), when, source, fact["sentence"], by, ids
            )


def facts_of(view: View, seq: int) -> Iterator[tuple[int, str, str, dict[str, Any]]]:
    """The facts on one record of read pages: number from 1, source, day of the page, the fact."""
    number = 0
    for page in (view.personal(seq) or {}).get("pages", ()):
        for found in page["facts"]:
            number += 1
            yield number, page["source"], page["day"], found


def confirmation(view: View, seq: int, fact: int, by: str) -> dict[str, Any]:
    """The body of the record by which a person confirms a fact. Raises NotFoundError when there is no such fact."""
    if not any(number == fact for number, *_ in facts_of(view, seq)):
        raise NotFoundError("no fact of this number is on that record", where=f"{seq}:{fact}",
                            hint="watchword announced shows them as RECORD:FACT.")  # fmt: skip
    return {"record": seq, "fact": fact, "by": by}
