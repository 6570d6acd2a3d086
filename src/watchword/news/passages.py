"""Where did pages name a party, and what did they tell of it? By day, from the record of what was read."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

import msgspec

from watchword.news.confirmed import READ, RecordedFact, recorded_facts

if TYPE_CHECKING:
    from watchword.ledger.log import View


_WORD = re.compile(r"\w+")


class Passage(msgspec.Struct, frozen=True):
    """One naming of a party: the day of the page, as written, and the sentence; on which record.

    `sources`: so many pages have the sentence; the first is told.
    """

    day: str
    source: str
    text: str
    sentence: str
    listing: str
    similarity: float
    record: int
    sources: int = 1


def passages(view: View, listings: Collection[str]) -> list[Passage]:
    """The passages that name one of the listings, by day; the same words of one page once, however often it was read."""
    found: dict[tuple[str, str, str], Passage] = {}
    for record in view.records(kinds=(READ,)):
        for page in (view.personal(record.seq) or {}).get("pages", []):
            for one in page["listed"]:
                if one["listing"] in listings:
                    said = one.get("sentence", "")
                    key = (page["source"], said, one["text"])
                    found[key] = Passage(page["day"], page["source"], one["text"], said, one["listing"],
                                         one["similarity"], record.seq)  # fmt: skip
    return list(_once(sorted(found.values(), key=lambda p: (p.day, p.source, p.record, p.sentence))))


def _once(found: list[Passage]) -> Iterator[Passage]:
    """Each sentence once, as the first page has it, with the number of pages: agency texts stand in many."""
    pages: dict[str, set[str]] = {}
    told: dict[tuple[str, str], Passage] = {}
    for one in found:
        said = " ".join(_WORD.findall(one.sentence.casefold())) or one.source
        pages.setdefault(said, set()).add(one.source)
        told.setdefault((said, one.text), one)
    for (said, _), one in told.items():
        yield msgspec.structs.replace(one, sources=len(pages[said]))


def facts_about(view: View, listings: Collection[str]) -> Iterator[RecordedFact]:
    """The facts in which one of the listings has a role, by day, each sentence of a page once for each type."""
    last: dict[tuple[str, str, str], RecordedFact] = {}
    for one in recorded_facts(view):
        if any(set(ids) & set(listings) for ids in one.listed.values()):
            key = (one.source, one.fact.type, one.fact.sentence)
            if key not in last or one.confirmed_by or not last[key].confirmed_by:
                last[key] = one
    yield from sorted(last.values(), key=lambda one: (one.when, one.source, one.record, one.number))
