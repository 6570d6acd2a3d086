"""How does a page come from its address, safely? Only from public web servers, as their robots.txt allows.

An address given by others may point into one's own network (SSRF): names are resolved once, every address must be
public, and the connection goes to the address that was checked. Redirects are checked again. No proxy is used.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import msgspec

from watchword.errors import InputError

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse

Resolve = Callable[[str, int], list[str]]  # host, port -> addresses
Clock = Callable[[], float]

_MOVED = frozenset((301, 302, 303, 307, 308))
_AGENT = "watchword"
_BLOCK = 1 << 16
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")  # IPv4 addresses behind a translator (RFC 6052)


class Limits(msgspec.Struct, frozen=True):
    """How much a page may cost: `largest` bytes, `quiet` seconds without a byte, `whole` seconds in all."""

    largest: int = 8 << 20
    quiet: float = 15.0
    whole: float = 60.0
    redirects: int = 5


class Fetched(msgspec.Struct, frozen=True):
    """What came: the bytes, and the address that they came from in the end."""

    data: bytes
    address: str


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host by the system's resolver."""
    return list(dict.fromkeys(str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


class PageFetcher:
    """Fetches pages. `resolve` and `public` can be given for a network of one's own."""

    def __init__(self, limits: Limits, clock: Clock, resolve: Resolve = resolve,
                 public: Callable[[str], bool] | None = None) -> None:  # fmt: skip
        self._limits, self._clock, self._resolve = limits, clock, resolve
        self._public = public or is_public
        self._robots: dict[str, RobotFileParser] = {}

    def fetch(self, url: str) -> Fetched:
        """The page at an address. Raises InputError where it can't or mustn't be fetched, saying why."""
        started, at = self._clock(), url
        for _ in range(self._limits.redirects + 1):
            if not self._allowed(at, started):
                raise InputError("its robots.txt asks not to fetch it", where=at)
            status, target, data = self._get(at, started)
            if status in _MOVED:
                at = urljoin(at, target)
                continue
            if status != 200:
                raise InputError(f"the server answered {status}", where=at)
            return Fetched(data, at)
        raise InputError(f"it sends on more than {self._limits.redirects} times", where=url)

    def _allowed(self, url: str, started: float) -> bool:
        parts = urlsplit(url)
        base = f"{parts.scheme}://{parts.netloc}"
        if base not in self._robots:
            rules = RobotFileParser()
            status, _, data = self._get(f"{base}/robots.txt", started)
            rules.parse(data.decode("utf-8", "replace").splitlines() if status == 200 else [])
            self._robots[base] = rules
        return self._robots[base].can_fetch(_AGENT, url)

    def _get(self, url: str, started: float) -> tuple[int, str, bytes]:
        """Status, where to, and body of one request to the address that was checked."""
        from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, Timeout
        from urllib3.exceptions import HTTPError

        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
            raise InputError("not the address of a public web page", where=url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        address = self._checked(parts.hostname, port, url)
        timeout = Timeout(self._limits.quiet)
        if parts.scheme == "https":
            pool: HTTPConnectionPool = HTTPSConnectionPool(
                address, port, timeout=timeout, server_hostname=parts.hostname, assert_hostname=parts.hostname
            )
        else:
            pool = HTTPConnectionPool(address, port, timeout=timeout)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        headers = {"Host": parts.netloc, "User-Agent": _AGENT, "Accept-Encoding": "gzip"}
        try:
            with pool.request(
                "GET", target, headers=headers, retries=False, redirect=False, preload_content=False
            ) as answer:
                return answer.status, answer.headers.get("Location", ""), self._read(answer, url, started)
        except HTTPError as error:
            raise InputError(f"can't be fetched: {str(error)[:200]}", where=url) from None
        finally:
            pool.close()

    def _checked(self, host: str, port: int, url: str) -> str:
        try:
            addresses = self._resolve(host, port)
        except OSError:
            raise InputError("no server has this name", where=url) from None
        if not addresses or not all(map(self._public, addresses)):
            raise InputError(
                "the address is inside a private network", where=url, hint="Save the page and read the file."
            )
        return addresses[0]

    def _read(self, answer: BaseHTTPResponse, url: str, started: float) -> bytes:
        data = bytearray()
        for block in answer.stream(_BLOCK):
            data += block
            if len(data) > self._limits.largest:
                raise InputError(f"the page has more than {self._limits.largest:,} bytes", where=url)
            if self._clock() - started > self._limits.whole:
                raise InputError(f"the page took longer than {self._limits.whole:g} seconds", where=url)
        return bytes(data)


def is_public(address: str) -> bool:
    """Whether an address is one of the public internet: not private, local, reserved or mapped to such a one."""
    ip = ipaddress.ip_address(address.split("%")[0])
    mapped = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None)
    if isinstance(ip, ipaddress.IPv6Address) and ip in _TRANSLATED:
        mapped = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.is_global and not ip.is_multicast and (mapped is None or is_public(str(mapped)))
