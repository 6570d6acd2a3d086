"""Has anything in this log been changed? Checks an exported log, or the proof of one record, by itself.

    python verify_log.py EXPORT.jsonl [--head FILE] [--key HEX]
    python verify_log.py --proof PROOF.json [--key HEX]

This one file needs Python 3.9 and the package `cryptography`; it shares no code with what wrote the log. It prints
each fault and ends with 0 when there is none, 1 when there is one, 2 when it can't do its work. --head is a signed head
kept outside: only against one does it show that the end was cut off. --key is the log's first public key (for a proof:
the one that signed it) in hex, if you know it. It can't tell whether what was recorded is true. See docs/record.md.
"""

from __future__ import annotations

import argparse
import base64
import contextlib
import functools
import hashlib
import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

HASH = 32
NOTHING = bytes(HASH)
FAR = 1_000_000  # a record's number may jump so far ahead before it is taken for nonsense
OPENING = re.compile(rb'\{"log":"watchword","version":1,"size":(0|[1-9][0-9]{0,17}),"personal":(true|false)\}\n')
RECORD = re.compile(rb'\{"hash":"([0-9a-f]{64})?","record":(\{.*\})\}\n')
ONE_WAY = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
FIELDS = ["seq", "time", "kind", "previous", "personal", "body"]
NOTE = re.compile(
    r"(?P<text>(?P<origin>[!-~]+)\n(?P<size>0|[1-9][0-9]{0,17})\n(?P<root>[A-Za-z0-9+/]{43}=)\n"
    r"time (?P<time>\S{27})\nafter (?P<after>0|[1-9][0-9]{0,17})\n)"
    r"\n— (?P=origin) (?P<signature>[A-Za-z0-9+/]{91}=)\n"
)


class Fault(NamedTuple):
    """What is wrong: at which record (None: at no single one), a code, and a sentence."""

    record: int | None
    code: str
    message: str


class Note(NamedTuple):
    """A signed head as read."""

    text: str
    origin: str
    size: int
    root: bytes
    time: str
    after: int
    signature: bytes  # 4 bytes of the key's hash, 64 of the signature


def hash_leaf(data: bytes) -> bytes:
    """RFC 9162, 2.1.1: the hash of a leaf."""
    return hashlib.sha256(b"\x00" + data).digest()


def hash_pair(left: bytes, right: bytes) -> bytes:
    """RFC 9162, 2.1.1: the hash of an inner node."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def read_note(note: object) -> Note | None:
    """The parts of a signed head, or None when it isn't one to the letter."""
    found = NOTE.fullmatch(note) if isinstance(note, str) else None
    if not found:
        return None
    root, signature = base64.b64decode(found["root"]), base64.b64decode(found["signature"])
    if [base64.b64encode(b).decode() for b in (root, signature)] != [found["root"], found["signature"]]:
        return None
    size, after = int(found["size"]), int(found["after"])
    return Note(found["text"], found["origin"], size, root, found["time"], after, signature)


def is_signed(note: Note, public: bytes) -> bool:
    """Whether this key signed the head (C2SP signed-note, Ed25519)."""
    key = hashlib.sha256(note.origin.encode() + b"\n\x01" + public).digest()[:4]
    with contextlib.suppress(InvalidSignature, ValueError):
        Ed25519PublicKey.from_public_bytes(public).verify(note.signature[4:], note.text.encode())
        return key == note.signature[:4]
    return False


def read_fields(line: bytes) -> dict[str, Any]:
    """The fields of a record; for one that can't be read, some that lead to its being found out."""
    with contextlib.suppress(ValueError, TypeError, RecursionError):
        record = json.loads(line.decode())
        hashed = list(record) == FIELDS and bytes.fromhex(record["previous"])
        if hashed and len(hashed) == HASH and type(record["seq"]) is int:
            return dict(record)
    return {"seq": -1, "previous": NOTHING.hex(), "kind": "", "personal": ""}


class Hashes:
    """A hash for each record's number, in one growing piece of memory."""

    def __init__(self) -> None:
        self.data = bytearray()

    def put(self, number: int, value: bytes) -> None:
        """Keep a hash."""
        end = (number + 1) * HASH
        if len(self.data) < end:
            self.data.extend(bytes(end))  # twice the room, so that it seldom grows
        self.data[end - HASH : end] = value

    def get(self, number: int) -> bytes:
        """The hash, or NOTHING."""
        return bytes(self.data[number * HASH : (number + 1) * HASH]) or NOTHING


class Reader:
    """Reads the lines of an export once and keeps what the judgement needs: hashes, heads, keys."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.promised_size, self.has_personal = 0, True  # as the first line says
        self.actual, self.stored, self.claimed = Hashes(), Hashes(), Hashes()
        self.notes: list[Note] = []
        self.keys: list[tuple[int, bytes]] = []
        self.size = 0  # one more than the highest number read
        self.last, self.last_hash = -1, NOTHING  # the record read last
        self.promise = ""  # its commitment
        self.owed: set[int] = set()  # personal parts that were promised and not seen
        self.shown: set[int] = set()  # personal parts that were seen
        self.erased: set[int] = set()  # personal parts of which a record says that they were erased

    def fault(self, record: int | None, code: str, message: str) -> None:
        """Note a fault."""
        self.faults.append(Fault(record, code, message))

    def read(self, lines: Iterable[bytes]) -> None:
        """Read all lines."""
        for number, line in enumerate(lines, 1):
            if number == 1:
                opening = OPENING.fullmatch(line)
                if opening:
                    self.promised_size, self.has_personal = int(opening[1]), opening[2] == b"true"
                    continue
                self.fault(None, "opening", "the first line is not that of an exported log")
            found = RECORD.fullmatch(line)
            try:
                if found:
                    self.read_record(found[1] or b"", found[2])
                else:
                    self.read_beside(line)
            except (ValueError, KeyError, TypeError, RecursionError):
                self.fault(self.last + 1, "unreadable", f"line {number} is no line of a log")
        if not self.size:
            self.fault(None, "empty", "there is no record")

    def read_record(self, stored: bytes, line: bytes) -> None:
        """Place a record by its number; a changed one by what it is chained to."""
        actual, record = hash_leaf(line), read_fields(line)
        number, previous = record["seq"], bytes.fromhex(record["previous"])
        possible = 0 <= number <= self.size + FAR
        if actual.hex().encode() != stored and (previous == self.last_hash or not possible):
            number, possible = self.last + 1, True
        if not possible:
            self.fault(number, "inserted", "a record of this number can't be here")
        elif self.actual.get(number) == actual:
            self.fault(number, "duplicated", "it stands in the log twice")
        elif self.actual.get(number) != NOTHING:
            self.fault(number, "inserted", "there are two different records of this number")
        else:
            self.actual.put(number, actual)
            self.stored.put(number, bytes.fromhex(stored.decode()) or NOTHING)
            self.place(number, actual, previous)
            self.note_meaning(number, record)

    def place(self, number: int, actual: bytes, previous: bytes) -> None:
        """Keep what a record is chained to, and see whether it stands where its number says."""
        if number and previous != NOTHING:
            self.claimed.put(number - 1, previous)
        elif number or previous != NOTHING:
            self.fault(number, "changed", "it is chained to no record, or the first one to some")
        if number < self.size:
            self.fault(number, "reordered", f"it stands after record {self.size - 1}")
        self.size = max(self.size, number + 1)
        self.last, self.last_hash = number, actual

    def note_meaning(self, number: int, record: dict[str, Any]) -> None:
        """Keep what a verifier must act on: keys, erasures, personal parts that are promised."""
        self.promise = record["personal"]
        if self.promise and self.has_personal:
            self.owed.add(number)
        if record["kind"] in ("log-opened", "key-rotated"):
            self.keys.append((number, bytes.fromhex(record["body"]["key"])))
        elif record["kind"] == "erased":
            self.erased.add(record["body"]["seq"])

    def read_beside(self, line: bytes) -> None:
        """A line that is no record: a personal part or a head, written in exactly one way."""
        value = json.loads(line.decode())
        if ONE_WAY.encode(value).encode() + b"\n" != line or list(value) not in (["personal"], ["head"]):
            raise ValueError("no line of a log is written so")
        if "head" in value:
            self.read_head(value["head"])
        else:
            self.read_personal(value["personal"])

    def read_personal(self, part: dict[str, Any]) -> None:
        """A personal part must follow its record and be what the record promised."""
        number, salt = part["seq"], bytes.fromhex(part["salt"])
        if list(part) != ["seq", "salt", "data"] or salt.hex() != part["salt"]:
            raise ValueError("these are not the fields of a personal part")
        if number != self.last or not self.promise or not self.has_personal:
            self.fault(number, "personal", "a personal part stands where none can be")
        elif hashlib.sha256(salt + part["data"].encode()).hexdigest() != self.promise:
            self.fault(number, "personal", "its personal part was changed")
        self.promise = ""
        self.owed.discard(number)
        self.shown.add(number)

    def read_head(self, text: str) -> None:
        """A head must follow the last record that it covers and that record's personal part."""
        self.promise = ""
        note = read_note(text)
        if note is None:
            self.fault(self.last, "head", f"the head after record {self.last} can't be read")
            return
        if note.size != self.last + 1:
            self.fault(self.last, "head", f"the head of {note.size} records stands after record {self.last}")
        self.notes.append(note)


class Judge:
    """Weighs what was read: for each record itself, its hash and the next record; then the signed heads."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.fault = reader.fault
        self.roots: dict[int, bytes] = {}  # by size; b"" when it can't be known

    def judge(self, outside: Note | None, first_key: bytes | None) -> None:
        """Weigh everything; `outside` is a head kept elsewhere, `first_key` a key known from elsewhere."""
        reader = self.reader
        self.grow([*reader.notes, *([outside] if outside else [])])
        self.judge_heads()
        for number in reader.owed - reader.erased:
            self.fault(number, "personal", "its personal part is gone, but no record says that it was erased")
        for number in reader.shown & reader.erased:
            self.fault(number, "personal", "its personal part is here though it was erased")
        if outside:
            name = f"the head kept outside ({outside.size} records, {outside.time})"
            if outside.size > reader.size:
                self.fault(reader.size, "truncated", f"{name}: the log now ends after {reader.size} records")
            self.judge_head(outside, name, 0)
        if first_key is not None and reader.keys[:1] != [(0, first_key)]:
            self.fault(0, "key", "the log was not opened with the key that you have")

    def grow(self, notes: list[Note]) -> None:
        """Build the tree over what each leaf was, as far as it can be known; keep the roots that heads state."""
        wanted = {note.size for note in notes}
        peaks: list[bytes] = []
        lost = False
        for number in range(min(max(self.reader.promised_size, *wanted, 0), self.reader.size + FAR)):
            leaf = self.weigh(number)
            lost = lost or not leaf
            if not lost:
                rest = number
                while rest & 1:
                    leaf = hash_pair(peaks.pop(), leaf)
                    rest >>= 1
                peaks.append(leaf)
            if number + 1 in wanted:
                root = b"" if lost else functools.reduce(lambda right, left: hash_pair(left, right), peaks[::-1])
                self.roots[number + 1] = root

    def weigh(self, number: int) -> bytes:
        """What the leaf of this number was when it was sealed; b"" when nobody knows."""
        reader = self.reader
        actual, stored, claimed = (h.get(number) for h in (reader.actual, reader.stored, reader.claimed))
        if actual == NOTHING:
            self.fault(number, "truncated" if number >= reader.size else "dropped", "it is missing")
            return b"" if claimed == NOTHING else claimed
        if actual == stored:
            following = number + 1
            if claimed in (actual, NOTHING) or reader.actual.get(following) != reader.stored.get(following):
                return actual  # where the next record is chained elsewhere, that one was changed
            self.fault(number, "replaced", "the next record was chained to another one")
            return claimed
        if actual == claimed:
            self.fault(number, "changed", "the hash kept beside it was changed; the record itself is sound")
            return actual
        if stored == NOTHING:
            self.fault(number, "inserted", "no tree ever held it")
            return b""
        self.fault(number, "changed", "it is not what it was when it was sealed")
        return stored

    def judge_heads(self) -> None:
        """Every head: after the one that it names, signed by the key in force, its root that of the records."""
        reader, before = self.reader, 0
        for note in reader.notes:
            name = f"the head of {note.size} records"
            if note.after != before or note.size <= before:
                self.fault(None, "head", f"{name} should follow that of {note.after}, not that of {before}")
            self.judge_head(note, name, before)
            before = note.size
        for number, _ in reader.keys:
            if all(note.size != number + 1 for note in reader.notes):
                self.fault(number, "key", "it names a new key, but stands under no head of its own by the old one")
        if before < reader.size:
            self.fault(before, "unsigned", f"records {before} to {reader.size - 1} are under no signed head")
        if before != reader.promised_size:
            self.fault(None, "opening", f"the first line says {reader.promised_size} records, heads {before}")

    def judge_head(self, note: Note, name: str, before: int) -> None:
        """One head's log, signature and root. The record of a new key stands under a head of the old one."""
        keys = [key for number, key in self.reader.keys if number < max(1, note.size - 1)]
        first = hashlib.sha256(self.reader.keys[0][1] if self.reader.keys else b"").hexdigest()
        if note.origin != f"watchword-log/{first[:16]}":
            self.fault(None, "head", f"{name} is of another log ({note.origin})")
        if not is_signed(note, keys[-1] if keys else b""):
            self.fault(None, "signature", f"{name} is not signed by the key of the log")
        if self.roots.get(note.size, b"") not in (b"", note.root):
            self.fault(note.size - 1, "root", f"{name} does not fit records {before} to {note.size - 1}")


def check_log(lines: Iterable[bytes], head: str = "", key: bytes | None = None) -> list[Fault]:
    """Every fault of an exported log; `head` a signed head kept outside, `key` the log's first public key."""
    reader = Reader()
    reader.read(lines)
    outside = read_note(head)
    if head and outside is None:
        reader.fault(None, "head", "the head kept outside can't be read")
    Judge(reader).judge(outside, key)
    return sorted(set(reader.faults), key=lambda f: (f.record is None, f.record or 0, f.code, f.message))


def check_proof(proof: dict[str, Any], key: bytes | None = None) -> list[Fault]:
    """Every fault of one record's proof. Without `key`, the key that it names itself is taken for the log's."""
    number, line, signer = proof["seq"], proof["record"].encode(), bytes.fromhex(proof["key"])
    note, path = read_note(proof["head"]), [bytes.fromhex(sibling) for sibling in proof["path"]]
    if json.loads(line)["seq"] != number:
        return [Fault(number, "changed", "the record has another number")]
    if key is not None and signer != key:
        return [Fault(number, "key", "the proof is signed by another key than yours")]
    if note is None or not is_signed(note, signer):
        return [Fault(number, "signature", "the head is not signed by that key")]
    if climb(number, note.size, hash_leaf(line), path) != note.root:
        return [Fault(number, "root", "the record is not under the signed root")]
    return []


def climb(number: int, size: int, leaf: bytes, path: list[bytes]) -> bytes:
    """RFC 9162, 2.1.3.2: the root that an inclusion path leads to; b"" when it is no path in such a tree."""
    here, last, root = number, size - 1, leaf
    for sibling in path:
        if here > last or last == 0 or len(sibling) != HASH:
            return b""
        if here & 1 or here == last:
            root = hash_pair(sibling, root)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            root = hash_pair(root, sibling)
        here, last = here >> 1, last >> 1
    return root if 0 <= here == last == 0 else b""


def main(arguments: list[str] | None = None) -> int:
    """Run as a command; print the faults."""
    parser = argparse.ArgumentParser(description="Checks an exported log, or the proof of one record.")
    either = parser.add_mutually_exclusive_group(required=True)
    either.add_argument("export", nargs="?", help="the exported log")
    either.add_argument("--proof", help="the proof of one record, instead of a log")
    parser.add_argument("--head", help="a signed head that was kept outside")
    parser.add_argument("--key", help="the public key known from elsewhere, 64 hex digits")
    options = parser.parse_args(arguments)
    try:
        key = bytes.fromhex(options.key) if options.key else None
        if options.proof:
            faults = check_proof(json.loads(Path(options.proof).read_bytes()), key)
        else:
            head = Path(options.head).read_bytes().decode() if options.head else ""
            with Path(options.export).open("rb") as lines:
                faults = check_log(lines, head, key)
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(f"can't check it: {error}", file=sys.stderr)
        return 2
    for fault in faults:
        print(f"{fault.code}: {'' if fault.record is None else f'record {fault.record}: '}{fault.message}")
    print(f"{len(faults)} fault{'s' * (len(faults) != 1)}" if faults else "sound")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
