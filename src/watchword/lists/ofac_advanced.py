"""What does OFAC's sdn_advanced.xml (cons_advanced.xml) hold? Each `DistinctParty` becomes a `Listing`.

The file is a small database: parties point at documents, places and reference values by number. `READ` and `UNREAD`
name the fields. `ofac_tables` follows the numbers; nothing here compares one publication with another.

Source: UN and OFAC, "Advanced Sanctions Data Model", sdn_advanced.xsd.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from watchword.errors import ListError
from watchword.lists import ofac_parts, trees
from watchword.lists.loading import the_only
from watchword.lists.ofac_csv import CONSOLIDATED_TITLE, LICENCE, SDN_TITLE, URL
from watchword.lists.ofac_listing import PUBLISHER, make_name
from watchword.lists.ofac_parts import Parts
from watchword.lists.ofac_tables import Tables, date_text, first_day
from watchword.lists.source import ListFormat, ReadList, SourceFile
from watchword.lists.trees import Node
from watchword.model import Detail, Kind, Link, Listing, Name, Publication, Strength

_NAME_PART = "DistinctParty/Profile/Identity/Alias/DocumentedName/DocumentedNamePart/NamePartValue"
_PERIODS = ("IDRegDocument/DocumentDate/DatePeriod", "DistinctParty/Profile/Feature/FeatureVersion/DatePeriod")
READ = trees.known_paths(
    {
        "DateOfIssue": "Year Month Day",
        "Location": "@ID",
        "Location/LocationAreaCode": "@AreaCodeID",
        "Location/LocationCountry": "@CountryID",
        "Location/LocationPart": "@LocPartTypeID LocationPartValue/Value",
        "IDRegDocument": "@IDRegDocTypeID @IdentityID @IssuedBy-CountryID @ValidityID Comment IDRegistrationNo"
        " IssuingAuthority",
        "IDRegDocument/DocumentDate": "@IDRegDocDateTypeID",
        "DistinctParty": "@FixedRef Comment Profile/Comment Profile@PartySubTypeID",
        "DistinctParty/Profile/Identity": "@ID @Primary @False Comment",
        "DistinctParty/Profile/Identity/Alias": "@AliasTypeID @Primary @LowQuality DocumentedName@DocNameStatusID",
        _NAME_PART: ". @NamePartGroupID",
        "DistinctParty/Profile/Identity/NamePartGroups/MasterNamePartGroup/NamePartGroup": "@ID @NamePartTypeID",
        "DistinctParty/Profile/Feature": "@FeatureTypeID",
        "DistinctParty/Profile/Feature/FeatureVersion": "@ReliabilityID Comment VersionLocation@LocationID",
        "DistinctParty/Profile/Feature/FeatureVersion/VersionDetail": ". @DetailReferenceID",
        "ProfileRelationship": "@From-ProfileID @To-ProfileID @RelationTypeID @Former Comment",
        "SanctionsEntry": "@ProfileID @ListID EntryEvent@LegalBasisID SanctionsMeasure@SanctionsTypeID"
        " SanctionsMeasure/Comment",
        "SanctionsEntry/EntryEvent/Date": "Year Month Day",
        **{f"{period}/{end}": "@Approximate" for period in _PERIODS for end in ("Start", "End")},
        **{f"{period}/{end}": "Year Month Day" for period in _PERIODS for end in ("Start/From", "End/To")},
    }
)
_NUMBER = "OFAC's own number of a single field; it names nothing outside the file"
_OWN = "repeats the party's own number"
_SURE = "whether a part of a date is certain: the same for every date OFAC has published"
_OTHER_END = "the other end of a date's margin; the widest span is read"
UNREAD: dict[str, str] = {
    "Sanctions@Version": "version of the data model",
    "Sanctions@schemaLocation": "where the schema is",
    "DateOfIssue@CalendarTypeID": "OFAC publishes Gregorian dates only",
    "Location/LocationCountry@CountryRelevanceID": "the same for every place",
    "Location/FeatureVersionReference@FeatureVersionID": "points back at the parties, which point here",
    **dict.fromkeys(
        trees.known_paths(
            {"Location/LocationPart/LocationPartValue": "@Primary @LocPartValueTypeID @LocPartValueStatusID Comment"}
        ),
        "the same for every place",
    ),
    "IDRegDocument@ID": _NUMBER,
    "IDRegDocument/DocumentedNameReference@DocumentedNameID": "which of the party's names the document shows",
    "DistinctParty/Profile@ID": _OWN,
    "DistinctParty/Profile/Identity@FixedRef": _OWN,
    "DistinctParty/Profile/Identity/Alias@FixedRef": _OWN,
    "DistinctParty/Profile/Identity/Alias/DocumentedName@FixedRef": _OWN,
    "DistinctParty/Profile/Identity/Alias/DocumentedName@ID": _NUMBER,
    f"{_NAME_PART}@ScriptID": "the letters themselves decide the script",
    f"{_NAME_PART}@ScriptStatusID": "the same for every name",
    f"{_NAME_PART}@Acronym": "whether a part is an acronym: false for all that OFAC has published",
    "DistinctParty/Profile/Feature@ID": _NUMBER,
    "DistinctParty/Profile/Feature/FeatureVersion@ID": _NUMBER,
    "DistinctParty/Profile/Feature/FeatureVersion/VersionDetail@DetailTypeID": "text, date or reference",
    "DistinctParty/Profile/Feature/IdentityReference@IdentityID": "which identity; parties have one",
    "DistinctParty/Profile/Feature/IdentityReference@IdentityFeatureLinkTypeID": "the same for every feature",
    "ProfileRelationship@ID": _NUMBER,
    "ProfileRelationship@RelationQualityID": "OFAC's wording of the same relation in other formats",
    "ProfileRelationship@SanctionsEntryID": _OWN,
    "SanctionsEntry@ID": _NUMBER,
    **dict.fromkeys(
        trees.known_paths({
            "SanctionsEntry/EntryEvent": "@ID @EntryEventTypeID Comment Date@CalendarTypeID",
            "SanctionsEntry/SanctionsMeasure": "@ID",
            "SanctionsEntry/SanctionsMeasure/DatePeriod": "@CalendarTypeID @YearFixed @MonthFixed @DayFixed",
        }),
        "the same for every entry: created, and in force",
    ),
    **dict.fromkeys((f"{period}@CalendarTypeID" for period in _PERIODS), "OFAC publishes Gregorian dates only"),
    **{
        f"{path}@{name}": _SURE
        for period in _PERIODS
        for path in (period, f"{period}/Start", f"{period}/End")
        for name in ("YearFixed", "MonthFixed", "DayFixed")
    },
    **{
        f"{period}/{end}/{name}": _OTHER_END
        for period in _PERIODS
        for end in ("Start/To", "End/From")
        for name in ("Year", "Month", "Day")
    },
}  # fmt: skip
_KNOWN = READ | UNREAD.keys()
_WRAPPERS = frozenset(
    (
        "Locations",
        "IDRegDocuments",
        "DistinctParties",
        "ProfileRelationships",
        "SanctionsEntries",
        "SanctionsEntryLinks",
    )
)
_STRENGTHS = {
    "Name": Strength.STRONG, "A.K.A.": Strength.STRONG, "N.K.A.": Strength.STRONG, "F.K.A.": Strength.FORMER,
}  # fmt: skip
_TYPES = {"Individual": "individual", "Entity": "entity", "Vessel": "vessel", "Aircraft": "aircraft"}


@dataclass(frozen=True, slots=True)
class AdvancedXml:
    """The format: `Sanctions`, one file."""

    name: str = "us-ofac-advanced"

    def recognises(self, file: SourceFile) -> bool:
        """Whether the root element is `Sanctions` in the namespace of the advanced data model."""
        return trees.root_is(file.data, "Sanctions", "http://www.un.org/sanctions/1.0") or trees.root_is(
            file.data, "Sanctions", "exports/ADVANCED_XML"
        )

    def read(self, files: tuple[SourceFile, ...]) -> ReadList:
        """One listing for each `DistinctParty`; notes where relations or entries point at nobody."""
        file = the_only(files, SDN_TITLE)
        database = _Database(file.name)
        unread: Counter[str] = Counter()
        for node in trees.read_records(file, "Sanctions", _WRAPPERS):
            if node.tag != "ReferenceValueSets":
                unread.update(trees.unread(node, _KNOWN))
            database.take(node)
        listings = database.listings()
        if not listings:
            raise ListError("no DistinctParty in this file", where=file.name)
        publication = Publication(
            publisher=PUBLISHER,
            title=SDN_TITLE if database.is_sdn() else CONSOLIDATED_TITLE,
            records=len(listings),
            sha256=sha256(file.data).hexdigest(),
            published=database.issued,
            licence=LICENCE,
            url=URL,
        )
        notes = [f"{path} is not read ({count} times)" for path, count in sorted(unread.items())]
        return ReadList(publication, listings, (*database.notes(), *notes))


FORMATS: tuple[ListFormat, ...] = (AdvancedXml(),)


@dataclass(slots=True)
class _Database:
    """The records of one file as they come; parties wait for the relations and entries that follow them."""

    file: str
    tables: Tables = field(default_factory=Tables)
    parties: dict[str, tuple[Parts, str]] = field(default_factory=dict)
    relations: list[tuple[str, str, str, str]] = field(default_factory=list)
    lists: set[str] = field(default_factory=set)
    lost: Counter[str] = field(default_factory=Counter)
    issued: str = ""

    def take(self, node: Node) -> None:
        """Add one record of the file, of any section; ListError when it is a party that can't be read."""
        if node.tag == "DistinctParty":
            self._take_party(node)
        elif node.tag == "SanctionsEntry":
            self._take_entry(node)
        elif node.tag == "ProfileRelationship":
            former = "former" if node.get("Former") == "true" else ""
            type_ = self.tables.text("RelationType", node.get("RelationTypeID"))
            self.relations.append(
                (node.get("From-ProfileID"), node.get("To-ProfileID"), type_, former or node.said("Comment"))
            )
        elif node.tag == "DateOfIssue":
            self.issued = first_day(node)
        else:
            self.tables.take(node)

    def listings(self) -> tuple[Listing, ...]:
        """Every party with its relations to others, by name and number."""
        names = {uid: parts.names[0].full for uid, (parts, _) in self.parties.items()}
        for source, target, type_, comment in self.relations:
            if source not in self.parties:
                self.lost["relations are of a party that is not in the file"] += 1
                continue
            parts = self.parties[source][0]
            name = names.get(target, f"OFAC {target}")
            parts.links.append(Link(ofac_parts.relation(type_), name, f"{PUBLISHER}:{target}"))
            parts.details += ofac_parts.relation_details(type_, name, comment)
        return tuple(parts.listing(source) for parts, source in self.parties.values())

    def is_sdn(self) -> bool:
        """Whether any party is on the SDN list; the other file is the consolidated list."""
        return not self.lists or "SDN List" in self.lists

    def notes(self) -> Iterator[str]:
        """What in the file leads nowhere: an extract, or a damaged copy."""
        yield from (f"{count:,} {what}" for what, count in sorted((self.lost + self.tables.lost).items()))

    def _take_party(self, node: Node) -> None:
        uid = node.get("FixedRef")
        where = f"{self.file}, line {node.line} (FixedRef {uid or 'missing'})"
        if not (uid.isascii() and uid.isdecimal()):
            raise ListError(f"FixedRef must be a number, not {uid!r}", where=where)
        if uid in self.parties:
            raise ListError(f"{PUBLISHER}:{uid} stands twice", where=where, hint="The copy is damaged; fetch it again.")
        profile = next(node.all("Profile"), None)
        type_ = self.tables.party_type(profile.get("PartySubTypeID")) if profile else ""
        if profile is None or type_ not in _TYPES:
            raise ListError(
                f"a party of unknown type {type_!r}" if profile else "a party without a Profile", where=where
            )
        names = _names(self.tables, profile, type_)
        if not names or names[0].strength is not Strength.PRIMARY:
            raise ListError("a party without a primary name", where=where)
        kind = ofac_parts.kind_of(type_, names[0].full) or Kind.UNKNOWN
        parts = Parts(uid, kind, names=names)
        _read_comments(parts, node, profile)
        _read_features(parts, self.tables, profile)
        for identity in profile.all("Identity"):
            self.tables.read_documents(parts, identity.get("ID"))
        self.parties[uid] = parts, f"FixedRef {uid}, line {node.line}"

    def _take_entry(self, node: Node) -> None:
        uid, on = node.get("ProfileID"), self.tables.text("List", node.get("ListID"))
        if uid not in self.parties:
            self.lost["sanctions entries are of a party that is not in the file"] += 1
            return
        self.lists.add(on)
        parts = self.parties[uid][0]
        parts.details.append(Detail("Sanctions list", on or node.get("ListID")))
        for event in node.all("EntryEvent"):
            day = next((first_day(date) for date in event.all("Date")), "")
            parts.listed_on = min(filter(None, (parts.listed_on, day)), default="")
            if basis := self.tables.text("LegalBasis", event.get("LegalBasisID")):
                parts.details.append(Detail("Legal authority", basis))
        for measure in node.all("SanctionsMeasure"):
            type_, comment = self.tables.text("SanctionsType", measure.get("SanctionsTypeID")), measure.said("Comment")
            if type_ == "Program":
                parts.programmes += [comment] if comment else []
            else:
                parts.details.append(Detail("Sanctions type", f"{type_}: {comment}" if comment else type_))


def _names(tables: Tables, profile: Node, type_: str) -> list[Name]:
    """The names of every identity, the primary one first; its forms in other scripts are strong aliases."""
    found: list[Name] = []
    for identity in profile.all("Identity"):
        types = {
            group.get("ID"): tables.text("NamePartType", group.get("NamePartTypeID"))
            for group in identity.all("NamePartGroups", "MasterNamePartGroup", "NamePartGroup")
        }
        for alias in identity.all("Alias"):
            strength = _STRENGTHS.get(tables.text("AliasType", alias.get("AliasTypeID")), Strength.STRONG)
            strength = Strength.WEAK if alias.get("LowQuality") == "true" else strength
            is_main = alias.get("Primary") == "true" and identity.get("Primary") == "true"
            for documented in alias.all("DocumentedName"):
                latin = tables.text("DocNameStatus", documented.get("DocNameStatusID")) == "Primary Latin"
                name = _name(documented, types, Strength.PRIMARY if is_main and latin else strength, type_)
                found += [name] if name else []
    return sorted(found, key=lambda name: name.strength is not Strength.PRIMARY)


def _name(documented: Node, types: dict[str, str], strength: Strength, type_: str) -> Name | None:
    values = documented.all("DocumentedNamePart", "NamePartValue")
    parts = [(types.get(value.get("NamePartGroupID"), ""), " ".join(value.text.split())) for value in values]
    if type_ == "Individual":
        return ofac_parts.person_name(parts, strength)
    full = " ".join(text for _, text in parts if text)
    return make_name(full.upper(), strength, Kind.UNKNOWN) if full else None


def _read_comments(parts: Parts, party: Node, profile: Node) -> None:
    for node in (party, profile, *profile.all("Identity")):
        if text := node.said("Comment"):
            parts.details.append(Detail("Comment", text))
    for identity in profile.all("Identity"):
        if identity.get("False") == "true":
            parts.details.append(Detail("False identity", ", ".join(part.text for part in identity.all(*_VALUES))))


_VALUES = ("Alias", "DocumentedName", "DocumentedNamePart", "NamePartValue")


def _read_features(parts: Parts, tables: Tables, profile: Node) -> None:
    for feature in profile.all("Feature"):
        type_ = tables.text("FeatureType", feature.get("FeatureTypeID"))
        for version in feature.all("FeatureVersion"):
            places = [tables.place(node.get("LocationID")) for node in version.all("VersionLocation")]
            if type_ == "Location":
                parts.addresses.extend(place for place, _ in places if place)
                continue
            texts = [tables.detail(detail) for detail in version.all("VersionDetail")]
            texts += [date_text(period) for period in version.all("DatePeriod")]
            texts += [country for _, country in places]
            reliability = tables.text("Reliability", version.get("ReliabilityID"))
            value = next(filter(None, texts), "")
            ofac_parts.read_version(parts, type_, value, reliability, version.said("Comment"))
