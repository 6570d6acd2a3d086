"""Which listed parties does a text mention, on record? The one way from a door of this process to `mentions`.

The text itself is kept in the part of the record that can be erased. No address is opened.
"""

from __future__ import annotations

import msgspec

from watchword.errors import UsageError
from watchword.ledger.log import Change, Entry
from watchword.mentions.finder import MentionFinder
from watchword.model import Hit, Receipt
from watchword.web.service import Service

TEXT_READ = "text-read"
LONGEST_TEXT = 200_000


class Mentioned(msgspec.Struct, frozen=True):
    """A listed party that a text mentions: from letter `start` to `end`, as written."""

    start: int
    end: int
    text: str
    hit: Hit


def read_text(here: Service, text: str, title: str, asked: tuple[str, str]) -> tuple[tuple[Mentioned, ...], Receipt]:
    """The mentions of a text, and the receipt of their record; `asked` is the door and who asks.

    Takes some milliseconds a page: not for the thread that serves. Raises UsageError for a text that is too long.
    """
    if len(text) > LONGEST_TEXT:
        raise UsageError(f"at most {LONGEST_TEXT:,} letters at once", where="text")
    served = here.lists.served
    found = MentionFinder(here.lists.screener(served)).find(text)
    mentions = tuple(Mentioned(one.start, one.end, one.text, one.hit) for one in found)
    door, by = asked
    body = {"door": door, "by": by, "snapshot": served.snapshot.digest, "mentions": len(mentions)}

    def add(change: Change) -> None:
        change.append(Entry(TEXT_READ, body, {"title": title, "text": text, "mentions": mentions}))

    return mentions, here.desk.put(add).result()[-1]
