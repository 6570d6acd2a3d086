"""Does a cluster give what one machine gives? On a real Spark, where pyspark and Java are installed."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from watchword import Policy, Screener, Snapshot
from watchword.batch import run
from watchword.batch.columns import ColumnMap
from watchword.batch.run import Options
from watchword.errors import StorageError, UsageError
from watchword.spark import SCHEMA, screen, screen_batches

pa = pytest.importorskip("pyarrow", reason="Spark needs pyarrow (the extra spark)")

ROWS = [
    {"id": f"N-{at}", "full name": name, "kind": kind, "born": born, "countries": countries}
    for at, (name, kind, born, countries) in enumerate(
        [
            ("Ousmane Illiassou Djibo", "person", "1984", ["NE"]), ("Jane Roe", "", None, []), ("", "", None, None),
            ("Herman Gref", "P", "1964-02-08", ["RU"]), ("Somebody", "person", "31.02.1990", []),
            ("Mar Azul", "vessel", None, None),
        ] * 20
    )
]  # fmt: skip


@pytest.fixture(scope="session")
def index(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index file of a few dozen listings."""
    path = tmp_path_factory.mktemp("spark") / "lists.index"
    Snapshot.from_files([data / "us-ofac" / "sdn", data / "uk" / "extract-conlist.csv"]).write(path)
    return path


@pytest.fixture(scope="session")
def session() -> Iterator[Any]:
    """A Spark of two cores on this machine."""
    pytest.importorskip("pyspark", reason="pyspark is not installed (the extra spark)")
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        pytest.skip("Spark needs Java (openjdk-17-jre-headless)")
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    settings = {
        "spark.ui.enabled": "false", "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.shuffle.partitions": "2", "spark.sql.execution.arrow.maxRecordsPerBatch": "25",
    }  # fmt: skip
    builder = SparkSession.builder.master("local[2]").appName("watchword tests")
    for key, value in settings.items():
        builder = builder.config(key, value)
    spark = builder.getOrCreate()
    yield spark
    spark.stop()


def _frame(session: Any) -> Any:
    schema = "id string, `full name` string, kind string, born string, countries array<string>"
    return session.createDataFrame(ROWS, schema).repartition(4)


def _sorted(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: (int(row["id"].partition("-")[2]), row["rank"] or 0))


@pytest.mark.spark
def test_spark_gives_what_one_machine_gives(session: Any, index: Path, tmp_path: Path) -> None:
    """The same rows, hits, scores and reasons as a file screened here; rows that can't be screened say why."""
    from pyarrow import parquet

    got = _sorted([row.asDict() for row in screen(_frame(session), index).collect()])
    parquet.write_table(pa.Table.from_pylist(ROWS), tmp_path / "in.parquet")
    plan = run.plan(tmp_path / "in.parquet", tmp_path / "hits.parquet")
    run.run(plan, Snapshot.open(index), Policy(), Options(), lambda *_: None)
    here = [{**row, "error": None} for row in parquet.read_table(tmp_path / "hits.parquet").to_pylist()]
    for row in here:
        del row["row"]
    assert _sorted([row for row in got if row["error"] is None]) == _sorted(here)
    assert {row["error"].partition(":")[0] for row in got if row["error"]} == {"name", "birth"}
    assert {row["id"] for row in got} == {row["id"] for row in ROWS}


@pytest.mark.spark
def test_policy_columns_and_line_travel(session: Any, index: Path) -> None:
    """Policy, column names and the line are the executors' too."""
    columns = {"name": "full name", "id": "id"}
    policy = Policy(alert=0.99)
    answers = [screen(_frame(session), index, policy, columns, line, hits_only=True) for line in (None, 0.7)]
    found, lower = ([row for row in answer.collect() if not row["error"]] for answer in answers)
    assert "us-ofac:32391" in {row["listing"] for row in found}
    assert all(row["similarity"] >= 0.99 for row in found)
    assert min(row["similarity"] for row in lower) < 0.99
    with pytest.raises(UsageError, match="there is no column 'nmae'"):
        screen(_frame(session), index, columns={"name": "nmae"})


@pytest.mark.spark
def test_an_index_of_another_engine_is_refused(session: Any, index: Path, tmp_path: Path) -> None:
    """An index that this version can't read is refused before any executor starts."""
    other = tmp_path / "other.index"
    other.write_bytes(b"no index")
    with pytest.raises(StorageError):
        screen(_frame(session), other)


def test_batches_without_spark(index: Path) -> None:
    """What runs on an executor runs without Spark, too: batch in, batch out, in order, with the promised schema."""
    screener = Screener(Snapshot.open(index), compiled=False)
    columns = ColumnMap(id=("id",), name=("full name",), kind=("kind",), birth=("born",), country=("countries",))
    batches = pa.Table.from_pylist(ROWS).to_batches(max_chunksize=50)
    out = list(screen_batches(batches, screener, columns))
    assert len(out) == len(batches) == 3
    names = {"int64": "bigint", "int32": "int", "double": "double", "string": "string"}
    assert ", ".join(f"`{f.name}` {names[str(f.type)]}" for f in out[0].schema) == SCHEMA
    rows = [row for batch in out for row in batch.to_pylist()]
    assert list(dict.fromkeys(row["id"] for row in rows)) == [row["id"] for row in ROWS]
    assert next(row for row in rows if row["id"] == "N-2")["error"].startswith("name: ")
    few = [
        row for batch in screen_batches(batches, screener, columns, 0.99, hits_only=True) for row in batch.to_pylist()
    ]
    assert {row["id"] for row in few if not row["error"]} < {row["id"] for row in rows if row["hits"]} | {""}


def test_no_pyspark_is_told(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pyspark the error names the extra."""
    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(UsageError, match="needs pyspark") as caught:
        screen(None, index)  # type: ignore[arg-type]  # nothing is asked of it
    assert "watchword[spark]" in caught.value.hint
