"""The owners' file is read exactly, or refused with its row."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from watchword.errors import InputError
from watchword.owners import Stake, parse_share, read_owners


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("50", Fraction(1, 2)), ("50%", Fraction(1, 2)), ("50 %", Fraction(1, 2)), ("33.34", Fraction(1667, 5000)),
        ("33,34", Fraction(1667, 5000)), ("1/3", Fraction(1, 3)), ("0", Fraction(0)), ("100", Fraction(1)),
        ("49.9999999999999999999", Fraction(499999999999999999999, 10**21)),
    ],
)  # fmt: skip
def test_shares_are_exact(text: str, share: Fraction) -> None:
    """A share is the fraction that is written, to the last digit."""
    assert parse_share(text) == share


@pytest.mark.parametrize("text", ["", "half", "101", "100.01", "-1", "1e1", "50%%", "1/0", "3/2", "nan", "5 0", "50/%"])
def test_what_is_no_share_is_refused(text: str) -> None:
    """What is no percentage of the whole is refused."""
    with pytest.raises(InputError):
        parse_share(text)


def write(folder: Path, text: str, name: str = "owners.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_csv(tmp_path: Path) -> None:
    """Columns by name in any order and case, quoted names, blank rows, a mark at the file's start."""
    text = '\ufeffOwned,Owner,Percent,Control,Blocked\n"A, Ltd",X  Y,50 %,,yes\n,,,,\nB,"A, Ltd",,yes,\n'
    owners = read_owners(write(tmp_path, text))
    assert owners.stakes == (
        Stake("X Y", "A, Ltd", Fraction(1, 2)),
        Stake("A, Ltd", "B", Fraction(0), control=True),
    )
    assert owners.blocked == {"x y": True}


def test_json_numbers_stay_decimal(tmp_path: Path) -> None:
    """A number of a JSON file never becomes a floating-point number: three tenths and seven are one."""
    text = (
        '[{"owner": "X", "owned": "A", "percent": 0.1, "blocked": true}, {"owner": "Y", "owned": "A", "percent": 0.2}]'
    )
    owners = read_owners(write(tmp_path, text))
    assert sum(stake.share for stake in owners.stakes) == Fraction(3, 1000)
    assert owners.blocked == {"x": True}


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("owner,owned\nX,A\n", "row 1"),
        ("owner,owned,percent\nX,A,most\n", "row 2, percent"),
        ("owner,owned,percent\nX,A,\n", "row 2, percent"),
        ("owner,owned,percent\nX,,50\n", "row 2, owned"),
        ("owner,owned,percent\nX,A,10\nx,a ,20\n", "row 3"),
        ("owner,owned,percent,control\nX,A,10,perhaps\n", "row 2, control"),
        ("owner,owned,percent,blocked\nX,A,10,yes\nX,B,10,no\n", "row 3, blocked"),
        ("owner,owned,percent\nX,A, Ltd,50\n", "row 2"),
        ('[{"owner": "X", "owned": "A", "percent": [50]}]', "item 1, percent"),
        ('[{"owner": "X"', "owners.csv"),
        ('{"owner": "X"}', "owners.csv"),
        ("[1]", "item 1"),
    ],
)
def test_errors_name_row_and_field(tmp_path: Path, text: str, where: str) -> None:
    """What can't be read is refused whole, with the row and the field at fault."""
    with pytest.raises(InputError) as caught:
        read_owners(write(tmp_path, text))
    assert caught.value.where.endswith(where)


def test_files_that_are_none(tmp_path: Path) -> None:
    """A missing file, a folder and bytes that are no text are refused."""
    (tmp_path / "latin.csv").write_bytes(b"owner,owned,percent\n\xe9,A,50\n")
    for path in (tmp_path / "missing.csv", tmp_path, tmp_path / "latin.csv"):
        with pytest.raises(InputError):
            read_owners(path)
