"""What does the Enhanced XML of OFAC's Sanctions List Service hold? Each `entity` becomes a `Listing`.

The same layout serves the whole SDN list, the consolidated list and extracts by programme. `READ` and `UNREAD` name
every field; relationships are read as their published schema has them, the real extract at hand has none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

import msgspec

from watchword.errors import ListError
from watchword.lists import ofac_parts, phrases, trees
from watchword.lists.loading import the_only
from watchword.lists.ofac_csv import CONSOLIDATED_TITLE, LICENCE, SDN_TITLE, URL
from watchword.lists.ofac_listing import PUBLISHER, make_name
from watchword.lists.ofac_parts import Parts
from watchword.lists.source import ListFormat, ReadList, SourceFile
from watchword.lists.trees import Node
from watchword.model import Address, Detail, Kind, Link, Listing, Name, Publication, Strength
from watchword.text.scripts import script_of

_DATES = "fromDateBegin fromDateEnd toDateBegin toDateEnd isApproximate isDateRange"
READ = trees.known_paths(
    {
        "publicationInfo": "dataAsOf",
        "publicationInfo/filters/sanctionsPrograms": "sanctionsProgram",
        "entity": "@id",
        "entity/generalInfo": "entityType title remarks",
        "entity/sanctionsLists": "sanctionsList sanctionsList@datePublished",
        "entity/sanctionsPrograms": "sanctionsProgram",
        "entity/sanctionsTypes": "sanctionsType",
        "entity/legalAuthorities": "legalAuthority",
        "entity/names/name": "isPrimary isLowQuality aliasType",
        "entity/names/name/translations/translation": "formattedFirstName formattedLastName formattedFullName",
        "entity/addresses/address": "country",
        "entity/addresses/address/translations/translation/addressParts/addressPart": "type value",
        "entity/features/feature": "type value comments reliability",
        "entity/identityDocuments/identityDocument": "type documentNumber isValid issuingCountry issuingAuthority"
        " comments",
        "entity/identityDocuments/identityDocument/issueDate": "fromDateBegin toDateEnd",
        "entity/identityDocuments/identityDocument/expirationDate": "fromDateBegin toDateEnd",
        "entity/relationships/relationship": "type relatedEntity relatedEntity@entityId comments",
    }
)
_NUMBER = "OFAC's own number of a single field; it names nothing outside OFAC's database"
_CODE = "number of a reference value whose text is read"
_SCRIPT = "the letters themselves decide the script"
_PARTS = "the name's formatted forms are read"
_SPAN = "the day, month or range is read from the feature's value or from the first and last of the four dates"
_DICTIONARY = "list of the values that entities may have; the entities carry their texts"
_BASE = {"sanctionsLists": "sanctionsList", "sanctionsPrograms": "sanctionsProgram", "sanctionsTypes": "sanctionsType"}
UNREAD: dict[str, str] = {
    "sanctionsData@schemaLocation": "where the schema is",
    **dict.fromkeys(trees.known_paths({
        "publicationInfo/filters/sanctionsLists": "sanctionsList sanctionsList@refId",
        "publicationInfo/filters/sanctionsPrograms": "sanctionsProgram@refId",
    }), "what the extract was made from, by list; each entity names its own lists"),
    **dict.fromkeys(trees.known_paths({
        "referenceValue": "@refId type value isoCode code",
        "featureType": "@featureTypeId type detailType detailType@refId publishExclude publishDescription publishOrder",
    }), _DICTIONARY),
    "entity/generalInfo/identityId": _NUMBER,
    "entity/generalInfo/entityType@refId": _CODE,
    **dict.fromkeys(trees.known_paths({
        **{f"entity/{outer}/{inner}": "@refId" for outer, inner in _BASE.items()},
        "entity/legalAuthorities/legalAuthority": "@refId",
        "entity/names/name/aliasType": "@refId",
        "entity/addresses/address/country": "@refId",
        "entity/addresses/address/translations/translation/addressParts/addressPart/type": "@refId",
        "entity/features/feature": "valueRefId type@featureTypeId reliability@refId",
        "entity/identityDocuments/identityDocument": "type@refId issuingCountry@refId",
        "entity/relationships/relationship/type": "@refId",
    }), _CODE),
    **dict.fromkeys(trees.known_paths({
        **{f"entity/{outer}/{inner}": "@id" for outer, inner in _BASE.items()},
        "entity/legalAuthorities/legalAuthority": "@id",
        "entity/names/name": "@id",
        "entity/names/name/translations/translation": "@id isPrimary",
        "entity/addresses/address": "@id",
        "entity/addresses/address/translations/translation": "@id isPrimary addressParts/addressPart@id",
        "entity/features/feature": "@id versionId isPrimary valueDate@id",
        "entity/identityDocuments/identityDocument": "@id name name@nameId name@nameTranslationId"
        " issueDate@id expirationDate@id",
        "entity/relationships/relationship": "@id",
    }), _NUMBER),
    "entity/names/name/translations/translation/script": _SCRIPT,
    "entity/names/name/translations/translation/script@refId": _SCRIPT,
    "entity/addresses/address/translations/translation/script": _SCRIPT,
    "entity/addresses/address/translations/translation/script@refId": _SCRIPT,
    **dict.fromkeys(trees.known_paths({
        "entity/names/name/translations/translation/nameParts/namePart": "@id type type@refId value",
    }), _PARTS),
    **dict.fromkeys(trees.known_paths({
        "entity/features/feature/valueDate": _DATES,
        "entity/identityDocuments/identityDocument/issueDate": _DATES,
        "entity/identityDocuments/identityDocument/expirationDate": _DATES,
    }) - READ, _SPAN),
}  # fmt: skip
_KNOWN = READ | UNREAD.keys()
_WRAPPERS = frozenset(("entities", "referenceValues", "featureTypes"))
_STRENGTHS = {"F.K.A.": Strength.FORMER, "A.K.A.": Strength.STRONG, "N.K.A.": Strength.STRONG}
_LINES = ("ADDRESS1", "ADDRESS2", "ADDRESS3")
_BIDI = str.maketrans("", "", "\u200e\u200f\u202a\u202b\u202c\u202d\u202e")


@dataclass(frozen=True, slots=True)
class EnhancedXml:
    """The format: `sanctionsData`, one file."""

    name: str = "us-ofac-enhanced"

    def recognises(self, file: SourceFile) -> bool:
        """Whether the root element is `sanctionsData` in the namespace of the Enhanced XML."""
        return trees.root_is(file.data, "sanctionsData", "ENHANCED_XML")

    def read(self, files: tuple[SourceFile, ...]) -> ReadList:
        """One listing for each `entity`; a note when the file is an extract by programme."""
        file = the_only(files, SDN_TITLE)
        info, entities, unread = _read(file)
        if not entities:
            raise ListError("no entity in this file", where=file.name)
        listings = _linked(entities)
        lists = {text for node, _ in entities for text in node.texts("sanctionsLists", "sanctionsList")}
        publication = Publication(
            publisher=PUBLISHER,
            title=SDN_TITLE if not lists or "SDN List" in lists else CONSOLIDATED_TITLE,
            records=len(listings),
            sha256=sha256(file.data).hexdigest(),
            published=(info.said("dataAsOf") if info else "")[:10],
            licence=LICENCE,
            url=URL,
        )
        notes = [f"{path} is not read ({count} times)" for path, count in sorted(unread.items())]
        programmes = info.texts("filters", "sanctionsPrograms", "sanctionsProgram") if info else ()
        if programmes:
            notes.insert(0, f"an extract, not the whole list: programme {', '.join(programmes)}")
        return ReadList(publication, listings, tuple(notes))


FORMATS: tuple[ListFormat, ...] = (EnhancedXml(),)


def _read(file: SourceFile) -> tuple[Node | None, list[tuple[Node, Listing]], Counter[str]]:
    info: Node | None = None
    entities: list[tuple[Node, Listing]] = []
    unread: Counter[str] = Counter()
    seen: set[str] = set()
    for node in trees.read_records(file, "sanctionsData", _WRAPPERS):
        unread.update(trees.unread(node, _KNOWN))
        if node.tag == "publicationInfo":
            info = node
        elif node.tag == "entity":
            where = f"{file.name}, line {node.line}"
            listing = _listing(node, where)
            if listing.id in seen:
                raise ListError(f"{listing.id} stands twice", where=where, hint="The copy is damaged; fetch it again.")
            seen.add(listing.id)
            entities.append((node, listing))
    return info, entities, unread


def _linked(entities: list[tuple[Node, Listing]]) -> tuple[Listing, ...]:
    """The listings with their relationships, which give the other party's name only where they are of newer make."""
    names = {listing.id: listing.name for _, listing in entities}
    linked = []
    for node, listing in entities:
        links, details = list(listing.links), list(listing.details)
        for relation in node.all("relationships", "relationship"):
            number = next((other.get("entityId") for other in relation.all("relatedEntity")), "")
            target = relation.said("relatedEntity") or names.get(f"{PUBLISHER}:{number}", f"OFAC {number}")
            type_ = relation.said("type")
            links.append(Link(ofac_parts.relation(type_), target, f"{PUBLISHER}:{number}" if number else ""))
            details += ofac_parts.relation_details(type_, target, relation.said("comments"))
        linked.append(
            msgspec.structs.replace(listing, links=phrases.distinct(links), details=phrases.distinct(details))
        )
    return tuple(linked)


def _listing(entity: Node, where: str) -> Listing:
    uid, type_ = entity.get("id"), entity.said("generalInfo", "entityType")
    if not (uid.isascii() and uid.isdecimal()):
        raise ListError(f"an entity's id must be a number, not {uid!r}", where=where)
    names = [*_names(entity, f"{where} (id {uid})", type_)]
    kind = ofac_parts.kind_of(type_, names[0].full)
    if kind is None:
        raise ListError(f"unknown entityType {type_!r}", where=f"{where} (id {uid})")
    parts = Parts(uid, kind, names=names, programmes=list(entity.texts("sanctionsPrograms", "sanctionsProgram")))
    listed = [node.get("datePublished") for node in entity.all("sanctionsLists", "sanctionsList")]
    parts.listed_on = min(filter(None, listed), default="")[:10]
    parts.addresses = [found for node in entity.all("addresses", "address") for found in _addresses(node)]
    for label, path in _STATED.items():
        parts.details.extend(Detail(label, text) for text in entity.texts(*path))
    for feature in entity.all("features", "feature"):
        type_, value = feature.said("type"), feature.said("value")
        ofac_parts.read_version(parts, type_, value, feature.said("reliability"), feature.said("comments"))
    for document in entity.all("identityDocuments", "identityDocument"):
        _read_document(parts, document)
    for relation in entity.texts("relationships", "relationship", "comments"):
        parts.details.append(Detail("Relationship", relation))
    ofac_parts.read_remarks(parts, entity.said("generalInfo", "remarks"))
    return parts.listing(f"entity {uid}, line {entity.line}")


_STATED = {
    "Title": ("generalInfo", "title"),
    "Sanctions list": ("sanctionsLists", "sanctionsList"),
    "Sanctions type": ("sanctionsTypes", "sanctionsType"),
    "Legal authority": ("legalAuthorities", "legalAuthority"),
}


def _names(entity: Node, where: str, type_: str) -> Iterator[Name]:
    """The names, the primary one first; a translation of it into another script is a strong alias."""
    found: list[Name] = []
    for node in entity.all("names", "name"):
        strength = Strength.PRIMARY if node.said("isPrimary") == "true" else _STRENGTHS.get(node.said("aliasType"))
        if strength is None:
            raise ListError(f"unknown type of alias {node.said('aliasType')!r}", where=where)
        strength = Strength.WEAK if node.said("isLowQuality") == "true" else strength
        for translation in node.all("translations", "translation"):
            name = _name(translation, strength, type_)
            if name and strength is Strength.PRIMARY and any(other.strength is strength for other in found):
                name = msgspec.structs.replace(name, strength=Strength.STRONG)
            found += [name] if name else []
    if not any(name.strength is Strength.PRIMARY for name in found):
        raise ListError("an entity without a primary name", where=where)
    return iter(sorted(found, key=lambda name: name.strength is not Strength.PRIMARY))


def _name(translation: Node, strength: Strength, type_: str) -> Name | None:
    family, given, full = (
        translation.said(field).translate(_BIDI).strip()
        for field in ("formattedLastName", "formattedFirstName", "formattedFullName")
    )
    full = full or ", ".join(filter(None, (family, given)))
    if not full:
        return None
    if given and family and type_ == "Individual":
        return Name(full, strength, "Latn" if full.isascii() else script_of(full), given, family)
    return make_name(full, strength, Kind.UNKNOWN)


def _addresses(node: Node) -> Iterator[Address]:
    translations = list(node.all("translations", "translation")) or [node]
    for translation in translations:
        said = {part.said("type"): part.said("value") for part in translation.all("addressParts", "addressPart")}
        country = node.said("country") or said.get("REGION", "")
        lines = [said.get(line, "") for line in _LINES]
        if not node.said("country") and "REGION" in said:
            country = f"Region: {said['REGION']}"
        city, region, postcode = (said.get(part, "") for part in ("CITY", "STATE/PROVINCE", "POSTAL CODE"))
        found = ofac_parts.address(lines, city, region, postcode, country)
        yield from (found,) if found else ()


def _read_document(parts: Parts, document: Node) -> None:
    type_, number = document.said("type"), document.said("documentNumber")
    days = [_day(next(document.all(field), None)) for field in ("issueDate", "expirationDate")]
    ofac_parts.read_field(
        parts, type_, number, country=document.said("issuingCountry"), issued=days[0], expires=days[1]
    )
    for label, text in (
        ("issuing authority", document.said("issuingAuthority")),
        ("comments", document.said("comments")),
        ("validity", "not valid" if document.said("isValid") == "false" else ""),
    ):
        if text:
            parts.details.append(Detail(f"{type_}, {label}", f"{number}: {text}"))


def _day(node: Node | None) -> str:
    return ofac_parts.written_date(node.said("fromDateBegin"), node.said("toDateEnd")) if node else ""
