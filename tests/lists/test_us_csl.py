"""The US Consolidated Screening List is read whole from CSV and JSON, with links to OFAC's own entries."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest
from tests.lists.fields import Rows, check_cells, outcome, read, refusal

from watchword.lists import us_csl
from watchword.model import Address, Identifier, Kind, Link, Listing, Name, Strength

_CSV, _JSON = us_csl.FORMATS


@pytest.fixture(scope="module")
def extract(data: Path) -> bytes:
    return (data / "us-csl" / "extract-consolidated.csv").read_bytes()


@pytest.fixture(scope="module")
def invented(data: Path) -> bytes:
    return (data / "us-csl" / "invented.json").read_bytes()


@pytest.fixture(scope="module")
def listings(extract: bytes) -> dict[str, Listing]:
    return {listing.name: listing for listing in read(_CSV, extract).listings}


def _rows(content: bytes) -> Rows:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def _write(rows: Rows) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def test_every_row_of_the_real_file_is_a_listing(shared: Path) -> None:
    """14,160 rows of April 2022 are 14,160 listings, each with its name and every further name."""
    content = gzip.decompress((shared / "lists" / "us_csl" / "consolidated_2022-04.csv.gz").read_bytes())
    read_list = read(_CSV, content)
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert read_list.publication.records == len(read_list.listings) == len(rows) == 14_160
    assert len({listing.id for listing in read_list.listings}) == len(rows)
    assert read_list.notes == ()
    for row, listing in zip(rows, read_list.listings, strict=True):
        names = {" ".join(name.full.split()) for name in listing.names}
        assert " ".join(row["name"].split()) == " ".join(listing.name.split())
        assert {" ".join(name.split()) for name in row["alt_names"].split("; ") if name.strip()} <= names
        assert bool(row["entity_number"]) == any(link.target_id for link in listing.links)


def test_no_column_is_left_unread_by_accident(extract: bytes) -> None:
    """Every column that is read changes the list when it is changed; those in UNREAD do not, and say why."""
    rows = _rows(extract)
    assert set(rows[0]) <= {*us_csl.COLUMNS, *us_csl.UNREAD}
    check_cells(_CSV, rows, _write, us_csl.UNREAD)
    assert all(us_csl.UNREAD.values())


def test_no_field_of_the_json_is_left_unread_by_accident(invented: bytes) -> None:
    """Every field that is read changes the list when it is changed; those in UNREAD do not."""
    before = outcome(_JSON, invented)
    whole = json.loads(invented)
    for entry in whole["results"]:
        assert entry.keys() <= {*us_csl.FIELDS, *us_csl.UNREAD}
        for name, value in [(name, value) for name, value in entry.items() if value]:
            entry[name] = _changed(value)
            assert (outcome(_JSON, json.dumps(whole).encode()) != before) == (name in us_csl.FIELDS), name
            entry[name] = value


def _changed(value: Any) -> Any:
    if isinstance(value, list):
        return [_changed(item) for item in value]
    if isinstance(value, dict):
        return {name: f"{item}9" for name, item in value.items()}
    return f"{value}9"


def test_an_entry_has_its_list_and_the_number_of_ofac(listings: dict[str, Listing]) -> None:
    """The id tells which of the thirteen lists it is of; an entry of Treasury's is linked to OFAC's own."""
    vessel = listings["EBANO"]
    assert (vessel.id, vessel.kind) == ("us-csl:SDN-4243", Kind.VESSEL)
    assert Link("same-party", "EBANO", "us-ofac:4243") in vessel.links
    assert listings["Wuxi Hyatech Co., Ltd."].id.startswith("us-csl:MEU-")


def test_kinds_are_told_or_unknown(listings: dict[str, Listing]) -> None:
    """Commerce doesn't say what its entries are: a legal form makes a company, nothing else is guessed."""
    assert listings["Wuxi Hyatech Co., Ltd."].kind is Kind.COMPANY
    assert listings["Aref Bali Lashak"].kind is Kind.UNKNOWN


def test_the_json_keeps_apart_what_the_csv_joins(invented: bytes) -> None:
    """Address, document with both dates, aliases, citizenship and linked party of a JSON entry."""
    person, vessel = read(_JSON, invented).listings
    assert person.names == (
        Name("EXAMPLOV, Ivan", given="Ivan", family="EXAMPLOV"),
        Name("EXAMPLOFF, Johann", Strength.STRONG, given="Johann", family="EXAMPLOFF"),
        Name("Vanya", Strength.STRONG),
    )
    assert person.addresses == (
        Address("1 Test Street, Minsk, Minsk Region, 220000, BY", "Minsk", "Minsk Region", "220000", "by"),
    )
    assert person.identifiers == (Identifier("passport", "AB0000001", "by", "issued 2001-01-01 expires 2011-01-01"),)
    assert person.nationalities == ("by", "ru")
    assert Link("linked-to", "EXAMPLE WORKS LLC") in person.links
    assert Link("owned-by", "Example Shipping") in vessel.links


def test_one_entry_twice_is_two_listings(extract: bytes) -> None:
    """A list may have one number twice: both stand, the second with /2 in its id."""
    rows = _rows(extract)
    twice = read(_CSV, _write([*rows, rows[1]])).listings
    assert twice[-1].id == f"{twice[0].id}/2"


@pytest.mark.parametrize(
    ("column", "text", "message"),
    [
        ("name", "", "list, line 2: an entry without name"),
        ("_id", "", "list, line 2: an entry without id"),
        ("source", "Some list", "list, line 2: an entry without source"),
        ("type", "Spacecraft", "list, line 2: unknown type 'Spacecraft'"),
    ],
)
def test_a_spoiled_row_is_refused_by_line(extract: bytes, column: str, text: str, message: str) -> None:
    """Each fault refuses the whole file, and says where it is."""
    rows = _rows(extract)
    rows[1][rows[0].index(column)] = text
    assert message in refusal(_CSV, _write(rows))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b'"id": "a1b2c3"', b'"id": null', "list: results[0]: an entry without id"),
        (b'"alt_names": null', b'"alt_names": [{}]', "results[1].alt_names: text is needed here, not an object"),
        (b'"results": [', b'"results": {"a": [', "broken JSON"),
    ],
)
def test_a_spoiled_entry_is_refused_by_its_place(invented: bytes, old: bytes, new: bytes, message: str) -> None:
    """Each fault of the JSON refuses the whole file, and says where it is."""
    assert old in invented
    assert message in refusal(_JSON, invented.replace(old, new, 1))
