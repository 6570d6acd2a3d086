"""Is whatever is wrong with a message a fault with a reason, and never an exception or silence?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.payments.samples import mt103, pacs008
from tests.payments.test_iso20022 import read

from watchword.payments import amounts
from watchword.payments.source import Source

_WHOLE = pacs008()


def codes(data: bytes) -> set[str]:
    return {fault.code for made in read(data) for fault in made.faults}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"hello, no payment here", "unknown-format"),
        (_WHOLE[:-30], "truncated"),
        (_WHOLE.replace(b"</Dbtr>", b"</Debtor>"), "not-well-formed"),
        (_WHOLE.replace(b"<Document", b'<!DOCTYPE d [<!ENTITY a "x">]><Document'), "dtd"),
        (_WHOLE.replace(b"Greta Holmqvist", b"&lol;"), "entity"),
        (_WHOLE.replace(b"Greta", b"Gr\xe9ta"), "encoding"),
        (_WHOLE.replace(b"Greta", b"G" * 11_000_000), "too-large"),
        (_WHOLE.replace(b"FIToFICstmrCdtTrf", b"FICdtTrf"), "wrong-schema"),
        (_WHOLE.replace(b"FIToFICstmrCdtTrf", b"FIToFISomething"), "unknown-type"),
        (_WHOLE.replace(b"Greta Holmqvist", b" ").replace(b"GB29NWBK60161331926819", b""), "empty-party"),
        (_WHOLE.replace(b"<Cdtr><Nm>Bakery Sundberg</Nm></Cdtr>", b""), "missing-party"),
        (_WHOLE.replace(b"<NbOfTxs>1<", b"<NbOfTxs>2<"), "count"),
        (_WHOLE.replace(b"<SttlmInf>", b"<CtrlSum>999.00</CtrlSum><SttlmInf>"), "control-sum"),
        (_WHOLE.replace(b"Greta Holmqvist", b"{{ debtor }}"), "template"),
        (_WHOLE.replace(b' Ccy="EUR"', b""), "currency"),
        (_WHOLE.replace(b"EUR", b"EUX"), "currency"),
        (mt103()[:-40], "truncated"),
        (mt103(creditor="BJÖRN"), "encoding"),
        (mt103(creditor="BJÖRN").decode().encode("latin-1"), "encoding"),
        (mt103().replace(b"I103", b"I940"), "unknown-type"),
        (mt103().replace(b"260712", b"260230"), "date"),
        (mt103().replace(b":32A:260712EUR1000,00\n", b""), "amount"),
        (mt103(remittance="X" * 20_000), "too-large"),
        (b"junk " + mt103(), "envelope"),
    ],
)  # fmt: skip
def test_bad_input_has_a_fault(data: bytes, code: str) -> None:
    """Each kind of bad input is told by its own code, and gives at least one transaction that holds it."""
    assert code in codes(data)


@pytest.mark.parametrize(
    "amount", ["1,000.00", "1000,00", "-5.00", "1e9", "1.000.00", "1000.001", "", "٣٣.٠٠", "1" * 19, " 1 000.00", "NaN"]
)
def test_amount_traps(amount: str) -> None:
    """An amount that can be read in two ways, is negative, has an exponent or too many decimals is a fault."""
    assert "amount" in codes(pacs008(amount=amount))


@pytest.mark.parametrize("amount", ["1000.00", "1,2,3", "1000", "-5,", "1e9,", "1000,001", ",50", "9" * 15 + ",", ""])
def test_amount_traps_of_mt(amount: str) -> None:
    """The same holds of MT amounts, which are written with a comma."""
    assert "amount" in codes(mt103(amount=amount))


@pytest.mark.parametrize(("currency", "amount", "bad"), [("JPY", "10.50", True), ("JPY", "10", False), ("KWD", "1.234", False),
                                                         ("EUR", "1.230", False), ("EUR", "1.234", True)])  # fmt: skip
def test_decimals_of_the_currency(currency: str, amount: str, bad: bool) -> None:
    """How many decimals an amount may have depends on its currency (ISO 4217)."""
    assert bool(amounts.read_iso(amount, currency, "x")[1]) is bad


def test_external_entity_is_not_opened(tmp_path: object) -> None:
    """A file that an entity names is never read."""
    trick = _WHOLE.replace(b"<Document", b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><Document')
    for made in read(trick.replace(b"Greta Holmqvist", b"&x;")):
        assert "root:" not in repr(made)


def test_too_large_file_is_not_opened_further() -> None:
    """A file above the limit is told by its size."""
    source = Source.of_bytes(_WHOLE, "message")
    (made,) = source.transactions(source.survey(100))
    assert [fault.code for fault in made.faults] == ["too-large"]


@given(st.integers(0, len(_WHOLE) - 1), st.binary(min_size=0, max_size=3))
def test_damage_is_never_lost(at: int, junk: bytes) -> None:
    """However a message is damaged, it is read into one payment or more: with its faults, or with its parties."""
    made = read(_WHOLE[:at] + junk + _WHOLE[at + 2 :])
    assert made
    assert all(one.faults or one.roles for one in made)
