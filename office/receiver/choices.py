"""The choices of a form that come from the site's content, for the page that asks a visitor to mend something."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from forms.model import Form
from hub_core.documents import read_document
from hub_core.vocabulary import read_vocabulary


@dataclass(frozen=True, slots=True)
class ContentChoices:
    """Reads services, categories and members from a content folder when they are asked for.

    Of more than `most` members only one who was chosen is named, as on the site: to read thousands takes seconds.
    """

    content: Path
    most: int

    def __call__(self, form: Form, values: Mapping[str, str]) -> Mapping[str, Iterable[tuple[str, str]]]:
        """Give `(value, label)` for each field of a form with open choices."""
        found: dict[str, Iterable[tuple[str, str]]] = {}
        for name, section in (("service", "services"), ("category", "categories")):
            if name in form.names:
                terms = getattr(read_vocabulary(self.content / "vocabulary.yaml", "content/vocabulary.yaml")[0], section)
                found[name] = [(slug, terms.name(slug)) for slug in terms]
        if any(one.name == "member" and one.open_options for one in form.fields):
            found["member"] = self._members(values.get("member", ""))
        if "reply_to" in form.names and (comment := values.get("reply_to")):
            found["reply_to"] = [(comment, "The comment you were answering")]
        return found

    def _members(self, chosen: str) -> list[tuple[str, str]]:
        members = []
        files = sorted((self.content / "members").glob("*.md"))
        for file in files if len(files) <= self.most else [one for one in files if one.stem == chosen]:
            document = read_document(file, file.name)[0]
            if document and document.data.get("status", "published") == "published":
                members.append((document.slug, str(document.data.get("name", document.slug))))
        return sorted(members, key=lambda one: one[1].casefold())
