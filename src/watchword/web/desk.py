"""How is a request's question answered? Screened on any core, on the record, and only then given.

The one way from a door of this process to `Screener` and the log. Singles are one record each, many together one
record of a chunk; requests that come together share a commit.
"""

from __future__ import annotations

import asyncio
import hashlib
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TypeVar

import msgspec

from watchword.cases.answers import RowAnswer, row_line, subject_of
from watchword.cases.recorder import Against, Asking, Chunk, Recorder
from watchword.errors import WatchwordError
from watchword.ledger.group import Group
from watchword.ledger.log import Change, Log
from watchword.match.version import engine
from watchword.model import Hit, Party, Receipt, Screening
from watchword.web.lists import Lists, Served

_T = TypeVar("_T")
Line = float | None  # the lowest similarity of a hit; None for the policy's alert line


@dataclass(frozen=True, slots=True)
class Question:
    """A party to be screened against these publishers' lists, and who asks. `raises` is false for mere look-ups."""

    served: Served
    publishers: frozenset[str]
    by: str
    door: str
    minimum: Line = None
    raises: bool = True

    @property
    def line(self) -> float:
        """The lowest similarity of a hit."""
        return self.served.settings.policy.alert if self.minimum is None else self.minimum

    def asking(self) -> Asking:
        """The question as the record has it."""
        whole = len(self.publishers) == len(self.served.publishers)
        return Asking(self.door, self.by, () if whole else tuple(sorted(self.publishers)), self.raises,
                      self.served.party_of)  # fmt: skip


class Desk:
    """Answers questions for a whole process."""

    def __init__(self, lists: Lists, log: Log, clock: Callable[[], datetime], threads: int) -> None:
        self._lists = lists
        self._clock = clock
        self._log = log
        self._group = Group(log, clock)
        self._threads = ThreadPoolExecutor(threads, "screen")
        self._share = threads
        self._told: set[tuple[str, str]] = (
            set()
        )  # lists and policies of which the record knows what is behind their digests

    def warm(self) -> None:
        """Make every thread ready, one after the other: what they load is loaded once."""
        self._lists.warm()
        ready = threading.Barrier(self._share)

        def prepare() -> None:
            self._lists.warm()
            ready.wait()  # so that each thread takes one

        for done in [self._threads.submit(prepare) for _ in range(self._share)]:
            done.result()

    async def run(self, work: Callable[[], _T]) -> _T:
        """Do something that takes long away from the thread that serves."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    async def screen(self, party: Party, question: Question) -> tuple[Screening, Receipt]:
        """The answer to one question, with the receipt of its record.

        Raises InputError naming the field that can't be screened, StorageError when it can't be recorded.
        """
        answer = await self.run(partial(self._screened, party, question))
        recorder = self.recorder(question)

        def add(change: Change) -> None:
            recorder.tell(change)
            recorder.add(change, answer, question.line)

        receipts = await self._record(question, add)
        return answer, receipts[-1]

    async def screen_many(
        self, parties: Sequence[Party], question: Question, source: str
    ) -> tuple[list[Screening | WatchwordError], Receipt]:
        """One answer for each party, in order, or why it could not be screened; all under one record."""
        size = max(1, -(-len(parties) // (4 * self._share)))
        parts = [parties[at : at + size] for at in range(0, len(parties), size)]
        found = await asyncio.gather(*(self.run(partial(self._answers, part, question)) for part in parts))
        answers = [one for part in found for one in part]
        recorder = self.recorder(question)
        chunk = await self.run(partial(_chunk, parties, answers, source))

        def add(change: Change) -> None:
            recorder.tell(change)
            recorder.add_chunk(change, chunk, question.line)

        receipts = await self._record(question, add)
        return answers, receipts[-1]

    def put(self, work: Callable[[Change], None]) -> Future[list[Receipt]]:
        """Have something else recorded, sharing a commit; see `ledger.group`."""
        return self._group.put(work)

    def close(self) -> None:
        """Finish what was begun, and take no more."""
        self._threads.shutdown()
        self._group.close()

    async def _record(self, question: Question, work: Callable[[Change], None]) -> list[Receipt]:
        receipts = await asyncio.wrap_future(self.put(work))
        self._told.add(_grounds(question.served))
        return receipts

    def _answers(self, parties: Sequence[Party], question: Question) -> list[Screening | WatchwordError]:
        """The answers of `_screened`, or its errors, searched for together: the same, and quicker."""
        told = question.served.clearance(question.publishers).reasons
        return [
            msgspec.structs.replace(one, warnings=told) if isinstance(one, Screening) else one
            for one in self._lists.screener(question.served).screen_many(parties, question.line)
        ]

    def _screened(self, party: Party, question: Question) -> Screening:
        """The answer, with what has to be said of the lists."""
        answer = self._lists.screener(question.served).screen(party, question.line)
        told = question.served.clearance(question.publishers).reasons
        return msgspec.structs.replace(answer, warnings=told)

    def recorder(self, question: Question) -> Recorder:
        """What puts answers to a question on the record."""
        served = question.served
        against = Against(served.snapshot.digest, served.snapshot.publications, served.settings.policy, engine())
        told = _grounds(served) in self._told
        return Recorder(self._log, against, question.asking(), self._clock, told=told)


def _grounds(served: Served) -> tuple[str, str]:
    return served.snapshot.digest, served.settings.policy.digest


def shown(answer: Screening, question: Question) -> tuple[Hit, ...]:
    """The hits on the lists that were asked about; the record has all."""
    return tuple(hit for hit in answer.hits if hit.listing.publisher in question.publishers)


def _chunk(parties: Sequence[Party], answers: Sequence[Screening | WatchwordError], source: str) -> Chunk:
    """Many answers as one chunk of the record."""
    lines, found, refused = [], [], 0
    for row, (party, answer) in enumerate(zip(parties, answers, strict=True)):
        if isinstance(answer, WatchwordError):
            refused += 1
            lines.append(row_line(row, None, (), str(answer)))
            continue
        lines.append(row_line(row, party, answer.hits))
        if answer.hits:
            found.append(RowAnswer(row, subject_of(party), party, answer.hits))
    return Chunk(source, 0, [hashlib.sha256(line).digest() for line in lines], refused, found)
