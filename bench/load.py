"""How many requests does a server answer, and how long does one wait? Own generator over loopback, bounded in time.

Names are those of bench.speed: 99 of 100 unlisted, as a bank has them. Every answer is on record before it comes.
Generator and server share the machine's cores, perhaps with others: the processor time of both for each request and
the load of the machine stand beside the rates. Timings are printed, never frozen.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from urllib.parse import quote

import click

from bench import speed

SCHEMATA = {"person": "Person", "company": "Company", "organisation": "Organization", "vessel": "Vessel"}
STAGES = ("match", "flat", "batch", "mixed")
_ADDRESS = re.compile(r"listens on (http://\S+)")
_LENGTH = b"content-length: "
_START_SECONDS = 300
_NAMES = 24_000
_GRACE = 5.0  # seconds in which late answers still count


@contextmanager
def server(home: Path, *options: str) -> Iterator[tuple[str, int, int]]:
    """A server of its own process: host, port, process id."""
    command = [sys.executable, "-m", "watchword.cli", "serve", "--port", "0", "--open-screening", *options]
    with subprocess.Popen(
        command, env={**os.environ, "WATCHWORD_HOME": str(home)}, stderr=subprocess.PIPE, text=True
    ) as one:
        try:
            assert one.stderr is not None
            found = next((found for line in one.stderr if (found := _ADDRESS.search(line))), None)
            if found is None:
                raise click.ClickException("the server ended before it listened")
            host, port = found[1].removeprefix("http://").rsplit(":", 1)
            subprocess.Popen(["cat"], stdin=one.stderr, stdout=subprocess.DEVNULL)  # no log fills up; ends with it
            _wait(host, int(port))
            yield host, int(port), one.pid
        finally:
            one.terminate()
            one.wait(60)


def body(pairs: Sequence[tuple[str, str]]) -> bytes:
    """The body of a /match request about these names and kinds."""
    queries = {
        f"q{at}": {"schema": SCHEMATA.get(kind, "LegalEntity"), "properties": {"name": [name]}}
        for at, (name, kind) in enumerate(pairs)
    }
    return json.dumps({"queries": queries}).encode()


def post(data: bytes, path: str = "/match/default") -> bytes:
    """The bytes of a request with a body."""
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {len(data)}\r\n\r\n"
    return head.encode() + data


def get(path: str) -> bytes:
    """The bytes of a request without."""
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()


class Client(asyncio.Protocol):
    """One connection that is kept, and opened again where the server has closed it: idle ones end after some seconds.

    It reads no more of an answer than it has to: the generator must be cheap.
    """

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._got = bytearray()
        self._answer: asyncio.Future[tuple[int, int]] | None = None
        self._transport: asyncio.Transport | None = None

    @classmethod
    async def open(cls, host: str, port: int) -> Client:
        """Connect."""
        made = cls(host, port)
        await made._connect()
        return made

    async def _connect(self) -> None:
        self._got.clear()
        await asyncio.get_running_loop().create_connection(lambda: self, self._host, self._port)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep where to write."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell whoever waits."""
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(exc or ConnectionError("the server hung up"))

    def data_received(self, data: bytes) -> None:
        """Collect an answer; tell its status and length when it is whole."""
        got = self._got
        got += data
        end = got.find(b"\r\n\r\n")
        if end < 0 or self._answer is None:
            return
        at = got.find(_LENGTH, 0, end) + len(_LENGTH)
        length = int(got[at : got.find(b"\r", at)])
        if len(got) >= end + 4 + length:
            status = int(got[9:12])
            got.clear()
            self._answer.set_result((status, length))

    async def ask(self, request: bytes) -> tuple[int, int]:
        """Send a request: status and length of its answer."""
        if self._transport is None or self._transport.is_closing():
            await self._connect()
        assert self._transport is not None
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._answer


@dataclass
class Run:
    """What came of a stage: seconds waited for each answer, and how many were refused or never came."""

    name: str
    pid: int
    waits: list[float] = field(default_factory=list)
    refused: int = 0
    late: int = 0

    def __post_init__(self) -> None:
        self._began, self._server, self._own = time.perf_counter(), _used(self.pid), time.process_time()

    def told(self) -> None:
        """Print it."""
        took = time.perf_counter() - self._began
        server, own = _used(self.pid) - self._server, time.process_time() - self._own
        ordered = sorted(self.waits) or [0.0]
        many = len(ordered)
        p50, p99, most = (ordered[int(many * part)] * 1e3 for part in (0.5, 0.99, 1 - 1 / many))
        click.echo(
            f"{self.name:18} {many / took:6.0f} /s   p50 {p50:6.1f} ms   p99 {p99:6.1f} ms   most {most:6.1f} ms"
            f"   {server / many * 1e3:5.2f} ms of CPU each, of the generator {own / many * 1e3:4.2f}"
            f"   server {_memory(self.pid):,.0f} MB   refused {self.refused}   unanswered {self.late}"
            f"   load {os.getloadavg()[0]:.1f}"
        )


async def steady(run: Run, clients: Sequence[Client], requests: Sequence[bytes], rate: float, seconds: float) -> None:
    """Requests at a steady rate, whether or not earlier ones were answered; each waits from when it was due.

    What is not answered some seconds after the end counts as unanswered: the stage ends in any case.
    """
    due: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()

    async def work(client: Client) -> None:
        while True:
            when, request = await due.get()
            status, _ = await client.ask(request)
            run.refused += status != 200
            run.waits.append(time.perf_counter() - when)

    workers = [asyncio.create_task(work(one)) for one in clients]
    start, source, number, total = time.perf_counter(), cycle(requests), 0, int(rate * seconds)
    while number < total:
        now = time.perf_counter()
        while number < total and start + number / rate <= now:
            due.put_nowait((start + number / rate, next(source)))
            number += 1
        await asyncio.sleep(0.001)
    while len(run.waits) < total and time.perf_counter() < start + seconds + _GRACE:
        await asyncio.sleep(0.01)
    run.late = total - len(run.waits)
    for one in workers:
        one.cancel()


async def flat_out(run: Run, clients: Sequence[Client], requests: Sequence[bytes], seconds: float) -> None:
    """As many requests as are answered, each connection one after the other."""
    end, source = time.perf_counter() + seconds, cycle(requests)

    async def work(client: Client) -> None:
        while (now := time.perf_counter()) < end:
            status, _ = await client.ask(next(source))
            run.refused += status != 200
            run.waits.append(time.perf_counter() - now)

    await asyncio.gather(*map(work, clients))


async def batches(run: Run, client: Client, names: Sequence[tuple[str, str]], seconds: float) -> None:
    """A thousand names in one request, one request after the other; `waits` are those for a whole request."""
    requests = [post(body(names[at : at + 1000])) for at in range(0, len(names) - 999, 1000)]
    end, source = time.perf_counter() + seconds, cycle(requests)
    while (start := time.perf_counter()) < end:
        status, _ = await client.ask(next(source))
        run.refused += status != 200
        run.waits.append(time.perf_counter() - start)
    each, new = [1000 / one for one in run.waits], run.waits[: len(requests)]
    click.echo(f"{'1,000 in one':18} {1000 * len(each) / sum(run.waits):6.0f} names/s"
               f"   in the first round {1000 * len(new) / sum(new):.0f}   slowest request {min(each):.0f}")  # fmt: skip


def everything(names: Sequence[tuple[str, str]]) -> list[bytes]:
    """Singles, look-ups, the catalogue and small batches, in an order of their own."""
    asked = _singles(names[:1800])
    asked += [get("/search/default?q=" + quote(name)) for name, _ in names[1800:2000]]
    asked += [post(body(names[at : at + 50])) for at in range(2000, len(names), 50)]
    asked += [get(path) for path in ("/catalog", "/algorithms", "/healthz", "/search/default?q=Djibo")] * 20
    return sorted(asked, key=lambda one: hashlib.sha256(one).digest())


async def mixed(run: Run, clients: Sequence[Client], names: Sequence[tuple[str, str]], seconds: float) -> None:
    """Everything at once, and what memory the server has meanwhile."""
    start, requests = time.perf_counter(), everything(names)
    parts = max(1, int(seconds / 20))
    for _ in range(parts):
        await flat_out(run, clients, requests, seconds / parts)
        requests = requests[len(run.waits) % len(requests) :] + requests[: len(run.waits) % len(requests)]
        told = f"{time.perf_counter() - start:4.0f} s {len(run.waits):9,} requests   server {_memory(run.pid):,.0f} MB"
        click.echo(f"mixed, after {told}")


@dataclass(frozen=True)
class Plan:
    """What to measure, and for how long."""

    stages: Sequence[str]
    rate: float
    seconds: float
    connections: int
    warm: float


async def measure(host: str, port: int, pid: int, plan: Plan) -> None:
    """The stages of a plan, after some seconds to warm up. Each stage asks names that none before it has asked."""
    names = speed.batch(_NAMES)
    part = len(names) // (len(STAGES) + 1)
    clients = [await Client.open(host, port) for _ in range(plan.connections)]
    await flat_out(Run("warming up", pid), clients, _singles(names[:part]), plan.warm)
    for stage in plan.stages:
        at = part * (STAGES.index(stage) + 1)
        mine, run = names[at : at + part], Run(stage, pid)
        if stage == "match":
            run.name = f"singles at {plan.rate:g}/s"
            await steady(run, clients, _singles(mine), plan.rate, plan.seconds)
        elif stage == "flat":
            await flat_out(run, clients, _singles(mine), plan.seconds)
        elif stage == "mixed":
            await mixed(run, clients, mine, plan.seconds)
        else:
            await batches(run, clients[0], mine, plan.seconds)
        run.told()


def _singles(names: Sequence[tuple[str, str]]) -> list[bytes]:
    return [post(body([pair])) for pair in names]


def _used(pid: int) -> float:
    """Seconds of processor time of a process and its children."""
    total = 0
    for one in _family(pid):
        fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")


def _family(pid: int) -> tuple[int, ...]:
    return (pid, *map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))


def _memory(pid: int) -> float:
    """Megabytes that a process and its children have written. Pages of the index's file are not among them."""
    total = 0
    for one in _family(pid):
        text = Path(f"/proc/{one}/smaps_rollup").read_text()
        total += sum(int(kb) for kb in re.findall(r"Private_Dirty:\s+(\d+)", text))
    return total / 1024


def _wait(host: str, port: int) -> None:
    import urllib.request

    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(f"http://{host}:{port}/readyz", timeout=30).close()
            return
        except OSError:
            time.sleep(0.3)
    raise TimeoutError("the server does not start")


@click.command()
@click.option("--stage", "stages", type=click.Choice(STAGES), multiple=True, help="Only this one. Repeatable.")
@click.option("--rate", default=400.0, show_default=True, help="Requests a second of the stage `match`.")
@click.option("--seconds", default=20.0, show_default=True, help="Length of each stage.")
@click.option("--connections", default=32, show_default=True)
@click.option("--warm", default=10.0, show_default=True, help="Seconds of requests before; 0: a server just started.")
@click.option("--workers", default="1", show_default=True, help="Processes of the server.")
@click.option(
    "--home", type=click.Path(path_type=Path), help="Home directory with a ready index; default: a fresh one."
)
def main(
    stages: tuple[str, ...], rate: float, seconds: float, connections: int, warm: float, workers: str, home: Path | None
) -> None:
    """Measure a server of its own on this machine: singles at a rate, singles flat out, batches, everything mixed."""
    plan = Plan(stages or STAGES, rate, seconds, connections, warm)
    with tempfile.TemporaryDirectory() as fresh:
        place = Path(fresh)
        if home:
            for made in ("snapshots", "links"):  # the record is a new one
                (place / made).symlink_to((home / made).resolve())
        with server(place, "--workers", workers) as (host, port, pid):
            asyncio.run(measure(host, port, pid, plan))


if __name__ == "__main__":
    main()
