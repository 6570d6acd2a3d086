"""Identifiers are the same however they are typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchword.errors import InputError
from watchword.model import Identifier
from watchword.text import identifiers


@pytest.mark.parametrize(
    ("kind", "spellings"),
    [
        ("passport", ["AB123456", "AB-123 456", "ab 123.456", "ＡＢ１２３４５６", "AB١٢٣٤٥٦"]),
        ("imo", ["9282443", "IMO 9282443", "imo:9282443", "IMO No. 9282443"]),
        ("phone", ["+44 20 7123 4567", "0044 (0)20 7123 4567", "442071234567"]),
        ("email", ["John.Doe@Example.com", "john.doe@example.com ", "mailto:john.doe@example.com"]),
        ("website", ["https://www.Example.com/", "http://example.com", "www.example.com/"]),
        ("wallet", ["0xAbC1234567", "0XABC1234567", "ethereum:0xabc1234567"]),
        ("bic", ["ABCDIRTH", "abcdirthxxx", "SWIFT/BIC ABCDIRTH", "ABCD IR TH"]),
        ("iban", ["GB82 WEST 1234 5698 7654 32", "gb82west12345698765432", "IBAN GB82WEST12345698765432"]),
    ],
)
def test_one_identifier_has_one_canonical_form(kind: str, spellings: list[str]) -> None:
    """Case, spacing, punctuation, labels and the script of the figures make no difference."""
    keys = {identifiers.canonical(spelling, kind) for spelling in spellings}
    assert len(keys) == 1
    assert keys != {""}


@pytest.mark.parametrize(
    "value", ["", "A1", "123", "0000000", "XXXXXX", "unknown", "N/A", "None", "not available", "-"]
)
def test_a_worthless_value_has_no_key(value: str) -> None:
    """What would match by chance or by habit is not compared."""
    assert identifiers.canonical(value) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("passport:AB123456", Identifier("passport", "AB123456")),
        ("passport:ne:AB123456", Identifier("passport", "AB123456", "ne")),
        ("Passport：NE：AB123456", Identifier("passport", "AB123456", "ne")),
        ("AB123456", Identifier("other", "AB123456")),
        ("National ID: 12345", Identifier("national-id", "12345")),
        ("swift:ABCDIRTH", Identifier("bic", "ABCDIRTH")),
        ("IMO 9282443", Identifier("imo", "IMO 9282443")),
        ("john@example.com", Identifier("email", "john@example.com")),
        ("https://example.com", Identifier("website", "https://example.com")),
        ("website:https://example.com", Identifier("website", "https://example.com")),
    ],
)
def test_a_typed_identifier_is_read(text: str, expected: Identifier) -> None:
    """type:value, type:country:value and a bare value are read, in the words people use for types."""
    assert identifiers.parse(text) == expected


@pytest.mark.parametrize("text", ["pasport:AB123456", "passport:", "", ":AB123456"])
def test_a_bad_identifier_names_the_field(text: str) -> None:
    """An unknown type or an empty value is an InputError at `identifiers`."""
    with pytest.raises(InputError) as caught:
        identifiers.parse(text)
    assert caught.value.where == "identifiers"


def test_an_unknown_type_is_told_the_types() -> None:
    """The error for an unknown type lists every type there is."""
    with pytest.raises(InputError) as caught:
        identifiers.parse("pasport:AB123456")
    assert all(name in caught.value.hint for name in identifiers.TYPES)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("passport:ne:AB-123456", "passport:ne:ab123456", "equal"),
        ("passport:AB123456", "passport:ne:AB123456", "equal"),
        ("passport:ne:AB123456", "passport:ml:AB123456", "equal-other-type"),
        ("AB123456", "passport:ne:AB 123456", "equal-other-type"),
        ("passport:ne:AB123456", "passport:ne:CD654321", "conflict"),
        ("passport:ne:AB123456", "passport:CD654321", "unknown"),
        ("imo:9282443", "imo:9074729", "conflict"),
        ("imo:9282443", "imo:9282444", "unknown"),
        ("passport:ne:AB123456", "national-id:ne:CD654321", "unknown"),
        ("phone:+44 20 7123 4567", "phone:+44 20 7123 4568", "unknown"),
        ("passport:N/A", "passport:N/A", "unknown"),
    ],
)
def test_two_identifiers_stand_to_one_another(a: str, b: str, expected: str) -> None:
    """same() finds equals across types, and a conflict only where a party can have but one."""
    first, second = identifiers.parse(a), identifiers.parse(b)
    assert identifiers.same(first, second) == expected
    assert identifiers.same(second, first) == expected


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("imo", "9282443", True),
        ("imo", "9282444", False),
        ("imo", "928244", False),
        ("lei", "5493001KJTIIGC8Y1R12", True),
        ("lei", "5493001KJTIIGC8Y1R13", False),
        ("iban", "GB82 WEST 1234 5698 7654 32", True),
        ("iban", "GB82 WEST 1234 5698 7654 33", False),
        ("isin", "US0378331005", True),
        ("isin", "US0378331006", False),
        ("passport", "AB123456", None),
        ("other", "9282443", None),
    ],
)
def test_check_digits_are_checked_where_there_are_any(kind: str, value: str, expected: bool | None) -> None:
    """IMO, LEI, IBAN and ISIN have check digits; nothing else does."""
    assert identifiers.valid(Identifier(kind, value)) is expected


@given(st.text(), st.sampled_from(sorted(identifiers.TYPES)))
def test_a_canonical_form_is_its_own(value: str, kind: str) -> None:
    """Making a canonical form canonical changes nothing, and no text is an error."""
    key = identifiers.canonical(value, kind)
    assert identifiers.canonical(key, kind) == key


@given(st.from_regex(r"[A-Z]{2}[0-9]{6,9}", fullmatch=True), st.sampled_from(" -./"), st.integers(1, 6))
def test_separators_never_hide_an_identifier(value: str, separator: str, at: int) -> None:
    """A separator anywhere inside leaves the key as it was."""
    assert identifiers.canonical(value[:at] + separator + value[at:]) == identifiers.canonical(value)
