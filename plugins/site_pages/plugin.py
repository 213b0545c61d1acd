"""The glue to Pelican, and the only file that knows it.

Pelican owns the build: settings, the theme's environment, the Article and Page objects, static files, the writer and
the signals, so that other Pelican plugins go on working. What is written comes from the pure rooms: content/ is read
and checked once, before Pelican reads anything, and any problem ends the build there.
"""

from __future__ import annotations

import datetime as dt
import gc
import os
import re
import sys
from pathlib import Path
from shutil import copyfile, copytree
from typing import Any

from pelican import signals
from pelican.contents import Article as PelicanArticle
from pelican.contents import Page as PelicanPage
from pelican.generators import ArticlesGenerator, Generator, PagesGenerator
from pelican.readers import MarkdownReader, Readers
from pelican.writers import Writer

from content_library.holds import changes, due_line
from content_library.library import load
from editorial.model import Article, Page
from hub_core import addresses as at
from hub_core.addresses import Addresses
from hub_core.clock import build_time
from hub_core.settings import read_settings
from hub_core.social_card import Press
from site_search.index import make_index
from site_search.records import pages as index_pages

from .article import article_meta, article_view
from .files import output_files
from .findable import records
from .lists import output_pages
from .once import Once
from .output import Output
from .site import Site

HOLDS = "WARM_HANDOFF_HOLDS"  # names a file for the moments from which and until which the site holds, and why, for whoever asks
EXTRAS = ("head-extra", "footer-extra")  # of theme/templates/partials: empty until the owner fills them
MACROS = ("cards", "forms", "frame", "motif", "profile")  # of theme/templates/macros: known to every template, since to import one takes long
THEME_FOLDERS = ("js", "img", "sheets")  # of theme/static; the files of css/ become one


class Build:
    """What one build knows; a fresh one for each Pelican object."""

    def __init__(self, settings: dict[str, Any]) -> None:
        hub, mistakes = read_settings(settings.get("HUB", {}))
        addresses = at.addresses(settings["SITEURL"])
        if addresses is None:
            mistakes.append("pelicanconf.py:1: SITEURL: must be the whole address of the site, like https://example.org")
        self.root = Path(settings["PATH"])
        self.theme = Path(settings["THEME"])
        self.now = build_time(hub.time_zone)
        self.addresses = addresses or Addresses("")
        self.library, problems = load(self.root, hub, self.now, self.addresses)
        stopping = [*mistakes, *(str(problem) for problem in problems if not problem.is_note)]
        for line in (*(f"note: {problem}" for problem in problems if problem.is_note), *stopping):
            sys.stderr.write(f"{line}\n")
        if stopping:
            count = len(stopping)
            sys.stderr.write(f"{count} problem{'s' if count > 1 else ''}; nothing was written.\n")
            raise SystemExit(1)
        self.site = Site(self.library, hub, self.addresses, self.theme, self.now)
        self.articles = {str(self.root / one.document.path.partition("/")[2]): one for one in self.library.articles}
        self.pages = {str(self.root / one.document.path.partition("/")[2]): one for one in self.library.pages}
        self.indexed: dict[str, dt.datetime | None] = {}
        self.templates: Any = None
        ground = self.theme / "static" / "img" / "social-card.png"
        self.press = Press(ground, self.root.parent / ".cache" / "cards") if hub.social_cards and ground.is_file() else None

    def search_index(self) -> Path | None:
        """Give the folder of the search's index. Without one the search page is a list, and the build says why."""
        hub = self.site.settings
        if not hub.search_index:
            return None
        folder, why = make_index(index_pages(records(self.site), hub.language), self.root.parent / ".cache" / "search")
        if why:
            sys.stderr.write(f"note: the search has no index, and lists everything instead: {why}\n")
        return folder

    def card(self, article: Article, output: Path) -> str | None:
        """Put an article's card into the output and give its path; None where it has none."""
        if self.press is None:
            return None
        shown = self.site.cards[article.slug]
        made = self.press.card(shown.category.label, shown.title, shown.author.label)
        if made is None:
            return None
        path = at.card(made[0])
        target = output / at.save_as(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        copyfile(made[1], target)
        return path


class HubReader(MarkdownReader):
    """Gives Pelican the texts that the library has read, checked and rendered; it reads no file itself."""

    build: Build

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Give the HTML and the metadata of a file, or a file to skip when it is a draft."""
        article = self.build.articles.get(source_path)
        if article is not None:
            return article.text.html, self._article(article)
        page = self.build.pages.get(source_path)
        if page is not None:
            return page.text.html, self._page(page)
        return "", {"title": "draft", "status": "skip"}

    def _article(self, article: Article) -> dict[str, Any]:
        site = self.build.site
        words = self.build.library.vocabulary
        raw: dict[str, Any] = {
            "title": article.front.title,
            "category": words.categories.name(article.category),
            "tags": [words.tags.name(tag) for tag in article.tags],
            "author": site.cards[article.slug].author.label,
            "status": "published",
        }
        metadata = {name: self.process_metadata(name, value) for name, value in raw.items()}
        # With an address of its own, Pelican does not work it out anew each time it is asked for.
        path = at.article(article.slug)
        metadata |= {
            "date": article.date, "slug": article.slug, "summary": article.front.summary,
            "url": path.lstrip("/"), "save_as": at.save_as(path),
        }  # fmt: skip
        if article.updated:
            metadata["modified"] = article.updated
        return metadata

    def _page(self, page: Page) -> dict[str, Any]:
        path = at.page(page.slug)
        return {
            "title": page.front.title, "slug": page.slug, "summary": page.front.summary, "status": "published",
            "url": path.lstrip("/"), "save_as": at.save_as(path),
        }  # fmt: skip


class HubWriter(Writer):
    """Writes the pages as Pelican's own writer does, in half its time: without pagination and relative addresses, which no page here has."""

    def __init__(self, output_path: str, settings: dict[str, Any]) -> None:
        super().__init__(output_path, settings)
        self.output = Output(output_path)

    def write_file(self, name: str, template: Any, context: dict[str, Any], relative_urls: bool = False, paginated: Any = None, **given: Any) -> None:
        """Render a template and write what it gives. What another plugin wants to have divided, or outside the folder, is Pelican's to write or refuse."""
        if relative_urls or paginated or not name or ".." in name or given.get("template_name"):
            super().write_file(name, template, context, relative_urls, paginated, **given)
            return
        overriding = given.pop("override_output", False)
        for asked in ("template_name", "url"):
            given.pop(asked, None)
        local = {**context, "localsiteurl": context.get("localsiteurl"), "output_file": name, **given}
        file = self.output.write(name, template.render(local), overriding=overriding)
        signals.content_written.send(file, context=local)


class HubGenerator(Generator):
    """Writes the pages and files that have no Markdown file of their own."""

    def generate_context(self) -> None:
        """Give every template the frame of the site."""
        self.context["site"] = _build(self.settings).site.frame

    def generate_output(self, writer: Any) -> None:
        """Write home, listings, directory, hub, tips, search; then feeds, sitemap and style sheet."""
        build = _build(self.settings)
        index = build.search_index()
        if index is not None:
            copytree(index, Path(self.output_path, at.SEARCH_INDEX.strip("/")), dirs_exist_ok=True)
        for page in output_pages(build.site, indexed=index is not None):
            if page.meta.robots is None:
                build.indexed[page.path] = None
            writer.write_file(
                at.save_as(page.path), self.get_template(page.template), self.context,
                relative_urls=False, url=page.path.lstrip("/"), meta=page.meta, **{page.name: page.view}, **page.more,
            )  # fmt: skip
        for folder in THEME_FOLDERS:
            if (build.theme / "static" / folder).is_dir():
                copytree(build.theme / "static" / folder, Path(self.output_path, "theme", folder), dirs_exist_ok=True)
        output = writer.output if isinstance(writer, HubWriter) else Output(self.output_path)  # another plugin may bring a writer
        for path, text in output_files(build.site, build.theme, build.indexed):
            output.write(at.save_as(path), text)
        if (told := os.environ.get(HOLDS)) is not None:
            due = changes(build.library, build.site.settings, build.now)
            lines = build.now.isoformat(), due[0].moment.isoformat(), due_line(due, build.site.settings)
            Path(told).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        for one in build.library.renditions:
            file = Path(self.output_path, one.name)
            file.parent.mkdir(parents=True, exist_ok=True)
            copyfile(one.file, file)


def _build(settings: dict[str, Any]) -> Build:
    build: Build = settings["HUB_BUILD"]
    return build


def read_everything(pelican: Any) -> None:
    """Read and check content/ before Pelican does anything; a problem ends the build here.

    From here on Python does not look for objects that only hold each other: nearly all that a build makes is kept until its
    end, and looking through it again and again takes a tenth of the time. A process that builds again looks once, before it does.
    """
    if not gc.isenabled():
        gc.collect()
    gc.disable()
    pelican.settings["HUB_BUILD"] = HubReader.build = Build(pelican.settings)


def use_reader(readers: Readers) -> None:
    """Take Markdown files from the library."""
    readers.reader_classes["md"] = HubReader


def use_writer(_: Any) -> type[HubWriter]:
    """Write with the site's own writer."""
    return HubWriter


def use_generator(_: Any) -> type[HubGenerator]:
    """Add the site's own generator."""
    return HubGenerator


def share_templates(generator: Generator) -> None:
    """Let all generators use one set of templates: each is compiled once, and not looked for again at each use."""
    build = _build(generator.settings)
    if build.templates is None:
        build.templates = generator.env
        build.templates.auto_reload = False
        build.templates.globals["once"] = Once()
        build.templates.globals["extras"] = frozenset(name for name in EXTRAS if _is_filled(build.templates, f"partials/{name}.html"))
        build.templates.globals |= {name: build.templates.get_template(f"macros/{name}.html").module for name in MACROS}
    generator.env = build.templates


def _is_filled(templates: Any, name: str) -> bool:
    """Say whether a template has more than remarks. To include one that has not takes time on every page."""
    source: str = templates.loader.get_source(templates, name)[0]
    return bool(re.sub(r"\{#.*?#\}", "", source, flags=re.DOTALL).strip())


def leave_lists(generator: ArticlesGenerator) -> None:
    """Keep Pelican from preparing lists that it does not write here, in time that grows with the square of the site."""
    if not any(generator.settings[name] for name in ("TAG_SAVE_AS", "CATEGORY_SAVE_AS", "AUTHOR_SAVE_AS")):
        generator.dates = []


def dress_article(generator: ArticlesGenerator, content: PelicanArticle) -> None:
    """Give an article its view and head just before it is written."""
    build = _build(generator.settings)
    article = build.articles[content.source_path]
    content.view = article_view(build.site, article)
    content.meta = article_meta(build.site, article, content.view, build.card(article, Path(generator.output_path)))
    content.html = article.text.html
    if not article.front.source:
        build.indexed[at.article(article.slug)] = article.changed


def dress_page(generator: PagesGenerator, content: PelicanPage) -> None:
    """Give a page its view and head just before it is written."""
    build = _build(generator.settings)
    page = build.pages[content.source_path]
    content.view, content.meta = build.site.page(page)
    content.html = page.text.html
    if content.meta.robots is None:
        build.indexed[at.page(page.slug)] = None


def register() -> None:
    """Connect to Pelican's signals. Called by Pelican, once for each build."""
    signals.initialized.connect(read_everything)
    signals.readers_init.connect(use_reader)
    signals.get_generators.connect(use_generator)
    signals.get_writer.connect(use_writer)
    signals.generator_init.connect(share_templates)
    signals.article_generator_finalized.connect(leave_lists)
    signals.article_generator_write_article.connect(dress_article)
    signals.page_generator_write_page.connect(dress_page)
