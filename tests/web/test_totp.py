"""Are one-time codes those of RFC 6238?"""

from __future__ import annotations

import base64

import pytest

from watchword.web import totp

SECRET = base64.b32encode(b"12345678901234567890").decode()


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (2000000000, "279037"),
     (20000000000, "353130")],
)  # fmt: skip
def test_published_codes(seconds: int, code: str) -> None:
    """The last six digits of RFC 6238's own examples (appendix B, SHA-1)."""
    assert totp.code(SECRET, seconds // 30) == code
    assert totp.matching_step(SECRET, code, seconds) == seconds // 30


def test_a_clock_may_be_half_a_minute_off() -> None:
    """The codes before and after fit, those further away don't."""
    now = 1111111109
    assert totp.matching_step(SECRET, totp.code(SECRET, now // 30 - 1), now) == now // 30 - 1
    assert totp.matching_step(SECRET, totp.code(SECRET, now // 30 + 1), now) == now // 30 + 1
    assert totp.matching_step(SECRET, totp.code(SECRET, now // 30 + 2), now) is None
    assert totp.matching_step(SECRET, "", now) is None


def test_secrets_differ_and_are_long() -> None:
    """A secret has 160 bits, and no two are the same."""
    assert len(base64.b32decode(totp.new_secret())) == 20
    assert totp.new_secret() != totp.new_secret()
