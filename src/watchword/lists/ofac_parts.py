"""How do OFAC's XML formats say what its CSV says in a remark? Label and value become what the remark would give.

OFAC writes one database out in four formats: a document that is `<idType>Passport</idType>` in XML is the
clause `Passport A123 (Iran)` of a remark. So the clause is put together and read by the one reader of clauses.
Nothing here reads a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from watchword.lists import ofac_remarks
from watchword.lists.kinds import entity_kind
from watchword.lists.ofac_csv import NON_SDN_PROGRAMMES, NON_SDN_REMARK
from watchword.lists.ofac_listing import PUBLISHER, make_name
from watchword.lists.ofac_remarks import Remarks
from watchword.lists.phrases import distinct
from watchword.model import Address, Detail, Identifier, Kind, Link, Listing, Name, Strength
from watchword.text import dates
from watchword.text.scripts import script_of

# sdn.csv has the same clauses without the brackets, and with single quotes.
_LINKED = re.compile(r"\((Linked To: .*)\)$", re.DOTALL)
_KINDS = {"individual": Kind.PERSON, "vessel": Kind.VESSEL, "aircraft": Kind.AIRCRAFT, "entity": Kind.ORGANISATION}
# Types of feature and relation in the advanced and the enhanced format.
_COUNTRIES = {"nationality country": "nationality", "citizenship country": "citizen"}
_DETAILS = {
    "title": "Title",
    "vessel type": "Vessel Type",
    "vessel tonnage": "Tonnage",
    "vessel gross registered tonnage": "Gross Registered Tonnage",
    "vessel flag": "Vessel Flag",
}
_FAMILY = ("last name", "patronymic", "matronymic")
_RIGHT_TO_LEFT = ("Arab", "Hebr", "Syrc", "Thaa")
_RELATIONS = {
    "owned or controlled by": "owned-by",
    "acting for or on behalf of": "acts-for",
    "family member of": "family",
    "providing support to": "supports",
    "leader or official of": "leads",
    "principal executive officer": "leads",
    "owns, controls, or operates": "owns",
    "associate of": "associated-with",
    "property in the interest of": "owned-by",
    "playing a significant role in": "associated-with",
}


@dataclass(slots=True)
class Parts:
    """What one record says, as it is collected; `said` holds what clauses gave. `listing` makes it whole."""

    uid: str
    kind: Kind
    names: list[Name] = field(default_factory=list)
    said: Remarks = field(default_factory=Remarks)
    addresses: list[Address] = field(default_factory=list)
    programmes: list[str] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    details: list[Detail] = field(default_factory=list)
    listed_on: str = ""
    remarks: str = ""

    def listing(self, source: str) -> Listing:
        """The record as a listing; `identifiers`, `links` and `details` come before those of clauses, as in CSV."""
        said = self.said
        weak = [make_name(name, Strength.WEAK, self.kind) for name in said.aliases]
        return Listing(
            id=f"{PUBLISHER}:{self.uid}",
            publisher=PUBLISHER,
            kind=self.kind,
            names=distinct([*self.names, *weak]),
            births=distinct(said.births),
            birth_places=distinct(said.birth_places),
            nationalities=distinct(said.nationalities),
            genders=distinct(said.genders),
            identifiers=distinct([*self.identifiers, *said.identifiers]),
            addresses=distinct(self.addresses),
            programmes=distinct(self.programmes),
            listed_on=self.listed_on,
            links=distinct([*self.links, *said.links]),
            details=distinct([*self.details, *said.details]),
            remarks=self.remarks,
            source=source,
        )


def kind_of(type_: str, name: str) -> Kind | None:
    """The kind that OFAC's type (Individual, Entity, Vessel, Aircraft) means for that name; None if unknown."""
    kind = _KINDS.get(type_.casefold())
    return entity_kind(name) if kind is Kind.ORGANISATION else kind


def read_field(parts: Parts, label: str, value: str, *, country: str = "", issued: str = "", expires: str = "") -> None:
    """Add what a document or feature says. A label that no rule knows keeps its value as a detail: nothing is lost."""
    if not value:
        return
    clause = f"{label} {value}"
    if country:
        clause += f" ({country})"
    if issued:
        clause += f" issued {issued}"
    if expires:
        clause += f" expires {expires}"
    found = ofac_remarks.parse(clause, parts.kind)
    if found.unread:
        rest = clause.removeprefix(f"{label} ")
        parts.said.details.append(Detail(label.rstrip(" -:"), rest))
        return
    _add(parts.said, found)


def read_birth(parts: Parts, text: str) -> None:
    """Add a birth date as OFAC writes it; what is no date is kept as a detail."""
    span = dates.parse(text) if text else None
    if span:
        parts.said.births.append(span)
    elif text:
        parts.said.details.append(Detail("DOB", text))


def read_birth_place(parts: Parts, text: str) -> None:
    """Add a birth place."""
    if text:
        parts.said.birth_places.append(ofac_remarks.birth_place(text))


def read_nationality(parts: Parts, text: str, label: str) -> None:
    """Add a nationality or citizenship; a name that is no country's is kept as a detail."""
    code = ofac_remarks.country(text) if text else ""
    if code:
        parts.said.nationalities.append(code)
    elif text:
        parts.said.details.append(Detail(label, text))


def read_version(parts: Parts, type_: str, value: str, reliability: str, comment: str) -> None:
    """Add a feature with what OFAC says of it. What it calls false is kept as a detail and read as nothing else."""
    if reliability != "False":
        read_feature(parts, type_, value)
    label = type_.rstrip(" -:")
    if reliability not in ("", "Confirmed", "Unknown"):
        parts.details.append(Detail(f"{label}, {reliability.lower()}", value))
    if comment:
        parts.details.append(Detail(f"{label}, comment", f"{value}: {comment}" if value else comment))


def read_feature(parts: Parts, type_: str, value: str) -> None:
    """Add a feature of the advanced or the enhanced format: birth, country, vessel, or anything that has a label."""
    key = type_.casefold()
    if key == "birthdate":
        read_birth(parts, value)
    elif key == "place of birth":
        read_birth_place(parts, value)
    elif key in _COUNTRIES:
        read_nationality(parts, value, _COUNTRIES[key])
    elif key in _DETAILS and value:
        parts.details.append(Detail(_DETAILS[key], value))
    elif key == "vessel call sign" and value:
        parts.identifiers.append(Identifier("call-sign", value))
    elif key == "vessel owner" and value:
        parts.links.append(Link("owned-by", value))
    else:
        read_field(parts, type_.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"), value)


def relation(type_: str) -> str:
    """Our word for a type of relation between parties; `linked-to` for one that is not known here."""
    return _RELATIONS.get(type_.casefold(), "linked-to")


def relation_details(type_: str, name: str, comment: str) -> Iterator[Detail]:
    """What a link can't say of a relation: a type that `relation` does not know, and OFAC's comment."""
    if comment:
        yield Detail(type_, f"{name} ({comment})")
    elif type_.casefold() not in _RELATIONS and type_.casefold() != "linked to":
        yield Detail(type_, name)


def person_name(parts: Iterable[tuple[str, str]], strength: Strength) -> Name | None:
    """A person's name from its typed parts, `Last Name` and so on, as sdn.csv writes it: `LAST, First Middle`.

    In scripts that run from right to left the parts stand in the order in which they are said.
    """
    typed = [(type_.casefold(), value) for type_, value in parts if value]
    family = " ".join(value for type_, value in typed if type_ in _FAMILY)
    given = " ".join(value for type_, value in typed if type_ not in _FAMILY)
    script = script_of(f"{family} {given}")
    script, family = ("Latn" if script == "Zyyy" else script), family.upper()
    if not family or not given:
        return Name(family or given, strength, script) if family or given else None
    full = f"{given} {family}" if script in _RIGHT_TO_LEFT else f"{family}, {given}"
    return Name(full, strength, script, given, family)


def read_remarks(parts: Parts, text: str) -> int:
    """Add what the remark says, as `(Linked To: A; Linked To: B)`; the number of clauses that were left unread.

    The remark itself is kept as published.
    """
    found = ofac_remarks.parse(_LINKED.sub(r"\1", text.replace('"', "'")), parts.kind)
    _add(parts.said, found)
    parts.remarks = text
    return len(found.unread)


def address(lines: Iterable[str], city: str, region: str, postcode: str, country: str) -> Address | None:
    """An address as the CSV format gives it, on one line; None when it says nothing."""
    street = ", ".join(line for line in lines if line)
    place = " ".join(part for part in (", ".join(part for part in (city, region) if part), postcode) if part)
    full = ", ".join(part for part in (street, place, country) if part)
    return Address(full, city, region, postcode, ofac_remarks.country(country)) if full else None


def _add(into: Remarks, more: Remarks) -> None:
    for name in ("aliases", "births", "birth_places", "nationalities", "genders", "identifiers", "links", "details"):
        getattr(into, name).extend(getattr(more, name))


def is_consolidated(listings: Iterable[Listing]) -> bool:
    """Whether most listings are of the consolidated (non-SDN) list, by their programmes and details."""
    votes = [
        not NON_SDN_PROGRAMMES.isdisjoint(listing.programmes)
        or any(NON_SDN_REMARK.search(f"{detail.label} {detail.value}") for detail in listing.details)
        or bool(NON_SDN_REMARK.search(listing.remarks))
        for listing in listings
    ]
    return 2 * sum(votes) > len(votes)


def written_date(first: str, last: str, circa: bool = False) -> str:
    """Two ISO days as OFAC writes their span: 12 Jan 1984, Jan 1984, 1984, `1984 to 1986`, with circa before it.

    Empty when they are no days.
    """
    try:
        begin, end = date.fromisoformat(first), date.fromisoformat(last)
        whole_month = begin.day == 1 and (end + timedelta(days=1)).day == 1
    except (ValueError, OverflowError):
        return ""
    if begin == end:
        text = _written(begin, "%d %b %Y")
    elif whole_month and (begin.month, end.month) == (1, 12):
        text = f"{begin.year}" if begin.year == end.year else f"{begin.year} to {end.year}"
    elif whole_month:
        months = [_written(day, "%b %Y") for day in (begin, end)]
        text = months[0] if months[0] == months[1] else " to ".join(months)
    else:
        text = f"{_written(begin, '%d %b %Y')} to {_written(end, '%d %b %Y')}"
    return f"circa {text}" if circa else text


def _written(day: date, form: str) -> str:
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return form.replace("%d", f"{day.day:02}").replace("%b", months[day.month - 1]).replace("%Y", f"{day.year:04}")
