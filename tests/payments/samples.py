"""Messages for tests: small, whole, and with one thing to change in each."""

from __future__ import annotations

PACS008 = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFICstmrCdtTrf>
<GrpHdr><MsgId>{message_id}</MsgId><CreDtTm>2026-01-15T10:30:00</CreDtTm><NbOfTxs>1</NbOfTxs>
<SttlmInf><SttlmMtd>CLRG</SttlmMtd></SttlmInf></GrpHdr>
<CdtTrfTxInf><PmtId><EndToEndId>{reference}</EndToEndId><TxId>TX1</TxId></PmtId>
<IntrBkSttlmAmt Ccy="{currency}">{amount}</IntrBkSttlmAmt><IntrBkSttlmDt>2026-01-15</IntrBkSttlmDt><ChrgBr>SHAR</ChrgBr>
<Dbtr><Nm>{debtor}</Nm><PstlAdr><StrtNm>High Street</StrtNm><BldgNb>1</BldgNb><TwnNm>Leeds</TwnNm><Ctry>GB</Ctry></PstlAdr></Dbtr>
<DbtrAcct><Id><IBAN>GB29NWBK60161331926819</IBAN></Id></DbtrAcct>
<DbtrAgt><FinInstnId><BICFI>NWBKGB2L</BICFI></FinInstnId></DbtrAgt>
<CdtrAgt><FinInstnId><BICFI>DEUTDEFF</BICFI></FinInstnId></CdtrAgt>
<Cdtr><Nm>{creditor}</Nm></Cdtr>
<CdtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></CdtrAcct>
<RmtInf><Ustrd>{remittance}</Ustrd></RmtInf></CdtTrfTxInf></FIToFICstmrCdtTrf></Document>
"""

MT103 = """{{1:F01DEUTDEFFAXXX0000000000}}{{2:I103CHASUS33XXXXN}}{{4:
:20:{message_id}
:23B:CRED
:32A:260712EUR{amount}
:50K:/DE89370400440532013000
{debtor}
1 MAIN STREET
BERLIN
:52A:DEUTDEFF
:57A:CHASUS33
:59:/GB29NWBK60161331926819
{creditor}
:70:{remittance}
:71A:SHA
-}}"""

_PLAIN = {
    "message_id": "MSG1", "reference": "E2E1", "currency": "EUR", "debtor": "Greta Holmqvist",
    "creditor": "Bakery Sundberg", "remittance": "Invoice 4711",
}  # fmt: skip


def pacs008(**given: str) -> bytes:
    """A pacs.008 with these values, ordinary ones for the rest."""
    return PACS008.format(**{**_PLAIN, "amount": "1000.00", **given}).encode()


def mt103(**given: str) -> bytes:
    """An MT103 with these values, ordinary ones for the rest."""
    return MT103.format(**{**_PLAIN, "amount": "1000,00", **given}).encode()
