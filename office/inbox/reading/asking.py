"""One question to a service's API: patient, limited, and silent about tokens, which can stand in an address."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import logging
import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime

import httpx
from tenacity import (
    RetryCallState,
    Retrying,
    retry_if_exception_type,
    stop_after_attempt,
    wait_exponential_jitter,
)

from forms.services.api import Call

from .limits import too_much

TRIES = 5
LONGEST_WAIT = 120.0  # seconds; a service that asks for more is asked again another time
LONGEST_ANSWER = 300.0  # seconds for all of it
MAX_BYTES = 50 * 1024 * 1024
_backoff = wait_exponential_jitter(initial=1, max=30)

Pause = Callable[[float], None]
Tell = Callable[[str], None]


class ServiceTrouble(Exception):  # noqa: N818 - the service's, and said to the owner in words
    """The service did not give what was asked for. `final` when it will give nothing else either."""

    def __init__(self, words: str, *, final: bool = False) -> None:
        super().__init__(words)
        self.final = final


class _Again(Exception):  # noqa: N818
    """What may go better the next time. `wait` are the seconds that the service asked for."""

    def __init__(self, words: str, wait: float | None = None) -> None:
        super().__init__(words)
        self.wait = wait


def silent(line: str) -> None:
    """Tell nobody."""


def make_client() -> httpx.Client:
    """Give a client that waits for no answer for ever and follows no redirect: a token goes to its own service alone."""
    for name in ("httpx", "httpcore"):  # they would log addresses, and with them tokens
        logging.getLogger(name).setLevel(logging.WARNING)
    return httpx.Client(
        timeout=httpx.Timeout(30, connect=10), follow_redirects=False, headers={"User-Agent": "warm-handoff"}
    )


def ask(client: httpx.Client, call: Call, pause: Pause = time.sleep, tell: Tell = silent) -> tuple[object, str]:
    """Give the parsed answer to a call and a mark of its content. Raises ServiceTrouble."""

    def waiting(state: RetryCallState) -> None:
        seconds = state.next_action.sleep if state.next_action else 0.0
        tell(f"{call.label}: {_words(state)}; asking again in {seconds:.0f} s")

    retrying = Retrying(
        stop=stop_after_attempt(TRIES), wait=_wait, retry=retry_if_exception_type(_Again), sleep=pause,
        before_sleep=waiting, reraise=True,
    )  # fmt: skip
    try:
        return retrying(_once, client, call)
    except _Again as error:
        raise ServiceTrouble(f"{call.label}: {error}. It was asked {TRIES} times; try again later.", final=True) from None


def _words(state: RetryCallState) -> str:
    return str(state.outcome.exception()) if state.outcome else ""


def _wait(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    if isinstance(error, _Again) and error.wait is not None:
        return error.wait
    return _backoff(state)


def _once(client: httpx.Client, call: Call) -> tuple[object, str]:
    headers = {"Accept": "application/json", **call.headers}
    try:
        with client.stream("GET", call.url, params=dict(call.params), headers=headers) as response:
            _check(call, response)
            body = _body(call, response)
    except httpx.TimeoutException:
        raise _Again("the service took too long") from None
    except httpx.RequestError as error:
        raise _Again(f"the service could not be reached ({type(error).__name__})") from None
    if not body.strip():
        return None, ""
    if trouble := too_much("json", body):
        raise ServiceTrouble(f"{call.label}: {trouble.partition(';')[0]}", final=True)
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        raise _Again("what came back is not JSON") from None
    if isinstance(document, dict) and document.get("success") in (False, "false"):
        raise ServiceTrouble(f"{call.label}: the service says that it could not do this. Is the token right?", final=True)
    return document, hashlib.sha256(body).hexdigest()


def _body(call: Call, response: httpx.Response) -> bytes:
    parts, size, end = [], 0, time.monotonic() + LONGEST_ANSWER
    for chunk in response.iter_bytes():
        size += len(chunk)
        if size > MAX_BYTES:
            raise ServiceTrouble(f"{call.label}: the answer is larger than {MAX_BYTES // 1024 // 1024} MB", final=True)
        if time.monotonic() > end:
            raise _Again("the service took too long")
        parts.append(chunk)
    return b"".join(parts)


def _check(call: Call, response: httpx.Response) -> None:
    status = response.status_code
    if status < 300:
        return
    if status in (429, 503):
        wait = _retry_after(response)
        if wait is not None and wait > LONGEST_WAIT:
            raise ServiceTrouble(f"{call.label}: the service asks to wait {_long(wait)}. Run this again then.", final=True)
        raise _Again("the service asks for patience", wait)
    if status in (408, 425) or status >= 500:
        raise _Again(f"the service has trouble of its own ({status})")
    if status in (401, 403):
        raise ServiceTrouble(f"{call.label}: the service does not take this token ({status}), or the plan has no API", final=True)
    if status in (404, 410):
        raise ServiceTrouble(f"{call.label}: the service knows no such form ({status}); look at form_ids in pelicanconf.py")
    if status < 400:
        raise ServiceTrouble(f"{call.label}: the service sent us on to another address ({status}), which is not followed", final=True)
    raise ServiceTrouble(f"{call.label}: the service refused the question ({status})")


def _retry_after(response: httpx.Response) -> float | None:
    """Give the seconds of a Retry-After: a number or a date. What is neither is nothing."""
    written = response.headers.get("Retry-After", "").strip()
    if written.isascii() and written.isdigit() and len(written) < 10:
        return float(written)
    try:
        at = parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError):
        return None
    now = dt.datetime.now(dt.UTC)
    return max(0.0, ((at if at.tzinfo else at.replace(tzinfo=dt.UTC)) - now).total_seconds())


def _long(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes} minutes" if minutes < 120 else f"{round(minutes / 60)} hours"
