"""What do the commands on payments take and give? Messages in; verdicts with reasons, or files handed over.

Deciding is `gateway`, reading `payments`; tables are `receipts`.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from watchword.commands import files, identity, opening, options, recording
from watchword.errors import UsageError
from watchword.output import print_parts, write_lines, write_text

if TYPE_CHECKING:
    from watchword.cases.desk import Desk
    from watchword.gateway.process import Processor
    from watchword.gateway.register import Delivery
    from watchword.gateway.settling import Settlement
    from watchword.gateway.verdict import Decision
    from watchword.model import Receipt
    from watchword.payments.rules import Rules

RELEASED, HELD = 0, 10
_FRESH = 60.0  # seconds after which a watcher looks whether lists have changed

_rules = click.option(
    "--rules", "rules_file", type=click.Path(path_type=Path), metavar="FILE.toml",
    help="Rules for payments (see payments rules). Default: the ones that ship.",
)  # fmt: skip


@click.group()
def payments() -> None:
    """Screen payment messages, and hand them over only when they may go."""


@payments.command()
@click.argument("sources", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@_rules
@files.policy
@options.lists
@options.as_of
@options.max_age
@options.json
@options.home
def screen(sources: tuple[Path, ...], **given: Any) -> int:
    """Screen every payment of FILE: ISO 20022 (pacs, pain, camt) or SWIFT MT103, MT202, MT202COV.

    Each payment is released or held; whatever can't be read is held with the reason. A file of any length needs the
    same memory. With --json: one line for each payment, with every party, its role, its path or tag, and its hits.

    \b
    Examples:
      watchword payments screen payment.xml
      watchword payments screen batch.xml wires.fin --json
      watchword payments screen payment.xml --rules rules.toml

    \b
    Exit codes: 0 all released, 10 some held, 130 stopped; errors as usual.
    """
    _check(sources)
    from watchword.commands import receipts
    from watchword.gateway.process import Job
    from watchword.payments.source import Source

    processor = _processor(given, "payments screen", hands_over=False)
    pages = receipts.Pages()
    total = sum(processor.survey(Source.of_file(path)).payments for path in sources) if sys.stderr.isatty() else 0
    with receipts.PaymentBar(sources[0].name if len(sources) == 1 else f"{len(sources)} files", total) as bar:

        def told(path: Path, decision: Decision, receipt: Receipt) -> None:
            bar.advance()
            pages.add(path.name, decision)
            if given["json"]:
                write_lines([receipts.fields(str(path), decision, receipt)])

        jobs = (Job(Source.of_file(path), f"screen {path}", told=partial(told, path)) for path in sources)
        for _ in processor.process_all(jobs):
            pass  # each is told as it is on record
    if not given["json"]:
        print_parts(*pages.parts())
    return HELD if pages.held else RELEASED


@payments.command()
@click.option("--inbox", type=click.Path(path_type=Path), required=True, metavar="DIR", help="Where messages come in.")
@click.option("--released", type=click.Path(path_type=Path), required=True, metavar="DIR", help="Where those go on.")
@click.option("--held", type=click.Path(path_type=Path), required=True, metavar="DIR", help="Where those are kept.")
@click.option("--reports", type=click.Path(path_type=Path), metavar="DIR",
              help="Where a pacs.002 for each ISO message goes.")  # fmt: skip
@click.option("--every", type=click.FloatRange(min=0.05), default=1.0, show_default=True, metavar="SECONDS",
              help="How often the inbox is looked at.")  # fmt: skip
@click.option("--settle", type=click.FloatRange(min=0), default=1.0, show_default=True, metavar="SECONDS",
              help="How long a file must not have changed.")  # fmt: skip
@click.option("--once", is_flag=True, help="Hand over what lies in the inbox, and stop.")
@_rules
@files.policy
@options.lists
@options.max_age
@options.json
@options.home
def watch(**given: Any) -> int:
    """Hand over every message of an inbox exactly once: to --released, or to --held.

    It may be stopped or killed at any moment: started again, it goes on where it was. New lists are taken up without a
    restart. Files that end in .part or .tmp, or begin with a dot, are left alone.

    \b
    Example:
      watchword payments watch --inbox in --released out --held held --reports reports

    \b
    Exit codes: 0 done (--once), 130 stopped; errors as usual.
    """
    from watchword.gateway.folder import Folders

    folders = Folders(given["inbox"], given["released"], given["held"], given["reports"], given["settle"])
    folders.prepare()
    told = _Told(given["json"])
    while True:
        _sweep_for(_FRESH, folders, given, told)
        if given["once"]:
            return RELEASED


@payments.command()
@click.argument("sources", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@options.json
@options.home
def put(sources: tuple[Path, ...], **given: Any) -> int:
    """Put every FILE into the queue of the store, where workers take it from (see payments work).

    \b
    Example:
      WATCHWORD_STORE=postgresql://user@host/database watchword payments put wires.fin
    """
    _check(sources)
    from watchword import wiring
    from watchword.gateway import queue
    from watchword.wording import plain

    log = wiring.open_log(wiring.Settings(opening.home_option()))
    for path in sources:
        number = queue.put(log, path.name, _read(path), wiring.now())
        if given["json"]:
            write_lines([{"file": str(path), "number": number}])
        else:
            click.echo(f"{number:8} {plain(path.name)}")
    return RELEASED


@payments.command()
@click.option("--every", type=click.FloatRange(min=0.05), default=1.0, show_default=True, metavar="SECONDS",
              help="How often an empty queue is looked at.")  # fmt: skip
@click.option("--once", is_flag=True, help="Decide what waits, and stop.")
@_rules
@files.policy
@options.lists
@options.max_age
@options.json
@options.home
def work(**given: Any) -> int:
    """Decide the messages of the queue of the store, as one of any number of workers on any number of machines.

    It may be stopped or killed at any moment: what it had taken is taken by another five minutes later, and no payment
    is decided twice. New lists are taken up without a restart.

    \b
    Example:
      WATCHWORD_STORE=postgresql://user@host/database watchword payments work

    \b
    Exit codes: 0 done (--once), 130 stopped; errors as usual.
    """
    while True:
        _work_for(_FRESH, given)
        if given["once"]:
            return RELEASED


@payments.command()
@identity.as_person
@options.json
@options.home
def held(**given: Any) -> int:
    """Every payment that is held, why, and what the decisions on its alerts make of it.

    \b
    Exit codes: 0 none, 10 some; errors as usual.
    """
    desk = identity.open_desk()
    identity.reader(desk, given, "see personal data")
    found = _settlement(desk).held()
    if given["json"]:
        write_lines(found)
    else:
        from watchword.commands import receipts

        print_parts(receipts.held(found))
    return HELD if found else RELEASED


@payments.command()
@options.json
@options.home
def settle(**given: Any) -> int:
    """Settle every held payment whose alerts are all decided: released, blocked or rejected.

    The next sweep of payments watch moves what was released and writes the status reports.
    """
    done = _settlement(identity.open_desk()).follow()
    for seq, outcome in done:
        if given["json"]:
            write_lines([{"payment": seq, "outcome": outcome}])
        else:
            click.echo(f"{outcome:9} payment {seq}")
    return RELEASED


@payments.command()
@click.argument("payment", type=int)
@click.argument("outcome", type=click.Choice(["released", "blocked", "rejected"]))
@click.option("--text", required=True, metavar="WHY", help="Why, for the record.")
@identity.as_person
@options.json
@options.home
def decide(payment: int, outcome: str, **given: Any) -> int:
    """Settle a held PAYMENT (its number in payments held) by your word: for faults, duplicates and other reasons.

    One with an alert that is open or a true match can't be released.

    \b
    Example:
      watchword payments decide 412 rejected --text "the sender has to write the amount anew"
    """
    desk = identity.open_desk()
    person = identity.actor(desk, given)
    receipt = _settlement(desk).decide(person, payment, outcome, given["text"])  # type: ignore[arg-type]  # a choice
    recording.tell(receipt, quiet=given["json"])
    if given["json"]:
        write_lines([{"payment": payment, "outcome": outcome, "receipt": receipt}])
    return RELEASED


@payments.command()
def rules() -> int:
    """The rules that ship, as TOML, to change and give as --rules."""
    from importlib import resources

    write_text(resources.files("watchword.payments").joinpath("rules.toml").read_text(encoding="utf-8"))
    return RELEASED


@dataclass(slots=True)
class _Told:
    """Says of each file where it went: a line for people, or a line of JSON."""

    json: bool

    def __call__(self, path: Path, delivery: Delivery) -> None:
        if self.json:
            write_lines([{"file": path.name, "verdict": delivery.verdict, "payments": delivery.payments,
                          "as": delivery.target}])  # fmt: skip
        else:
            from watchword.wording import plain

            click.echo(f"{delivery.verdict:8} {plain(path.name)} ({_some(delivery.payments)})")

    def left(self, path: Path, why: str) -> None:
        """Says of a file why it was not handed over."""
        if self.json:
            write_lines([{"file": path.name, "left": why}])
        else:
            from watchword.wording import plain

            click.echo(f"left     {plain(path.name)}: {why}", err=True)


def _sweep_for(seconds: float, folders: Any, given: dict[str, Any], told: _Told) -> None:
    """Sweep with the lists as they are now, for so long; once only when that was asked for."""
    from watchword import wiring
    from watchword.gateway.folder import Watcher

    processor = _processor(given, "payments watch", hands_over=True)
    watcher = Watcher(folders, processor, wiring.now)
    until = time.monotonic() + seconds
    while True:
        watcher.sweep(told, told.left)
        if given["once"] or time.monotonic() > until:
            return
        time.sleep(given["every"])


def _work_for(seconds: float, given: dict[str, Any]) -> None:
    """Work with the lists as they are now, for so long; until the queue is empty when it is to be once only."""
    import os
    import socket

    from watchword import wiring
    from watchword.gateway.queue import Worker
    from watchword.wording import plain

    processor = _processor(given, "payments work", hands_over=True)
    worker = Worker(processor, f"{socket.gethostname()} {os.getpid()}", wiring.now)
    until = time.monotonic() + seconds
    while given["once"] or time.monotonic() < until:
        done = worker.work()
        for number, one in done:
            if given["json"]:
                write_lines([{"number": number, "name": one.target, "verdict": one.verdict, "payments": one.payments}])
            else:
                click.echo(f"{one.verdict:8} {number} {plain(one.target)} ({_some(one.payments)})")
        if not done:
            if given["once"]:
                return
            time.sleep(given["every"])


def _some(payments: int) -> str:
    return f"{payments} payment{'s' * (payments != 1)}"


def _settlement(desk: Desk) -> Settlement:
    from watchword.gateway.settling import Settlement

    return Settlement(desk)


def _check(sources: tuple[Path, ...]) -> None:
    for path in sources:
        if not path.is_file():
            raise UsageError("there is no such file", where=str(path))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"can't read it: {error.strerror}", where=str(path)) from error


def _processor(given: dict[str, Any], door: str, *, hands_over: bool) -> Processor:
    from watchword import wiring
    from watchword.cases.recorder import Asking

    rules = _read_rules(given["rules_file"])
    settings = files.settings_of(given)
    screener = opening.open_screener(settings, quiet=given["json"], compiled=True)
    asking = Asking(door, f"os:{recording.user()}", raises=not settings.as_of)
    finder = wiring.open_finder(screener, rules)
    return wiring.open_processor(settings, finder, rules, wiring.open_log(settings), asking, hands_over=hands_over)


def _read_rules(path: Path | None) -> Rules:
    from watchword.payments import rules as payment_rules

    return payment_rules.read(path)
