"""What do the commands on webhooks take and give? Targets of messages, what waits for them, and sending it now.

What is told is decided where it happens; how it is sent is `webhooks`.
"""

from __future__ import annotations

import re
import secrets
import time
from typing import TYPE_CHECKING, Any

import click

from watchword.commands import opening, options
from watchword.errors import UsageError, WatchwordError
from watchword.output import print_parts, write_json

if TYPE_CHECKING:
    from watchword.ledger.log import Log
    from watchword.store.outbox import Outbox

DONE = 0
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


@click.group()
def webhooks() -> None:
    """Other systems that hear of every run and of hits that come and go.

    \b
    Examples:
      watchword webhooks add cases https://cases.example.org/in
      watchword webhooks list
      watchword webhooks send
    """


@webhooks.command()
@click.argument("name")
@click.argument("url", metavar="ADDRESS")
@click.option("--own-network", is_flag=True, help="Allow an address of this machine or of a private network.")
@click.option("--secret", default="", metavar="SECRET", help="whsec_... to sign with. Default: a new one, shown once.")
@options.json
@options.home
def add(**given: Any) -> int:
    """Send messages to ADDRESS from now on, signed as in Standard Webhooks.

    The secret is shown once: the receiver checks signatures with it.

    \b
    Examples:
      watchword webhooks add cases https://cases.example.org/in
      watchword webhooks add local http://127.0.0.1:8080/in --own-network
    """
    from watchword.store.outbox import Outbox, Target
    from watchword.webhooks import signing
    from watchword.webhooks.address import read_address

    name, url, own = given["name"], given["url"], given["own_network"]
    if not _NAME.fullmatch(name):
        raise UsageError("a name is up to 63 small letters, digits and hyphens", where="NAME")
    read_address(url, own_network=own)
    secret = given["secret"] or signing.secret_of(secrets.token_bytes(32))
    signing.read_secret(secret)
    log = _log()
    Outbox(log.storage.engine).add(Target(name, url, secret, own))  # type: ignore[attr-defined]  # the full log's has one
    _record(log, "webhook-added", {"name": name, "url": url, "own_network": own})
    if given["json"]:
        write_json({"name": name, "url": url, "secret": secret})
    else:
        click.echo(f"{name}: {url}\nSecret, shown once: {secret}")
    return DONE


@webhooks.command("list")
@options.json
@options.home
def list_(**given: Any) -> int:
    """Where messages go, how many wait, and what went wrong with the last.

    \b
    Examples:
      watchword webhooks list
    """
    rows = [
        {"name": one.name, "url": one.url, "own_network": one.own_network, "waiting": waiting,
         "failures": one.failures, "trouble": one.trouble}
        for one, waiting in _outbox().targets()
    ]  # fmt: skip
    if given["json"]:
        write_json({"webhooks": rows})
    else:
        from watchword import render_monitoring

        print_parts(render_monitoring.targets(rows))
    return DONE


@webhooks.command()
@click.argument("name")
@options.json
@options.home
def remove(**given: Any) -> int:
    """Send nothing more to a target; what waits for it goes.

    \b
    Examples:
      watchword webhooks remove cases
    """
    log = _log()
    dropped = _outbox().remove(given["name"])
    _record(log, "webhook-removed", {"name": given["name"], "dropped": dropped})
    if given["json"]:
        write_json({"name": given["name"], "dropped": dropped})
    else:
        click.echo(f"{given['name']} is removed; {dropped:,} messages that waited are dropped.")
    return DONE


@webhooks.command()
@options.json
@options.home
def send(**given: Any) -> int:
    """Send what waits, now, also to targets whose pause after a failure is not over.

    \b
    Examples:
      watchword webhooks send

    Exit code 1 when any target could not be reached; what it has not got still waits.
    """
    from watchword.webhooks.delivery import deliver
    from watchword.webhooks.sending import Sender

    told = list(deliver(_outbox(), Sender(), time.time, now_all=True))
    failed = [one for one in told if one.trouble]
    if given["json"]:
        write_json({"sent": len(told) - len(failed), "failed": failed})
    else:
        click.echo(f"{len(told) - len(failed):,} sent.")
        for one in failed:
            click.echo(f"{one.target}: {one.trouble}", err=True)
    return WatchwordError.exit_code if failed else DONE


def _log() -> Log:
    from watchword import wiring

    return wiring.open_log(opening.settings_of({"lists": ()}))


def _outbox() -> Outbox:
    from watchword.store.outbox import Outbox

    return Outbox(_log().storage.engine)  # type: ignore[attr-defined]  # the full log's storage has one


def _record(log: Log, kind: str, body: dict[str, Any]) -> None:
    from watchword import wiring
    from watchword.commands import recording

    log.append(kind, {**body, "by": f"os:{recording.user()}"}, time=wiring.now())
