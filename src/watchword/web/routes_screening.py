"""What can a program ask of the own API? Screen one party or many, read lists and listings.

Every screening is on record before it is given; the receipt comes with it.
"""

from __future__ import annotations

from functools import partial
from typing import Annotated

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from watchword.coverage import Coverage
from watchword.errors import InputError, WatchwordError
from watchword.library.standing import Clearance
from watchword.model import Hit, Kind, Listing, Party, Publication, Receipt, Screening
from watchword.relations import Relation
from watchword.web import service
from watchword.web.auth import actor
from watchword.web.desk import Question, shown
from watchword.web.lists import Served
from watchword.web.operations import Need, Operation
from watchword.web.requests import json_response, read_body, read_query

MOST = 5000
_DOOR = "api"
_Texts = tuple[str, ...]
_Line = Annotated[float, Meta(gt=0, le=1)] | None


class Asked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A party to be screened; only `name` is needed."""

    name: str
    kind: Kind = Kind.UNKNOWN
    aliases: _Texts = ()
    birth: str = ""
    countries: _Texts = ()
    nationalities: _Texts = ()
    gender: str = ""
    birth_place: str = ""
    identifiers: _Texts = ()
    addresses: _Texts = ()
    id: str = ""

    def party(self) -> Party:
        """The party."""
        return Party(**msgspec.structs.asdict(self))


class ScreenBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A party, the publishers whose lists are asked (all when empty), the lowest similarity of a hit."""

    party: Asked
    publishers: _Texts = ()
    minimum: _Line = None


class BatchBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Up to 5,000 parties."""

    parties: Annotated[tuple[Asked, ...], Meta(min_length=1, max_length=MOST)]
    publishers: _Texts = ()
    minimum: _Line = None


class Answer(msgspec.Struct, frozen=True):
    """The hits of one party, best first; `error` when it could not be screened."""

    total: int
    party: Party | None
    hits: tuple[Hit, ...]
    error: dict[str, str] | None = None


class ScreenAnswer(msgspec.Struct, frozen=True):
    """A screening with the digests that repeat it, and the receipt of its record."""

    total: int
    minimum: float
    party: Party
    hits: tuple[Hit, ...]
    snapshot: str
    policy: str
    engine: str
    clearance: Clearance
    receipt: Receipt


class BatchAnswer(msgspec.Struct, frozen=True):
    """One answer for each party, in order, all under one record; `refused` could not be screened."""

    answers: tuple[Answer, ...]
    refused: int
    minimum: float
    snapshot: str
    clearance: Clearance
    receipt: Receipt


class ListsAnswer(msgspec.Struct, frozen=True):
    """The lists that are screened against, and whether finding nothing on them clears anybody."""

    snapshot: str
    listings: int
    lists: tuple[Publication, ...]
    clearance: Clearance


class ListingAnswer(msgspec.Struct, frozen=True):
    """A listing, where it was published, and whom its publisher ties it to."""

    listing: Listing
    publication: Publication
    relations: tuple[Relation, ...]


class NoParameters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """No parameters at all."""


async def screen(request: Request) -> Response:
    """Screen one party."""
    read_query(request, NoParameters)
    body = await read_body(request, ScreenBody)
    question, asked = _question(request, body), _party(body.party, "party")
    try:
        answer, receipt = await service.of(request).desk.screen(asked, question)
    except InputError as error:
        error.where = f"party.{error.where}"
        raise
    served, hits = question.served, shown(answer, question)
    return json_response(
        ScreenAnswer(
            len(hits), question.line, answer.party, hits, answer.snapshot, answer.policy, answer.engine,
            served.clearance(question.publishers), receipt,
        )
    )  # fmt: skip


async def batch(request: Request) -> Response:
    """Screen many parties under one record."""
    read_query(request, NoParameters)
    body = await read_body(request, BatchBody)
    question = _question(request, body)
    parties = [_party(one, f"parties[{at}]") for at, one in enumerate(body.parties)]
    desk = service.of(request).desk
    found, receipt = await desk.screen_many(parties, question, "batch")
    clearance = question.served.clearance(question.publishers)

    def told() -> Response:
        answers = tuple(_one(one, question) for one in found)
        refused = sum(one.error is not None for one in answers)
        snapshot = question.served.snapshot.digest
        return json_response(BatchAnswer(answers, refused, question.line, snapshot, clearance, receipt))

    return await desk.run(told)


async def lists(request: Request) -> Response:
    """The lists that are screened against."""
    read_query(request, NoParameters)
    served = service.of(request).lists.served
    every = frozenset(served.publishers)
    return json_response(
        ListsAnswer(served.snapshot.digest, len(served.snapshot), served.publications, served.clearance(every))
    )


async def listing(request: Request) -> Response:
    """Everything that a publisher says about one listing, and its ties."""
    read_query(request, NoParameters)
    here = service.of(request)
    served = here.lists.served
    found = served.find(request.path_params["id"])
    ties = await here.desk.run(partial(served.relations, found))
    return json_response(ListingAnswer(found, served.publication[found.publisher], ties))


async def party(request: Request) -> Response:
    """Who lists the party that a listing is of, and which members of the coalition do not."""
    read_query(request, NoParameters)
    here = service.of(request)
    served = here.lists.served
    found = served.find(request.path_params["id"])
    return json_response(await here.desk.run(partial(served.coverage, found.id)))


def _question(request: Request, body: ScreenBody | BatchBody) -> Question:
    served: Served = service.of(request).lists.served
    publishers = served.chosen(body.publishers, where="publishers")
    return Question(served, publishers, actor(request).name, _DOOR, body.minimum)


def _party(asked: Asked, where: str) -> Party:
    try:
        return asked.party()
    except WatchwordError as error:
        error.where = f"{where}.{error.where}"
        raise


def _one(answer: Screening | WatchwordError, question: Question) -> Answer:
    if isinstance(answer, WatchwordError):
        return Answer(0, None, (), answer.as_dict())
    hits = shown(answer, question)
    return Answer(len(hits), answer.party, hits)


OPERATIONS = (
    Operation("POST", "/api/v1/screen", screen, Need.SCREEN, "Screen one party", "screening", NoParameters,
              ScreenBody, ScreenAnswer),
    Operation("POST", "/api/v1/batch", batch, Need.SCREEN, "Screen many parties", "screening", NoParameters,
              BatchBody, BatchAnswer),
    Operation("GET", "/api/v1/lists", lists, Need.SCREEN, "The lists screened against", "lists", NoParameters,
              None, ListsAnswer),
    Operation("GET", "/api/v1/listings/{id}", listing, Need.SCREEN, "One listing with its ties", "lists",
              NoParameters, None, ListingAnswer),
    Operation("GET", "/api/v1/parties/{id}", party, Need.SCREEN, "Who lists the party of a listing", "lists",
              NoParameters, None, Coverage),
)  # fmt: skip
