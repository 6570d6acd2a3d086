"""What do `watchword impact` and `watchword policy` take and give? A policy in a file, what it would change, its way
into force.

Measuring is `impacting`; that two persons are needed is `cases.approvals`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from watchword.commands import files, identity, opening, options, recording
from watchword.errors import UsageError
from watchword.output import print_parts, write_json, write_text
from watchword.wording import plain

if TYPE_CHECKING:
    from watchword.impacting import Impact, Side
    from watchword.ledger.log import Log
    from watchword.model import Party
    from watchword.policy import Policy

DONE = 0


@click.command()
@click.argument("path", metavar="[FILE]", required=False, type=click.Path(path_type=Path))
@click.option("--policy", type=click.Path(path_type=Path), metavar="NEW.toml",
              help="The policy to try. Default: the one in force.")  # fmt: skip
@click.option("--scope", multiple=True, metavar="PUBLISHER",
              help="Try with the lists of these publishers alone. Repeatable.")  # fmt: skip
@files.column_map
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Parties to take, from the first. Default: all.")
@options.lists
@options.as_of
@options.json
@options.home
def impact(**given: Any) -> int:
    """What would another policy or scope change? Alerts gained and lost against those in force, each with its reason.

    Asked for are the customers of FILE (as in batch), else those of the book and every question on record. Nothing
    takes effect; that it was measured is on the record.

    \b
    Examples:
      watchword impact --policy new.toml
      watchword impact customers.csv --policy new.toml
      watchword impact --scope us-ofac --scope un-sc
    """
    from watchword import wiring

    if given["policy"] is None and not given["scope"]:
        raise UsageError("give --policy, --scope or both", where="--policy", hint="See watchword impact --help.")
    settings = files.settings_of({**given, "policy": None})
    new = _new(given["policy"], given["scope"], settings.policy)
    log = wiring.open_log(settings)
    found = _measured(given, log, _side(settings.policy), _side(new))
    body = {"before": settings.policy.digest, "after": new.digest, "scope": new.publishers, "parties": found.parties,
            "alerts_before": found.alerts_before, "alerts_after": found.alerts_after, "counts": found.counts,
            "by": f"os:{recording.user()}"}  # fmt: skip
    receipt = log.append("impact-measured", body, time=wiring.now())
    recording.tell(receipt, quiet=given["json"])
    if given["json"]:
        write_json(found)
    else:
        from watchword import render_monitoring

        print_parts(*render_monitoring.impact(found))
    return DONE


@click.group()
def policy() -> None:
    """The policy in force: what raises an alert. A change needs two persons.

    \b
    Examples:
      watchword policy show
      watchword policy propose new.toml --text "fewer alerts on vessels" --as ann
      watchword policy propose --scope us-ofac --scope un-sc --text "business in dollars alone" --as ann
      watchword policy approve 31 --as carl
    """


@policy.command()
@options.json
@options.home
def show(**given: Any) -> int:
    """The policy in force, in the form that a policy file has.

    \b
    Examples:
      watchword policy show
    """
    from watchword.policy import as_toml

    found = files.settings_of({"lists": (), "policy": None, **given}).policy
    if given["json"]:
        write_json({"digest": found.digest, "policy": found})
    else:
        write_text(as_toml(found))
    return DONE


@policy.command()
@click.argument("path", metavar="[NEW.toml]", required=False, type=click.Path(path_type=Path))
@click.option("--scope", multiple=True, metavar="PUBLISHER",
              help="Screen against the lists of these publishers alone. Repeatable.")  # fmt: skip
@click.option("--text", required=True, metavar="TEXT", help="Why; kept on record.")
@identity.as_person
@options.json
@options.home
def propose(**given: Any) -> int:
    """Propose a policy, or a scope of lists for the one in force; it holds once a second person has approved it.

    \b
    Examples:
      watchword policy propose new.toml --text "fewer alerts on vessels" --as ann
      watchword policy propose --scope us-ofac --scope un-sc --text "business in dollars alone" --as ann
    """
    from watchword.cases import approvals
    from watchword.policy import Policy, differences

    if given["path"] is None and not given["scope"]:
        raise UsageError(
            "give a policy, --scope or both", where="NEW.toml", hint="See watchword policy propose --help."
        )
    settings = opening.settings_of({"lists": ()})
    new = _new(given["path"], given["scope"], settings.policy)
    if new.publishers:
        opening.publications(new.publishers, opening.open_snapshot(settings, quiet=given["json"]), Policy(), "--scope")
    desk = identity.open_desk()
    receipt = approvals.propose_policy(desk, identity.actor(desk, given), new, given["text"])
    if given["json"]:
        write_json(receipt)
        return DONE
    click.echo(f"Proposal {receipt.seq} waits for a second person. In force, and then:")
    for line in differences(settings.policy, new) or ("nothing differs",):
        click.echo(f"  {plain(line)}")
    return DONE


@policy.command()
@click.argument("proposal", metavar="SEQ", type=int)
@identity.as_person
@options.json
@options.home
def approve(**given: Any) -> int:
    """Approve a policy that somebody else proposed; it is in force at once.

    \b
    Examples:
      watchword policy approve 31 --as carl
    """
    from watchword.cases import approvals

    desk = identity.open_desk()
    receipt = approvals.approve(desk, identity.actor(desk, given), given["proposal"])
    if given["json"]:
        write_json(receipt)
    else:
        click.echo(f"Approved; record {receipt.seq}.")
    return DONE


def _new(path: Path | None, scope: tuple[str, ...], in_force: Policy) -> Policy:
    """The policy of a file, else the one in force, with this scope where one is given."""
    found = files.read_policy(path) if path else in_force
    return msgspec.structs.replace(found, publishers=scope) if scope else found


def _side(policy: Policy) -> Side:
    """A policy with its scope apart, so that what is out of scope is found and told."""
    from watchword.impacting import Side

    return Side(msgspec.structs.replace(policy, publishers=()), policy.publishers)


def _measured(given: dict[str, Any], log: Log, before: Side, after: Side) -> Impact:
    from watchword.impacting import impact as compare
    from watchword.progress import TransferBar

    asked = islice(_asked(given, log), given["limit"])
    snapshot = opening.open_snapshot(opening.settings_of(given), quiet=given["json"])
    opening.publications(after.publishers, snapshot, after.policy, "--scope")  # refuses one that is not here
    with TransferBar() as bar:
        return compare(asked, snapshot, before, after, lambda done: bar("parties", done, 0), compiled=True)


def _asked(given: dict[str, Any], log: Log) -> Iterator[tuple[str, Party]]:
    """Whom to ask for: the file's customers, else the book's and whoever was asked for on record."""
    from watchword.cases.answers import subject_of
    from watchword.monitoring.parties import of_book, of_file, of_record

    if given["path"]:
        for party in of_file(given["path"], given["map_file"]):
            yield subject_of(party), party
        return
    for party in of_book(log):
        yield subject_of(party), party
    yield from of_record(log)
