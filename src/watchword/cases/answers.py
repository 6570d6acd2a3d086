"""What is recorded of an answer? The body, which holds nothing about anybody, and the personal part, which can go.

The personal part is the answer itself, to the byte; the body says from what it was computed and which alerts it
raises. Nothing is stored or screened here.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable

import msgspec

from watchword.ledger.record import canonical, canonical_all, canonical_part, record_of
from watchword.ledger.storage import Reading
from watchword.ledger.tree import leaf_hash
from watchword.model import Hit, Listing, Party
from watchword.policy import Policy

SCREENED, CHUNK_SCREENED = "screened", "chunk-screened"
POLICY_USED, LISTS_USED = "policy-used", "lists-used"
POLICY_CHANGED = "policy-changed"


class Raised(msgspec.Struct, frozen=True, omit_defaults=True):
    """One hit at or above the alert line: whom (a token, see ledger.log.Change.token) and which listing.

    `party` is the listed party that the listing belongs to (its own id where lists are not linked), `listed` the
    digest of the listing as it stood, with its programmes; `row` is the row of a chunk.
    """

    subject: str
    listing: str
    party: str
    listed: str
    row: int = 0
    programmes: tuple[str, ...] = ()


class Basis(msgspec.Struct, frozen=True):
    """What an answer was computed from, and by which door for whom. `minimum` is the line of this question."""

    door: str
    by: str
    snapshot: str
    policy: str
    engine: str
    minimum: float
    publishers: tuple[str, ...] = ()  # only the lists of these were shown; all when empty
    warnings: tuple[str, ...] = ()


class Screened(msgspec.Struct, frozen=True):
    """The body of a `screened` record. `hits` counts them all, also those below the alert line."""

    basis: Basis
    hits: int
    alerts: tuple[Raised, ...] = ()


class Answer(msgspec.Struct, frozen=True):
    """The personal part of a `screened` record: the question and its answer. Its canonical JSON is what is replayed.

    `subject` says whom its alerts are about.
    """

    subject: str
    party: Party
    hits: tuple[Hit, ...]


class ChunkScreened(msgspec.Struct, frozen=True):
    """The body of a `chunk-screened` record: rows `first` to `first + rows - 1` of a source, under one Merkle root.

    The leaf of a row is its salt and the digest of its line (see `row_line`, `row_leaf`).
    """

    basis: Basis
    first: int
    rows: int
    set_aside: int
    root: str
    hits: int
    alerts: tuple[Raised, ...] = ()


class ToldRow(msgspec.Struct, frozen=True, gc=False):
    """What the line of a row says that a chunk's tree is made over: the party and its hits."""

    row: int
    party: Party
    hits: tuple[Hit, ...]


class WrittenRow(msgspec.Struct, frozen=True, gc=False):
    """A ToldRow with its hits as canonical JSON: they stand in its line and in its answer."""

    row: int
    party: Party
    hits: msgspec.Raw


class ToldRefusal(msgspec.Struct, frozen=True, gc=False):
    """What the line of a row says that could not be screened."""

    row: int
    refused: str


Told = ToldRow | WrittenRow | ToldRefusal


class RowAnswer(msgspec.Struct, frozen=True):
    """One row of a chunk that has hits."""

    row: int
    subject: str
    party: Party
    hits: tuple[Hit, ...]


class Listed(msgspec.Struct, frozen=True):
    """What an alert has to know of a hit; `digest` is that of the listing (see `listed_digest`)."""

    id: str
    publisher: str
    similarity: float
    digest: str
    programmes: tuple[str, ...]


class AnsweredRow(msgspec.Struct, frozen=True):
    """One row of a chunk that has `hits`, ready to be recorded: `answer` is the canonical JSON of its RowAnswer."""

    row: int
    subject: str
    hits: int
    listed: tuple[Listed, ...]
    answer: bytes


class ChunkAnswer(msgspec.Struct, frozen=True):
    """The personal part of a `chunk-screened` record: where its rows are from, their salt, the leaf hash of each in
    order (Base64 of 32 bytes each), and the rows that have hits. A row without is proven by whoever brings it."""

    source: str
    salt: str
    leaves: str
    rows: tuple[RowAnswer, ...]


class PolicyUsed(msgspec.Struct, frozen=True):
    """The body of a `policy-used` record: the settings behind a policy's digest, when it is first used."""

    digest: str
    policy: msgspec.Raw


class PolicyChanged(msgspec.Struct, frozen=True):
    """The body of a `policy-changed` record: the policy that two people have put in force."""

    proposal: int
    by: str
    digest: str
    policy: Policy


def policy_in_force(reading: Reading) -> Policy:
    """The policy that two people have approved last; the usual one while none was."""
    row = reading.last_of((POLICY_CHANGED,), None)
    return Policy() if row is None else record_of(row).read(PolicyChanged).policy


class ListsUsed(msgspec.Struct, frozen=True):
    """The body of a `lists-used` record: the publications behind a snapshot's digest, when it is first used."""

    digest: str
    publications: msgspec.Raw


def subject_of(party: Party) -> str:
    """Whom a question is about, where the door doesn't know better: its own number, else the question itself."""
    if party.id:
        return f"customer:{party.id}"
    return f"query:{msgspec.json.encode(party, order='sorted').decode()}"


def listed_of(hit: Hit, digest: str = "") -> Listed:
    """What an alert has to know of a hit; `digest` is that of its listing, where it is known."""
    one = hit.listing
    return Listed(one.id, one.publisher, hit.similarity, digest or listed_digest(one), one.programmes)


def written(told: ToldRow) -> WrittenRow:
    """A row that has hits, with these written."""
    return WrittenRow(told.row, told.party, canonical_part(told.hits))


def answered_row(one: WrittenRow, subject: str, hits: int, listed: tuple[Listed, ...]) -> AnsweredRow:
    """A row that has hits, ready to be recorded: what its line says, whom it is about, how many hits it has, and those
    of them that may raise an alert."""
    answer = canonical({"row": one.row, "subject": subject, "party": one.party, "hits": one.hits})  # a RowAnswer
    return AnsweredRow(one.row, subject, hits, listed, answer)


def listed_digest(listing: Listing) -> str:
    """SHA-256 of a listing as it stands in its list, without where in the file it stands."""
    return hashlib.sha256(canonical(msgspec.structs.replace(listing, source=""))).hexdigest()


def customer_digest(party: Party) -> str:
    """SHA-256 of a party as it was screened. It is personal: it never goes into a body."""
    return hashlib.sha256(canonical(party)).hexdigest()


def row_line(row: int, party: Party | None, hits: tuple[Hit, ...], refused: str = "") -> bytes:
    """The line of a row that a chunk's tree is made over: the party and its hits, or why it could not be screened."""
    return canonical(ToldRefusal(row, refused) if party is None else ToldRow(row, party, hits))


def row_digest(line: bytes) -> bytes:
    """SHA-256 of a row's line."""
    return hashlib.sha256(line).digest()


def row_digests(told: Iterable[Told]) -> list[bytes]:
    """`row_digest` of the line of each of many rows."""
    sha256 = hashlib.sha256
    return [sha256(line).digest() for line in canonical_all(told)]


def row_leaf(salt: bytes, row: int, digest: bytes) -> bytes:
    """What the leaf hash of a row is made of: a salt that only the chunk's keeper knows, and SHA-256 of its line."""
    return hmac.digest(salt, str(row).encode(), "sha256") + digest


def row_leaves(salt: bytes, first: int, digests: Iterable[bytes]) -> list[bytes]:
    """The leaf hash of each of the rows from `first` on. The salt is hashed once: that is most of the work of one."""
    block = salt.ljust(hashlib.sha256().block_size, b"\0")
    inner, outer = (hashlib.sha256(bytes(cell ^ pad for cell in block)) for pad in (0x36, 0x5C))  # HMAC, RFC 2104
    leaves = []
    for row, digest in enumerate(digests, first):
        mine, whole = inner.copy(), outer.copy()
        mine.update(b"%d" % row)
        whole.update(mine.digest())
        leaves.append(leaf_hash(whole.digest() + digest))
    return leaves
