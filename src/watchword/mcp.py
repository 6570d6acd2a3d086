"""What can an AI agent ask? Tools of the Model Context Protocol: screen, explain, show, coverage, read a text.

Each answer is on record before it is given, and carries its receipt. Without leave nothing else is changed: no alert is
raised. No tool opens an address: what is to be read is handed over as text.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import msgspec
from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations

from watchword import __version__
from watchword.errors import WatchwordError
from watchword.match.evidence import CODES
from watchword.model import Hit, Party
from watchword.screen import compare
from watchword.web.desk import Question, shown
from watchword.web.reading import read_text
from watchword.web.service import Service

_DOOR = "mcp"
_SHOWN = 10
_ABOUT = (
    "Screens people, companies, ships and wallets against official sanctions and terrorist lists. A hit is a listing that"
    " resembles the name: never proof that it is the same party. Say the similarity, the probability and what agrees or"
    " conflicts, and give the receipt. When `clearance.allowed` is false, finding nothing clears nobody: say so."
)
_READS = ToolAnnotations(read_only_hint=True, open_world_hint=False)
_RECORDS = ToolAnnotations(read_only_hint=False, destructive_hint=False, open_world_hint=False)


def server(here: Service, by: str, *, raises: bool = False) -> MCPServer:
    """The tools over a service, for `by`; with `raises` a screening's hits become alerts."""
    made = MCPServer("watchword", instructions=_ABOUT, version=__version__)
    tools = Tools(here, by, raises)
    made.tool(annotations=_RECORDS)(tools.screen)
    made.tool(annotations=_READS)(tools.explain)
    made.tool(annotations=_READS)(tools.show)
    made.tool(annotations=_READS)(tools.coverage)
    made.tool(annotations=_RECORDS)(tools.read_text)
    return made


class Tools:
    """The tools; the first lines of their docstrings are what an agent is told of them."""

    def __init__(self, here: Service, by: str, raises: bool) -> None:
        self._here, self._by, self._raises = here, by, raises

    async def screen(
        self, name: str, kind: str = "unknown", birth: str = "", countries: list[str] | None = None,
        identifiers: list[str] | None = None,
    ) -> dict[str, Any]:  # fmt: skip
        """Is this party on a sanctions list? Gives every listing that resembles it, with reasons and a receipt.

        `kind`: person, organisation, company, vessel, aircraft, wallet or unknown. `birth`: 1984, 1984-05-01 or
        1980-1985. `countries`: ISO codes or names. `identifiers`: as passport:AB123456 or imo:9187629.
        """
        try:
            party = Party(name, kind=kind, birth=birth, countries=tuple(countries or ()),  # type: ignore[arg-type]
                          identifiers=tuple(identifiers or ()))  # fmt: skip
            served = self._here.lists.served
            question = Question(served, frozenset(served.publishers), self._by, _DOOR, raises=self._raises)
            answer, receipt = await self._here.desk.screen(party, question)
        except WatchwordError as error:
            raise ToolError(str(error)) from error
        hits = shown(answer, question)
        told = {"total": len(hits), "hits": [_hit(hit) for hit in hits[:_SHOWN]], "receipt": receipt,
                "clearance": served.clearance(question.publishers), "lists": served.snapshot.digest}  # fmt: skip
        return _plain(told)

    async def explain(self, a: str, b: str, kind: str = "person") -> dict[str, Any]:
        """How alike are two names, and why? The points of the evidence add up to the similarity (0 to 1)."""
        try:
            found = compare(a, b, kind=kind, policy=self._here.lists.served.settings.policy)
        except WatchwordError as error:
            raise ToolError(str(error)) from error
        told = {one.code: CODES[one.code] for one in found.evidence}
        return _plain({"similarity": found.similarity, "evidence": found.evidence, "meaning": told})

    async def show(self, listing_id: str) -> dict[str, Any]:
        """Everything that a publisher says about one listing, by its id such as us-ofac:32391."""
        served = self._here.lists.served
        try:
            found = served.find(listing_id)
            ties = await self._here.desk.run(partial(served.relations, found))
        except WatchwordError as error:
            raise ToolError(str(error)) from error
        return _plain({"listing": found, "publication": served.publication[found.publisher], "relations": ties})

    async def coverage(self, listing_id: str) -> dict[str, Any]:
        """Who else lists the party of a listing, since when, and which members of the coalition do not?"""
        served = self._here.lists.served
        try:
            return _plain(await self._here.desk.run(partial(served.coverage, served.find(listing_id).id)))
        except WatchwordError as error:
            raise ToolError(str(error)) from error

    async def read_text(self, text: str, title: str = "") -> dict[str, Any]:
        """Which listed parties does a text (a news page, a letter) mention? Gives each with its place and reasons."""
        here, served = self._here, self._here.lists.served
        try:
            found, receipt = await here.desk.run(partial(read_text, here, text, title, (_DOOR, self._by)))
        except WatchwordError as error:
            raise ToolError(str(error)) from error
        mentions = [{"start": one.start, "end": one.end, "text": one.text, **_hit(one.hit)} for one in found]
        clearance = served.clearance(frozenset(served.publishers))
        return _plain({"mentions": mentions, "receipt": receipt, "clearance": clearance})


def _hit(hit: Hit) -> dict[str, Any]:
    """A hit in as many words as an agent needs; `show` gives the rest."""
    listing = hit.listing
    return {
        "listing": listing.id, "name": listing.name, "matched_by": hit.name.full, "kind": listing.kind.value,
        "programmes": listing.programmes, "listed_on": listing.listed_on, "similarity": hit.similarity,
        "probability": hit.probability, "evidence": hit.evidence,
    }  # fmt: skip


def _plain(value: Any) -> dict[str, Any]:
    """The value as JSON has it."""
    told: dict[str, Any] = msgspec.to_builtins(value)
    return told
