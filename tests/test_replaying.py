"""Do recorded answers come out the same again, and does a difference show?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from tests.small import listing, snapshot_of

import watchword as ww
from watchword import replaying
from watchword.archive import Archive
from watchword.cases.answers import row_digest, row_line
from watchword.cases.recorder import Against, Asking, Chunk, Recorder, RowAnswer
from watchword.errors import NotFoundError
from watchword.ledger.log import Log
from watchword.match.version import engine
from watchword.policy import Policy
from watchword.replaying import Replayer, answers_in
from watchword.snapshot import Snapshot
from watchword.wiring import Settings, now, open_log

NAMES = [f"{given} {family}" for given in ("Amadou", "Iyad", "Baye", "Halid", "Ousmane") for family in
         ("Kouffa", "Ghali", "Bakabo", "Djibo", "Maiga", "Traore")]  # fmt: skip


def states() -> list[Snapshot]:
    """Three states of a list."""
    listed = [listing(f"un-sc:{n}", name, born=("1961",)) for n, name in enumerate(NAMES)]
    return [snapshot_of(*listed[at : at + 12], published={"un-sc": f"2024-01-0{at // 6 + 1}"}) for at in (0, 6, 12)]


class SmallArchive(Archive):
    """An archive whose lists are in memory."""

    def __init__(self, log: Log, home: Path, kept: list[Snapshot]) -> None:
        super().__init__(log, home)
        self.kept = {one.digest: one for one in kept}

    def snapshot(self, digest: str) -> Snapshot:
        if digest not in self.kept:
            raise NotFoundError("this state of the list is not kept", where=digest)
        return self.kept[digest]


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    made = open_log(Settings(tmp_path))
    yield made
    made.storage.engine.dispose()


def recorder(log: Log, snapshot: Snapshot, policy: Policy, by: str = "") -> Recorder:
    against = Against(snapshot.digest, snapshot.publications, policy, by or engine())
    return Recorder(log, against, Asking("test", "os:test"), now)


def ask(log: Log, snapshot: Snapshot, count: int, policy: Policy | None = None, by: str = "") -> None:
    """Put answers on record, some with hits and some without."""
    screener = ww.Screener(snapshot, policy, compiled=False)
    screener.recorder = recorder(log, snapshot, screener.policy, by)
    for at in range(count):
        first, last = NAMES[at % 30].split()
        name = NAMES[at % 30] if at % 3 else f"{last}, {first[:-1]}"
        screener.screen(ww.Party(name, kind="person", birth="1961" if at % 2 else "", id=str(at)), 0.6)


def nothing(*_: object) -> None:
    return None


def replayed(log: Log, tmp_path: Path, kept: list[Snapshot], given=nothing):
    with log.read() as view:
        numbers = list(answers_in(view))
    return list(Replayer(log, SmallArchive(log, tmp_path, kept), given).replay(numbers))


@pytest.mark.parametrize("count", [40, pytest.param(334, marks=pytest.mark.slow)])
def test_answers_across_three_states_are_equal(log, tmp_path, count):
    """Every answer over three states of the lists and two policies is equal to the byte (1,000 in the slow run)."""
    kept = states()
    for number, snapshot in enumerate(kept):
        ask(log, snapshot, count, Policy(alert=0.8) if number == 1 else None)
    found = replayed(log, tmp_path, kept)
    assert len(found) == 3 * count
    assert {one.state for one in found} == {"equal"}


def test_a_file_that_is_another_is_told_from_an_answer_that_is_another(log, tmp_path):
    """Rows with hits are replayed as they are on record; a row without that is not the one screened is a difference
    without hits then or now."""
    kept = states()[:1]
    asked = [ww.Party("Nobody Whatever", id="1"), ww.Party(NAMES[0], kind="person", id="2")]
    screener = ww.Screener(kept[0], compiled=False)
    hits = [screener.screen(one).hits for one in asked]
    assert [bool(one) for one in hits] == [False, True]
    digests = [row_digest(row_line(row, *both)) for row, both in enumerate(zip(asked, hits, strict=True), start=1)]
    answer = RowAnswer(2, "customer:2", asked[1], hits[1])
    recorder(log, kept[0], Policy()).record_chunks([Chunk("a.csv", 1, digests, 0, [answer])], 0.76)
    (same,) = replayed(log, tmp_path, kept, lambda *_: [asked[0], ww.Party("Another", id="2")])
    assert (same.state, same.rows) == ("equal", 2)
    (other,) = replayed(log, tmp_path, kept, lambda *_: [ww.Party("Somebody Else", id="1"), asked[1]])
    assert [(one.row, one.then, one.now) for one in other.differences] == [(1, None, ())]


def test_another_engine_is_told_and_both_are_shown(log, tmp_path, monkeypatch):
    """An engine that scores differently is named, with the hits of then and of now."""
    kept = states()[:1]
    ask(log, kept[0], 2, by="0.0.9+abcdef")
    same, *_ = replayed(log, tmp_path, kept)
    assert (same.state, same.same_engine, same.engine) == ("equal", False, "0.0.9+abcdef")

    class Milder(ww.Screener):
        def screen(self, party, minimum=None, **more):
            answer = super().screen(party, minimum, **more)
            hits = tuple(msgspec.structs.replace(hit, similarity=hit.similarity - 0.01) for hit in answer.hits)
            return msgspec.structs.replace(answer, hits=hits)

    monkeypatch.setattr(replaying, "Screener", Milder)
    _, differs = replayed(log, tmp_path, kept)
    assert (differs.state, differs.same_engine) == ("differs", False)
    ((then, now_),) = [(d.then, d.now) for d in differs.differences]
    assert then[0].similarity == pytest.approx(now_[0].similarity + 0.01)


def test_what_cant_be_replayed_says_why(log, tmp_path):
    """Lists that are not kept, erased answers and records that are no answers are told, not passed over."""
    kept = states()[:1]
    ask(log, kept[0], 1)
    with log.read() as view:
        (seq,) = answers_in(view)
    (lost,) = replayed(log, tmp_path, [])
    assert (lost.state, "not kept" in lost.reason) == ("not replayed", True)
    (other,) = Replayer(log, SmallArchive(log, tmp_path, kept), nothing).replay([0])
    assert (other.state, "holds no answer" in other.reason) == ("not replayed", True)
    from watchword.ledger import personal

    personal.erase(log, personal.Erasure(seq, "asked for", "test"), time=now())
    (erased,) = replayed(log, tmp_path, kept)
    assert (erased.state, "erased" in erased.reason) == ("not replayed", True)


def test_chunks_are_replayed_row_by_row(log, tmp_path):
    """Rows with hits are replayed from the record, all rows where the customers are given; a wrong one shows."""
    snapshot = states()[0]
    screener = ww.Screener(snapshot, compiled=False)
    parties = [ww.Party(name, kind="person", id=str(n)) for n, name in enumerate((*NAMES[:3], "Dora Example"), start=1)]
    answers = [screener.screen(party).hits for party in parties]
    digests = [row_digest(row_line(n, p, h)) for n, (p, h) in enumerate(zip(parties, answers, strict=True), start=1)]
    rows = [RowAnswer(n, f"customer:{n}", p, h) for n, (p, h) in enumerate(zip(parties, answers, strict=True), 1) if h]
    chunk = Chunk("customers.csv", 1, digests, 0, rows)
    recorder(log, snapshot, screener.policy).record_chunks([chunk], screener.policy.alert)
    (some,) = replayed(log, tmp_path, [snapshot])
    assert (some.state, some.rows, some.of) == ("equal", 3, 4)
    assert "rows without hits" in some.reason
    (everything,) = replayed(log, tmp_path, [snapshot], lambda *_: parties)
    assert (everything.state, everything.rows, everything.reason) == ("equal", 4, "")
    other = [*parties[:3], ww.Party("Dora Other", kind="person", id="4")]
    (wrong,) = replayed(log, tmp_path, [snapshot], lambda *_: other)
    assert wrong.state == "differs"
    assert [(d.row, d.then) for d in wrong.differences] == [(4, None)]
