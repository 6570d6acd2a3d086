"""May a message be sent to this address? Checked when it is written down, and again when its name is looked up.

Whoever may set an address must not reach the machines behind the firewall with it: a name that leads to an address of
this machine or of a private network is refused, unless its target was set up as one of one's own network.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

import msgspec

from watchword.errors import UsageError

Resolve = Callable[[str, int], list[str]]  # host and port -> numeric addresses
_SHAPE = re.compile(r"[!-~]{1,2000}")  # printable ASCII without blanks: nothing that could end a line of a request
_NOT_GLOBAL_V6 = ("::", "64:ff9b::", "2002::", "2001::")  # forms that carry an IPv4 address, or none


class Address(msgspec.Struct, frozen=True):
    """An address taken apart. `target` is path and query as they are asked for."""

    scheme: str
    host: str
    port: int
    target: str


def read_address(url: str, *, own_network: bool, plain: bool = False) -> Address:
    """The parts of an address that a message may be sent to.

    Not encrypted only within one's own network, or where what is sent and answered is `plain`: secret to nobody, and
    signed. Raises UsageError for all else.
    """
    if not _SHAPE.fullmatch(url):
        raise _refused("an address is printable ASCII without blanks", url[:200])
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise _refused(str(error), url) from None
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise _refused("an address begins with https:// and a host", url)
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise _refused("an address has neither a login nor a fragment", url)
    if parts.scheme == "http" and not (own_network or plain):
        raise _refused("messages leave encrypted only", url, "Use https, or --own-network for a machine of yours.")
    if literal := _literal(parts.hostname):
        check_numeric(str(literal), url, own_network=own_network)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Address(parts.scheme, parts.hostname, port or (443 if parts.scheme == "https" else 80), target)


def numeric(address: Address, resolve: Resolve, *, own_network: bool) -> str:
    """The numeric address to connect to. All that the name stands for must be allowed, else UsageError.

    Connect to just this one: a name that is looked up twice may lead elsewhere the second time.
    """
    found = resolve(address.host, address.port)
    for one in found:
        check_numeric(one, address.host, own_network=own_network)
    if not found:
        raise _refused("the name stands for no address", address.host)
    return found[0]


def check_numeric(text: str, where: str, *, own_network: bool) -> None:
    """Raise UsageError unless messages may go to a numeric address: a public one, or any of one's own network."""
    found = _literal(text)
    if found is None:
        raise _refused("the name stands for no address", where)
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    if found.is_multicast or found.is_unspecified or found.is_link_local:  # link-local: metadata services of clouds
        raise _refused(f"{text} is no address of a server", where)
    if not (own_network or _is_public(found)):
        raise _refused(f"{text} is within this machine or a private network", where,
                       "Set the target up with --own-network if that is meant.")  # fmt: skip


def look_up(host: str, port: int) -> list[str]:
    """The numeric addresses of a host, by the system; none where the name is unknown."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError:
        return []
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def _literal(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text)
    except ValueError:
        return None


def _is_public(found: IPv4Address | IPv6Address) -> bool:
    if isinstance(found, IPv6Address) and (found.sixtofour or found.teredo or str(found).startswith(_NOT_GLOBAL_V6)):
        return False
    return found.is_global


def _refused(message: str, where: str, hint: str = "") -> UsageError:
    return UsageError(message, where=where, hint=hint)
