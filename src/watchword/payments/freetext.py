"""Which ships, accounts and disguised names are in a free text? Each with its place in the text.

Listed names in texts are found by `mentions`, whatever they stand for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from watchword.model import Identifier, Kind, Party
from watchword.payments.accounts import iban
from watchword.payments.message import Role, Text
from watchword.text import identifiers

_IMO = re.compile(r"\bI\.?M\.?O\.?\W{0,3}(?:N(?:O|UMBER|R)?\W{0,3})?(\d(?:[ .-]?\d){6})(?!\d)", re.IGNORECASE)
_STOP = r"(?!(?:AND|OF|FROM|TO|IS|IMO|VOY\w*|CARGO|AT|IN|B/L)\b)"  # words that no longer belong to a ship's name
_VESSEL = re.compile(
    r"\b(?:M/?[VT]|MOTOR (?:VESSEL|TANKER)|VESSEL|TANKER|SHIP)\b[\s.:\"']{0,3}"
    rf"({_STOP}[A-Z0-9][\w'-]*(?: {_STOP}[A-Z0-9][\w'-]*){{0,3}})"
)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")
_SPELLED = re.compile(r"(?<!\w)(?:\w[\s._-]+){5,}\w(?!\w)")  # six single letters or more: O U S M A N E
# A word of six signs or more, mostly letters, with a figure before a letter: R0S0B0R0NEXPORT, but not INV2231.
_MASKED = re.compile(r"(?<!\w)(?=\w*\d\w*[^\W\d_])(?:[^\W\d_]|[01345789]){6,}(?!\w)")


def roles_in(text: Text) -> Iterator[Role]:
    """The vessels, accounts and disguised names of a text as parties; the path says at which letter they stand."""
    for found in _SPELLED.finditer(text.text):
        yield _role(text, "spelled", found.start(), Party("".join(c for c in found[0] if c.isalnum())))
    for found in _MASKED.finditer(text.text):
        if sum(c.isalpha() for c in found[0]) * 2 > len(found[0]):
            yield _role(text, "masked", found.start(), Party(found[0]))
    upper = text.text.upper()
    taken: set[int] = set()
    for found in _IMO.finditer(text.text):
        number = re.sub(r"\D", "", found[1])
        if identifiers.valid(Identifier("imo", number)):
            named = next((v for v in _VESSEL.finditer(upper) if 0 <= found.start() - v.end() < 12), None)
            if named:
                taken.add(named.start())
            name = named[1] if named else f"IMO {number}"
            yield _role(text, "vessel", found.start(), Party(name, kind=Kind.VESSEL, identifiers=(f"imo:{number}",)))
    for found in _VESSEL.finditer(upper):
        if found.start() not in taken:
            yield _role(text, "vessel", found.start(1), Party(found[1], kind=Kind.VESSEL))
    for found in _IBAN.finditer(text.text):
        number = found[0].replace(" ", "")
        known = iban(number)
        if known:
            party = Party(number, kind=Kind.ORGANISATION, identifiers=(f"iban:{number}",))
            yield _role(text, "account", found.start(), party, known.country)


def _role(text: Text, what: str, at: int, party: Party, country: str = "") -> Role:
    return Role(f"{text.role}-{what}", f"{text.path} at {at + 1}", party, (country,) if country else ())
