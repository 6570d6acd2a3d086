"""What does `mcp` take? How an agent reaches the tools, and whether it may raise alerts.

The tools are `watchword.mcp`; it is loaded only when this command runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from watchword.commands import opening, options
from watchword.commands.recording import user
from watchword.errors import UsageError

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from watchword.web.service import Service

_DONE = 0


@click.command()
@click.option("--http", is_flag=True, help="Serve over HTTP on this machine instead of stdin and stdout.")
@click.option("--port", type=click.IntRange(0, 65535), default=8090, show_default=True, help="Port of --http.")
@click.option("--raise-alerts", is_flag=True, help="Let hits of a screening become alerts.")
@options.lists
@options.max_age
@options.home
def mcp(**given: Any) -> int:
    """Give AI agents tools: screen, explain, show, coverage, read a text (Model Context Protocol).

    \b
    Examples:
      watchword mcp
      watchword mcp --http --port 8090

    Every answer is on record, for the account that runs this; nothing else is changed unless --raise-alerts is given.
    """
    try:
        from watchword import mcp as tools
    except ImportError:
        raise UsageError("the protocol's library is not installed", hint="Install watchword[mcp].") from None
    from watchword.web.service import Options, open_service

    opening.open_snapshot(opening.settings_of(given), quiet=True)
    here = open_service(Options(opening.settings_of(given)))
    try:
        made = tools.server(here, f"os:{user()}", raises=given["raise_alerts"])
        if given["http"]:
            _serve(made.streamable_http_app(stateless_http=True, json_response=True), given["port"], here)
        else:
            made.run()
    finally:
        here.close()
    return _DONE


def _serve(app: ASGIApp, port: int, here: Service) -> None:
    """Serve on loopback until Ctrl-C, to whoever has a key that may screen."""
    import uvicorn

    from watchword.web.guard import with_key

    click.echo(f"Tools at http://127.0.0.1:{port}/mcp", err=True)
    uvicorn.run(with_key(app, here), host="127.0.0.1", port=port, log_config=None, server_header=False)
