"""What do facts of pages become elsewhere? An attack an event of its region, a pledge a flow of funds.

An event counts only after a person has confirmed it; a pledge stands apart, unverified, until then. The same fact read
again makes the same event and the same flow.
"""

from __future__ import annotations

import hashlib
from decimal import Decimal

from watchword.funds.flow import Flow, Stage, State
from watchword.news.confirmed import RecordedFact
from watchword.regions.areas import division_key, read_areas
from watchword.regions.events import Event
from watchword.text import places


def event_of(one: RecordedFact) -> Event | None:
    """The event that an attack is; None for another fact, and where country or day are not told."""
    fact = one.fact
    if fact.type != "attack" or fact.status != "asserted" or not one.when:
        return None
    country, division = _ground(fact.place) if fact.place else ("", "")
    countries = {country} if country else places.countries_in(fact.sentence)
    if len(countries) != 1:
        return None
    last = fact.date.last if fact.date else one.when
    actors = (fact.roles["perpetrator"],) if "perpetrator" in fact.roles else ()
    told = "\x1f".join((one.source, fact.sentence, one.when))
    return Event(
        f"page:{hashlib.sha256(told.encode()).hexdigest()[:16]}", "page", one.when, last, next(iter(countries)),
        division, fact.place, actors=actors, link=one.source,
    )  # fmt: skip


def flow_of(one: RecordedFact) -> Flow | None:
    """The flow that a pledge is, unverified; None for another fact, and where no sum is told."""
    fact = one.fact
    if fact.type != "pledge" or fact.status != "asserted" or fact.amount is None:
        return None
    amount = format(Decimal(str(fact.amount.value)).normalize(), "f")
    recipient = fact.roles.get("recipient", "")
    region = fact.place or recipient
    return Flow(
        Stage.PLEDGE, amount, fact.amount.currency, one.when, fact.roles.get("donor", ""), recipient, "",
        places.country(region) or fact.place, State.UNVERIFIED, source=one.source,
    )  # fmt: skip


def _ground(place: str) -> tuple[str, str]:
    """Country and first-level division of a place, as far as its name tells them."""
    wanted = division_key(place)
    found = {(one.country, place) for area in read_areas() for one in area.divisions if _names(one.names, wanted)}
    if len(found) == 1:
        return found.pop()
    named = places.countries_in(place)
    return (next(iter(named)), "") if len(named) == 1 else ("", "")


def _names(names: tuple[str, ...], wanted: str) -> bool:
    return any(division_key(name) == wanted for name in names)
