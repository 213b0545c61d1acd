"""The pages of tips and offers."""

from __future__ import annotations

from collections.abc import Iterator

from hub_core import addresses as at
from hub_core.jsonld import item_list
from hub_core.safe_html import plain_text
from resource_hub.shorts import TipsView

from .site import OutputPage, Site

_TIPS = ("Tips", at.TIPS)


def short_pages(site: Site) -> Iterator[OutputPage]:
    """Give the stream of tips, a page for each topic and each tip, and the page of offers."""
    shorts, absolute = site.shorts, site.addresses.absolute

    def stream(path: str, view: TipsView, trail: tuple[tuple[str, str], ...] = ()) -> OutputPage:
        pairs = [(one.title, absolute(at.tip(one.slug))) for one in view.tips]
        about = f"{view.intro} Among them: " + ", ".join(f"“{one.title}”" for one in view.tips[:6])
        meta = site.head.page(
            path, view.title, about, kind="CollectionPage", trail=trail, nodes=[item_list(pairs[:30])] if pairs else [],
            section="tips", feeds=[shorts.feed],
        )  # fmt: skip
        return OutputPage(path, "tips", "tips", view, meta)

    yield stream(at.TIPS, shorts.stream())
    for slug in shorts.by_topic:
        yield stream(at.tip_topic(slug), shorts.topic(slug), (_TIPS,))
    for tip in shorts.tips:
        view = shorts.page(tip)
        trail = (_TIPS, (view.tip.topic.label, at.tip_topic(tip.topic)))
        meta = site.head.page(
            at.tip(tip.slug), view.tip.title, f"{view.tip.topic.label}: {plain_text(view.tip.html)}", trail=trail,
            section="tips", feeds=[shorts.feed],
        )  # fmt: skip
        yield OutputPage(at.tip(tip.slug), "tip", "view", view, meta)
    about = "What members of this directory give to readers for a while: for whom, until when, and who earns what from it."
    meta = site.head.page(at.OFFERS, "Offers", about, kind="CollectionPage", section="offers")
    yield OutputPage(at.OFFERS, "offers", "offers", shorts.offers(), meta)
