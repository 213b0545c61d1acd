"""From an address to a file of the output folder, and never to one outside it. Pure apart from looking at files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

# The system's own table differs from machine to machine, so the types that a site has are named here.
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".xml": "application/xml",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/x-icon",
    ".txt": "text/plain; charset=utf-8",
    ".vcf": "text/vcard; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".pdf": "application/pdf",
    ".woff2": "font/woff2",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
}
_HIDDEN_BUT_PUBLIC = (".well-known",)


@dataclass(frozen=True, slots=True)
class Found:
    """A file that answers for an address, with its content type."""

    file: Path
    content_type: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The address is a folder without its closing slash; `location` is the address with it."""

    location: str


def content_type(name: str) -> str:
    """Give the content type for a file name."""
    if name.endswith(".atom.xml"):
        return "application/atom+xml; charset=utf-8"
    return TYPES.get(Path(name).suffix.lower(), "application/octet-stream")


def find(output: Path, path: str) -> Found | Moved | None:
    """Give what answers for a path, or None. `path` is already percent-decoded, as ASGI hands it over.

    Anything that could lead out of the folder is simply not found: dots, backslashes, drives, NUL, links.
    """
    parts = [part for part in path.split("/") if part]
    if any(not _is_plain(part) for part in parts):
        return None
    target = output.joinpath(*parts)
    wants_folder = path.endswith("/") or not parts
    try:
        if target.is_dir():
            if not (target / "index.html").is_file():
                return None
            if not wants_folder:
                return Moved("/" + quote("/".join(parts)) + "/")
            target /= "index.html"
        elif wants_folder:
            return None
        elif not target.is_file():
            target = target.with_name(target.name + ".html")
            if not target.is_file():
                return None
        if not target.resolve().is_relative_to(output.resolve()):
            return None
    except (OSError, ValueError):  # a name too long for the file system, or with a letter it does not take
        return None
    return Found(target, content_type(target.name))


def _is_plain(part: str) -> bool:
    if part.startswith(".") and part not in _HIDDEN_BUT_PUBLIC:
        return False
    return not any(letter in "\\:\0" or ord(letter) < 32 for letter in part)
