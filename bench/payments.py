"""Are listed parties found in payments, clean ones let go, and fast enough? Planted cases, clean messages, timings.

Seconds are of processor time, so that a busy machine changes little; what is printed beside them is wall time.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import click
from lxml import etree
from rich.console import Console

from bench import planted, unlisted
from watchword import wiring
from watchword.cases.recorder import Asking
from watchword.gateway.judge import Judge
from watchword.gateway.process import Job, Processor
from watchword.gateway.register import Register, delivery_of
from watchword.gateway.verdict import Decision, Verdict
from watchword.mentions.finder import MentionFinder
from watchword.mentions.policy import TextPolicy
from watchword.payments import rules as payment_rules
from watchword.payments.message import digest
from watchword.payments.source import Source
from watchword.screen import Screener
from watchword.snapshot import Snapshot
from watchword.wiring import Settings

CLEAN = 200
_PURPOSES = (
    "Invoice 2231", "Salary March", "Rent flat 12", "Donation school books", "Tuition autumn term", "Loan 17",
    "Order 88-1204, spare parts", "Membership fee", "Travel costs, conference", "Repair of pump",
)  # fmt: skip
_COUNTRIES = ("DE", "FR", "GB", "US", "ES", "IT", "NL", "BE", "CZ", "LU", "IE", "PL", "PT", "AT", "DK", "NO", "FI")
_PEOPLE = ("Dbtr", "Cdtr", "UltmtDbtr", "UltmtCdtr", "InitgPty", "Invcr", "Invcee", "CtctDtls")
_SINGLE = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFICstmrCdtTrf><GrpHdr><MsgId>B{at}</MsgId>
<CreDtTm>2026-01-15T10:30:00</CreDtTm><NbOfTxs>{number}</NbOfTxs><SttlmInf><SttlmMtd>CLRG</SttlmMtd></SttlmInf></GrpHdr>"""
_TRANSFER = """<CdtTrfTxInf><PmtId><EndToEndId>E{at}</EndToEndId><TxId>T{at}</TxId></PmtId>
<IntrBkSttlmAmt Ccy="EUR">{amount}</IntrBkSttlmAmt><IntrBkSttlmDt>2026-01-15</IntrBkSttlmDt><ChrgBr>SHAR</ChrgBr>
<UltmtDbtr><Nm>{third}</Nm></UltmtDbtr>
<Dbtr><Nm>{debtor}</Nm>
<PstlAdr><StrtNm>High Street</StrtNm><BldgNb>{at}</BldgNb><TwnNm>Leeds</TwnNm><Ctry>GB</Ctry></PstlAdr></Dbtr>
<DbtrAcct><Id><Othr><Id>{at:012}</Id></Othr></Id></DbtrAcct><DbtrAgt><FinInstnId><BICFI>NWBKGB2L</BICFI></FinInstnId></DbtrAgt>
<CdtrAgt><FinInstnId><BICFI>DEUTDEFF</BICFI></FinInstnId></CdtrAgt><Cdtr><Nm>{creditor}</Nm></Cdtr>
<RmtInf><Ustrd>{purpose}</Ustrd></RmtInf></CdtTrfTxInf>"""


def ordinary(shared: Path) -> list[str]:
    """The commonest given names and surnames of the countries whose samples these are, put together in turn."""
    folder = shared / "parties"
    given = unlisted.parts(folder / "common-forenames-by-country.csv")
    family = unlisted.parts(folder / "common-surnames-by-country.csv")
    known = [country for country in _COUNTRIES if country in given and country in family]
    return [
        f"{given[country][at]} {family[country][at % len(family[country])]}"
        for at in range(12)
        for country in known
        if at < len(given[country])
    ]


def clean(shared: Path, names: list[str]) -> Iterator[tuple[str, bytes]]:
    """200 messages without a fault: real samples whose placeholders are these names and ordinary purposes, in turn."""
    samples = [*_real_iso(shared), *_real_mt(shared)]
    for at in range(CLEAN):
        name, data = samples[at * len(samples) // CLEAN]
        mine = names[(at * 7) % len(names) :] + names
        yield f"{at}: {name}", _named_iso(data, mine, at) if data.lstrip().startswith(b"<") else data


def _real_iso(shared: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted((shared / "payments").rglob("*.xml")):
        data = path.read_bytes()
        if b"{{" not in data and _is_whole(data):
            yield path.name, data


def _real_mt(shared: Path) -> Iterator[tuple[str, bytes]]:
    for line in (shared / "payments" / "prowide_mt103_mt202.jsonl").read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        if _is_whole(told["fin"].encode()):
            yield f"MT{told['mt']} {told['id']}", told["fin"].encode()


def _is_whole(data: bytes) -> bool:
    source = Source.of_bytes(data, "sample")
    return not any(made.faults for made in source.transactions(source.survey(1 << 30)))


def _named_iso(data: bytes, names: list[str], at: int) -> bytes:
    """A sample with ordinary names for its customers, and an ordinary purpose."""
    tree = etree.fromstring(data)
    left = iter(names)
    for element in tree.iter("{*}Nm"):
        if etree.QName(element.getparent()).localname in _PEOPLE:
            element.text = next(left)
    for element in tree.iter("{*}Ustrd"):
        element.text = _PURPOSES[at % len(_PURPOSES)]
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8")


def judge_of(screener: Screener) -> Judge:
    """A judge under the default rules, with lists that are fit."""
    rules = payment_rules.default()
    finder = MentionFinder(screener, TextPolicy(line=rules.texts.line, bits=rules.texts.bits))
    return Judge(screener, rules, finder.find)


def decided(judge: Judge, data: bytes) -> list[Decision]:
    """The decisions on one message."""
    source = Source.of_bytes(data, "message")
    return [judge.decide(made) for made in source.transactions(source.survey(judge.rules.largest))]


def single(at: int, names: list[str]) -> bytes:
    """One pacs.008 with four named parties, two banks, an address and a purpose."""
    return (_SINGLE.format(at=at, number=1) + _transfer(at, names) + "</FIToFICstmrCdtTrf></Document>").encode()


def _transfer(at: int, names: list[str]) -> str:
    def plain(offset: int) -> str:
        return names[(at * 3 + offset) % len(names)].replace("&", "+").replace("<", "")

    return _TRANSFER.format(at=at, amount=f"{100 + at}.00", third=plain(0), debtor=plain(1), creditor=plain(2),
                            purpose=f"{_PURPOSES[at % len(_PURPOSES)]} {at}")  # fmt: skip


def write_long(path: Path, number: int, names: list[str]) -> None:
    """A file of many payments."""
    with path.open("w", encoding="utf-8") as out:
        out.write(_SINGLE.format(at="LONG", number=number))
        for at in range(number):
            out.write(_transfer(at, names))
        out.write("</FIToFICstmrCdtTrf></Document>")


def _worker(snapshot: Path, home: Path, first: int, number: int, together: bool) -> None:
    """Decide messages, each on record, as an inbox or queue has them decided together or one by one; print seconds."""
    screener = Screener(Snapshot.open(snapshot), compiled=True)
    judge = judge_of(screener)
    log = wiring.open_log(Settings(home=home))
    register = Register(wiring.open_recorder(screener, log, Asking("bench", "os:bench")), 30)
    processor = Processor(judge, register, lambda: datetime.now(UTC))
    names = [one.name for one in unlisted.customers(unlisted.shared())]
    for at in range(first, first + 40):  # warm
        decided(judge, single(at + 500_000, names))
    print("ready", flush=True)
    sys.stdin.readline()
    messages = [(str(at), single(at, names)) for at in range(first, first + number)]
    jobs = [Job(Source.of_bytes(data, name), delivery_of(name, digest(data))) for name, data in messages]
    took = []
    for some in [jobs] if together else [[job] for job in jobs]:
        wall, cpu = time.perf_counter(), time.process_time()
        assert len(list(processor.process_all(some))) == len(some)
        took.append((time.perf_counter() - wall, time.process_time() - cpu))
    print(json.dumps(took), flush=True)


def _timed(snapshot: Path, workers: int, number: int, *, together: bool) -> tuple[list[tuple[float, float]], float]:
    """Wall and processor seconds of each message, or of all that a process decides together; and the wall seconds of
    all. Processes share one record."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        wiring.open_log(Settings(home=home))
        command = [sys.executable, "-m", "bench.payments", "--worker", str(snapshot), str(home)]
        pipes = [
            subprocess.Popen([*command, str(one * number), str(number), "together" * together],
                             stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            for one in range(workers)
        ]  # fmt: skip
        for pipe in pipes:
            assert pipe.stdout is not None
            assert pipe.stdin is not None
            pipe.stdout.readline()
        begun = time.perf_counter()
        for pipe in pipes:
            pipe.stdin.write("\n")  # type: ignore[union-attr]
            pipe.stdin.flush()  # type: ignore[union-attr]
        took = [pair for pipe in pipes for pair in json.loads(pipe.stdout.readline())]  # type: ignore[union-attr]
        whole = time.perf_counter() - begun
        for pipe in pipes:
            pipe.wait()
    return took, whole


def _streamed(snapshot: Path, number: int) -> tuple[float, float]:
    """Processor seconds and megabytes at most of a file of this many payments, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.xml"
        write_long(path, number, [one.name for one in unlisted.customers(unlisted.shared())])
        command = [sys.executable, "-m", "bench.payments", "--stream", str(snapshot), str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds, megabytes, payments = json.loads(done.stdout.splitlines()[-1])
    assert payments == number
    return seconds, megabytes


def _stream(snapshot: Path, path: Path) -> None:
    screener = Screener(Snapshot.open(snapshot), compiled=True)
    log = wiring.open_log(Settings(home=path.parent / "home"))
    register = Register(wiring.open_recorder(screener, log, Asking("bench", "os:bench")), 30)
    judge = judge_of(screener)
    decided(judge, single(1, ["Greta Holmqvist", "Bakery Sundberg", "Otto Lind"]))  # loads the compiled loops
    processor = Processor(judge, register, lambda: datetime.now(UTC))
    begun = time.process_time()
    delivery = processor.process(Source.of_file(path), "long")
    seconds = time.process_time() - begun
    print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, delivery.payments]))


def _messages(reasons: Counter[str]) -> int:
    return len({one.partition(":")[0] for one in reasons})


def _at(runs: list[list[float]], percent: int) -> str:
    """The percentile of each run, and of these the median, in milliseconds."""
    return f"{median(sorted(one)[len(one) * percent // 100] for one in runs) * 1e3:.1f}"


def missed_cases(judge: Judge, shared: Path) -> list[str]:
    """The planted cases that are not found."""
    cases = planted.cases(shared)
    return [f"{c.format} {c.path} {c.name}" for c in cases if not planted.found(c, decided(judge, c.data))]


def held_clean(judge: Judge, shared: Path, names: list[str]) -> Counter[str]:
    """The reasons for which clean messages with these names are held, each with its message's number."""
    held: Counter[str] = Counter()
    for name, data in clean(shared, names):
        for one in decided(judge, data):
            if one.verdict is Verdict.HOLD:
                held.update(f"{name}: {reason.message}" for reason in one.reasons if reason.holds)
    return held


@click.command()
@click.option("--worker", nargs=5, type=str, hidden=True)
@click.option("--stream", nargs=2, type=click.Path(path_type=Path), hidden=True)
@click.option("--messages", default=300, show_default=True, help="Messages timed in each process.")
@click.option("--runs", default=3, show_default=True, help="Runs of each timing, of which the median is told.")
@click.option("--payments", default=10_000, show_default=True, help="Payments of the long file.")
def main(
    worker: tuple[str, str, str, str, str] | None,
    stream: tuple[Path, Path] | None,
    messages: int,
    runs: int,
    payments: int,
) -> None:
    """Measure, and end with 1 when something misses its limit."""
    if worker:
        _worker(Path(worker[0]), Path(worker[1]), int(worker[2]), int(worker[3]), bool(worker[4]))
        return
    if stream:
        _stream(*stream)
        return
    shared = unlisted.shared()
    bundled = Snapshot.bundled()
    judge = judge_of(Screener(bundled, compiled=True))
    missed, held = missed_cases(judge, shared), held_clean(judge, shared, ordinary(shared))
    hard = held_clean(judge, shared, [one.name for one in unlisted.customers(shared)])
    with tempfile.TemporaryDirectory() as folder:
        snapshot = Path(folder) / "bundled.index"
        bundled.write(snapshot)
        alone = [_timed(snapshot, 1, messages, together=False)[0] for _ in range(runs)]
        pairs = [_timed(snapshot, 2, 2 * messages, together=True) for _ in range(runs)]
        seconds, megabytes = _streamed(snapshot, payments)
        few_seconds, few = _streamed(snapshot, max(1, payments // 10))
    walls, cpus = [[w for w, _ in run] for run in alone], [[c for _, c in run] for run in alone]
    rate = median(4 * messages / whole for _, whole in pairs)
    cpu_rate = median(8 * messages / sum(c for _, c in took) for took, _ in pairs)
    rows = {
        "planted cases found": f"{40 - len(missed)} of 40",
        "clean messages held": f"{_messages(held)} of {CLEAN}; with names of all cultures {_messages(hard)}",
        "one pacs.008, median": f"{_at(cpus, 50)} ms of processor time, {_at(walls, 50)} by the clock",
        "one pacs.008, p99": f"{_at(cpus, 99)} ms of processor time, {_at(walls, 99)} by the clock",
        "two processes": f"{rate:.0f} messages a second by the clock, {cpu_rate:.0f} by processor time",
        f"{payments:,} payments": f"{seconds:.0f} s, {megabytes:.0f} MB; of a tenth {few_seconds:.0f} s, {few:.0f} MB",
    }
    console = Console(width=110, highlight=False)
    for what, value in rows.items():
        console.print(f"{what:24} {value}")
    for one in (*missed, *held):
        console.print(f"  {one}")
    console.print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
