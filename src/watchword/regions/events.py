"""What is one event of violence, whoever reports it?

UCDP, ACLED, GDELT and confirmed facts of pages all become this. Nothing is counted here.
"""

from __future__ import annotations

from datetime import date

import msgspec

SOURCES = ("ucdp", "acled", "page", "gdelt")
"""Where events come from, the most carefully coded first: of merged reports the first one's place counts."""


class Event(msgspec.Struct, frozen=True, omit_defaults=True):
    """One event of organised violence.

    `first` and `last` are the days between which it fell (ISO, both included); `country` ISO 3166-1 alpha-2, lower
    case; `division` the first-level division as the source writes it; `lat` and `lon` in degrees, None when the source
    gives none; `deaths` the source's best estimate, -1 when it has none. `sources` counts those who reported it (at
    least 1), `articles` what was written about it: how much is written is not how much happens.
    """

    id: str  # "<source>:<the source's own number>"
    source: str
    first: str
    last: str
    country: str
    division: str = ""
    place: str = ""
    lat: float | None = None
    lon: float | None = None
    kind: str = "attack"  # battle, attack (on civilians), explosion
    actors: tuple[str, ...] = ()
    deaths: int = -1
    sources: int = 1
    articles: int = 0
    link: str = ""
    also: tuple[str, ...] = ()  # ids of the other reports that were merged into this one

    @property
    def day(self) -> date:
        """The day on which it is counted: the first on which it may have happened."""
        return date.fromisoformat(self.first)


class SetAside(msgspec.Struct, frozen=True):
    """A row that is no event that can be used, with the reason. `row` counts from 1, the header included."""

    file: str
    row: int
    reason: str


class Reading(msgspec.Struct, frozen=True):
    """What a file held: its events in order of day and id, rows that could not be read, and how many rows tell of
    something else than violence (protests, talks)."""

    source: str
    events: tuple[Event, ...]
    set_aside: tuple[SetAside, ...] = ()
    other: int = 0
