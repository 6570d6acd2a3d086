"""The script of a text is that of most of its letters."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchword.text import scripts


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Ousmane Illiassou Djibo", "Latn"),
        ("José Müller, Đặng Thị Ngọc", "Latn"),
        ("ʻAbd al-Raḥmān", "Latn"),
        ("ＦＵＬＬ ＷＩＤＴＨ", "Latn"),
        ("Владимир Путин", "Cyrl"),
        ("أسامة بن لادن", "Arab"),
        ("בנימין נתניהו", "Hebr"),
        ("Γεώργιος", "Grek"),
        ("金正恩", "Hans"),
        ("安倍 しんぞう", "Jpan"),
        ("アベ", "Jpan"),
        ("김정은", "Kore"),
        ("金正恩 김", "Kore"),
        ("Սերժ Սարգսյան", "Armn"),
        ("სააკაშვილი", "Geor"),
        ("አብይ አህመድ", "Ethi"),
        ("ทักษิณ", "Thai"),
        ("नरेन्द्र मोदी", "Deva"),
        ("1234 - ١٢٣", "Zyyy"),
        ("", "Zyyy"),
        ("Иван (Ivan) Петров", "Cyrl"),
    ],
)
def test_most_letters_decide(text: str, script: str) -> None:
    """The script that most letters have is the text's; figures and marks have no say."""
    assert scripts.script_of(text) == script


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ivan", {"Latn"}),
        ("Іvan", {"Cyrl", "Latn"}),  # a Cyrillic capital among Latin letters
        ("安倍 しんぞう", {"Jpan"}),
        ("Kim 김", {"Latn", "Kore"}),
        ("12.3", set()),
    ],
)
def test_mixed_scripts_are_all_named(text: str, expected: set[str]) -> None:
    """Every script in a text is named once, Japanese and Korean as one."""
    assert scripts.scripts_in(text) == expected


@given(st.text())
def test_the_script_is_one_of_the_text(text: str) -> None:
    """The dominant script is among the scripts found, and is Zyyy exactly when none is."""
    found = scripts.scripts_in(text)
    assert scripts.script_of(text) in (found or {"Zyyy"})


@given(st.text(st.characters(categories=["Lu", "Ll"], max_codepoint=0x24F), min_size=1))
def test_the_fast_way_agrees_with_the_names_of_unicode(text: str) -> None:
    """Letters up to Latin Extended-B are Latin, as Unicode names them."""
    if all(unicodedata.name(c).startswith("LATIN") for c in text):
        assert scripts.scripts_in(text) == {"Latn"}
