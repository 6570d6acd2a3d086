"""What does a payment hold? One party for each role, texts, amounts and faults, each with the place it came from.

All are frozen structs as their reader gave them; nothing is judged here.
"""

from __future__ import annotations

import hashlib

import msgspec

from watchword.model import Party


class Fault(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something that a payment must not have: `code` for programs, `message` for people, `where` the path or tag."""

    code: str
    message: str
    where: str = ""


class Amount(msgspec.Struct, frozen=True, omit_defaults=True):
    """A sum as written, with a full stop: `value` is empty when it can't be understood."""

    value: str
    currency: str
    where: str = ""


class Role(msgspec.Struct, frozen=True, omit_defaults=True):
    """One party in one role. `path` is the XPath or the tag and line of its name.

    `regions` are country codes that other things than its address tell: those of its BIC and IBAN.
    """

    role: str
    path: str
    party: Party
    regions: tuple[str, ...] = ()


class Text(msgspec.Struct, frozen=True, omit_defaults=True):
    """Free text: `role` says what for (remittance, regulatory, reference, debtor-address, ...).

    `joints` are the offsets at which one line of the message was joined to the next.
    """

    role: str
    path: str
    text: str
    joints: tuple[int, ...] = ()


class Transaction(msgspec.Struct, frozen=True, omit_defaults=True):
    """One payment of a message, with what its message says for all of them.

    `number` counts from 1 in its file; `type` is pacs.008.001.08 or MT103; `date` is the day of settlement or
    execution (ISO, empty when unknown); `marks` are the codes that tell its rail: local instrument, service level,
    clearing system.
    """

    number: int
    type: str
    path: str
    message_id: str = ""
    reference: str = ""
    uetr: str = ""
    date: str = ""
    amounts: tuple[Amount, ...] = ()
    marks: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    texts: tuple[Text, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def amount(self) -> Amount:
        """What it moves: the first amount, an empty one when it has none."""
        return self.amounts[0] if self.amounts else Amount("", "")


def digest(data: bytes) -> str:
    """The name of a message's bytes: SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()
