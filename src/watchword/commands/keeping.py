"""What do the commands take and give that keep the log in order? Erasure, legal holds, what is due, a new key, rebuild.

Who may is `cases.keeping`; these commands are added to `watchword log`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from watchword.commands import identity, options
from watchword.commands.log import log
from watchword.output import print_parts, write_json

if TYPE_CHECKING:
    from watchword.model import Receipt

_DONE = 0
_RETENTION_YEARS = 10

_why = click.option("--why", required=True, metavar="TEXT", help="The reason, kept on record.")
_seqs = click.argument("seqs", nargs=-1, type=int, metavar="[SEQ]...")


@log.command("rotate-key")
@_why
@identity.as_person
@options.json
@options.home
def rotate_key(**given: Any) -> int:
    """Sign from now on with a new key; the record that names it is signed by the old one.

    \b
    Example:
      watchword log rotate-key --why yearly --as root
    """
    from watchword.cases import keeping

    desk = identity.open_desk()
    return tell([keeping.rotate_key(desk, identity.actor(desk, given), given["why"])], given["json"])


@log.command()
@click.argument("seqs", nargs=-1, type=int, required=True, metavar="SEQ...")
@_why
@identity.as_person
@options.json
@options.home
def erase(**given: Any) -> int:
    """Erase the personal part of records, for good; their sealed lines and all proofs stay.

    \b
    Example:
      watchword log erase 12 13 --why "asked for by the customer" --as root
    """
    from watchword.cases import keeping

    desk = identity.open_desk()
    return tell(keeping.erase(desk, identity.actor(desk, given), given["seqs"], given["why"]), given["json"])


@log.command()
@click.option("--years", type=click.IntRange(min=1), default=_RETENTION_YEARS, show_default=True, metavar="N",
              help="Years that personal parts are kept.")  # fmt: skip
@options.json
@options.home
def due(**given: Any) -> int:
    """Records whose personal part is older than the retention and under no hold. Nothing is erased.

    \b
    Example:
      watchword log due
    """
    from watchword.cases import keeping

    desk = identity.open_desk()
    found = keeping.due(desk, desk.clock(), given["years"])
    if given["json"]:
        write_json(found)
    else:
        click.echo(" ".join(map(str, found)) or "Nothing is due.")
    return _DONE


@log.group()
def hold() -> None:
    """Legal holds: while one stands, the personal parts that it covers can't be erased."""


@hold.command()
@click.argument("name")
@_seqs
@_why
@identity.as_person
@options.json
@options.home
def place(**given: Any) -> int:
    """Place a hold on some records, or without a number on all.

    \b
    Example:
      watchword log hold place "case 7" 12 13 --why subpoena --as audrey
    """
    from watchword.cases import keeping

    desk = identity.open_desk()
    person = identity.actor(desk, given)
    return tell([keeping.place_hold(desk, person, given["name"], given["seqs"], given["why"])], given["json"])


@hold.command()
@click.argument("name")
@_why
@identity.as_person
@options.json
@options.home
def lift(**given: Any) -> int:
    """Lift a hold.

    \b
    Example:
      watchword log hold lift "case 7" --why closed --as audrey
    """
    from watchword.cases import keeping

    desk = identity.open_desk()
    return tell([keeping.lift_hold(desk, identity.actor(desk, given), given["name"], given["why"])], given["json"])


@hold.command("list")
@options.json
@options.home
def list_holds(**given: Any) -> int:
    """The holds that stand.

    \b
    Example:
      watchword log hold list
    """
    from watchword.cases import keeping

    found = keeping.holds(identity.open_desk())
    if given["json"]:
        write_json(found)
    else:
        from watchword import render_record

        print_parts(render_record.holds(found))
    return _DONE


@click.command()
@options.json
@options.home
def rebuild(**given: Any) -> int:
    """Make the tables of alerts, people, proposals and allow-list anew from the record.

    \b
    Example:
      watchword rebuild
    """
    from watchword.cases import approvals

    desk = identity.open_desk()
    approvals.rebuild_tables(desk)
    total, _ = desk.queue(limit=1)
    if given["json"]:
        write_json({"open": total})
    else:
        click.echo(f"Made anew: {total:,} alerts are open.")
    return _DONE


def tell(receipts: list[Receipt], as_json: bool) -> int:
    """Say what is on record now, and of a proposal what it waits for."""
    from watchword.cases.happenings import PROPOSED

    if as_json:
        write_json(receipts)
    else:
        for receipt in receipts:
            click.echo(f"On record: {receipt.seq} {receipt.kind} {receipt.leaf_hash[:16]}")
            if receipt.kind == PROPOSED:
                click.echo(f"It waits for a second person: watchword alerts approve {receipt.seq}")
    return _DONE
