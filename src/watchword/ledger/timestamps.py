"""How does a third party put its time on a head? An RFC 3161 request, to be answered by a time-stamping authority.

A reply is kept as it came: `openssl ts -verify` judges it, as docs/record.md shows. Nothing is sent from here.
"""

from __future__ import annotations

import hashlib

from watchword.ledger.heads import Head

REQUEST_TYPE, REPLY_TYPE = "application/timestamp-query", "application/timestamp-reply"

_SEQUENCE, _INTEGER, _OCTETS, _TRUE = b"\x30", b"\x02", b"\x04", b"\x01\x01\xff"
_SHA256 = bytes.fromhex("300d06096086480165030402010500")  # AlgorithmIdentifier: 2.16.840.1.101.3.4.2.1, no parameters


def request(head: Head) -> bytes:
    """A TimeStampReq in DER (RFC 3161, 2.4.1) over the signed note, which asks for the authority's certificate."""
    digest = hashlib.sha256(head.note.encode()).digest()
    imprint = _der(_SEQUENCE, _SHA256 + _der(_OCTETS, digest))
    return _der(_SEQUENCE, _der(_INTEGER, b"\x01") + imprint + _TRUE)


def is_granted(reply: bytes) -> bool:
    """Whether a TimeStampResp says that the time stamp is granted: its status, right at the start, is 0 or 1."""
    at = 2 if reply[1:2] < b"\x80" else 2 + (reply[1] & 0x7F)
    inner = reply[at : at + 5]
    return reply[:1] == _SEQUENCE and inner[:1] == _SEQUENCE and inner[2:5] in (b"\x02\x01\x00", b"\x02\x01\x01")


def _der(tag: bytes, content: bytes) -> bytes:
    """One DER value shorter than 128 bytes."""
    return tag + bytes([len(content)]) + content
