"""What does a reporter have to tell, and does it make sense? The facts of each kind of report, as a file to fill in.

They are those of 31 CFR 501.603(b)(1), 501.603(b)(3) and 501.604(b). What the record tells itself is `reports`.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from watchword.errors import InputError, UsageError

BLOCK, REJECT, UNBLOCK = "block", "reject", "unblock"
TITLES = {
    BLOCK: "Report of blocked property",
    REJECT: "Report of a rejected transaction",
    UNBLOCK: "Report of property that was unblocked or transferred",
}
RULES = {BLOCK: "31 CFR 501.603(b)(1)", REJECT: "31 CFR 501.604(b)", UNBLOCK: "31 CFR 501.603(b)(3)"}
UNBLOCKED, TRANSFERRED = "unblocked", "transferred"
NONE = "none"
"""What is written of papers and transactions where there are none."""
OPTIONAL = frozenset({"account"})

_CONTACT = {
    "contact_name": "Contact from whom more can be learned",
    "contact_email": "E-mail of the contact",
    "contact_phone": "Telephone of the contact",
}
_BLOCKED: dict[str, str] = {
    "holder_name": "Name of the person that holds the property, or rejected the transaction",
    "holder_address": "Address of that person",
    **_CONTACT,
    "transaction": "Description of the transaction, with its type, reference numbers and dates; none without one",
    "parties": "All persons and banks that take part in the transaction, and where each is",
    "property": "Description of the property, with its type",
    "location": "Where the property is held, or the transaction was rejected",
    "account": "Account, where there is one",
    "action_date": "Day on which it was blocked or rejected (ISO date)",
    "value_usd": "Value in US dollars on that day, actual or else estimated",
    "value_basis": "actual or estimated",
    "legal_authority": "Legal authority under which it was blocked or rejected",
    "documents": "Copies of payment instructions and other papers, by their SHA-256 as attached to the alert; none without any",
}
_UNBLOCKED: dict[str, str] = {
    "holder_name": "Name of the person that held the property until then",
    "holder_address": "Address of that person",
    **_CONTACT,
    "action": f"{UNBLOCKED}, or {TRANSFERRED} (it is still blocked, elsewhere)",
    "first_report": "The report of its blocking: its number at OFAC, or its day and that of the blocking",
    "property": "Description of the property, with its type",
    "location": "Where the property was held",
    "account": "Account, where there is one",
    "recipient": "Who got the property, and where they are",
    "action_date": "Day on which it was unblocked or transferred (ISO date)",
    "value_usd": "Value in US dollars on that day, actual or else estimated",
    "value_basis": "actual or estimated",
    "legal_authority": "Licence, order, removal from the list, or other authority under which it was unblocked or transferred",
    "documents": "Copies of the authority and other papers, by their SHA-256 as attached to the alert; none without any",
}
FACTS: dict[str, dict[str, str]] = {BLOCK: _BLOCKED, REJECT: _BLOCKED, UNBLOCK: _UNBLOCKED}
"""What the reporter tells of each kind, and what it means."""

_CHOICES = {"value_basis": ("actual", "estimated"), "action": (UNBLOCKED, TRANSFERRED)}
_VALUE = re.compile(r"(\d+|\d{1,3}(,\d{3})+)(\.\d{1,2})?", re.ASCII)


def facts_of(kind: str) -> dict[str, str]:
    """The facts of a kind of report. Raises UsageError for another kind."""
    if kind not in FACTS:
        raise UsageError(f"{kind!r} is not reported", where="kind", hint=f"Use one of: {', '.join(FACTS)}.")
    return FACTS[kind]


def template(kind: str, known: Mapping[str, str] | None = None) -> str:
    """A TOML file of the facts, to fill in; `known` ones are filled in already."""
    lines = [
        f"# {meaning}{' (may stay empty)' if name in OPTIONAL else ''}\n"
        f"{name} = {json.dumps((known or {}).get(name, ''), ensure_ascii=False)}"  # JSON's strings are TOML's, too
        for name, meaning in facts_of(kind).items()
    ]
    return f"# Report under {RULES[kind]}\n\n" + "\n\n".join(lines) + "\n"


def read_facts(path: Path, kind: str) -> dict[str, str]:
    """The facts of a TOML file. Raises InputError for what can't be read or isn't asked for."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"can't read it: {error.strerror}", where=str(path)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"the facts can't be understood: {error}", where=str(path)) from None
    asked = facts_of(kind)
    unknown = [name for name in told if name not in asked]
    if unknown:
        raise InputError("this report has no such fact", where=unknown[0], hint=f"Use: {', '.join(asked)}.")
    return {name: str(value).strip() for name, value in told.items()}


def check(kind: str, facts: Mapping[str, str], attached: frozenset[str], today: str) -> date:
    """The day of the action. Raises InputError for the first fact that is missing or makes no sense."""
    asked = facts_of(kind)
    missing = [name for name in asked if name not in OPTIONAL and not facts.get(name, "").strip()]
    if missing:
        more = f" Also missing: {', '.join(missing[1:])}." if missing[1:] else ""
        raise InputError("a report needs this", where=missing[0], hint=f"{asked[missing[0]]}.{more}")
    if not _VALUE.fullmatch(facts["value_usd"]):
        raise InputError("a value is a number of US dollars, as 12,500.00", where="value_usd")
    for name, choices in _CHOICES.items():
        if name in asked and facts[name] not in choices:
            raise InputError(f"it is {' or '.join(choices)}", where=name)
    for digest in facts["documents"].replace(",", " ").split():
        if digest not in attached and facts["documents"] != NONE:
            raise InputError("this paper is not attached to the alert", where=digest,
                             hint=f"Attach it with watchword alerts attach, or write {NONE}.")  # fmt: skip
    return _day(facts["action_date"], today)


def _day(text: str, today: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise InputError("a day is written as 2026-11-23", where="action_date") from None
    if day.isoformat() > today:
        raise InputError("this day is yet to come", where="action_date")
    return day
