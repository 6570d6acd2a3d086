"""May this payment go? Every party and every name in its texts is screened; one reason to hold holds it.

Pure: no clock, disk, environment or randomness; what is known of earlier payments and of customers' own screening
comes in as arguments. Recording and handing over are `recording` and `folder`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Protocol

from watchword.errors import InputError
from watchword.gateway.verdict import Decision, Found, Reason, Verdict
from watchword.match.version import engine
from watchword.model import Hit, Party
from watchword.payments import freetext
from watchword.payments.message import Role, Text, Transaction
from watchword.payments.rules import Rail, Rules, Scrutiny, Watched
from watchword.screen import Screener, decide_all

_REMEMBERED = 1 << 13  # parties and texts kept with their hits: the same banks and debtors come again


class Naming(Protocol):
    """A listed party that a text names, as mentions.finder.Mention."""

    @property
    def start(self) -> int:
        """Offset of its first letter."""

    @property
    def text(self) -> str:
        """The words as written."""

    @property
    def hit(self) -> Hit:
        """The listing."""


class Judge:
    """Decides on payments with one screener under one set of rules. One for each thread, as the screener.

    `named` finds listed parties in texts; `stale` are the reasons for which the lists are not fit to clear anybody;
    `daily` tells the proof that a party was screened today as somebody's customer, empty when there is none.
    """

    def __init__(
        self,
        screener: Screener,
        rules: Rules,
        named: Callable[[str], Iterable[Naming]],
        *,
        stale: tuple[str, ...] = (),
        daily: Callable[[Role], str] = lambda _: "",
    ) -> None:
        self.screener, self.rules, self.stale, self.daily = screener, rules, stale, daily
        self._watched = Watched(rules)
        self._digests = (screener.snapshot.digest, screener.policy.digest, rules.digest, engine())
        self._screened: dict[tuple[Party, float], tuple[Hit, ...] | InputError] = {}
        self._named = lru_cache(maxsize=_REMEMBERED)(lambda text: tuple(named(text)))

    def prepare(self, payments: Iterable[Transaction]) -> None:
        """Search for the parties of many payments at once: `decide` on these is quicker then, and the same."""
        if len(self._screened) > _REMEMBERED:
            self._screened.clear()
        wanted: dict[float, dict[Party, None]] = {}
        for made in payments:
            scrutiny = self._watched.of(made)
            for role in _roles(made):
                line = self._line(role.role, scrutiny)
                if (role.party, line) not in self._screened:
                    wanted.setdefault(line, {})[role.party] = None
        for line, parties in wanted.items():
            for party, hits in zip(parties, decide_all(parties, self.screener, line), strict=True):
                self._screened[party, line] = hits

    def decide(self, made: Transaction, earlier: Iterable[Reason] = ()) -> Decision:
        """The decision on a payment; `earlier` is what its likeness to other payments tells."""
        self.prepare((made,))
        rail_name, rail = self.rules.rail_of(made)
        scrutiny = self._watched.of(made)
        reasons = [Reason(fault.code, fault.message, fault.where) for fault in made.faults]
        reasons += [*self._of_lists(), *self._of_rules(made, scrutiny), *earlier]
        found: list[Found] = []
        for role in _roles(made):
            found.append(self._party(role, rail, self._line(role.role, scrutiny), reasons))
        for text in made.texts:
            found += self._mentions(text)
        reasons += [_reason(one, hit) for one in found if not one.note for hit in one.hits]
        held = any(reason.holds for reason in reasons)
        snapshot, policy, rules, version = self._digests
        return Decision(
            made.number, made.type, made.path, made.message_id, made.reference, made.date, made.amount.value,
            made.amount.currency, Verdict.HOLD if held else Verdict.RELEASE, tuple(reasons), tuple(found), snapshot,
            policy, rules, version, rail_name, made.uetr,
        )  # fmt: skip

    def _of_lists(self) -> Iterator[Reason]:
        holds = self.rules.stale_lists == "hold"
        return (Reason("stale-lists", why, holds=holds) for why in self.stale)

    def _of_rules(self, made: Transaction, scrutiny: tuple[Scrutiny, ...]) -> Iterator[Reason]:
        for one in scrutiny:
            what = "every one is held" if one.hold else f"the line is {one.line}"
            yield Reason("scrutiny", f"closer scrutiny: {one.name}; {what}", holds=one.hold)
        for currency in dict.fromkeys(amount.currency for amount in made.amounts):
            if currency in self.rules.held_currencies:
                yield Reason("held-currency", f"payments in {currency} are held")

    def _line(self, role: str, scrutiny: tuple[Scrutiny, ...]) -> float:
        lines = [self.rules.lines.get(role, self.screener.policy.alert), *(one.line for one in scrutiny)]
        return min(lines)

    def _party(self, role: Role, rail: Rail | None, line: float, reasons: list[Reason]) -> Found:
        found = self._screened[role.party, line]
        if isinstance(found, InputError):
            reasons.append(Reason("not-screened", f"the {role.role} can't be screened: {found}", role.path))
            found = ()
        elif _is_number(role.party):
            found = tuple(hit for hit in found if _by_number(hit))
        hits = self._wanted(found)
        note = ""
        if role.role in self.rules.exempt_roles:
            note = "this role is exempt by the rules"
        elif hits and rail is not None and role.role in rail.not_in_flight:
            proof = self.daily(role) if rail.needs_proof else "by its own bank"
            counted = tuple(hit for hit in hits if rail.lists and hit.listing.publisher not in rail.lists)
            if proof and not counted:
                note = f"instant payment: screened daily ({proof}), not in flight (EU 2024/886 Art. 5d)"
            elif proof:
                hits = counted
        return Found(role.role, role.path, role.party, hits, note, line)

    def _mentions(self, text: Text) -> Iterator[Found]:
        """One for each name inside a text, with its hits; those of one place together."""
        places: dict[tuple[int, str], list[Hit]] = {}
        for one in self._named(text.text):
            if len(one.text) < self.rules.texts.shortest and not _by_number(one.hit):
                continue
            places.setdefault((one.start, one.text), []).append(one.hit)
        note = "this role is exempt by the rules" if text.role in self.rules.exempt_roles else ""
        for (start, said), hits in places.items():
            if wanted := self._wanted(tuple(hits)):
                yield Found(text.role, f"{text.path} at {start + 1}", Party(said), wanted, note)

    def _wanted(self, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
        lists = self.rules.lists
        return tuple(hit for hit in hits if not lists or hit.listing.publisher in lists)


def _roles(made: Transaction) -> Iterator[Role]:
    """The parties of a payment, with those that its texts hold."""
    yield from made.roles
    for text in made.texts:
        yield from freetext.roles_in(text)


def _is_number(party: Party) -> bool:
    """Whether a party has only a number for a name, so that only hits by that number count: a BIC is no name."""
    return any(number.partition(":")[2] == party.name for number in party.identifiers)


def _by_number(hit: Hit) -> bool:
    return any(one.code == "identifier-equal" for one in hit.evidence)


def _reason(found: Found, hit: Hit) -> Reason:
    alias = f", as {hit.name.full}" if hit.name.full != hit.listing.name else ""
    said = (
        f"the {found.role} {found.party.name!r} may be {hit.listing.name}{alias} "
        f"({hit.listing.id}, {hit.similarity:.2f})"
    )
    return Reason("hit", said, found.path)
