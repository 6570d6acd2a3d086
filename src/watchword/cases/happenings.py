"""What can happen in a case, and how does each stand on the record? The bodies of its records.

Texts that people write, names of files and of people go into personal parts: they may be about somebody. Who did a
thing stands in the body by the person's id.
"""

from __future__ import annotations

import msgspec

from watchword.cases.alert import Ruling

TAKEN, COMMENTED, ATTACHED, DECIDED = "alert-taken", "commented", "attached", "decided"
PROPOSED, APPROVED, REFUSED = "proposed", "approved", "refused"
REPORTED = "reported"
PASSED, ALLOWANCE_ENDED = "alert-passed", "allowance-ended"
PERSON_SET, PASSPHRASE_SET = "person-set", "passphrase-set"

LISTS_FORGOTTEN = "lists-forgotten"

DECIDE, ALLOW, POLICY, FORGET = "decide", "allow", "policy", "forget"
ACTIONS = (DECIDE, ALLOW, POLICY, FORGET)
"""What needs a second, different person: release of a true match, allow-list entry, policy, a list that is taken out."""


class Taken(msgspec.Struct, frozen=True):
    """Somebody is to work on an alert; nobody is, when `assignee` is empty."""

    alert: str
    by: str
    assignee: str


class Commented(msgspec.Struct, frozen=True):
    """Somebody wrote something about an alert; the text is the personal part."""

    alert: str
    by: str


class Attached(msgspec.Struct, frozen=True):
    """A file of evidence, kept once under its SHA-256; its name is the personal part."""

    alert: str
    by: str
    sha256: str
    type: str
    size: int


class Decided(msgspec.Struct, frozen=True):
    """A decision that one person may make; why, in words, is the personal part."""

    alert: str
    by: str
    ruling: Ruling


class Proposed(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something that a second person has to approve. Of an alert: the ruling, or how long the pair is allowed.

    Of a policy `content` is what is to hold, by its digest `digest`. Why, in words, is the personal part; of an
    allow-list entry also both sides as they stand.
    """

    action: str
    by: str
    alert: str = ""
    ruling: Ruling | None = None
    until: str = ""
    digest: str = ""
    content: msgspec.Raw = msgspec.Raw(b"null")


class Forgotten(msgspec.Struct, frozen=True):
    """A list, or one state of it by its digest, that is to be screened against no more."""

    list: str
    digest: str = ""


class ListsForgotten(msgspec.Struct, frozen=True):
    """A list or state of one was taken out of what is screened against, by the second of two people."""

    proposal: int
    by: str
    list: str
    digest: str


class Approved(msgspec.Struct, frozen=True):
    """A second person approved a proposal, which takes effect; what it says is told again."""

    proposal: int
    by: str
    proposed: Proposed


class Refused(msgspec.Struct, frozen=True):
    """A second person refused a proposal, or its maker withdrew it; why is the personal part."""

    proposal: int
    by: str
    alert: str = ""


class Reported(msgspec.Struct, frozen=True):
    """A report of an alert was made: block or reject. Its fields are the personal part."""

    alert: str
    by: str
    kind: str


class Passed(msgspec.Struct, frozen=True):
    """An allow-list entry covers the hits of an alert, which is closed by it."""

    alert: str
    allowance: int


class AllowanceEnded(msgspec.Struct, frozen=True):
    """An allow-list entry no longer holds: `why` is expired, listing, customer or withdrawn; `changed` says what did."""

    allowance: int
    alert: str
    why: str
    changed: tuple[str, ...] = ()
    by: str = ""


class PersonSet(msgspec.Struct, frozen=True):
    """A person of the register, or new roles of one; none: may do nothing any more. Name and account are personal."""

    person: str
    roles: tuple[str, ...]
    by: str


class PassphraseSet(msgspec.Struct, frozen=True):
    """Somebody set a passphrase. What it is, is nowhere on record."""

    person: str
    by: str


class Said(msgspec.Struct, frozen=True):
    """The personal part of comments, decisions, refusals: what somebody wrote."""

    text: str
