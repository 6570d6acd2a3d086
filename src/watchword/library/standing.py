"""How far can the lists be relied on today? Age and trouble of each, and whether finding nothing clears a party.

Ages count from the day on which a list was last known to be current: confirmed by its address, else published, else
retrieved. Nothing is fetched here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

import msgspec

from watchword.errors import UsageError
from watchword.library.catalogue import Catalogue, Edition
from watchword.library.shelf import Trouble
from watchword.lists.publishers import publisher_of
from watchword.model import Publication


class Limits(msgspec.Struct, frozen=True):
    """When is a list not to be trusted?

    `max_loss` is the share (0..1) of its records or names that a new state may lack and still be taken; `max_age` the
    days without confirmation after which a list is too old for clearance. Raises UsageError for limits out of range.
    """

    max_loss: float = 0.10
    max_age: int = 7

    def __post_init__(self) -> None:
        if not 0 <= self.max_loss <= 1:
            raise UsageError(f"a share is 0 to 1, not {self.max_loss}", where="max_loss")
        if self.max_age < 0:
            raise UsageError(f"an age is 0 days or more, not {self.max_age}", where="max_age")


class Standing(msgspec.Struct, frozen=True):
    """One list as it stands: `current_on` is the last day (ISO date) on which this was known to be the newest state."""

    list: str
    publication: Publication
    digest: str
    states: int
    current_on: str
    checked: str = ""
    trouble: Trouble | None = None


class Clearance(msgspec.Struct, frozen=True):
    """Whether finding nothing may be taken as cleared; if not, why."""

    allowed: bool
    reasons: tuple[str, ...] = ()


def standing(edition: Edition) -> Standing:
    """How the newest state of a list stands."""
    shelf, state = edition.shelf, edition.state
    status = shelf.status()
    current_on = max(status.checked, state.day)
    publication = shelf.header(state).publication
    return Standing(
        shelf.id, publication, state.digest, len(shelf.states()), current_on, status.checked, status.trouble
    )  # fmt: skip


def age_days(one: Standing, today: date) -> int:
    """Days since the list was last known to be current; at least 0."""
    return max((today - date.fromisoformat(one.current_on)).days, 0)


def warnings(standings: Iterable[Standing], limits: Limits, today: date) -> tuple[str, ...]:
    """What a reader of an answer has to know, one line for each list that is old, refused or out of reach."""
    out = []
    for one in standings:
        if one.trouble and one.trouble.kind == "refused":
            out.append(
                f"{one.list} is stale: a newer file was refused on {one.trouble.last} ({one.trouble.reason}). "
                f"The state of {one.publication.published or one.publication.retrieved} is used."
            )
        days = age_days(one, today)
        if days > limits.max_age:
            tried = ""
            if one.trouble and one.trouble.kind == "unreachable":
                tried = f"; its address was tried in vain on {one.trouble.last}"
            out.append(f"{one.list} is old: last known to be current {days:,} days ago, on {one.current_on}{tried}.")
    return tuple(out)


def missing(catalogue: Catalogue, publishers: Collection[str], day: str = "") -> tuple[str, ...]:
    """What a reader of an answer has to know of lists that are not in it, one line each: those that were to be fetched
    and never came, and those of which no state is as old as `day`. `publishers` chooses among them, all when empty."""
    out = []
    for shelf in catalogue.shelves():
        states, trouble = shelf.states(), shelf.status().trouble
        if shelf.at(day) or not (states or trouble) or (publishers and publisher_of(shelf.id) not in publishers):
            continue
        if states:
            out.append(f"{shelf.id} is missing: its oldest state is of {states[0].day}.")
        elif trouble:
            what = "was refused" if trouble.kind == "refused" else "could not be fetched"
            out.append(
                f"{shelf.id} is missing: it {what} on {trouble.last} ({trouble.reason}). Get it with watchword lists "
                f"update or add; if it is not wanted, delete the folder lists/{shelf.id} of the home directory."
            )
    return tuple(out)


def clearance(standings: Iterable[Standing], limits: Limits, today: date) -> Clearance:
    """May a party be cleared because nothing was found on these lists? Not on none, nor on old or stale ones."""
    standings = tuple(standings)
    if not standings:
        return Clearance(False, ("no list is kept: the bundled ones are old, for trying out only",))
    reasons = warnings(standings, limits, today)
    return Clearance(not reasons, reasons)
