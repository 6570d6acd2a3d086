"""Is this a payment that was held, sent again with something stripped or altered? The differences, field by field.

Two payments are alike when currency and amount agree and both customers do, by account or by name; or when the debtor,
the amount and the reference or the remittance text agree, whoever the creditor now is. Where earlier payments come from
is `recording`'s business.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

import msgspec

from watchword.errors import InputError
from watchword.gateway.verdict import Reason
from watchword.match.score import Scorer
from watchword.payments.message import Transaction
from watchword.screen import compare

_NEAR = Decimal("0.01")  # share by which amounts may differ
_SIMILAR = 0.8
_MOST = 6  # differences told in a reason


class Party(msgspec.Struct, frozen=True):
    """A party as it was: its name and its numbers."""

    name: str
    numbers: tuple[str, ...] = ()


class Earlier(msgspec.Struct, frozen=True):
    """A payment that was held: what is compared, and how people find it."""

    message_id: str
    reference: str
    held_on: str
    amount: str
    currency: str
    parties: dict[str, Party]
    texts: dict[str, str]


class Difference(msgspec.Struct, frozen=True):
    """One field that is not as it was."""

    field: str
    before: str
    after: str

    def __str__(self) -> str:
        if not self.after:
            return f"{self.field} {self.before!r} is gone"
        return (
            f"{self.field} {self.before!r} is now {self.after!r}"
            if self.before
            else f"{self.field} {self.after!r} is new"
        )


def facts_of(made: Transaction, held_on: str) -> Earlier:
    """What is kept of a payment to compare later ones with."""
    parties: dict[str, Party] = {}
    for role in made.roles:
        parties.setdefault(role.role, Party(role.party.name, role.party.identifiers))
    texts: dict[str, str] = {}
    for text in made.texts:
        if text.role != "reference":
            texts[text.role] = f"{texts[text.role]} {text.text}" if text.role in texts else text.text
    return Earlier(made.message_id, made.reference, held_on, made.amount.value, made.amount.currency, parties, texts)


def reasons(made: Transaction, earlier: Iterable[Earlier], scorer: Scorer | None = None) -> Iterator[Reason]:
    """A reason to hold for each earlier payment that this one is like; a screener's `scorer` is quicker."""
    now = facts_of(made, "")
    for before in earlier:
        if not _alike(now, before, scorer):
            continue
        found = differences(before, now)
        told = "; ".join(str(one) for one in found[:_MOST]) or "nothing in it differs"
        more = f"; and {len(found) - _MOST} more" if len(found) > _MOST else ""
        said = f"like the payment {before.message_id or before.reference} held on {before.held_on}: {told}{more}"
        yield Reason("resent", said, made.path)


def differences(before: Earlier, now: Earlier) -> list[Difference]:
    """Every field of the two that differs, in a fixed order."""
    out = []
    if before.amount != now.amount:
        out.append(Difference("amount", before.amount, now.amount))
    none = Party("")
    for role in sorted({*before.parties, *now.parties}):
        old, new = before.parties.get(role, none), now.parties.get(role, none)
        if old.name != new.name:
            out.append(Difference(role, old.name, new.name))
        if old.numbers != new.numbers and old is not none and new is not none:
            out.append(Difference(f"{role} number", ", ".join(old.numbers), ", ".join(new.numbers)))
    for role in sorted({*before.texts, *now.texts}):
        if before.texts.get(role, "") != now.texts.get(role, ""):
            out.append(Difference(f"{role} text", before.texts.get(role, ""), now.texts.get(role, "")))
    return out


def _alike(now: Earlier, before: Earlier, scorer: Scorer | None) -> bool:
    if now.currency != before.currency or not _near(now.amount, before.amount):
        return False
    if not _same("debtor", now, before, scorer):
        return False
    remittance = now.texts.get("remittance", "")
    same_purpose = (now.reference and now.reference == before.reference) or (
        remittance and remittance == before.texts.get("remittance")
    )
    return bool(same_purpose) or _same("creditor", now, before, scorer)


def _near(a: str, b: str) -> bool:
    if not a or not b:
        return a == b
    first, second = Decimal(a), Decimal(b)
    return abs(first - second) <= _NEAR * max(first, second)


def _same(role: str, now: Earlier, before: Earlier, scorer: Scorer | None) -> bool:
    """Whether the party in a role is the same, by a number or by a name that is alike."""
    new, old = (one.parties.get(role) or one.parties.get(f"{role}-agent") for one in (now, before))
    if new is None or old is None:
        return False
    if set(new.numbers) & set(old.numbers):
        return True
    try:
        if new.name == old.name:
            return True
        return compare(new.name, old.name, kind="unknown", scorer=scorer).similarity >= _SIMILAR
    except InputError:
        return False
