"""OFAC's 50 Percent Rule: the worked examples of FAQ 398 to 402, and what holds for every structure."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.small import listing, snapshot_of

from watchword import Screener
from watchword.errors import NotFoundError
from watchword.owners import Owners, Stake, key, parse_share
from watchword.ownership import Basis, Verdict, judge, percent, screen_owners

X, Y = "Blocked Person X", "Blocked Person Y"
SAID = {key(X): Basis(True), key(Y): Basis(True)}


def owners(*rows: tuple[str, str, str]) -> Owners:
    return Owners(tuple(Stake(owner, owned, parse_share(share)) for owner, owned, share in rows), {})


def asked(entity: str, *rows: tuple[str, str, str]) -> Verdict:
    return judge(entity, owners(*rows), SAID)


A, B, C = "Entity A", "Entity B", "Entity C"
FAQ_401 = [
    ("chain", [(X, A, "50"), (A, B, "50")], B, "blocked", "50 %"),
    ("two halves", [(X, A, "50"), (X, B, "50"), (A, C, "25"), (B, C, "25")], C, "blocked", "50 %"),
    ("direct and indirect", [(X, A, "50"), (X, B, "10"), (A, B, "40")], B, "blocked", "50 %"),
    ("one quarter falls away", [(X, A, "50"), (X, B, "25"), (A, C, "25"), (B, C, "25")], C, "caution", "25 %"),
    ("quarters of halves", [(X, A, "25"), (X, B, "25"), (A, C, "50"), (B, C, "50")], C, "not-blocked", "0 %"),
]


@pytest.mark.parametrize(("rows", "entity", "status", "total"), [e[1:] for e in FAQ_401], ids=[e[0] for e in FAQ_401])
def test_faq_401(rows: list[tuple[str, str, str]], entity: str, status: str, total: str) -> None:
    """Indirect ownership counts through entities owned half or more, and through no other (FAQ 401, examples 1-5)."""
    found = asked(entity, *rows)
    assert (found.status, percent(found.total)) == (status, total)


def test_faq_401_blocks_the_entities_in_between() -> None:
    """What is owned half becomes a blocked person itself, and what it owns half of does too."""
    rows = [(X, A, "50"), (A, B, "50"), (B, C, "50")]
    assert [asked(entity, *rows).status for entity in (A, B, C)] == ["blocked"] * 3


def test_faq_398_control_is_no_ownership() -> None:
    """An entity that a blocked person controls, but owns less than half of, is not blocked: it calls for caution."""
    stakes = (Stake(X, A, parse_share("10"), control=True), Stake("Z", A, parse_share("90")))
    found = judge(A, Owners(stakes, {}), SAID)
    assert found.status == "caution"
    assert any("controls" in caution and "398" in caution for caution in found.cautions)


def test_faq_398_control_without_a_share_is_told() -> None:
    """Control alone, without any share, is a caution too."""
    found = judge(A, Owners((Stake(X, A, Fraction(), control=True),), {}), SAID)
    assert (found.status, found.total) == ("caution", 0)


def test_faq_399_shares_of_several_blocked_persons_are_added() -> None:
    """X and Y own 25 percent each: the entity is blocked, though neither owns half."""
    assert asked(A, (X, A, "25"), (Y, A, "25")).status == "blocked"


def test_faq_400_a_blocked_person_may_not_sign() -> None:
    """What a blocked person controls may be dealt with, but not through that person: the caution says so."""
    found = judge(A, Owners((Stake(X, A, Fraction(), control=True),), {}), SAID)
    assert any("sign" in caution and "400" in caution for caution in found.cautions)


def test_faq_402_a_divested_entity_is_no_longer_blocked() -> None:
    """Once blocked persons own less than half, the entity is not blocked by the rule, with caution."""
    before, after = asked(A, (X, A, "50"), ("Z", A, "50")), asked(A, (X, A, "49.99"), ("Z", A, "50.01"))
    assert (before.status, after.status) == ("blocked", "caution")


def test_half_is_half_to_the_last_digit() -> None:
    """Sums are exact: thirds and decimals that make one half block, a millionth less does not."""
    assert asked(A, (X, A, "1/3"), (Y, A, "1/6")).status == "blocked"
    assert asked(A, (X, A, "33.3333333"), (Y, A, "16.6666667")).status == "blocked"
    assert asked(A, (X, A, "33.3333333"), (Y, A, "16.6666666")).status == "caution"


def test_circles_block_nobody_by_themselves() -> None:
    """Cross-holdings without a blocked person are not blocked; with one, all are, and the path ends."""
    circle = [(A, B, "50"), (B, C, "50"), (C, A, "50")]
    assert {asked(e, *circle).status for e in (A, B, C)} == {"not-blocked"}
    assert {asked(e, *circle, (X, A, "50")).status for e in (A, B, C)} == {"blocked"}
    assert {asked(e, *circle, (X, A, "40")).status for e in (B, C)} == {"not-blocked"}


def test_own_shares_do_not_count() -> None:
    """An entity that holds shares of itself is not blocked through them."""
    assert asked(A, (X, A, "40"), (A, A, "20")).status == "caution"


def test_the_path_is_shown() -> None:
    """Every blocked share is led back to the person who is blocked."""
    found = asked(C, (X, A, "60"), (A, B, "50"), (B, C, "30"), (Y, C, "20"))
    first, second = found.holdings
    assert (first.owner, first.share, first.basis) == (B, Fraction(3, 10), None)
    assert first.through[0].owner == A
    assert first.through[0].through[0].owner == X
    assert first.through[0].through[0].basis == Basis(True)
    assert (second.owner, second.basis) == (Y, Basis(True))


def test_a_long_chain_is_followed_and_told_in_part() -> None:
    """A chain of thousands is judged whole; of its path the first hundred are told."""
    chain = [(f"Entity {n}", f"Entity {n + 1}", "100") for n in range(3000)]
    assert asked("Entity 3000", (X, "Entity 0", "50"), *chain).status == "blocked"


def test_owners_who_are_not_in_the_file_are_told() -> None:
    """Where unnamed owners could make up one half, the answer says so; where shares exceed the whole, too."""
    assert any("not in the file" in c for c in asked(A, (X, A, "30")).cautions)
    assert not any("not in the file" in c for c in asked(A, (X, A, "30"), ("Z", A, "70")).cautions)
    assert any("add up to 120 %" in c for c in asked(A, (X, A, "60"), ("Z", A, "60")).cautions)


def test_a_name_that_is_not_in_the_file() -> None:
    """A name that the file lacks is not found, with the nearest one as a hint."""
    with pytest.raises(NotFoundError) as caught:
        asked("Entity  AA", (X, A, "50"))
    assert A in caught.value.hint


def test_names_are_compared_whatever_their_case() -> None:
    """Case and blanks do not part one owner into two."""
    assert asked("ENTITY b", (X, "entity a", "50"), ("Entity  A", B, "50")).status == "blocked"


@pytest.mark.parametrize(
    ("share", "text"),
    [("1/2", "50 %"), ("1/3", "33 1/3 %"), ("33.34", "33.34 %"), ("0.05", "0.05 %"), ("0", "0 %"), ("1/300", "1/3 %")],
)
def test_percentages_are_told_exactly(share: str, text: str) -> None:
    """A share is shown as a decimal where it is one, else as a fraction."""
    assert percent(parse_share(share)) == text


def test_owners_are_screened() -> None:
    """An owner whose name is a hit on the list counts as blocked; the file's own word goes before it."""
    screener = Screener(snapshot_of(listing("us-ofac:1", "HAQQANI, Sirajuddin"), listing("eu-fsf:1", "Ivan Petrov")),
                        compiled=False)  # fmt: skip
    stakes = tuple(Stake(owner, A, parse_share("50")) for owner in ("Sirajuddin Haqqani", "Ivan Petrov"))
    found = screen_owners(Owners(stakes, {}), screener, frozenset(("us-ofac",)))
    assert found == {"sirajuddin haqqani": Basis(False, ("us-ofac:1",), 1.0)}
    assert judge(A, Owners(stakes, {}), found).status == "blocked"
    cleared = Owners(stakes, {"sirajuddin haqqani": False, "ivan petrov": True})
    assert screen_owners(cleared, screener, frozenset(("us-ofac",))) == {"ivan petrov": Basis(True)}


def test_a_listed_entity_is_blocked_itself() -> None:
    """An entity that is a hit needs no owner."""
    found = judge(A, owners(("Z", A, "100")), {key(A): Basis(False, ("us-ofac:9",), 0.9)})
    assert (found.status, found.basis) == ("blocked", Basis(False, ("us-ofac:9",), 0.9))


NAMES = [X, Y, "E1", "E2", "E3", "E4"]
ROWS = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES[2:]), st.integers(0, 100)),
    max_size=14, unique_by=lambda row: row[:2],
)  # fmt: skip


@given(ROWS, st.tuples(st.sampled_from(NAMES[:2]), st.sampled_from(NAMES[2:]), st.integers(1, 100)))
def test_laws(rows: list[tuple[str, str, int]], more: tuple[str, str, int]) -> None:
    """For any structure: blocked means half or more; more blocked shares unblock nobody; the paths tell the total."""

    def table(all_rows: list[tuple[str, str, int]]) -> Owners:
        ends = [("Z", name, 0) for name in NAMES[2:]]
        return Owners(tuple(Stake(a, b, Fraction(n, 100)) for a, b, n in (*all_rows, *ends)), {})

    grown = [row for row in rows if row[:2] != more[:2]]
    added = next((row[2] for row in rows if row[:2] == more[:2]), 0) + more[2]
    for name in NAMES[2:]:
        found, after = judge(name, table(rows), SAID), judge(name, table([*grown, (*more[:2], added)]), SAID)
        assert (found.status == "blocked") == (found.total >= Fraction(1, 2))
        assert sum((h.share for h in found.holdings), Fraction()) == found.total
        assert after.total >= found.total
