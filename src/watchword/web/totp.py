"""Is this the one-time code of now? RFC 6238: a secret shared with a telephone, and the time.

Whether a code was used before is for whoever keeps that (store.access).
"""

from __future__ import annotations

import base64
import binascii
import hmac
import secrets
from urllib.parse import quote

_STEP_SECONDS, _DIGITS = 30, 6
_DRIFT = 1  # steps by which a telephone's clock may be off, either way


def new_secret() -> str:
    """A secret of 160 bits in Base32, as authenticators take it."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def address(secret: str, person: str) -> str:
    """What an authenticator reads from a QR code or a link."""
    return f"otpauth://totp/watchword:{quote(person)}?secret={secret}&issuer=watchword"


def code(secret: str, step: int) -> str:
    """The code of a step of time. Raises ValueError for a secret that is no Base32."""
    try:
        key = base64.b32decode(secret)
    except binascii.Error as error:
        raise ValueError("no Base32") from error
    digest = hmac.digest(key, step.to_bytes(8, "big"), "sha1")
    at = digest[-1] & 15
    number = int.from_bytes(digest[at : at + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**_DIGITS:0{_DIGITS}}"


def matching_step(secret: str, given: str, now: int) -> int | None:
    """The step whose code was given, among those that a clock may show now; None when none fits."""
    at = now // _STEP_SECONDS
    found = None
    for step in range(at - _DRIFT, at + _DRIFT + 1):
        if hmac.compare_digest(code(secret, step).encode(), given.strip().encode()):
            found = step
    return found
