"""How do lists, customers and the work itself stand? Pages that are looked at rather than worked on.

Each shows what the use cases tell; the charts stand beside tables with the same numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from watchword.cases import permissions
from watchword.errors import NotFoundError
from watchword.library.catalogue import Catalogue
from watchword.library.shelf import Shelf
from watchword.library.standing import Standing, age_days, standing
from watchword.model import Party, Publication
from watchword.monitoring.changes import Monitored
from watchword.monitoring.delta import Kept
from watchword.monitoring.opening import reading_book
from watchword.monitoring.rows import PARTY, recall
from watchword.monitoring.telling import Customer as Told
from watchword.monitoring.telling import told_of
from watchword.store.book import Book, Customer, Run
from watchword.web import service
from watchword.web.auth import actor
from watchword.web.charts import bars
from watchword.web.figures import figures
from watchword.web.operations import Need, Operation
from watchword.web.pages import page
from watchword.web.requests import read_query
from watchword.web.routes_alerts import PERSONAL, seeing

_STATES = 60  # of a list, in the chart
_PAGE = 50
_RUNS = 30
_WHY = {
    "listed": "newly listed", "delisted": "no longer listed", "listing-changed": "the listing has changed",
    "new-customer": "new customers", "customer-changed": "the customer has changed",
    "screened-anew": "screened anew under another policy, engine or lists",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ListRow:
    """A list as it is screened against: its standing where it is kept, its age in days, records by state."""

    publication: Publication
    standing: Standing | None
    age: int | None
    changes: tuple[tuple[str, int], ...] = ()
    chart: str = ""


async def lists(request: Request) -> Response:
    """Freshness, counts, changes by day, refusals with their reasons."""
    here = service.of(request)
    served = here.lists.served

    def read() -> list[ListRow]:
        catalogue = Catalogue(here.options.settings.home)
        kept = {edition.shelf.id: standing(edition) for edition in catalogue.editions()}
        today = here.clock().date()
        by_digest = {one.publication.sha256: one for one in kept.values()}
        return [_row(one, by_digest.get(one.sha256), catalogue, today) for one in served.publications]

    clearance = served.clearance(frozenset(served.publishers))
    return page(
        request, "lists.html", rows=await here.desk.run(read), clearance=clearance, limits=here.options.settings.limits
    )


def _row(one: Publication, stands: Standing | None, catalogue: Catalogue, today: date) -> ListRow:
    if stands is None:
        return ListRow(one, None, None)
    changes = _changes(catalogue.shelf(stands.list))
    return ListRow(
        one, stands, age_days(stands, today), changes, bars(f"{stands.list}: records more or fewer, by day", changes)
    )


def _changes(shelf: Shelf) -> tuple[tuple[str, int], ...]:
    """Records more or fewer than the state before, by day."""
    states = shelf.states()[-_STATES:]
    records = [(state.day, shelf.header(state).publication.records) for state in states]
    return tuple((day, now - before) for (day, now), (_, before) in zip(records[1:], records, strict=False))


@dataclass(frozen=True, slots=True)
class Booked:
    """A customer of the book, how many hits stand, and the likeliest of them."""

    customer: Customer
    party: Party
    hits: int
    likeliest: Kept | None


class Browsed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Customers after a number, whose own id begins so."""

    after: Annotated[int, Meta(ge=0, le=2**62)] = 0
    begins: Annotated[str, Meta(max_length=100)] = ""


async def customers(request: Request) -> Response:
    """The book, and what each run did."""
    here, asked = service.of(request), read_query(request, Browsed)

    sees = bool(permissions.PERMISSIONS[PERSONAL] & set(actor(request).roles))

    def read() -> tuple[tuple[int, int], list[Booked], list[Run], dict[int, Monitored]]:
        with reading_book(here.log) as book:
            found = _booked(book, asked) if sees else []
            counts, runs = book.count(), book.runs()[-_RUNS:][::-1]
        with here.log.read() as view:
            told = [record.read(Monitored) for record in view.records(kinds=("monitored",))]
        return counts, found, runs, {one.run: one for one in told}

    counts, found, runs, told = await here.desk.run(read)
    return page(
        request, "customers.html", asked=asked, counts=counts, found=found, runs=runs, told=told, did=_did, step=_PAGE,
        sees=sees,
    )  # fmt: skip


def _booked(book: Book, asked: Browsed) -> list[Booked]:
    found = book.page(asked.after, _PAGE, begins=asked.begins)
    hits = book.hits(found[0].number, found[-1].number) if found else {}
    out = []
    for one in found:
        standing = recall(hits.get(one.number, b""))
        likeliest = max(standing, key=lambda hit: hit.probability, default=None)
        out.append(Booked(one, PARTY.decode(one.party), len(standing), likeliest))
    return out


def _did(told: Monitored) -> list[str]:
    """What a run did to hits, in words."""
    out = []
    for key, count in told.changes.items():
        what, _, why = key.partition(": ")
        many = "hit" if count == 1 else "hits"
        out.append(f"{count:,} {many} {what}: {_WHY.get(why, why)}")
    return out


async def customer(request: Request) -> Response:
    """One customer: as it is and was, its standing hits, the record of every answer."""
    here, own_id = service.of(request), request.path_params["id"]

    def read() -> Told | None:
        seeing(request)
        with here.log.storage.reading() as reading:
            return told_of(reading, own_id)

    found = await here.desk.run(read)
    if found is None:
        raise NotFoundError("no customer has this id", where=own_id)
    return page(request, "customer.html", one=found)


async def numbers(request: Request) -> Response:
    """Alerts, ageing, time to decide, overturned decisions, precision, as charts and tables."""
    here = service.of(request)
    found = await here.desk.run(lambda: figures(here.cases, here.clock().date()))
    charts = {
        "ages": bars("Waiting alerts by age", found.ages),
        "weeks": bars("Alerts decided, by week", [(week[5:], count) for week, count in found.decided_by_week]),
        "lists": bars(
            "True matches of 100 decided alerts, by list (how many were decided)",
            [(f"{one.name} ({one.decided:,})", round(100 * one.share, 1)) for one in found.by_list],
        ),
        "lines": bars(
            "True matches of 100, had the line stood here (how many were decided)",
            [(f"{one.name[:4]} ({one.decided:,})", round(100 * one.share, 1)) for one in found.by_line],
        ),
    }
    return page(request, "numbers.html", found=found, charts=charts)


OPERATIONS = (
    Operation("GET", "/lists", lists, Need.SCREEN, "Lists", page=True),
    Operation("GET", "/customers", customers, Need.CASES, "Customers and runs", page=True),
    Operation("GET", "/customers/{id}", customer, Need.CASES, "A customer", page=True),
    Operation("GET", "/numbers", numbers, Need.CASES, "Numbers", page=True),
)
