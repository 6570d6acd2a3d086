"""How does an analyst work on alerts in a browser? The queue, one case with everything beside it, and what one does.

Every rule is the record's (`cases`): these parse, call and show. After a decision the next alert opens by itself.
"""

from __future__ import annotations

from functools import partial
from typing import Annotated, Literal

import msgspec
from msgspec import Meta
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response

from watchword.cases import bulk, evidence_files, permissions, permits
from watchword.cases.alert import DISPOSITIONS, REASONS, Ruling
from watchword.cases.people import Person
from watchword.errors import InputError, WatchwordError
from watchword.store.home import home_directory
from watchword.web import service
from watchword.web.auth import actor
from watchword.web.casework import Line, case, line
from watchword.web.errors import problem
from watchword.web.operations import Need, Operation
from watchword.web.pages import page, see_other
from watchword.web.requests import read_query
from watchword.web.routes_signing import form_of

_PAGE = 50
PERSONAL = "see personal data"
_STATES = {
    "work": ("open", "escalated"),
    "open": ("open",),
    "escalated": ("escalated",),
    "closed": ("closed",),
    "all": (),
}


class Queued(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which alerts are shown: `whose` everybody's, one's own or nobody's; `done` what has just been done."""

    state: Literal["work", "open", "escalated", "closed", "all"] = "work"
    whose: Literal["all", "mine", "nobody"] = "all"
    offset: Annotated[int, Meta(ge=0, le=1_000_000)] = 0
    done: Annotated[str, Meta(max_length=100)] = ""


def person_of(request: Request) -> Person | None:
    """The person of the register who asks; for use away from the event loop."""
    return service.of(request).doorman.person(actor(request).name)


def acting(request: Request) -> Person:
    """The same, who must be there. Raises InputError."""
    found = person_of(request)
    if found is None:
        raise InputError("you are not on the register of people", where="by")
    return found


def seeing(request: Request) -> Person:
    """The person who asks, who may see whom alerts are about. Raises ForbiddenError, InputError."""
    person = acting(request)
    permissions.require(person, PERSONAL)
    return person


async def queue(request: Request) -> Response:
    """Alerts in the order of work."""
    here, asked, who = service.of(request), read_query(request, Queued), actor(request)
    assigned = {"all": None, "mine": who.name, "nobody": ""}[asked.whose]

    def read() -> tuple[int, list[Line]]:
        total, found = here.cases.queue(_STATES[asked.state], assigned, _PAGE, asked.offset)
        sees = bool(permissions.PERMISSIONS[PERSONAL] & set(who.roles))
        return total, [line(one, here.cases.answer(one) if sees else None) for one in found]

    total, lines = await here.desk.run(read)
    return page(
        request, "queue.html", asked=asked, states=tuple(_STATES), total=total, lines=lines, step=_PAGE,
        reasons=REASONS["false-positive"], likely=bulk.LIKELY,
    )  # fmt: skip


async def alert(request: Request) -> Response:
    """One case."""
    return await _case(request)


async def _case(request: Request, error: WatchwordError | None = None) -> Response:
    here, alert_id = service.of(request), request.path_params["id"]
    await here.desk.run(partial(seeing, request))
    found = await here.desk.run(partial(case, here.cases, alert_id))
    before, after = await here.desk.run(partial(here.cases.neighbours, alert_id))
    register = await here.desk.run(partial(permits.permits, home_directory(here.options.settings.home)))
    told = problem(error) if error else None
    return page(
        request, "alert.html", status=told.status if told else 200, problem=told, case=found, before=before, after=after,
        dispositions=DISPOSITIONS, reasons=REASONS, permits=register,
    )  # fmt: skip


async def decide(request: Request) -> Response:
    """Decide, or propose where a second person is needed; then the next alert opens."""
    here, alert_id = service.of(request), request.path_params["id"]
    given = await form_of(request, "disposition", "reason", "permit", "text")

    def work() -> tuple[str, str]:
        _, after = here.cases.neighbours(alert_id)
        asked = given["disposition"], given["reason"], given["permit"]
        ruling = Ruling(*asked)  # type: ignore[arg-type]  # checked by the use case
        here.cases.decide(acting(request), alert_id, ruling, given["text"])
        pending = here.cases.alert(alert_id).pending
        return after, f"{alert_id} waits for a second person" if pending else f"{alert_id} decided"

    try:
        after, done = await here.desk.run(work)
    except WatchwordError as error:
        return await _case(request, error)
    return see_other(f"/alerts/{after}" if after else f"/alerts?done={done.replace(' ', '+')}")


async def comment(request: Request) -> Response:
    """Write something about an alert."""
    here, given = service.of(request), await form_of(request, "text")
    return await _done(request, lambda: here.cases.comment(acting(request), request.path_params["id"], given["text"]))


async def take(request: Request) -> Response:
    """Take an alert, give it to somebody, or to nobody."""
    here, given = service.of(request), await form_of(request, "assignee")
    assignee = given["assignee"].strip()
    return await _done(request, lambda: here.cases.take(acting(request), request.path_params["id"], assignee))


async def attach(request: Request) -> Response:
    """Attach a file of evidence."""
    here = service.of(request)
    upload = (await request.form()).get("file")
    if not isinstance(upload, UploadFile):
        raise InputError("choose a file", where="file")
    data = await upload.read()
    name = upload.filename or "file"
    attached = partial(evidence_files.attach, here.cases)
    return await _done(request, lambda: attached(acting(request), request.path_params["id"], name, data))


async def _done(request: Request, work: object) -> Response:
    """Do something to a case and show it again, or what went wrong."""
    assert callable(work)
    try:
        await service.of(request).desk.run(work)
    except WatchwordError as error:
        return await _case(request, error)
    return see_other(f"/alerts/{request.path_params['id']}#history")


async def evidence(request: Request) -> Response:
    """A file of evidence: always downloaded, never shown as part of these pages."""
    here = service.of(request)
    await here.desk.run(partial(seeing, request))
    data = await here.desk.run(partial(evidence_files.fetch, here.cases, request.path_params["sha256"]))
    name = f"evidence-{request.path_params['sha256'][:16]}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(data, headers=headers, media_type="application/octet-stream")


async def bulk_form(request: Request) -> Response:
    """The sample of the chosen alerts, to be looked at one by one."""
    return await _bulk(request)


async def _bulk(request: Request, error: WatchwordError | None = None) -> Response:
    here = service.of(request)
    form = await request.form()
    ids = [one for one in form.getlist("alerts") if isinstance(one, str)]
    reason, text = str(form.get("reason", ""))[:100], str(form.get("text", ""))[:1000]

    def read() -> list[object]:
        seeing(request)
        sample = bulk.sample_of(bulk.chosen(here.cases, ids))
        return [case(here.cases, one) for one in sample]

    cases = await here.desk.run(read)
    told = problem(error) if error else None
    return page(
        request, "bulk.html", status=told.status if told else 200, problem=told, ids=ids, cases=cases, reason=reason,
        text=text, reasons=REASONS["false-positive"],
    )  # fmt: skip


async def bulk_close(request: Request) -> Response:
    """Close the chosen alerts once each of the sample was confirmed."""
    here, form = service.of(request), await request.form()
    ids = [one for one in form.getlist("alerts") if isinstance(one, str)]
    checked = [one for one in form.getlist("checked") if isinstance(one, str)]
    said = str(form.get("reason", "")), str(form.get("text", ""))[:1000]
    try:
        done = await here.desk.run(lambda: bulk.close(here.cases, acting(request), ids, checked, said))
    except WatchwordError as error:
        return await _bulk(request, error)
    return see_other(f"/alerts?done={len(done)}+alerts+closed")


OPERATIONS = (
    Operation("GET", "/alerts", queue, Need.CASES, "The queue", page=True),
    Operation("POST", "/alerts/bulk", bulk_form, Need.CASES, "Look at a sample", page=True),
    Operation("POST", "/alerts/bulk/close", bulk_close, Need.CASES, "Close many", page=True),
    Operation("GET", "/alerts/{id}", alert, Need.CASES, "A case", page=True),
    Operation("POST", "/alerts/{id}/decide", decide, Need.CASES, "Decide", page=True),
    Operation("POST", "/alerts/{id}/comment", comment, Need.CASES, "Comment", page=True),
    Operation("POST", "/alerts/{id}/take", take, Need.CASES, "Take", page=True),
    Operation("POST", "/alerts/{id}/attach", attach, Need.CASES, "Attach a file", page=True),
    Operation("GET", "/evidence/{sha256}", evidence, Need.CASES, "A file of evidence", page=True),
)
