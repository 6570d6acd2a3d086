"""What is a flow of aid money? A pledge, a commitment or a disbursement, from a provider to a receiver.

Structs as their reader gave them; nothing is added up or judged here.
"""

from __future__ import annotations

import hashlib
from enum import StrEnum

import msgspec


class Stage(StrEnum):
    """How far money has come."""

    PLEDGE = "pledge"
    COMMITMENT = "commitment"
    DISBURSEMENT = "disbursement"


class State(StrEnum):
    """What became of a flow: as somebody says (`unverified` until confirmed), planned, paid, held or frozen."""

    UNVERIFIED = "unverified"
    CONFIRMED = "confirmed"
    PLANNED = "planned"
    PAID = "paid"
    HELD = "held"
    FROZEN = "frozen"


class Flow(msgspec.Struct, frozen=True, omit_defaults=True):
    """One flow. `amount` is written with a full stop; `region` is a country code (ISO 3166-1, lower case) or a name;
    `number` tells apart flows of a source that are alike in everything."""

    stage: Stage
    amount: str
    currency: str
    day: str  # ISO date, empty when it is not told
    provider: str
    receiver: str
    programme: str
    region: str
    state: State
    activity: str = ""
    reference: str = ""
    source: str = ""
    number: int = 0

    @property
    def id(self) -> str:
        """A name for the flow that is the same whenever the same is imported again (16 hex digits)."""
        told = (self.stage, self.amount, self.currency, self.day, self.provider, self.receiver, self.activity,
                self.reference, str(self.number))  # fmt: skip
        return hashlib.sha256("\x1f".join(told).encode()).hexdigest()[:16]


class Tie(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who stands behind a payee: a director, owner or sub-grantee (`relation`), or a final beneficiary."""

    payee: str
    relation: str
    name: str
    birth: str = ""
    country: str = ""
    identifier: str = ""


class Refused(msgspec.Struct, frozen=True):
    """Something of a source that can't be taken, where it stands, and why."""

    where: str
    why: str


RELATIONS = ("director", "owner", "sub-grantee", "beneficiary")
