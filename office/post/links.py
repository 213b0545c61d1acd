"""Links that only we can make and that end: what a link says is readable, and cannot be changed or made up.

The key lies in private/signing.key. Deleting it ends every link that was ever sent.
"""

from __future__ import annotations

import datetime as dt
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from itsdangerous import BadSignature, URLSafeSerializer

KEY = "signing.key"
_LONGEST = 600  # characters of a token; ours are shorter
_SHORTEST_KEY = 32  # bytes; ours have 64


class DeadLink(ValueError):  # noqa: N818 - said to a visitor, not an error of ours
    """The link does not hold: forged, for something else, or past its day. `expired` tells which."""

    def __init__(self, *, expired: bool) -> None:
        super().__init__("expired" if expired else "unknown")
        self.expired = expired


@dataclass(frozen=True, slots=True)
class Signer:
    """Makes and reads the tokens of links."""

    key: bytes

    def token(self, purpose: str, data: list[str | int], until: dt.datetime) -> str:
        """Give a token for one purpose that holds until a moment, which has a time zone."""
        return str(self._serializer(purpose).dumps([int(until.timestamp()), *data]))

    def read(self, purpose: str, token: str, now: dt.datetime) -> list[str | int]:
        """Give what a token says. Raises DeadLink."""
        if len(token) > _LONGEST:
            raise DeadLink(expired=False)
        try:
            until, *data = self._serializer(purpose).loads(token)
            said: list[str | int] = list(data)
        except (BadSignature, ValueError, TypeError, UnicodeError) as error:
            raise DeadLink(expired=False) from error
        if now.timestamp() > until:
            raise DeadLink(expired=True)
        return said

    def _serializer(self, purpose: str) -> URLSafeSerializer:
        return URLSafeSerializer(self.key, salt=f"warm-handoff/{purpose}")


def open_signer(private: Path) -> Signer:
    """Give the signer of a private folder; the first time makes its key. Raises OSError."""
    private.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = private / KEY
    key = file.read_bytes().strip() if file.is_file() else b""
    if len(key) < _SHORTEST_KEY:  # a file that was cut off is no key either: anybody could sign with nothing
        # Written whole beside it and then linked: of two programs that begin at once, one key wins and both read it.
        half = private / f".{KEY}.{os.getpid()}.{secrets.token_hex(4)}"
        half.touch(mode=0o600)
        half.write_text(f"{secrets.token_hex(32)}\n", encoding="ascii")
        try:
            if file.is_file():
                os.replace(half, file)
            else:
                os.link(half, file)
        except FileExistsError:
            pass
        except OSError:  # a file system without links
            os.replace(half, file)
        finally:
            half.unlink(missing_ok=True)
    return Signer(file.read_bytes().strip())
