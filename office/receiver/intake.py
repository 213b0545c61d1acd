"""What a request brings: whether it comes from the site's own pages, and which fields it holds. Pure, but for `read`."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable, Mapping
from urllib.parse import parse_qsl, urlsplit

from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

MAX_BYTES = 320 * 1024  # an article in an alphabet of three bytes a letter, of which a browser makes nine
MAX_FIELDS = 60


class TooLarge(Exception):  # noqa: N818 - an answer to the visitor, not an error of ours
    """The request is larger than any form of the site can be."""


class Unreadable(Exception):  # noqa: N818
    """The body is no form, or one that is broken."""


class UnknownType(Exception):  # noqa: N818
    """The body is of a type that no browser sends a form as."""


def from_own_pages(headers: Mapping[str, str], origins: Iterable[str] = ()) -> bool:
    """Say whether a form was sent from a page of this very site, as far as the browser tells.

    `headers` have lower-case names. `origins` are further sites whose pages may send, such as
    `https://warm-handoff.example`. A request without any such header does not come from a browser that was led
    here by another site, so it is taken.
    """
    site = headers.get("sec-fetch-site")
    origin = headers.get("origin")
    if origin is None:
        return site in (None, "same-origin", "none")
    if origin in origins:
        return True
    if site is not None:
        return site == "same-origin"
    try:
        return urlsplit(origin).netloc.lower() == headers.get("host", "").lower() != ""
    except ValueError:  # no browser sends such an origin
        return False


def page(headers: Mapping[str, str]) -> str:
    """Give the path of the page that a form was sent from, as far as the browser tells, without its query."""
    try:
        return urlsplit(headers.get("referer", "")).path[:300]
    except ValueError:
        return ""


def wants_json(headers: Mapping[str, str]) -> bool:
    """Say whether a script asks, which takes JSON, rather than a browser that follows a form."""
    accept = headers.get("accept", "").lower()
    return "application/json" in accept and "text/html" not in accept


async def body(request: Request) -> bytes:
    """Read the body, and stop as soon as it is larger than a form can be. Raises TooLarge."""
    announced = request.headers.get("content-length", "0")
    if announced.isdecimal() and int(announced) > MAX_BYTES:
        raise TooLarge
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > MAX_BYTES:
            raise TooLarge
        parts.append(part)
    return b"".join(parts)


async def read(request: Request) -> dict[str, str]:
    """Give the fields of a form. A name that comes twice has its values on lines below each other.

    Raises TooLarge, Unreadable and UnknownType.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    content = await body(request)
    if kind == "application/x-www-form-urlencoded":
        pairs = _urlencoded(content)
    elif kind == "multipart/form-data":
        pairs = await _multipart(request, content)
    else:
        raise UnknownType
    fields: dict[str, str] = {}
    for name, value in pairs:
        fields[name] = f"{fields[name]}\n{value}" if name in fields else value
    return fields


def _urlencoded(content: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            content.decode("ascii"), keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=MAX_FIELDS
        )
    except ValueError as error:  # bytes that are no UTF-8, or more fields than any form has
        raise Unreadable from error


async def _multipart(request: Request, content: bytes) -> list[tuple[str, str]]:
    if not content.rstrip().endswith(b"--"):  # cut off before its closing boundary
        raise Unreadable

    async def stream() -> AsyncGenerator[bytes, None]:
        yield content

    try:
        form = await MultiPartParser(
            request.headers, stream(), max_files=0, max_fields=MAX_FIELDS, max_part_size=MAX_BYTES
        ).parse()
    except (MultiPartException, ValueError, KeyError) as error:
        raise Unreadable from error
    return [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
