"""How is a SWIFT FIN message taken apart? Into blocks and fields, each field with its tag and lines.

What a field means is `mt`'s business. Text that can't be placed becomes a fault, never silence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from watchword.payments.message import Fault

_FIELD = re.compile(r"^:(\d\d[A-Z]?):", re.MULTILINE)
_BLOCK = re.compile(r"\{([1-5S]):")
_ACKNOWLEDGED = re.compile(r"\{1:F21[^}]*\}\{4:(?:\{[^{}]*\})*\}")  # an ACK or NAK before the copy of its message
_SUBFIELD = re.compile(r"\{(\w{3}):([^{}]*)\}")
_NEXT = re.compile(r"(?=\{1:F01)")
_WRAPPED = re.compile(r"\\$", re.MULTILINE)
# What SWIFT allows in MT text (its character set X) and what frames it.
_ALLOWED = re.compile(r"[A-Za-z0-9/\-?:().,'+ \r\n{}]*")
_LONGEST = 10_000  # characters of a FIN message


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its tag (50K), which of that tag it is (from 1), its lines, the sequence (B in a cover) it is of."""

    tag: str
    number: int
    lines: tuple[str, ...]
    sequence: str = ""

    def path(self, line: int = 0) -> str:
        """Where this is: `50K line 2`, `70[2] line 1`, `B 59 line 1`."""
        name = f"{self.sequence} {self.tag}".strip() + (f"[{self.number}]" if self.number > 1 else "")
        return f"{name} line {line}" if line else name


@dataclass(slots=True)
class Fin:
    """A message taken apart: the headers, the tags of block 3, the fields of block 4, and what is wrong."""

    basic: str = ""
    application: str = ""
    user: dict[str, str] = field(default_factory=dict)
    fields: list[Field] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def all(self, number: str, sequence: str | None = None) -> list[Field]:
        """The fields of a number with any option letter, in order, of one sequence where it is named."""
        return [f for f in self.fields if f.tag[:2] == number and sequence in (None, f.sequence)]

    def first(self, tag: str) -> str:
        """The first line of the first field of this tag; empty when there is none."""
        return next((f.lines[0] for f in self.fields if f.tag == tag), "")


def looks_like_fin(head: bytes) -> bool:
    """Whether a file holds FIN messages, or fields of one without its blocks."""
    return b"{1:" in head or b"{4:" in head or re.match(rb"\s*:\d\d[A-Z]?:", head) is not None


def split(text: str) -> list[str]:
    """The messages of a file, each with what stands before the next; acknowledgements stay with their message."""
    bare = _ACKNOWLEDGED.sub("", text)
    parts = [part for part in _NEXT.split(bare) if part.strip(" \r\n\x01\x03$")]
    if len(parts) > 1 and not parts[0].lstrip().startswith("{1:"):
        parts[:2] = ["".join(parts[:2])]
    return parts


def read(text: str) -> Fin:
    """A message taken apart; whatever is wrong is among its faults."""
    fin = Fin()
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n\x01\x03$ ")
    if len(text) > _LONGEST:
        fin.faults.append(Fault("too-large", f"it has {len(text)} characters; a FIN message has at most {_LONGEST}"))
    odd = _ALLOWED.sub("", text)
    start = text.find("{1:")
    if start > 0:
        fin.faults.append(Fault("envelope", f"something stands before the message: {text[:20]!r}"))
        text = _WRAPPED.sub("", text[start:])
    elif odd:
        fin.faults.append(Fault("encoding", f"letters that SWIFT does not allow: {odd[:20]!r}"))
    body = _blocks(fin, text)
    _fields(fin, body)
    return fin


def _blocks(fin: Fin, text: str) -> str:
    """Read the headers; give the text of block 4."""
    if not _BLOCK.search(text):
        fin.faults.append(Fault("blocks", "it has fields, but no blocks around them"))
        return text
    for found in _BLOCK.finditer(text.partition("{4:")[0]):
        content = text[found.end() : text.find("}", found.end())]
        if found[1] == "1":
            fin.basic = content
        elif found[1] == "2":
            fin.application = content
        elif found[1] == "3":
            fin.user = dict(_SUBFIELD.findall(text[found.end() : text.find("}}", found.end()) + 1]))
    _, opened, rest = text.partition("{4:")
    if not opened:
        fin.faults.append(Fault("truncated", "it has no text block (block 4)"))
        return ""
    end = re.search(r"\n?-\}", rest)
    if end is None:
        fin.faults.append(Fault("truncated", "its text block does not end"))
        return rest
    return rest[: end.start()]


def _fields(fin: Fin, body: str) -> None:
    found = list(_FIELD.finditer(body))
    before = body[: found[0].start()] if found else body
    if before.strip():
        fin.faults.append(Fault("field", f"text that is in no field: {before.strip()[:30]!r}"))
    counts: dict[tuple[str, str], int] = {}
    cover = fin.user.get("119") == "COV"
    sequence = ""
    for at, one in enumerate(found):
        end = found[at + 1].start() if at + 1 < len(found) else len(body)
        tag = one[1]
        if cover and tag[:2] == "50":
            sequence = "B"
        counts[sequence, tag] = counts.get((sequence, tag), 0) + 1
        lines = tuple(line.strip() for line in body[one.end() : end].strip("\n").split("\n"))
        fin.fields.append(Field(tag, counts[sequence, tag], lines, sequence))
