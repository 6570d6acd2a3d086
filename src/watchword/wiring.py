"""Which parts make up a running watchword? Snapshot and screener, built once from settings.

Nothing is decided, parsed or shown here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from watchword.errors import NotFoundError, UsageError
from watchword.library import standing
from watchword.library.catalogue import Catalogue
from watchword.library.standing import Clearance, Limits, Standing
from watchword.model import Publication
from watchword.policy import Policy
from watchword.screen import Screener
from watchword.snapshot import Snapshot
from watchword.wording import reservation

Progress = Callable[[int, int], None]  # done, in all


def _silent(_done: int, _total: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a door was told: the home directory (None for the usual one), official files to screen against instead of
    the lists that are kept (none for those), the policy, the day (ISO date) as of which the lists are to be taken
    ("" for now), and when a list is too old."""

    home: Path | None = None
    lists: tuple[Path, ...] = ()
    policy: Policy = field(default_factory=Policy)
    as_of: str = ""
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        if self.lists and self.as_of:
            raise UsageError("--lists and --as-of exclude each other", where="--as-of", hint="Give one of them.")


def open_snapshot(settings: Settings, progress: Progress = _silent) -> Snapshot:
    """The lists to screen against: the files of the settings, else the lists that are kept, else the bundled ones.

    `progress` hears only of an index that has to be built. Raises ListError when one of the files can't be read
    whole, NotFoundError when no list is kept that stood on the day of the settings.
    """
    if settings.lists:
        return Snapshot.from_files(settings.lists, progress)
    kept = Catalogue(settings.home).snapshot(settings.as_of, progress)
    if kept is not None:
        return kept
    if settings.as_of:
        hint = "Add states of that time with watchword lists add."
        raise NotFoundError("no list is kept that stood on this day", where=settings.as_of, hint=hint)
    return Snapshot.bundled(settings.home, progress)


def open_screener(
    settings: Settings, progress: Progress = _silent, *, today: date | None = None, compiled: bool = False
) -> Screener:
    """A screener over these lists under this policy; `compiled` for a process that stays.

    Its answers say how old the lists are on the day `today`, where one is given.
    """
    snapshot = open_snapshot(settings, progress)
    told = warnings(settings, snapshot.publications, today) if today else ()
    return Screener(snapshot, settings.policy, compiled=compiled, warnings=told)


def standings(settings: Settings) -> tuple[Standing, ...]:
    """How the lists that are screened against stand; none for files and bundled lists, of which nothing is known."""
    if settings.lists:
        return ()
    return tuple(standing.standing(edition) for edition in Catalogue(settings.home).editions(settings.as_of))


def warnings(settings: Settings, publications: Collection[Publication], today: date) -> tuple[str, ...]:
    """What an answer from these publications has to say of their age and trouble, one line each; none when fresh."""
    if settings.as_of:
        return (f"These are the lists as they stood on {settings.as_of}, not as they stand today.",)
    kept = [one for one in standings(settings) if one.publication in publications]
    if kept:
        return standing.warnings(kept, settings.limits, today)
    text = reservation(publications, today)
    return (text,) if text else ()


def clearance(settings: Settings, publications: Collection[Publication], today: date) -> Clearance:
    """May a party be cleared because nothing was found in these publications? Not while there is a warning of them."""
    kept = [one for one in standings(settings) if one.publication in publications]
    if kept and not settings.as_of:
        return standing.clearance(kept, settings.limits, today)
    reasons = warnings(settings, publications, today)
    return Clearance(not reasons, reasons)
