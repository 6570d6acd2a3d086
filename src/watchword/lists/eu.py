"""What does the EU's consolidated financial sanctions file (FSF, full XML 1.1) hold? Bytes become records.

The record of a party is its XML element as plain data; what it means to us is said in `eu_mapper`.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from lxml import etree

from watchword.errors import ListError
from watchword.lists import eu_mapper
from watchword.lists.eu_mapper import Node
from watchword.lists.loading import the_only
from watchword.lists.source import ListFormat, ReadList, SourceFile
from watchword.model import Listing, Publication

PUBLISHER = "eu-fsf"
TITLE = "EU consolidated list of persons, groups and entities subject to financial sanctions"
LICENCE = "Commission Decision 2011/833/EU: reuse with acknowledgement of the source (CC BY 4.0)"
URL = (
    "https://data.europa.eu/data/datasets/"
    "consolidated-list-of-persons-groups-and-entities-subject-to-eu-financial-sanctions"
)
_NAMESPACE = "http://eu.europa.ec/fpi/fsd/export"
_RECORD = f"{{{_NAMESPACE}}}sanctionEntity"
_ROOT_START = re.compile(rb"<(?:\w+:)?export\s")
_RECORD_START = re.compile(rb"<(?:\w+:)?sanctionEntity[\s/>]")


@dataclass(frozen=True, slots=True)
class FullXml:
    """The format: `xmlFullSanctionsList_1_1`, one file."""

    name: str = "eu-fsf-xml"

    def recognises(self, file: SourceFile) -> bool:
        """Whether the first kilobytes have the root element `export` and the publisher's namespace."""
        head = file.data[:4096].replace(b"\0", b"")
        return _NAMESPACE.encode() in head and _ROOT_START.search(head) is not None

    def read(self, files: tuple[SourceFile, ...]) -> ReadList:
        """One listing for each `sanctionEntity`; ListError naming the line of the first that is not whole."""
        file = the_only(files, TITLE)
        published, nodes = _read_nodes(file)
        listings = eu_mapper.with_distinct_ids(eu_mapper.to_listing(node, file.name) for node in nodes)
        if not listings:
            raise ListError("no sanctionEntity in this file", where=file.name)
        publication = Publication(
            publisher=PUBLISHER,
            title=TITLE,
            records=len(listings),
            sha256=sha256(file.data).hexdigest(),
            published=published,
            licence=LICENCE,
            url=URL,
        )
        return ReadList(publication, listings, tuple(_notes(listings, nodes)))


FORMATS: tuple[ListFormat, ...] = (FullXml(),)


def _read_nodes(file: SourceFile) -> tuple[str, list[Node]]:
    """The day the file was generated, and every record of it."""
    if b"<!DOCTYPE" in file.data[:65536].replace(b"\0", b""):
        raise ListError("it declares a DTD, which no list needs", where=file.name)
    # No huge_tree: libxml2 then refuses texts and depths that no list has.
    events = etree.iterparse(
        io.BytesIO(file.data),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    nodes: list[Node] = []
    lines = _record_lines(file.data)
    root = None
    try:
        for event, element in events:
            if root is None:
                root = _checked_root(element, file.name)
            if event == "end" and element.tag == _RECORD:
                nodes.append(_node(element, next(lines, 0)))
                element.clear()
                # A record may stand below another element in a damaged file.
                while element.getprevious() is not None and element.getparent() is root:
                    del root[0]
    except etree.XMLSyntaxError as error:
        raise ListError(f"broken XML ({error.msg})", where=f"{file.name}, line {error.lineno}") from None
    if root is None:
        raise ListError("no XML in this file", where=file.name)
    return (root.get("generationDate") or "")[:10], nodes


def _record_lines(data: bytes) -> Iterator[int]:
    """The line of each record. libxml2 counts no further than line 65,535, which newer files exceed."""
    line, at = 1, 0
    for match in _RECORD_START.finditer(data):
        line += data.count(b"\n", at, match.start())
        at = match.start()
        yield line


def _checked_root(element: etree._Element, name: str) -> etree._Element:
    if element.getroottree().docinfo.doctype:
        raise ListError("it declares a DTD, which no list needs", where=name)
    if element.tag != f"{{{_NAMESPACE}}}export":
        raise ListError(f"begins with {element.tag}, not export", where=name)
    return element


def _node(element: etree._Element, line: int) -> Node:
    children = tuple(_node(child, line) for child in element if isinstance(child.tag, str))
    fields = {key: " ".join(value.split()) for key, value in element.attrib.items()}
    return Node(etree.QName(element).localname, fields, children, (element.text or "").strip(), line)


def _notes(listings: tuple[Listing, ...], nodes: list[Node]) -> Iterator[str]:
    repeated = sum(any(link.relation == eu_mapper.SAME for link in listing.links) for listing in listings)
    if repeated:
        yield f"{repeated} parties stand in the file a second time, under another programme"
    unknown = Counter(field for node in nodes for field in eu_mapper.unknown_fields(node))
    for field, count in sorted(unknown.items()):
        yield f"{field} is not read ({count} times)"
