"""An office to test with: a desk, a clock that goes on, people, and hits without a matcher."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from watchword.cases.alert import Alert
from watchword.cases.desk import Desk
from watchword.cases.people import Person
from watchword.cases.permits import Permit
from watchword.cases.recorder import Against, Asking, Recorder
from watchword.model import Hit, Kind, Listing, Name, Party, Receipt, Screening
from watchword.policy import Policy


@dataclass
class Clock:
    """A clock that goes on by a step with each look at it."""

    time: datetime
    step: timedelta

    def __call__(self) -> datetime:
        """The time."""
        self.time += self.step
        return self.time

    def days(self, count: int) -> None:
        """Let days pass."""
        self.time += timedelta(days=count)


REGISTER = (Permit("us-legal", "OFAC", "legal services", "2020-01-01", "2027-12-31", "general-licence", "31 CFR 594"),)


def listing(number: int = 1, programme: str = "SDGT", name: str = "Usama Example", **fields: object) -> Listing:
    """A listing of a publisher that doesn't exist."""
    return Listing(f"xx-test:{number}", "xx-test", Kind.PERSON, (Name(name),), programmes=(programme,), **fields)


def hit(listed: Listing, similarity: float = 0.9, probability: float = 0.5) -> Hit:
    """A hit on a listing."""
    return Hit(listed, listed.names[0], similarity, probability, ())


@dataclass
class Office:
    """A desk with people by their ids."""

    desk: Desk
    clock: Clock
    people: dict[str, Person]
    party_of: dict[str, str] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Person:
        """A person, as `office.ann`."""
        return self.people[name]

    def screen(self, party: Party, *hits: Hit, subject: str = "") -> Receipt:
        """Put an answer with these hits on record."""
        recorder = Recorder(
            self.desk.log, Against("5" * 64, (), Policy(), "1"),
            Asking("test", "ann", party_of=lambda one: self.party_of.get(one, one)), self.clock,
        )  # fmt: skip
        return recorder.record(Screening(party, hits, "5" * 64, Policy().digest, "1"), 0.76, subject)

    def raised(self, *hits: Hit, customer: str = "7") -> Alert:
        """The first alert of an answer about a customer."""
        receipt = self.screen(Party("Osama Example", id=customer), *(hits or (hit(listing()),)))
        return self.desk.alerts_of(receipt)[0]
