"""What does the EU's consolidated file hold as CSV? Rows of layout 1.1 and of the older 1.0 become EU records.

A row has one name, birth date, address, document or citizenship of a party. The rows of one Entity_LogicalId and
programme are put together to the record that the XML file has, and `eu_mapper` says what it means. Layout 1.1 names
its columns after the XML's attributes; the real file at hand is of 1.0, which holds less: `LOST` says what.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from watchword.errors import ListError
from watchword.lists import eu, eu_mapper, phrases
from watchword.lists.eu_mapper import Node
from watchword.lists.loading import the_only
from watchword.lists.source import ListFormat, ReadList, SourceFile
from watchword.model import Publication
from watchword.text import places

_LONGEST_CELL = 1024 * 1024
_REGULATION = {
    "Type": "regulationType", "OrganisationType": "organisationType", "PublicationDate": "publicationDate",
    "EntryIntoForceDate": "entryIntoForceDate", "NumberTitle": "numberTitle", "Programme": "programme",
    "PublicationUrl": "publicationUrl",
}  # fmt: skip
_WHERE = {"Region": "region", "CountryIso2Code": "countryIso2Code", "CountryDescription": "countryDescription"}
_FIELD = {"LogicalId": "logicalId", "RegulationLanguage": "regulationLanguage", "Remark": "remark"}

# For layout 1.1: element of the XML -> column without the element's prefix -> attribute of the XML.
NEW: dict[str, dict[str, str]] = {
    "Entity": {
        "LogicalId": "logicalId", "EU_ReferenceNumber": "euReferenceNumber", "UnitedNationId": "unitedNationId",
        "DesignationDate": "designationDate", "DesignationDetails": "designationDetails", "Remark": "remark",
        "SubjectType": "classificationCode", "SubjectType_ClassificationCode": "code",
        **{f"Regulation_{name}": attribute for name, attribute in _REGULATION.items()},
    },
    "NameAlias": {
        "LastName": "lastName", "FirstName": "firstName", "MiddleName": "middleName", "WholeName": "wholeName",
        "NameLanguage": "nameLanguage", "Gender": "gender", "Title": "title", "Function": "function", **_FIELD,
    },
    "Address": {
        "City": "city", "Street": "street", "PoBox": "poBox", "ZipCode": "zipCode", "Place": "place",
        "AsAtListingTime": "asAtListingTime", "ContactInfo": "contactInfo", **_WHERE, **_FIELD,
    },
    "BirthDate": {
        "BirthDate": "birthdate", "Day": "dayOfMonth", "Month": "monthOfYear", "Year": "year",
        "YearRangeFrom": "yearRangeFrom", "YearRangeTo": "yearRangeTo", "Circa": "circa",
        "CalendarType": "calendarType", "ZipCode": "zipCode", "Place": "place", "City": "city", **_WHERE, **_FIELD,
    },
    "Identification": {
        "Number": "number", "Diplomatic": "diplomatic", "KnownExpired": "knownExpired", "KnownFalse": "knownFalse",
        "ReportedLost": "reportedLost", "RevokedByIssuer": "revokedByIssuer", "IssuedBy": "issuedBy",
        "IssuedDate": "issueDate", "ValidFrom": "validFrom", "ValidTo": "validTo", "LatinNumber": "latinNumber",
        "NameOnDocument": "nameOnDocument", "TypeCode": "identificationTypeCode",
        "TypeDescription": "identificationTypeDescription", **_WHERE, **_FIELD,
    },
    "Citizenship": {**_WHERE, **_FIELD},
}  # fmt: skip
# For layout 1.0: the same, under its own prefixes; `Addr_number` and others have no counterpart in the XML.
OLD: dict[str, dict[str, str]] = {
    "Entity": {
        "Entity_logical_id": "logicalId", "EU_ref_num": "euReferenceNumber", "Entity_remark": "remark",
        "Subject_type": "classificationCode", "Leba_numtitle": "numberTitle",
        "Leba_publication_date": "publicationDate", "Leba_url": "publicationUrl", "Programme": "programme",
    },
    "NameAlias": {
        "Naal_lastname": "lastName", "Naal_firstname": "firstName", "Naal_middlename": "middleName",
        "Naal_wholename": "wholeName", "Naal_gender": "gender", "Naal_title": "title", "Naal_function": "function",
        "Naal_language": "nameLanguage", "Naal_logical_id": "logicalId",
    },
    "Address": {
        "Addr_number": "number", "Addr_street": "street", "Addr_zipcode": "zipCode", "Addr_city": "city",
        "Addr_country": "countryIso2Code", "Addr_other": "remark", "Addr_logical_id": "logicalId",
    },
    "BirthDate": {
        "Birt_date": "birthdate", "Birt_place": "place", "Birt_country": "countryIso2Code",
        "Birt_logical_id": "logicalId",
    },
    "Identification": {
        "Iden_number": "number", "Iden_country": "countryIso2Code", "Iden_logical_id": "logicalId",
    },
    "Citizenship": {"Citi_country": "countryIso2Code", "Citi_logical_id": "logicalId"},
}  # fmt: skip
LOST = "without quality of aliases, birth dates of which the day is not known, and UN references"
_SUMMARY = "legal basis of a single field; the party's own is read"
UNREAD: dict[str, str] = {
    **{f"{element}_Regulation_{name}": _SUMMARY for element in list(NEW)[1:] for name in _REGULATION},
    **{
        f"{short}_leba_{name}": _SUMMARY
        for short in ("Naal", "Addr", "Birt", "Iden", "Citi")
        for name in ("numtitle", "publication_date", "url")
    },
    **{f"{short}_programme": _SUMMARY for short in ("Naal", "Addr", "Birt", "Iden", "Citi")},
}
_TAGS = {
    "NameAlias": "nameAlias", "Address": "address", "BirthDate": "birthdate", "Identification": "identification",
    "Citizenship": "citizenship",
}  # fmt: skip
_TEXTS = frozenset(("remark", "publicationUrl", "contactInfo"))
_CONTACT = re.compile(r"\b(PHONE|FAX|EMAIL|WEB|[A-Z]+)\[([^\]]*)\]")
_NUMBER = re.compile(r"(?P<number>.+?) \((?P<type>\w+)-(?P<words>[^()]*)\)\s*(?P<rest>.*)", re.DOTALL)
_CLASSES = {"person": "P", "enterprise": "E"}


@dataclass(frozen=True, slots=True)
class _Layout:
    """One layout: `table` from an element to its columns, `signs` the columns that no other file has."""

    name: str
    table: Mapping[str, Mapping[str, str]]
    signs: tuple[str, ...]
    date: str


_LAYOUTS = (
    _Layout(
        "1.1",
        {
            element: {f"{element}_{column}": attribute for column, attribute in columns.items()}
            for element, columns in NEW.items()
        },
        ("Entity_LogicalId", "NameAlias_WholeName"),
        "fileGenerationDate",
    ),
    _Layout("1.0", OLD, ("Entity_logical_id", "Naal_wholename"), "Date_file"),
)


@dataclass(frozen=True, slots=True)
class FullCsv:
    """The format: `csvFullSanctionsList`, 1.1 or 1.0, one file."""

    name: str = "eu-fsf-csv"

    def recognises(self, file: SourceFile) -> bool:
        """Whether the first line has the columns of either layout."""
        head = file.data[:16384].decode("utf-8", "replace").partition("\n")[0]
        cells = {cell.strip('"\t\r\ufeff ') for cell in head.split(";")}
        return any(cells.issuperset(layout.signs) for layout in _LAYOUTS)

    def read(self, files: tuple[SourceFile, ...]) -> ReadList:
        """One listing for each party and programme; ListError naming the line of the first bad row."""
        file = the_only(files, eu.TITLE)
        text, notes = _decode(file)
        layout, rows = _rows(file.name, text)
        parties = _grouped(layout, rows, file.name)
        if not parties:
            raise ListError("no rows below the header", where=file.name)
        nodes = (party.node() for party in parties)
        listings = eu_mapper.with_distinct_ids(eu_mapper.to_listing(node, file.name) for node in nodes)
        generated = rows[1][1][_index(rows[0][1], layout.date)] if len(rows) > 1 else ""
        publication = Publication(
            publisher=eu.PUBLISHER,
            title=eu.TITLE,
            records=len(listings),
            sha256=sha256(file.data).hexdigest(),
            published=phrases.one_day(generated),
            licence=eu.LICENCE,
            url=eu.URL,
        )
        notes += [f"the layout 1.0: {LOST}"] if layout.name == "1.0" else []
        notes += [f"column {column} is not read" for column in rows[0][1] if column not in known_columns(layout.name)]
        return ReadList(publication, listings, tuple(notes))


FORMATS: tuple[ListFormat, ...] = (FullCsv(),)


def known_columns(layout: str) -> frozenset[str]:
    """The columns of a layout (1.1 or 1.0) that are read or left unread on purpose."""
    table = next(known.table for known in _LAYOUTS if known.name == layout)
    date = next(known.date for known in _LAYOUTS if known.name == layout)
    return frozenset(column for columns in table.values() for column in columns) | UNREAD.keys() | {date}


@dataclass(slots=True)
class _Party:
    """The rows of one logical id as they come: its own fields, and its elements without repetition."""

    line: int
    fields: dict[str, str] = field(default_factory=dict)
    remarks: dict[str, None] = field(default_factory=dict)
    regulations: dict[tuple[tuple[str, str], ...], None] = field(default_factory=dict)
    elements: dict[tuple[str, tuple[tuple[str, str], ...]], None] = field(default_factory=dict)

    def node(self) -> Node:
        """The record as the XML file has it."""
        children = [self._leaf("remark", text) for text in self.remarks]
        children.append(
            Node("subjectType", {"classificationCode": self.fields.pop("classificationCode", "")}, (), "", self.line)
        )
        for pairs in self.regulations:
            children.append(self._element("regulation", dict(pairs)))
        children.extend(self._element(tag, dict(pairs)) for tag, pairs in self.elements)
        return Node("sanctionEntity", self.fields, tuple(children), "", self.line)

    def _element(self, tag: str, fields: dict[str, str]) -> Node:
        texts = {name: fields.pop(name) for name in tuple(fields) if name in _TEXTS}
        children = [self._leaf(name, text) for name, text in texts.items() if name != "contactInfo"]
        for key, value in _CONTACT.findall(texts.get("contactInfo", "")):
            children.append(Node("contactInfo", {"key": key, "value": value}, (), "", self.line))
        return Node(tag, fields, tuple(children), "", self.line)

    def _leaf(self, tag: str, text: str) -> Node:
        return Node(tag, {}, (), text, self.line)


def _grouped(layout: _Layout, rows: Sequence[tuple[int, list[str]]], file: str) -> list[_Party]:
    """The parties in the order in which they begin. One under two programmes is two, as in the XML."""
    header = rows[0][1]
    columns = {
        element: [(_index(header, column), attribute) for column, attribute in wanted.items() if column in header]
        for element, wanted in layout.table.items()
    }
    parties: dict[tuple[str, str], _Party] = {}
    last: dict[str, tuple[str, str]] = {}
    for line, cells in rows[1:]:
        said = {
            element: {attribute: _value(cells[at], attribute) for at, attribute in pairs if cells[at]}
            for element, pairs in columns.items()
        }
        number = said["Entity"].get("logicalId", "")
        if not number:
            raise ListError("a row without the party's logical id", where=f"{file}, line {line}")
        programme = said["Entity"].get("programme", "")
        key = (number, programme) if programme else last.get(number, (number, ""))
        last[number] = key
        _take(parties.setdefault(key, _Party(line)), said, old=layout.name == "1.0")
    return list(parties.values())


def _value(cell: str, attribute: str) -> str:
    """What stands in an attribute of the XML is on one line; texts keep their lines."""
    return cell if attribute in _TEXTS else " ".join(cell.split())


def _take(party: _Party, said: dict[str, dict[str, str]], *, old: bool) -> None:
    entity = said.pop("Entity")
    regulation = {name: entity.pop(name) for name in _REGULATION.values() if name in entity}
    if regulation:
        party.regulations[tuple(regulation.items())] = None
    if remark := entity.pop("remark", ""):
        party.remarks[remark] = None
    code = _CLASSES.get(entity.pop("code", "").casefold(), "")
    kind = entity.get("classificationCode", "")
    entity["classificationCode"] = _CLASSES.get(kind.casefold(), kind) or code
    for name, value in entity.items():
        party.fields.setdefault(name, value)
    for element, fields in said.items():
        own = {name for name in fields if name not in ("logicalId", "regulationLanguage")}
        if own:
            fields = _modern(element, fields) if old else fields
            party.elements[_TAGS[element], tuple(fields.items())] = None


def _modern(element: str, fields: dict[str, str]) -> dict[str, str]:
    """A row's element of layout 1.0 as layout 1.1 has it: two-letter countries, type and number of a document apart."""
    if country := fields.get("countryIso2Code"):
        fields["countryIso2Code"] = places.country(country).upper()
        fields["countryDescription"] = (
            places.country_name(places.country(country)) if places.country(country) else country
        )
    if element == "Identification" and (number := _NUMBER.fullmatch(fields.get("number", "").strip())):
        fields |= {"number": number["number"], "identificationTypeCode": number["type"]}
        rest = number["rest"].strip()
        # ((passport)) repeats the type.
        fields |= {"remark": rest[1:-1]} if rest.startswith("(") and rest.strip("()") != number["type"] else {}
    if element == "Address":
        street = " ".join(filter(None, (fields.get("street"), fields.pop("number", ""))))
        fields |= {"street": street} if street else {}
        if "[" in fields.get("remark", ""):
            fields["contactInfo"] = fields.pop("remark")
    return fields


def _decode(file: SourceFile) -> tuple[str, list[str]]:
    try:
        return file.data.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        try:
            text = file.data.decode("cp1252")
        except UnicodeDecodeError:
            line = file.data.count(b"\n", 0, error.start) + 1
            raise ListError("neither UTF-8 nor Windows-1252", where=f"{file.name}, line {line}") from None
        return text, ["not UTF-8: read as Windows-1252, in which letters outside Western Europe are lost"]


def _rows(name: str, text: str) -> tuple[_Layout, list[tuple[int, list[str]]]]:
    """The layout, and every row that is not blank with its line, the header first."""
    rows: list[tuple[int, list[str]]] = []
    csv.field_size_limit(_LONGEST_CELL)
    first = text.partition("\n")[0]
    lines = _unwrapped(text) if first.startswith('"') and first.count('"') == 2 else io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=";")
    line = 1
    try:
        for cells in reader:
            if any(cells):
                rows.append((line, [cell.strip().replace("\\n", "\n") for cell in cells]))
            line = reader.line_num + 1
    except csv.Error as error:
        raise ListError(f"broken CSV ({error})", where=f"{name}, line {line}") from None
    header = [cell.rstrip("x") if cell.startswith("Date_file") else cell for cell in rows[0][1]] if rows else []
    layout = next((known for known in _LAYOUTS if set(known.signs) <= set(header)), None)
    if layout is None or layout.date not in header:
        raise ListError("no header of the EU's CSV file", where=name)
    rows[0] = rows[0][0], header
    for number, cells in rows[1:]:
        if len(cells) != len(header):
            problem = f"{len(cells)} cells under {len(header)} columns"
            raise ListError(problem, where=f"{name}, line {number}", hint="Is the file whole?")
    return layout, rows


def _unwrapped(text: str) -> Iterator[str]:
    """Lines that a spreadsheet has put in quotes as one cell, and torn at every comma, as they were."""
    for line in text.splitlines():
        bare = line.rstrip("\t\r ")
        if bare.startswith('"') and bare.endswith('"') and len(bare) > 1:
            bare = bare[1:-1].replace('""', '"')
        yield bare.rstrip("\t").replace("\t", ",")


def _index(header: Iterable[str], column: str) -> int:
    """The first column of that name; layout 1.0 repeats some."""
    return list(header).index(column)
