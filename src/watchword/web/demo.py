"""What does a demonstration show? Invented customers and a payment, screened for real, so that every page has something.

The customers are made up from listed names and from names that are nobody's; their answers, alerts and people are on
record like any others, in a home directory that should be thrown away afterwards.
"""

from __future__ import annotations

import csv
from pathlib import Path
from tempfile import TemporaryDirectory

from watchword.cases import register
from watchword.cases.alert import Ruling
from watchword.cases.people import Person
from watchword.cases.recorder import Asking, Recorder
from watchword.model import Listing, Party
from watchword.monitoring.importing import Wish, take
from watchword.monitoring.planning import State, monitor
from watchword.monitoring.running import Means
from watchword.web.routes_work import PaymentBody, decide
from watchword.web.service import Service

PEOPLE = (
    Person("ann", ("analyst",), "Ann Analyst"),
    Person("ben", ("approver",), "Ben Approver"),
    Person("cleo", ("auditor",), "Cleo Auditor"),
)
_FIRST = Person("admin", ("administrator", "analyst"), "Admin")
_STRANGERS = ("Gudrun Winter", "Marta Oliveira", "Nordlicht Papier GmbH", "Tomás Herrera Ruiz", "Ayşe Yıldırım")
_LISTED = 14  # customers that resemble somebody listed
_BY = "os:demo"
_PAYMENT = """{{1:F01DEUTDEFFAXXX0000000000}}{{2:I103CHASUS33XXXXN}}{{4:
:20:DEMO-1
:23B:CRED
:32A:261126EUR12500,
:50K:/DE89370400440532013000
NORDLICHT PAPIER GMBH
:59:/GB29NWBK60161331926819
MARTA OLIVEIRA
:70:CEMENT AND TIMBER, FOR
{0}
:71A:SHA
-}}"""


def furnish(here: Service) -> dict[str, str]:
    """Screen the invented customers and put people on the register, once; a link for each person by name."""
    if register.everyone(here.cases):
        return {}
    register.add(here.cases, None, _FIRST)
    for person in PEOPLE:
        register.add(here.cases, _FIRST, person)
    invented = customers(tuple(here.lists.served.snapshot))
    _monitor(here, invented)
    _work(here)
    decide(here, PaymentBody("demo.mt103", _PAYMENT.format(invented[1].name)), _BY)
    return {person.id: here.doorman.make_link(person.id) for person in (_FIRST, *PEOPLE)}


def customers(listings: tuple[Listing, ...]) -> list[Party]:
    """Invented customers: some whose names resemble listed ones, with other facts, and some who are nobody."""
    step = max(1, len(listings) // _LISTED)
    found = []
    for number, listing in enumerate(listings[::step][:_LISTED]):
        words = listing.name.split()
        name = " ".join(words[1:] + words[:1]) if number % 3 == 0 and len(words) > 1 else listing.name
        birth = listing.births[0].first[:4] if listing.births and number % 2 else ""
        found.append(Party(name.title(), kind=listing.kind, birth=birth, id=f"demo-{number + 1}"))
    return found + [Party(name, id=f"demo-{len(found) + at}") for at, name in enumerate(_STRANGERS, 1)]


def _monitor(here: Service, invented: list[Party]) -> None:
    """Take the customers into the book, and answer them all in a first run."""
    served, today = here.lists.served, here.clock()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "customers.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(("id", "name", "kind", "birth_date"))
            rows.writerows((one.id, one.name, one.kind.value, one.birth) for one in invented)
        take(path, None, Wish(), here.log, today, _unwatched)
    recorder = Recorder(here.log, served.against, Asking("monitor", _BY, party_of=served.party_of), here.clock)
    state = State(today.date().isoformat(), served.snapshot)
    for _ in monitor(state, Means(here.log, recorder, 1, here.clock), lambda _: served.snapshot, _unwatched):
        pass  # one run is due


def _unwatched(_: int, __: int) -> None:
    """Nobody waits for these."""


def _work(here: Service) -> None:
    """A day's work on some of the alerts: one assigned, one released, one blocked, one waiting for a second person."""
    ann = here.doorman.person("ann")
    _, alerts = here.cases.queue()
    if ann is None or len(alerts) < 4:
        return
    here.cases.take(ann, alerts[0].id, "ann")
    here.cases.comment(ann, alerts[0].id, "Asked the branch for a copy of the passport.")
    here.cases.decide(
        ann, alerts[1].id, Ruling("false-positive", "common-name"), "Another person: lives in Lyon since 1999."
    )
    here.cases.decide(ann, alerts[2].id, Ruling("block", "identity-confirmed"), "Same birth date and passport.")
    here.cases.decide(ann, alerts[2].id, Ruling("false-positive", "other-person"), "The passport was read wrongly.")
