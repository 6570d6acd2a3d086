"""Fixtures of the library's tests: a small list that grows and shrinks, a home, a server that misbehaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.library import server as servers

from watchword.library.acceptance import Gate
from watchword.library.catalogue import Catalogue
from watchword.library.standing import Limits
from watchword.lists.source import SourceFile

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
Sdn = Callable[..., SourceFile]


@pytest.fixture
def sdn(data: Path) -> Sdn:
    """Makes an sdn.csv of the extract's rows without those at `lacking`, with one remark more for `said`."""
    lines = (data / "us-ofac" / "sdn" / "sdn.csv").read_bytes().split(b"\r\n")[:-1]

    def make(*lacking: int, said: str = "") -> SourceFile:
        kept = [line for number, line in enumerate(lines) if number not in lacking]
        if said:
            kept[0] = kept[0].rpartition(b",")[0] + f',"{said}"'.encode()
        return SourceFile("sdn.csv", b"".join(line + b"\r\n" for line in kept) + b"\x1a")

    return make


@pytest.fixture
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """An empty one."""
    return Catalogue(tmp_path_factory.mktemp("library") / "home")


@pytest.fixture
def gate(catalogue: Catalogue) -> Iterator[Gate]:
    """Open, at noon of a day in November 2026."""
    with catalogue.changing():
        yield Gate(catalogue, Limits(), NOW)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[servers.Server]:
    """A server on this machine, reached without any proxy."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    with servers.running() as running:
        yield running
