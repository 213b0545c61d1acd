"""All addresses of a site: one after the other on each host, several hosts at a time."""

from __future__ import annotations

import datetime as dt
import threading
from collections import defaultdict
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from .asking import Answer, Asker
from .found import Place
from .saved import Checked, Report, report

AT_ONCE = 8
KEPT = dt.timedelta(days=7)  # so long an address that was fine is not asked again
ENOUGH = 5  # hosts that cannot be looked up, and none that can: the machine is offline

Tell = Callable[[str], None]


class Offline(Exception):  # noqa: N818 - no fault of anybody's
    """No name could be looked up at all."""


def check(
    found: Mapping[str, tuple[Place, ...]], asker: Asker, now: dt.datetime, last: Report | None = None, tell: Tell = lambda _: None
) -> Report:
    """Give the report on all addresses. What was fine or slow in `last`, less than a week ago, is taken from it.

    `tell` is called with each address that was asked. Raises Offline.
    """
    known = {one.address: one for one in last.entries} if last else {}
    kept = {
        address: Checked(address, places, known[address].answer, known[address].at)
        for address, places in found.items()
        if address in known and known[address].answer.verdict in ("fine", "slow") and now - known[address].at < KEPT
    }
    by_host: dict[str, list[str]] = defaultdict(list)
    for address in found:
        if address not in kept:
            by_host[urlsplit(address).netloc].append(address)
    asked = _Round(asker, tell, len(by_host)).run(by_host)
    return report(now, [*kept.values(), *(Checked(one, found[one], answer, now) for one, answer in asked.items())])


class _Round:
    def __init__(self, asker: Asker, tell: Tell, hosts: int) -> None:
        self.asker, self.tell = asker, tell
        self.enough = min(ENOUGH, hosts)
        self.lost = self.reached = 0
        self.lock = threading.Lock()
        self.stopped = threading.Event()

    def run(self, by_host: Mapping[str, list[str]]) -> dict[str, Answer]:
        found: dict[str, Answer] = {}
        with ThreadPoolExecutor(AT_ONCE) as pool:
            try:
                for answers in pool.map(self._host, by_host.values()):
                    found |= answers
            except BaseException:
                self.stopped.set()  # Ctrl-C: nobody waits for hosts that are yet to come
                raise
        if by_host and self.lost >= self.enough and not self.reached:
            raise Offline
        return found

    def _host(self, addresses: list[str]) -> dict[str, Answer]:
        found: dict[str, Answer] = {}
        for address in addresses:
            if self.stopped.is_set():
                break
            answer = found[address] = self.asker.ask(address)
            self.tell(address)
            if answer.is_lookup:
                # The others of a host that has no name are answered with it.
                found |= dict.fromkeys(addresses, answer)
                break
        self._count(next(iter(found.values()), None))
        return found

    def _count(self, first: Answer | None) -> None:
        with self.lock:
            if first and first.is_lookup:
                self.lost += 1
            elif first:
                self.reached += 1
            if self.lost >= self.enough and not self.reached:
                self.stopped.set()
