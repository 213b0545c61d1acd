"""Sending by SMTP. Where and as whom stands in the environment alone, never in a file of the repository."""

from __future__ import annotations

import ipaddress
import os
import secrets
import smtplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import parseaddr
from urllib.parse import unquote, urlsplit

from .letters import is_address

SERVER = "WARM_HANDOFF_SMTP"  # smtps://user@mail.example.org or smtp://user@mail.example.org:587
PASSWORD = "WARM_HANDOFF_SMTP_PASSWORD"  # noqa: S105 - the variable's name
SENDER = "WARM_HANDOFF_MAIL_FROM"  # Ines Carvalho <ines@example.org>
_PATIENCE = 30  # seconds


class SendError(OSError):
    """Nothing could be sent, or not this letter; `strerror` says why, without an address. `temporary`: try again later.

    `refused` are the addresses that were refused when others of the same letter were not.
    """

    def __init__(self, words: str, *, temporary: bool = True, refused: tuple[str, ...] = ()) -> None:
        super().__init__(0, words)
        self.temporary, self.refused = temporary, refused


@dataclass(frozen=True, slots=True)
class MailSettings:
    """Who sends and through which server; `host` is "" where letters are only drafted."""

    sender: str = ""
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""
    is_tls: bool = True  # from the first byte on, rather than after STARTTLS


def read_mail_settings(environment: Mapping[str, str] = os.environ) -> tuple[MailSettings, list[str]]:
    """Give the settings for mail, and a line for each mistake in them. No line repeats what a variable holds."""
    mistakes: list[str] = []
    sender = environment.get(SENDER, "").strip()
    if sender and not is_address(parseaddr(sender)[1]):
        mistakes.append(f"{SENDER}: is no address; write it like “Ines Carvalho <ines@example.org>”")
        sender = ""
    given = environment.get(SERVER, "").strip()
    if not given:
        return MailSettings(sender), mistakes
    try:
        url = urlsplit(given)
        port = url.port
    except ValueError:
        url, port = urlsplit(""), None
    if url.scheme not in ("smtp", "smtps") or not url.hostname:
        return MailSettings(sender), [*mistakes, f"{SERVER}: must look like smtps://user@mail.example.org"]
    if url.password:
        mistakes.append(f"{SERVER}: leave the password out and put it in {PASSWORD}")
    if not sender:
        mistakes.append(f"{SENDER}: is needed to send; write it like “Ines Carvalho <ines@example.org>”")
    is_tls = url.scheme == "smtps"
    user = unquote(url.username or "")
    password = environment.get(PASSWORD, "")
    return MailSettings(sender, url.hostname, port or (465 if is_tls else 587), user, password, is_tls), mistakes


class Mailer:
    """An open connection to the server."""

    def __init__(self, connection: smtplib.SMTP) -> None:
        self._connection = connection

    def send(self, message: EmailMessage) -> None:
        """Send a letter, with a number of its own, without which some servers take none. Raises SendError."""
        if "Message-ID" not in message:
            domain = parseaddr(str(message["From"]))[1].rpartition("@")[2]
            message["Message-ID"] = f"<{secrets.token_hex(16)}@{domain or 'localhost'}>"
        try:
            refused = self._connection.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            code = next(iter(error.recipients.values()))[0]
            raise SendError(f"the server refused the address ({code})", temporary=code < 500) from error
        except smtplib.SMTPResponseException as error:
            raise SendError(f"the server refused the letter ({error.smtp_code})", temporary=error.smtp_code < 500) from error
        except (smtplib.SMTPException, OSError) as error:
            raise SendError(f"the connection broke ({type(error).__name__})") from error
        if refused:  # of several addresses some were taken, and those have the letter
            code = next(iter(refused.values()))[0]
            reason = f"the server refused one of its addresses ({code}); whoever else it is to has it"
            raise SendError(reason, temporary=code < 500, refused=tuple(refused))


@contextmanager
def connected(settings: MailSettings) -> Iterator[Mailer]:
    """Give a connection to the server. Raises SendError.

    Without TLS nothing is sent but to this machine: letters and the password would be open to everyone between.
    """
    if not settings.host:
        raise SendError(f"No mail server is named. Set {SERVER}, or leave --send out and send the drafts yourself")
    context = ssl.create_default_context()
    try:
        if settings.is_tls:
            connection: smtplib.SMTP = smtplib.SMTP_SSL(settings.host, settings.port, timeout=_PATIENCE, context=context)
        else:
            connection = smtplib.SMTP(settings.host, settings.port, timeout=_PATIENCE)
        try:
            _greet(connection, settings, context)
        except BaseException:
            connection.close()
            raise
    except SendError:
        raise
    except smtplib.SMTPAuthenticationError as error:
        raise SendError(f"{settings.host} does not take this user and password. Look at {SERVER} and {PASSWORD}", temporary=False) from error
    except smtplib.SMTPNotSupportedError as error:
        words = f"{settings.host} takes no user and password on port {settings.port}. Leave the user out of {SERVER}, or name another port"
        raise SendError(words, temporary=False) from error
    except (smtplib.SMTPException, OSError) as error:
        raise SendError(f"{settings.host} cannot be reached on port {settings.port} ({type(error).__name__})") from error
    try:
        yield Mailer(connection)
    finally:
        try:
            connection.quit()
        except (smtplib.SMTPException, OSError):
            connection.close()


def _greet(connection: smtplib.SMTP, settings: MailSettings, context: ssl.SSLContext) -> None:
    if not settings.is_tls:
        connection.ehlo()
        if connection.has_extn("starttls"):
            connection.starttls(context=context)
        elif not _is_here(settings.host):
            raise SendError(f"{settings.host} offers no encryption, so nothing was sent", temporary=False)
    if settings.user:
        connection.login(settings.user, settings.password)


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
