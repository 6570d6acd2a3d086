"""Are encodings and delimiters told, and do broken lines cost only themselves?"""

from __future__ import annotations

import csv
import io
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchword.batch.columns import ColumnMap
from watchword.batch.csvrows import BadRow, CsvRows
from watchword.batch.dialect import find_delimiter, find_encoding
from watchword.batch.reading import open_source
from watchword.batch.rows import CsvChunk
from watchword.batch.textfiles import CsvSource
from watchword.errors import InputError, UsageError

_TEXTS = {
    "utf-8": "Имя\nИванов",
    "utf-8-sig": "Name\né\n",
    "utf-16": "Имя,Name\nИванов,X\n",
    "utf-16-le": "Name,X\nAli,B\n",
    "cp1252": "Name;Ort\nJosé Nuñez;Köln\nFrançois Hélène;Besançon\nMüller;Århus\n",
    "cp1250": "Name\nŁukasz Wójcik\nJiří Dvořák\nŻaneta Gąsior\n",
    "cp1251": "Имя;Дата\nИванов Сергей Петрович;1.1.1980\nЩербаков;1.2.1970\n",
    "cp1253": "Όνομα\nΓεώργιος Παπαδόπουλος\n",
    "cp1254": "Ad\nİbrahim Şahin\nGökhan Yıldırım\nAyşe Çağlar\n",
    "cp1255": "שם\nבנימין כהן\n",
    "cp1256": "الاسم\nمحمد عبد الله\nاحمد حسن\n",
    "koi8-r": "Имя\nИванов Сергей Петрович\nСмирнова Ольга\n",
    "gb18030": "姓名,国籍\n王伟,中国\n李娜,中国\n",
    "big5": "姓名\n陳大文\n王小明\n",
    "shift_jis": "氏名\n田中太郎\n鈴木ハナコ\n",
    "euc_kr": "성명\n김철수\n이영희\n",
}


@pytest.mark.parametrize("encoding", sorted(_TEXTS))
def test_encodings_are_told(tmp_path: Path, encoding: str) -> None:
    """Marks, UTF-8 and the usual old encodings are told apart by a few names."""
    path = tmp_path / "names.csv"
    path.write_bytes(_TEXTS[encoding].encode(encoding))
    assert find_encoding(path) == encoding


def test_ascii_is_looked_through(tmp_path: Path) -> None:
    """The first other than ASCII bytes decide, however late they come."""
    path = tmp_path / "names.csv"
    path.write_bytes(b"Name\n" + b"Ali\n" * 600_000 + "Müller\n".encode("cp1252"))
    assert find_encoding(path) == "cp1252"
    path.write_bytes(b"Name\n" + b"Ali\n" * 600_000)
    assert find_encoding(path) == "utf-8"


def test_one_bad_byte_is_no_other_encoding(tmp_path: Path) -> None:
    """UTF-8 with a stray byte stays UTF-8: one row is bad, not every name in the file."""
    path = tmp_path / "names.csv"
    path.write_bytes("Имя\n".encode() + "Иванов\n".encode() * 50 + b"M\xfcller\n")
    assert find_encoding(path) == "utf-8"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_are_told(delimiter: str) -> None:
    """The delimiter that makes even columns is it, quoted others notwithstanding."""
    line = delimiter.join(('"a, b; c"', "1|2" if delimiter != "|" else "1", "x")) + "\n"
    assert find_delimiter([line.replace("a, b; c", "n")] + [line] * 5) == delimiter


def test_one_column_has_no_delimiter() -> None:
    """A file of names alone is read as one column."""
    assert find_delimiter(["name\n", "Ali\n"]) == ","


def _rows(text: str, width: int) -> list[list[str] | BadRow]:
    lines = io.StringIO(text, newline="")
    return list(CsvRows(lines, ",", width, "utf-8"))


def _good(text: str, width: int) -> list[list[str]]:
    return [row for row in _rows(text, width) if isinstance(row, list)]


@given(st.lists(st.lists(st.text(), min_size=3, max_size=3), max_size=8))
def test_what_csv_writes_is_read(rows: list[list[str]]) -> None:
    """Every record that a CSV writer writes comes back, or is set aside; none is lost or changed."""
    cells = [[cell.replace("\x00", "").encode("utf-8", "replace").decode() for cell in row] for row in rows]
    text = io.StringIO(newline="")
    csv.writer(text).writerows(cells)
    read = _rows(text.getvalue(), 3)
    for row in cells:
        inner = any("\n" in cell or "\r" in cell for cell in row)
        assert row in read or row == ["", "", ""] or (inner and any(isinstance(r, BadRow) for r in read))


def test_lines_within_quotes_are_one_row() -> None:
    """An address of two lines is one record."""
    assert _rows('1,"12 Main St\nSpringfield",US\n2,x,y\n', 3) == [
        ["1", "12 Main St\nSpringfield", "US"],
        ["2", "x", "y"],
    ]


@pytest.mark.parametrize(
    "text",
    [
        'a,"b\nc,d\ne,f\n',
        'a,"b\nc,d\ne,"f"\n',
        '"a,b\nc,d\ne,f\n',
        'a,"b\n' + "c,d\n" * 60_000 + "e,f\n",
    ],
)
def test_a_quote_that_is_never_closed_costs_its_line_only(text: str) -> None:
    """The rows behind an open quote are read; only its own line is set aside."""
    read = _rows(text, 2)
    assert isinstance(read[0], BadRow)
    assert "quote" in read[0].reason or "CSV" in read[0].reason
    assert read[1] == ["c", "d"]
    assert read[-1] == ["e", "f"]
    assert sum(isinstance(row, BadRow) for row in read) == 1


@given(st.lists(st.text(st.sampled_from('ab,"\udc80é'), max_size=9), max_size=12), st.sampled_from(["\n", "\r\n"]))
def test_lines_read_together_are_rows_one_by_one(lines: list[str], end: str) -> None:
    """Good lines are read many at a time: the rows are those that reading one after the other gives."""
    ended = [line + end for line in lines]
    one_by_one = CsvRows([], ",", 2, "utf-8")
    one_by_one._again = ended[::-1]
    assert list(CsvRows(ended, ",", 2, "utf-8")) == list(one_by_one._one_by_one())


@given(
    st.lists(st.text(st.sampled_from('ab,"\udc80é\f\u2028 '), max_size=9), max_size=12), st.sampled_from(["\n", "\r\n"])
)
def test_lines_that_are_passed_on_are_the_same_rows(lines: list[str], end: str) -> None:
    """Records that are taken apart where they are screened are those of the file, each in its place."""
    ended = [line + end for line in lines]
    passed_on = msgspec.msgpack.encode(list(CsvRows(ended, ",", 2, "utf-8").as_lines()))
    assert CsvChunk(("a", "b"), ",", ColumnMap(name=("a",))).raws(passed_on) == list(CsvRows(ended, ",", 2, "utf-8"))


def test_rows_of_another_width_are_bad() -> None:
    """Too few cells are bad, too many as well unless those beyond are empty; blank lines are no rows."""
    read = _rows("a,b\n\na\na,b,c\na,b,,\n", 2)
    assert read == [["a", "b"], BadRow("1 field where the header has 2", "a"),
                    BadRow("3 fields where the header has 2", "a,b,c"), ["a", "b"]]  # fmt: skip


def test_bytes_of_another_encoding_are_bad(tmp_path: Path) -> None:
    """A row with bytes that can't be decoded is set aside with the bytes shown."""
    path = tmp_path / "names.csv"
    path.write_bytes("Name\nÉva\n".encode() + b"M\xfcller\n")
    source = CsvSource(path, "utf-8")
    chunk = next(source.chunks(None))  # type: ignore[arg-type]  # CSV reads whole rows
    assert chunk.rows == 2
    assert b"M\\xfcller" in chunk.data


def test_a_line_of_excel_is_passed_over(tmp_path: Path) -> None:
    """`sep=;` before the header is no header; empty columns at its end go."""
    path = tmp_path / "names.csv"
    path.write_text("sep=;\nName;Born;;\nAli;1984;;\n", encoding="utf-8")
    source = open_source(path)
    assert source.headers == ("Name", "Born")
    assert source.sample == [{"Name": "Ali", "Born": "1984"}]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "the file is empty"), (b" \n\n", "the file is empty"), (b"[{}]", "a JSON array"),
        (b"PK\x03\x04", "Excel"), (b"%PDF-1.7", "PDF"), (b"\x1f\x8b\x08", "gzip"), (b",,\n1,2,3\n", None),
    ],
)  # fmt: skip
def test_files_of_other_forms_are_refused(tmp_path: Path, content: bytes, told: str | None) -> None:
    """What is no customer file is named, with the path."""
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    if told is None:
        assert open_source(path).headers == ("1", "2", "3")
        return
    with pytest.raises(InputError, match=told) as caught:
        open_source(path)
    assert str(path) in caught.value.where


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A missing file is an input error, an encoding that does not exist a usage error."""
    with pytest.raises(InputError, match="can't read it"):
        open_source(tmp_path / "none.csv")
    path = tmp_path / "names.csv"
    path.write_text("Name\nAli\n", encoding="utf-8")
    with pytest.raises(UsageError, match="utf-99"):
        open_source(path, "utf-99")
    with pytest.raises(UsageError, match="one character"):
        open_source(path, "utf-8", "ab")
