"""How does a file come from its address? Asked for once more only if it changed, with patience and with limits.

What comes may be anything, a login page too: whether it is a list is decided by who asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

import msgspec

from watchword.errors import ListError, UsageError
from watchword.lists.loading import LARGEST_FILE
from watchword.match.version import VERSION
from watchword.webhooks.address import look_up, read_address
from watchword.webhooks.sending import direct

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, HTTPConnectionPool, PoolManager

Clock = Callable[[], float]  # seconds of any steady clock
Sleep = Callable[[float], None]  # seconds
Told = Callable[[int, int], None]  # bytes done, bytes in all (0 where the server does not say)

_BLOCK = 1 << 16
_MOVED = frozenset((301, 302, 303, 307, 308))
_PASSING = frozenset((408, 425, 429, 500, 502, 503, 504))
_REFUSING = frozenset((401, 403, 406, 451))
_LONGEST_PAUSE = 60.0
_IDLE_TRIES = 2  # without a network, ten lists are ten times as long to wait for


class Patience(msgspec.Struct, frozen=True):
    """How long and how often to try.

    `quiet` seconds without a byte, and `whole` seconds for a file, end a try; after the first of `tries` a pause of
    `pause` seconds follows, doubled each time; `redirects` and `largest` (bytes) are limits of one try.
    """

    tries: int = 4
    pause: float = 2.0
    quiet: float = 30.0
    whole: float = 900.0
    redirects: int = 5
    largest: int = LARGEST_FILE


class Answer(msgspec.Struct, frozen=True):
    """What an address gave: `data` is None when it has nothing newer than what was asked about."""

    data: bytes | None
    etag: str = ""
    modified: str = ""


class UnreachableError(ListError):
    """An address gave no file; `where` is the address."""


class _PassingError(Exception):
    """This try failed, the next may not; `after` is the pause in seconds that the server asks for. One that is `idle` will
    hardly go better for being tried again and again."""

    def __init__(self, reason: str, after: float = 0.0, *, idle: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.after = after
        self.idle = idle


class Fetcher:
    """Fetches files. Proxies are those of the system (HTTPS_PROXY, NO_PROXY); certificates are checked."""

    def __init__(self, patience: Patience, clock: Clock, sleep: Sleep) -> None:
        self._patience = patience
        self._clock = clock
        self._sleep = sleep

    def fetch(self, url: str, etag: str = "", modified: str = "", told: Told = lambda *_: None) -> Answer:
        """The file at an address; with `etag` or `modified` of an earlier answer only if it has changed since.

        Raises UnreachableError, after the last try, saying what happened.
        """
        asked = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {"User-Agent": f"watchword/{VERSION}", "Accept-Encoding": "gzip", "Accept": "*/*"}
        headers |= {name: value for name, value in asked.items() if value}
        reason, pause, tried = "", self._patience.pause, 0
        while tried < self._patience.tries:
            if tried:
                self._sleep(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)
            try:
                return self._try(url, headers, told)
            except _PassingError as error:
                tried += 1
                reason = error.reason
                pause = max(pause, min(error.after, _LONGEST_PAUSE))
                if error.idle and tried >= _IDLE_TRIES:
                    break
        times = f"{tried} time{'s' * (tried != 1)}"
        raise UnreachableError(f"{reason}, {times}", where=url, hint="Try again later.")

    def _try(self, url: str, headers: Mapping[str, str], told: Told) -> Answer:
        from urllib3.exceptions import HTTPError, LocationParseError, NameResolutionError, SSLError

        start = self._clock()
        try:
            with self._opened(url, headers) as response:
                if response.status == 304 and {"If-None-Match", "If-Modified-Since"} & headers.keys():
                    return Answer(None)
                _check_status(response, url)
                data = self._read(response, url, start, told)
                return Answer(data, response.headers.get("ETag", ""), response.headers.get("Last-Modified", ""))
        except (SSLError, LocationParseError) as error:
            raise UnreachableError(f"can't be reached safely ({str(error)[:200]})", where=url) from None
        except HTTPError as error:
            raise _PassingError(_reason(error), idle=isinstance(error, NameResolutionError)) from None

    @contextmanager
    def _opened(self, url: str, headers: Mapping[str, str]) -> Iterator[BaseHTTPResponse]:
        """The answer to a request, after every redirect."""
        at = url
        for _ in range(self._patience.redirects + 1):
            response = self._asked(at, url, headers)
            try:
                if response.status not in _MOVED:
                    yield response
                    return
                target = urljoin(at, response.headers.get("Location", ""))
            finally:
                response.close()
            if urlsplit(target).scheme not in ("https", urlsplit(at).scheme):
                raise UnreachableError("sends on to an address that is not encrypted", where=url)
            at = target
        raise UnreachableError(f"sends on more than {self._patience.redirects} times, perhaps in a circle", where=url)

    def _asked(self, at: str, url: str, headers: Mapping[str, str]) -> BaseHTTPResponse:
        """The answer to one request. The host of `url` was chosen by whoever runs this and may be anywhere; to another one
        that it sends on to, the connection goes only where it was checked to be, unless a proxy looks names up."""
        from urllib3 import Timeout

        pool: PoolManager | HTTPConnectionPool
        host: dict[str, str]
        if urlsplit(at).hostname == urlsplit(url).hostname:
            pool, target, host = _pool(at), at, {}
        else:
            pool, target, host = self._elsewhere(at, url)
        return pool.request(
            "GET", target, headers={**headers, **host}, timeout=Timeout(self._patience.quiet), retries=False,
            redirect=False, preload_content=False,
        )  # fmt: skip

    def _elsewhere(self, at: str, url: str) -> tuple[PoolManager | HTTPConnectionPool, str, dict[str, str]]:
        """Connections for an address that was sent on to, what to ask for, and what else to say.

        Raises UnreachableError when it leads into a private network.
        """
        try:
            address = read_address(at, own_network=False, plain=True)
            if address.scheme in getproxies() and not proxy_bypass(address.host):
                return _pool(at), at, {}
            pool, target, host = direct(at, look_up, own_network=False, seconds=self._patience.quiet, plain=True)
        except UsageError as error:
            raise UnreachableError(f"sends on elsewhere: {error.message}", where=url) from None
        return pool, target, {"Host": host}

    def _read(self, response: BaseHTTPResponse, url: str, start: float, told: Told) -> bytes:
        total = int(length) if (length := response.headers.get("Content-Length", "")).isdecimal() else 0
        data = bytearray()
        for block in response.stream(_BLOCK):
            data += block
            told(len(data), max(total, len(data)) if total else 0)
            if len(data) > self._patience.largest:
                raise UnreachableError(f"sends more than {self._patience.largest:,} bytes", where=url)
            if self._clock() - start > self._patience.whole:
                raise _PassingError(f"took longer than {self._patience.whole:g} seconds")
        if not data:
            raise _PassingError("sent an empty file")
        return bytes(data)


def _check_status(response: BaseHTTPResponse, url: str) -> None:
    if response.status == 200:
        return
    reason = f"answered {response.status} {response.reason or ''}".strip()
    if response.status in _PASSING:
        after = response.headers.get("Retry-After", "")
        raise _PassingError(reason, float(after) if after.isdecimal() else 0.0)
    if response.status in _REFUSING:
        hint = "The site may want a person: fetch the file with a browser, then watchword lists add FILE."
    else:
        hint = "Does the publisher still publish it there?"
    raise UnreachableError(reason, where=url, hint=hint)


def _pool(url: str) -> PoolManager:
    """Connections to the host of an address, through the system's proxy where it has one for it."""
    from urllib3 import PoolManager, ProxyManager, make_headers

    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UnreachableError("not an address of a web server", where=url)
    proxy = getproxies().get(parts.scheme, "")
    if not proxy or proxy_bypass(parts.hostname):
        return PoolManager(num_pools=1)
    told = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
    login = f"{told.username}:{told.password or ''}" if told.username else None
    place = f"{told.scheme}://{told.hostname}" + (f":{told.port}" if told.port else "")
    return ProxyManager(place, proxy_headers=make_headers(proxy_basic_auth=login) if login else None, num_pools=1)


def _reason(error: Exception) -> str:
    """What went wrong, in a few words."""
    from urllib3 import exceptions

    said = (
        (exceptions.NameResolutionError, "its name is unknown"),
        ((exceptions.ConnectTimeoutError, exceptions.NewConnectionError), "can't be reached"),
        (exceptions.ProxyError, "the proxy can't be reached"),
        (exceptions.TimeoutError, "stopped sending"),
        ((exceptions.IncompleteRead, exceptions.ProtocolError), "broke off before the end"),
        (exceptions.DecodeError, "sent damaged data"),
    )
    return next((words for kinds, words in said if isinstance(error, kinds)), str(error)[:200])
