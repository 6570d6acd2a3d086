"""What does the UN Security Council's consolidated list (XML) hold? Each INDIVIDUAL and ENTITY becomes a `Listing`.

What a record means to us is said in `un_mapper`. The list may be read and used, not passed on: none of it is bundled.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

import msgspec

from watchword.errors import ListError
from watchword.lists import trees, un_mapper
from watchword.lists.loading import the_only
from watchword.lists.source import ListFormat, ReadList, SourceFile
from watchword.model import Listing, Publication

PUBLISHER = "un-sc"
TITLE = "United Nations Security Council Consolidated List"
LICENCE = "United Nations website terms of use: personal, non-commercial use, no redistribution"
URL = "https://main.un.org/securitycouncil/en/content/un-sc-consolidated-list"
_WRAPPERS = frozenset(("INDIVIDUALS", "ENTITIES"))


@dataclass(frozen=True, slots=True)
class ConsolidatedXml:
    """The format: `CONSOLIDATED_LIST`, one file."""

    name: str = "un-sc-xml"

    def recognises(self, file: SourceFile) -> bool:
        """Whether the root element is `CONSOLIDATED_LIST`."""
        return trees.root_is(file.data, "CONSOLIDATED_LIST")

    def read(self, files: tuple[SourceFile, ...]) -> ReadList:
        """One listing for each INDIVIDUAL and ENTITY; ListError naming the line of the first that is not whole."""
        file = the_only(files, TITLE)
        published, listings, unread = _read(file)
        if not listings:
            raise ListError("no INDIVIDUAL or ENTITY in this file", where=file.name)
        publication = Publication(
            publisher=PUBLISHER,
            title=TITLE,
            records=len(listings),
            sha256=sha256(file.data).hexdigest(),
            published=published,
            licence=LICENCE,
            url=URL,
        )
        notes = tuple(f"{path} is not read ({count} times)" for path, count in sorted(unread.items()))
        return ReadList(publication, tuple(_named_links(listings)), notes)


FORMATS: tuple[ListFormat, ...] = (ConsolidatedXml(),)


def _read(file: SourceFile) -> tuple[str, dict[str, Listing], Counter[str]]:
    published = ""
    listings: dict[str, Listing] = {}
    unread: Counter[str] = Counter()
    for node in trees.read_records(file, "CONSOLIDATED_LIST", _WRAPPERS):
        unread.update(trees.unread(node, un_mapper.KNOWN))
        if node.tag == "CONSOLIDATED_LIST":
            published = node.get("dateGenerated")[:10]
        elif node.tag in ("INDIVIDUAL", "ENTITY"):
            listing = un_mapper.to_listing(node, file.name)
            if listing.id in listings:
                where = f"{file.name}, line {node.line}"
                raise ListError(f"{listing.id} stands twice", where=where, hint="The copy is damaged; fetch it again.")
            listings[listing.id] = listing
    return published, listings, unread


def _named_links(listings: dict[str, Listing]) -> Iterator[Listing]:
    """The listings; where one cites another by its reference, the link has that one's name."""
    for listing in listings.values():
        links = tuple(
            msgspec.structs.replace(link, target=listings[link.target_id].name) if link.target_id in listings else link
            for link in listing.links
        )
        yield msgspec.structs.replace(listing, links=links) if links else listing
