"""Every real file at hand loads whole, by its content, with the count that its publisher has."""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest

from watchword.lists.publishers import sources
from watchword.lists.registry import FORMATS, format_of, load_paths, read_files
from watchword.lists.source import SourceFile

# Folder or file below shared/data -> its format, and the number of designations counted another way.
_LISTS = {
    "lists/ofac/2021-04_triple_pre_djibo": ("us-ofac-csv", 8890),
    "lists/ofac/2022-01-21_triple": ("us-ofac-csv", 9044),
    "lists/ofac/2024-03-11_triple": ("us-ofac-csv", 14452),
    "lists/ofac/cons_2018-05": ("us-ofac-csv", 639),
    "lists/ofac/sdn_2021-08-18.csv": ("us-ofac-csv", 9083),
    "lists/ofac/sdn_2022-01-21_scrape.csv": ("us-ofac-csv", 9044),
    "lists/ofac/sdn_2022-02-25.csv": ("us-ofac-csv", 9214),
    "lists/ofac/sdn_2021-03-10.xml": ("us-ofac-xml", 8832),
    "lists/ofac/cons_2024-05-06.xml": ("us-ofac-xml", 443),
    "lists/ofac/sdn_advanced_sample_2024-02-23.xml": ("us-ofac-advanced", 37),
    "lists/ofac/sdn_enhanced_yemen_2024-05-24.xml": ("us-ofac-enhanced", 10),
    "lists/us_csl/consolidated_2022-04.csv.gz": ("us-csl-csv", 14160),
    "lists/eu/20190827-FULL-1_1.xml": ("eu-fsf-xml", 2200),
    "lists/eu/csv_full_1_1_first1000_2018-07-04.csv": ("eu-fsf-csv", 93),
    "lists/uk/ConList_2018-04-13.csv": ("uk-ofsi-old-csv", 2106),
    "lists/uk/ConList_2020-04-27.csv": ("uk-ofsi-old-csv", 2114),
    "lists/uk/ConList_2023-06-05.derived.csv.gz": ("uk-ofsi-csv", 3993),
    "lists/uk/ConList_2023-06-05.xlsx": ("uk-ofsi-xlsx", 3993),
    "lists/ch/seco_example_2024-01.xml": ("ch-seco-xml", 3),
    "lists/au/regulation8_consolidated_2024-12.xlsx": ("au-dfat-xlsx", 3062),
    "test_only/lists/un/consolidated_2021-03-12.xml": ("un-sc-xml", 1004),
    "test_only/lists/un/consolidated_2024-09-26.xml": ("un-sc-xml", 875),
    "test_only/lists/un/consolidated_2024-11-30.xml": ("un-sc-xml", 879),
    "test_only/lists/ca/sema-lmes_2020-04.xml": ("ca-sema-xml", 1369),
}
# sdn_comments goes with a set of its own day, which is not at hand; the series is a history of states.
_NO_LISTS = {"lists/ofac/sdn_comments_2025-01.csv", "lists/ofac/sdn_series_2021-08_to_2022-12.tar.xz"}


@pytest.mark.parametrize("name", _LISTS)
def test_every_real_list_loads_with_its_count(shared: Path, name: str) -> None:
    """Published count = read count, under the publisher's name and title."""
    if not (shared / name).exists():
        pytest.skip(f"{name} is not here")
    files = load_paths([shared / name])
    format_, count = _LISTS[name]
    assert {format_of(file).name for file in files} == {format_}
    (read_list,) = read_files(files)
    assert read_list.publication.records == len(read_list.listings) == count
    assert len({listing.id for listing in read_list.listings}) == count
    assert all(listing.id.startswith(f"{listing.publisher}:") for listing in read_list.listings)
    known = {(source.publisher, source.title) for source in sources()}
    assert (read_list.publication.publisher, read_list.publication.title) in known


def test_no_real_file_is_left_out(shared: Path) -> None:
    """A file that comes to the shared folder has to be read here, or to stand among those that are no list."""
    for folder in ("lists", "test_only/lists"):
        for path in (shared / folder).rglob("*"):
            name = path.relative_to(shared).as_posix()
            known = name in _NO_LISTS or name in _LISTS or path.parent.relative_to(shared).as_posix() in _LISTS
            assert known or path.is_dir() or name.startswith("lists/schemas/"), name


def test_every_real_file_is_one_format_s(shared: Path) -> None:
    """No real file is taken for two formats, and every one that is a list is taken for one."""
    for name in _LISTS:
        for file in load_paths([shared / name]) if (shared / name).exists() else ():
            assert [known.name for known in FORMATS if known.recognises(file)] == [_LISTS[name][0]], file.name


def test_a_scrape_of_the_series_loads(shared: Path) -> None:
    """The first and the last of the 143 scrapes are lists of OFAC's."""
    with tarfile.open(shared / "lists" / "ofac" / "sdn_series_2021-08_to_2022-12.tar.xz") as archive:
        members = sorted((one for one in archive.getmembers() if one.isfile()), key=lambda one: one.name)
        for member in (members[0], members[-1]):
            content = archive.extractfile(member)
            assert content is not None
            (read_list,) = read_files([SourceFile(member.name, content.read())])
            assert len(read_list.listings) > 9000


def test_every_publisher_of_the_table_has_a_reader() -> None:
    """What the table of lists names can be read: each publisher has a format of its name."""
    for source in sources():
        assert any(known.name.startswith(f"{source.publisher}-") for known in FORMATS), source.id
