"""Which of FollowTheMoney's schemata and properties stand for what in our model?

The names are those that FollowTheMoney 3.8 and 4 share (https://followthemoney.tech/explorer/). These tables
say what suits what; they neither write nor read.
"""

from __future__ import annotations

from watchword.model import Kind, Strength

SCHEMATA = {
    Kind.PERSON: "Person",
    Kind.ORGANISATION: "Organization",
    Kind.COMPANY: "Company",
    Kind.VESSEL: "Vessel",
    Kind.AIRCRAFT: "Airplane",
    Kind.WALLET: "CryptoWallet",
    Kind.UNKNOWN: "LegalEntity",
}
KINDS = {schema: kind for kind, schema in SCHEMATA.items()} | {
    "PublicBody": Kind.ORGANISATION,
    "Thing": Kind.UNKNOWN,
    "Asset": Kind.UNKNOWN,
    "Vehicle": Kind.UNKNOWN,
}
# What each of them is a special sort of, and so also is.
EXTENDS = {
    "Person": ("LegalEntity", "Thing"),
    "Organization": ("LegalEntity", "Thing"),
    "Company": ("Organization", "LegalEntity", "Asset", "Thing"),
    "PublicBody": ("Organization", "LegalEntity", "Thing"),
    "LegalEntity": ("Thing",),
    "Vessel": ("Vehicle", "Asset", "Thing"),
    "Airplane": ("Vehicle", "Asset", "Thing"),
    "Vehicle": ("Asset", "Thing"),
    "Asset": ("Thing",),
    "CryptoWallet": ("Thing",),
    "Thing": (),
}
NAMES = {
    Strength.PRIMARY: "name",
    Strength.STRONG: "alias",
    Strength.WEAK: "weakAlias",
    Strength.FORMER: "previousName",
}
LEGAL = frozenset(("Person", "LegalEntity", "Organization", "Company"))
ASSETS = frozenset(("Company", "Vessel", "Airplane"))

# Which properties for identifiers a schema has, and which of them suit a type of ours, best first.
_LEGAL_NUMBERS = frozenset({
    "idNumber", "taxNumber", "registrationNumber", "leiCode", "swiftBic", "dunsCode", "phone", "email",
    "website",
})  # fmt: skip
NUMBERS = {
    "LegalEntity": _LEGAL_NUMBERS,
    "Person": _LEGAL_NUMBERS | {"passportNumber", "socialSecurityNumber"},
    "Organization": _LEGAL_NUMBERS | {"imoNumber"},
    "Company": _LEGAL_NUMBERS | {"imoNumber", "isinCode", "ticker"},
    "Vessel": frozenset(("registrationNumber", "imoNumber", "mmsi", "callSign")),
    "Airplane": frozenset(("registrationNumber", "serialNumber")),
    "CryptoWallet": frozenset(("publicKey",)),
}
IDENTIFIERS = {
    "passport": ("passportNumber", "idNumber"),
    "national-id": ("idNumber",),
    "driving-licence": ("idNumber",),
    "social-security": ("socialSecurityNumber", "idNumber"),
    "tax": ("taxNumber",),
    "registration": ("registrationNumber",),
    "imo": ("imoNumber", "idNumber"),
    "mmsi": ("mmsi",),
    "call-sign": ("callSign",),
    "lei": ("leiCode",),
    "bic": ("swiftBic",),
    "wallet": ("publicKey",),
    "phone": ("phone",),
    "email": ("email",),
    "website": ("website",),
    "aircraft-tail": ("registrationNumber",),
    "aircraft-serial": ("serialNumber",),
    "duns": ("dunsCode",),
    "isin": ("isinCode",),
    "ticker": ("ticker",),
    "other": ("idNumber",),
}
DOCUMENTS = frozenset(("passport", "national-id", "driving-licence", "social-security"))

# When a party begins and ends: birth and death, founding and dissolution, building.
BEGINS = {
    "Person": "birthDate",
    "Vessel": "buildDate",
    "Airplane": "buildDate",
    "CryptoWallet": "creationDate",
    "Organization": "incorporationDate",
    "Company": "incorporationDate",
    "LegalEntity": "incorporationDate",
}
ENDS = {
    "Person": "deathDate",
    "Organization": "dissolutionDate",
    "Company": "dissolutionDate",
    "LegalEntity": "dissolutionDate",
}

# Labels of published details, in lower case, that have a property of their own.
_FOUNDED = {"organization established date": "incorporationDate"}
DETAILS = {
    "Person": {
        "title": "title",
        "alternate title": "title",
        "position": "position",
        "function": "position",
        "occupation": "position",
    },
    "Organization": _FOUNDED,
    "Company": _FOUNDED,
    "LegalEntity": _FOUNDED,
    "Vessel": {
        "vessel type": "type",
        "other vessel type": "type",
        "type of ship": "type",
        "vessel flag": "flag",
        "flag of ship": "flag",
        "former vessel flag": "pastFlags",
        "previous flags": "pastFlags",
        "vessel year of build": "buildDate",
        "year built": "buildDate",
        "gross registered tonnage": "grossRegisteredTonnage",
        "tonnage": "tonnage",
        "tonnage of ship": "tonnage",
    },
    "Airplane": {"aircraft model": "model", "aircraft manufacture date": "buildDate"},
}
DATES = frozenset(("incorporationDate", "buildDate"))
COUNTRIES = frozenset(("flag", "pastFlags"))
COUNTRIES_OF = ("country", "nationality", "citizenship", "flag", "jurisdiction", "birthCountry")
"""Properties that tie a party to a country."""
AMOUNTS = frozenset(("grossRegisteredTonnage", "tonnage"))
REASONS = frozenset(("uk statement of reasons", "statement of reasons", "reason", "reasons"))

# States that are no more have ISO 3166-3 codes in FollowTheMoney.
TO_COUNTRY = {"su": "suhh", "yu": "yucs", "cs": "csxx", "an": "nl"}
FROM_COUNTRY = {"suhh": "su", "yucs": "yu", "csxx": "cs", "dd": "de", "zr": "cd"}
NO_COUNTRY = frozenset(("eu", "un", "zz", "zzz", "cshh", "ip"))

# For reading: the first of our types above that suits a property, and properties that we don't write.
READ: dict[str, str] = {}
for _kind, _names in IDENTIFIERS.items():
    READ.setdefault(_names[0], _kind)
READ |= {"vatCode": "tax", "innCode": "tax", "ogrnCode": "registration", "cryptoAddress": "wallet"}
