"""What publishers pack into one cell comes apart: items, dates, listing dates, names with remarks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchword.lists import phrases
from watchword.model import Name, Strength


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("(1) Iraq (2) Iran", {1: "Iraq", 2: "Iran"}),
        ("(1) to (6) Algeria (7) Morocco", {**dict.fromkeys(range(1, 7), "Algeria"), 7: "Morocco"}),
        ("(1-3) Libya (4) Morocco", {1: "Libya", 2: "Libya", 3: "Libya", 4: "Morocco"}),
        ("(1) - (2) Shabwa", {1: "-", 2: "Shabwa"}),
        ("a) 1955; b) 1960", {1: "1955", 2: "1960"}),
        ("na a) x b) y", {0: "na", 1: "x", 2: "y"}),
        ("00375(17)7762032", {0: "00375(17)7762032"}),
        ("(1) 203037 (2) 347834(3) 434021161", {1: "203037", 2: "347834", 3: "434021161"}),
        ("(2) is not first", {0: "(2) is not first"}),
        ("", {}),
    ],
)
def test_items_are_numbered_in_order(text: str, items: dict[int, str]) -> None:
    """Marks count in order from 1 or a; ranges stand for each of their numbers; other brackets are text."""
    assert phrases.numbered(text) == items


def test_items_that_say_nothing_are_left_out() -> None:
    """A dash or na holds a number's place but is no item."""
    assert phrases.items("(1) - (2) Shabwa (3) na") == ("Shabwa",)
    assert all(phrases.is_blank(text) for text in ("", " - ", "NA", "n/a", "null", "Unknown."))
    assert not phrases.is_blank("Nassau")


@given(st.text(max_size=200))
def test_no_letter_or_figure_outside_marks_is_lost(text: str) -> None:
    """Taking a cell apart keeps its words: every longer word of the text is in some item."""
    kept = " ".join(phrases.numbered(text).values())
    assert all(word in kept for word in text.split() if word.isalnum() and len(word) > 2)


def test_a_name_with_a_remark_loses_the_remark() -> None:
    """`(formerly listed as)` makes a former name; other remarks and stray commas just go."""
    assert phrases.listed_name("Abdul Jalil (previously listed as)", Strength.STRONG) == Name(
        "Abdul Jalil", Strength.FORMER
    )
    assert phrases.listed_name("El Para (combat name)", Strength.STRONG) == Name("El Para", Strength.STRONG)
    assert phrases.listed_name("حاجى مالك نورزى,   ", Strength.STRONG) == Name(
        "حاجى مالك نورزى", Strength.STRONG, "Arab"
    )
    assert phrases.listed_name("7", Strength.PRIMARY).script == "Latn"


def test_of_equal_names_the_stronger_stays() -> None:
    """A name published as weak and as strong alias is strong; primary names come first."""
    names = [Name("A", Strength.WEAK), Name("B"), Name("A", Strength.STRONG)]
    assert phrases.best_names(names) == (Name("B"), Name("A", Strength.STRONG))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Former USSR Currently Ukraine", "ua"),
        ("Ukrainian SSR (now Ukraine)", "ua"),
        ("Iraq (previous address)", "iq"),
        ("Syria.", "sy"),
        ("Mosul or Baghdad", ""),
        ("Iraq or Syria", ""),
    ],
)
def test_countries_of_cells(text: str, code: str) -> None:
    """One country is read, with its remarks; none and several are none."""
    assert phrases.country(text) == code
