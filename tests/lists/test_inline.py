"""Labelled numbers, addresses and accounts are found in running text, with type and country."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchword.lists.inline import country_before, identifiers_in, phones_in, unique
from watchword.model import Identifier
from watchword.text.identifiers import TYPES


def _found(text: str) -> list[tuple[str, str, str]]:
    return [(i.type, i.value, i.country) for i in identifiers_in(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Passport no.: a) Egyptian Passport number 1084010  b) Passport number 19820215. Leader of it.",
            [("passport", "1084010", "eg"), ("passport", "19820215", "")],
        ),
        (
            "Passport no.: a) Indian number A-333602, issued on 4 Jun. b) Indian number M110522 c) R841697",
            [("passport", "A-333602", "in"), ("passport", "M110522", "in"), ("passport", "R841697", "")],
        ),
        ("Afghan national identification card (tazkira) number 545167.", [("national-id", "545167", "af")]),
        ("Passport no: Indonesia, number T710219 (issued in Sukoharjo)", [("passport", "T710219", "id")]),
        (
            "National identification no: (SSN 156-92-9858 (United States of America))",
            [("social-security", "156-92-9858", "us")],
        ),
        ("Pakistan National Tax Number: 1774308; Licence Number: 044.", [("tax", "1774308", "pk")]),
        ("Tax ID No.: 7831000122 (Russia)", [("tax", "7831000122", "ru")]),
        ("Registration ID (OGRN no.): 1 159 102 022 738", [("registration", "1 159 102 022 738", "")]),
        (
            "INN - 1831117433 OGRN - 1061831040688",
            [("tax", "1831117433", ""), ("registration", "1061831040688", "")],
        ),
        (
            "SWIFT/BIC: ROSYRU2PXXX; Legal Entity Identifier (LEI): 534006WDUE2J9S01D702",
            [("bic", "ROSYRU2PXXX", ""), ("lei", "534006WDUE2J9S01D702", "")],
        ),
        ("IMO Identification Number: 6183435 (Company)", [("imo", "6183435", "")]),
        (
            "Tel: +963 112110059; +963 112110043; Fax: 00 375 17 213",
            [
                ("phone", "+963 112110059", ""),
                ("phone", "+963 112110043", ""),
                ("phone", "00 375 17 213", ""),
            ],
        ),
        (
            "write to ryonha@ silibank.com. or see www.silibank.com/a.",
            [("email", "ryonha@silibank.com", ""), ("website", "www.silibank.com/a", "")],
        ),
    ],
)
def test_labelled_numbers_are_found(text: str, expected: list[tuple[str, str, str]]) -> None:
    """Each label gives its type; the country stands before the label, before the number or in brackets."""
    assert _found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "passport issued on 1997-11-20",
        "Passport: 2005",
        "born on 4 June 1985 with 3 passports",
        "a member of the Inn of 1234567 rooms",
        "Review pursuant to Security Council resolution 1822 (2008) was concluded on 22 Jun. 2010.",
        "https://www.interpol.int/en/notice/search/un/1427252",
        "Listed as asset of a company number unknown",
        "Passport no. na",
    ],
)
def test_dates_resolutions_and_notices_are_no_identifiers(text: str) -> None:
    """Numbers without a label of their own, dates, and links to official notices are left alone."""
    assert _found(text) == []


def test_wallets_have_their_currency() -> None:
    """Digital currency addresses keep their case and note the currency."""
    text = (
        "Digital Currency Address: XBT 3Lpoy53K625zVeE47ZasiG5jGkAxJ27kh1\t\n"
        "Digital Currency Address: ETH\t0x7FF9cFad3877F21d41Da833E2F775dB0569eE3D9"
    )
    assert identifiers_in(text) == (
        Identifier("wallet", "3Lpoy53K625zVeE47ZasiG5jGkAxJ27kh1", note="XBT"),
        Identifier("wallet", "0x7FF9cFad3877F21d41Da833E2F775dB0569eE3D9", note="ETH"),
    )


def test_issue_and_expiry_are_notes() -> None:
    """What is said of issue and expiry stands in the note, up to the next item or sentence."""
    text = "Afghan passport number OR1961825 issued on 4 Feb. 2003, expired 2 Feb. 2006 b) another. Dead."
    assert identifiers_in(text)[0].note == "issued on 4 Feb. 2003, expired 2 Feb. 2006"


def test_repetition_keeps_the_one_with_a_country() -> None:
    """Of one number with and without a country, the one with it stands."""
    bare, full = Identifier("passport", "ab123"), Identifier("passport", "AB123", "ye")
    assert unique([bare, full]) == unique([full, bare]) == (full,)


def test_telephone_cells_come_apart() -> None:
    """Numbered and separated telephones of one cell are one identifier each; the note says fax."""
    assert [p.value for p in phones_in("(1) +93-202-103386 (2) 0202-104748 (mobile), 00375(17)7762032. 123")] == [
        "+93-202-103386",
        "0202-104748",
        "00375(17)7762032",
    ]
    assert phones_in("+850-2-381-4687", "fax")[0].note == "fax"


def test_the_country_of_a_document_comes_first() -> None:
    """Details of a document begin with its country, as name or adjective, or not at all."""
    assert [country_before(t) for t in ("Pakistani. Issued in Lahore", "Sudan number", "Issued in Bombay", "-")] == [
        "pk",
        "sd",
        "",
        "",
    ]


@given(st.text(max_size=300))
def test_any_text_gives_identifiers_of_known_types(text: str) -> None:
    """No text is too strange, and types are those of the identifier table."""
    assert {identifier.type for identifier in identifiers_in(f"Passport no. {text}")} <= TYPES
