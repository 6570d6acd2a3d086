"""Did the other side take the message? One POST to the checked address; no redirect is followed.

When to try again is `delivery`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from watchword.errors import UsageError
from watchword.webhooks.address import Resolve, look_up, numeric, read_address

if TYPE_CHECKING:
    from urllib3 import HTTPConnectionPool

_SECONDS = 15.0  # for connecting, and for each silence of the other side


class Sent(msgspec.Struct, frozen=True):
    """What became of one try: `trouble` is empty when the other side answered with 2xx."""

    trouble: str = ""
    after: float = 0.0  # seconds that the other side asks to be left alone


def direct(
    url: str, resolve: Resolve, *, own_network: bool, seconds: float, plain: bool = False
) -> tuple[HTTPConnectionPool, str, str]:
    """Connections to the checked address of a URL and to no other, what to ask for there, and the Host header.

    They are direct, never through a proxy, so that the checked address is the one reached. Raises UsageError.
    """
    import urllib3

    address = read_address(url, own_network=own_network, plain=plain)
    host = numeric(address, resolve, own_network=own_network)
    named = address.host if ":" not in address.host else f"[{address.host}]"
    told = named if address.port in (80, 443) else f"{named}:{address.port}"
    timeout = urllib3.Timeout(seconds)
    pool: urllib3.HTTPConnectionPool
    if address.scheme == "https":
        pool = urllib3.HTTPSConnectionPool(
            host, address.port, timeout=timeout, server_hostname=address.host, assert_hostname=address.host
        )
    else:
        pool = urllib3.HTTPConnectionPool(host, address.port, timeout=timeout)
    return pool, address.target, told


class Sender:
    """Sends messages."""

    def __init__(self, resolve: Resolve = look_up, seconds: float = _SECONDS) -> None:
        self._resolve = resolve
        self._seconds = seconds

    def post(self, url: str, headers: Mapping[str, str], body: bytes, *, own_network: bool) -> Sent:
        """One try. Never raises for what the other side does or is."""
        from urllib3.exceptions import HTTPError

        try:
            pool, target, host = direct(url, self._resolve, own_network=own_network, seconds=self._seconds)
        except UsageError as error:
            return Sent(str(error))
        sent = {"Host": host, "User-Agent": "watchword", "Content-Type": "application/json", **headers}
        with pool:
            try:
                answer = pool.request(
                    "POST", target, body=body, headers=sent, retries=False, redirect=False, preload_content=False
                )
            except (HTTPError, OSError) as error:
                return Sent(f"can't be reached: {str(error)[:200]}")
        return _judged(answer)


def _judged(answer: object) -> Sent:
    status = int(getattr(answer, "status", 0))
    if 200 <= status < 300:
        return Sent()
    after = getattr(answer, "headers", {}).get("Retry-After", "")
    return Sent(f"answered {status}", float(after) if after.isdecimal() else 0.0)
