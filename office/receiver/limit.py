"""How often one client may send. It is remembered for a minute, in memory alone: no address reaches the disk."""

from __future__ import annotations

import ipaddress
import math
import time
from collections import OrderedDict, deque
from collections.abc import Callable

POSTS_A_MINUTE = 20
SHORTEST = 3.0  # seconds in which nobody reads a form and fills it in
_WINDOW = 60.0  # seconds
_MOST_CLIENTS = 10_000


class Limit:
    """Counts the posts of each client over the last minute. `now` gives seconds that never run back."""

    def __init__(self, posts: int = POSTS_A_MINUTE, now: Callable[[], float] = time.monotonic) -> None:
        self.posts, self.now = posts, now
        self._seen: OrderedDict[str, deque[float]] = OrderedDict()
        self._taken: OrderedDict[str, float] = OrderedDict()

    def took(self, address: str) -> float:
        """Note that a client's form was taken, and give the seconds since its last one; endless for a first.

        A form that was given back for a mistake does not count: to mend one may take a moment only.
        """
        client, now = network(address), self.now()
        before = self._taken.pop(client, -math.inf)
        self._taken[client] = now
        while len(self._taken) > _MOST_CLIENTS:
            self._taken.popitem(last=False)
        return now - before

    def wait(self, address: str) -> int:
        """Count a post of a client, and give 0 if it is taken, else how many seconds to wait."""
        client, now = network(address), self.now()
        times = self._seen.setdefault(client, deque())
        self._seen.move_to_end(client)
        while len(self._seen) > _MOST_CLIENTS:
            self._seen.popitem(last=False)  # the one that has been silent for longest
        while times and times[0] <= now - _WINDOW:
            times.popleft()
        if len(times) >= self.posts:
            return max(1, math.ceil(times[0] + _WINDOW - now))
        times.append(now)
        return 0


def network(address: str) -> str:
    """Give what stands for one client: an IPv4 address, or the network of 64 bits that one IPv6 customer has."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:80]
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)
