"""Which routes does OpenRefine call? The Reconciliation API: 0.2 under /reconcile, 1.0-draft under /reconcile/draft.

Reconciling is on record but raises no alert: it mends a table, and whoever is in it is screened by other ways.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from watchword.errors import InputError, WatchwordError
from watchword.model import Party, Screening
from watchword.web import reconcile, service
from watchword.web.auth import actor
from watchword.web.desk import Question, shown
from watchword.web.errors import RequestError
from watchword.web.operations import Need, Operation
from watchword.web.pages import page
from watchword.web.requests import decode, json_response, read_body, read_query
from watchword.web.showing import facts, original

_DOOR = "reconcile"
_LOWEST = 0.6


class Sent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What comes to the service's own address: queries or an extension, as JSON in a form field or parameter."""

    queries: str | None = None
    extend: str | None = None


class Prefix(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was typed so far, and from which suggestion on."""

    prefix: str
    cursor: int = 0


class Shown(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which entity is to be shown."""

    id: str


class Proposed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """For which type properties are to be proposed, and how many."""

    type: str = ""
    limit: int = 100


class NoParameters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """No parameters at all."""


async def root(request: Request) -> Response:
    """The manifest of 0.2; results or values where queries or an extension came."""
    return await _served(request, read_query(request, Sent))


async def root_form(request: Request) -> Response:
    """Queries or an extension in a form."""
    form = await request.form()
    if unknown := [name for name in form if name not in ("queries", "extend")]:
        raise InputError("there is no such field", where=unknown[0])
    given = {name: value for name, value in form.items() if isinstance(value, str)}
    return await _served(request, Sent(**given))


async def draft_manifest(request: Request) -> Response:
    """The manifest of 1.0-draft."""
    read_query(request, NoParameters)
    return json_response(reconcile.manifest(_base(request), "1.0-draft"))


async def draft_match(request: Request) -> Response:
    """Queries of 1.0-draft."""
    body = await read_body(request, reconcile.DraftBody)
    parties = [_read(f"queries[{at}]", partial(reconcile.party_of_draft, one)) for at, one in enumerate(body.queries)]
    limits = [reconcile.limit_of(one.limit) for one in body.queries]
    found = await _candidates(request, parties, limits)
    return json_response({"results": [{"candidates": one} for one in found]})


async def preflight(request: Request) -> Response:
    """May a page of another site send JSON here? Yes."""
    headers = {"Access-Control-Allow-Methods": "POST", "Access-Control-Allow-Headers": "Content-Type, Authorization"}
    return Response(status_code=204, headers=headers)


async def draft_extend(request: Request) -> Response:
    """Values of properties, in the form of 1.0-draft."""
    asked = await read_body(request, reconcile.Extension)
    return json_response(reconcile.extension(asked, service.of(request).lists.served, "1.0-draft"))


async def suggest_entity(request: Request) -> Response:
    """Listings of a name, or one by its id."""
    asked = read_query(request, Prefix)
    here = service.of(request)
    served = here.lists.served
    if asked.prefix in served.by_entity:
        return json_response({"result": [reconcile.suggestion(served.find(asked.prefix))]})
    if not asked.prefix.strip():
        return json_response({"result": []})
    question = _question(request)
    answer, _ = await here.desk.screen(Party(asked.prefix), question)
    found = [reconcile.suggestion(hit.listing) for hit in shown(answer, question)]
    return json_response({"result": found[max(asked.cursor, 0) :][: reconcile.LIMIT]})


async def suggest_property(request: Request) -> Response:
    """Properties whose name begins so."""
    asked = read_query(request, Prefix)
    return json_response({"result": reconcile.named(reconcile.ASKED, asked.prefix)[max(asked.cursor, 0) :]})


async def suggest_type(request: Request) -> Response:
    """Types whose name begins so."""
    asked = read_query(request, Prefix)
    return json_response({"result": reconcile.named(reconcile.TYPES, asked.prefix)[max(asked.cursor, 0) :]})


async def properties(request: Request) -> Response:
    """Properties that can be fetched; those of all types are the same."""
    asked = read_query(request, Proposed)
    limit = reconcile.limit_of(asked.limit)
    found = [{"id": key, "name": name} for key, name in reconcile.FETCHED.items()][:limit]
    return json_response({"properties": found, "type": asked.type, "limit": limit})


async def preview(request: Request) -> Response:
    """A small page about one listing, for a frame of another site's page."""
    served = service.of(request).lists.served
    found = served.find(read_query(request, Shown).id)
    response = page(request, "preview.html", listing=found, original=original(found), facts=facts(found))
    policy = "default-src 'none'; style-src 'self'; frame-ancestors *"
    response.headers["Content-Security-Policy"] = policy
    return response


async def _served(request: Request, sent: Sent) -> Response:
    if sent.queries is not None and sent.extend is not None:
        raise InputError("send queries or extend, not both", where="extend")
    if sent.extend is not None:
        asked = decode(sent.extend, reconcile.Extension)
        return json_response(reconcile.extension(asked, service.of(request).lists.served, "0.2"))
    if sent.queries is None:
        return json_response(reconcile.manifest(_base(request), "0.2"))
    queries = decode(sent.queries, dict[str, reconcile.Query])
    parties = [_read(f"queries.{key}", partial(reconcile.party_of, one)) for key, one in queries.items()]
    found = await _candidates(request, parties, [reconcile.limit_of(one.limit) for one in queries.values()])
    return json_response({key: {"result": one} for key, one in zip(queries, found, strict=True)})


async def _candidates(request: Request, parties: list[Party], limits: list[int]) -> list[list[dict[str, Any]]]:
    """The candidates of each party. Raises InputError for one that can't be screened: no candidates would clear it."""
    if not parties:
        return []
    if len(parties) > reconcile.QUERIES:
        raise RequestError("too-large", f"at most {reconcile.QUERIES} queries at once", where="queries")
    question = _question(request)
    answers, _ = await service.of(request).desk.screen_many(parties, question, _DOOR)
    line = question.served.settings.policy.alert
    return [_of(answer, question, limit, line) for answer, limit in zip(answers, limits, strict=True)]


def _of(answer: Screening | WatchwordError, question: Question, limit: int, line: float) -> list[dict[str, Any]]:
    if isinstance(answer, WatchwordError):
        raise answer
    return reconcile.candidates(shown(answer, question), limit, line)


def _read(where: str, read: partial[Party]) -> Party:
    try:
        return read()
    except InputError as error:
        error.where = f"{where}.{error.where}"
        raise


def _question(request: Request) -> Question:
    served = service.of(request).lists.served
    return Question(served, frozenset(served.publishers), actor(request).name, _DOOR, _LOWEST, raises=False)


def _base(request: Request) -> str:
    return str(request.base_url).rstrip("/")


def _operations() -> tuple[Operation, ...]:
    made = [
        ("GET", "/reconcile", root, "Manifest, queries, extension", Sent, None),
        ("POST", "/reconcile", root_form, "Queries or extension in a form", NoParameters, None),
        ("GET", "/reconcile/properties", properties, "Properties that can be fetched", Proposed, None),
        ("GET", "/reconcile/preview", preview, "A small page about a listing", Shown, None),
        ("GET", "/reconcile/draft", draft_manifest, "Manifest of 1.0-draft", NoParameters, None),
        ("POST", "/reconcile/draft/match", draft_match, "Queries of 1.0-draft", NoParameters, reconcile.DraftBody),
        ("POST", "/reconcile/draft/extend", draft_extend, "Values, 1.0-draft", NoParameters, reconcile.Extension),
        ("OPTIONS", "/reconcile/draft/match", preflight, "Asked by browsers first", None, None),
        ("OPTIONS", "/reconcile/draft/extend", preflight, "Asked by browsers first", None, None),
        ("GET", "/reconcile/draft/extend/propose", properties, "Properties that can be fetched", Proposed, None),
        ("GET", "/reconcile/draft/preview", preview, "A small page about a listing", Shown, None),
    ]  # fmt: skip
    for folder in ("/reconcile", "/reconcile/draft"):
        for name, handler in (("entity", suggest_entity), ("property", suggest_property), ("type", suggest_type)):
            made.append(("GET", f"{folder}/suggest/{name}", handler, f"Suggest {name}", Prefix, None))
    return tuple(
        Operation(
            method,
            path,
            handler,
            Need.NOTHING if handler is preflight else Need.SCREEN,
            told,
            "reconcile",
            query,
            body,
            cross_origin=True,
        )
        for method, path, handler, told, query, body in made
    )


OPERATIONS = _operations()
