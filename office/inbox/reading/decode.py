"""Bytes of unknown encoding as UTF-8, and what they were, in words."""

from __future__ import annotations

import codecs

_CHUNK = 1 << 20
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8 with a byte order mark"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)


def to_utf8(data: bytes) -> tuple[bytes, str]:
    """Give the same text in UTF-8, without a byte order mark and with `\\n` between lines, and its encoding in words.

    What is neither UTF-8 nor UTF-16 is taken for Windows-1252, byte by byte: files that several programs have added to
    hold both.
    """
    words = "UTF-8"
    for mark, codec, name in _BOMS:
        if data.startswith(mark):
            data, words = data.decode(codec, "replace").encode(), name
            break
    else:
        if codec := _utf16(data):
            data, words = data.decode(codec, "replace").encode(), "UTF-16"
        elif not _is_utf8(data):
            data = _line_by_line(data)
            words = "not UTF-8, so read as Windows-1252"
    if b"\n" not in data and b"\r" in data:  # as old Macintosh programs end lines
        data = data.replace(b"\r", b"\n")
    return data, words


def _is_utf8(data: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), _CHUNK):
            decoder.decode(data[start : start + _CHUNK])
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True


def _utf16(data: bytes) -> str:
    """Give the codec of UTF-16 without a mark: every second byte of Latin letters is 0."""
    head = data[:2000]
    if len(head) < 4 or b"\0" not in head:
        return ""
    for offset, codec in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros, others = head[offset::2].count(0), head[1 - offset :: 2].count(0)
        if zeros * 5 > len(head) and others == 0:
            return codec
    return ""


def _line_by_line(data: bytes) -> bytes:
    found, start = bytearray(), 0
    while start < len(data):
        end = data.find(b"\n", start) + 1 or len(data)
        found += data[start:end].decode("utf-8", _ERRORS).encode()
        start = end
    return bytes(found)


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes that are no UTF-8 as Windows-1252, and only those: one odd byte must not spoil the names around it."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    data, start = error.object, error.start
    if data[start] == 0xED and 0xA0 <= int.from_bytes(data[start + 1 : start + 2]) <= 0xBF:  # half a character, as some programs write it
        return "\ufffd", min(start + 3, len(data))
    broken = data[start : error.end]
    return "".join(bytes([one]).decode("cp1252" if one not in _UNUSED else "latin-1") for one in broken), error.end


_UNUSED = frozenset((0x81, 0x8D, 0x8F, 0x90, 0x9D))  # Windows-1252 has no sign there
_ERRORS = "warm-handoff-windows"
codecs.register_error(_ERRORS, _as_windows)
