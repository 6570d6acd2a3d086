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
from watchword.cases.recorder import Asking, Chunk, Recorder
from watchword.errors import WatchwordError
from watchword.ledger.group import Group, Outcome
from watchword.ledger.log import Change, Log
from watchword.model import Hit, Party, Receipt, Screening
from watchword.web.lists import Lists, Served
from watchword.web.rounds import Rounds

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

    @property
    def warnings(self) -> tuple[str, ...]:
        """What has to be said of the lists with every answer."""
        return self.served.clearance(self.publishers).reasons

    def asking(self) -> Asking:
        """The question as the record has it."""
        whole = len(self.publishers) == len(self.served.publishers)
        return Asking(self.door, self.by, () if whole else tuple(sorted(self.publishers)), self.raises,
                      self.served.party_of)  # fmt: skip


_Asked = tuple[Party, Question]
_Told = tuple[Screening, Receipt]


class Desk:
    """Answers questions for a whole process."""

    def __init__(self, lists: Lists, log: Log, clock: Callable[[], datetime], threads: int) -> None:
        self._lists = lists
        self._clock = clock
        self._log = log
        self._group = Group(log, clock)
        self._threads = ThreadPoolExecutor(threads, "screen")
        self._singles = ThreadPoolExecutor(1, "round")  # what it has learned of words serves every round
        self._rounds: Rounds[_Asked, _Told] = Rounds(self._singles, self._round)
        self._share = threads
        self._told: set[tuple[str, str]] = set()  # grounds of which the record knows what is behind their digests

    def warm(self) -> None:
        """Make every thread ready, one after the other: what they load is loaded once."""
        self._lists.warm()
        ready = threading.Barrier(self._share)

        def prepare() -> None:
            self._lists.warm()
            ready.wait()  # so that each thread takes one

        for done in [self._threads.submit(prepare) for _ in range(self._share)]:
            done.result()
        self._singles.submit(self._lists.warm).result()

    async def run(self, work: Callable[[], _T]) -> _T:
        """Do something that takes long away from the thread that serves."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    async def screen(self, party: Party, question: Question) -> tuple[Screening, Receipt]:
        """The answer to one question, with the receipt of its record.

        Raises InputError naming the field that can't be screened, StorageError when it can't be recorded.
        """
        return await self._rounds.ask((party, question))

    async def screen_many(
        self, parties: Sequence[Party], question: Question, source: str
    ) -> tuple[list[Screening | WatchwordError], Receipt]:
        """One answer for each party, in order, or why it could not be screened; all under one record."""
        size = max(1, -(-len(parties) // (4 * self._share)))
        asked = [(party, question) for party in parties]
        parts = [asked[at : at + size] for at in range(0, len(asked), size)]
        found = await asyncio.gather(*(self.run(partial(self._answers, part)) for part in parts))
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
        self._singles.shutdown()
        self._threads.shutdown()
        self._group.close()

    async def _record(self, question: Question, work: Callable[[Change], None]) -> list[Receipt]:
        receipts = await asyncio.wrap_future(self.put(work))
        self._told.add(question.served.grounds)
        return receipts

    def _round(self, asked: Sequence[_Asked], tell: Callable[[Sequence[_Told | Exception]], None]) -> None:
        """Screen the parties of a round together, and tell when all that was found is on the record."""
        found = self._found(asked)
        answered = [
            (one, question) for (_, question), one in zip(asked, found, strict=True) if isinstance(one, Screening)
        ]
        if not answered:
            tell([one for one in found if isinstance(one, Exception)])
            return

        def told(done: Future[list[Outcome]]) -> None:
            # It must not know the future that it is given: such a ring would be left to the collector of garbage.
            outcomes = done.result()
            each = iter(outcomes)
            tell([one if isinstance(one, Exception) else _with_receipt(one, next(each)) for one in found])
            for (_, question), outcome in zip(answered, outcomes, strict=True):
                if not isinstance(outcome, Exception):
                    self._told.add(question.served.grounds)

        self._group.put_all([partial(self._add, *one) for one in answered]).add_done_callback(told)

    def _found(self, asked: Sequence[_Asked]) -> list[Screening | Exception]:
        """The answer to each question of a round, or why there is none. What is asked alike is searched for together."""
        alike: dict[tuple[int, float], list[int]] = {}
        for at, (_, question) in enumerate(asked):
            alike.setdefault((id(question.served), question.line), []).append(at)
        found: dict[int, Screening | Exception] = {}
        for places in alike.values():
            answers: Sequence[Screening | Exception]
            try:
                answers = self._answers([asked[at] for at in places])
            except Exception:  # noqa: BLE001  # one of them is to blame: the others are not to suffer
                answers = [self._alone(*asked[at]) for at in places]
            found.update(zip(places, answers, strict=True))
        return [found[at] for at in range(len(asked))]

    def _answers(self, asked: Sequence[_Asked]) -> Sequence[Screening | WatchwordError]:
        """The answer to each of some questions about the same lists and line, or its error, with what is said of the lists."""
        _, first = asked[0]
        screener = self._lists.screener(first.served)
        answers = screener.screen_many([party for party, _ in asked], first.line)
        return [
            msgspec.structs.replace(one, warnings=question.warnings) if isinstance(one, Screening) else one
            for one, (_, question) in zip(answers, asked, strict=True)
        ]

    def _alone(self, party: Party, question: Question) -> Screening | Exception:
        try:
            return self._answers([(party, question)])[0]
        except Exception as error:  # noqa: BLE001  # it is for the one who asked
            return error

    def _add(self, answer: Screening, question: Question, change: Change) -> None:
        recorder = self.recorder(question)
        recorder.tell(change)
        recorder.add(change, answer, question.line)

    def recorder(self, question: Question) -> Recorder:
        """What puts answers to a question on the record."""
        served = question.served
        told = served.grounds in self._told
        return Recorder(self._log, served.against, question.asking(), self._clock, told=told)


def _with_receipt(answer: Screening, recorded: Outcome) -> _Told | Exception:
    return recorded if isinstance(recorded, Exception) else (answer, recorded[-1])


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
