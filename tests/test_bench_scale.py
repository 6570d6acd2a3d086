"""Are the made-up customers and lists of the scale benchmark what they say, and the same every time?"""

from __future__ import annotations

from collections import Counter
from itertools import islice
from pathlib import Path

import pytest
from bench import customers, scale, synthetic
from bench.corpus import ListedName, read

from watchword import Kind
from watchword.batch.run import open_customers

SAMPLE = Path(__file__).parent.parent / "bench" / "sample.csv"


@pytest.fixture(scope="module")
def parts(shared: Path) -> customers.Parts:
    """Real parts of names."""
    return customers.read_parts(shared)


@pytest.fixture(scope="module")
def names() -> tuple[ListedName, ...]:
    """Real listed names."""
    return read(SAMPLE)


def test_customers_are_settled_by_their_seed(parts: customers.Parts, names: tuple[ListedName, ...]) -> None:
    """The same seed gives the same rows; a longer file begins as a shorter one; another seed gives others."""
    listed = customers.planted(names, 1)
    first = list(customers.customers(parts, listed, 500, 1))
    assert first == list(customers.customers(parts, customers.planted(names, 1), 900, 1))[:500]
    assert first != list(customers.customers(parts, listed, 500, 2))


def test_customers_are_of_every_sort(parts: customers.Parts, names: tuple[ListedName, ...]) -> None:
    """Companies, persons, full names and planted names stand in the shares that are told; ids tell which."""
    rows = list(customers.customers(parts, customers.planted(names, 1), 4000, 1))
    sorts = Counter(row[0][0] for row in rows)
    assert sorts["C"] / 4000 == pytest.approx(0.35, abs=0.05)
    assert sorts["P"] / 4000 == pytest.approx(0.35, abs=0.05)
    assert sorts["L"] / 4000 == pytest.approx(customers.PLANTED, abs=0.005)
    assert sum(any("\u0600" <= c <= "\u06ff" for c in row[1]) for row in rows) > 100
    assert len({row[1] for row in rows}) > 3000
    assert all(name.strip() for _, name, *_ in rows)


def test_a_customer_file_is_understood(shared: Path, names: tuple[ListedName, ...], tmp_path: Path) -> None:
    """Every column of the file is taken for what it is without a map."""
    path = tmp_path / "customers.csv"
    customers.write(path, names, 200, 1)
    _, columns = open_customers(path)
    assert (columns.id, columns.name, columns.kind, columns.birth, columns.country) == tuple(
        (header,) for header in customers.HEADER
    )


def test_synthetic_lists_grow_by_one_method(parts: customers.Parts) -> None:
    """A longer list begins as a shorter one, has as many names as asked for, and ids that differ."""
    short, long = (list(synthetic.listings(parts, names, 1)) for names in (300, 900))
    assert long[: len(short)] == short
    assert 900 <= sum(len(listing.names) for listing in long) < 905
    assert len({listing.id for listing in long}) == len(long)
    assert {listing.kind for listing in long} == {Kind.PERSON, Kind.COMPANY, Kind.VESSEL}


def test_growth_measures_what_it_says(parts: customers.Parts, tmp_path: Path) -> None:
    """On a short list every figure is there, nothing is missed, and the index is kept for the next run."""
    row, complete = scale.growth_row(tmp_path, 600, 20, 3)
    assert 600 <= row["listed names"] < 610  # type: ignore[operator]
    assert all(row[key] > 0 for key in ("built s", "median ms", "index bytes/name", "scratch bytes/name"))  # type: ignore[operator]
    assert [one["missed"] for one in complete] == [0, 0, 0]
    again, _ = scale.growth_row(tmp_path, 600, 20, 0)
    assert "built s" not in again


def test_customers_do_not_need_listed_names(parts: customers.Parts) -> None:
    """Questions for synthetic lists are customers without planted names."""
    assert all(row[0][0] != "L" for row in islice(customers.customers(parts, (), 400, 7), 400))
