"""What do the labels of OFAC's remarks mean? One table for every label that OFAC puts before a value.

The same labels stand in OFAC's XML as names of its document and feature types. Nothing here reads a file,
and a label that is missing here is not an error: `ofac_remarks` says what becomes of it.
"""

from __future__ import annotations

from typing import NamedTuple


class Rule(NamedTuple):
    """What becomes of a label's value: `use` is a field of our model, `type` says which of its sorts.

    `use` is identifier, detail, link, birth, birth-place, nationality or gender. `type` is a type of
    `text.identifiers.TYPES` for an identifier and the relation for a link. `country` is set where the label
    itself names one (ISO 3166-1 alpha-2, lower case).
    """

    use: str
    type: str = ""
    country: str = ""


# A party has one passport book, national number, tax number or main register number of a country, and two
# that differ speak against a match. So only such numbers get those types: every licence, card, certificate
# or permit of which a party may have several is `other`, and its note says what it is.
_IDENTIFIERS: dict[str, str] = {
    "passport": """
        Passport | Passport No. | Passport Number | Diplomatic Passport | Stateless Person Passport
        British National Overseas Passport
        """,
    "national-id": """
        National ID No. | National ID Number | National Foreign ID Number | Personal ID Card | Kenyan ID No.
        Bosnian Personal ID No. | Moroccan Personal ID No. | Turkish Identification Number
        UAE Identification | Cedula No. | Cedula de Ciudadania | C.U.R.P. | C.U.R.P. # | CURP | C.U.I.
        D.N.I. | N.I.E. | Numero de Identidad | CNP (Personal Numerical Code) | Tazkira National ID Card
        Citizen's Card Number
        """,
    "social-security": "SSN",
    "driving-licence": "Driver's License No. | Driver's License | Driver's License Number",
    "tax": """
        Tax ID No. | Tax ID Number | NIT # | NIT | R.F.C. | R.F.C. # | RFC | RUC # | RUC | RIF # | RIF
        C.U.I.T. | CUIT | C.I.F. | N.I.F. | RTN | RSIN | US FEIN | Italian Fiscal Code | Fiscal Code
        V.A.T. Number | VAT Number | Romanian Tax Registration | Paraguayan tax identification number
        Numero Unico de Identificacao Tributaria (NUIT)
        """,
    "registration": """
        Registration Number | Registration ID | Company Number | UK Company Number | Company ID
        Business Registration Number | Business Registration Document # | Business Number
        Commercial Registry Number | C.R. No. | Romanian C.R. | Public Registration Number | Enterprise Number
        Folio Mercantil No. | Matricula Mercantil No | Certificate of Incorporation Number
        Central Registration System Number | Registered Charity No. | Organization Code
        Unified Social Credit Code (USCC) | United Social Credit Code Certificate (USCCC)
        Vessel Registration Identification
        """,
    "imo": """
        Vessel Registration Identification IMO | Identification Number IMO | Company Number IMO
        International Maritime Organization No.
        """,
    "mmsi": "MMSI",
    "call-sign": "Other Vessel Call Sign | Vessel Call Sign",
    "bic": "SWIFT/BIC",
    "duns": "D-U-N-S Number",
    "lei": "Legal Entity Number",
    "isin": "ISIN | Identification Number ISIN",
    "ticker": "Equity Ticker | MICEX Code",
    "aircraft-tail": "Aircraft Tail Number | Previous Aircraft Tail Number",
    "aircraft-serial": """
        Aircraft Manufacturer's Serial Number (MSN) | Aircraft Serial Identification
        Aircraft Construction Number (also called L/N or S/N or F/N)
        """,
    "phone": """
        Phone Number | Phone No. | PHONE | Telephone | Telephone No. | Telephone Number
        Fax | Fax No. | FAX | Fax Number
        """,
    "email": "Email Address | Email | EMAIL",
    "website": "Website",
    "other": """
        Identification Number | Government Gazette Number | License | Trade License No. | Tourism License No.
        Economic Register Number (CBLS) | Chamber of Commerce Number | Istanbul Chamber of Comm. No.
        Dubai Chamber of Commerce Membership No. | Branch Unit Number | File Number | Permit Number
        SRE Permit No. | MSB Registration Number | Afghan Money Service Provider License Number
        Trademark number | Serial No. | Aircraft Mode S Transponder Code | Travel Document Number
        Seafarer's Identification Document | Stateless Person ID Card | Refugee ID Card | Residency Number
        Romanian Permanent Resident | Birth Certificate Number | VisaNumberID | Immigration No.
        Public Security and Immigration No. | Electoral Registry No. | Credencial electoral | I.F.E.
        C.U.I.P. | LE Number | Cartilla de Servicio Militar Nacional | Military Registration Number
        Tarjeta Profesional | Pilot License Number | Temporary suspension of deportation No.
        """,
}

_DETAILS = """
    Additional Sanctions Information | Secondary sanctions risk | Executive Order | CAATSA Section
    IFCA Determination | PEESA Information | U.S. Persons Must Continue to Block
    Transactions Prohibited For Persons Owned or Controlled By U.S. Financial Institutions
    United States financial institutions are prohibited from | Listing Date | Effective Date
    For more information | for more information | All offices worldwide | all offices worldwide
    All Offices Worldwide | All branches worldwide | All Branches Worldwide | and all other offices worldwide
    and all other locations worldwide | all locations in | Organization Established Date | Organization Type
    Target Type | Nationality of Registration | Registration Country | UN/LOCODE | Former Vessel Flag
    Other Vessel Flag | Other Vessel Type | Vessel Type | Vessel Flag | Vessel Year of Build | Aircraft Model
    Aircraft Manufacture Date | Position | Occupation | Title | Alternate Title | Rank | Organization | Tribe
    Subtribe | ethnicity | arrested | ICTY indictee | Interpol | passport place of issue
    Chinese Commercial Code | TELEX | TGMS
    """

_RULES: dict[str, Rule] = {
    "DOB": Rule("birth"),
    "POB": Rule("birth-place"),
    "nationality": Rule("nationality"),
    "citizen": Rule("nationality"),
    "Gender": Rule("gender"),
    "Linked To": Rule("link", "linked-to"),
    "Aircraft Operator": Rule("link", "operated-by"),
    "BIK (RU)": Rule("identifier", "other", "ru"),
}

# Labels that say no more than the type: the note of an identifier does not repeat them.
PLAIN = frozenset(
    (
        *("Passport", "Passport No.", "Passport Number", "National ID No.", "National ID Number"),
        *("Tax ID No.", "Tax ID Number", "Registration Number", "SSN", "MMSI", "SWIFT/BIC", "D-U-N-S Number"),
        *(
            "Driver's License No.",
            "Driver's License",
            "Driver's License Number",
            "Legal Entity Number",
            "ISIN",
        ),
        *("Identification Number ISIN", "Vessel Registration Identification IMO", "Aircraft Tail Number"),
        *("Aircraft Manufacturer's Serial Number (MSN)", "Vessel Call Sign", "Equity Ticker", "Website"),
        *("Phone Number", "Phone No.", "PHONE", "Telephone", "Telephone No.", "Telephone Number"),
        *("Email Address", "Email", "EMAIL"),
    )
)


def _entries(text: str) -> list[str]:
    return [label.strip() for line in text.splitlines() for label in line.split("|") if label.strip()]


def _table() -> dict[str, Rule]:
    table = dict(_RULES)
    for type_, labels in _IDENTIFIERS.items():
        table.update((label, Rule("identifier", type_)) for label in _entries(labels))
    table.update((label, Rule("detail")) for label in _entries(_DETAILS))
    return table


LABELS: dict[str, Rule] = _table()
LONGEST = max(len(label.split()) for label in LABELS)


def find_label(clause: str) -> tuple[str, str] | None:
    """The longest label that `clause` begins with, and the rest of the clause; None when there is none.

    A colon, comma or full stop after the label and `alt.` or `Alt.` before it belong to neither.
    """
    clause = clause.removeprefix("alt. ").removeprefix("Alt. ")
    words = clause.split(maxsplit=LONGEST)[:LONGEST]
    for count in range(len(words), 0, -1):
        written = " ".join(words[:count])
        for label in (written, written.rstrip(":,"), written.rstrip(":,.")):
            if label in LABELS:
                rest = clause.split(maxsplit=count)[count:]
                return label, rest[0] if rest else ""
    return None
