"""Are two numbers the same identifier? Numbers are compared in one canonical form, however they were typed.

Nothing here tells what a number belongs to, or asks a register whether it was ever issued.
"""

from __future__ import annotations

import re
import unicodedata

from watchword.errors import InputError
from watchword.model import Identifier

TYPES: frozenset[str] = frozenset(
    (
        "passport",
        "national-id",
        "tax",
        "registration",
        "imo",
        "mmsi",
        "call-sign",
        "lei",
        "bic",
        "iban",
        "account",
        "wallet",
        "phone",
        "email",
        "website",
        "driving-licence",
        "social-security",
        "aircraft-tail",
        "aircraft-serial",
        "duns",
        "isin",
        "ticker",
        "other",
    )
)

# What customer files and callers write for a type of ours.
_ALIASES = {
    "passport-no": "passport",
    "passport-number": "passport",
    "id": "national-id",
    "id-number": "national-id",
    "id-card": "national-id",
    "identity-card": "national-id",
    "national-id-number": "national-id",
    "nationalid": "national-id",
    "tax-id": "tax",
    "tax-number": "tax",
    "tin": "tax",
    "vat": "tax",
    "inn": "tax",
    "registration-number": "registration",
    "company-number": "registration",
    "callsign": "call-sign",
    "swift": "bic",
    "swift-bic": "bic",
    "account-number": "account",
    "crypto": "wallet",
    "crypto-wallet": "wallet",
    "telephone": "phone",
    "e-mail": "email",
    "mail": "email",
    "url": "website",
    "web": "website",
    "driving-license": "driving-licence",
    "drivers-license": "driving-licence",
    "ssn": "social-security",
    "social-security-number": "social-security",
}

# A party has one of these at a time (of one country), so two that differ speak against one another.
_WORLDWIDE = frozenset(("imo", "lei", "duns"))
_ONE_PER_PARTY = _WORLDWIDE | frozenset(
    ("passport", "national-id", "tax", "registration", "driving-licence", "social-security")
)

_WORTHLESS = re.compile("UNKNOWN|NONE|NULL|NOT(?:AVAILABLE|APPLICABLE|KNOWN|PROVIDED|GIVEN)|PENDING|MISSING|UNDEFINED")
_SHORTEST = 4

_EMAIL = re.compile(r"[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+")
_WEBSITE = re.compile(r"(?:https?://|www\.)\S+|(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?", re.IGNORECASE)
_SCHEME = re.compile(r"^(?:[a-z]+:)?//|^mailto:")
_LABEL = {
    "imo": re.compile(r"^IMO(?:NUMBER|NO)?(?=\d)"),
    "mmsi": re.compile(r"^MMSI(?:NUMBER|NO)?(?=\d)"),
    "lei": re.compile(r"^LEI(?=\w{20}$)"),
    "bic": re.compile(r"^(?:SWIFTBIC|SWIFT|BIC)(?=\w{8,11}$)"),
    "iban": re.compile(r"^IBAN(?=[A-Z]{2}\d\d)"),
    "isin": re.compile(r"^ISIN(?=\w{12}$)"),
}
_IMO = re.compile(r"^IMO(?:NUMBER|NO)?(?=\d{7}$)")
_IMO_FORM = re.compile(r"[0-9]{7}")
_LEI_FORM = re.compile(r"[0-9A-Z]{18}[0-9]{2}")
_IBAN_FORM = re.compile(r"[A-Z]{2}[0-9]{2}[0-9A-Z]{8,30}")
_ISIN_FORM = re.compile(r"[A-Z]{2}[0-9A-Z]{9}[0-9]")
_WALLET_SCHEME = re.compile(r"^(?:BITCOIN|BITCOINCASH|ETHEREUM|LITECOIN|MONERO):", re.IGNORECASE)


def canonical(value: str, type: str = "") -> str:
    """The form in which identifiers are compared and indexed; empty when the value is not worth comparing.

    NFKC, upper case, figures of every script as ASCII, letters and figures only: `AB-123 456` is AB123456.
    A label in front (`IMO 9282443`) goes. E-mail addresses and websites are lower case and keep their
    punctuation; a website loses scheme, `www.` and the closing slash. Phones are figures without leading
    zeros, `+` and a bracketed `(0)`. A BIC loses the branch code `XXX`. Wallets are folded to one case like
    the rest: base58 addresses that differ in case alone do not occur, and customers type them as they like.

    Not worth comparing: fewer than four characters, one character repeated, `UNKNOWN` and its like.
    """
    text = unicodedata.normalize("NFKC", value).strip()
    bare = _SCHEME.sub("", text.casefold())
    if type == "email" or _EMAIL.fullmatch(bare):
        key = "".join(bare.split())
    elif type == "website":
        key = bare.removeprefix("www.").rstrip("/")
    elif type == "phone":
        key = re.sub(r"\D", "", _ascii_figures(text.replace("(0)", ""))).lstrip("0")
    else:
        if type == "wallet":
            text = _WALLET_SCHEME.sub("", text)
        key = "".join(c for c in _ascii_figures(text.upper()) if c.isalnum())
        key = _LABEL.get(type, _IMO).sub("", key)
        if type == "bic" and len(key) == 11:
            key = key.removesuffix("XXX")
    return "" if len(key) < _SHORTEST or len(set(key)) == 1 or _WORTHLESS.fullmatch(key) else key


def parse(text: str) -> Identifier:
    """An identifier from `type:value`, `type:country:value` or a bare value.

    A bare value has the type `other`, unless it can only be an e-mail address, a website or an IMO number.
    The country is two letters (ISO 3166-1 alpha-2). Raises InputError (where: identifiers) on a type that
    does not exist and on an empty value.
    """
    text = text.replace("：", ":").strip()
    guessed = _guess(text)
    if guessed or ":" not in text:
        kind, country, value = guessed or "other", "", text
    else:
        kind, _, value = (part.strip() for part in text.partition(":"))
        kind = _type_named(kind)
        country, _, rest = (part.strip() for part in value.partition(":"))
        if rest and re.fullmatch(r"[A-Za-z]{2}", country):
            country, value = country.lower(), rest
        else:
            country = ""
    if not value:
        raise InputError("an identifier needs a value", where="identifiers", hint="Write type:value.")
    return Identifier(kind, value, country)


def same(a: Identifier, b: Identifier) -> str:
    """How two identifiers stand to one another: equal, equal-other-type, conflict or unknown.

    equal: same value and type. equal-other-type: the same value under another type or another country; a
    lead, as publishers and customers name types differently. conflict: type and country are the same, a
    party has only one of that type, neither fails its check digit, and the values differ.
    """
    first, second = canonical(a.value, a.type), canonical(b.value, b.type)
    if not first or not second:
        return "unknown"
    if first == second:
        other = a.type != b.type or (a.country and b.country and a.country != b.country)
        return "equal-other-type" if other else "equal"
    if a.type != b.type or a.type not in _ONE_PER_PARTY:
        return "unknown"
    placed = a.type in _WORLDWIDE or (a.country and a.country == b.country)
    return "conflict" if placed and valid(a) is not False and valid(b) is not False else "unknown"


def valid(identifier: Identifier) -> bool | None:
    """Whether the check digits are right; None for types that have none.

    IMO numbers of ships and of companies (IMO Circular letter 1886, rev. 6), LEI (ISO 17442) and IBAN
    (ISO 13616) by ISO 7064 mod 97-10, ISIN (ISO 6166) by Luhn.
    """
    key = canonical(identifier.value, identifier.type)
    match identifier.type:
        case "imo":
            return bool(_IMO_FORM.fullmatch(key)) and _imo_checks(key)
        case "lei":
            return bool(_LEI_FORM.fullmatch(key)) and _mod97(key) == 1
        case "iban":
            return bool(_IBAN_FORM.fullmatch(key)) and _mod97(key[4:] + key[:4]) == 1
        case "isin":
            return bool(_ISIN_FORM.fullmatch(key)) and _luhn(key)
        case _:
            return None


def _guess(text: str) -> str:
    if _EMAIL.fullmatch(_SCHEME.sub("", text)):
        return "email"
    if _WEBSITE.fullmatch(text):
        return "website"
    return "imo" if re.fullmatch(r"(?i)imo[ -]*\d{7}", text) else ""


def _type_named(text: str) -> str:
    name = re.sub(r"[\s_./-]+", "-", unicodedata.normalize("NFKC", text).casefold()).strip("-")
    name = _ALIASES.get(name, name)
    if name not in TYPES:
        known = ", ".join(sorted(TYPES))
        raise InputError(f"unknown type {text!r}", where="identifiers", hint=f"Use one of: {known}.")
    return name


def _ascii_figures(text: str) -> str:
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(c, c)) for c in text)


def _imo_checks(key: str) -> bool:
    figures = [int(c) for c in key]
    ship = sum(f * w for f, w in zip(figures, range(7, 1, -1), strict=False)) % 10
    company = (11 - sum(f * w for f, w in zip(figures, (8, 6, 4, 2, 9, 7), strict=False)) % 11) % 10
    return figures[6] in (ship, company)


def _mod97(key: str) -> int:
    return int("".join(str(int(c, 36)) for c in key)) % 97


def _luhn(key: str) -> bool:
    figures = "".join(str(int(c, 36)) for c in key)
    doubled = (int(c) * (2 if at % 2 else 1) for at, c in enumerate(reversed(figures)))
    return sum(f - 9 if f > 9 else f for f in doubled) % 10 == 0
