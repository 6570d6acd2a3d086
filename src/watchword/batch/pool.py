"""Who screens the chunks? This process, or several that share one memory-mapped index; in order either way.

Which rows a chunk holds and what is done with the answers is not known here. Light to import: processes are started
before anything else is.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext, suppress
from itertools import islice
from pathlib import Path
from queue import SimpleQueue
from threading import Lock
from typing import TYPE_CHECKING

import msgspec

from watchword.batch.frames import read_frame, write_frame
from watchword.errors import WatchwordError

if TYPE_CHECKING:
    from watchword.batch.chunks import Chunk
    from watchword.batch.work import Done
    from watchword.batch.worker import Work

_TOGETHER = 4  # chunks that are screened at once: rows and search push each other out of the processor's cache
_AHEAD = 3  # times as many are under way for each worker: enough that none waits, few enough for memory
# Nothing is cyclic of what becomes garbage there. Looking for it would take a fifth of loading, and a fiftieth of the rest.
_CODE = "import gc, sys; gc.disable(); sys.path[:] = {path!r}; from {module} import main; main()"
_MOST_LENT = 1 << 25  # bytes that wait for one worker

_LARGE = 1 << 20  # bytes of a file from which further processes are worth starting

Answers = Iterator[tuple["Chunk", "Done"]]


def here(work: Work, chunks: Iterable[Chunk]) -> Answers:
    """Each chunk with what it gave, screened in this process."""
    for some in _together(chunks):
        yield from zip(some, work.screen(some), strict=True)


def _together(chunks: Iterable[Chunk]) -> Iterator[list[Chunk]]:
    left = iter(chunks)
    while some := list(islice(left, _TOGETHER)):
        yield some


class Pool:
    """Worker processes. Use it in a `with` statement: leaving it ends them, whatever they do.

    Each runs `main` of a module, and gets its first frame from `begin`. Raises WatchwordError when a worker ends by
    itself, and the error that one meets.
    """

    def __init__(self, workers: int, module: str = "watchword.batch.worker") -> None:
        self._module = module
        self._count = workers
        self._processes: list[subprocess.Popen[bytes]] = []
        self._idle: SimpleQueue[subprocess.Popen[bytes]] = SimpleQueue()
        self._lent: dict[int, deque[bytes]] = {}  # what each process may take over from others, by its id
        self._lending = Lock()
        self._threads = ThreadPoolExecutor(workers, "watchword-batch")
        self._encoder = msgspec.msgpack.Encoder()

    def __enter__(self) -> Pool:
        command = [sys.executable, "-c", _CODE.format(path=sys.path, module=self._module)]
        # A process group of their own: Ctrl-C is for this process, which ends them in order.
        apart = {"process_group": 0} if os.name == "posix" else {"creationflags": 0x200}
        for _ in range(self._count):
            process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, **apart)  # type: ignore[call-overload]  # noqa: S603
            self._processes.append(process)
            self._lent[process.pid] = deque()
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def end(self) -> None:
        """End all workers; they are gone afterwards. May be repeated."""
        for process in self._processes:
            process.kill()
        self._threads.shutdown(cancel_futures=True)
        for process in self._processes:
            process.communicate()
        self._processes.clear()

    def begin(self, start: msgspec.Struct) -> None:
        """Tell every worker what is to be done."""
        first = msgspec.msgpack.encode(start)
        for process in self._processes:
            assert process.stdin is not None
            with suppress(OSError):  # it has ended, which is told when it is asked
                write_frame(process.stdin, first)
            self._idle.put(process)

    def screen(self, chunks: Iterable[Chunk]) -> Answers:
        """Each chunk with what it gave, in the order of the chunks, so many ahead that no worker waits."""
        waiting: deque[tuple[list[Chunk], Future[tuple[Done, ...]]]] = deque()
        for some in _together(chunks):
            waiting.append((some, self._threads.submit(self._ask, some)))
            if len(waiting) >= _AHEAD * self._count:
                first, future = waiting.popleft()
                yield from zip(first, future.result(), strict=True)
        for some, future in waiting:
            yield from zip(some, future.result(), strict=True)

    def _ask(self, chunks: list[Chunk]) -> tuple[Done, ...]:
        """Have one idle worker screen some chunks, and wait for it."""
        process = self._idle.get()
        try:
            return self._asked(process, chunks)
        finally:  # one that has ended as well: whoever asks it next hears of it
            self._idle.put(process)

    def _asked(self, process: subprocess.Popen[bytes], chunks: list[Chunk]) -> tuple[Done, ...]:
        """What a worker makes of some chunks."""
        from watchword.batch.worker import Ask, Reply

        assert process.stdin is not None
        assert process.stdout is not None
        try:
            write_frame(process.stdin, self._encoder.encode(Ask(chunks, self._lent_to(process.pid))))
            frame = read_frame(process.stdout)
        except OSError:
            frame = None
        if frame is None:
            raise WatchwordError("a worker process ended", where=f"rows from {chunks[0].first}",
                                 hint="Perhaps memory ran out: give fewer --workers, and --resume.")  # fmt: skip
        reply = msgspec.msgpack.decode(frame, type=Reply)
        if reply.done is None:
            error = reply.error or {}
            raise WatchwordError(error.get("message", ""), where=error.get("where", ""), hint=error.get("hint", ""))
        if reply.lent:
            self._lend(reply.lent, process.pid)
        return reply.done

    def _lend(self, learned: bytes, by: int) -> None:
        """Keep what one process has learned for every other; for one that is busy for long, only the last of it."""
        with self._lending:
            for other, waiting in self._lent.items():
                if other != by:
                    waiting.append(learned)
                while sum(map(len, waiting)) > _MOST_LENT:
                    waiting.popleft()

    def _lent_to(self, process: int) -> list[bytes]:
        """What others have learned since this was last asked for the same process."""
        with self._lending:
            lent = list(self._lent[process])
            self._lent[process].clear()
        return lent


def started_for(path: Path, workers: int) -> AbstractContextManager[Pool | None]:
    """The processes that will screen a file, to be started before it is opened; None where this process does alone."""
    try:
        count = processes_for(path, workers)
    except OSError:
        count = 1  # whoever opens the file says what is wrong with it
    return Pool(count) if count > 1 else nullcontext()


def processes_for(path: Path, workers: int) -> int:
    """How many processes screen a file: as many as are asked for; for 0 one a core, if the file is large."""
    return workers or (cores() if path.stat().st_size >= _LARGE else 1)


def collect_rarely() -> None:
    """Have this process look for cyclic garbage rarely: there is next to none in what it reads and hands on."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
