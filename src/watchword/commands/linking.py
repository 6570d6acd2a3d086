"""How do commands come to the parties of some lists? Bonds, decisions and clusters, with a bar while they are made.

What is done with them is each command's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from watchword.commands import opening
from watchword.errors import NotFoundError
from watchword.progress import TransferBar

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from watchword.linking.book import Parties
    from watchword.linking.decisions import Decision
    from watchword.linking.rules import Bond
    from watchword.model import Hit, Listing
    from watchword.relations import Relation
    from watchword.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Linked:
    """A snapshot with its bonds, the parties that they make, and what people have decided."""

    snapshot: Snapshot
    bonds: list[Bond]
    parties: Parties
    decisions: tuple[Decision, ...]
    warnings: tuple[str, ...]


def home() -> Path:
    """The home directory, where decisions and links are kept."""
    from watchword.store.home import home_directory

    return home_directory(opening.home_option())


def open_linked(given: dict[str, Any]) -> Linked:
    """The lists of a command's options with their links, made now (half a minute) if they were not kept."""
    from watchword import wiring
    from watchword.linking import book, decisions

    settings = opening.settings_of(given)
    snapshot = opening.open_snapshot(settings, quiet=given["json"])
    decided = decisions.read(home())
    with TransferBar() as bar:

        def progress(done: int, total: int) -> None:
            bar("Linking the lists, once", done, total)

        bonds = book.open_bonds(snapshot, home(), progress)
        parties = book.open_parties(snapshot, home(), decided, progress)
    told = wiring.warnings(settings, snapshot.publications, opening.today())
    return Linked(snapshot, bonds, parties, decided, told)


def kept_parties(snapshot: Snapshot) -> Parties | None:
    """The parties of a snapshot where its links were made before, None where they were not."""
    from watchword.linking import book, decisions

    return book.kept_parties(snapshot, home(), decisions.read(home()))


def parties_of(hits: Iterable[Hit], parties: Parties | None) -> list[dict[str, Any]] | None:
    """The hits by party, for programs: party, its listings, those that were hit. None when nothing was linked yet."""
    if parties is None:
        return None
    from watchword.linking.grouping import group

    return [
        {"party": found.party, "listings": found.listings, "hits": [hit.listing.id for hit in found.hits]}
        for found in group(hits, parties)
    ]


def relations_of(listing: Listing, snapshot: Snapshot) -> tuple[Relation, ...]:
    """The ties that a listing's publisher states of it."""
    from watchword.relations import Relations

    return Relations(one for one in snapshot if one.publisher == listing.publisher).of(listing.id)


def resolve(text: str, linked: Linked) -> tuple[str, list[str]]:
    """The listing meant by an id or a name, and other parties of that name. Raises NotFoundError when nobody has it."""
    if _is_id(text, linked.snapshot):
        return linked.snapshot.find(text).id, []
    from watchword.linking.grouping import group
    from watchword.model import Party
    from watchword.screen import Screener

    hits = Screener(linked.snapshot, compiled=False).screen(Party(text)).hits
    # Who bears the name is asked, not who is likely to be a party of which only the name is known.
    parties = group(sorted(hits, key=lambda hit: -hit.similarity), linked.parties)
    if not parties:
        raise NotFoundError("nobody of this name is listed", where=text, hint="watchword screen --min searches wider.")
    return parties[0].hits[0].listing.id, [party.party for party in parties[1:]]


def _is_id(text: str, snapshot: Snapshot) -> bool:
    return text.partition(":")[0] in {publication.publisher for publication in snapshot.publications}
