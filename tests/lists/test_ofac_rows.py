"""OFAC's CSV files one by one: which is which, and what is wrong with a bad one."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchword.errors import ListError
from watchword.lists.ofac_mend import mend
from watchword.lists.ofac_rows import COLUMNS, read_table, role_of
from watchword.lists.source import SourceFile

EXTRACTS = Path(__file__).parent.parent / "data" / "us-ofac"
SDN = (EXTRACTS / "sdn" / "sdn.csv").read_bytes()
ALT = (EXTRACTS / "sdn" / "alt.csv").read_bytes()
ADD = (EXTRACTS / "sdn" / "add.csv").read_bytes()
COMMENTS = (EXTRACTS / "sdn" / "sdn_comments.csv").read_bytes()
HTML = b"<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>Please sign in</body></html>\n"
ROLES = {"sdn": SDN, "alt": ALT, "add": ADD, "comments": COMMENTS}


def failure(data: bytes) -> str:
    with pytest.raises(ListError) as caught:
        read_table(SourceFile("sdn.csv", data))
    return str(caught.value)


@pytest.mark.parametrize("role", ROLES)
def test_files_are_told_apart_by_their_content(role: str) -> None:
    """A file's role is read off its rows, whatever the file is called."""
    assert role_of(SourceFile("download(3).txt", ROLES[role])) == role


@pytest.mark.parametrize("data", [b"", b"\n\n", HTML, b"\x00\x01\x02" * 99, b"a,b,c\n1,2,3\n", b'{"a": 1}', b"36,5\n"])
def test_other_files_have_no_role(data: bytes) -> None:
    """What is not OFAC's has no role, and asking raises nothing."""
    assert role_of(SourceFile("sdn.csv", data)) == ""


def test_the_published_form_is_read_whole() -> None:
    """Every row counts once, the null -0- is empty text, and the end mark 0x1A is no row."""
    table = read_table(SourceFile("sdn.csv", SDN))
    assert SDN.endswith(b"\r\n\x1a")
    assert len(table.rows) == SDN.count(b"\r\n") == 22
    assert table.marked
    assert not table.mended
    assert table.rows[0].fields == ("36", "AEROCARIBBEAN AIRLINES", "", "CUBA", *[""] * 8)


@pytest.mark.parametrize(
    "data",
    [
        SDN.removesuffix(b"\x1a"),
        b"\xef\xbb\xbf" + SDN,
        SDN.replace(b"\r\n", b"\n"),
        SDN.replace(b"\r\n", b"\r"),
        SDN.replace(b"\r\n", b"\r\n\r\n"),
        SDN.removesuffix(b"\r\n\x1a"),
        SDN.replace(b"-0- ", b"-0-"),
        SDN.replace(b"-0- ", b""),
    ],
    ids=[
        "no mark",
        "byte order mark",
        "line feeds",
        "returns",
        "blank lines",
        "no last line end",
        "trimmed",
        "empty",
    ],
)
def test_harmless_differences_of_copies_are_read_through(data: bytes) -> None:
    """Line ends, marks, blank lines and trimmed nulls change no field."""
    expected = [row.fields for row in read_table(SourceFile("sdn.csv", SDN)).rows]
    assert [row.fields for row in read_table(SourceFile("sdn.csv", data)).rows] == expected


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-8-sig"])
def test_names_with_accents_survive_either_encoding(encoding: str) -> None:
    """UTF-8 and Windows-1252 both give the letters that were written."""
    text = SDN.decode().replace("AEROCARIBBEAN", "AÉROCARIBÑAN")
    table = read_table(SourceFile("sdn.csv", text.encode(encoding)))
    assert table.rows[0].fields[1] == "AÉROCARIBÑAN AIRLINES"


def test_a_file_that_is_no_list_is_named_for_what_it_is() -> None:
    """An HTML page or an empty file saved as sdn.csv is refused as such."""
    assert "sdn.csv: " in failure(HTML)
    assert "an HTML page" in failure(HTML)
    assert "empty" in failure(b"")
    assert "empty" in failure(b"\r\n\x1a")


@pytest.mark.parametrize(
    ("data", "row", "problem"),
    [
        (SDN[: SDN.index(b"ZAWAHIRI")], 4, "breaks off"),
        (SDN[: SDN.index(b"POB Giza")], 4, "breaks off"),
        (SDN[: SDN.index(b'"individual","SDGT"')], 4, "breaks off"),
        (
            SDN.replace(b'173,"ANGLO-CARIBBEAN CO., LTD.",-0- ,', b'173,"ANGLO-CARIBBEAN CO., LTD.",'),
            2,
            "11 of 12",
        ),
        (SDN.replace(b'173,"ANGLO-CARIBBEAN CO., LTD."', b'173,"ANGLO-CARIBBEAN CO., LTD.'), 2, "quote"),
        (SDN.replace(b'173,"ANGLO-CARIBBEAN CO., LTD."', b'173,"ANGLO"CARIBBEAN"'), 2, "quotes"),
        (SDN.replace(b'173,"ANGLO-CARIBBEAN CO., LTD."', b"173,-0- "), 2, "without a name"),
        (SDN.replace(b'\r\n173,"ANGLO', b'\r\nx173,"ANGLO'), 2, "must be numbers"),
        (SDN.replace(b'Ayman","individual"', b'Ayman","person"'), 4, "unknown SDN_Type 'person'"),
        (SDN.replace(b"ANGLO", b"AN\x00GLO"), 2, "control character"),
        (SDN.replace(b"ANGLO", b"AN\x81\xffGLO"), 2, "neither UTF-8 nor Windows-1252"),
        (ALT.replace(b'36,12,"aka"', b'36,12,"xyz"'), 1, "unknown alt_type 'xyz'"),
        (ALT.replace(b'"AVIA IMPORT"', b"-0- "), 2, "an alias without a name"),
        (ADD.replace(b"36,25,", b"36,x25,"), 1, "must be numbers"),
    ],
)
def test_a_bad_row_is_named(data: bytes, row: int, problem: str) -> None:
    """Truncated, short, wrongly quoted, wrongly encoded and senseless rows are errors with file and row."""
    message = failure(data)
    assert message.startswith(f"sdn.csv row {row}: ")
    assert problem in message


def test_utf16_is_refused_by_name() -> None:
    """A file saved as UTF-16 is recognised as OFAC's and its encoding named."""
    data = SDN.removesuffix(b"\x1a").decode().encode("utf-16")
    assert role_of(SourceFile("sdn.csv", data)) == "sdn"
    assert "UTF-16" in failure(data)


def test_lost_quotes_are_found_again() -> None:
    """Rows whose names with commas fell apart come out with the columns they had."""
    for role, data in (("sdn", SDN), ("alt", ALT)):
        whole = read_table(SourceFile(role, data))
        broken = read_table(SourceFile(role, data.replace(b'"', b"")))
        assert [row.fields for row in broken.rows] == [row.fields for row in whole.rows]
        assert broken.mended > 5


def test_an_address_without_quotes_keeps_its_text() -> None:
    """Where street and city can't be told apart both stay in one column, in order; the country is found."""
    fields = ["173", "129", "Ibex House", " The Minories", "London EC3N 1DY", "United Kingdom", "-0- "]
    mended = mend("add", fields)
    assert mended is not None
    assert mended[2:5] == ["Ibex House, The Minories,London EC3N 1DY", "-0-", "United Kingdom"]
    fields = ["1", "2", "-0- ", "Pyongyang", "Korea", " North", "-0- "]
    mended = mend("add", fields)
    assert mended is not None
    assert mended[2:5] == ["-0- ", "Pyongyang", "Korea, North"]


def test_a_row_that_can_be_read_in_two_ways_is_refused() -> None:
    """Nothing is guessed: two possible readings are an error."""
    fields = ["1", "A", "vessel", "SDGT", "vessel", "SDGT", *["-0-"] * 9]
    assert mend("sdn", fields) is None
    row = ",".join(fields).encode()
    message = failure(SDN.removesuffix(b"\x1a") + row + b"\r\n")
    assert message.startswith("sdn.csv row 23: ")


def test_full_files_without_their_quotes_come_out_the_same(shared: Path) -> None:
    """Every row of the real SDN and alias files is put together again rightly."""
    for name in ("sdn", "alt"):
        data = (shared / "lists" / "ofac" / "2024-03-11_triple" / f"{name}.csv").read_bytes()
        whole = read_table(SourceFile(name, data))
        broken = read_table(SourceFile(name, data.replace(b'"', b"")))
        assert [row.fields for row in broken.rows] == [row.fields for row in whole.rows]
        assert broken.mended > 8_000


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_damage_gives_a_clear_error_or_rows(data: st.DataObject) -> None:
    """Any truncation or flipped byte gives whole rows or a ListError and nothing else."""
    role = data.draw(st.sampled_from(sorted(ROLES)))
    content = bytearray(ROLES[role])
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=3)):
        content[at] = data.draw(st.integers(0, 255))
    content = content[: data.draw(st.integers(0, len(content)))]
    with suppress(ListError):
        table = read_table(SourceFile("sdn.csv", bytes(content)))
        assert all(len(row.fields) == len(COLUMNS[table.role]) for row in table.rows)
