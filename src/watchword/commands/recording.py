"""How do commands get their answers on the record? The recorder of a screener, and who is at the keyboard.

What is recorded is `cases`; nothing is shown here.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

import click

from watchword.commands import linking

if TYPE_CHECKING:
    from watchword.cases.recorder import Recorder
    from watchword.linking.book import Parties
    from watchword.model import Receipt
    from watchword.screen import Screener
    from watchword.snapshot import Snapshot
    from watchword.wiring import Settings


def recorded(screener: Screener, settings: Settings, door: str, publishers: tuple[str, ...] = ()) -> Screener:
    """The same screener, from now on with every answer on the record of the home directory before it is given.

    Of a question about lists of long ago, hits raise no alert. Raises StorageError when the record can't be opened.
    """
    screener.recorder = recorder(screener.snapshot, settings, door, publishers)
    return screener


def recorder(snapshot: Snapshot, settings: Settings, door: str, publishers: tuple[str, ...] = ()) -> Recorder:
    """What puts answers from a snapshot under the policy of the settings on the record; see `recorded`."""
    from watchword import wiring
    from watchword.cases.recorder import Against, Asking, Recorder
    from watchword.match.version import engine

    @cache
    def parties() -> Parties | None:
        return linking.kept_parties(snapshot)

    def party_of(listing_id: str) -> str:
        known = parties()
        return known.party(listing_id) if known else listing_id

    told = wiring.policy_warnings(settings)
    asking = Asking(door, f"os:{user()}", publishers, not settings.as_of, party_of, told)
    against = Against(snapshot.digest, snapshot.publications, settings.policy, engine())
    return Recorder(wiring.open_log(settings, light=True), against, asking, wiring.now)


def tell(receipt: Receipt | None, *, quiet: bool) -> None:
    """Say on stderr under which number an answer is on record: stdout has the answer, the same for the same lists."""
    if receipt and not quiet:
        click.echo(f"On record: {receipt.seq} {receipt.leaf_hash[:16]}", err=True)


def user() -> str:
    """The account of the operating system that runs this process; its number where it has no name."""
    try:
        import pwd
    except ImportError:  # Windows
        import getpass

        return getpass.getuser()
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())
