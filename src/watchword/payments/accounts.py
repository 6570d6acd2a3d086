"""What do a BIC and an IBAN tell? The country, and the bank where the account is.

Nothing here asks a register whether bank or account exist.
"""

from __future__ import annotations

import re

import msgspec

from watchword.model import Identifier
from watchword.text import identifiers, places

_BIC = re.compile(r"[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
# Figures of the bank's own code in an IBAN, by country (ISO 13616 registry), counted after the check digits.
_BANK = {
    "ad": 4, "ae": 3, "al": 8, "at": 5, "az": 4, "ba": 3, "be": 3, "bg": 4, "bh": 4, "br": 8, "by": 4, "ch": 5,
    "cr": 4, "cy": 3, "cz": 4, "de": 8, "dk": 4, "do": 4, "ee": 2, "eg": 4, "es": 4, "fi": 3, "fo": 4, "fr": 5,
    "gb": 4, "ge": 2, "gi": 4, "gl": 4, "gr": 3, "gt": 4, "hr": 7, "hu": 3, "ie": 4, "il": 3, "iq": 4, "is": 4,
    "it": 6, "jo": 4, "kw": 4, "kz": 3, "lb": 4, "lc": 4, "li": 5, "lt": 5, "lu": 3, "lv": 4, "ly": 3, "mc": 5,
    "md": 2, "me": 3, "mk": 3, "mr": 5, "mt": 4, "mu": 6, "nl": 4, "no": 4, "pk": 4, "pl": 8, "ps": 4, "pt": 4,
    "qa": 4, "ro": 4, "rs": 3, "sa": 2, "sc": 6, "sd": 2, "se": 3, "si": 5, "sk": 4, "sm": 6, "st": 4, "sv": 4,
    "tl": 3, "tn": 2, "tr": 5, "ua": 6, "va": 3, "vg": 4, "xk": 2,
}  # fmt: skip


class Account(msgspec.Struct, frozen=True):
    """Where an account is kept: country (ISO 3166-1 alpha-2, lower case) and the bank's code there."""

    country: str
    bank: str


def iban(text: str) -> Account | None:
    """What an IBAN tells; None when it is none or its check digits are wrong."""
    if not identifiers.valid(Identifier("iban", text)):
        return None
    key = identifiers.canonical(text, "iban")
    country = places.country(key[:2])
    return Account(country, key[4 : 4 + _BANK.get(country, 0)]) if country else None


def bic_country(text: str) -> str:
    """The country in a BIC (ISO 9362: its fifth and sixth letter); empty when it is none."""
    key = text.strip().upper()
    return places.country(key[4:6]) if _BIC.fullmatch(key) else ""


def bic_forms(text: str) -> tuple[str, ...]:
    """A BIC as identifiers to screen by: as written, and that of the head office."""
    key = text.strip().upper()
    if not _BIC.fullmatch(key):
        return (f"other:{key}",) if key else ()
    return (f"bic:{key}",) if len(key) == 8 else (f"bic:{key}", f"bic:{key[:8]}")
