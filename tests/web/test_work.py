"""Are texts read, payments decided and customers shown over the API, each on record?"""

from __future__ import annotations

from pathlib import Path

from tests.web.conftest import Served

from watchword import wiring
from watchword.cases import register
from watchword.cases.people import Person
from watchword.gateway.register import Decided
from watchword.monitoring.importing import Wish, take
from watchword.payments import rules as payment_rules

TEXT = "On Monday the group of Ousmane Illiassou Djibo crossed the border near Ayorou."
PAYMENT = (
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFICstmrCdtTrf><GrpHdr><MsgId>M1</MsgId>'
    "<CreDtTm>2026-11-26T10:00:00</CreDtTm><NbOfTxs>1</NbOfTxs><SttlmInf><SttlmMtd>CLRG</SttlmMtd></SttlmInf></GrpHdr>"
    '<CdtTrfTxInf><PmtId><EndToEndId>E1</EndToEndId></PmtId><IntrBkSttlmAmt Ccy="EUR">10.00</IntrBkSttlmAmt>'
    "<ChrgBr>SLEV</ChrgBr><Dbtr><Nm>Gudrun Winter</Nm></Dbtr><DbtrAgt><FinInstnId><BICFI>DEUTDEFF</BICFI></FinInstnId></DbtrAgt>"
    "<CdtrAgt><FinInstnId><BICFI>DEUTDEFF</BICFI></FinInstnId></CdtrAgt><Cdtr><Nm>Ousmane Illiassou Djibo</Nm></Cdtr>"
    "</CdtTrfTxInf></FIToFICstmrCdtTrf></Document>"
)


def test_text_is_read_on_record(served: Served) -> None:
    """Mentions come with their places; the text is only in the erasable part of the record."""
    answer = served.client.post("/api/v1/documents", json={"text": TEXT}).json()
    (one,) = answer["mentions"][:1]
    assert TEXT[one["start"] : one["end"]] == "Ousmane Illiassou Djibo"
    with served.service.log.read() as view:
        seq = answer["receipt"]["seq"]
        assert b"Djibo" not in view.record(seq).line
        assert TEXT in str(view.personal(seq))
    assert served.client.post("/api/v1/documents", json={"text": ""}).json()["where"] == "text"


def test_payment_is_decided_once(served: Served) -> None:
    """A payment to somebody listed is held; the same message under the same name is answered from the record."""
    body = {"name": "m1.xml", "message": PAYMENT}
    answer = served.client.post("/api/v1/payments", json=body)
    assert answer.status_code == 200, answer.text
    assert answer.json()["payments"][0]["state"] == "held"
    with served.service.log.read() as view:
        decided = view.record(answer.json()["payments"][0]["seq"]).read(Decided)
    assert decided.rules == payment_rules.default().digest  # the rules that ship: embargoes, instant payments
    assert served.client.post("/api/v1/payments", json=body).json() == answer.json()
    broken = served.client.post("/api/v1/payments", json={"name": "m2", "message": "<nonsense"})
    assert broken.status_code < 500


def test_customers_are_shown_to_who_may_see_them(served: Served, tmp_path: Path) -> None:
    """Customers of the book come with their ids; who may not see personal data does not see them."""
    path = tmp_path / "customers.csv"
    path.write_text("id,name\nC-1,Gudrun Winter\nC-2,Ousmane Illiassou Djibo\n")
    take(path, None, Wish(), served.service.log, wiring.now(), lambda *_: None)
    register.add(served.service.cases, served.boss, Person("vera", ("viewer",), "Vera"))
    secret, _ = served.service.doorman.make_key("vera", ["cases"], "vera")
    auditor = served.key("cases")
    found = served.client.get("/api/v1/customers", headers=auditor).json()
    assert found["total"] == 2
    assert [one["id"] for one in found["customers"]] == ["C-1", "C-2"]
    assert served.client.get("/api/v1/customers/C-2", headers=auditor).json()["party"]["name"].startswith("Ousmane")
    assert served.client.get("/api/v1/customers/C-9", headers=auditor).status_code == 404
    viewer = {"Authorization": f"ApiKey {secret}"}
    assert served.client.get("/api/v1/customers", headers=viewer).status_code == 403
