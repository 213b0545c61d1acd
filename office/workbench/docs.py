"""The task `docs`: the JSON Schemas, and the parts of docs/ that would go stale if a person had to keep them.

A page is written by hand but for what stands between `<!-- NAME:begin -->` and `<!-- NAME:end -->`; that comes from
the code. tests/test_docs.py fails when the two differ.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from editorial.issues import IssueFile
from editorial.model import ArticleFile, PageFile
from forms.catalogue import FORMS
from hub_core import addresses as at
from hub_core import pictures
from hub_core.atomic import write_text
from hub_core.settings import HubSettings
from hub_core.vocabulary import VocabularyFile
from ratings.model import RatingFile
from resource_hub.model import OfferFile, ResourceFile, TipFile
from static_comments.model import CommentFile
from va_directory.model import MemberFile
from va_directory.records import SCHEMA as DIRECTORY

from . import doc_services, doc_tables, say, tasklist
from .bootstrap import COMMAND


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of content file: where it lies, and the model that checks its fields. `without` are of no use to it."""

    name: str
    files: str
    model: type[BaseModel]
    without: tuple[str, ...] = ()


FORMATS = (
    Format("article", "content/articles/<category>/<slug>.md", ArticleFile),
    Format("page", "content/pages/**/<slug>.md", PageFile),
    Format("member", "content/members/<slug>.md", MemberFile),
    Format("resource", "content/resources/<slug>.md", ResourceFile),
    # A checklist is a resource of the hub's own: nobody sells it, and no address leads elsewhere.
    Format("checklist", "content/resources/<slug>.md", ResourceFile, ("url", "price", "affiliate", "author", "dead")),
    Format("tip", "content/tips/<slug>.md", TipFile),
    Format("offer", "content/offers/<slug>.md", OfferFile),
    Format("issue", "content/newsletter/<day>.md", IssueFile),
    Format("comment", "content/comments/<article>/<id>.md", CommentFile),
    Format("rating", "content/ratings/<article>.yaml", RatingFile),
    Format("vocabulary", "content/vocabulary.yaml", VocabularyFile),
)


def schema(model: type[BaseModel]) -> dict[str, Any]:
    """Give the JSON Schema of a model, without the titles that pydantic makes from the fields' names."""
    made: dict[str, Any] = _untitled(model.model_json_schema(by_alias=True))
    return made


def _untitled(value: Any) -> Any:
    if isinstance(value, dict):
        # A field may be called `title`; what pydantic adds under that name is a text.
        return {key: _untitled(one) for key, one in value.items() if not (key == "title" and isinstance(one, str))}
    return [_untitled(one) for one in value] if isinstance(value, list) else value


def schema_file(one: Format) -> str:
    """Give the text of a format's schema for editors."""
    head = {"$schema": "http://json-schema.org/draft-07/schema#", "title": one.name.capitalize(), "$comment": f"For {one.files}"}
    return json.dumps(head | schema(one.model), ensure_ascii=False, indent=2) + "\n"


def directory_schema() -> str:
    """Give the text of the schema of what the site publishes as directory.json."""
    head = {"$schema": "http://json-schema.org/draft-07/schema#", "title": "Directory", "$comment": f"For {at.DIRECTORY_DATA}"}
    return json.dumps(head | _untitled(DIRECTORY.json_schema()), ensure_ascii=False, indent=2) + "\n"


def _picture_limits() -> str:
    fields = ("`picture` of an [article](article.md) or a [member](member.md)", "`![words](...)` in a text")
    return doc_tables.table(
        ("What", "Allowed"),
        (
            ("Endings", ", ".join(f"`{ending}`" for ending in pictures.KINDS)),
            ("Size of a file", f"at most {pictures.MAX_BYTES // 1_000_000} MB; aim for a hundredth of it"),
            ("Named by", " and ".join(fields)),
        ),
    )


def parts(root: Path) -> dict[str, dict[str, str]]:
    """Give the made parts of each page below docs/ that has some: by the name of its markers, what is between them."""
    tasks = root / "tasks.py"
    found = {f"formats/{one.name}.md": {"fields": doc_tables.fields(schema(one.model), one.without)} for one in FORMATS}
    found["formats/pictures.md"] = {"fields": _picture_limits()}
    found["settings.md"] = {"settings": doc_tables.fields(schema(HubSettings))}
    found["forms.md"] = {"services": doc_services.services(), "forms": doc_tables.forms(FORMS.values())}
    found["tasks.md"] = {
        "tasks": doc_tables.tasks(tasklist.read(tasks), doc_tables.flags(tasks.read_text(encoding="utf-8")))
    }
    return found


def filled(page: str, name: str, part: str) -> str | None:
    """Give a page with the text between its markers replaced, or None when it does not have them, once each."""
    begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
    if page.count(begin) != 1 or page.count(end) != 1 or page.index(begin) > page.index(end):
        return None
    return re.sub(
        f"{re.escape(begin)}.*{re.escape(end)}", lambda _: f"{begin}\n\n{part}\n\n{end}", page, count=1, flags=re.DOTALL
    )


def stale(root: Path) -> tuple[dict[Path, str], list[str]]:
    """Give the files that are not as the code has them, each with the text it should have, and a line for each
    page whose markers are missing. Raises OSError when a page cannot be read for another reason than that it is not there.
    """
    found: dict[Path, str] = {}
    wrong: list[str] = []
    schemas = {f"{one.name}.json": schema_file(one) for one in FORMATS if not one.without}
    schemas["directory.json"] = directory_schema()
    for name, text in schemas.items():
        file = root / "docs" / "schemas" / name
        if _read(file) != text:
            found[file] = text
    for name, made in parts(root).items():
        file = root / "docs" / name
        page = new = _read(file)
        for marker, part in made.items():
            done = filled(new, marker, part)
            if done is None:
                wrong.append(f"docs/{name}:1: needs <!-- {marker}:begin --> and <!-- {marker}:end -->, once each")
            new = done or new
        if new != page:
            found[file] = new
    return found, wrong


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""


def write_docs(root: Path) -> list[Path]:
    """Bring docs/ up to date and give the files that changed. Raises say.Stop when a page has lost its markers."""
    found, wrong = stale(root)
    if wrong:
        raise say.Stop(*wrong)
    for file, text in found.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        write_text(file, text)
    return list(found)


def task(root: Path, *, only_check: bool = False) -> int:
    """Write the made parts, or with `only_check` say which of them are not as the code has them."""
    if only_check:
        found, wrong = stale(root)
        lines = [*wrong, *(f"{say.shown(file, root)}:1: is not as the code has it; run {COMMAND} docs" for file in found)]
        say.out(*lines)
        return say.TROUBLE if lines else say.DONE
    changed = write_docs(root)
    say.out(*(say.shown(file, root) for file in changed))
    if not changed:
        say.out("Nothing to write: docs/ is up to date.")
    return say.DONE
