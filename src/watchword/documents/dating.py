"""Which date does a page really have? Its frame's date held against the days of which it tells.

A frame often shows today, or the day a page was copied. A page can't tell of what happened after it was published.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

import msgspec

from watchword.documents import dates
from watchword.documents.model import Page

_NEWS = 45  # days after which "on Monday" is no news of a page's own day
_AHEAD = re.compile(r"\b(?:will|would|shall|until|by|next|plans?|expected|due|scheduled|sera|doit|attendu|d'ici|jusqu|será|publicarán|reunirán|"
                    r"hasta|wird|werden|soll|bis|будет|начн[её]тся|верн\w+)\b", re.IGNORECASE)  # fmt: skip


class Dating(msgspec.Struct, frozen=True):
    """The day against which a page's "on Monday" is told, why, and what doesn't fit, one line each."""

    day: str
    source: str
    contradictions: tuple[str, ...] = ()


def dating(page: Page) -> Dating:
    """The day of a page: what it says of itself, unless what it tells of can't be so."""
    said, source = (page.published, "published") if page.published else (page.frame_date, "frame")
    told = _told_days(page.text)
    shown = page.frame_date
    latest = max(told, default="")
    if not said:
        return Dating(latest, "events" if latest else "")
    notes = []
    if latest > _later(said, 1):
        notes.append(
            f"The frame's date {said} contradicts the events: the page tells of {latest}, which comes after it."
        )
        return Dating(latest, "events", tuple(notes))
    if latest and said > _later(latest, _NEWS) and _speaks_of_days(page.text, latest):
        notes.append(f"The frame's date {said} contradicts the events: the page reports {latest} as news.")
        return Dating(latest, "events", tuple(notes))
    if shown and shown != said:
        notes.append(f"The frame shows {shown}, the article says {said} of itself.")
    return Dating(said, source, tuple(notes))


def _told_days(text: str) -> list[str]:
    """Full dates of which the text tells as past."""
    found = (d for d in dates.find(text, "") if d.span.first == d.span.last)
    return [d.span.first for d in found if not _AHEAD.search(text, max(0, d.start - 60), d.start)]


def _speaks_of_days(text: str, latest: str) -> bool:
    """Whether the text names weekdays or yesterday: the language of news of the same week."""
    return any(
        d.relative and d.span.first == d.span.last and not any(c.isdigit() for c in d.span.text)
        for d in dates.find(text, latest)
    )


def _later(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days)).isoformat()
