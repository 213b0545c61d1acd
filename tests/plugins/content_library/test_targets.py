"""Where a link leads, and whether it leads anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from content_library.targets import Targets
from content_library.walk import walk
from hub_core.addresses import Addresses
from hub_core.problems import Problem

from ..make import article_document, document, places, remedies
from . import folder

FILES: dict[str, str | bytes] = {
    "articles/saying-no/a-refusal.md": folder.article(),
    "articles/saying-no/a-draft.md": folder.article(status="draft"),
    "pages/about.md": folder.page(),
    "pages/thanks/comment.md": folder.page(),
    "pages/404.md": folder.page(),
    "resources/a-tool.md": folder.resource(),
    "tips/a-tip.md": folder.tip(),
    "offers/an-offer.md": folder.offer(),
    "images/a.svg": folder.SVG,
    "images/odd.svg": "<svg/>",
    "files/my form é.pdf": b"%PDF",
}
HIDDEN = ("articles/saying-no/a-draft.md",)
GENERATED = ("/category/saying-no/", "/services/bookkeeping/")


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder.make(tmp_path_factory.mktemp("targets"), FILES)


def targets(content: Path, hidden: Iterable[str] = HIDDEN, addresses: Addresses = Addresses("https://a.example/hub", "/hub")) -> Targets:  # noqa: B008
    return Targets(content, walk(content), addresses, hidden, GENERATED)


def resolved(content: Path, written: str, **changes: Any) -> tuple[list[str], tuple[str, ...], list[Problem]]:
    """What a link becomes in an article: addresses, paths and problems."""
    made_from = article_document("a-first-month", "starting-out", f"One.\n\n[a]({written})\n")
    rendered, problems = targets(content, **changes).render(made_from)
    return re.findall(r'href="([^"]*)"', rendered.html), rendered.links, problems


class TestWhereLinksLead:
    @pytest.mark.parametrize(
        ("written", "path"),
        [
            ("{filename}/articles/saying-no/a-refusal.md", "/articles/a-refusal/"),
            ("{filename}/members/jo-sample.md", "/members/jo-sample/"),
            ("{filename}/resources/a-tool.md", "/resources/a-tool/"),
            ("{filename}/tips/a-tip.md", "/tips/a-tip/"),
            ("{filename}/pages/about.md", "/about/"),
            ("{filename}/pages/thanks/comment.md", "/thanks/comment/"),
            ("{filename}/pages/404.md", "/404.html"),
            ("{filename}../saying-no/a-refusal.md", "/articles/a-refusal/"),
            ("../saying-no/a-refusal.md", "/articles/a-refusal/"),
            ("../../members/jo-sample.md", "/members/jo-sample/"),
            ("a-first-month.md", "/articles/a-first-month/"),
            ("|filename|/members/jo-sample.md", "/members/jo-sample/"),
            ("%7Bfilename%7D/members/jo-sample.md", "/members/jo-sample/"),
            ("{static}/images/a.svg", "/images/a.svg"),
            ("{attach}/images/a.svg", "/images/a.svg"),
            ("|static|/images/a.svg", "/images/a.svg"),
            ("{static}/files/my%20form%20%C3%A9.pdf", "/files/my%20form%20%C3%A9.pdf"),
            ("<{static}/files/my form é.pdf>", "/files/my%20form%20%C3%A9.pdf"),
            ("/files/my%20form%20%C3%A9.pdf", "/files/my%20form%20%C3%A9.pdf"),
            ("/images/a.svg", "/images/a.svg"),
            ("/", "/"),
            ("/articles/", "/articles/"),
            ("/articles/a-refusal/", "/articles/a-refusal/"),
            ("/about/", "/about/"),
            ("/404.html", "/404.html"),
            ("/find-a-va/", "/find-a-va/"),
            ("/feeds/all.atom.xml", "/feeds/all.atom.xml"),
            ("/category/saying-no/", "/category/saying-no/"),
            ("/services/bookkeeping/", "/services/bookkeeping/"),
        ],
    )
    def test_every_way_to_write_a_link_leads_to_the_page(self, content: Path, written: str, path: str) -> None:
        assert resolved(content, written) == ([f"/hub{path}"], (path,), [])

    @pytest.mark.parametrize(
        ("written", "href"),
        [
            ("{filename}/pages/about.md#who", "/hub/about/#who"),
            ("/about/#who", "/hub/about/#who"),
            ("/search/?q=a%20b#top", "/hub/search/?q=a%20b#top"),
            ("{filename}/tips/a-tip.md#other", "/hub/tips/a-tip/#other"),
            ("/tips/#a-tip", "/hub/tips/#a-tip"),
        ],
    )
    def test_a_place_on_the_page_and_a_question_go_along(self, content: Path, written: str, href: str) -> None:
        hrefs, _, problems = resolved(content, written)
        assert (hrefs, problems) == ([href], [])

    def test_a_page_is_linked_relative_to_its_own_folder(self, content: Path) -> None:
        made_from = document("content/pages/thanks/comment.md", {"title": "Thanks"}, "[a](../about.md)\n")
        assert targets(content).render(made_from)[1] == []


class TestWhereLinksDoNotLead:
    @pytest.mark.parametrize(
        ("written", "remedy"),
        [
            ("{filename}/members/jo-sampel.md", "there is no content/members/jo-sampel.md; did you mean members/jo-sample.md?"),
            ("/articles/a-refusl/", "there is no page /articles/a-refusl/; did you mean /articles/a-refusal/?"),
            ("/about", "write /about/ with a slash at the end"),
            ("{filename}/../../etc/passwd", "leads out of content/; link to a file inside it"),
            ("../../../private/inbox.md", "leads out of content/; link to a file inside it"),
            ("{filename}/articles/saying-no/a-draft.md", "links to a draft, articles/saying-no/a-draft.md; publish it first, or take the link out"),
            ("/articles/a-draft/", "links to a draft, articles/saying-no/a-draft.md; publish it first, or take the link out"),
        ],
    )
    def test_a_link_that_leads_nowhere_is_a_problem_at_its_line(self, content: Path, written: str, remedy: str) -> None:
        _, _, problems = resolved(content, written)
        assert (places(problems), remedies(problems)) == ([(9, "text")], [remedy])

    @pytest.mark.parametrize(
        "written", ["{filename}/offers/an-offer.md", "{static}/images/none.svg", "/members/nobody/", "//evil.example/", "/zzz", "zzz.md", "{filename}", "?x"]
    )
    def test_what_has_no_page_of_its_own_cannot_be_linked_to(self, content: Path, written: str) -> None:
        assert places(resolved(content, written)[2]) == [(9, "text")]

    def test_a_draft_may_link_to_another_draft(self, content: Path) -> None:
        hidden = (*HIDDEN, "articles/starting-out/a-first-month.md")
        assert resolved(content, "{filename}/articles/saying-no/a-draft.md", hidden=hidden)[2] == []


class TestPictures:
    def picture(self, content: Path, source: str) -> tuple[str, list[Problem]]:
        rendered, problems = targets(content).render(article_document(body=f"One.\n\n![what it shows]({source})\n"))
        return str(rendered.html), problems

    @pytest.mark.parametrize("source", ["{static}/images/a.svg", "/images/a.svg", "../../images/a.svg"])
    def test_a_picture_in_a_text_has_its_size(self, content: Path, source: str) -> None:
        html, problems = self.picture(content, source)
        assert (re.findall(r'(src|width|height)="([^"]*)"', html), problems) == (
            [("height", "30"), ("src", "/hub/images/a.svg"), ("width", "40")], [],
        )  # fmt: skip

    @pytest.mark.parametrize("source", ["{static}/images/odd.svg", "{static}/images/b.svg"])
    def test_a_picture_that_is_none_or_not_there_is_a_problem_at_its_line(self, content: Path, source: str) -> None:
        assert places(self.picture(content, source)[1]) == [(9, "text")]

    def test_the_picture_of_a_front_matter_has_its_size(self, content: Path) -> None:
        found = {"picture_size": (40, 30), "picture_sources": ()}
        assert targets(content).picture(article_document(), "images/a.svg") == (found, [])

    def test_no_picture_is_no_problem(self, content: Path) -> None:
        assert targets(content).picture(article_document(), None) == ({}, [])

    @pytest.mark.parametrize("name", ["images/odd.svg", "images/none.svg", "files/my form é.pdf"])
    def test_a_picture_of_a_front_matter_that_is_none_is_a_problem_at_its_line(self, content: Path, name: str) -> None:
        made_from = article_document(picture=name, picture_alt="x")
        found, problems = targets(content).picture(made_from, name)
        assert (found, places(problems)) == ({}, [(6, "picture")])
