"""What does a row of cells become?"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from watchword import InputError, Kind, Party
from watchword.batch.columns import ColumnMap
from watchword.batch.values import PartyMaker, gender_named, is_blank, kind_named, texts


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("  Ali ", ("Ali",)), ("", ()), (None, ()), (7, ("7",)), (7.0, ("7",)), (7.5, ("7.5",)), (float("nan"), ()),
        (Decimal("7.10"), ("7.10",)), (date(1984, 5, 1), ("1984-05-01",)), (datetime(1984, 5, 1, 7), ("1984-05-01",)),
        (["a", None, " b "], ("a", "b")), ((), ()),
    ],
)  # fmt: skip
def test_cells_become_texts(cell: Any, text: tuple[str, ...]) -> None:
    """Numbers, dates and lists of Parquet and JSON read as people write them."""
    assert texts(cell) == text


@pytest.mark.parametrize("cell", [{"a": 1}, [{"a": 1}], b"bytes", object()])
def test_other_cells_are_refused(cell: Any) -> None:
    """Objects and bytes are no text."""
    with pytest.raises(InputError):
        texts(cell)


@pytest.mark.parametrize("text", ["", "-", "--", "?", "N/A", "n.a.", "NULL", "unknown", "Unbekannt", "нет", "."])
def test_placeholders_are_blank(text: str) -> None:
    """What says that nothing is known counts as nothing."""
    assert is_blank(text)


@pytest.mark.parametrize("text", ["Ali", "0", "Null Island", "Nadia", "none of the above that is long"])
def test_other_texts_are_not_blank(text: str) -> None:
    """Anything else counts."""
    assert not is_blank(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [("P", "person"), ("Personne physique", "person"), ("Firma", "company"), ("NGO", "organisation"),
     ("Ship", "vessel"), ("юл", "company"), ("Person", "person"), ("个人", "person")],
)  # fmt: skip
def test_words_for_kinds(text: str, kind: str) -> None:
    """Kinds are understood in many languages; a map's own words count first."""
    assert kind_named(text, {}) == Kind(kind)
    assert kind_named(text, {text.casefold(): Kind.WALLET}) in (Kind.WALLET, Kind(kind))
    assert kind_named("robot", {}) is None


@pytest.mark.parametrize(
    ("text", "gender"),
    [("M", "male"), ("Frau", "female"), ("2", "female"), ("X", ""), ("divers", ""), ("Женский", "female")],
)  # fmt: skip
def test_words_for_genders(text: str, gender: str) -> None:
    """Genders are understood in many languages; other ones count as not known."""
    assert gender_named(text) == gender
    assert gender_named("often") is None


def _party(columns: ColumnMap, *cells: Any) -> Party:
    return PartyMaker(columns).party(cells)


def test_a_full_row() -> None:
    """Every field of a map lands in its field of the party."""
    columns = ColumnMap(
        id=("i",), name=("n",), aliases=("a",), kind=("k",), birth=("b",), birth_place=("bp",), country=("c",),
        nationality=("na",), gender=("g",), address=("s", "t"), identifiers={"passport": ("p",), "other": ("o",)},
    )  # fmt: skip
    cells = (
        "7",
        "Ali",
        "Alo; Ala",
        "P",
        "1984",
        "Niamey",
        "NE",
        "Niger|fr",
        "M",
        "1 Rue",
        "Niamey",
        "AB 1; CD 2",
        "x:1",
    )
    assert columns.used == ("i", "n", "a", "k", "b", "bp", "c", "na", "g", "s", "t", "p", "o")
    assert _party(columns, *cells) == Party(
        "Ali", Kind.PERSON, ("Alo", "Ala"), "1984", ("NE",), ("Niger", "fr"), "male", "Niamey",
        ("passport:AB 1", "passport:CD 2", "x:1"), ("1 Rue, Niamey",), "7",
    )  # fmt: skip


def test_parts_make_a_name_where_none_is() -> None:
    """Given, middle and family name are put together; a whole name goes before them."""
    columns = ColumnMap(name=("n",), given=("g",), middle=("m",), family=("f",))
    assert columns.used == ("n", "g", "m", "f")
    assert _party(columns, "", "Ana", "", "García").name == "Ana García"
    assert _party(columns, "Ana G.", "Ana", "", "García").name == "Ana G."


def test_placeholders_are_left_out_of_all_but_names() -> None:
    """N/A in a date, country or number is nothing; Null can be a name."""
    columns = ColumnMap(name=("n",), birth=("b",), country=("c",), kind=("k",), identifiers={"tax": ("t",)})
    assert _party(columns, "Null", "-", "N/A", "Stateless", "none") == Party("Null")


def test_kinds_of_a_map() -> None:
    """A map's words for kinds and its kind of all rows count; an unknown word is refused with what to do."""
    columns = ColumnMap(name=("n",), kind=("k",), kinds={"np": Kind.PERSON}, kind_of_all=Kind.COMPANY)
    assert [_party(columns, "A", word).kind for word in ("NP", "", "unknown", "ship")] == [
        Kind.PERSON, Kind.COMPANY, Kind.COMPANY, Kind.VESSEL,
    ]  # fmt: skip
    with pytest.raises(InputError, match="robot") as caught:
        _party(columns, "A", "robot")
    assert caught.value.where == "kind"


def test_countries_of_a_cell() -> None:
    """Several countries are parted; one whose name has a comma is one."""
    columns = ColumnMap(name=("n",), nationality=("c",))
    assert _party(columns, "A", "Korea, North").nationalities == ("Korea, North",)
    assert _party(columns, "A", "Mali, Niger; FR").nationalities == ("Mali", "Niger", "FR")
    assert _party(columns, "A", ["ML", "NE"]).nationalities == ("ML", "NE")


def test_a_cell_that_is_no_text_names_its_field() -> None:
    """The field of a cell that can't be read is named."""
    with pytest.raises(InputError) as caught:
        _party(ColumnMap(name=("n",), birth=("b",)), "A", {"year": 1984})
    assert caught.value.where == "birth"
    assert PartyMaker(ColumnMap(name=("n",), id=("i",))).id(({}, "A")) == ""
