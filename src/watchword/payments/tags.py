"""Which role has a party in an ISO 20022 message, and which texts are only codes? Tables of element names.

A party is known by its shape, so one under a name that is not here is still found: its role is that name.
"""

from __future__ import annotations

import re

ROLES = {
    "Dbtr": "debtor", "UltmtDbtr": "ultimate-debtor", "DbtrAgt": "debtor-agent", "DbtrAcct": "debtor-account",
    "Cdtr": "creditor", "UltmtCdtr": "ultimate-creditor", "CdtrAgt": "creditor-agent", "CdtrAcct": "creditor-account",
    "InitgPty": "initiating-party", "FwdgAgt": "forwarding-agent", "InstgAgt": "instructing-agent",
    "InstdAgt": "instructed-agent", "IntrmyAgt": "intermediary-agent", "PrvsInstgAgt": "previous-instructing-agent",
    "InstgRmbrsmntAgt": "instructing-reimbursement-agent", "InstdRmbrsmntAgt": "instructed-reimbursement-agent",
    "ThrdRmbrsmntAgt": "third-reimbursement-agent", "ChrgsAcctAgt": "charges-agent", "ChrgsAcct": "charges-account",
    "ChrgsPty": "charges-party", "CdtrSchmeId": "creditor-scheme", "Invcr": "invoicer", "Invcee": "invoicee",
    "Grnshee": "garnishee", "GrnshmtAdmstr": "garnishment-administrator", "Ownr": "account-owner",
    "Svcr": "account-servicer", "Authrty": "regulatory-authority", "Orgtr": "originator", "Fr": "sender",
    "To": "receiver", "TradgPty": "trading-party", "DlvrgAgt": "delivering-agent", "RcvgAgt": "receiving-agent",
    "ChqFr": "cheque-from", "DlvrTo": "cheque-to", "CtctDtls": "contact", "Acct": "account", "CpyDplct": "copy",
    "Pyer": "payer", "Pyee": "payee", "Rltd": "related-message", "BrnchId": "branch", "Prtry": "other-party",
    "Authstn": "authorised-by", "RmtLctnDtls": "remittance-address", "RmtLctnPstlAdr": "remittance-address",
    "OrgnlDbtr": "original-debtor", "OrgnlCdtrAgt": "original-creditor-agent",
    "OrgnlDbtrAgt": "original-debtor-agent", "OrgnlCdtrSchmeId": "original-creditor-scheme",
}  # fmt: skip

# Elements that only wrap a party: its role is that of what is around them.
WRAPPERS = frozenset(
    (
        "Pty",
        "Agt",
        "FIId",
        "OrgId",
        "FinInstnId",
        "CmbndId",
        "NmAndAdr",
        "Id",
        "RltdPties",
        "RltdAgts",
        "PstlAdr",
        "Adr",
    )
)

# Below these the roles are those of another payment than the one that is made.
CONTEXTS = {
    "UndrlygCstmrCdtTrf": "underlying", "OrgnlTxRef": "original", "Tax": "tax", "TaxRmt": "tax", "TaxRcrd": "tax",
    "RtrChain": "", "Undrlyg": "underlying",
}  # fmt: skip

TEXTS = {
    "Ustrd": "remittance", "AddtlRmtInf": "remittance", "RgltryRptg": "regulatory", "RmtInf": "remittance",
    "InstrForCdtrAgt": "instruction", "InstrForNxtAgt": "instruction", "InstrForDbtrAgt": "instruction",
    "RltdRmtInf": "remittance", "Purp": "purpose", "SplmtryData": "supplementary", "PmtId": "reference",
    "AddtlNtryInf": "entry", "AddtlTxInf": "entry", "Refs": "reference", "Tax": "tax", "ChqInstr": "cheque",
}  # fmt: skip

# What is decided on one by one.
UNITS = frozenset(("CdtTrfTxInf", "DrctDbtTxInf", "TxInf", "TxInfAndSts", "Ntry"))

MESSAGES = {
    "FIToFICstmrCdtTrf": "pacs.008", "FICdtTrf": "pacs.009", "PmtRtr": "pacs.004", "FIToFICstmrDrctDbt": "pacs.003",
    "FIToFIPmtRvsl": "pacs.007", "FIDrctDbt": "pacs.010", "CstmrCdtTrfInitn": "pain.001",
    "CstmrDrctDbtInitn": "pain.008", "BkToCstmrAcctRpt": "camt.052", "BkToCstmrStmt": "camt.053",
    "BkToCstmrDbtCdtNtfctn": "camt.054", "FIToFIPmtStsRpt": "pacs.002", "FIToFIPmtStsReq": "pacs.028",
    "CstmrPmtStsRpt": "pain.002",
}  # fmt: skip

# Who must be in a payment, by the kind of message; a return, reversal or report may name nobody.
NEEDED = {
    "pacs.008": ("debtor", "creditor"), "pacs.009": ("debtor", "creditor"), "pacs.003": ("debtor", "creditor"),
    "pain.001": ("debtor",), "pain.008": ("debtor", "creditor"),
}  # fmt: skip
REPORTS = frozenset(("pacs.002", "pacs.028", "pain.002", "camt.052", "camt.053", "camt.054"))
MONEYLESS = frozenset(("pacs.002", "pacs.028", "pain.002", "pacs.007"))

# Texts that are codes, numbers of the system, or dates: no name is looked for in them.
CODES = frozenset(
    """Cd Ccy NbOfTxs CtrlSum BtchBookg ChrgBr SttlmMtd InstrPrty UETR IBAN BIC BICFI AnyBIC BICOrBEI BEI LEI Ctry
    CdtDbtInd RvslInd Sts TxSts GrpSts PmtInfSts PmtMtd SeqTp AdrTp PrefrdMtd NmPrfx CtryOfRes CtryOfBirth BirthDt
    Dt DtTm FrDt ToDt Yr Tp Frqcy PtryTp RmtdAmt CreDt BizMsgIdr MsgDefIdr OrgnlMsgNmId MsgNmId BizSvc Prty
    DbtCdtRptgInd RmtLctnMtd Mtd MmbId PhneNb MobNb FaxNb PstCd ElctrncSeqNb LglSeqNb""".split()  # noqa: SIM905  # a list of words is easier to read and to keep in order than quoted ones
)
_DATED = re.compile(r"(?:Dt|DtTm|Amt|Ind|Nb|Cnt|Pctg|Rate|Tm)$")
# Ids and the like are texts, but references: they are read for names, too, as they are free.
_REFERENCE = re.compile(r"(?:Id|Ref|Idr|UndrlygRef)$")
_PARTS = re.compile(r"(.*?)([1-9]?)(Acct)?$")
_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])")


def role_of(tag: str) -> str:
    """The role that an element's name gives: IntrmyAgt2 is intermediary-agent-2; an unknown name in small letters."""
    if tag in ROLES:
        return ROLES[tag]
    bare, number, account = _PARTS.match(tag).groups()  # type: ignore[union-attr]  # it matches every name
    name = ROLES.get(bare, _WORDS.sub("-", bare).lower())
    return name + (f"-{number}" if number else "") + ("-account" if account else "")


def is_code(tag: str) -> bool:
    """Whether the text of such an element can't hold a name."""
    return tag in CODES or bool(_DATED.search(tag))


def text_role(tag: str, around: str) -> str:
    """What a text is for: by its own name, else by what is around it."""
    return TEXTS.get(tag) or ("reference" if _REFERENCE.search(tag) else around)
