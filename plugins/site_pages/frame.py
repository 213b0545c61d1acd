"""What stands around every page: masthead, navigation, footer, and the files of the theme."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping, Set
from pathlib import Path

from forms.views import FormView
from hub_core import addresses as at
from hub_core.addresses import Addresses
from hub_core.settings import HubSettings
from hub_core.views import Link, NavItem, SiteView
from va_directory.facets import Finder

# Pages of content/pages that the frame links to where they exist.
_LINKED = (
    "about", "start-here", "newsletter", "ask", "list-me", "suggest-a-resource", "contact", "comment-policy",
    "republishing", "privacy", "accessibility",
)  # fmt: skip


# A text in quotes is kept as it is, whatever stands in it.
_TEXT = r"""(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
_REMARK = re.compile(_TEXT + r"|/\*.*?\*/", re.DOTALL)
_SPARE = re.compile(_TEXT + r"|\s*(?:;\s*)*(?P<sign>}|[{;,])\s*|(?P<colon>:)\s+")
_IMPORT = re.compile(r'(?<=from ")\./([\w-]+\.js)(?=")')

LISTS = "75-lists.css"  # of theme/static/css: what only lists, profiles and search need


def style_sheet(theme: Path, *, to_read: bool = False) -> str:
    """Give the site's one style sheet: the theme's CSS files in the order of their names, without comments and spare space.

    With `to_read` it is the one for articles and the front page, which do without what only lists need.
    Many files are kind to people, one request is kind to readers. Nothing else is done to them.
    """
    files = sorted(one for one in (theme / "static" / "css").glob("*.css") if not (to_read and one.name == LISTS))
    joined = "\n".join(file.read_text(encoding="utf-8") for file in files)
    bare = _REMARK.sub(lambda match: match["text"] or "", joined)
    lines = " ".join(line.strip() for line in bare.splitlines() if line.strip())
    return _SPARE.sub(lambda match: match["text"] or match["sign"] or match["colon"], lines).strip() + "\n"


def mark(content: bytes) -> str:
    """Give a short mark of a file's content, so that an address changes when the file does."""
    return hashlib.sha256(content).hexdigest()[:8]


def scripts(theme: Path) -> dict[str, str]:
    """Give the theme's scripts by name, as they are published: what one imports has the mark of its content behind its name.

    A change of one changes the marks of all that lead to it, so that a browser never puts old and new parts together.
    """
    found = {file.name: file.read_text(encoding="utf-8") for file in sorted((theme / "static" / "js").glob("*.js"))}
    made: dict[str, str] = {}

    def published(name: str) -> str:
        if name not in made:
            made[name] = found[name]  # for scripts that import each other in a ring
            made[name] = _IMPORT.sub(lambda match: f"{match[0]}?v={mark(published(match[1]).encode())}" if match[1] in found else match[0], found[name])
        return made[name]

    return {name: published(name) for name in found}


def script_path(made: Mapping[str, str], name: str) -> str:
    """Give the path of one of the `scripts`, with the mark of its content; the mark is 0 when there is no such file."""
    return f"/theme/js/{name}?v={mark(made[name].encode()) if name in made else '0'}"


def finder(columns: Mapping[str, str], addresses: Addresses, theme: Path) -> Finder:
    """Give what the directory's page loads at first use. `columns` are the texts of its files, by name."""
    sheet, made = theme / "static" / "sheets" / "find.css", scripts(theme)
    there = {name: addresses.href(f"{at.directory_file(name)}?v={mark(text.encode())}") for name, text in columns.items()}
    return Finder(
        script=addresses.href(script_path(made, "find.js")),
        module=addresses.href(script_path(made, "directory.js")),
        sheet=addresses.href(f"/theme/sheets/find.css?v={mark(sheet.read_bytes()) if sheet.is_file() else '0'}"),
        members=addresses.href(at.MEMBERS),
        **there,
    )


def site_view(
    settings: HubSettings, addresses: Addresses, owner: str, theme: Path, now: dt.datetime, pages: Set[str],
    newsletter: FormView | None, *, issues: bool = False,
) -> SiteView:  # fmt: skip
    """Give the frame of every page. `pages` are the slugs of content/pages; links to others of them are left out.

    `issues` says that the newsletter has some: without a page of its own, theirs stands for it.
    """
    href = addresses.href

    def there(*links: Link) -> tuple[Link, ...]:
        return tuple(link for link in links if link.href not in absent)

    made = scripts(theme)
    absent = {href(at.page(slug)) for slug in _LINKED if slug not in pages}
    ask, list_me, suggest = ("" if href(path) in absent else href(path) for path in (at.ASK, at.LIST_ME, at.SUGGEST))
    css, text_css = (mark(style_sheet(theme, to_read=to_read).encode()) for to_read in (False, True))
    nav = tuple(item for item in (
        NavItem("Articles", href(at.ARTICLES), "articles"),
        NavItem("Resources", href(at.RESOURCES), "resources"),
        NavItem("Tips", href(at.TIPS), "tips"),
        NavItem("About", href(at.page("about")), "about"),
        NavItem("Find a VA", href(at.FIND_A_VA), "directory"),
    ) if item.href not in absent)  # fmt: skip
    return SiteView(
        name=settings.name,
        tagline=settings.tagline,
        description=settings.description,
        language=settings.language,
        base=addresses.base,
        nav=nav,
        section_pages=frozenset(addresses.whole(item.href) for item in nav),
        footer=tuple((title, links) for title, links in (
            ("Read", there(
                Link("Start here", href(at.page("start-here"))),
                Link("All articles", href(at.ARTICLES)),
                Link("Newsletter", href(at.ISSUES if issues and "newsletter" not in pages else at.page("newsletter"))),
                Link("Feed", href(at.FEED_ALL)),
            )),
            ("Take part", there(
                Link("Ask for a VA", href(at.ASK)),
                Link("Be listed", href(at.LIST_ME)),
                Link("Suggest a resource", href(at.SUGGEST)),
                Link("Contact", href(at.page("contact"))),
            )),
            ("The small print", there(
                Link("Comment policy", href(at.page("comment-policy"))),
                Link("Republishing", href(at.page("republishing"))),
                Link("Privacy", href(at.page("privacy"))),
                Link("Accessibility", href(at.page("accessibility"))),
            )),
        ) if links),
        css_href=href(f"{at.STYLE}?v={css}"),
        text_css_href=href(f"{at.TEXT_STYLE}?v={text_css}"),
        search_js_href=href(script_path(made, "search.js")),
        indexed_js_href=href(script_path(made, "indexed.js")),
        offer_js_href=href(script_path(made, "offer.js")),
        reply_js_href=href(script_path(made, "reply.js")),
        ask_js_href=href(script_path(made, "ask.js")),
        checklist_js_href=href(script_path(made, "checklist.js")),
        copy_js_href=href(script_path(made, "copy.js")),
        favicon_href=href("/theme/img/favicon.svg"),
        home_href=href(at.HOME),
        search_href=href(at.SEARCH),
        ask_href=ask,
        list_me_href=list_me,
        suggest_href=suggest,
        feed=Link("All articles", href(at.FEED_ALL)),
        owner=owner,
        year=now.year,
        newsletter=newsletter,
    )  # fmt: skip
