"""Which parts make up a running watchword? Snapshot and screener, built once from settings.

Nothing is decided, parsed or shown here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from watchword.cases import answers
from watchword.errors import UsageError
from watchword.library import standing
from watchword.library.catalogue import Catalogue
from watchword.library.standing import Clearance, Limits, Standing
from watchword.match.version import engine
from watchword.model import Listing, Publication
from watchword.policy import Policy
from watchword.screen import Screener
from watchword.snapshot import Snapshot
from watchword.store.home import home_directory, store_place
from watchword.wording import reservation

if TYPE_CHECKING:
    from watchword.cases.desk import Desk
    from watchword.cases.recorder import Asking, Recorder
    from watchword.gateway.process import Processor
    from watchword.ledger.log import Log
    from watchword.ledger.storage import Storage
    from watchword.library.journal import Story
    from watchword.mentions.finder import MentionFinder
    from watchword.payments.message import Role
    from watchword.payments.rules import Rules

Progress = Callable[[int, int], None]  # done, in all


def _silent(_done: int, _total: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a door was told: the home directory (None for the usual one), official files to screen against instead of
    the lists that are kept (none for those), the policy, the day (ISO date) as of which the lists are to be taken
    ("" for now), when a list is too old, the URL of the store ("" for the usual one), and whether the policy is
    another than the one in force."""

    home: Path | None = None
    lists: tuple[Path, ...] = ()
    policy: Policy = field(default_factory=Policy)
    as_of: str = ""
    limits: Limits = field(default_factory=Limits)
    store: str = ""
    other_policy: bool = False

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
    catalogue = Catalogue(settings.home)
    kept = catalogue.snapshot(settings.as_of, progress)
    if kept is not None:
        return kept
    if settings.as_of:
        raise catalogue.nothing_of(settings.as_of)
    return Snapshot.bundled(settings.home, progress)


def stories(settings: Settings, listing: Listing, progress: Callable[[str, int, int], None]) -> tuple[Story, ...]:
    """What became of a listing over the states of its lists that are kept; nothing for lists of other files.

    States that were not compared yet are: some seconds each, the first time. Raises StorageError and ListError.
    """
    from watchword.library import journal

    if settings.lists:
        return ()
    catalogue = Catalogue(settings.home)
    journal.catch_up(catalogue, listing.publisher, progress)
    return journal.stories(catalogue, listing.publisher, listing.id, settings.as_of)


def identity(settings: Settings) -> str:
    """What names the lists that are screened against: another one means that they have changed. Opens no list."""
    return "" if settings.lists or settings.as_of else Catalogue(settings.home).identity()


def open_screener(
    settings: Settings, progress: Progress = _silent, *, today: date | None = None, compiled: bool = False
) -> Screener:
    """A screener over these lists under this policy; `compiled` for a process that stays.

    Its answers say how old the lists are on the day `today`, where one is given.
    """
    snapshot = open_snapshot(settings, progress)
    told = warnings(settings, snapshot.publications, today) if today else ()
    return Screener(snapshot, settings.policy, compiled=compiled, warnings=told)


def open_log(settings: Settings, *, light: bool = False) -> Log:
    """The log of the store, begun if it is new. Raises StorageError when it can't be opened.

    `light` is for one answer: it leaves the database toolkit unloaded where the store is a file with a schema of today.
    """
    from watchword.ledger.keys import KeyFolder
    from watchword.ledger.log import Log

    home = home_directory(settings.home)
    place = store_place(home, settings.store)
    log = Log(_storage(place, light), KeyFolder(home / "keys"))
    with log.read() as view:
        new = view.head is None
    if new:
        log.begin(now())
    return log


def _storage(place: Path | str, light: bool) -> Storage:
    from watchword.store.light import LightRecords, create, is_current

    if light and isinstance(place, Path):
        if not place.exists():
            create(place)
        if is_current(place):
            return LightRecords(place)
    from watchword.store.engine import open_store
    from watchword.store.records import Records

    return Records(open_store(place))


def open_desk(settings: Settings, log: Log | None = None) -> Desk:
    """Where cases are worked on, with the licences of the house; on a log that is open already, if one is given."""
    from watchword.cases.desk import Desk
    from watchword.cases.permits import permits
    from watchword.library.catalogue import Catalogue

    home = home_directory(settings.home)
    return Desk(log or open_log(settings), now, permits(home), Catalogue(home).forget)


def policy_in_force(settings: Settings, log: Log | None = None) -> Policy:
    """The policy that two people have approved last; the usual one while none was. Raises StorageError.

    A process that stays gives its log, so that no store is opened for this.
    """
    if log:
        with log.read() as view:
            return answers.policy_in_force(view.reading)
    place = store_place(home_directory(settings.home), settings.store)
    if isinstance(place, Path) and not place.is_file():
        return Policy()
    with _storage(place, light=True).reading() as reading:
        return answers.policy_in_force(reading)


def open_recorder(screener: Screener, log: Log, asking: Asking) -> Recorder:
    """What puts the answers of a screener on the record; the screener has to be told of it (`screener.recorder`)."""
    from watchword.cases.recorder import Against, Recorder

    snapshot = screener.snapshot
    against = Against(snapshot.digest, snapshot.publications, screener.policy, engine())
    return Recorder(log, against, asking, now)


def open_finder(screener: Screener, rules: Rules) -> MentionFinder:
    """What finds listed parties in the texts of payments; a compiled screener is best. It takes a second: keep it."""
    from watchword.mentions.finder import MentionFinder
    from watchword.mentions.policy import TextPolicy

    return MentionFinder(screener, TextPolicy(line=rules.texts.line, bits=rules.texts.bits))


def open_processor(settings: Settings, finder: MentionFinder, rules: Rules, log: Log, asking: Asking, *,
                   hands_over: bool = True) -> Processor:  # fmt: skip
    """What decides payments under these rules and puts each on record; with `hands_over` false, only looks at them.

    The finder (see `open_finder`) brings the screener; the log is the full one. Lists that are not fit to clear anybody
    hold payments.
    """
    from watchword.gateway.judge import Judge
    from watchword.gateway.process import Processor
    from watchword.gateway.register import Register

    screener, rules = finder.screener, with_alarms(rules, log)
    fit = clearance(settings, screener.snapshot.publications, now().date())
    stale = () if fit.allowed else fit.reasons
    judge = Judge(screener, rules, finder.find, stale=stale, daily=partial(_daily, log, screener))
    register = Register(open_recorder(screener, log, asking), rules.resent_days, hands_over=hands_over)
    return Processor(judge, register, now)


def _daily(log: Log, screener: Screener, role: Role) -> str:
    """The proof that a party of a payment is a customer whom the newest run cleared; empty when there is none."""
    from watchword.monitoring import daily

    with log.change(now()) as change:
        return daily.proof(change, role.party, screener)


def with_alarms(rules: Rules, log: Log) -> Rules:
    """The rules with closer scrutiny of the regions whose alarm is up on the record."""
    from watchword.payments.rules import Scrutiny
    from watchword.regions import alarms

    if not rules.alarmed_regions:
        return rules
    with log.read() as view:
        up = alarms.up(view)
    more = [
        Scrutiny(f"region under alarm: {one.name}", one.countries, one.places, line=rules.alarmed_regions) for one in up
    ]
    return msgspec.structs.replace(rules, scrutiny=(*rules.scrutiny, *more))


def now() -> datetime:
    """The time in UTC: the one place where the running program asks the clock for its records."""
    return datetime.now(UTC)


def standings(settings: Settings) -> tuple[Standing, ...]:
    """How the lists that are screened against stand; none for files and bundled lists, of which nothing is known."""
    if settings.lists:
        return ()
    return tuple(standing.standing(edition) for edition in Catalogue(settings.home).editions(settings.as_of))


def warnings(settings: Settings, publications: Collection[Publication], today: date) -> tuple[str, ...]:
    """What an answer from these publications has to say of their age and trouble, one line each; none when fresh."""
    publications = settings.policy.scoped(publications)
    absent = (*policy_warnings(settings), *_missing(settings, publications))
    if settings.as_of:
        return (f"These are the lists as they stood on {settings.as_of}, not as they stand today.", *absent)
    kept = [one for one in standings(settings) if one.publication in publications]
    if kept:
        return (*standing.warnings(kept, settings.limits, today), *absent)
    text = reservation(publications, today)
    return (text, *absent) if text else absent


def clearance(settings: Settings, publications: Collection[Publication], today: date) -> Clearance:
    """May a party be cleared because nothing was found in these publications? Not while there is a warning of them."""
    publications = settings.policy.scoped(publications)
    kept = [one for one in standings(settings) if one.publication in publications]
    if kept and not settings.as_of:
        known = standing.clearance(kept, settings.limits, today).reasons
        reasons = (*known, *policy_warnings(settings), *_missing(settings, publications))
    else:
        reasons = warnings(settings, publications, today)
    return Clearance(not reasons, reasons)


def _missing(settings: Settings, publications: Collection[Publication]) -> tuple[str, ...]:
    """What has to be said of lists that should be among these publications and are not."""
    every = standings(settings)
    here = {one.publication.publisher for one in every} or {one.publisher for one in publications}
    absent = tuple(
        f"{publisher} is in the scope of the policy, but none of its lists is here."
        for publisher in settings.policy.publishers if publisher not in here
    )  # fmt: skip
    if not every:
        return absent
    whole = all(one.publication in publications for one in every)
    publishers = () if whole else {publication.publisher for publication in publications}
    return (*absent, *standing.missing(Catalogue(settings.home), publishers, settings.as_of))


def policy_warnings(settings: Settings) -> tuple[str, ...]:
    """What an answer has to say of the policy that it was given under; nothing of the one in force."""
    return ("This is under another policy than the one in force.",) if settings.other_policy else ()
