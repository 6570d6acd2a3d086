"""How many requests does a server answer, and how long does one wait? Own generator over loopback, bounded in time.

Names are those of bench.speed: 99 of 100 unlisted, as a bank has them. Every answer is on record before it comes.
Generator and server share the machine's cores, perhaps with others: the processor time of the server for each request
and the load of the machine stand beside the rates. Timings are printed, never frozen.
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
from itertools import cycle
from pathlib import Path
from urllib.parse import quote

import click

from bench import speed

SCHEMATA = {"person": "Person", "company": "Company", "organisation": "Organization", "vessel": "Vessel"}
_ADDRESS = re.compile(r"listens on (http://\S+)")
_START_SECONDS = 300


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


class Client:
    """One connection that is kept."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    @classmethod
    async def open(cls, host: str, port: int) -> Client:
        """Connect."""
        return cls(*await asyncio.open_connection(host, port, limit=1 << 26))

    async def post(self, path: str, data: bytes) -> tuple[int, bytes]:
        """Send a body and read the answer."""
        return await self.ask("POST", path, data)

    async def ask(self, method: str, path: str, data: bytes = b"") -> tuple[int, bytes]:
        """Send a request and read the answer."""
        head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        head += f"Content-Length: {len(data)}\r\n\r\n"
        self._writer.write(head.encode() + data)
        headers = await self._reader.readuntil(b"\r\n\r\n")
        length = int(re.search(rb"content-length: (\d+)", headers, re.IGNORECASE)[1])  # type: ignore[index]
        return int(headers[9:12]), await self._reader.readexactly(length)


async def steady(
    host: str, port: int, bodies: Sequence[bytes], rate: float, seconds: float, connections: int
) -> list[float]:
    """Requests at a steady rate, whether or not earlier ones were answered; seconds from when each was due."""
    due: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
    waits: list[float] = []

    async def work() -> None:
        client = await Client.open(host, port)
        while True:
            when, data = await due.get()
            status, _ = await client.post("/match/default", data)
            assert status == 200, status
            waits.append(time.perf_counter() - when)
            due.task_done()

    workers = [asyncio.create_task(work()) for _ in range(connections)]
    start, source = time.perf_counter(), cycle(bodies)
    for number in range(int(rate * seconds)):
        when = start + number / rate
        await asyncio.sleep(max(0.0, when - time.perf_counter()))
        due.put_nowait((when, next(source)))
    await due.join()
    for one in workers:
        one.cancel()
    return waits


async def flat_out(host: str, port: int, bodies: Sequence[bytes], seconds: float, connections: int) -> list[float]:
    """As many requests as are answered, each connection one after the other."""
    waits: list[float] = []
    end, source = time.perf_counter() + seconds, cycle(bodies)

    async def work() -> None:
        client = await Client.open(host, port)
        while (now := time.perf_counter()) < end:
            status, _ = await client.post("/match/default", next(source))
            assert status == 200, status
            waits.append(time.perf_counter() - now)

    await asyncio.gather(*(work() for _ in range(connections)))
    return waits


async def mixed(host: str, port: int, pid: int, seconds: float, connections: int) -> None:
    """Singles, look-ups, listings, the catalogue and small batches all at once, and what memory the server has."""
    names = speed.batch(4000)
    asked = [("POST", "/match/default", body([pair])) for pair in names[:2000]]
    asked += [("GET", "/search/default?q=" + quote(name), b"") for name, _ in names[2000:2200]]
    asked += [("POST", "/match/default", body(names[at : at + 50])) for at in range(2200, 4000, 50)]
    asked += [("GET", path, b"") for path in ("/catalog", "/algorithms", "/metrics", "/search/default?q=Djibo")] * 20
    source = cycle(sorted(asked, key=lambda one: hashlib.sha256(repr(one).encode()).digest()))
    start, done = time.perf_counter(), 0

    async def work() -> None:
        nonlocal done
        client = await Client.open(host, port)
        while time.perf_counter() < start + seconds:
            status, _ = await client.ask(*next(source))
            assert status in (200, 401), status  # counts are not for everybody
            done += 1

    async def tell() -> None:
        while (now := time.perf_counter()) < start + seconds:
            click.echo(f"{'mixed, after':12} {now - start:4.0f} s {done:9,} requests   server {_memory(pid):,.0f} MB")
            await asyncio.sleep(seconds / 6)

    await asyncio.gather(tell(), *(work() for _ in range(connections)))
    click.echo(f"{'mixed, after':12} {seconds:4.0f} s {done:9,} requests   server {_memory(pid):,.0f} MB")


def told(name: str, waits: list[float], seconds: float, pid: int, used: float) -> None:
    """One line of results; `used` is the processor time of the server."""
    ordered = sorted(waits)
    p50, p99 = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)]
    click.echo(f"{name:18} {len(waits) / seconds:6.0f} /s   p50 {p50 * 1e3:6.1f} ms   p99 {p99 * 1e3:6.1f} ms"
               f"   {used / len(waits) * 1e3:5.2f} ms of CPU each   server {_memory(pid):,.0f} MB"
               f"   load {os.getloadavg()[0]:.1f}")  # fmt: skip


async def measure(host: str, port: int, pid: int, rate: float, seconds: float, connections: int) -> None:
    """Warm up, a steady rate, flat out, batches of a thousand."""
    names = speed.batch(4000)
    singles = [body([pair]) for pair in names]
    await flat_out(host, port, singles, 10, connections)
    before, start = _used(pid), time.perf_counter()
    waits = await steady(host, port, singles, rate, seconds, connections)
    told(f"singles at {rate:g}/s", waits, time.perf_counter() - start, pid, _used(pid) - before)
    before = _used(pid)
    waits = await flat_out(host, port, singles, seconds, connections)
    told("singles flat out", waits, seconds, pid, _used(pid) - before)
    client = await Client.open(host, port)
    for attempt in range(4):
        before, at, data = _used(pid), time.perf_counter(), body(names[attempt * 1000 :][:1000])
        status, answer = await client.post("/match/default", data)
        took, used = time.perf_counter() - at, _used(pid) - before
        click.echo(f"{'1,000 in one':18} {1000 / took:6.0f} names/s   {1000 / used:6.0f} for a second of CPU"
                   f"   {len(answer):,} bytes   {status}   load {os.getloadavg()[0]:.1f}")  # fmt: skip


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
    """Megabytes of a process and its children that they share with nobody else."""
    total = 0
    for one in _family(pid):
        text = Path(f"/proc/{one}/smaps_rollup").read_text()
        total += sum(int(kb) for kb in re.findall(r"Private_\w+:\s+(\d+)", text))
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
@click.option("--rate", default=400.0, show_default=True, help="Requests a second of the steady part.")
@click.option("--seconds", default=20.0, show_default=True, help="Length of each part.")
@click.option("--connections", default=32, show_default=True)
@click.option("--workers", default="1", show_default=True, help="Processes of the server.")
@click.option("--mixed", "mix", default=180.0, show_default=True, help="Seconds of mixed load; 0 for none.")
@click.option(
    "--home", type=click.Path(path_type=Path), help="Home directory with a ready index; default: a fresh one."
)
def main(rate: float, seconds: float, connections: int, workers: str, mix: float, home: Path | None) -> None:
    """Measure a server of its own on this machine."""
    with tempfile.TemporaryDirectory() as fresh:
        place = Path(fresh)
        if home:
            for made in ("snapshots", "links"):  # the record is a new one
                (place / made).symlink_to((home / made).resolve())
        with server(place, "--workers", workers) as (host, port, pid):
            asyncio.run(measure(host, port, pid, rate, seconds, connections))
            if mix:
                asyncio.run(mixed(host, port, pid, mix, connections))


if __name__ == "__main__":
    main()
