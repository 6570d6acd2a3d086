"""How does the second pair of eyes work in a browser? What waits, and yes or no to it.

Who may approve is the record's: nobody approves what they proposed, by any door.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from watchword.cases import approvals
from watchword.cases.proposals import Proposal, brings
from watchword.errors import UsageError, WatchwordError
from watchword.web import service
from watchword.web.auth import actor
from watchword.web.casework import Case, case
from watchword.web.errors import problem
from watchword.web.operations import Need, Operation
from watchword.web.pages import page, see_other
from watchword.web.routes_alerts import acting, seeing
from watchword.web.routes_signing import form_of


@dataclass(frozen=True, slots=True)
class Waiting:
    """A proposal, what it would bring, the case that it is about, the words it was proposed with, whether it is one's own."""

    proposal: Proposal
    brings: str
    case: Case | None
    words: str
    own: bool


async def inbox(request: Request) -> Response:
    """What waits for a second person."""
    return await _inbox(request)


async def _inbox(request: Request, error: WatchwordError | None = None) -> Response:
    here, who = service.of(request), actor(request)

    def read() -> list[Waiting]:
        seeing(request)
        return [_waiting(here, one, who.name) for one in here.cases.proposals()]

    told = problem(error) if error else None
    found = await here.desk.run(read)
    return page(
        request, "proposals.html", status=told.status if told else 200, problem=told, waiting=found,
        may=who.may(Need.APPROVE),
    )  # fmt: skip


def _waiting(here: service.Service, one: Proposal, name: str) -> Waiting:
    about = case(here.cases, one.proposed.alert) if one.proposed.alert else None
    with here.log.read() as view:
        said = view.personal(one.seq) or {}
    return Waiting(one, brings(one, here.cases.policy()), about, str(said.get("text", "")), one.proposed.by == name)


async def approve(request: Request) -> Response:
    """Approve what somebody else proposed."""
    here, seq = service.of(request), _number(request)
    try:
        await here.desk.run(lambda: approvals.approve(here.cases, acting(request), seq))
    except WatchwordError as error:
        return await _inbox(request, error)
    return see_other("/proposals")


async def refuse(request: Request) -> Response:
    """Refuse a proposal, or withdraw one's own."""
    here, seq, given = service.of(request), _number(request), await form_of(request, "text")
    try:
        await here.desk.run(lambda: approvals.refuse(here.cases, acting(request), seq, given["text"]))
    except WatchwordError as error:
        return await _inbox(request, error)
    return see_other("/proposals")


async def propose_allowance(request: Request) -> Response:
    """Propose that this pair needs no alert until a day, as long as both sides stay what they are."""
    here, alert_id = service.of(request), request.path_params["id"]
    given = await form_of(request, "until", "text")
    work = partial(approvals.propose_allowance, here.cases)
    await here.desk.run(lambda: work(acting(request), alert_id, given["until"], given["text"]))
    return see_other(f"/alerts/{alert_id}#history")


def _number(request: Request) -> int:
    text = request.path_params["seq"]
    if not text.isascii() or not text.isdigit() or len(text) > 15:
        raise UsageError("this is no number of a proposal", where="seq")
    return int(text)


OPERATIONS = (
    Operation("GET", "/proposals", inbox, Need.CASES, "The inbox of second approvals", page=True),
    Operation("POST", "/proposals/{seq}/approve", approve, Need.APPROVE, "Approve", page=True),
    Operation("POST", "/proposals/{seq}/refuse", refuse, Need.CASES, "Refuse", page=True),
    Operation("POST", "/alerts/{id}/allow", propose_allowance, Need.CASES, "Propose an allow-list entry", page=True),
)
