"""Does the book follow the customer file?"""

from __future__ import annotations

import pytest
from tests.monitoring.conftest import clock

from watchword.errors import InputError, UsageError
from watchword.monitoring.importing import IMPORTED, Imported, Wish, take
from watchword.monitoring.opening import reading_book


def test_changes_are_detected(bank, log):
    """Added, changed, unchanged, gone and returned customers are told apart, and what was is kept."""
    first = bank.book("1,Ann Example,person,1980", "2,Ben Example,person,1981", "3,Cem Example,person,").imported
    assert (first.added, first.customers) == (3, 3)
    second = bank.book("1,Ann Example,person,1980", "2,Ben B. Example,person,1981").imported
    assert (second.added, second.changed, second.unchanged, second.gone, second.customers) == (0, 1, 1, 1, 2)
    third = bank.book("2,Ben B. Example,person,1981", "3,Cem Example,person,", "4,Dora Example,,").imported
    assert (third.added, third.changed, third.unchanged, third.gone, third.returned) == (1, 0, 1, 1, 1)
    with reading_book(log) as book:
        ben = book.with_ids(["2"])["2"]
        assert [(since, until) for since, until, _, _ in book.history(ben.number)] == [(1, 2)]
        assert book.count() == (3, 1)


def test_an_import_is_on_the_record(bank, log):
    """Every import has a record with its counts and the file's digest."""
    done = bank.book("1,Ann Example,person,1980")
    with log.read() as view:
        record = view.record(done.seq)
        assert record.kind == IMPORTED
        assert record.read(Imported) == done.imported


def test_what_is_no_customer_is_set_aside(bank):
    """Rows without id, with an id that was there, and that can't be screened are set aside with the reason."""
    done = bank.book(
        ",Nobody,person,", "1,Ann Example,person,1980", "1,Ann Again,person,", "2,Ben,person,31.31.1980", "3,,,"
    )
    assert done.imported.added == 1
    assert [(one.row, one.field) for one in done.aside] == [(1, "id"), (3, "id"), (4, "birth"), (5, "name")]


def test_an_unread_row_makes_nobody_gone(bank):
    """While any row can't be read, customers that are missing are kept: one of them may be that row."""
    bank.book("1,Ann Example,person,1980", "2,Ben Example,person,1981")
    done = bank.book("1,Ann Example,person,1980", "2,Ben Example,person,31.31.1981").imported
    assert (done.gone, done.kept, done.customers) == (0, 1, 2)


def test_a_part_makes_nobody_gone(bank):
    """A file that is said to hold only some customers adds and changes."""
    bank.book("1,Ann Example,person,1980", "2,Ben Example,person,1981")
    done = bank.book("2,Ben B. Example,person,1981", part=True).imported
    assert (done.changed, done.gone, done.kept, done.customers) == (1, 0, 1, 2)


def test_a_shrunken_file_is_refused(bank, log):
    """A file that lacks more than a tenth of the book changes nothing unless that is meant."""
    bank.book(*(f"{n},Customer {chr(65 + n % 26)}xample,person," for n in range(100)))
    with pytest.raises(InputError, match="lacks 60 of 100"):
        bank.book(*(f"{n},Customer {chr(65 + n % 26)}xample,person," for n in range(40)), accept_shrunken=False)
    with reading_book(log) as book:
        assert book.count() == (100, 0)


def test_a_file_without_ids_is_refused(bank, log, tmp_path):
    """Where no column of ids is known, that is told once, not for every row."""
    path = tmp_path / "names.csv"
    path.write_text("name\nAnn Example\n", encoding="utf-8")
    with pytest.raises(UsageError, match="own ids"):
        take(path, None, Wish(), log, clock(), lambda *_: None)


def test_a_file_that_changes_while_it_is_read_is_refused(bank, log, tmp_path):
    """The digest on record would be another file's: nothing of it is taken."""
    bank.book("1,Ann Example,person,1980")
    path = tmp_path / "more.csv"
    path.write_text("id,name,kind,birth\n2,Ben Example,person,1981\n", encoding="utf-8")

    def write(*_: int) -> None:
        with path.open("a", encoding="utf-8") as file:
            file.write("3,Cem Example,person,\n")

    with pytest.raises(InputError, match="changed while it was read"):
        take(path, None, Wish(), log, clock(), write)
    with reading_book(log) as book:
        assert book.count() == (1, 0)
