"""One designation read from two formats comes out equal, but for the differences that are stated here."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.lists.agreement import Facts, differences, facts, plain

from watchword.lists.registry import load_paths, read_files
from watchword.model import Listing

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
    assert len(found) == 28


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
    """The US Consolidated Screening List has OFAC's names, births and numbers under OFAC's own number.

    Differences: aliases are not graded, so none is weak or former; dates are ISO text; the lists are of different
    days (2022-02-25 and April 2022), so parties have changed.
    """
    joined = {link.target_id: one for one in _listings(*(shared / "lists" / "us_csl").iterdir()) for link in one.links}
    sdn = _listings(ofac / "sdn_2022-02-25.csv")
    compared = [(one, joined[one.id]) for one in sdn if one.id in joined]
    assert len(compared) > 9000
    names = [({plain(n.full) for n in a.names} <= {plain(n.full) for n in b.names}) for a, b in compared]
    births = [{(s.first, s.last) for s in a.births} == {(s.first, s.last) for s in b.births} for a, b in compared]
    kinds = [a.kind is b.kind for a, b in compared]
    numbers = [
        {plain(i.value) for i in a.identifiers if i.type in ("passport", "national-id", "tax")}
        <= {plain(i.value) for i in b.identifiers}
        for a, b in compared
    ]
    for same in (names, births, kinds, numbers):
        assert sum(same) >= 0.99 * len(compared)


def test_ofsi_s_layouts_say_the_same(shared: Path) -> None:
    """Groups that OFSI has not touched between 2018 and 2020, or 2020 and 2023, read alike in both layouts.

    Differences: the older layout has no quality of aliases, no names in other scripts and no labels in remarks.
    """
    uk = shared / "lists" / "uk"
    files = ("ConList_2018-04-13.csv", "ConList_2020-04-27.csv", "ConList_2023-06-05.xlsx")
    for older, newer in zip(files, files[1:], strict=False):
        before = {one.id: one for one in _listings(uk / older)}
        after = {one.id: one for one in _listings(uk / newer)}
        same_day = [
            (before[id_], after[id_])
            for id_ in before.keys() & after.keys()
            if _updated(before[id_]) and _updated(before[id_]) == _updated(after[id_])
        ]
        for field in ("births", "programmes" if newer < "ConList_2021" else "births", "listed_on"):
            same = sum(getattr(one, field) == getattr(other, field) for one, other in same_day)
            assert same >= 0.97 * len(same_day), field
        named = sum({n.full for n in one.names} <= {n.full for n in other.names} for one, other in same_day)
        assert named >= 0.97 * len(same_day)


def _updated(listing: Listing) -> str:
    return next((detail.value for detail in listing.details if detail.label == "Last Updated"), "")


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
