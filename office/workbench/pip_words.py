"""What went wrong while installing, in one line, from the many that pip prints. Standard library only."""

from __future__ import annotations

import re

# The first pattern that is found wins, so causes stand before their consequences: without a network pip also
# says that there is no matching distribution.
_CAUSES = (
    (
        r"No space left on device|Errno 28|not enough space on the disk|WinError 112",
        "The disk is full. Free about 500 MB and run this again.",
    ),
    (
        r"Read-only file system|Errno 30",
        "The disk can only be read. Move the project to a folder you can write to.",
    ),
    (
        r"CERTIFICATE_VERIFY_FAILED|SSLError|SSLCertVerificationError",
        "The network's certificate is not trusted, as behind some company proxies. Set PIP_CERT to the proxy's"
        " certificate file and run this again.",
    ),
    (
        r"ProxyError|Cannot connect to proxy|407 Proxy",
        "The proxy refuses the connection. Set HTTPS_PROXY to a working proxy, or unset it, and run this again.",
    ),
    (
        r"NewConnectionError|NameResolutionError|Temporary failure in name resolution|getaddrinfo failed"
        r"|Connection refused|Network is unreachable|ConnectTimeout|ReadTimeout|timed out|Max retries exceeded"
        r"|RemoteDisconnected|Connection reset|Connection aborted|IncompleteRead|ProtocolError|nodename nor servname",
        "No network while installing. Connect and run this again, or point PIP_FIND_LINKS at a folder with the"
        " downloaded wheels and set PIP_NO_INDEX=1.",
    ),
    (
        r"DO NOT MATCH THE HASHES",
        "A downloaded file is not the one this project was tested with, so nothing of it was installed. Run this"
        " again; if it stays so, a proxy or a mirror changes files.",
    ),
    (
        r"Permission denied|Errno 13|WinError 5|Access is denied",
        "Permission denied while installing. Is the project in your own folder, and is another task still running?",
    ),
    (
        r"No matching distribution found for ([A-Za-z0-9._=-]+)",
        "There is no file of {0} for this Python and system. Python 3.11 to 3.14 on Linux, macOS and Windows have one;"
        " with PIP_NO_INDEX or a mirror, add the file there.",
    ),
    (
        r"Failed to build ['\"]?([A-Za-z0-9._-]+)|Could not build wheels for ([A-Za-z0-9._-]+)",
        "{0} has no ready-made file for this Python and system and could not be built. Use Python 3.11 to 3.14.",
    ),
)


def explain(output: str) -> str:
    """Give one sentence or two on what failed and what to do, from the output of pip or venv."""
    for pattern, words in _CAUSES:
        if match := re.search(pattern, output):
            return words.format(next((group for group in match.groups() if group), ""))
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    last = next((line for line in reversed(lines) if line.startswith("ERROR:")), lines[-1] if lines else "no report")
    return f"Installing failed: {last.removeprefix('ERROR:').strip().rstrip('.')}."
