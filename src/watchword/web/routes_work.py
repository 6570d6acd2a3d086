"""What else can a program hand over or look up? Texts to be read, payments to be decided, customers of the book.

Every rule is in `mentions`, `gateway` and `monitoring`; here words become calls.
"""

from __future__ import annotations

from functools import partial
from typing import Annotated

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from watchword import wiring
from watchword.cases import permissions
from watchword.cases.recorder import Asking
from watchword.errors import NotFoundError
from watchword.gateway import process
from watchword.gateway.register import Delivery, OnRecord
from watchword.library.standing import Clearance
from watchword.model import Party, Receipt
from watchword.monitoring.opening import reading_book
from watchword.monitoring.rows import recall
from watchword.payments import rules as payment_rules
from watchword.store.book import Customer
from watchword.web import service
from watchword.web.auth import actor
from watchword.web.operations import Need, Operation
from watchword.web.reading import LONGEST_TEXT, Mentioned, read_text
from watchword.web.requests import json_response, read_body, read_query
from watchword.web.routes_cases import person_of
from watchword.web.service import Service

_LONGEST_MESSAGE = 1_000_000


class DocumentBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text, and what it is called."""

    text: Annotated[str, Meta(min_length=1, max_length=LONGEST_TEXT)]
    title: Annotated[str, Meta(max_length=500)] = ""


class DocumentAnswer(msgspec.Struct, frozen=True):
    """The listed parties that a text mentions, with their places in it."""

    mentions: tuple[Mentioned, ...]
    clearance: Clearance
    receipt: Receipt


class PaymentBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A payment message (ISO 20022 or MT), and the caller's own name for it: the same again is answered once."""

    name: Annotated[str, Meta(min_length=1, max_length=200)]
    message: Annotated[str, Meta(min_length=1, max_length=_LONGEST_MESSAGE)]


class PaymentAnswer(msgspec.Struct, frozen=True):
    """What becomes of a message, and of each payment in it."""

    delivery: Delivery
    payments: tuple[OnRecord, ...]


class CustomersParameters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Customers whose id begins so, after a number, so many."""

    begins: str = ""
    after: Annotated[int, Meta(ge=0, le=2**53)] = 0
    limit: Annotated[int, Meta(ge=1, le=500)] = 50


class StandingHit(msgspec.Struct, frozen=True):
    """A hit of a customer that stands: the listing's id, and how alike and how likely it is."""

    listing: str
    name: str
    similarity: float
    probability: float


class CustomerAnswer(msgspec.Struct, frozen=True):
    """A customer of the book, and the hits that stand."""

    number: int
    id: str
    party: Party
    gone: bool
    screened: int
    hits: tuple[StandingHit, ...]


class CustomersAnswer(msgspec.Struct, frozen=True):
    """Some customers, and how many there are."""

    total: int
    customers: tuple[CustomerAnswer, ...]


class NoParameters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """No parameters at all."""


async def document(request: Request) -> Response:
    """Which listed parties does a text mention?"""
    body = await read_body(request, DocumentBody)
    here = service.of(request)
    mentions, receipt = await here.desk.run(
        partial(read_text, here, body.text, body.title, ("api", actor(request).name))
    )
    served = here.lists.served
    return json_response(DocumentAnswer(mentions, served.clearance(frozenset(served.publishers)), receipt))


async def payment(request: Request) -> Response:
    """May these payments go?"""
    body = await read_body(request, PaymentBody)
    here, by = service.of(request), actor(request).name
    delivery, payments = await here.desk.run(partial(decide, here, body, by))
    return json_response(PaymentAnswer(delivery, tuple(payments)))


async def customers(request: Request) -> Response:
    """Customers of the book, by number."""
    asked = read_query(request, CustomersParameters)
    permissions.require(await person_of(request), "see personal data")
    return json_response(await service.of(request).desk.run(partial(_customers, service.of(request), asked)))


async def customer(request: Request) -> Response:
    """One customer by its own id."""
    read_query(request, NoParameters)
    permissions.require(await person_of(request), "see personal data")
    here, own_id = service.of(request), request.path_params["id"]
    return json_response(await here.desk.run(partial(_customer, here, own_id)))


def decide(here: Service, body: PaymentBody, by: str) -> tuple[Delivery, list[OnRecord]]:
    """Decide the payments of a message for somebody, on record: the delivery, and each payment."""
    rules, served = payment_rules.default(), here.lists.served
    finder = here.lists.finder(served, rules)
    processor = wiring.open_processor(served.settings, finder, rules, here.log, Asking("api", by))
    return process.answer(processor, body.message.encode(), body.name)


def _customers(here: Service, asked: CustomersParameters) -> CustomersAnswer:
    with reading_book(here.log) as book:
        found = book.page(asked.after, asked.limit, begins=asked.begins)
        hits = book.hits(found[0].number, found[-1].number) if found else {}
        return CustomersAnswer(book.count()[0], tuple(_told(one, hits) for one in found))


def _customer(here: Service, own_id: str) -> CustomerAnswer:
    with reading_book(here.log) as book:
        found = book.with_ids([own_id]).get(own_id)
        if found is None:
            raise NotFoundError("no customer of this id is in the book", where="id")
        return _told(found, book.hits(found.number, found.number))


def _told(one: Customer, answers: dict[int, bytes]) -> CustomerAnswer:
    party = msgspec.msgpack.decode(one.party, type=Party)
    hits = tuple(
        StandingHit(hit.listing, hit.name.full, hit.similarity, hit.probability)
        for hit in recall(answers.get(one.number, b""))
    )
    return CustomerAnswer(one.number, one.own_id, party, bool(one.gone), one.screened, hits)


OPERATIONS = (
    Operation("POST", "/api/v1/documents", document, Need.SCREEN, "Which listed parties does a text mention?", "work",
              None, DocumentBody, DocumentAnswer),
    Operation("POST", "/api/v1/payments", payment, Need.SCREEN, "May these payments go?", "work", None, PaymentBody,
              PaymentAnswer),
    Operation("GET", "/api/v1/customers", customers, Need.CASES, "Customers of the book", "work", CustomersParameters,
              None, CustomersAnswer),
    Operation("GET", "/api/v1/customers/{id}", customer, Need.CASES, "One customer", "work", NoParameters, None,
              CustomerAnswer),
)  # fmt: skip
