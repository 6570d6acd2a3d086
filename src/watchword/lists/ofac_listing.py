"""What does one designation of OFAC's CSV set become? Its rows in sdn, alt and add become one `Listing`.

Every column is read (`READ` says into what) or left unread on purpose (`UNREAD` says why). Nothing here reads
files or compares designations.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from watchword.lists import ofac_remarks
from watchword.lists.kinds import entity_kind
from watchword.lists.ofac_rows import COLUMNS, Row
from watchword.model import Address, Detail, Identifier, Kind, Link, Listing, Name, Strength
from watchword.text.scripts import script_of

PUBLISHER = "us-ofac"

_KINDS = {"individual": Kind.PERSON, "vessel": Kind.VESSEL, "aircraft": Kind.AIRCRAFT}
_STRENGTHS = {"aka": Strength.STRONG, "nka": Strength.STRONG, "fka": Strength.FORMER}
# Columns of sdn.csv that are kept under the publisher's own label.
_DETAIL_COLUMNS = {
    "Title": "Title",
    "Vess_type": "Vessel Type",
    "Tonnage": "Tonnage",
    "GRT": "Gross Registered Tonnage",
    "Vess_flag": "Vessel Flag",
}
_SDN = {column: at for at, column in enumerate(COLUMNS["sdn"])}

READ: dict[str, dict[str, str]] = {
    "sdn": {
        "ent_num": "id",
        "SDN_Name": "names",
        "SDN_Type": "kind",
        "Program": "programmes",
        "Call_Sign": "identifiers",
        "Vess_owner": "links",
        "Remarks": "remarks and, clause by clause, every other field",
        **dict.fromkeys(_DETAIL_COLUMNS, "details"),
    },
    "alt": {"ent_num": "id", "alt_type": "names", "alt_name": "names", "alt_remarks": "details"},
    "add": {
        "ent_num": "id",
        "address": "addresses",
        "city_state_province_postal_code": "addresses",
        "country": "addresses",
        "add_remarks": "details",
    },
    "comments": {"ent_num": "id", "remarks": "remarks"},
}
UNREAD: dict[str, dict[str, str]] = {
    "sdn": {},
    "alt": {"alt_num": "OFAC's own count of aliases; it names nothing outside this file"},
    "add": {"add_num": "OFAC's own count of addresses; it names nothing outside this file"},
    "comments": {},
}


@dataclass(frozen=True, slots=True)
class Record:
    """All rows of one designation; `remark` whole, or `cut` where OFAC broke it off and gave no rest.

    `source` says where it stands, as `sdn.csv row 57`.
    """

    row: Row
    aliases: tuple[Row, ...]
    addresses: tuple[Row, ...]
    remark: str
    cut: bool
    source: str


def make_listing(record: Record) -> tuple[Listing, ofac_remarks.Remarks]:
    """The record as a listing, and what was read of its remark."""
    fields = record.row.fields
    kind = _KINDS.get(fields[_SDN["SDN_Type"]]) or entity_kind(fields[_SDN["SDN_Name"]])
    remarks = ofac_remarks.parse(record.remark, kind, title=fields[_SDN["Title"]], cut=record.cut)
    call_sign, owner = fields[_SDN["Call_Sign"]], fields[_SDN["Vess_owner"]]
    return Listing(
        id=f"{PUBLISHER}:{record.row.number}",
        publisher=PUBLISHER,
        kind=kind,
        names=tuple(_names(record, kind, remarks.aliases)),
        births=tuple(remarks.births),
        birth_places=tuple(remarks.birth_places),
        nationalities=tuple(remarks.nationalities),
        genders=tuple(remarks.genders),
        identifiers=((Identifier("call-sign", call_sign),) if call_sign else ()) + tuple(remarks.identifiers),
        addresses=tuple(_addresses(record.addresses)),
        programmes=programmes(fields[_SDN["Program"]]),
        links=((Link("owned-by", owner),) if owner else ()) + tuple(remarks.links),
        details=tuple(_details(record)) + tuple(remarks.details),
        remarks=record.remark.strip(),
        source=record.source,
    ), remarks


def programmes(text: str) -> tuple[str, ...]:
    """The programmes of `SDNTK] [FTO] [SDGT`, in order."""
    return tuple(code for part in text.split("] [") if (code := part.strip(" []")))


def make_name(text: str, strength: Strength, kind: Kind) -> Name:
    """A name as published; a person's `LAST, First` is also given in its two parts."""
    script = "Latn" if text.isascii() else script_of(text)
    if kind is not Kind.PERSON:
        return Name(text, strength, script)
    family, comma, given = text.partition(", ")
    return Name(text, strength, script, given, family) if comma else Name(text, strength, script)


def _names(record: Record, kind: Kind, weak: list[str]) -> Iterator[Name]:
    yield make_name(record.row.fields[_SDN["SDN_Name"]], Strength.PRIMARY, kind)
    for _, _, type_, name, _ in (alias.fields for alias in record.aliases):
        yield make_name(name, _STRENGTHS[type_], kind)
    for name in weak:
        yield make_name(name, Strength.WEAK, kind)


def _details(record: Record) -> Iterator[Detail]:
    for column, label in _DETAIL_COLUMNS.items():
        if value := record.row.fields[_SDN[column]]:
            yield Detail(label, value)
    for alias in record.aliases:
        if alias.fields[4]:
            yield Detail("Alias remarks", f"{alias.fields[3]}: {alias.fields[4]}")
    for address in record.addresses:
        if address.fields[5]:
            yield Detail("Address remarks", address.fields[5])


def _addresses(rows: tuple[Row, ...]) -> Iterator[Address]:
    """OFAC gives every designation an address row, blank where no address is known."""
    for _, _, street, place, land, _ in (row.fields for row in rows):
        if street or place or land:
            city, region, postcode = split_place(place)
            full = ", ".join(part for part in (street, place, land) if part)
            yield Address(full, city, region, postcode, ofac_remarks.country(land))


@lru_cache(maxsize=4096)
def split_place(text: str) -> tuple[str, str, str]:
    """City, region and postcode of `Mexico, D.F. 11570`: OFAC writes all three into one column.

    The postcode is what stands at the end with figures in it, the city what stands before the first comma.
    """
    words = text.split()
    start = len(words)
    while start > 1 and any(c.isdigit() for c in words[start - 1]) and not words[start - 1].endswith(","):
        start -= 1
    city, _, region = " ".join(words[:start]).rstrip(",").partition(", ")
    return city, region, " ".join(words[start:])
