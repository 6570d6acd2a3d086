"""What is an alert, and what becomes of it? One for each subject and listed party, from its first hit to its end.

Pure values and rules: what happened comes in, an alert comes out. Where alerts are kept is `folding`, who may do
what is `permissions`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

import msgspec

from watchword.cases.deadlines import business_days_after

State = Literal["open", "escalated", "closed"]
Disposition = Literal["", "false-positive", "block", "reject", "permitted", "unsure", "allowed"]

TRUE_MATCH = ("block", "reject")
DISPOSITIONS: dict[str, str] = {
    "false-positive": "another party: the hit is no match",
    "block": "true match: property is blocked",
    "reject": "true match: the transaction is rejected",
    "permitted": "true match, but a licence or carve-out permits it",
    "unsure": "not clear: escalated to somebody who can tell",
}
"""What an analyst can decide. `allowed` is set by an allow-list entry, never by hand."""

REASONS: dict[str, tuple[str, ...]] = {
    "false-positive": ("other-person", "birth-differs", "country-differs", "gender-differs", "identifier-differs",
                       "kind-differs", "common-name", "delisted"),
    "block": ("identity-confirmed", "identifier-equal", "owned-by-blocked"),
    "reject": ("identity-confirmed", "identifier-equal", "prohibited-transaction"),
    "permitted": ("general-licence", "specific-licence", "carve-out"),
    "unsure": ("facts-missing", "conflicting-facts", "legal-question"),
}  # fmt: skip
"""The reason codes of each disposition."""

# Which programmes come first in the queue where all else is equal: terrorism, then proliferation, then the others.
_FIRST = ("SDGT", "FTO", "SDNT", "TAQA", "ISIL", "AL-QAIDA", "QDE", "QDI", "TERR", "COUNTER-TERRORISM")
_SECOND = ("NPWMD", "WMD", "DPRK", "IRAN", "KPE", "KPI")
_BANDS = 20  # bands of probability within which programme and deadline decide the order


class Seen(msgspec.Struct, frozen=True):
    """One record in which the alert was hit, with the probability it had (None once its personal part is erased)."""

    seq: int
    row: int
    listing: str
    listed: str
    probability: float | None


class Ruling(msgspec.Struct, frozen=True, omit_defaults=True):
    """A disposition with its reason; of a permitted one also the licence or carve-out, its scope, and until when."""

    disposition: Disposition
    reason: str
    permit: str = ""
    authority: str = ""
    scope: str = ""
    until: str = ""


class Alert(msgspec.Struct, frozen=True):
    """One alert as it stands.

    `subject` is the token of whom it is about, `party` the listed party, `listings` its listings that were hit.
    `due` is the day by which a report would have to be made. `pending` is the proposal (a record) that waits for a
    second person, `ruling` the last decision, `decided` its record, `by` who made it. `history` are all its records.
    """

    id: str
    subject: str
    party: str
    listings: tuple[str, ...]
    programmes: tuple[str, ...]
    opened: int
    opened_at: str
    due: str
    seen: tuple[Seen, ...]
    state: State = "open"
    assigned: str = ""
    pending: int = 0
    ruling: Ruling | None = None
    decided: int = 0
    decided_at: str = ""
    by: str = ""
    reopened: int = 0

    @property
    def probability(self) -> float:
        """The probability of the last hits that it is the same party; 0 once they are erased."""
        return max((s.probability or 0.0 for s in self.seen if s.seq == self.seen[-1].seq), default=0.0)

    @property
    def rank(self) -> int:
        """Its place in the queue, low first: band of probability, then programme."""
        band = _BANDS - int(self.probability * _BANDS)
        return band * 3 + programme_rank(self.programmes)


def programme_rank(programmes: Iterable[str]) -> int:
    """0 for programmes against terrorism, 1 against proliferation, 2 for all others."""
    told = " ".join(programmes).upper()
    return 0 if any(code in told for code in _FIRST) else 1 if any(code in told for code in _SECOND) else 2


def open_alert(alert_id: str, key: tuple[str, str], seen: Seen, programmes: tuple[str, ...], time: str) -> Alert:
    """A new alert about a (subject, party), due ten business days after the day of its first hit."""
    due = business_days_after(date.fromisoformat(time[:10])).isoformat()
    return Alert(alert_id, *key, (seen.listing,), programmes, seen.seq, time, due, (seen,))


def hit_again(alert: Alert, seen: Seen, programmes: tuple[str, ...], time: str) -> Alert:
    """The alert with one more hit. One that was closed is open again, unless the decision still covers it.

    A true match stays what it is; so does one that is permitted, until its permission ends. Whether an allow-list
    entry covers the hit is decided by the entry, on a record of its own.
    """
    listings = tuple(dict.fromkeys((*alert.listings, seen.listing)))
    programmes = tuple(dict.fromkeys((*alert.programmes, *programmes)))
    grown = msgspec.structs.replace(alert, listings=listings, programmes=programmes, seen=(*alert.seen, seen))
    if alert.state != "closed" or _covers(alert.ruling, time) or seen.seq == alert.reopened:
        return grown
    return reopen(grown, seen.seq, time)


def reopen(alert: Alert, seq: int, time: str) -> Alert:
    """The alert open again because of a record, for nobody in particular, with a new deadline."""
    due = business_days_after(date.fromisoformat(time[:10])).isoformat()
    return msgspec.structs.replace(alert, state="open", reopened=seq, opened_at=time, due=due, assigned="")


def rule(alert: Alert, ruling: Ruling, seq: int, time: str, by: str) -> Alert:
    """The alert after a decision."""
    state: State = "escalated" if ruling.disposition == "unsure" else "closed"
    due = alert.due
    if ruling.disposition in TRUE_MATCH:
        due = business_days_after(date.fromisoformat(time[:10])).isoformat()
    return msgspec.structs.replace(
        alert, state=state, ruling=ruling, decided=seq, decided_at=time, by=by, pending=0, due=due
    )  # fmt: skip


def forget(alert: Alert, seq: int) -> Alert:
    """The alert after the personal part of one of its records was erased."""
    seen = tuple(msgspec.structs.replace(s, probability=None) if s.seq == seq else s for s in alert.seen)
    return msgspec.structs.replace(alert, seen=seen)


def _covers(ruling: Ruling | None, time: str) -> bool:
    if ruling is None:
        return False
    if ruling.disposition == "permitted":
        return not ruling.until or time[:10] <= ruling.until
    return ruling.disposition in TRUE_MATCH
