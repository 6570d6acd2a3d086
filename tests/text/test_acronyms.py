"""Acronyms: what may stand for a name, and for which."""

from __future__ import annotations

import pytest

from watchword.text import names
from watchword.text.acronyms import acronym, begins, ends, initials, may_be_acronym
from watchword.text.normalise import words


@pytest.mark.parametrize(
    ("raw", "form"),
    [
        ("PLA", "pla"),
        ("pla", "pla"),
        ("P.L.A.", "pla"),
        ("P. L. A.", "pla"),
        ("PLA China", "pla"),
        ("NDF Syrian Arab Republic", "ndf"),
        ("PLA Ltd", ""),
        ("PLA Trading", ""),
        ("The PLA", ""),
        ("PL", ""),
        ("Hezbollah", ""),
        ("Kim", ""),
        ("M23", ""),
        ("China", ""),
        ("ООН", ""),
    ],
)
def test_an_acronym_stands_alone_or_before_its_country(raw: str, form: str) -> None:
    """Three to seven Latin letters that no person is called, with nothing beside them but a country."""
    assert acronym(names.parse(raw, names.ENTITY)) == form
    assert acronym(names.parse(raw, names.PERSON)) == ""


@pytest.mark.parametrize(
    ("raw", "letters"),
    [
        ("People's Liberation Army", "pla"),
        ("Forces Démocratiques de Libération du Rwanda", "fdlr"),
        ("The Islamic State of Iraq and the Levant", "isil"),
        ("Zorna Shipping Company LLC", ""),
        ("Zorna Shipping", ""),
        ("Zorna Front 17", ""),
        ("Хизб ут Тахрир", ""),
    ],
)
def test_initials_are_those_of_a_body_without_a_legal_form(raw: str, letters: str) -> None:
    """Particles are left out; a firm, a number, two words and another script give none."""
    assert initials(names.parse(raw, names.ENTITY)) == letters


@pytest.mark.parametrize("raw", ["PLA China", "NDF Syrian Arab Republic", "P. L. A. China", "P. L. A.", "P.L.A. China"])
def test_what_may_be_an_acronym_is_told_from_its_edges(raw: str) -> None:
    """A look at the first piece and the last passes over no acronym; a name that ends in no country is not looked at."""
    first, *_, last = map(words, raw.split())
    assert acronym(names.parse(raw, names.ENTITY))
    assert begins(first) & ends(last)
    assert may_be_acronym(words(raw))
    assert not may_be_acronym(words("SESA TOOLS, S.A"))
    assert not begins(words("Zorna")) & ends(words("Shipping"))
    assert not begins(words("P.")) & ends(words("Shipping"))
