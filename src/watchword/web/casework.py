"""What of a case does a page show? Both sides, their names in every script, what happened, what changed since.

Plain values for templates; nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from watchword.cases.alert import REASONS, Alert
from watchword.cases.answers import RowAnswer
from watchword.cases.desk import Desk, Happening, answer_of
from watchword.errors import InputError
from watchword.gateway.register import paid_behind
from watchword.match.index import modes_of
from watchword.model import Kind, Listing, Party
from watchword.text import names
from watchword.web.facing import Facing, facing
from watchword.web.showing import Field, ShownHit, fields, shown_hit

_KINDS = {
    "screened": "screened", "chunk-screened": "screened with others", "alert-taken": "assigned", "commented": "commented",
    "attached": "file attached", "decided": "decided", "proposed": "proposed", "approved": "approved",
    "refused": "refused", "alert-passed": "closed by the allow-list", "allowance-ended": "allow-list entry ended",
}  # fmt: skip
_REASON_OF = {"Born": "birth-differs", "Country": "country-differs", "Gender": "gender-differs",
              "Identifier": "identifier-differs"}  # fmt: skip
_NOT_COMPARED = frozenset(("id", "source"))


@dataclass(frozen=True, slots=True)
class Line:
    """An alert in the queue."""

    alert: Alert
    about: str
    subject: str
    listed: str
    similarity: float
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened: record, minute, what, by whom, in which words, and a file's digest where it is one."""

    seq: int
    time: str
    kind: str
    by: str
    told: str
    words: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A field of one side that differs from when the case was decided before."""

    side: str
    field: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A party or a text of a payment by its role; `said` is the part that was found, between what surrounds it."""

    role: str
    before: str
    said: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """The payment that an alert is about: in short, then party by party and text by text, then why it is held."""

    told: str
    passages: tuple[Passage, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """Everything on the page of an alert. `suggested` is the reason and the words that the evidence itself gives;
    `context` the payment where it is about one."""

    alert: Alert
    about: Party | None
    subject: str
    read_as: str
    hits: tuple[ShownHit, ...]
    facing: tuple[Facing, ...]
    listed_as: tuple[str, ...]
    history: tuple[Entry, ...]
    changes: tuple[Change, ...]
    suggested: tuple[str, str]
    context: Context | None


def line(alert: Alert, answer: RowAnswer | None) -> Line:
    """An alert as the queue shows it, with the facts that agree or not; what was erased is said to be."""
    hits = [hit for hit in answer.hits if hit.listing.id in alert.listings] if answer else []
    best = max(hits, key=lambda hit: hit.probability, default=None)
    about, subject = (answer.party.name, answer.subject) if answer else ("(not shown)", "")
    if best is None:
        return Line(alert, about, subject, alert.party, 0.0, ())
    known = tuple(one for one in fields(best) if one.verdict != "unknown")
    return Line(alert, about, subject, best.listing.name, best.similarity, known)


def case(desk: Desk, alert_id: str) -> Case:
    """The case of an alert. Raises NotFoundError."""
    alert = desk.alert(alert_id)
    answer, history = desk.answer(alert), desk.history(alert_id)
    hits = tuple(hit for hit in answer.hits if hit.listing.id in alert.listings) if answer else ()
    shown = tuple(map(shown_hit, hits))
    about = answer.party if answer else None
    return Case(
        alert, about, answer.subject if answer else "", read_as(about.name, about.kind) if about else "", shown,
        facing(about, shown), tuple(read_as(hit.name.full, hit.listing.kind) for hit in hits), tuple(map(_entry, history)),
        _changes(desk, alert, answer), _suggested(shown), _context(desk, alert, about.name if about else ""),
    )  # fmt: skip


def read_as(name: str, kind: Kind) -> str:
    """A name's words as they are compared, in plain Latin letters; empty when they are those of the name itself."""
    try:
        tokens = names.parse(name, modes_of(kind)[0]).tokens
    except InputError:
        return ""
    told = " ".join(token.form for token in tokens)
    return told if told.casefold() != name.casefold() else ""


def _entry(one: Happening) -> Entry:
    body = one.record.read(dict[str, object])
    personal = one.personal or {}
    ruling = body.get("ruling") or {}
    told = (
        [str(value) for name, value in ruling.items() if name in ("disposition", "reason", "permit")]
        if isinstance(ruling, dict)
        else []
    )
    if one.record.kind == "allowance-ended":
        told += [str(body["why"]), *map(str, body.get("changed", ()))]  # type: ignore[call-overload]
    if one.record.kind == "alert-taken":
        told.append(f"to {body['assignee']}" if body["assignee"] else "to nobody")
    file = str(body["sha256"]) if one.record.kind == "attached" else ""
    words = str(personal.get("text") or personal.get("name") or "")
    by = str(body.get("by") or (body.get("basis") or {}).get("by", ""))  # type: ignore[attr-defined]
    return Entry(
        one.record.seq,
        one.record.time[:16].replace("T", " "),
        _KINDS.get(one.record.kind, one.record.kind),
        by,
        " ".join(told),
        words,
        file,
    )


def _context(desk: Desk, alert: Alert, said: str) -> Context | None:
    """The payment of the last answer that hit an alert, where it is about one that is not erased."""
    with desk.log.read() as view:
        paid = paid_behind(view, alert.seen[-1].seq)
    if paid is None:
        return None
    facts = paid.facts
    told = (f"{facts.amount} {facts.currency}".strip(), f"reference {facts.reference}" * bool(facts.reference),
            f"message {facts.message_id}" * bool(facts.message_id), f"of {facts.held_on}", paid.name)  # fmt: skip
    passages = [_passage(role, party.name, said) for role, party in facts.parties.items()]
    passages += [_passage(role, text, said) for role, text in facts.texts.items()]
    reasons = (f"{one.message} ({one.where})" if one.where else one.message for one in paid.reasons)
    return Context(", ".join(filter(None, told)), tuple(passages), tuple(reasons))


def _passage(role: str, text: str, said: str) -> Passage:
    before, found, after = text.partition(said) if said else (text, "", "")
    return Passage(role.replace("-", " "), before, found, after)


def _changes(desk: Desk, alert: Alert, answer: RowAnswer | None) -> tuple[Change, ...]:
    """What differs on both sides from the last answer before the last decision."""
    before = tuple(seen for seen in alert.seen if seen.seq < alert.decided)
    if not before or answer is None or len(before) == len(alert.seen):
        return ()
    with desk.log.read() as view:
        earlier = answer_of(view, msgspec.structs.replace(alert, seen=before))
    if earlier is None:
        return ()
    found = _differences("customer", earlier.party, answer.party)
    old = {hit.listing.id: hit.listing for hit in earlier.hits}
    for hit in answer.hits:
        if hit.listing.id in old and hit.listing.id in alert.listings:
            found += _differences(hit.listing.id, old[hit.listing.id], hit.listing)
    return tuple(found)


def _differences(side: str, before: Party | Listing, now: Party | Listing) -> list[Change]:
    return [
        Change(side, field, _text(getattr(before, field)), _text(getattr(now, field)))
        for field in before.__struct_fields__
        if field not in _NOT_COMPARED and getattr(before, field) != getattr(now, field)
    ]


def _text(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(_text(one) for one in value)
    if isinstance(value, msgspec.Struct):
        return " ".join(str(part) for part in msgspec.structs.astuple(value) if part)
    return str(value)


def _suggested(hits: Sequence[ShownHit]) -> tuple[str, str]:
    """A reason code of a false positive and words for it, from the first field in conflict."""
    for hit in hits:
        for field in hit.fields:
            if field.verdict == "conflict":
                return _REASON_OF[field.name], f"{field.name.lower()}: {field.asked} here, {field.listed} listed"
    return REASONS["false-positive"][0], ""
