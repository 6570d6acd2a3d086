"""One designation read from two formats comes out equal, but for the differences that are stated here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.lists.agreement import Facts, differences, facts, plain

from watchword.lists import references
from watchword.lists.registry import load_paths, read_files
from watchword.model import Kind, Listing

# What OFAC changed between 2021-03-10 (XML) and 2021-04 (CSV), by its own notices of recent actions.
_CHANGED_IN_APRIL = {"16689", "24807", "24808", "24809", "24810", "24812", "26235", "31373"}
# The notice of 2021-03-17: secondary sanctions under the Hong Kong Autonomy Act.
_HONG_KONG = ("Secondary sanctions risk", "pursuant to the Hong Kong Autonomy Act of 2020 - Public Law 116-149")
# The CSV breaks remarks off after 1,000 characters; the rest is in no file of that day.
_CUT = {"12300", "15599", "15600", "28263", "28264", "29703"}


def _listings(*paths: Path) -> tuple[Listing, ...]:
    (read_list,) = read_files(load_paths(paths))
    return read_list.listings


@pytest.fixture(scope="module")
def ofac(shared: Path) -> Path:
    return shared / "lists" / "ofac"


@pytest.fixture(scope="module")
def march_2024(ofac: Path) -> tuple[Listing, ...]:
    return _listings(ofac / "2024-03-11_triple")


def test_ofac_xml_and_csv_say_the_same(ofac: Path) -> None:
    """Of 8,826 designations in sdn.xml and in the CSV of three weeks later all are equal but for true changes.

    Differences of format: cut remarks; a document without a number is a detail in XML and free text in CSV; the
    CSV's last clause loses its full stop.
    """
    xml, csv = _listings(ofac / "sdn_2021-03-10.xml"), _listings(ofac / "2021-04_triple_pre_djibo")
    assert len({one.id for one in xml} & {one.id for one in csv}) == 8826
    found = differences(xml, csv)
    for number in _CUT | _CHANGED_IN_APRIL:
        found.pop(f"us-ofac:{number}")
    assert found.pop("us-ofac:7577") == {"details": ({("NIT #", "Provisional (Colombia)")}, set())}
    for different in found.values():
        assert different.keys() == {"details"}
        only_xml, only_csv = different["details"]
        stops = {(label, f"{value}.") for label, value in only_xml}  # type: ignore[misc]
        assert only_csv == {_HONG_KONG} or only_csv == stops
    assert len(found) == 27


def test_ofac_enhanced_and_csv_say_the_same(ofac: Path, march_2024: tuple[Listing, ...]) -> None:
    """The Enhanced XML says all that the CSV says, and adds names in other scripts and what it is based on."""
    enhanced = _listings(ofac / "sdn_enhanced_yemen_2024-05-24.xml")
    found = differences(enhanced, march_2024, _straight)
    assert len(enhanced) == 10
    for different in found.values():
        assert different.keys() <= {"names", "details"}
        assert all(not only_csv for _, only_csv in different.values())
    more = {label for one in found.values() for label, _ in one.get("details", (frozenset(), None))[0]}  # type: ignore[misc]
    assert {"Sanctions list", "Sanctions type", "Legal authority"} <= more


def test_ofac_advanced_and_csv_say_the_same(ofac: Path, march_2024: tuple[Listing, ...]) -> None:
    """Names, births, genders and kinds of the 37 parties of the sample are those of the CSV, besides other scripts.

    The sample has lost most places, documents and entries, so nothing can be said of those.
    """
    advanced = _listings(ofac / "sdn_advanced_sample_2024-02-23.xml")
    listed = {one.id for one in march_2024}
    assert len([one for one in advanced if one.id in listed]) == 37
    for different in differences(advanced, march_2024, _straight).values():
        for field in ("kind", "births", "birth_places", "genders"):
            assert field not in different
        only_csv = different.get("names", (None, frozenset()))[1]
        assert not only_csv


def test_the_screening_list_says_what_ofac_says(shared: Path, ofac: Path) -> None:
    """The US Consolidated Screening List has OFAC's names, births, kinds and numbers under OFAC's own number.

    Differences: a month or range of birth stands as its first day only; aliases are not graded, so none is weak or former; the
    lists are of different days (2022-02-25 and April 2022), so some parties have changed.
    """
    joined = {link.target_id: one for one in _listings(*(shared / "lists" / "us_csl").iterdir()) for link in one.links}
    compared = [(one, joined[one.id]) for one in _listings(ofac / "sdn_2022-02-25.csv") if one.id in joined]
    assert len(compared) == 9183
    renamed = [one.id for one, other in compared if not _names(one) <= _names(other)]
    assert len(renamed) == 12
    assert sum(one.kind is not other.kind for one, other in compared) == 2
    assert sum({s.first for s in one.births} != {s.first for s in other.births} for one, other in compared) == 3
    kept = ("passport", "national-id", "tax")
    for one, other in compared:
        numbers = {plain(number.value) for number in other.identifiers}
        assert {plain(number.value) for number in one.identifiers if number.type in kept} <= numbers


def test_ofsi_s_layouts_of_2018_and_2020_say_the_same(shared: Path) -> None:
    """The 1,507 groups that OFSI did not touch between the two are equal in both layouts.

    Difference: a spreadsheet has taken leading zeros from numbers of 2018, and made 2.81083E+11 of one.
    """
    uk = shared / "lists" / "uk"
    before, after = (
        {one.id: one for one in _listings(uk / f"ConList_{day}.csv")} for day in ("2018-04-13", "2020-04-27")
    )
    same = [(before[i], after[i]) for i in before.keys() & after.keys() if _updated(before[i]) == _updated(after[i])]
    assert len(same) == 1507
    for one, other in same:
        mine, theirs = facts(one), facts(other)
        for field in ("kind", "names", "births", "birth_places", "nationalities", "programmes", "links"):
            assert mine[field] == theirs[field], one.id
        assert one.listed_on == other.listed_on
        assert [number.type for number in one.identifiers] == [number.type for number in other.identifiers]
    numbers = (
        (a.value, b.value) for one, other in same for a, b in zip(one.identifiers, other.identifiers, strict=True)
    )
    spoiled = [(a, b) for a, b in numbers if a != b]
    assert [a for a, b in spoiled if a != b.lstrip("0")] == ["2.81083E+11"]


def test_ofsi_s_layouts_of_2020_and_2023_say_the_same(shared: Path) -> None:
    """A group of 2020 that is still listed in 2023 is the same party: listing date and kind are equal, and so is a name.

    OFSI rewrote nearly every group in between: 70 have new spellings only, and regimes, addresses and remarks are
    other texts.
    """
    uk = shared / "lists" / "uk"
    before, after = (
        {one.id: one for one in _listings(uk / name)} for name in ("ConList_2020-04-27.csv", "ConList_2023-06-05.xlsx")
    )
    both = [(before[id_], after[id_]) for id_ in before.keys() & after.keys()]
    assert len(both) == 1878
    changed = {one.id for one, other in both if one.listed_on != other.listed_on}
    assert changed == {"uk-ofsi:13310", "uk-ofsi:13311", "uk-ofsi:11784"}
    assert all((one.kind is Kind.PERSON) == (other.kind is Kind.PERSON) for one, other in both)
    assert sum(not _words(one) & _words(other) for one, other in both) == 70


def test_three_publishers_say_the_same_of_one_reference(shared: Path) -> None:
    """Parties with one UN reference in the lists of the UN, the EU and the UK have a name and their births in common.

    The lists are of different years (2021, 2019, 2020), and the UN has given some references anew since.
    """
    united = shared / "test_only" / "lists" / "un" / "consolidated_2021-03-12.xml"
    if not united.is_file():
        pytest.skip("the UN's file is not here")
    un = {one.id.removeprefix("un-sc:"): one for one in _listings(united)}
    uk = _by_reference(_listings(shared / "lists" / "uk" / "ConList_2020-04-27.csv"))
    eu = _by_reference(_listings(shared / "lists" / "eu" / "20190827-FULL-1_1.xml"))
    for first, second, count, apart in ((eu, uk, 17, 0), (eu, un, 44, 1), (uk, un, 167, 8)):
        both = [(first[number], second[number]) for number in first.keys() & second.keys()]
        assert len(both) == count
        assert sum(not _words(one) & _words(other) for one, other in both) <= apart
        assert sum(not _may_be_born_together(one, other) for one, other in both) <= apart


def _names(listing: Listing) -> set[str]:
    return {plain(name.full) for name in listing.names}


def _words(listing: Listing) -> set[frozenset[str]]:
    return {frozenset(re.findall(r"\w+", name.full.casefold())) for name in listing.names}


def _updated(listing: Listing) -> str:
    return next((detail.value for detail in listing.details if detail.label == "Last Updated"), listing.id)


def _by_reference(listings: tuple[Listing, ...]) -> dict[str, Listing]:
    """Listings by the UN's reference that their publisher gives in a field of its own."""
    found: dict[str, Listing] = {}
    for listing in listings:
        texts = [detail.value for detail in listing.details if "UN" in detail.label or "United" in detail.label]
        for number in (number for text in texts for number in references.UN.findall(text)):
            found.setdefault(number, listing)
    return found


def _may_be_born_together(one: Listing, other: Listing) -> bool:
    if not (one.births and other.births):
        return True
    return any(a.first <= b.last and b.first <= a.last for a in one.births for b in other.births)


def _straight(listing: Listing) -> Facts:
    """Facts with straight apostrophes, which the CSV alone has."""
    return {
        field: frozenset(
            tuple(
                part.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'") if isinstance(part, str) else part for part in one
            )
            if isinstance(one, tuple)
            else one
            for one in said
        )
        for field, said in facts(listing).items()
    }
