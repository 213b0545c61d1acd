"""What stands around every page."""

from __future__ import annotations

from pathlib import Path

import pytest

from hub_core.addresses import Addresses
from hub_core.views import SiteView
from site_pages.frame import mark, site_view, style_sheet

from ..make import ADDRESSES, NOW, SETTINGS

EVERY_PAGE = {
    "about", "start-here", "newsletter", "ask", "list-me", "suggest-a-resource", "contact", "comment-policy", "republishing", "privacy",
    "accessibility",
}  # fmt: skip


def frame(pages: set[str], theme: Path = Path("no-theme"), addresses: Addresses = ADDRESSES) -> SiteView:
    return site_view(SETTINGS, addresses, "Jo Sample", theme, NOW, pages, None)


def links(view: SiteView) -> set[str]:
    return {item.href for item in view.nav} | {link.href for _, group in view.footer for link in group}


class TestSiteView:
    def test_a_site_with_every_page_links_to_them_all(self) -> None:
        assert {f"/{page}/" for page in EVERY_PAGE} <= links(frame(EVERY_PAGE))

    def test_a_page_that_is_not_there_is_not_linked_to(self) -> None:
        assert links(frame(set())) == {"/articles/", "/resources/", "/tips/", "/find-a-va/", "/feeds/all.atom.xml"}

    @pytest.mark.parametrize(("pages", "ways"), [(EVERY_PAGE, ("/ask/", "/list-me/", "/suggest-a-resource/")), (set(), ("", "", ""))])
    def test_lists_and_profiles_lead_to_the_forms_that_are_there(self, pages: set[str], ways: tuple[str, str, str]) -> None:
        view = frame(pages)
        assert (view.ask_href, view.list_me_href, view.suggest_href) == ways

    @pytest.mark.parametrize(
        ("pages", "issues", "way"),
        [({"newsletter"}, True, ["/newsletter/"]), (set(), True, ["/newsletter/issues/"]), ({"newsletter"}, False, ["/newsletter/"]), (set(), False, [])],
    )
    def test_the_newsletter_s_issues_can_be_reached_without_a_page_about_it(self, pages: set[str], issues: bool, way: list[str]) -> None:
        view = site_view(SETTINGS, ADDRESSES, "Jo Sample", Path("no-theme"), NOW, pages, None, issues=issues)
        assert [link.href for _, group in view.footer for link in group if link.label == "Newsletter"] == way

    def test_one_missing_page_leaves_the_others(self) -> None:
        assert links(frame(EVERY_PAGE)) - links(frame(EVERY_PAGE - {"about"})) == {"/about/"}

    def test_in_a_folder_every_link_begins_with_the_folder(self) -> None:
        view = frame(EVERY_PAGE, addresses=Addresses("https://a.example/hub", "/hub"))
        more = {view.css_href, view.search_js_href, view.favicon_href, view.home_href, view.search_href, view.feed.href}
        assert [href for href in links(view) | more if not href.startswith("/hub/")] == []

    def test_the_year_is_the_build_s(self) -> None:
        assert frame(set()).year == 2026


class TestStyleSheet:
    def theme(self, root: Path, **files: str) -> Path:
        (root / "static" / "css").mkdir(parents=True)
        for name, text in files.items():
            (root / "static" / "css" / f"{name}.css").write_text(text, encoding="utf-8")
        return root

    def test_the_files_stand_in_the_order_of_their_names_without_remarks_and_spare_space(self, tmp_path: Path) -> None:
        theme = self.theme(tmp_path, b="b {\n  color: red;\n}\n", a="/* it's one\ntwo */\na , i { color: blue; top: 0 ; } /* x */\n\n")
        assert style_sheet(theme) == "a,i{color:blue;top:0}b{color:red}\n"

    @pytest.mark.parametrize("text", ['"a , b ; { } /* c */: d"', "'a , b'", '"say \\" , \\" "', "\"it's , \"", "url('data:image/svg+xml, a { } b')"])
    def test_a_text_in_quotes_stays_as_it_is(self, tmp_path: Path, text: str) -> None:
        assert style_sheet(self.theme(tmp_path, a=f"a {{ content: {text}; }}")) == f"a{{content:{text}}}\n"

    @pytest.mark.parametrize("rule", ["a :hover{top:calc(1px + 2px)}", "@media (width > 3em) and (hover){a > b{top:0}}", "a::after{margin:0 auto}"])
    def test_a_space_that_means_something_stays(self, tmp_path: Path, rule: str) -> None:
        assert style_sheet(self.theme(tmp_path, a=rule)) == f"{rule}\n"

    def test_the_address_changes_with_the_content_and_only_with_it(self, tmp_path: Path) -> None:
        theme = self.theme(tmp_path, a="a { color: blue; }")
        before = frame(set(), theme).css_href
        same = frame(EVERY_PAGE, theme).css_href
        (theme / "static" / "css" / "a.css").write_text("a { color: red; }")
        assert (before == same, before == frame(set(), theme).css_href, before.startswith("/theme/site.css?v=")) == (True, False, True)

    def test_a_theme_without_files_has_an_empty_sheet(self, tmp_path: Path) -> None:
        assert style_sheet(tmp_path) == "\n"

    def test_a_mark_is_short_and_comes_from_the_content(self) -> None:
        assert (len(mark(b"a")), mark(b"a") == mark(b"a"), mark(b"a") == mark(b"b")) == (8, True, False)
