"""What do OFAC's sdn.xml and consolidated.xml hold? Each `sdnEntry` becomes a `Listing`.

Both namespaces are read: tempuri.org until 2024, then that of the Sanctions List Service. `READ` and `UNREAD`
name every field of the published schema (sdn.xsd). Nothing here compares one publication with another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from watchword.errors import ListError
from watchword.lists import ofac_parts, trees
from watchword.lists.loading import the_only
from watchword.lists.ofac_csv import CONSOLIDATED_TITLE, LICENCE, SDN_TITLE, URL
from watchword.lists.ofac_listing import PUBLISHER
from watchword.lists.ofac_parts import Parts
from watchword.lists.source import ListFormat, ReadList, SourceFile
from watchword.lists.trees import Node
from watchword.model import Address, Detail, Identifier, Kind, Link, Listing, Name, Publication, Strength
from watchword.text import dates
from watchword.text.scripts import script_of

READ = trees.known_paths(
    {
        "publshInformation": "Publish_Date Record_Count",
        "sdnEntry": "uid firstName lastName title sdnType remarks",
        "sdnEntry/programList": "program",
        "sdnEntry/akaList/aka": "type category lastName firstName",
        "sdnEntry/addressList/address": "address1 address2 address3 city stateOrProvince postalCode country region",
        "sdnEntry/idList/id": "idType idNumber idCountry issueDate expirationDate",
        "sdnEntry/nationalityList/nationality": "country",
        "sdnEntry/citizenshipList/citizenship": "country",
        "sdnEntry/dateOfBirthList/dateOfBirthItem": "dateOfBirth",
        "sdnEntry/placeOfBirthList/placeOfBirthItem": "placeOfBirth",
        "sdnEntry/vesselInfo": "callSign vesselType vesselFlag vesselOwner tonnage grossRegisteredTonnage",
    }
)
_NUMBER = "OFAC's own number of a single field; it names nothing outside this file"
_MAIN = "tells which of several OFAC prints first; all of them stand"
_LISTS = {
    "akaList": "aka", "addressList": "address", "idList": "id", "nationalityList": "nationality",
    "citizenshipList": "citizenship", "dateOfBirthList": "dateOfBirthItem", "placeOfBirthList": "placeOfBirthItem",
}  # fmt: skip
UNREAD: dict[str, str] = {
    **{f"sdnEntry/{outer}/{inner}/uid": _NUMBER for outer, inner in _LISTS.items()},
    **{f"sdnEntry/{outer}/{_LISTS[outer]}/mainEntry": _MAIN for outer in list(_LISTS)[3:]},
}
_KNOWN = READ | UNREAD.keys()

_STRENGTHS = {"f.k.a.": Strength.FORMER, "a.k.a.": Strength.STRONG, "n.k.a.": Strength.STRONG}
_VESSEL = {
    "vesselType": "Vessel Type",
    "tonnage": "Tonnage",
    "grossRegisteredTonnage": "Gross Registered Tonnage",
    "vesselFlag": "Vessel Flag",
}


@dataclass(frozen=True, slots=True)
class SdnXml:
    """The format: `sdnList`, SDN or consolidated, one file."""

    name: str = "us-ofac-xml"

    def recognises(self, file: SourceFile) -> bool:
        """Whether the root element is `sdnList`."""
        return trees.root_is(file.data, "sdnList")

    def read(self, files: tuple[SourceFile, ...]) -> ReadList:
        """One listing for each `sdnEntry`; ListError when their number is not the file's own Record_Count."""
        file = the_only(files, SDN_TITLE)
        head, listings, unread = _read(file)
        counted = head.said("Record_Count") if head else ""
        if counted and counted != str(len(listings)):
            raise ListError(
                f"{len(listings)} entries, but the file says {counted}", where=file.name, hint="Fetch it again."
            )
        if not listings:
            raise ListError("no sdnEntry in this file", where=file.name)
        consolidated = ofac_parts.is_consolidated(listings)
        publication = Publication(
            publisher=PUBLISHER,
            title=CONSOLIDATED_TITLE if consolidated else SDN_TITLE,
            records=len(listings),
            sha256=sha256(file.data).hexdigest(),
            published=_us_date(head.said("Publish_Date") if head else ""),
            licence=LICENCE,
            url=URL,
        )
        return ReadList(
            publication, listings, tuple(f"{what} ({count} times)" for what, count in sorted(unread.items()))
        )


FORMATS: tuple[ListFormat, ...] = (SdnXml(),)


def _read(file: SourceFile) -> tuple[Node | None, tuple[Listing, ...], Counter[str]]:
    """The file's heading, its listings, and how often something in it was left unread."""
    head: Node | None = None
    listings: dict[str, Listing] = {}
    unread: Counter[str] = Counter()
    for node in trees.read_records(file, "sdnList"):
        unread.update(f"{path} is not read" for path in trees.unread(node, _KNOWN))
        if node.tag == "publshInformation":
            head = node
        elif node.tag == "sdnEntry":
            where = f"{file.name}, line {node.line}"
            listing, free = _listing(node, where)
            unread.update({"clauses of remarks are free text, kept in the remarks only": free} if free else {})
            if listing.id in listings:
                raise ListError(f"{listing.id} stands twice", where=where, hint="The copy is damaged; fetch it again.")
            listings[listing.id] = listing
    return head, tuple(listings.values()), unread


def _listing(entry: Node, where: str) -> tuple[Listing, int]:
    """The entry as a listing, and the number of clauses of its remark that no rule reads."""
    uid, last, type_ = entry.said("uid"), entry.said("lastName"), entry.said("sdnType")
    if not (uid.isascii() and uid.isdecimal()):
        raise ListError(f"uid must be a number, not {uid!r}", where=where)
    kind = ofac_parts.kind_of(type_, last)
    if not last or kind is None:
        raise ListError(
            "an entry without a lastName" if not last else f"unknown sdnType {type_!r}", where=f"{where} (uid {uid})"
        )
    parts = Parts(uid, kind, programmes=list(entry.texts("programList", "program")))
    parts.names = list(_names(entry, kind, where))
    parts.addresses = list(filter(None, map(_address, entry.all("addressList", "address"))))
    if title := entry.said("title"):
        parts.details.append(Detail("Title", title))
    _read_vessel(parts, entry)
    for item in entry.texts("dateOfBirthList", "dateOfBirthItem", "dateOfBirth"):
        ofac_parts.read_birth(parts, item)
    for item in entry.texts("placeOfBirthList", "placeOfBirthItem", "placeOfBirth"):
        ofac_parts.read_birth_place(parts, item)
    for item in entry.texts("nationalityList", "nationality", "country"):
        ofac_parts.read_nationality(parts, item, "nationality")
    for item in entry.texts("citizenshipList", "citizenship", "country"):
        ofac_parts.read_nationality(parts, item, "citizen")
    for node in entry.all("idList", "id"):
        ofac_parts.read_field(
            parts, node.said("idType"), node.said("idNumber"), country=node.said("idCountry"),
            issued=node.said("issueDate"), expires=node.said("expirationDate"),
        )  # fmt: skip
    free = ofac_parts.read_remarks(parts, entry.said("remarks"))
    return parts.listing(f"uid {uid}, line {entry.line}"), free


def _names(entry: Node, kind: Kind, where: str) -> Iterator[Name]:
    yield _name(entry, Strength.PRIMARY, kind)
    for aka in entry.all("akaList", "aka"):
        strength = Strength.WEAK if aka.said("category") == "weak" else _STRENGTHS.get(aka.said("type"))
        if strength is None or not aka.said("lastName"):
            problem = "an alias without a lastName" if strength else f"unknown type of alias {aka.said('type')!r}"
            raise ListError(problem, where=f"{where} (uid {entry.said('uid')})")
        yield _name(aka, strength, kind)


def _name(node: Node, strength: Strength, kind: Kind) -> Name:
    last, first = node.said("lastName"), node.said("firstName")
    full = f"{last}, {first}" if first else last
    script = "Latn" if full.isascii() else script_of(full)
    return Name(full, strength, script, first, last) if first and kind is Kind.PERSON else Name(full, strength, script)


def _address(node: Node) -> Address | None:
    lines = [node.said(f"address{number}") for number in (1, 2, 3)]
    country = node.said("country") or node.said("region")
    return ofac_parts.address(lines, node.said("city"), node.said("stateOrProvince"), node.said("postalCode"), country)


def _read_vessel(parts: Parts, entry: Node) -> None:
    if call_sign := entry.said("vesselInfo", "callSign"):
        parts.identifiers.append(Identifier("call-sign", call_sign))
    if owner := entry.said("vesselInfo", "vesselOwner"):
        parts.links.append(Link("owned-by", owner))
    for field, label in _VESSEL.items():
        if value := entry.said("vesselInfo", field):
            parts.details.append(Detail(label, value))


def _us_date(text: str) -> str:
    """`03/10/2021` is 10 March: OFAC puts the month first."""
    month, _, rest = text.partition("/")
    day, _, year = rest.partition("/")
    span = dates.parse(f"{year}-{month:0>2}-{day:0>2}")
    return span.first if span and span.first == span.last else ""
