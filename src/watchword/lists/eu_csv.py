"""What does the EU's consolidated file hold as CSV? Rows of layout 1.1 and of the older 1.0 become EU records.

A row has one name, birth date, address, document or citizenship of a party. The rows of one Entity_LogicalId are put
together to the record that the XML file has, and `eu_mapper` says what it means. Layout 1.1 names its columns after
the XML's attributes; the real file at hand is of 1.0, which holds less: `LOST` says what.
"""

from __future__ import annotations

import csv
import io
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
        "Birt_date": "birthdate", "Birt_place": "place", "Birt_country": "countryIso2Code", "Birt_logical_id": "logicalId",
    },
    "Identification": {
        "Iden_number": "number", "Iden_country": "countryIso2Code", "Iden_logical_id": "logicalId",
    },
    "Citizenship": {"Citi_country": "countryIso2Code", "Citi_logical_id": "logicalId"},
}  # fmt: skip
LOST = "the older layout has no aliases' quality, titles of dates, types of documents or UN references of its own"
_SUMMARY = "legal basis of a single field; the party's own is read"
UNREAD: dict[str, str] = {
    "fileGenerationDate": "the list's date; the same in every row",
    "Date_file": "the list's date; the same in every row",
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
