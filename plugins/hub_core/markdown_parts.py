"""Parts of an author's text, as elements: figures, boxes to tick, pull quotes, cells of tables."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence

from .views import PictureSource

COLUMN = "(min-width: 40em) 36rem, 100vw"  # the width of a picture in a text, --measure of the tokens
_TASK = re.compile(r"\[( |x|X)\]\s+")


def align(cell: ET.Element) -> None:
    """The side to which a column is set, as a class in place of inline style."""
    style = cell.attrib.pop("style", "") + cell.attrib.pop("align", "")
    for word, name in (("right", "al-r"), ("center", "al-c")):
        if word in style:
            cell.set("class", name)


def ticks(items: ET.Element) -> None:
    """`- [ ] text` becomes a box to tick on paper."""
    for item in items:
        holder = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
        if not _TASK.match(holder.text or ""):
            return
    for item in items:
        holder = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
        holder.text = _TASK.sub("", holder.text or "", count=1)
    if len(items):
        items.set("class", "ticks")


def with_sources(image: ET.Element, sources: Sequence[PictureSource]) -> ET.Element:
    """A photograph is offered in lighter formats and widths; a browser that knows none of them takes the original."""
    picture = ET.Element("picture")
    picture.tail, image.tail = image.tail, None
    for source in sources:
        ET.SubElement(picture, "source", {"type": source.type, "srcset": source.srcset, "sizes": COLUMN})
    picture.append(image)
    return picture


def pull_quote(block: ET.Element) -> None:
    """`!!! pull "Who said it"` is a sentence set large beside the text; the title becomes its source."""
    block.tag = "aside"
    block.set("class", "pull")
    if len(block) and block[0].get("class") == "admonition-title":
        title = block[0]
        block.remove(title)
        if (title.text or "").strip() != "Pull":  # what the library writes where there is none
            title.tag = "p"
            title.attrib.clear()
            said = ET.SubElement(title, "cite")
            said.text, title.text = title.text, None
            block.append(title)


def figure(paragraph: ET.Element) -> ET.Element:
    """A picture on a line of its own is a figure; its title is the caption."""
    figure = ET.Element("figure")
    figure.tail = paragraph.tail
    image = paragraph[0]
    caption = image.attrib.pop("title", "")
    figure.append(image)
    if caption:
        ET.SubElement(figure, "figcaption").text = caption
    return figure
