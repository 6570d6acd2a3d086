"""What does `serve` take? Where to listen, who may ask, where the record is; and what does it tell at its start.

The server itself is `web`; it is loaded only when this command runs.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from watchword.commands import opening, options
from watchword.errors import UsageError
from watchword.progress import make_ready
from watchword.store.home import home_directory
from watchword.wording import plain

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from watchword.web.directory import Provider
    from watchword.web.service import Options

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_PATIENCE = 20  # seconds that running requests have to end
_DONE = 0


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help="Port; 0 for a free one.")
@click.option(
    "--store", default="", metavar="URL", help="PostgreSQL of the record; default: a file in the home directory."
)
@click.option("--workers", type=click.IntRange(min=1), default=1, show_default=True, metavar="N", help="Processes.")
@click.option("--allow-host", multiple=True, metavar="NAME", help="A name under which it may be asked for. Repeatable.")
@click.option("--open-screening", is_flag=True, help="Let everybody on this machine screen without a key.")
@click.option("--https", is_flag=True, help="A proxy in front speaks HTTPS: mark cookies so.")
@click.option(
    "--oidc",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="People sign in at this OpenID Connect provider too.",
)
@click.option(
    "--administrator", default="admin", show_default=True, metavar="NAME", help="The first one, if there is none."
)
@click.option("--demo", is_flag=True, help="Invented people, customers and alerts, in a home directory of their own.")
@options.lists
@options.max_age
@options.home
def serve(**given: Any) -> int:
    """Serve the pages and the API.

    \b
    Examples:
      watchword serve
      watchword serve --open-screening --port 9000
      watchword serve --host 0.0.0.0 --allow-host screening.example.org --https --workers 4 --store postgresql://db/ww

    On a new machine it prints a link, good once and for a day, with which the first administrator sets a password.
    Ctrl-C lets running requests end.
    """
    with _demo_home(given):
        return _serve(given)


def _serve(given: dict[str, Any]) -> int:
    import uvicorn
    from uvicorn.supervisors import Multiprocess

    from watchword.web.telling import begin_logging

    made = _options(given)
    make_ready()
    opening.open_snapshot(made.settings, quiet=False)  # with a bar, before any worker waits for it
    config = uvicorn.Config(
        partial(_application, made), factory=True, host=given["host"], port=given["port"], workers=given["workers"],
        log_config=None, access_log=False, server_header=False, proxy_headers=False, timeout_graceful_shutdown=_PATIENCE,
    )  # fmt: skip
    socket = config.bind_socket()
    address = f"http://{given['host']}:{socket.getsockname()[1]}"
    _invite(made, given, address)
    click.echo(f"watchword listens on {address}", err=True)
    if given["workers"] == 1:
        uvicorn.Server(config).run(sockets=[socket])
        return _DONE
    with tempfile.TemporaryDirectory(prefix="watchword-counts-") as folder:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
        begin_logging()
        Multiprocess(config, sockets=[socket]).run()
    return _DONE


def _application(made: Options) -> ASGIApp:
    """What a process serves, made in that process: workers are new ones, and know nothing that was set here."""
    from watchword.web.app import create
    from watchword.web.parting import Parting
    from watchword.web.telling import begin_logging

    begin_logging()
    return Parting(create(made))


def _options(given: dict[str, Any]) -> Options:
    """The server's options. Raises UsageError for ones that would open it to strangers."""
    from watchword import wiring
    from watchword.web.service import Options

    local = given["host"] in _LOOPBACK
    if given["open_screening"] and not local:
        raise UsageError("without keys it may only be reached from this machine", where="--open-screening",
                         hint="Leave --host out, or make keys: watchword keys add.")  # fmt: skip
    hosts = given["allow_host"] or (_LOOPBACK if local else ())
    settings = replace(opening.settings_of(given), store=given["store"])
    settings = replace(settings, policy=wiring.policy_in_force(settings))
    return Options(
        settings, hosts=tuple(hosts), open_screening=given["open_screening"], secure=given["https"], alone=True,
        provider=_provider(given["oidc"]) if given["oidc"] else None,
    )  # fmt: skip


def _provider(path: Path) -> Provider:
    """The provider of a file. Raises UsageError when the file is wrong, or what reads its tokens is not installed."""
    from importlib.util import find_spec

    from watchword.web.directory import read_provider

    if find_spec("joserfc") is None:
        raise UsageError("what reads a provider's tokens is not installed", where="--oidc",
                         hint="Install watchword[oidc].")  # fmt: skip
    return read_provider(path)


def _invite(made: Options, given: dict[str, Any], address: str) -> None:
    """Tell the links with which people come in: those of the demonstration, or of the first administrator."""
    from watchword.web.service import first_link, open_service

    if given["demo"]:
        from watchword.web.demo import furnish

        click.echo("Inventing people, customers and alerts: half a minute.", err=True)
        here = open_service(replace(made, linked=False))
        try:
            links = furnish(here)
        finally:
            here.close()
    else:
        link = first_link(made, given["administrator"])
        links = {given["administrator"]: link} if link else {}
    for person, link in links.items():
        click.echo(f"Set the passphrase of {plain(person)}, once, within a day:", err=True)
        click.echo(f"  {address}/welcome?link={link}", err=True)


@contextmanager
def _demo_home(given: dict[str, Any]) -> Iterator[None]:
    """For a demonstration, a home directory of its own that is gone afterwards; the index is shared."""
    if not given["demo"]:
        yield
        return
    usual = home_directory(opening.home_option())
    (usual / "snapshots").mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="watchword-demo-") as folder:
        (Path(folder) / "snapshots").symlink_to((usual / "snapshots").resolve())
        click.get_current_context().find_root().obj = Path(folder)
        yield
