"""How does a person look somebody up? The search page, as one types, and a listing's page.

Every look-up is on record; it raises no alert. Screening a customer, which does, is another page's.
"""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from watchword.errors import WatchwordError
from watchword.model import Kind, Party
from watchword.web import service
from watchword.web.auth import actor
from watchword.web.charts import ties
from watchword.web.desk import Question, shown
from watchword.web.errors import RequestError, problem
from watchword.web.operations import Need, Operation
from watchword.web.pages import page
from watchword.web.requests import read_query
from watchword.web.showing import by_strength, original, shown_hit

_DOOR = "web"
_LOWEST = 0.6  # similarity of what a search shows: below the alert line, for a person who is still typing
_SHOWN = 25
_SHORTEST = 2  # letters that are searched for
_Text = Annotated[str, Meta(max_length=300)]


class Searched(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the search form asks."""

    q: _Text = ""
    kind: _Text = ""
    publisher: _Text = ""
    birth: _Text = ""
    country: _Text = ""

    def party(self) -> Party:
        """The party that is looked for."""
        countries = (self.country,) if self.country.strip() else ()
        return Party(self.q.strip(), kind=self.kind or Kind.UNKNOWN, birth=self.birth.strip(), countries=countries)  # type: ignore[arg-type]


async def search(request: Request) -> Response:
    """The search page; for a browser that types on, only what was found."""
    asked = read_query(request, Searched)
    served = service.of(request).lists.served
    template = "_found.html" if "hx-request" in request.headers else "search.html"
    values: dict[str, Any] = {"asked": asked, "kinds": [kind for kind in Kind if kind is not Kind.UNKNOWN], "served": served,
              "clearance": served.clearance(frozenset(served.publishers)), "found": None, "total": 0, "receipt": None,
              "problem": None, "line": served.settings.policy.alert}  # fmt: skip
    if len(asked.q.strip()) < _SHORTEST:
        return page(request, template, **values)
    try:
        publishers = served.chosen([asked.publisher] if asked.publisher else [], where="publisher")
        question = Question(served, publishers, actor(request).name, _DOOR, _LOWEST, raises=False)
        answer, receipt = await service.of(request).desk.screen(asked.party(), question)
    except WatchwordError as error:
        if isinstance(error, RequestError):
            raise
        return page(request, template, **{**values, "problem": problem(error)})
    hits = shown(answer, question)
    values.update(found=[shown_hit(hit) for hit in hits[:_SHOWN]], total=len(hits), receipt=receipt)
    return page(request, template, **values)


async def listing(request: Request) -> Response:
    """Everything about one listing on one page."""
    here = service.of(request)
    served = here.lists.served
    found = served.find(request.path_params["id"])
    relations = await here.desk.run(partial(served.relations, found))
    try:
        coverage = await here.desk.run(partial(served.coverage, found.id))
    except RequestError:
        coverage = None  # the lists are still being linked: the page says so
    stories = await here.desk.run(partial(served.stories, found))
    return page(
        request, "listing.html", listing=found, original=original(found), names=by_strength(found.names),
        publication=served.publication[found.publisher], relations=relations, picture=ties(found.name, relations),
        stories=stories, coverage=coverage,
    )  # fmt: skip


OPERATIONS = (
    Operation("GET", "/", search, Need.SCREEN, "Search", page=True),
    Operation("GET", "/listings/{id}", listing, Need.SCREEN, "A listing", page=True),
)
