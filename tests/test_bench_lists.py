"""Is the benchmark of reading lists sound?"""

from __future__ import annotations

from pathlib import Path

from bench import lists


def test_every_list_is_measured(data: Path) -> None:
    """A set of files is one row, with the records that its reader gives; nothing is left out."""
    paths = [data / "us-ofac" / "sdn", data / "un" / "invented.xml"]
    rows = list(lists.read_all(paths))
    assert [(row["list"], row["format"], row["records"]) for row in rows] == [
        ("sdn", "us-ofac-csv", 22), ("invented.xml", "un-sc-xml", 3),
    ]  # fmt: skip
    assert lists.peak_megabytes() > 1


def test_the_lists_at_hand_are_those_of_the_tests(shared: Path) -> None:
    """What is measured is what the test of counts reads."""
    from tests.lists.test_real_files import _LISTS

    found = {path.relative_to(shared).as_posix() for path in lists.lists_in(shared)}
    assert found == _LISTS.keys()
