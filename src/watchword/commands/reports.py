"""What do the commands of `watchword report` take and give? Facts in, a report as PDF or CSV out, deadlines.

What a report needs is `cases.reports`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from watchword.commands import identity, options
from watchword.commands.keeping import tell
from watchword.errors import UsageError
from watchword.output import print_parts, write_json, write_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from watchword.cases.desk import Desk
    from watchword.cases.people import Person
    from watchword.cases.reports import Report

_DONE, _MISSING = 0, 11
_KIND = click.Choice(["block", "reject", "unblock"])

_facts = click.option("--facts", type=click.Path(path_type=Path), required=True, metavar="FILE.toml",
                      help="The facts; those of the payment need not be told.")  # fmt: skip
_out = click.option("--out", required=True, type=click.Path(path_type=Path), metavar="FILE",
                    help="Where it goes; its name ends in .pdf or .csv.")  # fmt: skip


@click.group()
def report() -> None:
    """Reports of property that was blocked or unblocked, and of rejected transactions (31 CFR 501.603, 501.604).

    A report without a field that its rule asks for is refused.

    \b
    Examples:
      watchword report due
      watchword report facts block > facts.toml
      watchword report block 12-1 --facts facts.toml --out report.pdf --as ann
      watchword report annual 2026 --out annual.csv --as ann
    """


@report.command()
@identity.as_person
@options.json
@options.home
def due(**given: Any) -> int:
    """What was blocked, rejected or unblocked and is not yet reported, by deadline: ten business days.

    \b
    Example:
      watchword report due
    """
    from watchword.cases import reports

    desk = identity.open_desk()
    identity.reader(desk, given, "see alerts")
    found = reports.outstanding(desk)
    today = desk.clock().date().isoformat()
    if given["json"]:
        write_json([{"alert": one.alert.id, "report": one.kind, "due": one.due, "overdue": one.due < today,
                     "disposition": one.alert.ruling.disposition if one.alert.ruling else ""} for one in found])  # fmt: skip
    else:
        from watchword import render_record

        print_parts(render_record.reports_due(found, today))
    return _DONE


@report.command()
@click.argument("kind", type=_KIND)
@click.argument("alert_id", metavar="[ALERT]", required=False)
@identity.as_person
@options.home
def facts(**given: Any) -> int:
    """A TOML file of the facts that a report needs, to fill in; for the ALERT of a payment with what its record tells.

    \b
    Examples:
      watchword report facts block > facts.toml
      watchword report facts block 3-1 --as ann > facts.toml
    """
    from watchword.cases import report_facts

    known: dict[str, str] = {}
    if given["alert_id"]:
        desk = identity.open_desk()
        known = _known(desk, identity.actor(desk, given), given["kind"], given["alert_id"])
    write_text(report_facts.template(given["kind"], known))
    return _DONE


def _known(desk: Desk, person: Person, kind: str, alert_id: str) -> dict[str, str]:
    """The facts that the record tells: of the payment, and of an earlier report of the same property."""
    from watchword.cases import reports
    from watchword.gateway.reporting import known_facts

    return {**known_facts(desk, person, kind, alert_id), **reports.known(desk, person, kind, alert_id)}


def _one(kind: str, given: dict[str, Any]) -> int:
    from watchword.cases import report_facts, reports

    desk = identity.open_desk()
    person = identity.actor(desk, given)
    _check_name(given["out"])
    told = {name: value for name, value in report_facts.read_facts(given["facts"], kind).items() if value}
    told = {**_known(desk, person, kind, given["alert_id"]), **told}
    receipt, made = reports.make(desk, person, kind, given["alert_id"], told)
    _write(given["out"], report_facts.TITLES[kind], kind, [made])
    return tell([receipt], given["json"])


@report.command()
@click.argument("alert_id", metavar="ALERT")
@_facts
@_out
@identity.as_person
@options.json
@options.home
def block(**given: Any) -> int:
    """Report property that was blocked. Refused, with the field named, while a fact is missing.

    \b
    Example:
      watchword report block 12-1 --facts facts.toml --out report.pdf --as ann
    """
    return _one("block", given)


@report.command()
@click.argument("alert_id", metavar="ALERT")
@_facts
@_out
@identity.as_person
@options.json
@options.home
def reject(**given: Any) -> int:
    """Report a transaction that was rejected, likewise.

    \b
    Example:
      watchword report reject 12-1 --facts facts.toml --out report.pdf --as ann
    """
    return _one("reject", given)


@report.command()
@click.argument("alert_id", metavar="ALERT")
@_facts
@_out
@identity.as_person
@options.json
@options.home
def unblock(**given: Any) -> int:
    """Report blocked property that was unblocked or transferred. What the report of its blocking told stands already.

    \b
    Example:
      watchword report unblock 12-1 --facts facts.toml --out report.pdf --as ann
    """
    return _one("unblock", given)


@report.command()
@click.argument("year", type=click.IntRange(1997, 9998))
@_out
@identity.as_person
@options.json
@options.home
def annual(**given: Any) -> int:
    """All property blocked as of 30 June of YEAR, due on 30 September. Exit code 11 when a report is missing.

    \b
    Example:
      watchword report annual 2026 --out annual.csv --as ann
    """
    from watchword.cases import reports

    desk = identity.open_desk()
    person = identity.actor(desk, given)
    _check_name(given["out"])
    found, missing = reports.annual(desk, person, given["year"])
    _write(given["out"], f"Annual report of blocked property as of 30 June {given['year']}", "block", found)
    if given["json"]:
        write_json({"reports": len(found), "missing": missing})
    else:
        click.echo(f"{len(found):,} blocked as of 30 June {given['year']}.")
        for alert_id in missing:
            click.echo(f"Missing: alert {alert_id} was blocked and never reported.", err=True)
    return _MISSING if missing else _DONE


def _check_name(out: Path) -> None:
    if out.suffix.lower() not in (".pdf", ".csv"):
        raise UsageError("a report is PDF or CSV", where="--out", hint="End its name in .pdf or .csv.")


def _write(out: Path, title: str, kind: str, found: Sequence[Report]) -> None:
    from watchword.cases import report_paper, reports
    from watchword.store.files import write_whole

    csv = out.suffix.lower() == ".csv"
    write_whole(out, reports.as_csv(kind, found).encode() if csv else report_paper.paper(title, kind, found))
