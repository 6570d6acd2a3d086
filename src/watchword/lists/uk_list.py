"""What does the UK Sanctions List hold? A Designation of the XML, or the rows of one Unique ID, become a `Listing`.

The list of the Foreign, Commonwealth and Development Office is the only UK source since 28 January 2026. Written from
its published layout; no real file was at hand. Rows of the CSV (or XLSX) are put together to the record that the XML
has, and `uk_list_mapper` says what it means.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from watchword.errors import ListError
from watchword.lists import phrases, sheets, trees, uk_list_mapper
from watchword.lists.loading import the_only
from watchword.lists.sheets import Row, Table
from watchword.lists.source import ListFormat, ReadList, SourceFile
from watchword.lists.trees import Node
from watchword.model import Listing, Publication

PUBLISHER = "uk-fcdo"
TITLE = "UK Sanctions List"
LICENCE = "Open Government Licence v3.0, Crown copyright"
URL = "https://www.gov.uk/government/publications/the-uk-sanctions-list"

# Column of the CSV, in lower case -> path of the XML. Columns of one element of a list share its path.
SINGLE: dict[str, str] = {
    "last updated": "LastUpdated",
    "date designated": "DateDesignated",
    "unique id": "UniqueID",
    "ofsi group id": "OFSIGroupID",
    "un reference number": "UNReferenceNumber",
    "regime name": "RegimeName",
    "designation type": "IndividualEntityShip",
    "individual, entity, ship": "IndividualEntityShip",
    "designation source": "DesignationSource",
    "sanctions imposed": "SanctionsImposed",
    "other information": "OtherInformation",
    "uk statement of reasons": "UKStatementofReasons",
}
REPEATED: dict[str, str] = {
    "title": "Titles/Title",
    "phone number": "PhoneNumbers/PhoneNumber",
    "website": "Websites/Website",
    "email address": "EmailAddresses/EmailAddress",
    "d.o.b": "IndividualDetails/Individual/DOBs/DOB",
    "nationality(/ies)": "IndividualDetails/Individual/Nationalities/Nationality",
    "position": "IndividualDetails/Individual/Positions/Position",
    "gender": "IndividualDetails/Individual/Genders/Gender",
    "type of entity": "EntityDetails/Entity/TypeOfEntities/TypeOfEntity",
    "subsidiaries": "EntityDetails/Entity/Subsidiaries/Subsidiary",
    "parent company": "EntityDetails/Entity/ParentCompanies/ParentCompany",
    "business registration number (s)": ("EntityDetails/Entity/BusinessRegistrationNumbers/BusinessRegistrationNumber"),
    "imo number": "ShipDetails/Ship/IMONumbers/IMONumber",
    "current owner/operator (s)": "ShipDetails/Ship/CurrentOwnerOperators/CurrentOwnerOperator",
    "previous owner/operator (s)": "ShipDetails/Ship/PreviousOwnerOperators/PreviousOwnerOperator",
    "current believed flag of ship": "ShipDetails/Ship/CurrentBelievedFlagOfShips/CurrentBelievedFlagOfShip",
    "previous flags": "ShipDetails/Ship/PreviousFlags/PreviousFlag",
    "type of ship": "ShipDetails/Ship/TypeOfShipDetails/TypeOfShip",
    "tonnage of ship": "ShipDetails/Ship/TonnageOfShipDetails/TonnageOfShip",
    "length of ship": "ShipDetails/Ship/LengthOfShipDetails/LengthOfShip",
    "year built": "ShipDetails/Ship/YearsBuilt/YearBuilt",
    "hull identification number (hin)": "ShipDetails/Ship/HullIdentificationNumbers/HullIdentificationNumber",
}
GROUPED: dict[str, dict[str, str]] = {
    "Names/Name": {
        **{f"name {number}": f"Name{number}" for number in range(1, 7)},
        "name type": "NameType",
        "alias strength": "AliasStrength",
    },
    "NonLatinNames/NonLatinName": {
        "name non-latin script": "NameNonLatinScript",
        "non-latin script type": "NonLatinScriptType",
        "non-latin script language": "NonLatinScriptLanguage",
    },
    "Addresses/Address": {
        **{f"address line {number}": f"AddressLine{number}" for number in range(1, 7)},
        "address postal code": "AddressPostalCode",
        "address country": "AddressCountry",
    },
    "IndividualDetails/Individual/NationalIdentifierDetails/NationalIdentifier": {
        "national identifier number": "NationalIdentifierNumber",
        "national identifier additional information": "NationalIdentifierAdditionalInformation",
    },
    "IndividualDetails/Individual/PassportDetails/Passport": {
        "passport number": "PassportNumber",
        "passport additional information": "PassportAdditionalInformation",
    },
    "IndividualDetails/Individual/BirthDetails/Location": {
        "town of birth": "TownOfBirth",
        "country of birth": "CountryOfBirth",
    },
}
COLUMNS = frozenset((*SINGLE, *REPEATED, *(column for columns in GROUPED.values() for column in columns)))
_SIGNS = ("Unique ID", "Name 6", "Name type", "Regime Name")
_REPORTED = re.compile(r"report date:?\s*(?P<day>.+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ListXml:
    """The format: `Designations`, one file."""

    name: str = "uk-fcdo-xml"

    def recognises(self, file: SourceFile) -> bool:
        """Whether the root element is `Designations`."""
        return trees.root_is(file.data, "Designations")

    def read(self, files: tuple[SourceFile, ...]) -> ReadList:
        """One listing for each Designation; ListError naming the line of the first that is not whole."""
        file = the_only(files, TITLE)
        generated = ""
        nodes: list[Node] = []
        unread: Counter[str] = Counter()
        for node in trees.read_records(file, "Designations"):
            unread.update(trees.unread(node, uk_list_mapper.KNOWN))
            if node.tag == "DateGenerated":
                generated = node.text
            elif node.tag == "Designation":
                nodes.append(node)
        notes = tuple(f"{path} is not read ({count} times)" for path, count in sorted(unread.items()))
        return _read_list(file, nodes, phrases.one_day(generated), notes)


@dataclass(frozen=True, slots=True)
class ListTable:
    """The format as CSV or XLSX: one row for each combination of a party's names, addresses and other facts."""

    name: str
    recognise: Callable[[bytes, Collection[str]], bool]
    load: Callable[[SourceFile, Collection[str]], Table]

    def recognises(self, file: SourceFile) -> bool:
        """Whether the file is a table with the columns of the UK Sanctions List."""
        return self.recognise(file.data, _SIGNS)

    def read(self, files: tuple[SourceFile, ...]) -> ReadList:
        """One listing for each Unique ID, in the order in which they begin."""
        file = the_only(files, TITLE)
        table = self.load(file, _SIGNS)
        groups: dict[str, list[Row]] = {}
        for row in table.rows:
            if not row["Unique ID"]:
                raise ListError("a row without Unique ID", where=table.where(row))
            groups.setdefault(row["Unique ID"], []).append(row)
        nodes = [_node(rows) for rows in groups.values()]
        days = (match["day"] for cell in table.above if (match := _REPORTED.search(cell)))
        notes = tuple(f"column {column} is not read" for column in table.columns if column.casefold() not in COLUMNS)
        return _read_list(file, nodes, next((day for text in days if (day := phrases.one_day(text))), ""), notes)


FORMATS: tuple[ListFormat, ...] = (
    ListXml(),
    ListTable("uk-fcdo-csv", sheets.csv_header_has, sheets.read_csv),
    ListTable("uk-fcdo-xlsx", sheets.is_xlsx_with, sheets.read_xlsx),
)


def _read_list(file: SourceFile, nodes: Iterable[Node], published: str, notes: tuple[str, ...]) -> ReadList:
    listings: dict[str, Listing] = {}
    for node in nodes:
        listing = uk_list_mapper.to_listing(node, file.name)
        if listing.id in listings:
            where = f"{file.name}, line {node.line}"
            raise ListError(f"{listing.id} stands twice", where=where, hint="The copy is damaged; fetch it again.")
        listings[listing.id] = listing
    if not listings:
        raise ListError("no designation in this file", where=file.name)
    publication = Publication(
        publisher=PUBLISHER,
        title=TITLE,
        records=len(listings),
        sha256=sha256(file.data).hexdigest(),
        published=published,
        licence=LICENCE,
        url=URL,
    )
    return ReadList(publication, tuple(listings.values()), notes)


def _node(rows: list[Row]) -> Node:
    """The rows of one party as the XML has it: each element once, in the order of the rows."""
    line = rows[0].number
    lowered = [{column.casefold(): cell for column, cell in row.cells.items()} for row in rows]
    children: list[Node] = []
    for column, path in (SINGLE | REPEATED).items():
        texts = dict.fromkeys(row[column] for row in lowered if row.get(column))
        wanted = list(texts)[:1] if column in SINGLE else texts
        children += [_leaf(path.split("/"), {"": text}, line) for text in wanted]
    for path, columns in GROUPED.items():
        found = dict.fromkeys(
            tuple((tag, row[column]) for column, tag in columns.items() if row.get(column)) for row in lowered
        )
        children += [_leaf(path.split("/"), dict(pairs), line) for pairs in found if pairs]
    return Node("Designation", {}, tuple(children), "", line)


def _leaf(path: list[str], texts: Mapping[str, str], line: int) -> Node:
    """Elements inside one another along `path`; the innermost has the texts as children, or that of "" itself."""
    inner = tuple(Node(tag, {}, (), text, line) for tag, text in texts.items() if tag)
    node = Node(path[-1], {}, inner, texts.get("", ""), line)
    for tag in reversed(path[:-1]):
        node = Node(tag, {}, (node,), "", line)
    return node
