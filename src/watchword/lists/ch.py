"""What does Switzerland's sanctions list (SECO, XML) hold? Each `target` in force becomes a `Listing`.

The whole list keeps its history: targets that were taken off, and in each `modification` copies of earlier states.
Neither is read. What the fields mean is `ch_mapper`'s business.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

import msgspec

from watchword.errors import ListError
from watchword.lists import ch_mapper, phrases, trees
from watchword.lists.ch_mapper import Programme
from watchword.lists.loading import the_only
from watchword.lists.source import ListFormat, ReadList, SourceFile
from watchword.lists.trees import Node
from watchword.model import Listing, Publication

TITLE = "Swiss sanctions list (SECO)"
LICENCE = "Official publication of the Swiss Confederation: not protected (CopA art. 5)"
URL = (
    "https://www.seco.admin.ch/seco/en/home/Aussenwirtschaftspolitik_Wirtschaftliche_Zusammenarbeit/"
    "Wirtschaftsbeziehungen/exportkontrollen-und-sanktionen/sanktionen-embargos.html"
)


@dataclass(frozen=True, slots=True)
class _File:
    """The records of one file: programmes by the numbers of their sets of measures, places, targets in force."""

    published: str
    type: str
    programmes: dict[str, Programme] = field(default_factory=dict)
    places: dict[str, Node] = field(default_factory=dict)
    targets: list[Node] = field(default_factory=list)
    delisted: list[Node] = field(default_factory=list)
    unread: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class SecoXml:
    """The format: `swiss-sanctions-list`, one file."""

    name: str = "ch-seco-xml"

    def recognises(self, file: SourceFile) -> bool:
        """Whether the root element is `swiss-sanctions-list`."""
        return trees.root_is(file.data, "swiss-sanctions-list")

    def read(self, files: tuple[SourceFile, ...]) -> ReadList:
        """One listing for each `target` in force; ListError naming the line of the first that is not whole."""
        file = the_only(files, TITLE)
        read = _read(file)
        listings: dict[str, Listing] = {}
        for target in read.targets:
            where = f"{file.name}, line {target.line} (target {target.get('ssid')})"
            listing = ch_mapper.to_listing(target, read.programmes, read.places, where)
            if listing.id in listings:
                raise ListError(f"{listing.id} stands twice", where=where, hint="The copy is damaged; fetch it again.")
            listings[listing.id] = listing
        if not listings:
            raise ListError("no target in force in this file", where=file.name)
        publication = Publication(
            publisher=ch_mapper.PUBLISHER,
            title=TITLE,
            records=len(listings),
            sha256=sha256(file.data).hexdigest(),
            published=read.published,
            licence=LICENCE,
            url=URL,
        )
        return ReadList(publication, tuple(_named_links(listings)), tuple(_notes(read)))


FORMATS: tuple[ListFormat, ...] = (SecoXml(),)


def _read(file: SourceFile) -> _File:
    nodes = trees.read_records(file, "swiss-sanctions-list")
    root = next(nodes)
    published = phrases.one_day(root.get("date")[:10])
    if not published:
        raise ListError("the list has no date", where=f"{file.name}, line {root.line}")
    read = _File(published, root.get("list-type"))
    read.unread.update(trees.unread(root, ch_mapper.KNOWN))
    for node in nodes:
        if node.tag == "target":
            node = _without_history(node)
            (read.delisted if ch_mapper.is_delisted(node) else read.targets).append(node)
        elif node.tag == "place":
            read.places[node.get("ssid")] = node
        elif node.tag == "sanctions-program":
            read.programmes.update(ch_mapper.programmes(node))
        read.unread.update(trees.unread(node, ch_mapper.KNOWN))
    return read


def _without_history(target: Node) -> Node:
    """The target; its modifications keep their type and dates, not the states before and after."""
    children = tuple(
        msgspec.structs.replace(child, children=()) if child.tag == "modification" else child
        for child in target.children
    )
    return msgspec.structs.replace(target, children=children)


def _named_links(listings: Mapping[str, Listing]) -> Iterator[Listing]:
    """The listings; where one points at another by its number, the link has that one's name."""
    for listing in listings.values():
        links = tuple(
            msgspec.structs.replace(link, target=listings[link.target_id].name) if link.target_id in listings else link
            for link in listing.links
        )
        yield msgspec.structs.replace(listing, links=links) if links else listing


def _notes(read: _File) -> Iterator[str]:
    if read.type != "whole-list":
        yield f"this is not the whole list: its type is {read.type or 'not said'}"
    if read.delisted:
        yield f"targets that were taken off the list are left out ({len(read.delisted)} times)"
    yield from (f"{path} is not read ({count} times)" for path, count in sorted(read.unread.items()))
