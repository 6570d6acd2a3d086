"""Which lists does this process serve? The ones that are kept, exchanged for new ones while requests go on.

A request that began with one state of the lists ends with it; the next one finds the new state. No list is read
here: that is `wiring`.
"""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache

from watchword import ftm, wiring
from watchword.cases.recorder import Against
from watchword.coverage import Coverage, Map
from watchword.errors import NotFoundError
from watchword.ledger.log import Log
from watchword.library import journal
from watchword.library.catalogue import Catalogue
from watchword.library.journal import Story
from watchword.library.standing import Clearance
from watchword.linking import book, decisions
from watchword.linking.book import Parties
from watchword.lists.coalition import coalition
from watchword.match.version import engine
from watchword.mentions.finder import MentionFinder
from watchword.model import Listing, Party, Publication
from watchword.payments.rules import Rules
from watchword.relations import Relation, Relations
from watchword.screen import Screener
from watchword.snapshot import Snapshot
from watchword.store.home import home_directory
from watchword.web.errors import RequestError
from watchword.wiring import Settings

_FIRST = ("Illiassou Djibo", "Ёлкин", "محمد", "李明")  # names that between them need the tables of every script
_COMMON = 1_000  # words of each kind of name: a quarter of those that a thousand customers bring


@dataclass(frozen=True)
class Served:
    """One state of the lists: what is screened against, and what has to be said of its age on a day."""

    settings: Settings
    snapshot: Snapshot
    today: date
    _clearances: dict[frozenset[str], Clearance] = field(default_factory=dict)
    _relations: dict[str, Relations] = field(default_factory=dict)
    _by_entity: dict[str, str] = field(default_factory=dict)
    _parties: list[Parties] = field(default_factory=list)  # one, or none yet

    @property
    def publications(self) -> tuple[Publication, ...]:
        """The lists that raise hits, in the order in which they are searched."""
        return self.settings.policy.scoped(self.snapshot.publications)

    @cached_property
    def publishers(self) -> tuple[str, ...]:
        """Who publishes them, each once."""
        return tuple(dict.fromkeys(one.publisher for one in self.publications))

    @cached_property
    def publication(self) -> dict[str, Publication]:
        """The publication of each publisher, also of one out of scope: of several the last."""
        return {one.publisher: one for one in self.snapshot.publications}

    @cached_property
    def against(self) -> Against:
        """The same as the record has it."""
        return Against(self.snapshot.digest, self.snapshot.publications, self.settings.policy, engine())

    @cached_property
    def grounds(self) -> tuple[str, str]:
        """The digests of lists and policy."""
        return self.snapshot.digest, self.against.policy_digest

    @property
    def by_entity(self) -> dict[str, str]:
        """Listing ids by the form that FollowTheMoney allows."""
        if not self._by_entity:
            self._by_entity.update({ftm.entity_id(one): one for one in self.snapshot.ids})
        return self._by_entity

    def again(self, settings: Settings, today: date) -> Served:
        """The same lists, of whose age, links and policy everything is asked anew; what they themselves hold is kept."""
        return Served(settings, self.snapshot, today, _relations=self._relations, _by_entity=self._by_entity)

    def chosen(self, publishers: Collection[str], *, where: str = "lists") -> frozenset[str]:
        """These publishers, all when none is named. Raises NotFoundError for one whose list is not here."""
        for name in publishers:
            if name not in self.publishers:
                hint = f"Use one of: {', '.join(self.publishers)}."
                raise NotFoundError(f"no list of publisher {name!r}", where=where, hint=hint)
        return frozenset(publishers or self.publishers)

    def clearance(self, publishers: frozenset[str]) -> Clearance:
        """May a party be cleared because nothing was found on the lists of these publishers?"""
        known = self._clearances.get(publishers)
        if known is None:
            chosen = [one for one in self.publications if one.publisher in publishers]
            known = self._clearances[publishers] = wiring.clearance(self.settings, chosen, self.today)
        return known

    def find(self, listing_id: str) -> Listing:
        """The listing of an id in either form. Raises NotFoundError."""
        return self.snapshot.find(self.by_entity.get(listing_id, listing_id))

    def relations(self, listing: Listing) -> tuple[Relation, ...]:
        """The ties that a listing's publisher states; some seconds the first time for each publisher."""
        known = self._relations.get(listing.publisher)
        if known is None:
            mine = (one for one in self.snapshot if one.publisher == listing.publisher)
            known = self._relations[listing.publisher] = Relations(mine)
        return known.of(listing.id)

    def stories(self, listing: Listing) -> tuple[Story, ...] | None:
        """What became of a listing over the states of its lists; None while they are not all compared yet."""
        catalogue = Catalogue(self.settings.home)
        if self.settings.lists or journal.behind(catalogue, listing.publisher):
            return () if self.settings.lists else None
        return journal.stories(catalogue, listing.publisher, listing.id, self.settings.as_of)

    @property
    def parties(self) -> Parties | None:
        """Which listings are one party, by the decisions of the last refresh; None while they are not linked yet."""
        if not self._parties:
            home = home_directory(self.settings.home)
            found = book.kept_parties(self.snapshot, home, decisions.read(home))
            self._parties.extend([found] if found else [])
        return self._parties[0] if self._parties else None

    def party_of(self, listing_id: str) -> str:
        """The party that a listing belongs to: itself while the lists are not linked yet."""
        known = self.parties
        return known.party(listing_id) if known else listing_id

    def coverage(self, listing_id: str) -> Coverage:
        """Who lists the party of a listing, and who does not. Refuses while the lists are not linked yet."""
        parties = self.parties
        if parties is None:
            hint = "It takes a minute after a list has changed."
            raise RequestError("not-ready", "the lists are being linked", hint=hint, retry_after=30)
        bonds = book.open_bonds(self.snapshot, home_directory(self.settings.home))
        return Map(self.snapshot, parties, coalition(), bonds).coverage(listing_id)


class Lists:
    """The lists that are served now. Any number of threads may ask; one refreshes."""

    def __init__(
        self, settings: Settings, day: Callable[[], date], snapshot: Snapshot | None = None, *,
        compiled: bool = True, log: Log | None = None,
    ) -> None:  # fmt: skip
        self._settings = settings
        self._log = log
        self._compiled = compiled
        self._day = day
        self._local = threading.local()
        self._identity = wiring.identity(settings)
        self._served = Served(settings, snapshot or wiring.open_snapshot(settings), day())
        self.before = lru_cache(maxsize=2)(self._before)

    @property
    def served(self) -> Served:
        """The state of the lists that a request beginning now works with."""
        return self._served

    def screener(self, served: Served) -> Screener:
        """This thread's screener over those lists: it holds scratch memory, so no two threads share one."""
        known: Screener | None = getattr(self._local, "screener", None)
        policy = served.settings.policy
        if known is None or known.snapshot is not served.snapshot or known.policy != policy:
            known = self._local.screener = Screener(served.snapshot, policy, compiled=self._compiled)
        return known

    def finder(self, served: Served, rules: Rules) -> MentionFinder:
        """This thread's finder of listed parties in the texts of payments: making one takes a second."""
        screener = self.screener(served)
        known: MentionFinder | None = getattr(self._local, "finder", None)
        if known is None or known.screener is not screener:
            known = self._local.finder = wiring.open_finder(screener, rules)
        return known

    def warm(self) -> None:
        """Load what a first answer would wait for."""
        for name in _FIRST:
            self.screener(self._served).screen(Party(name))
        if self._compiled:
            self.screener(self._served).matcher.learn_common(_COMMON)
        self._served.find(next(iter(self._served.by_entity), ""))

    def refresh(self) -> bool:
        """Take up the lists as they are kept now, and the policy in force. Returns whether the lists are others.

        Raises ListError or StorageError when they can't be opened: then the old ones go on being served, and the age
        that every answer tells grows.
        """
        identity = wiring.identity(self._settings)
        changed = identity != self._identity
        if changed:
            _aside(self._settings)
        settings = replace(self._settings, policy=wiring.policy_in_force(self._settings, self._log))
        if changed:
            self._served = Served(settings, wiring.open_snapshot(settings), self._day())
        else:
            self._served = self._served.again(settings, self._day())
        self._settings = settings
        self._identity = identity
        return changed

    def link(self) -> None:
        """Have the lists linked and their states compared, where they are not: in a process of its own, for it takes
        half a minute, and more for a long history."""
        behind = not self._settings.lists and journal.behind(Catalogue(self._settings.home))
        if behind or self._served.parties is None:
            _aside(self._settings, linked=True)

    def _before(self, day: date) -> Snapshot:
        """The lists as they stood at the end of a day. Raises NotFoundError when none of that time is kept."""
        return wiring.open_snapshot(Settings(self._settings.home, (), self._settings.policy, day.isoformat()))


def make_ready(settings: Settings, linked: bool) -> None:
    """Make the index of the lists, and their links and what changed in them, where they are not kept yet."""
    snapshot = wiring.open_snapshot(settings)
    if linked:
        home = home_directory(settings.home)
        book.open_bonds(snapshot, home)
        book.open_parties(snapshot, home, decisions.read(home))
        if not settings.lists:
            journal.catch_up(Catalogue(settings.home))


def _aside(settings: Settings, *, linked: bool = False) -> None:
    """Make them in another process, so that the requests of this one don't wait; wait for it to end."""
    worker = multiprocessing.get_context("spawn").Process(target=make_ready, args=(settings, linked), daemon=True)
    worker.start()
    worker.join()
