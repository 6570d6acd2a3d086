"""What does the US Consolidated Screening List hold? One entry for each listing of thirteen US lists, as CSV or JSON.

The Department of Commerce joins the lists of Commerce, State and Treasury. A row of the CSV is put into the fields of
the JSON, which keeps apart what the CSV joins; the words of Treasury's entries are read as OFAC's own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import msgspec

from watchword.errors import ListError
from watchword.lists import objects, ofac_parts, phrases, sheets
from watchword.lists.eu_mapper import SAME
from watchword.lists.kinds import entity_kind
from watchword.lists.loading import the_only
from watchword.lists.objects import Record
from watchword.lists.ofac_labels import find_label
from watchword.lists.ofac_listing import make_name
from watchword.lists.ofac_parts import Parts
from watchword.lists.source import ListFormat, ReadList, SourceFile
from watchword.model import Address, Detail, Identifier, Kind, Link, Listing, Publication, Strength
from watchword.text import places

PUBLISHER = "us-csl"
TITLE = "US Consolidated Screening List"
LICENCE = "US federal government work: public domain (17 U.S.C. 105)"
URL = "https://www.trade.gov/consolidated-screening-list"

_TEXTS = (
    "id", "source", "entity_number", "type", "name", "title", "federal_register_notice", "start_date", "end_date",
    "standard_order", "license_requirement", "license_policy", "call_sign", "vessel_type", "gross_tonnage",
    "gross_registered_tonnage", "vessel_flag", "vessel_owner", "remarks", "country",
)  # fmt: skip
_LISTS = ("programs", "alt_names", "citizenships", "dates_of_birth", "nationalities", "places_of_birth")
FIELDS: tuple[str, ...] = (*_TEXTS, *_LISTS, "addresses", "ids")
COLUMNS: tuple[str, ...] = ("_id", *(name for name in FIELDS if name not in ("id", "country")))
UNREAD: dict[str, str] = {
    "source_list_url": "address of the list's own page, one for each list",
    "source_information_url": "address of the list's own page, one for each list",
    "score": "how well the entry fitted a search; in answers of the search service only",
}
_ADDRESS = ("address", "city", "state", "postal_code", "country")
_DOCUMENT = ("country", "expiration_date", "issue_date", "number", "type")
_SIGNS = ("_id", "source", "entity_number", "alt_names", "federal_register_notice")
_CODE = re.compile(r"\(([A-Z][A-Z-]+)(?: List)?\)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_DETAILS = {
    "source": "Source list",
    "title": "Title",
    "vessel_type": "Vessel Type",
    "gross_tonnage": "Tonnage",
    "gross_registered_tonnage": "Gross Registered Tonnage",
    "vessel_flag": "Vessel Flag",
    "federal_register_notice": "Federal Register notice",
    "end_date": "End date",
    "standard_order": "Standard order",
    "license_requirement": "License requirement",
    "license_policy": "License policy",
}


@dataclass(frozen=True, slots=True)
class ScreeningCsv:
    """The format: consolidated.csv, one file."""

    name: str = "us-csl-csv"

    def recognises(self, file: SourceFile) -> bool:
        """Whether the file is a table with the list's columns."""
        return sheets.csv_header_has(file.data, _SIGNS)

    def read(self, files: tuple[SourceFile, ...]) -> ReadList:
        """One listing for each row; ListError naming the line of the first that is not whole."""
        file = the_only(files, TITLE)
        table = sheets.read_csv(file, COLUMNS)
        entries = ((table.where(row), f"{table.unit} {row.number}", _entry(row.cells)) for row in table.rows)
        unread = [column for column in table.columns if column not in COLUMNS and column not in UNREAD]
        return _read_list(file, entries, "", (f"column {column} is not read" for column in unread))


@dataclass(frozen=True, slots=True)
class ScreeningJson:
    """The format: consolidated.json, one file."""

    name: str = "us-csl-json"

    def recognises(self, file: SourceFile) -> bool:
        """Whether it is a JSON object whose beginning has the fields of the list's entries."""
        head = file.data[:16384].lstrip(b"\xef\xbb\xbf \t\r\n")
        return head.startswith(b"{") and b'"results"' in head and b'"federal_register_notice"' in head

    def read(self, files: tuple[SourceFile, ...]) -> ReadList:
        """One listing for each of `results`; ListError naming the place of the first that is not whole."""
        file = the_only(files, TITLE)
        whole = objects.record(objects.load(file), file.name)
        found = objects.records(whole.get("results"), f"{file.name}: results")
        unread = Counter(name for _, entry in found for name in entry if name not in FIELDS and name not in UNREAD)
        published = objects.text(whole, "search_performed_at", file.name)[:10]
        entries = ((where, where.partition(": ")[2], entry) for where, entry in found)
        return _read_list(
            file, entries, published, (f"{name} is not read ({count} times)" for name, count in sorted(unread.items()))
        )


FORMATS: tuple[ListFormat, ...] = (ScreeningCsv(), ScreeningJson())


def _read_list(
    file: SourceFile, entries: Iterable[tuple[str, str, Record]], published: str, notes: Iterable[str]
) -> ReadList:
    listings: dict[str, Listing] = {}
    for where, source, entry in entries:
        listing = _listing(entry, where, source)
        # A list may have one entry twice, as CAPTA had its 15268.
        ids = (f"{listing.id}/{count}" if count > 1 else listing.id for count in range(1, len(listings) + 2))
        id_ = next(id_ for id_ in ids if id_ not in listings)
        listings[id_] = msgspec.structs.replace(listing, id=id_)
    if not listings:
        raise ListError("no entries in this file", where=file.name)
    publication = Publication(
        publisher=PUBLISHER,
        title=TITLE,
        records=len(listings),
        sha256=sha256(file.data).hexdigest(),
        published=phrases.one_day(published),
        licence=LICENCE,
        url=URL,
    )
    return ReadList(publication, tuple(listings.values()), tuple(notes))


def _listing(entry: Record, where: str, source: str) -> Listing:
    said = {name: objects.text(entry, name, where) for name in _TEXTS}
    many = {name: objects.texts(entry, name, where) for name in _LISTS}
    code = _CODE.search(said["source"])
    if not said["id"] or not said["name"] or code is None:
        lacks = "id" if not said["id"] else "name" if not said["name"] else "source"
        raise ListError(f"an entry without {lacks}", where=where)
    parts = Parts(said["id"], _kind(said, where), programmes=list(many["programs"]) or [code[1]])
    parts.names = [make_name(said["name"], Strength.PRIMARY, parts.kind)]
    parts.names += [make_name(name, Strength.STRONG, parts.kind) for name in many["alt_names"]]
    parts.listed_on = phrases.one_day(said["start_date"])
    parts.details = [Detail(label, said[name]) for name, label in _DETAILS.items() if said[name]]
    parts.identifiers = [Identifier("call-sign", said["call_sign"])] if said["call_sign"] else []
    parts.links = [Link("owned-by", said["vessel_owner"])] if said["vessel_owner"] else []
    if said["entity_number"]:
        parts.links.append(Link(SAME, said["name"], f"us-ofac:{said['entity_number']}"))
    for text in many["dates_of_birth"]:
        ofac_parts.read_birth(parts, text)
    for text in many["places_of_birth"]:
        ofac_parts.read_birth_place(parts, text)
    for name, label in (("nationalities", "nationality"), ("citizenships", "citizen")):
        for text in many[name]:
            ofac_parts.read_nationality(parts, text, label)
    parts.addresses = list(_addresses(entry, said["country"], where))
    for place, document in objects.records(entry.get("ids"), f"{where}.ids"):
        country, expires, issued, number, type_ = (objects.text(document, name, place) for name in _DOCUMENT)
        ofac_parts.read_field(parts, type_, number, country=country, issued=issued, expires=expires)
    ofac_parts.read_remarks(parts, said["remarks"])
    return msgspec.structs.replace(parts.listing(source), id=f"{PUBLISHER}:{code[1]}-{said['id']}", publisher=PUBLISHER)


def _kind(said: Mapping[str, str], where: str) -> Kind:
    """Treasury says what its entries are; of the others a company is known by its legal form, no more."""
    if not said["type"]:
        return Kind.COMPANY if entity_kind(said["name"]) is Kind.COMPANY else Kind.UNKNOWN
    kind = ofac_parts.kind_of(said["type"], said["name"])
    if kind is None:
        raise ListError(f"unknown type {said['type']!r}", where=where)
    return kind


def _addresses(entry: Record, country: str, where: str) -> Iterator[Address]:
    found = objects.records(entry.get("addresses"), f"{where}.addresses")
    for place, address in found or ([(where, {"country": country})] if country else []):
        street, city, region, postcode, land = (objects.text(address, name, place) for name in _ADDRESS)
        full = ", ".join(part for part in (street, city, region, postcode, land) if part)
        if full:
            yield Address(full, city, region, postcode, places.country(land) if land else "")


def _entry(cells: Mapping[str, str]) -> Record:
    """A row of the CSV with the fields of the JSON: what the CSV joins is taken apart."""
    entry: dict[str, Any] = {name: cells[name] for name in _TEXTS if name in cells} | {"id": cells["_id"]}
    entry |= {name: _items(cells[name]) for name in _LISTS}
    entry["addresses"] = [_address(text) for text in _items(cells["addresses"])]
    entry["ids"] = list(_documents(cells["ids"]))
    return entry


def _items(cell: str) -> list[str]:
    return [item.strip() for item in cell.split("; ") if item.strip()]


def _address(text: str) -> dict[str, str]:
    """The address, and the code of its country, which stands at the end."""
    before, _, last = text.rpartition(", ")
    return {"address": before, "country": last} if re.fullmatch(r"[A-Z]{2}", last) else {"address": text}


def _documents(cell: str) -> Iterator[dict[str, str]]:
    """The documents of `CA, 2014-08-30, 2009-08-31, BC166787, Passport`: country, expiry, issue, number, type.

    A value may hold a semicolon itself; then the item goes on until there is a type. One date may be either's.
    """
    open_item = ""
    for item in _items(cell):
        joined = f"{open_item}; {item}" if open_item else item
        before, _, type_ = joined.rpartition(", ")
        if not _is_type(type_) and ", " not in item:
            open_item = joined
            continue
        open_item = ""
        yield _document(before, type_)
    if open_item:
        yield {"number": open_item, "type": "ids"}


def _is_type(text: str) -> bool:
    return find_label(text) is not None or text.startswith("Digital Currency Address")


def _document(text: str, type_: str) -> dict[str, str]:
    parts = text.split(", ")
    country = parts.pop(0) if len(parts) > 1 and re.fullmatch(r"[A-Z]{2}", parts[0]) else ""
    days: list[str] = []
    while len(parts) > 1 and _DAY.fullmatch(parts[0]) and len(days) < 2:
        days.append(parts.pop(0))
    number = ", ".join(parts)
    if len(days) == 2:
        return {"country": country, "expiration_date": days[0], "issue_date": days[1], "number": number, "type": type_}
    # Whether a single date is that of issue or of expiry is lost in the CSV.
    return {"country": country, "number": f"{number}, {days[0]}" if days else number, "type": type_}
