"""How does a program work on cases? Alerts, decisions, comments, proposals, the allow-list; heads and proofs of the log.

Every rule, and who may do what, is in `cases`; here words become calls.
"""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from watchword.cases import approvals, permissions
from watchword.cases.alert import Alert, Ruling
from watchword.cases.allowances import Allowance
from watchword.cases.people import Person
from watchword.cases.proposals import Proposal
from watchword.errors import InputError
from watchword.ledger.log import Proof
from watchword.model import Hit, Party, Receipt
from watchword.web import service
from watchword.web.auth import actor
from watchword.web.errors import RequestError
from watchword.web.operations import Need, Operation
from watchword.web.requests import json_response, read_body, read_query

_Text = Annotated[str, Meta(min_length=1, max_length=20_000)]
_Number = Annotated[int, Meta(ge=0, le=2**53)]


class QueueParameters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which alerts: in these states (open and escalated when none is named), of one person, which part of them."""

    state: tuple[Literal["open", "escalated", "closed"], ...] = ()
    assigned: str | None = None
    limit: Annotated[int, Meta(ge=1, le=500)] = 50
    offset: _Number = 0


class QueueAnswer(msgspec.Struct, frozen=True):
    """Alerts in the order of work, and how many there are."""

    total: int
    alerts: tuple[Alert, ...]


class Event(msgspec.Struct, frozen=True):
    """One thing that happened in a case, with what was said (null when nothing, or erased)."""

    seq: int
    time: str
    kind: str
    body: dict[str, Any]
    said: dict[str, Any] | None


class AlertAnswer(msgspec.Struct, frozen=True):
    """An alert, the party and hits that raised it (null when erased or not for this role), and its history."""

    alert: Alert
    party: Party | None
    hits: tuple[Hit, ...]
    history: tuple[Event, ...]


class Waiting(msgspec.Struct, frozen=True):
    """A proposal that waits for a second person: what is to be done, of an alert its ruling or until when it is allowed."""

    seq: int
    time: str
    action: str
    by: str
    alert: str
    ruling: Ruling | None
    until: str
    content: Any


class AssigneeBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who is to work on it; "" for nobody."""

    person: str


class TextBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody has to say."""

    text: _Text


class DecisionBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A disposition with its reason, and why in words; of a permitted match also its grounds."""

    disposition: Literal["false-positive", "block", "reject", "permitted", "unsure"]
    reason: str
    text: _Text
    permit: str = ""
    authority: str = ""
    scope: str = ""
    until: str = ""

    def ruling(self) -> Ruling:
        """The ruling."""
        return Ruling(self.disposition, self.reason, self.permit, self.authority, self.scope, self.until)


class AllowanceBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Until which day the pair needs no alert, and why."""

    until: str
    text: _Text


class AllowancesParameters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """With `ended` also entries that are no longer in force."""

    ended: bool = False


class HeadAnswer(msgspec.Struct, frozen=True):
    """The log's last signed head: its size, and the signed note."""

    size: int
    head: str


class GrowthParameters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Two sizes of the log."""

    old: _Number
    new: _Number


class GrowthAnswer(msgspec.Struct, frozen=True):
    """The proof (RFC 9162) that the larger log only adds to the smaller."""

    old: int
    new: int
    path: tuple[str, ...]


class NoParameters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """No parameters at all."""


async def queue(request: Request) -> Response:
    """Alerts in the order of work."""
    asked = read_query(request, QueueParameters)
    here = service.of(request)
    states = asked.state or ("open", "escalated")
    found = await here.desk.run(partial(here.cases.queue, states, asked.assigned, asked.limit, asked.offset))
    return json_response(QueueAnswer(found[0], tuple(found[1])))


async def alert(request: Request) -> Response:
    """One alert with what raised it and what happened since."""
    read_query(request, NoParameters)
    here, person = service.of(request), await person_of(request)
    personal = bool(permissions.PERMISSIONS["see personal data"] & set(person.roles))

    def told() -> AlertAnswer:
        found = here.cases.alert(request.path_params["id"])
        answer = here.cases.answer(found) if personal else None
        history = tuple(
            Event(
                one.record.seq,
                one.record.time,
                one.record.kind,
                one.record.read(dict[str, Any]),
                one.personal if personal else None,
            )
            for one in here.cases.history(found.id)
        )
        return AlertAnswer(found, answer.party if answer else None, answer.hits if answer else (), history)

    return json_response(await here.desk.run(told))


async def assign(request: Request) -> Response:
    """Give an alert to somebody."""
    body = await read_body(request, AssigneeBody)
    return await _done(request, "take", body.person)


async def comment(request: Request) -> Response:
    """Write something about an alert."""
    body = await read_body(request, TextBody)
    return await _done(request, "comment", body.text)


async def decide(request: Request) -> Response:
    """Decide an alert, or propose it where a second person is needed: the receipt's kind says which."""
    body = await read_body(request, DecisionBody)
    return await _done(request, "decide", body.ruling(), body.text)


async def allow(request: Request) -> Response:
    """Propose that an alert's pair needs no alert for a while."""
    body = await read_body(request, AllowanceBody)
    here, person = service.of(request), await person_of(request)
    alert_id = request.path_params["id"]
    done = partial(approvals.propose_allowance, here.cases, person, alert_id, body.until, body.text)
    return json_response(await here.desk.run(done))


async def proposals(request: Request) -> Response:
    """What waits for a second person."""
    read_query(request, NoParameters)
    here = service.of(request)
    found = await here.desk.run(here.cases.proposals)
    return json_response(tuple(_waiting(one) for one in found))


async def approve(request: Request) -> Response:
    """Be the second pair of eyes."""
    here, person = service.of(request), await person_of(request)
    return json_response(await here.desk.run(partial(approvals.approve, here.cases, person, number_of(request))))


async def refuse(request: Request) -> Response:
    """Refuse a proposal, or withdraw one's own."""
    body = await read_body(request, TextBody)
    here, person = service.of(request), await person_of(request)
    done = partial(approvals.refuse, here.cases, person, number_of(request), body.text)
    return json_response(await here.desk.run(done))


async def allowances(request: Request) -> Response:
    """The allow-list."""
    asked = read_query(request, AllowancesParameters)
    here = service.of(request)
    return json_response(await here.desk.run(partial(here.cases.allowed, ended=asked.ended)))


async def head(request: Request) -> Response:
    """The log's last signed head: give it away, and nobody can shorten the log unseen."""
    read_query(request, NoParameters)
    here = service.of(request)
    found = await here.desk.run(here.log.head)
    return json_response(HeadAnswer(found.size, found.note))


async def proof(request: Request) -> Response:
    """The proof that a record is in the log."""
    read_query(request, NoParameters)
    here = service.of(request)
    return json_response(await here.desk.run(partial(here.log.prove, number_of(request))))


async def growth(request: Request) -> Response:
    """The proof that the log only grew."""
    asked = read_query(request, GrowthParameters)
    here = service.of(request)
    path = await here.desk.run(partial(here.log.prove_growth, asked.old, asked.new))
    return json_response(GrowthAnswer(asked.old, asked.new, tuple(one.hex() for one in path)))


def _waiting(one: Proposal) -> Waiting:
    what = one.proposed
    content = msgspec.json.decode(what.content)
    return Waiting(one.seq, one.time, what.action, what.by, what.alert, what.ruling, what.until, content)


async def person_of(request: Request) -> Person:
    """The person of the register who asks, or for whom a key speaks."""
    here = service.of(request)
    found = await here.desk.run(partial(here.doorman.person, actor(request).name))
    if found is None:
        raise RequestError("forbidden", "this needs somebody of the register")
    return found


def number_of(request: Request) -> int:
    """The record's number in a path. Raises InputError."""
    text = request.path_params["seq"]
    if not text.isascii() or not text.isdecimal() or len(text) > 15:
        raise InputError("a record's number is needed", where="seq")
    return int(text)


async def _done(request: Request, what: str, *words: Any) -> Response:
    """Do something about the alert of the path, and give the receipt."""
    here, person = service.of(request), await person_of(request)
    work = getattr(here.cases, what)
    return json_response(await here.desk.run(partial(work, person, request.path_params["id"], *words)))


OPERATIONS = (
    Operation("GET", "/api/v1/alerts", queue, Need.CASES, "Alerts in the order of work", "cases", QueueParameters,
              None, QueueAnswer),
    Operation("GET", "/api/v1/alerts/{id}", alert, Need.CASES, "One alert", "cases", NoParameters, None, AlertAnswer),
    Operation("POST", "/api/v1/alerts/{id}/assignee", assign, Need.CASES, "Give it to somebody", "cases", None,
              AssigneeBody, Receipt),
    Operation("POST", "/api/v1/alerts/{id}/comments", comment, Need.CASES, "Comment", "cases", None, TextBody, Receipt),
    Operation("POST", "/api/v1/alerts/{id}/decisions", decide, Need.CASES, "Decide, or propose it", "cases", None,
              DecisionBody, Receipt),
    Operation("POST", "/api/v1/alerts/{id}/allowance", allow, Need.CASES, "Propose an allow-list entry", "cases", None,
              AllowanceBody, Receipt),
    Operation("GET", "/api/v1/proposals", proposals, Need.CASES, "What waits for a second person", "cases",
              NoParameters, None, tuple[Waiting, ...]),
    Operation("POST", "/api/v1/proposals/{seq}/approval", approve, Need.APPROVE, "Approve", "cases", None, None, Receipt),
    Operation("POST", "/api/v1/proposals/{seq}/refusal", refuse, Need.CASES, "Refuse, or withdraw", "cases", None,
              TextBody, Receipt),
    Operation("GET", "/api/v1/allowances", allowances, Need.CASES, "The allow-list", "cases", AllowancesParameters,
              None, tuple[Allowance, ...]),
    Operation("GET", "/api/v1/log/head", head, Need.SCREEN, "The last signed head", "log", NoParameters, None, HeadAnswer),
    Operation("GET", "/api/v1/log/proofs/{seq}", proof, Need.AUDIT, "The proof of a record", "log", NoParameters, None,
              Proof),
    Operation("GET", "/api/v1/log/growth", growth, Need.AUDIT, "The proof that the log only grew", "log",
              GrowthParameters, None, GrowthAnswer),
)  # fmt: skip
