"""Who lists a party, who does not, and what can't be told."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from tests.small import listing, snapshot_of

from watchword.coverage import Coverage, Map, Standing
from watchword.errors import NotFoundError
from watchword.linking import book
from watchword.linking.book import Parties
from watchword.linking.rules import Bond
from watchword.lists.coalition import Coalition, Member, coalition
from watchword.model import Detail, Listing
from watchword.snapshot import Snapshot

SMALL = Coalition(
    "2021-06",
    (
        Member("de", (), ("eu-fsf", "un-sc"), "unknown"),
        Member("gb", ("uk-fcdo", "uk-ofsi"), ("un-sc",), "read"),
        Member("jp", (), ("un-sc",), "unread"),
        Member("ne", (), ("un-sc",), "unknown"),
        Member("us", ("us-ofac",), ("un-sc",), "read"),
        Member("xk", (), (), "unknown"),
        Member("eu", ("eu-fsf",), (), "read", "European Union"),
        Member("nato", (), (), "unknown", "NATO"),
    ),
)
DJIBO = listing("us-ofac:32391", "DJIBO, Ousmane Illiassou", programmes=("SDGT",), listed_on="2021-08-03")


def covered(snapshot: Snapshot, listing_id: str = DJIBO.id, groups: tuple[tuple[str, ...], ...] = ()) -> Coverage:
    return Map(snapshot, Parties(groups), SMALL).coverage(listing_id)


def statuses(found: Coverage) -> dict[str, str]:
    return {member.code: member.status for member in found.members}


def others(**published: str) -> dict[str, str]:
    return {"us-ofac": "2024-03-11", **{name.replace("_", "-"): day for name, day in published.items()}}


def test_who_lists_it_and_who_does_not() -> None:
    """The lister lists, a member with a list here that lacks it is absent, and the others can't be told."""
    found = covered(snapshot_of(DJIBO, published=others(eu_fsf="2024-03-01", uk_ofsi="2024-03-01")))
    assert statuses(found) == {"us": "lists", "gb": "absent", "de": "absent", "eu": "absent", "jp": "unknown",
                               "ne": "unknown", "xk": "unknown", "nato": "unknown"}  # fmt: skip
    assert found.count("absent") == 3
    entry = found.listings[0]
    assert (entry.programmes, entry.listed_on, entry.list_published) == (("SDGT",), "2021-08-03", "2024-03-11")


def test_followers_have_what_they_follow() -> None:
    """A member of the EU has what the EU lists; the EU itself lists it."""
    eu = listing("eu-fsf:1", "Djibo", programmes=("TAQA",))
    found = covered(snapshot_of(DJIBO, eu), groups=(("eu-fsf:1", DJIBO.id),))
    assert found.party == "eu-fsf:1"
    assert {"de": "follows", "eu": "lists"}.items() <= statuses(found).items()
    assert next(m for m in found.members if m.code == "de").listings == ("eu-fsf:1",)


def test_the_uns_list_binds_the_members_of_the_un() -> None:
    """What the UN lists, every member of the UN follows; who is none of its members can't be told."""
    un = listing("un-sc:QDi.1", "Djibo")
    found = covered(snapshot_of(DJIBO, un), groups=((DJIBO.id, "un-sc:QDi.1"),))
    assert {"us": "lists", "ne": "follows", "jp": "follows", "xk": "unknown"}.items() <= statuses(found).items()


def test_a_cited_un_reference_stands_for_the_uns_list() -> None:
    """Where the UN's list is not here, its number on another list says that the UN has the party."""
    uk = listing("uk-ofsi:1", "Djibo", details=(Detail("UN Ref", "QDi.430"),))
    found = covered(snapshot_of(DJIBO, uk), groups=(("uk-ofsi:1", DJIBO.id),))
    assert found.un_cited == ("QDi.430",)
    ne = next(m for m in found.members if m.code == "ne")
    assert (ne.status, ne.listings) == ("follows", ())
    assert "QDi.430" in ne.why
    assert not covered(snapshot_of(DJIBO, uk, listing("un-sc:QDi.9", "X")), "uk-ofsi:1").un_cited


def test_a_list_that_is_not_here_tells_nothing() -> None:
    """A member whose list is not among the lists is unknown, never absent; one of several lists is enough."""
    assert statuses(covered(snapshot_of(DJIBO)))["gb"] == "unknown"
    assert statuses(covered(snapshot_of(DJIBO, published=others(uk_fcdo="2024-03-01"))))["gb"] == "absent"


def test_a_list_older_than_the_designation_tells_nothing() -> None:
    """A list published before anybody listed the party can't lack it."""
    found = covered(snapshot_of(DJIBO, published=others(eu_fsf="2019-08-27")))
    assert {statuses(found)[code] for code in ("de", "eu")} == {"unknown"}
    assert "2021-08-03" in next(m for m in found.members if m.code == "eu").why


def test_an_undated_designation_on_a_newer_list_is_told() -> None:
    """Where nobody says when the party was listed, an older list that lacks it says how old it is."""
    undated = listing("us-ofac:1", "Djibo")
    found = covered(snapshot_of(undated, published=others(eu_fsf="2019-08-27")), "us-ofac:1")
    assert next(m for m in found.members if m.code == "eu") == Standing(
        "eu", "European Union", "absent", (), "its list is of 2019-08-27, and nobody says when the party was listed"
    )


def test_doubtful_links_are_named() -> None:
    """A listing that may be the same party is told, so that a missed link is no false gap."""
    maybe = listing("uk-ofsi:1", "Djibo")
    bond = Bond("uk-ofsi:1", DJIBO.id, "doubtful", 0.9, ())
    snapshot = snapshot_of(DJIBO, maybe)
    assert Map(snapshot, Parties(()), SMALL, [bond]).coverage(DJIBO.id).doubtful == ("uk-ofsi:1",)
    assert Map(snapshot, Parties(()), SMALL, [bond]).gaps("us")[0].doubtful == ("uk-ofsi:1",)


def test_unknown_ids_are_refused() -> None:
    """A listing that no list has is not found."""
    with pytest.raises(NotFoundError):
        covered(snapshot_of(DJIBO), "us-ofac:2")


def us(number: int, programme: str = "SDGT", day: str = "2020-01-01") -> Listing:
    return listing(f"us-ofac:{number}", f"Party {number}", programmes=(programme,), listed_on=day)


def test_gaps_are_ranked() -> None:
    """Most missing first, then the newest, then by programme, then the publisher's newest number."""
    listings = [us(1), us(2, day="2021-01-01"), us(3, "AAA"), us(4), us(5), listing("eu-fsf:5", "Party 5"),
                listing("uk-ofsi:9", "Other", listed_on="2019-01-01")]  # fmt: skip
    gaps = Map(snapshot_of(*listings), Parties([("eu-fsf:5", "us-ofac:5")]), SMALL).gaps("us")
    assert [gap.party for gap in gaps] == ["us-ofac:2", "us-ofac:3", "us-ofac:4", "us-ofac:1", "eu-fsf:5"]
    assert gaps[0].absent == ("de", "gb", "eu")
    assert gaps[0].lacking == ("eu-fsf", "uk-ofsi")
    assert gaps[-1].absent == ("gb",)


def test_gaps_of_one_programme_and_member() -> None:
    """Only the member's own designations under the programme, whatever its case; what all have is no gap."""
    listings = [us(1), us(2, "SYRIA"), listing("eu-fsf:1", "Party 1"), listing("uk-ofsi:1", "Party 1")]
    everywhere = Map(snapshot_of(*listings), Parties([("eu-fsf:1", "uk-ofsi:1", "us-ofac:1")]), SMALL)
    assert [gap.party for gap in everywhere.gaps("us", "syria")] == ["us-ofac:2"]
    assert everywhere.gaps("us", "SDGT") == []
    assert everywhere.gaps("de") == []


@pytest.mark.parametrize(("member", "programme"), [("us", "NONE"), ("zz", ""), ("ne", ""), ("gb", "")])
def test_gaps_that_cannot_be_asked(member: str, programme: str) -> None:
    """An unknown programme, a stranger, or a member without a list here is not found."""
    with pytest.raises(NotFoundError):
        Map(snapshot_of(DJIBO), Parties(()), SMALL).gaps(member, programme)


def test_the_coalition_has_83_members() -> None:
    """78 states and 5 organisations, each once, with a name, and readers for every list that is named."""
    members = coalition().member
    assert coalition().as_of == "2021-06"
    assert len(members) == len({m.code for m in members}) == 83
    assert sum(len(m.code) == 2 and m.code != "eu" for m in members) == 78
    assert all(m.title and m.title != m.code for m in members)
    followers = [m for m in members if "eu-fsf" in m.follows]
    assert len(followers) == 26  # every member state but Malta, which is not in the coalition
    assert sum("un-sc" in m.follows for m in members) == 76  # all states but Kosovo and Taiwan


def test_what_is_not_known_of_a_member_is_unknown() -> None:
    """A national list is read here only where one of its publishers is named."""
    for member in coalition().member:
        assert (member.national == "read") == bool(member.keeps)


def test_the_bundled_lists_tell_djibo(snapshot: Snapshot, home: Path) -> None:
    """The README's man is listed by the United States alone; 29 others lack him, and 53 can't be told."""
    parties = book.open_parties(snapshot, home, ())
    found = Map(snapshot, parties, coalition(), book.open_bonds(snapshot, home)).coverage("us-ofac:32391")
    assert Counter(m.status for m in found.members) == {"lists": 1, "absent": 28 + 1, "unknown": 53}
