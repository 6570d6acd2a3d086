"""How is a file screened from end to end? Plan it, show the plan, run it, and have the counts.

Doors show plans and progress; nothing here prints.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

from watchword.batch import guessing
from watchword.batch.assembling import Assemble
from watchword.batch.chunks import Chunk, Source
from watchword.batch.columns import ColumnMap, MapFile, named, read_map
from watchword.batch.pool import Answers, Pool, here, processes_for
from watchword.batch.reading import arrow_forms, open_source
from watchword.batch.resume import Run, aside_path
from watchword.batch.summary import Tally
from watchword.batch.work import ChunkScreener, Done, Job
from watchword.batch.worker import Start
from watchword.cases.recorder import Chunk as Sealed
from watchword.errors import UsageError
from watchword.match.version import engine
from watchword.policy import Policy
from watchword.screen import Screener
from watchword.snapshot import Snapshot

TARGETS = {".csv": "csv", ".parquet": "parquet", ".pq": "parquet", ".jsonl": "jsonl", ".ndjson": "jsonl"}
_COMMIT_EVERY = 1.0  # seconds between two points from which a killed run goes on
_SMALL = 8_000  # bytes: below, compiled loops take longer to load than the rows to screen

Seal = Callable[[Sequence[Sealed], float], object]  # chunks, the line that they were screened under
Watch = Callable[[int, int, Tally], None]  # position, total, counts so far


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be read and written: an open file, what its columns are, and the form of the output."""

    path: Path
    out: Path
    source: Source
    columns: ColumnMap
    target: str


@dataclass(frozen=True, slots=True)
class Options:
    """How a plan is run. `minimum` None is the policy's alert line, `workers` 0 as many as there are cores.

    `seal` puts chunks on the record; it is called before the rows of these chunks count as done. `pool` are workers that
    were started for this run already, and end with it.
    """

    minimum: float | None = None
    hits_only: bool = False
    workers: int = 0
    resume: bool = False
    seal: Seal | None = None
    pool: Pool | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a run: its counts, the file of rows set aside if there is one, rows that an earlier run did."""

    tally: Tally
    out: Path
    aside: Path | None
    minimum: float
    resumed: int


def plan(path: Path, out: Path, map_file: Path | None = None) -> Plan:
    """Open a customer file and find out what its columns are, by the map or by their headers.

    Raises InputError when the file can't be read, UsageError for a map that does not fit it, for an output of
    another form than CSV, Parquet or JSON lines, and for Parquet without pyarrow.
    """
    target = TARGETS.get(out.suffix.lower())
    if target is None:
        raise UsageError(f"unknown form of output {out.suffix!r}", where="OUT",
                         hint=f"End its name in one of: {', '.join(TARGETS)}.")  # fmt: skip
    if target == "parquet":
        arrow_forms()
    source, columns = open_customers(path, map_file)
    return Plan(path, out, source, columns, target)


def open_customers(path: Path, map_file: Path | None = None) -> tuple[Source, ColumnMap]:
    """A customer file and what its columns are, by the map or by their headers. Raises as `plan` does."""
    given = read_map(map_file) if map_file else MapFile()
    source = open_source(path, given.encoding, given.delimiter)
    if source.form == "ftm":
        return source, ColumnMap()
    if given.columns:
        return source, named(given, source.headers)
    return source, guessing.guess(source.headers, source.sample, given)


def run(work: Plan, snapshot: Snapshot, policy: Policy, options: Options, watch: Watch) -> Outcome:
    """Screen every row and put the output in its place. `watch` hears of every chunk.

    A run that is stopped or killed can be taken up with `options.resume`. Raises UsageError and StorageError of
    `resume.Run.open`, WatchwordError when a worker dies.
    """
    minimum = policy.alert if options.minimum is None else options.minimum
    source = work.source
    job = Job(
        source.form, source.headers, source.encoding, source.delimiter, work.columns, work.target, options.hits_only,
        minimum, policy, snapshot.digest, engine(),
    )  # fmt: skip
    state = Run(work.out, job, _assembler(job) if job.target == "parquet" else None)
    with closing(state):
        state.open(resume=options.resume)
        resumed = state.last.rows
        if not state.last.complete:
            sealing = _Sealing(state, options.seal, work.path.name, minimum)
            _screen(work, sealing, job, _crew(work, snapshot, options, state), watch)
        state.finish()
    tally = state.tally
    return Outcome(tally, work.out, aside_path(work.out) if tally.set_aside else None, minimum, resumed)


Crew = Callable[[Job, Iterator[Chunk], ExitStack], Answers]


def is_small(work: Plan) -> bool:
    """Whether a file is so short that it is screened with loops that need not be compiled."""
    return work.path.stat().st_size <= _SMALL


def _crew(work: Plan, snapshot: Snapshot, options: Options, state: Run) -> Crew:
    """Who screens: this process for small files, else workers that share the index file."""
    workers = processes_for(work.path, options.workers)
    if workers == 1:
        compiled = not is_small(work)
        return lambda job, chunks, _: here(
            ChunkScreener(job, Screener(snapshot, job.policy, compiled=compiled)), chunks
        )
    index = snapshot.path
    if index is None or not index.exists():
        index = state.folder / "index"
        snapshot.write(index)

    def crew(job: Job, chunks: Iterator[Chunk], stack: ExitStack) -> Answers:
        pool = options.pool or stack.enter_context(Pool(workers))
        stack.callback(pool.end)  # their memory is not needed while the output is put together
        pool.begin(Start(job, str(index)))
        return pool.screen(chunks)

    return crew


class _Sealing:
    """A run whose chunks are put on the record before they count as done."""

    def __init__(self, state: Run, seal: Seal | None, source: str, minimum: float) -> None:
        self.state = state
        self._seal, self._source, self._minimum = seal, source, minimum
        self._waiting: list[Sealed] = []

    def add(self, chunk: Chunk, done: Done) -> None:
        """Take what a chunk gave."""
        self.state.add(chunk, done)
        if self._seal is not None:
            aside = len(done.digests) - done.tally.screened
            self._waiting.append(Sealed(self._source, chunk.first, done.digests, aside, done.answers))

    def commit(self) -> None:
        """Record what was added, then make it certain. StorageError when it can't be recorded: then it is not done."""
        if self._seal is not None and self._waiting:
            self._seal(self._waiting, self._minimum)
            self._waiting = []
        self.state.commit()


def _screen(work: Plan, sealing: _Sealing, job: Job, crew: Crew, watch: Watch) -> None:
    """Screen what is not done yet; whatever stops it, the rows done by then are certain."""
    source, state = work.source, sealing.state
    with ExitStack() as stack:
        stack.callback(sealing.commit)
        answers = crew(job, state.remaining(source.chunks(work.columns)), stack)
        committed = time.monotonic()
        for chunk, done in answers:
            sealing.add(chunk, done)
            watch(chunk.position, source.total, state.tally)
            if time.monotonic() - committed >= _COMMIT_EVERY:
                sealing.commit()
                committed = time.monotonic()
    state.commit(complete=True)


def _assembler(job: Job) -> Assemble:
    """Makes one Parquet file of the frames, with what they were computed from in its metadata."""
    facts = {"snapshot": job.snapshot, "policy": job.policy.digest, "engine": job.engine, "minimum": str(job.minimum)}
    return lambda frames, path: arrow_forms().assemble(frames, path, facts)
