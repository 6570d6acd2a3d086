"""Is every row of a file on the record before it counts as done?"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from tests.batch.files import many, run_file, write_csv

from watchword import Policy, Snapshot
from watchword.cases import answers
from watchword.cases.recorder import Against, Asking, Chunk, Recorder
from watchword.errors import StorageError
from watchword.ledger import tree
from watchword.ledger.keys import KeyFolder
from watchword.ledger.log import Log
from watchword.match.version import engine
from watchword.store.engine import open_store
from watchword.store.records import Records

NOW = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture
def recorder(tmp_path: Path, small: Snapshot) -> Recorder:
    """A recorder of a new log."""
    log = Log(Records(open_store(tmp_path / "watchword.db")), KeyFolder(tmp_path / "keys"))
    log.begin(NOW)
    against = Against(small.digest, small.publications, Policy(), engine())
    return Recorder(log, against, Asking("batch", "ann"), lambda: NOW)


@pytest.mark.parametrize("workers", [1, 2])
def test_every_row_is_under_the_root_of_its_chunk(
    recorder: Recorder, small: Snapshot, tmp_path: Path, workers: int
) -> None:
    """One record a chunk; its leaves are the rows in order, whoever screened them; rows with hits are kept whole."""
    path = write_csv(tmp_path / "in.csv", many(2500))
    done = run_file(small, path, tmp_path / "out.csv", workers=workers, seal=recorder.record_chunks)
    with recorder.log.read() as view:
        records = list(view.records(kinds=("chunk-screened",)))
        parts = [msgspec.json.decode(view.personal_bytes(r.seq), type=answers.ChunkAnswer) for r in records]
    bodies = [record.read(answers.ChunkScreened) for record in records]
    assert [(body.first, body.rows) for body in bodies] == [(1, 1000), (1001, 1000), (2001, 500)]
    assert sum(body.hits for body in bodies) == done.tally.hits
    body, part = bodies[1], parts[1]
    together = base64.b64decode(part.leaves)
    leaves = [together[at : at + 32] for at in range(0, len(together), 32)]
    kept = {one.row: one for one in part.rows}
    row = next(iter(kept))
    line = answers.row_line(row, kept[row].party, kept[row].hits)
    leaf = tree.leaf_hash(answers.row_leaf(bytes.fromhex(part.salt), row, answers.row_digest(line)))
    assert leaves[row - body.first] == leaf
    assert tree.root(leaves).hex() == body.root


def test_what_can_not_be_recorded_is_not_done(recorder: Recorder, small: Snapshot, tmp_path: Path) -> None:
    """When the record fails the run stops and gives no output; resumed, it records and writes what is missing."""
    path, out = write_csv(tmp_path / "in.csv", many(2500)), tmp_path / "out.csv"

    def full(_: Sequence[Chunk], __: float) -> None:
        raise StorageError("the disk is full")

    with pytest.raises(StorageError):
        run_file(small, path, out, seal=full)
    assert not out.exists()
    done = run_file(small, path, out, resume=True, seal=recorder.record_chunks)
    assert done.resumed == 0
    with recorder.log.read() as view:
        rows = [r.read(answers.ChunkScreened).rows for r in view.records(kinds=("chunk-screened",))]
    assert sum(rows) == 2500
