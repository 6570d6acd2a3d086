"""Are all parties of a SWIFT MT message found, each with its tag and line?"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from tests.payments.samples import mt103
from tests.payments.test_iso20022 import LARGEST, ROOT, by_role, read

from watchword.payments import mt
from watchword.payments.source import Source

COVER = """{1:F01BANKFRPPAXXX0000000000}{2:I202BANKITMMXXXXN}{3:{119:COV}{121:u-1}}{4:
:20:COV1
:21:REL1
:32A:260712USD1000,
:52A:BANKFRPP
:58D:/1234567
BANCO UNO
:50F:/DE89370400440532013000
1/ANNA
1/BERG
2/STORGATAN 1
3/SE/LUND
4/19840501
5/SE/LUND
6/SE/ISSUER/777
:57A:BANKGB2L
:59F:1/STORE AB
3/SE/MALMO
:70:/INV/SHIP M/V NEVER
//SEEN
:72:/BNF/THANKS
-}"""


def test_fields_of_mt103() -> None:
    """Names, accounts, banks and texts of an MT103 are found at tag and line."""
    (made,) = read(mt103(debtor="ANNA BERG", creditor="STORE AB", remittance="RENT MAY"))
    found = by_role(made)
    assert (found["debtor"].path, found["debtor"].party.name) == ("50K line 2", "ANNA BERG")
    assert found["debtor"].party.identifiers == ("iban:DE89370400440532013000",)
    assert found["creditor"].path == "59 line 2"
    assert found["debtor-agent"].path == "52A line 1"
    assert found["creditor-agent"].regions == ("us",)
    assert found["instructed-agent"].party.name == "CHASUS33"
    assert [(t.role, t.path, t.text) for t in made.texts if t.role == "remittance"] == [
        ("remittance", "70", "RENT MAY")
    ]
    assert (made.type, made.amount.value, made.amount.currency, made.date) == ("MT103", "1000.00", "EUR", "2026-07-12")
    assert not made.faults


def test_cover_and_structured_fields() -> None:
    """A cover payment has the banks' roles and, in sequence B, the customers'; 50F and 59F are read line by line."""
    (made,) = read(COVER.encode())
    found = by_role(made)
    assert made.type == "MT202COV"
    assert found["creditor"].party.name == "BANCO UNO"
    debtor = found["underlying-debtor"]
    assert (debtor.path, debtor.party.name, debtor.party.birth) == ("B 50F line 2", "ANNA BERG", "1984-05-01")
    assert (debtor.party.countries, debtor.party.addresses) == (("se",), ("STORGATAN 1, LUND",))
    assert found["underlying-creditor"].party.countries == ("se",)
    assert [t.text for t in made.texts if t.role == "remittance"] == ["; SHIP M/V NEVER SEEN"]
    assert made.uetr == "u-1"
    assert not made.faults


def test_name_over_two_lines() -> None:
    """A name that goes on in the next line is read as one, too; a line with figures is an address."""
    (made,) = read(mt103(creditor="OUSMANE ILLIASSOU\nDJIBO\nRUE 12"))
    assert by_role(made)["creditor"].party.aliases == ("OUSMANE ILLIASSOU DJIBO",)


def test_many_messages_and_acknowledgements() -> None:
    """A file of several messages gives each; an acknowledgement belongs to the copy behind it."""
    ack = b"{1:F21BNPAFRPPZXXX0000000002}{4:{177:1702090741}{451:0}}"
    made = read(mt103(message_id="ONE") + b"\r\n$" + ack + mt103(message_id="TWO"))
    assert [one.message_id for one in made] == ["ONE", "TWO"]
    assert [one.number for one in made] == [1, 2]


@given(st.text(max_size=400))
def test_any_text_is_read_or_faulted(text: str) -> None:
    """No text raises; one that is no payment has a fault."""
    for made in mt.transactions(text.encode("utf-8", "surrogatepass")):
        assert made.faults or made.roles


def test_real_samples(shared: Path) -> None:
    """Every real message is read, and the number of its parties by role is as frozen."""
    counts: dict[str, Counter[str]] = {}
    lines = (shared / "payments" / "prowide_mt103_mt202.jsonl").read_text(encoding="utf-8").splitlines()
    files = [json.loads(line)["fin"].encode() for line in lines]
    files += [path.read_bytes() for path in sorted((shared / "payments" / "mt103_fuzz").iterdir())]
    for data in files:
        source = Source.of_bytes(data, "message")
        for made in source.transactions(source.survey(LARGEST)):
            counts.setdefault(made.type, Counter()).update(role.role for role in made.roles)
    frozen = json.loads((ROOT / "bench" / "frozen" / "payments.json").read_text(encoding="utf-8"))
    assert {kind: dict(sorted(one.items())) for kind, one in sorted(counts.items())} == frozen["mt"]
