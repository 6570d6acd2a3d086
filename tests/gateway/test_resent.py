"""Is a held payment known again when a field was stripped or altered, and others left in peace?"""

from __future__ import annotations

import pytest
from tests.payments.samples import pacs008
from tests.payments.test_iso20022 import read

from watchword.gateway import resent

HELD = pacs008(debtor="Anna Berg", creditor="Ousmane Illiassou Djibo", remittance="goods", reference="R-77")


def told(data: bytes) -> list[str]:
    before = resent.facts_of(read(HELD)[0], "2026-01-15")
    return [reason.message for reason in resent.reasons(read(data)[0], [before])]


@pytest.mark.parametrize(
    ("data", "difference"),
    [
        (HELD.replace(b"Ousmane Illiassou Djibo", b"O. I. Djibo"), "creditor 'Ousmane Illiassou Djibo' is now 'O. I. Djibo'"),
        (HELD.replace(b"<RmtInf><Ustrd>goods</Ustrd></RmtInf>", b""), "remittance text 'goods' is gone"),
        (HELD.replace(b">1000.00<", b">995.00<"), "amount '1000.00' is now '995.00'"),
        (HELD.replace(b"Anna Berg", b"Anna B. Berg"), "debtor 'Anna Berg' is now 'Anna B. Berg'"),
        (HELD.replace(b"Ousmane Illiassou Djibo", b"Pieter Jansen").replace(b"DE89370400440532013000", b"GB29NWBK60161331926819"),
         "creditor 'Ousmane Illiassou Djibo' is now 'Pieter Jansen'"),
        (HELD.replace(b"MSG1", b"MSG2"), "nothing in it differs"),
    ],
)  # fmt: skip
def test_altered_payment_is_told_with_the_difference(data: bytes, difference: str) -> None:
    """A payment sent again with one field changed or stripped is told, with the field before and after."""
    (message,) = told(data)
    assert "held on 2026-01-15" in message
    assert difference in message


@pytest.mark.parametrize(
    "data",
    [
        HELD.replace(b"Anna Berg", b"Olof Palm").replace(b"GB29NWBK60161331926819", b""),
        HELD.replace(b">1000.00<", b">500.00<"),
        HELD.replace(b'"EUR"', b'"SEK"'),
        pacs008(debtor="Anna Berg", creditor="Pieter Jansen", remittance="rent", reference="R-78").replace(
            b"DE89370400440532013000", b""
        ),
    ],
)
def test_other_payment_is_left_in_peace(data: bytes) -> None:
    """Another debtor, amount, currency, or another creditor with another purpose is another payment."""
    assert told(data) == []
