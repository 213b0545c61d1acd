"""The places of a page that a text leaves alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from content_library.library import load
from content_library.places import THEME, taken
from forms.catalogue import FORMS
from forms.views import form_view

from ..make import ADDRESSES, NOW, SETTINGS
from . import folder

ROOT = Path(__file__).resolve().parents[3]
ALONE = {"directory.html", "search.html"}  # pages without a text


def test_every_place_of_the_theme_is_among_them() -> None:
    files = [file for file in (ROOT / "theme" / "templates").rglob("*.html") if file.name not in ALONE]
    named = {found for file in files for found in re.findall(r'\sid="([a-z-]*[a-z])"', file.read_text(encoding="utf-8"))}
    assert named - THEME == set()


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_a_form_and_its_fields_are_among_them(form: object) -> None:
    view = form_view(form, ADDRESSES, SETTINGS)  # type: ignore[arg-type]
    assert {view.id, view.honeypot.id, *(field.id for field in view.fields), *(f"{field.id}-hint" for field in view.fields)} <= taken()


@pytest.mark.parametrize("heading", ["Comments", "Readers’ rating", "Newsletter", "Comment text"])
def test_a_heading_with_the_name_of_a_place_gets_another(heading: str, tmp_path: Path) -> None:
    content = folder.make(tmp_path, {"articles/saying-no/a.md": folder.article(f"One.\n\n## {heading}\n\nTwo.\n\n## {heading}\n\nThree.\n")})
    library, problems = load(content, SETTINGS, NOW)
    [places] = [[item.id for item in one.text.toc] for one in library.articles if one.slug == "a"]
    assert (problems, len(set(places)), set(places) & taken()) == ([], 2, set())


def test_a_place_that_an_author_names_herself_is_told_of(tmp_path: Path) -> None:
    content = folder.make(tmp_path, {"pages/about.md": folder.page("One.\n\n## What we say {#main}\n")})
    assert [(one.path, one.line, one.remedy) for one in load(content, SETTINGS, NOW)[1]] == [
        ("content/pages/about.md", 7, "the page has a place #main of its own; use another name")
    ]


@pytest.mark.parametrize("text", ["One.\n\n## Two\n", "One.[^1]\n\n[^1]: Two.\n", "Two\n---\n"])
@pytest.mark.parametrize("file", ["tips/a-tip.md", "offers/an-offer.md"])
def test_what_is_shown_among_others_has_no_places(file: str, text: str, tmp_path: Path) -> None:
    made = folder.tip(text) if file.startswith("tips") else folder.offer().replace("Words.\n", text)
    problems = load(folder.make(tmp_path, {file: made}), SETTINGS, NOW)[1]
    assert ([one.field for one in problems], "no headings and no footnotes" in problems[0].remedy) == (["text"], True)


def test_a_tip_with_a_rule_or_a_sign_in_it_is_no_problem(tmp_path: Path) -> None:
    content = folder.make(tmp_path, {"tips/a-tip.md": folder.tip("One `#1` and `[^a-z]`.\n\n---\n\nTwo, see #3.\n")})
    assert load(content, SETTINGS, NOW)[1] == []


class TestLinksToAPlace:
    ABOUT = "pages/about.md", folder.page("One.\n\n<p id='by-hand'>Own.</p>\n\n## Who we are\n\nTwo.\n\n## Où\n\nThree.\n")

    def said(self, link: str, root: Path) -> list[tuple[int, str]]:
        content = folder.make(root, dict([self.ABOUT, ("tips/a-tip.md", folder.tip(f"One.\n\n[a]({link})\n"))]))
        return [(one.line, one.remedy) for one in load(content, SETTINGS, NOW)[1]]

    @pytest.mark.parametrize(
        "link",
        [
            "{filename}/pages/about.md#who-we-are", "/about/#who-we-are", "/about/#main", "/about/#by-hand", "/about/#ou", "/about/#%6Fu", "/articles/a-first-month/#comments",
            "/articles/a-first-month/#comment-2026-01-01-a-1", "/find-a-va/#ways", "/about/#:~:text=Two",
        ],
    )  # fmt: skip
    def test_to_one_that_is_there_or_may_come_is_no_problem(self, link: str, tmp_path: Path) -> None:
        assert self.said(link, tmp_path) == []

    @pytest.mark.parametrize("link", ["{filename}/pages/about.md#who-we-arr", "/about/#who-we-arr"])
    def test_to_one_that_is_not_there_is_told_of_with_the_nearest(self, link: str, tmp_path: Path) -> None:
        assert self.said(link, tmp_path) == [(8, "there is no place #who-we-arr on that page; did you mean #who-we-are?")]

    def test_to_one_in_the_same_text(self, tmp_path: Path) -> None:
        content = folder.make(tmp_path, {"pages/about.md": folder.page("[a](#ones) and [b](#one).[^1]\n\n## One\n\n[^1]: Note.\n")})
        assert [one.remedy for one in load(content, SETTINGS, NOW)[1]] == ["there is no place #ones on that page; did you mean #one?"]


@pytest.mark.parametrize(("name", "count"), [("text", 1), ("reply-to", 1), ("2026-09-15-mara-1", 0)])
def test_a_comment_does_not_take_the_place_of_a_field_of_its_form(name: str, count: int, tmp_path: Path) -> None:
    content = folder.make(tmp_path, {f"comments/a-first-month/{name}.md": folder.comment()})
    assert [one.path for one in load(content, SETTINGS, NOW)[1]] == [f"content/comments/a-first-month/{name}.md"] * count
