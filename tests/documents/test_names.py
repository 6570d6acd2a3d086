"""Names that a text holds, listed or not: roles, places, and surnames that stand for somebody named in full."""

from __future__ import annotations

from watchword.documents import names
from watchword.news.figures import figure

_TEXT = (
    "Foreign Minister Luigi Di Maio opened the talks in Nairobi. Maria Alvarez of the Red Crane Foundation was there. "
    "Alvarez left early. The Ministry of Defence sent Colonel Okoye."
)


def found(text: str) -> dict[str, names.Named]:
    return {one.text: one for one in names.find(text)}


def test_a_surname_alone_is_the_person_named_before():
    """After the full name the surname means the same person; before it, and for a stranger, it means nobody."""
    assert found(_TEXT)["Alvarez"].full == "Maria Alvarez"
    assert "Alvarez" not in found("Alvarez left early. Maria Alvarez came.")
    assert "Moreno" not in found(_TEXT + " Moreno stayed.")


def test_titles_give_roles_and_words_give_kinds():
    """A title before a name is a role; organisations and places are told by their own words and by what is before."""
    by_name = found(_TEXT)
    assert by_name["Luigi Di Maio"].role == "Foreign Minister"
    assert (by_name["Okoye"].kind, by_name["Okoye"].role) == ("person", "Colonel")
    assert by_name["Ministry of Defence"].kind == "organisation"
    assert by_name["Nairobi"].kind == "place"


def test_a_misspelt_figure_is_put_right_only_where_one_is_meant():
    """A title of the office lets a spelling further off pass; another person of that family name is nobody's figure."""
    meant = figure("Anthony Blinken", "Secretary of State")
    assert meant is not None
    assert meant.name == "Antony Blinken"
    assert figure("Alan Blinken", "") is None
    assert figure("Blinken", "Secretary of State") is None
