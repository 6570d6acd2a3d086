"""What do the commands of `watchword alerts` take and give? The queue, one case, and what people do with it.

Every rule is in `cases`: these parse, call and show.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from watchword.commands import identity, options
from watchword.commands.keeping import tell
from watchword.output import print_parts, write_json

_DONE = 0
_SHOWN = 20
_STATES = click.Choice(["open", "escalated", "closed", "all"])
_DISPOSITION = click.Choice(["false-positive", "block", "reject", "permitted", "unsure"])

_alert = click.argument("alert_id", metavar="ALERT")
_proposal = click.argument("proposal", type=int)
_text = click.option("--text", required=True, metavar="TEXT", help="Why, in words.")


@click.group()
def alerts() -> None:
    """Alerts: the queue, cases with their history, decisions, and what waits for a second person.

    \b
    Examples:
      watchword alerts list
      watchword alerts show 12-1 --as ann
      watchword alerts decide 12-1 false-positive --reason birth-differs --text "born 1990, listed 1957" --as ann
      watchword alerts approve 31 --as carl
    """


@alerts.command("list")
@click.option("--state", type=_STATES, multiple=True, help="Only these. Repeatable. Default: open and escalated.")
@click.option("--assigned", default=None, metavar="PERSON", help="Only those of one person; nobody's for ''.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help=f"Show N. Default: {_SHOWN}; JSON all.")
@identity.as_person
@options.json
@options.home
def list_alerts(**given: Any) -> int:
    """Alerts in the order of work: probability, then programme, then deadline.

    Whom they are about is shown to those who may see personal data.

    \b
    Example:
      watchword alerts list --limit 50
    """
    desk = identity.open_desk()
    sees = identity.reader(desk, given, "see alerts", "see personal data")
    states = () if "all" in given["state"] else given["state"] or ("open", "escalated")
    limit = given["limit"] or (0 if given["json"] else _SHOWN)
    total, found = desk.queue(states, given["assigned"], limit)
    if given["json"]:
        write_json({"total": total, "alerts": found})
    else:
        from watchword import render_record

        print_parts(render_record.queue(found, total, [desk.answer(one) for one in found] if sees else None))
    return _DONE


@alerts.command("show")
@_alert
@identity.as_person
@options.json
@options.home
def show_alert(**given: Any) -> int:
    """One case: whom it is about, the hits with their evidence, and everything that happened.

    \b
    Example:
      watchword alerts show 12-1
    """
    desk = identity.open_desk()
    identity.reader(desk, given, "see personal data")
    alert = desk.alert(given["alert_id"])
    answer, history = desk.answer(alert), desk.history(alert.id)
    told = [{"seq": one.record.seq, "time": one.record.time, "kind": one.record.kind, "body": one.record.body,
             "personal": one.personal} for one in history]  # fmt: skip
    if given["json"]:
        write_json({"alert": alert, "answer": answer, "history": told})
    else:
        from watchword import render_record

        print_parts(render_record.case(alert, answer, told))
    return _DONE


@alerts.command()
@_alert
@click.option("--for", "assignee", default=None, metavar="PERSON", help="Somebody else; '' for nobody.")
@identity.as_person
@options.json
@options.home
def take(**given: Any) -> int:
    """Take an alert, or give it to somebody.

    \b
    Example:
      watchword alerts take 12-1 --as ann
    """
    desk = identity.open_desk()
    person = identity.actor(desk, given)
    assignee = person.id if given["assignee"] is None else given["assignee"]
    return tell([desk.take(person, given["alert_id"], assignee)], given["json"])


@alerts.command()
@_alert
@click.argument("text")
@identity.as_person
@options.json
@options.home
def comment(**given: Any) -> int:
    """Write something about an alert.

    \b
    Example:
      watchword alerts comment 12-1 "birth date asked for" --as ann
    """
    desk = identity.open_desk()
    return tell([desk.comment(identity.actor(desk, given), given["alert_id"], given["text"])], given["json"])


@alerts.command()
@_alert
@click.argument("file", type=click.Path(path_type=Path))
@identity.as_person
@options.json
@options.home
def attach(**given: Any) -> int:
    """Attach a file of evidence; it is kept once under its SHA-256.

    \b
    Example:
      watchword alerts attach 12-1 passport.pdf --as ann
    """
    from watchword.cases import evidence_files

    desk = identity.open_desk()
    person = identity.actor(desk, given)
    data = evidence_files.read(given["file"])
    return tell([evidence_files.attach(desk, person, given["alert_id"], given["file"].name, data)], given["json"])


@alerts.command()
@click.argument("sha256")
@click.argument("out", type=click.Path(path_type=Path))
@identity.as_person
@options.home
def evidence(**given: Any) -> int:
    """Write a file of evidence, named by its SHA-256, to OUT.

    \b
    Example:
      watchword alerts evidence 2c26b46b68ff... passport.pdf --as ann
    """
    from watchword.cases import evidence_files
    from watchword.store.files import write_whole

    desk = identity.open_desk()
    identity.reader(desk, given, "see personal data")
    write_whole(given["out"], evidence_files.fetch(desk, given["sha256"]))
    return _DONE


@alerts.command()
@_alert
@click.argument("disposition", type=_DISPOSITION)
@click.option("--reason", required=True, metavar="CODE", help="The reason code; a wrong one is answered with the list.")
@_text
@click.option("--permit", default="", metavar="ID", help="Licence or carve-out, by its id in watchword permits.")
@identity.as_person
@options.json
@options.home
def decide(**given: Any) -> int:
    """Decide an alert, or propose it where a second person is needed: then the record is `proposed`.

    \b
    Examples:
      watchword alerts decide 12-1 false-positive --reason birth-differs --text "born 1990" --as ann
      watchword alerts decide 12-1 permitted --reason carve-out --permit un-2664 --text "UNICEF's programme" --as ann
    """
    from watchword.cases.alert import Ruling

    desk = identity.open_desk()
    person = identity.actor(desk, given)
    ruling = Ruling(given["disposition"], given["reason"], given["permit"])
    return tell([desk.decide(person, given["alert_id"], ruling, given["text"])], given["json"])


@alerts.command()
@identity.as_person
@options.json
@options.home
def proposals(**given: Any) -> int:
    """What waits for a second person, oldest first.

    \b
    Example:
      watchword alerts proposals
    """
    desk = identity.open_desk()
    identity.reader(desk, given, "see alerts")
    found = desk.proposals()
    if given["json"]:
        write_json(found)
    else:
        from watchword import render_record

        print_parts(render_record.proposals(found, desk.policy()))
    return _DONE


@alerts.command()
@_proposal
@identity.as_person
@options.json
@options.home
def approve(**given: Any) -> int:
    """Approve what somebody else proposed; it takes effect.

    \b
    Example:
      watchword alerts approve 31 --as carl
    """
    from watchword.cases import approvals

    desk = identity.open_desk()
    return tell([approvals.approve(desk, identity.actor(desk, given), given["proposal"])], given["json"])


@alerts.command()
@_proposal
@_text
@identity.as_person
@options.json
@options.home
def refuse(**given: Any) -> int:
    """Refuse what somebody else proposed, or withdraw one's own proposal.

    \b
    Example:
      watchword alerts refuse 31 --text "not that licence" --as carl
    """
    from watchword.cases import approvals

    desk = identity.open_desk()
    person = identity.actor(desk, given)
    return tell([approvals.refuse(desk, person, given["proposal"], given["text"])], given["json"])
