"""An issue's HTML as mail programs can show it: plain pictures of a width that fits, and no link that leads nowhere. Pure.

What they can do is written down at caniemail.com; tests/office/newsletter/test_mail_programs.py holds a mail against it.
"""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag

WIDEST = 552  # pixels: the column of mail.css without its margins. Outlook shows a picture as wide as its attribute says.
_SHOWN = (".png", ".jpg", ".jpeg", ".gif")
_SPARE = ("loading", "decoding", "srcset", "sizes")


def for_mail(html: str, page: str) -> str:
    """Give the HTML. Its addresses are whole; `page` is that of the issue, where one sees what mail programs do not show."""
    soup = BeautifulSoup(html, "html.parser")
    for source in soup.find_all("source"):
        source.decompose()
    for wrapper in soup.select("picture, div.table-scroll"):
        wrapper.unwrap()
    for picture in soup.find_all("img"):
        _fit(soup, picture, page)
    for element in soup.find_all(["figure", "figcaption", "aside", "section"]):  # Outlook and Yahoo do not know them
        element["class"] = f"{' '.join(element.get_attribute_list('class'))} {element.name}".strip()
        element.name = "p" if element.name == "figcaption" else "div"
    for block in soup.find_all("pre"):
        block.replace_with(_lines(soup, block.get_text()))
    for link in soup.find_all("a"):
        if "footnote-backref" in (link.get("class") or []):
            link.decompose()
        elif not link.get("href"):  # a place on the page, which a mail does not have
            link.unwrap()
    for element in soup.find_all(id=True):  # so they lead to nothing either, and could meet the program's own
        del element["id"]
    return str(soup)


def _lines(soup: BeautifulSoup, text: str) -> Tag:
    """Give a block of text whose lines end where they do, also where a program knows no `white-space`."""
    block = soup.new_tag("p", attrs={"class": "block"})
    for number, line in enumerate(text.strip("\n").split("\n")):
        if number:
            block.append(soup.new_tag("br"))
        indent = len(line) - len(line.lstrip(" "))
        block.append("\N{NO-BREAK SPACE}" * indent + line[indent:])
    return block


def _fit(soup: BeautifulSoup, picture: Tag, page: str) -> None:
    if not str(picture["src"]).lower().endswith(_SHOWN):
        words = soup.new_tag("a", href=page)
        words.string = f"{picture.get('alt', '')} (a picture, on the web)"
        picture.replace_with(words)
        return
    for name in _SPARE:
        del picture[name]
    width, height = int(str(picture["width"])), int(str(picture["height"]))
    if width > WIDEST:
        picture["width"], picture["height"] = str(WIDEST), str(max(1, round(height * WIDEST / width)))
