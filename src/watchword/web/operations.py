"""What is a route, and who may use it? One table that the application, its documents and the tests read.

A route that is not made of an `Operation` does not exist; one without `needs` can't be written.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

Handler = Callable[[Request], Awaitable[Response]]


class Need(StrEnum):
    """What one must be allowed to do. A person's role and a program's key each grant some of them."""

    NOTHING = "nothing"  # anybody who reaches the port
    SCREEN = "screen"  # ask for screenings, and read the lists
    CASES = "cases"  # see alerts and customers, comment, propose decisions
    APPROVE = "approve"  # be the second pair of eyes
    AUDIT = "audit"  # read the record, prove and export
    OBSERVE = "observe"  # counts of the running server
    ADMINISTER = "administer"  # people, keys, lists


@dataclass(frozen=True, slots=True)
class Operation:
    """One method on one path.

    `query` and `body` are the structs that it reads, `answer` the one that it gives (None: no JSON); `family` groups
    operations in the documents. `page` marks what is for people: not in the API's document. `cross_origin` lets pages
    of other sites read the answer, as OpenRefine's do.
    """

    method: str
    path: str
    handler: Handler
    needs: Need
    summary: str
    family: str = ""
    query: Any = None
    body: Any = None
    answer: Any = None
    page: bool = False
    cross_origin: bool = False
