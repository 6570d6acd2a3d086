"""May a message be sent there?"""

from __future__ import annotations

import pytest

from watchword.errors import UsageError
from watchword.webhooks.address import numeric, read_address

_INSIDE = (
    "127.0.0.1", "10.1.2.3", "172.16.0.9", "192.168.1.1", "100.64.0.1", "0.0.0.0", "169.254.169.254", "224.0.0.1",
    "255.255.255.255", "::1", "::", "fe80::1", "fd00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
    "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:4136:e378:8000:63bf:3fff:fdd2",
)  # fmt: skip


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/hook\r\nX-Evil: 1", "https://example.org/a b", "https://ex\u00e4mple.org/", "ftp://example.org/",
        "file:///etc/passwd", "https://", "//example.org/", "https://user:pw@example.org/", "https://example.org/#x",
        "https://example.org:99999/", "http://example.org/", "https://[::1]/", "https://127.0.0.1/", "https://[fd00::1]:8443/",
        "https://169.254.169.254/latest/meta-data", "https://[bad/", "",
    ],
)  # fmt: skip
def test_refused_addresses(url):
    """No login, fragment, line end, other scheme, plain http or inner address gets in."""
    with pytest.raises(UsageError):
        read_address(url, own_network=False)


def test_an_address_is_taken_apart():
    """Host, port, path and query are as the receiver expects them."""
    found = read_address("https://Hooks.Example.org/in?x=1", own_network=False)
    assert (found.host, found.port, found.target) == ("hooks.example.org", 443, "/in?x=1")
    assert read_address("http://localhost:8080", own_network=True).target == "/"


@pytest.mark.parametrize("inner", _INSIDE)
def test_a_name_must_not_lead_inside(inner):
    """A public name that stands for an inner address is refused, also when only one of its addresses is."""
    address = read_address("https://hooks.example.org/", own_network=False)
    for found in ([inner], ["93.184.215.14", inner]):
        with pytest.raises(UsageError):
            numeric(address, lambda *_, found=found: found, own_network=False)


@pytest.mark.parametrize("inner", ["127.0.0.1", "10.1.2.3", "::1", "fd00::1"])
def test_ones_own_network_is_allowed_where_set_up(inner):
    """A target that was set up as one's own may be within the network."""
    address = read_address("http://hooks.internal/", own_network=True)
    assert numeric(address, lambda *_: [inner], own_network=True) == inner


@pytest.mark.parametrize("inner", ["169.254.169.254", "fe80::1", "0.0.0.0", "224.0.0.1"])
def test_services_of_clouds_are_never_allowed(inner):
    """Link-local, unspecified and group addresses are refused even then."""
    address = read_address("http://hooks.internal/", own_network=True)
    with pytest.raises(UsageError):
        numeric(address, lambda *_: [inner], own_network=True)


def test_a_public_address_is_allowed():
    """The numeric address of a public name is the one to connect to; an unknown name is refused."""
    address = read_address("https://hooks.example.org/", own_network=False)
    assert numeric(address, lambda *_: ["93.184.215.14"], own_network=False) == "93.184.215.14"
    with pytest.raises(UsageError):
        numeric(address, lambda *_: [], own_network=False)
