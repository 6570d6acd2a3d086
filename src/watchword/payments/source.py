"""What is in this file of payments, and can all of it be read? Its payments one by one, and what is wrong with it.

A file is read twice: first to its end, for what only the end tells (it is cut off, its sums are wrong), then its
payments. So nothing of a broken file is ever passed, and a file of any length needs the same memory.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
from lxml import etree

from watchword.payments import blocks, elements, iso20022, mt
from watchword.payments.elements import NotRead, local, text_of
from watchword.payments.message import Fault, Role, Transaction

_HEAD, _TAIL = 65536, 512
_MOST_FAULTS = 20
_SUMMED = frozenset(("pacs.008", "pacs.009", "pacs.003", "pacs.004", "pain.001", "pain.008"))


class Survey(msgspec.Struct, frozen=True):
    """What the whole of a file tells: how many payments it has, and its faults."""

    format: str  # iso20022, mt, or empty for a file that is neither
    payments: int
    faults: tuple[Fault, ...]


class Source:
    """One file or message, opened anew for each reading. `size` is its bytes; `name` is for people."""

    def __init__(self, opened: Callable[[], BinaryIO], name: str, size: int) -> None:
        self._open, self.name, self.size = opened, name, size

    @staticmethod
    def of_file(path: Path) -> Source:
        """A file by its path. Raises OSError when it can't be seen."""
        return Source(lambda: path.open("rb"), str(path), path.stat().st_size)

    @staticmethod
    def of_bytes(data: bytes, name: str) -> Source:
        """A message that is already here."""
        return Source(lambda: io.BytesIO(data), name, len(data))

    def survey(self, largest: int, schemas: Path | None = None) -> Survey:
        """Read it to its end; `schemas` is a folder of XSDs (pacs.008.001.08.xsd) to hold it against, where known."""
        with self._open() as opened:
            head = opened.read(_HEAD)
        if self.size > largest:
            fault = Fault("too-large", f"it has {self.size:,} bytes; the rules allow {largest:,}")
            return Survey("", 0, (fault,))
        if not head.strip():
            return Survey("", 0, (Fault("empty", "there is nothing in it"),))
        if elements.looks_like_template(head):
            return Survey("", 0, (Fault("template", "a template that no values were put into, not a message"),))
        if blocks.looks_like_fin(head) and not head.lstrip().startswith(b"<"):
            with self._open() as opened:
                return Survey("mt", len(blocks.split(mt.decoded(opened.read())[0])), ())
        if b"<" not in head.replace(b"\0", b"")[:200]:
            return Survey("", 0, (Fault("unknown-format", "it is neither XML nor a FIN message"),))
        return self._survey_iso(head, schemas)

    def transactions(self, surveyed: Survey) -> Iterator[Transaction]:
        """Its payments, in order, each with the faults of the file; for a file that holds none, one that says so."""
        any_read = False
        try:
            for made in self._read(surveyed):
                any_read = True
                yield msgspec.structs.replace(made, faults=(*surveyed.faults, *made.faults))
        except NotRead as error:
            if not surveyed.faults:
                surveyed = msgspec.structs.replace(surveyed, faults=(*surveyed.faults, error.fault))
        if not any_read:
            faults = surveyed.faults or (Fault("empty", "there is no payment in it"),)
            yield Transaction(1, "", self.name, faults=faults)

    def _read(self, surveyed: Survey) -> Iterator[Transaction]:
        if surveyed.format == "mt":
            with self._open() as opened:
                yield from mt.transactions(opened.read())
        elif surveyed.format == "iso20022":
            header, start = self._header()
            with self._open() as opened:
                opened.seek(start)
                yield from iso20022.transactions(elements.units(opened), header)

    def _header(self) -> tuple[tuple[Role, ...], int]:
        """The parties of a business header before its document, and where the document begins."""
        with self._open() as opened:
            head = opened.read(_HEAD)
        start = elements.split_header(head)
        if not start:
            return (), 0
        return iso20022.read_header(elements.parse(head[:start])), start + _blanks(head[start:])

    def _ends_inside_a_tag(self) -> bool:
        with self._open() as opened:
            opened.seek(max(0, self.size - _TAIL))
            return not opened.read().rstrip(b"\0 \t\r\n").endswith(b">")

    def _survey_iso(self, head: bytes, schemas: Path | None) -> Survey:
        start = elements.split_header(head)
        totals = _Totals()
        schema: Any = None
        if schemas is not None:
            found = iso20022.type_in(head[start:])
            path = schemas / f"{found}.xsd"
            if found and path.is_file():
                schema = etree.XMLSchema(etree.parse(str(path)))
        try:
            with self._open() as opened:
                opened.seek(start + (_blanks(head[start:]) if start else 0))
                for unit in elements.units(opened, schema):
                    totals.add(unit)
        except NotRead as error:
            fault = error.fault
            if fault.code == "not-well-formed" and self._ends_inside_a_tag():
                fault = Fault("truncated", "it is cut off", fault.where)
            return Survey("iso20022", totals.payments, (fault,))
        return Survey("iso20022", totals.payments, tuple(totals.faults[:_MOST_FAULTS]))


class _Totals:
    """Counts and sums of a file, against those that its headers give."""

    def __init__(self) -> None:
        self.payments = 0
        self.faults: list[Fault] = []
        self._group: Any = None
        self._path = ""
        self._in_group, self._sum_in_group = 0, Decimal(0)
        self._all, self._sum = 0, Decimal(0)
        self._stated: dict[str, tuple[str, str]] = {}  # path of a header -> number of payments, control sum

    def add(self, unit: elements.Unit) -> None:
        """One payment, or the root at the end."""
        if not unit.around:
            self._close()
            return
        self.payments += 1
        group, path = unit.around[-1]
        if path != self._path:
            self._end_group()
            self._group, self._path = group, path
            self._state(unit)
        value = _first_amount(unit.element)
        self._in_group, self._all = self._in_group + 1, self._all + 1
        self._sum_in_group, self._sum = self._sum_in_group + value, self._sum + value

    def _state(self, unit: elements.Unit) -> None:
        kind, _ = iso20022.type_of(unit.around)
        if kind[:8] not in _SUMMED:
            return
        for element, path in unit.around:
            for child in element:
                if local(child) == "GrpHdr":
                    self._stated[f"{path}/GrpHdr"] = _stated(child)
            if local(element) == "PmtInf":
                self._stated[path] = _stated(element)

    def _end_group(self) -> None:
        if self._path in self._stated:
            self._compare(self._path, self._in_group, self._sum_in_group)
            del self._stated[self._path]
        self._in_group, self._sum_in_group = 0, Decimal(0)

    def _close(self) -> None:
        self._end_group()
        for path in self._stated:
            self._compare(path, self._all, self._sum)

    def _compare(self, path: str, number: int, total: Decimal) -> None:
        said, control = self._stated[path]
        if said and said.lstrip("0") != str(number):
            self.faults.append(
                Fault("count", f"it says that it has {said[:20]} payments, but has {number}", f"{path}/NbOfTxs")
            )
        try:
            if control and Decimal(control) != total:
                self.faults.append(
                    Fault("control-sum", f"its sum is {total}, not {control[:24]} as it says", f"{path}/CtrlSum")
                )
        except InvalidOperation:
            self.faults.append(Fault("control-sum", f"no number: {control[:24]!r}", f"{path}/CtrlSum"))


def _stated(element: Any) -> tuple[str, str]:
    texts = {local(child): text_of(child) for child in element if local(child) in {"NbOfTxs", "CtrlSum"}}
    return texts.get("NbOfTxs", ""), texts.get("CtrlSum", "")


def _first_amount(element: Any) -> Decimal:
    """The sum that control sums add up: of the instructed, else of the settled amount; 0 for one that is no number."""
    found = next((one for one in element.iter() if local(one) in iso20022.SUMMED), None)
    try:
        value = Decimal(text_of(found)) if found is not None else Decimal(0)
    except InvalidOperation:
        return Decimal(0)
    return value if value.is_finite() else Decimal(0)


def _blanks(data: bytes) -> int:
    return len(data) - len(data.lstrip())
