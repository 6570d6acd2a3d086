"""Did this message come from us, unchanged and lately? HMAC-SHA256 as in Standard Webhooks 1.0.

Signed is `id.timestamp.body`; the id is the same on every try, so that a receiver can tell a repeat.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from base64 import b64decode, b64encode

from watchword.errors import UsageError

PREFIX = "whsec_"
_KEY_BYTES = range(24, 65)
_ID = re.compile(r"[A-Za-z0-9_-]{1,100}")


def secret_of(key: bytes) -> str:
    """A key as receivers' libraries take it."""
    return PREFIX + b64encode(key).decode()


def read_secret(secret: str) -> bytes:
    """The key of a secret. Raises UsageError when it is none of 24 to 64 bytes."""
    try:
        key = b64decode(secret.removeprefix(PREFIX), validate=True)
    except ValueError:
        key = b""
    if len(key) not in _KEY_BYTES:
        raise UsageError("a secret is whsec_ and 24 to 64 bytes in Base64", where="secret")
    return key


def headers(secret: str, message_id: str, seconds: int, body: bytes) -> dict[str, str]:
    """The three headers of a message sent at that time (seconds since 1970)."""
    if not _ID.fullmatch(message_id):
        raise UsageError("an id is letters, digits, - and _", where=message_id[:100])
    signed = f"{message_id}.{seconds}.".encode() + body
    digest = hmac.new(read_secret(secret), signed, hashlib.sha256).digest()
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(seconds),
        "webhook-signature": f"v1,{b64encode(digest).decode()}",
    }
