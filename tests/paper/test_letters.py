"""Do letters of every script stand on paper, each in a font that has it, in the order in which they are read?"""

from __future__ import annotations

import io
import unicodedata

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchword.lists.bundled import read_bundled
from watchword.paper import letters, pdf
from watchword.paper.blocks import Figure, Heading, Table, Text, Words

ARABIC = "أسامة محمد"
NAMES = ("Олег Юрьевич", "朝鲜矿业", "김정은", "בנימין", "Ωνάσης", "ქართული", "Łódź", "カタカナ", "ከበደ")


def _width(_: str, text: str) -> float:
    return float(len(text))


def _shown(text: str) -> str:
    """A text as it stands on paper, in one line."""
    (line,) = letters.lines(text, "Helvetica", _width, 1e9)
    return "".join(piece for _, piece in line)


@pytest.mark.parametrize("name", NAMES)
def test_names_of_many_scripts_are_on_the_paper(name: str) -> None:
    """Whatever the script, the PDF holds the name and no code of a letter, in headings, texts, tables and figures."""
    blocks = [Heading(name), Text(name), Table(("a", "b"), (("x", name),)), Figure(90, 20, (Words(5, 10, name),), name)]
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf.page(name, blocks))).pages)
    assert text.count(name) + text.count(name[::-1]) == 7  # pypdf gives Hebrew as read or as laid out
    assert "U+" not in text


def test_arabic_letters_are_joined_and_run_from_the_right() -> None:
    """The first letter of the name stands last, in its joined form."""
    shown = _shown(ARABIC)
    assert unicodedata.normalize("NFKC", shown[::-1]) == ARABIC
    assert all(0xFB50 <= ord(one) <= 0xFEFF for one in shown.replace(" ", ""))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("abc (def)", "abc (def)"),
        ("דוד", "דוד"[::-1]),
        ("name דוד end", "name " + "דוד"[::-1] + " end"),
        ("דוד 20/04/1970 כהן", "כהן"[::-1] + " 20/04/1970 " + "דוד"[::-1]),
        ("דוד (born 1970) x", "x (born 1970) " + "דוד"[::-1]),
        ("x דוד (כהן) end", "x (" + "כהן"[::-1] + ") " + "דוד"[::-1] + " end"),
        ("x (דוד)", "x (" + "דוד"[::-1] + ")"),
    ],
)
def test_the_order_is_that_of_the_standard(text: str, shown: str) -> None:
    """Numbers and Western words keep their order, brackets open to their text (UAX #9)."""
    assert _shown(text) == shown


@given(st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=40), st.booleans())
def test_no_letter_is_lost(text: str, from_right: bool) -> None:
    """The order of paper has the same letters, brackets turned where they run from the right."""
    turned = str.maketrans(")]}><«»", "([{<>«»")

    def content(of: str) -> list[str]:
        return sorted(of.translate(turned).replace(">", "<").replace("»", "«"))

    assert content(letters.ordered(text, from_right=from_right)) == content(text)


def test_a_long_text_from_the_right_is_broken_as_it_is_read() -> None:
    """The first words stand in the first line, not in the last."""
    lines = letters.lines("אחת שתיים שלוש ארבע", "Helvetica", _width, 12)
    assert ["".join(piece for _, piece in line)[::-1] for line in lines] == ["אחת שתיים", "שלוש ארבע"]


def test_a_letter_that_no_font_has_is_shown_by_its_code() -> None:
    """Nothing is left out and nothing becomes an empty box."""
    assert _shown("x ᐊ") == "x U+140A "


def test_every_letter_of_the_bundled_lists_is_there() -> None:
    """No listed name of the bundled lists is shown by codes."""
    used = {
        letter for one in read_bundled() for listed in one.listings for name in listed.names for letter in name.full
    }
    lost = {letter for letter in used if "U+" in _shown(letter) and unicodedata.category(letter)[0] in "LN"}
    assert not lost
