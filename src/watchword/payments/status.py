"""What does the sender of an ISO message learn? A pacs.002 status report: accepted, pending, rejected or blocked.

It tells nothing of lists or hits: who sent a payment must not learn from it whom it was held for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

import msgspec
from lxml import etree

_NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pacs.002.001.12"
# ISO 20022 external codes: ExternalPaymentTransactionStatus1Code and ExternalStatusReason1Code (regulatory reason).
ACCEPTED, PENDING, REJECTED, BLOCKED = "ACCP", "PDNG", "RJCT", "BLCK"
_REASONED = {REJECTED: "RR04", BLOCKED: "RR04"}
_LONGEST = 35


class Told(msgspec.Struct, frozen=True):
    """What is told of one payment: its end-to-end reference and its status."""

    reference: str
    status: str


def report(message_id: str, kind: str, told: Sequence[Told], time: datetime) -> bytes:
    """A status report on a message of this id and type (pacs.008.001.08). The same input gives the same bytes."""
    top = etree.Element(f"{{{_NAMESPACE}}}Document", nsmap={None: _NAMESPACE})
    body = _add(top, "FIToFIPmtStsRpt")
    stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ")
    header = _add(body, "GrpHdr")
    statuses = {one.status for one in told}
    named = hashlib.sha256("\n".join((message_id, stamp, *sorted(statuses))).encode()).hexdigest()
    _add(header, "MsgId", f"WW{named[:30]}")
    _add(header, "CreDtTm", stamp)
    group = _add(body, "OrgnlGrpInfAndSts")
    _add(group, "OrgnlMsgId", message_id[:_LONGEST] or "NOTPROVIDED")
    _add(group, "OrgnlMsgNmId", kind[:_LONGEST] or "NOTPROVIDED")
    _add(group, "GrpSts", statuses.pop() if len(statuses) == 1 else "PART")
    for one in told:
        made = _add(body, "TxInfAndSts")
        if one.reference:
            _add(made, "OrgnlEndToEndId", one.reference[:_LONGEST])
        _add(made, "TxSts", one.status)
        if reason := _REASONED.get(one.status):
            _add(_add(_add(made, "StsRsnInf"), "Rsn"), "Cd", reason)
    return bytes(etree.tostring(top, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _add(parent: etree._Element, tag: str, text: str | None = None) -> etree._Element:
    made = etree.SubElement(parent, f"{{{_NAMESPACE}}}{tag}")
    made.text = text
    return made
