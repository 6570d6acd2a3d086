"""Are all parties of an ISO 20022 message found, each at its path?"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from tests.payments.samples import PACS008, pacs008

from watchword.payments.message import Role, Transaction
from watchword.payments.source import Source

ROOT = Path(__file__).parent.parent.parent
LARGEST = 1 << 30


def read(data: bytes) -> list[Transaction]:
    source = Source.of_bytes(data, "message")
    return list(source.transactions(source.survey(LARGEST)))


def by_role(made: Transaction) -> dict[str, Role]:
    return {role.role: role for role in made.roles}


def test_roles_paths_and_numbers() -> None:
    """Each party has its role, the path of its name, its account's number and the countries these tell."""
    (made,) = read(pacs008(debtor="Anna Berg", creditor="Store AB"))
    found = by_role(made)
    top = "/Document/FIToFICstmrCdtTrf/CdtTrfTxInf[1]"
    assert found["debtor"].path == f"{top}/Dbtr/Nm"
    assert found["debtor"].party.name == "Anna Berg"
    assert found["debtor"].party.identifiers == ("iban:GB29NWBK60161331926819",)
    assert found["debtor"].party.countries == ("gb",)
    assert found["debtor"].party.addresses == ("High Street 1, Leeds, GB",)
    assert found["creditor"].regions == ("de",)
    assert found["creditor-agent"].path == f"{top}/CdtrAgt/FinInstnId/BICFI"
    assert found["creditor-agent"].party.identifiers == ("bic:DEUTDEFF",)
    assert (made.type, made.message_id, made.reference) == ("pacs.008.001.08", "MSG1", "E2E1")
    assert (made.amount.value, made.amount.currency, made.date) == ("1000.00", "EUR", "2026-01-15")
    assert not made.faults


@pytest.mark.parametrize("how", ["none", "prefix", "other"])
def test_namespace_does_not_matter(how: str) -> None:
    """The same parties are found without a namespace, under a prefix, and in a version to come."""
    plain = pacs008().decode()
    urn = ' xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"'
    changed = {
        "none": plain.replace(urn, ""),
        "prefix": plain.replace(urn, urn.replace("xmlns", "xmlns:n"))
        .replace("<", "<n:")
        .replace("<n:/", "</n:")
        .replace("<n:?", "<?"),
        "other": plain.replace("001.08", "001.99"),
    }[how]
    assert read(changed.encode())[0].roles == read(plain.encode())[0].roles


@pytest.mark.parametrize("joined", [True, False])
def test_business_header(joined: bool) -> None:
    """The banks of a business header are parties, whether it shares a root with the document or stands before it."""
    header = (
        '<h:AppHdr xmlns:h="urn:iso:std:iso:20022:tech:xsd:head.001.001.02"><h:Fr><h:FIId><h:FinInstnId><h:BICFI>BANKFRPP'
        "</h:BICFI></h:FinInstnId></h:FIId></h:Fr><h:To><h:FIId><h:FinInstnId><h:BICFI>BANKITMM</h:BICFI></h:FinInstnId>"
        "</h:FIId></h:To><h:BizMsgIdr>B1</h:BizMsgIdr></h:AppHdr>"
    )
    document = PACS008.partition("?>")[2].format(
        message_id="M", reference="R", currency="EUR", amount="1.00", debtor="A B", creditor="C D", remittance="x"
    )
    text = f"<Envelope>{header}{document}</Envelope>" if joined else header + document
    (made,) = read(text.encode())
    assert by_role(made)["sender"].party.name == "BANKFRPP"
    assert by_role(made)["receiver"].party.name == "BANKITMM"
    assert not made.faults


def test_cover_has_roles_of_its_own() -> None:
    """In a pacs.009 COV the customers of the covered payment are told apart from the banks that settle."""
    text = """<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.009.001.08"><FICdtTrf><CdtTrfTxInf>
    <PmtId><EndToEndId>E</EndToEndId></PmtId><IntrBkSttlmAmt Ccy="EUR">5.00</IntrBkSttlmAmt>
    <Dbtr><FinInstnId><BICFI>BANKFRPP</BICFI></FinInstnId></Dbtr><Cdtr><FinInstnId><Nm>Banco Uno</Nm></FinInstnId></Cdtr>
    <UndrlygCstmrCdtTrf><Dbtr><Nm>Anna Berg</Nm></Dbtr><Cdtr><Nm>Store AB</Nm></Cdtr>
    <RmtInf><Ustrd>for rent</Ustrd></RmtInf></UndrlygCstmrCdtTrf></CdtTrfTxInf></FICdtTrf></Document>"""
    (made,) = read(text.encode())
    found = by_role(made)
    assert found["creditor"].party.name == "Banco Uno"
    assert found["underlying-debtor"].path.endswith("/UndrlygCstmrCdtTrf/Dbtr/Nm")
    assert found["underlying-creditor"].party.name == "Store AB"
    assert [t.text for t in made.texts if t.role == "remittance"] == ["for rent"]


def test_unknown_element_is_still_a_party() -> None:
    """An element that no version had, shaped as a party, is one: nobody hides in a version to come."""
    text = pacs008().decode().replace("<RmtInf>", "<NewPty><Nm>Anna Berg</Nm></NewPty><RmtInf>")
    assert by_role(read(text.encode())[0])["new-pty"].party.name == "Anna Berg"


def test_birth_contact_branch_and_care_of() -> None:
    """Birth, contacts, branches and care-of lines are read, each in its place."""
    text = pacs008().decode().replace(
        "<Cdtr><Nm>Bakery Sundberg</Nm></Cdtr>",
        "<Cdtr><Nm>Store AB</Nm><PstlAdr><CareOf>Otto Lind</CareOf><AdrLine>c/o Eva Dahl</AdrLine></PstlAdr><Id><PrvtId><DtAndPlcOfBirth>"
        "<BirthDt>1984-05-01</BirthDt><CityOfBirth>Niamey</CityOfBirth><CtryOfBirth>NE</CtryOfBirth></DtAndPlcOfBirth><Othr>"
        "<Id>P123</Id><SchmeNm><Cd>CCPT</Cd></SchmeNm></Othr></PrvtId></Id><CtctDtls><Nm>Karl Ek</Nm></CtctDtls></Cdtr>",
    )  # fmt: skip
    (made,) = read(text.encode())
    creditor = by_role(made)["creditor"].party
    assert (creditor.birth, creditor.birth_place) == ("1984-05-01", "Niamey, Niger")
    assert "passport:P123" in creditor.identifiers
    assert by_role(made)["creditor-contact"].party.name == "Karl Ek"
    said = {text.role: text.text for text in made.texts}
    assert said["creditor-care-of"] == "Otto Lind"
    assert said["creditor-address"] == "c/o Eva Dahl"


def test_every_path_leads_back() -> None:
    """The path of every party, asked as XPath, gives the very element that its name was read from."""
    data = pacs008(debtor="Anna Berg", creditor="Store AB")
    tree = etree.fromstring(data)
    for element in tree.iter():
        element.tag = etree.QName(element).localname
    for role in read(data)[0].roles:
        assert [found.text for found in tree.xpath(role.path)] == [role.party.name]


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co")), min_size=1, max_size=40))
def test_any_name_comes_through(name: str) -> None:
    """Whatever a name is made of, it is read whole, its blanks folded; a blank one is a fault."""
    tree = etree.fromstring(pacs008())
    tree.find(".//{*}Cdtr/{*}Nm").text = name
    (made,) = read(etree.tostring(tree))
    told = " ".join(name.split())
    if told:
        assert by_role(made)["creditor"].party.name == told
    else:
        assert "creditor" not in by_role(made) or by_role(made)["creditor"].party.name != told
        assert any(fault.code == "empty-party" for fault in made.faults) or by_role(made)["creditor"].party.identifiers


def test_real_samples(shared: Path) -> None:
    """Every real message is read, and the number of its parties by role is as frozen; templates are told as such."""
    counts: dict[str, Counter[str]] = {}
    for path in sorted((shared / "payments").rglob("*.xml")):
        source = Source.of_file(path)
        surveyed = source.survey(LARGEST)
        if "{{" in path.read_text(encoding="utf-8"):
            assert [fault.code for fault in surveyed.faults] == ["template"], path
            continue
        assert not surveyed.faults, path
        for made in source.transactions(surveyed):
            counts.setdefault(made.type[:8], Counter()).update(role.role for role in made.roles)
    frozen = json.loads((ROOT / "bench" / "frozen" / "payments.json").read_text(encoding="utf-8"))
    assert {kind: dict(sorted(one.items())) for kind, one in sorted(counts.items())} == frozen["iso20022"]
