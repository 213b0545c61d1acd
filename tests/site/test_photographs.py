"""Cards for shared links, and a photograph in an article, above it and on a profile: lighter files are written and offered, and each is there."""

from __future__ import annotations

import re
import shutil

import pytest
from lxml import html as parser
from PIL import Image

from tests.site.building import SMALL, Built, build


@pytest.fixture(scope="module")
def photographed(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The small site with a photograph in three places."""
    folder = tmp_path_factory.mktemp("photographs")
    shutil.copytree(SMALL / "content", folder / "content")
    shutil.rmtree(folder / "content" / "offers")  # while one of hers runs, a profile does without the photograph
    Image.linear_gradient("L").resize((1200, 800)).convert("RGB").save(folder / "content" / "images" / "my desk.jpg")
    article = folder / "content" / "articles" / "clients" / "the-small-print.md"
    head = 'picture: "images/my desk.jpg"\npicture_alt: "A desk"\n'
    text = article.read_text(encoding="utf-8").replace("---\n", f"---\n{head}", 1)
    article.write_text(f"{text}\n\n![A desk again]({{static}}/images/my%20desk.jpg)\n", encoding="utf-8")
    jon = folder / "content" / "members" / "jon-ferry.md"
    jon.write_text(jon.read_text(encoding="utf-8").replace("---\n", f"---\n{head}", 1), encoding="utf-8")
    return build(folder / "content", SMALL / "settings.py", folder / "output")


def offered(page: str) -> list[str]:
    """Give the address of each rendition that a page offers."""
    return [one.split(" ")[0] for listed in parser.fromstring(page).xpath("//@srcset") for one in listed.split(", ")]


class TestCards:
    def test_each_article_names_a_card_that_is_there(self, shipped: Built) -> None:
        pages = {name: page for name, page in shipped.texts().items() if re.fullmatch(r"articles/(?!page/|best-rated/)[^/]+/index\.html", name)}
        named = {name: re.findall(r'og:image" content="https?://[^/]+/(images/cards/[^"]+)"', page) for name, page in pages.items()}
        assert named
        assert {name: cards for name, cards in named.items() if len(cards) != 1 or cards[0] not in shipped.files()} == {}


class TestPhotographs:
    def test_the_site_is_built(self, photographed: Built) -> None:
        assert (photographed.code, photographed.said) == (0, photographed.said)

    @pytest.mark.parametrize("page", ["articles/the-small-print/index.html", "members/jon-ferry/index.html"])
    def test_every_file_that_is_offered_is_there(self, photographed: Built, page: str) -> None:
        names = [name.lstrip("/").replace("%20", " ") for name in offered(photographed.texts()[page])]
        assert names
        assert [name for name in names if name not in photographed.files()] == []

    def test_the_article_offers_avif_before_webp_above_the_text_and_in_it(self, photographed: Built) -> None:
        types = re.findall(r'<source [^>]*type="([^"]*)"', photographed.texts()["articles/the-small-print/index.html"])
        assert types == ["image/avif", "image/webp"] * 2

    def test_every_picture_has_its_size(self, photographed: Built) -> None:
        found = re.findall(r"<img [^>]*desk\.jpg[^>]*>", photographed.texts()["articles/the-small-print/index.html"])
        assert [sorted(re.findall(r'(?:width|height)="\d+"', one)) for one in found] == [['height="800"', 'width="1200"']] * 2

    def test_a_portrait_is_offered_in_small(self, photographed: Built) -> None:
        portrait = parser.fromstring(photographed.texts()["members/jon-ferry/index.html"]).xpath("//img[@class='portrait']/@srcset")
        assert [re.findall(r" (\d+w)", one) for one in portrait] == [["192w", "384w"]]
