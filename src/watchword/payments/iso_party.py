"""Who is this element of an ISO 20022 message? Names, addresses, birth, numbers and countries become a Party.

Whether an element is a party at all is told by its shape, so that versions to come are read as well.
"""

from __future__ import annotations

from typing import Any

from watchword.model import Kind, Party
from watchword.payments.accounts import bic_country, bic_forms, iban
from watchword.payments.elements import children, local, text_of
from watchword.payments.message import Role
from watchword.payments.tags import WRAPPERS
from watchword.text import places

_NAMES = ("Nm",)
_BICS = frozenset(("BIC", "BICFI", "AnyBIC", "BICOrBEI", "BEI"))
_STREET = ("Dept", "SubDept", "BldgNm", "StrtNm", "BldgNb", "Flr", "Room", "UnitNb", "PstBx")
_TOWN = ("PstCd", "TwnNm", "TwnLctnNm", "DstrctNm", "CtrySubDvsn")
# ISO 20022 external codes of identifications, as the types of text.identifiers.
_SCHEMES = {
    "CCPT": "passport", "NIDN": "national-id", "TXID": "tax", "SOSE": "social-security", "DRLC": "driving-licence",
    "DUNS": "duns", "COID": "registration", "TELE": "phone",
}  # fmt: skip
_NUMBERS = {"LEI": "lei", "TaxId": "tax", "RegnId": "registration", "TaxIdNb": "tax", "DUNS": "duns"}
_INSIDE = frozenset((*WRAPPERS, "PrvtId", "BrnchId", "PstlAdr"))


def is_party(element: Any) -> bool:
    """Whether an element is shaped like a party: it has a name, an institution or an identification of somebody."""
    for child in element:
        tag = local(child)
        if tag in {"Nm", "FinInstnId", "NmAndAdr", "CmbndId"}:
            return True
        if tag == "Id" and any(local(below) in {"OrgId", "PrvtId"} for below in child):
            return True
        if tag in {"Pty", "FIId"} or (tag == "OrgId" and local(element) in {"Fr", "To"}):
            return is_party(child)
        if tag == "Agt" and any(local(below) == "FinInstnId" for below in child):
            return True
    return False


def read(element: Any, role: str, path: str, account: Any = None) -> Role:
    """The party of an element and of the account beside it; its name is empty when it has neither name nor number."""
    found = _Found()
    _gather(element, path, found)
    if account is not None:
        _gather_account(account, found)
    first = next(iter(found.names), None)
    numbers = tuple(dict.fromkeys(found.numbers))
    name = first[0] if first else next((n.partition(":")[2] for n in numbers), "")
    at = first[1] if first else (found.numbered or path)
    party = Party(
        name,
        # A name can be put into any field, so what is named is screened as every kind.
        kind=Kind.UNKNOWN if first else Kind.ORGANISATION,
        aliases=tuple(dict.fromkeys(n for n, _ in found.names[1:] if n != name)),
        birth=found.birth,
        birth_place=", ".join(found.birth_place),
        countries=tuple(dict.fromkeys(found.countries)),
        identifiers=numbers,
        addresses=tuple(found.addresses),
    )
    return Role(role, at, party, tuple(dict.fromkeys(found.regions)))


class _Found:
    """What was read of a party so far."""

    def __init__(self) -> None:
        self.names: list[tuple[str, str]] = []
        self.numbers: list[str] = []
        self.numbered = ""  # where the first number stands
        self.countries: list[str] = []
        self.regions: list[str] = []
        self.addresses: list[str] = []
        self.birth = ""
        self.birth_place: list[str] = []

    def number(self, kind: str, value: str, path: str) -> None:
        """Keep a number under its type."""
        if value:
            self.numbers.append(f"{kind}:{value.replace(':', ' ')}")
            self.numbered = self.numbered or path


def _gather(element: Any, path: str, found: _Found) -> None:
    for child, step in children(element):
        tag, at = local(child), f"{path}/{step}"
        if tag in _NAMES:
            if name := text_of(child):
                found.names.append((name, at))
        elif tag in _BICS:
            _gather_bic(text_of(child), at, found)
        elif tag == "CtryOfRes":
            _gather_country(text_of(child), found)
        elif tag in {"PstlAdr", "Adr"}:
            _gather_address(child, found)
        elif tag == "DtAndPlcOfBirth":
            _gather_birth(child, found)
        elif tag in _NUMBERS:
            found.number(_NUMBERS[tag], text_of(child), at)
        elif tag == "Othr" or tag.startswith("Prtry"):
            _gather_other(child, at, found)
        elif tag == "BrnchId" or tag == "CtctDtls":
            continue  # parties of their own
        elif tag in _INSIDE:
            _gather(child, at, found)


def _gather_bic(text: str, at: str, found: _Found) -> None:
    for form in bic_forms(text):
        kind, _, value = form.partition(":")
        found.number(kind, value, at)
    if country := bic_country(text):
        found.regions.append(country)


def _gather_country(text: str, found: _Found) -> None:
    if code := places.country(text):
        found.countries.append(code)


def _gather_address(element: Any, found: _Found) -> None:
    parts: dict[str, list[str]] = {}
    for child in element:
        parts.setdefault(local(child), []).append(text_of(child))
    country = next(iter(parts.get("Ctry", ())), "")
    _gather_country(country, found)
    street = " ".join(text for tag in _STREET for text in parts.get(tag, ()) if text)
    town = " ".join(text for tag in _TOWN for text in parts.get(tag, ()) if text)
    lines = [street, *parts.get("AdrLine", ()), town, country]
    if full := ", ".join(line for line in lines if line):
        found.addresses.append(full)


def _gather_birth(element: Any, found: _Found) -> None:
    for child in element:
        tag, text = local(child), text_of(child)
        if tag == "BirthDt":
            found.birth = text
        elif text:
            found.birth_place.append(places.country_name(places.country(text)) if tag == "CtryOfBirth" else text)


def _gather_other(element: Any, path: str, found: _Found) -> None:
    """A number with the name of its scheme; older versions nest it deeper."""
    value = scheme = ""
    at = path
    for child, step in children(element):
        if local(child) == "Id":
            value, at = text_of(child), f"{path}/{step}"
        elif local(child) == "SchmeNm":
            scheme = next((text_of(below) for below in child), "")
    found.number(_SCHEMES.get(scheme, "other"), value or text_of(element), at)


def _gather_account(account: Any, found: _Found) -> None:
    for below in account.iter():
        tag, text = local(below), text_of(below)
        if tag == "IBAN":
            found.number("iban", text, "")
            if known := iban(text):
                found.regions.append(known.country)
        elif tag == "Id" and text:
            found.number("account", text, "")
