"""What does an EU record say in our terms? A `sanctionEntity` becomes a `Listing`.

Nothing here reads XML or files; which fields are left unread, and why, stands in `UNREAD`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import msgspec

from watchword.errors import ListError
from watchword.lists import inline, phrases
from watchword.lists.kinds import entity_kind
from watchword.model import (
    Address,
    DateSpan,
    Detail,
    Identifier,
    Kind,
    Link,
    Listing,
    Name,
    Place,
    Strength,
)
from watchword.text import dates, places

SAME = "same-party"


@dataclass(frozen=True, slots=True)
class Node:
    """One XML element: its tag, attributes, child elements, text, and the line where its record begins."""

    tag: str
    fields: Mapping[str, str]
    children: tuple[Node, ...]
    text: str
    line: int

    def all(self, tag: str) -> Iterator[Node]:
        """The children of that tag, in order."""
        return (child for child in self.children if child.tag == tag)

    def get(self, name: str) -> str:
        """An attribute, empty when it is not there or says nothing (`null`, `none`)."""
        value = self.fields.get(name, "")
        return "" if phrases.is_blank(value) else value


# Fields that no rule below reads, with the reason. tests/lists/test_eu.py holds that every other one is read.
_SUMMARY = "legal basis of a single field; the record's own regulation is read"
UNREAD: dict[str, str] = {
    **{
        f"regulationSummary@{field}": _SUMMARY
        for field in ("regulationType", "publicationDate", "numberTitle", "publicationUrl")
    },
    **{
        f"{tag}@{field}": reason
        for tag in ("nameAlias", "citizenship", "birthdate", "address", "identification")
        for field, reason in (
            ("logicalId", "number of a field, of no use outside the publisher's database"),
            ("regulationLanguage", "language of the regulation; the file is English throughout"),
        )
    },
    "regulation@logicalId": "number of the regulation in the publisher's database; its title is read",
    "birthdate@dayOfMonth": "part of birthdate, or of another calendar's date that birthdate converts",
    "subjectType@code": "says what classificationCode says",
    "identification@identificationTypeDescription": "explains identificationTypeCode",
    "citizenship@countryDescription": "name of countryIso2Code",
    "identification@countryDescription": "name of countryIso2Code",
}
READ: frozenset[str] = frozenset(
    f"{tag}@{field}"
    for tag, fields in {
        "sanctionEntity": "designationDate designationDetails delistingDate unitedNationId euReferenceNumber logicalId",
        "regulation": "regulationType organisationType publicationDate entryIntoForceDate numberTitle programme",
        "subjectType": "classificationCode",
        "nameAlias": "firstName middleName lastName wholeName function gender title nameLanguage strong",
        "citizenship": "countryIso2Code region acquisitionDate disenfranchisementDate",
        "birthdate": "circa calendarType city zipCode birthdate monthOfYear year yearRangeFrom yearRangeTo"
        " region place countryIso2Code countryDescription",
        "address": "city street poBox zipCode region place asAtListingTime countryIso2Code countryDescription",
        "contactInfo": "key value",
        "identification": "diplomatic knownExpired knownFalse reportedLost revokedByIssuer issueDate"
        " issuedBy latinNumber nameOnDocument number validFrom validTo identificationTypeCode region"
        " countryIso2Code",
        "additionalInformation": "key value",
    }.items()
    for field in fields.split()
) | {"remark", "publicationUrl"}

_KINDS = {"P": Kind.PERSON, "E": Kind.ORGANISATION}
_GENDERS = {"M": "male", "F": "female"}
_DOCUMENTS = {
    "passport": "passport",
    "id": "national-id",
    "ssn": "social-security",
    "fiscalcode": "tax",
    "tax": "tax",
    "regnumber": "registration",
    "tradelic": "registration",
    "swiftbic": "bic",
    "imo": "imo",
    "drivinglicence": "driving-licence",
}
_CONTACTS = {"PHONE": "phone", "FAX": "phone", "EMAIL": "email", "WEB": "website"}
_FLAGS = {
    "diplomatic": "diplomatic",
    "knownExpired": "expired",
    "knownFalse": "false",
    "reportedLost": "reported lost",
    "revokedByIssuer": "revoked by issuer",
}
_CITIZENSHIP = {
    "Citizenship since": "acquisitionDate",
    "Citizenship until": "disenfranchisementDate",
    "Citizenship of region": "region",
}
_WEAK = re.compile(r"low[- ]quality", re.IGNORECASE)
_ORIGINAL = re.compile(r"\(original script:\s*([^()]+)\)")
_NAME_REMARKS = re.compile(
    r"^\(?(?:original script|good quality alias|low[- ]quality .*|maiden name)\.?\)?$", re.IGNORECASE
)


def to_listing(entity: Node, file: str) -> Listing:
    """The listing of one `sanctionEntity`. ListError with the line when its type or every name is missing."""
    where = f"{file}, line {entity.line} (logicalId {entity.get('logicalId') or 'missing'})"
    names, name_details = _names(entity, where)
    births, birth_details = _births(entity)
    number = entity.get("euReferenceNumber") or entity.get("logicalId")
    if not number:
        raise ListError("a record without euReferenceNumber and logicalId", where=where)
    regulations = tuple(entity.all("regulation"))
    remarks = [remark for remark in _remarks(entity) if not phrases.is_blank(remark)]
    said = [entity.get("designationDetails"), *remarks]
    return Listing(
        id=f"eu-fsf:{number}",
        publisher="eu-fsf",
        kind=_kind(entity, names[0].full, where),
        names=names,
        births=births,
        birth_places=phrases.distinct(_birth_places(entity)),
        nationalities=phrases.distinct(code for node in entity.all("citizenship") if (code := _country(node))),
        genders=phrases.distinct(
            _GENDERS[g] for node in entity.all("nameAlias") if (g := node.get("gender")) in _GENDERS
        ),
        identifiers=inline.unique(_identifiers(entity)),
        addresses=phrases.distinct(_addresses(entity)),
        programmes=phrases.distinct(p for node in regulations if (p := node.get("programme"))),
        listed_on=entity.get("designationDate") or next((d for text in said if (d := _listed_on(text))), ""),
        details=phrases.distinct((*name_details, *birth_details, *_details(entity))),
        remarks="\n".join(remarks),
        source=f"logicalId {entity.get('logicalId')}, line {entity.line}",
    )


def with_distinct_ids(listings: Iterable[Listing]) -> tuple[Listing, ...]:
    """The listings with ids that are all different.

    A party under two programmes stands in the file twice, with one reference number: the second record's id
    has the programme added, and a link to the first.
    """
    seen: dict[str, Listing] = {}
    for listing in listings:
        first = seen.get(listing.id)
        if first:
            stem = "/".join((listing.id, *listing.programmes))
            ids = (stem, *(f"{stem}/{count}" for count in range(2, len(seen) + 2)))
            link = Link(SAME, first.name, first.id)
            id_ = next(id_ for id_ in ids if id_ not in seen)
            listing = msgspec.structs.replace(listing, id=id_, links=(*listing.links, link))
        seen[listing.id] = listing
    return tuple(seen.values())


def unknown_fields(node: Node) -> Iterator[str]:
    """Fields with content, here and below, neither read nor in `UNREAD`: a layout newer than this."""
    for name, value in node.fields.items():
        field = f"{node.tag}@{name}"
        if value and field not in READ and field not in UNREAD:
            yield field
    if node.text and node.tag not in READ:
        yield node.tag
    for child in node.children:
        yield from unknown_fields(child)


def _kind(entity: Node, name: str, where: str) -> Kind:
    code = next((node.get("classificationCode") for node in entity.all("subjectType")), "")
    if code not in _KINDS:
        raise ListError(f"unknown subject type {code!r}", where=where)
    return Kind.PERSON if code == "P" else entity_kind(name)


def _names(entity: Node, where: str) -> tuple[tuple[Name, ...], list[Detail]]:
    names: list[Name] = []
    details: list[Detail] = []
    for node in entity.all("nameAlias"):
        given = " ".join(filter(None, (node.get("firstName"), node.get("middleName"))))
        full = node.get("wholeName") or f"{given} {node.get('lastName')}".strip()
        if not full:
            raise ListError("a name that is empty", where=where)
        remarks = list(_remarks(node))
        language = node.get("nameLanguage").lower()
        names.append(
            phrases.listed_name(
                full, _strength(node, remarks), given=given, family=node.get("lastName"), language=language
            )
        )
        originals = (text for remark in remarks for text in _ORIGINAL.findall(remark))
        names.extend(phrases.listed_name(text, Strength.STRONG) for text in originals)
        details += [
            Detail(label, node.get(key))
            for label, key in (("Title", "title"), ("Function", "function"))
            if node.get(key)
        ]
        details += [
            Detail("Name remark", f"{full}: {r}") for r in remarks if not (_NAME_REMARKS.match(r) or _ORIGINAL.match(r))
        ]
    if not names:
        raise ListError("a record without a name", where=where)
    first = min(names, key=_unlike_primary)
    names[names.index(first)] = msgspec.structs.replace(first, strength=Strength.PRIMARY)
    return phrases.best_names(names), details


def _unlike_primary(name: Name) -> tuple[bool, bool, bool]:
    """The file marks no primary name: it is the first strong one in Latin script, English before others."""
    return (name.strength is not Strength.STRONG, name.script != "Latn", name.language not in ("", "en"))


def _strength(node: Node, remarks: list[str]) -> Strength:
    if node.get("strong") == "false" or any(_WEAK.search(remark) for remark in remarks):
        return Strength.WEAK
    return Strength.FORMER if any(remark == "maiden name" for remark in remarks) else Strength.STRONG


def _births(entity: Node) -> tuple[tuple[DateSpan, ...], list[Detail]]:
    spans: list[DateSpan] = []
    details: list[Detail] = []
    for node in entity.all("birthdate"):
        circa = node.get("circa") == "true"
        remarks = list(_remarks(node))
        years = (node.get("yearRangeFrom"), node.get("yearRangeTo"))
        month = f"{node.get('year')}-{int(node.get('monthOfYear')):02}" if node.get("monthOfYear").isdecimal() else ""
        written = node.get("birthdate") or month or node.get("year") or "-".join(filter(None, years))
        span = dates.parse(written)
        if span:
            spans.append(
                msgspec.structs.replace(span, circa=circa or span.circa, text=f"circa {written}" if circa else written)
            )
        for remark in remarks:
            more, unread = phrases.dates_in([remark.strip("/ ")])
            spans += more if not span else ()
            if unread or span:
                details.append(Detail("Birth remark", remark))
        if node.get("calendarType") not in ("", "GREGORIAN"):
            details.append(Detail("Birth date's calendar", node.get("calendarType").lower()))
    return phrases.distinct(spans), details


def _birth_places(entity: Node) -> Iterator[Place]:
    for node in entity.all("birthdate"):
        parts = [node.get(key) for key in ("zipCode", "place", "city", "region")]
        text = _line(*parts, _country_name(node))
        if text:
            yield phrases.place(text, _country(node))


def _identifiers(entity: Node) -> Iterator[Identifier]:
    for node in entity.all("identification"):
        note = _note(node)
        type_ = _DOCUMENTS.get(node.get("identificationTypeCode"), "other")
        if type_ == "other" and "passport" in note.lower():
            type_ = "passport"
        for number in dict.fromkeys((node.get("number"), node.get("latinNumber"))):
            if number:
                yield Identifier(type_, number, _country(node), note)
    for address in entity.all("address"):
        for contact in address.all("contactInfo"):
            yield from _contact(contact.get("key"), contact.get("value"))
        for remark in _remarks(address):
            yield from inline.identifiers_in(remark)
    for text in (*_remarks(entity), entity.get("designationDetails")):
        yield from inline.identifiers_in(text)


def _contact(key: str, value: str) -> Iterator[Identifier]:
    type_ = _CONTACTS.get(key, "other")
    if type_ == "other":
        yield Identifier(type_, value, note=key.lower())
        return
    note = "fax" if key == "FAX" else ""
    found = {
        "phone": inline.phones_in(value, note),
        "email": inline.emails_in(value),
        "website": inline.websites_in(value),
    }
    yield from found[type_] or (Identifier(type_, value, note=note),)


def _note(node: Node) -> str:
    said = {
        "issued": node.get("issueDate"),
        "by": node.get("issuedBy"),
        "in": node.get("region"),
        "valid from": node.get("validFrom"),
        "valid to": node.get("validTo"),
    }
    flags = [word for key, word in _FLAGS.items() if node.get(key) == "true"]
    code = node.get("identificationTypeCode")
    kind = [] if code in _DOCUMENTS or code == "other" else [code]
    facts = [f"{word} {value}" for word, value in said.items() if value]
    remarks = [remark.strip("()") for remark in _remarks(node)]
    return "; ".join(filter(None, (*kind, *facts, *flags, node.get("nameOnDocument"), *remarks)))


def _addresses(entity: Node) -> Iterator[Address]:
    for node in entity.all("address"):
        box = f"PO Box {node.get('poBox')}" if node.get("poBox") else ""
        parts = [
            node.get("street"),
            box,
            node.get("place"),
            node.get("city"),
            node.get("zipCode"),
            node.get("region"),
        ]
        full = _line(*parts, _country_name(node))
        if full:
            region = node.get("region") or node.get("place")
            yield Address(full, node.get("city"), region, node.get("zipCode"), _country(node))


def _details(entity: Node) -> Iterator[Detail]:
    for label, key in (
        ("UN reference", "unitedNationId"),
        ("Designation details", "designationDetails"),
        ("Delisting date", "delistingDate"),
    ):
        if entity.get(key):
            yield Detail(label, entity.get(key))
    for node in entity.all("regulation"):
        kind = f"{node.get('organisationType')} {node.get('regulationType')}".strip()
        days = f"published {node.get('publicationDate')}, in force {node.get('entryIntoForceDate')}"
        yield Detail("Regulation", f"{node.get('numberTitle')}, {kind}, {days}")
        for url in node.all("publicationUrl"):
            yield Detail("Regulation text", url.text)
    for node in entity.all("address"):
        if node.get("asAtListingTime") == "true":
            yield Detail("Address when listed", _line(node.get("street"), node.get("city"), _country_name(node)))
        yield from (Detail("Address remark", remark) for remark in _remarks(node))
    for node in entity.all("citizenship"):
        for label, key in _CITIZENSHIP.items():
            if node.get(key):
                yield Detail(label, f"{node.get(key)} ({_country(node)})")
        yield from (Detail("Citizenship remark", remark) for remark in _remarks(node))
    for node in (entity, *entity.children):
        yield from (Detail(more.get("key"), more.get("value")) for more in node.all("additionalInformation"))


def _remarks(node: Node) -> Iterator[str]:
    return (child.text for child in node.all("remark") if child.text)


def _listed_on(text: str) -> str:
    return phrases.listing_date(text) or phrases.one_day(text)


def _country(node: Node) -> str:
    code = node.get("countryIso2Code").lower()
    return "" if code == "00" else code


def _country_name(node: Node) -> str:
    described = node.get("countryDescription")
    return places.country_name(_country(node)) or described


def _line(*parts: str) -> str:
    """One line of the parts that say something, none twice."""
    return ", ".join(dict.fromkeys(part.strip(" ,") for part in parts if part))
