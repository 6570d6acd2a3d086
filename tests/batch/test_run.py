"""Does a file give what screening its rows one by one gives, in every form and with every crew?"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.batch.files import HEADER, PEOPLE, SET_ASIDE, many, read_csv, write_csv

from watchword import Listing, Party, Policy, Screener, Snapshot, ftm
from watchword.batch import chunks, run
from watchword.batch.columns import ColumnMap
from watchword.batch.pool import Pool
from watchword.batch.results import COLUMNS, Write, csv_lines, json_lines, reason
from watchword.batch.run import Options, Outcome
from watchword.batch.summary import Tally, bars
from watchword.batch.work import ChunkScreener, Job, head_of
from watchword.batch.worker import Start
from watchword.cases.answers import ToldRow
from watchword.errors import UsageError, WatchwordError
from watchword.match.version import engine
from watchword.model import Evidence

Screen = Callable[..., Outcome]
FORMS = ("csv", "jsonl", "parquet")


def _parties() -> list[tuple[int, Party]]:
    """The people of the test file who can be screened, as somebody would type them in one by one."""
    kinds = {"individual": "person", "P": "person", "": "unknown"}
    return [
        (
            number,
            Party(
                name, kinds.get(kind, kind), birth="" if birth == "N/A" else birth,  # type: ignore[arg-type]
                nationalities=(nationality,) if nationality else (), id=ident,
            ),
        )
        for number, (ident, name, kind, birth, nationality, _) in enumerate(PEOPLE, start=1)
        if number not in SET_ASIDE
    ]  # fmt: skip


def _json_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(("form", "write"), [("csv", csv_lines), ("jsonl", json_lines)])
def test_a_file_gives_what_one_by_one_gives(
    tmp_path: Path, screen_file: Screen, one_by_one: Screener, form: str, write: Write
) -> None:
    """Same rows, same hits, same bytes as screening each row by itself."""
    out = tmp_path / f"hits.{form}"
    screen_file(write_csv(tmp_path / "in.csv"), out)
    expected = [ToldRow(number, party, one_by_one.screen(party).hits) for number, party in _parties()]
    assert out.read_bytes() == head_of(form) + write(expected)
    assert b"us-ofac:32391" in out.read_bytes()


def test_every_row_is_somewhere(tmp_path: Path, screen_file: Screen) -> None:
    """Each row of the file is in the output or among those set aside, with its number and reason."""
    done = screen_file(write_csv(tmp_path / "in.csv"), tmp_path / "hits.csv")
    rows = {int(row["row"]) for row in read_csv(done.out)}
    assert done.aside is not None
    aside = {int(row["row"]): row for row in read_csv(done.aside)}
    assert {number: row["field"] for number, row in aside.items()} == SET_ASIDE
    assert "31.02.1990" in aside[6]["reason"]
    assert aside[6]["text"] == ",".join(PEOPLE[5])
    assert rows | aside.keys() == set(range(1, len(PEOPLE) + 1))
    assert not rows & aside.keys()
    assert (done.tally.rows, done.tally.screened, done.tally.set_aside) == (9, 7, 2)
    assert done.tally.reasons == {"name": 1, "birth": 1}
    assert sum(done.tally.by_list.values()) == sum(done.tally.histogram.values()) == done.tally.hits > 4


def test_no_file_of_rows_set_aside_without_any(tmp_path: Path, screen_file: Screen) -> None:
    """Where every row can be screened there is only the output."""
    done = screen_file(write_csv(tmp_path / "in.csv", PEOPLE[:2]), tmp_path / "hits.csv")
    assert done.aside is None
    assert sorted(p.name for p in tmp_path.iterdir()) == ["hits.csv", "in.csv"]


def test_hits_only(tmp_path: Path, screen_file: Screen) -> None:
    """Rows without hits can be left out; the counts stay."""
    path = write_csv(tmp_path / "in.csv")
    whole = screen_file(path, tmp_path / "whole.csv")
    hits = screen_file(path, tmp_path / "hits.csv", hits_only=True)
    assert hits.tally == whole.tally
    assert read_csv(hits.out) == [row for row in read_csv(whole.out) if row["hits"] != "0"]


def _as_parquet(path: Path, rows: list[dict[str, Any]]) -> Path:
    pa = pytest.importorskip("pyarrow", reason="Parquet needs pyarrow (the extra batch)")
    from pyarrow import parquet

    parquet.write_table(pa.Table.from_pylist(rows), path)
    return path


def _written(form: str, folder: Path) -> Path:
    """The people of the test file in a form."""
    rows = [dict(zip(HEADER, row, strict=True)) for row in PEOPLE]
    path = folder / f"in.{form}"
    if form == "csv":
        return write_csv(path)
    if form == "parquet":
        return _as_parquet(path, rows)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize("target", FORMS)
@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same(tmp_path: Path, screen_file: Screen, form: str, target: str) -> None:
    """The same rows as CSV, JSON lines or Parquet give the same bytes in every form of output."""
    if target == "parquet":
        pytest.importorskip("pyarrow", reason="Parquet needs pyarrow (the extra batch)")
    expected = screen_file(write_csv(tmp_path / "first.csv"), tmp_path / f"first-hits.{target}")
    done = screen_file(_written(form, tmp_path), tmp_path / f"hits.{target}")
    assert done.out.read_bytes() == expected.out.read_bytes()
    assert done.tally == expected.tally


def test_parquet_has_the_lines_of_csv(tmp_path: Path, screen_file: Screen) -> None:
    """Parquet holds what CSV holds, typed, with the digests that repeat it in its metadata."""
    pytest.importorskip("pyarrow", reason="Parquet needs pyarrow (the extra batch)")
    from pyarrow import parquet

    path = write_csv(tmp_path / "in.csv")
    lines = read_csv(screen_file(path, tmp_path / "hits.csv").out)
    table = parquet.read_table(screen_file(path, tmp_path / "hits.parquet").out)
    assert table.schema.names == [name for name, _, _ in COLUMNS]
    assert [{k: "" if v is None else str(v) for k, v in row.items()} for row in table.to_pylist()] == lines
    facts = {key.decode(): value.decode() for key, value in table.schema.metadata.items()}
    assert facts["watchword.engine"] == engine()
    assert facts["watchword.policy"] == Policy().digest


_ONE_ROW = """
import sys
from pathlib import Path
from watchword import Party
from watchword.batch.parquet import arrow_stream, assemble
from watchword.cases.answers import ToldRow
assemble([arrow_stream([ToldRow(1, Party("Ann"), ())])], Path(sys.argv[1]), {})
print("pandas" in sys.modules)
"""


def test_results_are_written_without_pandas(tmp_path: Path) -> None:
    """pyarrow loads pandas to convert lists, where it is installed: a fifth of a second in each worker, for nothing."""
    pytest.importorskip("pyarrow", reason="Parquet needs pyarrow (the extra batch)")
    pytest.importorskip("pandas", reason="there is nothing to load (the extra spark)")
    command = [sys.executable, "-c", _ONE_ROW, str(tmp_path / "one.parquet")]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    assert done.stdout == "False\n"


def test_rows_leave_no_cyclic_garbage(tmp_path: Path, snapshot: Snapshot) -> None:
    """Workers never look for it: nothing that becomes garbage with a row, good or bad, may hold itself."""
    work = run.plan(write_csv(tmp_path / "in.csv", many(300)), tmp_path / "hits.csv")
    job = Job(
        "csv", work.source.headers, "utf-8", ",", work.columns, "csv", False, 0.76, Policy(), snapshot.digest, engine()
    )
    screener = ChunkScreener(job, Screener(snapshot, compiled=False))
    some = list(work.source.chunks(work.columns))
    (first,) = screener.screen(some)
    assert first.tally.hits
    assert first.tally.set_aside
    gc.collect()
    gc.disable()
    try:
        screener.screen(some)
        assert gc.collect() < first.tally.rows // 10
    finally:
        gc.enable()


@pytest.mark.parametrize("target", ["csv", "parquet"])
def test_workers_give_the_same_bytes_in_the_same_order(tmp_path: Path, screen_file: Screen, target: str) -> None:
    """One process or two: one output."""
    if target == "parquet":
        pytest.importorskip("pyarrow", reason="Parquet needs pyarrow (the extra batch)")
    path = write_csv(tmp_path / "in.csv", many(2500))
    one = screen_file(path, tmp_path / f"one.{target}", workers=1)
    two = screen_file(path, tmp_path / f"two.{target}", workers=2)
    assert one.out.read_bytes() == two.out.read_bytes()
    assert one.tally == two.tally
    assert one.aside is not None
    assert two.aside is not None
    assert one.aside.read_bytes() == two.aside.read_bytes()


def test_followthemoney(tmp_path: Path, screen_file: Screen, small: Snapshot) -> None:
    """Entities find themselves; edges and papers are passed over and counted; what is wrong is set aside."""
    listing: Listing = next(one for one in small if one.id == "us-ofac:32391")
    publications = {publication.publisher: publication for publication in small.publications}
    entities = list(ftm.entities(listing, publications[listing.publisher]))
    lines = [json.dumps(entity) for entity in entities]
    lines += ["", '{"schema": "Persn", "properties": {"name": ["A"]}}', "{not json", "[1]"]
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    done = screen_file(path, tmp_path / "hits.jsonl")
    assert {entity["schema"] for entity in entities} - {"Person"} == done.tally.passed_over.keys()
    assert done.tally.screened == 1
    assert done.tally.set_aside == 3
    assert _json_lines(done.out)[0]["hits"][0]["listing"]["id"] == listing.id
    assert done.aside is not None
    assert [row["field"] for row in read_csv(done.aside)] == ["schema", "row", "row"]
    assert [int(row["row"]) for row in read_csv(done.aside)] == [len(entities) + n for n in (2, 3, 4)]


def test_json_lines_with_lists(tmp_path: Path, screen_file: Screen) -> None:
    """Our own field names and lists in JSON are understood as they are."""
    path = tmp_path / "in.jsonl"
    rows = [{"name": "Somebody", "aliases": ["Ousmane Illiassou Djibo", "X Y"], "kind": "person", "id": 7}, {"name": 3}]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    first, second = _json_lines(screen_file(path, tmp_path / "hits.jsonl").out)
    assert first["party"] == {"name": "Somebody", "kind": "person", "aliases": rows[0]["aliases"], "id": "7"}
    assert first["hits"][0]["listing"]["id"] == "us-ofac:32391"
    assert second["party"]["name"] == "3"


def test_a_map_is_used(tmp_path: Path, screen_file: Screen) -> None:
    """Columns, kinds, encoding and delimiter of a TOML map count before anything guessed."""
    path = tmp_path / "in.csv"
    path.write_bytes("A;B\nnp;Ousmane Illiassou Djibo\nlp;Élan\n".encode("cp1252"))
    mapped = tmp_path / "map.toml"
    kinds = '[kinds]\nnp = "person"\nlp = "company"\n'
    mapped.write_text(f'encoding = "cp1252"\ndelimiter = ";"\n[columns]\nname = "B"\nkind = "A"\n{kinds}', "utf-8")
    done = screen_file(path, tmp_path / "hits.jsonl", map_file=mapped)
    first, second = _json_lines(done.out)
    assert first["party"]["kind"] == "person"
    assert first["hits"]
    assert second["party"] == {"name": "Élan", "kind": "company"}


def test_the_line_moves(tmp_path: Path, screen_file: Screen) -> None:
    """A minimum of the run counts instead of the policy's line."""
    path = write_csv(tmp_path / "in.csv")
    usual = screen_file(path, tmp_path / "usual.csv")
    exact = screen_file(path, tmp_path / "exact.csv", minimum=1.0)
    assert 0 < exact.tally.hits < usual.tally.hits
    assert set(exact.tally.histogram) == {100}


@pytest.mark.parametrize("name", ["hits", "hits.txt", "hits.json"])
def test_other_forms_of_output_are_refused(tmp_path: Path, screen_file: Screen, name: str) -> None:
    """The form of the output is told by its name, or refused with those that there are."""
    with pytest.raises(UsageError, match="unknown form of output"):
        screen_file(write_csv(tmp_path / "in.csv"), tmp_path / name)


def test_parquet_without_pyarrow(tmp_path: Path, screen_file: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pyarrow, Parquet in and out is refused with the extra to install; CSV works."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delitem(sys.modules, "watchword.batch.parquet", raising=False)
    monkeypatch.delattr("watchword.batch.parquet", raising=False)
    path = tmp_path / "in.parquet"
    path.write_bytes(b"PAR1")
    for given, out in ((path, "hits.csv"), (write_csv(tmp_path / "in.csv"), "hits.parquet")):
        with pytest.raises(UsageError, match="needs pyarrow") as caught:
            screen_file(given, tmp_path / out)
        assert "watchword[batch]" in caught.value.hint
    assert screen_file(tmp_path / "in.csv", tmp_path / "hits.csv").tally.hits


def test_damaged_parquet(tmp_path: Path, screen_file: Screen) -> None:
    """A Parquet file cut short is an input error that names it."""
    path = _written("parquet", tmp_path)
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(WatchwordError, match="damaged Parquet"):
        screen_file(path, tmp_path / "hits.csv")


def test_memory_is_bounded_by_chunks(tmp_path: Path, screen_file: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    """However long the rows are, a chunk ends; the output is the same."""
    path = write_csv(tmp_path / "in.csv", many(50))
    whole = screen_file(path, tmp_path / "whole.csv")
    monkeypatch.setattr(chunks, "_CHUNK_BYTES", 200)
    sizes: list[int] = []
    parts = screen_file(path, tmp_path / "parts.csv", watch=lambda position, *_: sizes.append(position))
    assert len(sizes) > 5
    assert parts.out.read_bytes() == whole.out.read_bytes()


def test_progress_ends_at_the_end(tmp_path: Path, screen_file: Screen) -> None:
    """Whoever watches hears growing positions, the last of them the total, and the counts so far."""
    heard: list[tuple[int, int, int]] = []
    path = write_csv(tmp_path / "in.csv", many(3000))
    done = screen_file(path, tmp_path / "hits.csv", watch=lambda p, t, tally: heard.append((p, t, tally.rows)))
    assert heard == sorted(heard)
    assert heard[-1] == (path.stat().st_size, path.stat().st_size, done.tally.rows)
    assert len(heard) == 3


def test_a_formula_is_harmless_in_csv(tmp_path: Path, screen_file: Screen) -> None:
    """A text that a spreadsheet would run starts with an apostrophe; numbers stay as they are."""
    rows = [("+4912345", '=HYPERLINK("x")', "", "", "", ""), ("-1", "@SUM(1)", "", "", "", "")]
    lines = read_csv(screen_file(write_csv(tmp_path / "in.csv", rows), tmp_path / "hits.csv").out)
    assert [(line["id"], line["name"]) for line in lines] == [("+4912345", '\'=HYPERLINK("x")'), ("-1", "'@SUM(1)")]


@pytest.mark.parametrize("target", FORMS)
def test_odd_characters_get_through(tmp_path: Path, screen_file: Screen, target: str) -> None:
    """Control characters, emoji and lone surrogates in JSON neither break the run nor the output."""
    if target == "parquet":
        pytest.importorskip("pyarrow", reason="Parquet needs pyarrow (the extra batch)")
    path = tmp_path / "in.jsonl"
    lines = [
        r'{"name": "A\u0000li \u202e Khan"}',
        r'{"name": "\ud83d\ude00 Ali"}',
        r'{"name": "\ud800 Ali"}',
        r'{"name": "B\r\nC"}',
    ]
    path.write_text("\n".join(lines), encoding="ascii")
    done = screen_file(path, tmp_path / f"hits.{target}")
    assert done.tally.rows == 4
    assert done.tally.screened >= 3


def test_a_worker_that_dies_is_told(tmp_path: Path, small: Snapshot) -> None:
    """A worker that is killed ends the run with an error that says how to go on, and none is left behind."""
    job = Job("csv", HEADER, "utf-8", ",", ColumnMap(name=("Full name",)), "csv", False, 0.75, Policy(), "", "")
    assert small.path is not None
    rows = msgspec.msgpack.encode([list(row) for row in PEOPLE])
    with Pool(2) as pool:
        pool.begin(Start(job, str(small.path)))
        processes: list[subprocess.Popen[bytes]] = list(pool._processes)
        for process in processes:
            process.kill()
        with pytest.raises(WatchwordError, match="a worker process ended") as caught:
            list(pool.screen([chunks.Chunk(1, len(PEOPLE), rows, 0)]))
        assert "--resume" in caught.value.hint
    assert all(process.poll() is not None for process in processes)


def test_a_worker_tells_its_error(tmp_path: Path) -> None:
    """An index that can't be opened in a worker is told as what it is."""
    job = Job("csv", HEADER, "utf-8", ",", ColumnMap(name=("Full name",)), "csv", False, 0.75, Policy(), "", "")
    chunk = chunks.Chunk(1, 0, msgspec.msgpack.encode([]), 0)
    with Pool(1) as pool:
        pool.begin(Start(job, str(tmp_path / "none.index")))
        with pytest.raises(WatchwordError, match="can't read it"):
            list(pool.screen([chunk]))


def test_a_worker_without_work_ends_with_its_stdin(capfd: pytest.CaptureFixture[str]) -> None:
    """A worker that was started and never told what to do ends quietly when nobody is left to tell it."""
    with Pool(1) as pool:
        (process,) = pool._processes
        process.communicate()
        assert process.returncode == 0
    assert capfd.readouterr() == ("", "")


def test_workers_that_were_started_early_end_with_the_run(tmp_path: Path, small: Snapshot) -> None:
    """Workers that run before the file is opened give what others give, and are gone when the output is there."""
    work = run.plan(write_csv(tmp_path / "in.csv", many(1200)), tmp_path / "hits.csv")
    with Pool(2) as pool:
        processes = list(pool._processes)
        done = run.run(work, small, Policy(), Options(workers=2, pool=pool), lambda *_: None)
        assert all(process.poll() is not None for process in processes)
    alone = run.plan(tmp_path / "in.csv", tmp_path / "alone.csv")
    assert done.tally == run.run(alone, small, Policy(), Options(workers=1), lambda *_: None).tally
    assert (tmp_path / "hits.csv").read_bytes() == (tmp_path / "alone.csv").read_bytes()


def test_snapshots_in_memory_are_shared_by_a_file(tmp_path: Path, small: Snapshot) -> None:
    """Lists that have no index file get one for the workers, which goes when the run is done."""
    loose = Snapshot(small._meta, small.arrays)
    work = run.plan(write_csv(tmp_path / "in.csv", many(1200)), tmp_path / "hits.csv")
    done = run.run(work, loose, Policy(), Options(workers=2), lambda *_: None)
    assert done.tally.rows == 1200
    assert sorted(p.name for p in tmp_path.iterdir()) == ["hits.csv", "hits.csv.set-aside.csv", "in.csv"]


def test_counts_add_up() -> None:
    """Tallies of parts sum to that of the whole, in any order."""
    one = Tally(2, 1, 3, 1, {"Sanction": 1}, {"name": 1}, {"a": 2, "b": 1}, {75: 2, 100: 1})
    two = Tally(1, 1, 1, 0, {}, {}, {"b": 1}, {80: 1})
    assert (
        one + two
        == two + one
        == Tally(3, 2, 4, 1, {"Sanction": 1}, {"name": 1}, {"a": 2, "b": 2}, {75: 2, 80: 1, 100: 1})
    )
    assert one + Tally() == one
    assert one.rows == 4


@pytest.mark.parametrize("most", [3, 5, 14, 40])
@pytest.mark.parametrize("histogram", [{100: 1}, {75: 2, 99: 1, 100: 4}, {3: 1, 60: 9}, {0: 1, 100: 1}])
def test_bars_hold_every_hit(histogram: dict[int, int], most: int) -> None:
    """The bars of a picture are even, end at 1 and hold every hit."""
    found = bars(histogram, most)
    assert sum(count for _, _, count in found) == sum(histogram.values())
    assert found[-1][1] == 1.0
    assert len({round(last - first, 9) for first, last, _ in found}) == 1
    assert len(found) <= max(most, 5)
    assert bars({}, most) == []


def test_reasons_in_one_line() -> None:
    """Evidence reads as code, the two texts, points and bits."""
    told = reason(Evidence("name-exact", "Djibo", "DJIBO", 0.41, 0.41, 9.1))
    assert told == "name-exact Djibo = DJIBO +0.4100 9.1 bits"
    assert reason(Evidence("thin-agreement", points=-0.02)) == "thin-agreement -0.0200"
