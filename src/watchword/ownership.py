"""Is an entity blocked because blocked persons own it? OFAC's 50 Percent Rule, with the path of every share.

Source: OFAC, FAQ 398 to 402. An entity is blocked when blocked persons own 50 percent or more of it in the
aggregate, directly, or indirectly through entities that are themselves so owned; entities in between that are owned
less count for nothing. Control is no ownership: it is a caution. Other regimes draw the line elsewhere (the EU and
the UK at more than 50 percent, and at control); their rules are not here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction
from typing import Literal

from watchword.errors import NotFoundError
from watchword.model import Party
from watchword.owners import Owners, Stake, key
from watchword.screen import Screener

HALF = Fraction(1, 2)
_DEEPEST = 100  # entities between a blocked person and the one asked about, as far as they are told
Status = Literal["blocked", "caution", "not-blocked"]


@dataclass(frozen=True, slots=True)
class Basis:
    """Why an owner counts as a blocked person: the file says so, or its name is a hit on these listings."""

    said: bool
    listings: tuple[str, ...] = ()
    similarity: float = 0.0


@dataclass(frozen=True, slots=True)
class Holding:
    """A blocked person's share of an entity, and how that person comes to be blocked.

    `basis` for a person who is blocked outright; `through` the holdings that block an entity in between. Where those
    were told already (an owner met twice, a circle), or the chain is longer than a hundred, it has neither.
    """

    owner: str
    share: Fraction
    basis: Basis | None = None
    through: tuple[Holding, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rule says of one entity.

    `total` is the share that blocked persons own by the rule, `known` the share whose owners the file names.
    `holdings` tell where the total comes from; `cautions` what a person has to weigh, each in a sentence.
    """

    entity: str
    status: Status
    total: Fraction
    known: Fraction
    basis: Basis | None
    holdings: tuple[Holding, ...]
    cautions: tuple[str, ...]


def screen_owners(owners: Owners, screener: Screener, publishers: frozenset[str]) -> dict[str, Basis]:
    """The names of a file that are blocked persons, by `key`: those it says are, and those whose names are hits.

    A hit at or above the policy's line on a list of `publishers` counts until a person has cleared it (`blocked` no).
    """
    names = {key(name): name for stake in owners.stakes for name in (stake.owner, stake.owned)}
    found = {}
    for folded, name in names.items():
        said = owners.blocked.get(folded)
        if said is not None:
            if said:
                found[folded] = Basis(said=True)
            continue
        hits = [hit for hit in screener.screen(Party(name)).hits if hit.listing.publisher in publishers]
        if hits:
            found[folded] = Basis(False, tuple(hit.listing.id for hit in hits), max(hit.similarity for hit in hits))
    return found


def judge(name: str, owners: Owners, blocked: Mapping[str, Basis]) -> Verdict:
    """What the 50 Percent Rule says of the entity of this name, given who is blocked (by `key`).

    Raises NotFoundError when the file does not have the name. Cross-holdings and circles block nobody by themselves.
    """
    holders = _holders(owners.stakes)
    entity = _find(name, owners)
    owned = _owned(holders, blocked)
    every = holders.get(entity, [])
    mine = [stake for stake in every if key(stake.owner) in owned and key(stake.owner) != entity]
    total = sum((stake.share for stake in mine), Fraction())
    status: Status = "blocked" if entity in blocked or total >= HALF else "caution" if mine else "not-blocked"
    known = sum((stake.share for stake in every), Fraction())
    cautions = _cautions(total, known, mine, blocked=status == "blocked")
    tree = _Tree(holders, owned, blocked, {entity})
    holdings = tuple(tree.holding(stake) for stake in mine if stake.share)
    shown = next(n for stake in owners.stakes for n in (stake.owned, stake.owner) if key(n) == entity)
    return Verdict(shown, status, total, known, blocked.get(entity), holdings, tuple(cautions))


def percent(share: Fraction) -> str:
    """A share in percent, exact: 50 %, 33.34 %, 33 1/3 %."""
    value = share * 100
    whole, rest = divmod(value.numerator, value.denominator)
    if not rest:
        return f"{whole} %"
    power = next((n for n in range(1, 10) if 10**n % value.denominator == 0), 0)
    if power:
        digits = str(rest * 10**power // value.denominator).rjust(power, "0")
        return f"{whole}.{digits} %"
    return f"{f'{whole} ' if whole else ''}{Fraction(rest, value.denominator)} %"


def _holders(stakes: Iterable[Stake]) -> dict[str, list[Stake]]:
    """The stakes in each entity, by its key, in the order of the file."""
    holders: dict[str, list[Stake]] = defaultdict(list)
    for stake in stakes:
        holders[key(stake.owned)].append(stake)
    return dict(holders)


def _owned(holders: Mapping[str, list[Stake]], blocked: Mapping[str, Basis]) -> frozenset[str]:
    """Everybody who is blocked: outright, or owned 50 percent or more by those who are. The least such set, so a
    circle without a blocked person in it blocks nobody."""
    found = set(blocked)
    growing = True
    while growing:
        more = {
            entity
            for entity, stakes in holders.items()
            if entity not in found and sum((s.share for s in stakes if key(s.owner) in found), Fraction()) >= HALF
        }
        found |= more
        growing = bool(more)
    return frozenset(found)


@dataclass(slots=True)
class _Tree:
    """Tells where a blocked share comes from; each owner's own owners are told once, so circles end."""

    holders: Mapping[str, list[Stake]]
    owned: frozenset[str]
    blocked: Mapping[str, Basis]
    told: set[str]

    def holding(self, stake: Stake, depth: int = 0) -> Holding:
        """A blocked owner's holding with what blocks the owner in turn."""
        owner = key(stake.owner)
        if owner in self.blocked:
            return Holding(stake.owner, stake.share, self.blocked[owner])
        if owner in self.told or depth > _DEEPEST:
            return Holding(stake.owner, stake.share)
        self.told.add(owner)
        above = [
            s for s in self.holders.get(owner, ()) if key(s.owner) in self.owned and key(s.owner) != owner and s.share
        ]
        return Holding(stake.owner, stake.share, None, tuple(self.holding(s, depth + 1) for s in above))


def _cautions(total: Fraction, known: Fraction, mine: Iterable[Stake], *, blocked: bool) -> list[str]:
    out = []
    if not blocked:
        if total:
            out.append(f"Blocked persons own {percent(total)}, less than half: OFAC urges caution (FAQ 398).")
        controllers = [stake.owner for stake in mine if stake.control]
        if controllers:
            who = " and ".join(controllers)
            out.append(
                f"{who} controls it. Control does not block, but no blocked person may sign or act (FAQ 398, 400)."
            )
        if known < 1 and total + (1 - known) >= HALF:
            out.append(f"The owners of {percent(1 - known)} are not in the file: with them it could reach 50 %.")
    if known > 1:
        out.append(f"The shares in the file add up to {percent(known)}: some of them are wrong.")
    return out


def _find(name: str, owners: Owners) -> str:
    wanted = key(name)
    names = {key(n): n for stake in owners.stakes for n in (stake.owned, stake.owner)}
    if wanted in names:
        return wanted
    near = [names[found] for found in get_close_matches(wanted, names, n=3)]
    hint = f"Did you mean {' or '.join(near)}?" if near else "Give the name as the file has it."
    raise NotFoundError(f"{name!r} is not in the owners' file", where="name", hint=hint)
