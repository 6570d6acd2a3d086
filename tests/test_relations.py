"""Publishers' own ties between listings, with direction and source."""

from __future__ import annotations

from tests.small import listing

from watchword.model import Link
from watchword.relations import Relations, fold
from watchword.snapshot import Snapshot

BOSS = listing("us-ofac:1", "AL-TIKRITI, Saddam Hussein")
FIRM = listing("us-ofac:2", "ACME TRADING S.A.", kind="company", links=(Link("linked-to", "al-tikriti,  Saddam Hussein"),),
               source="sdn.csv row 2")  # fmt: skip


def test_both_directions_with_source() -> None:
    """A tie is told to the listing that states it and to the one it points at, with where it is stated."""
    relations = Relations([BOSS, FIRM])
    (to,) = relations.of(FIRM.id)
    (back,) = relations.of(BOSS.id)
    assert (to.direction, to.relation, to.target_id, to.source) == ("to", "linked-to", BOSS.id, "sdn.csv row 2")
    assert (back.direction, back.listing, back.listing_name) == ("from", FIRM.id, "ACME TRADING S.A.")


def test_only_one_of_the_same_publisher_is_meant() -> None:
    """A name that two listings have, that nobody has, or that only another publisher has, is not resolved."""
    twin = listing("us-ofac:3", "AL-TIKRITI, Saddam Hussein")
    (several,) = Relations([BOSS, twin, FIRM]).of(FIRM.id)
    assert (several.target_id, several.candidates) == ("", (BOSS.id, twin.id))
    (nobody,) = Relations([FIRM, listing("uk-ofsi:1", "AL-TIKRITI, Saddam Hussein")]).of(FIRM.id)
    assert (nobody.target_id, nobody.candidates) == ("", ())


def test_a_primary_name_goes_before_an_alias() -> None:
    """Where one has the name as its primary name and another as an alias, the first is meant."""
    alias = listing("us-ofac:3", "Somebody Else", "AL-TIKRITI, Saddam Hussein")
    assert Relations([alias, BOSS, FIRM]).of(FIRM.id)[0].target_id == BOSS.id
    assert Relations([alias, FIRM]).of(FIRM.id)[0].target_id == alias.id


def test_a_publishers_number_is_taken_as_it_is() -> None:
    """Where the publisher gives the number, it counts, also across publishers."""
    one = listing("ch-seco:1", "X", links=(Link("same-party", "Y", "eu-fsf:1"),))
    assert Relations([one, listing("eu-fsf:1", "Z")]).of("eu-fsf:1")[0].relation == "same-party"


def test_spelling_of_one_publisher() -> None:
    """Case, quotes, blanks and the sentence's full stop do not part a name from itself; letters do."""
    assert fold("Grupo  “X”, S.A. de C.V.") == fold('GRUPO "X", S.A. DE C.V')
    assert fold("Acme") != fold("Acmé")


def test_the_bundled_ties_are_resolved(snapshot: Snapshot) -> None:
    """Of OFAC's 6,400 ties all but a few name exactly one other designation."""
    ofac = [r for r in Relations(snapshot).every() if r.listing.startswith("us-ofac:")]
    assert len(ofac) > 6000
    assert sum(not r.target_id for r in ofac) < 30
