"""Does any address that somebody can enter lead into the private network? One table of all of them (SSRF)."""

from __future__ import annotations

import ast
import io
import re
import socket
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, get_args, get_type_hints

import click
import msgspec
import pytest

import watchword
from watchword import wiring
from watchword.cli import commands, run
from watchword.documents.fetching import Limits, PageFetcher
from watchword.errors import InputError, UsageError
from watchword.web.app import OPERATIONS
from watchword.web.directory import Directory, Provider, Trip, read_provider
from watchword.webhooks.sending import Sender

INSIDE = (
    "https://127.0.0.1/x", "https://localhost/x", "https://10.0.0.1/x", "https://192.168.1.1/x", "https://172.16.0.1/x",
    "https://169.254.169.254/latest/meta-data", "https://[::1]/x", "https://[fe80::1]/x", "https://[fd00::1]/x",
    "https://[::ffff:127.0.0.1]/x", "https://[64:ff9b::7f00:1]/x", "https://0.0.0.0/x", "https://100.64.0.1/x",
    "https://2130706433/x", "https://0x7f.1/x", "http://127.0.0.1/x", "file:///etc/passwd", "gopher://127.0.0.1/x",
    "https://user:secret@127.0.0.1/x", "https://inside.example/x",
)  # fmt: skip
"""Addresses that lead inside: `inside.example` is a public name for a private address (as in DNS rebinding)."""

_LOOKS_LIKE = re.compile(
    r"url|uri$|address|webhook|endpoint|issuer|timestamp$|callback|redirect|proxy|host$|\bsite\b", re.IGNORECASE
)
_LOOKS_LIKE_METAVAR = re.compile(r"URL|ADDRESS", re.IGNORECASE)


def _said(home: Path, *words: str) -> str:
    """What a command says when it refuses; "" when it does not."""
    told = io.StringIO()
    with redirect_stderr(told), redirect_stdout(told):
        code = run(["--home", str(home), *words])
    return told.getvalue() if code else ""


def _command(*words: str) -> Callable[[str, Path], str]:
    """Enter an address at the command line."""

    def enter(address: str, home: Path) -> str:
        wiring.open_log(wiring.Settings(home))
        return _said(home, *(word.replace("ADDRESS", address).replace("HOME", str(home)) for word in words))

    return enter


def _webhook(address: str, home: Path) -> str:
    """Set a target up, and send to it: names are looked up only then."""
    refused = _command("webhooks", "add", "target", "ADDRESS")(address, home)
    return refused or Sender().post(address, {}, b"{}", own_network=False).trouble


def _page(address: str, home: Path) -> str:
    with pytest.raises(InputError) as caught:
        PageFetcher(Limits(), lambda: 0.0).fetch(address)
    return str(caught.value)


def _issuer(address: str, home: Path) -> str:
    """As the configuration has it, and where the provider's own description leads."""
    path = home / "oidc.toml"
    path.write_text(f'issuer = "{address}"\nclient_id = "w"\n[roles]\n', encoding="utf-8")
    path.chmod(0o600)
    with pytest.raises((UsageError, watchword.WatchwordError)) as caught:
        Directory(read_provider(path), wiring.now).way_out(Trip("x"), "http://here")
    return str(caught.value)


GUARDED: dict[str, Callable[[str, Path], str]] = {
    "webhooks add ADDRESS": _webhook,
    "log head --webhook": _command("log", "head", "--webhook", "ADDRESS"),
    "log head --timestamp": _command("log", "head", "--timestamp", "ADDRESS", "--out", "HOME/head.txt"),
    "read SOURCE": _page,
    "oidc.toml issuer": _issuer,
}
"""Where an address can be entered that the program then asks, and how to enter one."""

NOT_ASKED = {
    "serve --host": "the address to listen on",
    "serve --allow-host": "a name under which the server may be asked for",
    "lists update --addresses": "a mirror, perhaps of one's own network, chosen by whoever runs the command",
    "watch --addresses": "the same",
    "POST /api/v1/screen addresses": "where the party lives",
    "POST /api/v1/batch addresses": "where the party lives",
    "serve --store": "the database of whoever starts the server",
}
"""What looks like an address and is none that a request goes to."""

CONNECTING = {
    "webhooks/address.py": "looks names up for `numeric`",
    "webhooks/sending.py": "`direct`: to a checked address only; webhooks, witnesses, authorities, providers",
    "documents/fetching.py": "`PageFetcher`: to public addresses only, also after a redirect",
    "commands/payments.py": "only the name of this machine, for the workers of a queue",
    "library/fetch.py": "publishers' addresses, or those of a mirror; nobody who sends on leads inside",
}
"""Every module that can open a connection. Others go through these."""


@pytest.fixture(autouse=True)
def opened(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Connections that were tried: each fails. Names are looked up in a table."""
    tried: list[object] = []

    def look_up(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        known = {"localhost": "127.0.0.1", "inside.example": "10.1.2.3", "2130706433": "127.0.0.1", "0x7f.1": "127.0.0.1",
                 "public.example": "93.184.215.14"}  # fmt: skip
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (known.get(host, host), port))]

    def connect(address: object, *_: Any, **__: Any) -> None:
        tried.append(address)
        raise OSError("no connection in this test")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr("urllib3.util.connection.create_connection", connect)
    return tried


@pytest.mark.parametrize("field", GUARDED)
@pytest.mark.parametrize("address", INSIDE)
def test_no_address_leads_inside(opened: list[object], field: str, address: str, tmp_path: Path) -> None:
    """An address of this machine, of a private network or of a cloud's services is refused in every field, unasked."""
    assert GUARDED[field](address, tmp_path)
    assert not opened


@pytest.mark.parametrize("field", GUARDED)
def test_a_public_address_would_be_asked(opened: list[object], field: str, tmp_path: Path) -> None:
    """The guard is not simply shut: a public address is connected to, and to just the number that was checked."""
    GUARDED[field]("https://public.example/x", tmp_path)
    assert opened
    assert {address[0] for address in opened} == {"93.184.215.14"}  # type: ignore[index]


def _commands(group: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Parameter]]:
    if isinstance(group, click.Group):
        for name in group.list_commands(click.Context(group)):
            found = group.get_command(click.Context(group), name)
            assert found is not None
            yield from _commands(found, (*path, name))
        return
    for one in group.params:
        yield " ".join(path), one


def _entered() -> Iterator[str]:
    """Every parameter of a command, and every field of a request, that by its name takes an address."""
    for command, one in _commands(commands):
        name = one.opts[-1] if isinstance(one, click.Option) else str(one.human_readable_name)
        if _LOOKS_LIKE.search(one.name or "") or _LOOKS_LIKE_METAVAR.search(str(one.metavar or "")):
            yield f"{command} {name}"
    for operation in OPERATIONS:
        for kind in (operation.query, operation.body):
            yield from (f"{operation.method} {operation.path} {field}" for field in _fields(kind))
    yield from (f"oidc.toml {field}" for field in _fields(Provider))


def _fields(kind: Any, seen: frozenset[Any] = frozenset()) -> Iterator[str]:
    for part in (kind, *get_args(kind)):
        if isinstance(part, type) and issubclass(part, msgspec.Struct) and part not in seen:
            for name, hint in get_type_hints(part).items():
                if _LOOKS_LIKE.search(name):
                    yield name
                yield from _fields(hint, seen | {part})
        elif part is not kind:
            yield from _fields(part, seen)


def test_every_address_field_is_in_the_table() -> None:
    """A new option, argument or field for an address fails here until it is in the table, with a guard or a reason."""
    known = {*GUARDED, *NOT_ASKED}
    entered = set(_entered())
    assert {"webhooks add ADDRESS", "log head --webhook", "oidc.toml issuer"} <= entered  # it can see them
    assert entered <= known


def test_nothing_else_can_connect() -> None:
    """Only the modules of the table import what opens connections: a new one fails here until its guard is told."""
    root = Path(watchword.__file__).parent
    found = set()
    for path in root.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level:
                names = [f"{node.module}.{alias.name}" for alias in node.names]
            if any(_CONNECTS.match(name) for name in names):
                found.add(path.relative_to(root).as_posix())
    assert found == set(CONNECTING)


_CONNECTS = re.compile(
    r"(urllib3(?!\.exceptions)|socket|http\.client|urllib\.request|smtplib|ftplib|asyncio\.open_connection|httpx|requests)(\.|$)"
)
