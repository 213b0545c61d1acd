"""Where each page of the site lives. The only place that spells an address out."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

FORMS_PREFIX = "/forms/"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Makes addresses. `base` is the folder that the site is served from: "" at a host's root, else "/folder".

    `site_url` is the site's absolute address without a slash at the end; it includes `base`.
    """

    site_url: str
    base: str = ""

    def href(self, path: str) -> str:
        """Give the address for a link inside the site. `path` begins with a slash."""
        return f"{self.base}{path}"

    def absolute(self, path: str) -> str:
        """Give the address for canonical links, feeds and JSON-LD. `path` begins with a slash."""
        return f"{self.site_url}{path}"

    def whole(self, href: str) -> str:
        """Give the absolute address of a link that `href` made."""
        return f"{self.site_url}{href.removeprefix(self.base)}"


def addresses(site_url: str) -> Addresses | None:
    """Give the addresses of a site that is served at a whole web address, like `https://example.org/hub`; None when it is none."""
    site_url = site_url.rstrip("/")
    try:
        parts = urlsplit(site_url)
    except ValueError:  # https://[
        return None
    return Addresses(site_url, parts.path) if parts.scheme in ("http", "https") and parts.netloc else None


HOME = "/"
ARTICLES = "/articles/"
BEST_RATED = "/articles/best-rated/"
RESOURCES = "/resources/"
DOWNLOADS = "/resources/downloads/"
TIPS = "/tips/"
OFFERS = "/offers/"
FIND_A_VA = "/find-a-va/"
MEMBERS = "/members/"
SEARCH = "/search/"
SEARCH_INDEX = "/search/index/"
ASK = "/ask/"
LIST_ME = "/list-me/"
SUGGEST = "/suggest-a-resource/"
FEED_ALL = "/feeds/all.atom.xml"
ISSUES = "/newsletter/issues/"
FEED_NEWSLETTER = "/feeds/newsletter.atom.xml"
FEED_TIPS = "/feeds/tips.atom.xml"
FEED_COMMENTS = "/feeds/comments.atom.xml"
FEED_MEMBERS = "/feeds/members.atom.xml"
DIRECTORY_DATA = "/directory.json"
SITEMAP = "/sitemap.xml"
ROBOTS = "/robots.txt"
REDIRECTS = "/_redirects"
NEXT_BUILD = "/next-build.txt"
STYLE = "/theme/site.css"
TEXT_STYLE = "/theme/text.css"
SOCIAL_CARD = "/theme/img/social-card.png"
# First parts of addresses that pages of content/pages must not take.
TAKEN = frozenset(
    {
        "archive", "articles", "author", "category", "feeds", "files", "find-a-va", "forms", "images", "members", "offers",
        "resources", "search", "series", "services", "tag", "theme", "tips",
    }
)  # fmt: skip

# Names of files, by folder of content/, whose addresses lists have below: such a page would lie among another's pages.
NAMES_TAKEN = {
    "articles": frozenset({"best-rated", "page"}),
    "resources": frozenset({"category", "cost", "downloads", "kind"}),
    "tips": frozenset({"topic"}),
}
# Folders of content/pages/ in which the site keeps pages of its own.
FOLDERS_TAKEN = frozenset({"newsletter"})


def article(slug: str) -> str:
    """Give an article's path."""
    return f"/articles/{slug}/"


def republish(slug: str) -> str:
    """Give the page for those who publish an article again."""
    return f"/articles/{slug}/republish/"


REPUBLISH_FORMS = ("html", "markdown", "plain")


def republish_file(slug: str, form: str) -> str:
    """Give the text of an article to copy in one of the forms. Each is a text file, so that browsers show it."""
    return f"/articles/{slug}/republish/{form}.txt"


def page(slug: str) -> str:
    """Give the path of a page; the 404 page is a file, because web servers ask for it by name."""
    return "/404.html" if slug == "404" else f"/{slug}/"


def listing(kind: str, slug: str, number: int = 1) -> str:
    """Give the path of a page of a listing: by category, tag, author, series, archive (a year), all, or the best rated."""
    first = {"all": ARTICLES, "best": BEST_RATED}.get(kind) or f"/{kind}/{slug}/"
    return first if number == 1 else f"{first}page/{number}/"


def member(slug: str) -> str:
    """Give a member's profile."""
    return f"/members/{slug}/"


def member_card(slug: str) -> str:
    """Give a member's vCard."""
    return f"/members/{slug}.vcf"


def member_data(slug: str) -> str:
    """Give a member's facts as JSON."""
    return f"/members/{slug}.json"


def service(slug: str) -> str:
    """Give the page of the members who offer a service."""
    return f"/services/{slug}/"


def facet(kind: str, slug: str, number: int = 1) -> str:
    """Give a page of the members who share a word; `all` is the directory. Services have addresses of their own."""
    first = FIND_A_VA if kind == "all" else service(slug) if kind == "service" else f"{FIND_A_VA}{kind}/{slug}/"
    return first if number == 1 else f"{first}page/{number}/"


def directory_file(name: str) -> str:
    """Give one of the files that the directory's page loads at first use."""
    return f"{FIND_A_VA}{name}.json"


def facets(kind: str) -> str:
    """Give the page of all words of a kind."""
    return f"{FIND_A_VA}{kind}/"


def resource(slug: str) -> str:
    """Give the entry page of a resource."""
    return f"/resources/{slug}/"


def resource_category(slug: str) -> str:
    """Give the page of a resource category."""
    return f"/resources/category/{slug}/"


def resource_kind(slug: str) -> str:
    """Give the page of a kind of resource."""
    return f"/resources/kind/{slug}/"


def resource_cost(cost: str) -> str:
    """Give the page of the resources that are free, or paid."""
    return f"/resources/cost/{cost}/"


def resource_text(slug: str) -> str:
    """Give the plain text of one of the hub's own checklists and letters."""
    return f"/resources/{slug}/{slug}.txt"


def tip(slug: str) -> str:
    """Give a tip's page."""
    return f"{TIPS}{slug}/"


def tip_topic(slug: str) -> str:
    """Give the page of the tips on a topic."""
    return f"{TIPS}topic/{slug}/"


def offer(slug: str) -> str:
    """Give an offer's place on the page of offers. The word before the name keeps it apart from the page's own places."""
    return f"{OFFERS}#offer-{slug}"


def issue(slug: str) -> str:
    """Give an issue of the newsletter, by its day."""
    return f"/newsletter/{slug}/"


def card(key: str) -> str:
    """Give the picture that stands beside a shared link to an article."""
    return f"/images/cards/{key}.png"


def file(name: str) -> str:
    """Give the path of a file that is copied as it is, by its name under content/."""
    return f"/{quote(name)}"


def feed(kind: str, slug: str) -> str:
    """Give the Atom feed of a category or an author."""
    return f"/feeds/{kind}/{slug}.atom.xml"


def comments_feed(slug: str) -> str:
    """Give the Atom feed of the comments on one article."""
    return feed("comments", slug)


def save_as(path: str) -> str:
    """Give the file under the output folder that answers for a path."""
    relative = path.lstrip("/")
    return f"{relative}index.html" if path.endswith("/") else relative
