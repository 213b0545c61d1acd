"""The few pages that the receiver writes itself: a form that needs mending, and plain words on everything else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

from forms.model import Form, readable
from forms.views import form_view
from hub_core import addresses as paths
from hub_core.addresses import Addresses
from hub_core.settings import HubSettings
from office.workbench.templates import templates

TEMPLATES = Path(__file__).resolve().parent / "templates"

_MEND = "Nothing is lost: what you wrote is below. Please look at the places that are marked, then send it again."
_LOST = (
    "This form has lost the page that it belongs to. Copy what you wrote, open that page again and send it from there."
)

Choices = Callable[[Form, Mapping[str, str]], Mapping[str, Iterable[tuple[str, str]]]]


def no_choices(form: Form, values: Mapping[str, str]) -> Mapping[str, Iterable[tuple[str, str]]]:
    """Give no choices beyond the form's own."""
    return {}


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        rel, href = given.get("rel"), given.get("href")
        if tag == "link" and rel in ("stylesheet", "icon") and href:
            self.found.append((rel, href))


def head_links(output: Path) -> tuple[tuple[str, str], ...]:
    """Give `(rel, address)` of the stylesheets and icons of the built site; an address may carry a hash of the content."""
    for name in ("404.html", "index.html"):
        try:
            text = (output / name).read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        parser = _Links()
        parser.feed(text)
        if parser.found:
            return tuple(parser.found)
    return ()


@dataclass(frozen=True, slots=True)
class Pages:
    """Renders the pages in the look of the site. `theme` is the folder with the theme's templates."""

    theme: Path
    output: Path
    addresses: Addresses
    settings: HubSettings
    choices: Choices = no_choices

    def mend(self, form: Form, values: Mapping[str, str], errors: list[tuple[str, str]], lead: str = "") -> str:
        """Give the page with the form again: what the visitor wrote is kept, and each mistake is said in words.

        Only what no form takes is out of it, so that sending it again is enough. `lead` is a sentence above the form, for trouble that is not the visitor's.
        """
        values = {name: readable(value) for name, value in values.items()}
        settings = self.settings.model_copy(update={"form_service": "receiver", "form_services": {}})
        view = form_view(
            form, self.addresses, settings, values=values, options=self.choices(form, values), errors=errors
        )
        ids = {one.name: one.id for one in view.fields}
        lost = any(name not in ids for name, _ in errors)
        article = values.get("article", "")
        return self._render(
            "mend.html",
            title="Not sent yet",
            sentence=lead or (_LOST if lost else _MEND),
            view=view,
            errors=[(ids[name], message) for name, message in errors if name in ids],
            back=self.site(paths.article(article)) if article and not lost else "",
        )

    def answer(
        self, action: str, reasons: Sequence[tuple[str, str]], longest: int, *, error: str = "", answer: str = "", reason: str = "", note: str = ""
    ) -> str:
        """Give the page on which a member answers an offer. It says nothing about the client: whoever has the link sees it."""
        return self._render(
            "answer.html", title="Would you take this client?", action=action, reasons=reasons, longest=longest, error=error,
            answer=answer, reason=reason, note=note, sentence="The task is in the mail that brought you here. Nothing is sent before you press the button.",
        )  # fmt: skip

    def words(self, title: str, sentence: str) -> str:
        """Give a page with a heading and a sentence. Neither ever holds what a visitor sent."""
        return self._render("words.html", title=title, sentence=sentence)

    def question(self, status: int, title: str, sentence: str, buttons: tuple[tuple[str, str], ...]) -> tuple[int, str]:
        """Give a status back with its page: a heading, a sentence, and buttons, `(value of the field "do", words)`."""
        return status, self._render("question.html", title=title, sentence=sentence, buttons=buttons)

    @property
    def is_elsewhere(self) -> bool:
        """Whether the receiver stands on another host than the site, so that links to the site must name its host."""
        return bool(self.settings.receiver_url)

    def site(self, path: str) -> str:
        """Give the address of a page of the site, as a link from here. `path` begins with a slash."""
        return self.addresses.absolute(path) if self.is_elsewhere else self.addresses.href(path)

    def own(self, path: str) -> str:
        """Give the path of one of the receiver's own pages. `path` begins with a slash."""
        return path if self.is_elsewhere else self.addresses.href(path)

    def _render(self, template: str, **values: object) -> str:
        return templates(TEMPLATES, self.theme).get_template(f"receiver/{template}").render(
            language=self.settings.language,
            site_name=self.settings.name,
            tagline=self.settings.tagline,
            home=self.site(paths.HOME),
            links=[(rel, urljoin(self.site(paths.HOME), href)) for rel, href in head_links(self.output)],
            **values,
        )
