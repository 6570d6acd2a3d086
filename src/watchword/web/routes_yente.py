"""Which of yente's routes are there, and what do they do? Match, search, entities, catalogue, algorithms, health.

Words are translated in `yente`; every answer comes from `Desk`.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from watchword import ftm
from watchword.errors import InputError, NotFoundError, WatchwordError
from watchword.ftm.nested import adjacent
from watchword.match.evidence import CODES
from watchword.model import Listing, Party, Screening
from watchword.web import service, yente
from watchword.web.auth import actor
from watchword.web.desk import Question, shown
from watchword.web.lists import Served
from watchword.web.operations import Need, Operation
from watchword.web.requests import json_response, read_body, read_query

_DOOR = "api"
_ADJACENT = 50


class EntityParameters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Parameters of /entities/{id}: with `nested` what belongs to the entity is inside it."""

    nested: bool = True


class PageParameters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Parameters of adjacent entities: which part of them."""

    limit: int = _ADJACENT
    offset: int = 0


async def match(request: Request) -> Response:
    """Match entities by example, and say with each candidate why."""
    asked = read_query(request, yente.MatchParameters)
    body = await read_body(request, yente.MatchBody)
    yente.check_body(body, asked)
    served = service.of(request).lists.served
    chosen = await _scope(request, asked, served)
    parties = [_party(key, example) for key, example in body.queries.items()]
    question = Question(served, chosen.publishers, actor(request).name, _DOOR, asked.cutoff)
    desk = service.of(request).desk
    answers: list[Screening | WatchwordError]
    if len(parties) == 1:
        try:
            answer, receipt = await desk.screen(parties[0], question)
        except InputError as error:
            error.where = f"queries.{next(iter(body.queries))}.{error.where}"
            raise
        answers = [answer]
    else:
        answers, receipt = await desk.screen_many(parties, question, "match")
    threshold = served.settings.policy.alert if asked.threshold is None else asked.threshold

    def told() -> bytes:
        out, limit = {}, asked.limit or yente.LIMIT
        for (key, example), found in zip(body.queries.items(), answers, strict=True):
            out[key], used = _response(example, found, chosen, threshold, asked, served)
            limit = max(limit, used)
        return msgspec.json.encode({"responses": out, "limit": limit, "receipt": receipt})

    data = told() if len(parties) == 1 else await desk.run(told)
    return Response(data, headers={"Cache-Control": "no-store"}, media_type="application/json")


async def search(request: Request) -> Response:
    """Look a name up; on record, but no alert is raised."""
    asked = read_query(request, yente.SearchParameters)
    yente.check_search(asked)
    served = service.of(request).lists.served
    chosen = await _scope(request, asked, served)
    question = Question(served, chosen.publishers, actor(request).name, _DOOR, yente.CUTOFF, raises=False)
    answer, _ = await service.of(request).desk.screen(Party(asked.q, kind=yente.kind_of(asked.schema)), question)
    hits = [hit for hit in shown(answer, question) if chosen.has(hit.listing)]
    found = [one for hit in hits if yente.suits(one := yente.entity(hit.listing, served), asked)]
    page = found[asked.offset : asked.offset + asked.limit]
    return json_response(
        {
            "results": page, "facets": yente.facets(found, asked.facets), "total": _total(len(found)),
            "limit": asked.limit, "offset": asked.offset,
        }
    )  # fmt: skip


async def entity(request: Request) -> Response:
    """One listing as an entity, by its id in either form (us-ofac-32391 or us-ofac:32391)."""
    asked = read_query(request, EntityParameters)
    listing, served = _found(request)
    return json_response(yente.entity(listing, served, deep=asked.nested))


async def neighbours(request: Request) -> Response:
    """What belongs to an entity, by property; of one property where the path names it."""
    asked = read_query(request, PageParameters)
    if asked.limit < 0 or asked.offset < 0:
        raise InputError("0 or more", where="limit" if asked.limit < 0 else "offset")
    listing, served = _found(request)
    found = adjacent(ftm.entities(listing, served.publication[listing.publisher]))
    wanted = request.path_params.get("property")
    if wanted is None:
        pages = {name: _page(others, asked) for name, others in found.items()}
        return json_response({"entity": yente.entity(listing, served), "adjacent": pages})
    if wanted not in found:
        known = ", ".join(found) or "none"
        raise NotFoundError("this entity has nothing in this property", where=wanted, hint=f"It has: {known}.")
    return json_response(_page(found[wanted], asked))


async def catalog(request: Request) -> Response:
    """The lists that are served, as datasets, and collections of all of them."""
    read_query(request, NoParameters)
    served = service.of(request).lists.served
    lists = [_dataset(name, served) for name in served.publishers]
    whole = [
        {"name": name, "title": "All lists", "children": list(served.publishers), "load": True, "index_current": True,
         "version": served.snapshot.digest[:16], "index_version": served.snapshot.digest[:16],
         "entity_count": len(served.snapshot)}
        for name in yente.ALL
    ]  # fmt: skip
    stale = not served.clearance(frozenset(served.publishers)).allowed
    outdated = [name for name in served.publishers if not served.clearance(frozenset({name})).allowed]
    current = [name for name in (*yente.ALL, *served.publishers) if name not in outdated]
    return json_response({"datasets": [*whole, *lists], "current": current, "outdated": outdated, "index_stale": stale})


async def algorithms(request: Request) -> Response:
    """The one algorithm, and what its evidence tells."""
    read_query(request, NoParameters)
    docs = {code: {"description": told} for code, told in CODES.items()}
    one = {"name": yente.ALGORITHM, "description": "Complete search; the score is the sum of its evidence.",
           "docs": docs, "features": docs}  # fmt: skip
    return json_response({"algorithms": [one], "default": yente.ALGORITHM, "best": yente.ALGORITHM})


class NoParameters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """No parameters at all."""


def _party(key: str, example: yente.Example) -> Party:
    try:
        return ftm.party(yente.query_of(example))
    except InputError as error:
        error.where = f"queries.{key}.{error.where}"
        raise


def _response(
    example: yente.Example, answer: Screening | WatchwordError, chosen: yente.Scope, threshold: float,
    asked: yente.MatchParameters, served: Served,
) -> tuple[dict[str, Any], int]:  # fmt: skip
    if isinstance(answer, WatchwordError):
        return {"status": 400, "results": [], "total": _total(0), "query": yente.query_of(example),
                "detail": str(answer)}, 0  # fmt: skip
    hits = [hit for hit in answer.hits if chosen.has(hit.listing)]
    given, limit = yente.kept(hits, asked, threshold)
    results = [yente.scored(hit, threshold, served) for hit in given]
    return {"status": 200, "results": results, "total": _total(len(hits)), "query": yente.query_of(example)}, limit


async def _scope(
    request: Request, asked: yente.MatchParameters | yente.SearchParameters, served: Served
) -> yente.Scope:
    before = None
    if asked.changed_since:
        day, here = yente.day_before(asked.changed_since), service.of(request)
        try:
            before = await here.desk.run(partial(here.lists.before, day))
        except NotFoundError as error:
            error.where = "changed_since"
            raise
    return yente.scope(request.path_params["dataset"], asked, served, before)


def _found(request: Request) -> tuple[Listing, Served]:
    served = service.of(request).lists.served
    return served.find(request.path_params["id"]), served


def _page(found: list[Any], asked: PageParameters) -> dict[str, Any]:
    return {"results": found[asked.offset : asked.offset + asked.limit], "total": _total(len(found)),
            "limit": asked.limit, "offset": asked.offset}  # fmt: skip


def _total(number: int) -> dict[str, Any]:
    return {"value": number, "relation": "eq"}


def _dataset(name: str, served: Served) -> dict[str, Any]:
    mine = [one for one in served.publications if one.publisher == name]
    newest = max(one.published for one in mine)
    return {
        "name": name,
        "title": mine[0].title,
        "url": mine[0].url or None,
        "version": newest,
        "updated_at": f"{newest}T00:00:00" if newest else None,
        "entity_count": sum(one.records for one in mine),
        "thing_count": sum(one.records for one in mine),
        "publisher": {"name": name, "official": True},
        "load": True,
        "index_current": served.clearance(frozenset({name})).allowed,
        "index_version": served.snapshot.digest[:16],
        "children": [],
    }


OPERATIONS = (
    Operation("POST", "/match/{dataset}", match, Need.SCREEN, "Match entities by example", "yente",
              yente.MatchParameters, yente.MatchBody),
    Operation("GET", "/search/{dataset}", search, Need.SCREEN, "Look a name up", "yente", yente.SearchParameters),
    Operation("GET", "/entities/{id}", entity, Need.SCREEN, "One listing as an entity", "yente", EntityParameters),
    Operation("GET", "/entities/{id}/adjacent", neighbours, Need.SCREEN, "What belongs to an entity", "yente",
              PageParameters),
    Operation("GET", "/entities/{id}/adjacent/{property}", neighbours, Need.SCREEN,
              "What belongs to an entity in one property", "yente", PageParameters),
    Operation("GET", "/catalog", catalog, Need.SCREEN, "The lists as datasets", "yente", NoParameters),
    Operation("GET", "/algorithms", algorithms, Need.SCREEN, "How names are matched", "yente", NoParameters),
)  # fmt: skip
