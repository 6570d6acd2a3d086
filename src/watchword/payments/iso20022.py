"""Who and what is in an ISO 20022 message? Each payment with its parties, texts, amounts and faults.

Reads every version of pacs.008, .009, .004, .003, .007, .010, pain.001, .008 and camt.052, .053, .054, in any
namespace, with or without a business header. What holds of the whole file is `survey`'s question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from watchword.payments import amounts, iso_party
from watchword.payments.elements import Unit, children, local, namespace, text_of
from watchword.payments.message import Amount, Fault, Role, Text, Transaction
from watchword.payments.tags import (
    CONTEXTS,
    MESSAGES,
    MONEYLESS,
    NEEDED,
    TEXTS,
    UNITS,
    WRAPPERS,
    is_code,
    role_of,
    text_role,
)  # fmt: skip
from watchword.text import dates

_AMOUNTS = frozenset(("IntrBkSttlmAmt", "InstdAmt", "RtrdIntrBkSttlmAmt", "RtrdInstdAmt", "RvsdIntrBkSttlmAmt"))
_TYPED = re.compile(r"(?:^|:)([a-z]{4}\.\d{3}\.\d{3}\.\d{2})$")
_NAMESPACED = re.compile(rb":([a-z]{4}\.\d{3}\.\d{3}\.\d{2})[\"']")
SUMMED = ("InstdAmt", "EqvtAmt", "IntrBkSttlmAmt", "RtrdIntrBkSttlmAmt")  # what control sums add up
_LETTERS = re.compile(r"[^\W\d_].*[^\W\d_].*[^\W\d_]")
_REFERENCES = ("EndToEndId", "OrgnlEndToEndId", "TxId", "InstrId", "NtryRef", "AcctSvcrRef", "OrgnlTxId")
_DATES = ("IntrBkSttlmDt", "ReqdExctnDt", "ReqdColltnDt", "ValDt", "BookgDt")
_MARKS = frozenset(("LclInstrm", "SvcLvl", "ClrSys"))
_CONSUMED = frozenset(("Nm", "BIC", "BICFI", "AnyBIC", "BICOrBEI", "BEI", "LEI", "IBAN", "Ctry", "CtryOfRes"))
_PLACED = frozenset(("PstlAdr", "Adr", "DtAndPlcOfBirth"))


def type_of(around: list[tuple[Any, str]]) -> tuple[str, list[Fault]]:
    """The message's type by its namespace and by the element below Document, and what is wrong with them."""
    for element, path in around:
        tag = local(element)
        found = _TYPED.search(namespace(element))
        family = MESSAGES.get(tag, "")
        if _TYPED.fullmatch(tag):  # pacs.008.001.01 names its element so
            return tag, []
        if family:
            typed = found[1] if found else family
            if typed[:8] != family:
                said = f"its namespace says {typed}, its element {tag} is that of {family}"
                return family, [Fault("wrong-schema", said, path)]
            return typed, []
    return "", [Fault("unknown-type", "it is no message that this reads", around[0][1] if around else "")]


def type_in(head: bytes) -> str:
    """The type that the first namespace of a document names; empty when it names none."""
    found = _NAMESPACED.search(head)
    return found[1].decode() if found else ""


class Reader:
    """Reads the payments of one file; what stands above them is read once for each group."""

    def __init__(self, header: tuple[Role, ...] = ()) -> None:
        self._header = header
        self._group: Any = None  # the element around the last payment
        self._above = _Content()
        self._number = 0

    def read(self, unit: Unit) -> Transaction:
        """The payment of a unit, with the parties of its header and group."""
        group = unit.around[-1][0] if unit.around else None
        if group is not self._group or group is None:
            self._group, self._above = group, _above(unit)
        self._number += 1
        content = _Content()
        content.walk(unit.element, unit.path, "")
        kind, faults = type_of(unit.around)
        merged = _merged(self._header, self._above, content)
        made = Transaction(
            self._number, kind, unit.path,
            message_id=self._above.first("MsgId"),
            reference=next((content.first(tag) for tag in _REFERENCES if content.first(tag)), ""),
            uetr=content.first("UETR"),
            date=next((d for tag in _DATES if (d := content.first(tag) or self._above.first(tag))), "")[:10],
            amounts=tuple(content.amounts),
            marks=tuple(dict.fromkeys((*self._above.marks, *content.marks))),
            roles=merged,
            texts=(*self._above.texts, *content.texts),
        )  # fmt: skip
        return _judged(made, [*faults, *self._above.faults, *content.faults])


def read_header(root: Any) -> tuple[Role, ...]:
    """The parties of a business header that stands before its document."""
    content = _Content()
    content.walk(root, f"/{local(root)}", "")
    return tuple(content.roles)


def _above(unit: Unit) -> _Content:
    """What stands beside the way from the root to a payment."""
    content = _Content()
    lineage = {id(element) for element, _ in unit.around} | {id(unit.element)}
    for element, path in unit.around:
        content.beside(element, path, lineage)
    return content


def _merged(header: tuple[Role, ...], above: _Content, content: _Content) -> tuple[Role, ...]:
    return tuple(dict.fromkeys((*header, *above.roles, *content.roles)))


def _judged(made: Transaction, faults: list[Fault]) -> Transaction:
    family = made.type[:8]
    named = {role.role for role in made.roles}
    for role in NEEDED.get(family, ()):
        agent = f"{role}-agent" if family == "pacs.009" else role
        if role not in named and agent not in named:
            faults.append(Fault("missing-party", f"it names no {role}", made.path))
    for one in made.roles:
        if not one.party.name:
            faults.append(Fault("empty-party", f"the {one.role} has neither a name nor a number", one.path))
        if one.party.birth and dates.parse(one.party.birth) is None:
            faults.append(Fault("birth", f"not a possible date of birth: {one.party.birth!r}", one.path))
    if family and not made.amounts and family not in MONEYLESS and not made.type.startswith("camt"):
        faults.append(Fault("amount", "it has no amount", made.path))
    roles = tuple(_screenable(one) for one in made.roles if one.party.name)
    return msgspec.structs.replace(made, roles=roles, faults=tuple(faults))


def _screenable(role: Role) -> Role:
    """A party whose date of birth is impossible is screened without it; the fault holds the payment."""
    if role.party.birth and dates.parse(role.party.birth) is None:
        return msgspec.structs.replace(role, party=msgspec.structs.replace(role.party, birth=""))
    return role


class _Content:
    """Parties, texts, amounts and marks found below an element."""

    def __init__(self) -> None:
        self.roles: list[Role] = []
        self.texts: list[Text] = []
        self.amounts: list[Amount] = []
        self.marks: list[str] = []
        self.faults: list[Fault] = []
        self._values: dict[str, str] = {}

    def first(self, tag: str) -> str:
        """The first text of an element of this name; empty when there is none."""
        return self._values.get(tag, "")

    def beside(self, element: Any, path: str, lineage: set[int]) -> None:
        """Read the children that are neither payments nor on the way to one."""
        for child, step in children(element):
            if id(child) not in lineage and local(child) not in UNITS:
                self._child(element, child, f"{path}/{step}", "", "")

    def walk(self, element: Any, path: str, around: str, context: str = "") -> None:
        """Read everything below an element; `around` names what its texts are for."""
        tag = local(element)
        context = CONTEXTS.get(tag, context)
        for child, step in children(element):
            self._child(element, child, f"{path}/{step}", TEXTS.get(tag, around), context)

    def _child(self, parent: Any, child: Any, path: str, around: str, context: str) -> None:
        tag = local(child)
        if tag in _MARKS:
            self.marks += [text_of(below) for below in child if text_of(below)]
        if iso_party.is_party(child) and tag not in WRAPPERS:
            self._party(parent, child, path, context)
        elif tag.endswith("Acct") and not _owned(parent, tag):
            self._account(child, path, context)
        elif tag in {"Dbtr", "Cdtr"}:
            self.roles.append(iso_party.read(child, _in(context, role_of(tag)), path))
        elif len(child):
            self.walk(child, path, around, context)
        else:
            self._leaf(child, path, around, context)

    def _party(self, parent: Any, element: Any, path: str, context: str) -> None:
        tag = local(element)
        role = _in(context, role_of(tag))
        account = next((one for one in parent if local(one) == f"{tag}Acct"), None)
        found = iso_party.read(element, role, path, element if tag.endswith("Acct") else account)
        self.roles.append(found)
        if found.party.addresses:
            self.texts.append(Text(f"{role}-address", path, " ; ".join(found.party.addresses)))
        self._rest(element, path, role, context)

    def _rest(self, element: Any, path: str, role: str, context: str) -> None:
        """What else a party's element holds: contacts and branches are parties, other texts are read for names."""
        for child, step in children(element):
            tag, at = local(child), f"{path}/{step}"
            if tag in {"CtctDtls", "BrnchId"}:
                if iso_party.is_party(child):
                    self.roles.append(iso_party.read(child, f"{role}-{role_of(tag)}", at))
                self._rest(child, at, role, context)
            elif tag in _PLACED:
                for below, last in children(child):
                    if local(below) == "CareOf":
                        self.texts.append(Text(f"{role}-care-of", f"{at}/{last}", text_of(below)))
            elif len(child):
                self._rest(child, at, role, context)
            elif tag not in _CONSUMED:
                self._leaf(child, at, f"{role}-details", context)

    def _account(self, element: Any, path: str, context: str) -> None:
        """An account that stands alone is screened by its number."""
        found = iso_party.read(element, _in(context, role_of(local(element))), path, element)
        if found.party.name:
            self.roles.append(found)
        for child, step in children(element):
            if iso_party.is_party(child):
                self._party(element, child, f"{path}/{step}", context)

    def _leaf(self, element: Any, path: str, around: str, context: str) -> None:
        tag, text = local(element), text_of(element)
        if not context:
            self._values.setdefault(tag, text)
            if tag in {"Dt", "DtTm"}:
                self._values.setdefault(local(element.getparent()), text)
            if tag in _AMOUNTS or (tag == "Amt" and local(element.getparent()) in {"Ntry", "EqvtAmt"}):
                amount, faults = amounts.read_iso(text, element.get("Ccy", ""), path)
                self.amounts.append(amount)
                self.faults += faults
        if text and not is_code(tag) and _LETTERS.search(text):
            self.texts.append(Text(text_role(tag, around) or "text", path, text))


def _owned(parent: Any, tag: str) -> bool:
    """Whether a party of the same parent holds this account."""
    owner = tag.removesuffix("Acct")
    return any(local(one) == owner for one in parent)


def _in(context: str, role: str) -> str:
    return f"{context}-{role}" if context else role


def transactions(found: Iterator[Unit], header: tuple[Role, ...] = ()) -> Iterator[Transaction]:
    """Every payment of a message, in order; a message without any is one transaction of what it holds.

    Raises elements.NotRead where the message breaks off.
    """
    reader, any_read = Reader(header), False
    for unit in found:
        if unit.around:
            any_read = True
            yield reader.read(unit)
        elif not any_read:
            yield reader.read(Unit(unit.element, unit.path, [(unit.element, unit.path)]))
