"""A mail server on this machine that keeps what it is sent, and refuses what it is told to refuse."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope


class Kept:
    """The messages that arrived. Addresses that begin with `no-` are refused for good, with `later-` for now."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Envelope, address: str, _options: Any) -> str:
        if address.startswith("no-"):
            return "550 No such box"
        if address.startswith("later-"):
            return "451 Try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:
        self.messages.append(cast("EmailMessage", message_from_bytes(cast("bytes", envelope.content), policy=default)))
        return "250 OK"


class _Server(Controller):
    def _trigger_server(self) -> None:
        # Port 0 took any free one; the controller knocks at its own door, so it must know which.
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def mail_server() -> Iterator[tuple[str, Kept]]:
    """Give the address of a server for WARM_HANDOFF_SMTP, and what it keeps."""
    kept = Kept()
    controller = _Server(kept, hostname="127.0.0.1", port=0)
    controller.start()
    try:
        yield f"smtp://127.0.0.1:{controller.port}", kept
    finally:
        controller.stop()
