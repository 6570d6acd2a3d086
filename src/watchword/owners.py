"""Who owns how much of whom? A table of owners, owned and percent becomes exact shares, or an error with its row.

Shares are fractions, never floating-point numbers: 33.3 and 16.7 percent are exactly one half. Nothing is judged
here: that is `ownership`.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from watchword.errors import InputError

_LARGEST = 50 * 1024 * 1024  # bytes of an owners' file
_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d{1,30})?")
_SHARE = re.compile(r"(\d{1,9})\s*/\s*(\d{1,9})")
_YES, _NO = frozenset(("yes", "y", "true", "1", "x")), frozenset(("", "no", "n", "false", "0"))
_COLUMNS = ("owner", "owned", "percent", "control", "blocked")


@dataclass(frozen=True, slots=True)
class Stake:
    """One owner's share (0..1) of one entity; `control` says that the owner controls it, whatever the share."""

    owner: str
    owned: str
    share: Fraction
    control: bool = False


@dataclass(frozen=True, slots=True)
class Owners:
    """The stakes of a file, and what it says of owners: `blocked` by `key` of the name, where it says so."""

    stakes: tuple[Stake, ...]
    blocked: Mapping[str, bool]


def key(name: str) -> str:
    """The form in which names of one file are the same: one case, single spaces."""
    return " ".join(name.casefold().split())


def read_owners(path: Path) -> Owners:
    """The owners of a CSV file with a header, or of a JSON array of objects.

    Fields: `owner`, `owned`, `percent` (50, 50 %, 33.34, or a share such as 1/3), and where known `control` (yes or
    no) and `blocked` (yes or no: whether the owner is a blocked person, which then is not screened). A row of control
    alone needs no percent. Raises InputError naming file, row and field.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise InputError(f"more than {_LARGEST:,} bytes", where=str(path))
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise InputError("no such file", where=str(path)) from None
    except OSError as error:
        raise InputError(f"can't be read ({error.strerror})", where=str(path)) from None
    except UnicodeDecodeError:
        raise InputError("not a text in UTF-8", where=str(path), hint="Save it as CSV in UTF-8.") from None
    rows = _json_rows(text, path) if text.lstrip().startswith(("[", "{")) else _csv_rows(text, path)
    return _collect(rows)


def parse_share(text: str, where: str = "percent") -> Fraction:
    """The share (0..1) that a percentage (50, 50 %, 33,34) or a fraction (1/3) means. InputError names `where`."""
    bare = text.strip().removesuffix("%").strip()
    share = _SHARE.fullmatch(bare)
    if share and int(share[2]) and not text.strip().endswith("%"):
        value = Fraction(int(share[1]), int(share[2]))
    elif _NUMBER.fullmatch(bare):
        value = Fraction(bare.replace(",", ".")) / 100
    else:
        raise InputError(f"not a percentage: {text!r}", where=where, hint="Write 50, 33.34 or 1/3.")
    if value > 1:
        raise InputError(f"more than the whole: {text!r}", where=where)
    return value


def _csv_rows(text: str, path: Path) -> Iterator[tuple[str, Mapping[str, str]]]:
    reader = csv.DictReader(io.StringIO(text), skipinitialspace=True)
    header = [" ".join(name.casefold().split()) for name in reader.fieldnames or ()]
    for needed in _COLUMNS[:3]:
        if needed not in header:
            raise InputError(f"no column {needed!r}", where=f"{path} row 1", hint="Columns are owner, owned, percent.")
    reader.fieldnames = header
    try:
        for row in reader:
            where = f"{path} row {reader.line_num}"
            if None in row:
                raise InputError("more cells than the header has", where=where, hint="Quote names that have commas.")
            yield where, {name: value or "" for name, value in row.items()}
    except csv.Error as error:
        raise InputError(f"not CSV: {error}", where=f"{path} row {reader.line_num}") from None


def _json_rows(text: str, path: Path) -> Iterator[tuple[str, Mapping[str, str]]]:
    try:
        rows = json.loads(text, parse_float=str, parse_int=str)
    except (ValueError, RecursionError) as error:
        raise InputError(f"not JSON: {error}", where=str(path)) from None
    if not isinstance(rows, list):
        raise InputError("not an array of objects", where=str(path))
    for number, row in enumerate(rows, start=1):
        where = f"{path} item {number}"
        if not isinstance(row, dict):
            raise InputError("not an object", where=where)
        yield where, {name.casefold(): _told(row[name], f"{where}, {name}") for name in row}


def _told(value: Any, where: str) -> str:
    if value is None or isinstance(value, bool):
        return {None: "", True: "yes", False: "no"}[value]
    if isinstance(value, str):
        return value
    raise InputError("only text, numbers and true or false are allowed here", where=where)


def _collect(rows: Iterable[tuple[str, Mapping[str, str]]]) -> Owners:
    stakes: dict[tuple[str, str], Stake] = {}
    blocked: dict[str, bool] = {}
    for where, row in rows:
        if not any(value.strip() for value in row.values()):
            continue
        owner, owned = (_name(row, field, where) for field in ("owner", "owned"))
        control = _flag(row.get("control", ""), f"{where}, control") is True
        percent = row.get("percent", "").strip()
        if not percent and not control:
            raise InputError(
                "no percentage", where=f"{where}, percent", hint="Leave it empty only where control is yes."
            )
        pair = (key(owner), key(owned))
        if pair in stakes:
            raise InputError(f"{owner} and {owned} stand here twice", where=where, hint="Give their sum in one row.")
        stakes[pair] = Stake(owner, owned, parse_share(percent or "0", f"{where}, percent"), control)
        status = _flag(row.get("blocked", ""), f"{where}, blocked")
        if status is not None and blocked.setdefault(pair[0], status) is not status:
            raise InputError(f"{owner} is blocked in one row and not in another", where=f"{where}, blocked")
    return Owners(tuple(stakes.values()), blocked)


def _name(row: Mapping[str, str], field: str, where: str) -> str:
    name = " ".join(row.get(field, "").split())
    if not name:
        raise InputError("a name is missing", where=f"{where}, {field}")
    return name


def _flag(text: str, where: str) -> bool | None:
    """Yes, no, or None where nothing is said."""
    word = text.strip().casefold()
    if word not in _YES | _NO:
        raise InputError(f"not yes or no: {text!r}", where=where)
    return None if not word else word in _YES
