"""Which flows does an IATI file report? Activities and transactions of IATI 2.03, and of the older layouts.

What can't be read is set aside with its place and reason; organisations are taken as they are written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import msgspec
from lxml import etree

from watchword.errors import InputError
from watchword.funds.flow import Flow, Refused, Stage, State
from watchword.text import dates, places

# IATI codelist TransactionType 2.03, the letters of 1.0x and words of files before; OCHA's status codes.
_TYPES = {
    "1": None, "2": Stage.COMMITMENT, "3": Stage.DISBURSEMENT, "4": Stage.DISBURSEMENT, "11": Stage.COMMITMENT,
    "12": Stage.PLEDGE, "13": Stage.PLEDGE, "C": Stage.COMMITMENT, "D": Stage.DISBURSEMENT, "E": Stage.DISBURSEMENT,
    "IF": None, "commitment": Stage.COMMITMENT, "disbursement": Stage.DISBURSEMENT, "pledge": Stage.PLEDGE,
    "disbursment": Stage.DISBURSEMENT, "expenditure": Stage.DISBURSEMENT, "contribution": None,
    "5": None, "6": None, "7": None, "8": Stage.DISBURSEMENT, "9": None, "10": None,
}  # fmt: skip
_STATUSES = {"20": Stage.PLEDGE, "30": Stage.COMMITMENT, "40": Stage.DISBURSEMENT}
_PROVIDERS = frozenset(("1", "funding", "donor", "Funding"))
_RECEIVERS = frozenset(("4", "implementing", "Implementing", "un-ocha-implementing-partner"))
_AMOUNT = re.compile(r"-?[0-9]+(?:\.[0-9]+)?", re.ASCII)


def read(path: Path) -> Iterator[Flow | Refused]:
    """The flows of a file in order. Raises InputError when it is no XML of IATI or breaks off."""
    seen: dict[str, int] = {}
    with path.open("rb") as opened:
        events = etree.iterparse(
            opened, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
            remove_comments=True, remove_pis=True,
        )  # fmt: skip
        root = None
        try:
            for event, element in events:
                if root is None:
                    root = _checked(element, path)
                elif event == "end" and element.tag == "iati-activity":
                    yield from _numbered(_flows(element, path.name), seen)
                    element.clear()
            if root is not None and root.tag == "iati-activity":
                yield from _numbered(_flows(root, path.name), seen)
        except etree.XMLSyntaxError as error:
            raise InputError(f"broken XML ({error.msg})", where=f"{path}, line {error.lineno}") from None
        if root is None:
            raise InputError("no XML in this file", where=str(path))


def _checked(element: Any, path: Path) -> Any:
    if element.getroottree().docinfo.doctype:
        raise InputError("it declares a DTD, which no IATI file needs", where=str(path))
    if element.tag not in ("iati-activities", "iati-activity"):
        raise InputError(f"begins with {element.tag}, which is not IATI", where=str(path))
    return element


def _numbered(flows: Iterator[Flow | Refused], seen: dict[str, int]) -> Iterator[Flow | Refused]:
    """Flows that are alike in everything get numbers, so that none is taken for another."""
    for flow in flows:
        if isinstance(flow, Flow):
            key = flow.id
            seen[key] = seen.get(key, 0) + 1
            if seen[key] > 1:
                flow = msgspec.structs.replace(flow, number=seen[key] - 1)
        yield flow


def _flows(activity: Any, source: str) -> Iterator[Flow | Refused]:
    name = _said(activity, "iati-identifier") or _said(activity, "other-identifier")
    title = _said(activity, "title") or name
    reporting = _said(activity, "reporting-org")
    provider = _participant(activity, _PROVIDERS) or reporting
    receiver = _participant(activity, _RECEIVERS) or reporting
    region = _region(activity)
    for number, one in enumerate(activity.iterchildren("transaction"), 1):
        where = f"{source}, activity {name or title}, transaction {number}"
        stage, known = _stage(one)
        if not known:
            yield Refused(where, f"unknown type of transaction: {_type_of(one)!r}")
        if stage is None:
            continue
        value = one.find("value")
        amount = (value.text or "").strip().replace(",", "") if value is not None else ""
        if not _AMOUNT.fullmatch(amount):
            yield Refused(where, f"no amount: {amount!r}")
            continue
        currency = value.get("currency") or activity.get("default-currency") or ""
        if not currency:
            yield Refused(where, "it has no currency")
            continue
        yield Flow(
            stage, _plain(amount), currency, _day(one, value), _said(one, "provider-org") or provider,
            _said(one, "receiver-org") or receiver, title, _region(one) or region,
            State.PAID if stage is Stage.DISBURSEMENT else State.CONFIRMED, name, one.get("ref") or "", source,
        )  # fmt: skip


def _type_of(one: Any) -> str:
    found = one.find("transaction-type")
    status = one.find("status")
    if found is not None:
        return str(found.get("code") or "")
    return str(one.get("type") or (status.get("code") if status is not None else "") or "")


def _stage(one: Any) -> tuple[Stage | None, bool]:
    """The stage of a transaction, None for one that moves no aid onwards; and whether its type is known."""
    kind, status = _type_of(one), one.find("status")
    if status is not None and status.get("code") in _STATUSES:
        return _STATUSES[status.get("code")], True
    return _TYPES.get(kind), kind in _TYPES


def _said(parent: Any, tag: str) -> str:
    """The text of a child, or of the first narrative in it (2.0x); its reference when it has no text."""
    found = parent.find(tag)
    if found is None:
        return ""
    narrative = found.find("narrative")
    text = " ".join(((narrative if narrative is not None else found).text or "").split())
    return text or str(found.get("ref") or "")


def _participant(activity: Any, roles: frozenset[str]) -> str:
    for one in activity.iterchildren("participating-org"):
        if one.get("role") in roles:
            narrative = one.find("narrative")
            text = " ".join(((narrative if narrative is not None else one).text or "").split())
            if text or one.get("ref"):
                return text or str(one.get("ref"))
    return ""


def _region(parent: Any) -> str:
    for tag in ("recipient-country", "recipient-region"):
        found = parent.find(tag)
        if found is not None:
            text = _said(parent, tag)
            return places.country(found.get("code") or "") or places.country(text) or text
    return ""


def _day(one: Any, value: Any) -> str:
    found = one.find("transaction-date")
    text = (found.get("iso-date") if found is not None else "") or value.get("value-date") or ""
    span = dates.parse(text[:10]) if text else None
    return span.first if span is not None and span.first == span.last else ""


def _plain(amount: str) -> str:
    try:
        return f"{Decimal(amount):f}"
    except InvalidOperation:
        return amount
