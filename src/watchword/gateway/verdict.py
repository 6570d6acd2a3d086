"""What is decided on a payment? Its verdict, the reasons, and every party with what was found on it.

Structs only; `judge` decides.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from watchword.model import Hit, Party


class Verdict(StrEnum):
    """Release hands it on; hold keeps it until people decide."""

    RELEASE = "release"
    HOLD = "hold"


class Reason(msgspec.Struct, frozen=True, omit_defaults=True):
    """Why a payment is held, or what has to be known of it: `code` for programs, `message` for people."""

    code: str
    message: str
    where: str = ""
    holds: bool = True


class Found(msgspec.Struct, frozen=True, omit_defaults=True):
    """One party, or one name inside a text, and its hits. `note` says why hits do not count, where they don't."""

    role: str
    path: str
    party: Party
    hits: tuple[Hit, ...] = ()
    note: str = ""
    minimum: float = 0.0


class Decision(msgspec.Struct, frozen=True, omit_defaults=True):
    """The decision on one payment, and what it was computed from."""

    number: int
    type: str
    path: str
    message_id: str
    reference: str
    date: str
    amount: str
    currency: str
    verdict: Verdict
    reasons: tuple[Reason, ...]
    found: tuple[Found, ...]
    snapshot: str
    policy: str
    rules: str
    engine: str
    rail: str = ""
    uetr: str = ""

    @property
    def hits(self) -> tuple[Hit, ...]:
        """All hits that count, best first, each listing once."""
        best: dict[str, Hit] = {}
        for found in self.found:
            for hit in () if found.note else found.hits:
                if hit.listing.id not in best or hit.similarity > best[hit.listing.id].similarity:
                    best[hit.listing.id] = hit
        return tuple(sorted(best.values(), key=lambda hit: (-hit.probability, -hit.similarity, hit.listing.id)))
