"""The links of some lists: found, explained, kept, and changed by people."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from tests.small import listing, snapshot_of

from watchword.linking import book
from watchword.linking.decisions import decide
from watchword.linking.facts import CODES
from watchword.linking.finder import bare, find_bonds
from watchword.linking.rules import Bond, objections
from watchword.match.evidence import CODES as MATCH_CODES
from watchword.model import Identifier, Link, Listing
from watchword.screen import Screener
from watchword.snapshot import Snapshot


def bonds_of(*listings: Listing) -> dict[tuple[str, str], Bond]:
    return {(b.a, b.b): b for b in find_bonds(Screener(snapshot_of(*listings), compiled=False))}


HAQQANI = (
    listing("us-ofac:1", "MUHAMMAD, Sirajuddin", "HAQQANI, Sirajuddin", born=["1977"], nationalities=("af",)),
    listing("uk-ofsi:1", "Sirajuddin Jallaloudine Haqqani", "Serajuddin Haqqani", born=["1977"], nationalities=("af",)),
    listing("au-dfat:1", "Jallalouddin Haqqani", born=["1942"], nationalities=("af",)),
)


def test_links_publishers_by_name_and_facts() -> None:
    """Another spelling with the same date of birth is a link; a father of another date is not."""
    found = bonds_of(*HAQQANI)
    assert found["uk-ofsi:1", "us-ofac:1"].verdict == "same"
    assert all("au-dfat:1" not in pair or bond.verdict == "doubtful" for pair, bond in found.items())


def test_every_link_is_explained() -> None:
    """A link carries the words that agree and the facts, in bits that sum to its strength."""
    bond = bonds_of(*HAQQANI)["uk-ofsi:1", "us-ofac:1"]
    assert {e.code for e in bond.evidence} >= {"name-exact", "birth-consistent", "country-shared"}
    assert bond.bits == pytest.approx(-14 + sum(e.bits for e in bond.evidence))
    assert all(e.listed for e in bond.evidence if e.code == "birth-consistent")


def test_a_number_alone_is_doubtful() -> None:
    """Publishers copy passports to the wrong person: without a name that agrees, a person has to look."""
    passport = (Identifier("passport", "A0003039"),)
    pair = bonds_of(
        listing("us-ofac:1", "Azim Aghajani", identifiers=passport),
        listing("eu-fsf:1", "Sayyid Tabatabaei", identifiers=passport),
    )
    assert [bond.verdict for bond in pair.values()] == ["doubtful"]


def test_a_publishers_doubles_are_linked() -> None:
    """Two records that the EU calls one party are one, whatever their names."""
    double = listing("eu-fsf:2", "Khalifa", links=(Link("same-party", "x", "eu-fsf:1"),))
    assert bonds_of(listing("eu-fsf:1", "Sirajuddin Haqqani"), double)["eu-fsf:1", "eu-fsf:2"].verdict == "same"


def test_branches_of_one_publisher_stay_apart() -> None:
    """One publisher's branches are different parties, though another lists the whole once."""
    branches = [
        listing(f"us-ofac:{n}", "AL-AQSA FOUNDATION", kind="organisation", programmes=("SDGT",)) for n in (1, 2)
    ]
    whole = listing("au-dfat:1", "Al-Aqsa Foundation", kind="organisation", programmes=("1373 (2001)",))
    snapshot = snapshot_of(*branches, whole)
    parties = book.find_parties(snapshot, find_bonds(Screener(snapshot, compiled=False)), ())
    assert parties.groups == (("au-dfat:1", "us-ofac:1"),)


@pytest.mark.parametrize(
    ("name", "without"),
    [
        ("LASHKAR I JHANGVI (LJ)", "LASHKAR I JHANGVI"),
        ("Uganda Commercial Impex (UCI) Ltd", "Uganda Commercial Impex Ltd"),
        ("Libyan Arab African Investment Company - LAAICO", "Libyan Arab African Investment Company"),
        ("AL-HARAMAIN (KENYA)", "AL-HARAMAIN (KENYA)"),
        ("Ansar al-Sharia in Derna", "Ansar al-Sharia in Derna"),
    ],
)
def test_abbreviations_in_brackets(name: str, without: str) -> None:
    """An abbreviation of the name itself may be missing on the other list; a branch's country may not."""
    assert bare(name) == without


def test_an_abbreviation_hides_no_link() -> None:
    """`X (ABC)` on one list and `X` on the other are primary names that agree."""
    facts = {"kind": "organisation", "programmes": ("SDGT",)}
    found = bonds_of(
        listing("uk-ofsi:1", "LIBERATION TIGERS OF TAMIL EELAM (LTTE)", **facts),
        listing("us-ofac:1", "LIBERATION TIGERS OF TAMIL EELAM", **facts),
    )
    assert found["uk-ofsi:1", "us-ofac:1"].verdict == "same"


def test_links_are_kept_and_remade(tmp_path: Path) -> None:
    """Bonds and parties are kept by the lists' digest; a damaged file is made anew, and nothing else changes."""
    snapshot = snapshot_of(*HAQQANI)
    assert book.kept_parties(snapshot, tmp_path, ()) is None
    heard: list[tuple[int, int]] = []
    first = book.open_parties(snapshot, tmp_path, (), lambda done, total: heard.append((done, total)))
    assert heard[0] == (0, 0)
    assert heard[-1][0] == heard[-1][1] > 0
    kept = book.kept_parties(snapshot, tmp_path, ())
    assert kept is not None
    assert kept.groups == first.groups
    for file in (tmp_path / "links").iterdir():
        file.write_bytes(b"damaged")
    assert book.kept_parties(snapshot, tmp_path, ()) is None
    assert book.open_parties(snapshot, tmp_path, ()).groups == first.groups


def test_a_home_that_cannot_be_written_is_no_matter(tmp_path: Path) -> None:
    """Where nothing can be kept, links are found all the same."""
    (tmp_path / "links").write_text("in the way")
    assert book.open_parties(snapshot_of(*HAQQANI), tmp_path, ()).groups == (("uk-ofsi:1", "us-ofac:1"),)


def test_decisions_outlast_an_update(tmp_path: Path) -> None:
    """A person's split holds for the next lists too, by the ids; so does a confirmed link."""
    decisions = [decide(("us-ofac:1", "uk-ofsi:1"), "apart", "Ada", "2026-11-23"),
                 decide(("au-dfat:1", "uk-ofsi:1"), "same", "Ada", "2026-11-23")]  # fmt: skip
    for more in ((), (listing("eu-fsf:1", "Somebody Else"),)):
        parties = book.open_parties(snapshot_of(*HAQQANI, *more), tmp_path, decisions)
        assert parties.groups == (("au-dfat:1", "uk-ofsi:1"),)


def test_a_party_is_named_by_its_smallest_id() -> None:
    """The party's id is the smallest of its listings', and a listing alone is its own party."""
    parties = book.Parties([("eu-fsf:1", "us-ofac:1")])
    assert parties.party("us-ofac:1") == "eu-fsf:1"
    assert parties.members("uk-ofsi:9") == ("uk-ofsi:9",)


@pytest.fixture(scope="module")
def bonds(snapshot: Snapshot, home: Path) -> list[Bond]:
    """The bonds of the bundled lists."""
    return book.open_bonds(snapshot, home)


@pytest.fixture(scope="module")
def parties(snapshot: Snapshot, home: Path, bonds: list[Bond]) -> book.Parties:
    """Their parties, without any decision."""
    return book.open_parties(snapshot, home, ())


def test_the_bundled_lists_are_linked(bonds: list[Bond], parties: book.Parties) -> None:
    """Some 11,700 sure bonds make some 3,800 parties of two or more listings; each has its evidence."""
    sure = [bond for bond in bonds if bond.verdict == "same"]
    assert 11_000 < len(sure) < 12_500
    assert 3_600 < len(parties.groups) < 4_100
    assert all(not objections(bond.evidence) for bond in sure)
    assert {e.code for bond in bonds for e in bond.evidence} <= CODES.keys() | MATCH_CODES.keys()


def test_known_parties_of_the_bundled_lists(parties: book.Parties) -> None:
    """Parties that anybody would link are linked; brothers, branches and bearers of one name are not."""
    assert parties.members("us-ofac:10743") == (
        "au-dfat:591", "eu-fsf:EU.1787.1", "eu-fsf:EU.1787.1/TAQA", "uk-ofsi:9158", "us-ofac:10743"
    )  # fmt: skip
    assert parties.party("us-ofac:7864") != parties.party("us-ofac:7852")  # Jamal and Kamal, brothers
    assert parties.party("us-ofac:7641") != parties.party("us-ofac:7644")  # Al-Aqsa in Belgium, in South Africa
    assert parties.party("au-dfat:6993") != parties.party("uk-ofsi:14679")  # two Sergei Borisovich Ivanovs


def test_every_eu_double_is_one_party(snapshot: Snapshot, parties: book.Parties) -> None:
    """The 110 records that the EU's file has twice are each one party."""
    doubles = [(one.id, link.target_id) for one in snapshot for link in one.links if link.relation == "same-party"]
    assert len(doubles) == 110
    assert all(parties.party(a) == parties.party(b) for a, b in doubles)


def test_publishers_seldom_list_a_party_twice(parties: book.Parties) -> None:
    """A party has two listings of one publisher only where that publisher says so or facts leave no doubt."""
    twice = [g for g in parties.groups if any(n > 1 for n in Counter(i.partition(":")[0] for i in g).values())]
    assert len([g for g in twice if not any("/" in i for i in g)]) < 40
