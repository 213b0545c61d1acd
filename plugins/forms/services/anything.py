"""JSON of a service that has no module here: the shapes that all of them share. It has no HTML and no API."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .contract import Options
from .raw import Raw, entry, no_entry, pairs, part, records, sample, text

_LISTS = ("submissions", "data", "items", "entries", "responses", "results", "records")
_MAPS = ("fields", "data", "values", "form_data", "payload_params", "payload", "answers", "response", "submission", "blocks")
_IDS = ("id", "_id", "uuid", "submission_id", "submissionId", "hash")
_DATES = (
    "created_at", "createdAt", "submitted_at", "submittedAt", "received", "received_at", "date", "_date", "timestamp", "time",
    "submissionDate", "created",
)  # fmt: skip
_FORMS = ("form", "form_id", "formId", "form_name", "formName")
_PAGES = ("page", "referrer", "referer", "site_url", "form_url", "page_url")
_SPAM = ("spam", "is_spam", "isSpam", "trash")


def read(document: object, options: Options, where: str = "") -> Iterator[Raw]:
    """Give the entries of whatever list or record this is."""
    outer = ""
    for name in _LISTS:
        if isinstance(inner := part(document, name), list):
            outer, document = text(part(document, "form")), inner
            break
        if name == "data" and isinstance(part(document, "data", "submissions"), list):
            document = part(document, "data", "submissions")
            break
    for number, record in records(document):
        place = f"{where}:{number}"
        if not isinstance(record, Mapping) or not record:
            yield no_entry(place)
            continue
        yield _one(record, outer, options, place)


def _one(record: Mapping[str, object], form: str, options: Options, where: str) -> Raw:
    inner = next((one for name in _MAPS if isinstance(one := record.get(name), dict | list) and one and pairs(one)), None)
    if inner is None:
        ours = {*_IDS, *_DATES, *_SPAM}
        data = {name: value for name, value in pairs(record).items() if name not in ours}
    else:
        data = pairs(inner)
    return entry(
        data, options, where, source_id=_first(record, _IDS), received=_first(record, _DATES),
        hint=text(_first(record, _FORMS)) or form, page=_first(record, _PAGES),
        spam="the service" if any(record.get(name) is True for name in _SPAM) else "",
    )  # fmt: skip


def _first(record: Mapping[str, object], names: tuple[str, ...]) -> object:
    return next((value for name in names if (value := record.get(name)) and not isinstance(value, dict | list)), None)


def recognise(document: object) -> str:
    """Say that a document has entries at all."""
    return "a list of entries" if isinstance(document, list) else "an entry with fields" if sample(document) else ""
