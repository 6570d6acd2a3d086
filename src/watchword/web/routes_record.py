"""Is the record whole, and what does it say? Timeline, verification, one record with its proof, exports.

What a record may hold, and who may see it, is `ledger` and `cases`; nothing is changed here but by exporting, which is
itself on record.
"""

from __future__ import annotations

from functools import partial
from typing import Annotated

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from watchword.cases import keeping
from watchword.errors import NotFoundError
from watchword.ledger import audit
from watchword.ledger.export import export_lines
from watchword.ledger.log import Proof
from watchword.ledger.record import Record
from watchword.web import service
from watchword.web.operations import Need, Operation
from watchword.web.pages import page
from watchword.web.requests import read_query
from watchword.web.routes_alerts import acting

_PAGE = 50
_LONGEST = 20_000  # letters of a body that are shown


class Looked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Records before a number (0: the newest), or the receipt of one."""

    before: Annotated[int, Meta(ge=0, le=2**62)] = 0
    seq: Annotated[str, Meta(max_length=20, pattern=r"^\d*$")] = ""


async def record(request: Request) -> Response:
    """The timeline, newest first."""
    asked = read_query(request, Looked)
    if asked.seq:
        return await _one(request, int(asked.seq))
    return await _timeline(request, asked.before)


async def _timeline(request: Request, before: int, faults: list[object] | None = None) -> Response:
    here = service.of(request)

    def read() -> tuple[int, str, list[Record]]:
        with here.log.read() as view:
            head = view.head
            size = head.size if head else 0
            end = min(before, size) if before else size
            return size, head.note if head else "", list(view.records(max(0, end - _PAGE), end))[::-1]

    size, note, found = await here.desk.run(read)
    return page(request, "record.html", size=size, note=note, found=found, faults=faults)


async def verify(request: Request) -> Response:
    """Compute all of it anew, and say what is wrong."""
    here = service.of(request)
    faults = await here.desk.run(partial(audit.verify, here.log))
    return await _timeline(request, 0, list(faults))


async def _one(request: Request, seq: int) -> Response:
    here = service.of(request)

    def read() -> tuple[Record, Proof]:
        with here.log.read() as view:
            return view.record(seq), here.log.prove(seq)

    try:
        found, proof = await here.desk.run(read)
    except OverflowError:
        raise NotFoundError(f"there is no record number {seq}", where="seq") from None
    body = msgspec.json.format(bytes(found.body), indent=2).decode("utf-8", "replace")
    return page(
        request, "receipt.html", one=found, proof=proof, body=body[:_LONGEST], cut=len(body) > _LONGEST,
        as_json=msgspec.json.format(msgspec.json.encode(proof), indent=2).decode(),
    )  # fmt: skip


async def export(request: Request) -> Response:
    """The whole log as JSON lines, without personal parts; that it was exported is on record, and in it."""
    here = service.of(request)

    def read() -> bytes:
        keeping.exporting(here.cases, acting(request), "log", with_personal=False)
        with here.log.storage.reading() as reading:
            return b"".join(export_lines(reading, personal=False))

    headers = {"Content-Disposition": 'attachment; filename="log.jsonl"', "Cache-Control": "no-store"}
    return Response(await here.desk.run(read), headers=headers, media_type="application/jsonl")


OPERATIONS = (
    Operation("GET", "/record", record, Need.AUDIT, "The record", page=True),
    Operation("POST", "/record/verify", verify, Need.AUDIT, "Verify now", page=True),
    Operation("POST", "/record/export", export, Need.AUDIT, "Export", page=True),
)
