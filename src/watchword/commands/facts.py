"""What does `watchword facts` take and give? The facts of read pages, and a person's word that one is true.

What facts become elsewhere is `news.feeding`.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import click
import msgspec

from watchword.commands import identity, opening, options
from watchword.errors import UsageError
from watchword.output import print_parts, write_json

if TYPE_CHECKING:
    from watchword.cases.desk import Desk
    from watchword.cases.people import Person
    from watchword.funds.flow import Flow
    from watchword.model import Receipt
    from watchword.news.confirmed import RecordedFact
    from watchword.regions.events import Event
    from watchword.wiring import Settings

_DONE = 0


@click.command()
@click.option("--type", "kind", default="", metavar="TYPE", help="Only facts of this type, as attack or pledge.")
@click.option("--confirm", metavar="RECORD:FACT", help="Put on record that you checked this fact and hold it for true.")
@identity.as_person
@options.json
@options.home
def facts(**given: Any) -> int:
    """Which facts did pages tell, and which did somebody confirm? Those of every page on the record.

    A confirmed attack counts as an event of its region, a confirmed pledge as pledged.

    \b
    Examples:
      watchword facts --type attack
      watchword facts --confirm 12:3 --as ann
    """
    from watchword.news.confirmed import recorded_facts

    desk = identity.open_desk()
    if given["confirm"]:
        return _confirm(desk, identity.actor(desk, given), given)
    identity.reader(desk, given, "see personal data")
    with desk.log.read() as view:
        found = [one for one in recorded_facts(view) if given["kind"] in ("", one.fact.type)]
    if given["json"]:
        write_json({"facts": [_told(one) for one in found]})
    else:
        from watchword import render_news

        print_parts(render_news.recorded(found))
    return _DONE


def take_pledges(receipt: Receipt | None, settings: Settings) -> None:
    """Put the pledges of pages that were just read among the funds, unverified; opens the store only for some."""
    from watchword import wiring
    from watchword.news.confirmed import recorded_facts
    from watchword.news.feeding import flow_of

    if receipt is None:
        return
    with wiring.open_log(settings, light=True).read() as view:
        found = [one for one in recorded_facts(view, record=receipt.seq) if flow_of(one)]
    if found:
        from watchword.disbursing import Purse

        purse = Purse(wiring.open_log(settings), wiring.now)
        for one in found:
            purse.take(one.source, [flow for flow in [flow_of(one)] if flow])


def _confirm(desk: Desk, person: Person, given: dict[str, Any]) -> int:
    """The confirmation on record, then what follows from it; done again after a failure, it does what is missing."""
    from watchword.news import confirmed, feeding

    record, number = _place(given["confirm"])
    with desk.open() as (change, connection):
        by = desk.working(connection, person, "decide").id
        one = confirmed.find(change, record, number)
        if not one.confirmed_by:
            change.append(confirmed.entry(record, number, by))
    event, flow = feeding.event_of(one), feeding.flow_of(one)
    if event:
        _keep(desk, event)
    if flow:
        _pledged(desk, person, flow)
    if given["json"]:
        write_json({"confirmed": one.id, "type": one.fact.type, "event": event, "flow": flow and flow.id})
        return _DONE
    click.echo(f"Confirmed: {one.id}, {one.fact.type}. {_became(one, event, flow)}")
    return _DONE


def _became(one: RecordedFact, event: Event | None, flow: Flow | None) -> str:
    if event:
        return f"It counts as an event of {event.first} ({event.country.upper()} {event.place})."
    if flow:
        return f"It counts as pledged: flow {flow.id}."
    if one.fact.type == "attack":
        return "It is no event of a region: the page does not tell its day and country."
    return ""


def _keep(desk: Desk, event: Event) -> None:
    from watchword.regions import alarms, shelf
    from watchword.regions.events import Reading

    digest = hashlib.sha256(event.id.encode()).hexdigest()
    kept = shelf.put(Reading("page", (event,)), event.id, digest, identity.home(), opening.now())
    desk.log.append(alarms.IMPORTED, msgspec.to_builtins(kept), time=opening.now())


def _pledged(desk: Desk, person: Person, flow: Flow) -> None:
    """The flow as pledged: taken, where it is not yet, and confirmed, where it is not."""
    from watchword.disbursing import Purse
    from watchword.funds.flow import State

    purse = Purse(desk.log, opening.now)
    purse.take(flow.source, [flow])
    if purse.state(flow.id) is State.UNVERIFIED:
        purse.confirm(desk, person, flow.id)


def _told(one: RecordedFact) -> dict[str, Any]:
    return {"id": one.id, "confirmed_by": one.confirmed_by, "source": one.source, "day": one.when, "fact": one.fact,
            "listed": one.listed}  # fmt: skip


def _place(text: str) -> tuple[int, int]:
    record, _, fact = text.partition(":")
    if not (record.isdecimal() and fact.isdecimal()):
        raise UsageError("name a fact by two numbers", where="--confirm", hint="As 12:3, from watchword facts.")
    return int(record), int(fact)
