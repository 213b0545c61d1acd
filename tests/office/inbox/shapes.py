"""Three comments in every shape that a form service gives: the second is the one that a test spoils. All people are invented."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from urllib.parse import urlencode

Fields = dict[str, str]
Files = dict[str, bytes]
AT = "2026-09-2{}T08:00:00Z"


def good(number: int) -> Fields:
    """A comment that the form takes."""
    return {"form": "comment", "article": "a-first-month", "text": f"Comment {number}: Fünf Äpfel – gut.", "name": "Jörg", "email": f"j{number}@jorg.example"}


def _json(document: object) -> bytes:
    """As services write it; half a character stands there as an escape."""
    text = json.dumps(document, ensure_ascii=False)
    return "".join(f"\\u{ord(sign):04x}" if "\ud800" <= sign <= "\udfff" else sign for sign in text).encode()


def _listed(name: str, wrap: Callable[[list[object]], object], one: Callable[[int, Fields], object]) -> Callable[[list[Fields]], Files]:
    return lambda rows: {f"{name}.json": _json(wrap([one(number, row) for number, row in enumerate(rows)]))}


def _table(sign: str) -> Callable[[list[Fields]], Files]:
    def write(rows: list[Fields]) -> Files:
        text = io.StringIO(newline="")
        names = list(dict.fromkeys(name for row in rows for name in row))
        table = csv.DictWriter(text, ["id", "date", *names], delimiter=sign, restval="")
        table.writeheader()
        table.writerows([{"id": f"id-{number}", "date": AT.format(number), **row} for number, row in enumerate(rows)])
        return {"export.csv": text.getvalue().encode("utf-8", "surrogatepass")}

    return write


def _each(name: str, one: Callable[[int, Fields], bytes]) -> Callable[[list[Fields]], Files]:
    return lambda rows: {name.format(number): one(number, row) for number, row in enumerate(rows)}


def _lines(rows: list[Fields]) -> Files:
    entries = [_json({"id": number, "created_at": AT.format(number), "payload_params": row}) for number, row in enumerate(rows)]
    return {"dump.ndjson": b"\n".join(entries)}


def _mail(number: int, row: Fields) -> bytes:
    message = EmailMessage(policy=default.clone(utf8=True))
    message["From"], message["Subject"], message["Date"] = "notify@web3forms.com", "New submission", "Sun, 20 Sep 2026 20:21:09 +0000"
    message["Message-ID"] = f"<m-{number}@web3forms.com>"
    body = "".join(f"{name}: {value}\n" for name, value in row.items())
    message.set_content(body.encode("utf-8", "replace"), "text", "plain", cte="base64")
    message.set_param("charset", "utf-8")
    return message.as_bytes()


def _box(rows: list[Fields]) -> Files:
    return {"box.mbox": b"".join(b"From a@b Mon Sep 21 08:00:00 2026\n" + _mail(number, row) for number, row in enumerate(rows))}


def _staticman(number: int, row: Fields) -> dict[str, str]:
    kept = {name: value for name, value in row.items() if name not in ("form", "text")}
    return {"_id": f"entry-{number}", **kept, "message": row.get("text", ""), "date": AT.format(number)}


def _yaml(number: int, row: Fields) -> bytes:
    """As js-yaml writes it: every value that could be misread stands in quotes, and signs that none sees as escapes."""
    return b"".join(b"%s: %s\n" % (name.encode() if name.isidentifier() else _json(name), _json(value)) for name, value in _staticman(number, row).items())


def _front(number: int, row: Fields) -> bytes:
    return b"---\n" + _yaml(number, row) + b"---\n"


# Shape -> files of three entries. Each tells of one kind of answer; the services' own samples are in tests/fixtures/forms/.
SHAPES: Mapping[str, Callable[[list[Fields]], Files]] = {
    "csv": _table(","),
    "csv with semicolons": _table(";"),
    "formspree page": _listed("page", lambda rows: {"fields": ["_date"], "submissions": rows}, lambda n, row: {"_date": AT.format(n)[:-1], **row}),
    "netlify page": _listed("page", lambda rows: rows, lambda n, row: {"id": f"n-{n}", "created_at": AT.format(n), "form_name": "comment", "human_fields": {}, "data": row}),
    "basin page": _listed("page", lambda rows: {"submissions": rows, "meta": {"count": 3}}, lambda n, row: {"id": n, "created_at": AT.format(n), "payload_params": row}),
    "web3forms page": _listed(
        "page", lambda rows: {"data": rows, "has_more": False, "next_cursor": None},
        lambda n, row: {"id": f"sub_{n}", "form_id": "x", "submitted_at": AT.format(n), "site_url": "", "fields": row},
    ),
    "formsubmit answer": _listed("answer", lambda rows: {"success": True, "submissions": rows}, lambda n, row: {"form_url": "", "form_data": row, "submitted_at": {"date": AT.format(n)[:-1], "timezone_type": 3, "timezone": "UTC"}}),
    "formcarry page": _listed(
        "page", lambda rows: {"form": "ID", "results": 3, "pagination": {"current_page": 1}, "submissions": rows},
        lambda n, row: {"_id": f"f{n}", "form": "ID", "createdAt": AT.format(n), "fields": [{"name": name, "value": value} for name, value in row.items()]},
    ),
    "lines of JSON": _lines,
    "webhook": _each("hook-{}.json", lambda n, row: _json({**row, "id": f"w{n}", "attachments": []})),
    "webhook in data": _each("hook-{}.json", lambda n, row: _json({"data": {**row, "id": f"w{n}"}})),
    "sent form": _each("sent-{}.txt", lambda _, row: urlencode(row, errors="replace").encode()),
    "mail": _each("mail-{}.eml", _mail),
    "mailbox": _box,
    "staticman yaml": _each("a-first-month/entry{}.yml", _yaml),
    "staticman front matter": _each("a-first-month/entry{}.md", _front),
    "staticman json": _each("a-first-month/entry{}.json", lambda n, row: _json(_staticman(n, row))),
}  # fmt: skip
MAILS = ("mail", "mailbox")


def write(folder: Path, files: Files) -> Path:
    """Write the files below a folder and give it."""
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return folder
