"""Damaged files only ever give clear errors: whatever the bytes, a reader reads the list whole or raises ListError."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from watchword.errors import ListError
from watchword.lists import own
from watchword.lists.registry import FORMATS
from watchword.lists.source import ListFormat, SourceFile

_FILES = {
    "us-ofac-xml": "us-ofac/xml/sdn.xml",
    "us-ofac-advanced": "us-ofac/xml/advanced.xml",
    "us-ofac-enhanced": "us-ofac/xml/enhanced.xml",
    "us-ofac-csv": "us-ofac/sdn/sdn.csv",
    "us-csl-csv": "us-csl/extract-consolidated.csv",
    "us-csl-json": "us-csl/invented.json",
    "un-sc-xml": "un/invented.xml",
    "eu-fsf-xml": "eu/extract-full-1_1.xml",
    "eu-fsf-csv": "eu/extract-csv-1_0.csv",
    "uk-fcdo-xml": "uk/invented-list.xml",
    "uk-ofsi-csv": "uk/extract-conlist.csv",
    "uk-ofsi-xlsx": "uk/extract-conlist.xlsx",
    "uk-ofsi-old-csv": "uk/extract-conlist-2020.csv",
    "ca-sema-xml": "ca/invented-bilingual.xml",
    "ch-seco-xml": "ch/invented.xml",
    "fr-gels-json": "fr/invented.json",
    "au-dfat-xlsx": "au/extract-regulation8.xlsx",
    "au-dfat-xls": "au/extract-regulation8.xls",
    "ftm-json": "ftm/invented.jsonl",
}
# The same reader behind another container, or a file that another test makes.
_NO_FILE = {"uk-fcdo-csv", "uk-fcdo-xlsx", "uk-ofsi-old-xlsx"}
# Values that have broken readers: not numbers, numbers of other scripts, no dates, other types, too long.
_ODD = (
    "", " ", "x", "-1", "0", "1e999", "9" * 400, "²", "٣", "0000-00-00", "9999-12-31", "2024-02-30", "99/99/9999",
    "1 to 9999", "(1) (2) (1)", "a) b) a)", "<>&\"'", "\u202e", "\U0001f600", "\x00"[:0], "{}", "[" * 50, "; " * 50, "A " * 3000,
)  # fmt: skip
_ODD_JSON: tuple[Any, ...] = (None, True, 0, -1, 1e308, 10**30, "", "x", [], {}, [[]], [None], {"a": []})
_SIGNS = b"<>&\"';,[]{}()\\/\n\r\t\0=-01\xff\xc3\xe2"
_FEW, _MANY = 25, 600  # cases of each format and kind of damage: some 1,000 in all by default, over 20,000 with slow


def _bytes_damaged(rng: random.Random, content: bytes) -> bytes:
    """Bytes cut off, cut out, doubled, moved, flipped or put in."""
    data = bytearray(content)
    match rng.randrange(6):
        case 0:
            return bytes(data[: rng.randrange(len(data))])
        case 1:
            at = rng.randrange(len(data))
            del data[at : at + rng.randrange(1, 400)]
        case 2:
            at, size = rng.randrange(len(data)), rng.randrange(1, 400)
            data[at:at] = data[at : at + size]
        case 3:
            at, to, size = rng.randrange(len(data)), rng.randrange(len(data)), rng.randrange(1, 200)
            data[to : to + size] = data[at : at + size]
        case 4:
            for _ in range(rng.randrange(1, 20)):
                data[rng.randrange(len(data))] = rng.randrange(256)
        case _:
            for _ in range(rng.randrange(1, 10)):
                at = rng.randrange(len(data))
                data[at:at] = bytes((rng.choice(_SIGNS),))
    return bytes(data)


def _values_damaged(rng: random.Random, content: bytes) -> bytes:
    """A sound file, some of whose values are odd ones."""
    if content.lstrip()[:1] == b"<":
        return _xml_damaged(rng, content)
    if content[:1] == b"{" and content.count(b'{"id"') > 5:
        lines = content.splitlines()
        at = rng.randrange(len(lines))
        lines[at] = _json_damaged(rng, lines[at])
        return b"\n".join(lines)
    if content[:1] in b"{[":
        return _json_damaged(rng, content)
    return _cells_damaged(rng, content)


def _xml_damaged(rng: random.Random, content: bytes) -> bytes:
    root = etree.fromstring(content)
    elements = list(root.iter("*"))
    for _ in range(rng.randrange(1, 5)):
        element = rng.choice(elements)
        if element.attrib and rng.random() < 0.5:
            element.set(rng.choice(list(element.attrib)), rng.choice(_ODD))
        elif rng.random() < 0.2 and element.getparent() is not None:
            element.getparent().remove(element)
        elif rng.random() < 0.2:
            element.append(rng.choice(elements[:50]).__copy__())
        else:
            element.text = rng.choice(_ODD)
    return etree.tostring(root)


def _json_damaged(rng: random.Random, content: bytes) -> bytes:
    value = json.loads(content)
    places = list(_places(value))
    for _ in range(rng.randrange(1, 4)):
        holder, key = rng.choice(places)
        holder[key] = rng.choice(_ODD_JSON if rng.random() < 0.6 else _ODD)
    return json.dumps(value).encode()


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in list(items):
        yield value, key
        yield from _places(inner)


def _cells_damaged(rng: random.Random, content: bytes) -> bytes:
    text = content.decode("utf-8", "surrogateescape")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    for _ in range(rng.randrange(1, 6)):
        row = rng.choice(rows[1:])
        if row:
            row[rng.randrange(len(row))] = rng.choice(_ODD)
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("utf-8", "surrogateescape")


_DAMAGES: tuple[Callable[[random.Random, bytes], bytes], ...] = (_bytes_damaged, _values_damaged)


def _complaint(format_: ListFormat, files: tuple[SourceFile, ...]) -> str:
    """Recognise and read: the message of the ListError, or nothing when what came out is a whole list."""
    format_.recognises(files[-1])
    try:
        read_list = format_.read(files)
    except ListError as error:
        return str(error)
    assert read_list.publication.records == len(read_list.listings) > 0
    assert len({listing.id for listing in read_list.listings}) == len(read_list.listings)
    assert all(listing.names for listing in read_list.listings)
    return ""


def _fuzz(format_: ListFormat, content: bytes, cases: int, more: tuple[SourceFile, ...] = ()) -> None:
    is_text = not content.startswith((b"PK", b"\xd0\xcf"))
    for damage in _DAMAGES if is_text else _DAMAGES[:1]:
        rng = random.Random(f"{format_.name} {damage.__name__}")
        for case in range(cases):
            damaged = damage(rng, content)
            try:
                complaint = _complaint(format_, (*more, SourceFile("list.x", damaged)))
            except Exception as error:
                error.add_note(f"{format_.name}, {damage.__name__}, case {case}")
                raise
            assert not complaint or "list.x" in complaint


def test_every_format_is_tried() -> None:
    """Each format of the registry has a file here, or stands among those that share a reader."""
    assert {known.name for known in FORMATS} == _FILES.keys() | _NO_FILE


@pytest.mark.parametrize("name", _FILES)
def test_damage_gives_clear_errors(data: Path, name: str) -> None:
    """Some dozens of damaged copies of each extract are read whole or refused with a ListError."""
    format_ = next(known for known in FORMATS if known.name == name)
    _fuzz(format_, (data / _FILES[name]).read_bytes(), _FEW)


@pytest.mark.slow
@pytest.mark.parametrize("name", _FILES)
def test_much_damage_gives_clear_errors(data: Path, name: str) -> None:
    """The same, over twenty thousand times in all."""
    format_ = next(known for known in FORMATS if known.name == name)
    _fuzz(format_, (data / _FILES[name]).read_bytes(), _MANY)


@pytest.mark.parametrize("cases", [_FEW, pytest.param(_MANY, marks=pytest.mark.slow)])
def test_damage_to_one_s_own_list_gives_clear_errors(data: Path, cases: int) -> None:
    """A damaged file under a sound map is refused by its rows; a damaged map is refused, or maps less."""
    map_file = SourceFile("map.toml", (data / "own" / "map.toml").read_bytes())
    table = (data / "own" / "parties.csv").read_bytes()
    (format_,) = own.formats_in([map_file])
    _fuzz(format_, table, cases, (map_file,))
    rng = random.Random("map")
    for _ in range(cases):
        damaged = SourceFile("map.toml", _bytes_damaged(rng, map_file.data))
        complaint = _complaint_of_map(damaged, SourceFile("list.x", table))
        assert not complaint or "map.toml" in complaint or "list.x" in complaint


def _complaint_of_map(map_file: SourceFile, file: SourceFile) -> str:
    try:
        formats = own.formats_in([map_file])
    except ListError as error:
        return str(error)
    return "".join(_complaint(format_, (map_file, file)) for format_ in formats)
