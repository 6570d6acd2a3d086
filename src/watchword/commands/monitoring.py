"""What do `watchword monitor` and `watchword watch` take and give? Runs over the book, now or on a schedule.

What a run does is `monitoring`; fetching lists is `library.update`.
"""

from __future__ import annotations

import signal
import time
from functools import cache, partial
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import click

from watchword.commands import files, linking, lists, opening, options, recording, regions
from watchword.errors import ListError, WatchwordError
from watchword.output import print_parts, write_json
from watchword.wording import plain

if TYPE_CHECKING:
    from watchword.ledger.log import Log
    from watchword.monitoring.changes import HitChange, Monitored
    from watchword.monitoring.running import Means
    from watchword.regions.alarms import AlarmChange
    from watchword.snapshot import Snapshot
    from watchword.wiring import Settings

    Runs = list[tuple[Monitored, list[HitChange]]]

DONE = 0
_NAP = 10.0  # seconds between two looks at what is to be sent


@click.command()
@files.policy
@click.option("--workers", type=click.IntRange(min=1), metavar="N", help="Processes. Default: one for each core.")
@options.json
@options.home
def monitor(**given: Any) -> int:
    """Answer every customer of the book for every state of the lists since the last run.

    Only what a change can touch is screened; the answers are those of screening everybody against everything. Each is
    on the record. A run that was stopped goes on where it was.

    \b
    Examples:
      watchword monitor
      watchword monitor --json
    """
    done = _monitored(given)
    if given["json"]:
        write_json({"runs": [{"run": run, "changes": changes} for run, changes in done]})
    else:
        from watchword import render_monitoring

        print_parts(*render_monitoring.runs(done))
    return DONE


@click.command()
@files.policy
@click.option("--every", type=click.IntRange(min=1), default=360, show_default=True, metavar="MINUTES",
              help="Pause between the beginnings of two rounds.")  # fmt: skip
@click.option("--once", is_flag=True, help="One round, and end.")
@click.option("--no-update", is_flag=True, help="Don't ask publishers for new lists: something else keeps them.")
@click.option("--list", "names", multiple=True, metavar="LIST", help="Ask only for this list or publisher. Repeatable.")
@click.option("--addresses", type=click.Path(path_type=Path), metavar="FILE", help="As in lists update.")
@options.max_loss
@options.accept_shrunken
@options.accept_invalid
@click.option("--workers", type=click.IntRange(min=1), metavar="N", help="Processes. Default: one for each core.")
@options.json
@options.home
def watch(**given: Any) -> int:
    """Keep at it: fetch new lists, answer every customer, send what is to be told, and again after a while.

    Ends cleanly on Ctrl-C and on SIGTERM: whatever is on the record stays, the rest is done next time. What goes wrong
    in a round is told on stderr, and the next round tries again.

    \b
    Examples:
      watchword watch
      watchword watch --every 60
      watchword watch --once --no-update

    Exit code of --once: 0, or that of what went wrong.
    """
    signal.signal(signal.SIGTERM, _stop)
    try:
        while True:
            began = time.monotonic()
            try:
                code = _round(given)
            except WatchwordError as error:
                if given["once"]:
                    raise
                click.echo(f"Error: {plain(str(error))}", err=True)
                code = error.exit_code
            if given["once"]:
                return code
            _wait(began + 60 * given["every"], given)
    except _Stopped:
        click.echo("Stopped.", err=True)
        return DONE


class _Stopped(BaseException):  # no error: it is asked for, and nothing on its way may take it for one
    """SIGTERM came."""


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise _Stopped


def _round(given: dict[str, Any]) -> int:
    """Lists, customers, messages. The exit code says whether a list could not be brought up to date."""
    failed = False if given["no_update"] else _update(given)
    done = _monitored(given)
    alarms = _regions_checked()
    sent = _send(given)
    if given["json"]:
        write_json({"runs": [run for run, _ in done], "alarms": alarms, "sent": sent, "lists_failed": failed})
    else:
        from watchword import render_monitoring

        print_parts(*render_monitoring.runs(done))
        for one in alarms:
            click.echo(f"Region {plain(one.name)}: alarm {'up since ' + one.since if one.up else 'over'}")
    return ListError.exit_code if failed else DONE


def _regions_checked() -> list[AlarmChange]:
    """Alarms of regions that rose or fell, where events are kept."""
    from watchword.regions import shelf
    from watchword.store.home import home_directory

    if not shelf.imports(home_directory(opening.home_option())):
        return []
    return regions.checked({"areas": None, "as_of": ""})[0]


def _update(given: dict[str, Any]) -> bool:
    """Bring the lists up to date; those that failed stay as they are. Whether any failed."""
    failed = [one for one in lists.fetched(given) if one.failed]
    for one in failed:
        click.echo(f"List {plain(one.list)}: {plain(one.reason)}", err=True)
    return bool(failed)


def _wait(until: float, given: dict[str, Any]) -> None:
    """Wait, and send meanwhile what could not be sent before."""
    while (left := until - time.monotonic()) > 0:
        time.sleep(min(left, _NAP))
        try:
            _send(given)
        except WatchwordError as error:
            click.echo(f"Error: {plain(str(error))}", err=True)


def _send(given: dict[str, Any]) -> int:
    from watchword.store.outbox import Outbox
    from watchword.webhooks.delivery import deliver
    from watchword.webhooks.sending import Sender

    outbox = Outbox(_log(_settings(given)).storage.engine)  # type: ignore[attr-defined]  # the full log's storage has one
    sent = 0
    for told in deliver(outbox, Sender(), time.time):
        if told.trouble:
            click.echo(f"Webhook {plain(told.target)}: {plain(told.trouble)}", err=True)
        else:
            sent += 1
    return sent


def _monitored(given: dict[str, Any]) -> Runs:
    """Every run that is due."""
    from watchword.archive import Archive
    from watchword.library.catalogue import Catalogue
    from watchword.monitoring.planning import monitor as run_due
    from watchword.monitoring.states import due
    from watchword.progress import IndexBar, TransferBar

    settings = _settings(given)
    log = _log(settings)
    out: Runs = []
    with IndexBar() as index:
        archive = Archive(log, settings.home, index)
        states = due(log, Catalogue(settings.home), lambda: opening.open_snapshot(settings, quiet=True))
        for state in states:
            means = _means(settings, state.snapshot, log, given["workers"])
            with TransferBar() as bar:
                out += run_due(state, means, archive.snapshot, partial(bar, "customers"))
    return out


def _means(settings: Settings, snapshot: Snapshot, log: Log, workers: int | None) -> Means:
    from watchword import wiring
    from watchword.batch.pool import cores
    from watchword.cases.recorder import Against, Asking, Recorder
    from watchword.match.version import engine
    from watchword.monitoring.running import Means

    @cache
    def parties() -> Any:
        return linking.kept_parties(snapshot)

    def party_of(listing_id: str) -> str:
        known = parties()
        return known.party(listing_id) if known else listing_id

    against = Against(snapshot.digest, snapshot.publications, settings.policy, engine())
    asking = Asking("monitor", f"os:{recording.user()}", (), True, party_of, wiring.policy_warnings(settings))
    return Means(log, Recorder(log, against, asking, wiring.now), workers or cores(), wiring.now)


def _settings(given: dict[str, Any]) -> Settings:
    return files.settings_of({"lists": (), **given})


def _log(settings: Settings) -> Log:
    """The log of the settings, opened once a process."""
    from watchword.store.home import home_directory, store_place

    return _opened(settings, str(store_place(home_directory(settings.home), settings.store)))


@cache
def _opened(settings: Settings, _place: str) -> Log:
    from watchword import wiring

    return wiring.open_log(settings)
