"""What workers learn goes to the others, and memory for what waits is bounded."""

from __future__ import annotations

from io import BytesIO

import msgspec
import pytest
from tests.batch.files import HEADER, PEOPLE

from watchword import Policy, Screener, Snapshot
from watchword.batch import pool, worker
from watchword.batch.chunks import Chunk
from watchword.batch.columns import ColumnMap
from watchword.batch.frames import read_frame, write_frame
from watchword.batch.pool import Pool
from watchword.batch.work import ChunkScreener, Job
from watchword.batch.worker import Ask, Reply, Start
from watchword.errors import WatchwordError

_JOB = Job("csv", HEADER, "utf-8", ",", ColumnMap(name=("Full name",)), "csv", False, 0.75, Policy(), "", "")
_CHUNK = Chunk(1, len(PEOPLE), msgspec.msgpack.encode([list(row) for row in PEOPLE]), 0)


def served(small: Snapshot, *asks: Ask) -> list[Reply]:
    """What a worker that knows nothing yet replies to each."""
    stdin, stdout = BytesIO(), BytesIO()
    for frame in (b"", *map(msgspec.msgpack.encode, asks)):
        write_frame(stdin, frame)
    stdin.seek(0)
    worker._serve(stdin, stdout, lambda _: ChunkScreener(_JOB, Screener(small, Policy(), compiled=False)))
    stdout.seek(0)
    return [msgspec.msgpack.decode(frame, type=Reply) for frame in iter(lambda: read_frame(stdout), None)]


def test_a_worker_takes_over_what_another_learned(small: Snapshot) -> None:
    """It gives the same for the same rows, and lends no word of them once more."""
    first, again = served(small, Ask([_CHUNK], []), Ask([_CHUNK], []))
    assert len(first.lent) > 1000 > len(again.lent)
    (other,) = served(small, Ask([_CHUNK], [first.lent]))
    assert (other.done, other.lent) == (first.done, again.lent)


def test_one_worker_that_dies_ends_the_run(small: Snapshot) -> None:
    """Nobody waits for a worker for ever, though others live on and are busy."""
    assert small.path is not None
    rows = msgspec.msgpack.encode([list(row) for row in PEOPLE] * 500)
    with Pool(2) as workers:
        workers.begin(Start(_JOB, str(small.path)))
        answers = workers.screen([Chunk(1, 500 * len(PEOPLE), rows, 0)] * 40)
        next(answers)
        workers._processes[0].kill()
        with pytest.raises(WatchwordError, match="a worker process ended"):
            list(answers)


def test_what_one_learned_waits_for_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each gets what every other has lent, in order and once, and of too much the last."""
    with Pool(3) as workers:
        one, two, three = workers._lent
        workers._lend(b"abc", one)
        workers._lend(b"de", two)
        assert [workers._lent_to(each) for each in (one, two, three)] == [[b"de"], [b"abc"], [b"abc", b"de"]]
        assert workers._lent_to(three) == []
        monkeypatch.setattr(pool, "_MOST_LENT", 4)
        for lent in (b"fg", b"h", b"ij"):
            workers._lend(lent, one)
        assert workers._lent_to(two) == [b"h", b"ij"]
