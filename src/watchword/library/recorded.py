"""Is every state of the lists on record? A process that was killed between taking a file and recording it left one that
is not; whoever changes the lists next puts it on record."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import msgspec

from watchword.ledger.log import View
from watchword.library.catalogue import Catalogue

LISTS_CHANGED = "lists-changed"


class Found(msgspec.Struct, frozen=True):
    """A state (by list, ISO date from which it stands, digest) that was there, and that no record told of."""

    list: str
    day: str
    digest: str


def unrecorded(catalogue: Catalogue, view: View, now: Collection[tuple[str, str]]) -> tuple[Found, ...]:
    """States that no record names; `now` are those (list, digest) that are about to be recorded."""
    told = set(now)
    for record in view.records(kinds=(LISTS_CHANGED,)):
        body = record.read(dict[str, Any])
        told.update((one["list"], one["digest"]) for one in (*body["lists"], *body.get("found", ())))
    return tuple(
        Found(shelf.id, state.day, state.digest)
        for shelf in catalogue.shelves()
        for state in shelf.kept()
        if (shelf.id, state.digest) not in told
    )
