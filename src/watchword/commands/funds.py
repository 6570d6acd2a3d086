"""What do the commands on funds take and give? Files of flows in; sums, a picture and releases out.

Reading is `funds`, deciding `disbursing`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from watchword.commands import identity, opening, options, recording
from watchword.errors import UsageError
from watchword.output import print_parts, write_json, write_lines

if TYPE_CHECKING:
    from watchword.disbursing import Fund, Outcome

DONE, HELD, SET_ASIDE = 0, 10, 11

_beneficiaries = click.option(
    "--beneficiaries", is_flag=True, help="Screen final beneficiaries, too. They are not, by default."
)


@click.group()
def funds() -> None:
    """Follow aid money from pledge to payee, and release it only to payees who are cleared."""


@funds.command(name="import")
@click.argument("sources", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@options.json
@options.home
def import_(sources: tuple[Path, ...], **given: Any) -> int:
    """Take flows from FILE: IATI activities (XML, 2.03 and older), or CSV of flows or of who stands behind payees.

    The same flow again is the same flow. What can't be read is told, with its place. Nobody is screened: release does.

    \b
    Example:
      watchword funds import activities.xml planned.csv directors.csv

    Exit code 11 when rows were set aside.
    """
    from watchword import wiring
    from watchword.disbursing import Purse
    from watchword.funds import iati, table
    from watchword.wording import plain

    purse = Purse(wiring.open_log(wiring.Settings(opening.home_option())), wiring.now)
    refused = 0
    for path in sources:
        if not path.is_file():
            raise UsageError("there is no such file", where=str(path))
        done = purse.take(path.name, iati.read(path) if path.suffix.lower() == ".xml" else table.read(path))
        refused += len(done.refused)
        if given["json"]:
            write_lines([{"file": str(path), "taken": done}])
            continue
        click.echo(f"{plain(path.name)}: {done.flows} flows, {done.known} known before, {done.ties} ties, "
                   f"{len(done.refused)} set aside")  # fmt: skip
        for one in done.refused:
            click.echo(f"  {plain(one.where)}: {plain(one.why)}")
    return SET_ASIDE if refused else DONE


@funds.command()
@click.option("--by", type=click.Choice(["donor", "programme", "region"]), default="donor", show_default=True,
              help="What a line is for.")  # fmt: skip
@click.option("--picture", type=click.Path(path_type=Path), metavar="FILE.svg", help="Write the bars as SVG, too.")
@_beneficiaries
@options.lists
@options.as_of
@options.max_age
@options.json
@options.home
def show(**given: Any) -> int:
    """How much was pledged, committed, disbursed, held and frozen, how much reached payees who are cleared now, and why not.

    Pledges that nobody confirmed are apart; currencies are never added up with each other. With --as-of, cleared are
    those whose last screening was on the lists as they stood on that day.
    """
    from watchword import render, wiring
    from watchword.commands import purses
    from watchword.disbursing import Purse
    from watchword.funds import totals

    fund, warnings = _fund(given)
    desk = identity.open_desk()
    kept, stuck = fund.flows(), Purse(desk.log, wiring.now).stuck(desk)
    lines = totals.add_up([(one.flow, one.cleared) for one in kept], given["by"])
    if given["json"]:
        write_json({"by": given["by"], "lines": lines, "flows": kept, "stuck": stuck, "warnings": warnings})
    else:
        print_parts(*purses.tables(lines), *purses.stuck(stuck), render.notice(warnings))
    if given["picture"]:
        from watchword.store.files import write_whole

        write_whole(given["picture"], purses.picture(lines).encode())
    return DONE


@funds.command()
@click.argument("flows", metavar="[ID...]", nargs=-1)
@_beneficiaries
@options.lists
@options.as_of
@options.max_age
@options.json
@options.home
def release(flows: tuple[str, ...], **given: Any) -> int:
    """Release disbursements (all when no ID is given): every party to each is screened on the lists of now.

    A hit holds it and opens an alert; after the decision on that, release it again. Those already paid are screened
    again, so that `funds show` tells which payees are cleared. With --as-of nothing is released: what the lists of that
    day would have said is on record, and told.

    \b
    Exit codes: 0 all released, 10 some held or not released; errors as usual.
    """
    fund, warnings = _fund(given)
    done = fund.release(flows)
    if given["json"]:
        write_lines(done)
    else:
        for warning in warnings:
            click.echo(f"Warning: {warning}", err=True)
        for one in done:
            _tell(one)
    return HELD if any(one.why for one in done) else DONE


def _tell(one: Outcome) -> None:
    from watchword.wording import plain

    state = one.state if one.would_be is None else f"{one.state}, would be {one.would_be}:"
    click.echo(f"{state:8} {one.id} {plain(one.receiver)}{': ' if one.why else ''}{plain('; '.join(one.why))}")


@funds.command()
@click.argument("flow", metavar="ID")
@identity.as_person
@options.json
@options.home
def confirm(flow: str, **given: Any) -> int:
    """Confirm a flow that was only said, as a pledge read in the news: from then on it counts as pledged."""
    from watchword import wiring
    from watchword.disbursing import Purse

    desk = identity.open_desk()
    person = identity.actor(desk, given)
    Purse(desk.log, wiring.now).confirm(desk, person, flow)
    if given["json"]:
        write_lines([{"confirmed": flow}])
    return DONE


def _fund(given: dict[str, Any]) -> tuple[Fund, tuple[str, ...]]:
    """The flows under the lists of the options, and what has to be said of these lists."""
    from watchword import wiring
    from watchword.cases.recorder import Asking
    from watchword.disbursing import Fund

    settings = opening.settings_of(given)
    past = bool(settings.as_of)
    screener = opening.open_screener(settings, quiet=given["json"])
    told = screener.warnings
    log = wiring.open_log(settings)
    asking = Asking("funds", f"os:{recording.user()}", raises=not past, warnings=told)
    fit = wiring.clearance(settings, screener.snapshot.publications, opening.today())
    recorder, stale = wiring.open_recorder(screener, log, asking), () if fit.allowed else fit.reasons
    return Fund(log, recorder, screener, stale=stale, past=past, beneficiaries=given["beneficiaries"]), told
