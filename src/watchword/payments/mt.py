"""Who and what is in a SWIFT MT103, MT202 or MT202COV? Its parties, texts, amount and faults.

Other MT types are read in the same way, and held as unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import msgspec

from watchword.model import Kind, Party
from watchword.payments import amounts, blocks
from watchword.payments.accounts import bic_country, bic_forms
from watchword.payments.blocks import Field, Fin
from watchword.payments.message import Amount, Fault, Role, Text, Transaction
from watchword.payments.mt_party import read_party

_KNOWN = ("MT103", "MT202", "MT202COV")
_CUSTOMER = {
    "50": "debtor", "51": "sending-institution", "52": "debtor-agent",
    "53": "instructing-reimbursement-agent", "54": "instructed-reimbursement-agent",
    "55": "third-reimbursement-agent", "56": "intermediary-agent", "57": "creditor-agent", "59": "creditor",
}  # fmt: skip
_BANKS = {**_CUSTOMER, "52": "debtor", "58": "creditor"}
_TEXTS = {
    "70": "remittance", "72": "instruction", "77": "regulatory", "20": "reference", "21": "reference",
    "23": "instruction", "26": "purpose",
}  # fmt: skip
_SUM = re.compile(r"([A-Z]{3})?(.*)", re.DOTALL)
_CODE_LINE = re.compile(r"^/([A-Z]{2,8}[0-9]?)/")


def transactions(data: bytes) -> Iterator[Transaction]:
    """Every message of a file, in order."""
    text, fault = decoded(data)
    for number, part in enumerate(blocks.split(text), 1):
        made = read(part, number)
        yield msgspec.structs.replace(made, faults=(fault, *made.faults)) if fault else made


def read(text: str, number: int = 1) -> Transaction:
    """One message as a transaction."""
    fin = blocks.read(text)
    kind, faults = _kind(fin)
    date_, money, wrong = _money(fin)
    roles = [*_ends(fin), *_parties(fin, kind)]
    for role in roles:
        if not role.party.name:
            faults.append(Fault("empty-party", f"the {role.role} has neither a name nor a number", role.path))
    faults += [*wrong, *_missing(roles, kind)]
    return Transaction(
        number, kind, f"message {number}",
        message_id=fin.first("20"), reference=fin.first("21") or fin.first("20"), uetr=fin.user.get("121", ""),
        date=date_, amounts=tuple(money), marks=tuple(v for k in ("119", "103", "111") if (v := fin.user.get(k, ""))),
        roles=tuple(role for role in roles if role.party.name), texts=tuple(_texts(fin)),
        faults=(*fin.faults, *faults),
    )  # fmt: skip


def decoded(data: bytes) -> tuple[str, Fault | None]:
    """A file's text, and the fault of one that is in no encoding of SWIFT's."""
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError:
        return data.decode("latin-1"), Fault("encoding", "its letters are in no encoding that SWIFT uses")


def _kind(fin: Fin) -> tuple[str, list[Fault]]:
    found = re.match(r"[IO](\d{3})", fin.application)
    if found is None:
        kind = "MT103" if fin.all("59") else "MT202" if fin.all("58") else ""
        return kind, [Fault("unknown-type", "it does not say of which type it is (block 2)")]
    kind = f"MT{found[1]}"
    if kind == "MT202" and fin.user.get("119") == "COV":
        kind = "MT202COV"
    return kind, [] if kind in _KNOWN else [Fault("unknown-type", f"{kind} is no payment that this reads")]


def _ends(fin: Fin) -> Iterator[Role]:
    """The banks that send and receive the message, from its headers."""
    sender, receiver = fin.basic[3:15], ""
    if fin.application.startswith("I"):
        receiver = fin.application[4:16]
    elif fin.application.startswith("O"):
        sender, receiver = fin.application[14:26], sender
    for role, terminal, where in (("instructing-agent", sender, "block 1"), ("instructed-agent", receiver, "block 2")):
        if len(terminal) >= 8:
            bic = (terminal[:8] + terminal[9:12]).removesuffix("XXX")  # the ninth letter is a terminal's
            country = bic_country(bic)
            party = Party(bic, kind=Kind.ORGANISATION, identifiers=bic_forms(bic))
            yield Role(role, where, party, (country,) if country else ())


def _parties(fin: Fin, kind: str) -> Iterator[Role]:
    for field in fin.fields:
        of_banks = kind.startswith("MT202") and not field.sequence
        role = (_BANKS if of_banks else _CUSTOMER).get(field.tag[:2])
        if role is not None:
            yield read_party(field, f"underlying-{role}" if field.sequence else role)


def _missing(roles: list[Role], kind: str) -> Iterator[Fault]:
    named = {role.role for role in roles}
    needed = {"MT103": ("debtor", "creditor"), "MT202": ("creditor",),
              "MT202COV": ("creditor", "underlying-debtor", "underlying-creditor")}  # fmt: skip
    for role in needed.get(kind, ()):
        if role not in named:
            yield Fault("missing-party", f"it names no {role}")


def _money(fin: Fin) -> tuple[str, list[Amount], list[Fault]]:
    """Date and amounts: field 32A first, then the instructed amount in 33B."""
    found: list[Amount] = []
    faults: list[Fault] = []
    day = ""
    for field in (*fin.all("32"), *fin.all("33")):
        text = field.lines[0]
        if field.tag == "32A":
            day, text = _day(text[:6]), text[6:]
            if not day:
                faults.append(Fault("date", f"not a possible date: {field.lines[0][:6]!r}", field.path(1)))
        split = _SUM.fullmatch(text)
        assert split is not None  # it matches every text
        amount, wrong = amounts.read_mt(split[2], split[1] or "", field.path(1))
        found.append(amount)
        faults += wrong
    if not fin.all("32"):
        faults.append(Fault("amount", "it has no amount (field 32A)"))
    return day, found, faults


def _day(text: str) -> str:
    """An ISO date of YYMMDD; SWIFT's centuries: up to 79 is 20xx."""
    if not re.fullmatch(r"[0-9]{6}", text):
        return ""
    year = int(text[:2])
    try:
        return date(year + (2000 if year < 80 else 1900), int(text[2:4]), int(text[4:])).isoformat()
    except ValueError:
        return ""


def _texts(fin: Fin) -> Iterator[Text]:
    """Fields of free text as one text each, and every line of a party that may hold another name."""
    for field in fin.fields:
        number = field.tag[:2]
        if number in _TEXTS:
            role = _TEXTS[number]
        elif number in _CUSTOMER or number == "58":
            role = f"{_BANKS[number] if number == '58' else _CUSTOMER[number]}-lines"
            if field.tag[2:] in {"A", "B", "C"} and number != "50":
                continue
        else:
            continue
        text, joints = _joined(field)
        if any(letter.isalpha() for letter in text):
            yield Text(role, field.path(), text, joints)


def _joined(field: Field) -> tuple[str, tuple[int, ...]]:
    """A field's lines on one line, without an account in the first.

    `//` goes, which only says that a line goes on, and codes as /REC/ become a stop.
    """
    out, joints = "", []
    party = field.tag[:2] in _CUSTOMER or field.tag[:2] == "58"
    lines = field.lines[1:] if party and field.lines[0].startswith("/") else field.lines
    for line in lines:
        line = _CODE_LINE.sub(" ; ", line.removeprefix("//") if line.startswith("//") else line)
        if out:
            joints.append(len(out))
            out += " "
        out += line.strip()
    return out, tuple(joints)
