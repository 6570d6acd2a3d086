"""Is every answer on record before it is given?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from watchword import Party, Policy, Screener, Snapshot
from watchword.cases import answers
from watchword.cases.recorder import Against, Asking, Chunk, Recorder
from watchword.cli import run
from watchword.errors import StorageError
from watchword.ledger import tree
from watchword.ledger.audit import verify
from watchword.ledger.keys import KeyFolder
from watchword.ledger.log import Log
from watchword.ledger.record import canonical
from watchword.match.version import engine
from watchword.store.engine import open_store
from watchword.store.records import Records

NOW = datetime(2026, 11, 23, 16, tzinfo=UTC)
DEFAULT = Policy()
DJIBO = Party("Ousmane Illiassou Djibo", kind="person", id="number 7")


@pytest.fixture
def log(store_url: str, tmp_path: Path) -> Iterator[Log]:
    """A new log."""
    log = Log(Records(open_store(store_url)), KeyFolder(tmp_path / "keys"))
    log.begin(NOW)
    yield log
    log.storage.engine.dispose()


def recording(snapshot: Snapshot, log: Log, policy: Policy = DEFAULT, **asking: object) -> Screener:
    """A screener that records."""
    against = Against(snapshot.digest, snapshot.publications, policy, engine())
    recorder = Recorder(log, against, Asking("test", "ann", **asking), lambda: NOW)
    return Screener(snapshot, policy, compiled=False, recorder=recorder)


def test_an_answer_has_the_receipt_of_its_record(snapshot: Snapshot, log: Log) -> None:
    """The record's body says from what the answer was computed, its personal part is the answer to the byte."""
    answer = recording(snapshot, log).screen(DJIBO)
    assert answer.receipt
    with log.read() as view:
        record = view.record(answer.receipt.seq)
        kept = view.personal_bytes(record.seq)
    assert record.leaf_hash.hex() == answer.receipt.leaf_hash
    body = record.read(answers.Screened)
    assert (body.basis.snapshot, body.basis.policy) == (answer.snapshot, answer.policy)
    assert [raised.listing for raised in body.alerts] == [hit.listing.id for hit in answer.hits]
    assert kept == canonical(answers.Answer("customer:number 7", answer.party, answer.hits))
    assert msgspec.json.decode(kept, type=answers.Answer).hits == answer.hits


def test_a_body_holds_nothing_about_anybody(snapshot: Snapshot, log: Log) -> None:
    """Neither name nor number of the party asked for is in a body; one subject has one token."""
    screener = recording(snapshot, log)
    first, second = screener.screen(DJIBO), screener.screen(DJIBO)
    with log.read() as view:
        bodies = [bytes(record.body) for record in view.records()]
        tokens = [view.record(a.receipt.seq).read(answers.Screened).alerts[0].subject for a in (first, second)]
    assert tokens[0] == tokens[1]
    assert not [body for body in bodies if b"Djibo" in body or b"number 7" in body]


def test_policy_and_lists_are_told_once(snapshot: Snapshot, log: Log) -> None:
    """What stands behind the digests is on record once, whoever screens."""
    for _ in range(2):
        recording(snapshot, log).screen(DJIBO)
    with log.read() as view:
        (policy,) = [r.read(answers.PolicyUsed) for r in view.records(kinds=("policy-used",))]
        assert len(list(view.records(kinds=("lists-used",)))) == 1
    assert msgspec.json.decode(policy.policy, type=Policy) == Policy()


@pytest.mark.parametrize("asking", [{"raises": False}, {"publishers": ("nobody",)}])
def test_some_questions_raise_no_alert(snapshot: Snapshot, log: Log, asking: dict[str, object]) -> None:
    """Hits on lists of long ago, or on lists that are not shown, raise no alert."""
    answer = recording(snapshot, log, **asking).screen(DJIBO)
    with log.read() as view:
        assert view.record(answer.receipt.seq).read(answers.Screened).alerts == ()


def test_hits_below_the_line_raise_no_alert(snapshot: Snapshot, log: Log) -> None:
    """A question with a lower line finds more, and raises alerts for the policy's line only."""
    policy = Policy(alert=0.99)
    answer = recording(snapshot, log, policy).screen(Party("Usama bin Ladin"), 0.7)
    with log.read() as view:
        body = view.record(answer.receipt.seq).read(answers.Screened)
    above = [hit.listing.id for hit in answer.hits if hit.similarity >= 0.99]
    assert len(answer.hits) == body.hits > len(above) == len(body.alerts)


def test_chunks_are_sealed_row_by_row(snapshot: Snapshot, log: Log) -> None:
    """A chunk's root is that of the salted digests of its rows' lines, so each row can be proven alone."""
    screener = recording(snapshot, log)
    found = Screener(snapshot, compiled=False).screen(DJIBO)
    rows = [answers.row_line(5, DJIBO, found.hits), answers.row_line(6, None, (), "name: empty")]
    digests = [answers.row_digest(line) for line in rows]
    kept = [answers.RowAnswer(5, "customer:number 7", DJIBO, found.hits)]
    chunk = Chunk("customers.csv", 5, digests, 1, kept)
    receipts = screener.recorder.record_chunks([chunk, chunk], 0.76)
    assert [receipt.kind for receipt in receipts] == ["chunk-screened"] * 2
    with log.read() as view:
        body = view.record(receipts[0].seq).read(answers.ChunkScreened)
        personal = msgspec.json.decode(view.personal_bytes(receipts[0].seq), type=answers.ChunkAnswer)
    salt = bytes.fromhex(personal.salt)
    leaves = [answers.row_leaf(salt, row, digest) for row, digest in enumerate(digests, start=5)]
    assert tree.root(map(tree.leaf_hash, leaves)).hex() == body.root
    assert [(raised.row, raised.listing) for raised in body.alerts] == [(5, hit.listing.id) for hit in found.hits]
    assert verify(log) == []


def test_rows_that_come_ready_are_recorded_alike(snapshot: Snapshot, log: Log) -> None:
    """Whether the recorder is given hits or what a worker has made of them, the record is that of the structs, to the byte."""
    hits = Screener(snapshot, compiled=False).screen(DJIBO).hits
    told = answers.ToldRow(5, DJIBO, hits)
    written = answers.written(told)
    ready = answers.answered_row(written, "customer:7", len(hits), tuple(map(answers.listed_of, hits)))
    plain = answers.RowAnswer(5, "customer:7", DJIBO, hits)
    digest = answers.row_digest(answers.row_line(5, DJIBO, hits))
    assert answers.row_digests([told, written]) == [digest, digest]
    assert answers.row_line(5, DJIBO, hits) == canonical({"row": 5, "party": DJIBO, "hits": hits})
    chunks = [Chunk("customers.csv", 5, [digest], 0, [one]) for one in (plain, ready)]
    receipts = recording(snapshot, log).recorder.record_chunks(chunks, 0.76)
    with log.read() as view:
        parts = [view.personal_bytes(receipt.seq) for receipt in receipts]
        bodies = [view.record(receipt.seq).read(answers.ChunkScreened) for receipt in receipts]
    read = [msgspec.json.decode(part, type=answers.ChunkAnswer) for part in parts]
    assert [canonical(one) for one in read] == parts
    assert [one.rows for one in read] == [(plain,), (plain,)]
    assert bodies[0].alerts == bodies[1].alerts
    assert bodies[0].hits == bodies[1].hits == len(hits)


def test_no_record_no_answer(snapshot: Snapshot, log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the record can't be written, screening raises and gives nothing."""
    screener = recording(snapshot, log)

    def full(*_: object) -> None:
        raise StorageError("the disk is full")

    monkeypatch.setattr("watchword.store.records.Session.add_records", full)
    with pytest.raises(StorageError):
        screener.screen(DJIBO)


def test_the_command_shows_its_receipt(home: Path, snapshot: Snapshot, capsys: pytest.CaptureFixture[str]) -> None:
    """`screen` says number and hash on stderr, and gives the whole receipt in JSON."""
    assert run(["--home", str(home), "screen", DJIBO.name]) == 10
    assert "On record: " in capsys.readouterr().err
    assert run(["--home", str(home), "screen", DJIBO.name, "--json"]) == 10
    assert set(json.loads(capsys.readouterr().out)["receipt"]) >= {"seq", "leaf_hash", "head"}
