"""What do the numbers in OFAC's advanced XML point at? Reference values, places and documents, looked up by number.

Nothing here knows what a party is; a number that points nowhere gives an empty text and is counted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from watchword.lists import ofac_parts
from watchword.lists.ofac_parts import Parts
from watchword.lists.trees import Node
from watchword.model import Address, Detail

_LINES = ("ADDRESS1", "ADDRESS2", "ADDRESS3", "Unknown")


@dataclass(frozen=True, slots=True)
class _Document:
    type: str
    number: str
    country: str
    issued: str
    expires: str
    remarks: tuple[str, ...]


@dataclass(slots=True)
class Tables:
    """The sections before the parties; `lost` counts numbers that point at nothing, as in an extract."""

    lost: Counter[str] = field(default_factory=Counter)
    _values: dict[tuple[str, str], Node] = field(default_factory=dict)
    _places: dict[str, tuple[Address | None, str]] = field(default_factory=dict)
    _documents: dict[str, list[_Document]] = field(default_factory=lambda: defaultdict(list))

    def take(self, node: Node) -> None:
        """Add one record that is no party, relation or entry."""
        if node.tag == "ReferenceValueSets":
            for values in node.children:
                self._values.update(((value.tag, value.get("ID")), value) for value in values.children)
        elif node.tag == "Location":
            self._take_place(node)
        elif node.tag == "IDRegDocument":
            self._documents[node.get("IdentityID")].append(self._document(node))

    def place(self, number: str) -> tuple[Address | None, str]:
        """A place as an address, and its country as OFAC names it."""
        if number not in self._places:
            self.lost["places are not in the file"] += 1
        return self._places.get(number, (None, ""))

    def text(self, set_: str, number: str) -> str:
        """A reference value's text."""
        value = self._values.get((set_, number))
        if value is None and number:
            self.lost[f"numbers of a {set_} point nowhere"] += 1
        return " ".join(value.text.split()) if value else ""

    def party_type(self, number: str) -> str:
        """Individual, Entity, Vessel or Aircraft: the type of a subtype, or the subtype itself for transport."""
        subtype = self._values.get(("PartySubType", number))
        if subtype is None:
            return ""
        type_ = self._values.get(("PartyType", subtype.get("PartyTypeID")))
        return subtype.text if subtype.text != "Unknown" or type_ is None else type_.text

    def detail(self, node: Node) -> str:
        """What a `VersionDetail` says, itself or by reference."""
        return " ".join(node.text.split()) or self.text("DetailReference", node.get("DetailReferenceID"))

    def read_documents(self, parts: Parts, identity: str) -> None:
        """Add the documents of an identity."""
        for one in self._documents.get(identity, ()):
            ofac_parts.read_field(
                parts, one.type, one.number, country=one.country, issued=one.issued, expires=one.expires
            )
            parts.details.extend(Detail(f"{one.type}, remark", f"{one.number}: {text}") for text in one.remarks)

    def _take_place(self, node: Node) -> None:
        said: dict[str, list[str]] = defaultdict(list)
        for part in node.all("LocationPart"):
            said[self.text("LocPartType", part.get("LocPartTypeID"))].extend(part.texts("LocationPartValue", "Value"))
        country = next((self.text("Country", one.get("CountryID")) for one in node.all("LocationCountry")), "")
        area = next((self._area(one.get("AreaCodeID")) for one in node.all("LocationAreaCode")), "")
        number, country = node.get("ID"), country or area
        if "REGION" in said and not country:
            country = f"Region: {', '.join(said['REGION'])}"
        lines = [text for line in _LINES for text in said.get(line, ())]
        city, region, postcode = (", ".join(said.get(part, ())) for part in ("CITY", "STATE/PROVINCE", "POSTAL CODE"))
        self._places[number] = ofac_parts.address(lines, city, region, postcode, country), country

    def _area(self, number: str) -> str:
        value = self._values.get(("AreaCode", number))
        return value.get("Description") if value else ""

    def _document(self, node: Node) -> _Document:
        days = {
            self.text("IDRegDocDateType", date.get("IDRegDocDateTypeID")): date_text(period)
            for date in node.all("DocumentDate")
            for period in date.all("DatePeriod")
        }
        remarks = [node.said("Comment"), node.said("IssuingAuthority")]
        remarks += [text for text in (self.text("Validity", node.get("ValidityID")),) if text not in ("", "Valid")]
        return _Document(
            self.text("IDRegDocType", node.get("IDRegDocTypeID")),
            node.said("IDRegistrationNo"),
            self.text("Country", node.get("IssuedBy-CountryID")) if node.get("IssuedBy-CountryID") else "",
            days.get("Issue Date", ""),
            days.get("Expiration Date", ""),
            tuple(filter(None, remarks)),
        )


def first_day(node: Node) -> str:
    """The day that Year, Month and Day below `node` say, as ISO; a missing month or day is the first. Empty if none."""
    parts = [node.said(name) for name in ("Year", "Month", "Day")]
    if not all(part.isascii() and part.isdecimal() for part in parts if part) or not parts[0]:
        return ""
    year, month, day = (int(part or 1) for part in parts)
    return f"{year:04}-{month:02}-{day:02}"


def date_text(period: Node) -> str:
    """A `DatePeriod` as OFAC writes it elsewhere: 12 Jan 1984, Jan 1984, 1984, circa 1984, 1984 to 1986."""
    first = next((first_day(node) for node in period.all("Start", "From")), "")
    last = next((first_day(node) for node in period.all("End", "To")), "") or first
    circa = any(node.get("Approximate") == "true" for name in ("Start", "End") for node in period.all(name))
    return ofac_parts.written_date(first, last, circa)
