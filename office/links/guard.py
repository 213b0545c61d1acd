"""No request leaves for this machine or its network, whatever an address or a redirect says."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass

Resolve = Callable[[str, int], list[str]]
_CARRIES_IPV4 = tuple(ipaddress.ip_network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32"))


class Private(Exception):  # noqa: N818 - a verdict, not an error
    """The name leads to an address that is not on the public network."""


class NoSuchHost(Exception):  # noqa: N818 - a verdict, not an error
    """The name cannot be looked up. `is_certain` when a name server said that there is none."""

    def __init__(self, *, is_certain: bool) -> None:
        super().__init__()
        self.is_certain = is_certain


def look_up(host: str, port: int) -> list[str]:
    """Give the addresses of a host. Raises OSError."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


@dataclass(frozen=True, slots=True)
class Guard:
    """Looks names up and refuses private addresses. `allowed` are addresses that a test's own server has."""

    resolve: Resolve = look_up
    allowed: frozenset[str] = frozenset()

    def address(self, host: str, port: int) -> str:
        """Give the address to connect to. The caller connects to it and to no other: a name could change its mind.

        Raises Private when any of the name's addresses is, and NoSuchHost.
        """
        try:
            found = self.resolve(host, port)
        except socket.gaierror as error:
            raise NoSuchHost(is_certain=error.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", None))) from None
        except (OSError, UnicodeError):
            raise NoSuchHost(is_certain=False) from None
        if not found:
            raise NoSuchHost(is_certain=True)
        if any(one not in self.allowed and not is_public(one) for one in found):
            raise Private
        return found[0]


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public network; one that carries another inside is not."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address) and (ip.ipv4_mapped or any(ip in net for net in _CARRIES_IPV4)):
        return False
    return ip.is_global and not ip.is_multicast
