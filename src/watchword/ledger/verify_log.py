"""Has anything in this log been changed? Checks an exported log, or the proof of one record, by itself.

    python verify_log.py EXPORT.jsonl [--head FILE] [--key HEX]
    python verify_log.py --proof PROOF.json [--key HEX]

This one file needs Python 3.9 and the package `cryptography`; it shares no code with what wrote the log. It
prints each fault and ends with 0 when there is none, 1 when there is one, 2 when it can't do its work.
--head is a signed head that was kept outside: only against one can records cut off the end be missed.
--key is the log's first public key (64 hex digits; for a proof: the key that signed it), if you have it from
elsewhere. It cannot tell whether what was recorded was true. docs/record.md describes the format.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

HASH = 32
NOTHING = bytes(HASH)
FAR = 1_000_000  # a record's number may jump so far ahead before it is taken for nonsense
RECORD = re.compile(rb'\{"hash":"([0-9a-f]{64})?","record":(\{.*\})\}\n')
FIELDS = ["seq", "time", "kind", "previous", "personal", "body"]
NOTE = re.compile(
    r"((?P<origin>[!-~]+)\n(?P<size>[0-9]{1,18})\n(?P<root>\S{44})\ntime (?P<time>\S{27})\n"
    r"after (?P<after>[0-9]{1,18})\n)\n— (?P<name>[!-~]+) (?P<signature>\S{92})\n"
)


class Fault(NamedTuple):
    """What is wrong: at which record (None: not at one), a code, and a sentence."""

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
    key: bytes
    signature: bytes


def hash_leaf(data: bytes) -> bytes:
    """RFC 9162, 2.1.1: the hash of a leaf."""
    return hashlib.sha256(b"\x00" + data).digest()


def hash_pair(left: bytes, right: bytes) -> bytes:
    """RFC 9162, 2.1.1: the hash of an inner node."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def read_note(note: object) -> Note | None:
    """The parts of a signed head, or None when it isn't one to the letter."""
    found = NOTE.fullmatch(note) if isinstance(note, str) else None
    if not found or found["name"] != found["origin"]:
        return None
    try:
        root, signature = base64.b64decode(found["root"]), base64.b64decode(found["signature"])
    except ValueError:
        return None
    same = base64.b64encode(root).decode() == found["root"]
    same = same and base64.b64encode(signature).decode() == found["signature"]
    numbers = int(found["size"]), int(found["after"])
    if not same or (found["size"], found["after"]) != (str(numbers[0]), str(numbers[1])):
        return None
    if len(root) != HASH or len(signature) != 68:
        return None
    return Note(
        found[1], found["origin"], numbers[0], root, found["time"], numbers[1], signature[:4], signature[4:]
    )


def is_signed(note: Note, public: bytes) -> bool:
    """Whether this key signed the head (C2SP signed-note, Ed25519)."""
    if len(public) != HASH:
        return False
    if hashlib.sha256(note.origin.encode() + b"\n\x01" + public).digest()[:4] != note.key:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(note.signature, note.text.encode())
    except InvalidSignature:
        return False
    return True


def read_fields(line: bytes) -> dict[str, Any]:
    """The fields of a record; of one that can't be read, such as lead to its being found out."""
    try:
        record = json.loads(line)
        if (
            list(record) == FIELDS
            and type(record["seq"]) is int
            and len(bytes.fromhex(record["previous"])) == HASH
        ):
            return dict(record)
    except (ValueError, TypeError, RecursionError):
        pass
    return {"seq": -1, "previous": NOTHING.hex(), "kind": "", "personal": ""}


class Numbered:
    """A hash for each record's number, in one growing piece of memory."""

    def __init__(self) -> None:
        self.data = bytearray()

    def put(self, number: int, value: bytes) -> None:
        """Keep a hash."""
        end = (number + 1) * HASH
        if len(self.data) < end:
            self.data.extend(bytes(end - len(self.data)))
        self.data[end - HASH : end] = value

    def get(self, number: int) -> bytes:
        """The hash, or NOTHING."""
        return bytes(self.data[number * HASH : (number + 1) * HASH]) or NOTHING


class Reader:
    """Reads the lines of an export once and keeps what the judgement needs: hashes, heads, keys."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.actual, self.stored, self.claimed = Numbered(), Numbered(), Numbered()
        self.notes: list[Note] = []
        self.keys: list[tuple[int, bytes]] = []
        self.size = 0  # one more than the highest number read
        self.last = -1  # the number of the record read last
        self.last_hash = NOTHING
        self.promise = ""  # the commitment of the record read last
        self.owed: set[int] = set()  # personal parts that were promised and not seen
        self.shown: set[int] = set()  # personal parts that were seen
        self.erased: set[int] = set()
        self.opening: dict[str, Any] = {}

    def fault(self, record: int | None, code: str, message: str) -> None:
        """Note a fault."""
        self.faults.append(Fault(record, code, message))

    def read(self, lines: Iterable[bytes]) -> None:
        """Read all lines."""
        for number, line in enumerate(lines, 1):
            found = RECORD.fullmatch(line)
            try:
                if number == 1:
                    self.read_opening(line)
                elif found:
                    self.read_record(found[1] or b"", found[2])
                else:
                    self.read_beside(line)
            except (ValueError, KeyError, TypeError, RecursionError):
                self.fault(self.last + 1, "unreadable", f"line {number} is no line of a log")

    def read_opening(self, line: bytes) -> None:
        """The first line says how long the log is and whether personal parts come with it."""
        found = re.fullmatch(
            rb'\{"log":"watchword","version":1,"size":(0|[1-9][0-9]{0,17}),"personal":(true|false)\}\n', line
        )
        if found:
            self.opening = {"size": int(found[1]), "personal": found[2] == b"true"}
        else:
            self.fault(None, "opening", "the first line is not that of an exported log")
            self.opening = {"size": 0, "personal": True}

    def read_record(self, stored: bytes, line: bytes) -> None:
        """Place a record by its number; a changed one by what it is chained to."""
        actual = hash_leaf(line)
        record = read_fields(line)
        number, previous = record["seq"], bytes.fromhex(record["previous"])
        if actual.hex().encode() != stored and (previous == self.last_hash or not self.is_near(number)):
            number = self.last + 1
        if not self.is_near(number):
            self.fault(number, "inserted", "a record of this number can't be here")
        elif self.actual.get(number) == actual:
            self.fault(number, "duplicated", "it stands in the log twice")
        elif self.actual.get(number) != NOTHING:
            self.fault(number, "inserted", "there are two different records of this number")
        else:
            self.place(number, actual, stored, previous)
            self.note_meaning(number, record)

    def is_near(self, number: int) -> bool:
        """Whether a record of that number can be here at all."""
        return 0 <= number <= max(self.size, self.opening["size"]) + FAR

    def place(self, number: int, actual: bytes, stored: bytes, previous: bytes) -> None:
        """Keep the three hashes that a record tells of, and see whether it stands where its number says."""
        self.actual.put(number, actual)
        if stored:
            self.stored.put(number, bytes.fromhex(stored.decode()))
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
        if self.promise and self.opening["personal"]:
            self.owed.add(number)
        if record["kind"] in ("log-opened", "key-rotated"):
            self.keys.append((number, bytes.fromhex(record["body"]["key"])))
        elif record["kind"] == "erased":
            self.erased.add(record["body"]["seq"])

    def read_beside(self, line: bytes) -> None:
        """A line that is no record: a personal part or a head, written in exactly one way."""
        value = json.loads(line)
        if json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" != line:
            raise ValueError("this is not how the line is written")
        if list(value) == ["personal"]:
            self.read_personal(value["personal"])
        elif list(value) == ["head"]:
            self.read_head(value["head"])
        else:
            raise ValueError("there is no line of this sort")

    def read_personal(self, part: dict[str, Any]) -> None:
        """A personal part must follow its record and be what the record promised."""
        number, salt = part["seq"], bytes.fromhex(part["salt"])
        if list(part) != ["seq", "salt", "data"] or salt.hex() != part["salt"]:
            raise ValueError("these are not the fields of a personal part")
        if number != self.last or not self.promise:
            self.fault(number, "personal", "a personal part stands where no record promised it")
        elif hashlib.sha256(salt + part["data"].encode()).hexdigest() != self.promise:
            self.fault(number, "personal", "its personal part was changed")
        elif not self.opening["personal"]:
            self.fault(number, "personal", "a personal part is here though the export has none")
        self.owed.discard(number)
        self.shown.add(number)
        self.promise = ""

    def read_head(self, text: str) -> None:
        """A head must follow the last record that it covers, and name the head before it."""
        note = read_note(text)
        if note is None:
            self.fault(self.last, "head", f"the head after record {self.last} can't be read")
            return
        if note.size != self.last + 1:
            self.fault(self.last, "head", f"the head of {note.size} records stands after record {self.last}")
        self.notes.append(note)


class Judge:
    """Weighs what was read: three witnesses for each record (itself, its hash, the next one), then the heads."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.fault = reader.fault
        self.size = max(reader.size, reader.opening["size"], *(n.size for n in reader.notes), 0)
        self.size = min(self.size, reader.size + FAR)
        self.roots: dict[int, bytes] = {}  # by size; b"" when it can't be known

    def judge(self, outside: Note | None, first_key: bytes | None) -> None:
        """Weigh everything; `outside` is a head kept elsewhere, `first_key` a key known from elsewhere."""
        reader = self.reader
        if not reader.size:
            self.fault(None, "empty", "there is no record")
        wanted = {n.size for n in reader.notes} | ({outside.size} if outside else set())
        self.grow(wanted)
        self.judge_heads()
        self.judge_personal()
        if outside:
            self.judge_outside(outside)
        if first_key is not None and (not reader.keys or reader.keys[0] != (0, first_key)):
            self.fault(0, "key", "the log was not opened with the key that you have")

    def grow(self, wanted: set[int]) -> None:
        """Build the tree over what each leaf was, as far as the witnesses know it; note roots on the way."""
        peaks: list[bytes] = []
        lost = False
        for number in range(self.size):
            leaf = self.weigh(number)
            lost = lost or not leaf
            if not lost:
                rest = number
                while rest & 1:
                    leaf = hash_pair(peaks.pop(), leaf)
                    rest >>= 1
                peaks.append(leaf)
            if number + 1 in wanted:
                self.roots[number + 1] = b"" if lost else join(peaks)

    def weigh(self, number: int) -> bytes:
        """What the leaf of this number was when it was sealed: b"" when nobody knows."""
        reader = self.reader
        actual, stored, claimed = (n.get(number) for n in (reader.actual, reader.stored, reader.claimed))
        if actual == stored and claimed in (actual, NOTHING) and actual != NOTHING:
            return actual
        if actual == NOTHING:
            cut = number >= reader.size
            self.fault(number, "truncated" if cut else "dropped", "it is missing")
            return b"" if claimed == NOTHING else claimed
        if actual == claimed:
            self.fault(number, "changed", "the hash kept beside it was changed; the record is sound")
            return actual
        if actual == stored:
            following = reader.actual.get(number + 1)
            if following != reader.stored.get(number + 1):
                return actual
            self.fault(number, "replaced", "the next record was chained to another one")
            return claimed
        if stored == NOTHING:
            self.fault(number, "inserted", "no tree ever held it")
            return b""
        self.fault(number, "changed", "it is not what it was when it was sealed")
        return stored

    def judge_heads(self) -> None:
        """Every head: in order, signed by the key in force, its root that of the records."""
        reader = self.reader
        before = 0
        for note in reader.notes:
            if note.after != before or note.size <= before:
                message = (
                    f"the head of {note.size} records follows that of {note.after}, not that of {before}"
                )
                self.fault(None, "head", message)
            self.judge_head(note, f"the head of {note.size} records", before)
            before = note.size
        if before < reader.size:
            self.fault(before, "unsigned", f"records {before} to {reader.size - 1} are under no signed head")
        if before != reader.opening["size"]:
            self.fault(
                None, "opening", f"the first line says {reader.opening['size']} records, heads say {before}"
            )

    def judge_head(self, note: Note, name: str, before: int) -> None:
        """One head's name, signature and root."""
        keys = [key for number, key in self.reader.keys if number < max(1, note.size - 1)]
        first = self.reader.keys[0][1] if self.reader.keys else b""
        if note.origin != f"watchword-log/{hashlib.sha256(first).hexdigest()[:16]}":
            self.fault(None, "head", f"{name} is of another log ({note.origin})")
        if not is_signed(note, keys[-1] if keys else b""):
            self.fault(None, "signature", f"{name} is not signed by the log's key")
        root = self.roots.get(note.size, b"")
        if root and root != note.root:
            self.fault(
                note.size - 1, "root", f"{name} does not fit: records {before} to {note.size - 1} changed"
            )

    def judge_personal(self) -> None:
        """A personal part may be missing only when its erasure was recorded."""
        for number in self.reader.owed - self.reader.erased:
            self.fault(number, "personal", "its personal part is gone, and no record says that it was erased")
        for number in self.reader.shown & self.reader.erased:
            self.fault(number, "personal", "its personal part is here though it was erased")

    def judge_outside(self, note: Note) -> None:
        """The log must still hold all that a head kept outside says."""
        name = f"the head kept outside ({note.size} records, {note.time})"
        if note.size > self.reader.size:
            self.fault(
                self.reader.size, "truncated", f"{name}: the log now ends after {self.reader.size} records"
            )
        self.judge_head(note, name, 0)


def join(peaks: list[bytes]) -> bytes:
    """The root over complete subtrees, largest first."""
    root = peaks[-1]
    for left in reversed(peaks[:-1]):
        root = hash_pair(left, root)
    return root


def check_log(lines: Iterable[bytes], head: str = "", key: bytes | None = None) -> list[Fault]:
    """Every fault of an exported log; `head` a signed head kept outside, `key` the log's first public key."""
    reader = Reader()
    reader.read(lines)
    outside = read_note(head) if head else None
    if head and outside is None:
        reader.fault(None, "head", "the head kept outside can't be read")
    if not reader.opening:
        reader.fault(None, "empty", "there is nothing in it")
        return reader.faults
    Judge(reader).judge(outside, key)
    return sorted(set(reader.faults), key=lambda f: (f.record is None, f.record or 0, f.code, f.message))


def check_proof(proof: dict[str, Any], key: bytes | None = None) -> list[Fault]:
    """Every fault of one record's proof. Without `key`, the key that the proof names is taken as the log's."""
    number, line = proof["seq"], proof["record"].encode()
    note, signer = read_note(proof["head"]), bytes.fromhex(proof["key"])
    if json.loads(line)["seq"] != number:
        return [Fault(number, "changed", "the record has another number")]
    if key is not None and signer != key:
        return [Fault(number, "key", "the proof is signed by another key than yours")]
    if note is None or not is_signed(note, signer):
        return [Fault(number, "signature", "the head is not signed by that key")]
    path = [bytes.fromhex(h) for h in proof["path"]]
    if climb(number, note.size, hash_leaf(line), path) != note.root:
        return [Fault(number, "root", "the record is not under the signed root")]
    return []


def climb(number: int, size: int, leaf: bytes, path: list[bytes]) -> bytes:
    """RFC 9162, 2.1.3.2: the root that an inclusion path leads to, b"" when its length is wrong."""
    here, last, root = number, size - 1, leaf
    if not 0 <= number < size:
        return b""
    for sibling in path:
        if last == 0 or len(sibling) != HASH:
            return b""
        if here & 1 or here == last:
            root = hash_pair(sibling, root)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            root = hash_pair(root, sibling)
        here, last = here >> 1, last >> 1
    return root if last == 0 else b""


def main(arguments: list[str] | None = None) -> int:
    """Check what the command line names; print the faults."""
    parser = argparse.ArgumentParser(
        description="Checks an exported log of watchword, or one record's proof."
    )
    parser.add_argument("export", nargs="?", help="the exported log")
    parser.add_argument("--proof", help="the proof of one record, instead of a log")
    parser.add_argument("--head", help="a signed head that was kept outside")
    parser.add_argument("--key", help="the public key known from elsewhere, 64 hex digits")
    options = parser.parse_args(arguments)
    if bool(options.export) == bool(options.proof):
        parser.error("name either an exported log or a proof")
    try:
        faults = list(_check(options))
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(f"can't check it: {error}", file=sys.stderr)
        return 2
    for fault in faults:
        place = "" if fault.record is None else f"record {fault.record}: "
        print(f"{fault.code}: {place}{fault.message}")
    print(f"{len(faults)} faults" if faults else "sound")
    return 1 if faults else 0


def _check(options: argparse.Namespace) -> Iterator[Fault]:
    key = bytes.fromhex(options.key) if options.key else None
    if options.proof:
        with open(options.proof, encoding="utf-8") as file:
            yield from check_proof(json.load(file), key)
        return
    head = ""
    if options.head:
        with open(options.head, encoding="utf-8", newline="") as file:
            head = file.read()
    with open(options.export, "rb") as lines:
        yield from check_log(lines, head, key)


if __name__ == "__main__":
    sys.exit(main())
