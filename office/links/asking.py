"""One address: asked for politely, followed where it leads, and judged."""

from __future__ import annotations

import datetime as dt
import logging
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from functools import cached_property

import httpx
from tenacity import (
    RetryCallState,
    Retrying,
    retry_if_exception_type,
    stop_after_attempt,
    wait_exponential_jitter,
)

from .guard import Guard, NoSuchHost, Private

TRIES = 3
HOPS = 8
SLOW = 5.0  # seconds to an answer from which on an address is called slow
LONGEST_WAIT = 30.0  # seconds; a host that asks for more is left for another day
HEADERS = {"User-Agent": "warm-handoff link check", "Accept": "*/*"}
_PERMANENT, _TEMPORARY = (301, 308), (302, 303, 307)
_GONE = (404, 410)
_NO_ADDRESS = "leads to something that is no address"
_backoff = wait_exponential_jitter(initial=1, max=8)

Pause = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of an address. `verdict`: fine, slow, moved, dead, unsure or private.

    `final` is where it leads for good, for one that moved; `words` say why; `seconds` are those of the last answer.
    """

    verdict: str
    words: str = ""
    status: int = 0
    final: str = ""
    seconds: float = 0.0
    is_lookup: bool = False  # the name could not be looked up: this machine may be offline


class Pace:
    """Keeps requests to one host apart, from whichever thread they come."""

    def __init__(self, apart: float = 1.0, pause: Pause = time.sleep, clock: Callable[[], float] = time.monotonic) -> None:
        self.apart, self.pause, self.clock = apart, pause, clock
        self._free: dict[str, float] = {}
        self._lock = threading.Lock()

    def wait(self, host: str) -> None:
        """Wait until the host may be asked again."""
        with self._lock:
            now = self.clock()
            turn = max(now, self._free.get(host, now))
            self._free[host] = turn + self.apart
        if turn > now:
            self.pause(turn - now)


class _Again(Exception):  # noqa: N818 - what may go better the next time
    def __init__(self, words: str, status: int = 0, wait: float | None = None) -> None:
        super().__init__(words)
        self.words, self.status, self.wait = words, status, wait


class _Verdict(Exception):  # noqa: N818 - an answer found on the way
    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.answer = answer


@dataclass(frozen=True)
class Asker:
    """Asks for addresses. `longest` are the seconds that one request may take in all, `quiet` those without a byte."""

    guard: Guard = field(default_factory=Guard)
    pace: Pace = field(default_factory=Pace)
    pause: Pause = time.sleep
    quiet: float = 10.0
    longest: float = 20.0
    slow: float = SLOW

    @cached_property
    def _context(self) -> ssl.SSLContext:
        for name in ("httpx", "httpcore"):  # they would log every address
            logging.getLogger(name).setLevel(logging.WARNING)
        return httpx.create_ssl_context()

    def ask(self, address: str) -> Answer:
        """Give what became of an address. Never raises for what a server does."""
        url, seen, for_good = address, {address}, True
        try:
            for _ in range(HOPS + 1):
                status, target, seconds = self._patiently(url)
                if not target:
                    return _judged(address, url, status, seconds, self.slow, for_good=for_good)
                for_good = for_good and status in _PERMANENT
                try:
                    # A fragment is the reader's own and goes along.
                    following = httpx.URL(url).join(target)
                    if not following.fragment and (fragment := httpx.URL(url).fragment):
                        following = following.copy_with(fragment=fragment)
                    url = str(following)
                except (httpx.InvalidURL, ValueError):
                    return Answer("dead", _NO_ADDRESS, status)
                if not url.startswith(("http://", "https://")):
                    return Answer("dead", "leads to something that is no page", status)
                if url in seen and not for_good:  # it works in a browser, which keeps the cookie that it is sent away to fetch
                    return Answer("unsure", "leads in a circle, as pages do that want a cookie; look at it in a browser", status)
                if url in seen:
                    return Answer("dead", "leads in a circle", status)
                seen.add(url)
            return Answer("dead", f"leads on and on, more than {HOPS} times", status)
        except _Verdict as found:
            return found.answer

    def _patiently(self, url: str) -> tuple[int, str, float]:
        retrying = Retrying(
            stop=stop_after_attempt(TRIES), wait=_wait, retry=retry_if_exception_type(_Again), sleep=self.pause, reraise=True
        )
        try:
            return retrying(self._once, url)
        except _Again as error:
            raise _Verdict(Answer("unsure", error.words, error.status)) from None

    def _once(self, url: str) -> tuple[int, str, float]:
        """Give status, where it leads on to, and seconds. HEAD first; whoever dislikes it gets a GET."""
        try:
            found = self._request("HEAD", url)
            if found[0] < 400 or found[0] == 429:
                return self._taken(*found)
        except httpx.RemoteProtocolError:
            pass
        except httpx.HTTPError as error:
            raise _Again(_in_words(error)) from None
        try:
            return self._taken(*self._request("GET", url))
        except httpx.HTTPError as error:
            raise _Again(_in_words(error)) from None

    def _taken(self, status: int, headers: httpx.Headers, seconds: float) -> tuple[int, str, float]:
        if status == 429 or status >= 500:
            wait = _retry_after(headers)
            words = "asks to come again later" if status in (429, 503) else "has trouble of its own"
            if wait is not None and wait > LONGEST_WAIT:
                raise _Verdict(Answer("unsure", words, status))
            raise _Again(words, status, wait)
        target = headers.get("location", "") if status in _PERMANENT + _TEMPORARY else ""
        return status, target, seconds

    def _request(self, method: str, url: str) -> tuple[int, httpx.Headers, float]:
        try:
            parts = httpx.URL(url)
            port = parts.port or (443 if parts.scheme == "https" else 80)
            ip = self.guard.address(parts.raw_host.decode("ascii"), port)
        except (httpx.InvalidURL, ValueError):
            raise _Verdict(Answer("dead", "is no address that could be asked for")) from None
        except Private:
            raise _Verdict(Answer("private", "leads into a private network, and was not asked")) from None
        except NoSuchHost as error:
            verdict, words = ("dead", "there is no such host") if error.is_certain else ("unsure", "the name cannot be looked up")
            raise _Verdict(Answer(verdict, words, is_lookup=True)) from None
        self.pace.wait(parts.host)
        client = httpx.Client(timeout=self.quiet, trust_env=False, verify=self._context, headers=HEADERS)
        # The time-out above begins anew with every byte; this one does not.
        late = threading.Event()

        def give_up() -> None:
            late.set()
            client.close()

        timer = threading.Timer(self.longest, give_up)
        timer.daemon = True
        timer.start()
        begun = time.monotonic()
        try:
            request = client.build_request(
                method, parts.copy_with(host=ip, port=port), headers={"Host": parts.netloc.decode("ascii")},
                extensions={"sni_hostname": parts.raw_host.decode("ascii")},
            )  # fmt: skip
            response = client.send(request, stream=True)  # the body is never read
            response.close()
        except (httpx.HTTPError, OSError, RuntimeError, ValueError) as error:
            if isinstance(error, httpx.RemoteProtocolError) and "location" in str(error):  # httpx looks at it by itself
                raise _Verdict(Answer("dead", _NO_ADDRESS)) from None
            if isinstance(error, httpx.HTTPError) and not late.is_set():
                raise
            raise httpx.ReadTimeout("too long") from error  # what the closing of a client in use looks like
        finally:
            timer.cancel()
            client.close()
        return response.status_code, response.headers, time.monotonic() - begun


def _judged(address: str, url: str, status: int, seconds: float, slow: float, *, for_good: bool) -> Answer:
    if status in _GONE:
        where = "" if url == address else ", there where it leads"
        return Answer("dead", f"there is no such page{where}", status, seconds=seconds)
    if status >= 400:
        return Answer("unsure", "does not answer programs; look at it in a browser", status, seconds=seconds)
    if url != address and for_good:
        return Answer("moved", f"moved to {url}", status, url, seconds)
    if seconds >= slow:
        return Answer("slow", f"took {seconds:.0f} seconds", status, seconds=seconds)
    return Answer("fine", "", status, seconds=seconds)


def _in_words(error: httpx.HTTPError) -> str:
    if isinstance(error, httpx.TimeoutException):
        return "does not answer in time"
    if isinstance(error, httpx.ConnectError):
        return "cannot be connected to safely" if "certificate" in str(error).lower() else "does not take connections"
    return "breaks the connection off"


def _wait(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    return error.wait if isinstance(error, _Again) and error.wait is not None else _backoff(state)


def _retry_after(headers: httpx.Headers) -> float | None:
    """Read the seconds to wait from a number or a date, or give None."""
    given = headers.get("retry-after", "").strip()
    if given.isascii() and given.isdecimal() and len(given) < 9:
        return float(given)
    try:
        return max(0.0, (parsedate_to_datetime(given) - dt.datetime.now(dt.UTC)).total_seconds())
    except (TypeError, ValueError):
        return None
