"""Does every customer have an answer on record for every state of the lists?"""

from __future__ import annotations

import base64
import hashlib

import msgspec
import pytest
from tests.small import listing, snapshot_of

import watchword as ww
from watchword.archive import Archive
from watchword.cases.answers import CHUNK_SCREENED, ChunkAnswer, ChunkScreened, row_leaf, row_line
from watchword.ledger import tree
from watchword.monitoring import running
from watchword.monitoring.given import customers_in
from watchword.monitoring.opening import reading_book
from watchword.monitoring.rows import recall
from watchword.monitoring.running import numbers_of
from watchword.replaying import Replayer, answers_in

KOUFFA = listing("un-sc:1", "Amadou Kouffa", born=("1961",))
GHALI = listing("un-sc:2", "Iyad Ag Ghali")
BAKABO = listing("un-sc:3", "Baye Ag Bakabo")
BOOK = ("1,Amadou Kouffa,person,1961", "2,Iyad Ag Ghali,person,", "3,Baye Ag Bakabo,person,", "4,Dora Example,person,")


def answered(log, snapshot):
    """The standing answers of the book by customer, and what screening all of them gives."""
    screener = ww.Screener(snapshot, compiled=False)
    told, true = {}, {}
    with reading_book(log) as book:
        for one in book.page(0, 10_000):
            party = msgspec.msgpack.decode(one.party, type=ww.Party)
            told[one.own_id] = [
                (k.listing, k.similarity) for k in recall(book.hits(one.number, one.number).get(one.number, b""))
            ]
            true[one.own_id] = [(h.listing.id, h.similarity) for h in screener.screen(party).hits]
    return told, true


def test_a_new_list_reaches_every_customer(bank, log):
    """After each state of the lists the standing answers are those of screening everybody, with the reasons of changes."""
    bank.book(*BOOK)
    states = [snapshot_of(KOUFFA), snapshot_of(KOUFFA, GHALI), snapshot_of(GHALI, BAKABO),
              snapshot_of(msgspec.structs.replace(GHALI, remarks="moved"), BAKABO)]  # fmt: skip
    whys = []
    for snapshot in states:
        ((monitored, found),) = bank.monitor(snapshot)
        whys.append([(one.customer, one.listing, one.what, one.why) for one in found])
        told, true = answered(log, snapshot)
        assert told == true
        assert monitored.customers == 4
    assert whys == [
        [("1", "un-sc:1", "gained", "new-customer")],
        [("2", "un-sc:2", "gained", "listed")],
        [("1", "un-sc:1", "lost", "delisted"), ("3", "un-sc:3", "gained", "listed")],
        [],
    ]


def test_nothing_is_due_twice(bank):
    """With the same lists, policy and book nothing is run; new and changed customers alone are."""
    bank.book(*BOOK)
    snapshot = snapshot_of(KOUFFA, GHALI)
    assert len(bank.monitor(snapshot)) == 1
    assert bank.monitor(snapshot) == []
    bank.book("1,Amadou Other,person,1961", *BOOK[1:], "5,Iyad Ghali,person,")
    ((monitored, found),) = bank.monitor(snapshot)
    assert monitored.customers == 2
    assert [(one.customer, one.what, one.why) for one in found] == [
        ("1", "lost", "customer-changed"), ("5", "gained", "new-customer"),
    ]  # fmt: skip


def test_another_policy_screens_everybody(bank, log):
    """Under another policy nothing is carried over."""
    bank.book(*BOOK)
    snapshot = snapshot_of(KOUFFA, GHALI)
    bank.monitor(snapshot)
    bank.policy = ww.Policy(alert=0.99)
    ((monitored, found),) = bank.monitor(snapshot)
    assert (monitored.customers, monitored.basis, found) == (4, "", [])
    bank.policy = ww.Policy(alert=0.6)
    bank.book("2,Iyad Ghaly,person,", part=True)
    bank.monitor(snapshot)
    assert answered_line(bank, log, snapshot)


def answered_line(bank, log, snapshot):
    screener = ww.Screener(snapshot, bank.policy, compiled=False)
    with reading_book(log) as book:
        return all(
            [k.listing for k in recall(book.hits(one.number, one.number).get(one.number, b""))]
            == [h.listing.id for h in screener.screen(msgspec.msgpack.decode(one.party, type=ww.Party)).hits]
            for one in book.page(0, 100)
        )


def test_every_answer_is_sealed(bank, log):
    """Each customer of each run is in the row of a record, whose digest is that of the answer."""
    bank.book(*BOOK)
    for snapshot in (snapshot_of(KOUFFA), snapshot_of(KOUFFA, GHALI)):
        bank.monitor(snapshot)
    with reading_book(log) as book, log.read() as view:
        for one in book.page(0, 10):
            assert [chunk.run for chunk in book.sealing(one.number)] == [1, 2]
        (chunk,) = book.sealed(2)
        record = view.record(chunk.seq)
        assert record.kind == CHUNK_SCREENED
        assert record.read(ChunkScreened).rows == len(numbers_of(chunk)) == 4
        personal = view.personal_bytes(chunk.seq)
        assert personal is not None
        sealed = msgspec.json.decode(personal, type=ChunkAnswer)
        assert [row.party.id for row in sealed.rows] == ["1", "2"]
        assert record.read(ChunkScreened).alerts[0].listing == "un-sc:2"  # what stood before raises nothing anew
        assert len(record.read(ChunkScreened).alerts) == 1


class _StoppedError(Exception):
    pass


def test_a_stopped_run_goes_on(bank, log, monkeypatch):
    """A run that is stopped between two records goes on behind the last one: nobody is left out or answered twice."""
    monkeypatch.setattr(running, "CHUNK_ROWS", 2)
    monkeypatch.setattr(running, "_COMMIT_EVERY", 0.0)
    bank.book(*BOOK, "5,Baye Bakabo,person,")
    snapshot = snapshot_of(KOUFFA, BAKABO)
    bank.monitor(snapshot_of(KOUFFA))

    def stop(done: int, _: int) -> None:
        if done == 2:
            raise _StoppedError

    with pytest.raises(_StoppedError):
        bank.monitor(snapshot, stop)
    ((monitored, _),) = bank.monitor(snapshot)
    assert monitored.customers == 5
    told, true = answered(log, snapshot)
    assert told == true
    with reading_book(log) as book:
        numbers = [number for chunk in book.sealed(2) for number in numbers_of(chunk)]
        assert numbers == sorted(set(numbers))
        assert len(numbers) == 5


def test_a_run_left_for_good_is_not_built_upon(bank, log, monkeypatch):
    """When the policy changes while a run is stopped, everybody is screened anew."""
    monkeypatch.setattr(running, "CHUNK_ROWS", 2)
    monkeypatch.setattr(running, "_COMMIT_EVERY", 0.0)
    bank.book(*BOOK)
    bank.monitor(snapshot_of(KOUFFA))

    def stop(*_: int) -> None:
        raise _StoppedError

    snapshot = snapshot_of(GHALI, BAKABO)
    with pytest.raises(_StoppedError):
        bank.monitor(snapshot, stop)
    bank.policy = ww.Policy(alert=0.8)
    ((monitored, _),) = bank.monitor(snapshot)
    assert (monitored.basis, monitored.customers) == ("", 4)
    told, true = answered(log, snapshot)
    assert told == true


def test_a_customer_without_hits_is_proven(bank, log):
    """Whoever has a customer and the answer can compute the leaf that the chunk's record holds of them."""
    bank.book(*BOOK)
    bank.monitor(snapshot_of(KOUFFA))
    digest = hashlib.sha256(row_line(4, ww.Party("Dora Example", kind="person", id="4"), ())).digest()
    with reading_book(log) as book, log.read() as view:
        (chunk,) = book.sealed(1)
        sealed = msgspec.json.decode(view.personal_bytes(chunk.seq), type=ChunkAnswer)
        leaves = base64.b64decode(sealed.leaves)
        assert leaves[3 * 32 :] == tree.leaf_hash(row_leaf(bytes.fromhex(sealed.salt), 4, digest))
        root = tree.root([leaves[at : at + 32] for at in range(0, len(leaves), 32)])
        assert root.hex() == view.record(chunk.seq).read(ChunkScreened).root


def test_runs_are_replayed_whole(bank, log, tmp_path):
    """Every row of every run's records comes out the same, also of customers who have changed or gone since."""
    bank.book(*BOOK)
    states = [snapshot_of(KOUFFA), snapshot_of(KOUFFA, GHALI), snapshot_of(GHALI, BAKABO)]
    bank.monitor(states[0])
    bank.book("1,Amadou Other,person,1961", *BOOK[1:], "5,Iyad Ghali,person,")
    bank.monitor(states[1])
    bank.book(*BOOK[2:])
    bank.monitor(states[2])
    kept = {one.digest: one for one in states}
    archive = Archive(log, tmp_path)
    archive.snapshot = kept.__getitem__
    with log.read() as view:
        numbers = list(answers_in(view))
    found = list(Replayer(log, archive, lambda seq, *_: customers_in(log, seq)).replay(numbers))
    assert [(one.state, one.rows == one.of) for one in found] == [("equal", True)] * 3
